//! A record and its witness, through the program as two agencies run it.
#![expect(clippy::unwrap_used, reason = "a test may be blunt, its helpers too")]

use std::convert::Infallible;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use record::{Actor, AgencyId, Circumstances, CommandId, Decider, Moment, PersonId, Purpose, StreamName, Workflow};
use serde_json::Value;
use store::{Order, Place, Record};

/// Numbers that are noted.
struct Notes;

impl Decider for Notes {
    type State = ();
    type Command = Vec<u32>;
    type Event = u32;
    type Refusal = Infallible;

    fn decide((): &(), numbers: Vec<u32>, _: &Circumstances<'_>) -> Result<Vec<u32>, Infallible> {
        Ok(numbers)
    }

    fn evolve((): (), _: &u32) {}
}

impl Workflow for Notes {
    const STREAM: &'static str = "notes";
    const SCHEMA: u16 = 1;
}

/// Writes numbers into the record of a home.
fn write(home: &Path, command: u128, numbers: &[u32]) {
    let actor = Actor { person: PersonId::from_bits(7), agency: AgencyId::from_bits(3) };
    let now = Moment::parse("2026-11-22T07:00:00Z").unwrap();
    let at = Circumstances { now, actor: &actor, purpose: Purpose::Casework, edition: "2026-11" };
    let stream = StreamName::of::<Notes>(PersonId::from_bits(1));
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let record = Record::open(&Place::in_home(home)).await.unwrap();
        let order = Order { stream: &stream, command: CommandId::from_bits(command), seen: None, at };
        let _ = record.act::<Notes>(order, numbers.to_vec()).await.unwrap();
        record.close().await;
    });
}

fn arasha(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_arasha")).arg("--home").arg(home).args(arguments).output().unwrap()
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A witness as a program of its own; killed when this goes.
struct Running {
    child: Child,
    address: String,
    key: String,
}

impl Running {
    fn start(home: &Path, logs: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_arasha"));
        command.arg("--json").arg("--home").arg(home).args(["witness", "--listen", "127.0.0.1:0", "--logs"]).arg(logs);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap();
        let word = |name: &str| said.get(name).and_then(|word| word.as_str()).unwrap().to_owned();
        Self { child, address: word("address"), key: word("key") }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[test]
fn a_killed_witness_and_an_inspector_find_the_rollback() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (home, office, logs, key) = (path("home"), path("office"), path("logs.toml"), path("witness.key"));
    write(&home, 1, &[1, 2, 3]);
    let copy = path("copy.jsonl");
    assert!(arasha(&home, &["export-record", copy.to_str().unwrap()]).status.success());
    write(&home, 2, &[4, 5]);

    let known = String::from_utf8(arasha(&home, &["checkpoint", "--key"]).stdout).unwrap();
    let origin = known.split('+').next().unwrap();
    std::fs::write(&logs, format!("[[log]]\norigin = \"{origin}\"\nkey = \"{}\"\n", known.trim())).unwrap();
    let witness = Running::start(&office, &logs);
    std::fs::write(&key, &witness.key).unwrap();
    let ask = |witness: &Running, more: &[&str]| {
        let arguments = ["cosign", "--witness", &witness.address, "--witness-key", key.to_str().unwrap()];
        arasha(&home, &[&arguments, more].concat())
    };
    let given = ask(&witness, &["--json"]);
    let line: Value = serde_json::from_slice(&given.stdout).unwrap_or_else(|_| panic!("{}", text(&given)));
    assert_eq!((given.status.code(), &line["size"]), (Some(0), &Value::from(5)));
    let seen = path("seen.txt");
    std::fs::write(&seen, line["checkpoint"].as_str().unwrap()).unwrap();
    let verify = || arasha(&home, &["verify", "--seen", seen.to_str().unwrap()]);
    assert!(verify().status.success(), "{}", text(&verify()));

    // The witness's machine loses power; somebody brings the record back to what it was.
    drop(witness);
    let witness = Running::start(&office, &logs);
    assert_eq!(std::fs::read_to_string(&key).unwrap(), witness.key);
    for name in ["record.sqlite", "record.sqlite-wal", "record.sqlite-shm"] {
        let _ = std::fs::remove_file(home.join("record").join(name));
    }
    assert!(arasha(&home, &["import-record", copy.to_str().unwrap()]).status.success());
    let refused = ask(&witness, &[]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused).contains("has seen 5 entries of this record, and it has 3 now: it was rolled back"), "{}", text(&refused));
    assert_eq!(verify().status.code(), Some(1));
    assert!(text(&verify()).contains("the log had 5 entries when it was signed and has 3 now"), "{}", text(&verify()));

    // It grows again, otherwise.
    write(&home, 3, &[6, 7, 8]);
    let refused = ask(&witness, &["--json"]);
    let line: Value = serde_json::from_slice(&refused.stdout).unwrap();
    assert!(line["refused"].as_str().unwrap().contains("two lists (a fork)"), "{line}");
    assert_eq!(refused.status.code(), Some(1));
}

#[test]
fn what_can_be_no_witness_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let logs = folder.path().join("logs.toml");
    std::fs::write(&logs, "").unwrap();
    let said = arasha(folder.path(), &["witness", "--logs", logs.to_str().unwrap()]);
    assert!(said.status.code() == Some(1) && text(&said).contains("the list names no log"), "{}", text(&said));
    let other = arasha(folder.path(), &["witness", "--logs", logs.to_str().unwrap(), "--name", "other.example/w"]);
    assert!(other.status.code() == Some(1) && text(&other).contains("since its first start"), "{}", text(&other));
    let said = arasha(folder.path(), &["cosign", "--witness", "http://127.0.0.1:1", "--witness-key", logs.to_str().unwrap()]);
    assert!(said.status.code() == Some(1) && text(&said).contains("not the public key of a witness"), "{}", text(&said));
}
