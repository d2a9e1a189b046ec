//! Prices: amount, currency, and what the sum is for.

use super::Fact;
use super::words::{Role, Words};

/// Sums below this without a currency are no prices.
const LEAST_BARE: f64 = 1_000.0;
/// The signs of currencies.
const SIGNS: &str = "₸$€₽£¥";
/// How many words after a sum may say what it is for.
const REACH: usize = 3;

/// An amount that was read, and the item after it.
#[derive(Debug, Clone, Copy)]
struct Amount {
    value: f64,
    end: usize,
    /// Whether a word («тыс», "k") multiplied it.
    times: bool,
    /// Whether it was written in groups of three digits.
    grouped: bool,
}

/// The prices of a text.
pub(super) fn read(words: &Words<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut index = 0;
    if !words.has_figures {
        return facts;
    }
    while index < words.items.len() {
        match words.items.get(index).filter(|item| item.figures).and_then(|_| price(words, index)) {
            Some((fact, end)) => {
                facts.push(fact);
                index = end;
            }
            None => index += 1,
        }
    }
    facts
}

/// Thousands in groups, a decimal part, and a word that multiplies.
fn amount(words: &Words<'_>, start: usize) -> Option<Amount> {
    let first = words.text(start);
    let mut digits = first.to_owned();
    let mut end = start + 1;
    let figures = |index: usize| words.items.get(index).is_some_and(|item| item.figures);
    while first.len() <= 3 && matches!(words.gap(end - 1), " " | "." | "," | "'") && figures(end) && words.text(end).len() == 3 {
        digits.push_str(words.text(end));
        end += 1;
    }
    let grouped = end > start + 1;
    let mut value: f64 = if digits.len() <= 12 { digits.parse().ok()? } else { return None };
    if !grouped && matches!(words.gap(start), "." | ",") && figures(end) && words.text(end).len() <= 2 {
        let part = words.text(end);
        value = format!("{digits}.{part}").parse().ok()?;
        end += 1;
    }
    let mut times = false;
    // "4K" is a screen and no sum.
    let screen = first.len() == 1 && words.text(end) == "k" && words.is_capital(end);
    while let Some(Role::Times(factor)) = words.role(end).filter(|_| !screen && matches!(words.gap(end - 1), "" | " " | ". ")) {
        value *= f64::from(factor);
        times = true;
        end += 1;
    }
    Some(Amount { value, end, times, grouped })
}

fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '₸' => "KZT",
        '$' => "USD",
        '€' => "EUR",
        '₽' => "RUB",
        '£' => "GBP",
        '¥' => "CNY",
        _ => return None,
    })
}

fn price(words: &Words<'_>, start: usize) -> Option<(Fact, usize)> {
    if words.before(start).is_some_and(|c| matches!(c, '+' | '@' | '_' | '/' | '№' | '#')) {
        return None;
    }
    let low = amount(words, start)?;
    let high = range_end(words, low.end);
    let last = high.unwrap_or(low);
    let (currency, end) = currency(words, start, last.end);
    // «50-70 тыс»: the word of the upper end holds for the lower one.
    let factor = high.filter(|high| high.times && !low.times).map_or(1.0, |high| factor(words, high.end));
    let value = low.value * factor;
    let per = per(words, end);
    let paid = start.checked_sub(1).and_then(|index| words.role(index)) == Some(Role::Pay)
        || (start >= 2 && words.role(start - 2) == Some(Role::Pay));
    let bare = value >= LEAST_BARE && !is_year(&low) && (last.times || (low.grouped && (per.is_some() || paid)) || (paid && per.is_some()));
    let counted = last.times && currency.is_none() && counts_things(words, end);
    if value <= 0.0 || (currency.is_none() && (!bare || counted)) {
        return None;
    }
    let (per_name, per_end) = per.map_or((per_before(words, start), end), |(name, end)| (Some(name), end));
    let span = words.span_with_signs(start..end, SIGNS, SIGNS);
    let fact = Fact::Price { amount: value, currency: currency.map(str::to_owned), per: per_name.map(str::to_owned), span };
    Some((fact, per_end.max(end)))
}

/// «күніне 40 000 теңге», "oyiga 5 mln": what the sum is for stands before it.
fn per_before(words: &Words<'_>, start: usize) -> Option<&'static str> {
    let before = start.checked_sub(1)?;
    let near = matches!(words.gap(before), " " | ": " | " - ");
    match words.role(before) {
        Some(Role::Per(name)) if near && words.text(before).chars().count() > 3 => Some(name),
        _ => None,
    }
}

fn is_year(amount: &Amount) -> bool {
    !amount.grouped && !amount.times && (1900.0..2100.0).contains(&amount.value)
}

/// «5 тыс человек»: something else is counted.
fn counts_things(words: &Words<'_>, end: usize) -> bool {
    let next = words.text(end);
    [
        "человек",
        "людей",
        "подписчик",
        "просмотр",
        "раз",
        "км",
        "кв",
        "участник",
        "кг",
        "тонн",
        "лет",
        "адам",
        "kishi",
        "people",
        "жител",
        "сотрудник",
        "компан",
    ]
    .iter()
    .any(|word| next.starts_with(word))
}

fn range_end(words: &Words<'_>, end: usize) -> Option<Amount> {
    let dash = matches!(words.gap(end.checked_sub(1)?), "-" | " - " | "–" | " – " | "—" | " — " | "$-" | "€-");
    let start = if dash {
        end
    } else if words.role(end) == Some(Role::To) {
        end + 1
    } else {
        return None;
    };
    words.items.get(start).filter(|item| item.figures)?;
    amount(words, start)
}

fn factor(words: &Words<'_>, end: usize) -> f64 {
    match end.checked_sub(1).and_then(|index| words.role(index)) {
        Some(Role::Times(factor)) => f64::from(factor),
        _ => 1.0,
    }
}

/// The currency before or after an amount, and the item after it.
fn currency(words: &Words<'_>, start: usize, end: usize) -> (Option<&'static str>, usize) {
    let gap = words.gap(end.saturating_sub(1)).trim_start_matches(' ');
    if let Some(code) = gap.chars().next().and_then(sign) {
        return (Some(code), end);
    }
    if let Some(code) = words.before(start).and_then(sign) {
        return (Some(code), end);
    }
    let close = matches!(words.gap(end.saturating_sub(1)), "" | " " | ". " | ".");
    match words.role(end) {
        // After a full stop «тг» begins a contact («200к. тг @name»).
        Some(Role::Currency(code)) if close && !(words.gap(end - 1) == ". " && words.text(end) == "тг") => (Some(code), end + 1),
        // «1 500 е», «90€»: a lone letter is euro after figures only.
        None if close && matches!(words.text(end), "е" | "e") && words.gap(end - 1).is_empty() && !words.is_capital(end) => {
            (Some("EUR"), end + 1)
        }
        _ => (None, end),
    }
}

/// What a sum is for, from the words after it.
fn per(words: &Words<'_>, end: usize) -> Option<(&'static str, usize)> {
    for index in end..end + REACH {
        let gap = words.gap(index.checked_sub(1)?);
        if gap.contains(['.', '\n', ',', ';', '!', '?', '+']) || words.items.get(index).is_none_or(|item| item.figures) {
            return None;
        }
        match words.role(index) {
            Some(Role::Per(name)) => return Some((name, index + 1)),
            Some(Role::From | Role::To | Role::Pay) => {}
            None if words.text(index).chars().count() <= 3 || matches!(words.text(index), "каждый" | "каждую" | "тенге" | "руки") =>
                {}
            _ => return None,
        }
    }
    None
}
