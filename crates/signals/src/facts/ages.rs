//! Ages: «18-25», «от 18 до 24 лет», «21+», «18 жастан», "18-25 yosh".

use super::Fact;
use super::words::{Role, Words};

/// The ages that posts ask for.
const AGES: std::ops::RangeInclusive<u8> = 10..=70;

/// The ages of a text.
pub(super) fn read(words: &Words<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut index = 0;
    if !words.has_figures {
        return facts;
    }
    while index < words.items.len() {
        match age(words, index) {
            Some((fact, end)) => {
                facts.push(fact);
                index = end;
            }
            None => index += 1,
        }
    }
    facts
}

/// A number of two digits that may be an age and belongs to no longer number.
fn years(words: &Words<'_>, index: usize) -> Option<u8> {
    let item = words.items.get(index)?;
    if !item.figures || item.end - item.start != 2 {
        return None;
    }
    let glued = words.before(index).is_some_and(|c| matches!(c, '+' | '$' | '/' | '.' | ':' | '_' | '@' | '№' | '#' | '€'));
    let value: u8 = words.text(index).parse().ok()?;
    (!glued && AGES.contains(&value)).then_some(value)
}

fn age(words: &Words<'_>, index: usize) -> Option<(Fact, usize)> {
    let from = years(words, index)?;
    let (to, end) = upper(words, index).map_or((None, index + 1), |(to, end)| (Some(to), end));
    let after = words.gap(end - 1);
    let plus = after.starts_with('+') && to.is_none();
    let years_after = words.role(end) == Some(Role::Years) && matches!(after, " " | "" | "-" | "+ ");
    let aged_before = index.checked_sub(1).is_some_and(|before| {
        let near = matches!(words.gap(before), " " | ": " | " (" | ", " | "-" | " - ");
        near && matches!(words.role(before), Some(Role::Aged))
            || words.role(before) == Some(Role::From) && before.checked_sub(1).is_some_and(|before| words.role(before) == Some(Role::Aged))
    });
    let price = after.trim_start().starts_with(['$', '€', '₸', '%', ':', '/'])
        || after.starts_with([',', '.']) && words.items.get(end).is_some_and(|item| item.figures);
    let counted = !years_after && matches!(words.role(end), Some(Role::Currency(_) | Role::Times(_) | Role::Per(_)));
    let told = years_after || (plus && !counted) || (aged_before && !counted) || (to.is_some() && is_telling(words, index, end));
    if price || counted || !told || is_tenure(words, index, end) {
        return None;
    }
    let end = if years_after { end + 1 } else { end };
    Some((Fact::Age { from, to, span: words.span_with_signs(index..end, "", "+") }, end))
}

/// The upper end of a range.
fn upper(words: &Words<'_>, index: usize) -> Option<(u8, usize)> {
    let low = years(words, index)?;
    let dash = matches!(words.gap(index), "-" | " - " | "–" | "—" | " – " | " — " | "/");
    // «18 дан 25 гача», «18-ден 25-ке дейін»: a case ending stands between.
    let place = if dash {
        index + 1
    } else if matches!(words.role(index + 1), Some(Role::To | Role::From)) {
        index + 2
    } else {
        return None;
    };
    let item = words.items.get(place).filter(|item| item.figures && item.end - item.start == 2)?;
    let high: u8 = words.seen.slice(item.start..item.end).parse().ok()?;
    (high > low && AGES.contains(&high)).then_some((high, place + 1))
}

/// A range of two ages at the beginning or after a comma, without a unit: «18-25, пәтер береміз».
fn is_telling(words: &Words<'_>, index: usize, end: usize) -> bool {
    let low = years(words, index).unwrap_or(0);
    let ends = words.gap(end - 1).starts_with([',', '.', '\n', ')', ';', '!', ' ']) || words.items.get(end).is_none();
    let starts = words.before(index).is_none_or(|c| matches!(c, ' ' | '(' | '\n' | ','));
    // The word before or after decides: a range near people is an age, others are hours or counts.
    let near_people = (1..=3).filter_map(|back| index.checked_sub(back)).any(|before| words.role(before) == Some(Role::Aged));
    (16..=35).contains(&low) && starts && ends && near_people
}

/// «стаж 20 лет», «опыт от 15 лет», «20 лет назад», «20 лет тюрьмы».
fn is_tenure(words: &Words<'_>, index: usize, end: usize) -> bool {
    let before = (1..=3).filter_map(|back| index.checked_sub(back)).any(|before| words.role(before) == Some(Role::Tenure));
    before || (end..end + 3).any(|after| words.role(after) == Some(Role::Tenure))
}
