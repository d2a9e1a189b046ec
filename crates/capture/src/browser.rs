//! The browser: Debian's Chromium, in a profile of its own, with nothing switched on that speaks to others.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::json;
use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio::sync::mpsc;

use crate::CaptureError;
use crate::guard::Guard;
use crate::link::{Event, Link, text};

/// Which browser, and how it is started.
#[derive(Debug, Clone)]
pub struct Launch {
    /// The program.
    pub program: PathBuf,
    /// Whether the browser keeps its own walls between pages and the machine. Without them (it does not run with them as root) a hostile
    /// page stands one fault of the browser away from the user that runs it; the manifest says so.
    pub sandbox: bool,
    /// Width and height of the window, in points.
    pub window: (u32, u32),
}

/// A browser that runs for as long as it is kept.
pub struct Browser {
    link: Link,
    events: mpsc::Receiver<Event>,
    child: Child,
    /// Profile, cache and home; gone with the browser.
    _home: TempDir,
}

/// What the browser says of itself.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct About {
    /// Name and version, for instance `Chrome/142.0.7444.59`.
    pub product: String,
    /// The revision of its source.
    pub revision: String,
    /// As what it introduced itself to servers: its own words, changed by nobody.
    pub user_agent: String,
}

/// What a browser does without, so that all that is on the wire belongs to the page.
const QUIET: [&str; 17] = [
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-pings",
    "--password-store=basic",
    "--mute-audio",
    // What does not go through the guard does not go at all.
    "--disable-quic",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
];

impl Launch {
    /// Debian's Chromium with its walls, in a window of 1280 × 1024.
    #[must_use]
    pub fn chromium() -> Self {
        Self { program: "/usr/bin/chromium".into(), sandbox: true, window: (1_280, 1_024) }
    }

    fn arguments(&self, home: &Path, guard: &Guard) -> Vec<OsString> {
        let (width, height) = self.window;
        let mut all: Vec<OsString> = QUIET.map(OsString::from).into();
        all.push(format!("--window-size={width},{height}").into());
        all.push(format!("--proxy-server=socks5://{}", guard.address()).into());
        // Without this, the browser would go to the loopback by itself.
        all.push("--proxy-bypass-list=<-loopback>".into());
        // Names are resolved by the guard; a browser that tried would find nobody.
        all.push("--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1".into());
        let mut profile = OsString::from("--user-data-dir=");
        profile.push(home.join("profile"));
        all.push(profile);
        if !self.sandbox {
            all.push("--no-sandbox".into());
        }
        all.push("about:blank".into());
        all
    }
}

impl Browser {
    /// Starts a browser whose only way out is this guard.
    ///
    /// # Errors
    /// Where it does not start.
    pub async fn start(launch: &Launch, guard: &Guard) -> Result<Self, CaptureError> {
        let home = tempfile::Builder::new().prefix("arasha-capture-").tempdir()?;
        // The browser reads from the third and writes to the fourth of its files; the shell puts our two pipes there.
        let mut command = Command::new("/bin/sh");
        command.args(["-c", r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>/dev/null"#]).arg(&launch.program);
        command.args(launch.arguments(home.path(), guard));
        // It learns nothing of ours: no home, no keys, no language but the one that servers are told.
        command.env_clear().env("HOME", home.path()).env("PATH", "/usr/bin:/bin").env("LANG", "C.UTF-8").env("TMPDIR", home.path());
        command.current_dir(home.path()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        command.process_group(0).kill_on_drop(true);
        let mut child = command.spawn()?;
        let (Some(out), Some(into)) = (child.stdout.take(), child.stdin.take()) else { return Err(CaptureError::Ended) };
        let (link, events) = Link::over(out, into);
        Ok(Self { link, events, child, _home: home })
    }

    /// What the browser says of itself.
    ///
    /// # Errors
    /// Where it does not answer.
    pub async fn about(&self) -> Result<About, CaptureError> {
        let said = self.link.call("", "Browser.getVersion", json!({})).await?;
        Ok(About { product: text(&said, "product"), revision: text(&said, "revision"), user_agent: text(&said, "userAgent") })
    }

    /// The pipe to it.
    #[must_use]
    pub fn link(&self) -> &Link {
        &self.link
    }

    /// The next event; nothing when it is gone.
    pub async fn event(&mut self) -> Option<Event> {
        self.events.recv().await
    }

    /// Pipe and events, to be used at once.
    pub fn parts(&mut self) -> (&Link, &mut mpsc::Receiver<Event>) {
        (&self.link, &mut self.events)
    }

    /// Ends it.
    pub async fn close(mut self) {
        let _ = tokio::time::timeout(std::time::Duration::from_secs(2), self.link.call("", "Browser.close", json!({}))).await;
        let _ = tokio::time::timeout(std::time::Duration::from_secs(2), self.child.wait()).await;
        let _ = self.child.kill().await;
    }
}
