//! The history of an item, line by line.

use std::collections::BTreeMap;

use custody::item::{Event, Item, State};
use custody::sealed::event_of;
use custody::{Commitment, Field, FileName, Hashes, ItemId};
use record::{Decider, Entry, Moment, StreamName};
use tlog::Hash;

use super::Flaw;

/// A longer history is not read; the longest that 65,534 members have room for, with one entry for all files of an item, takes less.
pub(super) const MAX_HISTORY: u64 = 64 << 20;
/// A longer line is not read; one that names ten thousand files takes less.
const MAX_LINE: usize = 8 << 20;
/// Each entry has a proof, and a package has no more members.
const MAX_ENTRIES: usize = 65_534;

/// What a history says.
#[derive(Debug, Default)]
pub(super) struct History {
    pub(super) state: State,
    /// Place and leaf of each line; a place is known where the line is an entry.
    pub(super) leaves: Vec<(Option<u64>, Hash)>,
    /// When each file was entered.
    pub(super) kept: BTreeMap<FileName, Moment>,
    /// The fields that were committed to, by the number of the entry.
    pub(super) fields: BTreeMap<u64, (Field, Commitment, Moment)>,
    /// The digests and the moment of the last entry, where it names a package.
    pub(super) exported: Option<(Hashes, Moment)>,
}

/// Takes what is wrong, with the number of the entry.
pub(super) type Push<'a> = &'a mut dyn FnMut(Option<u64>, Flaw);

impl History {
    /// Reads a text of lines.
    pub(super) fn read(item: ItemId, text: &[u8], push: Push<'_>) -> Self {
        let Some(lines) = text.strip_suffix(b"\n") else {
            push(None, Flaw::HistoryForm);
            return Self::default();
        };
        Self::of(item, lines.split(|byte| *byte == b'\n'), push)
    }

    /// Reads lines without their ends.
    pub(super) fn of<'a>(item: ItemId, lines: impl Iterator<Item = &'a [u8]>, push: Push<'_>) -> Self {
        let (mut history, mut before) = (Self::default(), None);
        for (line, version) in lines.zip(1..) {
            if history.leaves.len() >= MAX_ENTRIES {
                push(Some(version), Flaw::HistoryForm);
                break;
            }
            let entry = entry_of(line);
            history.leaves.push((entry.as_ref().map(|(entry, _)| entry.place), Hash::leaf(line)));
            history.exported = None;
            match entry {
                None => push(Some(version), Flaw::Entry),
                Some((entry, event)) => {
                    stands(&entry, item, version, before).into_iter().for_each(|flaw| push(Some(version), flaw));
                    before = Some(entry.place);
                    history.take(item, version, entry.at, &event, push);
                }
            }
        }
        if history.exported.is_none() {
            push(None, Flaw::NotExported);
        }
        history
    }

    fn take(&mut self, item: ItemId, version: u64, at: Moment, event: &Event, push: Push<'_>) {
        let is_begun = self.state.begun.is_some();
        let begins = matches!(event, Event::Begun { item: begun, .. } if *begun == item);
        if is_begun == matches!(event, Event::Begun { .. }) || !(is_begun || begins) {
            push(Some(version), Flaw::Beginning);
        }
        match event {
            Event::Kept { files } => {
                let is_late = self.state.begun.as_ref().is_some_and(|item| !item.is_receiving());
                let again = files.iter().filter(|file| self.kept.insert(file.name.clone(), at).is_some()).count();
                if is_late || again > 0 {
                    push(Some(version), Flaw::KeptLate);
                }
            }
            Event::Described { field, commitment, .. } => drop(self.fields.insert(version, (*field, *commitment, at))),
            Event::Exported { package, .. } => self.exported = Some((*package, at)),
            _ => {}
        }
        self.state = Item::evolve(std::mem::take(&mut self.state), event);
    }
}

/// The entry of a line, where it is one, down to the byte, and what happened by it.
fn entry_of(line: &[u8]) -> Option<(Entry, Event)> {
    let entry = Some(line).filter(|line| line.len() <= MAX_LINE).and_then(|line| Entry::from_bytes(line).ok())?;
    // What is not read is not written back.
    let is_same = entry.to_bytes().is_ok_and(|again| again == line);
    let event = event_of(&entry).filter(|_| is_same)?;
    Some((entry, event))
}

/// Whether an entry is the next one of the history.
fn stands(entry: &Entry, item: ItemId, version: u64, before: Option<u64>) -> Vec<Flaw> {
    let found = [
        (entry.stream != StreamName::of::<Item>(item), Flaw::OtherItem),
        (entry.version != version, Flaw::Gap),
        (before.is_some_and(|before| entry.place <= before), Flaw::Backwards),
    ];
    found.into_iter().filter_map(|(is_wrong, flaw)| is_wrong.then_some(flaw)).collect()
}
