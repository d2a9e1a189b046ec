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

/// How posts fared: raised, of these with the right category, of how many.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    raised: usize,
    right: usize,
    posts: usize,
}

fn tally(posts: &[serde_json::Value], positive: bool) -> Tally {
    let mut tally = Tally::default();
    for post in posts.iter().filter(|post| post["category"].is_string() == positive) {
        let signals = READER.read(post["text"].as_str().unwrap());
        let is_raised = signals.band >= Band::Medium;
        tally.posts += 1;
        tally.raised += usize::from(is_raised);
        tally.right += usize::from(is_raised && signals.category.as_deref() == post["category"].as_str());
    }
    tally
}

#[test]
fn posts_that_nothing_was_made_of_are_found_in_every_language() {
    let (mut found, mut in_vain) = (Tally::default(), Tally::default());
    for language in ["ru", "kk", "uz", "ky", "en"] {
        let path = format!("{}/../../fixtures/unseen/{language}.jsonl", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let posts: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let (bad, honest) = (tally(&posts, true), tally(&posts, false));
        eprintln!("{language}: {bad:?} {honest:?}");
        assert!(bad.raised * 10 >= bad.posts * 9 && honest.raised * 20 <= honest.posts, "{language}: {bad:?} {honest:?}");
        for (sum, one) in [(&mut found, bad), (&mut in_vain, honest)] {
            (sum.raised, sum.right, sum.posts) = (sum.raised + one.raised, sum.right + one.right, sum.posts + one.posts);
        }
    }
    assert!(found.raised * 100 >= found.posts * 93, "{found:?}");
    assert!(found.right * 100 >= found.raised * 85, "{found:?}");
    assert!(in_vain.raised * 50 <= in_vain.posts, "{in_vain:?}");
}
