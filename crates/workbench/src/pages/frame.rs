//! What is the same on all pages: head, navigation, the switch of languages.

use askama::Template;

use crate::address::Address;
use crate::fault::Fault;
use crate::front::Front;
use crate::viewer::Viewer;
use crate::words::{Tongue, Words};

/// A request as the pages see it.
#[derive(Debug)]
pub struct Ask<'a> {
    /// Who asks.
    pub viewer: Viewer,
    /// The address with its values.
    pub address: Address,
    /// The body of a form; empty otherwise.
    pub body: String,
    /// The nonce of this answer.
    pub nonce: String,
    /// Names of built files.
    pub front: &'a Front,
}

/// A section of the workbench.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Posts and networks to look at.
    Queue,
    /// Search.
    Search,
    /// Check a text.
    Check,
    /// Mirror families.
    Mirrors,
    /// Sources and mandates.
    Sources,
    /// Help.
    Help,
}

const SECTIONS: [(Section, &str, &str); 6] = [
    (Section::Queue, "/", "nav-queue"),
    (Section::Search, "/search", "nav-search"),
    (Section::Check, "/check", "nav-check"),
    (Section::Mirrors, "/mirrors", "nav-mirrors"),
    (Section::Sources, "/sources", "nav-sources"),
    (Section::Help, "/help", "nav-help"),
];

/// What the base template shows around a page.
#[derive(Debug)]
pub struct Frame {
    /// The page's title and first heading.
    pub title: String,
    /// The nonce of this answer.
    pub nonce: String,
    /// Address of the script, where one was built.
    pub script: Option<String>,
    /// Address of the style sheet, where one was built.
    pub style: Option<String>,
    /// The navigation.
    pub sections: Vec<SectionLink>,
    /// The switch of languages.
    pub tongues: Vec<TongueLink>,
}

/// One line of the navigation.
#[derive(Debug)]
pub struct SectionLink {
    /// Where it leads.
    pub href: &'static str,
    /// What it is called.
    pub name: String,
    /// Whether it is the section of this page.
    pub current: bool,
}

/// One language of the switch.
#[derive(Debug)]
pub struct TongueLink {
    /// This page in that language.
    pub href: String,
    /// The code.
    pub code: &'static str,
    /// The language's own name.
    pub name: &'static str,
    /// Whether it is the language of this page.
    pub current: bool,
}

impl Ask<'_> {
    /// The words of the reader.
    #[must_use]
    pub fn words(&self) -> Words {
        self.viewer.words
    }

    /// The frame of a page.
    #[must_use]
    pub fn frame(&self, title: String, section: Option<Section>) -> Frame {
        let words = self.words();
        let section_link =
            |(known, href, key): (Section, &'static str, &str)| SectionLink { href, name: words.say(key), current: section == Some(known) };
        let tongue_link = |tongue: Tongue| TongueLink {
            href: self.address.with("lang", tongue.code()),
            code: tongue.code(),
            name: tongue.name(),
            current: tongue == words.0,
        };
        Frame {
            title,
            nonce: self.nonce.clone(),
            script: self.front.address("app.js"),
            style: self.front.address("app.css"),
            sections: SECTIONS.map(section_link).into(),
            tongues: Tongue::ALL.map(tongue_link).into(),
        }
    }
}

/// A page as HTML.
///
/// # Errors
/// Where the template fails.
pub fn render(page: &impl Template) -> Result<String, Fault> {
    page.render().map_err(|error| Fault::Broken(error.to_string()))
}
