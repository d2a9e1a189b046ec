//! Punycode (RFC 3492), as domain names carry other alphabets: `xn--80aebe3av.com`.

const BASE: u32 = 36;
const LEAST: u32 = 1;
const MOST: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const FIRST_BIAS: u32 = 72;
const FIRST_CODE: u32 = 0x80;

/// A label as its owner sees it; itself where it is no Punycode.
pub(super) fn shown(label: &str) -> String {
    label.strip_prefix("xn--").and_then(decode).unwrap_or_else(|| label.to_owned())
}

fn decode(text: &str) -> Option<String> {
    let (plain, coded) = text.rsplit_once('-').unwrap_or(("", text));
    let mut letters: Vec<char> = plain.chars().collect();
    let (mut code, mut at, mut bias) = (FIRST_CODE, 0_u32, FIRST_BIAS);
    let mut digits = coded.chars().peekable();
    while digits.peek().is_some() {
        let before = at;
        at = at.checked_add(distance(&mut digits, bias)?)?;
        let length = u32::try_from(letters.len()).ok()?.checked_add(1)?;
        bias = adapted(at - before, length, before == 0);
        code = code.checked_add(at / length)?;
        at %= length;
        letters.insert(usize::try_from(at).ok()?, char::from_u32(code)?);
        at += 1;
    }
    Some(letters.into_iter().collect())
}

/// A number of variable length.
fn distance(digits: &mut impl Iterator<Item = char>, bias: u32) -> Option<u32> {
    let (mut sum, mut weight) = (0_u32, 1_u32);
    let mut place = BASE;
    loop {
        let digit = value(digits.next()?)?;
        sum = sum.checked_add(digit.checked_mul(weight)?)?;
        let threshold = place.saturating_sub(bias).clamp(LEAST, MOST);
        if digit < threshold {
            return Some(sum);
        }
        weight = weight.checked_mul(BASE - threshold)?;
        place += BASE;
    }
}

fn value(digit: char) -> Option<u32> {
    match digit {
        'a'..='z' => Some(u32::from(digit) - u32::from('a')),
        '0'..='9' => Some(u32::from(digit) - u32::from('0') + 26),
        _ => None,
    }
}

fn adapted(distance: u32, length: u32, is_first: bool) -> u32 {
    let mut rest = if is_first { distance / DAMP } else { distance / 2 };
    rest += rest / length;
    let mut place = 0;
    while rest > (BASE - LEAST) * MOST / 2 {
        rest /= BASE - LEAST;
        place += BASE;
    }
    place + (BASE - LEAST + 1) * rest / (rest + SKEW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_as_the_standard_says() {
        let rows = [
            ("xn--e1afmkfd", "пример"),
            ("xn--bcher-kva", "bücher"),
            ("xn--80aaxitdbjk", "папироска"),
            ("xn--p1ai", "рф"),
            ("xn--80ao21a", "қаз"),
            ("xn--fsqu00a", "例子"),
            ("kyzdar", "kyzdar"),
            ("xn--\u{430}", "xn--\u{430}"),
            ("xn--99999999", "xn--99999999"),
        ];
        for (label, expected) in rows {
            assert_eq!(shown(label), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_label_makes_it_panic(label in "xn--[a-z0-9-]{0,40}|.{0,20}") {
            let _ = shown(&label);
        }
    }
}
