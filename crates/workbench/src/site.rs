//! The site: routes, who asks, and what every answer carries.

use std::fmt;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::tz::TimeZone;
use record::Moment;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

use crate::address::Address;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::front::{self, Front};
use crate::guard;
use crate::pages::frame::Ask;
use crate::pages::{check, error, help, mirrors, network, post, queue, search, sources};
use crate::viewer::Viewer;
use crate::words::Tongue;

/// The longest body of a form, in bytes (letters may be written in nine).
const LONGEST_BODY: usize = 2 * 1024 * 1024;

/// A page: from a desk and a request to HTML.
type Page = fn(&Desk, &Ask<'_>) -> Result<String, Fault>;

/// What all requests share.
pub struct Site {
    desk: Desk,
    front: Front,
    zone: TimeZone,
    clock: Box<dyn Fn() -> Moment + Send + Sync>,
    port: u16,
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Site").field("port", &self.port).finish_non_exhaustive()
    }
}

impl Site {
    /// A site with its desk, the zone in which times are shown, a clock, and the port it will be reached at.
    #[must_use]
    pub fn new(desk: Desk, zone: TimeZone, clock: Box<dyn Fn() -> Moment + Send + Sync>, port: u16) -> Self {
        Self { desk, front: Front::built_in(), zone, clock, port }
    }

    fn viewer(&self, tongue: Tongue) -> Viewer {
        Viewer::local(tongue, self.zone.clone(), (self.clock)())
    }
}

/// The routes of a site.
pub fn router(site: Arc<Site>) -> Router {
    let compressible = DefaultPredicate::new().and(NotForContentType::const_new("font/"));
    Router::new()
        .route("/", get(|site, request| page(site, request, "/", queue::show)))
        .route("/post", get(|site, request| page(site, request, "/post", post::show)))
        .route("/network", get(|site, request| page(site, request, "/network", network::show)))
        .route("/search", get(|site, request| page(site, request, "/search", search::show)))
        .route("/sources", get(|site, request| page(site, request, "/sources", sources::show)))
        .route(
            "/check",
            get(|site, request| page(site, request, "/check", check::show))
                .post(|site, request| page(site, request, "/check", check::answer)),
        )
        .route(
            "/mirrors",
            get(|site, request| page(site, request, "/mirrors", mirrors::show))
                .post(|site, request| page(site, request, "/mirrors", mirrors::answer)),
        )
        .route("/help", get(|site, request| page(site, request, "/help", help::show)))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/assets/{name}", get(|Path(name): Path<String>| async move { front::file(&name) }))
        .fallback(|site, request| page(site, request, "/", |_, _| Err(Fault::NoPage)))
        .layer(from_fn_with_state(Arc::clone(&site), door))
        .layer(CompressionLayer::new().compress_when(compressible))
        .with_state(site)
}

/// Lets in what comes from this machine's own pages; marks every answer.
async fn door(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let admitted = guard::admit(request.method(), request.headers(), site.port);
    let mut answer = match admitted {
        Ok(()) => next.run(request).await,
        Err(StatusCode::FORBIDDEN) => page(State(site), request, "/", |_, _| Err(Fault::Refused)).await,
        // The name in `Host` is not ours: nothing of ours is shown.
        Err(status) => status.into_response(),
    };
    guard::seal(answer.headers_mut());
    answer
}

/// Answers a request with a page, or with the page that says why not.
async fn page(State(site): State<Arc<Site>>, request: Request, path: &'static str, make: Page) -> Response {
    let (parts, body) = request.into_parts();
    let address = Address::read(path, parts.uri.query());
    let (tongue, chosen) = tongue(&address, &parts.headers);
    let body = if parts.method == Method::POST { read_body(body).await } else { Ok(String::new()) };
    let made = tokio::task::spawn_blocking(move || make_page(&site, tongue, address, body, make)).await;
    let (status, nonce, html) = made.unwrap_or_else(|_| (StatusCode::INTERNAL_SERVER_ERROR, String::new(), String::new()));
    tracing::debug!(path = parts.uri.path(), status = status.as_u16(), "page");
    let mut answer = (status, html).into_response();
    dress(answer.headers_mut(), &nonce, chosen);
    answer
}

async fn read_body(body: Body) -> Result<String, Fault> {
    let bytes = to_bytes(body, LONGEST_BODY).await.map_err(|_| Fault::TooLarge)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn make_page(site: &Site, tongue: Tongue, address: Address, body: Result<String, Fault>, make: Page) -> (StatusCode, String, String) {
    let nonce = guard::nonce().unwrap_or_default();
    let (body, unread) = match body {
        Ok(body) => (body, None),
        Err(fault) => (String::new(), Some(fault)),
    };
    let ask = Ask { viewer: site.viewer(tongue), address, body, nonce, front: &site.front };
    let made = unread.map_or_else(|| make(&site.desk, &ask), Err);
    let (status, html) = made.map_or_else(|fault| excuse(&ask, &fault), |html| (StatusCode::OK, html));
    (status, ask.nonce, html)
}

fn excuse(ask: &Ask<'_>, fault: &Fault) -> (StatusCode, String) {
    if fault.status().is_server_error() {
        tracing::error!(%fault, "a page could not be shown");
    }
    (fault.status(), error::show(ask, fault).unwrap_or_default())
}

/// The language of the answer, and whether the address chose it.
fn tongue(address: &Address, headers: &HeaderMap) -> (Tongue, Option<Tongue>) {
    let chosen = address.get("lang").and_then(Tongue::from_code);
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
    let cookie = text(header::COOKIE).split(';').find_map(|part| Tongue::from_code(part.trim().strip_prefix("lang=")?));
    let tongue = chosen.or(cookie).unwrap_or_else(|| Tongue::from_accept_language(text(header::ACCEPT_LANGUAGE)));
    (tongue, chosen)
}

/// Headers of a page.
fn dress(headers: &mut HeaderMap, nonce: &str, chosen: Option<Tongue>) {
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(policy) = HeaderValue::from_str(&guard::policy(nonce)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if let Some(tongue) = chosen {
        let cookie = format!("lang={}; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly", tongue.code());
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            headers.insert(header::SET_COOKIE, cookie);
        }
    }
}

/// The address at which a site is reached.
#[must_use]
pub fn address_of(port: u16) -> Uri {
    format!("http://127.0.0.1:{port}/").parse().unwrap_or_default()
}
