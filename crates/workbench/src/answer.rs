//! What a page answers with: a page, a way on, a file, and the cookies that go with it.

use axum::http::StatusCode;
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};

use crate::seat::Seat;

/// An answer, before the headers that all answers carry.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// What is sent.
    pub content: Content,
    /// Cookies to set.
    pub cookies: Vec<Cookie>,
}

/// What is sent.
#[derive(Debug)]
pub enum Content {
    /// A page.
    Page(String),
    /// The browser goes on to another page of ours.
    GoTo(String),
    /// The browser goes on to a body's own sign-in.
    Leave(String),
    /// Values for a script of ours.
    Json(String),
    /// A file to keep.
    File {
        /// Its name.
        name: String,
        /// Its media type.
        kind: &'static str,
        /// What is in it.
        bytes: Vec<u8>,
    },
}

/// A cookie that no script can read and no other site can have sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cookie {
    /// Its name without the prefix of an encrypted way.
    pub name: &'static str,
    /// Its value: letters, figures and dashes.
    pub value: String,
    /// For how many seconds; 0 takes it away.
    pub seconds: i64,
    /// Whether it also comes along when somebody follows a link from elsewhere: for going to a body's own sign-in and back.
    pub lax: bool,
}

impl Answer {
    /// A page.
    #[must_use]
    pub fn page(html: String) -> Self {
        Self { status: StatusCode::OK, content: Content::Page(html), cookies: Vec::new() }
    }

    /// A form that is shown again, with what is wrong.
    #[must_use]
    pub fn again(html: String) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, ..Self::page(html) }
    }

    /// On to another page of ours.
    #[must_use]
    pub fn go_to(path: impl Into<String>) -> Self {
        Self { status: StatusCode::SEE_OTHER, content: Content::GoTo(path.into()), cookies: Vec::new() }
    }

    /// Values for a script.
    #[must_use]
    pub fn json(text: String) -> Self {
        Self { status: StatusCode::OK, content: Content::Json(text), cookies: Vec::new() }
    }

    /// The same with a cookie.
    #[must_use]
    pub fn with(mut self, cookie: Cookie) -> Self {
        self.cookies.push(cookie);
        self
    }

    /// The answer as HTTP.
    #[must_use]
    pub fn into_response(self, seat: &Seat) -> Response {
        let mut response = match self.content {
            Content::Page(html) => typed("text/html; charset=utf-8", html),
            Content::Json(text) => typed("application/json", text),
            Content::GoTo(path) => to(&path),
            Content::Leave(address) => to(&address),
            Content::File { name, kind, bytes } => {
                let mut response = typed(kind, bytes);
                put(response.headers_mut(), header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}\""));
                response
            }
        };
        *response.status_mut() = self.status;
        for cookie in &self.cookies {
            if let Ok(value) = HeaderValue::from_str(&cookie.text(seat)) {
                response.headers_mut().append(header::SET_COOKIE, value);
            }
        }
        response
    }
}

fn typed(kind: &'static str, content: impl IntoResponse) -> Response {
    ([(header::CONTENT_TYPE, kind)], content).into_response()
}

fn to(address: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    put(response.headers_mut(), header::LOCATION, address);
    response
}

/// A value that is no header (line breaks, other letters) is left out, never cut or sent as it is.
fn put(headers: &mut HeaderMap, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

impl Cookie {
    fn text(&self, seat: &Seat) -> String {
        let same = if self.lax { "Lax" } else { "Strict" };
        let secure = if seat.is_secure() { "; Secure" } else { "" };
        let (name, value, seconds) = (seat.cookie_name(self.name), &self.value, self.seconds);
        format!("{name}={value}; Path=/; Max-Age={seconds}; SameSite={same}; HttpOnly{secure}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cookie() -> Cookie {
        Cookie { name: "arasha", value: "abc".into(), seconds: 60, lax: false }
    }

    #[test]
    fn cookies_stay_with_this_host() {
        let seat = Seat::at("https://arasha.example").unwrap();
        assert_eq!(cookie().text(&seat), "__Host-arasha=abc; Path=/; Max-Age=60; SameSite=Strict; HttpOnly; Secure");
        assert_eq!(cookie().text(&Seat::loopback(7311)), "arasha=abc; Path=/; Max-Age=60; SameSite=Strict; HttpOnly");
    }

    #[test]
    fn no_header_is_made_of_what_somebody_sent() {
        let seat = Seat::loopback(7311);
        let answer = Answer::go_to("/people?id=x\r\nSet-Cookie: arasha=stolen").into_response(&seat);
        assert!(answer.headers().get(header::LOCATION).is_none() && answer.headers().get(header::SET_COOKIE).is_none());
        let forged = Cookie { value: "x\r\nLocation: https://evil.example".into(), ..cookie() };
        assert!(Answer::go_to("/").with(forged).into_response(&seat).headers().get(header::SET_COOKIE).is_none());
    }
}
