//! Turns a [`crate::Query`] into a question to the index.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, Occur, PhraseQuery, Query as Question, RangeQuery, TermQuery, TermSetQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::schema::{Fields, band_code, key_term, tail};
use super::words;
use crate::{Query, reach};

type Boxed = Box<dyn Question>;
/// Fewer digits are a number in the text, not the end of a phone.
const FEWEST_DIGITS: usize = 5;

/// The question; `members` are the keys of the wanted network's posts.
pub(crate) fn question(fields: &Fields, query: &Query, members: Option<&[String]>) -> Boxed {
    let mut parts: Vec<(Occur, Boxed)> = words_of(fields, &query.words);
    let mut must = |part: Option<Boxed>| parts.extend(part.map(|part| (Occur::Must, Box::new(ConstScoreQuery::new(part, 0.0)) as Boxed)));
    must(one_of(fields.band, query.bands.iter().map(|band| band_code(*band))));
    must(one_of(fields.category, query.categories.iter().map(String::as_str)));
    must(one_of(fields.language, query.languages.iter().map(|language| language.code())));
    must(one_of(fields.source, query.sources.iter().map(String::as_str)));
    must(one_of(fields.place, query.places.iter().map(String::as_str)));
    must(query.within.as_ref().and_then(|within| one_of(fields.region, reach::asked(within))));
    must(query.identifier.as_deref().map(|identifier| identifier_of(fields, identifier)));
    must(span(fields, query));
    must(members.map(|keys| Box::new(TermSetQuery::new(keys.iter().map(|key| key_term(fields, key)))) as Boxed));
    if !parts.iter().any(|(occur, _)| *occur == Occur::Must) {
        parts.push((Occur::Must, Box::new(AllQuery)));
    }
    match <[_; 1]>::try_from(parts) {
        Ok([(_, only)]) => only,
        Err(parts) => Box::new(BooleanQuery::new(parts)),
    }
}

fn one_of<'a>(field: Field, values: impl Iterator<Item = &'a str>) -> Option<Boxed> {
    let terms: Vec<Term> = values.map(|value| Term::from_field_text(field, value)).collect();
    match terms.as_slice() {
        [] => None,
        [term] => Some(exact(term.clone())),
        _ => Some(Box::new(TermSetQuery::new(terms))),
    }
}

fn exact(term: Term) -> Boxed {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

/// A contact as written by whoever asks: in its one form, or a phone with spaces.
fn identifier_of(fields: &Fields, identifier: &str) -> Boxed {
    let plain = identifier.trim().trim_start_matches('@');
    let mut ways = vec![exact(Term::from_field_text(fields.identifier, plain))];
    let lower = plain.to_lowercase();
    if lower != plain {
        ways.push(exact(Term::from_field_text(fields.identifier, &lower)));
    }
    ways.extend(phone(fields, plain.strip_prefix("phone:").unwrap_or(plain)));
    any_of(ways)
}

fn any_of(mut ways: Vec<Boxed>) -> Boxed {
    match (ways.len(), ways.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            ways.extend(last);
            Box::new(BooleanQuery::union(ways))
        }
    }
}

/// A phone or its last digits in any spelling; none where the text is no number or too short to be one.
fn phone(fields: &Fields, text: &str) -> Option<Boxed> {
    if text.chars().any(|letter| !is_phone_sign(letter)) {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < FEWEST_DIGITS {
        return None;
    }
    // 8 705… and +7 705… are one number; so is one written without either.
    let own = digits.strip_prefix("00").unwrap_or(&digits);
    let own = if own.len() == 11 && own.starts_with(['7', '8']) { own.get(1..).unwrap_or(own) } else { own };
    let begin = tail(own);
    let end = format!("{begin}:");
    let term = |text: &str| Term::from_field_text(fields.tail, text);
    Some(Box::new(RangeQuery::new(Bound::Included(term(&begin)), Bound::Excluded(term(&end)))))
}

fn is_phone_sign(letter: char) -> bool {
    letter.is_ascii_digit() || letter.is_whitespace() || matches!(letter, '+' | '-' | '(' | ')' | '.' | '–' | '\u{a0}')
}

fn span(fields: &Fields, query: &Query) -> Option<Boxed> {
    if query.from.is_none() && query.until.is_none() {
        return None;
    }
    let term = |moment: record::Moment| Term::from_field_i64(fields.when, moment.unix_seconds());
    let from = query.from.map_or(Bound::Unbounded, |moment| Bound::Included(term(moment)));
    let until = query.until.map_or(Bound::Unbounded, |moment| Bound::Excluded(term(moment)));
    match (&from, &until) {
        (Bound::Unbounded, Bound::Unbounded) => None,
        _ => Some(Box::new(RangeQuery::new(from, until))),
    }
}

/// One part of the words of a query.
#[derive(Debug, PartialEq, Eq)]
enum Part<'a> {
    Word(&'a str),
    Phrase(&'a str),
    Without(&'a str),
    Number(&'a str),
}

fn words_of(fields: &Fields, text: &str) -> Vec<(Occur, Boxed)> {
    let mut clauses = Vec::new();
    for part in parts(text) {
        match part {
            Part::Word(word) => clauses.extend(word_of(fields, word).map(|word| (Occur::Must, word))),
            Part::Phrase(phrase) => clauses.extend(phrase_of(fields, phrase).map(|phrase| (Occur::Must, phrase))),
            Part::Without(word) => clauses.extend(word_of(fields, word).map(|word| (Occur::MustNot, word))),
            Part::Number(number) => {
                let literal = phrase_of(fields, number);
                clauses.push((Occur::Must, any_of(phone(fields, number).into_iter().chain(literal).collect())));
            }
        }
    }
    clauses
}

/// Cuts a query apart; figures that stand together are one number.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for (index, piece) in text.split('"').enumerate() {
        if index % 2 == 1 {
            parts.push(Part::Phrase(piece));
        } else if is_number(piece) {
            parts.push(Part::Number(piece.trim()));
        } else {
            loose(piece, &mut parts);
        }
    }
    parts
}

fn is_number(text: &str) -> bool {
    text.chars().all(is_phone_sign) && text.chars().filter(char::is_ascii_digit).count() >= FEWEST_DIGITS
}

fn loose<'a>(piece: &'a str, parts: &mut Vec<Part<'a>>) {
    let mut rest = piece;
    while let Some(start) = rest.find(|letter: char| !letter.is_whitespace()) {
        rest = rest.get(start..).unwrap_or_default();
        let run = rest.find(|letter: char| !is_phone_sign(letter)).map_or(rest.len(), |end| last_space(rest, end));
        let number = rest.get(..run).unwrap_or_default();
        if is_number(number) {
            parts.push(Part::Number(number.trim()));
            rest = rest.get(run..).unwrap_or_default();
            continue;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or_default();
        parts.push(word.strip_prefix('-').filter(|bare| !bare.is_empty()).map_or(Part::Word(word), Part::Without));
        rest = rest.get(end..).unwrap_or_default();
    }
}

/// A number ends at a space: what is glued to letters is a word.
fn last_space(text: &str, end: usize) -> usize {
    let before = text.get(..end).unwrap_or_default();
    if before.ends_with(char::is_whitespace) { end } else { before.rfind(char::is_whitespace).unwrap_or(0) }
}

fn word_of(fields: &Fields, word: &str) -> Option<Boxed> {
    let contact = contact_in(word);
    let mut ways: Vec<Boxed> = contact.iter().map(|name| exact(Term::from_field_text(fields.identifier, name))).collect();
    if !word.starts_with('@') {
        ways.extend(phrase_of(fields, word));
    }
    (!ways.is_empty()).then(|| any_of(ways))
}

/// What in a word may be a contact: a handle, the last part of a link, an address.
fn contact_in(word: &str) -> Vec<String> {
    let bare = word.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
    let name = if bare.contains('.') { bare.rsplit('/').next().unwrap_or(bare) } else { bare };
    let mut names = vec![word.trim_start_matches('@').to_owned(), bare.to_lowercase(), name.trim_start_matches(['@', '+']).to_lowercase()];
    names.retain(|name| name.chars().count() >= 3);
    names.sort_unstable();
    names.dedup();
    names
}

/// Words that stand one behind the other.
fn phrase_of(fields: &Fields, text: &str) -> Option<Boxed> {
    let terms: Vec<Term> = words::of(text).iter().map(|word| Term::from_field_text(fields.text, word)).collect();
    match terms.as_slice() {
        [] => None,
        [term] => Some(Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs))),
        _ => Some(Box::new(PhraseQuery::new(terms))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_cut_into_words_phrases_exclusions_and_numbers() {
        let expected = [
            Part::Word("девушки"),
            Part::Phrase("без опыта"),
            Part::Without("такси"),
            Part::Number("8 705 001-02-03"),
            Part::Word("2500$"),
            Part::Word("@name"),
        ];
        assert_eq!(parts(r#"девушки "без опыта" -такси 8 705 001-02-03 2500$ @name"#), expected);
        assert_eq!(parts("+7 (705) 001 02 03"), [Part::Number("+7 (705) 001 02 03")]);
        assert_eq!(parts("01 02 03"), [Part::Number("01 02 03")]);
        assert_eq!(parts("18 25 лет"), [Part::Word("18"), Part::Word("25"), Part::Word("лет")]);
        assert_eq!(parts(" - "), [Part::Word("-")]);
    }

    proptest::proptest! {
        #[test]
        fn any_words_make_a_question(words in ".{0,60}") {
            let (_, fields) = super::super::schema::schema();
            let _ = question(&fields, &Query { words, ..Query::default() }, None);
        }
    }
}
