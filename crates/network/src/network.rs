//! A network, written down with its reasons.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use record::{Moment, PostKey};
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::graph::Graph;
use crate::linking::{FoundHint, FoundTie, Standing, Verdicts};
use crate::organisation::{self, Sign};
use crate::sighting::{MarkKind, Sighting};
use signals::identifiers::Kind;

/// What one organiser published, as far as links show.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Network {
    /// Its name: it comes from the smallest key of its members and stays as long as that post belongs to it.
    #[serde(rename = "network")]
    pub id: String,
    /// How organised it looks: the sum of the weights of its signs.
    pub score: f64,
    /// Its posts, ascending by key.
    pub posts: Vec<PostKey>,
    /// Identifiers that hold it together or stand in it alone, most frequent first.
    pub identifiers: Vec<Contact>,
    /// Which post shows which identifier.
    pub links: Vec<Link>,
    /// Posts that several weak signs brought here.
    pub ties: Vec<Tie>,
    /// Identifiers that stand in its posts and weigh nothing.
    pub suppressed: Vec<Suppressed>,
    /// Codes of places, most frequent first.
    pub places: Vec<String>,
    /// Codes of categories, most frequent first.
    pub categories: Vec<String>,
    /// Codes of stages, most frequent first.
    pub stages: Vec<String>,
    /// The earliest post.
    pub first: Option<Moment>,
    /// The latest post.
    pub last: Option<Moment>,
    /// Signs of organisation, heaviest first.
    pub reasons: Vec<Sign>,
    /// Where else its texts stand, most posts first; that links nothing.
    pub hints: Vec<Hint>,
}

/// A copied text: what is too little for a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hint {
    /// The network of the posts that show the same text; none where they belong to none.
    pub network: Option<String>,
    /// How many posts these are.
    pub posts: usize,
    /// The first of them.
    pub examples: Vec<PostKey>,
}

impl Hint {
    /// How many posts of a hint are named.
    const EXAMPLES: usize = 3;
}

/// An identifier of a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// What it is.
    pub kind: MarkKind,
    /// Its one written form.
    pub value: String,
    /// In how many posts of the network it stands.
    pub posts: usize,
    /// In how many posts of all it stands; more than `posts` where strangers show it too.
    pub posts_of_all: usize,
}

/// A line between a post and an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Link {
    /// Position in [`Network::posts`].
    pub post: u32,
    /// Position in [`Network::identifiers`].
    pub identifier: u32,
    /// Log-odds that two posts with this identifier are one organiser's: more for a card than for a link, more where it is rare.
    pub weight: f64,
}

/// Two posts that several weak signs hold together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Tie {
    /// Position in [`Network::posts`] of the post that has no contact of its own.
    pub a: u32,
    /// Position of the other.
    pub b: u32,
    /// Log-odds that both are one organiser's.
    pub weight: f64,
    /// Estimated likeness of the texts.
    pub likeness: f64,
    /// What they share besides the text.
    pub reason: TieReason,
}

/// What two posts share besides a copied text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TieReason {
    /// A place and a price.
    SamePlaceAndPrice,
    /// The author's name, in another source.
    SameAuthorName,
}

/// An identifier that weighs nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suppressed {
    /// What it is.
    pub kind: MarkKind,
    /// Its one written form.
    pub value: String,
    /// In how many posts of the network it stands.
    pub posts: usize,
    /// In how many posts of all.
    pub posts_of_all: usize,
    /// Why it weighs nothing.
    pub because: SuppressedBecause,
}

/// Why an identifier weighs nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SuppressedBecause {
    /// Without it its posts fall into several groups that share nothing else.
    UnlikeGroups,
    /// It stands in a small part of the posts of each group that shows it.
    SmallPartOfEach,
    /// Many publishers show it under texts that have nothing in common.
    UnlikeTexts,
}

impl Network {
    /// Higher scores first, then more posts, then by name.
    pub(crate) fn most_organised_first(a: &Self, b: &Self) -> Ordering {
        b.score.total_cmp(&a.score).then(b.posts.len().cmp(&a.posts.len())).then_with(|| a.posts.first().cmp(&b.posts.first()))
    }
}

/// What is needed to write networks down.
pub(crate) struct Surroundings<'s, 'a> {
    graph: &'s Graph<'a>,
    verdicts: &'s Verdicts,
    /// Ties by the post that they bring.
    ties: FxHashMap<u32, FoundTie>,
}

impl<'s, 'a> Surroundings<'s, 'a> {
    pub(crate) fn new(graph: &'s Graph<'a>, verdicts: &'s Verdicts, ties: &[FoundTie]) -> Self {
        Self { graph, verdicts, ties: ties.iter().map(|tie| (tie.a, *tie)).collect() }
    }

    /// Writes a group of posts down.
    pub(crate) fn describe(&self, group: &[u32]) -> Network {
        let members: Vec<&Sighting> = group.iter().filter_map(|&post| self.graph.post(post)).collect();
        let (own, hubs) = self.marks(group);
        let identifiers: Vec<Contact> = own.iter().map(|&(mark, posts)| self.contact(mark, posts)).collect();
        let mut reasons = organisation::signs(&members, &identifiers);
        reasons.extend(own.iter().filter_map(|&(mark, _)| self.changed_hands(mark)));
        Network {
            id: members.first().map(|first| name_of(&first.key)).unwrap_or_default(),
            score: reasons.iter().map(|sign| sign.weight).sum(),
            posts: members.iter().map(|member| member.key.clone()).collect(),
            links: self.links(group, &own),
            ties: group.iter().filter_map(|post| self.tie(group, *self.ties.get(post)?)).collect(),
            suppressed: hubs.iter().filter_map(|&(mark, posts)| self.suppressed(mark, posts)).collect(),
            places: frequent(members.iter().flat_map(|member| member.places.iter().map(AsRef::as_ref))),
            categories: frequent(members.iter().filter_map(|member| member.category.as_deref())),
            stages: frequent(members.iter().filter_map(|member| member.stage.as_deref())),
            first: members.iter().filter_map(|member| member.published).min(),
            last: members.iter().filter_map(|member| member.published).max(),
            identifiers,
            reasons,
            hints: Vec::new(),
        }
    }

    /// Identifiers of a group with the number of its posts that show them, most frequent first: those that link and those that don't.
    fn marks(&self, group: &[u32]) -> (Counted, Counted) {
        let mut counts = FxHashMap::<u32, (usize, bool)>::default();
        for &post in group {
            for &mark in self.graph.marks_of(post) {
                let entry = counts.entry(mark).or_default();
                entry.0 += 1;
                // A contact that was sold is told in the networks of both holders, even where a post can't be given to one of them.
                let sold = matches!(self.verdicts.standing(mark), Standing::ChangedHands(_));
                entry.1 |= sold || self.verdicts.links(self.graph, mark, post) || self.graph.posts_of(mark).len() == 1;
            }
        }
        let mut counted: Vec<(u32, usize, bool)> = counts.into_iter().map(|(mark, (posts, own))| (mark, posts, own)).collect();
        counted.sort_unstable_by_key(|&(mark, posts, _)| (std::cmp::Reverse(posts), mark));
        let (own, hubs): (Vec<_>, Vec<_>) = counted.into_iter().partition(|&(_, _, own)| own);
        let plain = |list: Vec<(u32, usize, bool)>| list.into_iter().map(|(mark, posts, _)| (mark, posts)).collect();
        (plain(own), plain(hubs))
    }

    fn contact(&self, mark: u32, posts: usize) -> Contact {
        let (kind, value) = self.name(mark);
        Contact { kind, value, posts, posts_of_all: self.graph.posts_of(mark).len() }
    }

    fn suppressed(&self, mark: u32, posts: usize) -> Option<Suppressed> {
        let because = match self.verdicts.standing(mark) {
            Standing::Own | Standing::ChangedHands(_) => return None,
            Standing::Hub(because) | Standing::Shared(because) => because,
        };
        let (kind, value) = self.name(mark);
        Some(Suppressed { kind, value, posts, posts_of_all: self.graph.posts_of(mark).len(), because })
    }

    fn changed_hands(&self, mark: u32) -> Option<Sign> {
        let Standing::ChangedHands(at) = self.verdicts.standing(mark) else { return None };
        Some(organisation::changed_hands(&self.name(mark).1, at))
    }

    /// A hint as it is told.
    pub(crate) fn hint(&self, groups: &[Vec<u32>], found: &FoundHint) -> Option<Hint> {
        let key = |&post: &u32| self.graph.post(post).map(|post| post.key.clone());
        let first = |group: u32| groups.get(group as usize)?.first().and_then(key);
        Some(Hint {
            network: match found.other {
                Some(group) => Some(name_of(&first(group)?)),
                None => None,
            },
            posts: found.posts.len(),
            examples: found.posts.iter().take(Hint::EXAMPLES).filter_map(key).collect(),
        })
    }

    fn name(&self, mark: u32) -> (MarkKind, String) {
        self.graph.marks.get(mark as usize).map_or((MarkKind::ACCOUNT, String::new()), |mark| (mark.kind, mark.value.to_string()))
    }

    fn links(&self, group: &[u32], own: &Counted) -> Vec<Link> {
        let positions: FxHashMap<u32, u32> = own.iter().zip(0_u32..).map(|(&(mark, _), at)| (mark, at)).collect();
        let mut links = Vec::new();
        for (&post, at) in group.iter().zip(0_u32..) {
            for &mark in self.graph.marks_of(post).iter().filter(|&&mark| self.verdicts.links(self.graph, mark, post)) {
                let Some(&identifier) = positions.get(&mark) else { continue };
                links.push(Link { post: at, identifier, weight: weight(self.name(mark).0, self.graph.posts_of(mark).len()) });
            }
        }
        links
    }

    fn tie(&self, group: &[u32], found: FoundTie) -> Option<Tie> {
        let place = |post: u32| group.binary_search(&post).ok().and_then(|at| u32::try_from(at).ok());
        let base = if found.reason == TieReason::SameAuthorName { 1.5 } else { 1.0 };
        Some(Tie { a: place(found.a)?, b: place(found.b)?, weight: base + found.likeness, likeness: found.likeness, reason: found.reason })
    }
}

/// Identifiers with numbers of posts.
type Counted = Vec<(u32, usize)>;

/// What an identifier of this kind, seen in so many posts, says for one organiser behind two of them.
fn weight(kind: MarkKind, posts: usize) -> f64 {
    let base = match kind {
        MarkKind::Contact(Kind::Card | Kind::Iban | Kind::Wallet) => 6.0,
        MarkKind::Contact(Kind::Phone | Kind::Telegram | Kind::Email) | MarkKind::Account(_) => 5.0,
        MarkKind::Contact(Kind::Instagram | Kind::Vk | Kind::Tiktok | Kind::TelegramInvite) => 4.5,
        MarkKind::Contact(Kind::Url | Kind::Domain) => 3.0,
    };
    (base - 0.4 * (posts as f64).ln()).max(1.0)
}

/// Codes, most frequent first.
pub(crate) fn frequent<'a>(codes: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut counts = BTreeMap::<&str, usize>::new();
    for code in codes {
        *counts.entry(code).or_default() += 1;
    }
    let mut ordered: Vec<_> = counts.into_iter().collect();
    ordered.sort_by_key(|&(code, count)| (std::cmp::Reverse(count), code));
    ordered.into_iter().map(|(code, _)| code.to_owned()).collect()
}

/// Sixteen hexadecimal digits from a key (FNV-1a, the same everywhere and for ever).
fn name_of(key: &PostKey) -> String {
    let hash =
        key.to_string().bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
    format!("{hash:016x}")
}
