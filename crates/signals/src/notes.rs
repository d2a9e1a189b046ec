//! What is known of words, kept from post to post.
//!
//! Every step of reading asks something of each word: which terms it belongs to, whether it is a place, a currency, a number word, which
//! language it speaks for. Most words of a post stood in the posts before it, so the answers are noted: the notes have a fixed number of
//! places, a word goes to the place that its hash says, and a newcomer takes the place of who stood there. Words are compared whole, so
//! that notes change nothing but time.

use std::cell::RefCell;
use std::hash::Hasher;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHasher;

use crate::facts::RoleIndex;
use crate::identifiers::{MeaningIndex, Validity};
use crate::indicators::Stretch;
use crate::language::Cues;
use crate::model::SumNotes;
use crate::tokens::Tokens;
use crate::unfold::Unfolded;

/// Places of a table, a power of two: enough for the vocabulary of a busy week of channels, and some 2 MB.
const PLACES: usize = 1 << 15;
/// Words of more bytes are not noted; they are rare. With this many, a note about a word is as large as what the processor fetches at a time.
const LONGEST: usize = 39;
/// Memory of longer texts, in bytes, is not kept.
const LARGEST: usize = 1 << 16;

/// What all steps know of one word.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Known {
    /// The terms it may belong to.
    pub terms: Stretch,
    /// What it says about the language.
    pub cues: Cues,
    /// What it means in the search of contacts.
    pub meaning: MeaningIndex,
    /// What it means beside a number.
    pub role: RoleIndex,
    /// Whether the name of a place may begin with it.
    pub may_be_place: bool,
}

/// A noted word; none where `length` is 0.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Note<T> {
    word: [u8; LONGEST],
    length: u8,
    what: T,
}

/// Something noted for each of many words.
#[derive(Debug)]
pub(crate) struct Table<T>(Vec<Note<T>>);

impl<T: Copy + Default> Default for Table<T> {
    fn default() -> Self {
        Self(vec![Note { word: [0; LONGEST], length: 0, what: T::default() }; PLACES])
    }
}

impl<T: Copy> Table<T> {
    /// What is noted of a word, or what `ask` says where nothing is.
    pub fn of(&mut self, word: &str, ask: impl FnOnce(&str) -> T) -> T {
        let bytes = word.as_bytes();
        let (Some(length), Some(note)) = (short(bytes), self.0.get_mut(place(bytes))) else { return ask(word) };
        if note.length == length && note.word.get(..bytes.len()) == Some(bytes) {
            return note.what;
        }
        note.what = ask(word);
        note.length = length;
        if let Some(room) = note.word.get_mut(..bytes.len()) {
            room.copy_from_slice(bytes);
        }
        note.what
    }
}

/// The notes of one reading thread, and memory that is used again from post to post.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    /// What is known of unfolded words.
    pub words: Table<Known>,
    /// What the words of normal forms add to the models' answers.
    pub sums: SumNotes,
    /// Which phones are valid.
    pub phones: RefCell<Validity>,
    /// For the loosened form of a word.
    pub loose: String,
    /// For the search of terms.
    pub present: Vec<u64>,
    unfolded: Unfolded,
    tokens: Tokens,
    known: Vec<Known>,
}

impl Notes {
    /// Memory for an unfolded text, its tokens and what is known of them; what it holds is of the last text.
    pub fn lend(&mut self) -> (Unfolded, Tokens, Vec<Known>) {
        (std::mem::take(&mut self.unfolded), std::mem::take(&mut self.tokens), std::mem::take(&mut self.known))
    }

    /// Takes the memory back, unless a huge text has made it huge.
    pub fn take_back(&mut self, unfolded: Unfolded, tokens: Tokens, known: Vec<Known>) {
        if unfolded.text().len() <= LARGEST {
            (self.unfolded, self.tokens, self.known) = (unfolded, tokens, known);
        }
    }
}

/// The length of a word that can be noted.
fn short(word: &[u8]) -> Option<u8> {
    u8::try_from(word.len()).ok().filter(|length| (1..=LONGEST).contains(&usize::from(*length)))
}

/// The place of a word.
fn place(word: &[u8]) -> usize {
    let mut hasher = FxHasher::default();
    hasher.write(word);
    usize::try_from(hasher.finish() & (PLACES as u64 - 1)).unwrap_or(0)
}

/// Notes that are not in use; there are never more than threads that read at the same time.
#[derive(Debug, Default)]
pub(crate) struct Shelf(Mutex<Vec<Notes>>);

impl Shelf {
    /// Works with notes from the shelf, or with new ones where all are in use.
    pub fn with<T>(&self, work: impl FnOnce(&mut Notes) -> T) -> T {
        let taken = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut notes = taken.unwrap_or_default();
        let answer = work(&mut notes);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(notes);
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_about_a_word_is_fetched_in_one_go() {
        assert_eq!(size_of::<Note<Known>>(), 64);
    }

    #[test]
    fn a_word_is_asked_about_once() {
        let mut table = Table::<u32>::default();
        assert_eq!(table.of("алматы", |_| 1), 1);
        assert_eq!(table.of("алматы", |_| panic!("it was noted")), 1);
        assert_eq!(table.of("алма", |_| 2), 2);
        assert_eq!(table.of("", |_| 3), 3);
        assert_eq!(table.of("", |_| 4), 4);
    }

    #[test]
    fn words_that_share_a_place_are_told_apart() {
        let mut table = Table::<usize>::default();
        let words: Vec<String> = (0..PLACES * 2).map(|number| format!("слово{number}")).collect();
        for _ in 0..2 {
            for (number, word) in words.iter().enumerate() {
                assert_eq!(table.of(word, |_| number), number, "{word}");
            }
        }
    }

    #[test]
    fn long_words_are_asked_about_each_time() {
        let mut table = Table::<u32>::default();
        let word = "a".repeat(LONGEST + 1);
        assert_eq!(table.of(&word, |_| 1), 1);
        assert_eq!(table.of(&word, |_| 2), 2);
    }

    #[test]
    fn the_shelf_gives_the_same_notes_again() {
        let shelf = Shelf::default();
        let known = |may_be_place| Known { may_be_place, ..Known::default() };
        shelf.with(|notes| notes.words.of("алматы", |_| known(true)));
        shelf.with(|notes| assert!(notes.words.of("алматы", |_| known(false)).may_be_place));
    }
}
