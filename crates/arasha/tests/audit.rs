//! `arasha audit` and `arasha rebuild` as the one who answers for an installation runs them.
#![expect(clippy::unwrap_used, reason = "a test may be blunt, its helpers too")]

use std::path::Path;
use std::process::{Command, Output};

use record::{Actor, AgencyId, Circumstances, CommandId, Decider, Moment, PersonId, Purpose, StreamName, Workflow};
use serde_json::{Value, json};
use store::{Order, Place, Record};

/// Histories of anything: what is commanded has happened.
struct Anything;

impl Decider for Anything {
    type State = ();
    type Command = Value;
    type Event = Value;
    type Refusal = ();

    fn decide((): &(), command: Value, _: &Circumstances<'_>) -> Result<Vec<Value>, ()> {
        Ok(vec![command])
    }

    fn evolve((): (), _: &Value) {}
}

impl Workflow for Anything {
    const STREAM: &'static str = "anything";
    const SCHEMA: u16 = 1;
}

fn arasha(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_arasha")).arg("--home").arg(home).args(arguments).env_remove("ARASHA_RECORD").output().unwrap()
}

fn text(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn lines(home: &Path, arguments: &[&str]) -> Vec<Value> {
    text(&arasha(home, &[&["--json", "audit"], arguments].concat())).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn places(home: &Path, arguments: &[&str]) -> Vec<u64> {
    lines(home, arguments).iter().map(|line| line["place"].as_u64().unwrap()).collect()
}

fn with_record<T>(home: &Path, work: impl AsyncFnOnce(&Record) -> T) -> T {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let record = Record::open(&Place::in_home(home)).await.unwrap();
        let done = work(&record).await;
        record.close().await;
        done
    })
}

fn person(number: u128) -> PersonId {
    PersonId::from_bits(number)
}

/// A short life of an installation: who, when, in what history, what.
fn filled() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let read = |reason: &str| json!({ "read": { "fields": ["name"], "reason": reason } });
    let (boss, clerk) = (format!("person/{}", person(1)), format!("person/{}", person(2)));
    let subject = "subject/subject-00000000000000000000000050";
    let acts = [
        (0, "2026-11-20T07:00:00Z", boss.as_str(), json!({ "administrator_founded": {} })),
        (1, "2026-11-20T08:00:00Z", clerk.as_str(), json!({ "role_granted": { "role": "analyst" } })),
        (2, "2026-11-21T07:00:00Z", subject, read("=cmd|' /C calc'!A0")),
        (2, "2026-11-21T07:00:00.5Z", subject, read("to call back")),
        (2, "2026-11-22T07:00:00Z", subject, read("\u{1b}[31mred")),
        (1, "2026-11-21T12:00:00Z", subject, json!({ "erased": { "ground": "a request" } })),
        (1, "2026-11-22T08:00:00Z", boss.as_str(), json!({ "recovery_requested": { "by": person(2) } })),
        (1, "2026-11-22T09:00:00Z", clerk.as_str(), json!({ "recovery_used": {} })),
    ];
    with_record(home.path(), async |record| {
        for (number, (who, when, stream, event)) in (0..).zip(acts) {
            let actor = Actor { person: person(who), agency: AgencyId::from_bits(who.min(1)) };
            let purpose = if stream == subject { Purpose::Protection } else { Purpose::Administration };
            let at = Circumstances { now: Moment::parse(when).unwrap(), actor: &actor, purpose, edition: "2026-11" };
            let stream = StreamName::from_log(stream.to_owned());
            let order = Order { stream: &stream, command: CommandId::from_bits(number), seen: None, at };
            let _ = record.act::<Anything>(order, event).await.unwrap();
        }
    });
    home
}

#[test]
fn who_did_what_when_is_found() {
    let home = filled();
    let home = home.path();
    let (two, subject) = (person(2).to_string(), "subject-00000000000000000000000050");
    let stream = format!("subject/{subject}");
    let cases: [(&[&str], &[u64]); 12] = [
        (&[], &[7, 6, 5, 4, 3, 2, 1, 0]),
        (&["--person", &two], &[4, 3, 2]),
        (&["--agency", "agency-00000000000000000000000000"], &[0]),
        (&["--kind", "person"], &[7, 6, 1, 0]),
        (&["--stream", &stream, "--purpose", "protection"], &[5, 4, 3, 2]),
        (&["--command", &CommandId::from_bits(3).to_string()], &[3]),
        (&["--since", "2026-11-21", "--until", "2026-11-21"], &[5, 3, 2]),
        (&["--since", "2026-11-22T13:00:00+05:00"], &[7, 6]),
        (&["--mentions", &two], &[7, 6, 1]),
        (&["--mentions", subject, "--limit", "2"], &[5, 4]),
        (&["--mentions", "person-00000000000000000000000099"], &[]),
        (&["--limit", "0"], &[]),
    ];
    for (arguments, expected) in cases {
        assert_eq!(places(home, arguments), expected, "{arguments:?}");
    }
    let told = text(&arasha(home, &["audit", "--kind", "subject", "--limit", "3"]));
    assert!(told.contains("erased") && told.contains("a request") && told.contains("4 entries, 3 shown"), "{told}");
    assert!(!told.contains('\u{1b}'), "a reason does not steer the terminal");
}

#[test]
fn more_than_a_page_is_listed() {
    let home = tempfile::tempdir().unwrap();
    with_record(home.path(), async |record| {
        let at = Circumstances {
            now: Moment::parse("2026-11-20T07:00:00Z").unwrap(),
            actor: &Actor::local(),
            purpose: Purpose::Casework,
            edition: "2026-11",
        };
        for number in 0..450 {
            let stream = StreamName::of::<Anything>(person(number));
            let order = Order { stream: &stream, command: CommandId::from_bits(number), seen: None, at };
            let _ = record.act::<Anything>(order, json!({ "done": {} })).await.unwrap();
        }
    });
    assert_eq!(places(home.path(), &["--limit", "430"]), (20..450).rev().collect::<Vec<_>>());
    assert_eq!(places(home.path(), &["--limit", "1000"]).len(), 450);
}

#[test]
fn a_line_is_the_one_that_is_hashed() {
    let home = filled();
    let output = text(&arasha(home.path(), &["--json", "audit", "--limit", "1"]));
    let hashed = with_record(home.path(), async |record| record.entries(7, 1).await.unwrap().remove(0));
    assert_eq!(output.trim_end().as_bytes(), hashed.entry.to_bytes().unwrap());
}

#[test]
fn a_table_has_no_formulas() {
    let home = filled();
    let table = text(&arasha(home.path(), &["audit", "--csv"]));
    assert!(table.starts_with("place,at,person,agency,purpose,command,stream,version,edition,event,reason\n"));
    assert_eq!(table.lines().count(), 9);
    assert!(table.contains(",read,'=cmd|' /C calc'!A0\n"), "{table}");
}

#[test]
fn what_a_reviewer_should_look_at_is_listed() {
    let home = filled();
    let found = lines(home.path(), &["--findings"]);
    let sums: Vec<(&str, u64)> = found.iter().map(|line| (line["finding"].as_str().unwrap(), line["count"].as_u64().unwrap())).collect();
    let expected = [
        ("acts_of_the_machine", 1),
        ("clock_set_back", 1),
        ("power_given", 2),
        ("personal_data_read", 3),
        ("erasures", 1),
        ("administrators_recovered", 1),
    ];
    assert_eq!(sums, expected);
    let reader = |day: &str, readings: u64| json!({ "person": person(2), "day": day, "readings": readings });
    assert_eq!(found[3]["most"], json!([reader("2026-11-21", 2), reader("2026-11-22", 1)]));
    assert_eq!(found[5]["examples"][0]["place"], json!(6), "the clerk is no administrator");
    let later = lines(home.path(), &["--findings", "--since", "2026-11-22"]);
    let counts: Vec<u64> = later.iter().map(|line| line["count"].as_u64().unwrap()).collect();
    assert_eq!(counts, [0, 0, 0, 1, 0, 1], "who became an administrator before is one");
    let told = text(&arasha(home.path(), &["audit", "--findings"]));
    assert!(told.contains("2  readings on 2026-11-21 by person-"), "{told}");
}

#[test]
fn wrong_use_is_told_apart() {
    let home = filled();
    let wrong: [&[&str]; 7] = [
        &["audit", "--person", "somebody"],
        &["audit", "--purpose", "curiosity"],
        &["audit", "--since", "yesterday"],
        &["audit", "--stream", "person"],
        &["audit", "--csv", "--findings"],
        &["--json", "audit", "--csv"],
        &["audit", "--findings", "--kind", "person"],
    ];
    for arguments in wrong {
        assert_eq!(arasha(home.path(), arguments).status.code(), Some(2), "{arguments:?}");
    }
    let nowhere = arasha(&home.path().join("nowhere"), &["audit"]);
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(text(&arasha(home.path(), &["audit", "--help"])).contains("arasha audit --findings --since"));
}

#[test]
fn rebuild_finds_and_mends_what_does_not_follow_from_the_record() {
    let home = filled();
    let rebuild = || {
        let output = arasha(home.path(), &["--json", "rebuild"]);
        let line: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        (output.status.code(), line["projections"].clone())
    };
    let whole =
        |mentions: u64| json!([{ "name": "mentions", "rows": 9, "differed": mentions }, { "name": "nodes", "rows": 0, "differed": 0 }]);
    assert_eq!(rebuild(), (Some(0), whole(0)));
    with_record(home.path(), async |record| {
        sqlx::query("DELETE FROM mentions WHERE place = 6").execute(record.pool()).await.unwrap();
    });
    assert_eq!(rebuild(), (Some(1), whole(2)));
    assert_eq!(rebuild(), (Some(0), whole(0)));
    let empty = tempfile::tempdir().unwrap();
    let output = text(&arasha(empty.path(), &["--json", "rebuild"]));
    assert!(!output.contains("projections") && !empty.path().join("record").exists(), "no record is made");
}
