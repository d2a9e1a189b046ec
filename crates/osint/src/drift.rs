//! How far what a resource shows now is from what it showed then.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use crate::Results;

/// The differences, with identifiers. Only whoever may read both lists gets it; the log has its [`Counts`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift<'a> {
    /// What is there now and was not.
    pub added: Vec<&'a str>,
    /// What was there and is not.
    pub gone: Vec<&'a str>,
    /// What stands in another order: as few as can be said to have moved.
    pub moved: Vec<&'a str>,
    /// The same in numbers.
    pub counts: Counts,
}

/// The differences in numbers. They are told within the identifiers that are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// How many are there now and were not.
    pub added: u32,
    /// How many were there and are not.
    pub gone: u32,
    /// How many stand in another order.
    pub moved: u32,
    /// How many there were, as the resource said it.
    pub before: u64,
    /// How many there are now, as the resource says it.
    pub now: u64,
    /// The digests differ, though the identifiers that are kept do not: the difference lies beyond them, or in the content.
    pub beyond: bool,
}

impl Counts {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.added == 0 && self.gone == 0 && self.moved == 0 && self.before == self.now && !self.beyond
    }
}

/// Compares what a resource showed with what it shows now.
#[must_use]
pub fn drift<'a>(old: &'a Results, new: &'a Results) -> Drift<'a> {
    let (places, gone) = matched(old.listed(), new.listed());
    let (_, added) = matched(new.listed(), old.listed());
    let stays = longest_rise(places.iter().map(|(_, place)| *place));
    let moved: Vec<&str> = (0..).zip(&places).filter(|(at, _)| !stays.contains(at)).map(|(_, (identifier, _))| *identifier).collect();
    let listed_differs = !(added.is_empty() && gone.is_empty() && moved.is_empty());
    let differs = (old.of(), old.digest()) != (new.of(), new.digest());
    let number = |list: &[&str]| u32::try_from(list.len()).unwrap_or(u32::MAX);
    let (before, now, beyond) = (old.count(), new.count(), differs && !listed_differs);
    let counts = Counts { added: number(&added), gone: number(&gone), moved: number(&moved), before, now, beyond };
    Drift { added, gone, moved, counts }
}

/// Each of `these` with its place among `those`, the first with the first where one stands several times; and what has none.
fn matched<'a>(these: &'a [String], those: &[String]) -> (Vec<(&'a str, usize)>, Vec<&'a str>) {
    let mut places: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
    for (place, identifier) in those.iter().enumerate() {
        places.entry(identifier).or_default().push_back(place);
    }
    let (mut found, mut without) = (Vec::new(), Vec::new());
    for identifier in these {
        match places.get_mut(identifier.as_str()).and_then(VecDeque::pop_front) {
            Some(place) => found.push((identifier.as_str(), place)),
            None => without.push(identifier.as_str()),
        }
    }
    (found, without)
}

/// Which of these places make the longest rising row: those that kept their order (patience sorting).
fn longest_rise(places: impl Iterator<Item = usize>) -> BTreeSet<usize> {
    // The lowest end of a row of each length, with its index; and what stands before each in its row.
    let (mut ends, mut before): (Vec<(usize, usize)>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (at, place) in places.enumerate() {
        let length = ends.partition_point(|(end, _)| *end < place);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter)).map(|(_, index)| *index));
        match ends.get_mut(length) {
            Some(end) => *end = (place, at),
            None => ends.push((place, at)),
        }
    }
    let last = ends.last().map(|(_, index)| *index);
    std::iter::successors(last, |at| before.get(*at).copied().flatten()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn list(identifiers: &[&str]) -> Results {
        Results::list(identifiers.len() as u64, identifiers).unwrap()
    }

    #[test]
    fn what_came_went_and_moved_is_told() {
        let (old, new) = (list(&["a", "b", "c", "d"]), list(&["d", "a", "c", "e"]));
        let drift = drift(&old, &new);
        assert_eq!((drift.added, drift.gone, drift.moved), (vec!["e"], vec!["b"], vec!["d"]));
        let counts = Counts { added: 1, gone: 1, moved: 1, before: 4, now: 4, beyond: false };
        assert_eq!(drift.counts, counts);
    }

    #[test]
    fn what_stands_twice_is_counted_twice() {
        let counts = drift(&list(&["a", "a", "b"]), &list(&["a", "b"])).counts;
        assert_eq!((counts.added, counts.gone, counts.moved), (0, 1, 0));
    }

    #[test]
    fn one_that_jumped_to_the_end_moved_alone() {
        assert_eq!(drift(&list(&["a", "b", "c", "d"]), &list(&["b", "c", "d", "a"])).moved, ["a"]);
    }

    #[test]
    fn a_difference_beyond_what_is_kept_is_not_lost() {
        let numbers: Vec<String> = (0..=Results::MOST_LISTED).map(|number| number.to_string()).collect();
        let (long, short) = (Results::list(7, &numbers).unwrap(), Results::list(7, &numbers[..Results::MOST_LISTED]).unwrap());
        let counts = drift(&long, &short).counts;
        assert!(counts.beyond && counts.added + counts.gone + counts.moved == 0 && !counts.is_none());
        assert!(drift(&Results::content(b"a"), &Results::content(b"b")).counts.beyond);
        let (page, none) = (Results::content(b""), Results::list::<&str>(0, &[]).unwrap());
        assert!(drift(&page, &none).counts.beyond, "one thing is no list");
    }

    #[test]
    fn another_count_alone_is_a_drift() {
        let (few, many) = (Results::list(10, &["a"]).unwrap(), Results::list(12, &["a"]).unwrap());
        assert!(!drift(&few, &many).counts.is_none());
    }

    fn results() -> impl Strategy<Value = Results> {
        let list = prop::collection::vec("[a-h]", 0..20);
        prop_oneof![
            6 => (0_u64..3, list).prop_map(|(count, list)| Results::list(count, &list).unwrap()),
            1 => "[a-b]{0,2}".prop_map(|text| Results::content(text.as_bytes())),
        ]
    }

    fn sorted<'a>(list: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
        let mut list: Vec<&str> = list.into_iter().collect();
        list.sort_unstable();
        list
    }

    proptest! {
        #[test]
        fn forth_and_back_are_the_same_turned_round(old in results(), new in results()) {
            let (forth, back) = (drift(&old, &new), drift(&new, &old));
            prop_assert_eq!((&forth.added, &forth.gone), (&back.gone, &back.added));
            let turned = Counts { added: back.counts.gone, gone: back.counts.added, before: back.counts.now, now: back.counts.before, ..back.counts };
            prop_assert_eq!(forth.counts, turned);
        }

        #[test]
        fn nothing_drifts_only_where_all_is_the_same(old in results(), new in results()) {
            prop_assert!(drift(&old, &old).counts.is_none());
            prop_assert_eq!(drift(&old, &new).counts.is_none(), old == new);
        }

        #[test]
        fn the_differences_lead_from_one_to_the_other(old in results(), new in results()) {
            let drift = drift(&old, &new);
            let now = sorted(new.listed().iter().map(String::as_str).chain(drift.gone.iter().copied()));
            prop_assert_eq!(sorted(old.listed().iter().map(String::as_str).chain(drift.added.iter().copied())), now);
        }

        /// Whatever moved is all that has to be taken out, so that the rest stands in one order.
        #[test]
        fn what_did_not_move_kept_its_order(mut new in prop::collection::vec(0_usize..30, 0..30)) {
            new.sort_unstable();
            new.dedup();
            let names = |numbers: &[usize]| numbers.iter().map(usize::to_string).collect::<Vec<_>>();
            let old: Vec<usize> = new.iter().rev().copied().collect();
            let (old, new) = (Results::list(0, &names(&old)).unwrap(), Results::list(0, &names(&new)).unwrap());
            prop_assert_eq!(drift(&old, &new).moved.len(), old.listed().len().saturating_sub(1), "of a list turned round one stays");
        }
    }
}
