//! The name of a domain, taken apart.

use super::words::{GenericWords, Sort};
use super::{punycode, spelling};

/// A piece of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) sort: Sort,
    /// Whether it follows letters without a hyphen or number between.
    pub(super) glued: bool,
}

/// A domain taken apart: `joycasino-dhr121.win` is `joy`, `casino`, `dhr`, `121` under `win`.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// What the owner chose, without the ending, hyphens kept, in its own alphabet.
    pub(super) label: String,
    /// The same in Latin letters.
    pub(super) plain: String,
    /// The ending: `win`, `co.uk`.
    pub(super) ending: String,
    pub(super) pieces: Vec<Piece>,
}

/// Second levels under which countries give names out.
const SECOND_LEVELS: [&str; 14] = ["co", "com", "org", "net", "gov", "edu", "ac", "or", "ne", "go", "gob", "msk", "spb", "in"];
/// Names longer than a domain name may be are not looked at; letters of other alphabets take up to four bytes here.
const LONGEST: usize = 253 * 4;
const LONGEST_LABEL: usize = 63 * 4;
/// Unknown stretches of this many letters are words by themselves.
const FEWEST_ALONE: usize = 5;

impl Name {
    /// Takes a domain apart; none where it isn't one.
    pub(super) fn parse(domain: &str, words: &GenericWords) -> Option<Self> {
        if domain.len() > LONGEST || !domain.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '.' | '_')) {
            return None;
        }
        let labels: Vec<&str> = domain.split('.').filter(|label| !label.is_empty() && label.len() <= LONGEST_LABEL).collect();
        let (&top, rest) = labels.split_last()?;
        let (&second, before) = rest.split_last()?;
        let two_levels = !before.is_empty() && (top.len() == 2 && SECOND_LEVELS.contains(&second) || words.lends_names(second, top));
        let (label, ending) = if two_levels { (*before.last()?, format!("{second}.{top}")) } else { (second, top.to_owned()) };
        let label = punycode::shown(label);
        let plain = spelling::plain(&label, &punycode::shown(top));
        Some(Self { pieces: pieces(&plain, words), label, ending, plain })
    }

    /// The name with digits that may stand for letters read as letters; none where there are none.
    pub(super) fn without_digits_for_letters(&self, words: &GenericWords) -> Vec<Self> {
        let read = |plain: String| Self { label: self.label.clone(), ending: self.ending.clone(), pieces: pieces(&plain, words), plain };
        spelling::without_digits_for_letters(&self.plain).into_iter().map(read).collect()
    }

    /// Letters without hyphens and numbers.
    pub(super) fn skeleton(&self) -> String {
        self.pieces.iter().filter(|piece| piece.sort != Sort::Number).map(|piece| piece.text.as_str()).collect()
    }

    /// The first piece that is no generic word, with its place.
    pub(super) fn head(&self) -> Option<(usize, &Piece)> {
        self.pieces.iter().enumerate().find(|(_, piece)| piece.sort == Sort::Own)
    }

    /// How many letters belong to no generic word.
    pub(super) fn own_letters(&self) -> usize {
        self.pieces.iter().filter(|piece| piece.sort == Sort::Own).map(|piece| piece.text.chars().count()).sum()
    }

    /// Each number of the name, with the text before and behind it.
    pub(super) fn numbers(&self) -> Vec<(&str, &str, &str)> {
        let mut numbers = Vec::new();
        let mut from = 0;
        for run in self.label.split_inclusive(|letter: char| !letter.is_ascii_digit()) {
            let digits = run.trim_end_matches(|letter: char| !letter.is_ascii_digit());
            let to = from + digits.len();
            if let (false, Some(before), Some(behind)) = (digits.is_empty(), self.label.get(..from), self.label.get(to..)) {
                numbers.push((before, digits, behind));
            }
            from += run.len();
        }
        numbers
    }
}

fn pieces(label: &str, words: &GenericWords) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for part in label.split(['-', '_']) {
        for run in part.as_bytes().chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit()) {
            let Ok(run) = std::str::from_utf8(run) else { continue };
            if run.starts_with(|letter: char| letter.is_ascii_digit()) {
                pieces.push(Piece { text: run.to_owned(), sort: Sort::Number, glued: false });
            } else {
                let cut = words.cut(run).into_iter().enumerate();
                let cut = cut.map(|(at, (text, sort))| Piece { text: text.to_owned(), sort, glued: at > 0 }).collect();
                pieces.extend(grown_together(cut, words));
            }
        }
    }
    pieces
}

/// A short unknown stretch and the generic words that it is glued to are one word of the owner's (`spring` and `bok`), but for words
/// that mirrors bear.
fn grown_together(pieces: Vec<Piece>, words: &GenericWords) -> Vec<Piece> {
    let is_stretch = |piece: &Piece| piece.sort == Sort::Own && piece.text.len() < FEWEST_ALONE;
    let is_short = |piece: &Piece| is_stretch(piece) && piece.text.len() > 1 && !words.knows(&piece.text);
    let may_grow = |piece: &Piece| piece.sort == Sort::Generic && !words.is_of_mirrors(&piece.text);
    let mut grown: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut growing = false;
    for piece in pieces {
        let joins = |last: &Piece| {
            growing && (may_grow(&piece) || is_stretch(&piece)) || is_short(last) && may_grow(&piece) || may_grow(last) && is_short(&piece)
        };
        match grown.last_mut() {
            Some(last) if joins(last) => {
                growing = true;
                last.text.push_str(&piece.text);
                last.sort = Sort::Own;
            }
            _ => {
                growing = false;
                grown.push(piece);
            }
        }
    }
    grown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        let words = GenericWords::shipped();
        let rows = [
            ("joycasino-dhr121.win", "joy casino dhr 121", "win"),
            ("www.kyzdar2.net", "kyzdar 2", "net"),
            ("shop.brandname.co.uk", "brandname", "co.uk"),
            ("co.uk", "co", "uk"),
            ("kyzdar.pages.dev", "kyzdar", "pages.dev"),
            ("vаvаda12.com", "vavada 12", "com"),
            ("қыздар3.қаз", "kyzdar 3", "қаз"),
            ("xn--80ahil7a0d.kz", "kyzdar", "kz"),
        ];
        for (domain, pieces, ending) in rows {
            let name = Name::parse(domain, &words).unwrap();
            let joined = name.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ");
            assert_eq!((joined.as_str(), name.ending.as_str()), (pieces, ending), "{domain}");
        }
        for bad in ["", "localhost", "a b.com", "кыздар", "..."] {
            assert!(Name::parse(bad, &words).is_none(), "{bad:?}");
        }
    }

    #[test]
    fn numbers_are_told_with_their_surroundings() {
        let name = Name::parse("184bets10.com", &GenericWords::shipped()).unwrap();
        assert_eq!(name.numbers(), [("", "184", "bets10"), ("184bets", "10", "")]);
        assert_eq!(name.skeleton(), "bets");
    }
}
