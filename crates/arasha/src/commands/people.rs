//! `arasha people`: who works here, and what only the machine itself may do: stand in for a second administrator where there is none.

use std::sync::Arc;

use access::{AccessError, House, Parts, PersonAct};
use people::person::Standing;
use record::{PersonId, Reason};
use signin::passkey::Site as Passkeys;
use signin::provider::Provider;
use store::{Random, Record};

use crate::commands::record as place;
use crate::{CommandError, Context, Outcome, clock};

/// Who works here; stand in for a second administrator where there is none
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Names are not shown here: reading them would have to stand in the log.

  arasha people                                         everybody, by identifier
  arasha people confirm-administrator person-…          agree that somebody becomes an administrator
  arasha people recover person-… --reason \"lost phone\"  let somebody in again; prints a one-time link's code

The last two stand in the log as acts of the machine, and are refused where two other administrators are at work.")]
pub struct Args {
    #[command(subcommand)]
    act: Option<Act>,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Agree that somebody becomes an administrator, as the second one
    ConfirmAdministrator {
        /// The person
        person: PersonId,
    },
    /// Let somebody in again, as the second administrator or as both
    Recover {
        /// The person
        person: PersonId,
        /// Why
        #[arg(long)]
        reason: String,
    },
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, CommandError> {
    place::wait(async {
        let known = place::open(context).await?;
        known.close().await;
        let house = house(context, "http://localhost", Vec::new()).await?;
        match &args.act {
            None => list(context, &house),
            Some(Act::ConfirmAdministrator { person }) => {
                house.stand_in(*person, PersonAct::ConfirmAdministrator, clock::now()).await.map_err(refused)?;
                context.say("They are an administrator from now on.")
            }
            Some(Act::Recover { person, reason }) => recover(context, &house, *person, reason).await,
        }
    })?;
    Ok(Outcome::Done)
}

/// The house of this installation.
///
/// # Errors
/// Where the record, the keys or the policies are not as they should be.
pub async fn house(context: &Context, origin: &str, providers: Vec<Provider>) -> Result<House, CommandError> {
    let record = Record::open(&place::place(context)?).await?;
    let passkeys = Passkeys::new(origin, "Араша").map_err(|error| CommandError::Input(error.to_string()))?;
    let master = Arc::new(place::master_key(context)?);
    let (random, edition) = (Random::system(), super::edition::of(context)?);
    House::open(Parts { record, master, random, edition, passkeys, providers }).await.map_err(refused)
}

fn refused(error: AccessError) -> CommandError {
    CommandError::Input(match error {
        AccessError::Refused(said) => format!("refused: {}", said.key),
        other => other.to_string(),
    })
}

fn list(context: &Context, house: &House) -> Result<(), CommandError> {
    let now = clock::now();
    let people = house.look(|directory| directory.people().cloned().collect::<Vec<_>>());
    for member in people {
        let standing = match member.standing {
            Standing::Invited { .. } => "invited",
            Standing::Active => "at work",
            Standing::Suspended => "suspended",
            Standing::Left => "left",
        };
        let terms = member.terms.iter().filter(|term| term.covers(now));
        let roles: Vec<&str> = terms.map(|term| term.role.code()).collect();
        if context.json {
            let line = serde_json::json!({ "person": member.id, "agency": member.agency, "standing": standing, "roles": roles });
            context.line(&line)?;
        } else {
            context.say(&format!("{}  {}  {standing}  {}", member.id, member.agency, roles.join(", ")))?;
        }
    }
    Ok(())
}

async fn recover(context: &Context, house: &House, person: PersonId, reason: &str) -> Result<(), CommandError> {
    let reason = Reason::new(reason).map_err(|error| CommandError::Input(error.to_string()))?;
    let asked = house.look(|directory| directory.person(person).is_some_and(|member| member.recovery.is_some()));
    if !asked {
        house.stand_in(person, PersonAct::AskRecovery { reason }, clock::now()).await.map_err(refused)?;
    }
    let code = house.stand_in(person, PersonAct::ApproveRecovery, clock::now()).await.map_err(refused)?;
    let code = code.ok_or_else(|| CommandError::Input("no code was given".to_owned()))?;
    if context.json {
        context.line(&serde_json::json!({ "code": code.text().as_str() }))
    } else {
        context.say(&format!("Hand this code over; it is typed in at /join and works once, for two days:\n{}", code.text().as_str()))
    }
}
