//! Identifiers become weighted links, networks and mirror families, each with its why.
//!
//! # The words
//!
//! Picture two rows of dots: **posts** above, **identifiers** (phones, handles, accounts) below, and a line wherever a post shows
//! an identifier. Following the lines from post to post joins what one organiser published. But some identifiers stand
//! with everybody: a site's help line, an advertising bot, a taxi. Such a **hub** would join all into one heap, so it is
//! **suppressed**: it weighs nothing and is shown as such, with the reason. A hub is not told by its count (an organiser may put
//! one phone into 300 copies) but by what lies around it: take it away, and its posts fall into many groups that share nothing else.
//!
//! - A [`Sighting`] is what this crate needs to know of a post.
//! - A **link** joins a post to an identifier that belongs to an organiser; it has a weight (how rare the identifier is) and a reason.
//! - A **hint** is what isn't enough for a link: a copied text. Organisers copy each other, so a copy alone joins nothing; together
//!   with the same place and price, or the same author name, it may bring a post without contacts into a network (a **tie**).
//! - A contact **changed hands** where one group shows it up to a day and another one from then on: it links each group, not both.
//! - A [`Network`] is a set of posts held together by links and ties, with the signs of organisation that rank it.
//! - A [`mirrors::Family`] is a set of domains under which one site lives on.
//!
//! [`link`] makes networks of a set of sightings; its result depends on the set alone. [`Linker`] keeps such a set, takes sightings
//! one by one and works out anew only what a new one touches. [`why`] tells how two posts of a network hang together,
//! [`layout::place`] where to draw them.
//!
//! The crate is pure: no clock, no randomness, no files.

mod graph;
pub mod layout;
mod linker;
mod linking;
pub mod mirrors;
mod network;
mod organisation;
mod part;
mod sets;
mod sighting;
pub mod synthetic;
mod why;

pub use linker::Linker;
pub use linking::link;
pub use network::{Contact, Hint, Link, Network, Suppressed, SuppressedBecause, Tie, TieReason};
pub use organisation::{Sign, SignKind};
pub use part::Part;
pub use sighting::{Mark, MarkKind, Price, Sighting};
pub use why::{Step, why};
