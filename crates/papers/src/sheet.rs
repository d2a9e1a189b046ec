//! Which papers there are, for whom they are written, and how they are put together.

use askama::Template;
use custody::Tool;
use jiff::tz::TimeZone;
use knowledge::PaperForm;
use record::Moment;
use serde::Serialize;
use words::Words;

use crate::facts::{Facts, Role};
use crate::page::Page;

/// A kind of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Protocol of inspection of a page.
    Inspection,
    /// Protocol of seizure.
    Seizure,
    /// Custody sheet.
    Custody,
    /// Hand-over act.
    HandOver,
    /// Protocol of a search in open sources.
    Osint,
}

/// For whom a paper is written.
#[derive(Debug, Clone)]
pub struct Reader {
    /// In their language.
    pub words: Words,
    /// With the time of their place.
    pub zone: TimeZone,
}

/// Why there is no paper.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// The knowledge files have no entry for it.
    #[error("knowledge/evidence/papers.toml has no entry `{0}`")]
    NoForm(&'static str),
    /// It is about an item, and the history has none.
    #[error("the history does not begin with the beginning of an item")]
    NoItem,
    /// It is about a hand-over, and nobody has offered the item.
    #[error("nobody has offered the item to another body")]
    NoOffer,
    /// It is about things or files, and there are none.
    #[error("there is nothing that was seized")]
    NothingSeized,
    /// It is about a search, and there is no step of one.
    #[error("there is no step of a search")]
    NoSearch,
    /// The template broke.
    #[error("the template can't be filled: {0}")]
    Template(String),
}

impl Kind {
    /// One of each.
    pub const ALL: [Self; 5] = [Self::Inspection, Self::Seizure, Self::Custody, Self::HandOver, Self::Osint];

    /// Its code, as in the knowledge files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Inspection => "inspection",
            Self::Seizure => "seizure",
            Self::Custody => "custody",
            Self::HandOver => "hand_over",
            Self::Osint => "osint",
        }
    }

    /// Who signs it. Where the facts name nobody in a role, there is one place to sign in it.
    pub(crate) fn signers(self) -> &'static [Role] {
        match self {
            Self::Inspection => &[Role::Acts, Role::Specialist, Role::Witness],
            Self::Seizure => &[Role::Acts, Role::Gives, Role::Witness],
            Self::Custody => &[Role::Acts],
            Self::HandOver => &[Role::Gives, Role::Takes, Role::Witness],
            Self::Osint => &[Role::Acts, Role::Witness],
        }
    }
}

#[derive(Template)]
#[template(path = "inspection.html")]
struct Inspection<'a> {
    p: &'a Page,
}

#[derive(Template)]
#[template(path = "seizure.html")]
struct Seizure<'a> {
    p: &'a Page,
}

#[derive(Template)]
#[template(path = "custody.html")]
struct Custody<'a> {
    p: &'a Page,
}

#[derive(Template)]
#[template(path = "hand_over.html")]
struct HandOver<'a> {
    p: &'a Page,
}

#[derive(Template)]
#[template(path = "osint.html")]
struct Osint<'a> {
    p: &'a Page,
}

/// Writes a paper as one HTML document.
///
/// # Errors
/// Where the facts are not those of such a paper, or nothing is known of its form.
pub fn write(kind: Kind, facts: &Facts, forms: &[PaperForm], reader: &Reader) -> Result<String, PaperError> {
    let form = forms.iter().find(|form| form.code == kind.code()).ok_or(PaperError::NoForm(kind.code()))?;
    let p = &Page::of(kind, facts, form, reader)?;
    let written = match kind {
        Kind::Inspection => Inspection { p }.render(),
        Kind::Seizure => Seizure { p }.render(),
        Kind::Custody => Custody { p }.render(),
        Kind::HandOver => HandOver { p }.render(),
        Kind::Osint => Osint { p }.render(),
    };
    written.map_err(|error| PaperError::Template(error.to_string()))
}

impl Reader {
    /// The moment in universal and in local time, to the second.
    pub(crate) fn both(&self, moment: Moment) -> [String; 2] {
        let universal = moment.timestamp().strftime("%d.%m.%Y %H:%M:%S UTC").to_string();
        let local = moment.timestamp().to_zoned(self.zone.clone());
        // `UTC+05`, and the minutes where there are some.
        [universal, local.strftime("%d.%m.%Y %H:%M:%S (UTC%:::z)").to_string()]
    }

    /// The word for a code.
    pub(crate) fn code(&self, of: &str, code: &str) -> String {
        self.words.say(&format!("{of}-{code}"))
    }

    /// The word for something that the log writes as a code.
    pub(crate) fn coded(&self, of: &str, value: &impl Serialize) -> String {
        let code = serde_json::to_value(value).ok();
        self.code(of, code.as_ref().and_then(serde_json::Value::as_str).unwrap_or("unknown"))
    }

    /// A tool with its version.
    pub(crate) fn tool(&self, tool: &Tool) -> String {
        self.words.with_all("paper-detail-tool", &[("name", tool.name()), ("version", tool.version())])
    }
}

/// Digits in groups of four, as people read them out.
pub(crate) fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 4);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}
