//! Numbers written in words.
//!
//! A [`NumberReader`] knows the words of all languages at once: dictated phones mix them, and no word means different numbers in two
//! languages of the region (a test says so). [`Compound`] joins words into one number as they are spoken: «семьсот семьдесят пять» is 775,
//! «жеті жүз жетпіс бес» too, while «сорок восемнадцать» stays 40 and 18.

use knowledge::Book;
use rustc_hash::FxHashMap;

use crate::unfold::Unfolded;

/// What a word of a dictated number says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// A number from 0 to 999.
    Number(u16),
    /// A hundred that a smaller number before it multiplies.
    Hundred,
    /// The sign before a country code.
    Plus,
}

/// Number words of fewer bytes are not read: "on" and "oh" are too common.
const SHORTEST: usize = 3;

/// Knows the number words of a book.
#[derive(Debug, Default)]
pub struct NumberReader {
    words: FxHashMap<String, Word>,
    longest: usize,
}

impl NumberReader {
    /// A reader with the words of a book.
    #[must_use]
    pub fn new(book: &Book) -> Self {
        let mut reader = Self::default();
        for language in &book.numbers {
            for plus in &language.plus {
                reader.put(plus, Word::Plus);
            }
            for (word, value) in &language.words {
                let hundred = *value == 100 && language.counts_hundreds;
                let number = u16::try_from(*value).map(Word::Number);
                reader.put(word, if hundred { Word::Hundred } else { number.unwrap_or(Word::Number(0)) });
            }
        }
        reader
    }

    fn put(&mut self, word: &str, value: Word) {
        let folded = Unfolded::of(word).text().to_owned();
        self.longest = self.longest.max(folded.len());
        self.words.entry(folded).or_insert(value);
    }

    /// All words that are looked for, with what they say.
    pub(crate) fn words(&self) -> impl Iterator<Item = (&str, Word)> {
        self.words.iter().map(|(text, word)| (text.as_str(), *word)).filter(|(text, _)| text.len() >= SHORTEST)
    }

    /// What an unfolded word says, if it is a number word.
    pub(crate) fn word(&self, word: &str) -> Option<Word> {
        if word.len() > self.longest || word.len() < SHORTEST {
            return None;
        }
        self.words.get(word).copied()
    }
}

/// A number that is being put together from words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Compound {
    /// The number so far.
    pub value: u16,
    /// Only words below this go into it: 100 after hundreds, 10 after tens, 0 where it is full.
    room: u16,
}

impl Compound {
    /// A number that begins with this word.
    pub fn start(word: Word) -> Option<Self> {
        match word {
            Word::Plus => None,
            Word::Hundred => Some(Self { value: 100, room: 100 }),
            Word::Number(value) => Some(Self { value, room: room_after(value) }),
        }
    }

    /// The number with one more word, if the word goes into it.
    pub fn join(self, word: Word) -> Option<Self> {
        match word {
            Word::Hundred if (1..10).contains(&self.value) => Some(Self { value: self.value * 100, room: 100 }),
            Word::Number(value) if value > 0 && value < self.room => {
                let room = if value >= 10 { room_after(value) } else { 0 };
                Some(Self { value: self.value + value, room })
            }
            _ => None,
        }
    }

    /// «тоқсан бес» before «жүз»: the five counts hundreds, so ninety stands for itself and a new number begins with five hundred.
    pub fn split_hundred(self, word: Word) -> Option<(Self, Self)> {
        let unit = self.value % 10;
        let splits = word == Word::Hundred && self.value > 20 && self.room == 0 && unit > 0;
        splits.then_some((Self { value: self.value - unit, room: 0 }, Self { value: unit * 100, room: 100 }))
    }
}

fn room_after(value: u16) -> u16 {
    match value {
        100.. if value.is_multiple_of(100) => 100,
        10.. if value.is_multiple_of(10) => 10,
        _ => 0,
    }
}

/// The shipped words for numbers and the shipped places, for the tests of this crate.
#[cfg(test)]
pub(crate) fn book_of_numbers_and_places() -> Book {
    let shipped = knowledge::Files::shipped();
    let mut files = knowledge::Files::default();
    for (path, bytes) in shipped.below("numbers", ".toml").chain(shipped.below("places", ".toml")) {
        files.put(path, bytes);
    }
    Book::read(&files).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<u16> {
        let reader = NumberReader::new(&book_of_numbers_and_places());
        let mut done: Vec<Compound> = Vec::new();
        for word in text.split(' ').filter_map(|word| reader.word(word)) {
            match done.last().and_then(|last| last.join(word)) {
                Some(joined) => *done.last_mut().unwrap() = joined,
                None => done.extend(Compound::start(word)),
            }
        }
        done.iter().map(|compound| compound.value).collect()
    }

    #[test]
    fn words_are_joined_as_they_are_spoken() {
        let table: [(&str, &[u16]); 14] = [
            ("семьсот семьдесят пять", &[775]),
            ("жеті жүз жетпіс бес", &[775]),
            ("сегіз жеті жүз жетпіс бес", &[8, 775]),
            ("жети жүз жетимиш беш", &[775]),
            ("yetti yuz yetmish besh", &[775]),
            ("етти юз етмиш беш", &[775]),
            ("seven hundred seventy five", &[775]),
            ("to'qqiz yuz to'qson sakkiz", &[998]),
            ("сорок восемнадцать", &[40, 18]),
            ("пятьсот пятьдесят пять шестьдесят четыре девяносто два", &[555, 64, 92]),
            ("ноль ноль три", &[0, 0, 3]),
            ("двадцать ноль пять", &[20, 0, 5]),
            ("семь семьсот один", &[7, 701]),
            ("сто десять десять", &[110, 10]),
        ];
        for (text, numbers) in table {
            assert_eq!(read(text), numbers, "{text}");
        }
    }

    #[test]
    fn no_word_has_two_values() {
        let mut seen = std::collections::BTreeMap::new();
        for language in book_of_numbers_and_places().numbers {
            for (word, value) in language.words {
                assert_eq!(*seen.entry(word.clone()).or_insert(value), value, "{word}");
            }
        }
    }
}
