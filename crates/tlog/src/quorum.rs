//! Quorums: how many witnesses must have seen a checkpoint before it counts.

use crate::checkpoint::SignedCheckpoint;
use crate::note::{KeyKind, KeyName, TrustError, VerifierKey};

/// Witnesses of whom so many are needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    at_least: usize,
    witnesses: Vec<VerifierKey>,
}

/// Groups of witnesses all of which must be satisfied: two of the courts' and one of the universities', say. A witness stands in one group
/// only, so that it counts once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quorum {
    groups: Vec<Group>,
}

/// That a witness saw a checkpoint, and when it says it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witnessed {
    /// The name of the witness's key.
    pub witness: KeyName,
    /// The moment in seconds since 1970.
    pub time: u64,
}

/// Why there is no quorum.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuorumError {
    /// A group needs none of its witnesses, or more than it has.
    #[error("a group of {of} can't need {at_least}")]
    BadNumber {
        /// How many are needed.
        at_least: usize,
        /// How many there are.
        of: usize,
    },
    /// A key that does not make cosignatures.
    #[error("the key {0} is not one of a witness")]
    NotAWitness(Box<VerifierKey>),
    /// One key stands there twice, under this name or another, and would count twice.
    #[error("the key of {0} stands there twice")]
    Twice(KeyName),
    /// A cosignature that names one of the witnesses is false.
    #[error(transparent)]
    Untrusted(#[from] TrustError),
    /// Too few of a group have signed.
    #[error("group {group} needs {needed} witnesses and has {found}")]
    TooFew {
        /// Which group, counted from one.
        group: usize,
        /// How many are needed.
        needed: usize,
        /// How many have signed.
        found: usize,
    },
}

impl Group {
    /// At least so many of these witnesses.
    ///
    /// # Errors
    /// Where that can't be, a key is not one of a witness, or stands there twice.
    pub fn new(at_least: usize, witnesses: Vec<VerifierKey>) -> Result<Self, QuorumError> {
        if at_least == 0 || at_least > witnesses.len() {
            return Err(QuorumError::BadNumber { at_least, of: witnesses.len() });
        }
        if let Some(key) = witnesses.iter().find(|key| key.kind() != KeyKind::Cosignature) {
            return Err(QuorumError::NotAWitness(Box::new(key.clone())));
        }
        each_once(&witnesses.iter().collect::<Vec<_>>())?;
        Ok(Self { at_least, witnesses })
    }
}

impl Quorum {
    /// No witness needed: the log is trusted not to show different lists to different people.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// All of these groups.
    ///
    /// # Errors
    /// Where a witness stands in two of them.
    pub fn new(groups: Vec<Group>) -> Result<Self, QuorumError> {
        let quorum = Self { groups };
        each_once(&quorum.witnesses().collect::<Vec<_>>())?;
        Ok(quorum)
    }

    /// All witnesses that are known to the quorum.
    pub fn witnesses(&self) -> impl Iterator<Item = &VerifierKey> {
        self.groups.iter().flat_map(|group| &group.witnesses)
    }

    /// Checks that enough witnesses have seen a checkpoint, and tells which and when. That the log signed it is checked apart.
    ///
    /// # Errors
    /// Where too few have, or a cosignature is false.
    pub fn check(&self, signed: &SignedCheckpoint) -> Result<Vec<Witnessed>, QuorumError> {
        let known: Vec<VerifierKey> = self.witnesses().cloned().collect();
        let verified = match signed.note().verify(&known) {
            Err(TrustError::NoKnownKey) => Vec::new(),
            other => other?,
        };
        for (at, group) in self.groups.iter().enumerate() {
            // A witness may have signed several times; it counts once.
            let found = group.witnesses.iter().filter(|witness| verified.iter().any(|one| one.key == *witness)).count();
            if found < group.at_least {
                return Err(QuorumError::TooFew { group: at + 1, needed: group.at_least, found });
            }
        }
        Ok(verified.iter().filter_map(|one| one.time.map(|time| Witnessed { witness: one.key.name().clone(), time })).collect())
    }
}

fn each_once(keys: &[&VerifierKey]) -> Result<(), QuorumError> {
    let mut sorted = keys.to_vec();
    sorted.sort_by_key(|key| key.bytes());
    let twice = sorted.array_windows().find(|[one, next]| one.bytes() == next.bytes());
    twice.map_or(Ok(()), |[_, next]| Err(QuorumError::Twice(next.name().clone())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::Checkpoint;
    use crate::cosignature::Cosigner;
    use crate::testing::signer;
    use crate::tree::TreeHead;

    /// A staging log for Certificate Transparency as it stood in May 2026, with four witnesses.
    const REAL: &str = "arche2025h1.staging.ct.transparency.dev\n1432088532\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n\n\
        — arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=\n\
        — arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=\n\
        — transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==\n\
        — witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==\n\
        — remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==\n\
        — witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==\n";

    fn witness(seed: u8) -> Cosigner {
        Cosigner::new(KeyName::new(&format!("w{seed}")).unwrap(), &[seed; 32]).unwrap()
    }

    fn group(at_least: usize, seeds: &[u8]) -> Group {
        Group::new(at_least, seeds.iter().map(|seed| witness(*seed).verifier().clone()).collect()).unwrap()
    }

    fn seen_by(seeds: &[u8]) -> SignedCheckpoint {
        let signed = SignedCheckpoint::sign(Checkpoint::new("log", TreeHead::EMPTY, &[]).unwrap(), &signer("log", 1)).unwrap();
        seeds.iter().fold(signed, |signed, seed| {
            let cosignature = witness(*seed).cosign(signed.checkpoint(), 1000 + u64::from(*seed)).unwrap();
            signed.with(cosignature).unwrap()
        })
    }

    #[test]
    fn a_real_checkpoint_holds() {
        let log = "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f".parse().unwrap();
        let log = crate::Log::new("arche2025h1.staging.ct.transparency.dev", vec![log]).unwrap();
        let remora = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2".parse().unwrap();
        let quorum = Quorum::new(vec![Group::new(1, vec![remora]).unwrap()]).unwrap();
        let signed = SignedCheckpoint::parse(REAL.as_bytes()).unwrap();
        assert_eq!(signed.to_string(), REAL);
        assert_eq!(signed.verify(&log).map(|checkpoint| checkpoint.head().size), Ok(1_432_088_532));
        let name = KeyName::new("remora.n621.de").unwrap();
        assert_eq!(quorum.check(&signed), Ok(vec![Witnessed { witness: name.clone(), time: 1_779_573_024 }]));
        let changed = SignedCheckpoint::parse(REAL.replace("1432088532", "1432088533").as_bytes()).unwrap();
        assert_eq!(quorum.check(&changed), Err(QuorumError::Untrusted(TrustError::FalseSignature(name))));
        assert!(changed.verify(&log).is_err());
    }

    #[test]
    fn enough_witnesses_of_each_group_are_needed() {
        let quorum = Quorum::new(vec![group(2, &[1, 2, 3]), group(1, &[4, 5])]).unwrap();
        let names =
            |seeds: &[u8]| quorum.check(&seen_by(seeds)).map(|all| all.iter().map(|one| one.witness.to_string()).collect::<Vec<_>>());
        assert_eq!(names(&[3, 5, 1]), Ok(vec!["w3".to_owned(), "w5".to_owned(), "w1".to_owned()]));
        assert_eq!(names(&[1, 2, 3, 4, 5, 6]).map(|all| all.len()), Ok(5));
        let too_few = |group, needed, found| Err(QuorumError::TooFew { group, needed, found });
        assert_eq!(names(&[]), too_few(1, 2, 0));
        assert_eq!(names(&[1, 4, 5]), too_few(1, 2, 1));
        assert_eq!(names(&[1, 2, 6]), too_few(2, 1, 0));
        assert_eq!(Quorum::none().check(&seen_by(&[])), Ok(vec![]));
        assert_eq!(quorum.witnesses().count(), 5);
    }

    #[test]
    fn a_witness_counts_once_however_often_it_signs() {
        let signed = seen_by(&[1]);
        let again = witness(1).cosign(signed.checkpoint(), 2000).unwrap();
        let twice = SignedCheckpoint::parse(format!("{signed}{again}").as_bytes()).unwrap();
        let quorum = Quorum::new(vec![group(2, &[1, 2])]).unwrap();
        assert_eq!(quorum.check(&twice), Err(QuorumError::TooFew { group: 1, needed: 2, found: 1 }));
    }

    #[test]
    fn what_can_be_no_quorum_is_refused() {
        let keys = |seeds: &[u8]| seeds.iter().map(|seed| witness(*seed).verifier().clone()).collect::<Vec<_>>();
        assert_eq!(Group::new(0, keys(&[1])), Err(QuorumError::BadNumber { at_least: 0, of: 1 }));
        assert_eq!(Group::new(3, keys(&[1, 2])), Err(QuorumError::BadNumber { at_least: 3, of: 2 }));
        assert_eq!(Group::new(1, keys(&[1, 2, 1])), Err(QuorumError::Twice(KeyName::new("w1").unwrap())));
        let log = signer("log", 1).verifier().clone();
        assert_eq!(Group::new(1, vec![log.clone()]), Err(QuorumError::NotAWitness(Box::new(log))));
        let both = Quorum::new(vec![group(1, &[1, 2]), group(1, &[2, 3])]);
        assert_eq!(both, Err(QuorumError::Twice(KeyName::new("w2").unwrap())));
        // The same secret under another name is the same witness.
        let alias = Cosigner::new(KeyName::new("alias").unwrap(), &[1; 32]).unwrap().verifier().clone();
        assert_eq!(Group::new(1, [keys(&[1]), vec![alias]].concat()), Err(QuorumError::Twice(KeyName::new("alias").unwrap())));
    }
}
