//! Signed notes: a text with lines of signatures below it (C2SP signed-note).
//!
//! What is read is kept whole, signatures of unknown keys too, and is written back byte for byte. The text means nothing before
//! [`Note::verify`] has found a signature of a key that is known.

mod key;
#[cfg(test)]
mod tests;

use std::fmt;

pub use key::{KeyError, KeyKind, KeyName, Signer, VerifierKey};

use crate::text;

/// A longer note is not read. Room for the sixteen signatures that every reader must take, at five kilobytes each, and more.
pub const MAX_BYTES: usize = 256 * 1024;
/// A note with more signatures is not read.
pub const MAX_SIGNATURES: usize = 100;

const DASH: &str = "\u{2014} ";

/// A text with at least one signature, none of them checked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

/// One signature line: who is said to have signed, and the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    name: KeyName,
    id: u32,
    bytes: Vec<u8>,
}

/// A signature that a known key made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified<'a> {
    /// The key.
    pub key: &'a VerifierKey,
    /// When a witness says that it signed, in seconds since 1970; None for a plain signature, which says no time.
    pub time: Option<u64>,
}

/// Why bytes are not a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// The note has more than [`MAX_BYTES`].
    #[error("a note of {0} bytes is too long")]
    TooLong(usize),
    /// The note has more than [`MAX_SIGNATURES`].
    #[error("a note has at most {MAX_SIGNATURES} signatures")]
    TooManySignatures,
    /// The bytes are not UTF-8.
    #[error("a note is written in UTF-8")]
    NotUtf8,
    /// There is a control character other than the end of a line.
    #[error("a note has no control characters")]
    ControlCharacter,
    /// The text does not end with the end of a line.
    #[error("the text of a note ends with a line end")]
    NoLineEnd,
    /// No empty line with signatures below it.
    #[error("a note has signatures below an empty line")]
    NoSignatures,
    /// A line below the text is not a signature.
    #[error("this is not a signature line")]
    NotASignature,
}

/// Why a note is not to be trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrustError {
    /// None of its signatures is of a known key.
    #[error("no known key has signed")]
    NoKnownKey,
    /// A signature says that it is of a known key and is not: somebody has changed the note.
    #[error("the signature of {0} is false")]
    FalseSignature(KeyName),
    /// Two of the known keys share their name and number, so that nobody can tell whose a signature is.
    #[error("two keys are known as {0}")]
    TwoKeys(KeyName),
}

impl Note {
    /// A note of a text and signatures that exist.
    ///
    /// # Errors
    /// Where the text has another form, or the signatures are none or too many.
    pub fn new(text: &str, signatures: Vec<Signature>) -> Result<Self, NoteError> {
        check_text(text)?;
        let note = Self { text: text.to_owned(), signatures };
        note.check_limits()?;
        Ok(note)
    }

    /// Signs a text.
    ///
    /// # Errors
    /// Where the text has another form than that of a note.
    pub fn sign(text: &str, signer: &Signer) -> Result<Self, NoteError> {
        Self::new(text, vec![signer.sign(text)])
    }

    /// Reads a note.
    ///
    /// # Errors
    /// Where the bytes are not a note, or one beyond the limits.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > MAX_BYTES {
            return Err(NoteError::TooLong(bytes.len()));
        }
        let whole = std::str::from_utf8(bytes).map_err(|_| NoteError::NotUtf8)?;
        check_characters(whole)?;
        // The last empty line: the text may have some of its own, signatures never.
        let (text, lines) = whole.rsplit_once("\n\n").ok_or(NoteError::NoSignatures)?;
        Self::new(&format!("{text}\n"), parse_signatures(lines)?)
    }

    /// The note with one more signature, below the others; one that the same key made before gives way.
    ///
    /// # Errors
    /// Where the signatures become too many.
    pub fn with(mut self, signature: Signature) -> Result<Self, NoteError> {
        self.signatures.retain(|other| !other.is_of(signature.id, &signature.name));
        self.signatures.push(signature);
        self.check_limits()?;
        Ok(self)
    }

    /// The signed text. It ends with the end of a line.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All signatures, of known and of unknown keys, in the order in which they stand.
    #[must_use]
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// The signatures of known keys, all of which hold. Those of other keys say nothing and are passed over.
    ///
    /// # Errors
    /// Where no known key has signed, or a signature that names a known key is false.
    pub fn verify<'a>(&self, known: &'a [VerifierKey]) -> Result<Vec<Verified<'a>>, TrustError> {
        let mut verified = Vec::new();
        for signature in &self.signatures {
            let mut same = known.iter().filter(|key| signature.is_of(key.id(), key.name()));
            let Some(key) = same.next() else { continue };
            if same.any(|other| other != key) {
                return Err(TrustError::TwoKeys(key.name().clone()));
            }
            let time = key.verify(&self.text, &signature.bytes).ok_or_else(|| TrustError::FalseSignature(key.name().clone()))?;
            verified.push(Verified { key, time });
        }
        if verified.is_empty() { Err(TrustError::NoKnownKey) } else { Ok(verified) }
    }

    fn check_limits(&self) -> Result<(), NoteError> {
        if self.signatures.is_empty() {
            return Err(NoteError::NoSignatures);
        }
        if self.signatures.len() > MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures);
        }
        let length = self.text.len() + 1 + self.signatures.iter().map(Signature::length).sum::<usize>();
        if length > MAX_BYTES { Err(NoteError::TooLong(length)) } else { Ok(()) }
    }
}

/// The note as it is stored and sent.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| write!(f, "{signature}"))
    }
}

impl Signature {
    pub(crate) fn new(name: KeyName, id: u32, bytes: Vec<u8>) -> Self {
        Self { name, id, bytes }
    }

    /// The name of the key, as the signature says.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The number of the key, as the signature says.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.id
    }

    /// What the key made of the text.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn is_of(&self, id: u32, name: &KeyName) -> bool {
        self.id == id && self.name == *name
    }

    /// How many bytes the line has.
    fn length(&self) -> usize {
        DASH.len() + self.name.as_str().len() + 1 + (self.bytes.len() + 4).div_ceil(3) * 4 + 1
    }

    /// Reads a line without its end.
    fn parse(line: &str) -> Option<Self> {
        let (name, signature) = line.strip_prefix(DASH)?.split_once(' ')?;
        let name = KeyName::new(name).ok()?;
        let bytes = text::from_base64(signature)?;
        let (id, bytes) = bytes.split_first_chunk()?;
        (!bytes.is_empty()).then(|| Self { name, id: u32::from_be_bytes(*id), bytes: bytes.to_vec() })
    }
}

/// The signature line with its end.
impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&self.id.to_be_bytes()[..], &self.bytes].concat();
        writeln!(f, "{DASH}{} {}", self.name, text::base64(&bytes))
    }
}

/// Reads signature lines alone, as a witness answers with.
///
/// # Errors
/// Where a line is not a signature or has no end, or there are none or too many.
pub fn parse_signatures(lines: &str) -> Result<Vec<Signature>, NoteError> {
    check_characters(lines)?;
    let lines = lines.strip_suffix('\n').ok_or(NoteError::NoSignatures)?;
    if lines.split('\n').nth(MAX_SIGNATURES).is_some() {
        return Err(NoteError::TooManySignatures);
    }
    lines.split('\n').map(|line| Signature::parse(line).ok_or(NoteError::NotASignature)).collect()
}

fn check_text(text: &str) -> Result<(), NoteError> {
    check_characters(text)?;
    if text.ends_with('\n') { Ok(()) } else { Err(NoteError::NoLineEnd) }
}

/// Control characters are those below U+0020, as the format says; others are text.
fn check_characters(text: &str) -> Result<(), NoteError> {
    let is_text = text.bytes().all(|byte| byte >= b' ' || byte == b'\n');
    if is_text { Ok(()) } else { Err(NoteError::ControlCharacter) }
}
