//! What went between the browser and a server: one request and its answer.

use std::fmt::Write as _;
use std::net::IpAddr;

use record::Moment;
use serde::Serialize;
use serde_json::Value;

use crate::guard::Outcome;

/// Why something did not come, or not all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{words}")]
pub struct Fault {
    /// Why.
    pub why: Lost,
    /// In the words of the guard, the browser or this program.
    pub words: String,
}

/// Why something did not come, or not all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lost {
    /// The guard or the browser did not let it through.
    Refused,
    /// More came in than a capture holds.
    TooLarge,
    /// It took too long, or was not over when the capture ended.
    Late,
    /// The name is not known, nobody answers there, or the connection broke off.
    Broken,
    /// The page or the browser went on without it.
    Abandoned,
    /// For another reason, or for none that is told.
    Other,
}

impl Fault {
    /// What the browser said. The one place where its words are read.
    #[must_use]
    pub fn said(words: &str) -> Self {
        let says = |any: &[&str]| any.iter().any(|word| words.contains(word));
        let why = match words {
            _ if says(&["BLOCKED"]) => Lost::Refused,
            _ if says(&["TIMED_OUT"]) => Lost::Late,
            _ if says(&["CONNECTION", "EMPTY_RESPONSE", "LENGTH_MISMATCH", "NAME_NOT_RESOLVED"]) => Lost::Broken,
            _ if says(&["ABORTED"]) => Lost::Abandoned,
            _ => Lost::Other,
        };
        Self { why, words: words.to_owned() }
    }

    /// The answer came, and the browser did not keep its body.
    #[must_use]
    pub fn let_go() -> Self {
        Self { why: Lost::Abandoned, words: "the browser let go of the body".into() }
    }

    /// It was going on when the capture ended.
    #[must_use]
    pub fn unfinished() -> Self {
        Self { why: Lost::Late, words: "not over when the capture ended".into() }
    }

    /// What the guard did, which the browser knows only as a proxy that did not connect. None where it connected.
    #[must_use]
    pub fn held(outcome: Outcome) -> Option<Self> {
        let (why, words) = match outcome {
            Outcome::Connected => return None,
            Outcome::Refused => (Lost::Refused, "the address is not in the public network"),
            Outcome::Unknown => (Lost::Broken, "the name is not known"),
            Outcome::Silent => (Lost::Broken, "nobody answers there"),
            Outcome::Full => (Lost::TooLarge, "more came in than a capture holds"),
        };
        Some(Self { why, words: words.into() })
    }
}

/// One request and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchange {
    /// The address.
    pub address: String,
    /// The method: `GET`, `POST`.
    pub method: String,
    /// When it was sent.
    pub sent: Moment,
    /// The request line and headers.
    pub request: Head,
    /// What was sent with it.
    pub sent_body: Vec<u8>,
    /// The answer; none where there was none.
    pub answer: Option<Answer>,
    /// Why it has no answer, or not all of it.
    pub fault: Option<Fault>,
}

/// An answer of a server.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// When its head arrived.
    pub received: Moment,
    /// The status line and headers.
    pub head: Head,
    /// The body.
    pub body: Body,
    /// From which address it came, where the browser tells. Behind a proxy it tells the proxy's, so this is taken from the guard.
    pub from: Option<IpAddr>,
    /// The protocol, as the browser names it: `http/1.1`, `h2`.
    pub protocol: String,
}

/// Headers, and whether they are the very bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "how", content = "text")]
pub enum Head {
    /// As they went over the wire.
    Wire(String),
    /// Put together from their names and values: HTTP/2 has no text, and some browsers keep none.
    Rebuilt(String),
}

/// A body, and whether it is the very bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// As it went over the wire, without the marks of chunks.
    Wire(Vec<u8>),
    /// Not what went over the wire: unpacked, because the server packed it although it was asked not to, or put into UTF-8 by the browser.
    Decoded(Vec<u8>),
    /// There is none to be had: a redirect, an answer to a question for headers only, or one that the browser let go of.
    None,
}

impl Head {
    /// The text, line ends and the empty line included.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Wire(text) | Self::Rebuilt(text) => text,
        }
    }

    /// Of a first line and headers as the browser tells them.
    #[must_use]
    pub fn rebuilt(first: &str, headers: &Value) -> Self {
        let mut text = format!("{}\r\n", one_line(first));
        for (name, value) in headers.as_object().into_iter().flatten() {
            // The browser joins headers of one name with line feeds; names with a colon are HTTP/2's own.
            for value in value.as_str().unwrap_or_default().split('\n').filter(|_| !name.starts_with(':')) {
                let _ = write!(text, "{}: {}\r\n", one_line(name), one_line(value));
            }
        }
        text.push_str("\r\n");
        Self::Rebuilt(text)
    }
}

impl Body {
    /// The bytes; none where there are none to be had.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Wire(bytes) | Self::Decoded(bytes) => Some(bytes),
            Self::None => None,
        }
    }
}

/// A server can't write lines of its own into what we put together.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter == '\r' || letter == '\n' || letter == '\0' { ' ' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_words_of_the_browser_are_read_in_one_place() {
        for (words, lost) in [
            ("net::ERR_BLOCKED_BY_CLIENT csp", Lost::Refused),
            ("net::ERR_TIMED_OUT", Lost::Late),
            ("net::ERR_CONNECTION_RESET", Lost::Broken),
            ("net::ERR_CONTENT_LENGTH_MISMATCH", Lost::Broken),
            ("net::ERR_ABORTED", Lost::Abandoned),
            ("net::ERR_TOO_MANY_REDIRECTS", Lost::Other),
            ("", Lost::Other),
        ] {
            assert_eq!(Fault::said(words).why, lost, "{words}");
        }
    }

    /// A dead address is not a forbidden one: what is said of it stands in the record.
    #[test]
    fn what_the_guard_held_back_is_told_apart() {
        let whys = [Outcome::Refused, Outcome::Unknown, Outcome::Silent, Outcome::Full].map(|outcome| Fault::held(outcome).unwrap().why);
        assert_eq!(whys, [Lost::Refused, Lost::Broken, Lost::Broken, Lost::TooLarge]);
        assert_eq!(Fault::held(Outcome::Connected), None);
    }

    #[test]
    fn headers_of_one_name_are_lines_of_their_own() {
        let head = Head::rebuilt("HTTP/1.1 200 OK", &json!({ ":status": "200", "Set-Cookie": "a=1\nb=2", "X": "y" }));
        assert_eq!(head.text(), "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nX: y\r\n\r\n");
    }

    #[test]
    fn no_header_makes_another() {
        let head = Head::rebuilt("GET /\r\nX: 1 HTTP/1.1", &json!({ "A": "b\rC: d", "E\r\nF": "g" }));
        assert_eq!(head.text().matches("\r\n").count(), 4, "{}", head.text());
    }
}
