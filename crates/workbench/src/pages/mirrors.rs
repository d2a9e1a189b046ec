//! Mirror sites: families among pasted domains, why each is one, and the names to expect next.

use std::collections::BTreeSet;

use askama::Template;
use network::mirrors::{Family, Lack, List, Site, families};

use crate::address::form_value;
use crate::desk::{Desk, NamedSites};
use crate::fault::Fault;
use crate::pages::frame::{Ask, Frame, Section, render};
use crate::pages::signs;
use crate::words::Words;

/// The longest list, in characters.
const LONGEST: usize = 200_000;

/// The most families on a page.
const MOST: usize = 200;

/// The most numbers of lines that are told.
const MOST_ODD: usize = 10;

/// Invented names to try.
const EXAMPLE: &str = "bright-casino-example1.kz 2026-01-10\nbright-casino-example2.kz 2026-02-03\nbright-casino-example3.kz 2026-03-01\n\
                       work-dubai-example.com\nwork-dubai-example.net\nwork-dubai-example.org\nquiet-garden.example\n";

/// The page.
#[derive(Debug, Template)]
#[template(path = "mirrors.html")]
pub struct MirrorsPage {
    /// The frame.
    pub f: Frame,
    /// The words.
    pub t: Words,
    /// The pasted list.
    pub domains: String,
    /// How many families, once something was asked.
    pub lead: Option<String>,
    /// What was not understood of the list.
    pub odd: Vec<String>,
    /// The families.
    pub families: Vec<FamilyView>,
}

/// A family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyView {
    /// Its size and name.
    pub title: String,
    /// Its domains.
    pub members: String,
    /// Why it is one.
    pub reasons: Vec<String>,
    /// Names to expect, each with its reason.
    pub expected: Vec<(String, String)>,
}

/// The page with an example or nothing, as HTML.
///
/// # Errors
/// Where the template fails.
pub fn show(desk: &Desk, ask: &Ask<'_>) -> Result<String, Fault> {
    page(desk, ask, if ask.address.get("example").is_some() { EXAMPLE } else { "" })
}

/// The page with the families of the sent list.
///
/// # Errors
/// Where the list is too long.
pub fn answer(desk: &Desk, ask: &Ask<'_>) -> Result<String, Fault> {
    let domains = form_value(&ask.body, "domains");
    if domains.chars().count() > LONGEST { Err(Fault::TooLarge) } else { page(desk, ask, &domains) }
}

fn page(desk: &Desk, ask: &Ask<'_>, domains: &str) -> Result<String, Fault> {
    let words = ask.words();
    let pasted = !domains.trim().is_empty();
    let named = desk.named_sites(&ask.viewer)?;
    let list = List::read(domains);
    let families: Vec<FamilyView> = if pasted {
        of_list(desk, &named, &list).iter().take(MOST).map(|family| view(words, family)).collect()
    } else {
        named.families.iter().take(MOST).map(|family| view(words, family)).collect()
    };
    render(&MirrorsPage {
        f: ask.frame(words.say("mirrors-title"), Some(Section::Mirrors)),
        t: words,
        domains: domains.to_owned(),
        lead: lead(words, pasted, families.len()),
        odd: odd(words, &list),
        families,
    })
}

/// The families of a list. Of those that posts name only these are wanted, but what posts say of its domains helps to tell them.
fn of_list(desk: &Desk, named: &NamedSites, list: &List) -> Vec<Family> {
    let asked: BTreeSet<&str> = list.sites.iter().map(|site| site.domain.as_str()).collect();
    let sites: Vec<Site> = named.sites.iter().chain(&list.sites).cloned().collect();
    let mut found = families(&sites, desk.generic());
    found.retain(|family| family.members.iter().any(|member| asked.contains(member.as_str())));
    found
}

/// What was not understood of a list, by line.
fn odd(words: Words, list: &List) -> Vec<String> {
    let told = |lack: Lack, key: &'static str| {
        let lines: Vec<String> = list.odd.iter().filter(|odd| odd.lacks == lack).map(|odd| odd.line.to_string()).collect();
        let first = words.list(lines.get(..MOST_ODD).unwrap_or(&lines));
        let more = if lines.len() > MOST_ODD { "…" } else { "" };
        (!lines.is_empty())
            .then(|| words.count_with(key, i64::try_from(lines.len()).unwrap_or(i64::MAX), &[("lines", &format!("{first}{more}"))]))
    };
    [told(Lack::Domain, "mirrors-no-domain"), told(Lack::Date, "mirrors-no-date")].into_iter().flatten().collect()
}

/// What was found; nothing is said where nothing was pasted and posts name no families.
fn lead(words: Words, pasted: bool, families: usize) -> Option<String> {
    match (pasted, families) {
        (true, 0) => Some(words.say("mirrors-none")),
        (true, _) => Some(words.count_size("mirrors-lead", families)),
        (false, 0) => None,
        (false, _) => Some(words.count_size("mirrors-lead-seen", families)),
    }
}

fn view(words: Words, family: &Family) -> FamilyView {
    FamilyView {
        title: words.count_with("mirrors-family", i64::try_from(family.members.len()).unwrap_or(i64::MAX), &[("name", &family.name)]),
        members: words.list(&family.members),
        reasons: family.reasons.iter().map(|reason| signs::family(words, reason)).collect(),
        expected: family.expected_next.iter().map(|next| (next.domain.clone(), signs::expectation(words, &next.reason))).collect(),
    }
}
