//! Names of the codes that linking gives: signs of organisation, reasons of links, reasons of families of sites.

use corpus::NetworkReason;
use network::mirrors::{Expectation, FamilyReason, ReasonKind};

use crate::desk::Desk;
use crate::names;
use crate::words::Words;

/// The name of a sign or reason; the code itself where it is new.
#[must_use]
pub fn label(words: Words, code: &str) -> String {
    key(code).map_or_else(|| code.to_owned(), |key| words.say(key))
}

fn key(code: &str) -> Option<&'static str> {
    Some(match code {
        "several_places" => "sign-several-places",
        "different_pay" => "sign-different-pay",
        "rotating_contacts" => "sign-rotating-contacts",
        "duration" => "sign-duration",
        "several_stages" => "sign-several-stages",
        "several_categories" => "sign-several-categories",
        "several_sources" => "sign-several-sources",
        "several_accounts" => "sign-several-accounts",
        "copies" => "sign-copies",
        "many_posts" => "sign-many-posts",
        "changed_hands" => "sign-changed-hands",
        "shared_phone" => "link-phone",
        "shared_telegram" => "link-telegram",
        "shared_profile" => "link-profile",
        "shared_email" => "link-email",
        "shared_link" => "link-link",
        "shared_account_number" => "link-account-number",
        "shared_account" => "link-account",
        "copied_text_same_place_and_price" => "link-place-price",
        "copied_text_same_author_name" => "link-author",
        _ => return None,
    })
}

/// What was seen, on one line: codes by their names, counts with their words.
#[must_use]
pub fn detail(desk: &Desk, words: Words, reason: &NetworkReason) -> String {
    let names = desk.names();
    let number = |value: &String| value.parse::<i64>().ok();
    let shown = |value: &String| match (reason.code.as_str(), number(value)) {
        ("several_places", _) => names.place(words, value),
        ("several_categories", _) => names.category(words, value),
        ("several_stages", _) => names::stage_of(value).map_or_else(|| value.clone(), |stage| names::stage(words, stage)),
        ("duration", Some(days)) => words.count("source-days", days),
        ("copies" | "many_posts", Some(posts)) => words.count("count-posts", posts),
        _ => value.clone(),
    };
    words.list(&reason.detail.iter().map(shown).collect::<Vec<_>>())
}

/// Whether a reason is an inference from likeness, not something that stands in both posts.
#[must_use]
pub fn is_inferred(code: &str) -> bool {
    code.starts_with("copied_text")
}

/// How strong a link is, in words; weights are log-odds.
#[must_use]
pub fn link_strength(words: Words, weight: f32) -> String {
    words.say(match weight {
        weight if weight >= 4.0 => "link-strong",
        weight if weight >= 2.0 => "link-fair",
        _ => "link-weak",
    })
}

/// Why domains are one family.
#[must_use]
pub fn family(words: Words, reason: &FamilyReason) -> String {
    let key = match reason.code {
        ReasonKind::Numbers => "family-numbers",
        ReasonKind::Endings => "family-endings",
        ReasonKind::Affixes => "family-affixes",
        ReasonKind::Spelling => "family-spelling",
        ReasonKind::Content => "family-content",
        ReasonKind::Wording => "family-wording",
    };
    words.count_with(key, i64::try_from(reason.members).unwrap_or(i64::MAX), &[("common", &reason.common)])
}

/// Why a name is expected.
#[must_use]
pub fn expectation(words: Words, reason: &Expectation) -> String {
    match reason {
        Expectation::NextNumber { after, step } => {
            words.with_all("expect-number", &[("after", &after.to_string()), ("step", &step.to_string())])
        }
        Expectation::Gap { between, and } => words.with_all("expect-gap", &[("between", &between.to_string()), ("and", &and.to_string())]),
        Expectation::OtherEnding { used } => words.count_size("expect-ending", *used),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Tongue;
    use network::SignKind;

    #[test]
    fn every_sign_of_organisation_has_a_name() {
        use SignKind::{
            ChangedHands, Copies, DifferentPay, Duration, ManyPosts, RotatingContacts, SeveralAccounts, SeveralCategories, SeveralPlaces,
            SeveralSources, SeveralStages,
        };
        let all = [
            SeveralPlaces,
            DifferentPay,
            RotatingContacts,
            Duration,
            SeveralStages,
            SeveralCategories,
            SeveralSources,
            SeveralAccounts,
            Copies,
            ManyPosts,
            ChangedHands,
        ];
        for sign in all {
            assert_ne!(label(Words(Tongue::Ru), sign.code()), sign.code());
        }
        assert_eq!(label(Words(Tongue::Ru), "brand_new"), "brand_new");
    }

    #[test]
    fn every_reason_of_a_family_has_a_name_in_every_language() {
        let codes =
            [ReasonKind::Numbers, ReasonKind::Endings, ReasonKind::Affixes, ReasonKind::Spelling, ReasonKind::Content, ReasonKind::Wording];
        for tongue in [Tongue::Kk, Tongue::Ru, Tongue::En] {
            let told = codes.map(|code| family(Words(tongue), &FamilyReason { code, common: "kyzdar".into(), members: 3 }));
            assert!(told.iter().all(|told| told.contains("kyzdar") && told.contains('3')), "{told:?}");
            assert_eq!(told.iter().collect::<std::collections::BTreeSet<_>>().len(), codes.len());
        }
    }

    #[test]
    fn expectations_are_sentences() {
        let words = Words(Tongue::En);
        let told = expectation(words, &Expectation::NextNumber { after: 4, step: 2 });
        assert!(told.contains('4') && told.contains('2'), "{told}");
        assert!(expectation(words, &Expectation::Gap { between: 2, and: 4 }).contains('2'));
        assert!(expectation(words, &Expectation::OtherEnding { used: 3 }).contains('3'));
    }
}
