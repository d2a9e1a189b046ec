//! The first pass over a text: characters lose their dress, and what the later steps must look at is noted on the way.

use std::ops::Range;

use super::class::{self, Class, Look, lower};
use super::plain::{Plain, plain};
use super::spaced;
use super::{Disguise, Glyph, Trick};
use crate::Span;

/// Texts are counted in 32 bits: what lies past this many bytes (half a billion) is left off.
const LONGEST: usize = u32::MAX as usize / 8;

/// A trick seen in a stretch, and how many characters show it.
#[derive(Debug, Clone, Copy)]
struct Note {
    trick: Trick,
    span: Span,
    count: u32,
}

/// A text while it is unfolded.
pub(super) struct Work {
    /// The unfolded text so far.
    pub text: String,
    pub glyphs: Vec<Glyph>,
    /// Whether the text must be written again, since glyphs were changed or taken away after they had been written.
    pub is_changed: bool,
    /// Stretches without blanks that need care.
    pub chunks: Vec<(Range<usize>, Seen)>,
    /// Words whose every letter has a twin in the other script; they follow their neighbours.
    pub doubtful: Vec<Range<usize>>,
    pub mixed_words: usize,
    notes: Vec<Note>,
    open: Open,
    has_flags: bool,
    /// Whether marks or flags changed glyphs that had been counted in a chunk.
    is_rough: bool,
    /// Characters without width after the last letter; they hide something if another letter follows.
    unseen: Option<Span>,
    marked: Marked,
}

/// What the pass has seen of the word and the stretch at hand.
#[derive(Default)]
struct Open {
    /// Where the stretch without blanks begins.
    start: usize,
    seen: Seen,
    /// Where the word at hand, of letters, digits and low lines, begins; where none has begun, the next glyph.
    word: usize,
    /// Words of one such character in a row.
    lone: usize,
    /// Whether so many stood in a row that they may be one word.
    may_be_spaced: bool,
}

impl Open {
    /// Ends the word at hand before a glyph that is not there yet.
    fn end_word(&mut self, at: usize, at_blank: bool, chunks: &mut Vec<(Range<usize>, Seen)>) {
        match at - self.word {
            0 => {}
            1 => {
                self.lone += 1;
                self.may_be_spaced |= self.lone >= spaced::FEWEST;
            }
            _ => self.lone = 0,
        }
        self.word = at + 1;
        if at_blank {
            self.end_chunk(at, chunks);
        }
    }

    /// Ends the stretch at hand before a blank.
    fn end_chunk(&mut self, at: usize, chunks: &mut Vec<(Range<usize>, Seen)>) {
        let seen = std::mem::take(&mut self.seen);
        if seen.needs_care() {
            chunks.push((self.start..at, seen));
        }
        self.start = at + 1;
    }
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
    /// Undresses a text, in memory that is given.
    pub fn undress(original: &str, mut text: String, mut glyphs: Vec<Glyph>) -> Self {
        text.clear();
        glyphs.clear();
        glyphs.reserve(original.len() / 2 + 1);
        text.reserve(original.len());
        let mut work = Self {
            text,
            glyphs,
            is_changed: false,
            chunks: Vec::with_capacity(original.len() / 32),
            doubtful: Vec::new(),
            mixed_words: 0,
            notes: Vec::new(),
            open: Open::default(),
            has_flags: false,
            is_rough: false,
            unseen: None,
            marked: Marked::default(),
        };
        work.take_all(beginning(original));
        if work.has_flags {
            work.settle_flags();
        }
        work
    }

    fn take_all(&mut self, original: &str) {
        let (mut rest, mut at) = (original, 0);
        loop {
            rest = self.take_common(rest, &mut at);
            let mut others = rest.chars();
            let Some(c) = others.next() else { break };
            self.take(plain(c), at);
            rest = others.as_str();
            at += 1;
        }
        self.open.end_word(self.glyphs.len(), true, &mut self.chunks);
    }

    /// Takes the common characters at the beginning of a text and gives what is left of it. Nearly all characters go this way, so that
    /// it does little for each: what is in lower case is copied in stretches, and only a word's end is looked at.
    #[inline(never)]
    fn take_common<'a>(&mut self, text: &'a str, at: &mut u32) -> &'a str {
        if let Some((look, _)) = class::common(text.as_bytes(), 0).filter(|_| self.unseen.is_some()) {
            self.reveal(look.class);
        }
        let mut glyphs = std::mem::take(&mut self.glyphs);
        let mut byte = count(self.text.len());
        let mut start = *at;
        let (mut bits, mut copied, mut end) = (0, 0, 0);
        while let Some((look, length)) = class::common(text.as_bytes(), end) {
            if look.bits & class::QUIET == 0 {
                self.open.seen.bits |= std::mem::take(&mut bits);
                self.take_loud(look, glyphs.len(), text.get(copied..end).unwrap_or(""), &mut copied);
            }
            bits |= look.bits;
            glyphs.push(Glyph { raw: look.raw, ch: look.lower, class: look.class, shown: look.class, start, end: start + 1, byte });
            start += 1;
            // Common characters keep their length in lower case.
            byte += u32::from(length);
            end += usize::from(length);
        }
        self.glyphs = glyphs;
        *at = start;
        self.open.seen.bits |= bits;
        self.text.push_str(text.get(copied..end).unwrap_or(""));
        text.get(end..).unwrap_or("")
    }

    /// Takes a common character that is no letter or digit in lower case; `before` is what is not copied yet.
    #[inline(never)]
    fn take_loud(&mut self, look: &Look, at: usize, before: &str, copied: &mut usize) {
        if look.bits & class::WORDISH == 0 {
            self.open.end_word(at, look.bits & class::BLANK != 0, &mut self.chunks);
        } else {
            self.text.push_str(before);
            self.text.push(look.lower);
            *copied += before.len() + look.lower.len_utf8();
        }
    }

    /// Puts down a character that came out of a dress.
    fn push(&mut self, c: char, start: u32, end: u32) {
        let look = Look::of(c);
        if self.unseen.is_some() {
            self.reveal(look.class);
        }
        if look.bits & class::WORDISH == 0 {
            self.open.end_word(self.glyphs.len(), look.bits & class::BLANK != 0, &mut self.chunks);
        }
        self.open.seen.bits |= look.bits;
        let byte = count(self.text.len());
        self.text.push(look.lower);
        self.glyphs.push(Glyph { raw: c, ch: look.lower, class: look.class, shown: look.class, start, end, byte });
    }

    /// Joins letters that were parted, and looks for the stretches that need care again where glyphs have changed.
    pub fn join_spaced(&mut self) {
        let joined = if self.is_rough || self.open.may_be_spaced { spaced::join(&mut self.glyphs) } else { Vec::new() };
        if self.is_rough || !joined.is_empty() {
            self.is_changed = true;
            self.find_chunks();
        }
        for span in joined {
            self.note(Trick::SpacedOut, span);
        }
    }

    fn find_chunks(&mut self) {
        self.chunks.clear();
        let mut start = 0;
        for chunk in self.glyphs.split(|glyph| glyph.class.is_blank()) {
            let mut seen = Seen::default();
            chunk.iter().for_each(|glyph| seen.bits |= Look::of(glyph.raw).bits);
            if seen.needs_care() {
                self.chunks.push((start..start + chunk.len(), seen));
            }
            start += chunk.len() + 1;
        }
    }

    /// Characters without width hide something where a letter or digit follows them.
    #[cold]
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
        self.is_rough = true;
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
        (self.has_flags, self.is_rough) = (true, true);
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

    pub fn note(&mut self, trick: Trick, span: Span) {
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
    pub fn disguises(&self) -> Vec<Disguise> {
        let strong = |note: &&Note| match note.trick {
            Trick::Combining => note.count >= 2,
            Trick::Styled => note.count >= 3,
            _ => true,
        };
        let mut found: Vec<_> = self.notes.iter().filter(strong).map(|note| Disguise { trick: note.trick, span: note.span }).collect();
        found.sort_by_key(|disguise| disguise.span);
        found
    }

    /// Where a stretch of glyphs came from.
    pub fn span(&self, glyphs: Range<usize>) -> Span {
        let start = self.glyphs.get(glyphs.start).map_or(0, |glyph| glyph.start);
        let end = glyphs.end.checked_sub(1).and_then(|at| self.glyphs.get(at)).map_or(start, |glyph| glyph.end);
        Span::new(start, end.max(start))
    }
}

/// A place as it is kept; texts are no longer than that.
fn count(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// As much of a text as is counted.
fn beginning(original: &str) -> &str {
    if original.len() <= LONGEST { original } else { original.get(..original.floor_char_boundary(LONGEST)).unwrap_or("") }
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

/// What a stretch without blanks holds, as the bits of [`Look`].
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Seen {
    bits: u16,
}

impl Seen {
    pub fn has(self, class: Class) -> bool {
        self.bits & class.bit() != 0
    }

    /// How many of the scripts with twins it is written in.
    pub fn scripts(self) -> u32 {
        (self.bits & (Class::Latin.bit() | Class::Cyrillic.bit() | Class::Greek.bit())).count_ones()
    }

    /// Whether it has Latin or Cyrillic letters and each has a twin in the other script.
    pub fn is_all_twins(self) -> bool {
        self.bits & (Class::Latin.bit() | Class::Cyrillic.bit()) != 0 && self.bits & class::TWINLESS == 0
    }

    pub fn may_be_leet(self) -> bool {
        self.bits & (class::LEET_SIGN | Class::Digit.bit()) != 0 && self.bits & (Class::Latin.bit() | Class::Cyrillic.bit()) != 0
    }

    fn needs_care(self) -> bool {
        self.scripts() > 1 || self.may_be_leet() || self.is_all_twins()
    }
}
