//! Why the API does not answer, as problem details (RFC 9457) in the language of `Accept-Language`.

use access::{AccessError, House};
use axum::http::StatusCode;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::fault::Fault;
use crate::problem::{reasons, said_in};
use crate::words::Words;

/// The media type of problem details.
pub const PROBLEM_TYPE: &str = "application/problem+json";

/// Why the API does not answer.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no such address.
    #[error("no such address")]
    NoRoute,
    /// The address is asked in another way; this one.
    #[error("asked by another method than {0}")]
    Method(&'static str),
    /// There is no token, or none that is accepted.
    #[error("no token that is accepted")]
    NoToken {
        /// Whether one was shown.
        shown: bool,
    },
    /// Too many requests with this token.
    #[error("too many requests; wait {0} seconds")]
    TooMany(u64),
    /// The caller takes no JSON.
    #[error("the caller takes no JSON")]
    NotAcceptable,
    /// What was sent is not said to be JSON.
    #[error("the body is of another media type than JSON")]
    MediaType,
    /// The question can't be read, or asks for something that is not known here. It names the parameter.
    #[error("the question is wrong: {}", .0.key)]
    Question(Wrong),
    /// The value of a parameter is wrong.
    #[error("a parameter is wrong: {}", .0.key)]
    Parameter(Wrong),
    /// What was sent is not JSON.
    #[error("the body is not JSON")]
    NotJson,
    /// What was sent is JSON of another shape.
    #[error("the body has another shape: {}", .0.key)]
    Shape(Wrong),
    /// What pages too say no to.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// A kind of problem. Its type and title stay the same from one occurrence to the next.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// The key of its title, and its place in the help.
    pub title: &'static str,
    /// The key of what to do about it.
    pub what: &'static str,
}

impl Kind {
    const DENIED: Self = Self { title: "api-denied", what: "api-denied-what" };
    const NOT_FOUND: Self = Self { title: "api-not-found", what: "api-not-found-what" };
    const METHOD: Self = Self { title: "api-method", what: "api-method-help" };
    const TOKEN: Self = Self { title: "api-token", what: "api-token-wrong" };
    const WAIT: Self = Self { title: "api-wait", what: "api-wait-what" };
    const ACCEPT: Self = Self { title: "api-accept", what: "api-accept-what" };
    const MEDIA_TYPE: Self = Self { title: "api-media-type", what: "api-media-type-what" };
    const PARAMETER: Self = Self { title: "api-parameter", what: "api-parameter-what" };
    const BODY: Self = Self { title: "api-body", what: "api-body-what" };
    const TOO_LARGE: Self = Self { title: "api-too-large", what: "api-too-large-what" };
    const BROKEN: Self = Self { title: "api-broken", what: "api-broken-what" };

    /// All kinds, as the help shows them.
    pub const ALL: [Self; 11] = [
        Self::TOKEN,
        Self::DENIED,
        Self::NOT_FOUND,
        Self::PARAMETER,
        Self::BODY,
        Self::METHOD,
        Self::ACCEPT,
        Self::MEDIA_TYPE,
        Self::TOO_LARGE,
        Self::WAIT,
        Self::BROKEN,
    ];
}

/// What is wrong with something that was sent. The value itself is not repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The parameter or field; empty where it is about the whole.
    pub name: String,
    /// The key of the message that says what is wrong.
    pub key: &'static str,
    /// Values of the message.
    pub values: Vec<(&'static str, String)>,
}

impl Wrong {
    /// Something wrong with a parameter or field. Names that somebody made up are cut.
    #[must_use]
    pub fn new(name: &str, key: &'static str) -> Self {
        let name: String = name.chars().take(60).collect();
        Self { values: vec![("name", name.clone())], name, key }
    }

    /// The same with one more value of the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    fn said(&self, words: Words) -> String {
        let values: Vec<(&'static str, &str)> = self.values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        words.with_all(self.key, &values)
    }
}

impl From<AccessError> for Refusal {
    fn from(error: AccessError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<corpus::CorpusError> for Refusal {
    fn from(error: corpus::CorpusError) -> Self {
        Self::Fault(error.into())
    }
}

/// Problem details, RFC 9457.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Which kind of problem: a reference that stays the same.
    #[schema(example = "/help#api-denied")]
    pub r#type: String,
    /// The kind in a few words, in the language that was asked for.
    pub title: String,
    /// The status of the answer.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// What to do, in sentences.
    pub detail: String,
    /// The parameter or field that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub parameter: Option<String>,
    /// The policies that decided, where the rights said no.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub policies: Vec<String>,
}

impl Refusal {
    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NoRoute => StatusCode::NOT_FOUND,
            Self::Method(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::NoToken { .. } => StatusCode::UNAUTHORIZED,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Question(_) | Self::NotJson => StatusCode::BAD_REQUEST,
            Self::Parameter(_) | Self::Shape(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Fault(fault) => fault.status(),
        }
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> &'static Kind {
        match self {
            Self::NoRoute | Self::Fault(Fault::NoPage | Fault::NoPost | Fault::NoNetwork | Fault::Access(AccessError::Unknown)) => {
                &Kind::NOT_FOUND
            }
            Self::Method(_) => &Kind::METHOD,
            Self::NoToken { .. } | Self::Fault(Fault::Access(AccessError::NotIn | AccessError::NotProven)) => &Kind::TOKEN,
            Self::TooMany(_) | Self::Fault(Fault::Access(AccessError::Wait { .. })) => &Kind::WAIT,
            Self::NotAcceptable => &Kind::ACCEPT,
            Self::MediaType => &Kind::MEDIA_TYPE,
            Self::Question(_) | Self::Parameter(_) | Self::Fault(Fault::Bad(_)) => &Kind::PARAMETER,
            Self::NotJson | Self::Shape(_) => &Kind::BODY,
            Self::Fault(Fault::TooLarge | Fault::TooSlow) => &Kind::TOO_LARGE,
            Self::Fault(Fault::Access(AccessError::Denied(_)) | Fault::Refused) => &Kind::DENIED,
            Self::Fault(Fault::Access(_) | Fault::Corpus(_) | Fault::Broken(_)) => &Kind::BROKEN,
        }
    }

    fn detail(&self, words: Words, house: Option<&House>) -> String {
        match (self, house) {
            (Self::NoRoute, Some(_)) => words.say("api-no-route"),
            (Self::NoRoute, None) => words.say("api-alone"),
            (Self::Method(allowed), _) => words.with("api-method-what", "allowed", allowed),
            (Self::NoToken { shown: false }, _) => words.say("api-token-none"),
            (Self::Question(wrong) | Self::Parameter(wrong) | Self::Shape(wrong), _) => wrong.said(words),
            (Self::NotJson, _) => words.say("api-body-not-json"),
            (Self::Fault(Fault::Access(AccessError::Denied(decision))), Some(house)) => reasons(house, words.0, decision).join(" "),
            (Self::Fault(Fault::Access(AccessError::Refused(said) | AccessError::Field { said, .. })), _) => said_in(words, said),
            (Self::Fault(fault @ (Fault::NoPost | Fault::NoNetwork)), _) => words.say(fault.keys().1),
            _ => words.say(self.kind().what),
        }
    }

    /// The problem in words.
    #[must_use]
    pub fn problem(&self, words: Words, house: Option<&House>) -> Problem {
        let parameter = match self {
            Self::Question(wrong) | Self::Parameter(wrong) | Self::Shape(wrong) => {
                Some(&wrong.name).filter(|name| !name.is_empty()).cloned()
            }
            _ => None,
        };
        let policies = match self {
            Self::Fault(Fault::Access(AccessError::Denied(decision))) => decision.why.iter().map(|why| why.key().to_owned()).collect(),
            _ => Vec::new(),
        };
        let kind = self.kind();
        Problem {
            // The help of the workbench has a place for each.
            r#type: format!("/help#{}", kind.title),
            title: words.say(kind.title),
            status: self.status().as_u16(),
            detail: self.detail(words, house),
            parameter,
            policies,
        }
    }

    /// The whole answer.
    #[must_use]
    pub fn answer(&self, words: Words, house: Option<&House>) -> Response {
        let status = self.status();
        if status.is_server_error() {
            tracing::error!(error = %self, "the API could not answer");
        }
        let body = serde_json::to_string(&self.problem(words, house)).unwrap_or_default();
        let mut answer = (status, [(header::CONTENT_TYPE, PROBLEM_TYPE)], body).into_response();
        self.head(answer.headers_mut());
        answer
    }

    fn head(&self, headers: &mut HeaderMap) {
        match self {
            // RFC 6750, section 3.
            Self::NoToken { shown: false } => put(headers, header::WWW_AUTHENTICATE, "Bearer realm=\"arasha\""),
            Self::NoToken { shown: true } => put(headers, header::WWW_AUTHENTICATE, "Bearer realm=\"arasha\", error=\"invalid_token\""),
            Self::Method(allowed) => put(headers, header::ALLOW, allowed),
            Self::TooMany(seconds) => put(headers, header::RETRY_AFTER, &seconds.to_string()),
            _ => {}
        }
    }
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
