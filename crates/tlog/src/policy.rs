//! Policies: which logs are believed, which witnesses are known, and how many of them must have seen a checkpoint before it counts (C2SP
//! tlog-policy).
//!
//! ```text
//! log example.kz/log+…
//! witness ministry ministry.example+… https://witness.ministry.example
//! witness prosecutor prosecutor.example+…
//! witness shelter ngo-one.example+…
//! witness hotline ngo-two.example+…
//! group ngo any shelter hotline
//! group all-three all ministry prosecutor ngo
//! quorum all-three
//! ```
//!
//! Where the format leaves a choice, what is read here is strict: each line ends with a line feed, the last one too.

use crate::checkpoint::SignedCheckpoint;
use crate::log::{Log, LogError};
use crate::note::{KeyKind, KeyName, TrustError, VerifierKey};

mod read;
#[cfg(test)]
mod tests;

/// A longer policy is not read.
pub const MAX_BYTES: usize = 64 * 1024;

/// Whom to believe, and how many of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<KnownLog>,
    witnesses: Vec<KnownWitness>,
    /// In the order in which they are defined: each has only members from before it.
    groups: Vec<Group>,
    /// None where no witness is needed.
    quorum: Option<Member>,
}

/// A log that a policy believes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownLog {
    /// The log.
    pub log: Log,
    /// Where it is reached, if the policy says so.
    pub url: Option<String>,
}

/// A witness that a policy knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownWitness {
    /// Its name within the policy, which may be any bytes.
    name: Vec<u8>,
    /// Its key.
    pub key: VerifierKey,
    /// Where it is asked, if the policy says so.
    pub url: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    name: Vec<u8>,
    at_least: usize,
    members: Vec<Member>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Member {
    Witness(usize),
    Group(usize),
}

/// That a witness saw a checkpoint, and when it says it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witnessed {
    /// The name of the witness's key.
    pub witness: KeyName,
    /// The moment in seconds since 1970.
    pub time: u64,
}

/// Why a text is no policy. Lines are counted from one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// The text has more than [`MAX_BYTES`].
    #[error("a policy of {0} bytes is too long")]
    TooLong(usize),
    /// The last line does not end.
    #[error("each line of a policy ends with a line feed")]
    NotEnded,
    /// A byte that may not stand in a policy.
    #[error("line {0} has a control character")]
    Control(usize),
    /// The line is none of a log, a witness, a group or the quorum.
    #[error("line {0} defines nothing that a policy has")]
    Line(usize),
    /// The key is none, or of the wrong kind.
    #[error("line {0} has no key of this kind")]
    Key(usize),
    /// The key stands there already, under this name or another.
    #[error("the key of line {0} stands there already")]
    SameKey(usize),
    /// The name is taken.
    #[error("the name of line {0} is taken")]
    SameName(usize),
    /// The name is not defined above.
    #[error("line {0} names somebody who is not defined above")]
    Unknown(usize),
    /// Somebody is a member already, there or in another group.
    #[error("line {0} names somebody who is a member already")]
    SameMember(usize),
    /// The group needs none of its members, or more than it has.
    #[error("the group of line {0} can't need so many")]
    Number(usize),
    /// There is no quorum, or a second one.
    #[error("a policy has one quorum")]
    Quorum,
}

/// Why a checkpoint does not count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unwitnessed {
    /// No log of this origin is believed, or it did not sign.
    #[error(transparent)]
    Log(#[from] LogError),
    /// A cosignature that names a witness is false.
    #[error(transparent)]
    Untrusted(#[from] TrustError),
    /// Too few have seen it.
    #[error("{name} needs {needed} and has {found}")]
    TooFew {
        /// The group or the witness.
        name: String,
        /// How many are needed.
        needed: usize,
        /// How many have seen it.
        found: usize,
    },
}

impl Policy {
    /// Reads a policy.
    ///
    /// # Errors
    /// Where the text is none.
    pub fn parse(text: &[u8]) -> Result<Self, PolicyError> {
        read::read(text)
    }

    /// A policy that believes this log alone, and needs no witness: the log is trusted not to show different lists to different people.
    #[must_use]
    pub fn of_log(log: Log) -> Self {
        Self { logs: vec![KnownLog { log, url: None }], witnesses: Vec::new(), groups: Vec::new(), quorum: None }
    }

    /// The logs that are believed.
    #[must_use]
    pub fn logs(&self) -> &[KnownLog] {
        &self.logs
    }

    /// The witnesses that are known.
    #[must_use]
    pub fn witnesses(&self) -> &[KnownWitness] {
        &self.witnesses
    }

    /// Whether a checkpoint counts without any witness.
    #[must_use]
    pub fn needs_nobody(&self) -> bool {
        self.quorum.is_none()
    }

    /// Checks that a log that is believed signed a checkpoint and that enough witnesses have seen it; tells which and when.
    ///
    /// # Errors
    /// Where the log is not believed, too few have seen it, or a cosignature is false.
    pub fn check(&self, signed: &SignedCheckpoint) -> Result<Vec<Witnessed>, Unwitnessed> {
        let origin = signed.checkpoint().origin();
        let known = self.logs.iter().find(|known| known.log.origin() == origin);
        signed.verify(&known.ok_or_else(|| LogError::OtherOrigin(origin.to_owned()))?.log)?;
        let keys: Vec<VerifierKey> = self.witnesses.iter().map(|witness| witness.key.clone()).collect();
        let verified = match signed.note().verify(&keys) {
            Err(TrustError::NoKnownKey) => Vec::new(),
            other => other?,
        };
        // A witness may have signed several times; it counts once.
        let seen: Vec<bool> = keys.iter().map(|key| verified.iter().any(|one| one.key == key)).collect();
        self.satisfied(&seen)?;
        Ok(verified.iter().filter_map(|one| one.time.map(|time| Witnessed { witness: one.key.name().clone(), time })).collect())
    }

    /// Whether the quorum holds where these witnesses have seen it.
    fn satisfied(&self, seen: &[bool]) -> Result<(), Unwitnessed> {
        let mut counts: Vec<usize> = Vec::with_capacity(self.groups.len());
        let holds = |member: &Member, counts: &[usize]| match *member {
            Member::Witness(at) => seen.get(at).copied().unwrap_or_default(),
            Member::Group(at) => self.groups.get(at).zip(counts.get(at)).is_some_and(|(group, found)| *found >= group.at_least),
        };
        for group in &self.groups {
            counts.push(group.members.iter().filter(|member| holds(member, &counts)).count());
        }
        let Some(quorum) = self.quorum.filter(|quorum| !holds(quorum, &counts)) else { return Ok(()) };
        let (name, needed, found) = match quorum {
            Member::Witness(at) => (self.witnesses.get(at).map(KnownWitness::name), 1, 0),
            Member::Group(at) => {
                let group = self.groups.get(at);
                let name = group.map(|group| String::from_utf8_lossy(&group.name).into_owned());
                (name, group.map_or(1, |group| group.at_least), counts.get(at).copied().unwrap_or_default())
            }
        };
        Err(Unwitnessed::TooFew { name: name.unwrap_or_default(), needed, found })
    }
}

impl KnownWitness {
    /// Its name within the policy, as far as it is text.
    #[must_use]
    pub fn name(&self) -> String {
        String::from_utf8_lossy(&self.name).into_owned()
    }
}
