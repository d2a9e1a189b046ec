//! Writes phones and handles as people write them who want to be found by readers and not by machines.

use crate::rng::Rng;

const RU_DIGITS: [&str; 10] = ["ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"];
const RU_TEENS: [&str; 10] = [
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
];
const RU_TENS: [&str; 10] = ["", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"];
const RU_HUNDREDS: [&str; 10] = ["", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"];
const KK_DIGITS: [&str; 10] = ["нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"];
const KK_TENS: [&str; 10] = ["", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"];

/// How many ways of writing a phone there are.
pub const PHONE_STYLES: u64 = 18;
/// How many ways of writing a handle there are.
pub const HANDLE_STYLES: u64 = 7;

fn word(table: &[&'static str; 10], digit: u32) -> &'static str {
    usize::try_from(digit).ok().and_then(|digit| table.get(digit)).copied().unwrap_or_default()
}

/// The parts of a phone given as digits with its country: what stands for the country, then groups.
fn groups(phone: &str) -> (&'static str, Vec<&str>) {
    let (country, sizes, at): (&str, &[usize], usize) = match phone {
        _ if phone.starts_with("998") => ("+998", &[2, 3, 2, 2], 3),
        _ if phone.starts_with("996") => ("+996", &[3, 3, 3], 3),
        _ => ("8", &[3, 3, 2, 2], 1),
    };
    let mut rest = phone.get(at..).unwrap_or_default();
    let mut parts = Vec::new();
    for size in sizes {
        let (part, behind) = rest.split_at_checked(*size).unwrap_or((rest, ""));
        parts.push(part);
        rest = behind;
    }
    (country, parts)
}

fn in_russian(group: &str) -> String {
    let digits: Vec<u32> = group.chars().filter_map(|digit| digit.to_digit(10)).collect();
    let single = || digits.iter().map(|digit| word(&RU_DIGITS, *digit)).collect::<Vec<_>>().join(" ");
    match *digits.as_slice() {
        [1, b] => word(&RU_TEENS, b).to_owned(),
        [a, 0] if a > 1 => word(&RU_TENS, a).to_owned(),
        [a, b] if a > 1 => [word(&RU_TENS, a), word(&RU_DIGITS, b)].join(" "),
        [a, 0, c] if a > 0 && c > 0 => [word(&RU_HUNDREDS, a), word(&RU_DIGITS, c)].join(" "),
        [a, b, 0] if a > 0 && b > 1 => [word(&RU_HUNDREDS, a), word(&RU_TENS, b)].join(" "),
        [a, b, c] if a > 0 && b > 1 && c > 0 => [word(&RU_HUNDREDS, a), word(&RU_TENS, b), word(&RU_DIGITS, c)].join(" "),
        _ => single(),
    }
}

fn in_kazakh(group: &str) -> String {
    let digits: Vec<u32> = group.chars().filter_map(|digit| digit.to_digit(10)).collect();
    match *digits.as_slice() {
        [a, 0] if a > 0 => word(&KK_TENS, a).to_owned(),
        [a, b] if a > 0 => [word(&KK_TENS, a), word(&KK_DIGITS, b)].join(" "),
        [a, 0, c] if a > 1 && c > 0 => [word(&KK_DIGITS, a), "жүз", word(&KK_DIGITS, c)].join(" "),
        [a, b, c] if a > 1 && b > 0 && c > 0 => [word(&KK_DIGITS, a), "жүз", word(&KK_TENS, b), word(&KK_DIGITS, c)].join(" "),
        _ => digits.iter().map(|digit| word(&KK_DIGITS, *digit)).collect::<Vec<_>>().join(" "),
    }
}

/// Every digit moved into another alphabet whose zero is this character.
fn shifted(text: &str, zero: u32) -> String {
    text.chars().map(|sign| sign.to_digit(10).and_then(|digit| char::from_u32(zero + digit)).unwrap_or(sign)).collect()
}

fn circled(text: &str) -> String {
    let one = |sign: char| match sign.to_digit(10) {
        Some(0) => '⓪',
        Some(digit) => char::from_u32(0x245f + digit).unwrap_or(sign),
        None => sign,
    };
    text.chars().map(one).collect()
}

fn letters_for_digits(text: &str) -> String {
    let mut zeros = 0_u32;
    let swap = |sign: char| match sign {
        '0' => {
            zeros += 1;
            if zeros.is_multiple_of(2) { 'O' } else { 'О' }
        }
        '3' => 'З',
        other => other,
    };
    text.chars().map(swap).collect()
}

fn spaced(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).map(String::from).collect::<Vec<_>>().join(" ")
}

/// A phone, given as digits with its country, written in one of [`PHONE_STYLES`] ways.
pub fn phone(phone: &str, style: u64) -> String {
    let (country, parts) = groups(phone);
    let with = |sign: &str| format!("{country}{sign}{}", parts.join(sign));
    let is_kazakh = country == "8";
    let international = if is_kazakh { format!("+7 {}", parts.join(" ")) } else { with(" ") };
    match style {
        0 => international,
        1 if is_kazakh => format!("8({}){}", parts.first().copied().unwrap_or_default(), parts.get(1..).unwrap_or_default().join("-")),
        2 => with(""),
        3 => letters_for_digits(&with(" ")),
        4 => with("."),
        5 => with(" 💎 "),
        6 => format!("{}{}", if is_kazakh { "" } else { "+" }, spaced(&with(""))),
        7 => {
            with("").chars().map(|sign| if sign.is_ascii_digit() { format!("{sign}\u{fe0f}\u{20e3}") } else { sign.to_string() }).collect()
        }
        8 => shifted(&with(" "), 0xff10),
        9 => shifted(&with(" "), 0x1d7ce),
        10 if is_kazakh => format!("восемь {}", parts.iter().map(|part| in_russian(part)).collect::<Vec<_>>().join(" ")),
        11 if is_kazakh => format!("сегіз {}", parts.iter().map(|part| in_kazakh(part)).collect::<Vec<_>>().join(" ")),
        12 => format!("wa.me/{phone}"),
        13 => format!("https://wa.me/{phone}?text=salem"),
        14 => format!("вотсап {}", with("-")),
        15 => with("\u{200b} \u{200b}"),
        16 if is_kazakh => mixed(&parts),
        17 => circled(&with(" ")),
        _ => international,
    }
}

/// Half in figures, half in Russian words.
fn mixed(parts: &[&str]) -> String {
    let one = |(at, part): (usize, &&str)| if at % 2 == 1 { in_russian(part) } else { (*part).to_owned() };
    format!("восемь {}", parts.iter().enumerate().map(one).collect::<Vec<_>>().join(" "))
}

/// A Telegram name written in one of [`HANDLE_STYLES`] ways.
pub fn handle(name: &str, style: u64) -> String {
    match style {
        1 => format!("t.me/{name}"),
        2 => format!("тг: @{name}"),
        3 => format!("https://t.me/{name}"),
        4 => format!("телеграм @{name}"),
        5 => format!("@{}", name.replacen('a', "а", 1).replacen('o', "о", 1)),
        _ => format!("@{name}"),
    }
}

/// A phone that belongs to nobody else in the feed: `n` makes it its own.
pub fn invented_phone(n: u64) -> String {
    let operators = ["701", "702", "705", "707", "747", "775", "776", "777", "778"];
    let operator = Rng::new(n).pick(&operators);
    format!("7{operator}00{}{:04}", n % 10, (n * 7_919 + 137) % 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_phone_in_every_way() {
        let written: Vec<String> = (0..PHONE_STYLES).map(|style| phone("77050012233", style)).collect();
        assert_eq!(written[0], "+7 705 001 22 33");
        assert_eq!(written[1], "8(705)001-22-33");
        assert_eq!(written[3], "8 7О5 OО1 22 ЗЗ");
        assert_eq!(written[8], "８ ７０５ ００１ ２２ ３３");
        assert_eq!(written[10], "восемь семьсот пять ноль ноль один двадцать два тридцать три");
        assert_eq!(written[11], "сегіз жеті жүз бес нөл нөл бір жиырма екі отыз үш");
        assert_eq!(written[17], "⑧ ⑦⓪⑤ ⓪⓪① ②② ③③");
        let unlike: std::collections::BTreeSet<&String> = written.iter().collect();
        assert_eq!(unlike.len(), written.len(), "no two ways are alike");
    }

    #[test]
    fn phones_abroad_and_names() {
        assert_eq!(phone("998900021783", 0), "+998 90 002 17 83");
        assert_eq!(phone("996555001377", 6), "+9 9 6 5 5 5 0 0 1 3 7 7");
        assert_eq!(phone("996555001377", 10), "+996 555 001 377");
        assert_eq!(handle("bodrum_q7", 5), "@bоdrum_q7");
        assert_eq!(handle("bodrum_q7", 99), "@bodrum_q7");
    }

    #[test]
    fn invented_phones_are_their_own() {
        let phones: std::collections::BTreeSet<String> = (0..2_000).map(invented_phone).collect();
        assert!(phones.len() > 1_990);
        assert!(phones.iter().all(|phone| phone.len() == 11 && phone.get(4..6) == Some("00")));
    }
}
