//! Why bytes are not a token, and why a token is not a stamp.

use crate::Oid;

/// Why bytes can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// More than [`MAX_BYTES`](crate::MAX_BYTES).
    #[error("{0} bytes are too many")]
    TooLong(usize),
    /// Nested deeper than [`MAX_DEPTH`](crate::MAX_DEPTH).
    #[error("it is nested too deep")]
    TooDeep,
    /// It ends before its end.
    #[error("it ends too early")]
    Truncated,
    /// Something stands behind its end.
    #[error("{0} bytes stand behind its end")]
    Trailing(usize),
    /// A tag that can't stand there.
    #[error("the tag {0:#04x} can't stand there")]
    Tag(u8),
    /// A part has another form than RFC 3161, 5652 or 5280 gives it.
    #[error("{0} has another form")]
    Form(&'static str),
    /// What is signed is no time stamp (its type is not id-ct-TSTInfo).
    #[error("what is signed is no time stamp")]
    NotAStamp,
    /// Nobody signed, or several did.
    #[error("a time stamp has one signature, this has {0}")]
    Signers(usize),
    /// More than [`MAX_CERTIFICATES`](crate::MAX_CERTIFICATES).
    #[error("{0} certificates are too many")]
    Certificates(usize),
}

/// A signed attribute that a stamp has to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Attribute {
    /// Of which type the signed content is.
    #[error("content type")]
    ContentType,
    /// The digest of the signed content.
    #[error("message digest")]
    MessageDigest,
    /// Which certificate signed.
    #[error("signing certificate")]
    SigningCertificate,
}

/// Why a token is no stamp of an authority. Each is found by itself; the first one found is told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A part can't be read.
    #[error("the stamp can't be read: {0}")]
    Malformed(#[from] Malformed),
    /// MD5, SHA-1 or another algorithm that is broken.
    #[error("{0} is a weak algorithm: anybody could have made this")]
    Weak(Oid),
    /// An RSA key of so few bits.
    #[error("an RSA key of {0} bits is weak")]
    WeakKey(usize),
    /// A national algorithm (GOST) that this program can't check. The stamp may be good.
    #[error("{0} is a GOST algorithm, which this program can't check: verify this stamp with the tools of its authority")]
    Gost(Oid),
    /// An algorithm that this program does not know. The stamp may be good.
    #[error("this program does not know the algorithm {0}")]
    UnknownAlgorithm(Oid),
    /// The signature is said to be made with another digest than that of the attributes, or with another kind of key.
    #[error("the algorithms of the signature do not fit each other or the key")]
    Algorithms,
    /// A signed attribute is missing.
    #[error("the signed attribute {0} is missing")]
    Missing(Attribute),
    /// A signed attribute stands twice, or has several values.
    #[error("the signed attribute {0} stands twice")]
    Twice(Attribute),
    /// The signed attributes are those of another type of content.
    #[error("the signature is one over another type of content")]
    OtherType,
    /// The content is not the one that was signed.
    #[error("the content was changed after it was signed")]
    ContentChanged,
    /// The certificate of the signer is not in the token, nor configured.
    #[error("the signer's certificate is missing")]
    SignerMissing,
    /// The certificate of the signer is not the one that the signed attributes name.
    #[error("the signer's certificate is not the one that the signature names")]
    SignerNotBound,
    /// The signature does not hold.
    #[error("the signature does not hold")]
    Signature,
    /// The signer is not one of those that are configured.
    #[error("the signer is not one of this authority's: {0}")]
    OtherSigner(String),
    /// The signer's certificate is not for time stamps, or not for them alone.
    #[error("the signer's certificate is not for time stamps alone")]
    Purpose,
    /// The signer's certificate does not mark its purpose as critical.
    #[error("the signer's certificate does not mark its purpose as critical")]
    PurposeNotCritical,
    /// The signer's certificate is not for signatures, or for more than signatures.
    #[error("the signer's key is not one for signatures alone")]
    KeyUsage,
    /// The signer's certificate was not valid yet at the moment of the stamp.
    #[error("the signer's certificate was not valid yet when it stamped")]
    SignerNotYetValid,
    /// The signer's certificate had expired at the moment of the stamp.
    #[error("the signer's certificate had expired when it stamped")]
    SignerExpired,
    /// None of the authority's roots was valid at the moment of the stamp.
    #[error("no root of this authority was valid at the moment of the stamp")]
    RootNotValid,
    /// A certificate between signer and root was not valid at the moment of the stamp.
    #[error("a certificate between the signer and the root was not valid at the moment of the stamp")]
    IssuerNotValid,
    /// No way leads from the signer to a root of this authority.
    #[error("the signer is not one of this authority's: no way leads to its roots")]
    UnknownIssuer,
    /// The certificates in the bag lead in so many directions that no way was found in good time.
    #[error("the certificates lead in too many directions")]
    Maze,
    /// Something else is wrong on the way from the signer to a root; in the words of the library that walks it.
    #[error("the certificates from the signer to the root do not hold: {0}")]
    Chain(String),
    /// The stamp is over a digest of another kind than SHA-256.
    #[error("the stamp is over a digest of another kind: {0}")]
    ImprintAlgorithm(Oid),
    /// The stamp is one of something else.
    #[error("the stamp is one of something else: its digest is another")]
    Imprint,
    /// The stamp does not answer this request: it has another nonce, or none.
    #[error("the stamp is not the answer to this request: its nonce is another")]
    Nonce,
    /// The stamp was given under a policy that is not wanted.
    #[error("the stamp was given under another policy: {0}")]
    Policy(Oid),
    /// The stamp names another authority than its signer.
    #[error("the stamp names another authority than the one that signed it")]
    OtherName,
    /// The stamp has an extension that must be understood, and is not.
    #[error("the stamp has a critical extension that this program does not know: {0}")]
    CriticalExtension(Oid),
}
