//! Every shape in which events were ever written is still read.
//!
//! `person-1.json` has one of each event of a person in the shape 1, `agency-1.json` of an agency, `emergency-1.json` of an emergency, `export-1.json` of an export. The lines of these files never change; a
//! new kind of event adds its own. Where an event gets another shape, `SCHEMA` goes up by one, `upcast` brings the old ones to it, and the
//! new ones get a file of their own.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may be blunt, its helpers too")]

mod samples;

use std::collections::BTreeSet;
use std::fmt::Debug;

use people::{Agency, Emergency, Oversight, Person, agency, emergency, oversight, person};
use record::Workflow;
use serde_json::Value;

/// The text of a file of shapes: an event a line.
fn text<E: serde::Serialize>(events: &[E]) -> String {
    let lines: Vec<String> = events.iter().map(|event| format!("  {}", serde_json::to_string(event).unwrap())).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

fn file<W: Workflow>(schema: u16) -> String {
    let path = format!("{}/tests/shapes/{}-{schema}.json", env!("CARGO_MANIFEST_DIR"), W::STREAM);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn read<W: Workflow>(schema: u16) -> Vec<W::Event> {
    let events: Vec<Value> = serde_json::from_str(&file::<W>(schema)).unwrap();
    let upcast = |event| serde_json::from_value(W::upcast(schema, event).unwrap()).unwrap();
    events.into_iter().map(upcast).collect()
}

/// The names of all events, as the reader of the events itself tells them when it is given another.
fn kinds<W: Workflow>() -> BTreeSet<String> {
    let error = serde_json::from_str::<W::Event>(r#"{"?":{}}"#).err().unwrap().to_string();
    error.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

fn check<W: Workflow<Event: Debug + PartialEq>>(samples: &[W::Event], named: &[&str], kind: impl Fn(&W::Event) -> &'static str) {
    let now = W::SCHEMA;
    assert_eq!(text(samples), file::<W>(now), "the shape of an event has changed: see the head of this file");
    assert_eq!(read::<W>(now), samples);
    let names = |event: &W::Event| serde_json::to_value(event).unwrap().as_object().unwrap().keys().next().unwrap().clone();
    assert_eq!(samples.iter().map(names).collect::<BTreeSet<_>>(), kinds::<W>(), "one of each event");
    assert_eq!(named.iter().map(ToString::to_string).collect::<BTreeSet<_>>(), kinds::<W>(), "a word for each kind");
    assert!(samples.iter().all(|event| kind(event) == names(event)), "each has its own word");
    for schema in 1..=now {
        assert!(!read::<W>(schema).is_empty());
    }
    for schema in [0, now + 1] {
        assert_eq!(W::upcast(schema, Value::Null).unwrap_err().schema, schema);
    }
}

#[test]
fn events_of_a_person_are_read_for_ever() {
    check::<Person>(&samples::person(), &person::Event::KINDS, person::Event::kind);
}

#[test]
fn events_of_an_agency_are_read_for_ever() {
    check::<Agency>(&samples::agency(), &agency::Event::KINDS, agency::Event::kind);
}

#[test]
fn events_of_an_emergency_are_read_for_ever() {
    check::<Emergency>(&samples::emergency(), &emergency::Event::KINDS, emergency::Event::kind);
}

#[test]
fn events_of_an_export_are_read_for_ever() {
    check::<Oversight>(&samples::export(), &oversight::Event::KINDS, oversight::Event::kind);
}

#[test]
fn what_is_not_known_of_an_event_is_not_dropped_silently() {
    for (text, known) in [(r#"{"recovery_used":{}}"#, true), (r#"{"recovery_used":{"by":1}}"#, false), (r#"{"vanished":{}}"#, false)] {
        assert_eq!(serde_json::from_str::<people::person::Event>(text).is_ok(), known, "{text}");
    }
}
