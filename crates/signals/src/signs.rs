//! Signs that a post gives by other means than words: ages asked for, places, pay, kinds of contact, disguises.

use std::collections::BTreeSet;

use knowledge::Sign;

use crate::Span;
use crate::facts::Fact;
use crate::identifiers::{Identifier, Kind};
use crate::unfold::{Disguise, Trick};

/// Countries of the region; what lies outside counts as abroad. ISO 3166-1 alpha-2.
const REGION: [&str; 5] = ["KZ", "KG", "UZ", "TJ", "TM"];

/// Where the sign stands, or nothing where the post does not give it. An empty list means the post as a whole.
#[must_use]
pub fn read(sign: Sign, identifiers: &[Identifier], facts: &[Fact], disguises: &[Disguise]) -> Option<Vec<Span>> {
    let spans = match sign {
        Sign::YoungAge => young_ages(facts),
        Sign::PlaceAbroad => places(facts, |country| !REGION.contains(&country)),
        Sign::SeveralPlaces => several_places(facts),
        Sign::PayByDay => daily_pay(facts),
        Sign::ContactDisguised => disguised_contacts(identifiers, disguises),
        Sign::WordDisguised => disguised_words(identifiers, disguises),
        Sign::MessengerOnly if identifiers.iter().any(|one| !is_messenger(one.kind)) => return None,
        Sign::MessengerOnly => contacts(identifiers, is_messenger),
        Sign::Contact => contacts(identifiers, is_personal),
        Sign::MoneyAddress => contacts(identifiers, |kind| matches!(kind, Kind::Card | Kind::Wallet | Kind::Iban)),
    };
    (!spans.is_empty()).then_some(spans)
}

fn young_ages(facts: &[Fact]) -> Vec<Span> {
    facts
        .iter()
        .filter_map(|fact| match fact {
            Fact::Age { from: 14..=24, to: Some(to), span } if *to <= 32 => Some(*span),
            _ => None,
        })
        .collect()
}

fn places(facts: &[Fact], wanted: impl Fn(&str) -> bool) -> Vec<Span> {
    facts
        .iter()
        .filter_map(|fact| match fact {
            Fact::Place { country, span, .. } if wanted(country) => Some(*span),
            _ => None,
        })
        .collect()
}

fn several_places(facts: &[Fact]) -> Vec<Span> {
    let codes: BTreeSet<&str> = facts
        .iter()
        .filter_map(|fact| match fact {
            Fact::Place { code, .. } if code.contains('.') => Some(code.as_str()),
            _ => None,
        })
        .collect();
    if codes.len() > 1 { places(facts, |_| true) } else { Vec::new() }
}

fn daily_pay(facts: &[Fact]) -> Vec<Span> {
    facts
        .iter()
        .filter_map(|fact| match fact {
            Fact::Price { per: Some(per), span, .. } if matches!(per.as_str(), "day" | "night" | "week" | "hour") => Some(*span),
            _ => None,
        })
        .collect()
}

fn disguised_contacts(identifiers: &[Identifier], disguises: &[Disguise]) -> Vec<Span> {
    let hidden = |one: &&Identifier| disguises.iter().any(|disguise| disguise.span.overlaps(one.span));
    identifiers.iter().filter(hidden).map(|one| one.span).collect()
}

fn disguised_words(identifiers: &[Identifier], disguises: &[Disguise]) -> Vec<Span> {
    disguises
        .iter()
        .filter(|one| matches!(one.trick, Trick::MixedScript | Trick::SpacedOut | Trick::Leet | Trick::Combining | Trick::Invisible))
        .filter(|one| identifiers.iter().all(|identifier| !identifier.span.overlaps(one.span)))
        .map(|one| one.span)
        .collect()
}

fn contacts(identifiers: &[Identifier], wanted: impl Fn(Kind) -> bool) -> Vec<Span> {
    identifiers.iter().filter(|one| wanted(one.kind)).map(|one| one.span).collect()
}

fn is_messenger(kind: Kind) -> bool {
    matches!(kind, Kind::Telegram | Kind::TelegramInvite | Kind::Instagram | Kind::Tiktok | Kind::Vk)
}

fn is_personal(kind: Kind) -> bool {
    is_messenger(kind) || matches!(kind, Kind::Phone | Kind::Email)
}
