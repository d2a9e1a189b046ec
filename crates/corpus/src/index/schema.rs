//! The fields of the index and how a post fills them.

use knowledge::PlaceRegions;
use record::Moment;
use signals::facts::Fact;
use signals::identifiers::Kind;
use signals::unfold::Unfolded;
use signals::{Signals, score::Band};
use tantivy::schema::{Field, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::{TantivyDocument, Term};

use crate::reach;
use crate::store::Kept;

use super::words;

/// Raised whenever documents are made differently; an index of another edition is built anew.
pub(crate) const EDITION: u32 = 2;

/// The fields.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// `SOURCE/ID`.
    pub(crate) key: Field,
    /// Words, of the text as written and with disguises undone.
    pub(crate) text: Field,
    /// Contacts as `kind:value` and as `value`.
    pub(crate) identifier: Field,
    /// Digits of phones and cards from the last to the first, so that last digits are a beginning.
    pub(crate) tail: Field,
    pub(crate) band: Field,
    pub(crate) category: Field,
    pub(crate) language: Field,
    pub(crate) source: Field,
    pub(crate) place: Field,
    /// The regions and states whose readers may read it ([`crate::reach::terms`]).
    pub(crate) region: Field,
    /// Seconds since 1970 of the publication (collection where unknown).
    pub(crate) when: Field,
    /// Score, then time: sorts by one number.
    pub(crate) by_score: Field,
    /// Time, then score.
    pub(crate) by_time: Field,
}

/// Schema and fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let counted = || {
        let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false).set_index_option(IndexRecordOption::Basic);
        TextOptions::default().set_indexing_options(indexing).set_fast("raw")
    };
    let exact = || {
        let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false).set_index_option(IndexRecordOption::Basic);
        TextOptions::default().set_indexing_options(indexing)
    };
    let text = TextFieldIndexing::default().set_tokenizer(words::NAME).set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let sorted = || NumericOptions::default().set_fast();
    let fields = Fields {
        key: builder.add_text_field("key", (STRING | STORED).set_fast("raw")),
        text: builder.add_text_field("text", TextOptions::default().set_indexing_options(text)),
        identifier: builder.add_text_field("identifier", exact()),
        tail: builder.add_text_field("tail", exact()),
        band: builder.add_text_field("band", counted()),
        category: builder.add_text_field("category", counted()),
        language: builder.add_text_field("language", counted()),
        source: builder.add_text_field("source", counted()),
        place: builder.add_text_field("place", counted()),
        region: builder.add_text_field("region", exact()),
        when: builder.add_i64_field("when", NumericOptions::default().set_fast().set_indexed()),
        by_score: builder.add_u64_field("by_score", sorted()),
        by_time: builder.add_u64_field("by_time", sorted()),
    };
    (builder.build(), fields)
}

/// The document of a post.
pub(crate) fn document(fields: &Fields, key: &str, kept: &Kept, signals: &Signals, of: &PlaceRegions) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    document.add_text(fields.key, key);
    document.add_text(fields.text, &kept.post.text);
    if !signals.disguises.is_empty() {
        document.add_text(fields.text, Unfolded::of(&kept.post.text).text());
    }
    for text in [&kept.post.author, &kept.forwarded_from].into_iter().flatten() {
        document.add_text(fields.text, text);
    }
    for earlier in &kept.earlier {
        document.add_text(fields.text, &earlier.text);
    }
    add_identifiers(fields, signals, &mut document);
    document.add_text(fields.band, band_code(signals.band));
    document.add_text(fields.language, signals.language.code());
    document.add_text(fields.source, &kept.post.source);
    signals.category.iter().for_each(|category| document.add_text(fields.category, category));
    places(signals).iter().for_each(|place| document.add_text(fields.place, place));
    reach::terms(&reach::regions_of(signals, of)).iter().for_each(|region| document.add_text(fields.region, region));
    let when = kept.when();
    document.add_i64(fields.when, when.unix_seconds());
    document.add_u64(fields.by_score, sort_key(ordered(signals.score), seconds(when)));
    document.add_u64(fields.by_time, sort_key(seconds(when), ordered(signals.score)));
    document
}

fn add_identifiers(fields: &Fields, signals: &Signals, document: &mut TantivyDocument) {
    let mut found: Vec<(Kind, &str)> = signals.identifiers.iter().map(|found| (found.kind, found.value.as_str())).collect();
    found.sort_unstable();
    found.dedup();
    for (kind, value) in found {
        document.add_text(fields.identifier, format!("{}:{value}", kind_code(kind)));
        document.add_text(fields.identifier, value);
        if matches!(kind, Kind::Phone | Kind::Card) {
            document.add_text(fields.tail, tail(value));
        }
    }
}

/// Digits from the last to the first.
pub(crate) fn tail(value: &str) -> String {
    value.chars().filter(char::is_ascii_digit).rev().collect()
}

/// Codes of the places of a post, each once.
fn places(signals: &Signals) -> Vec<&str> {
    let mut places: Vec<&str> =
        signals.facts.iter().filter_map(|fact| if let Fact::Place { code, .. } = fact { Some(code.as_str()) } else { None }).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// The term that names a post.
pub(crate) fn key_term(fields: &Fields, key: &str) -> Term {
    Term::from_field_text(fields.key, key)
}

/// The code of a band, as in `--json`.
pub(crate) fn band_code(band: Band) -> &'static str {
    match band {
        Band::None => "none",
        Band::Low => "low",
        Band::Medium => "medium",
        Band::High => "high",
    }
}

/// The code of a kind of identifier, as in `--json`.
pub(crate) fn kind_code(kind: Kind) -> &'static str {
    match kind {
        Kind::Phone => "phone",
        Kind::Telegram => "telegram",
        Kind::TelegramInvite => "telegram_invite",
        Kind::Instagram => "instagram",
        Kind::Vk => "vk",
        Kind::Tiktok => "tiktok",
        Kind::Email => "email",
        Kind::Url => "url",
        Kind::Domain => "domain",
        Kind::Card => "card",
        Kind::Iban => "iban",
        Kind::Wallet => "wallet",
    }
}

/// A score as a number that sorts like it.
fn ordered(score: f32) -> u32 {
    let bits = score.to_bits();
    if bits >> 31 == 0 { bits | 1 << 31 } else { !bits }
}

/// Seconds since 1970, cut to 1970..2106.
fn seconds(moment: Moment) -> u32 {
    u32::try_from(moment.unix_seconds().clamp(0, i64::from(u32::MAX))).unwrap_or(0)
}

fn sort_key(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_sort_as_numbers() {
        let scores = [f32::NEG_INFINITY, -7.5, -0.1, 0.0, 0.3, 2.0, 9.0, f32::INFINITY];
        assert!(scores.map(ordered).windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn last_digits_come_first() {
        assert_eq!(tail("+7 705 001-02-03"), "30201005077");
    }
}
