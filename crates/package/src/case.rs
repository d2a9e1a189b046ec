//! The history of items in CASE/UCO (JSON-LD), the language in which laboratories and prosecutors of several countries exchange what was
//! done with evidence. It says nothing that the histories do not say; `case_validate` accepts it.
//!
//! Each event is an `InvestigativeAction` (who, for which body, with what, when, of what, with what result), informed by the one before.
//! The files of an item stand in its `ProvenanceRecord`, whose exhibit number is the item's name in the log; each file has its SHA-256,
//! SHA-1 and MD5. Identifiers are UUIDs of version 5 (RFC 9562) over those names, so that the same histories give the same bytes, and
//! another export calls the same things the same.
//!
//! Words of protected fields are not looked at and do not stand in it.

mod node;

use std::collections::{BTreeMap, BTreeSet};

use custody::item::{Event, Missing, Names, Origin, Told};
use custody::{Hashes, ItemId, KeptFile, Tool};
use record::{AgencyId, Moment};

use node::{Node, Term, id, link, links, list, whole};

/// So much of what could not be got is written down of an item at most; the manifest has all of it. The number is ours.
const MOST_MISSING: usize = 1_000;

/// What is written down.
#[derive(Debug, Clone, Copy)]
pub struct CaseFacts<'a> {
    /// What it is about.
    pub title: &'a str,
    /// When it is written.
    pub created: Moment,
    /// The histories of items, each from its beginning.
    pub items: &'a [Vec<Told>],
    /// What people and bodies are called. Who has no name here has that of the log.
    pub names: &'a Names,
}

/// Why it can't be written.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// A history does not begin with the beginning of an item.
    #[error("a history does not begin with the beginning of an item")]
    NoItem,
    /// An item has two histories.
    #[error("{0} has two histories")]
    Twice(ItemId),
    /// It is no JSON.
    #[error("can't be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// Writes histories as JSON-LD.
///
/// # Errors
/// Where a history has no beginning, or an item two.
pub fn write(facts: &CaseFacts<'_>) -> Result<Vec<u8>, CaseError> {
    let mut items = Vec::new();
    let mut seen = BTreeSet::new();
    for history in facts.items {
        let item = Item::of(history).ok_or(CaseError::NoItem)?;
        if !seen.insert(item.id) {
            return Err(CaseError::Twice(item.id));
        }
        items.push(item);
    }
    let mut graph = vec![investigation(facts, &items)];
    graph.extend(around(facts));
    items.iter().for_each(|item| item.tell(&mut graph));
    let document = BTreeMap::from([("@context", node::context()), ("@graph", list(graph))]);
    let mut bytes = serde_json::to_vec_pretty(&document)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn investigation(facts: &CaseFacts<'_>, items: &[Item<'_>]) -> Term {
    let key = items.iter().map(|item| item.id.to_string()).collect::<Vec<_>>().join("+");
    Node::new("case-investigation:Investigation", &format!("investigation/{key}"))
        .text("uco-core:name", facts.title)
        .time("uco-core:objectCreatedTime", facts.created)
        .with("uco-core:object", links(items.iter().map(Item::record)))
        .done()
}

/// Who and with what: people, bodies and tools of all histories.
fn around(facts: &CaseFacts<'_>) -> Vec<Term> {
    let (mut people, mut bodies, mut tools) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for step in facts.items.iter().flatten() {
        people.insert(step.person);
        bodies.extend(bodies_of(step));
        tools.extend(tool_of(&step.event).map(|tool| (tool.name(), tool.version())));
    }
    let named = |class, key: String, name: String| Node::new(class, &key).text("uco-core:name", &name).done();
    let people = people.into_iter().map(|id| named("uco-identity:Person", id.to_string(), facts.names.person(id)));
    let bodies = bodies.into_iter().map(|id| named("uco-identity:Organization", id.to_string(), facts.names.body(id)));
    let tools = tools.into_iter().map(|(name, version)| {
        Node::new("uco-tool:Tool", &tool_key(name, version)).text("uco-core:name", name).text("uco-tool:version", version).done()
    });
    people.chain(bodies).chain(tools).collect()
}

/// The bodies that have part in a step: the one for which it was done, and the other side of a hand-over.
fn bodies_of(step: &Told) -> BTreeSet<AgencyId> {
    let other = match &step.event {
        Event::Offered { to, .. } => Some(*to),
        Event::Taken { holder, .. } => Some(*holder),
        _ => None,
    };
    std::iter::once(step.agency).chain(other).collect()
}

fn tool_of(event: &Event) -> Option<&Tool> {
    match event {
        Event::Begun { tool, .. } | Event::Copied { tool, .. } | Event::Examined { tool, .. } | Event::Exported { tool, .. } => Some(tool),
        _ => None,
    }
}

fn tool_key(name: &str, version: &str) -> String {
    // The length parts the two, whatever is written in them.
    format!("tool/{}/{name}/{version}", name.len())
}

/// An item that is told.
struct Item<'a> {
    id: ItemId,
    tool: &'a Tool,
    address: Option<&'a str>,
    ended: Option<Moment>,
    history: &'a [Told],
}

impl<'a> Item<'a> {
    fn of(history: &'a [Told]) -> Option<Self> {
        let Event::Begun { item, origin, tool, .. } = &history.first()?.event else { return None };
        let is_end = |step: &&Told| matches!(step.event, Event::Completed { .. } | Event::Failed { .. });
        let address = match origin {
            Origin::Page { address } => Some(address.as_str()),
            _ => None,
        };
        Some(Self { id: *item, tool, address, ended: history.iter().find(is_end).map(|step| step.at), history })
    }

    fn key(&self, what: &str) -> String {
        format!("{}/{what}", self.id)
    }

    fn record(&self) -> String {
        self.key("record")
    }

    fn file(&self, name: &impl std::fmt::Display) -> String {
        self.key(&format!("file/{name}"))
    }

    fn tell(&self, graph: &mut Vec<Term>) {
        let files = || self.history.iter().flat_map(|step| kept(&step.event));
        let record = Node::new("case-investigation:ProvenanceRecord", &self.record())
            .text("uco-core:name", &self.id.to_string())
            .text("case-investigation:exhibitNumber", &self.id.to_string())
            .with("uco-core:object", links(files().map(|file| self.file(&file.name))));
        graph.push(record.done());
        graph.extend(self.address.map(|address| url(&self.key("address"), address)));
        graph.extend(files().map(|file| file_node(&self.file(&file.name), file.name.as_str(), Some(file.bytes), &file.hashes)));
        for (place, step) in self.history.iter().enumerate() {
            let before = place.checked_sub(1).and_then(|before| self.history.get(before));
            graph.push(self.action(step, before));
            graph.extend(self.made(step));
        }
    }

    fn action(&self, step: &Told, before: Option<&Told>) -> Term {
        let tool = tool_of(&step.event).or_else(|| acquires(&step.event).then_some(self.tool));
        let end = if matches!(step.event, Event::Begun { .. }) { self.ended } else { Some(step.at) };
        let mut node = Node::new("case-investigation:InvestigativeAction", &self.step(step))
            .text("uco-core:name", &format!("{} {} {}", self.id, step.version, step.event.kind()))
            .time("uco-action:startTime", step.at)
            .with("uco-action:performer", link(&step.person.to_string()))
            .with("uco-action:participant", links(bodies_of(step).into_iter().map(|body| body.to_string())))
            .with("uco-action:object", links(self.of_what(&step.event)))
            .with("uco-action:result", links(self.results(step)))
            .with("uco-core:description", list(said(&step.event).into_iter().map(Term::Text).collect()));
        if let Some(end) = end {
            node = node.time("uco-action:endTime", end);
        }
        if let Some(tool) = tool {
            node = node.with("uco-action:instrument", link(&tool_key(tool.name(), tool.version())));
        }
        if let Some(before) = before {
            node = node.with("case-investigation:wasInformedBy", link(&self.step(before)));
        }
        node.done()
    }

    fn step(&self, step: &Told) -> String {
        self.key(&format!("step/{}", step.version))
    }

    fn of_what(&self, event: &Event) -> Vec<String> {
        match event {
            Event::Begun { .. } | Event::Kept { .. } => self.address.map(|_| self.key("address")).into_iter().collect(),
            Event::Completed { .. } | Event::Failed { .. } => Vec::new(),
            Event::Viewed { file, .. } | Event::Revealed { file, .. } | Event::Copied { file, .. } => vec![self.file(file)],
            Event::Examined { copy, .. } => vec![self.key(&copy.to_string())],
            _ => vec![self.record()],
        }
    }

    fn results(&self, step: &Told) -> Vec<String> {
        match &step.event {
            Event::Kept { files } => files.iter().map(|file| self.file(&file.name)).collect(),
            Event::Completed { .. } | Event::Failed { .. } => vec![self.record()],
            Event::Copied { copy, .. } => vec![self.key(&format!("{copy}/record")), self.key(&copy.to_string())],
            Event::Exported { .. } => vec![self.package(step)],
            _ => Vec::new(),
        }
    }

    fn package(&self, step: &Told) -> String {
        self.key(&format!("package/{}", step.version))
    }

    /// What a step made beside the files that were acquired: a working copy, a package.
    fn made(&self, step: &Told) -> Vec<Term> {
        match &step.event {
            Event::Copied { copy, file, hashes, .. } => {
                let record = Node::new("case-investigation:ProvenanceRecord", &self.key(&format!("{copy}/record")))
                    .text("uco-core:name", &copy.to_string())
                    .text("case-investigation:exhibitNumber", &copy.to_string())
                    .text("case-investigation:rootExhibitNumber", &self.id.to_string())
                    .with("uco-core:object", link(&self.key(&copy.to_string())));
                vec![record.done(), file_node(&self.key(&copy.to_string()), file.as_str(), None, hashes)]
            }
            Event::Exported { package, .. } => vec![file_node(&self.package(step), "package.json", None, package)],
            _ => Vec::new(),
        }
    }
}

/// Whether it is part of getting the item.
fn acquires(event: &Event) -> bool {
    matches!(event, Event::Kept { .. } | Event::Completed { .. } | Event::Failed { .. })
}

fn kept(event: &Event) -> &[KeptFile] {
    match event {
        Event::Kept { files } => files,
        _ => &[],
    }
}

/// The words of whoever did it, and what was not got.
fn said(event: &Event) -> Vec<String> {
    let unmet = |missing: &Missing| {
        let why = serde_json::to_value(missing.why).ok();
        format!("not got: {} ({})", missing.what, why.as_ref().and_then(|why| why.as_str()).unwrap_or_default())
    };
    match event {
        Event::Completed { missing } => missing.iter().take(MOST_MISSING).map(unmet).collect::<BTreeSet<_>>().into_iter().collect(),
        Event::Failed { why } => vec![format!("broke off: {}", why.code())],
        Event::Viewed { reason, .. } | Event::Revealed { reason, .. } | Event::Copied { reason, .. } => vec![reason.as_str().to_owned()],
        Event::Exported { reason, .. } | Event::Offered { reason, .. } | Event::Withdrawn { reason } => vec![reason.as_str().to_owned()],
        Event::Examined { finding, .. } => vec![finding.as_str().to_owned()],
        Event::GivenBack { receipt } => vec![receipt.as_str().to_owned()],
        _ => Vec::new(),
    }
}

fn url(key: &str, address: &str) -> Term {
    let facet = Node::new("uco-observable:URLFacet", &format!("{key}/FACET")).text("uco-observable:fullValue", address);
    Node::new("uco-observable:URL", key).with("uco-core:hasFacet", facet.done()).done()
}

fn file_node(key: &str, name: &str, bytes: Option<u64>, hashes: &Hashes) -> Term {
    let mut file = Node::new("uco-observable:FileFacet", &format!("{key}/FILE")).text("uco-observable:fileName", name);
    if let Some(bytes) = bytes {
        file = file.with("uco-observable:sizeInBytes", whole(bytes));
    }
    let values = [("SHA256", hashes.sha256.to_string()), ("SHA1", hashes.sha1.to_string()), ("MD5", hashes.md5.to_string())];
    let hash = |(method, value): (&str, String)| {
        Node::new("uco-types:Hash", &format!("{key}/{method}"))
            .text("uco-types:hashMethod", method)
            .with("uco-types:hashValue", node::typed("xsd:hexBinary", value))
            .done()
    };
    let content =
        Node::new("uco-observable:ContentDataFacet", &format!("{key}/CONTENT")).with("uco-observable:hash", list(values.map(hash).into()));
    Node::new("uco-observable:File", key).with("uco-core:hasFacet", list(vec![file.done(), content.done()])).done()
}

/// The identifier under which a thing of a log stands in the graph, by its key: `ITEM/record`, `ITEM/file/NAME`, `ITEM/step/NUMBER`.
#[must_use]
pub fn identifier(key: &str) -> String {
    id(key)
}

#[cfg(test)]
mod tests;
