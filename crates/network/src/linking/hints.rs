//! Copied texts that link nothing: where else the texts of a network stand.
//!
//! Organisers copy each other, so a copy is no link; but who looks at a network wants to know of it.

use rayon::prelude::*;

use super::ties::{COPIED, tie_keys};
use crate::graph::Graph;

/// A text that more networks use, or more posts without one, is a formula, not a hint.
const NETWORKS: usize = 20;
const LONE: usize = 200;
/// Hints told of one network, those with most posts first.
const TOLD: usize = 12;
/// Posts of a network that stand for it within one bucket.
const SPEAKERS: usize = 4;

/// Posts outside a group that show its texts: those of another group, or those of none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundHint {
    /// The group whose page shows it.
    pub(crate) group: u32,
    /// The group of these posts.
    pub(crate) other: Option<u32>,
    /// The posts, ascending.
    pub(crate) posts: Vec<u32>,
}

/// The hints of all groups, by group.
pub(super) fn find(graph: &Graph<'_>, groups: &[Vec<u32>]) -> Vec<FoundHint> {
    let mut group_of: Vec<Option<u32>> = vec![None; graph.posts.len()];
    for (group, posts) in (0_u32..).zip(groups) {
        for &post in posts {
            group_of.get_mut(post as usize).into_iter().for_each(|slot| *slot = Some(group));
        }
    }
    let mut keyed: Vec<(u64, u32)> =
        graph.post_numbers().flat_map(|post| graph.post(post).into_iter().flat_map(tie_keys).map(move |key| (key, post))).collect();
    keyed.par_sort_unstable();
    let buckets: Vec<&[(u64, u32)]> = keyed.chunk_by(|a, b| a.0 == b.0).filter(|bucket| bucket.len() > 1).collect();
    let formulas: Vec<&[(u64, u32)]> = buckets.par_iter().copied().filter(|bucket| is_formula(&group_of, bucket)).collect();
    let mut is_usable = vec![true; graph.posts.len()];
    for &(_, post) in formulas.into_iter().flatten() {
        is_usable.get_mut(post as usize).into_iter().for_each(|slot| *slot = false);
    }
    let usable = |post: u32| is_usable.get(post as usize).copied().unwrap_or(false);
    let in_bucket = |bucket: &&[(u64, u32)]| {
        let posts: Vec<u32> = bucket.iter().map(|&(_, post)| post).filter(|&post| usable(post)).collect();
        in_bucket(graph, &group_of, &posts)
    };
    let mut found: Vec<(u32, Option<u32>, u32)> = buckets.par_iter().flat_map_iter(in_bucket).collect();
    found.par_sort_unstable();
    found.dedup();
    found.chunk_by(|a, b| a.0 == b.0).flat_map(of_group).collect()
}

/// The hints of one group, those with most posts first.
fn of_group(found: &[(u32, Option<u32>, u32)]) -> Vec<FoundHint> {
    let hint = |chunk: &[(u32, Option<u32>, u32)]| {
        let &(group, other, _) = chunk.first()?;
        Some(FoundHint { group, other, posts: chunk.iter().map(|&(_, _, post)| post).collect() })
    };
    let mut hints: Vec<FoundHint> = found.chunk_by(|a, b| a.1 == b.1).filter_map(hint).collect();
    hints.sort_by_key(|hint| (std::cmp::Reverse(hint.posts.len()), hint.other));
    hints.truncate(TOLD);
    hints
}

/// Whether the text that a bucket shares is everybody's.
fn is_formula(group_of: &[Option<u32>], bucket: &[(u64, u32)]) -> bool {
    let mut groups: Vec<Option<u32>> = bucket.iter().map(|&(_, post)| group_of.get(post as usize).copied().flatten()).collect();
    let lone = groups.iter().filter(|group| group.is_none()).count();
    groups.sort_unstable();
    groups.dedup();
    lone > LONE || groups.len() > NETWORKS
}

/// Group, other group and post, for each post of a bucket that is like one of a group it does not belong to.
fn in_bucket(graph: &Graph<'_>, group_of: &[Option<u32>], bucket: &[u32]) -> Vec<(u32, Option<u32>, u32)> {
    let of = |post: u32| group_of.get(post as usize).copied().flatten();
    let mut members: Vec<(u32, u32)> = bucket.iter().filter_map(|&post| Some((of(post)?, post))).collect();
    members.sort_unstable();
    let groups: Vec<&[(u32, u32)]> = members.chunk_by(|a, b| a.0 == b.0).collect();
    let is_copy = |a: u32, b: u32| graph.post(a).zip(graph.post(b)).is_some_and(|(a, b)| a.text.likeness(&b.text) >= COPIED);
    let of_members = |chunk: &[(u32, u32)]| {
        let group = chunk.first().map(|&(group, _)| group);
        let speakers: Vec<u32> = chunk.iter().step_by(chunk.len().div_ceil(SPEAKERS).max(1)).map(|&(_, post)| post).collect();
        let strangers = bucket.iter().copied().filter(|&post| of(post) != group);
        let copies = strangers.filter(|&post| speakers.iter().any(|&own| is_copy(own, post)));
        copies.filter_map(|post| Some((group?, of(post), post))).collect::<Vec<_>>()
    };
    groups.into_iter().flat_map(of_members).collect()
}
