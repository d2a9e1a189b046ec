//! Digits in all their forms, gathered into groups, and groups into runs in which phones and cards are looked for.

use std::ops::Range;

use super::scene::{Lexicon, Meaning, Scene};
use super::{Hit, Hits, Kind, cards, phones};
use crate::numbers::{Compound, Word};
use crate::unfold::class::Class;
use crate::unfold::{Glyph, Trick};

/// Fewest digits of anything that is looked for.
const FEWEST: usize = 9;
/// The widest gap between two groups of one number, in glyphs.
const WIDEST: usize = 5;
/// The longest number word, in letters.
const LONGEST_WORD: usize = 16;
/// The longest run that is looked through, in groups; longer ones are tables and not contacts.
const LONGEST: usize = 64;

/// How a group was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// In figures.
    Figures,
    /// In figures and letters that look like figures.
    Disguised,
    /// In words.
    Words,
    /// Wholly in letters that look like figures: counts only between other groups.
    Weak,
}

/// What stands before a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Something that no number goes across.
    Break,
    /// A sign + belongs to the group.
    Plus,
    /// Nothing.
    None,
    /// One or more blanks.
    Blank,
    /// A comma, with or without blanks.
    Comma,
    /// Another sign, or several.
    Sign(char),
}

/// Digits that stand together.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// The digits, as ASCII.
    pub digits: String,
    /// Where they stand.
    pub glyphs: Range<usize>,
    /// How they were written.
    pub how: How,
    /// What stands before.
    pub gap: Gap,
}

/// Finds cards and phones.
pub(super) fn find(scene: &Scene<'_>, lexicon: &Lexicon, hits: &mut Hits) {
    if scene.digits < 6 {
        return;
    }
    let groups = groups(scene, lexicon, hits);
    let mut start = 0;
    while start < groups.len() {
        let more = groups.get(start + 1..).unwrap_or(&[]).iter();
        let end = start + 1 + more.take_while(|group| !matches!(group.gap, Gap::Break | Gap::Plus)).count();
        if let Some(run) = groups.get(start..end.min(start + LONGEST)) {
            in_run(scene, run, hits);
        }
        start = end;
    }
}

fn in_run(scene: &Scene<'_>, run: &[Group], hits: &mut Hits) {
    if run.iter().map(|group| group.digits.len()).sum::<usize>() < FEWEST {
        return;
    }
    let mut taken = vec![false; run.len()];
    for found in cards::in_run(scene, run).into_iter().chain(phones::in_run(scene, run)) {
        let groups = found.groups.clone();
        if taken.get(groups.clone()).is_none_or(|taken| taken.iter().any(|taken| *taken)) {
            continue;
        }
        taken.iter_mut().skip(groups.start).take(groups.len()).for_each(|taken| *taken = true);
        let members = run.get(groups).unwrap_or(&[]);
        let (Some(first), Some(last)) = (members.first(), members.last()) else { continue };
        let plus = if first.gap == Gap::Plus { plus_before(scene, first.glyphs.start) } else { first.glyphs.start };
        let glyphs = plus..last.glyphs.end;
        if members.iter().any(|group| group.how != How::Figures) {
            hits.disguised.push(glyphs.clone());
        }
        hits.push(Hit { kind: found.kind, value: found.value, glyphs });
    }
}

/// A number found in a run.
#[derive(Debug)]
pub(super) struct Found {
    /// Card or phone.
    pub kind: Kind,
    /// Its digits, for a phone with +.
    pub value: String,
    /// The groups that it takes.
    pub groups: Range<usize>,
}

/// Where the + before a group stands.
fn plus_before(scene: &Scene<'_>, start: usize) -> usize {
    (start.saturating_sub(WIDEST)..start).rev().find(|at| scene.ch(*at) == Some('+')).unwrap_or(start)
}

/// Collects groups word by word.
struct Collector<'a, 'b> {
    scene: &'a Scene<'b>,
    groups: Vec<Group>,
    /// The number in words that may still grow.
    open: Option<Compound>,
    /// The glyph after the last thing that was read.
    edge: usize,
    /// Whether a word stood in between that is no number.
    broken: bool,
    plus: bool,
}

fn groups(scene: &Scene<'_>, lexicon: &Lexicon, hits: &Hits) -> Vec<Group> {
    let mut collector = Collector { scene, groups: Vec::new(), open: None, edge: 0, broken: true, plus: false };
    let has_leet = scene.seen.disguises().iter().any(|disguise| disguise.trick == Trick::Leet);
    for token in &scene.tokens {
        let glyphs = token.start..token.end;
        match token.meaning {
            _ if !hits.found.is_empty() && !hits.is_free(glyphs.clone()) => collector.break_at(token.end),
            Some(Meaning::Number(word)) => collector.word(word, glyphs),
            _ if token.digits == glyphs.len() => collector.figures(glyphs, How::Figures),
            _ if token.digits > 0 || has_leet && has_raw_digit(scene, glyphs.clone()) => collector.mixed(glyphs, lexicon),
            None if glyphs.len() <= 4 && !collector.broken => collector.weak(glyphs),
            None if !collector.broken => collector.letters(glyphs, lexicon),
            _ => collector.break_at(token.end),
        }
    }
    collector.groups
}

/// Whether a stretch has a digit that leet made a letter.
fn has_raw_digit(scene: &Scene<'_>, glyphs: Range<usize>) -> bool {
    let is_leet = |glyph: &Glyph| glyph.class == Class::Digit && glyph.shown != Class::Digit;
    scene.seen.glyphs().get(glyphs).is_some_and(|glyphs| glyphs.iter().any(is_leet))
}

impl Collector<'_, '_> {
    fn raw(&self, at: usize) -> char {
        self.scene.seen.glyphs().get(at).map_or('\0', |glyph| glyph.raw)
    }

    fn break_at(&mut self, edge: usize) {
        (self.broken, self.open, self.plus, self.edge) = (true, None, false, edge);
    }

    fn push(&mut self, digits: String, glyphs: Range<usize>, how: How) {
        let gap = self.gap(glyphs.start);
        self.edge = glyphs.end;
        (self.broken, self.plus) = (false, false);
        self.groups.push(Group { digits, glyphs, how, gap });
    }

    /// What stands between the last group and a glyph.
    fn gap(&self, start: usize) -> Gap {
        if self.plus {
            return Gap::Plus;
        }
        let from = self.edge.max(start.saturating_sub(WIDEST + 1));
        let between = self.scene.seen.glyphs().get(from..start).unwrap_or(&[]);
        if between.iter().rev().find(|glyph| glyph.ch != ' ' && glyph.ch != '(').is_some_and(|glyph| glyph.ch == '+') {
            return Gap::Plus;
        }
        if self.broken || between.len() > WIDEST {
            return Gap::Break;
        }
        between.iter().fold(Gap::None, |gap, glyph| widen(gap, glyph.ch))
    }

    fn figures(&mut self, glyphs: Range<usize>, how: How) {
        let digits = glyphs.clone().filter_map(|at| as_digit(self.raw(at))).collect();
        self.open = None;
        self.push(digits, glyphs, how);
    }

    fn word(&mut self, word: Word, glyphs: Range<usize>) {
        let blank = (self.edge..glyphs.start).all(|at| matches!(self.scene.ch(at), Some(' ' | '-')));
        if blank && let Some(joined) = self.open.and_then(|open| open.join(word)) {
            self.open = Some(joined);
            if let Some(group) = self.groups.last_mut() {
                group.digits = joined.value.to_string();
                group.glyphs.end = glyphs.end;
            }
            self.edge = glyphs.end;
            return;
        }
        if blank && let Some((rest, hundreds)) = self.open.and_then(|open| open.split_hundred(word)) {
            self.split(rest, hundreds, glyphs);
            return;
        }
        match Compound::start(word) {
            Some(compound) => {
                self.push(compound.value.to_string(), glyphs, How::Words);
                self.open = Some(compound);
            }
            None => {
                self.break_at(glyphs.end);
                self.plus = true;
            }
        }
    }

    /// The last word of the open number turned out to count the hundreds of the next one.
    fn split(&mut self, rest: Compound, hundreds: Compound, glyphs: Range<usize>) {
        if let Some(group) = self.groups.last_mut() {
            group.digits = rest.value.to_string();
        }
        self.edge = glyphs.start;
        self.push(hundreds.value.to_string(), glyphs, How::Words);
        self.open = Some(hundreds);
    }

    fn weak(&mut self, glyphs: Range<usize>) {
        if glyphs.clone().all(|at| is_round_letter(self.raw(at))) && self.gap(glyphs.start) != Gap::Break {
            let digits = glyphs.clone().filter_map(|at| as_digit(self.raw(at))).collect();
            self.open = None;
            self.push(digits, glyphs, How::Weak);
        } else {
            self.break_at(glyphs.end);
        }
    }

    /// A word of digits and letters: letters for digits («7О2l5»), or number words grown together with digits («7ноль13»).
    fn mixed(&mut self, glyphs: Range<usize>, lexicon: &Lexicon) {
        let digits = glyphs.clone().filter(|at| self.raw(*at).is_ascii_digit()).count();
        let all_map = glyphs.clone().all(|at| as_digit(self.raw(at)).is_some());
        if all_map && glyphs.len() - digits <= digits * 2 + 2 {
            self.figures(glyphs, How::Disguised);
            return;
        }
        let mut at = glyphs.start;
        while at < glyphs.end {
            let is_digit = self.raw(at).is_ascii_digit();
            let end = (at..glyphs.end).find(|next| self.raw(*next).is_ascii_digit() != is_digit).unwrap_or(glyphs.end);
            self.piece(at..end, is_digit, glyphs.clone(), lexicon);
            at = end;
        }
    }

    fn piece(&mut self, piece: Range<usize>, is_digit: bool, whole: Range<usize>, lexicon: &Lexicon) {
        if is_digit {
            let stands_free = piece == whole
                || piece.len() >= 10
                || self.groups.last().is_some_and(|last| last.glyphs.end == piece.start)
                || piece.start == whole.start;
            if stands_free {
                self.figures(piece, How::Disguised)
            } else {
                self.break_at(piece.end)
            }
            return;
        }
        match self.grown_words(piece.clone(), lexicon) {
            Some(words) => words.into_iter().for_each(|(glyphs, word)| self.word(word, glyphs)),
            None if piece.len() <= 2 && piece.clone().all(|at| as_digit(self.raw(at)).is_some()) => self.figures(piece, How::Disguised),
            None => self.break_at(piece.end),
        }
    }
}

impl Collector<'_, '_> {
    /// Number words that have grown together («шестьпятьпять»), each with its place.
    fn grown_words(&self, piece: Range<usize>, lexicon: &Lexicon) -> Option<Vec<(Range<usize>, Word)>> {
        let letters: String = piece.clone().map(|at| crate::unfold::class::lower(self.raw(at))).collect();
        let mut rest = letters.as_str();
        let mut words = Vec::new();
        let mut start = piece.start;
        while start < piece.end {
            let mut ends: Vec<(usize, usize)> =
                rest.char_indices().zip(start + 1..).map(|((at, letter), end)| (at + letter.len_utf8(), end)).take(LONGEST_WORD).collect();
            ends.reverse();
            let longest = ends.into_iter().find_map(|(bytes, end)| Some((bytes, end, lexicon.number(rest.get(..bytes)?)?)));
            let (bytes, end, word) = longest?;
            words.push((start..end, word));
            start = end;
            rest = rest.get(bytes..)?;
        }
        Some(words)
    }

    /// A word of letters only: number words grown together go on with a number, all else ends it.
    fn letters(&mut self, glyphs: Range<usize>, lexicon: &Lexicon) {
        match self.grown_words(glyphs.clone(), lexicon) {
            Some(words) => words.into_iter().for_each(|(glyphs, word)| self.word(word, glyphs)),
            None => self.break_at(glyphs.end),
        }
    }
}

fn widen(gap: Gap, c: char) -> Gap {
    match (gap, c) {
        (Gap::Break, _) => Gap::Break,
        (Gap::Comma, ' ') => Gap::Comma,
        (Gap::None | Gap::Blank, ' ') => Gap::Blank,
        (Gap::Sign(sign), ' ') => Gap::Sign(sign),
        (_, ',') => Gap::Comma,
        _ if parts_digits(c) => Gap::Sign(c),
        _ => Gap::Break,
    }
}

/// Signs that may stand within a number.
fn parts_digits(c: char) -> bool {
    match Class::of(c) {
        Class::Space | Class::Underscore => true,
        Class::Sign => matches!(c, '-' | '.' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '/' | '\\' | '*' | '~' | '\'' | '"' | '^'),
        Class::Symbol => !matches!(c, '₸' | '€' | '₽' | '£' | '№' | '°' | '‰' | '×' | '÷' | '«' | '»' | '″' | '½'),
        _ => false,
    }
}

/// Letters that stand for a digit even without a digit beside them.
fn is_round_letter(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(c, 'О' | 'о' | 'O' | 'o' | 'Ο' | 'ο' | 'З' | 'з' | 'l' | 'I' | 'i' | 'б' | 'Ө' | 'ө' | 'В' | 'B' | 'S' | 'Z')
}

/// The digit that a character is or looks like.
pub(super) fn as_digit(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' => c,
        'О' | 'о' | 'O' | 'o' | 'Ο' | 'ο' | 'Ө' | 'ө' | 'Q' | 'D' => '0',
        'l' | 'I' | 'i' | 'і' | 'І' | 'L' | 'Ι' | 'ι' => '1',
        'Z' | 'z' => '2',
        'З' | 'з' | 'Э' | 'э' | 'Ҙ' => '3',
        'Ч' | 'ч' | 'A' => '4',
        'S' | 's' | 'Ѕ' => '5',
        'б' | 'b' | 'G' => '6',
        'T' | 'Т' => '7',
        'B' | 'В' | 'в' => '8',
        'g' | 'q' => '9',
        _ => return None,
    })
}
