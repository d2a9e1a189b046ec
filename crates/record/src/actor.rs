//! Who acts, for which body, and for what purpose.
//!
//! In the single-user form of the workbench there is one actor, [`Actor::local`]. People, agencies and rights build on these types.

use serde::{Deserialize, Serialize};

/// A body that takes part: a ministry's department, a prosecutor's office, a shelter, a hotline.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Agency(pub String);

/// The named person who acts; a program is never an actor.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Actor {
    /// The name under which the person is known to their agency.
    pub name: String,
    /// The body for which the person acts.
    pub agency: Agency,
}

impl Actor {
    /// The one person who uses an embedded installation on their own machine.
    #[must_use]
    pub fn local() -> Self {
        Self { name: "local".into(), agency: Agency("local".into()) }
    }
}

/// Why something is read or done, in the person's own words.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Purpose(pub String);
