//! What is shown where a page can't be.

use askama::Template;

use crate::fault::Fault;
use crate::pages::frame::{Ask, Frame, render};
use crate::words::Words;

/// The page.
#[derive(Debug, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// The frame.
    pub f: Frame,
    /// The words.
    pub t: Words,
    /// What to do about it.
    pub what: String,
    /// What helps the keeper of the machine.
    pub detail: String,
}

/// A fault as HTML.
///
/// # Errors
/// Where the template fails.
pub fn show(ask: &Ask<'_>, fault: &Fault) -> Result<String, Fault> {
    let (title, what) = fault.keys();
    let words = ask.words();
    render(&ErrorPage { f: ask.frame(words.say(title), None), t: words, what: words.say(what), detail: fault.detail() })
}
