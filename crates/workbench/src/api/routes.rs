//! Every address of the API, with what it takes to use it and what it may be asked.
//!
//! Router and document are made from this one table, so that no address exists of which it is not said who may use it; a test goes
//! through it as people without rights.

use std::future::Future;
use std::pin::Pin;

use access::House;
use axum::http::Method;
use rights::Action;
use utoipa::ToSchema;
use utoipa::openapi::{Ref, RefOr, Schema};

use super::errors::Refusal;
use super::parameters::{Form, Parameter, Times};
use super::{Call, ROOT, document, office, open, shapes};
use crate::desk::Desk;
use crate::ways::Need;

/// An address of the API.
#[derive(Debug)]
pub struct Route {
    /// How it is asked.
    pub verb: Verb,
    /// The path behind [`ROOT`].
    pub path: &'static str,
    /// What it takes. [`Need::Nothing`] stands nowhere in the table.
    pub need: Need,
    /// Its name for programs that are made from the document.
    pub id: &'static str,
    /// What it does, in a line.
    pub about: &'static str,
    /// What else is good to know.
    pub more: &'static str,
    /// What it may be asked.
    pub parameters: &'static [Parameter],
    /// What must be sent, where something must.
    pub takes: Option<Shape>,
    /// What it answers.
    pub gives: Shape,
    /// Whether what it is asked for may be missing.
    pub may_be_missing: bool,
    /// What makes the answer.
    pub make: Make,
}

/// How an address is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// By GET, or HEAD.
    Get,
    /// By POST: what is asked is too long or too private for an address.
    Post,
}

impl Verb {
    fn takes(self, method: &Method) -> bool {
        match self {
            // HEAD is GET without what is sent.
            Self::Get => matches!(*method, Method::GET | Method::HEAD),
            Self::Post => *method == Method::POST,
        }
    }

    /// As `Allow` writes it.
    fn allowed(self) -> &'static str {
        match self {
            Self::Get => "GET, HEAD",
            Self::Post => "POST",
        }
    }
}

/// Adds a shape with all that it is made of to the parts of the document, and refers to it.
pub type Shape = fn(&mut Vec<(String, RefOr<Schema>)>) -> RefOr<Schema>;

/// What makes an answer, as JSON.
#[derive(Clone, Copy)]
pub enum Make {
    /// From what was collected.
    Desk(fn(&Desk, &Call) -> Result<String, Refusal>),
    /// From the house.
    House(for<'a> fn(&'a House, &'a Call) -> Making<'a>),
}

/// An answer in the making.
pub type Making<'a> = Pin<Box<dyn Future<Output = Result<String, Refusal>> + Send + 'a>>;

impl std::fmt::Debug for Make {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Desk(_) => "Desk",
            Self::House(_) => "House",
        })
    }
}

fn shape<T: ToSchema>(parts: &mut Vec<(String, RefOr<Schema>)>) -> RefOr<Schema> {
    T::schemas(parts);
    parts.push((T::name().into_owned(), T::schema()));
    Ref::from_schema_name(T::name()).into()
}

/// A JSON document of which nothing closer is said.
fn anything(_: &mut Vec<(String, RefOr<Schema>)>) -> RefOr<Schema> {
    utoipa::openapi::ObjectBuilder::new().description(Some("An OpenAPI document.")).into()
}

/// The route of a request.
///
/// # Errors
/// Where there is none, or the address is asked in another way.
pub fn find(method: &Method, path: &str) -> Result<&'static Route, Refusal> {
    let rest = path.strip_prefix(ROOT).ok_or(Refusal::NoRoute)?;
    let route = ROUTES.iter().find(|route| route.path == rest).ok_or(Refusal::NoRoute)?;
    if route.verb.takes(method) { Ok(route) } else { Err(Refusal::Method(route.verb.allowed())) }
}

const QUERY: Parameter = Parameter {
    name: "query",
    about: "Words (all must occur, in any inflection), \"exact words\", -without, a phone in any spelling or its last digits, @handle.",
    form: Form::Text(500),
    times: Times::Optional,
    example: "паспорт",
};
const BANDS: Parameter = Parameter {
    name: "bands",
    about: "How much posts deserve a look.",
    form: Form::OneOf(&["high", "medium", "low"]),
    times: Times::Many,
    example: "high",
};
const CATEGORIES: Parameter = Parameter {
    name: "categories",
    about: "Codes of kinds of trafficking.",
    form: Form::Like("^[a-z][a-z0-9_]{0,39}(\\.[a-z0-9_]{1,40}){0,3}$", is_code),
    times: Times::Many,
    example: "recruitment.work_abroad",
};
const LANGUAGES: Parameter = Parameter {
    name: "languages",
    about: "Codes of languages; und is unknown.",
    form: Form::OneOf(&["ru", "kk", "ky", "uz", "tg", "en", "und"]),
    times: Times::Many,
    example: "ru",
};
const SOURCES: Parameter = Parameter {
    name: "sources",
    about: "Names of sources, in full.",
    form: Form::Text(300),
    times: Times::Many,
    example: "telegram:@channel",
};
const PLACES: Parameter = Parameter { name: "places", about: "Codes of places that posts name.", example: "kz.almaty", ..CATEGORIES };
const CONTACT: Parameter = Parameter {
    name: "contact",
    about: "With this contact in its one written form, with or without its kind: phone:+77050010203.",
    form: Form::Text(300),
    times: Times::Optional,
    example: "phone:+77050010203",
};
const NETWORK: Parameter =
    Parameter { name: "network", about: "Posts of this network.", form: Form::Text(100), times: Times::Optional, example: "n-0" };
const FROM: Parameter = Parameter {
    name: "from",
    about: "At this moment or later (RFC 3339; write + as %2B).",
    form: Form::Moment,
    times: Times::Optional,
    example: "2026-11-01T00:00:00Z",
};
const UNTIL: Parameter = Parameter { name: "until", about: "Before this moment.", example: "2026-12-01T00:00:00Z", ..FROM };
const SORT: Parameter = Parameter {
    name: "sort",
    about: "Highest score first where nothing is said.",
    form: Form::OneOf(&["score", "newest", "relevance"]),
    times: Times::Optional,
    example: "newest",
};
/// How many are left out before the page.
pub const OFFSET: Parameter = Parameter {
    name: "offset",
    about: "How many to leave out before the page.",
    form: Form::Number { least: 0, most: 10_000, usual: Some(0) },
    times: Times::Optional,
    example: "0",
};
/// How many stand on a page.
pub const LIMIT: Parameter = Parameter {
    name: "limit",
    about: "How many to give.",
    form: Form::Number { least: 1, most: 100, usual: Some(50) },
    times: Times::Optional,
    example: "10",
};

const fn id(name: &'static str, about: &'static str, times: Times, form: Form, example: &'static str) -> Parameter {
    Parameter { name, about, form, times, example }
}

const PERSON: Form = Form::Like("^person-[0-7][0-9a-hjkmnp-tv-z]{25}$", |text| text.parse::<record::PersonId>().is_ok());
const AGENCY: Form = Form::Like("^agency-[0-7][0-9a-hjkmnp-tv-z]{25}$", |text| text.parse::<record::AgencyId>().is_ok());
const SUBJECT: Form = Form::Like("^subject-[0-7][0-9a-hjkmnp-tv-z]{25}$", |text| text.parse::<record::SubjectId>().is_ok());
const COMMAND: Form = Form::Like("^command-[0-7][0-9a-hjkmnp-tv-z]{25}$", |text| text.parse::<record::CommandId>().is_ok());
const STREAM: Form = Form::Like("^(person|agency|emergency|subject)/[a-z]{1,20}-[0-7][0-9a-hjkmnp-tv-z]{25}$", is_stream);
const ANY_ID: Form = Form::Like("^[a-z]{1,20}-[0-7][0-9a-hjkmnp-tv-z]{25}$", is_id);
const KEY: Form = Form::Like("^[^/]{1,300}/[\\s\\S]{1,300}$", is_key);

fn is_code(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let is_part = |part: &&str| (1..=40).contains(&part.len()) && part.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
    parts.len() <= 4 && parts.iter().all(is_part) && text.starts_with(|first: char| first.is_ascii_lowercase())
}

/// An identifier of whatever kind.
fn is_id(text: &str) -> bool {
    let Some((kind, digits)) = text.split_once('-') else { return false };
    let is_kind = (1..=20).contains(&kind.len()) && kind.bytes().all(|byte| byte.is_ascii_lowercase());
    is_kind && format!("person-{digits}").parse::<record::PersonId>().is_ok()
}

fn is_stream(text: &str) -> bool {
    text.split_once('/').is_some_and(|(kind, id)| KINDS.contains(&kind) && is_id(id))
}

fn is_key(text: &str) -> bool {
    let fits = |part: &str| (1..=300).contains(&part.chars().count());
    text.split_once('/').is_some_and(|(source, id)| fits(source) && fits(id))
}

/// Kinds of things of which the log tells.
const KINDS: &[&str] = &["person", "agency", "emergency", "subject", "item"];
/// Codes of purposes.
const PURPOSES: &[&str] = &["detection", "response", "casework", "protection", "oversight", "statistics", "administration"];

const BASE: Route = Route {
    verb: Verb::Get,
    path: "",
    need: Need::In,
    id: "",
    about: "",
    more: "",
    parameters: &[],
    takes: None,
    gives: anything,
    may_be_missing: false,
    make: Make::House(|_, _| Box::pin(async { Err(Refusal::NoRoute) })),
};

/// All of them.
pub static ROUTES: &[Route] = &[
    Route {
        path: "/me",
        id: "me",
        about: "Who the token stands for.",
        gives: shape::<shapes::Me>,
        make: Make::House(|house, call| Box::pin(office::me(house, call))),
        ..BASE
    },
    Route {
        path: "/posts",
        need: Need::Open(Action::SearchCorpus),
        id: "posts",
        about: "Posts that bear on trafficking, by words and filters.",
        more: "Several values of one parameter are alternatives; the parameters together narrow down. Pages reach 10,000 posts deep; \
               narrow down by from and until for what lies deeper.",
        parameters: &[QUERY, BANDS, CATEGORIES, LANGUAGES, SOURCES, PLACES, CONTACT, NETWORK, FROM, UNTIL, SORT, OFFSET, LIMIT],
        gives: shape::<shapes::Posts<'static>>,
        make: Make::Desk(open::posts),
        ..BASE
    },
    Route {
        path: "/post",
        need: Need::Open(Action::ReadPost),
        id: "post",
        about: "One post with all that is known about it.",
        parameters: &[id("key", "The key of the post: SOURCE/ID.", Times::Required, KEY, "telegram:@channel/1")],
        gives: shape::<shapes::PostDetail<'static>>,
        may_be_missing: true,
        make: Make::Desk(open::post),
        ..BASE
    },
    Route {
        path: "/networks",
        need: Need::Open(Action::ReadPost),
        id: "networks",
        about: "Networks of posts by one organiser.",
        more: "They are gathered anew with each load of posts; a network's name lasts as long as its posts hold together.",
        parameters: &[
            CATEGORIES,
            PLACES,
            CONTACT,
            id("sort", "Most organised first where nothing is said.", Times::Optional, Form::OneOf(&["score", "newest", "size"]), "size"),
            OFFSET,
            LIMIT,
        ],
        gives: shape::<shapes::Networks<'static>>,
        make: Make::Desk(open::networks),
        ..BASE
    },
    Route {
        path: "/network",
        need: Need::Open(Action::ReadPost),
        id: "network",
        about: "One network, with why it is one.",
        parameters: &[Parameter { name: "id", about: "The name of the network.", times: Times::Required, ..NETWORK }],
        gives: shape::<shapes::NetworkFull<'static>>,
        may_be_missing: true,
        make: Make::Desk(open::network),
        ..BASE
    },
    Route {
        path: "/sources",
        need: Need::Open(Action::SearchCorpus),
        id: "sources",
        about: "Sources with their mandates.",
        gives: shape::<shapes::Sources<'static>>,
        make: Make::Desk(open::sources),
        ..BASE
    },
    Route {
        verb: Verb::Post,
        path: "/check",
        need: Need::Open(Action::SearchCorpus),
        id: "check",
        about: "What a text shows. Nothing of it is kept.",
        takes: Some(shape::<open::ToCheck>),
        gives: shape::<shapes::Checked<'static>>,
        make: Make::Desk(open::check),
        ..BASE
    },
    Route {
        path: "/people",
        need: Need::House(Action::ReadPeople),
        id: "people",
        about: "Colleagues at work, with their bodies and roles.",
        parameters: &[
            id("agency", "Colleagues of this body.", Times::Optional, AGENCY, "agency-0000000000000000000000000g"),
            OFFSET,
            LIMIT,
        ],
        gives: shape::<shapes::People>,
        make: Make::House(|house, call| Box::pin(office::people(house, call))),
        ..BASE
    },
    Route {
        path: "/agencies",
        need: Need::House(Action::ReadPeople),
        id: "agencies",
        about: "Bodies that take part or did.",
        parameters: &[OFFSET, LIMIT],
        gives: shape::<shapes::Agencies>,
        make: Make::House(|house, call| Box::pin(office::agencies(house, call))),
        ..BASE
    },
    Route {
        path: "/log",
        need: Need::House(Action::ReadLog),
        id: "log",
        about: "Who did what when, the latest first, as far as the token's person may read it.",
        more: "For the next page give `before` what `next` says. Encrypted data is left out.",
        parameters: &[
            id("person", "Who acted.", Times::Optional, PERSON, "person-0000000000000000000000000g"),
            id("agency", "For which body.", Times::Optional, AGENCY, "agency-0000000000000000000000000g"),
            id("kind", "To which kind of thing.", Times::Optional, Form::OneOf(KINDS), "person"),
            id("stream", "To which thing: KIND/ID.", Times::Optional, STREAM, "person/person-0000000000000000000000000g"),
            id("purpose", "For what purpose.", Times::Optional, Form::OneOf(PURPOSES), "administration"),
            id("command", "By which command.", Times::Optional, COMMAND, "command-0000000000000000000000000g"),
            id("mentions", "What speaks of this identifier.", Times::Optional, ANY_ID, "person-0000000000000000000000000g"),
            FROM,
            UNTIL,
            Parameter {
                name: "before",
                about: "Only what stands before this place.",
                form: Form::Number { least: 0, most: 9_007_199_254_740_991, usual: None },
                times: Times::Optional,
                example: "1000",
            },
            LIMIT,
        ],
        gives: shape::<shapes::LogLines>,
        make: Make::House(|house, call| Box::pin(office::log(house, call))),
        ..BASE
    },
    Route {
        path: "/seen",
        need: Need::House(Action::ReadWhoHasSeen),
        id: "seen",
        about: "Who has seen the personal data of a subject, for those who may know.",
        more: "Whoever may not know is told the same of subjects that there are and that there are not.",
        parameters: &[id("subject", "The subject.", Times::Required, SUBJECT, "subject-0000000000000000000000000g")],
        gives: shape::<shapes::SeenBy>,
        may_be_missing: true,
        make: Make::House(|house, call| Box::pin(office::seen(house, call))),
        ..BASE
    },
    Route {
        path: "/openapi.json",
        id: "openapi",
        about: "This document.",
        make: Make::House(|_, _| Box::pin(async { document::text() })),
        ..BASE
    },
];
