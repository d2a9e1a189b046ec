//! What lies around an identifier when it is taken away.

use rustc_hash::{FxHashMap, FxHashSet};

use super::hubs::Reach;
use super::wording;
use crate::graph::Graph;
use crate::network::SuppressedBecause;
use crate::sets::DisjointSets;

/// Posts from which an identifier is judged by its texts alone even if it never stands beside another one.
pub(super) const MANY: usize = 12;
/// Posts from which an identifier with unlike texts counts as standing everywhere.
const EVERYWHERE: usize = 60;
/// Below this share of like pairs the texts of an identifier are unlike.
const UNLIKE: f64 = 0.04;
/// Posts of an identifier that are looked at; of more, this many are taken evenly.
const SOURCES: usize = 160;

/// Posts that hang together without the identifier in question.
#[derive(Debug, Clone, Default)]
pub(super) struct Branch {
    /// Posts looked at that show the identifier.
    pub(super) with: Vec<u32>,
    /// Posts found that don't.
    pub(super) others: Vec<u32>,
    /// Posts right beside (one step) that don't.
    pub(super) beside: u32,
    /// Posts that show two or more identifiers, not this one: each could have led to another branch and doesn't.
    pub(super) pairs: u32,
    /// How many ways around there are among its identifiers: 0 in a chain or star, more the closer they are woven.
    pub(super) rings: u32,
}

/// What was found around an identifier.
#[derive(Debug, Clone, Default)]
pub(super) struct Evidence {
    /// Branches, heaviest first.
    pub(super) branches: Vec<Branch>,
    /// Posts that show nothing but the identifier.
    pub(super) bare: Vec<u32>,
    /// All posts of the identifier.
    pub(super) posts: usize,
    /// Share of pairs of its posts with like texts, where there is something to compare.
    pub(super) alike: Option<f64>,
    /// Log-odds that the two heaviest branches are two organisers', by the texts of all their posts.
    pub(super) strange: f64,
    /// How many different sources and authors publish it.
    pub(super) publishers: usize,
    /// Whether it is an account.
    pub(super) account: bool,
}

impl Evidence {
    /// How many branches have a life of their own: posts that don't show the identifier.
    pub(super) fn lives(&self) -> usize {
        self.branches.iter().filter(|branch| !branch.others.is_empty()).count()
    }

    /// The posts of the one branch that uses the identifier so much that it must be its own, if there is one.
    pub(super) fn owner(&self) -> Option<Vec<u32>> {
        let total: usize = self.branches.iter().map(|branch| branch.with.len()).sum();
        let main = self.branches.iter().max_by_key(|branch| branch.with.len())?;
        let mut posts = main.with.clone();
        let theirs = posts.len() * 2 > total && posts.len() >= 3 && coverage(main) >= 0.25;
        posts.sort_unstable();
        theirs.then_some(posts)
    }
}

/// The share of a branch's posts around the identifier that show it.
fn coverage(branch: &Branch) -> f64 {
    let with = branch.with.len() as f64;
    with / (with + f64::from(branch.beside))
}

/// The evidence as log-odds that an identifier is a hub.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weights {
    scattered: f64,
    rare_in_each: f64,
    texts: f64,
    prior: f64,
}

impl Weights {
    /// Weighs evidence.
    pub(super) fn of(evidence: &Evidence) -> Self {
        let branches = &evidence.branches;
        // A chain of contacts falls into two pieces anywhere; only a third piece is telling.
        let beyond_two = branches.iter().skip(2).take(60).enumerate();
        let scattered: f64 = beyond_two.map(|(at, branch)| if at < 10 { apartness(branch) } else { 0.1 }).sum::<f64>()
            + two_sides(branches)
            + single_posts(branches);
        let rare_in_each: f64 = branches.iter().take(12).map(rareness).sum();
        let texts = evidence.alike.map_or(0.0, |alike| ((0.2 - alike) * 4.0).clamp(-3.2, 0.8)) + (evidence.strange * 0.3).clamp(-2.5, 1.0);
        let bare = evidence.bare.len() as f64 / evidence.posts.max(1) as f64;
        let prior = -1.8 - 1.5 * bare;
        Self { scattered, rare_in_each, texts, prior }.with_few_unlike_posts(evidence).with_lone_posts(evidence).with_unlike_posts(evidence)
    }

    /// An organiser's own contact has two like texts soon; the more posts without any, the less it is one's own.
    fn with_few_unlike_posts(mut self, evidence: &Evidence) -> Self {
        if evidence.branches.len() >= 2 && evidence.alike.is_some_and(|alike| alike < UNLIKE) {
            self.texts += (0.3 * (evidence.posts as f64 - 4.0)).clamp(0.0, 2.0);
        }
        self
    }

    /// A number in many posts of many publishers with unlike texts is nobody's own, whatever else stands beside it: where such numbers are
    /// frequent, everything hangs together with everything and the surroundings tell nothing.
    fn with_unlike_posts(mut self, evidence: &Evidence) -> Self {
        let everywhere = evidence.posts >= EVERYWHERE && evidence.publishers >= EVERYWHERE / 3;
        if everywhere && evidence.alike.is_some_and(|alike| alike < UNLIKE) {
            self.texts += (3.0 * evidence.posts as f64 / EVERYWHERE as f64).ln();
        }
        self
    }

    /// A number that never stands beside another: many publishers with unlike texts make it a help line.
    fn with_lone_posts(mut self, evidence: &Evidence) -> Self {
        let lone = evidence.bare.len() >= MANY && evidence.branches.len() <= 2;
        if lone
            && evidence.alike.is_some_and(|alike| alike < UNLIKE)
            && (evidence.account || evidence.publishers * 2 > evidence.posts.min(SOURCES))
        {
            self.texts += 2.0 + (evidence.bare.len() as f64 / MANY as f64).ln();
        }
        self
    }

    /// Log-odds that it is a hub.
    pub(super) fn hub(&self) -> f64 {
        self.scattered + self.rare_in_each + self.texts + self.prior
    }

    /// What spoke loudest.
    pub(super) fn because(&self) -> SuppressedBecause {
        if self.scattered >= self.rare_in_each && self.scattered >= self.texts {
            SuppressedBecause::UnlikeGroups
        } else if self.rare_in_each >= self.texts {
            SuppressedBecause::SmallPartOfEach
        } else {
            SuppressedBecause::UnlikeTexts
        }
    }
}

/// What one more branch says: more if it has a life of its own, and more still if its posts could have led elsewhere and don't.
fn apartness(branch: &Branch) -> f64 {
    if branch.others.is_empty() { 0.35 } else { 0.9 + 0.35 * f64::from(branch.pairs.min(6)) }
}

/// Two sides that are both woven closely, not in a chain, would be woven together if they were one organiser's.
fn two_sides(branches: &[Branch]) -> f64 {
    match branches {
        [a, b, ..] if a.rings > 0 && b.rings > 0 => 0.6 * f64::from(a.pairs.min(b.pairs).min(8)),
        _ => 0.0,
    }
}

/// Five or more groups with one post each: nobody uses a contact of their own so evenly.
fn single_posts(branches: &[Branch]) -> f64 {
    if branches.iter().filter(|branch| branch.with.len() == 1).count() >= 5 { 1.0 } else { 0.0 }
}

/// Log-odds of a branch showing a stranger's identifier (in one post of eight) against one of its own (in one of three).
fn rareness(branch: &Branch) -> f64 {
    let with = branch.with.len() as f64;
    // One appearance says little for ownership.
    let least = if branch.with.len() == 1 { -0.3 } else { -2.0 };
    (f64::from(branch.beside.min(30)) * (0.875_f64 / 0.667).ln() + with * (0.125_f64 / 0.333).ln()).clamp(least, 2.5)
}

/// Walks around identifiers; keeps its notes from walk to walk.
pub(super) struct Scout<'g, 'a> {
    graph: &'g Graph<'a>,
    posts: FxHashMap<u32, u32>,
    marks: FxHashMap<u32, u32>,
}

impl<'g, 'a> Scout<'g, 'a> {
    pub(super) fn new(graph: &'g Graph<'a>) -> Self {
        Self { graph, posts: FxHashMap::default(), marks: FxHashMap::default() }
    }

    /// Into how many groups the posts of an identifier fall by the other identifiers they show; posts without others count for nothing.
    pub(super) fn direct_groups(&mut self, mark: u32, walkable: impl Fn(u32) -> bool) -> u32 {
        let posts = self.graph.posts_of(mark);
        if posts.len() < 2 {
            return 0;
        }
        self.marks.clear();
        let mut sets = DisjointSets::default();
        let mut groups = 0;
        for &post in posts.iter().step_by(posts.len().div_ceil(SOURCES)) {
            let mut own = None;
            for &other in self.graph.marks_of(post).iter().filter(|&&other| other != mark && walkable(other)) {
                let set = *self.marks.entry(other).or_insert_with(|| {
                    groups += 1;
                    sets.push()
                });
                if let Some(own) = own.replace(set)
                    && sets.find(own) != sets.find(set)
                {
                    sets.join(own, set);
                    groups -= 1;
                }
            }
        }
        groups
    }

    /// Takes an identifier away and explores what hangs together around its posts.
    pub(super) fn explore(&mut self, mark: u32, reach: Reach, walkable: impl Fn(u32) -> bool) -> Evidence {
        let posts = self.graph.posts_of(mark);
        let sources: Vec<u32> = posts.iter().copied().step_by(posts.len().div_ceil(SOURCES).max(1)).collect();
        let mut walk = Walk::start(self, mark, &sources);
        walk.go(reach, &walkable);
        let mut evidence = walk.gather(&sources, &walkable);
        evidence.posts = posts.len();
        evidence.alike = wording::alike(self.graph, &sources);
        if let [a, b, ..] = evidence.branches.as_slice() {
            evidence.strange = wording::strangers(self.graph, a, b);
        }
        evidence.publishers = self.publishers(&sources);
        evidence.account = self.graph.is_account(mark);
        evidence
    }

    fn publishers(&self, sources: &[u32]) -> usize {
        let seen: FxHashSet<_> =
            sources.iter().filter_map(|&post| self.graph.post(post)).map(|post| (post.key.source(), post.author.as_deref())).collect();
        seen.len()
    }
}

/// One walk: every post and identifier reached gets the number of a set; sets that meet are joined.
struct Walk<'s, 'g, 'a> {
    scout: &'s mut Scout<'g, 'a>,
    mark: u32,
    sets: DisjointSets,
    frontier: Vec<u32>,
    /// Posts found besides the sources: post, set, whether it is one step away.
    found: Vec<(u32, u32, bool)>,
}

impl<'s, 'g, 'a> Walk<'s, 'g, 'a> {
    fn start(scout: &'s mut Scout<'g, 'a>, mark: u32, sources: &[u32]) -> Self {
        scout.posts.clear();
        scout.marks.clear();
        let mut sets = DisjointSets::default();
        for &post in sources {
            scout.posts.insert(post, sets.push());
        }
        Self { scout, mark, sets, frontier: sources.to_vec(), found: Vec::new() }
    }

    fn go(&mut self, reach: Reach, walkable: &impl Fn(u32) -> bool) {
        for step in 0..reach.steps {
            for post in std::mem::take(&mut self.frontier) {
                self.leave(post, step == 0, walkable);
                if self.found.len() >= reach.posts {
                    return;
                }
            }
        }
    }

    fn leave(&mut self, post: u32, first_step: bool, walkable: &impl Fn(u32) -> bool) {
        let graph = self.scout.graph;
        let Some(&set) = self.scout.posts.get(&post) else { return };
        let mark = self.mark;
        for &other in graph.marks_of(post).iter().filter(|&&other| other != mark && walkable(other)) {
            if let Some(&seen) = self.scout.marks.get(&other) {
                self.sets.join(seen, set);
                continue;
            }
            self.scout.marks.insert(other, set);
            for &next in graph.posts_of(other) {
                self.arrive(next, set, first_step);
            }
        }
    }

    fn arrive(&mut self, post: u32, set: u32, first_step: bool) {
        if let Some(&seen) = self.scout.posts.get(&post) {
            self.sets.join(seen, set);
            return;
        }
        self.scout.posts.insert(post, set);
        self.found.push((post, set, first_step));
        self.frontier.push(post);
    }

    /// For each branch the number of pairs of identifiers beyond those that would just hold it together.
    fn rings(&mut self, walkable: &impl Fn(u32) -> bool) -> FxHashMap<u32, u32> {
        let graph = self.scout.graph;
        let mut pairs = FxHashSet::<(u32, u32)>::default();
        let mut woven = FxHashMap::<u32, DisjointSets>::default();
        let mut places = FxHashMap::<u32, (u32, u32)>::default();
        let mut rings = FxHashMap::<u32, u32>::default();
        for &(post, set, _) in &self.found {
            let set = self.sets.find(set);
            let shown: Vec<u32> = graph.marks_of(post).iter().copied().filter(|&other| other != self.mark && walkable(other)).collect();
            for pair in shown.windows(2) {
                let [a, b] = *pair else { continue };
                if !pairs.insert((a.min(b), a.max(b))) {
                    continue;
                }
                let sets = woven.entry(set).or_default();
                let mut place = |mark| places.entry(mark).or_insert_with(|| (set, sets.push())).1;
                let (a, b) = (place(a), place(b));
                if sets.find(a) == sets.find(b) {
                    *rings.entry(set).or_default() += 1;
                }
                sets.join(a, b);
            }
        }
        rings
    }

    fn gather(mut self, sources: &[u32], walkable: &impl Fn(u32) -> bool) -> Evidence {
        let graph = self.scout.graph;
        let mut branches = FxHashMap::<u32, Branch>::default();
        let mut evidence = Evidence::default();
        let others = |post: u32, mark: u32| graph.marks_of(post).iter().filter(move |&&other| other != mark && walkable(other)).count();
        for (set, &post) in (0_u32..).zip(sources) {
            if others(post, self.mark) == 0 {
                evidence.bare.push(post);
            } else {
                branches.entry(self.sets.find(set)).or_default().with.push(post);
            }
        }
        for &(post, set, first_step) in &self.found {
            let branch = branches.entry(self.sets.find(set)).or_default();
            if graph.marks_of(post).contains(&self.mark) {
                branch.with.push(post);
                continue;
            }
            branch.others.push(post);
            branch.beside += u32::from(first_step);
            branch.pairs += u32::from(others(post, self.mark) >= 2);
        }
        for (set, rings) in self.rings(walkable) {
            branches.entry(set).or_default().rings = rings;
        }
        let mut ordered: Vec<(u32, Branch)> = branches.into_iter().collect();
        ordered.sort_unstable_by_key(|(set, branch)| (std::cmp::Reverse((branch.pairs, branch.others.len(), branch.with.len())), *set));
        evidence.branches = ordered.into_iter().map(|(_, branch)| branch).collect();
        evidence
    }
}
