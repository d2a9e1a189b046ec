//! Checkpoints: the head of a log's tree as a text, signed by the log (C2SP tlog-checkpoint).

use std::fmt;
use std::str::FromStr;

use crate::hash::{Hash, HashError};
use crate::log::{Log, LogError};
use crate::note::{Note, NoteError, Signature, Signer};
use crate::text::decimal;
use crate::tree::{MAX_SIZE, TreeHead};

/// A longer origin is refused: cosignatures to come have no room for it.
pub const MAX_ORIGIN: usize = 255;

/// What a log says of itself at a size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    head: TreeHead,
    extensions: Vec<String>,
}

/// A checkpoint as the log signed it. Whether it did is told by [`SignedCheckpoint::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    note: Note,
    checkpoint: Checkpoint,
}

/// Why a text is not a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The text is not a signed note.
    #[error("a checkpoint is a signed note: {0}")]
    Note(#[from] NoteError),
    /// Fewer than three lines, or the last one has no end.
    #[error("a checkpoint has three lines or more, each with its end")]
    TooShort,
    /// The origin is empty, too long, or has control characters.
    #[error("the origin of a log is a line of at most {MAX_ORIGIN} bytes")]
    BadOrigin,
    /// The size is not a number, is written in another way, or is larger than any tree.
    #[error("the size of a tree is a decimal number")]
    BadSize,
    /// The root is not a hash.
    #[error("the root of a tree is a hash: {0}")]
    BadRoot(#[from] HashError),
    /// A line behind the root is empty or has control characters.
    #[error("an extension is a line of text")]
    BadExtension,
}

impl Checkpoint {
    /// A checkpoint of a log. Extensions are lines that no standard tool looks at; most logs have none.
    ///
    /// # Errors
    /// Where a line can't be written, or the size is larger than any tree.
    pub fn new(origin: &str, head: TreeHead, extensions: &[&str]) -> Result<Self, CheckpointError> {
        if !is_origin(origin) {
            return Err(CheckpointError::BadOrigin);
        }
        if head.size > MAX_SIZE {
            return Err(CheckpointError::BadSize);
        }
        if !extensions.iter().all(|line| is_line(line)) {
            return Err(CheckpointError::BadExtension);
        }
        Ok(Self { origin: origin.to_owned(), head, extensions: extensions.iter().map(|line| (*line).to_owned()).collect() })
    }

    /// Which log it is.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The size of the log and the root over all entries.
    #[must_use]
    pub fn head(&self) -> TreeHead {
        self.head
    }

    /// The lines behind the root.
    #[must_use]
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }
}

/// The text that is signed.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}\n{}\n", self.origin, self.head.size, self.head.root)?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text.strip_suffix('\n').ok_or(CheckpointError::TooShort)?.split('\n');
        let mut next = || lines.next().ok_or(CheckpointError::TooShort);
        let (origin, size, root) = (next()?, next()?, next()?);
        let size = decimal(size).ok_or(CheckpointError::BadSize)?;
        let root: Hash = root.parse()?;
        Self::new(origin, TreeHead { size, root }, &lines.collect::<Vec<_>>())
    }
}

impl SignedCheckpoint {
    /// Signs a checkpoint. A log signs none that does not begin with all entries of those that it signed before.
    ///
    /// # Errors
    /// Where extensions make it longer than a note may be.
    pub fn sign(checkpoint: Checkpoint, signer: &Signer) -> Result<Self, NoteError> {
        Ok(Self { note: Note::sign(&checkpoint.to_string(), signer)?, checkpoint })
    }

    /// Reads a signed checkpoint.
    ///
    /// # Errors
    /// Where the bytes are no signed note, or its text no checkpoint.
    pub fn parse(bytes: &[u8]) -> Result<Self, CheckpointError> {
        let note = Note::parse(bytes)?;
        let checkpoint = note.text().parse()?;
        Ok(Self { note, checkpoint })
    }

    /// The checkpoint with one more signature: that of a witness.
    ///
    /// # Errors
    /// Where the signatures become too many.
    pub fn with(self, signature: Signature) -> Result<Self, NoteError> {
        Ok(Self { note: self.note.with(signature)?, ..self })
    }

    /// What it says.
    #[must_use]
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note with all signatures.
    #[must_use]
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// Checks that a known log said this. That witnesses saw it too is checked by a [`crate::Policy`].
    ///
    /// # Errors
    /// Where it is of another log, or the log did not sign it.
    pub fn verify(&self, log: &Log) -> Result<&Checkpoint, LogError> {
        if self.checkpoint.origin != log.origin() {
            return Err(LogError::OtherOrigin(self.checkpoint.origin.clone()));
        }
        self.note.verify(log.keys())?;
        Ok(&self.checkpoint)
    }
}

/// The signed checkpoint as it is stored and sent.
impl fmt::Display for SignedCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.note.fmt(f)
    }
}

/// Whether a text can be the origin of a log.
pub(crate) fn is_origin(text: &str) -> bool {
    is_line(text) && text.len() <= MAX_ORIGIN
}

fn is_line(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte >= b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// C2SP tlog-checkpoint and tlog-cosignature.
    const STANDARD: &str = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
        — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
        — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";

    #[test]
    fn the_example_of_the_standard_is_read_and_written_back() {
        let signed = SignedCheckpoint::parse(STANDARD.as_bytes()).unwrap();
        let checkpoint = signed.checkpoint();
        assert_eq!((checkpoint.origin(), checkpoint.head().size), ("example.com/behind-the-sofa", 20_852_163));
        assert_eq!(checkpoint.head().root.to_string(), "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
        assert_eq!((checkpoint.extensions().len(), signed.note().signatures().len()), (0, 2));
        assert_eq!(signed.to_string(), STANDARD);
    }

    #[test]
    fn extensions_and_odd_origins_are_kept() {
        let root = Hash::EMPTY;
        for text in [format!("a b+c é\n0\n{root}\n"), format!("a\n1\n{root}\none\n two \n"), format!("{}\n1\n{root}\n", "a".repeat(255))] {
            assert_eq!(text.parse::<Checkpoint>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_checkpoint_is_refused() {
        let fault = |text: &str| text.parse::<Checkpoint>().unwrap_err();
        let root = Hash::EMPTY;
        for short in ["", "a\n", "a\n1\n", "a\n1\n47DE", "\n"] {
            assert_eq!(fault(short), CheckpointError::TooShort, "{short:?}");
        }
        assert_eq!(fault(&format!("a\n1\n{root}")), CheckpointError::TooShort);
        assert_eq!(fault(&format!("\n1\n{root}\n")), CheckpointError::BadOrigin);
        assert_eq!(fault(&format!("{}\n1\n{root}\n", "é".repeat(128))), CheckpointError::BadOrigin);
        for size in ["", "01", "-1", "five", "9223372036854775808", " 1"] {
            assert_eq!(fault(&format!("a\n{size}\n{root}\n")), CheckpointError::BadSize, "{size}");
        }
        assert_eq!(fault("a\n1\n\n"), CheckpointError::BadRoot(HashError::WrongSize(0)));
        assert_eq!(fault("a\n1\nx\n"), CheckpointError::BadRoot(HashError::NotBase64));
        assert_eq!(fault(&format!("a\n1\n{root}\n\n")), CheckpointError::BadExtension);
        assert_eq!(fault(&format!("a\n1\n{root}\nx\n\ny\n")), CheckpointError::BadExtension);
        let new = |origin, extension| Checkpoint::new(origin, TreeHead::EMPTY, &[extension]);
        assert_eq!(new("a\nb", "x"), Err(CheckpointError::BadOrigin));
        assert_eq!(new("a", "x\ny"), Err(CheckpointError::BadExtension));
        assert_eq!(SignedCheckpoint::parse(b"a\n"), Err(CheckpointError::Note(NoteError::NoSignatures)));
    }
}
