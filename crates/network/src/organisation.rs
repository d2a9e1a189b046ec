//! Signs of organisation: by these networks are ranked.

use std::collections::{BTreeMap, BTreeSet};

use record::Moment;
use serde::Serialize;

use crate::network::Contact;
use crate::sighting::{MarkKind, Price, Sighting};

/// One sign of organisation in a network.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sign {
    /// What was seen.
    pub code: SignKind,
    /// What it adds to the score.
    pub weight: f64,
    /// The values seen: codes of places, contacts, sums, counts.
    pub detail: Vec<String>,
}

/// Kinds of signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignKind {
    /// Posts for several places.
    SeveralPlaces,
    /// One text with different pay.
    DifferentPay,
    /// Several contacts take turns.
    RotatingContacts,
    /// It goes on for weeks or longer.
    Duration,
    /// Several stages (recruit, offer, control, money).
    SeveralStages,
    /// Several kinds of trafficking.
    SeveralCategories,
    /// Posts in several sources.
    SeveralSources,
    /// Several accounts publish.
    SeveralAccounts,
    /// One text again and again.
    Copies,
    /// Many posts.
    ManyPosts,
    /// A contact went from one holder to another: who links the two by it is wrong. It weighs nothing.
    ChangedHands,
}

impl SignKind {
    /// The code, as serialized.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::SeveralPlaces => "several_places",
            Self::DifferentPay => "different_pay",
            Self::RotatingContacts => "rotating_contacts",
            Self::Duration => "duration",
            Self::SeveralStages => "several_stages",
            Self::SeveralCategories => "several_categories",
            Self::SeveralSources => "several_sources",
            Self::SeveralAccounts => "several_accounts",
            Self::Copies => "copies",
            Self::ManyPosts => "many_posts",
            Self::ChangedHands => "changed_hands",
        }
    }
}

/// Values shown of a sign.
const SHOWN: usize = 8;
/// From this estimated likeness two texts are one offer.
const SAME_OFFER: f64 = 0.6;

/// The signs of a network, heaviest first.
pub(crate) fn signs(members: &[&Sighting], identifiers: &[Contact]) -> Vec<Sign> {
    let places = distinct(members.iter().flat_map(|member| member.places.iter().map(AsRef::as_ref)));
    let stages = distinct(members.iter().filter_map(|member| member.stage.as_deref()));
    let categories = distinct(members.iter().filter_map(|member| member.category.as_deref()));
    let sources = distinct(members.iter().map(|member| member.key.source()));
    let named = |account: bool| {
        distinct(
            identifiers.iter().filter(move |contact| (contact.kind == MarkKind::ACCOUNT) == account).map(|contact| contact.value.as_str()),
        )
    };
    let offers = Offers::of(members);
    let mut signs: Vec<Sign> = [
        several(SignKind::SeveralPlaces, 1.0, &places),
        several(SignKind::SeveralStages, 1.2, &stages),
        several(SignKind::SeveralCategories, 0.8, &categories),
        several(SignKind::SeveralSources, 0.7, &sources),
        several(SignKind::SeveralAccounts, 0.7, &named(true)),
        several(SignKind::RotatingContacts, 1.0, &named(false)),
        several(SignKind::DifferentPay, 1.2, &offers.pay),
        duration(members),
        counted(SignKind::Copies, 0.4, offers.copies),
        counted(SignKind::ManyPosts, 0.5, members.len()),
    ]
    .into_iter()
    .flatten()
    .collect();
    signs.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.code.cmp(&b.code)));
    signs
}

fn distinct<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    values.collect::<BTreeSet<_>>().into_iter().map(str::to_owned).collect()
}

/// Two of something weigh `base`, every doubling as much again.
fn several(code: SignKind, base: f64, values: &[String]) -> Option<Sign> {
    (values.len() >= 2).then(|| Sign {
        code,
        weight: base * (values.len() as f64).log2(),
        detail: values.iter().take(SHOWN).cloned().collect(),
    })
}

fn counted(code: SignKind, base: f64, count: usize) -> Option<Sign> {
    (count >= 2).then(|| Sign { code, weight: base * (count as f64).log2(), detail: vec![count.to_string()] })
}

/// A contact that changed hands, and the day about which it did.
pub(crate) fn changed_hands(contact: &str, at: Moment) -> Sign {
    let day = at.to_string().split('T').next().unwrap_or_default().to_owned();
    Sign { code: SignKind::ChangedHands, weight: 0.0, detail: vec![contact.to_owned(), day] }
}

/// Two weeks weigh 1, every doubling adds 0.5.
fn duration(members: &[&Sighting]) -> Option<Sign> {
    let moments = || members.iter().filter_map(|member| member.published);
    let days = moments().max()?.unix_seconds().saturating_sub(moments().min()?.unix_seconds()) / 86_400;
    let weight = 1.0 + 0.5 * (days as f64 / 14.0).log2();
    (days >= 14).then(|| Sign { code: SignKind::Duration, weight, detail: vec![days.to_string()] })
}

/// Posts of one text.
struct Offers {
    /// The prices of the offer with the most of them, where there are several.
    pay: Vec<String>,
    /// How many posts the most copied text has.
    copies: usize,
}

impl Offers {
    fn of(members: &[&Sighting]) -> Self {
        let mut offers: Vec<Offer<'_>> = Vec::new();
        let mut by_band = BTreeMap::<u64, usize>::new();
        for member in members.iter().filter(|member| !member.text.is_empty()) {
            let known = member.text.bands().find_map(|band| by_band.get(&band).copied().filter(|&at| is_same(&offers, at, member)));
            let at = known.unwrap_or(offers.len());
            if at == offers.len() {
                offers.push(Offer { first: member, posts: 0, prices: BTreeSet::new() });
            }
            for band in member.text.bands() {
                by_band.entry(band).or_insert(at);
            }
            if let Some(offer) = offers.get_mut(at) {
                offer.posts += 1;
                offer.prices.extend(member.prices.iter().copied());
            }
        }
        let most = offers.iter().max_by_key(|offer| offer.prices.len());
        let pay = most.map(|offer| offer.prices.iter().map(shown).collect()).unwrap_or_default();
        Self { pay, copies: offers.iter().map(|offer| offer.posts).max().unwrap_or(0) }
    }
}

struct Offer<'a> {
    first: &'a Sighting,
    posts: usize,
    prices: BTreeSet<Price>,
}

fn is_same(offers: &[Offer<'_>], at: usize, member: &Sighting) -> bool {
    offers.get(at).is_some_and(|offer| offer.first.text.likeness(&member.text) >= SAME_OFFER)
}

fn shown(price: &Price) -> String {
    let currency: String = price.currency.iter().filter(|byte| byte.is_ascii_alphanumeric()).map(|&byte| char::from(byte)).collect();
    format!("{} {currency}", price.amount).trim_end().to_owned()
}
