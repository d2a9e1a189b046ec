//! Tokens: what an authority sent, in a form that can be read, not yet believed.

use crate::info::Info;
use crate::signed::Signed;
use crate::{Malformed, ber};

/// A bag with more certificates is not read: a way to a root takes three or four, and somebody who fills the bag wants to keep us busy.
pub const MAX_CERTIFICATES: usize = 10;

/// A time-stamp token of the right form. It says nothing before an [`Authority`](crate::Authority) made a [`Stamp`](crate::Stamp) of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    der: Vec<u8>,
}

impl Token {
    /// Reads a bare token (a CMS `ContentInfo`; what `openssl ts -verify` takes with `-token_in`).
    ///
    /// # Errors
    /// Where the bytes are not one token of one signer, or are beyond the limits.
    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let der = ber::to_der(bytes)?;
        let signed = Signed::read(&der)?;
        Info::read(signed.content)?;
        Ok(Self { der })
    }

    /// The token in DER. It is what came where that was DER, and else another writing of the same.
    #[must_use]
    pub fn as_der(&self) -> &[u8] {
        &self.der
    }
}
