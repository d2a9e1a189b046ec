//! Time stamps of others (RFC 3161): asked for, read, and verified.
//!
//! A time-stamping authority signs that it saw a digest at a moment. It never sees the bytes behind the digest, and it has no interest in
//! the case: that is what makes a stamp worth more in court than our own clock. What is asked is a [`Request`]; what comes back is read
//! as a [`Token`], which says nothing yet; an [`Authority`] that somebody configured makes a [`Stamp`] of it or gives a [`Refusal`]. A
//! [`Stamp`] can't be had in another way: having one means that everything was checked.
//!
//! ```
//! use record::Digest;
//! use stamp::{Authority, Nonce, Refusal, Request, Stamp, Token};
//!
//! /// `ask` sends the bytes to the authority (HTTP POST of `application/timestamp-query`) and brings the answer: it is somebody else's.
//! fn stamped(digest: Digest, random: [u8; 8], authority: &Authority, ask: impl Fn(&[u8]) -> Vec<u8>) -> Result<Stamp, String> {
//!     let request = Request::new(digest, Nonce(random));
//!     let answer = ask(&request.to_der());
//!     // The answer is kept as it came, whatever is found in it.
//!     let token = Token::from_answer(&answer).map_err(|error| error.to_string())?;
//!     // Years later the nonce may be forgotten: then the digest stands in the place of the request.
//!     authority.verify(&token, &request).map_err(|refusal| refusal.to_string())
//! }
//! ```
//!
//! # Who signed
//! A token carries a bag of certificates into which anybody can put more without breaking the signature (`openssl ts -verify` says OK to
//! such a token). So the signer is never "the leaf in the bag", nor found by a name: it is the certificate that the signer's own entry
//! names by issuer and number (or key), and whose digest stands in the signed attributes (ESSCertID, RFC 2634; ESSCertIDv2, RFC 5816).
//! The way from there goes to a root of one authority; roots and times of several authorities are never mixed. Whoever has several
//! asks each by itself.
//!
//! # By hand
//! The same stamp is checked by openssl with the roots of its authority. Certificates end; what counts is that they were valid at the
//! moment of the stamp, which is named in seconds since 1970 (without `-attime` openssl asks whether they are valid today):
//!
//! ```text
//! openssl ts -reply  -in stamp.tsr -text
//! openssl ts -verify -in stamp.tsr -digest HEX_OF_SHA256 -CAfile roots.pem -attime $(date -d 2026-11-22T10:00:00Z +%s)
//! ```
//!
//! For a bare token both take `-token_in`; certificates that are not in the token are given with `-untrusted certificates.pem`. openssl
//! checks the nonce instead of the digest with `-queryfile request.tsq`.
//!
//! # What is not checked
//! Whether a certificate was revoked: that takes a list from the network, of a time near to the stamp's. A stamp whose signer is revoked
//! later stays good by RFC 3161 unless the key was stolen. Stamps signed with GOST are refused by name ([`Refusal::Gost`]).
//!
//! # Reading
//! Some authorities send BER where DER is due: lengths that are left open, strings in pieces, sets out of order. [`Token`] takes these and
//! keeps DER, so that other verifiers need no more than that. More than [`MAX_BYTES`], [`MAX_DEPTH`] or [`MAX_CERTIFICATES`] is not read.
//!
//! This crate is pure: no clock, no randomness, no files, no network.

mod algorithm;
mod answer;
mod authority;
mod ber;
mod certificate;
mod der;
mod info;
mod name;
mod oid;
mod refusal;
mod request;
mod signed;
mod signer;
mod stamp;
mod time;
mod token;
mod verify;

pub use answer::{Declined, NoToken, Reason, Status};
pub use authority::{Authority, AuthorityError};
pub use ber::{MAX_BYTES, MAX_DEPTH};
pub use oid::{Oid, OidError};
pub use refusal::{Attribute, Malformed, Refusal};
pub use request::{Expected, Nonce, Request};
pub use stamp::Stamp;
pub use token::{MAX_CERTIFICATES, Token};
