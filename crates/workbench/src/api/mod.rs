//! The API: what the pages show, as JSON, for programs of people.
//!
//! The way of a request:
//!
//! 1. [`answer`] finds the address in the table of [`routes`], which says what right it takes, and whose program asks: by its token
//!    alone, never by a cookie, so that no page of somebody else can ask in a person's name;
//! 2. [`rate`] sees to it that one program leaves room for the others;
//! 3. the rights are asked as for the page, for the purpose to which the token is bound;
//! 4. [`parameters`] reads the question and refuses what it does not know;
//! 5. the route reads through the desk or the house and gives one of the [`shapes`]; [`errors`] says why not, in words.
//!
//! [`document`] describes all of it from the same table. Nothing here changes anything.

use std::sync::Arc;
use std::time::Duration;

use access::{AccessError, House, Through, Visitor};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::request;
use axum::response::{IntoResponse, Response};
use record::{Compartment, Moment, Purpose};
use rights::{Action, Resource};

pub mod document;
pub mod errors;
mod heads;
mod office;
mod open;
pub mod parameters;
mod query;
mod rate;
pub mod routes;
pub mod shapes;

#[cfg(test)]
mod tests;

pub(crate) use rate::Buckets;

use crate::fault::Fault;
use crate::sight::Sight;
use crate::site::Site;
use crate::viewer::{Person, Standing, Viewer};
use crate::ways::Need;
use crate::words::{Tongue, Words};
use errors::Refusal;
use parameters::Given;
use routes::{Make, Route};

/// Where the API begins.
pub const ROOT: &str = "/api/v1";
/// The longest body, in bytes: 20,000 characters, each written as two escapes of JSON, and what stands around them.
const LONGEST_BODY: usize = 256 * 1024;
/// A body must have come within this time.
const BODY_TIME: Duration = Duration::from_secs(20);

/// A question to the API by somebody who may ask it.
#[derive(Debug)]
pub struct Call {
    /// Whose program asks, in which language.
    pub viewer: Viewer,
    /// The parameters.
    pub given: Given,
    /// What was sent.
    pub body: String,
}

impl Call {
    /// The person whose program asks.
    ///
    /// # Errors
    /// Never where a route is asked: nobody comes so far without a token.
    pub fn person(&self) -> Result<&Person, Refusal> {
        self.viewer.person().ok_or(Refusal::NoToken { shown: false })
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.viewer.now()
    }
}

/// Answers a request to the API.
pub async fn answer(State(site): State<Arc<Site>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let tongue = Tongue::from_accept_language(heads::text(&parts.headers, header::ACCEPT_LANGUAGE));
    let made = make(&site, tongue, &parts, body).await;
    let mut answer = match made {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(refusal) => refusal.answer(Words(tongue), site.house()),
    };
    tracing::debug!(status = answer.status().as_u16(), "api");
    dress(answer.headers_mut(), tongue);
    answer
}

/// Headers of every answer.
fn dress(headers: &mut HeaderMap, tongue: Tongue) {
    let always = [
        (header::CACHE_CONTROL, "no-store"),
        (header::VARY, "Authorization, Accept, Accept-Language"),
        (header::CONTENT_LANGUAGE, tongue.code()),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    ];
    headers.extend(always.map(|(name, value): (HeaderName, &'static str)| (name, HeaderValue::from_static(value))));
}

async fn make(site: &Arc<Site>, tongue: Tongue, parts: &request::Parts, body: Body) -> Result<String, Refusal> {
    // Where nobody signs in nobody has a token, and there is no API.
    let house = site.house().ok_or(Refusal::NoRoute)?;
    let route = routes::find(&parts.method, parts.uri.path())?;
    let now = site.now();
    let visitor = visitor(site, house, &parts.headers, now).await?;
    let purpose = admitted(house, route, &visitor, now)?;
    heads::accepts_json(&parts.headers)?;
    let given = Given::read(route.parameters, parts.uri.query().unwrap_or_default())?;
    let body = if route.takes.is_some() { read_body(&parts.headers, body).await? } else { String::new() };
    let viewer = Viewer::new(Standing::In(Box::new(person(house, visitor, purpose, now))), tongue, site.zone.clone(), now);
    let call = Call { viewer, given, body };
    match route.make {
        Make::House(make) => make(house, &call).await,
        Make::Desk(make) => {
            let site = Arc::clone(site);
            let made = tokio::task::spawn_blocking(move || make(&site.desk, &call)).await;
            made.map_err(|error| Fault::Broken(error.to_string()))?
        }
    }
}

/// Whose program asks; and that it does not ask too often.
async fn visitor(site: &Site, house: &House, headers: &HeaderMap, now: Moment) -> Result<Visitor, Refusal> {
    let secret = heads::bearer(headers)?;
    let visitor = match house.program(secret, now).await {
        Err(AccessError::NotIn) => return Err(Refusal::NoToken { shown: true }),
        found => found?,
    };
    if let Through::Token { token, .. } = visitor.through {
        site.buckets.take(token, now).map_err(Refusal::TooMany)?;
    }
    Ok(visitor)
}

/// Asks the rights as the page does, for the purpose of the token. What names a thing asks again in the house.
fn admitted(house: &House, route: &Route, visitor: &Visitor, now: Moment) -> Result<Purpose, Refusal> {
    // The house lets nobody in who came otherwise.
    let Through::Token { purpose, .. } = visitor.through else { return Err(Refusal::NoToken { shown: true }) };
    let open = Resource::matter(Compartment::OpenSource);
    let decision = match route.need {
        Need::Open(action) => house.may(visitor, action, &open, purpose, now),
        // Somebody whose work was stopped, or whose body takes part no more, is told so whatever they ask for.
        _ if visitor.authority.suspended || !visitor.authority.open => {
            house.may(visitor, Action::ReadPeople, &Resource::office(), purpose, now)
        }
        _ => return Ok(purpose),
    };
    if decision.allowed { Ok(purpose) } else { Err(AccessError::Denied(decision).into()) }
}

/// The person as the desk knows those who look.
fn person(house: &House, visitor: Visitor, purpose: Purpose, now: Moment) -> Person {
    Person {
        sight: Sight::of(house, &visitor, purpose, now),
        visitor,
        purpose,
        name: String::new(),
        agency: String::new(),
        purposes: vec![purpose],
        sections: Vec::new(),
        // No form of a page is ever sent with a token.
        form: String::new(),
        // Notices stand on pages.
        waiting: access::Waiting::default(),
    }
}

async fn read_body(headers: &HeaderMap, body: Body) -> Result<String, Refusal> {
    heads::is_json(headers)?;
    let read = tokio::time::timeout(BODY_TIME, to_bytes(body, LONGEST_BODY)).await;
    let bytes = read.map_err(|_| Fault::TooSlow)?.map_err(|_| Fault::TooLarge)?;
    String::from_utf8(bytes.to_vec()).map_err(|_| Refusal::NotJson)
}

/// What is sent out.
///
/// # Errors
/// Where it can't be written, which no shape of ours brings about.
fn json<T: serde::Serialize>(shape: &T) -> Result<String, Refusal> {
    serde_json::to_string(shape).map_err(|error| Fault::Broken(error.to_string()).into())
}

/// Whether a path is one of the API.
#[must_use]
pub fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}
