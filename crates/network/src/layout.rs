//! Where to draw the posts and identifiers of a network.
//!
//! A spring layout: lines pull, everything pushes everything else. It starts from a fixed spiral, so the same network is
//! always drawn the same way.

use serde::Serialize;

use crate::network::Network;

/// Most dots that are drawn.
pub const MOST: usize = 500;
/// Dots that a drawing opens with.
pub const FIRST_VIEW: usize = 50;

/// What a dot stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dot {
    /// Position in [`Network::posts`].
    Post(u32),
    /// Position in [`Network::identifiers`].
    Identifier(u32),
}

/// A dot with its place; both coordinates lie between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Placed {
    /// What it stands for.
    pub dot: Dot,
    /// From left to right.
    pub x: f32,
    /// From top to bottom.
    pub y: f32,
}

/// Why a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// Position in [`Network::links`].
    Link(u32),
    /// Position in [`Network::ties`].
    Tie(u32),
}

/// A line between two dots.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Line {
    /// Position in [`Drawing::dots`].
    pub from: u32,
    /// Position in [`Drawing::dots`].
    pub to: u32,
    /// Its reason.
    pub because: Because,
}

/// A drawn network.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drawing {
    /// The dots, most telling first: identifiers with many posts, then posts with many identifiers.
    pub dots: Vec<Placed>,
    /// The lines.
    pub lines: Vec<Line>,
    /// Dots that are not drawn.
    pub left_out: usize,
}

/// Places at most `most` dots ([`FIRST_VIEW`] to open with; never more than [`MOST`]).
#[must_use]
pub fn place(network: &Network, most: usize) -> Drawing {
    let ranked = ranked(network);
    let shown: Vec<Dot> = ranked.iter().copied().take(most.min(MOST)).collect();
    let lines = lines(network, &shown);
    let points = relax(spiral(shown.len()), &lines);
    let dots = shown.iter().zip(scaled(&points)).map(|(&dot, (x, y))| Placed { dot, x, y }).collect();
    Drawing { dots, lines, left_out: ranked.len() - shown.len() }
}

/// All dots, most telling first: each identifier (those in most posts first) is followed by the first posts that show it.
fn ranked(network: &Network) -> Vec<Dot> {
    let mut posts_of = vec![Vec::new(); network.identifiers.len()];
    for link in &network.links {
        if let Some(list) = posts_of.get_mut(link.identifier as usize) {
            list.push(link.post);
        }
    }
    let mut seen = vec![false; network.posts.len()];
    let (mut first, mut later) = (Vec::new(), Vec::new());
    for (posts, identifier) in posts_of.into_iter().zip(0_u32..) {
        let list = if posts.is_empty() { &mut later } else { &mut first };
        list.push(Dot::Identifier(identifier));
        let fresh: Vec<u32> =
            posts.into_iter().filter(|&post| seen.get_mut(post as usize).is_some_and(|seen| !std::mem::replace(seen, true))).collect();
        let (telling, rest) = fresh.split_at(fresh.len().min(5));
        first.extend(telling.iter().map(|&post| Dot::Post(post)));
        later.extend(rest.iter().map(|&post| Dot::Post(post)));
    }
    later.extend(seen.iter().zip(0_u32..).filter(|(seen, _)| !**seen).map(|(_, post)| Dot::Post(post)));
    first.extend(later);
    first
}

fn lines(network: &Network, shown: &[Dot]) -> Vec<Line> {
    let at: rustc_hash::FxHashMap<Dot, u32> = shown.iter().copied().zip(0_u32..).collect();
    let line = |from: Dot, to: Dot, because| Some(Line { from: *at.get(&from)?, to: *at.get(&to)?, because });
    let links = network
        .links
        .iter()
        .zip(0_u32..)
        .filter_map(|(link, n)| line(Dot::Post(link.post), Dot::Identifier(link.identifier), Because::Link(n)));
    let ties = network.ties.iter().zip(0_u32..).filter_map(|(tie, n)| line(Dot::Post(tie.a), Dot::Post(tie.b), Because::Tie(n)));
    links.chain(ties).collect()
}

type Point = (f32, f32);

/// A sunflower: even, without two dots on one place.
fn spiral(count: usize) -> Vec<Point> {
    (0..count)
        .map(|at| {
            let (angle, radius) = (at as f32 * 2.399_963, (at as f32 + 0.5).sqrt());
            (radius * angle.cos(), radius * angle.sin())
        })
        .collect()
}

const ROUNDS: u16 = 150;

/// Fruchterman and Reingold's springs: distance 1 is what a line wants; steps get shorter from round to round.
fn relax(mut points: Vec<Point>, lines: &[Line]) -> Vec<Point> {
    let room = (points.len() as f32).sqrt();
    for round in 0..ROUNDS {
        let longest = room * 0.2 * (1.0 - f32::from(round) / f32::from(ROUNDS));
        let forces = forces(&points, lines);
        for (point, force) in points.iter_mut().zip(forces) {
            let size = (force.0 * force.0 + force.1 * force.1).sqrt().max(1e-6);
            let step = size.min(longest) / size;
            *point = (point.0 + force.0 * step, point.1 + force.1 * step);
        }
    }
    points
}

fn forces(points: &[Point], lines: &[Line]) -> Vec<Point> {
    let mut forces: Vec<Point> = points.iter().map(|&point| push(point, points)).collect();
    for line in lines {
        let (Some(&a), Some(&b)) = (points.get(line.from as usize), points.get(line.to as usize)) else { continue };
        let (x, y) = (b.0 - a.0, b.1 - a.1);
        let pull = (x * x + y * y).sqrt();
        for (end, sign) in [(line.from, 1.0), (line.to, -1.0)] {
            if let Some(force) = forces.get_mut(end as usize) {
                *force = (force.0 + sign * x * pull, force.1 + sign * y * pull);
            }
        }
    }
    forces
}

/// All others push; a little pull to the middle keeps parts without lines near.
fn push(point: Point, points: &[Point]) -> Point {
    points.iter().fold((-0.05 * point.0, -0.05 * point.1), |sum, other| {
        let (x, y) = (point.0 - other.0, point.1 - other.1);
        let squared = (x * x + y * y).max(1e-3);
        (sum.0 + x / squared, sum.1 + y / squared)
    })
}

/// Fitted between 0 and 1, the same scale both ways.
fn scaled(points: &[Point]) -> Vec<Point> {
    let reach = points.iter().flat_map(|point| [point.0.abs(), point.1.abs()]).fold(1e-6, f32::max);
    points.iter().map(|&(x, y)| (0.5 + 0.48 * x / reach, 0.5 + 0.48 * y / reach)).collect()
}
