//! Unfolding any text: every span lies inside the original, spans follow its order, and the same text gives the same answer.
#![no_main]

use libfuzzer_sys::fuzz_target;
use signals::unfold::Unfolded;

fuzz_target!(|text: &str| {
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let unfolded = Unfolded::of(text);
    let mut last = 0;
    for (at, letter) in unfolded.text().char_indices() {
        let span = unfolded.span(at..at + letter.len_utf8());
        assert!(span.start <= span.end && span.end <= length, "{span:?} of {length}");
        assert!(span.start >= last, "{span:?} goes back behind {last}");
        last = span.start;
    }
    for disguise in unfolded.disguises() {
        assert!(disguise.span.start < disguise.span.end && disguise.span.end <= length, "{disguise:?} of {length}");
    }
    assert_eq!(unfolded.text(), Unfolded::of(text).text());
});
