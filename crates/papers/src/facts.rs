//! What a paper is made of.

use custody::Sha256;
use custody::item::{Names, Told};
use record::Moment;

/// What a paper is made of. A text that is empty becomes a place to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The number of the paper.
    pub number: String,
    /// The case or file that it belongs to.
    pub case: String,
    /// The body that draws it up.
    pub body: String,
    /// Where it is drawn up.
    pub place: String,
    /// When it is drawn up.
    pub made: Moment,
    /// The history of the item that it is about, from its beginning; empty where it is about none.
    pub history: Vec<Told>,
    /// What people and bodies of the history are called.
    pub names: Names,
    /// Who takes part.
    pub people: Vec<Person>,
    /// What was seen, or how it went, in the words of whoever draws it up.
    pub notes: String,
    /// Things and carriers that are not files.
    pub things: Vec<Thing>,
    /// The steps of a search.
    pub searches: Vec<Search>,
    /// The digest of the sealed log of a search.
    pub log: Option<Sha256>,
}

/// Somebody who takes part and signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// As what.
    pub role: Role,
    /// Name and post; a place to write where it is empty.
    pub name: String,
}

/// As what somebody takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Draws the paper up.
    Acts,
    /// Helps with what they know.
    Specialist,
    /// Attests.
    Witness,
    /// Is there, for instance as whoever the thing is taken from.
    Present,
    /// Gives.
    Gives,
    /// Takes.
    Takes,
}

/// A thing or carrier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// What it is.
    pub what: String,
    /// What it is known by: serial number, marks, damage.
    pub marks: String,
    /// How it was packed and sealed.
    pub packed: String,
}

/// A step of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// When.
    pub at: Moment,
    /// Where: the address, or the name of the service.
    pub resource: String,
    /// The words that were asked for.
    pub words: String,
    /// The filters that were set.
    pub filters: String,
    /// How many results there were, where they were counted.
    pub results: Option<u64>,
    /// The digest of what was found.
    pub hash: Option<Sha256>,
    /// A note.
    pub note: String,
}

impl Role {
    /// One of each.
    pub const ALL: [Self; 6] = [Self::Acts, Self::Specialist, Self::Witness, Self::Present, Self::Gives, Self::Takes];

    /// Its code, as in the catalogues.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Acts => "acts",
            Self::Specialist => "specialist",
            Self::Witness => "witness",
            Self::Present => "present",
            Self::Gives => "gives",
            Self::Takes => "takes",
        }
    }
}
