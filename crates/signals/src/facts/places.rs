//! Places of the gazetteer, found in any case form.
//!
//! Spellings are kept as stems (a final vowel or soft sign of a declinable name is cut off). Where a word begins with a stem, the rest must
//! be one of the case endings of the languages of the region.

use std::collections::BTreeMap;

use knowledge::Place;

use super::Fact;
use super::words::Words;
use crate::beginnings::Beginnings;
use crate::unfold::Unfolded;

/// Shorter stems match whole words only.
const SHORTEST_INFLECTED: usize = 4;

/// Endings of Russian nouns after the stem, by what was cut off.
fn russian(tail: &str) -> &'static [&'static str] {
    match tail {
        "а" => &["ы", "е", "у", "ой", "ою", "и"],
        "я" => &["и", "ю", "ей", "е", "ею"],
        "ь" => &["и", "ью"],
        "й" => &["я", "ю", "ем", "е"],
        "ы" => &["", "ов", "ам", "ами", "ах"],
        "и" => &["ей", "ям", "ями", "ях", "ах"],
        "е" => &["я", "ю", "ем"],
        _ => &["а", "у", "ом", "ем", "е"],
    }
}
/// Endings of Kazakh, Kyrgyz, Uzbek and Tajik after the whole name, in Cyrillic.
const TURKIC: &[&str] = &[
    "да", "де", "та", "те", "до", "дө", "то", "тө", "ға", "ге", "қа", "ке", "га", "ка", "го", "гө", "ко", "кө", "дан", "ден", "тан", "тен",
    "нан", "нен", "дон", "дөн", "тон", "төн", "ның", "нің", "дың", "дің", "тың", "тің", "нын", "нин", "нун", "нүн", "дын", "дин", "дун",
    "тын", "тин", "ды", "ді", "ты", "ті", "ны", "ні", "ди", "ти", "ни", "ду", "ну", "дағы", "дегі", "тағы", "тегі", "даги", "нинг", "гача",
    "лар", "дагы", "деги", "тагы", "теги", "мен", "бен", "пен", "га", "ро", "да", "и", "ҳо", "ба",
];
/// Endings of Uzbek, Kazakh in Latin letters and English.
const LATIN: &[&str] = &[
    "da", "de", "ta", "ga", "ge", "ka", "qa", "dan", "den", "tan", "ning", "ni", "dagi", "gacha", "'s", "s", "nan", "dagilar", "mda",
    "den", "ke",
];

/// One spelling.
#[derive(Debug)]
struct Spelling {
    place: u32,
    /// What was cut off the name to make the stem.
    tail: String,
    /// Whether only the whole word counts.
    whole: bool,
    /// Whether it counts with a capital letter only.
    proper: bool,
    /// The words that follow, for names of several words; the last may be inflected.
    more: Vec<String>,
}

/// All places by the stems of their spellings.
#[derive(Debug)]
pub(super) struct Gazetteer {
    places: Vec<(String, String)>,
    stems: Beginnings<Vec<Spelling>>,
}

impl Gazetteer {
    /// The gazetteer of these places.
    pub fn new(places: &[Place]) -> Self {
        let names = places.iter().map(|place| (place.code.clone(), place.country.clone())).collect();
        let mut stems = BTreeMap::new();
        for (index, place) in (0u32..).zip(places) {
            for spelling in &place.spellings {
                put(&mut stems, index, spelling, false);
            }
            for spelling in &place.proper {
                put(&mut stems, index, spelling, true);
            }
        }
        Self { places: names, stems: Beginnings::new(stems) }
    }

    /// Whether the name of a place may begin with a word.
    pub fn may_begin(&self, word: &str) -> bool {
        self.stems.of(word).next().is_some()
    }

    /// Adds the places of a text to the facts.
    pub fn read(&self, words: &Words<'_>, facts: &mut Vec<Fact>) {
        let mut index = 0;
        while index < words.items.len() {
            match self.place_at(words, index) {
                Some((place, end)) => {
                    if let Some((code, country)) = usize::try_from(place).ok().and_then(|place| self.places.get(place)) {
                        facts.push(Fact::Place { code: code.clone(), country: country.clone(), span: words.span(index..end) });
                    }
                    index = end;
                }
                None => index += 1,
            }
        }
    }

    /// The place that a word (and those after it) names, and the word after it. Longer stems win.
    fn place_at(&self, words: &Words<'_>, index: usize) -> Option<(u32, usize)> {
        words.items.get(index).filter(|item| item.may_be_place)?;
        // Part of a handle or host.
        if words.before(index).is_some_and(|c| matches!(c, '@' | '_')) || words.gap(index).starts_with('_') {
            return None;
        }
        self.stems.of(words.text(index)).find_map(|(spellings, rest)| matching(spellings, words, index, rest))
    }
}

fn put(stems: &mut BTreeMap<String, Vec<Spelling>>, place: u32, spelling: &str, proper: bool) {
    let folded = Unfolded::of(spelling);
    let mut words = folded.text().split([' ', '-']).filter(|word| !word.is_empty());
    let Some(first) = words.next() else { return };
    let more: Vec<String> = words.map(str::to_owned).collect();
    let (stem, tail) = if more.is_empty() { cut(first) } else { (first, "") };
    let whole = !more.is_empty() || stem.chars().count() < SHORTEST_INFLECTED;
    let (stem, tail) = if whole { (first, "") } else { (stem, tail) };
    let entry = Spelling { place, tail: tail.to_owned(), whole, proper, more };
    stems.entry(stem.to_owned()).or_default().push(entry);
}

/// The place that one of the spellings with a common stem names, and the item after it.
fn matching(spellings: &[Spelling], words: &Words<'_>, index: usize, rest: &str) -> Option<(u32, usize)> {
    let several = spellings.iter().filter(|spelling| !spelling.more.is_empty() && rest.is_empty());
    let longest =
        several.filter_map(|spelling| follows(words, index, &spelling.more).map(|end| (spelling.place, end))).max_by_key(|found| found.1);
    let fits = |spelling: &&Spelling| spelling.more.is_empty() && spelling.takes(rest) && (!spelling.proper || words.is_capital(index));
    let single = spellings.iter().find(fits).map(|spelling| (spelling.place, index + 1));
    longest.or(single)
}

impl Spelling {
    /// Whether the rest of a word after the stem is a case ending.
    fn takes(&self, rest: &str) -> bool {
        if rest == self.tail {
            return true;
        }
        !self.whole && is_ending(&self.tail, rest)
    }
}

fn is_ending(tail: &str, rest: &str) -> bool {
    if let Some(rest) = rest.strip_prefix(tail)
        && (TURKIC.contains(&rest) || LATIN.contains(&rest))
    {
        return true;
    }
    russian(tail).contains(&rest)
}

/// Whether the further words of a name follow an item; gives the item after them.
fn follows(words: &Words<'_>, index: usize, more: &[String]) -> Option<usize> {
    for (place, name) in (index + 1..).zip(more) {
        let last = place == index + more.len();
        let word = words.text(place);
        let (stem, tail) = if last && name.chars().count() > 3 { cut(name) } else { (name.as_str(), "") };
        let fits = word == name || (last && word.strip_prefix(stem).is_some_and(|rest| is_ending(tail, rest)));
        if !matches!(words.gap(place - 1), " " | "-" | "‑" | "–") || !fits {
            return None;
        }
    }
    Some(index + 1 + more.len())
}

/// The stem of a declinable Russian name and what was cut off.
fn cut(name: &str) -> (&str, &str) {
    let at = match name.chars().next_back() {
        Some(last @ ('а' | 'я' | 'ь' | 'й' | 'ы' | 'и' | 'е')) if name.len() > 6 => name.len() - last.len_utf8(),
        _ => name.len(),
    };
    name.split_at_checked(at).unwrap_or((name, ""))
}
