//! Why something is not done with an item.

/// Why something is not done with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// Nothing was begun under this identifier.
    #[error("there is no such item")]
    Unknown,
    /// Something was begun under this identifier already.
    #[error("the item was begun before")]
    AlreadyBegun,
    /// The installation itself can't do this.
    #[error("only a person can do this")]
    OnlyPeople,
    /// It is not being acquired any more.
    #[error("the item has arrived; nothing can be added to it")]
    NotReceiving,
    /// It is still being acquired.
    #[error("the item is still being acquired")]
    StillReceiving,
    /// There is no file.
    #[error("an item has a file at least")]
    NoFiles,
    /// There are too many files.
    #[error("an item has {} files at most", super::MOST_FILES)]
    TooManyFiles,
    /// Two files have one name.
    #[error("each file of an item has a name of its own")]
    SameFileName,
    /// It is not said how it was got.
    #[error("an item needs a manifest")]
    NoManifest,
    /// It has no such file.
    #[error("the item has no such file")]
    NoSuchFile,
    /// The copy has the identifier of another one.
    #[error("there is a copy with this identifier")]
    SameCopy,
    /// The copy is not like the file.
    #[error("the copy differs from its file")]
    UnlikeCopy,
    /// No such copy was made.
    #[error("no such copy was made of this item")]
    NoSuchCopy,
    /// Another body holds it.
    #[error("another body holds the item")]
    NotHolder,
    /// It is offered to somebody.
    #[error("the item is offered to another body already")]
    OfferPending,
    /// It is not offered to anybody, or the time is over.
    #[error("the item is not offered, or the time to take it is over")]
    NoOffer,
    /// It is offered to another body.
    #[error("the item is offered to another body")]
    NotForYou,
    /// It would pass from a body to itself.
    #[error("the body holds the item already")]
    SameBody,
    /// The one who gives can't take.
    #[error("another person than the one who offered it must take it")]
    SamePerson,
    /// It was given back.
    #[error("the item was given back")]
    GivenBack,
}

impl Refusal {
    /// One of each.
    pub const ALL: [Self; 20] = [
        Self::Unknown,
        Self::AlreadyBegun,
        Self::OnlyPeople,
        Self::NotReceiving,
        Self::StillReceiving,
        Self::NoFiles,
        Self::TooManyFiles,
        Self::SameFileName,
        Self::NoManifest,
        Self::NoSuchFile,
        Self::SameCopy,
        Self::UnlikeCopy,
        Self::NoSuchCopy,
        Self::NotHolder,
        Self::OfferPending,
        Self::NoOffer,
        Self::NotForYou,
        Self::SameBody,
        Self::SamePerson,
        Self::GivenBack,
    ];

    /// The key of its message in the catalogues.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Unknown => "item-unknown",
            Self::AlreadyBegun => "item-already-begun",
            Self::OnlyPeople => "item-only-people",
            Self::NotReceiving => "item-not-receiving",
            Self::StillReceiving => "item-still-receiving",
            Self::NoFiles => "item-no-files",
            Self::TooManyFiles => "item-too-many-files",
            Self::SameFileName => "item-same-file-name",
            Self::NoManifest => "item-no-manifest",
            Self::NoSuchFile => "item-no-such-file",
            Self::SameCopy => "item-same-copy",
            Self::UnlikeCopy => "item-unlike-copy",
            Self::NoSuchCopy => "item-no-such-copy",
            Self::NotHolder => "item-not-holder",
            Self::OfferPending => "item-offer-pending",
            Self::NoOffer => "item-no-offer",
            Self::NotForYou => "item-not-for-you",
            Self::SameBody => "item-same-body",
            Self::SamePerson => "item-same-person",
            Self::GivenBack => "item-given-back",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_has_a_key_of_its_own() {
        let keys: BTreeSet<_> = Refusal::ALL.iter().map(Refusal::key).collect();
        assert_eq!(keys.len(), Refusal::ALL.len());
    }
}
