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
    /// It is no device.
    #[error("the item is no device or carrier")]
    NoDevice,
    /// More is connected than is named one by one.
    #[error("a device has {} connected things at most; describe the others together", crate::MOST_PERIPHERY)]
    TooMuchPeriphery,
    /// The moment has not come.
    #[error("this moment has not come yet")]
    InFuture,
    /// The checklist has no such step.
    #[error("the checklist has no such step")]
    NoSuchStep,
    /// The step is for devices in another state.
    #[error("the step is for devices that were found in another state")]
    StepOfOtherState,
    /// A step that comes before was not answered.
    #[error("a step that comes before this one was not answered")]
    StepTooEarly,
    /// A step that this one needs was not done.
    #[error("a step that this one needs was not done")]
    StepNeedsOther,
}

impl Refusal {
    /// One of each.
    pub const ALL: [Self; 27] = [
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
        Self::NoDevice,
        Self::TooMuchPeriphery,
        Self::InFuture,
        Self::NoSuchStep,
        Self::StepOfOtherState,
        Self::StepTooEarly,
        Self::StepNeedsOther,
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
            Self::NoDevice => "item-no-device",
            Self::TooMuchPeriphery => "item-too-much-periphery",
            Self::InFuture => "item-in-future",
            Self::NoSuchStep => "item-no-such-step",
            Self::StepOfOtherState => "item-step-of-other-state",
            Self::StepTooEarly => "item-step-too-early",
            Self::StepNeedsOther => "item-step-needs-other",
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
