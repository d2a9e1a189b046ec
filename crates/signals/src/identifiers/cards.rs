//! Payment cards: by length, prefix and the check digit of ISO/IEC 7812-1 (Luhn).

use super::Kind;
use super::digits::{Found, Gap, Group, How};
use super::scene::{Meaning, Scene};

/// The lengths of card numbers.
const LENGTHS: std::ops::RangeInclusive<usize> = 13..=19;

/// The cards of a run.
pub(super) fn in_run(scene: &Scene<'_>, run: &[Group]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < run.len() {
        match card_at(scene, run, start) {
            Some(card) => {
                start = card.groups.end;
                found.push(card);
            }
            None => start += 1,
        }
    }
    found
}

fn card_at(scene: &Scene<'_>, run: &[Group], start: usize) -> Option<Found> {
    let first = run.get(start)?;
    if first.how == How::Weak || first.gap == Gap::Plus || matches!(first.gap, Gap::None | Gap::Sign(_)) && start > 0 {
        return None;
    }
    let mut digits = String::new();
    for end in start + 1..=run.len() {
        let group = run.get(end - 1)?;
        digits.push_str(&group.digits);
        if digits.len() > *LENGTHS.end() {
            return None;
        }
        let goes_on = run.get(end).is_some_and(|next| matches!(next.gap, Gap::None | Gap::Sign('-' | '.')));
        if LENGTHS.contains(&digits.len()) && !goes_on && is_card(&digits) && looks_fine(scene, run.get(start..end)?) {
            return Some(Found { kind: Kind::Card, value: digits, groups: start..end });
        }
    }
    None
}

/// Whether the groups are those of a card, or a word before says so.
fn looks_fine(scene: &Scene<'_>, groups: &[Group]) -> bool {
    let lengths: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
    let Some(start) = groups.first().map(|group| group.glyphs.start) else { return false };
    let index = scene.token_from(start);
    let before = scene.tokens.get(index.saturating_sub(3)..index).unwrap_or(&[]);
    let near = || before.iter().filter(|token| start.saturating_sub(token.end) <= 24);
    if near().any(|token| token.meaning == Some(Meaning::NotPhone)) {
        return false;
    }
    let announced = near().any(|token| token.meaning == Some(Meaning::Card));
    matches!(lengths.as_slice(), [4, 4, 4, 4] | [16] | [4, 6, 5]) || announced
}

/// Whether digits are a number that a payment system gives out.
pub(super) fn is_card(digits: &str) -> bool {
    let head = |count: usize| digits.get(..count).and_then(|head| head.parse::<u32>().ok()).unwrap_or(0);
    let system = matches!(
        (digits.len(), head(4)),
        (13 | 16 | 19, 4000..=4999)
            | (15, 3400..=3499 | 3700..=3799)
            | (16, 5000..=5899 | 2221..=2720 | 2200..=2204 | 8600 | 9860 | 9417 | 3528..=3589)
            | (16..=19, 6200..=6299 | 6304 | 6759 | 6761..=6763 | 6011 | 6500..=6599)
    );
    system && luhn(digits)
}

fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit) {
            (1, 5..) => digit * 2 - 9,
            (1, _) => digit * 2,
            _ => digit,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_and_the_prefix_decide() {
        for card in ["5169493123456785", "5555550037819242", "4111111111111111"] {
            assert!(is_card(card), "{card}");
        }
        for other in ["5169493123456786", "1234567812345670", "0000000000000000", "411111111111111"] {
            assert!(!is_card(other), "{other}");
        }
    }
}
