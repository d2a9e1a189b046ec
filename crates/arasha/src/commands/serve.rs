//! `arasha serve`: the workbench in a browser, on this machine only.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Command, Stdio};

use corpus::Corpus;
use network::mirrors::GenericWords;
use workbench::{Desk, ServeError, Site};

use crate::{CommandError, Context, Outcome, clock};

/// The workbench in a browser, on this machine only.
#[derive(Debug, clap::Args)]
#[command(after_help = "The zone in which times are shown is Asia/Almaty; ARASHA_ZONE names another.")]
pub struct Args {
    /// Port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 7311)]
    port: u16,
    /// Open the address in the browser
    #[arg(long)]
    open: bool,
    /// Zone in which times are shown, by its IANA name
    #[arg(long, env = "ARASHA_ZONE", default_value = workbench::dates::DEFAULT_ZONE, value_name = "ZONE")]
    zone: String,
}

/// Runs the command until it is interrupted.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let zone = workbench::dates::zone(&args.zone)
        .ok_or_else(|| CommandError::Input(format!("{:?} is no zone; give an IANA name like Asia/Almaty", args.zone)))?;
    let desk = desk(context)?;
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
        let listener = workbench::listen(address).await.map_err(refused)?;
        let port = listener.local_addr()?.port();
        let address = workbench::site::address_of(port).to_string();
        announce(context, &address)?;
        if args.open {
            open(&address);
        }
        let site = Site::new(desk, zone, Box::new(clock::now), port);
        workbench::serve(listener, site, interrupted()).await.map_err(refused)
    })?;
    Ok(Outcome::Done)
}

fn desk(context: &Context) -> Result<Desk, CommandError> {
    let files = context.files()?;
    let generic = GenericWords::read(&String::from_utf8_lossy(files.bytes("domains/generic.toml").unwrap_or_default()))
        .map_err(|error| CommandError::Knowledge(format!("domains/generic.toml: {error}")))?;
    Ok(Desk::new(Corpus::open(&context.home)?, context.reader()?, context.book()?, generic))
}

fn refused(error: ServeError) -> CommandError {
    CommandError::Input(error.to_string())
}

/// The address, as the one line on stdout.
fn announce(context: &Context, address: &str) -> Result<(), CommandError> {
    if context.json { context.line(&serde_json::json!({ "address": address })) } else { context.say(address) }
}

/// Asks the desktop for its browser; a machine without one still has the address.
fn open(address: &str) {
    let started = Command::new("xdg-open").arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    if let Err(error) = started {
        tracing::warn!(%error, "no browser could be opened");
    }
}

/// Done when the person presses Ctrl-C or the system asks the program to end.
pub async fn interrupted() {
    let asked = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => _ = signal.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = asked => {}
    }
}
