//! What two installations captured of one address, compared: where they agree, where they differ, what can't be compared.
//!
//! A page may show another face to another visitor, place or hour, so a difference says nothing by itself. No verdict is given; whoever
//! reads it sees what is the same, byte for byte, and what is not.
//!
//! A [`Side`] is filled from a capture's manifest (`manifest.json`): `asked`, `reached`, `began`, `ended`, `clock_offset`; of `exchanges`
//! `method`, `address`, `status`, `from`, `protocol`, with the digest of the payload from `records` and the certificates by
//! server; of `dialled` the names with their answers.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::IpAddr;

use custody::Sha256;
use record::Moment;
use serde::{Deserialize, Serialize};

/// One installation's capture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// Which installation, in a word for people.
    pub installation: String,
    /// The address that was asked for.
    pub asked: String,
    /// The address that was reached.
    pub reached: String,
    /// When it began, by the installation's clock.
    pub began: Moment,
    /// When it ended.
    pub ended: Moment,
    /// By how many milliseconds the clock went ahead, where that is known.
    pub clock_offset_ms: Option<i64>,
    /// The exchanges, in their order.
    pub exchanges: Vec<SideExchange>,
    /// The names that were resolved.
    pub names: Vec<SideName>,
}

/// One exchange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SideExchange {
    /// The method.
    pub method: String,
    /// The address.
    pub address: String,
    /// The status of the answer; none where nothing was answered.
    pub status: Option<u16>,
    /// The server's address.
    pub server: Option<IpAddr>,
    /// The protocol, as the browser names it.
    pub protocol: Option<String>,
    /// The digest of the body; none where it was not got.
    pub body: Option<Sha256>,
    /// The digests of the server's certificates, its own first; none where they are not known.
    pub certificates: Option<Vec<Sha256>>,
}

/// A name with what it resolved to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SideName {
    /// The name.
    pub host: String,
    /// The answers.
    pub answers: BTreeSet<IpAddr>,
}

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// The address that was asked for.
    Asked,
    /// The address that was reached.
    Reached,
    /// The status of an answer.
    Status,
    /// The body of an answer.
    Body,
    /// The server's address.
    Server,
    /// The protocol.
    Protocol,
    /// The server's certificates.
    Certificates,
    /// What a name resolved to.
    Names,
}

/// A difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// Both have it, and it is not the same.
    Other {
        /// What.
        aspect: Aspect,
        /// Of which exchange or name; empty for the whole page.
        of: String,
        /// As the first has it.
        first: String,
        /// As the second has it.
        second: String,
    },
    /// Only the first has it.
    OnlyFirst {
        /// The exchange or name.
        of: String,
    },
    /// Only the second has it.
    OnlySecond {
        /// The exchange or name.
        of: String,
    },
}

/// How two captures stand to each other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// How they differ, in the order of the first.
    pub differences: Vec<Difference>,
    /// How often each aspect is the same.
    pub same: BTreeMap<Aspect, u64>,
    /// What one of them does not say, so that it can't be compared.
    pub incomparable: BTreeMap<Aspect, u64>,
    /// By how many seconds the second began later, by both clocks as far as their offsets are known.
    pub seconds_apart: i64,
    /// Whether the offsets of both clocks are known.
    pub clocks_known: bool,
}

impl Comparison {
    /// Whether nothing differs and all could be compared.
    #[must_use]
    pub fn agree(&self) -> bool {
        self.differences.is_empty() && self.incomparable.is_empty()
    }

    fn compare<T: PartialEq>(&mut self, aspect: Aspect, of: &str, pair: (Option<&T>, Option<&T>), show: impl Fn(&T) -> String) {
        match pair {
            (Some(first), Some(second)) if first == second => *self.same.entry(aspect).or_default() += 1,
            (Some(first), Some(second)) => {
                self.differences.push(Difference::Other { aspect, of: of.to_owned(), first: show(first), second: show(second) });
            }
            // Neither has it: there is nothing to compare.
            (None, None) => {}
            _ => *self.incomparable.entry(aspect).or_default() += 1,
        }
    }

    fn exchange(&mut self, first: &SideExchange, second: &SideExchange) {
        let of = title(first);
        self.compare(Aspect::Status, &of, (first.status.as_ref(), second.status.as_ref()), u16::to_string);
        self.compare(Aspect::Body, &of, (first.body.as_ref(), second.body.as_ref()), Sha256::to_string);
        self.compare(Aspect::Server, &of, (first.server.as_ref(), second.server.as_ref()), IpAddr::to_string);
        self.compare(Aspect::Protocol, &of, (first.protocol.as_ref(), second.protocol.as_ref()), Clone::clone);
        self.compare(Aspect::Certificates, &of, (first.certificates.as_ref(), second.certificates.as_ref()), |all| listed(all));
    }
}

/// Compares two captures. Exchanges are paired by method and address; where there are several of one address, the first with the first.
#[must_use]
pub fn compare(first: &Side, second: &Side) -> Comparison {
    let mut found = Comparison::default();
    found.compare(Aspect::Asked, "", (Some(&first.asked), Some(&second.asked)), Clone::clone);
    found.compare(Aspect::Reached, "", (Some(&first.reached), Some(&second.reached)), Clone::clone);
    let mut left = by_title(second);
    for exchange in &first.exchanges {
        match left.get_mut(&title(exchange)).and_then(VecDeque::pop_front) {
            Some(other) => found.exchange(exchange, other),
            None => found.differences.push(Difference::OnlyFirst { of: title(exchange) }),
        }
    }
    // In the order of the second.
    let taken: BTreeMap<String, usize> = left.iter().map(|(title, rest)| (title.clone(), rest.len())).collect();
    found.differences.extend(rest(second, taken).map(|of| Difference::OnlySecond { of }));
    names(first, second, &mut found);
    let ahead = |side: &Side| side.clock_offset_ms.unwrap_or(0);
    let seconds = second.began.unix_seconds().saturating_sub(first.began.unix_seconds());
    found.seconds_apart = seconds.saturating_sub(ahead(second).saturating_sub(ahead(first)) / 1_000);
    found.clocks_known = first.clock_offset_ms.is_some() && second.clock_offset_ms.is_some();
    found
}

fn by_title(side: &Side) -> BTreeMap<String, VecDeque<&SideExchange>> {
    let mut by_title = BTreeMap::<String, VecDeque<&SideExchange>>::new();
    side.exchanges.iter().for_each(|exchange| by_title.entry(title(exchange)).or_default().push_back(exchange));
    by_title
}

/// The exchanges that were left, of each title the last ones.
fn rest(side: &Side, mut left: BTreeMap<String, usize>) -> impl Iterator<Item = String> {
    let mut titles: Vec<String> = side.exchanges.iter().rev().map(title).collect();
    titles.retain(|title| left.get_mut(title).is_some_and(|left| left.checked_sub(1).map(|less| *left = less).is_some()));
    titles.into_iter().rev()
}

fn names(first: &Side, second: &Side, found: &mut Comparison) {
    let by_host = |side: &Side| {
        let mut by_host = BTreeMap::<String, BTreeSet<IpAddr>>::new();
        side.names.iter().for_each(|name| by_host.entry(name.host.to_lowercase()).or_default().extend(&name.answers));
        by_host
    };
    let (ours, theirs) = (by_host(first), by_host(second));
    for (host, answers) in &ours {
        match theirs.get(host) {
            Some(other) => found.compare(Aspect::Names, host, (Some(answers), Some(other)), |all| listed(all)),
            None => found.differences.push(Difference::OnlyFirst { of: host.clone() }),
        }
    }
    let only = theirs.into_keys().filter(|host| !ours.contains_key(host));
    found.differences.extend(only.map(|of| Difference::OnlySecond { of }));
}

fn title(exchange: &SideExchange) -> String {
    format!("{} {}", exchange.method, exchange.address)
}

fn listed<'a, T: ToString + 'a>(all: impl IntoIterator<Item = &'a T>) -> String {
    all.into_iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
