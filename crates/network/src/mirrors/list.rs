//! Lists of domains as people keep them.

use record::{Moment, dates};

use super::Site;

/// A list of domains, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    /// Its sites, in its order.
    pub sites: Vec<Site>,
    /// Lines of which not all was understood.
    pub odd: Vec<OddLine>,
}

/// A line of which not all was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OddLine {
    /// Its number, from 1.
    pub line: usize,
    /// What it has not.
    pub lacks: Lack,
    /// What stands there instead.
    pub text: String,
}

/// What a line has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// A domain; the line is left out.
    Domain,
    /// A date that can be read; the domain is taken without one.
    Date,
}

/// Longest piece of an odd line that is kept, in characters.
const SHOWN: usize = 60;

impl List {
    /// Reads a domain a line, with or without a date (see [`Site::parse`]); empty lines and comments (`#`) say nothing.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut list = Self::default();
        for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
            let is_empty = line.trim().is_empty() || line.trim_start().starts_with('#');
            let (site, lack) = split(line);
            if let (false, Some((lacks, text))) = (is_empty, lack) {
                list.odd.push(OddLine { line: number, lacks, text: text.chars().take(SHOWN).collect() });
            }
            list.sites.extend(site);
        }
        list
    }
}

/// A line's site, and what the line lacks.
pub(super) fn split(line: &str) -> (Option<Site>, Option<(Lack, &str)>) {
    let line = line.trim();
    let Some((domain, rest)) = domain_and_rest(line).filter(|_| !line.starts_with('#')) else { return (None, Some((Lack::Domain, line))) };
    let seen = date_in(&rest);
    let lack = rest.into_iter().find(|field| !field.is_empty() && seen.is_none()).map(|field| (Lack::Date, field));
    (Some(Site { domain, seen, ..Site::default() }), lack)
}

/// The domain, which stands first or behind the date, and what else stands there.
fn domain_and_rest(line: &str) -> Option<(String, Vec<&str>)> {
    let mut from = 0;
    for field in line.split(is_mark) {
        let to = from + field.len();
        if let Some(domain) = domain(field) {
            let around = [line.get(..from).unwrap_or_default(), line.get(to..).unwrap_or_default()];
            return Some((domain, around.map(bare).to_vec()));
        }
        from = to + 1;
        // Words before a domain make a sentence and not a list.
        if !field.is_empty() && !field.contains(|sign: char| sign.is_ascii_digit()) {
            return None;
        }
    }
    None
}

fn is_mark(sign: char) -> bool {
    matches!(sign, ' ' | '\t' | ',' | ';' | '|')
}

fn bare(text: &str) -> &str {
    text.trim_matches(|sign: char| is_mark(sign) || matches!(sign, '"' | '\''))
}

/// The host of an address, where it is a name: a date or a number of an address is none.
fn domain(field: &str) -> Option<String> {
    let address = bare(field);
    let host = address.split_once("://").map_or(address, |(_, rest)| rest).split(['/', ':', '?', '#']).next()?;
    let host = host.trim_matches('.').to_lowercase();
    let domain = host.strip_prefix("www.").filter(|rest| rest.contains('.')).unwrap_or(&host);
    let (_, top) = domain.rsplit_once('.')?;
    (top.starts_with(char::is_alphabetic) && domain.chars().all(is_of_names)).then(|| domain.to_owned())
}

fn is_of_names(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '-' | '.' | '_')
}

/// The first date: of all that stands there, of a column, of a word.
fn date_in(rest: &[&str]) -> Option<Moment> {
    let columns = || rest.iter().flat_map(|text| text.split(['\t', ',', ';', '|']));
    let words = || rest.iter().flat_map(|text| text.split(is_mark));
    let parts = rest.iter().copied().chain(columns()).chain(words());
    parts.map(bare).filter(|part| !part.is_empty()).find_map(dates::parse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_usual_shapes() {
        let rows = [
            "kyzdar2.net 2024-03-01",
            "kyzdar2.net\t2024-03-01",
            "kyzdar2.net,2024-03-01",
            "kyzdar2.net, 2024-03-01",
            "kyzdar2.net;2024-03-01;blocked",
            "kyzdar2.net,KZ,2024-03-01",
            "\"kyzdar2.net\",\"2024-03-01\"",
            "https://www.Kyzdar2.net/page?x 2024-03-01T00:00:00",
            "kyzdar2.net 2024-03-01 00:00",
            "kyzdar2.net 2024-03-01T05:00:00+05:00",
            "kyzdar2.net | 01.03.2024",
            "kyzdar2.net 2024/03/01",
            "2024-03-01 kyzdar2.net",
            "01.03.2024,kyzdar2.net",
            "2024-03-01T00:00:00Z\tkyzdar2.net\tkz",
        ];
        for line in rows {
            let (site, lack) = split(line);
            let site = site.unwrap_or_default();
            assert_eq!((site.domain.as_str(), lack), ("kyzdar2.net", None), "{line}");
            assert_eq!(site.seen.map(|seen| seen.to_string()).as_deref(), Some("2024-03-01T00:00:00Z"), "{line}");
        }
    }

    #[test]
    fn odd_lines_are_told_with_their_numbers() {
        let list = List::read("\u{feff}domain,date\nkyzdar2.net yesterday\n\n# comment\nkyzdar4.net,32.01.2024\n127.0.0.1\nкыздар.қаз\n");
        let domains: Vec<&str> = list.sites.iter().map(|site| site.domain.as_str()).collect();
        assert_eq!(domains, ["kyzdar2.net", "kyzdar4.net", "кыздар.қаз"]);
        let odd: Vec<_> = list.odd.iter().map(|odd| (odd.line, odd.lacks, odd.text.as_str())).collect();
        let expected =
            [(1, Lack::Domain, "domain,date"), (2, Lack::Date, "yesterday"), (5, Lack::Date, "32.01.2024"), (6, Lack::Domain, "127.0.0.1")];
        assert_eq!(odd, expected);
        assert!(list.sites.iter().all(|site| site.seen.is_none()));
    }
}
