//! Shows how the indicators of a knowledge folder fare on its labelled examples, for those who write terms.
//!
//! `cargo run -p signals --example coverage -- KNOWLEDGE_DIR [LANGUAGE]`
#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a tool for people at a terminal"
)]

use std::collections::BTreeMap;
use std::path::Path;

use knowledge::{Book, Files};
use signals::Reader;

#[derive(serde::Deserialize)]
struct Labelled {
    id: String,
    language: String,
    category: Option<String>,
    text: String,
}

fn gather(root: &Path, folder: &Path, files: &mut Files) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            gather(root, &path, files);
        } else {
            files.put(path.strip_prefix(root).unwrap().to_string_lossy(), std::fs::read(&path).unwrap());
        }
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let root = Path::new(&arguments[1]);
    let language = arguments.get(2);
    let mut files = Files::default();
    gather(root, root, &mut files);
    let book = match Book::read(&files) {
        Ok(book) => book,
        Err(faults) => {
            faults.iter().for_each(|fault| println!("FAULT {fault}"));
            return;
        }
    };
    let reader = match Reader::new(&book) {
        Ok(reader) => reader,
        Err(error) => return println!("FAULT {error}"),
    };
    for indicator in &book.indicators {
        for (of, terms) in indicator.terms.iter().filter(|(of, _)| language.is_none_or(|wanted| wanted == *of)) {
            for text in terms.examples.matching.iter().filter(|text| !reader.shows(text, &indicator.code)) {
                println!("EXAMPLE {of} {} should match: {text}", indicator.code);
            }
            for text in terms.examples.no_match.iter().filter(|text| reader.shows(text, &indicator.code)) {
                println!("EXAMPLE {of} {} should not match: {text}", indicator.code);
            }
        }
    }
    let mut counts: BTreeMap<String, (usize, usize)> = book.indicators.iter().map(|one| (one.code.clone(), (0, 0))).collect();
    let mut rows = Vec::new();
    let (mut positives, mut negatives) = (0, 0);
    for (_, bytes) in files.below("examples", ".jsonl") {
        for line in std::str::from_utf8(bytes).unwrap().lines() {
            let post: Labelled = serde_json::from_str(line).unwrap();
            if language.is_some_and(|wanted| *wanted != post.language) {
                continue;
            }
            let shown = reader.weights_shown(&reader.look(&post.text));
            if post.category.is_some() {
                positives += 1
            } else {
                negatives += 1
            }
            for (code, _) in &shown {
                let count = counts.entry(code.clone()).or_default();
                if post.category.is_some() { count.0 += 1 } else { count.1 += 1 }
            }
            let sum: f32 = shown.iter().map(|(_, weight)| weight).sum();
            rows.push((sum, post, shown));
        }
    }
    println!("{positives} positives, {negatives} negatives");
    for (code, (of_positives, of_negatives)) in &counts {
        println!("{code:32} {of_positives:5} {of_negatives:5}");
    }
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    let codes = |shown: &[(String, f32)]| shown.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>().join(" ");
    println!("--- positives with least evidence");
    for (sum, post, shown) in rows.iter().filter(|row| row.1.category.is_some()).take(45) {
        println!("{sum:.1} {} {} [{}] {}", post.id, post.category.as_deref().unwrap_or(""), codes(shown), post.text);
    }
    println!("--- negatives with most evidence");
    for (sum, post, shown) in rows.iter().rev().filter(|row| row.1.category.is_none()).take(45) {
        println!("{sum:.1} {} [{}] {}", post.id, codes(shown), post.text);
    }
}
