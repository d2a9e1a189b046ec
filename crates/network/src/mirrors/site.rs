//! A domain and what lists and posts say of it.

use std::borrow::Cow;

use record::{Moment, Post};
use signals::Signals;
use signals::identifiers::Kind;
use signals::tokens::{TokenKind, Tokens};
use signals::unfold::Unfolded;

use super::list;

/// Fewest words of a text by whose wording sites are told to be one.
const SHORTEST: usize = 8;
/// Words of a wording that are quoted.
const QUOTED: usize = 6;

/// A domain and what is known of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    /// The domain, lower case.
    pub domain: String,
    /// When it was first seen.
    pub seen: Option<Moment>,
    /// Contacts, template names and fingerprints of its pages.
    pub content: Vec<String>,
    /// The wordings of posts that name it, without contacts and numbers.
    pub wordings: Vec<String>,
}

impl Site {
    /// Reads a line: a domain (a link or `www.` before it does no harm) with perhaps a date or a moment before or behind it, parted by
    /// spaces, tabs, commas or semicolons. None for an empty line, a comment (`#`) and what is no domain.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        list::split(line).0
    }

    /// The sites that a post names, each with the contacts that stand beside it and the post's wording.
    #[must_use]
    pub fn named_by(post: &Post, signals: &Signals) -> Vec<Self> {
        let is_site = |kind: Kind| matches!(kind, Kind::Domain | Kind::Url);
        if !signals.identifiers.iter().any(|found| is_site(found.kind)) {
            return Vec::new();
        }
        let (sites, contacts): (Vec<_>, Vec<_>) = signals.identifiers.iter().partition(|found| is_site(found.kind));
        let content: Vec<String> = contacts.iter().map(|found| found.value.clone()).collect();
        let wordings: Vec<String> = wording(&post.text, signals).into_iter().collect();
        let site =
            |value: &str| Some(Self { seen: post.published, content: content.clone(), wordings: wordings.clone(), ..Self::parse(value)? });
        sites.iter().filter_map(|found| site(&found.value)).collect()
    }

    /// All that is known of one site from several places; `None` for nothing.
    pub(super) fn merged<'a>(known: &[&'a Self]) -> Option<Cow<'a, Self>> {
        let (first, rest) = known.split_first()?;
        if rest.is_empty() && first.content.len() < 2 && first.wordings.len() < 2 {
            return Some(Cow::Borrowed(first));
        }
        let all = |items: fn(&Self) -> &Vec<String>| {
            let mut all: Vec<String> = known.iter().flat_map(|site| items(site)).cloned().collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let seen = known.iter().filter_map(|site| site.seen).min();
        Some(Cow::Owned(Self {
            domain: first.domain.clone(),
            seen,
            content: all(|site| &site.content),
            wordings: all(|site| &site.wordings),
        }))
    }
}

/// The words of a text without contacts and numbers; none where they are too few to be anybody's own.
fn wording(text: &str, signals: &Signals) -> Option<String> {
    let unfolded = Unfolded::of(text);
    let tokens = Tokens::of(&unfolded);
    let is_contact = |span: signals::Span| signals.identifiers.iter().any(|found| found.span.overlaps(span));
    let words = tokens.as_slice().iter().filter(|token| token.kind == TokenKind::Word && !is_contact(unfolded.span(token.range())));
    let words: Vec<_> = words.map(|token| token.loose(&unfolded)).collect();
    (words.len() >= SHORTEST).then(|| words.join(" "))
}

/// The beginning of a wording, to be shown.
pub(super) fn quoted(wording: &str) -> String {
    let words: Vec<&str> = wording.split(' ').collect();
    format!("{} \u{2026}", words.get(..QUOTED).unwrap_or(&words).join(" "))
}
