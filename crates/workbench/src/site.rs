//! The site: its routes, who stands at the door, and what every answer carries.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use access::{AccessError, House};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Path, Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, any, get, on};
use jiff::tz::TimeZone;
use record::Moment;
use tokio::sync::Semaphore;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

use crate::address::{Address, form_value, link};
use crate::answer::{Answer, Content};
use crate::api;
use crate::connections::Patience;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::front::{self, Front};
use crate::guard;
use crate::pages::error;
use crate::pages::frame::Ask;
use crate::people::{self, Menus};
use crate::problem::{reasons, said_in};
use crate::seat::Seat;
use crate::viewer::{Standing, Viewer};
use crate::ways::{Make, Way, ways};
use crate::words::Tongue;

/// The longest body of a form, in bytes (letters may be written in nine).
const LONGEST_BODY: usize = 2 * 1024 * 1024;
/// Pages made at once for each core: one may wait for the disk.
const PAGES_A_CORE: usize = 2;
/// How well pages are packed: an eighth larger than at the default level, in half of the time.
const PAGE_PACKING: CompressionLevel = CompressionLevel::Precise(2);
/// Secrets that are over are taken away so often.
const SWEEP_TIME: Duration = Duration::from_secs(600);

/// What all requests share.
pub struct Site {
    pub(crate) desk: Desk,
    pub(crate) front: Front,
    pub(crate) zone: TimeZone,
    clock: Box<dyn Fn() -> Moment + Send + Sync>,
    pub(crate) seat: Seat,
    /// Nobody signs in where there is none: the single-user form.
    pub(crate) house: Option<House>,
    pub(crate) menus: Menus,
    /// How often the tokens of programs asked lately.
    pub(crate) buckets: api::Buckets,
    /// Whether a server of ours stands before this one and names the address of whoever asks.
    proxied: bool,
    patience: Patience,
    /// Pages that read what was collected are made so many at once: more would only take the cores from each other.
    turns: Semaphore,
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Site").field("seat", &self.seat).finish_non_exhaustive()
    }
}

impl Site {
    /// A site with its desk, the zone in which times are shown, a clock, and the place where it is reached. Nobody signs in; see
    /// [`Site::with_house`].
    #[must_use]
    pub fn new(desk: Desk, zone: TimeZone, clock: Box<dyn Fn() -> Moment + Send + Sync>, seat: Seat) -> Self {
        Self {
            desk,
            front: Front::built_in(),
            zone,
            clock,
            seat,
            house: None,
            menus: Menus::default(),
            buckets: api::Buckets::default(),
            proxied: false,
            patience: Patience::default(),
            turns: Semaphore::new(std::thread::available_parallelism().map_or(1, NonZeroUsize::get) * PAGES_A_CORE),
        }
    }

    /// The same for people who sign in.
    #[must_use]
    pub fn with_house(self, house: House) -> Self {
        Self { house: Some(house), ..self }
    }

    /// The same behind a server of ours that writes `X-Forwarded-For`.
    #[must_use]
    pub fn behind_proxy(self) -> Self {
        Self { proxied: true, ..self }
    }

    /// The same with another patience.
    #[must_use]
    pub fn with_patience(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }

    /// How long it waits for somebody.
    #[must_use]
    pub fn patience(&self) -> Patience {
        self.patience
    }

    /// The house, where people sign in.
    #[must_use]
    pub fn house(&self) -> Option<&House> {
        self.house.as_ref()
    }

    pub(crate) fn now(&self) -> Moment {
        (self.clock)()
    }

    fn caller(&self, parts: &Parts) -> IpAddr {
        let direct = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        // The last one is what our own server wrote; those before it anybody may have made up.
        let told = || text(&parts.headers, HeaderName::from_static("x-forwarded-for")).rsplit(',').next()?.trim().parse().ok();
        let forwarded = if self.proxied { told() } else { None };
        forwarded.or(direct).unwrap_or(IpAddr::from([0, 0, 0, 0]))
    }
}

/// Takes away secrets that are over, from time to time, for as long as the site is served.
pub(crate) async fn sweep(site: Arc<Site>) {
    let Some(house) = &site.house else { return };
    loop {
        if let Err(error) = house.sweep(site.now()).await {
            tracing::warn!(%error, "secrets that are over were not taken away");
        }
        tokio::time::sleep(SWEEP_TIME).await;
    }
}

/// The routes of a site.
pub fn router(site: Arc<Site>) -> Router {
    let compressible = DefaultPredicate::new().and(NotForContentType::const_new("font/"));
    let mut router = Router::new();
    for way in ways() {
        let filter = if way.method == Method::POST { MethodFilter::POST } else { MethodFilter::GET };
        router = router.route(way.path, on(filter, move |State(site), request| serve(site, Some(way), request)));
    }
    // Browsers keep built files, so these are packed as well as can be.
    let assets = get(|Path(name): Path<String>| async move { front::file(&name) });
    let assets = assets.layer(CompressionLayer::new().compress_when(compressible.clone()));
    router
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/assets/{name}", assets)
        .route("/api", any(api::answer))
        .route("/api/", any(api::answer))
        .route("/api/{*rest}", any(api::answer))
        .fallback(|State(site), request| serve(site, None, request))
        .layer(from_fn_with_state(Arc::clone(&site), door))
        .layer(CompressionLayer::new().quality(PAGE_PACKING).compress_when(compressible))
        .with_state(site)
}

/// Lets in what comes from our own pages; marks every answer.
async fn door(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let admitted = if api::is_api(request.uri().path()) {
        guard::admit_program(request.headers(), &site.seat)
    } else {
        guard::admit(request.method(), request.headers(), &site.seat)
    };
    let mut answer = match admitted {
        Ok(()) => next.run(request).await,
        Err(StatusCode::FORBIDDEN) => foreign(site, request).await,
        // The name in `Host` is not ours: nothing of ours is shown.
        Err(status) => status.into_response(),
    };
    guard::seal(answer.headers_mut());
    answer
}

/// A form of somebody else's page: it is told what to do, as to a stranger.
async fn foreign(site: Arc<Site>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let address = Address::read("/", None);
    let (tongue, chosen) = tongue(&address, &parts.headers);
    let viewer = Viewer::new(site.stranger(), tongue, site.zone.clone(), site.now());
    let ask = Ask::new(viewer, address, String::new(), guard::nonce().unwrap_or_default(), &site.front);
    finish(&site, &ask, Err(Fault::Refused), chosen)
}

/// Answers a request, or says why not.
async fn serve(site: Arc<Site>, way: Option<&'static Way>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let address = Address::read(way.map_or("/", |way| way.path), parts.uri.query());
    let (tongue, chosen) = tongue(&address, &parts.headers);
    let body = if parts.method == Method::POST { read_body(body, site.patience.body).await } else { Ok(String::new()) };
    let now = site.now();
    let standing = site.standing(&parts.headers, tongue, now).await;
    let (standing, fault) = match standing {
        Ok(standing) => (standing, None),
        Err(fault) => (Standing::Stranger, Some(fault)),
    };
    let viewer = Viewer::new(standing, tongue, site.zone.clone(), now);
    let (body, fault) = match body {
        Ok(body) => (body, fault),
        Err(unread) => (String::new(), Some(fault.unwrap_or(unread))),
    };
    let mut ask = Ask::new(viewer, address, body, guard::nonce().unwrap_or_default(), &site.front);
    ask.caller = Some(site.caller(&parts));
    ask.cookies = text(&parts.headers, header::COOKIE).to_owned();
    ask.seat = site.seat.clone();
    let made = match (fault, way) {
        (Some(fault), _) => Err(fault),
        (None, None) => Err(Fault::NoPage),
        (None, Some(way)) => make(&site, way, &parts, &ask).await,
    };
    tracing::debug!(path = way.map_or("?", |way| way.path), "page");
    finish(&site, &ask, made, chosen)
}

async fn make(site: &Arc<Site>, way: &Way, parts: &Parts, ask: &Ask<'_>) -> Result<Answer, Fault> {
    if way.method == Method::POST {
        same_form(parts, ask)?;
    }
    let may_enter = site.house.as_ref().map_or(Ok(true), |house| people::may_enter(house, way.need, ask));
    match (&way.make, &site.house) {
        _ if may_enter.is_err() && way.path == "/" && ask.address.is_bare() => Ok(Answer::go_to(first_section(ask))),
        _ if !may_enter? => Ok(to_sign_in(way, ask)),
        (Make::House(page), Some(house)) => page(house, ask).await,
        (Make::House(_), None) => Err(Fault::NoPage),
        (Make::Desk(page), _) => {
            let _turn = site.turns.acquire().await.map_err(|error| Fault::Broken(error.to_string()))?;
            let (site, page, ask) = (Arc::clone(site), *page, ask.detached());
            let made = tokio::task::spawn_blocking(move || page(&site.desk, &ask.with(&site.front))).await;
            made.map_err(|error| Fault::Broken(error.to_string()))?.map(Answer::page)
        }
    }
}

/// Where somebody goes who has no right to the queue and asked for nothing else.
fn first_section(ask: &Ask<'_>) -> &'static str {
    let sections = ask.viewer.person().map(|person| person.sections.as_slice()).unwrap_or_default();
    sections.iter().map(|section| section.href()).find(|href| *href != "/").unwrap_or("/account")
}

/// What a person sends must come from a page that was made for their session: besides the origin, it carries what only such a page knows.
fn same_form(parts: &Parts, ask: &Ask<'_>) -> Result<(), Fault> {
    let Some(person) = ask.viewer.person() else { return Ok(()) };
    let header = text(&parts.headers, HeaderName::from_static("x-arasha-form"));
    let sent = if header.is_empty() { form_value(&ask.body, "form") } else { header.to_owned() };
    if sent == person.form { Ok(()) } else { Err(Fault::Refused) }
}

/// Whoever is not in is asked to sign in, and comes back to where they wanted to go.
fn to_sign_in(way: &Way, ask: &Ask<'_>) -> Answer {
    let back = if way.method == Method::GET { ask.address.here() } else { String::new() };
    let values: &[(&str, &str)] = if back.is_empty() || back == "/" { &[] } else { &[("back", &back)] };
    Answer::go_to(link("/sign-in", values))
}

fn finish(site: &Site, ask: &Ask<'_>, made: Result<Answer, Fault>, chosen: Option<Tongue>) -> Response {
    let answer = made.unwrap_or_else(|fault| excuse(site, ask, &fault));
    let is_page = matches!(answer.content, Content::Page(_));
    let mut response = answer.into_response(&site.seat);
    dress(response.headers_mut(), is_page.then_some(ask.nonce.as_str()), chosen);
    response
}

fn excuse(site: &Site, ask: &Ask<'_>, fault: &Fault) -> Answer {
    let status = fault.status();
    if status.is_server_error() {
        tracing::error!(%fault, "a page could not be shown");
    }
    let reasons = match (fault, &site.house) {
        (Fault::Access(AccessError::Denied(decision)), Some(house)) => reasons(house, ask.words().0, decision),
        (Fault::Access(AccessError::Refused(said) | AccessError::Field { said, .. }), _) => vec![said_in(ask.words(), said)],
        _ => Vec::new(),
    };
    Answer { status, ..Answer::page(error::show(ask, fault, reasons).unwrap_or_default()) }
}

async fn read_body(body: Body, patience: Duration) -> Result<String, Fault> {
    let read = tokio::time::timeout(patience, to_bytes(body, LONGEST_BODY)).await;
    let bytes = read.map_err(|_| Fault::TooSlow)?.map_err(|_| Fault::TooLarge)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The language of the answer, and whether the address chose it.
fn tongue(address: &Address, headers: &HeaderMap) -> (Tongue, Option<Tongue>) {
    let chosen = address.get("lang").and_then(Tongue::from_code);
    let cookie = cookie(text(headers, header::COOKIE), "lang").and_then(Tongue::from_code);
    let tongue = chosen.or(cookie).unwrap_or_else(|| Tongue::from_accept_language(text(headers, header::ACCEPT_LANGUAGE)));
    (tongue, chosen)
}

fn text(headers: &HeaderMap, name: HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(cookies: &'a str, name: &str) -> Option<&'a str> {
    cookies.split(';').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='))
}

/// Headers of an answer.
fn dress(headers: &mut HeaderMap, nonce: Option<&str>, chosen: Option<Tongue>) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(policy) = nonce.and_then(|nonce| HeaderValue::from_str(&guard::policy(nonce)).ok()) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if let Some(tongue) = chosen {
        let cookie = format!("lang={}; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly", tongue.code());
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
}
