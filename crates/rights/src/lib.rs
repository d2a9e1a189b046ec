//! Who may do what, with which matter, for what purpose: by policies that a prosecutor can read.
//!
//! The policies stand in `policies/`, in the Cedar language; they are part of the program and are checked against their schema when they
//! are loaded. This crate turns a [`Principal`], an [`Action`], a [`Resource`] and a [`Context`] into a question to them, and their answer
//! into a [`Decision`]: allowed or not, which policies decided, and what must be done because of it.
//!
//! It is pure: the moment is passed in, nothing is read but what is passed, and the same question has the same answer everywhere. Whatever
//! goes wrong on the way is a refusal.

mod action;
mod ask;
mod decision;
mod rules;
mod settings;

pub use action::{Action, Target};
pub use ask::{BreakGlass, Context, Held, Official, Place, Principal, Resource, SignIn};
pub use decision::{Decision, Notify, Obligation, Rights, Why};
pub use rules::{Effect, PolicyId, Rule};
pub use settings::{Labels, RightsError};
