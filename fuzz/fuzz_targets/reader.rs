//! Reading the signals of any text: never a panic, every span points into the text, the score is a number.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use signals::{Reader, Span};

static READER: LazyLock<Reader> = LazyLock::new(|| {
    let book = knowledge::Book::shipped().expect("the shipped book is whole");
    Reader::new(&book).expect("a reader for the shipped book")
});

fuzz_target!(|text: &str| {
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let inside = |span: Span| assert!(span.start < span.end && span.end <= length, "{span:?} of {length}");
    let signals = READER.read(text);
    signals.identifiers.iter().for_each(|identifier| inside(identifier.span));
    signals.disguises.iter().for_each(|disguise| inside(disguise.span));
    signals.reasons.iter().flat_map(|reason| &reason.spans).for_each(|span| inside(*span));
    assert!(signals.score.is_finite());
});
