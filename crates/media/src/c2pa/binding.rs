//! Whether a file and the assertions of its manifest are those that were hashed.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::cbor::{Value, plain};
use super::jumbf::Store;
use crate::bytes::size;

/// How a file compares with the hash in its manifest (`c2pa.hash.data`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Binding {
    /// The file is the one that was hashed.
    Holds,
    /// The file is not the one that was hashed.
    Broken,
    /// The manifest has no such hash, or one of a form that is not checked here.
    NotChecked,
}

/// Most stretches of the file that a hash leaves out.
const MOST: usize = 16;

/// Compares a file with the hash of it, which leaves out the stretches where the manifest lies.
pub(super) fn check(value: &Value, file: &[u8]) -> Binding {
    checked(value, file).map_or(Binding::NotChecked, |holds| if holds { Binding::Holds } else { Binding::Broken })
}

fn checked(value: &Value, file: &[u8]) -> Option<bool> {
    is_sha256(value.text("alg").as_deref()).then_some(())?;
    let mut exclusions: Vec<(usize, usize)> = Vec::new();
    for exclusion in value.get("exclusions").and_then(Value::items).unwrap_or_default() {
        exclusions.push((size(exclusion.number("start")?), size(exclusion.number("length")?)));
    }
    (exclusions.len() <= MOST).then_some(())?;
    exclusions.sort_unstable();
    let wanted = value.bytes("hash")?;
    Some(hash_without(file, &exclusions).is_some_and(|hash| hash == wanted))
}

/// Stretches that overlap or leave the file are no exclusions of this file.
fn hash_without(file: &[u8], exclusions: &[(usize, usize)]) -> Option<Vec<u8>> {
    let (mut hash, mut at) = (Sha256::new(), 0);
    for (start, length) in exclusions {
        hash.update(file.get(at..*start)?);
        at = start.checked_add(*length)?;
    }
    hash.update(file.get(at..)?);
    Some(hash.finalize().to_vec())
}

/// A name of an algorithm; where there is none, SHA-256 is meant.
fn is_sha256(name: Option<&str>) -> bool {
    name.is_none_or(|name| name == "sha256")
}

/// The label of an assertion whose bytes are not those that the claim names. One of another manifest or hashed otherwise is not compared.
pub(super) fn changed(reference: &Value, claim: &Value, store: &Store<'_>) -> Option<String> {
    let url = reference.text("url")?;
    let label = url.rsplit_once("c2pa.assertions/")?.1;
    let algorithm = reference.text("alg").or_else(|| claim.text("alg"));
    is_sha256(algorithm.as_deref()).then_some(())?;
    let wanted = reference.bytes("hash")?;
    let is_same = store.assertion(label.as_bytes()).is_some_and(|assertion| Sha256::digest(assertion.hashed).as_slice() == wanted);
    (!is_same).then(|| plain(label.as_bytes())).flatten()
}
