use std::collections::BTreeSet;

use custody::item::{CopyId, Failure, MissingWhy};
use custody::{FileName, FileRole, Hex};
use proptest::prelude::*;
use record::{Compartment, Digest, PersonId, Reason};
use serde_json::Value;

use super::*;

fn at(minutes: u32) -> Moment {
    Moment::parse("2026-11-22T10:00:00Z").unwrap().plus_minutes(minutes)
}

fn step(version: u64, event: Event) -> Told {
    let minutes = u32::try_from(version).unwrap();
    Told { version, at: at(minutes), person: PersonId::from_bits(1), agency: AgencyId::from_bits(1), event }
}

fn tool() -> Tool {
    Tool::new("Arasha", "0.1.0").unwrap()
}

fn hashes(number: u8) -> Hashes {
    Hashes { md5: Hex([number; 16]), sha1: Hex([number; 20]), sha256: Digest([number; 32]), blake3: Hex([number; 32]) }
}

fn file(name: &str, number: u8) -> KeptFile {
    let name = FileName::new(name).unwrap();
    KeptFile { name, role: FileRole::Response, hashes: hashes(number), bytes: u64::from(number), stored: Digest([number; 32]) }
}

fn begun(item: u128, address: &str) -> Event {
    Event::Begun {
        item: ItemId::from_bits(item),
        origin: Origin::Page { address: address.into() },
        compartment: Compartment::Operational,
        region: None,
        tool: tool(),
        holder: AgencyId::from_bits(1),
        by: PersonId::from_bits(1),
        at: at(1),
    }
}

/// An item with one of everything that can happen to it.
fn history(item: u128) -> Vec<Told> {
    let (name, copy) = (FileName::new("page.warc.gz").unwrap(), CopyId::from_bits(5));
    let reason = || Reason::new("постановление № 12").unwrap();
    let missing = vec![Missing { what: "https://example.org/film.mp4".into(), why: MissingWhy::TooLarge }];
    let (by, bodies) = (PersonId::from_bits(2), [AgencyId::from_bits(1), AgencyId::from_bits(2)]);
    let events = [
        begun(item, "https://example.org/"),
        Event::Kept { files: vec![file("page.warc.gz", 1)] },
        Event::Kept { files: vec![file("manifest.json", 2), file("page.warc.gz/file", 3)] },
        Event::Completed { missing },
        Event::Viewed { file: name.clone(), reason: reason() },
        Event::Revealed { file: name.clone(), reason: reason() },
        Event::Copied { copy, file: name, hashes: hashes(1), reason: reason(), tool: tool() },
        Event::Examined { copy, finding: reason(), tool: Tool::new("exiftool", "12.57").unwrap() },
        Event::Exported { package: hashes(9), reason: reason(), tool: tool() },
        Event::Offered { to: bodies[1], by: PersonId::from_bits(1), until: at(9_000), reason: reason() },
        Event::Withdrawn { reason: reason() },
        Event::Offered { to: bodies[1], by: PersonId::from_bits(1), until: at(9_000), reason: reason() },
        Event::Taken { by, holder: bodies[1] },
        Event::GivenBack { receipt: reason() },
    ];
    (1..).zip(events).map(|(version, event)| step(version, event)).collect()
}

fn written(items: &[Vec<Told>]) -> Result<Vec<u8>, CaseError> {
    write(&CaseFacts { title: "Үлгі", created: at(0), items, names: &Names::default() })
}

fn graph(items: &[Vec<Told>]) -> Vec<Value> {
    let document: Value = serde_json::from_slice(&written(items).unwrap()).unwrap();
    document["@graph"].as_array().unwrap().clone()
}

/// All identifiers of nodes, and all that are pointed at.
fn identifiers(value: &Value, nodes: &mut Vec<String>, links: &mut BTreeSet<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| identifiers(value, nodes, links)),
        Value::Object(fields) => {
            if let Some(id) = fields.get("@id").and_then(Value::as_str) {
                if fields.contains_key("@type") {
                    nodes.push(id.to_owned());
                } else {
                    links.insert(id.to_owned());
                }
            }
            fields.values().for_each(|value| identifiers(value, nodes, links));
        }
        _ => {}
    }
}

fn of_class<'a>(graph: &'a [Value], class: &str) -> Vec<&'a Value> {
    graph.iter().filter(|node| node["@type"] == class).collect()
}

#[test]
fn an_identifier_is_the_one_that_others_work_out() {
    // Python: uuid.uuid5(uuid.NAMESPACE_URL, "arasha:case-1:item-…/file/page.warc.gz")
    let key = format!("{}/file/page.warc.gz", ItemId::from_bits(77));
    assert_eq!(identifier(&key), "kb:3e85fbb2-f05a-581e-a761-1d31091a2d9b");
    assert_eq!(identifier(""), "kb:a15db617-5422-5b44-b025-18acc59d2711");
}

#[test]
fn each_event_is_an_action_of_somebody_at_a_time_and_knows_the_one_before() {
    let graph = graph(&[history(77)]);
    let actions = of_class(&graph, "case-investigation:InvestigativeAction");
    assert_eq!(actions.len(), 14);
    for (place, action) in actions.iter().enumerate() {
        assert_eq!(action["uco-action:performer"]["@id"], identifier(&PersonId::from_bits(1).to_string()));
        assert_eq!(action["uco-action:startTime"]["@value"], at(u32::try_from(place).unwrap() + 1).to_string());
        assert_eq!(
            action["case-investigation:wasInformedBy"]["@id"],
            if place == 0 { Value::Null } else { actions[place - 1]["@id"].clone() }
        );
    }
    assert_eq!(actions[0]["uco-action:endTime"]["@value"], at(4).to_string(), "getting it took until it was complete");
    assert_eq!(actions[0]["uco-action:instrument"]["@id"], identifier("tool/6/Arasha/0.1.0"));
    assert_eq!(actions[3]["uco-core:description"][0], "not got: https://example.org/film.mp4 (too_large)");
    assert_eq!(actions[9]["uco-action:participant"].as_array().unwrap().len(), 2, "both bodies of a hand-over");
}

#[test]
fn files_stand_in_the_record_of_their_item_with_three_hashes() {
    let graph = graph(&[history(77)]);
    let records = of_class(&graph, "case-investigation:ProvenanceRecord");
    let item = ItemId::from_bits(77).to_string();
    assert_eq!(records[0]["case-investigation:exhibitNumber"], item);
    assert_eq!(records[0]["uco-core:object"].as_array().unwrap().len(), 3);
    assert_eq!(records[1]["case-investigation:rootExhibitNumber"], item, "the working copy");
    let files = of_class(&graph, "uco-observable:File");
    assert_eq!(files.len(), 3 + 1 + 1, "a copy and a package too");
    let content = &files[0]["uco-core:hasFacet"][1]["uco-observable:hash"];
    let methods: Vec<&Value> = content.as_array().unwrap().iter().map(|hash| &hash["uco-types:hashMethod"]).collect();
    assert_eq!(methods, ["SHA256", "SHA1", "MD5"]);
    assert_eq!(content[0]["uco-types:hashValue"]["@value"], hashes(1).sha256.to_string());
}

#[test]
fn every_node_has_one_name_and_every_link_leads_to_a_node() {
    let graph = Value::Array(graph(&[history(77), history(78)]));
    let (mut nodes, mut links) = (Vec::new(), BTreeSet::new());
    identifiers(&graph, &mut nodes, &mut links);
    let known: BTreeSet<String> = nodes.iter().cloned().collect();
    assert_eq!(known.len(), nodes.len(), "no name twice");
    assert_eq!(links.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn names_are_those_that_are_given() {
    let names = Names { people: [(PersonId::from_bits(1), "Үлгібекова А.".to_owned())].into(), ..Names::default() };
    let bytes = write(&CaseFacts { title: "x", created: at(0), items: &[history(1)], names: &names }).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("Үлгібекова А.") && text.contains(&AgencyId::from_bits(2).to_string()) && text.ends_with("}\n"));
}

#[test]
fn what_broke_off_says_why_and_has_its_files() {
    let history = vec![
        step(1, begun(1, "https://example.org/")),
        step(2, Event::Kept { files: vec![file("a", 1)] }),
        step(3, Event::Failed { why: Failure::TimedOut }),
    ];
    let graph = graph(&[history]);
    let last = of_class(&graph, "case-investigation:InvestigativeAction")[2];
    assert_eq!(last["uco-core:description"][0], "broke off: timed_out");
    assert_eq!(last["uco-action:result"][0]["@id"], of_class(&graph, "case-investigation:ProvenanceRecord")[0]["@id"]);
}

#[test]
fn not_without_a_beginning_and_not_twice() {
    assert!(matches!(written(&[vec![]]), Err(CaseError::NoItem)));
    assert!(matches!(written(&[history(1).split_off(1)]), Err(CaseError::NoItem)));
    assert!(matches!(written(&[history(1), history(1)]), Err(CaseError::Twice(id)) if id == ItemId::from_bits(1)));
    assert!(matches!(CaseError::from(serde_json::from_str::<u8>("x").unwrap_err()), CaseError::Json(_)));
    assert!(!graph(&[]).is_empty());
}

proptest! {
    /// The same histories give the same bytes, whatever is written in them, and fields stand in the order of their names.
    #[test]
    fn the_same_in_the_same_out(address in ".{0,80}", title in ".{0,40}") {
        let mut item = history(1);
        item[0] = step(1, begun(1, &address));
        let items = [item];
        let facts = CaseFacts { title: &title, created: at(0), items: &items, names: &Names::default() };
        let bytes = write(&facts).unwrap();
        prop_assert_eq!(&bytes, &write(&facts).unwrap());
        let read: BTreeMap<String, Value> = serde_json::from_slice(&bytes).unwrap();
        prop_assert_eq!(read["@graph"][0]["uco-core:name"].as_str(), Some(title.as_str()));
        let mut again = serde_json::to_vec_pretty(&read).unwrap();
        again.push(b'\n');
        prop_assert_eq!(bytes, again);
    }
}
