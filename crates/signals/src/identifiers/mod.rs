//! Phones, handles, addresses, cards and wallets.

use crate::{Span, unfold::Unfolded};

/// What an identifier is; the names are those of the `--json` contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// E.164.
    Phone,
    /// Name without @, lower case.
    Telegram,
    /// The code of an invitation link.
    TelegramInvite,
    /// Name, lower case.
    Instagram,
    /// Name, lower case.
    Vk,
    /// Name, lower case.
    Tiktok,
    /// Address, lower case.
    Email,
    /// A link that is none of the others.
    Url,
    /// A host name.
    Domain,
    /// Digits of a payment card.
    Card,
    /// Without spaces.
    Iban,
    /// As written.
    Wallet,
}

/// One identifier and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Identifier {
    /// What it is.
    pub kind: Kind,
    /// Its one written form.
    pub value: String,
    /// How the post wrote it.
    pub as_written: String,
    /// Where.
    pub span: Span,
}

/// Finds identifiers.
#[derive(Debug)]
pub struct Finder {}

impl Finder {
    /// A finder with the number words of the book.
    #[must_use]
    pub fn new(_book: &knowledge::Book) -> Self {
        Self {}
    }

    /// All identifiers of a text, in the order of the text. `original` is the text that was unfolded.
    #[must_use]
    pub fn find(&self, original: &str, unfolded: &Unfolded) -> Vec<Identifier> {
        let _ = (original, unfolded);
        Vec::new()
    }
}
