//! A strip of bars: how many posts in each stretch of time.

use record::Moment;

use crate::dates::Calendar;
use crate::words::Words;

const WIDTH: u32 = 720;
const HEIGHT: u32 = 96;
const BASE: u32 = 72;
const TALLEST: u32 = 60;
const DAY: i64 = 86_400;

/// At most so many bars.
const BARS: i64 = 60;

/// A strip and its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strip {
    /// The strip in one sentence.
    pub sentence: String,
    /// Width of the picture.
    pub width: u32,
    /// Height of the picture.
    pub height: u32,
    /// The line on which the bars stand.
    pub base: u32,
    /// The bars.
    pub bars: Vec<Bar>,
    /// The first day.
    pub first: String,
    /// The last day.
    pub last: String,
    /// Stretches with posts, and how many.
    pub table: Vec<(String, String)>,
}

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Left edge.
    pub x: u32,
    /// Upper edge.
    pub y: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
    /// What it says.
    pub title: String,
}

/// A stretch of whole days with its posts.
struct Stretch {
    index: u32,
    label: String,
    posts: u32,
}

/// The strip of some moments; `None` where there are none.
#[must_use]
pub fn strip(words: Words, calendar: &Calendar, moments: &[Moment]) -> Option<Strip> {
    let (first, last) = (*moments.iter().min()?, *moments.iter().max()?);
    let start = calendar.start_of(&calendar.iso_day(first))?;
    let days = (last.unix_seconds() - start.unix_seconds()) / DAY + 1;
    let unit = (days + BARS - 1) / BARS;
    let count = u32::try_from((days + unit - 1) / unit).ok()?.max(1);
    let stretches = stretches(words, calendar, moments, start, unit);
    let highest = stretches.iter().map(|stretch| stretch.posts).max()?;
    let peak = stretches.iter().find(|stretch| stretch.posts == highest)?;
    let posts = words.count_size("count-posts", moments.len());
    let (first, last) = (calendar.day(first), calendar.day(last));
    let named = [("posts", posts.as_str()), ("first", &first), ("last", &last), ("peak", &peak.label)];
    Some(Strip {
        sentence: words.with_all("timeline-sentence", &named),
        width: WIDTH,
        height: HEIGHT,
        base: BASE,
        bars: stretches.iter().map(|stretch| bar(words, stretch, count, highest)).collect(),
        first,
        last,
        table: stretches.iter().map(|stretch| (stretch.label.clone(), words.grouped(stretch.posts))).collect(),
    })
}

/// Stretches that hold posts, in order.
fn stretches(words: Words, calendar: &Calendar, moments: &[Moment], start: Moment, unit: i64) -> Vec<Stretch> {
    let mut counts = std::collections::BTreeMap::<u32, u32>::new();
    for moment in moments {
        let index = (moment.unix_seconds() - start.unix_seconds()) / (DAY * unit);
        *counts.entry(u32::try_from(index).unwrap_or(0)).or_default() += 1;
    }
    let days = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    let label = |index: u32| {
        let from = start.plus_days(days(i64::from(index) * unit));
        let to = from.plus_days(days(unit - 1));
        let (from, to) = (calendar.day(from), calendar.day(to));
        if unit == 1 { from } else { words.with_all("source-range", &[("first", &from), ("last", &to)]) }
    };
    counts.into_iter().map(|(index, posts)| Stretch { index, label: label(index), posts }).collect()
}

fn bar(words: Words, stretch: &Stretch, count: u32, highest: u32) -> Bar {
    let height = (TALLEST * stretch.posts / highest.max(1)).max(3);
    let posts = words.count("count-posts", stretch.posts);
    Bar {
        x: WIDTH * stretch.index / count,
        y: BASE - height,
        width: (WIDTH / count).saturating_sub(2).clamp(3, 40),
        height,
        title: words.with_all("timeline-bar", &[("period", &stretch.label), ("posts", &posts)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::{DEFAULT_ZONE, zone};
    use crate::words::Tongue;

    fn drawn(moments: &[&str]) -> Option<Strip> {
        let moments: Vec<Moment> = moments.iter().map(|text| Moment::parse(text).unwrap()).collect();
        let words = Words(Tongue::En);
        let calendar = Calendar::new(words, zone(DEFAULT_ZONE).unwrap(), Moment::parse("2026-11-21T00:00:00Z").unwrap());
        strip(words, &calendar, &moments)
    }

    #[test]
    fn every_post_stands_in_a_bar() {
        let strip = drawn(&["2026-01-01T20:00:00Z", "2026-01-02T03:00:00Z", "2026-11-01T00:00:00Z"]).unwrap();
        assert_eq!(strip.table.len(), 2);
        assert_eq!(strip.table[0].1, "2", "both lie on the local second of January");
        assert!(strip.bars.iter().all(|bar| bar.x + bar.width <= WIDTH && bar.y < BASE));
        assert_eq!(strip.sentence, "3 posts from 2 January 2026 to 1 November 2026; most: 2 January 2026 – 7 January 2026");
    }

    #[test]
    fn one_post_is_one_bar_and_none_is_no_strip() {
        assert_eq!(drawn(&["2026-01-01T20:00:00Z"]).unwrap().bars.len(), 1);
        assert_eq!(drawn(&[]), None);
        assert!(drawn(&["-009000-01-01T20:00:00Z", "2026-01-01T20:00:00Z"]).is_some());
    }
}
