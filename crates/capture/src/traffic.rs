//! Puts together from the browser's events what went over the wire.
//!
//! It is pure: events in, exchanges out. The browser tells of one exchange in up to six pieces, in an order that it does not promise; a
//! redirect keeps the identifier of the request that it answers.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use record::Moment;
use serde_json::Value;

use crate::exchange::{Answer, Body, Exchange, Fault, Head};
use crate::link::{Event, text};

/// What went over the wire so far.
#[derive(Debug, Default)]
pub struct Traffic {
    /// Exchanges in the order in which they were sent.
    all: Vec<Exchange>,
    /// Which of them the browser's identifier (with its session) stands for now.
    open: BTreeMap<(String, String), usize>,
    /// Exact headers that came before what they belong to.
    early: BTreeMap<(String, String), Value>,
    /// Connections that are no exchanges of requests and answers.
    sockets: Vec<String>,
}

/// A body that can be asked for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    /// The session in which to ask.
    pub session: String,
    /// The browser's identifier.
    pub request: String,
    /// Which exchange it belongs to.
    pub exchange: usize,
}

impl Traffic {
    /// Takes in an event; tells where a body can be asked for because of it.
    pub fn take(&mut self, event: &Event) -> Option<Ready> {
        let key = (event.session.clone(), text(&event.params, "requestId"));
        match event.method.as_str() {
            "Network.requestWillBeSent" => self.sent(key, &event.params),
            "Network.requestWillBeSentExtraInfo" => self.sent_exactly(key, &event.params),
            "Network.responseReceived" => self.answered(&key, event.params.get("response")?),
            "Network.responseReceivedExtraInfo" => self.answered_exactly(&key, &event.params),
            "Network.loadingFinished" => {
                let exchange = self.open.get(&key).copied()?;
                return Some(Ready { session: key.0, request: key.1, exchange });
            }
            "Network.loadingFailed" => self.failed(&key, &event.params),
            "Network.webSocketCreated" => self.sockets.push(text(&event.params, "url")),
            _ => {}
        }
        None
    }

    /// Adds a body as the browser gave it: `{"body": …, "base64Encoded": …}`. Gives the exchange, where it has an answer.
    pub fn body(&mut self, exchange: usize, given: &Value) -> Option<&Exchange> {
        let told = text(given, "body");
        let is_packed = given.get("base64Encoded").and_then(Value::as_bool).unwrap_or(false);
        let bytes = if is_packed { STANDARD.decode(told).unwrap_or_default() } else { told.into_bytes() };
        let exchange = self.all.get_mut(exchange)?;
        let answer = exchange.answer.as_mut()?;
        let length = header(answer.head.text(), "content-length").and_then(|length| length.parse::<usize>().ok());
        if bytes.is_empty() && length.is_some_and(|length| length > 0) && exchange.method != "HEAD" {
            // A browser lets go of what it can't show, a broken picture for instance, and gives nothing for it.
            exchange.fault.get_or_insert_with(Fault::let_go);
            return None;
        }
        let is_wire =
            !was_packed(answer) && length.map_or_else(|| is_packed || was_not_recoded(answer, &bytes), |length| length == bytes.len());
        answer.body = if is_wire { Body::Wire(bytes) } else { Body::Decoded(bytes) };
        Some(exchange)
    }

    /// Why a body could not be had.
    pub fn no_body(&mut self, exchange: usize, why: &str) {
        if let Some(exchange) = self.all.get_mut(exchange) {
            exchange.fault.get_or_insert_with(|| Fault::said(why));
        }
    }

    /// How many requests wait for an answer, or for its end.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.open.len()
    }

    /// A body was had, or not: this exchange is over.
    pub fn settle(&mut self, ready: &Ready) {
        self.open.remove(&(ready.session.clone(), ready.request.clone()));
    }

    /// How many exchanges there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The address that was asked last.
    #[must_use]
    pub fn last(&self) -> Option<&str> {
        self.all.last().map(|exchange| exchange.address.as_str())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Origins with a certificate.
    #[must_use]
    pub fn origins(&self) -> std::collections::BTreeSet<String> {
        let origin = |address: &str| {
            let place = address.strip_prefix("https://")?.split(['/', '?', '#']).next()?;
            Some(format!("https://{place}"))
        };
        self.all.iter().filter(|exchange| exchange.answer.is_some()).filter_map(|exchange| origin(&exchange.address)).collect()
    }

    /// All exchanges, and addresses of connections that are none.
    #[must_use]
    pub fn finish(mut self) -> (Vec<Exchange>, Vec<String>) {
        for at in self.open.values() {
            if let Some(exchange) = self.all.get_mut(*at) {
                exchange.fault.get_or_insert_with(Fault::unfinished);
            }
        }
        (self.all, self.sockets)
    }

    fn sent(&mut self, key: (String, String), params: &Value) {
        if let Some(redirect) = params.get("redirectResponse") {
            self.answered(&key, redirect);
        }
        let Some(request) = params.get("request") else { return };
        let address = text(request, "url");
        // What a page carries within itself goes over no wire.
        if !(address.starts_with("http://") || address.starts_with("https://")) {
            return;
        }
        let method = text(request, "method");
        let head = Head::rebuilt(&request_line(&method, &address), request.get("headers").unwrap_or(&Value::Null));
        let exchange = Exchange {
            sent: moment(params.get("wallTime")),
            request: head,
            sent_body: text(request, "postData").into_bytes(),
            answer: None,
            fault: None,
            address,
            method,
        };
        self.all.push(exchange);
        self.open.insert(key.clone(), self.all.len() - 1);
        if let Some(early) = self.early.remove(&key) {
            self.sent_exactly(key, &early);
        }
    }

    fn sent_exactly(&mut self, key: (String, String), params: &Value) {
        match self.open.get(&key).and_then(|at| self.all.get_mut(*at)) {
            Some(exchange) if exchange.answer.is_none() => {
                let first = request_line(&exchange.method, &exchange.address);
                exchange.request = Head::rebuilt(&first, params.get("headers").unwrap_or(&Value::Null));
            }
            _ => drop(self.early.insert(key, params.clone())),
        }
    }

    fn answered(&mut self, key: &(String, String), response: &Value) {
        let Some(exchange) = self.open.get(key).and_then(|at| self.all.get_mut(*at)) else { return };
        let status = response.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok()).unwrap_or_default();
        let protocol = text(response, "protocol");
        let first = status_line(&protocol, status, &text(response, "statusText"));
        let told = exchange.answer.take().map(|answer| answer.head);
        let head = match (told, text(response, "headersText")) {
            (Some(head @ Head::Wire(_)), _) => head,
            (_, wire) if !wire.is_empty() => Head::Wire(wire),
            (told, _) => told.unwrap_or_else(|| Head::rebuilt(&first, response.get("headers").unwrap_or(&Value::Null))),
        };
        let received = response.get("responseTime").and_then(Value::as_f64).map(|millis| at_seconds(millis / 1_000.0));
        let received = received.unwrap_or(exchange.sent);
        exchange.answer = Some(Answer { status, received, head, body: Body::None, from: None, protocol });
    }

    fn answered_exactly(&mut self, key: &(String, String), params: &Value) {
        let Some(exchange) = self.open.get(key).and_then(|at| self.all.get_mut(*at)) else { return };
        let wire = text(params, "headersText");
        let status = params.get("statusCode").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok()).unwrap_or_default();
        let head = if wire.is_empty() {
            Head::rebuilt(&status_line("", status, ""), params.get("headers").unwrap_or(&Value::Null))
        } else {
            Head::Wire(wire)
        };
        match &mut exchange.answer {
            Some(answer) => answer.head = head,
            None => {
                let (received, protocol) = (exchange.sent, String::new());
                exchange.answer = Some(Answer { status, received, head, body: Body::None, from: None, protocol });
            }
        }
    }

    fn failed(&mut self, key: &(String, String), params: &Value) {
        let why = [text(params, "errorText"), text(params, "blockedReason")].join(" ");
        if let Some(exchange) = self.open.remove(key).and_then(|at| self.all.get_mut(at)) {
            exchange.fault = Some(Fault::said(why.trim()));
        }
    }
}

/// Whether the server packed the body although it was asked not to.
fn was_packed(answer: &Answer) -> bool {
    header(answer.head.text(), "content-encoding").is_some_and(|coding| !coding.eq_ignore_ascii_case("identity"))
}

/// Whether a text that the browser gave as text is what went over the wire: others than UTF-8 it has put into UTF-8.
fn was_not_recoded(answer: &Answer, bytes: &[u8]) -> bool {
    let kind = header(answer.head.text(), "content-type").unwrap_or_default().to_ascii_lowercase();
    bytes.is_ascii() || kind.contains("charset=utf-8") || kind.contains("charset=\"utf-8\"")
}

fn request_line(method: &str, address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = rest.find(['/', '?']).and_then(|at| rest.get(at..)).unwrap_or("/");
    let path = path.split('#').next().unwrap_or("/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("{method} {slash}{path} HTTP/1.1")
}

/// HTTP/2 and later have no status line; a web archive has one of HTTP/1.1 in its place.
fn status_line(protocol: &str, status: u16, words: &str) -> String {
    let version = if protocol == "http/1.0" { "HTTP/1.0" } else { "HTTP/1.1" };
    format!("{version} {status} {words}")
}

/// The value of a header, by a name in small letters.
fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines()
        .skip(1)
        .filter_map(|line| line.split_once(':'))
        .find(|(one, _)| one.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
}

fn moment(seconds: Option<&Value>) -> Moment {
    at_seconds(seconds.and_then(Value::as_f64).unwrap_or_default())
}

/// The browser counts seconds since 1970, with a fraction. A number that is no time becomes the first one of 1970.
#[expect(clippy::cast_possible_truncation, reason = "what is out of bounds is no time, and is caught as such")]
fn at_seconds(seconds: f64) -> Moment {
    jiff::Timestamp::from_microsecond((seconds * 1e6) as i64).unwrap_or(jiff::Timestamp::UNIX_EPOCH).into()
}

#[cfg(test)]
mod tests;
