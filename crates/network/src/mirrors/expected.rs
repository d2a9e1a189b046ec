//! Under which names a family may come back.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Site;
use super::name::Name;

/// A name under which a site may come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Expected {
    /// The domain.
    pub domain: String,
    /// Why it is expected.
    pub reason: Expectation,
}

/// Why a name is expected.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Expectation {
    /// The number that follows in the family's usual step.
    NextNumber {
        /// The highest number so far.
        after: u64,
        /// The usual step.
        step: u64,
    },
    /// A number that was left out.
    Gap {
        /// The number below.
        between: u64,
        /// The number above.
        and: u64,
    },
    /// The latest name under an ending that the family uses.
    OtherEnding {
        /// How many members use the ending.
        used: usize,
    },
}

/// Most names of each sort.
const MOST: usize = 3;

/// Names that may come next, likeliest first. `sites` are ordered by date.
pub(super) fn next(sites: &[(&Site, &Name)]) -> Vec<Expected> {
    let taken: BTreeSet<&str> = sites.iter().map(|(site, _)| site.domain.as_str()).collect();
    let mut expected = numbers(sites);
    expected.extend(endings(sites));
    let mut seen = BTreeSet::new();
    expected.retain(|entry| !taken.contains(entry.domain.as_str()) && seen.insert(entry.domain.clone()));
    expected
}

/// A pattern of names: text before and behind the number.
type Pattern<'a> = (&'a str, &'a str);

/// A number with its digits as written and the ending it stood under, in order of date.
type Numbered<'a> = Vec<(u64, &'a str, &'a str)>;

fn numbers(sites: &[(&Site, &Name)]) -> Vec<Expected> {
    let mut series = BTreeMap::<Pattern<'_>, Numbered<'_>>::new();
    for (_, name) in sites {
        for (before, digits, behind) in name.numbers() {
            let Ok(number) = digits.parse() else { continue };
            series.entry((before, behind)).or_default().push((number, digits, &name.ending));
        }
    }
    let longest = series.iter().filter(|(_, list)| list.len() > 1).max_by_key(|(_, list)| list.len());
    longest.map(|(pattern, list)| continued(*pattern, list)).unwrap_or_default()
}

fn continued((before, behind): Pattern<'_>, list: &Numbered<'_>) -> Vec<Expected> {
    let known: BTreeSet<u64> = list.iter().map(|&(number, _, _)| number).collect();
    let Some(&last) = known.last() else { return Vec::new() };
    let width = list.iter().filter(|(_, digits, _)| digits.starts_with('0')).map(|(_, digits, _)| digits.len()).max().unwrap_or(0);
    let ending = usual_ending(list);
    let domain = |number: u64| format!("{before}{number:0width$}{behind}.{ending}");
    let step = usual_step(&known);
    let ahead = (1..).map_while(|times| step.checked_mul(times)).take(MOST).chain([1]);
    let mut expected: Vec<Expected> = ahead
        .filter_map(|distance| last.checked_add(distance))
        .map(|number| Expected { domain: domain(number), reason: Expectation::NextNumber { after: last, step } })
        .collect();
    let pairs = known.iter().zip(known.iter().skip(1)).rev();
    let gaps = pairs.filter(|(low, high)| *high - *low > 1 && *high - *low <= step.max(2).saturating_mul(2)).take(MOST);
    expected.extend(gaps.map(|(&low, &high)| Expected { domain: domain(high - 1), reason: Expectation::Gap { between: low, and: high } }));
    expected
}

/// The ending of the latest quarter of a series that is used most.
fn usual_ending<'a>(list: &Numbered<'a>) -> &'a str {
    let latest = list.len().div_ceil(4).max(3);
    let mut counts = BTreeMap::<&str, usize>::new();
    list.iter().rev().take(latest).for_each(|(_, _, ending)| *counts.entry(ending).or_default() += 1);
    counts.into_iter().max_by_key(|&(_, count)| count).map(|(ending, _)| ending).unwrap_or_default()
}

/// The most frequent distance between neighbours; the smaller of two.
fn usual_step(known: &BTreeSet<u64>) -> u64 {
    let mut counts = BTreeMap::<u64, usize>::new();
    known.iter().zip(known.iter().skip(1)).for_each(|(low, high)| *counts.entry(high - low).or_default() += 1);
    counts.into_iter().max_by_key(|&(step, count)| (count, std::cmp::Reverse(step))).map_or(1, |(step, _)| step)
}

fn endings(sites: &[(&Site, &Name)]) -> Vec<Expected> {
    let mut counts = BTreeMap::<&str, usize>::new();
    sites.iter().for_each(|(_, name)| *counts.entry(&name.ending).or_default() += 1);
    let mut ordered: Vec<(&str, usize)> = counts.into_iter().collect();
    ordered.sort_by_key(|&(ending, count)| (std::cmp::Reverse(count), ending));
    let Some((_, latest)) = sites.last() else { return Vec::new() };
    let others = ordered.into_iter().filter(|&(ending, _)| ending != latest.ending).take(MOST);
    others
        .map(|(ending, used)| Expected { domain: format!("{}.{ending}", latest.label), reason: Expectation::OtherEnding { used } })
        .collect()
}
