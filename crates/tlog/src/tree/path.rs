//! The ways down a tree that proofs follow (RFC 6962, sections 2.1.1 and 2.1.2).

use std::ops::Range;

/// On which side of the way a subtree was left aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// It is the left child.
    Left,
    /// It is the right child.
    Right,
}

/// A step down: the child that was not entered, with its leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which child it is.
    pub side: Side,
    /// The leaves below it.
    pub aside: Range<u64>,
}

/// The way from the root of a tree to one of its leaves. The caller sees to it that the leaf is in the tree.
pub fn to_leaf(index: u64, size: u64) -> Vec<Step> {
    let (steps, _) = descend(size, |at| at.end - at.start == 1, |middle| index < middle);
    steps
}

/// The way from the root of a tree along the edge of an older, smaller one, down to the subtree in which the older one ends.
///
/// The caller sees to it that the older size is neither zero nor larger. The range is of the leaves of that last subtree; where it begins at
/// zero, it is the whole older tree.
pub fn to_edge(old: u64, new: u64) -> (Vec<Step>, Range<u64>) {
    descend(new, |at| at.end == old, |middle| old <= middle)
}

fn descend(size: u64, arrived: impl Fn(&Range<u64>) -> bool, goes_left: impl Fn(u64) -> bool) -> (Vec<Step>, Range<u64>) {
    let mut at = 0..size;
    let mut steps = Vec::new();
    // A single leaf has no children: whatever is asked for, the way ends there.
    while !arrived(&at) && at.end - at.start > 1 {
        let middle = at.start + left_width(at.end - at.start);
        let (left, right) = (at.start..middle, middle..at.end);
        let step;
        (at, step) = if goes_left(middle) {
            (left, Step { side: Side::Right, aside: right })
        } else {
            (right, Step { side: Side::Left, aside: left })
        };
        steps.push(step);
    }
    (steps, at)
}

/// The leaves of the left child of a subtree of two leaves or more: the largest power of two that is smaller.
fn left_width(leaves: u64) -> u64 {
    1 << (leaves - 1).ilog2()
}
