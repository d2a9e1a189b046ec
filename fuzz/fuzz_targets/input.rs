//! Reading any bytes as a file: JSON Lines, Telegram exports, feeds, tables, pages, WARC, archives in archives. Never a panic, never an
//! endless run. The first byte picks the file's name, as the name is asked where the content leaves a choice.
#![no_main]

use std::ops::ControlFlow;

use corpus::input::{InputOptions, Item, Limits, parse, read_bytes};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 10] =
    ["feed.jsonl", "result.json", "news.xml", "board.csv", "board.tsv", "page.html", "crawl.warc", "all.zip", "feed.jsonl.gz", "without"];
/// More pieces than this come from no input of the fuzzer's size; a run that gives them is endless.
const MOST: usize = 1_000_000;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    let limits = Limits { depth: 3, ratio: 200, grace: 1 << 20, total: 8 << 20, held: 1 << 20 };
    let options = InputOptions { limits, ..InputOptions::default() };
    let mut pieces = 0;
    let _ = read_bytes(name, rest, &options, &mut |item| {
        pieces += 1;
        assert!(pieces < MOST, "an endless run");
        match item {
            Item::Raw(_, form, raw) => drop(parse(&form, &raw)),
            Item::Reject(reject) => assert!(!reject.why.is_empty() && reject.file.starts_with(name)),
            Item::Post(_, incoming) => assert!(!incoming.post.source.is_empty() && !incoming.post.id.is_empty()),
        }
        ControlFlow::Continue(())
    });
});
