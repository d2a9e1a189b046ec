//! How often somebody may try, so that nobody is guessed in and nobody is locked out by others.
//!
//! After "device cookies" of OWASP ("Slow Down Online Guessing Attacks with Device Cookies"). Whoever has signed in from a device before
//! shows the [`DeviceCookie`](crate::secret::DeviceCookie) that it got, and its failures count in a bucket of that device alone. Failures
//! without one count in the bucket of the account and in that of the network address. A full bucket delays what counts in it and nothing
//! else: strangers who hammer at an account never delay its owner's devices.
//!
//! **An attempt counts as failed from the moment it is admitted**, before the password is looked at, and success gives it back; a hundred
//! requests at once are a hundred attempts. The caller reads the buckets, asks [`Buckets::attempt`] and writes what it gives, in one
//! transaction; then verifies; then, where it was right, reads them again and writes [`Buckets::succeeded`], in another. Others may have
//! tried meanwhile, and their failures must not be lost.
//!
//! **No oracle.** Buckets are kept under [keys](account_key) made of the name as typed, whether or not anybody has it.
//!
//! All numbers are ours. NIST SP 800-63B-4, section 3.2.2, allows 100 failures in a row and then wants the password disabled; here it is
//! slowed down and never disabled, because disabling is what strangers could do to anybody. A one-time code stands beside each password.

#[cfg(test)]
mod tests;

use std::net::IpAddr;

use record::{Digest, Moment, PersonId};
use serde::{Deserialize, Serialize};

use crate::secret::{self, DeviceCookie};

/// How a kind of bucket fills and drains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Failures before anything is delayed.
    pub free: u32,
    /// The first delay in seconds; it doubles with each further failure.
    pub first: i64,
    /// The longest delay in seconds.
    pub longest: i64,
    /// One failure is forgotten each time this many seconds have passed.
    pub drain: i64,
    /// The most failures that any 24 hours can hold.
    pub a_day: u32,
}

/// A device from which the person signed in before.
pub const DEVICE: Rule = Rule { free: 10, first: 60, longest: 1_800, drain: 1_800, a_day: 70 };
/// An account, for all who come without a known device.
pub const ACCOUNT: Rule = Rule { free: 5, first: 60, longest: 3_600, drain: 3_600, a_day: 40 };
/// A network address, for all who come without a known device; whole offices stand behind one.
pub const NETWORK: Rule = Rule { free: 30, first: 30, longest: 300, drain: 300, a_day: 350 };

/// What is remembered of failures of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bucket {
    /// Failures that are not forgotten.
    failures: u32,
    /// Since when the next one to be forgotten drains.
    since: Option<Moment>,
    /// The last attempt.
    last: Option<Moment>,
}

/// The buckets that one attempt counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Buckets {
    /// The attempt comes with the cookie of a device that is known for this person.
    Known {
        /// Of that device.
        device: Bucket,
    },
    /// It comes without.
    Stranger {
        /// Of the account, or of the name that nobody has.
        account: Bucket,
        /// Of the network address.
        network: Bucket,
    },
}

/// The attempt comes too early.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many attempts; the next one is possible from {until}")]
pub struct Wait {
    /// From when on it is possible.
    pub until: Moment,
}

impl Wait {
    /// The key of its message in the catalogues; `$until` is the moment.
    #[must_use]
    pub fn key(&self) -> &'static str {
        "throttle-wait"
    }
}

impl Buckets {
    /// Admits an attempt and counts it as failed.
    ///
    /// # Errors
    /// [`Wait`] where it comes too early; nothing is counted then.
    pub fn attempt(self, now: Moment) -> Result<Self, Wait> {
        let until = match self {
            Self::Known { device } => device.until(&DEVICE, now),
            Self::Stranger { account, network } => account.until(&ACCOUNT, now).max(network.until(&NETWORK, now)),
        };
        match until {
            Some(until) => Err(Wait { until }),
            None => Ok(self.each(|bucket, rule| bucket.failed(rule, now))),
        }
    }

    /// Gives back the attempt that was admitted last, because it was right. Earlier failures stay, except on a known device: strangers who
    /// watch for their victim's sign-ins gain no further guesses.
    #[must_use]
    pub fn succeeded(self) -> Self {
        match self {
            Self::Known { .. } => Self::Known { device: Bucket::default() },
            Self::Stranger { .. } => self.each(|bucket, _| Bucket { failures: bucket.failures.saturating_sub(1), ..bucket }),
        }
    }

    fn each(self, change: impl Fn(Bucket, &Rule) -> Bucket) -> Self {
        match self {
            Self::Known { device } => Self::Known { device: change(device, &DEVICE) },
            Self::Stranger { account, network } => {
                Self::Stranger { account: change(account, &ACCOUNT), network: change(network, &NETWORK) }
            }
        }
    }
}

impl Bucket {
    /// Whether it says no more than a bucket that is not there, so that it need not be kept.
    #[must_use]
    pub fn is_empty(&self, rule: &Rule, now: Moment) -> bool {
        self.drained(rule, now).failures == 0
    }

    /// Until when an attempt has to wait. A last attempt that lies ahead (the clock was set back) delays nothing: no delay may be endless.
    fn until(&self, rule: &Rule, now: Moment) -> Option<Moment> {
        let over = self.drained(rule, now).failures.checked_sub(rule.free)?;
        let delay = rule.first.saturating_mul(1_i64.checked_shl(over.min(30)).unwrap_or(i64::MAX)).min(rule.longest);
        let last = self.last.filter(|last| *last <= now)?;
        plus(last, delay).filter(|until| now < *until)
    }

    fn failed(self, rule: &Rule, now: Moment) -> Self {
        let drained = self.drained(rule, now);
        let since = if drained.failures == 0 { Some(now) } else { drained.since };
        Self { failures: drained.failures.saturating_add(1), since, last: Some(now) }
    }

    /// Without what is forgotten by now.
    fn drained(self, rule: &Rule, now: Moment) -> Self {
        let Some(since) = self.since.filter(|since| *since <= now) else { return Self { since: Some(now), ..self } };
        let times = (now.unix_seconds() - since.unix_seconds()) / rule.drain;
        let forgotten = u32::try_from(times).unwrap_or(u32::MAX);
        let since = plus(since, times * rule.drain);
        Self { failures: self.failures.saturating_sub(forgotten), since, ..self }
    }
}

fn plus(moment: Moment, seconds: i64) -> Option<Moment> {
    Moment::from_unix_seconds(moment.unix_seconds().saturating_add(seconds))
}

/// Under what the bucket of an account is kept: of the name as typed, whether or not anybody has it.
#[must_use]
pub fn account_key(sign_in_name: &str) -> Digest {
    secret::digest("account", &[sign_in_name.trim().to_lowercase().as_bytes()])
}

/// Under what the bucket of a network address is kept: of one IPv4 address, or of the first 64 bits of an IPv6 address, as one household
/// has the rest. The digest of an IPv4 address can be turned back by trying all; it is personal data like the address.
#[must_use]
pub fn network_key(address: IpAddr) -> Digest {
    match address.to_canonical() {
        IpAddr::V4(four) => secret::digest("network", &[&four.octets()]),
        IpAddr::V6(six) => secret::digest("network", &[six.octets().first_chunk::<8>().map_or(&[][..], |half| half)]),
    }
}

/// Under what a known device and its bucket are kept: of the cookie and the person it was given to, so that one person's cookie is nothing
/// for another. A new cookie is given at each successful sign-in that came without one.
#[must_use]
pub fn device_key(cookie: &DeviceCookie, person: PersonId) -> Digest {
    secret::digest("device of a person", &[&cookie.digest().0, &person.bits().to_be_bytes()])
}
