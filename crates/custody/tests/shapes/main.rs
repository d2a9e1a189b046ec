//! Every shape in which events of an item were ever written is still read.
//!
//! `item-1.json` has one of each event in the shape 1. Its lines never change; a new kind of event adds its own. Where an event gets another
//! shape, `SCHEMA` goes up by one, `upcast` brings the old ones to it, and the new ones get a file of their own.

#![expect(clippy::unwrap_used, reason = "a test may be blunt, its helpers too")]

use std::collections::BTreeSet;

use custody::item::{CopyId, Describe, Event, Failure, Missing, MissingWhy, Origin, Response};
use custody::{
    DeviceKind, Field, FileName, FileRole, Found, Hashes, Hex, Item, ItemId, KeptFile, Opening, Power, Reading, StepCode, StepOutcome, Tool,
};
use record::{AgencyId, Compartment, Digest, Moment, NONCE, PersonId, Reason, Region, SubjectId, SubjectKey, Workflow};
use serde_json::Value;

const FIRST: &str = include_str!("item-1.json");

fn hashes() -> Hashes {
    Hashes { md5: Hex([1; 16]), sha1: Hex([2; 20]), sha256: Digest([3; 32]), blake3: Hex([4; 32]) }
}

fn described() -> Event {
    let opening = Opening::new([3; 32], "в красной куртке").unwrap();
    let sealed = Describe::seal(Field::Person, &opening, SubjectId::from_bits(4), &SubjectKey::new([7; 32]), [9; NONCE]);
    let Describe { field, commitment, opening } = sealed.unwrap();
    Event::Described { field, commitment, opening }
}

fn samples() -> Vec<Event> {
    let (name, reason) = (FileName::new("responses/0001.bin").unwrap(), Reason::new("постановление № 12").unwrap());
    let (tool, copy) = (Tool::new("Arasha", "0.1.0").unwrap(), CopyId::from_bits(7));
    let (by, holder) = (PersonId::from_bits(1), AgencyId::from_bits(2));
    let moment = |text| Moment::parse(text).unwrap();
    vec![
        Event::Begun {
            item: ItemId::from_bits(9),
            origin: Origin::Page { address: "https://example.org/".into() },
            compartment: Compartment::Operational,
            region: Region::new("KZ-75").ok(),
            tool: tool.clone(),
            holder,
            by,
            at: moment("2026-03-01T12:00:00Z"),
        },
        Event::Arrived { responses: vec![Response { exchange: 0, status: 200, hashes: hashes(), bytes: 1_024 }] },
        Event::Kept {
            files: vec![KeptFile { name: name.clone(), role: FileRole::Response, hashes: hashes(), bytes: 1_024, stored: Digest([5; 32]) }],
        },
        Event::Completed { missing: vec![Missing { what: "https://example.org/film.mp4".into(), why: MissingWhy::TooLarge }] },
        Event::Failed { why: Failure::TimedOut },
        Event::Viewed { file: name.clone(), reason: reason.clone() },
        Event::Revealed { file: name.clone(), reason: reason.clone() },
        Event::Copied { copy, file: name, hashes: hashes(), reason: reason.clone(), tool: tool.clone() },
        Event::Examined { copy, finding: reason.clone(), tool: tool.clone() },
        described(),
        Event::Exported { package: hashes(), reason: reason.clone(), tool },
        Event::Offered { to: holder, by, until: moment("2026-03-05T12:00:00Z"), reason: reason.clone() },
        Event::Withdrawn { reason: reason.clone() },
        Event::Taken { by, holder },
        Event::GivenBack { receipt: reason.clone() },
        Event::Stepped {
            step: StepCode::new("off.leave_off").unwrap(),
            outcome: StepOutcome::NotDone { reason: reason.clone() },
            when: moment("2026-03-01T11:00:00Z"),
            edition: "2025".into(),
            by,
        },
        Event::Packed { packaging: reason, seal: Reading::new("А 000100").ok() },
    ]
}

/// The text of a file of shapes: an event a line.
fn text(events: &[Event]) -> String {
    let lines: Vec<String> = events.iter().map(|event| format!("  {}", serde_json::to_string(event).unwrap())).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

#[test]
fn events_of_an_item_are_read_for_ever() {
    assert_eq!(text(&samples()), FIRST, "the shape of an event has changed: see the head of this file");
    let events: Vec<Value> = serde_json::from_str(FIRST).unwrap();
    let read: Vec<Event> = events.into_iter().map(|event| serde_json::from_value(Item::upcast(1, event).unwrap()).unwrap()).collect();
    assert_eq!(read, samples());
    for schema in [0, Item::SCHEMA + 1] {
        assert_eq!(Item::upcast(schema, Value::Null).unwrap_err().schema, schema);
    }
}

#[test]
fn there_is_one_of_each() {
    let samples = samples();
    let names: BTreeSet<&str> = samples.iter().map(Event::kind).collect();
    assert_eq!(names, Event::KINDS.into_iter().collect());
    for event in &samples {
        assert!(serde_json::to_value(event).unwrap().get(event.kind()).is_some(), "its word is the one it is written with");
    }
}

const FOUND: &str = r#"{"device":{"found":{"kind":"phone","power":"off","make":"Samsung","model":null,"marks":{"subject":"subject-00000000000000000000000003","sealed":"AAAA"},"place":"кухня","position":null,"appearance":null,"periphery":["USB"],"finder":null,"at":"2026-03-01T11:00:00Z"}}}"#;

fn found() -> Found {
    Found {
        kind: DeviceKind::Phone,
        power: Power::Off,
        make: Reading::new("Samsung").ok(),
        model: None,
        marks: serde_json::from_str(r#"{"subject":"subject-00000000000000000000000003","sealed":"AAAA"}"#).unwrap(),
        place: Reason::new("кухня").unwrap(),
        position: None,
        appearance: None,
        periphery: vec![Reading::new("USB").unwrap()],
        finder: None,
        at: Moment::parse("2026-03-01T11:00:00Z").unwrap(),
    }
}

#[test]
fn words_of_devices_and_steps_are_read_for_ever() {
    let kinds = r#"["computer","phone","drive","card","sim","other"]"#;
    assert_eq!(serde_json::to_string(&DeviceKind::ALL).unwrap(), kinds);
    let powers = r#"["off","on","unknown"]"#;
    assert_eq!(serde_json::to_string(&serde_json::from_str::<Vec<Power>>(powers).unwrap()).unwrap(), powers);
    let outcomes = r#"[{"done":{"note":null}},{"not_done":{"reason":"x"}},{"not_applicable":{"reason":"x"}}]"#;
    assert_eq!(serde_json::to_string(&serde_json::from_str::<Vec<StepOutcome>>(outcomes).unwrap()).unwrap(), outcomes);
}

#[test]
fn all_origins_fields_and_roles_are_read_for_ever() {
    let origins = [
        (Origin::Upload {}, r#"{"upload":{}}"#),
        (Origin::ServiceExport { service: "telegram".into() }, r#"{"service_export":{"service":"telegram"}}"#),
        (Origin::PhotographedScreen {}, r#"{"photographed_screen":{}}"#),
        (Origin::Device { found: Box::new(found()) }, FOUND),
    ];
    for (origin, text) in origins {
        assert_eq!((serde_json::to_string(&origin).unwrap().as_str(), serde_json::from_str(text).unwrap()), (text, origin));
    }
    let fields = r#"["contact","note","person","place"]"#;
    assert_eq!(serde_json::to_string(&serde_json::from_str::<Vec<Field>>(fields).unwrap()).unwrap(), fields);
    let roles =
        r#"["response","web_archive","received","rendered","screenshot","print","circumstances","original","manifest","time_stamp"]"#;
    assert_eq!(serde_json::to_string(&serde_json::from_str::<Vec<FileRole>>(roles).unwrap()).unwrap(), roles);
}

#[test]
fn what_is_not_known_of_an_event_is_not_dropped_silently() {
    let whole = r#"{"failed":{"why":"timed_out"}}"#;
    for (text, known) in [(whole, true), (r#"{"failed":{"why":"timed_out","by":1}}"#, false), (r#"{"vanished":{}}"#, false)] {
        assert_eq!(serde_json::from_str::<Event>(text).is_ok(), known, "{text}");
    }
}
