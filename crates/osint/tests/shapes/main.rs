//! Every shape in which events of sessions and accounts were ever written is still read.
//!
//! `session-1.json` and `account-1.json` have one of each event in the shape 1. Their lines never change; a new kind of event adds its own.
//! Where an event gets another shape, `SCHEMA` goes up by one, `upcast` brings the old ones to it, and the new ones get a file of their own.

#![expect(clippy::unwrap_used, reason = "a test may be blunt, its helpers too")]

mod samples;

use std::collections::BTreeSet;
use std::fmt::Debug;

use osint::account::{self, Act};
use osint::session::{self, Outcome};
use osint::{CovertAccount, Session};
use record::{Workflow, id::Kind};
use serde_json::Value;

const SESSION: &str = include_str!("session-1.json");
const ACCOUNT: &str = include_str!("account-1.json");

/// The text of a file of shapes: an event a line.
fn text<E: serde::Serialize>(events: &[E]) -> String {
    let lines: Vec<String> = events.iter().map(|event| format!("  {}", serde_json::to_string(event).unwrap())).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

fn read_for_ever<W: Workflow<Event: PartialEq + Debug>>(samples: &[W::Event], first: &str) {
    assert_eq!(text(samples), first, "the shape of an event has changed: see the head of this file");
    let events: Vec<Value> = serde_json::from_str(first).unwrap();
    let read: Vec<W::Event> = events.into_iter().map(|event| serde_json::from_value(W::upcast(1, event).unwrap()).unwrap()).collect();
    assert_eq!(read, samples);
    for schema in [0, W::SCHEMA + 1] {
        assert_eq!(W::upcast(schema, Value::Null).unwrap_err().schema, schema);
    }
}

#[test]
fn events_of_a_session_are_read_for_ever() {
    read_for_ever::<Session>(&samples::session(), SESSION);
}

#[test]
fn events_of_an_account_are_read_for_ever() {
    read_for_ever::<CovertAccount>(&samples::account(), ACCOUNT);
}

#[test]
fn there_is_one_of_each() {
    let of_session: BTreeSet<&str> = samples::session().iter().map(session::Event::kind).collect();
    assert_eq!(of_session, session::Event::KINDS.into_iter().collect());
    let of_account: BTreeSet<&str> = samples::account().iter().map(account::Event::kind).collect();
    assert_eq!(of_account, account::Event::KINDS.into_iter().collect());
    for event in samples::session() {
        assert!(serde_json::to_value(&event).unwrap().get(event.kind()).is_some(), "its word is the one it is written with");
    }
    for event in samples::account() {
        assert!(serde_json::to_value(&event).unwrap().get(event.kind()).is_some(), "its word is the one it is written with");
    }
}

#[test]
fn streams_and_identifiers_keep_their_words() {
    assert_eq!((Session::STREAM, CovertAccount::STREAM), ("osint_session", "covert_account"));
    assert_eq!((session::SessionWord::WORD, account::AccountWord::WORD), ("osint", "account"));
}

#[test]
fn all_outcomes_and_acts_are_read_for_ever() {
    let acts = r#"["viewed","joined","wrote","received","paid"]"#;
    assert_eq!(serde_json::to_string(&serde_json::from_str::<Vec<Act>>(acts).unwrap()).unwrap(), acts);
    let outcomes: BTreeSet<&str> = samples::session()
        .iter()
        .filter_map(|event| match event {
            session::Event::Replayed { outcome: Outcome::Same { .. }, .. } => Some("same"),
            session::Event::Replayed { outcome: Outcome::Drifted { .. }, .. } => Some("drifted"),
            session::Event::Replayed { outcome: Outcome::NotReachable { .. }, .. } => Some("not_reachable"),
            _ => None,
        })
        .collect();
    assert_eq!(outcomes.len(), 3);
    assert!(outcomes.iter().all(|outcome| SESSION.contains(&format!("\"outcome\":{{\"{outcome}\""))));
}

#[test]
fn what_is_not_known_of_an_event_is_not_dropped_silently() {
    let whole = r#"{"stopped":{"reason":"a"}}"#;
    for (text, known) in [(whole, true), (r#"{"stopped":{"reason":"a","by":1}}"#, false), (r#"{"posted":{}}"#, false)] {
        assert_eq!(serde_json::from_str::<account::Event>(text).is_ok(), known, "{text}");
    }
    assert!(serde_json::from_str::<session::Event>(r#"{"sealed":{"steps":1}}"#).is_err());
}
