//! A PostgreSQL of the tests' own: on the loopback, on a free port, gone when the tests are.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use store::Place;

static SERVER: OnceLock<Option<Server>> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(0);
static SERVERS: AtomicU32 = AtomicU32::new(0);

/// An empty database of the server that all tests share, or nothing (said on stderr) where PostgreSQL is not installed.
pub fn database() -> Option<Place> {
    SERVER.get_or_init(Server::start).as_ref()?.database()
}

/// A server.
pub struct Server {
    port: u16,
    data: PathBuf,
}

impl Server {
    /// A server of one's own.
    pub fn start() -> Option<Self> {
        let Some(initdb) = tool("initdb") else {
            eprintln!("skipped on PostgreSQL: it is not installed (make postgres)");
            return None;
        };
        sweep();
        let number = SERVERS.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("{PREFIX}{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        give_away(&folder);
        let data = folder.canonicalize().unwrap().join("data");
        let ways = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
        let made = as_postgres(&initdb).arg("-D").arg(&data).args(ways).output().unwrap();
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = Self { port, data };
        server.run();
        Some(server)
    }

    /// An empty database.
    pub fn database(&self) -> Option<Place> {
        let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
        let make = format!("CREATE DATABASE {name}");
        let status = Command::new(tool("psql")?).args(self.client()).args(["-q", "-d", "postgres", "-c", &make]).status();
        assert!(status.unwrap().success(), "a database could not be made");
        Some(Place::Server(format!("postgres://postgres@127.0.0.1:{}/{name}", self.port)))
    }

    /// Runs the server, after it was stopped too.
    pub fn run(&self) {
        let mut server = as_postgres(&tool("postgres").unwrap());
        let ways = ["-h", "127.0.0.1", "-p", &self.port.to_string(), "-k", "", "-c", "fsync=off"];
        server.arg("-D").arg(&self.data).args(ways).stdout(Stdio::null()).stderr(Stdio::null());
        // The server ends when the thread that started it does, so that thread lives as long as the tests.
        std::thread::spawn(move || server.spawn().unwrap().wait());
        for _ in 0..300 {
            let asked = Command::new(tool("pg_isready").unwrap()).args(self.client()).stdout(Stdio::null()).status();
            if asked.is_ok_and(|status| status.success()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("PostgreSQL did not start");
    }

    /// Stops the server as a cut cable would: without a word to anybody.
    pub fn stop(&self) {
        let stopped = as_postgres(&tool("pg_ctl").unwrap()).args(["stop", "-w", "-m", "immediate", "-D"]).arg(&self.data).output();
        assert!(stopped.unwrap().status.success());
    }

    fn client(&self) -> [String; 6] {
        ["-h", "127.0.0.1", "-p", &self.port.to_string(), "-U", "postgres"].map(str::to_owned)
    }
}

/// Debian keeps the server's tools off the path.
fn tool(name: &str) -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = versions.map(|version| version.path().join("bin").join(name)).filter(|path| path.exists()).collect();
    found.sort();
    found.pop()
}

const PREFIX: &str = "arasha-postgres-";

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n")
}

/// PostgreSQL does not run as root; it ends with its parent.
fn as_postgres(tool: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "INT"]);
    if is_root() {
        command.args(["--reuid", "postgres", "--regid", "postgres", "--clear-groups"]);
    }
    command.arg(tool).current_dir("/");
    command
}

fn give_away(folder: &Path) {
    if is_root() {
        assert!(Command::new("chown").arg("postgres:").arg(folder).status().unwrap().success());
    }
}

/// Removes what tests that are gone have left.
fn sweep() {
    for entry in std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let owner = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.split('-').next());
        if owner.is_some_and(|process| !Path::new("/proc").join(process).exists()) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}
