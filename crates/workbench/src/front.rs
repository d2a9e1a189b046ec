//! The files that pages load: one style sheet, one script, fonts, the mark. All are built in.
//!
//! `npm run build` writes them to `assets/dist` with a part of their content's hash in their names, and a list of the names. A program
//! that was built without them works too: bare pages, no script.

use std::collections::BTreeMap;

use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "assets/dist"]
struct Dist;

/// Names of the built files.
#[derive(Debug, Clone, Default)]
pub struct Front {
    names: BTreeMap<String, String>,
}

impl Front {
    /// Reads the list of names that the build wrote.
    #[must_use]
    pub fn built_in() -> Self {
        let list = Dist::get("names.json").and_then(|file| serde_json::from_slice(&file.data).ok());
        Self { names: list.unwrap_or_default() }
    }

    /// The address of a file, for instance of `app.js`; `None` where it was not built.
    #[must_use]
    pub fn address(&self, name: &str) -> Option<String> {
        self.names.get(name).map(|built| format!("/assets/{built}"))
    }
}

const MARK: &str = include_str!("../assets/src/mark.svg");

/// Answers with a built file. Names hold a hash, so an answer never changes and may be kept for a year.
#[must_use]
pub fn file(name: &str) -> Response {
    if name == "mark.svg" {
        return (headers("mark.svg", "public, max-age=86400"), MARK).into_response();
    }
    match Dist::get(name).filter(|_| name != "names.json") {
        Some(found) => (headers(name, "public, max-age=31536000, immutable"), found.data.into_owned()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn headers(name: &str, keep: &'static str) -> HeaderMap {
    let kind = match name.rsplit_once('.').map(|(_, end)| end) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    HeaderMap::from_iter([
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_files_and_the_list_are_not_given() {
        assert_eq!(file("../Cargo.toml").status(), StatusCode::NOT_FOUND);
        assert_eq!(file("names.json").status(), StatusCode::NOT_FOUND);
        assert_eq!(file("mark.svg").status(), StatusCode::OK);
    }
}
