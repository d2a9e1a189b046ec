//! What a text shows, laid out for a reader: the text with its reasons marked, the text without disguises, tables.

use std::collections::BTreeMap;

use signals::facts::Fact;
use signals::identifiers::Kind;
use signals::score::Reason;
use signals::unfold::{Trick, Unfolded};
use signals::{Signals, Span};

use crate::address::link;
use crate::desk::Desk;
use crate::marks::{self, Mark, Piece, Place};
use crate::names::{self, BandMark, MODEL};
use crate::words::Words;

/// The parts of a reading.
#[derive(Debug, Clone)]
pub struct Reading {
    /// How many reasons, and to what they point.
    pub lead: String,
    /// The band.
    pub band: BandMark,
    /// Language of the text.
    pub lang: &'static str,
    /// The text with marks.
    pub pieces: Vec<Piece>,
    /// The text without disguises.
    pub unfolded: String,
    /// What was undone.
    pub tricks: Vec<TrickLine>,
    /// Reasons, heaviest first.
    pub reasons: Vec<ReasonLine>,
    /// Contacts.
    pub contacts: Vec<ContactLine>,
    /// Prices, ages, places.
    pub facts: Vec<FactLine>,
}

/// One way of disguise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrickLine {
    /// Its name and count.
    pub label: String,
    /// The first places.
    pub quotes: String,
}

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonLine {
    /// Its number in the text.
    pub number: usize,
    /// Its name.
    pub label: String,
    /// How strongly it speaks.
    pub strength: String,
    /// Its weight.
    pub weight: String,
    /// The words of the first place.
    pub quote: String,
    /// Where the sign comes from.
    pub source: String,
}

/// One contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactLine {
    /// What it is.
    pub kind: String,
    /// Its one written form.
    pub value: String,
    /// How the post writes it.
    pub written: String,
    /// Posts with it.
    pub href: String,
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactLine {
    /// What it is.
    pub label: String,
    /// Its value.
    pub value: String,
}

/// The search for a contact.
#[must_use]
pub fn contact_href(value: &str) -> String {
    link("/search", &[("contact", value)])
}

/// Lays out what a text shows.
#[must_use]
pub fn reading(desk: &Desk, words: Words, text: &str, signals: &Signals) -> Reading {
    Reading {
        lead: lead(desk, words, signals),
        band: names::band(words, signals.band),
        lang: signals.language.code(),
        pieces: marks::pieces(text, &marked(signals)),
        unfolded: Unfolded::of(text).text().to_owned(),
        tricks: tricks(words, text, signals),
        reasons: signals.reasons.iter().enumerate().map(|(index, reason)| reason_line(desk, words, index + 1, reason)).collect(),
        contacts: contacts(words, signals),
        facts: facts(desk, words, signals),
    }
}

fn lead(desk: &Desk, words: Words, signals: &Signals) -> String {
    let speaking = signals.reasons.iter().filter(|reason| reason.weight > 0.0).count();
    let against = signals.reasons.iter().filter(|reason| reason.weight < 0.0).count();
    if speaking == 0 {
        return words.say("post-lead-none");
    }
    let mut lead = words.count_size("post-lead-for", speaking);
    if against > 0 {
        lead = words.with_all("post-lead", &[("for", &lead), ("against", &words.count_size("post-lead-against", against))]);
    }
    match &signals.category {
        Some(code) => words.with_all("post-lead-category", &[("lead", &lead), ("category", &desk.names().category(words, code))]),
        None => lead,
    }
}

fn marked(signals: &Signals) -> Vec<Place> {
    let reasons = signals.reasons.iter().enumerate().flat_map(|(index, reason)| {
        let mark = if reason.weight < 0.0 { Mark::Against } else { Mark::For };
        reason.spans.iter().map(move |span| Place { span: *span, mark, number: index + 1 })
    });
    let contacts = signals.identifiers.iter().map(|found| Place { span: found.span, mark: Mark::Contact, number: 0 });
    reasons.chain(contacts).collect()
}

fn tricks(words: Words, text: &str, signals: &Signals) -> Vec<TrickLine> {
    let mut places: BTreeMap<Trick, Vec<Span>> = BTreeMap::new();
    for disguise in &signals.disguises {
        places.entry(disguise.trick).or_default().push(disguise.span);
    }
    let line = |(trick, spans): (Trick, Vec<Span>)| TrickLine {
        label: names::trick(words, trick, spans.len()),
        quotes: words.list(&quotes(text, &spans)),
    };
    places.into_iter().map(line).chain(numbers(words, signals)).collect()
}

/// Phones that were written with letters, words or pictures in the place of digits.
fn numbers(words: Words, signals: &Signals) -> impl Iterator<Item = TrickLine> {
    let is_plain = |letter: char| letter.is_ascii_digit() || letter.is_whitespace() || "+()-–—./".contains(letter);
    let phones = signals.identifiers.iter().filter(|found| found.kind == Kind::Phone);
    let disguised = phones.filter(move |found| !found.as_written.chars().all(is_plain));
    disguised.map(move |found| TrickLine {
        label: words.with_all("trick-number", &[("written", &found.as_written), ("value", &found.value)]),
        quotes: String::new(),
    })
}

/// The first three different places, each cut at forty characters.
fn quotes(text: &str, spans: &[Span]) -> Vec<String> {
    let mut quotes: Vec<String> = Vec::new();
    for span in spans.iter().take(50) {
        let quote: String = span.of(text).trim().chars().take(40).collect();
        if !quote.is_empty() && !quotes.contains(&quote) {
            quotes.push(quote);
        }
    }
    quotes.truncate(3);
    quotes
}

fn reason_line(desk: &Desk, words: Words, number: usize, reason: &Reason) -> ReasonLine {
    let is_model = reason.indicator == MODEL;
    ReasonLine {
        number,
        label: desk.names().indicator(words, &reason.indicator),
        strength: names::strength(words, reason.weight),
        weight: words.decimal(reason.weight),
        quote: reason.quote.clone(),
        source: if is_model { words.say("reason-model-source") } else { reason.source.clone() },
    }
}

fn contacts(words: Words, signals: &Signals) -> Vec<ContactLine> {
    let line = |found: &signals::identifiers::Identifier| ContactLine {
        kind: names::kind(words, found.kind),
        value: names::contact(found.kind, &found.value),
        written: found.as_written.clone(),
        href: contact_href(&found.value),
    };
    signals.identifiers.iter().map(line).collect()
}

fn facts(desk: &Desk, words: Words, signals: &Signals) -> Vec<FactLine> {
    let mut lines: Vec<FactLine> = Vec::new();
    for fact in &signals.facts {
        let line = fact_line(desk, words, fact);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

fn fact_line(desk: &Desk, words: Words, fact: &Fact) -> FactLine {
    match fact {
        Fact::Price { amount, currency, per, .. } => {
            let per = per.as_deref().and_then(per_key).map(|key| words.say(key));
            let parts = [Some(amount_text(words, *amount)), currency.clone(), per];
            FactLine { label: words.say("fact-price"), value: parts.into_iter().flatten().collect::<Vec<_>>().join("\u{a0}") }
        }
        Fact::Age { from, to, .. } => FactLine { label: words.say("fact-age"), value: age(words, *from, *to) },
        Fact::Place { code, .. } => FactLine { label: words.say("fact-place"), value: desk.names().place(words, code) },
    }
}

fn per_key(per: &str) -> Option<&'static str> {
    match per {
        "hour" => Some("per-hour"),
        "day" => Some("per-day"),
        "night" => Some("per-night"),
        "week" => Some("per-week"),
        "month" => Some("per-month"),
        _ => None,
    }
}

/// A sum: whole amounts with their thousands parted, others as they are.
fn amount_text(words: Words, amount: f64) -> String {
    let text = format!("{amount}");
    text.parse::<i64>().map_or(text, |whole| words.grouped(whole))
}

fn age(words: Words, from: u8, to: Option<u8>) -> String {
    let first = from.to_string();
    match to {
        Some(to) if to == from => words.with("age-exact", "from", &first),
        Some(to) => words.with_all("age-from-to", &[("from", &first), ("to", &to.to_string())]),
        None => words.with("age-from", "from", &first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Tongue;

    #[test]
    fn sums_and_ages_read_well() {
        let ru = Words(Tongue::Ru);
        assert_eq!(amount_text(ru, 250_000.0), "250\u{a0}000");
        assert_eq!(amount_text(ru, 99.5), "99.5");
        assert_eq!(age(ru, 18, Some(25)), "18–25");
        assert_eq!(age(Words(Tongue::Kk), 18, None), "18 жастан");
        assert_eq!(age(Words(Tongue::En), 20, Some(20)), "20");
    }

    #[test]
    fn quotes_are_few_and_short() {
        let text = format!("аб вг аб {}", "д".repeat(90));
        let spans = [Span::new(0, 2), Span::new(6, 8), Span::new(3, 5), Span::new(9, 99), Span::new(0, 5)];
        assert_eq!(quotes(&text, &spans), ["аб".to_owned(), "вг".to_owned(), "д".repeat(40)]);
    }
}
