//! Every address of the workbench, with what it takes to use it.
//!
//! The router is made from this one table, so that no address exists of which it is not said who may use it; a test goes through it as
//! every kind of person.

use std::future::Future;
use std::pin::Pin;

use access::House;
use axum::http::Method;
use rights::Action;

use crate::answer::Answer;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::pages::frame::Ask;

mod account;
mod entry;
mod evidence;
mod open;
mod oversight;
mod staff;

/// An address and what it takes to use it.
#[derive(Debug)]
pub struct Way {
    /// How it is asked.
    pub method: Method,
    /// The path.
    pub path: &'static str,
    /// What it takes.
    pub need: Need,
    /// What makes the answer.
    pub make: Make,
}

/// What it takes to use an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Nothing: what is needed before signing in, and help.
    Nothing,
    /// To be signed in; it is about one's own account.
    In,
    /// This right to what was collected from open sources. It is asked for before the page is made.
    Open(Action),
    /// This right to something that the page names; the house asks for it before it answers the page.
    House(Action),
}

impl Need {
    /// Whether a stranger may use it.
    #[must_use]
    pub fn is_nothing(self) -> bool {
        self == Self::Nothing
    }
}

/// What makes an answer.
#[derive(Clone, Copy)]
pub enum Make {
    /// From what was collected; works where nobody signs in too.
    Desk(fn(&Desk, &Ask<'_>) -> Result<String, Fault>),
    /// From the house; there is none in the single-user form.
    House(HousePage),
}

/// A page of the house.
pub type HousePage = for<'a> fn(&'a House, &'a Ask<'a>) -> Making<'a>;

/// An answer in the making.
pub type Making<'a> = Pin<Box<dyn Future<Output = Result<Answer, Fault>> + Send + 'a>>;

impl std::fmt::Debug for Make {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Desk(_) => "Desk",
            Self::House(_) => "House",
        })
    }
}

const fn desk(method: Method, path: &'static str, need: Need, page: fn(&Desk, &Ask<'_>) -> Result<String, Fault>) -> Way {
    Way { method, path, need, make: Make::Desk(page) }
}

const fn house(method: Method, path: &'static str, need: Need, page: HousePage) -> Way {
    Way { method, path, need, make: Make::House(page) }
}

/// All of them.
pub fn ways() -> impl Iterator<Item = &'static Way> {
    [open::WAYS, entry::WAYS, account::WAYS, staff::WAYS, evidence::WAYS, oversight::WAYS].into_iter().flatten()
}
