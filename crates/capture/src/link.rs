//! The pipe to the browser: the DevTools protocol as JSON texts with a zero byte after each.
//!
//! Our own, because it is small: crates that know all of the protocol break whenever the browser learns a new word, and need a port that
//! anybody on the machine could talk to. Here an event that is not known is passed over, and the pipe belongs to two processes.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use tokio::io::{AsyncBufRead, AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::CaptureError;

/// One text of the browser has so many bytes at most: a picture of a long page, or a body.
const LONGEST: usize = 256 * 1024 * 1024;
/// So many events may wait to be looked at; a page that makes more is stopped.
const MOST_WAITING: usize = 200_000;

/// What the browser says unasked.
#[derive(Debug, Clone)]
pub struct Event {
    /// What happened, for instance `Network.responseReceived`.
    pub method: String,
    /// The session in which it happened.
    pub session: String,
    /// The particulars.
    pub params: Value,
}

/// A text of what the browser said; empty where there is none.
#[must_use]
pub fn text(said: &Value, name: &str) -> String {
    said.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

type Answer = Result<Value, CaptureError>;
type Asked = HashMap<u64, (String, oneshot::Sender<Answer>)>;

/// The pipe. It can be shared.
pub struct Link {
    out: tokio::sync::Mutex<Box<dyn AsyncWrite + Send + Unpin>>,
    asked: Arc<Mutex<Asked>>,
    next: AtomicU64,
    reading: JoinHandle<()>,
}

impl Link {
    /// A link over two pipes; events come out of the receiver, which closes when the browser is gone.
    pub fn over(
        from_browser: impl AsyncRead + Send + Unpin + 'static,
        to_browser: impl AsyncWrite + Send + Unpin + 'static,
    ) -> (Self, mpsc::Receiver<Event>) {
        let asked: Arc<Mutex<Asked>> = Arc::default();
        let (tell, events) = mpsc::channel(MOST_WAITING);
        let reading = tokio::spawn(read(BufReader::new(from_browser), Arc::clone(&asked), tell));
        (Self { out: tokio::sync::Mutex::new(Box::new(to_browser)), asked, next: AtomicU64::new(1), reading }, events)
    }

    /// Has the browser do something and waits for its answer. `session` is empty for the browser itself.
    ///
    /// # Errors
    /// Where it refuses, or is gone.
    pub async fn call(&self, session: &str, method: &str, params: Value) -> Result<Value, CaptureError> {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let (answer, answered) = oneshot::channel();
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(id, (method.to_owned(), answer));
        self.write(id, session, method, &params).await?;
        // The reader lets go of all that was asked when the browser is gone.
        if self.reading.is_finished() {
            self.asked.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
        answered.await.unwrap_or(Err(CaptureError::Ended))
    }
}

impl Link {
    /// Has the browser do something and waits for nothing.
    ///
    /// # Errors
    /// Where it is gone.
    pub async fn tell(&self, session: &str, method: &str, params: Value) -> Result<(), CaptureError> {
        self.write(self.next.fetch_add(1, Ordering::Relaxed), session, method, &params).await
    }

    async fn write(&self, id: u64, session: &str, method: &str, params: &Value) -> Result<(), CaptureError> {
        let mut text = json!({ "id": id, "method": method, "params": params });
        if !session.is_empty()
            && let Some(fields) = text.as_object_mut()
        {
            fields.insert("sessionId".into(), session.into());
        }
        let mut bytes = text.to_string().into_bytes();
        bytes.push(0);
        let mut out = self.out.lock().await;
        out.write_all(&bytes).await?;
        Ok(out.flush().await?)
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.reading.abort();
    }
}

async fn read(mut from: impl AsyncBufRead + Unpin, asked: Arc<Mutex<Asked>>, tell: mpsc::Sender<Event>) {
    while let Ok(Some(text)) = message(&mut from).await {
        let Ok(text) = serde_json::from_slice::<Value>(&text) else { break };
        if !heard(text, &asked, &tell) {
            break;
        }
    }
    asked.lock().unwrap_or_else(PoisonError::into_inner).clear();
}

/// Passes on what the browser said; `false` where nobody can follow it any more.
fn heard(mut said: Value, asked: &Mutex<Asked>, tell: &mpsc::Sender<Event>) -> bool {
    let Some(id) = said.get("id").and_then(Value::as_u64) else {
        let (method, session) = (text(&said, "method"), text(&said, "sessionId"));
        let params = said.get_mut("params").map(Value::take).unwrap_or_default();
        return tell.try_send(Event { method, session, params }).is_ok();
    };
    let waiting = asked.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    if let Some((method, answer)) = waiting {
        let refused = said.get("error").map(|error| error.get("message").and_then(Value::as_str).unwrap_or("no reason").to_owned());
        let answered = match refused {
            Some(message) => Err(CaptureError::Refused { method, message }),
            None => Ok(said.get_mut("result").map(Value::take).unwrap_or_default()),
        };
        // Whoever asked may have stopped waiting.
        drop(answer.send(answered));
    }
    true
}

/// One text, without the zero byte; nothing at the end.
async fn message(from: &mut (impl AsyncBufRead + Unpin)) -> Result<Option<Vec<u8>>, CaptureError> {
    let mut text = Vec::new();
    loop {
        let piece = from.fill_buf().await?;
        if piece.is_empty() {
            return if text.is_empty() { Ok(None) } else { Err(CaptureError::Ended) };
        }
        let (taken, is_whole) = match piece.iter().position(|byte| *byte == 0) {
            Some(end) => (end, true),
            None => (piece.len(), false),
        };
        text.extend_from_slice(piece.get(..taken).unwrap_or_default());
        from.consume(taken + usize::from(is_whole));
        if text.len() > LONGEST {
            return Err(CaptureError::Speech("a text is too long".into()));
        }
        if is_whole {
            return Ok(Some(text));
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, duplex};

    use super::*;

    /// A browser that answers each call with the next of these texts, `ID` replaced by the identifier of the call.
    fn browser(texts: &[&'static str]) -> (Link, mpsc::Receiver<Event>) {
        let (ours, theirs) = duplex(64 * 1024);
        let (from, to) = tokio::io::split(ours);
        let texts = texts.to_vec();
        tokio::spawn(async move {
            let (from, mut to) = tokio::io::split(theirs);
            let mut from = BufReader::new(from);
            for text in texts {
                let Ok(Some(call)) = message(&mut from).await else { return };
                let call: Value = serde_json::from_slice(&call).unwrap();
                let text = text.replace("ID", &call["id"].to_string());
                to.write_all(text.as_bytes()).await.unwrap();
            }
            // Whoever reads on learns that it is over.
            let _ = from.get_mut().read(&mut []).await;
        });
        Link::over(from, to)
    }

    #[tokio::test]
    async fn answers_find_whoever_asked_and_events_come_beside() {
        let (link, mut events) =
            browser(&["{\"method\":\"A.b\",\"sessionId\":\"S\",\"params\":{\"x\":1}}\0{\"id\":ID,\"result\":{\"ok\":true}}\0"]);
        assert_eq!(link.call("", "Browser.getVersion", json!({})).await.unwrap(), json!({ "ok": true }));
        let event = events.recv().await.unwrap();
        assert_eq!((event.method.as_str(), event.session.as_str(), event.params), ("A.b", "S", json!({ "x": 1 })));
    }

    #[tokio::test]
    async fn a_refusal_names_what_was_refused() {
        let (link, _events) = browser(&["{\"id\":ID,\"error\":{\"code\":-1,\"message\":\"no such thing\"}}\0"]);
        let refused = link.call("S", "Page.navigate", json!({})).await.unwrap_err();
        assert_eq!(refused.to_string(), "the browser refused Page.navigate: no such thing");
    }

    #[tokio::test]
    async fn a_browser_that_goes_away_leaves_nobody_waiting() {
        for texts in [&[""][..], &["{\"id\":ID,\"resu"], &["not its language\0"]] {
            let (link, mut events) = browser(texts);
            assert!(matches!(link.call("", "A.b", json!({})).await, Err(CaptureError::Ended | CaptureError::Io(_))), "{texts:?}");
            assert!(events.recv().await.is_none());
        }
    }
}
