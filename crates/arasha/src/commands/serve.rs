//! `arasha serve`: the workbench in a browser, on this machine only.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Command, Stdio};

use access::House;
use network::mirrors::GenericWords;
use signin::provider::{Provider, ProviderSettings};
use workbench::{Desk, Seat, ServeError, Site};

use crate::{CommandError, Context, Outcome, clock};

/// The workbench in a browser
#[derive(Debug, clap::Args)]
#[command(after_help = "\
People sign in. Where there is no administrator yet, a one-time link for the first one is printed.
Passkeys and cookies are bound to the origin: name the one that people's browsers show.

  arasha serve                                      on this machine, at http://localhost:7311
  arasha serve --alone                              on this machine, nobody signs in, everything is open
  arasha serve --listen 127.0.0.1:7311 --origin https://arasha.example --behind-proxy
                                                    behind a server that ends TLS and writes X-Forwarded-For

The zone in which times are shown is Asia/Almaty; ARASHA_ZONE names another.")]
pub struct Args {
    /// Port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 7311, conflicts_with = "listen")]
    port: u16,
    /// Address and port to listen at; other machines only with an https origin
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// How browsers reach it, as in https://arasha.example [default: http://localhost:PORT]
    #[arg(long, value_name = "ORIGIN")]
    origin: Option<String>,
    /// A server of ours stands before this one and writes X-Forwarded-For
    #[arg(long, requires = "origin")]
    behind_proxy: bool,
    /// Nobody signs in: whoever uses this machine sees everything
    #[arg(long, conflicts_with_all = ["listen", "origin", "behind_proxy"])]
    alone: bool,
    /// Capture pages with a browser that runs without its own walls; needed where this program runs as root, and noted in each manifest
    #[arg(long)]
    no_sandbox: bool,
    /// Place that captures reach although it is not in the public network (may be repeated)
    #[arg(long, hide = true, value_name = "ADDRESS:PORT")]
    reach: Vec<SocketAddr>,
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
        let address = args.listen.unwrap_or_else(|| SocketAddr::from((Ipv4Addr::LOCALHOST, args.port)));
        let is_far = args.origin.as_deref().is_some_and(|origin| origin.starts_with("https://"));
        let listener = workbench::listen(address, is_far).await.map_err(refused)?;
        let port = listener.local_addr()?.port();
        let seat = seat(args, port)?;
        let site = Site::new(desk, zone, Box::new(clock::now), seat.clone());
        let site = if args.behind_proxy { site.behind_proxy() } else { site };
        let site = if args.alone { site } else { site.with_house(house(args, context, &seat).await?) };
        announce(context, &format!("{}/", seat.origin()), first_link(&site, &seat).await?)?;
        if args.open {
            open(&format!("{}/", seat.origin()));
        }
        workbench::serve(listener, site, interrupted()).await;
        Ok::<_, CommandError>(())
    })?;
    Ok(Outcome::Done)
}

fn seat(args: &Args, port: u16) -> Result<Seat, CommandError> {
    match (&args.origin, args.alone) {
        (_, true) => Ok(Seat::loopback(port)),
        (Some(origin), false) => Seat::at(origin).map_err(|error| CommandError::Input(error.to_string())),
        (None, false) => Seat::at(&format!("http://localhost:{port}")).map_err(|error| CommandError::Input(error.to_string())),
    }
}

async fn house(args: &Args, context: &Context, seat: &Seat) -> Result<House, CommandError> {
    let house = super::people::house(context, seat.origin(), providers(context, seat)?).await?;
    let cabinet = super::capture::cabinet(args.no_sandbox, &args.reach, context)?;
    house.keep_evidence_in(cabinet).await.map_err(|error| CommandError::Input(error.to_string()))?;
    Ok(house)
}

/// Bodies' own sign-ins, as `sign-in.toml` of the home names them; none where there is no such file.
fn providers(context: &Context, seat: &Seat) -> Result<Vec<Provider>, CommandError> {
    let path = context.home.join("sign-in.toml");
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(&path).map_err(|error| CommandError::File { path: path.clone(), error })?;
    let wrong = |error: signin::provider::SettingsError| CommandError::Input(format!("{}: {error}", path.display()));
    let back = format!("{}/sign-in/back", seat.origin());
    let settings = ProviderSettings::read(&text).map_err(wrong)?;
    settings.into_iter().map(|settings| Provider::new(settings, &back).map_err(wrong)).collect()
}

/// The link with which the first administrator comes in, where there is none yet. Its code stands behind `#`, where browsers keep it to
/// themselves.
async fn first_link(site: &Site, seat: &Seat) -> Result<Option<String>, CommandError> {
    let Some(house) = site.house() else { return Ok(None) };
    let code = house.first_code(clock::now()).await.map_err(|error| CommandError::Input(error.to_string()))?;
    Ok(code.map(|code| format!("{}/join#{}", seat.origin(), code.text().as_str())))
}

fn desk(context: &Context) -> Result<Desk, CommandError> {
    let files = context.files()?;
    let generic = GenericWords::read(&String::from_utf8_lossy(files.bytes("domains/generic.toml").unwrap_or_default()))
        .map_err(|error| CommandError::Knowledge(format!("domains/generic.toml: {error}")))?;
    Ok(Desk::new(context.corpus()?, context.reader()?, context.book()?, generic))
}

fn refused(error: ServeError) -> CommandError {
    CommandError::Input(error.to_string())
}

/// The address on stdout, and the link for the first administrator where there is none yet.
fn announce(context: &Context, address: &str, first: Option<String>) -> Result<(), CommandError> {
    if context.json {
        return context.line(&serde_json::json!({ "address": address, "first_administrator": first }));
    }
    context.say(address)?;
    match first {
        Some(link) => context.say(&format!("There is no administrator yet. Open this once, within a day:\n{link}")),
        None => Ok(()),
    }
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
