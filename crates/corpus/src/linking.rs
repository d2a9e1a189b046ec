//! Hands all kept posts to the `network` crate and keeps what it found ready for the pages.

use std::collections::BTreeMap;

use network::{MarkKind, Network, Sighting, TieReason};
use rayon::prelude::*;
use record::{Moment, PostKey};

use crate::Corpus;
use crate::error::Result;
use crate::networks::{NetworkDetail, NetworkHint, NetworkIdentifier, NetworkLink, NetworkReason, NetworkRow, Relinked};
use crate::store::{Linked, RawEntry, blob};

/// Posts read at one go.
const PAGE: usize = 8_192;
/// Contacts shown in a row of a list.
pub(crate) const SHOWN: usize = 5;
/// Links kept of one network, heaviest first.
const MOST_LINKS: usize = 2_000;

impl Corpus {
    /// Links all kept posts anew; pages see the new networks at once and all together.
    ///
    /// # Errors
    /// Where the store can't be read or written.
    pub fn relink(&self) -> Result<Relinked> {
        let sightings = self.sightings()?;
        let networks: Vec<Network> = network::link(&sightings).into_iter().filter(|network| network.posts.len() > 1).collect();
        let published: BTreeMap<&PostKey, Option<Moment>> = sightings.iter().map(|sighting| (&sighting.key, sighting.published)).collect();
        let linked = networks.par_iter().map(|network| written(network, &published)).collect::<Result<Vec<_>>>()?;
        self.store.write_networks(&linked)?;
        let members = linked.iter().map(|network| u64::from(network.row.posts)).sum();
        Ok(Relinked { posts: sightings.len() as u64, networks: linked.len() as u64, linked: members })
    }

    fn sightings(&self) -> Result<Vec<Sighting>> {
        let mut sightings = Vec::new();
        let mut last: Option<String> = None;
        loop {
            let page = self.store.after(last.as_deref(), PAGE)?;
            let Some((key, _)) = page.last() else { return Ok(sightings) };
            last = Some(key.clone());
            let sight = |(key, raw): &(String, RawEntry)| {
                let (kept, finding) = raw.decode(key)?;
                Ok(Sighting::of(&kept.post, &finding.signals))
            };
            sightings.extend(page.par_iter().map(sight).collect::<Result<Vec<_>>>()?.into_iter().flatten());
        }
    }
}

fn written(network: &Network, published: &BTreeMap<&PostKey, Option<Moment>>) -> Result<Linked> {
    let mut order: Vec<&PostKey> = network.posts.iter().collect();
    order.sort_by_key(|key| (published.get(key).copied().flatten(), *key));
    let identifiers = contacts(network.identifiers.iter().map(|contact| (contact.kind, &contact.value, contact.posts)));
    let row = NetworkRow {
        id: network.id.clone(),
        score: narrow(network.score),
        posts: count(network.posts.len()),
        identifiers: identifiers.iter().take(SHOWN).cloned().collect(),
        identifier_count: count(identifiers.len()),
        places: network.places.clone(),
        categories: network.categories.clone(),
        first: network.first,
        last: network.last,
        reasons: network.reasons.iter().map(|sign| reason(sign.code.code(), sign.weight, sign.detail.clone())).collect(),
    };
    let detail = NetworkDetail {
        row: row.clone(),
        members: order.into_iter().cloned().collect(),
        identifiers,
        outside: 0,
        links: links(network),
        suppressed: contacts(network.suppressed.iter().map(|hub| (hub.kind, &hub.value, hub.posts))),
        hints: hints(network),
    };
    let members = network.posts.iter().map(ToString::to_string).collect();
    Ok(Linked { detail: blob(&row.id, &detail)?, row, members })
}

fn hints(network: &Network) -> Vec<NetworkHint> {
    let hint =
        |hint: &network::Hint| NetworkHint { network: hint.network.clone(), posts: count(hint.posts), examples: hint.examples.clone() };
    network.hints.iter().map(hint).collect()
}

/// Contacts that stand in texts; accounts are known from the posts themselves.
pub(crate) fn contacts<'a>(found: impl Iterator<Item = (MarkKind, &'a String, usize)>) -> Vec<NetworkIdentifier> {
    let contact = |(kind, value, posts): (MarkKind, &String, usize)| match kind {
        MarkKind::Contact(kind) => Some(NetworkIdentifier { kind, value: value.clone(), posts: count(posts) }),
        MarkKind::Account(_) => None,
    };
    found.filter_map(contact).collect()
}

/// Pairs of posts with all that holds them together: each identifier is told as a chain through its posts, not as every pair of them.
fn links(network: &Network) -> Vec<NetworkLink> {
    let mut pairs: BTreeMap<(u32, u32), Vec<NetworkReason>> = BTreeMap::new();
    let mut before: BTreeMap<u32, u32> = BTreeMap::new();
    for link in &network.links {
        let Some(contact) = network.identifiers.get(link.identifier as usize) else { continue };
        if let Some(other) = before.insert(link.identifier, link.post) {
            let shared = reason(shared_code(contact.kind), link.weight, vec![contact.value.clone()]);
            pairs.entry((other.min(link.post), other.max(link.post))).or_default().push(shared);
        }
    }
    for tie in &network.ties {
        let likeness = format!("{:.0} %", tie.likeness * 100.0);
        pairs.entry((tie.a.min(tie.b), tie.a.max(tie.b))).or_default().push(reason(tie_code(tie.reason), tie.weight, vec![likeness]));
    }
    let mut links: Vec<NetworkLink> = pairs.into_iter().filter_map(|((a, b), reasons)| told(network, a, b, reasons)).collect();
    links.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    links.truncate(MOST_LINKS);
    links
}

fn told(network: &Network, a: u32, b: u32, reasons: Vec<NetworkReason>) -> Option<NetworkLink> {
    let (a, b) = (network.posts.get(a as usize)?.clone(), network.posts.get(b as usize)?.clone());
    Some(NetworkLink { a, b, weight: reasons.iter().map(|reason| reason.weight).sum(), reasons })
}

fn shared_code(kind: MarkKind) -> &'static str {
    use signals::identifiers::Kind;
    match kind {
        MarkKind::Account(_) => "shared_account",
        MarkKind::Contact(Kind::Phone) => "shared_phone",
        MarkKind::Contact(Kind::Telegram | Kind::TelegramInvite) => "shared_telegram",
        MarkKind::Contact(Kind::Instagram | Kind::Vk | Kind::Tiktok) => "shared_profile",
        MarkKind::Contact(Kind::Email) => "shared_email",
        MarkKind::Contact(Kind::Url | Kind::Domain) => "shared_link",
        MarkKind::Contact(Kind::Card | Kind::Iban | Kind::Wallet) => "shared_account_number",
    }
}

fn tie_code(tie: TieReason) -> &'static str {
    match tie {
        TieReason::SamePlaceAndPrice => "copied_text_same_place_and_price",
        TieReason::SameAuthorName => "copied_text_same_author_name",
    }
}

pub(crate) fn reason(code: &str, weight: f64, detail: Vec<String>) -> NetworkReason {
    NetworkReason { code: code.to_owned(), weight: narrow(weight), detail }
}

#[expect(clippy::cast_possible_truncation, reason = "a weight is shown with one digit; single precision holds seven")]
pub(crate) fn narrow(weight: f64) -> f32 {
    weight as f32
}

pub(crate) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
