//! Content credentials (C2PA): whether a file carries a manifest, and what the manifest says. Its signature is **not** verified here.
//!
//! A verification needs lists of whom to trust, certificates and their revocation; `c2patool` of the C2PA does that. Here the manifest is
//! found and told, and where its binding to the file has the simple form, the file is compared with it. Even a binding that holds proves
//! nothing without the signature: whoever writes a manifest can write a fitting hash.

mod binding;
mod cbor;
mod find;
mod jumbf;
#[cfg(test)]
mod tests;

use record::Digest;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

pub use binding::Binding;

use crate::bytes::count;
use crate::kind::Kind;
use cbor::Value;
use jumbf::Store;

/// The tool that verifies what is only told here.
pub const VERIFIER: &str = "c2patool";

/// What a file's manifest says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Its length in bytes.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: Digest,
    /// How many manifests it holds: those of the file and of what it was made from.
    pub manifests: u64,
    /// The label of the one that stands for this file, which is the last.
    pub label: Option<String>,
    /// The programs that say they made it, as written.
    pub generators: Vec<String>,
    /// The title it gives to the file.
    pub title: Option<String>,
    /// The form that it gives to the file.
    pub format: Option<String>,
    /// The labels of its assertions.
    pub assertions: Vec<String>,
    /// What it says was done.
    pub actions: Vec<Action>,
    /// Assertions whose bytes are not those that the claim names.
    pub changed: Vec<String>,
    /// Whether the file is the one that it was made for.
    pub binding: Binding,
    /// What could not be read.
    pub broken: Option<String>,
}

/// Something that a manifest says was done with the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// What: `c2pa.created`, `c2pa.edited`.
    pub action: String,
    /// When, as written.
    pub when: Option<String>,
    /// With which program.
    pub agent: Option<String>,
    /// How the file came to be, in the IPTC's words.
    pub source_type: Option<String>,
}

/// Most of anything that is taken from a manifest.
const MOST: usize = 64;

/// The manifest of a file, if it has one.
#[must_use]
pub fn read(bytes: &[u8], kind: Kind) -> Option<Manifest> {
    let found = find::manifest(bytes, kind)?;
    let mut manifest = Manifest {
        bytes: count(found.len()),
        sha256: Digest(Sha256::digest(&found).into()),
        manifests: 0,
        label: None,
        generators: Vec::new(),
        title: None,
        format: None,
        assertions: Vec::new(),
        actions: Vec::new(),
        changed: Vec::new(),
        binding: Binding::NotChecked,
        broken: None,
    };
    match Store::read(&found) {
        Some(store) => manifest.take(&store, bytes),
        None => manifest.broken = Some("its boxes can't be read".to_owned()),
    }
    Some(manifest)
}

impl Manifest {
    fn take(&mut self, store: &Store<'_>, file: &[u8]) {
        self.manifests = count(store.manifests);
        self.label = cbor::plain(store.label);
        self.assertions = store.assertions.iter().take(MOST).filter_map(|assertion| cbor::plain(assertion.label)).collect();
        match store.claim.and_then(Value::read) {
            Some(claim) => self.claim(&claim, store),
            None => self.broken = Some("its claim can't be read".to_owned()),
        }
        for assertion in &store.assertions {
            match assertion.cbor.and_then(Value::read) {
                Some(value) if assertion.label.starts_with(b"c2pa.actions") => self.actions(&value),
                Some(value) if assertion.label == b"c2pa.hash.data" => self.binding = binding::check(&value, file),
                _ => {}
            }
        }
    }

    fn claim(&mut self, claim: &Value, store: &Store<'_>) {
        self.title = claim.text("dc:title");
        self.format = claim.text("dc:format");
        self.generators.extend(claim.text("claim_generator"));
        // One program in the second edition, a list of them in the first.
        let info = claim.get("claim_generator_info");
        let programs = info.into_iter().flat_map(|info| info.items().map_or_else(|| vec![info], |items| items.iter().collect()));
        self.generators.extend(programs.take(MOST).filter_map(program));
        let named = ["assertions", "created_assertions", "gathered_assertions"].into_iter().filter_map(|list| claim.get(list)?.items());
        for reference in named.flatten().take(MOST) {
            self.changed.extend(binding::changed(reference, claim, store));
        }
    }

    fn actions(&mut self, value: &Value) {
        let actions = value.get("actions").and_then(Value::items).unwrap_or_default();
        let room = MOST.saturating_sub(self.actions.len());
        self.actions.extend(actions.iter().take(room).filter_map(|action| {
            let agent = action.get("softwareAgent");
            Some(Action {
                action: action.text("action")?,
                when: action.text("when"),
                agent: action.text("softwareAgent").or_else(|| agent.and_then(program)),
                source_type: action.text("digitalSourceType"),
            })
        }));
    }
}

/// A program with its version.
fn program(value: &Value) -> Option<String> {
    let name = value.text("name")?;
    Some(value.text("version").map_or_else(|| name.clone(), |version| format!("{name} {version}")))
}
