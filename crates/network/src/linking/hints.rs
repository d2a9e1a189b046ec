//! Copied texts that link nothing: where else the texts of a network stand.
//!
//! Organisers copy each other, so a copy is no link; but who looks at a network wants to know of it.

use rayon::prelude::*;

use super::ties::{COPIED, tie_keys};
use crate::graph::Graph;

/// A text that so many networks use is a formula, not a hint.
const NETWORKS: usize = 20;
/// The most posts of one bucket of like texts that are looked at.
const POSTS: usize = 2_000;
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
    let buckets: Vec<&[(u64, u32)]> = keyed.chunk_by(|a, b| a.0 == b.0).filter(|bucket| (2..=POSTS).contains(&bucket.len())).collect();
    let mut found: Vec<(u32, Option<u32>, u32)> = buckets.par_iter().flat_map_iter(|bucket| in_bucket(graph, &group_of, bucket)).collect();
    found.par_sort_unstable();
    found.dedup();
    let hints = found.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter_map(|chunk| {
        let &(group, other, _) = chunk.first()?;
        Some(FoundHint { group, other, posts: chunk.iter().map(|&(_, _, post)| post).collect() })
    });
    hints.collect()
}

/// Group, other group and post, for each post of a bucket that is like one of a group it does not belong to.
fn in_bucket(graph: &Graph<'_>, group_of: &[Option<u32>], bucket: &[(u64, u32)]) -> Vec<(u32, Option<u32>, u32)> {
    let of = |post: u32| group_of.get(post as usize).copied().flatten();
    let mut members: Vec<(u32, u32)> = bucket.iter().filter_map(|&(_, post)| Some((of(post)?, post))).collect();
    members.sort_unstable();
    let groups: Vec<&[(u32, u32)]> = members.chunk_by(|a, b| a.0 == b.0).collect();
    if groups.len() > NETWORKS {
        return Vec::new();
    }
    let is_copy = |a: u32, b: u32| graph.post(a).zip(graph.post(b)).is_some_and(|(a, b)| a.text.likeness(&b.text) >= COPIED);
    let of_group = |chunk: &[(u32, u32)]| {
        let group = chunk.first().map(|&(group, _)| group);
        let speakers: Vec<u32> = chunk.iter().step_by(chunk.len().div_ceil(SPEAKERS).max(1)).map(|&(_, post)| post).collect();
        let strangers = bucket.iter().map(|&(_, post)| post).filter(|&post| of(post) != group);
        let copies = strangers.filter(|&post| speakers.iter().any(|&own| is_copy(own, post)));
        copies.filter_map(|post| Some((group?, of(post), post))).collect::<Vec<_>>()
    };
    groups.into_iter().flat_map(of_group).collect()
}
