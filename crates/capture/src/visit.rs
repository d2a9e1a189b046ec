//! One visit of a page: opening, waiting until it is quiet, looking through it, drawing it.
//!
//! The browser and the page are answered while they are asked: a page that shows a question does nothing before it is told no, and much of
//! what the browser tells about a page it has to ask the page's own process for. So nobody waits for one answer without hearing the rest.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::CaptureError;
use crate::browser::About;
use crate::exchange::Fault;
use crate::link::{Event, Link, text};
use crate::page::{Captured, Hear, Limits, Short};
use crate::traffic::{Ready, Traffic};

/// Drawing, printing and telling may each take so long.
pub(crate) const DRAWING: Duration = Duration::from_secs(15);
/// The page is scrolled through in so many steps at most, so that what loads when it comes into sight is there.
const STEPS: u32 = 20;

pub(crate) struct Visit<'a> {
    link: &'a Link,
    events: &'a mut mpsc::Receiver<Event>,
    /// What was told while something else was waited for.
    later: VecDeque<Event>,
    limits: &'a Limits,
    until: Instant,
    session: String,
    traffic: Traffic,
    short: BTreeSet<Short>,
    loaded: bool,
    /// Who is told of each answer.
    hear: Hear<'a>,
}

impl<'a> Visit<'a> {
    pub async fn open(
        link: &'a Link,
        events: &'a mut mpsc::Receiver<Event>,
        limits: &'a Limits,
        until: Instant,
        hear: Hear<'a>,
    ) -> Result<Self, CaptureError> {
        link.call("", "Browser.setDownloadBehavior", json!({ "behavior": "deny" })).await?;
        let target = link.call("", "Target.createTarget", json!({ "url": "about:blank" })).await?;
        let attach = json!({ "targetId": text(&target, "targetId"), "flatten": true });
        let session = text(&link.call("", "Target.attachToTarget", attach).await?, "sessionId");
        let (traffic, later, short) = (Traffic::default(), VecDeque::new(), BTreeSet::new());
        let mut visit = Self { link, events, later, limits, until, session: session.clone(), traffic, short, loaded: false, hear };
        visit.listen(&session).await?;
        visit.draw("Page.enable", json!({})).await?;
        Ok(visit)
    }

    /// Has the browser tell what goes over the wire for a page or a frame of it.
    async fn listen(&mut self, session: &str) -> Result<(), CaptureError> {
        let wishes = [
            (
                "Network.enable",
                json!({ "maxTotalBufferSize": 200_000_000, "maxResourceBufferSize": 100_000_000, "maxPostDataSize": 1_000_000 }),
            ),
            ("Network.setCacheDisabled", json!({ "cacheDisabled": true })),
            ("Network.setBypassServiceWorker", json!({ "bypass": true })),
            // Bodies come as they are, so that what is kept is what went over the wire.
            ("Network.setExtraHTTPHeaders", json!({ "headers": { "Accept-Encoding": "identity" } })),
            // Frames of other sites live in processes of their own; they wait until they are listened to.
            ("Target.setAutoAttach", json!({ "autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true })),
        ];
        for (method, params) in wishes {
            self.ask(session, method, params, Instant::now() + DRAWING).await?;
        }
        Ok(())
    }

    /// Opens the address, waits until it is quiet, scrolls through it and waits again. Gives the address at which it ended.
    pub async fn go(&mut self, address: &str) -> Result<String, CaptureError> {
        let (session, until) = (self.session.clone(), self.until);
        let said = self.ask(&session, "Page.navigate", json!({ "url": address }), until).await?;
        let fault = text(&said, "errorText");
        if !fault.is_empty() && !fault.contains("ERR_ABORTED") {
            return Err(self.not_opened(address, &fault));
        }
        self.settle().await?;
        self.scroll().await?;
        self.settle().await?;
        let place = self.evaluate("document.location.href").await;
        Ok(place.ok().and_then(|place| place.as_str().map(str::to_owned)).unwrap_or_else(|| address.to_owned()))
    }

    /// What the browser says of a page that did not open, with the address to which it had been led by then.
    fn not_opened(&mut self, address: &str, fault: &str) -> CaptureError {
        for event in self.later.drain(..) {
            // Nothing is fetched any more.
            let _ = self.traffic.take(&event);
        }
        CaptureError::NoPage { at: self.traffic.last().unwrap_or(address).to_owned(), fault: Fault::said(fault) }
    }

    /// Listens until the page is there and the wire is quiet, or the time is over.
    async fn settle(&mut self) -> Result<(), CaptureError> {
        let mut quiet_since = Instant::now();
        loop {
            let is_quiet = self.loaded && self.traffic.waiting() == 0;
            let next = if is_quiet { (quiet_since + self.limits.quiet).min(self.until) } else { self.until };
            match tokio::time::timeout_at(next, self.event()).await {
                Ok(event) => {
                    if self.hear(&event?).await? {
                        quiet_since = Instant::now();
                    }
                }
                Err(_) if Instant::now() >= self.until => {
                    if !is_quiet {
                        self.short.insert(Short::Time);
                    }
                    return Ok(());
                }
                Err(_) => return Ok(()),
            }
            if self.traffic.len() > self.limits.exchanges {
                self.short.insert(Short::Exchanges);
                let _ = self.link.call(&self.session, "Page.stopLoading", json!({})).await;
                return Ok(());
            }
        }
    }

    /// Takes in an event; tells whether something happened on the wire.
    async fn hear(&mut self, event: &Event) -> Result<bool, CaptureError> {
        match event.method.as_str() {
            "Page.loadEventFired" if event.session == self.session => self.loaded = true,
            "Target.attachedToTarget" => {
                let session = text(&event.params, "sessionId");
                if session != self.session {
                    // A frame may be gone before it is listened to.
                    let _ = self.listen(&session).await;
                    self.link.tell(&session, "Runtime.runIfWaitingForDebugger", json!({})).await?;
                }
            }
            _ => {}
        }
        if let Some(ready) = self.traffic.take(event) {
            self.fetch(&ready).await?;
        }
        Ok(event.method.starts_with("Network."))
    }

    async fn fetch(&mut self, ready: &Ready) -> Result<(), CaptureError> {
        let (which, until) = (json!({ "requestId": ready.request }), Instant::now() + DRAWING);
        match self.ask(&ready.session, "Network.getResponseBody", which, until).await {
            Ok(given) => {
                if let Some(exchange) = self.traffic.body(ready.exchange, &given) {
                    (self.hear)(ready.exchange, exchange);
                }
            }
            Err(CaptureError::TooLate) => self.traffic.no_body(ready.exchange, "the browser did not give it"),
            Err(CaptureError::Refused { message, .. }) => self.traffic.no_body(ready.exchange, &message),
            Err(other) => return Err(other),
        }
        self.traffic.settle(ready);
        Ok(())
    }

    async fn scroll(&mut self) -> Result<(), CaptureError> {
        let step = format!(
            "new Promise(done => {{ let left = {STEPS}; const on = () => {{ window.scrollBy(0, window.innerHeight); \
             if (--left > 0 && window.innerHeight + window.scrollY < document.documentElement.scrollHeight) setTimeout(on, 60); \
             else {{ window.scrollTo(0, 0); setTimeout(done, 60); }} }}; on(); }})"
        );
        match self.evaluate(&step).await {
            Ok(_) | Err(CaptureError::Refused { .. } | CaptureError::TooLate) => Ok(()),
            Err(other) => Err(other),
        }
    }

    async fn evaluate(&mut self, expression: &str) -> Result<Value, CaptureError> {
        let ask = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let said = self.draw("Runtime.evaluate", ask).await?;
        Ok(said.pointer("/result/value").cloned().unwrap_or_default())
    }

    /// Has the page do something that a hostile one could make last for ever.
    async fn draw(&mut self, method: &str, params: Value) -> Result<Value, CaptureError> {
        let session = self.session.clone();
        self.ask(&session, method, params, Instant::now() + DRAWING).await
    }

    /// Has the browser do something, and answers a page that asks something meanwhile: it does nothing before. All else that it tells is
    /// looked at later.
    async fn ask(&mut self, session: &str, method: &str, params: Value, until: Instant) -> Result<Value, CaptureError> {
        let link = self.link;
        let said = link.call(session, method, params);
        tokio::pin!(said);
        loop {
            tokio::select! {
                said = &mut said => return said,
                event = self.events.recv() => {
                    let event = event.ok_or(CaptureError::Ended)?;
                    decline(link, &event).await?;
                    self.later.push_back(event);
                }
                () = tokio::time::sleep_until(until) => return Err(CaptureError::TooLate),
            }
        }
    }

    /// What the browser tells next.
    async fn event(&mut self) -> Result<Event, CaptureError> {
        if let Some(event) = self.later.pop_front() {
            return Ok(event);
        }
        let event = self.events.recv().await.ok_or(CaptureError::Ended)?;
        // Whoever stops waiting here may lose a question that was answered, and nothing else.
        decline(self.link, &event).await?;
        Ok(event)
    }

    pub async fn finish(mut self, reached: String, browser: About) -> Result<Captured, CaptureError> {
        let rendered = self.evaluate(RENDERED).await.ok().and_then(|html| html.as_str().map(str::to_owned));
        let screenshot = self.screenshot().await;
        let print = self.draw("Page.printToPDF", json!({ "printBackground": true, "transferMode": "ReturnAsBase64" })).await;
        let print = print.ok().and_then(|said| STANDARD.decode(text(&said, "data")).ok());
        if rendered.is_none() || screenshot.is_none() || print.is_none() {
            self.short.insert(Short::Drawing);
        }
        let certificates = self.certificates().await;
        let (exchanges, sockets) = self.traffic.finish();
        let (asked, dialled, short) = (String::new(), Vec::new(), self.short);
        Ok(Captured {
            asked,
            reached,
            browser,
            sandboxed: false,
            exchanges,
            rendered,
            screenshot,
            print,
            certificates,
            dialled,
            sockets,
            short,
        })
    }

    async fn screenshot(&mut self) -> Option<Vec<u8>> {
        let sizes = self.draw("Page.getLayoutMetrics", json!({})).await.ok()?;
        let size = |name| sizes.pointer(&format!("/cssContentSize/{name}")).and_then(Value::as_f64).unwrap_or_default();
        let most = f64::from(self.limits.height);
        let (width, height) = (size("width").clamp(1.0, most), size("height").max(1.0));
        if height > most {
            self.short.insert(Short::Height);
        }
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height.min(most), "scale": 1 });
        let ask = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let said = self.draw("Page.captureScreenshot", ask).await.ok()?;
        STANDARD.decode(text(&said, "data")).ok()
    }

    async fn certificates(&mut self) -> BTreeMap<String, Vec<Vec<u8>>> {
        let mut known = BTreeMap::new();
        for origin in self.traffic.origins() {
            let Ok(said) = self.draw("Network.getCertificate", json!({ "origin": origin })).await else { continue };
            let chain = said.get("tableNames").and_then(Value::as_array).into_iter().flatten();
            let chain: Vec<Vec<u8>> = chain.filter_map(|one| STANDARD.decode(one.as_str()?).ok()).collect();
            if !chain.is_empty() {
                known.insert(origin, chain);
            }
        }
        known
    }
}

/// A page that asks something waits for ever: it is told no. Nobody waits for the answer, which may come after much else.
async fn decline(link: &Link, event: &Event) -> Result<(), CaptureError> {
    if event.method != "Page.javascriptDialogOpening" {
        return Ok(());
    }
    link.tell(&event.session, "Page.handleJavaScriptDialog", json!({ "accept": false })).await
}

/// The page as the browser has it, with its declaration.
const RENDERED: &str = "(document.doctype ? new XMLSerializer().serializeToString(document.doctype) + '\\n' : '') + \
                        (document.documentElement ? document.documentElement.outerHTML : '')";
