//! The canonical form of a session's steps: what the seal is a digest of. It never changes.
//!
//! ```text
//! arasha-osint-session-1
//! 1 2026-03-01T12:01:00Z PERSON search ADDRESS WORDS FILTERS RESULTS COUNT
//! 2 2026-03-01T12:04:00Z PERSON visit ADDRESS RESULTS COUNT ITEM
//! 3 2026-03-01T12:05:00Z PERSON note NOTE
//! 4 2026-03-01T12:09:00Z PERSON correct STEP NOTE
//! ```
//!
//! A line a step, each with a line feed behind it; one blank between the parts, none inside of them. Capitals stand for commitments in
//! hexadecimal, numbers and identifiers; `-` stands where no capture was made. It holds nothing that could name anybody, so that whoever
//! gets it can check the seal with `sha256sum`, also after the words themselves were erased.

use custody::ItemId;
use record::{Digest, Moment, PersonId};

use super::Event;
use crate::canon::sha256;

/// The first line.
pub const HEAD: &str = "arasha-osint-session-1";

/// A step of a session, as the seal covers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// When it was made.
    pub at: Moment,
    /// Who made it.
    pub by: PersonId,
    /// What was done.
    pub did: Did,
}

/// What was done in a step; texts and results by their commitments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// A resource was visited.
    Visit {
        /// The resource.
        address: Digest,
        /// What it showed.
        results: Digest,
        /// How much.
        count: u64,
        /// The capture.
        item: Option<ItemId>,
    },
    /// Something was searched.
    Search {
        /// Where.
        address: Digest,
        /// The words.
        words: Digest,
        /// The filters.
        filters: Digest,
        /// What came of it.
        results: Digest,
        /// How much.
        count: u64,
    },
    /// A note was entered.
    Note {
        /// The note.
        note: Digest,
    },
    /// A step was answered.
    Correct {
        /// Its number.
        step: u32,
        /// What is right.
        note: Digest,
    },
}

impl Step {
    /// The step that an event brought; none where it is no step.
    pub(super) fn of(event: &Event) -> Option<Self> {
        let (by, at, did) = match event {
            Event::Visited { address, results, count, item, by, at } => {
                (by, at, Did::Visit { address: address.commitment(), results: results.commitment(), count: *count, item: *item })
            }
            Event::Searched { address, words, filters, results, count, by, at } => {
                let (address, words, filters) = (address.commitment(), words.commitment(), filters.commitment());
                (by, at, Did::Search { address, words, filters, results: results.commitment(), count: *count })
            }
            Event::Noted { note, by, at } => (by, at, Did::Note { note: note.commitment() }),
            Event::Corrected { step, note, by, at } => (by, at, Did::Correct { step: *step, note: note.commitment() }),
            Event::Opened { .. }
            | Event::TakenOver { .. }
            | Event::Sealed { .. }
            | Event::ReplayBegun { .. }
            | Event::Replayed { .. }
            | Event::ReplayFinished { .. } => return None,
        };
        Some(Self { at: *at, by: *by, did })
    }

    /// How much was shown.
    pub(super) fn count(&self) -> u64 {
        match self.did {
            Did::Visit { count, .. } | Did::Search { count, .. } => count,
            Did::Note { .. } | Did::Correct { .. } => 0,
        }
    }

    /// The commitment to what was shown; none where there is nothing to try again.
    #[must_use]
    pub fn results(&self) -> Option<Digest> {
        match self.did {
            Did::Visit { results, .. } | Did::Search { results, .. } => Some(results),
            Did::Note { .. } | Did::Correct { .. } => None,
        }
    }

    /// Its line, without the line feed.
    #[must_use]
    pub fn line(&self, number: u32) -> String {
        let Self { at, by, did } = self;
        let did = match did {
            Did::Visit { address, results, count, item } => {
                let item = item.map_or_else(|| "-".to_owned(), |item| item.to_string());
                format!("visit {address} {results} {count} {item}")
            }
            Did::Search { address, words, filters, results, count } => format!("search {address} {words} {filters} {results} {count}"),
            Did::Note { note } => format!("note {note}"),
            Did::Correct { step, note } => format!("correct {step} {note}"),
        };
        format!("{number} {at} {by} {did}")
    }
}

/// The canonical form of these steps.
#[must_use]
pub fn text(steps: &[Step]) -> String {
    let lines = (1..).zip(steps).map(|(number, step)| step.line(number) + "\n");
    std::iter::once(format!("{HEAD}\n")).chain(lines).collect()
}

/// The digest of the canonical form: the seal.
#[must_use]
pub fn digest(steps: &[Step]) -> Digest {
    sha256([text(steps).as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::minute;

    fn one_of_each() -> Vec<Step> {
        let digest = |byte| Digest([byte; 32]);
        let (address, words, filters, results, note) = (digest(1), digest(2), digest(3), digest(4), digest(5));
        let item = Some(ItemId::from_bits(9));
        let did = [
            Did::Search { address, words, filters, results, count: 12_300 },
            Did::Visit { address, results, count: 7, item },
            Did::Visit { address, results, count: 0, item: None },
            Did::Note { note },
            Did::Correct { step: 4, note },
        ];
        (1..).zip(did).map(|(at, did)| Step { at: minute(at), by: PersonId::from_bits(1), did }).collect()
    }

    /// Other programs compute it by `docs/osint.md`; so this text never changes, nor does its digest, which is sha256sum's.
    #[test]
    fn the_canonical_form_is_this_text() {
        assert_eq!(text(&one_of_each()), include_str!("../../tests/vectors/session-1.txt"));
        let sums = include_str!("../../tests/vectors/SHA256SUMS");
        assert_eq!(format!("{}  session-1.txt\n", digest(&one_of_each())), sums);
    }

    #[test]
    fn a_session_without_steps_has_a_digest_too() {
        assert_eq!(text(&[]), "arasha-osint-session-1\n");
    }

    #[test]
    fn every_step_and_its_place_count() {
        let steps = one_of_each();
        for left_out in 0..steps.len() {
            let mut others = steps.clone();
            others.remove(left_out);
            assert_ne!(digest(&others), digest(&steps));
        }
        let mut turned = steps.clone();
        turned.swap(0, 1);
        assert_ne!(digest(&turned), digest(&steps));
    }

    #[test]
    fn no_part_has_a_blank_inside() {
        let parts = |did: &str| one_of_each().iter().map(|step| step.line(1)).find(|line| line.contains(did)).unwrap().split(' ').count();
        assert_eq!([" visit ", " search ", " note ", " correct "].map(parts), [8, 9, 5, 6]);
    }
}
