//! Phones, handles, addresses, cards and wallets.
//!
//! [`Finder::find`] lays the text out once ([`scene`]), puts spelt signs back ([`respell`]) and then looks for links, handles, wallets,
//! cards and phones in this order; what one step has taken the next ones leave alone, so that a number in a link is no phone.

mod cards;
mod digits;
mod handles;
mod hosts;
mod links;
mod phones;
mod respell;
mod scene;
#[cfg(test)]
mod tests;
mod wallets;

use std::cell::RefCell;
use std::ops::Range;

use crate::notes::Known;
use crate::numbers::NumberReader;
use crate::span::Ruler;
use crate::tokens::{Token, TokenKind, Tokens};
use crate::unfold::{Disguise, Trick};
use crate::{Span, unfold::Unfolded};
pub(crate) use phones::Validity;
pub(crate) use scene::MeaningIndex;
use scene::{Lexicon, Scene};

/// What an identifier is; the names are those of the `--json` contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// E.164.
    Phone,
    /// Name without @, lower case.
    Telegram,
    /// The code of an invitation link.
    TelegramInvite,
    /// Name, lower case.
    Instagram,
    /// Name, lower case.
    Vk,
    /// Name, lower case.
    Tiktok,
    /// Address, lower case.
    Email,
    /// A link that is none of the others.
    Url,
    /// A host name.
    Domain,
    /// Digits of a payment card.
    Card,
    /// Without spaces.
    Iban,
    /// As written.
    Wallet,
}

/// One identifier and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Identifier {
    /// What it is.
    pub kind: Kind,
    /// Its one written form.
    pub value: String,
    /// How the post wrote it.
    pub as_written: String,
    /// Where.
    pub span: Span,
}

/// Finds identifiers.
#[derive(Debug)]
pub struct Finder {
    lexicon: Lexicon,
}

impl Finder {
    /// A finder with the number words of the book.
    #[must_use]
    pub fn new(book: &knowledge::Book) -> Self {
        Self { lexicon: Lexicon::new(NumberReader::new(book)) }
    }

    /// All identifiers of a text, each once, in the order of the text. `original` is the text that was unfolded.
    #[must_use]
    pub fn find(&self, original: &str, unfolded: &Unfolded) -> Vec<Identifier> {
        self.find_with_disguises(original, unfolded).0
    }

    /// As [`Finder::find`], with the disguises that numbers were found under (they show only when a number is read).
    #[must_use]
    pub fn find_with_disguises(&self, original: &str, unfolded: &Unfolded) -> (Vec<Identifier>, Vec<Disguise>) {
        let tokens = Tokens::of(unfolded);
        let word = |token: &Token| Known { meaning: self.meaning_of(token, unfolded), ..Known::default() };
        let known: Vec<Known> = tokens.as_slice().iter().map(word).collect();
        self.find_among(&Ruler::new(original), unfolded, &tokens, &known, None)
    }

    /// As [`Finder::find_with_disguises`]; `known` says of each token what [`Finder::meaning`] says of its word, `validity` notes
    /// which phones are valid.
    pub(crate) fn find_among(
        &self,
        original: &Ruler<'_>,
        unfolded: &Unfolded,
        tokens: &Tokens,
        known: &[Known],
        validity: Option<&RefCell<Validity>>,
    ) -> (Vec<Identifier>, Vec<Disguise>) {
        let laid_out = Scene::new(unfolded, tokens, |index| self.lexicon.meaning(known.get(index)?.meaning));
        let scene = Scene { validity, ..laid_out };
        if scene.spelt
            && let Some(respelled) = respell::respell(&scene)
        {
            let tokens = Tokens::of(&respelled);
            let meaning = |index: usize| self.lexicon.meaning(self.meaning_of(tokens.as_slice().get(index)?, &respelled));
            return gather(original, &Scene { validity, ..Scene::new(&respelled, &tokens, meaning) }, &self.lexicon);
        }
        gather(original, &scene, &self.lexicon)
    }

    /// What an unfolded word means.
    pub(crate) fn meaning(&self, word: &str) -> MeaningIndex {
        self.lexicon.index(word)
    }

    fn meaning_of(&self, token: &Token, unfolded: &Unfolded) -> MeaningIndex {
        if token.kind == TokenKind::Word { self.meaning(token.text(unfolded)) } else { MeaningIndex::default() }
    }
}

fn gather(original: &Ruler<'_>, scene: &Scene<'_>, lexicon: &Lexicon) -> (Vec<Identifier>, Vec<Disguise>) {
    let mut hits = Hits::default();
    links::find(scene, &mut hits);
    handles::find(scene, &mut hits);
    wallets::find(scene, &mut hits);
    digits::find(scene, lexicon, &mut hits);
    hits.finish(original, scene.seen)
}

/// Something found, by glyphs.
#[derive(Debug)]
struct Hit {
    kind: Kind,
    value: String,
    glyphs: Range<usize>,
}

/// What was found so far.
#[derive(Debug, Default)]
struct Hits {
    found: Vec<Hit>,
    disguised: Vec<Range<usize>>,
}

impl Hits {
    fn push(&mut self, hit: Hit) {
        self.found.push(hit);
    }

    /// Whether nothing found so far touches a stretch.
    fn is_free(&self, glyphs: Range<usize>) -> bool {
        self.found.iter().all(|hit| hit.glyphs.end <= glyphs.start || glyphs.end <= hit.glyphs.start)
    }

    fn finish(mut self, original: &Ruler<'_>, seen: &Unfolded) -> (Vec<Identifier>, Vec<Disguise>) {
        self.found.sort_by_key(|hit| hit.glyphs.start);
        let mut identifiers: Vec<Identifier> = Vec::with_capacity(self.found.len());
        for hit in self.found {
            if identifiers.iter().any(|known| known.kind == hit.kind && known.value == hit.value) {
                continue;
            }
            let span = seen.glyph_span(hit.glyphs);
            let as_written = original.stretch(span).to_owned();
            identifiers.push(Identifier { kind: hit.kind, value: hit.value, as_written, span });
        }
        let disguise = |glyphs: Range<usize>| Disguise { trick: Trick::DigitDisguise, span: seen.glyph_span(glyphs) };
        (identifiers, self.disguised.into_iter().map(disguise).collect())
    }
}
