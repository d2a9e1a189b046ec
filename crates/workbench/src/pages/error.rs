//! What is shown where a page can't be.

use askama::Template;

use crate::fault::Fault;
use crate::pages::frame::{Ask, Frame, render};
use crate::viewer::Standing;
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
    /// Why the rights or rules say no.
    pub reasons: Vec<String>,
    /// Whether signing in helps.
    pub sign_in: bool,
    /// What helps the keeper of the machine.
    pub detail: String,
}

/// A fault as HTML.
///
/// # Errors
/// Where the template fails.
pub fn show(ask: &Ask<'_>, fault: &Fault, reasons: Vec<String>) -> Result<String, Fault> {
    let (title, what) = fault.keys();
    let words = ask.words();
    let sign_in = matches!(ask.viewer.standing, Standing::Stranger);
    render(&ErrorPage { f: ask.frame(words.say(title), None), t: words, what: words.say(what), reasons, sign_in, detail: fault.detail() })
}
