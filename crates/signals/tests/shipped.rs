//! The knowledge that ships with the program is whole: no fault, every example holds, the model is the one that training makes.

use knowledge::{Book, Files};
use signals::Reader;
use signals::model::Wording;

#[test]
fn the_shipped_book_has_no_fault() {
    assert_eq!(Book::shipped().err(), None);
}

#[test]
fn every_example_of_every_indicator_holds() {
    let book = Book::shipped().unwrap();
    let reader = Reader::new(&book).unwrap();
    let mut wrong = Vec::new();
    for indicator in &book.indicators {
        for (language, terms) in &indicator.terms {
            let examples = &terms.examples;
            wrong.extend(
                examples.matching.iter().filter(|text| !reader.shows(text, &indicator.code)).map(|text| (language, &indicator.code, text)),
            );
            wrong.extend(
                examples.no_match.iter().filter(|text| reader.shows(text, &indicator.code)).map(|text| (language, &indicator.code, text)),
            );
        }
    }
    assert_eq!(wrong, []);
}

#[test]
fn the_shipped_model_can_be_read() {
    let files = Files::shipped();
    let bytes = files.bytes("model/wording.bin").unwrap();
    assert_eq!(Wording::from_bytes(bytes).unwrap().to_bytes(), bytes);
}

#[test]
fn a_score_is_the_sum_of_its_reasons_and_the_bias() {
    let book = Book::shipped().unwrap();
    let reader = Reader::new(&book).unwrap();
    let signals = reader.read("Срочно девушки 18-25 в клуб, Дубай. Паспорт сдаёте администратору, билет отработаете. 8 7О5 ОО1 23 4б");
    let sum: f32 = signals.reasons.iter().map(|reason| reason.weight).sum();
    assert!((book.scale.bias + sum - signals.score).abs() < 0.05, "{signals:?}");
}

#[test]
fn every_span_lies_in_the_text_and_shows_its_quote() {
    let reader = Reader::new(&Book::shipped().unwrap()).unwrap();
    for (_, bytes) in Files::shipped().below("examples", ".jsonl") {
        for line in std::str::from_utf8(bytes).unwrap().lines().step_by(7) {
            let post: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = post["text"].as_str().unwrap();
            let signals = reader.read(text);
            let letters = u32::try_from(text.chars().count()).unwrap();
            for reason in &signals.reasons {
                assert!(reason.spans.iter().all(|span| span.start < span.end && span.end <= letters), "{text}: {reason:?}");
                assert_eq!(reason.quote, reason.spans.first().map_or("", |span| span.of(text)));
            }
            for one in &signals.identifiers {
                assert_eq!(one.as_written, one.span.of(text), "{text}");
            }
        }
    }
}
