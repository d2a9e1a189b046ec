//! Parsing any text as a term: a pattern or a fault, never a panic; what it writes in Cyrillic can be parsed or refused too.
#![no_main]

use libfuzzer_sys::fuzz_target;
use signals::indicators::pattern;

fuzz_target!(|term: &str| {
    if let Ok(patterns) = pattern::parse(term) {
        assert!(patterns.iter().all(|pattern| !pattern.steps.is_empty()), "a pattern without a step matches everything");
    }
    let _ = pattern::parse(&pattern::uzbek_cyrillic(term));
});
