//! What a reader may see of fields that the history holds as commitments.

use custody::{Field, Hex, Opening};
use serde::{Deserialize, Serialize};

use super::history::{History, Push};
use super::{Flaw, list};

/// Longer disclosures are not read.
pub(super) const MAX_DISCLOSURES: u64 = 32 << 20;

/// A field that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosed {
    /// The number of the entry in the history.
    pub version: u64,
    /// The field.
    pub field: Field,
    /// Salt and words.
    pub opening: Opening,
}

/// The same as it is written.
#[derive(Serialize, Deserialize)]
struct Line {
    version: u64,
    field: Field,
    salt: Hex<32>,
    value: String,
}

/// The text of `disclosures.json`.
pub(super) fn text(shown: &[Disclosed]) -> serde_json::Result<Vec<u8>> {
    let line = |shown: &Disclosed| Line {
        version: shown.version,
        field: shown.field,
        salt: shown.opening.salt(),
        value: shown.opening.value().to_owned(),
    };
    list::json(&shown.iter().map(line).collect::<Vec<_>>())
}

/// Reads `disclosures.json`; None where it has another form.
pub(super) fn read(bytes: &[u8]) -> Option<Vec<Disclosed>> {
    let lines: Vec<Line> = serde_json::from_slice(bytes).ok()?;
    let open = |line: Line| {
        let opening = Opening::new(line.salt.0, &line.value).ok()?;
        Some(Disclosed { version: line.version, field: line.field, opening })
    };
    let shown: Vec<Disclosed> = lines.into_iter().map(open).collect::<Option<_>>()?;
    let is_same = text(&shown).is_ok_and(|again| again == bytes);
    (is_same && is_in_order(&shown)).then_some(shown)
}

/// Whether something is shown, each entry once and in order.
pub(super) fn is_in_order(shown: &[Disclosed]) -> bool {
    !shown.is_empty() && shown.is_sorted_by(|one, next| one.version < next.version)
}

/// Looks whether what is shown is what was committed to.
pub(super) fn compare(history: &History, shown: &[Disclosed], push: Push<'_>) {
    for one in shown {
        match history.fields.get(&one.version) {
            Some((field, ..)) if *field != one.field => push(Some(one.version), Flaw::NoField),
            None => push(Some(one.version), Flaw::NoField),
            Some((field, commitment, _)) if commitment.is_to(*field, &one.opening) => {}
            Some(_) => push(Some(one.version), Flaw::OtherValue),
        }
    }
}
