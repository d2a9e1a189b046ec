//! Nodes of a JSON-LD graph. Fields stand in the order of their names, in whatever order they were given.

use std::collections::BTreeMap;

use record::Moment;
use serde::Serialize;
use sha1::{Digest as _, Sha1};

/// A value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(super) enum Term {
    Text(String),
    List(Vec<Term>),
    Fields(BTreeMap<&'static str, Term>),
}

/// A node that is being put together.
pub(super) struct Node(BTreeMap<&'static str, Term>);

impl Node {
    pub fn new(class: &str, key: &str) -> Self {
        Self(BTreeMap::from([("@id", Term::Text(id(key))), ("@type", Term::Text(class.to_owned()))]))
    }

    /// With a field; an empty list is none.
    pub fn with(mut self, name: &'static str, term: Term) -> Self {
        if term != Term::List(Vec::new()) {
            self.0.insert(name, term);
        }
        self
    }

    pub fn text(self, name: &'static str, text: &str) -> Self {
        self.with(name, Term::Text(text.to_owned()))
    }

    pub fn time(self, name: &'static str, at: Moment) -> Self {
        self.with(name, typed("xsd:dateTime", at.to_string()))
    }

    pub fn done(self) -> Term {
        Term::Fields(self.0)
    }
}

/// A value with its type.
pub(super) fn typed(class: &str, value: String) -> Term {
    Term::Fields(BTreeMap::from([("@type", Term::Text(class.to_owned())), ("@value", Term::Text(value))]))
}

/// A whole number.
pub(super) fn whole(number: u64) -> Term {
    typed("xsd:integer", number.to_string())
}

pub(super) fn list(terms: Vec<Term>) -> Term {
    Term::List(terms)
}

/// The node with this key.
pub(super) fn link(key: &str) -> Term {
    Term::Fields(BTreeMap::from([("@id", Term::Text(id(key)))]))
}

/// The nodes with these keys.
pub(super) fn links(keys: impl IntoIterator<Item = String>) -> Term {
    list(keys.into_iter().map(|key| link(&key)).collect())
}

/// What the prefixes stand for.
pub(super) fn context() -> Term {
    let prefixes = [
        ("case-investigation", "https://ontology.caseontology.org/case/investigation/"),
        ("kb", "urn:uuid:"),
        ("uco-action", "https://ontology.unifiedcyberontology.org/uco/action/"),
        ("uco-core", "https://ontology.unifiedcyberontology.org/uco/core/"),
        ("uco-identity", "https://ontology.unifiedcyberontology.org/uco/identity/"),
        ("uco-observable", "https://ontology.unifiedcyberontology.org/uco/observable/"),
        ("uco-tool", "https://ontology.unifiedcyberontology.org/uco/tool/"),
        ("uco-types", "https://ontology.unifiedcyberontology.org/uco/types/"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ];
    Term::Fields(prefixes.map(|(prefix, stands_for)| (prefix, Term::Text(stands_for.to_owned()))).into())
}

/// The name space of addresses (RFC 9562, 6.6).
const SPACE: [u8; 16] = [0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8];

/// `kb:` and the UUID of version 5 over `arasha:case-1:KEY`.
pub(super) fn id(key: &str) -> String {
    let hash: [u8; 20] = Sha1::new().chain_update(SPACE).chain_update("arasha:case-1:").chain_update(key).finalize().into();
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, ..] = hash;
    let (g, i) = (g & 0x0f | 0x50, i & 0x3f | 0x80);
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let parts = [hex(&[a, b, c, d]), hex(&[e, f]), hex(&[g, h]), hex(&[i, j]), hex(&[k, l, m, n, o, p])];
    format!("kb:{}", parts.join("-"))
}
