//! The language of a short text, told by its letters and small words.
//!
//! Posts of the region are a few lines long and mix languages and keyboards; what tells a language are the letters that only it uses and the
//! small words that stand in every sentence. Both lists are data (`knowledge/languages.toml`). Kazakh typed with Russian letters is told
//! by its words, since these are compared in their loosened form too.

use std::collections::BTreeMap;

use knowledge::Book;
use rustc_hash::FxHashMap;

use crate::tokens::{TokenKind, Tokens, loosen};

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

/// All languages that can be told, in the order of `Weights`.
const TOLD: [Language; 6] = [Language::Ru, Language::Kk, Language::Ky, Language::Uz, Language::Tg, Language::En];

/// Points for each of [`TOLD`].
type Weights = [f32; 6];

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
    /// Where the weights of a letter stand in `weights`, by its code; 0 where it is no cue.
    letters: Vec<u8>,
    weights: Vec<Weights>,
    words: FxHashMap<String, Weights>,
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
        let mut teller = Self {
            letters: Vec::new(),
            weights: vec![[0.0; 6]],
            words: words.into_iter().map(|(word, languages)| (word, shared_out(&languages, 1.0))).collect(),
        };
        letters.into_iter().for_each(|(letter, languages)| teller.put(letter, &languages));
        teller
    }

    fn put(&mut self, letter: char, languages: &[usize]) {
        let place = code(letter);
        if self.letters.len() <= place {
            self.letters.resize(place + 1, 0);
        }
        if let (Some(cue), Ok(index)) = (self.letters.get_mut(place), u8::try_from(self.weights.len())) {
            *cue = index;
            self.weights.push(shared_out(languages, 0.7));
        }
    }

    /// The language of an unfolded text.
    #[must_use]
    pub fn tell(&self, text: &str, tokens: &Tokens) -> Language {
        let mut points: Weights = [0.0; 6];
        for token in tokens.as_slice().iter().filter(|token| token.kind == TokenKind::Word) {
            if let Some(more) = self.words.get(tokens.loose(token)) {
                add(&mut points, more);
            }
        }
        let (mut cyrillic, mut latin) = (0_u32, 0_u32);
        for letter in text.chars() {
            match letter {
                'a'..='z' => latin += 1,
                'а'..='я' => cyrillic += 1,
                _ => {}
            }
            let cue = self.letters.get(code(letter)).copied().unwrap_or(0);
            if cue > 0
                && let Some(more) = self.weights.get(usize::from(cue))
            {
                add(&mut points, more);
            }
        }
        choose(&points, cyrillic, latin)
    }
}

fn code(letter: char) -> usize {
    usize::try_from(u32::from(letter)).unwrap_or(usize::MAX)
}

/// A cue that several languages share speaks less for each.
fn shared_out(languages: &[usize], weight: f32) -> Weights {
    let mut points: Weights = [0.0; 6];
    for &language in languages {
        if let Some(point) = points.get_mut(language) {
            *point = weight / (languages.len() as f32).powi(2);
        }
    }
    points
}

fn add(points: &mut Weights, more: &Weights) {
    points.iter_mut().zip(more).for_each(|(point, more)| *point += more);
}

/// The language with most points among those that are written in the script of the text.
fn choose(points: &Weights, cyrillic: u32, latin: u32) -> Language {
    let fits = |language: Language| match language {
        Language::En => latin > cyrillic,
        Language::Uz => true,
        _ => cyrillic >= latin,
    };
    let mut best = (Language::Unknown, 0.0_f32);
    for (&language, &point) in TOLD.iter().zip(points) {
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
    use crate::unfold::Unfolded;

    fn tell(text: &str) -> &'static str {
        let unfolded = Unfolded::of(text);
        let tokens = Tokens::of(unfolded.text());
        LanguageTeller::new(&Book::shipped().unwrap()).tell(unfolded.text(), &tokens).code()
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
