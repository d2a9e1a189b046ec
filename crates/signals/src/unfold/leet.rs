//! Signs and digits that stand for letters within a word («в@цап», «д3вушки», "ca$h").

use super::Glyph;
use super::class::Class;

/// Fewest letters of a word in which a digit is read as a letter: shorter ones are names such as "mp3" and "B2B".
const LETTERS_AROUND_DIGIT: usize = 3;

/// Puts letters for the signs in one stretch without blanks; gives the stretch (in glyphs) that was changed.
pub(super) fn undo(chunk: &mut [Glyph]) -> Option<(usize, usize)> {
    let mut changed = None;
    let mut at = 0;
    // «name@host.kz» is an address, whatever its letters.
    let dotted = chunk.windows(2).any(|pair| matches!(pair, [dot, next] if dot.ch == '.' && next.shown == Class::Latin));
    while at < chunk.len() {
        let end = at + chunk.iter().skip(at).take_while(|glyph| belongs(glyph)).count();
        if end > at {
            if let Some(word) = chunk.get_mut(at..end)
                && undo_word(word, dotted)
            {
                changed = Some((changed.map_or(at, |(from, _)| from), end));
            }
            at = end;
        } else {
            at += 1;
        }
    }
    changed
}

fn belongs(glyph: &Glyph) -> bool {
    matches!(glyph.ch, '@' | '$' | '!') || matches!(glyph.shown, Class::Latin | Class::Cyrillic | Class::Digit | Class::Underscore)
}

/// What a word is made of.
#[derive(Default)]
struct Make {
    latin: usize,
    cyrillic: usize,
    digits: usize,
    signs: usize,
    low_lines: usize,
}

fn make(word: &[Glyph]) -> Make {
    let mut make = Make::default();
    for glyph in word {
        match glyph.shown {
            Class::Latin => make.latin += 1,
            Class::Cyrillic => make.cyrillic += 1,
            Class::Digit => make.digits += 1,
            Class::Underscore => make.low_lines += 1,
            _ => make.signs += 1,
        }
    }
    make
}

fn undo_word(word: &mut [Glyph], dotted: bool) -> bool {
    let make = make(word);
    let letters = make.latin + make.cyrillic;
    // Handles, e-mail addresses and words of both scripts are not ours to change.
    if make.low_lines > 0
        || (make.latin > 0 && make.cyrillic > 0)
        || letters < 2
        || make.signs + make.digits == 0
        || (dotted && make.cyrillic == 0)
    {
        return false;
    }
    let digits_too = letters >= LETTERS_AROUND_DIGIT && make.digits <= 2 && digits_are_inside(word);
    let mut changed = false;
    for at in 0..word.len() {
        let letter = if make.cyrillic > 0 { cyrillic(word, at, digits_too) } else { latin(word, at, digits_too) };
        if let (Some(letter), Some(glyph)) = (letter, word.get_mut(at)) {
            (glyph.ch, glyph.shown) = (letter, Class::of(letter));
            changed = true;
        }
    }
    changed
}

fn neighbour(word: &[Glyph], at: usize) -> (Option<char>, Option<char>) {
    let before = at.checked_sub(1).and_then(|at| word.get(at)).map(|glyph| glyph.ch);
    (before, word.get(at + 1).map(|glyph| glyph.ch))
}

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(|c| Class::of(c).is_letter())
}

/// Whether each digit of the word stands alone between two letters.
fn digits_are_inside(word: &[Glyph]) -> bool {
    word.iter().enumerate().filter(|(_, glyph)| glyph.ch.is_ascii_digit()).all(|(at, _)| {
        let (before, after) = neighbour(word, at);
        is_letter(before) && is_letter(after)
    })
}

fn is_vowel(c: Option<char>) -> bool {
    c.is_some_and(|c| "аеёиоуыэюяәіөүұaeiouy".contains(c))
}

fn cyrillic(word: &[Glyph], at: usize, digits_too: bool) -> Option<char> {
    let (before, after) = neighbour(word, at);
    let between_consonants = !is_vowel(before) && !is_vowel(after);
    let inside = is_letter(before) && is_letter(after);
    match word.get(at)?.ch {
        '@' if is_letter(after) || inside => Some('а'),
        '$' if inside => Some('с'),
        '0' if digits_too => Some('о'),
        '1' if digits_too => Some('и'),
        '3' if digits_too => Some(if between_consonants { 'е' } else { 'з' }),
        '4' if digits_too => Some(if between_consonants { 'а' } else { 'ч' }),
        '6' if digits_too => Some('б'),
        '8' if digits_too => Some('в'),
        _ => None,
    }
}

fn latin(word: &[Glyph], at: usize, digits_too: bool) -> Option<char> {
    let (before, after) = neighbour(word, at);
    let inside = is_letter(before) && is_letter(after);
    match word.get(at)?.ch {
        // «name@host» stays an address: of those, only short beginnings such as "c@m" are words.
        '@' if inside && at <= 3 => Some('a'),
        '$' if is_letter(after) && (before.is_none() || inside) && !is_currency(word, at) => Some('s'),
        '!' if inside => Some('i'),
        '0' if digits_too => Some('o'),
        '1' if digits_too && !is_vowel(before) => Some('i'),
        '3' if digits_too && !is_vowel(before) => Some('e'),
        '4' if digits_too && !is_vowel(before) && !is_vowel(after) => Some('a'),
        '5' if digits_too && is_vowel(before) => Some('s'),
        _ => None,
    }
}

/// "$usd": the sign is money.
fn is_currency(word: &[Glyph], at: usize) -> bool {
    let rest: String = word.iter().skip(at + 1).map(|glyph| glyph.ch).collect();
    matches!(rest.as_str(), "usd" | "usdt" | "us" | "k" | "kk" | "mln")
}
