//! Help: how to read the score, keys, and the glossary of categories and indicators with their sources.

use askama::Template;
use knowledge::{Category, Indicator, Labels, Polarity};

use crate::api::errors::Kind;
use crate::desk::Desk;
use crate::fault::Fault;
use crate::names;
use crate::pages::frame::{Ask, Frame, Section, render};
use crate::words::{Tongue, Words};

/// The page.
#[derive(Debug, Template)]
#[template(path = "help.html")]
pub struct HelpPage {
    /// The frame.
    pub f: Frame,
    /// The words.
    pub t: Words,
    /// Why a program gets no answer: places on this page, titles and what to do.
    pub problems: Vec<(&'static str, String, String)>,
    /// Kinds of trafficking.
    pub categories: Vec<CategoryLine>,
    /// Heading with the count of indicators.
    pub indicators_title: String,
    /// Indicators.
    pub indicators: Vec<IndicatorLine>,
}

/// A category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryLine {
    /// Its name.
    pub label: String,
    /// Its names in the other two languages, with their codes.
    pub others: Vec<(&'static str, String)>,
    /// Its code.
    pub code: String,
    /// Where the definition comes from.
    pub source: String,
}

/// An indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorLine {
    /// Its code.
    pub code: String,
    /// Its name.
    pub label: String,
    /// Its names in the other two languages.
    pub others: Vec<(&'static str, String)>,
    /// Its stage.
    pub stage: String,
    /// How strongly it speaks.
    pub strength: String,
    /// Its weight.
    pub weight: String,
    /// Where it comes from.
    pub source: String,
    /// Edition of the source.
    pub edition: String,
}

/// Help as HTML.
///
/// # Errors
/// Where the template fails.
pub fn show(desk: &Desk, ask: &Ask<'_>) -> Result<String, Fault> {
    let words = ask.words();
    let book = desk.book();
    render(&HelpPage {
        f: ask.frame(words.say("help-title"), Some(Section::Help)),
        t: words,
        problems: Kind::ALL.iter().map(|kind| (kind.title, words.say(kind.title), words.say(kind.what))).collect(),
        categories: book.categories.iter().map(|category| category_line(words, category)).collect(),
        indicators_title: words.count_size("help-indicators", book.indicators.len()),
        indicators: book.indicators.iter().map(|indicator| indicator_line(words, indicator)).collect(),
    })
}

fn others(words: Words, labels: &Labels) -> Vec<(&'static str, String)> {
    let other = Tongue::ALL.into_iter().filter(|tongue| *tongue != words.0);
    other.map(|tongue| (tongue.code(), labels.in_language(tongue.code()).to_owned())).collect()
}

fn category_line(words: Words, category: &Category) -> CategoryLine {
    CategoryLine {
        label: category.labels.in_language(words.0.code()).to_owned(),
        others: others(words, &category.labels),
        code: category.code.clone(),
        source: category.source.clone(),
    }
}

fn indicator_line(words: Words, indicator: &Indicator) -> IndicatorLine {
    let weight = if indicator.polarity == Polarity::Against { -indicator.weight } else { indicator.weight };
    IndicatorLine {
        code: indicator.code.clone(),
        label: indicator.labels.in_language(words.0.code()).to_owned(),
        others: others(words, &indicator.labels),
        stage: names::stage(words, indicator.stage),
        strength: names::strength(words, weight),
        weight: words.decimal(weight),
        source: indicator.source.clone(),
        edition: indicator.edition.clone(),
    }
}
