//! One call from a text to its signals.

use knowledge::{Book, Polarity, Sign, Stage};

use crate::Span;
use crate::facts::{Fact, FactReader};
use crate::identifiers::{Finder, Identifier};
use crate::indicators::{Hit, TermFinder};
use crate::language::{self, Language, LanguageTeller};
use crate::model::kinds::{Kinds, KindsError};
use crate::model::{ModelError, SumNotes, Wording, normal_form};
use crate::notes::{Known, Notes, Shelf};
use crate::score::{self, Band, Combinations, Reason, Shown};
use crate::signs;
use crate::span::Ruler;
use crate::tokens::{Token, TokenKind, Tokens, loosen_onto};
use crate::unfold::{Disguise, Unfolded};

/// At most so many places of one indicator are kept.
const MOST_SPANS: usize = 5;

/// What a text shows.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Signals {
    /// Its language.
    pub language: Language,
    /// How much it deserves a look.
    pub band: Band,
    /// Sum of the weights of evidence, log-odds.
    pub score: f32,
    /// The kind of trafficking that the reasons point to, from band low upwards.
    pub category: Option<String>,
    /// The stage that the reasons point to.
    pub stage: Option<Stage>,
    /// Why, heaviest first.
    pub reasons: Vec<Reason>,
    /// Contacts.
    pub identifiers: Vec<Identifier>,
    /// Prices, ages, places.
    pub facts: Vec<Fact>,
    /// What was undone.
    pub disguises: Vec<Disguise>,
}

/// Why a reader can't be made of a book.
#[derive(Debug, thiserror::Error)]
pub enum ReaderError {
    /// A term is not a pattern.
    #[error("{indicator} ({language}): {term:?}: {what}")]
    Term {
        /// Code of the indicator.
        indicator: String,
        /// Language of the term.
        language: String,
        /// The term.
        term: String,
        /// What is wrong.
        what: String,
    },
    /// There are more terms than can be told apart.
    #[error("the terms have more than {} different sets of words", u16::MAX)]
    TooManyTerms,
    /// The wording model's file is none.
    #[error("model/wording.bin: {0}")]
    Model(#[from] ModelError),
    /// The file of the model of categories is none.
    #[error("model/kinds.bin: {0}")]
    Kinds(#[from] KindsError),
}

/// Reads texts with the knowledge of one book; made once, used from many threads.
#[derive(Debug)]
pub struct Reader {
    book: Book,
    terms: TermFinder,
    finder: Finder,
    facts: FactReader,
    teller: LanguageTeller,
    wording: Wording,
    kinds: Kinds,
    combinations: Combinations,
    /// The indicators that are read by other means than words, by their places in the book.
    signs: Vec<(usize, Sign)>,
    shelf: Shelf,
}

/// A text read as far as its indicators, before the score.
#[derive(Debug)]
pub struct Reading {
    unfolded: Unfolded,
    tokens: Tokens,
    /// What is known of each token.
    known: Vec<Known>,
    /// Contacts.
    pub identifiers: Vec<Identifier>,
    /// Prices, ages, places.
    pub facts: Vec<Fact>,
    /// What was undone, in the order of the text.
    pub disguises: Vec<Disguise>,
    /// Indicators with their places, combinations too, in the order of the book.
    pub shown: Vec<Shown>,
}

impl Reading {
    /// The normal form that the wording model reads.
    #[must_use]
    pub fn normal_form(&self) -> String {
        let contacts: Vec<Span> = self.identifiers.iter().map(|identifier| identifier.span).collect();
        normal_form(&self.unfolded, &self.tokens, &contacts)
    }
}

impl Reader {
    /// A reader for a book.
    ///
    /// # Errors
    /// Where a term of the book or its model can't be read.
    pub fn new(book: &Book) -> Result<Self, ReaderError> {
        let wording = book.wording.as_deref().map(Wording::from_bytes).transpose()?.unwrap_or_else(Wording::blank);
        Ok(Self {
            terms: TermFinder::new(book)?,
            finder: Finder::new(book),
            facts: FactReader::new(book),
            teller: LanguageTeller::new(book),
            wording,
            kinds: book.kinds.as_deref().map(Kinds::from_bytes).transpose()?.unwrap_or_default(),
            combinations: Combinations::new(book),
            signs: book.indicators.iter().enumerate().filter_map(|(place, one)| Some((place, one.sign?))).collect(),
            book: book.clone(),
            shelf: Shelf::default(),
        })
    }

    /// The book that the reader was made of.
    #[must_use]
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// Reads a text.
    #[must_use]
    pub fn read(&self, text: &str) -> Signals {
        self.shelf.with(|notes| {
            let ruler = Ruler::new(text);
            let reading = self.look_with(text, &ruler, notes);
            let signals = self.judge(&ruler, &reading, &mut notes.sums);
            notes.take_back(reading.unfolded, reading.tokens, reading.known);
            Signals { disguises: reading.disguises, identifiers: reading.identifiers, facts: reading.facts, ..signals }
        })
    }

    /// The score with its reasons; contacts, facts and disguises are left to the caller, who has them.
    fn judge(&self, ruler: &Ruler<'_>, reading: &Reading, sums: &mut SumNotes) -> Signals {
        let (indicators_for, against) = score::evidence(&self.book, &reading.shown);
        let normal = if self.may_matter(indicators_for, against) { Some(reading.normal_form()) } else { None };
        let wording = normal.as_deref().map_or(0.0, |normal| self.wording_share(normal, sums));
        let sum = self.book.scale.bias + indicators_for - against + wording;
        let band = score::band(&self.book.scale, sum, score::is_carried(&self.book, &reading.shown, wording));
        let (category, stage) = match band {
            Band::None => (None, None),
            Band::Low | Band::Medium | Band::High => {
                let nearness = normal.as_deref().map(|normal| self.kinds.nearness(normal)).unwrap_or_default();
                score::category_and_stage(&self.book, &reading.shown, &nearness)
            }
        };
        Signals {
            language: language::tell(reading.known.iter().map(|known| &known.cues)),
            band,
            score: sum,
            category,
            stage,
            reasons: score::reasons(&self.book, &reading.shown, wording, ruler),
            disguises: Vec::new(),
            identifiers: Vec::new(),
            facts: Vec::new(),
        }
    }

    /// Reads a text as far as its indicators; `arasha train` and `arasha knowledge check` look at it.
    #[must_use]
    pub fn look(&self, text: &str) -> Reading {
        self.shelf.with(|notes| self.look_with(text, &Ruler::new(text), notes))
    }

    fn look_with(&self, text: &str, ruler: &Ruler<'_>, notes: &mut Notes) -> Reading {
        let (unfolded, mut tokens, mut known) = notes.lend();
        let unfolded = unfolded.again(text);
        tokens.cut(&unfolded);
        known.clear();
        known.extend(tokens.as_slice().iter().map(|token| self.known(token, &unfolded, notes)));
        let (identifiers, mut disguises) = self.finder.find_among(ruler, &unfolded, &tokens, &known, Some(&notes.phones));
        disguises.extend_from_slice(unfolded.disguises());
        disguises.sort_by_key(|disguise| (disguise.span, disguise.trick));
        let facts = self.facts.read(&unfolded, tokens.as_slice(), &known);
        let mut shown = self.shown(&unfolded, &tokens, &known, &mut notes.present);
        self.add_signs(&identifiers, &facts, &disguises, &mut shown);
        self.combinations.add(&mut shown);
        shown.sort_by_key(|one| one.indicator);
        Reading { unfolded, tokens, known, identifiers, facts, disguises, shown }
    }

    fn known(&self, token: &Token, unfolded: &Unfolded, notes: &mut Notes) -> Known {
        let word = token.text(unfolded);
        match token.kind {
            TokenKind::Word => notes.words.of(word, |word| self.know(word, &mut notes.loose)),
            TokenKind::Number | TokenKind::Sign => Known { terms: self.terms.terms_of(word), ..Known::default() },
        }
    }

    /// What all steps know of a word; `loose` is for its loosened form.
    fn know(&self, word: &str, loose: &mut String) -> Known {
        loose.clear();
        loosen_onto(word, loose);
        Known {
            terms: self.terms.terms_of(loose),
            cues: self.teller.cues(word, loose),
            meaning: self.finder.meaning(word),
            role: self.facts.role(word),
            may_be_place: self.facts.may_be_place(word),
        }
    }

    fn shown(&self, unfolded: &Unfolded, tokens: &Tokens, known: &[Known], present: &mut Vec<u64>) -> Vec<Shown> {
        let hits = self.terms.find(tokens.as_slice(), known, present);
        let mut shown: Vec<Shown> = Vec::with_capacity(hits.len() + self.signs.len());
        for hit in hits {
            let span = span_of(&hit, unfolded, tokens);
            match shown.last_mut() {
                Some(last) if last.indicator == hit.indicator => {
                    if last.spans.len() < MOST_SPANS && last.spans.iter().all(|other| !other.overlaps(span)) {
                        last.spans.push(span);
                    }
                }
                _ => shown.push(Shown { indicator: hit.indicator, spans: vec![span] }),
            }
        }
        shown
    }

    fn add_signs(&self, identifiers: &[Identifier], facts: &[Fact], disguises: &[Disguise], shown: &mut Vec<Shown>) {
        for &(indicator, sign) in &self.signs {
            if let Some(spans) = signs::read(sign, identifiers, facts, disguises) {
                shown.push(Shown { indicator, spans });
            }
        }
    }

    /// The wording is asked where some indicator speaks for a look and the wording could lift the post above band none.
    fn may_matter(&self, indicators_for: f32, against: f32) -> bool {
        let scale = &self.book.scale;
        indicators_for > 0.0 && scale.bias + indicators_for - against + scale.wording_most >= scale.low
    }

    fn wording_share(&self, normal: &str, sums: &mut SumNotes) -> f32 {
        let scale = &self.book.scale;
        (scale.wording_share * self.wording.log_odds_noted(normal, sums)).clamp(scale.wording_least, scale.wording_most)
    }

    /// Whether a text shows this indicator by its terms or signs.
    #[must_use]
    pub fn shows(&self, text: &str, code: &str) -> bool {
        self.look(text).shown.iter().any(|one| self.book.indicators.get(one.indicator).is_some_and(|indicator| indicator.code == code))
    }

    /// The polarity-signed weights that a text shows, by code; for tables of `arasha train`.
    #[must_use]
    pub fn weights_shown(&self, reading: &Reading) -> Vec<(String, f32)> {
        let indicators = reading.shown.iter().filter_map(|one| self.book.indicators.get(one.indicator));
        indicators.map(|one| (one.code.clone(), if one.polarity == Polarity::For { one.weight } else { -one.weight })).collect()
    }
}

fn span_of(hit: &Hit, unfolded: &Unfolded, tokens: &Tokens) -> Span {
    let glyphs = |token: usize| tokens.as_slice().get(token).map_or(0..0, Token::glyphs);
    unfolded.glyph_span(glyphs(hit.first).start..glyphs(hit.last).end)
}
