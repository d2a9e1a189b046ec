//! `arasha witness`: cosigns for other agencies what only grew.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::net::TcpListener;
use witness::{KnownLogs, Limits, Witness};

use super::{record, serve};
use crate::{CommandError, Context, Outcome, clock};

/// Cosigns the records of other agencies: each checkpoint that proves that nothing before it was changed or taken away.
///
/// It keeps one small file for each log and sees hashes alone, no entries. Run it on a machine of your own, not on that of the record.
/// It prints its address and its public key; hand the key to those who ask it. `GET /` at the address lists what it has cosigned.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: arasha witness --logs logs.toml --name witness.ombudsman.example --listen 0.0.0.0:7312\n\n\
    logs.toml: for each log a [[log]] with origin = \"…\" (the first line of its checkpoints) and key = \"…\" (`arasha checkpoint --key`)")]
pub struct Args {
    /// Logs to cosign: a TOML file
    #[arg(long, value_name = "FILE")]
    logs: PathBuf,
    /// Address and port to listen at; port 0 takes a free one
    #[arg(long, default_value_t = SocketAddr::from((Ipv4Addr::LOCALHOST, 7312)), value_name = "ADDRESS")]
    listen: SocketAddr,
    /// Name of this witness in the world, given at its first start [default: a random one]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

/// Runs the command until it is interrupted.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let folder = context.home.join("witness");
    let cosigner = cosigner(&folder, args.name.as_deref())?;
    let key = cosigner.verifier().to_string();
    let time = || u64::try_from(clock::now().unix_seconds()).unwrap_or(0);
    let witness = Witness::new(cosigner, logs(&args.logs)?, &folder.join("seen"), time)?;
    tokio::runtime::Runtime::new()?.block_on(async {
        let taken = |error| CommandError::Input(format!("can't listen at {}: {error}", args.listen));
        let listener = TcpListener::bind(args.listen).await.map_err(taken)?;
        let address = format!("http://{}", listener.local_addr()?);
        if context.json {
            context.line(&serde_json::json!({ "address": address, "key": key }))?;
        }
        context.say(&format!("{address}\n{key}"))?;
        witness::serve(listener, Arc::new(witness), Limits::default(), serve::interrupted()).await;
        Ok(Outcome::Done)
    })
}

fn logs(path: &Path) -> Result<KnownLogs, CommandError> {
    let text = std::fs::read_to_string(path).map_err(|error| CommandError::File { path: path.to_owned(), error })?;
    text.parse().map_err(|error| CommandError::Input(format!("{}: {error}", path.display())))
}

fn cosigner(folder: &Path, name: Option<&str>) -> Result<tlog::Cosigner, CommandError> {
    let random = format!("witness.invalid/{}", record::random_name()?);
    let path = folder.join("witness.key");
    let cosigner = witness::cosigner_at(&path, name.unwrap_or(&random), &record::random()?)?;
    let kept = cosigner.verifier().name().as_str();
    match name {
        Some(name) if name != kept => Err(CommandError::Input(format!(
            "this witness is {kept} since its first start; {name:?} would be another, with a home of its own"
        ))),
        _ => Ok(cosigner),
    }
}

impl From<witness::WitnessError> for CommandError {
    fn from(error: witness::WitnessError) -> Self {
        Self::Input(error.to_string())
    }
}
