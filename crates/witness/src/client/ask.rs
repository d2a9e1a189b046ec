//! One request over HTTP.

use std::time::Duration;

use tlog::witness::Reply;
use ureq::http::Uri;

use super::{Remote, SubmitError};

/// A witness that takes longer does not answer.
const TIME: Duration = Duration::from_secs(30);
/// A longer answer is none of a witness.
const MOST: u64 = 64 * 1024;
/// So much of a reason is shown.
const REASON: usize = 200;

/// The client for an address; nothing where it is none. It follows no redirect: whoever moves a witness says so to those who ask it.
pub(super) fn agent(url: &str) -> Option<ureq::Agent> {
    let uri: Uri = url.parse().ok()?;
    let host = uri.host().filter(|host| !host.is_empty())?;
    // A password in an address would be shown wherever the address is; witnesses ask for none.
    let is_plain = uri.query().is_none() && !uri.authority()?.as_str().contains('@');
    if !is_plain || !matches!(uri.scheme_str(), Some("http" | "https")) {
        return None;
    }
    let mut config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).timeout_global(Some(TIME));
    if matches!(host, "localhost" | "127.0.0.1" | "[::1]") {
        config = config.proxy(None);
    }
    Some(config.build().new_agent())
}

/// Sends a request and reads the answer; with the reason where it is a refusal.
pub(super) async fn ask(witness: &Remote, request: String) -> Result<(Reply, String), SubmitError> {
    let (agent, url) = (witness.agent.clone(), format!("{}/add-checkpoint", witness.url));
    let sent = tokio::task::spawn_blocking(move || send(&agent, &url, &request)).await;
    let sent = sent.map_err(|error| error.to_string()).and_then(|sent| sent.map_err(|error| error.to_string()));
    let (status, body) = sent.map_err(|what| SubmitError::NoAnswer { url: witness.url.clone(), what })?;
    let reply = Reply::parse(status, &body);
    let reply = reply.map_err(|error| SubmitError::NotAnAnswer { url: witness.url.clone(), what: error.to_string() })?;
    Ok((reply, reason(&body)))
}

fn send(agent: &ureq::Agent, url: &str, request: &str) -> Result<(u16, String), ureq::Error> {
    let mut response = agent.post(url).header("content-type", "text/plain; charset=utf-8").send(request)?;
    let body = response.body_mut().with_config().limit(MOST).lossy_utf8(true).read_to_string()?;
    Ok((response.status().as_u16(), body))
}

/// The first line of what a stranger said, short and without what a terminal would act on.
fn reason(body: &str) -> String {
    body.lines().next().unwrap_or_default().chars().filter(|letter| !letter.is_control()).take(REASON).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_texts() {
        for good in ["http://127.0.0.1:7312", "https://witness.example", "https://witness.example/log/", "http://[::1]:1"] {
            assert!(agent(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "witness.example",
            "ftp://witness.example",
            "file:///etc/passwd",
            "http://",
            "http://a b",
            "https://a/?x=1",
            "https://a:b@c",
        ] {
            assert!(agent(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_reason_is_short_and_plain() {
        assert_eq!(reason("no\u{1b}[31m\nmore"), "no[31m");
        assert_eq!(reason(&"ы".repeat(300)).chars().count(), 200);
        assert_eq!(reason(""), "");
    }
}
