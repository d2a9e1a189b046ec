//! Invented people in a house of their own. They come in as everybody does: by the link of the first administrator and by invitations;
//! nothing here goes round a rule.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use access::{FirstAdministrator, House, Invitation, NewSession, Parts, PersonAct, Proof, Through, Visitor};
use people::{AgencyNames, CredentialKind, SessionId, WorkContact};
use record::{AgencyId, AgencyKind, Moment, PersonId, Purpose, Region, Regions, Role};
use signin::passkey::Site;
use store::{FileKey, Place, Random, Record};
use totp_rs::Builder;

/// Whatever goes wrong ends the test.
pub type Done<T> = Result<T, Box<dyn Error>>;

/// A house with its first administrator.
pub struct Invented {
    /// The house.
    pub house: House,
    /// The first administrator.
    pub administrator: PersonId,
    /// Their body: the interior ministry.
    pub agency: AgencyId,
}

impl Invented {
    /// A house in a home folder, reached at an origin.
    pub async fn at(home: &Path, origin: &str, now: Moment) -> Done<Self> {
        let record = Record::open(&Place::in_home(home)).await?;
        let master = FileKey::at(&home.join("record").join("master.key"), Random::system().bytes()?)?;
        let parts = Parts {
            record,
            master: Arc::new(master),
            random: Random::system(),
            edition: "invented".to_owned(),
            passkeys: Site::new(origin, "Араша")?,
            providers: Vec::new(),
        };
        let house = House::open(parts).await?;
        let first = house.first_code(now).await?.ok_or("there is an administrator already")?;
        let who = FirstAdministrator {
            kind: AgencyKind::InteriorMinistry,
            names: names("Invented cyber-police")?,
            regions: whole_state()?,
            name: "Invented Administrator".to_owned(),
            contact: contact("administrator"),
        };
        let code = house.found_first(&first.text(), &who, now).await?;
        let administrator = join(&house, &code.text(), "administrator", now).await?.person;
        let agency = house.look(|directory| directory.person(administrator).map(|member| member.agency)).ok_or("no body")?;
        Ok(Self { house, administrator, agency })
    }

    /// One more body.
    pub async fn body(&self, kind: AgencyKind, now: Moment) -> Done<AgencyId> {
        let visitor = self.visitor(self.administrator, now)?;
        let named = names(&format!("Invented {}", kind.code()))?;
        Ok(self.house.found_agency(&visitor, kind, named, whole_state()?, None, now).await?)
    }

    /// Somebody who was invited and came, with these roles for a year.
    pub async fn colleague(&self, agency: AgencyId, name: &str, roles: &[Role], now: Moment) -> Done<PersonId> {
        let visitor = self.visitor(self.administrator, now)?;
        let invitation = Invitation { agency, name: format!("Invented {name}"), contact: contact(name), days: 2 };
        let (_, code) = self.house.invite(&visitor, &invitation, now).await?;
        let person = join(&self.house, &code.text(), name, now).await?.person;
        for role in roles {
            let act = PersonAct::Grant { role: *role, regions: whole_state()?, from: now, until: now.plus_days(365) };
            self.act(person, act, now).await?;
        }
        Ok(person)
    }

    /// The administrator does something with somebody.
    pub async fn act(&self, person: PersonId, act: PersonAct, now: Moment) -> Done<()> {
        let visitor = self.visitor(self.administrator, now)?;
        self.house.act_on_person(&visitor, person, act, now).await?;
        Ok(())
    }

    /// A person as they stand before the door after signing in with password and code.
    pub fn visitor(&self, person: PersonId, now: Moment) -> Done<Visitor> {
        let authority = self.house.look(|directory| directory.authority(person, now)).ok_or("nobody at work")?;
        let through = Through::Session { session: SessionId::from_bits(1), by: CredentialKind::PasswordAndCode };
        Ok(Visitor { authority, through, until: now.plus_days(1) })
    }

    /// A token for a program of somebody.
    pub async fn token(&self, person: PersonId, purpose: Purpose, days: u32, now: Moment) -> Done<String> {
        let (_, secret) = self.house.issue_token(&self.visitor(person, now)?, purpose, days, now).await?;
        Ok(secret.text().to_string())
    }
}

/// Enrols a password with codes by the code of a link; gives the session of whoever has come.
pub async fn join(house: &House, code: &str, name: &str, now: Moment) -> Done<NewSession> {
    let begun = house.begin_password(Proof::Code(code), now).await?;
    let seed = base32::decode(base32::Alphabet::Rfc4648 { padding: false }, &begun.seed).ok_or("no seed")?;
    let codes = Builder::new().with_secret(seed).with_digits(6).with_step_duration(30).build_noncompliant();
    let once = codes.generate(u64::try_from(now.unix_seconds())?).to_string();
    // Invented too, and nobody's.
    let password = "lamp river felt kettle 27";
    let session = house.enrol_password(Proof::Code(code), &format!("{name}@invented.example"), password, &once, now).await?;
    Ok(session.ok_or("nobody came in")?)
}

fn contact(name: &str) -> WorkContact {
    WorkContact { email: Some(format!("{name}@invented.example")), phone: None }
}

fn names(name: &str) -> Done<AgencyNames> {
    Ok(serde_json::from_value(serde_json::json!({ "kk": format!("{name} (kk)"), "ru": format!("{name} (ru)"), "en": name }))?)
}

fn whole_state() -> Done<Regions> {
    Ok([Region::new("KZ")?].into_iter().collect())
}
