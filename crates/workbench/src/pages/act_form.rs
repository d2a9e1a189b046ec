//! Forms of acts: each folded away under its name, with a sentence of what happens, and unfolded again where something is wrong with it.
//!
//! A page may hold many of them. So that identifiers of fields differ, each form has a prefix; the one that is wrong has none, so that the
//! problem above can point at its fields.

use people::AgencyNames;
use record::{Reason, Regions};

use crate::pages::frame::Ask;
use crate::pages::join::Choice;
use crate::problem::Problem;
use crate::regions;
use crate::words::Words;

/// A form of one act.
#[derive(Debug)]
pub struct ActForm {
    /// Where it is sent.
    pub href: &'static str,
    /// The name of the act, on the button too.
    pub title: String,
    /// What happens.
    pub note: String,
    /// Whether it is unfolded.
    pub open: bool,
    /// Before the identifiers of its fields.
    pub prefix: &'static str,
    /// The field that is wrong.
    pub wrong: Option<&'static str>,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// A field.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Its label.
    pub label: String,
    /// What is typed into it.
    pub input: Input,
}

/// What is typed into a field.
#[derive(Debug)]
pub enum Input {
    /// A line.
    Line {
        /// What stands there.
        value: String,
        /// The kind, as HTML has it.
        kind: &'static str,
        /// Whether it can't be left empty.
        required: bool,
        /// Its language, where it is a name in one.
        lang: &'static str,
    },
    /// Several lines.
    Text(String),
    /// One of several.
    One(Vec<Choice>),
    /// Any of several.
    Any(Vec<Choice>),
}

impl Field {
    /// A line that can't be left empty.
    #[must_use]
    pub fn line(name: &'static str, label: String, kind: &'static str, value: String) -> Self {
        Self { name, label, input: Input::Line { value, kind, required: true, lang: "" } }
    }

    /// A line that may be left empty.
    #[must_use]
    pub fn free(name: &'static str, label: String, kind: &'static str, value: String) -> Self {
        Self { name, label, input: Input::Line { value, kind, required: false, lang: "" } }
    }

    /// A reason.
    #[must_use]
    pub fn reason(words: Words, value: String) -> Self {
        Self { name: "reason", label: words.say("act-reason"), input: Input::Text(value) }
    }

    /// One of several.
    #[must_use]
    pub fn one(name: &'static str, label: String, options: Vec<Choice>) -> Self {
        Self { name, label, input: Input::One(options) }
    }

    /// Any of these regions.
    #[must_use]
    pub fn regions(label: String, options: Vec<Choice>) -> Self {
        Self { name: "region", label, input: Input::Any(options) }
    }

    /// The names of a body.
    #[must_use]
    pub fn names(words: Words, typed: [String; 3]) -> [Self; 3] {
        let field = |(name, label, value): (&'static str, &str, String)| Self {
            name,
            label: words.say(label),
            input: Input::Line { value, kind: "text", required: true, lang: name },
        };
        let [kk, ru, en] = typed;
        [("kk", "agency-name-kk", kk), ("ru", "agency-name-ru", ru), ("en", "agency-name-en", en)].map(field)
    }
}

/// What was typed into the form that is wrong; for all others, what there is.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    ask: &'a Ask<'a>,
    again: bool,
}

impl<'a> Typed<'a> {
    /// What was typed, where this form is shown again.
    #[must_use]
    pub fn of(ask: &'a Ask<'a>, again: bool) -> Self {
        Self { ask, again }
    }

    /// What stands in a field.
    #[must_use]
    pub fn text(&self, name: &str, otherwise: impl FnOnce() -> String) -> String {
        if self.again { self.ask.field(name) } else { otherwise() }
    }

    /// What is chosen in a field.
    #[must_use]
    pub fn several(&self, name: &str, otherwise: impl FnOnce() -> Vec<String>) -> Vec<String> {
        if self.again { crate::address::form_values(&self.ask.body, name) } else { otherwise() }
    }

    /// The names of a body.
    #[must_use]
    pub fn names(&self, known: Option<&AgencyNames>) -> [String; 3] {
        let known = known.map(|names| [&names.kk, &names.ru, &names.en].map(|name| name.as_str().to_owned())).unwrap_or_default();
        let [kk, ru, en] = known;
        [self.text("kk", || kk), self.text("ru", || ru), self.text("en", || en)]
    }
}

/// What is wrong with a form, and which one it is.
#[derive(Debug)]
pub struct Wrong<D> {
    /// The form.
    pub deed: D,
    /// What is wrong.
    pub problem: Problem,
}

/// Regions to choose from that lie within others, and those others themselves.
#[must_use]
pub fn regions_within(words: Words, all: &Regions, chosen: &[String]) -> Vec<Choice> {
    let unnamed = |code: &&str| !regions::CODES.contains(code);
    let named = regions::choices(words, chosen).into_iter().filter(|choice| {
        let region = record::Region::new(&choice.code);
        region.is_ok_and(|region| all.cover(&region))
    });
    let others = all.iter().map(record::Region::code).filter(unnamed).map(|code| Choice {
        code: code.to_owned(),
        name: code.to_owned(),
        chosen: chosen.iter().any(|one| one == code),
    });
    named.chain(others).collect()
}

/// Regions in words.
#[must_use]
pub fn region_names(words: Words, all: &Regions) -> String {
    words.list(&all.iter().map(|region| regions::name(words, region.code())).collect::<Vec<_>>())
}

/// The reason that was typed.
///
/// # Errors
/// The wrong field.
pub fn read_reason(ask: &Ask<'_>) -> Result<Reason, access::AccessError> {
    Reason::new(&ask.field("reason")).map_err(access::AccessError::reason)
}

/// A number of days that was typed.
///
/// # Errors
/// The wrong field.
pub fn read_days(ask: &Ask<'_>, most: u32) -> Result<u32, access::AccessError> {
    let days = ask.field("days").parse().ok().filter(|days| (1..=most).contains(days));
    days.ok_or_else(|| access::AccessError::field("days", "days-wrong"))
}
