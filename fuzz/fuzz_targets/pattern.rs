//! Parsing any text as a term: a pattern or a fault, never a panic, in Uzbek too, which is written in two scripts.
#![no_main]

use libfuzzer_sys::fuzz_target;
use signals::indicators::pattern;

fuzz_target!(|term: &str| {
    for uzbek in [false, true] {
        if let Ok(patterns) = pattern::parse(term, uzbek) {
            assert!(patterns.iter().all(|pattern| !pattern.steps.is_empty()), "a pattern without a step matches everything");
        }
    }
});
