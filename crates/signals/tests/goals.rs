//! What the signals must reach, on posts that are not in this repository. Each test says `skipped` where its data is absent.
#![expect(clippy::print_stderr, clippy::unwrap_used, reason = "a skipped test says so, and a test may be blunt")]

use std::io::Read;
use std::path::PathBuf;
use std::sync::LazyLock;

use knowledge::Book;
use signals::Reader;
use signals::score::Band;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(&Book::shipped().unwrap()).unwrap());

/// The lines of a file of the shared data, or nothing where it is absent.
fn lines(name: &str) -> Option<Vec<serde_json::Value>> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")).join(name);
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: {name} is absent");
        return None;
    };
    let mut text = String::new();
    if name.ends_with(".gz") {
        flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap();
    } else {
        text = String::from_utf8(bytes).unwrap();
    }
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

fn raised(text: &str) -> bool {
    READER.read(text).band >= Band::Medium
}

/// How many of the ordinary posts of a file are raised, of how many.
fn false_alarms(name: &str) -> Option<(usize, usize)> {
    let posts = lines(name)?;
    let raised: Vec<&serde_json::Value> = posts.iter().filter(|post| raised(post["text"].as_str().unwrap())).collect();
    raised.iter().for_each(|post| eprintln!("raised: {}", post["id"]));
    Some((raised.len(), posts.len()))
}

#[test]
fn recruiting_posts_are_found_and_look_alikes_left_alone() {
    let Some(posts) = lines("posts_labelled.jsonl") else { return };
    let count = |positive: bool, is_raised: bool| {
        posts
            .iter()
            .filter(|post| post["category"].is_string() == positive)
            .filter(|post| raised(post["post"]["text"].as_str().unwrap()) == is_raised)
            .inspect(|post| {
                if positive != is_raised {
                    eprintln!("wrong: {} {}", post["post"]["source"], post["post"]["id"]);
                }
            })
            .count()
    };
    let (found, missed) = (count(true, true), count(true, false));
    let (quiet, in_vain) = (count(false, false), count(false, true));
    assert!(found * 10 >= (found + missed) * 9, "{found} found, {missed} missed");
    assert!(in_vain * 20 <= quiet + in_vain, "{in_vain} raised in vain of {}", quiet + in_vain);
}

#[test]
fn ordinary_vacancies_are_left_alone() {
    let Some((raised, posts)) = false_alarms("vacancies_ru.jsonl.gz") else { return };
    assert!(raised * 1_000 <= posts * 2, "{raised} of {posts}");
}

#[test]
fn ordinary_news_is_left_alone() {
    let Some((raised, posts)) = false_alarms("telegram_news.jsonl.gz") else { return };
    assert!(raised * 1_000 <= posts * 2, "{raised} of {posts}");
}

#[test]
fn kazakh_reviews_are_left_alone() {
    let Some((raised, posts)) = false_alarms("reviews_kk.jsonl.gz") else { return };
    assert!(raised * 1_000 <= posts, "{raised} of {posts}");
}
