//! The language of a short text, told by its letters and small words.
//!
//! Posts of the region are a few lines long and mix languages and keyboards; what tells a language are the letters that only it uses and the
//! small words that stand in every sentence. Both lists are data (`knowledge/languages.toml`). Kazakh typed with Russian letters is told
//! by its words, since these are compared in their loosened form too.

use std::collections::BTreeMap;

use knowledge::Book;
use rustc_hash::FxHashMap;

use crate::tokens::loosen;

/// A language of the region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Russian.
    Ru,
    /// Kazakh.
    Kk,
    /// Kyrgyz.
    Ky,
    /// Uzbek, in either script.
    Uz,
    /// Tajik.
    Tg,
    /// English.
    En,
    /// None could be told.
    #[serde(rename = "und")]
    Unknown,
}

/// All languages that can be told, in the order of [`Points`].
const TOLD: [Language; 6] = [Language::Ru, Language::Kk, Language::Ky, Language::Uz, Language::Tg, Language::En];

/// Points for each of [`TOLD`].
type Points = [u16; 6];

/// The points of a small word of one language; its share among up to six languages is a whole number.
const POINT: u16 = 3_600;
/// The points of a letter that one language uses.
const LETTER: u16 = POINT / 10 * 7;

/// What a word says about the language of a text; small, since it is noted for many words.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cues {
    points: Points,
    /// Letters of the common Cyrillic alphabet.
    cyrillic: u8,
    /// Letters of the basic Latin alphabet.
    latin: u8,
}

impl Language {
    /// The code, ISO 639-1; `und` where unknown.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::Kk => "kk",
            Self::Ky => "ky",
            Self::Uz => "uz",
            Self::Tg => "tg",
            Self::En => "en",
            Self::Unknown => "und",
        }
    }
}

/// Tells languages by the cues of a book.
#[derive(Debug)]
pub struct LanguageTeller {
    letters: FxHashMap<char, Points>,
    words: FxHashMap<String, Points>,
}

impl LanguageTeller {
    /// A teller with the cues of a book.
    #[must_use]
    pub fn new(book: &Book) -> Self {
        let mut letters = BTreeMap::<char, Vec<usize>>::new();
        let mut words = BTreeMap::<String, Vec<usize>>::new();
        for (index, language) in TOLD.iter().enumerate() {
            let Some(cues) = book.languages.get(language.code()) else { continue };
            for letter in cues.letters.chars() {
                letters.entry(letter).or_default().push(index);
            }
            for word in &cues.words {
                let languages = words.entry(loosen(word)).or_default();
                if !languages.contains(&index) {
                    languages.push(index);
                }
            }
        }
        Self {
            letters: letters.into_iter().map(|(letter, languages)| (letter, shared_out(&languages, LETTER))).collect(),
            words: words.into_iter().map(|(word, languages)| (word, shared_out(&languages, POINT))).collect(),
        }
    }

    /// What an unfolded word, given with its loosened form, says.
    pub(crate) fn cues(&self, word: &str, loose: &str) -> Cues {
        let mut cues = Cues { points: self.words.get(loose).copied().unwrap_or_default(), cyrillic: 0, latin: 0 };
        for letter in word.chars() {
            match letter {
                'a'..='z' => cues.latin = cues.latin.saturating_add(1),
                'а'..='я' => cues.cyrillic = cues.cyrillic.saturating_add(1),
                _ => {}
            }
            if let Some(more) = self.letters.get(&letter) {
                add(&mut cues.points, more);
            }
        }
        cues
    }
}

/// The language of a text whose words say this.
pub(crate) fn tell<'a>(words: impl Iterator<Item = &'a Cues>) -> Language {
    let (mut points, mut cyrillic, mut latin) = ([0_u64; 6], 0_u64, 0_u64);
    for cues in words {
        points.iter_mut().zip(&cues.points).for_each(|(point, more)| *point += u64::from(*more));
        cyrillic += u64::from(cues.cyrillic);
        latin += u64::from(cues.latin);
    }
    choose(points, cyrillic, latin)
}

/// A cue that several languages share speaks less for each.
fn shared_out(languages: &[usize], points: u16) -> Points {
    let count = u16::try_from(languages.len()).unwrap_or(u16::MAX);
    let mut shared = Points::default();
    for &language in languages {
        if let Some(point) = shared.get_mut(language) {
            *point = points / count.saturating_mul(count);
        }
    }
    shared
}

fn add(points: &mut Points, more: &Points) {
    points.iter_mut().zip(more).for_each(|(point, more)| *point = point.saturating_add(*more));
}

/// The language with most points among those that are written in the script of the text.
fn choose(points: [u64; 6], cyrillic: u64, latin: u64) -> Language {
    let fits = |language: Language| match language {
        Language::En => latin > cyrillic,
        Language::Uz => true,
        _ => cyrillic >= latin,
    };
    let mut best = (Language::Unknown, 0);
    for (&language, &point) in TOLD.iter().zip(&points) {
        if point > best.1 && fits(language) {
            best = (language, point);
        }
    }
    match best.0 {
        Language::Unknown if cyrillic > 3 && cyrillic > latin => Language::Ru,
        Language::Unknown if latin > 3 => Language::En,
        told => told,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::{TokenKind, Tokens};
    use crate::unfold::Unfolded;

    fn tell(text: &str) -> &'static str {
        let unfolded = Unfolded::of(text);
        let teller = LanguageTeller::new(&Book::shipped().unwrap());
        let words: Vec<Cues> = Tokens::of(&unfolded)
            .as_slice()
            .iter()
            .filter(|token| token.kind == TokenKind::Word)
            .map(|token| teller.cues(token.text(&unfolded), &token.loose(&unfolded)))
            .collect();
        super::tell(words.iter()).code()
    }

    #[test]
    fn short_texts_of_each_language() {
        for (code, text) in [
            ("ru", "Требуются девушки с проживанием, звоните"),
            ("kk", "Алматыға сұлу қыздар керек, пәтер береміз"),
            ("kk", "Алматыга жумыс бар, айына 300 мын тенге болады"),
            ("ky", "Бишкекте жумуш бар, айлык 500 доллар, жатакана беребиз"),
            ("uz", "Toshkentga qizlar kerak, uy bepul"),
            ("uz", "Тошкентга қизлар керак, уй текин бўлади"),
            ("tg", "Барои кор дар Русия духтарон лозим, хона медиҳем"),
            ("en", "We need girls for a club in Dubai"),
            ("und", "12345 🔥"),
        ] {
            assert_eq!(tell(text), code, "{text}");
        }
    }
}
