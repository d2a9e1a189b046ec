//! Cosignatures: a witness says that it saw a log at a size with a root, at a moment, and that the log had only grown (C2SP
//! tlog-cosignature, version 1 with Ed25519).

use crate::checkpoint::Checkpoint;
use crate::note::{KeyError, KeyKind, KeyName, Signature, Signer, VerifierKey};

/// A later moment can't be written: the format ends at 2^63 - 1.
pub const MAX_TIME: u64 = u64::MAX >> 1;

/// The secret key of a witness. `Debug` does not show the secret.
#[derive(Debug, Clone)]
pub struct Cosigner(Signer);

/// Why a checkpoint can't be cosigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CosignatureError {
    /// The moment is later than [`MAX_TIME`].
    #[error("{0} seconds are no moment that a cosignature can say")]
    NoSuchTime(u64),
}

impl Cosigner {
    /// The key of a seed: 32 bytes from a good source of randomness, kept secret, and not used for anything else.
    ///
    /// # Errors
    /// Never in practice: no seed is known that leads to a weak key.
    pub fn new(name: KeyName, seed: &[u8; 32]) -> Result<Self, KeyError> {
        Signer::of_kind(name, KeyKind::Cosignature, seed).map(Self)
    }

    /// The key that others verify with.
    #[must_use]
    pub fn verifier(&self) -> &VerifierKey {
        self.0.verifier()
    }

    /// Signs a checkpoint as seen at a moment, in seconds since 1970. Whoever calls this has checked that the log only grew.
    ///
    /// # Errors
    /// Where the moment can't be written.
    pub fn cosign(&self, checkpoint: &Checkpoint, time: u64) -> Result<Signature, CosignatureError> {
        if time > MAX_TIME {
            return Err(CosignatureError::NoSuchTime(time));
        }
        let signature = self.0.raw(&message(&checkpoint.to_string(), time));
        Ok(self.0.signature([&time.to_be_bytes()[..], &signature].concat()))
    }
}

/// What is signed: two lines that keep it apart from all else that the key could sign, and the text of the checkpoint.
pub(crate) fn message(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

/// The moment that a cosignature says, and the signature behind it.
pub(crate) fn split(cosignature: &[u8]) -> Option<(u64, &[u8])> {
    let (time, signature) = cosignature.split_first_chunk()?;
    let time = u64::from_be_bytes(*time);
    (time <= MAX_TIME).then_some((time, signature))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::Hash;
    use crate::note::{Note, TrustError};
    use crate::testing::signer;
    use crate::tree::TreeHead;

    fn checkpoint() -> Checkpoint {
        let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=".parse().unwrap();
        Checkpoint::new("example.com/behind-the-sofa", TreeHead { size: 20_852_163, root }, &[]).unwrap()
    }

    fn cosigner() -> Cosigner {
        Cosigner::new(KeyName::new("witness.example.com/w1").unwrap(), &[7; 32]).unwrap()
    }

    #[test]
    fn the_message_is_the_one_of_the_standard() {
        // C2SP tlog-cosignature.
        let expected =
            "cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        assert_eq!(message(&checkpoint().to_string(), 1_679_315_147), expected);
    }

    #[test]
    fn the_time_stands_in_front() {
        // The cosignatures of C2SP tlog-cosignature and of transparency-dev/formats, note/note_cosigv1_test.go.
        let standard = "— w jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
        let formats = "— w ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJXORmnFBOBA==\n";
        for (line, id, time) in [(standard, 0x8d66_cf3f, 1_679_315_147), (formats, 0x6468_46b9, 1_727_964_367)] {
            let signature = crate::note::parse_signatures(line).unwrap().remove(0);
            let (said, rest) = split(signature.bytes()).unwrap();
            assert_eq!((signature.id(), said, rest.len()), (id, time, 64));
        }
        assert_eq!(split(&[0; 7]), None);
        assert_eq!(split(&[0xff; 72]), None);
    }

    #[test]
    fn a_cosignature_holds_for_its_text_and_time_alone() {
        let (checkpoint, cosigner) = (checkpoint(), cosigner());
        let keys = [cosigner.verifier().clone()];
        let signature = cosigner.cosign(&checkpoint, 1_700_000_000).unwrap();
        let note = Note::new(&checkpoint.to_string(), vec![signature.clone()]).unwrap();
        assert_eq!(note.verify(&keys).unwrap()[0].time, Some(1_700_000_000));
        let other = checkpoint.to_string().replace("20852163", "20852164");
        let refused = Err(TrustError::FalseSignature(keys[0].name().clone()));
        assert_eq!(Note::new(&other, vec![signature.clone()]).unwrap().verify(&keys), refused);
        for at in 0..signature.bytes().len() {
            let mut bytes = signature.bytes().to_vec();
            bytes[at] ^= 1;
            let changed = Signature::new(signature.name().clone(), signature.id(), bytes);
            assert_eq!(Note::new(note.text(), vec![changed]).unwrap().verify(&keys), refused, "byte {at}");
        }
    }

    #[test]
    fn a_cosignature_is_no_signature_of_a_log() {
        // The same secret and name, for another kind: another number, so the signature is of an unknown key.
        let log = signer("witness.example.com/w1", 7);
        let note = Note::new(&checkpoint().to_string(), vec![cosigner().cosign(&checkpoint(), 0).unwrap()]).unwrap();
        assert_eq!(note.verify(&[log.verifier().clone()]), Err(TrustError::NoKnownKey));
        assert_eq!(log.verifier().bytes(), cosigner().verifier().bytes());
    }

    #[test]
    fn a_time_beyond_the_format_is_refused() {
        assert!(cosigner().cosign(&checkpoint(), MAX_TIME).is_ok());
        assert_eq!(cosigner().cosign(&checkpoint(), MAX_TIME + 1), Err(CosignatureError::NoSuchTime(MAX_TIME + 1)));
        let empty = Checkpoint::new("a", TreeHead { size: 0, root: Hash::EMPTY }, &[]).unwrap();
        assert!(cosigner().cosign(&empty, 0).is_ok());
    }
}
