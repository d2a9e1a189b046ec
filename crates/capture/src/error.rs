//! Why a page was not captured.

use std::io;

use crate::exchange::Fault;

/// Why a page was not captured.
#[derive(Debug, thiserror::Error)]
pub enum CaptureError {
    /// The browser does not start, or a pipe to it broke.
    #[error("the browser does not answer: {0}")]
    Io(#[from] io::Error),
    /// The browser went away in the middle.
    #[error("the browser has ended")]
    Ended,
    /// The browser said more than it may, or what is not its language.
    #[error("the browser speaks wrongly: {0}")]
    Speech(String),
    /// The browser refused a command.
    #[error("the browser refused {method}: {message}")]
    Refused {
        /// The command.
        method: String,
        /// Its words.
        message: String,
    },
    /// It took longer than a capture may.
    #[error("the capture took longer than it may")]
    TooLate,
    /// The address is none of a page.
    #[error("only addresses with http or https are captured")]
    Address,
    /// The page did not open.
    #[error("the page did not open: {fault}")]
    NoPage {
        /// The address that did not answer: the page's own, or one that it led to.
        at: String,
        /// Why.
        fault: Fault,
    },
}
