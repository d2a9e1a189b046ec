//! The name of a domain, taken apart.

use super::words::{GenericWords, Sort};

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
    /// What the owner chose, without the ending, hyphens kept.
    pub(super) label: String,
    /// The ending: `win`, `co.uk`.
    pub(super) ending: String,
    pub(super) pieces: Vec<Piece>,
}

/// Second levels under which countries give names out.
const SECOND_LEVELS: [&str; 14] = ["co", "com", "org", "net", "gov", "edu", "ac", "or", "ne", "go", "gob", "msk", "spb", "in"];
/// Names longer than a domain name may be are not looked at.
const LONGEST: usize = 253;

impl Name {
    /// Takes a domain apart; none where it isn't one.
    pub(super) fn parse(domain: &str, words: &GenericWords) -> Option<Self> {
        if domain.len() > LONGEST
            || !domain.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.' || byte == b'_')
        {
            return None;
        }
        let labels: Vec<&str> = domain.split('.').filter(|label| !label.is_empty() && label.len() <= 63).collect();
        let (&top, rest) = labels.split_last()?;
        let (&second, before) = rest.split_last()?;
        let two_levels = top.len() == 2 && SECOND_LEVELS.contains(&second) && !before.is_empty();
        let (label, ending) = if two_levels { (*before.last()?, format!("{second}.{top}")) } else { (second, top.to_owned()) };
        Some(Self { label: label.to_owned(), ending, pieces: pieces(label, words) })
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
        self.pieces.iter().filter(|piece| piece.sort == Sort::Own).map(|piece| piece.text.len()).sum()
    }

    /// Each number of the name, with the text before and behind it.
    pub(super) fn numbers(&self) -> Vec<(&str, &str, &str)> {
        let mut numbers = Vec::new();
        let mut from = 0;
        for run in self.label.split(|letter: char| !letter.is_ascii_digit()) {
            let to = from + run.len();
            if let (false, Some(before), Some(behind)) = (run.is_empty(), self.label.get(..from), self.label.get(to..)) {
                numbers.push((before, run, behind));
            }
            from = to + 1;
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
                pieces.extend(cut.map(|(at, (text, sort))| Piece { text: text.to_owned(), sort, glued: at > 0 }));
            }
        }
    }
    pieces
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
        ];
        for (domain, pieces, ending) in rows {
            let name = Name::parse(domain, &words).unwrap();
            let joined = name.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ");
            assert_eq!((joined.as_str(), name.ending.as_str()), (pieces, ending), "{domain}");
        }
        for bad in ["", "localhost", "a b.com", "кыздар.kz", "..."] {
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
