//! How two posts of a network hang together.

use std::collections::VecDeque;

use record::PostKey;
use serde::Serialize;

use crate::network::{Contact, Network, Tie};

/// A step on the way from one post to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A post.
    Post(PostKey),
    /// An identifier that the posts before and behind it show.
    Identifier(Contact),
    /// Weak signs that hold the posts before and behind together.
    Tie(Tie),
}

/// The shortest way from one post of a network to another: post, identifier, post and so on. None where one is not a member.
#[must_use]
pub fn why(network: &Network, a: &PostKey, b: &PostKey) -> Option<Vec<Step>> {
    let from = network.posts.binary_search(a).ok()?;
    let to = network.posts.binary_search(b).ok()?;
    let lines = Lines::of(network);
    let path = lines.path(from, to)?;
    Some(path.into_iter().filter_map(|node| step(network, node)).collect())
}

/// Posts come first, then identifiers, then ties: one row of numbers for all.
struct Lines {
    neighbours: Vec<Vec<usize>>,
}

impl Lines {
    fn of(network: &Network) -> Self {
        let (posts, marks) = (network.posts.len(), network.identifiers.len());
        let mut lines = Self { neighbours: vec![Vec::new(); posts + marks + network.ties.len()] };
        for link in &network.links {
            lines.draw(link.post as usize, posts + link.identifier as usize);
        }
        for (at, tie) in network.ties.iter().enumerate() {
            lines.draw(tie.a as usize, posts + marks + at);
            lines.draw(tie.b as usize, posts + marks + at);
        }
        lines
    }

    fn draw(&mut self, a: usize, b: usize) {
        for (here, there) in [(a, b), (b, a)] {
            if let Some(list) = self.neighbours.get_mut(here) {
                list.push(there);
            }
        }
    }

    fn path(&self, from: usize, to: usize) -> Option<Vec<usize>> {
        let mut before = vec![None; self.neighbours.len()];
        let mut queue = VecDeque::from([from]);
        *before.get_mut(from)? = Some(from);
        while let Some(at) = queue.pop_front() {
            if at == to {
                return back(&before, from, to);
            }
            for &next in self.neighbours.get(at)? {
                let slot = before.get_mut(next)?;
                if slot.is_none() {
                    *slot = Some(at);
                    queue.push_back(next);
                }
            }
        }
        None
    }
}

fn back(before: &[Option<usize>], from: usize, to: usize) -> Option<Vec<usize>> {
    let mut path = vec![to];
    let mut at = to;
    while at != from {
        at = (*before.get(at)?)?;
        path.push(at);
    }
    path.reverse();
    Some(path)
}

fn step(network: &Network, node: usize) -> Option<Step> {
    let marks_from = network.posts.len();
    let ties_from = marks_from + network.identifiers.len();
    if let Some(post) = network.posts.get(node) {
        Some(Step::Post(post.clone()))
    } else if node < ties_from {
        network.identifiers.get(node - marks_from).cloned().map(Step::Identifier)
    } else {
        network.ties.get(node - ties_from).copied().map(Step::Tie)
    }
}
