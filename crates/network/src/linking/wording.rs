//! What the texts of posts say for or against one organiser behind them.

use signals::fingerprint::TextMark;

use super::evidence::Branch;
use crate::graph::Graph;

/// Posts whose texts are compared with each other.
const TEXTS: usize = 24;
/// From this estimated likeness two texts count as alike here; slots with other cities and pay leave more in common than that.
const ALIKE: f64 = 0.45;
/// How often a stranger's text is like one of an organiser: texts are taken over.
const TAKEN_OVER: f64 = 0.15;

/// The share of pairs of posts with like texts, where there is something to compare.
pub(super) fn alike(graph: &Graph<'_>, posts: &[u32]) -> Option<f64> {
    let texts = texts(graph, posts);
    let pairs = texts.len() * texts.len().saturating_sub(1) / 2;
    let alike: usize = texts.iter().enumerate().map(|(at, a)| texts.iter().skip(at + 1).filter(|b| is_like(a, b)).count()).sum();
    (pairs > 0).then(|| alike as f64 / pairs as f64)
}

/// Log-odds that two branches are two organisers', by how their texts differ; 0 where nothing can be told.
///
/// One who publishes the same texts over and over would do so on both sides: how often the larger side repeats itself says how often
/// the smaller one should be like it. Who never repeats a text gives no evidence.
pub(super) fn strangers(graph: &Graph<'_>, a: &Branch, b: &Branch) -> f64 {
    let of = |branch: &Branch| texts(graph, &[branch.with.as_slice(), &branch.others].concat());
    let (a, b) = (of(a), of(b));
    let (large, small) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let repeats = |(at, text): &(usize, &TextMark)| large.iter().enumerate().any(|(other, known)| other != *at && is_like(text, known));
    let repeated = large.iter().enumerate().filter(repeats).count() as f64;
    let own = ((repeated + 0.5) / (large.len() as f64 + 1.0)).clamp(0.05, 0.95);
    let stranger = TAKEN_OVER.min(own);
    let like = small.iter().filter(|text| large.iter().any(|known| is_like(text, known))).count() as f64;
    let unlike = small.len() as f64 - like;
    like * (stranger / own).ln() + unlike * ((1.0 - stranger) / (1.0 - own)).ln()
}

/// The texts of posts, of many some taken evenly.
fn texts(graph: &Graph<'_>, posts: &[u32]) -> Vec<TextMark> {
    let some = posts.iter().step_by(posts.len().div_ceil(TEXTS).max(1));
    some.filter_map(|&post| graph.post(post)).map(|post| post.text).filter(|text| !text.is_empty()).collect()
}

fn is_like(a: &TextMark, b: &TextMark) -> bool {
    a.likeness(b) >= ALIKE
}
