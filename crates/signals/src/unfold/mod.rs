//! Undoes disguises and keeps where each character came from.
//!
//! Characters lose their dress ([`plain`]), spaced-out letters are joined ([`spaced`]), each word goes to the one script it is written
//! in ([`scripts`]), signs within words become letters ([`leet`]), and all is put in lower case. What is no disguise stays as it is:
//! letters of the Kazakh, Kyrgyz, Uzbek and Tajik alphabets, punctuation, emoji and line breaks.

pub(crate) mod class;
mod leet;
mod plain;
pub(crate) mod scripts;
mod spaced;
#[cfg(test)]
mod tests;

use std::ops::Range;

use class::{Class, class_and_lower, lower};
use plain::{Plain, plain};
use scripts::Letters;

use crate::Span;

/// A way in which a text was disguised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Trick {
    /// Characters without width between letters.
    Invisible,
    /// Marks piled on letters.
    Combining,
    /// A word that mixes Latin, Cyrillic or Greek letters.
    MixedScript,
    /// Full-width, mathematical, circled, superscript or keycap letters and digits.
    Styled,
    /// Letters parted by spaces, dots or brackets.
    SpacedOut,
    /// Signs or digits for letters (leet).
    Leet,
    /// Letters for digits, number words or emoji inside a phone number.
    DigitDisguise,
}

/// One disguise and where it stands in the original.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Disguise {
    /// How the text was disguised.
    pub trick: Trick,
    /// Where.
    pub span: Span,
}

/// One character of the unfolded text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glyph {
    /// Without its dress, but in its own script and case.
    pub raw: char,
    /// As it stands in the unfolded text.
    pub ch: char,
    /// The class of `raw`.
    pub class: Class,
    /// The class of `ch`.
    pub shown: Class,
    /// First character of the original that it stands for.
    pub start: u32,
    /// The character of the original after the last one that it stands for.
    pub end: u32,
    /// Where it stands in the unfolded text.
    pub byte: u32,
}

/// A text with its disguises undone: lower case, composed, one script a word.
#[derive(Debug, Clone, Default)]
pub struct Unfolded {
    text: String,
    glyphs: Vec<Glyph>,
    disguises: Vec<Disguise>,
}

/// Texts are counted in 32 bits: what lies past this many characters (4 billion) is left off.
const LONGEST: usize = u32::MAX as usize / 8;

impl Unfolded {
    /// Unfolds a text.
    #[must_use]
    pub fn of(original: &str) -> Self {
        let mut work = Work::undress(original);
        for span in spaced::join(&mut work.glyphs) {
            work.note(Trick::SpacedOut, span);
        }
        work.settle_chunks();
        work.settle_doubtful();
        let disguises = work.disguises();
        Self::from_glyphs(work.glyphs, disguises)
    }

    /// The unfolded text of these glyphs; their places in it are set here.
    pub(crate) fn from_glyphs(mut glyphs: Vec<Glyph>, disguises: Vec<Disguise>) -> Self {
        let mut text = String::with_capacity(glyphs.len() * 2);
        for glyph in &mut glyphs {
            glyph.byte = u32::try_from(text.len()).unwrap_or(u32::MAX);
            text.push(glyph.ch);
        }
        Self { text, glyphs, disguises }
    }

    /// The unfolded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The characters of the unfolded text.
    pub(crate) fn glyphs(&self) -> &[Glyph] {
        &self.glyphs
    }

    /// The text of a stretch of glyphs.
    pub(crate) fn slice(&self, glyphs: Range<usize>) -> &str {
        let byte = |at: usize| self.glyphs.get(at).map_or(self.text.len(), |glyph| glyph.byte as usize);
        self.text.get(byte(glyphs.start)..byte(glyphs.end)).unwrap_or("")
    }

    /// Where a stretch of glyphs came from.
    pub(crate) fn glyph_span(&self, glyphs: Range<usize>) -> Span {
        let start = self.glyphs.get(glyphs.start).map_or_else(|| self.glyphs.last().map_or(0, |glyph| glyph.end), |glyph| glyph.start);
        let end = glyphs.end.checked_sub(1).and_then(|last| self.glyphs.get(last)).map_or(start, |glyph| glyph.end);
        Span::new(start, end.max(start))
    }

    /// Where a stretch of the unfolded text (in bytes) came from.
    #[must_use]
    pub fn span(&self, bytes: Range<usize>) -> Span {
        let start = self.glyphs.partition_point(|glyph| glyph.byte as usize <= bytes.start).saturating_sub(1);
        let end = self.glyphs.partition_point(|glyph| (glyph.byte as usize) < bytes.end);
        let from = if bytes.start >= self.text.len() { self.glyphs.len() } else { start };
        self.glyph_span(from..if bytes.is_empty() { from } else { end })
    }

    /// What was undone, in the order of the text.
    #[must_use]
    pub fn disguises(&self) -> &[Disguise] {
        &self.disguises
    }
}

/// A trick seen in a stretch, and how many characters show it.
#[derive(Debug, Clone, Copy)]
struct Note {
    trick: Trick,
    span: Span,
    count: u32,
}

/// A text while it is unfolded.
struct Work {
    glyphs: Vec<Glyph>,
    notes: Vec<Note>,
    /// Words whose every letter has a twin in the other script; they follow their neighbours.
    doubtful: Vec<Range<usize>>,
    mixed_words: usize,
    has_flags: bool,
    /// Characters without width after the last letter; they hide something if another letter follows.
    unseen: Option<Span>,
    marked: Marked,
}

/// The last letter that carries marks.
#[derive(Default)]
struct Marked {
    /// How many glyphs there were then, which tells the letter.
    glyphs: usize,
    /// The letter without marks.
    bare: char,
    /// How many marks it has.
    marks: u32,
}

impl Work {
    fn undress(original: &str) -> Self {
        let glyphs = Vec::with_capacity(original.len());
        let mut work = Self {
            glyphs,
            notes: Vec::new(),
            doubtful: Vec::new(),
            mixed_words: 0,
            has_flags: false,
            unseen: None,
            marked: Marked::default(),
        };
        for (at, c) in (0u32..).zip(original.chars().take(LONGEST)) {
            if c.is_ascii() || matches!(c, '\u{400}'..='\u{482}' | '\u{48A}'..='\u{52F}') {
                work.push(if c == '`' { '\'' } else { c }, at, at + 1);
            } else {
                work.take(plain(c), at);
            }
        }
        if work.has_flags {
            work.settle_flags();
        }
        work
    }

    fn push(&mut self, c: char, start: u32, end: u32) {
        let (class, ch) = class_and_lower(c);
        if self.unseen.is_some() {
            self.reveal(class);
        }
        self.glyphs.push(Glyph { raw: c, ch, class, shown: class, start, end, byte: 0 });
    }

    /// Characters without width hide something where a letter or digit follows them.
    fn reveal(&mut self, next: Class) {
        if let Some(unseen) = self.unseen.take().filter(|_| next.is_wordish()) {
            self.note(Trick::Invisible, unseen);
        }
    }

    fn take(&mut self, plain: Plain, at: u32) {
        let here = Span::new(at, at + 1);
        match plain {
            Plain::Same(c) => self.push(c, at, at + 1),
            Plain::Styled(c) => {
                self.push(c, at, at + 1);
                self.note(Trick::Styled, here);
            }
            Plain::Tens(tens, units) => {
                self.push(tens, at, at + 1);
                self.push(units, at, at + 1);
                self.note(Trick::Styled, here);
            }
            Plain::Nothing => {
                if self.glyphs.last().is_some_and(|glyph| glyph.class.is_wordish()) {
                    self.unseen = Some(self.unseen.map_or(here, |unseen| unseen.hull(here)));
                }
            }
            Plain::Typography => {}
            Plain::Mark(mark) => self.mark(mark, at),
            Plain::Keycap => self.keycap(at),
            Plain::Flag(letter) => self.flag(letter, at),
        }
    }

    /// A mark is composed with its letter where an alphabet of the region has such a letter; all others are dropped.
    fn mark(&mut self, mark: char, at: u32) {
        let count = self.glyphs.len();
        let Some(glyph) = self.glyphs.last_mut() else { return };
        if self.marked.glyphs != count {
            self.marked = Marked { glyphs: count, bare: glyph.raw, marks: 0 };
        }
        self.marked.marks += 1;
        let composed = if self.marked.marks == 1 { compose(glyph.raw, mark) } else { None };
        let kept = composed.unwrap_or(self.marked.bare);
        (glyph.raw, glyph.ch, glyph.end) = (kept, lower(kept), at + 1);
        let letter = Span::new(glyph.start, at + 1);
        if composed.is_none() {
            self.note(Trick::Combining, letter);
        }
    }

    fn keycap(&mut self, at: u32) {
        if let Some(glyph) = self.glyphs.last_mut() {
            glyph.end = at + 1;
            let span = Span::new(glyph.start, at + 1);
            self.note(Trick::Styled, span);
        }
    }

    /// Two letters of the flag alphabet are a flag and stay; a single one between other characters is a dressed letter.
    fn flag(&mut self, letter: char, at: u32) {
        let symbol = char::from_u32(u32::from(letter) - 0x61 + 0x1F1E6).unwrap_or(letter);
        self.push(symbol, at, at + 1);
        self.has_flags = true;
    }

    fn note(&mut self, trick: Trick, span: Span) {
        for note in self.notes.iter_mut().rev().take(2) {
            if note.trick == trick && span.start <= note.span.end + 1 && trick != Trick::MixedScript {
                note.span = note.span.hull(span);
                note.count += 1;
                return;
            }
        }
        self.notes.push(Note { trick, span, count: 1 });
    }

    /// Notes that are more than typography: one stress mark, one «м²», one zero-width sign at a word's end hide nothing.
    fn disguises(&self) -> Vec<Disguise> {
        let strong = |note: &&Note| match note.trick {
            Trick::Combining => note.count >= 2,
            Trick::Styled => note.count >= 3,
            _ => true,
        };
        let mut found: Vec<_> = self.notes.iter().filter(strong).map(|note| Disguise { trick: note.trick, span: note.span }).collect();
        found.sort_by_key(|disguise| disguise.span);
        found
    }

    /// Settles the script of each word and its leet, one stretch without blanks at a time.
    fn settle_chunks(&mut self) {
        let mut at = 0;
        while at < self.glyphs.len() {
            let mut seen = Seen::default();
            let start = at;
            while let Some(glyph) = self.glyphs.get(at) {
                if glyph.class.is_blank() {
                    break;
                }
                seen.add(glyph);
                at += 1;
            }
            if at > start && (seen.needs_care() || self.is_all_twins(start..at)) {
                self.settle(start..at, seen);
            }
            at += 1;
        }
    }

    /// Whether a stretch has letters and each has a twin in the other script.
    fn is_all_twins(&self, chunk: Range<usize>) -> bool {
        let glyphs = self.glyphs.get(chunk).unwrap_or(&[]);
        let mut letters = 0;
        let twins = glyphs.iter().all(|glyph| match glyph.class {
            Class::Latin => {
                letters += 1;
                scripts::is_latin_double(glyph.raw)
            }
            Class::Cyrillic => {
                letters += 1;
                scripts::is_cyrillic_double(glyph.raw)
            }
            _ => true,
        });
        twins && letters > 0
    }

    fn settle(&mut self, chunk: Range<usize>, seen: Seen) {
        if seen.scripts() > 1 {
            self.settle_scripts(chunk.clone());
        } else if !seen.has(Class::Digit) && self.is_all_twins(chunk.clone()) {
            self.doubtful.push(chunk.clone());
        }
        let glyphs = self.glyphs.get_mut(chunk.clone()).filter(|_| seen.may_be_leet());
        if let Some((from, to)) = glyphs.and_then(leet::undo) {
            let span = self.span(chunk.start + from..chunk.start + to);
            self.note(Trick::Leet, span);
        }
    }

    fn span(&self, glyphs: Range<usize>) -> Span {
        let start = self.glyphs.get(glyphs.start).map_or(0, |glyph| glyph.start);
        let end = glyphs.end.checked_sub(1).and_then(|at| self.glyphs.get(at)).map_or(start, |glyph| glyph.end);
        Span::new(start, end.max(start))
    }

    /// Flag letters in runs of odd length spell something; in pairs they are flags.
    fn settle_flags(&mut self) {
        let is_flag = |glyph: &Glyph| ('\u{1F1E6}'..='\u{1F1FF}').contains(&glyph.raw);
        let mut at = 0;
        while at < self.glyphs.len() {
            let run = self.glyphs.iter().skip(at).take_while(|glyph| is_flag(glyph)).count();
            if run % 2 == 1 {
                for glyph in self.glyphs.iter_mut().skip(at).take(run) {
                    let letter = char::from_u32(u32::from(glyph.raw) - 0x1F1E6 + 0x61).unwrap_or(glyph.raw);
                    (glyph.raw, glyph.ch) = (letter, letter);
                    (glyph.class, glyph.shown) = (Class::Latin, Class::Latin);
                }
                self.note(Trick::Styled, self.span(at..at + run));
            }
            at += run.max(1);
        }
    }

    /// An address or handle goes to Latin as a whole; otherwise each word is settled by itself.
    fn settle_scripts(&mut self, chunk: Range<usize>) {
        let mut start = chunk.start;
        for at in chunk.start..=chunk.end {
            let parts = at == chunk.end || self.glyphs.get(at).is_none_or(|glyph| "()[]{}<>*|\",;«»".contains(glyph.raw));
            if parts {
                self.settle_stretch(start..at);
                start = at + 1;
            }
        }
    }

    fn settle_stretch(&mut self, stretch: Range<usize>) {
        let glyphs = self.glyphs.get(stretch.clone()).unwrap_or(&[]);
        let letters = Letters::count(glyphs.iter().map(|glyph| glyph.raw));
        let address = glyphs.iter().any(|glyph| matches!(glyph.raw, '@' | '/' | '_'));
        if address && letters.cyrillic_only == 0 && letters.latin > 0 && letters.cyrillic > 0 {
            self.turn(stretch, Class::Latin);
            return;
        }
        let mut at = stretch.start;
        while at < stretch.end {
            let rest = self.glyphs.get(at..stretch.end).unwrap_or(&[]);
            let long = rest.iter().take_while(|glyph| glyph.raw == '\'' || glyph.class.is_wordish()).count();
            let letters = Letters::count(rest.iter().take(long).map(|glyph| glyph.raw));
            if let Some(script) = letters.verdict() {
                self.turn(at..at + long, script);
            }
            at += long.max(1);
        }
    }

    fn turn(&mut self, glyphs: Range<usize>, script: Class) {
        let span = self.span(glyphs.clone());
        if self.turn_quietly(glyphs, script) {
            self.mixed_words += 1;
            self.note(Trick::MixedScript, span);
        }
    }

    /// Puts the letters of a stretch into a script; says whether any changed.
    fn turn_quietly(&mut self, glyphs: Range<usize>, script: Class) -> bool {
        let mut turned = false;
        for glyph in self.glyphs.get_mut(glyphs).unwrap_or(&mut []) {
            if glyph.class != script
                && let Some(twin) = scripts::into_script(glyph.raw, script)
            {
                (glyph.ch, glyph.shown) = (twin, Class::of(twin));
                turned = true;
            }
        }
        turned
    }

    /// Words wholly of twins follow their neighbours, in texts that hide words this way; a lone «c» or «o», which anybody may mistype,
    /// does so in any text and is no disguise.
    fn settle_doubtful(&mut self) {
        for chunk in std::mem::take(&mut self.doubtful) {
            let glyphs = self.glyphs.get(chunk.clone()).unwrap_or(&[]);
            let letters = || glyphs.iter().filter(|glyph| glyph.class.is_letter());
            let small = letters().any(|glyph| glyph.raw == glyph.ch);
            let own = letters().map(|glyph| glyph.class).next();
            let lone = letters().count() == 1;
            let (before, after) = (self.letter_before(chunk.start), self.letter_after(chunk.end));
            let Some(script) = before.or(after).filter(|script| small && matches!(script, Class::Latin | Class::Cyrillic)) else {
                continue;
            };
            let agreed = before.is_none_or(|class| class == script) && after.is_none_or(|class| class == script);
            if !agreed || Some(script) == own {
                continue;
            }
            if lone && before.is_some() && after.is_some() {
                self.turn_quietly(chunk, script);
            } else if self.mixed_words > 1 {
                self.turn(chunk, script);
            }
        }
    }

    fn letter_before(&self, at: usize) -> Option<Class> {
        self.glyphs
            .get(..at)?
            .iter()
            .rev()
            .take_while(|glyph| !(glyph.shown == Class::Newline))
            .map(|glyph| glyph.shown)
            .find(|class| class.is_letter())
    }

    fn letter_after(&self, at: usize) -> Option<Class> {
        self.glyphs
            .get(at..)?
            .iter()
            .take_while(|glyph| !(glyph.shown == Class::Newline))
            .map(|glyph| glyph.shown)
            .find(|class| class.is_letter())
    }
}

/// Letters with marks that are letters of their own in the languages of the region or of its neighbours.
fn compose(letter: char, mark: char) -> Option<char> {
    let ours = match lower(letter) {
        'и' => matches!(mark, '\u{306}' | '\u{304}'),
        'у' => matches!(mark, '\u{306}' | '\u{304}' | '\u{30B}'),
        'е' | 'і' => mark == '\u{308}',
        'a'..='z' => matches!(mark, '\u{300}'..='\u{303}' | '\u{306}' | '\u{307}' | '\u{308}' | '\u{30A}' | '\u{30C}' | '\u{327}'),
        _ => false,
    };
    if ours { unicode_normalization::char::compose(letter, mark) } else { None }
}

/// What a stretch without blanks holds.
#[derive(Debug, Default, Clone, Copy)]
struct Seen {
    /// A bit for each class.
    classes: u16,
    /// Whether a sign is there that may stand for a letter.
    sign: bool,
}

impl Seen {
    fn add(&mut self, glyph: &Glyph) {
        self.classes |= 1 << (glyph.class as u8);
        self.sign |= glyph.class == Class::Sign && matches!(glyph.raw, '@' | '$' | '!');
    }

    fn has(self, class: Class) -> bool {
        self.classes & (1 << (class as u8)) != 0
    }

    fn scripts(self) -> usize {
        [Class::Latin, Class::Cyrillic, Class::Greek].into_iter().filter(|class| self.has(*class)).count()
    }

    fn may_be_leet(self) -> bool {
        (self.sign || self.has(Class::Digit)) && (self.has(Class::Latin) || self.has(Class::Cyrillic))
    }

    fn needs_care(self) -> bool {
        self.scripts() > 1 || self.may_be_leet()
    }
}
