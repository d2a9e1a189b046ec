//! Letters that were parted by spaces, dots or brackets, joined into words again.

use super::Glyph;
use super::class::Class;
use crate::Span;

/// Fewest letters of a spaced-out word.
pub(super) const FEWEST: usize = 4;
/// Fewest where the letters are parted by dots or hyphens, as abbreviations are.
const FEWEST_ABBREVIATED: usize = 5;
/// The longest sign between two letters.
const WIDEST: usize = 3;

/// Joins spaced-out letters; gives the stretches of the original that were joined.
pub(super) fn join(glyphs: &mut Vec<Glyph>) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut gone: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at + FEWEST < glyphs.len() {
        match Run::at(glyphs, at) {
            Some(run) if run.is_word(glyphs) => {
                at = run.end();
                gone.extend(run.gaps(glyphs));
                spans.extend(run.span(glyphs));
            }
            Some(run) if run.letters.len() > 2 => at = run.letters.last().copied().unwrap_or(at).max(at + 1),
            _ => at += 1,
        }
    }
    if !gone.is_empty() {
        remove(glyphs, &gone);
    }
    spans
}

fn remove(glyphs: &mut Vec<Glyph>, gone: &[(usize, usize)]) {
    let mut index = 0;
    let mut next = gone.iter().peekable();
    glyphs.retain(|_| {
        while next.peek().is_some_and(|(_, to)| *to <= index) {
            next.next();
        }
        let keep = next.peek().is_none_or(|(from, _)| index < *from);
        index += 1;
        keep
    });
}

fn raw(glyphs: &[Glyph], at: usize) -> Option<char> {
    glyphs.get(at).map(|glyph| glyph.raw)
}

fn is_wordish(glyphs: &[Glyph], at: usize) -> bool {
    glyphs.get(at).is_some_and(|glyph| glyph.class.is_wordish())
}

/// Whether a letter, digit or low line stands here by itself.
fn is_lone(glyphs: &[Glyph], at: usize) -> bool {
    is_wordish(glyphs, at) && !is_wordish(glyphs, at + 1) && at.checked_sub(1).is_none_or(|before| !is_wordish(glyphs, before))
}

fn can_part(c: char) -> bool {
    match Class::of(c) {
        Class::Space | Class::Symbol => !matches!(c, '«' | '»' | '“' | '”' | '„' | '…' | '№' | '₸' | '€' | '₽'),
        Class::Sign => matches!(c, '.' | '-' | '*' | '|' | '[' | ']' | '(' | ')' | '{' | '}' | '<' | '>' | '~' | '\'' | '"' | '^' | '='),
        _ => false,
    }
}

/// A run of lone letters with the same sign between each two.
struct Run {
    /// Where the letters stand.
    letters: Vec<usize>,
    /// How many glyphs the sign has.
    wide: usize,
}

impl Run {
    fn at(glyphs: &[Glyph], start: usize) -> Option<Self> {
        if !glyphs.get(start)?.class.is_letter() || !is_lone(glyphs, start) {
            return None;
        }
        let wide = (1..=WIDEST).find(|wide| is_lone(glyphs, start + wide + 1))?;
        let sign = glyphs.get(start + 1..=start + wide)?;
        if !sign.iter().all(|glyph| can_part(glyph.raw)) || (wide > 1 && sign.iter().all(|glyph| glyph.raw == ' ')) {
            return None;
        }
        let same = |at: usize| sign.iter().zip(glyphs.iter().skip(at + 1)).all(|(a, b)| a.raw == b.raw);
        let mut letters = vec![start];
        let mut last = start;
        while same(last) && is_lone(glyphs, last + wide + 1) {
            last += wide + 1;
            letters.push(last);
        }
        let mut run = Self { letters, wide };
        run.leave_out_number(glyphs);
        Some(run)
    }

    /// A number after the word («т е л 8 7 0 5») is not part of it; a digit after a low line is.
    fn leave_out_number(&mut self, glyphs: &[Glyph]) {
        let digit = |at: &usize| raw(glyphs, *at).is_some_and(|c| c.is_ascii_digit());
        if let Some(at) = self.letters.windows(2).position(|pair| pair.iter().all(digit)) {
            self.letters.truncate(at);
        }
        if let [.., before, last] = self.letters.as_slice()
            && digit(last)
            && raw(glyphs, *before) != Some('_')
        {
            self.letters.pop();
        }
    }

    fn end(&self) -> usize {
        self.letters.last().map_or(0, |last| last + 1)
    }

    fn signs<'a>(&self, glyphs: &'a [Glyph]) -> &'a [Glyph] {
        let first = self.letters.first().copied().unwrap_or(0);
        glyphs.get(first + 1..=first + self.wide).unwrap_or(&[])
    }

    fn is_word(&self, glyphs: &[Glyph]) -> bool {
        let letters = || self.letters.iter().filter_map(|at| raw(glyphs, *at)).filter(|c| Class::of(*c).is_letter());
        let count = letters().count();
        let abbreviated = self.signs(glyphs).iter().all(|glyph| matches!(glyph.raw, '.' | '-' | '\''));
        if count < if abbreviated { FEWEST_ABBREVIATED } else { FEWEST } {
            return false;
        }
        let first = letters().next();
        let all_same = letters().all(|c| Some(c) == first);
        // «категории В С D Е», «и т д и т п».
        let categories = count <= 7 && letters().all(|c| "ABCDEАВСЕД".contains(c));
        let and_so_on = letters().all(|c| "итдпИТДП".contains(c));
        // «S.T.A.L.K.E.R.», «М.К.А.Д.»: names are written so.
        let initials = abbreviated && letters().all(char::is_uppercase);
        !all_same && !categories && !and_so_on && !initials
    }

    /// The glyphs to take away, as half-open stretches.
    fn gaps(&self, glyphs: &[Glyph]) -> Vec<(usize, usize)> {
        let mut gaps = Vec::with_capacity(self.letters.len() + 1);
        let first = self.letters.first().copied().unwrap_or(0);
        let spaced = self.signs(glyphs).first().is_some_and(|glyph| glyph.raw == ' ');
        let bracketed = self.signs(glyphs).iter().any(|glyph| "[](){}<>".contains(glyph.raw));
        if spaced && first >= 2 && raw(glyphs, first - 1) == Some(' ') && raw(glyphs, first - 2) == Some('@') {
            gaps.push((first - 1, first));
        }
        if bracketed && first >= 1 && raw(glyphs, first - 1).is_some_and(|c| "[({<".contains(c)) {
            gaps.push((first - 1, first));
        }
        gaps.extend(self.letters.windows(2).filter_map(|pair| if let [a, b] = pair { Some((a + 1, *b)) } else { None }));
        let end = self.end();
        if bracketed && raw(glyphs, end).is_some_and(|c| "])}>".contains(c)) {
            gaps.push((end, end + 1));
        }
        gaps
    }

    fn span(&self, glyphs: &[Glyph]) -> Option<Span> {
        let first = glyphs.get(*self.letters.first()?)?;
        let last = glyphs.get(*self.letters.last()?)?;
        Some(Span::new(first.start, last.end))
    }
}
