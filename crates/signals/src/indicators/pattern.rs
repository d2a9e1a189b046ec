//! The small language in which terms are written.
//!
//! | written | means |
//! |---|---|
//! | `паспорт` | this word |
//! | `паспорт*` | a word that begins so |
//! | `(сдать\|отдать*)` | one of these words |
//! | `#` | any number |
//! | `116` | this number |
//! | `a b` | b follows a directly |
//! | `a ~3 b` | b follows a with at most 3 words between |
//! | `a ~~3 b` | the same in either order (once in a term) |
//! | `-(не\|без) a` | a, unless one of these stands in the two words before it |
//! | `a -(не\|жоқ)` | a, unless one of these stands in the two words behind it (at the end of a term) |

use crate::tokens::loosen;

/// One word of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Atom {
    /// Exactly this loosened word.
    Word(String),
    /// A word that begins with this loosened text.
    Stem(String),
    /// Any number.
    Number,
}

/// One place of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Step {
    /// Any of these fits.
    pub atoms: Vec<Atom>,
    /// None of these stands in the two words before.
    pub guard: Vec<Atom>,
    /// At most so many words stand between the step before and this one.
    pub gap: u8,
}

/// A term as steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// At least one step.
    pub steps: Vec<Step>,
    /// None of these stands in the two words behind the last step.
    pub guard_behind: Vec<Atom>,
}

/// Reads a term; one with `~~` becomes two patterns. Words of a term in Uzbek Latin (`uzbek`) are looked for in Cyrillic too.
///
/// # Errors
/// In plain words, what is wrong.
pub fn parse(term: &str, uzbek: bool) -> Result<Vec<Pattern>, String> {
    let words = split(term)?;
    let sequence = |words: &[&str]| sequence(words, uzbek);
    let either = words.iter().filter(|word| word.starts_with("~~")).count();
    if either > 0 && words.last().is_some_and(|word| word.starts_with('-')) {
        return Err("a guard at the end does not go with ~~".into());
    }
    match either {
        0 => Ok(vec![sequence(&words)?]),
        1 => {
            let at = words.iter().position(|word| word.starts_with("~~")).unwrap_or(0);
            let (left, right) = words.split_at(at);
            let Some((gap, right)) = right.split_first() else { return Err("~~ stands at the end".into()) };
            let gap = gap.trim_start_matches('~');
            let gap = format!("~{gap}");
            let forward: Vec<&str> = left.iter().copied().chain([gap.as_str()]).chain(right.iter().copied()).collect();
            let backward: Vec<&str> = right.iter().copied().chain([gap.as_str()]).chain(left.iter().copied()).collect();
            Ok(vec![sequence(&forward)?, sequence(&backward)?])
        }
        _ => Err("~~ may stand only once".into()),
    }
}

/// Cuts a term at spaces outside of brackets.
fn split(term: &str) -> Result<Vec<&str>, String> {
    let mut words = Vec::new();
    let (mut depth, mut start) = (0_usize, 0_usize);
    for (at, letter) in term.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1).ok_or("a bracket closes that was not opened")?,
            ' ' if depth == 0 => {
                words.extend(term.get(start..at).filter(|word| !word.is_empty()));
                start = at + 1;
            }
            _ => {}
        }
    }
    if depth > 0 {
        return Err("a bracket is not closed".into());
    }
    words.extend(term.get(start..).filter(|word| !word.is_empty()));
    Ok(words)
}

fn sequence(words: &[&str], uzbek: bool) -> Result<Pattern, String> {
    let mut steps = Vec::new();
    let mut next = Step::default();
    for word in words {
        if let Some(gap) = word.strip_prefix('~') {
            next.gap = gap.parse().map_err(|_| format!("~ needs a number of words, not {gap:?}"))?;
        } else if let Some(guard) = word.strip_prefix('-') {
            next.guard = alternatives(guard, uzbek)?;
        } else {
            next.atoms = alternatives(word, uzbek)?;
            steps.push(std::mem::take(&mut next));
        }
    }
    let guard_behind = std::mem::take(&mut next.guard);
    if next != Step::default() {
        return Err("a word must follow ~".into());
    }
    if steps.is_empty() {
        return Err("there is no word".into());
    }
    Ok(Pattern { steps, guard_behind })
}

fn alternatives(word: &str, uzbek: bool) -> Result<Vec<Atom>, String> {
    let inner = word.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(word);
    let mut atoms = Vec::new();
    for one in inner.split('|').map(str::trim) {
        atoms.push(atom(one)?);
        if uzbek && one != "#" {
            atoms.push(atom(&uzbek_cyrillic(&one.to_lowercase()))?);
        }
    }
    atoms.dedup();
    Ok(atoms)
}

fn atom(word: &str) -> Result<Atom, String> {
    if word == "#" {
        return Ok(Atom::Number);
    }
    let stem = word.strip_suffix('*');
    let loose = loosen(stem.unwrap_or(word));
    let sign = matches!(word, "$" | "€" | "₸" | "%");
    if loose.is_empty() || !(sign || loose.chars().all(char::is_alphanumeric)) {
        return Err(format!("{word:?} is not one word or number (a hyphen or space parts words)"));
    }
    Ok(if stem.is_some() { Atom::Stem(loose) } else { Atom::Word(loose) })
}

/// A word of Uzbek Latin in Cyrillic: terms are written once, posts come in both scripts. Other signs stay as they are.
#[must_use]
pub fn uzbek_cyrillic(latin: &str) -> String {
    let mut out = String::new();
    let letters: Vec<char> = latin.chars().collect();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let next = letters.get(at + 1).copied().unwrap_or(' ');
        let (cyrillic, taken) = uzbek_letter(letter, next, at == 0);
        out.push(cyrillic);
        at += taken;
    }
    out
}

fn uzbek_letter(letter: char, next: char, first: bool) -> (char, usize) {
    match (letter, next) {
        ('o', '\'' | 'ʻ' | '‘' | '’' | '`') => ('ў', 2),
        ('g', '\'' | 'ʻ' | '‘' | '’' | '`') => ('ғ', 2),
        ('s', 'h') => ('ш', 2),
        ('c', 'h') => ('ч', 2),
        ('y', 'a') => ('я', 2),
        ('y', 'o') => ('е', 2),
        ('y', 'u') => ('ю', 2),
        ('y', 'e') => ('е', 2),
        ('t', 's') => ('ц', 2),
        ('e', _) if first => ('э', 1),
        _ => (uzbek_single(letter), 1),
    }
}

fn uzbek_single(letter: char) -> char {
    match letter {
        'a' => 'а',
        'b' => 'б',
        'd' => 'д',
        'e' => 'е',
        'f' => 'ф',
        'g' => 'г',
        'h' | 'x' => 'х',
        'i' => 'и',
        'j' => 'ж',
        'k' | 'q' => 'к',
        'l' => 'л',
        'm' => 'м',
        'n' => 'н',
        'o' => 'о',
        'p' => 'п',
        'r' => 'р',
        's' => 'с',
        't' => 'т',
        'u' => 'у',
        'v' => 'в',
        'y' => 'й',
        'z' => 'з',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read() {
        let patterns = parse("паспорт* ~3 -(не) (сдать|отда*)", false).unwrap();
        let [pattern] = patterns.as_slice() else { panic!("one pattern") };
        assert_eq!(pattern.steps.len(), 2);
        assert_eq!(pattern.steps[1].gap, 3);
        assert_eq!(pattern.steps[1].guard, [Atom::Word("не".into())]);
        assert_eq!(pattern.steps[1].atoms, [Atom::Word("сдать".into()), Atom::Stem("отда".into())]);
    }

    #[test]
    fn either_order_gives_two_patterns() {
        assert_eq!(parse("a ~~2 b", false).unwrap().len(), 2);
    }

    #[test]
    fn bad_terms_say_why() {
        for (term, why) in [
            ("", "there is no word"),
            ("a ~x b", "~ needs a number"),
            ("(a|b", "not closed"),
            ("a)", "not opened"),
            ("a ~2", "a word must follow"),
            ("a ~~1 b ~~1 c", "only once"),
            ("a-b", "not one word"),
            ("-(a)", "there is no word"),
            ("a ~~2 b -(c)", "does not go with ~~"),
        ] {
            assert!(parse(term, false).unwrap_err().contains(why), "{term}");
        }
    }

    #[test]
    fn uzbek_words_are_found_in_both_scripts() {
        for (latin, cyrillic) in [("ishchi", "ишчи"), ("qo'shimcha", "қўшимча"), ("ehtiyot", "эҳтиёт"), ("o'g'il*", "ўғил*")]
        {
            assert_eq!(loosen(&uzbek_cyrillic(latin)), loosen(cyrillic));
        }
        assert_eq!(parse("ishchi", true).unwrap()[0].steps[0].atoms, [Atom::Word("ishchi".into()), Atom::Word("ишчи".into())]);
    }
}
