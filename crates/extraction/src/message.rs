//! A message as a report gives it.

use record::Moment;
use serde::Serialize;

/// A message that a tool decoded from a device.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Message {
    /// What the tool calls it: `InstantMessage`, `SMS`.
    pub kind: String,
    /// Its identifier in the report.
    pub id: Option<String>,
    /// The program on the device.
    pub app: Option<String>,
    /// The conversation, by its identifier in the report.
    pub chat: Option<String>,
    /// When.
    pub at: Option<Stamp>,
    /// From whom.
    pub from: Vec<Party>,
    /// To whom.
    pub to: Vec<Party>,
    /// The direction, where the tool gives one, in its word.
    pub direction: Option<String>,
    /// The text.
    pub body: Option<String>,
    /// Whether not all of it is here: the text is longer, or more people take part, than is kept, or the text is not in UTF-8 throughout.
    pub cut: bool,
    /// Whether it was deleted on the device, in the tool's word: `Intact`, `Deleted`.
    pub deleted: Option<String>,
}

/// Somebody who takes part in a message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Party {
    /// The account or number.
    pub identifier: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// Whether this is whoever owns the device, in the tool's word.
    pub owner: Option<String>,
}

/// A time as it is written, and the moment where it names its zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stamp {
    /// As it is written.
    pub written: String,
    /// The moment; none where the text does not say in which zone it is.
    pub moment: Option<Moment>,
}

impl Stamp {
    pub(crate) fn new(written: &str) -> Self {
        let written = written.trim().to_owned();
        Self { moment: Moment::parse(&written).ok(), written }
    }
}
