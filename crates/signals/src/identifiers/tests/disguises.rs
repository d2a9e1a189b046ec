//! Numbers of three countries under every disguise that is known: at least 98 in 100 must be read exactly.

#![expect(clippy::string_slice, reason = "the numbers are ASCII")]

use super::{finder, found};

/// A small generator: the same numbers in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.roll(list.len())]
    }
}

const KAZAKH: &[&str] = &["700", "701", "702", "705", "707", "708", "747", "771", "775", "776", "777", "778"];
const UZBEK: &[&str] = &["90", "91", "93", "94", "95", "97", "98", "99", "88", "33"];
const KYRGYZ: &[&str] = &["500", "550", "555", "700", "705", "770", "772", "990"];

const RUSSIAN: &str = "ноль один два три четыре пять шесть семь восемь девять";
const KAZAKH_WORDS: &str = "нөл бір екі үш төрт бес алты жеті сегіз тоғыз";
const KYRGYZ_WORDS: &str = "нөл бир эки үч төрт беш алты жети сегиз тогуз";
const UZBEK_WORDS: &str = "nol bir ikki uch to'rt besh olti yetti sakkiz to'qqiz";
const UZBEK_CYRILLIC: &str = "нол бир икки уч тўрт беш олти етти саккиз тўққиз";
const ENGLISH: &str = "zero one two three four five six seven eight nine";

/// Digits of a number with its country code.
fn number(dice: &mut Dice) -> (usize, String) {
    let country = dice.roll(3);
    let (code, list, rest) = [("7", KAZAKH, 7), ("998", UZBEK, 7), ("996", KYRGYZ, 6)][country];
    let mut digits = format!("{code}{}", dice.pick(list));
    for _ in 0..rest {
        digits.push(char::from_digit(u32::try_from(dice.roll(10)).unwrap(), 10).unwrap());
    }
    (country, digits)
}

fn value(c: char) -> usize {
    c.to_digit(10).unwrap() as usize
}

fn each(digits: &str, row: &str, between: &str) -> String {
    let row: Vec<char> = row.chars().collect();
    digits.chars().map(|c| row[value(c)].to_string()).collect::<Vec<_>>().join(between)
}

fn words(digits: &str, list: &str) -> String {
    let list: Vec<&str> = list.split(' ').collect();
    digits.chars().map(|c| list[value(c)]).collect::<Vec<_>>().join(" ")
}

/// Groups of three digits and then of two, each said as one number; leading zeros are said one by one.
fn compound(digits: &str, language: &Tens) -> String {
    let mut said = Vec::new();
    let mut rest = digits;
    while !rest.is_empty() {
        let size = if rest.len() == 4 { 2 } else { rest.len().min(3) };
        let (group, more) = rest.split_at(size);
        let bare = group.trim_start_matches('0');
        said.extend(std::iter::repeat_n(language.units[0].to_owned(), group.len() - bare.len()));
        if !bare.is_empty() {
            said.push(language.say(bare.parse().unwrap()));
        }
        rest = more;
    }
    said.join(" ")
}

/// How a language says numbers up to 999.
struct Tens {
    units: Vec<&'static str>,
    tens: Vec<&'static str>,
    hundreds: Vec<&'static str>,
}

impl Tens {
    fn new(units: &'static str, tens: &'static str, hundreds: &'static str) -> Self {
        Self { units: units.split(' ').collect(), tens: tens.split(' ').collect(), hundreds: hundreds.split('|').collect() }
    }

    fn say(&self, number: usize) -> String {
        let mut parts = Vec::new();
        if number >= 100 {
            parts.push(self.hundreds[number / 100 - 1].to_owned());
        }
        match number % 100 {
            0 => {}
            small if small < self.units.len() => parts.push(self.units[small].to_owned()),
            large => {
                parts.push(self.tens[large / 10 - 1].to_owned());
                if large % 10 > 0 {
                    parts.push(self.units[large % 10].to_owned());
                }
            }
        }
        parts.join(" ")
    }
}

fn russian() -> Tens {
    Tens::new(
        "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать \
         семнадцать восемнадцать девятнадцать",
        "десять двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
        "сто|двести|триста|четыреста|пятьсот|шестьсот|семьсот|восемьсот|девятьсот",
    )
}

fn kazakh() -> Tens {
    Tens::new(
        KAZAKH_WORDS,
        "он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан",
        "бір жүз|екі жүз|үш жүз|төрт жүз|бес жүз|алты жүз|жеті жүз|сегіз жүз|тоғыз жүз",
    )
}

fn uzbek() -> Tens {
    Tens::new(
        UZBEK_WORDS,
        "o'n yigirma o'ttiz qirq ellik oltmish yetmish sakson to'qson",
        "bir yuz|ikki yuz|uch yuz|to'rt yuz|besh yuz|olti yuz|yetti yuz|sakkiz yuz|to'qqiz yuz",
    )
}

fn english() -> Tens {
    Tens::new(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
        "ten twenty thirty forty fifty sixty seventy eighty ninety",
        "one hundred|two hundred|three hundred|four hundred|five hundred|six hundred|seven hundred|eight hundred|nine hundred",
    )
}

fn grouped(country: usize, digits: &str, between: &str) -> String {
    let sizes: &[usize] = [&[1, 3, 3, 2, 2][..], &[3, 2, 3, 2, 2], &[3, 3, 2, 2, 2]][country];
    let mut rest = digits;
    let mut groups = Vec::new();
    for size in sizes {
        let (group, more) = rest.split_at(*size);
        groups.push(group);
        rest = more;
    }
    groups.join(between)
}

/// Some digits as words, grown together with the others.
fn half_in_words(dice: &mut Dice, digits: &str) -> String {
    let list: Vec<&str> = RUSSIAN.split(' ').collect();
    digits.chars().enumerate().map(|(at, c)| if at > 0 && dice.roll(4) == 0 { list[value(c)].to_owned() } else { c.to_string() }).collect()
}

/// Some digits as letters that look like them.
fn half_in_letters(dice: &mut Dice, digits: &str) -> String {
    let letter = |c: char, dice: &mut Dice| match c {
        '0' => dice.pick(&['О', 'O', 'о', 'o']),
        '1' => dice.pick(&['l', 'I']),
        '3' => dice.pick(&['З', 'з']),
        '6' => 'б',
        '8' => 'В',
        other => other,
    };
    digits.chars().enumerate().map(|(at, c)| if at > 1 && dice.roll(2) == 0 { letter(c, dice) } else { c }).collect()
}

type Disguise = (&'static str, fn(&mut Dice, usize, &str) -> String);

const DISGUISES: [Disguise; 31] = [
    ("plain", |_, country, digits| format!("+{}", grouped(country, digits, " "))),
    ("hyphens", |_, country, digits| format!("+{}", grouped(country, digits, "-"))),
    ("digit words, ru", |_, _, digits| format!("плюс {}", words(digits, RUSSIAN))),
    ("digit words, kk", |_, _, digits| format!("қосу {}", words(digits, KAZAKH_WORDS))),
    ("digit words, ky", |_, _, digits| format!("плюс {}", words(digits, KYRGYZ_WORDS))),
    ("digit words, uz", |_, _, digits| format!("plyus {}", words(digits, UZBEK_WORDS))),
    ("digit words, uz Cyrillic", |_, _, digits| format!("плюс {}", words(digits, UZBEK_CYRILLIC))),
    ("digit words, en", |_, _, digits| format!("plus {}", words(digits, ENGLISH))),
    ("digit words without plus", |_, _, digits| words(digits, RUSSIAN)),
    ("compound words, ru", |_, _, digits| format!("плюс {}", spoken(digits, &russian()))),
    ("compound words, kk", |_, _, digits| format!("плюс {}", spoken(digits, &kazakh()))),
    ("compound words, uz", |_, _, digits| format!("plyus {}", spoken(digits, &uzbek()))),
    ("compound words, en", |_, _, digits| format!("plus {}", spoken(digits, &english()))),
    ("words among digits", |dice, _, digits| format!("+{}", half_in_words(dice, digits))),
    ("keycaps", |_, _, digits| format!("+{}", digits.chars().map(|c| format!("{c}\u{FE0F}\u{20E3}")).collect::<String>())),
    ("circled", |_, _, digits| format!("+{}", each(digits, "⓪①②③④⑤⑥⑦⑧⑨", ""))),
    ("black circled", |_, _, digits| format!("+{}", each(digits, "⓿❶❷❸❹❺❻❼❽❾", " "))),
    ("full-width", |_, _, digits| format!("＋{}", each(digits, "０１２３４５６７８９", ""))),
    ("mathematical", |_, _, digits| format!("+{}", each(digits, "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", ""))),
    ("Arabic-Indic", |_, _, digits| format!("+{}", each(digits, "٠١٢٣٤٥٦٧٨٩", ""))),
    ("superscript", |_, _, digits| format!("+{}", each(digits, "⁰¹²³⁴⁵⁶⁷⁸⁹", ""))),
    ("subscript", |_, _, digits| format!("+{}", each(digits, "₀₁₂₃₄₅₆₇₈₉", " "))),
    ("letters", |dice, country, digits| format!("+{}", half_in_letters(dice, &grouped(country, digits, " ")))),
    ("separators", |dice, _, digits| {
        let sign = dice.pick(&["|", ".", "_", "*", "/", " - ", "~"]);
        format!("+{}", each(digits, "0123456789", sign))
    }),
    ("spaced", |_, _, digits| format!("+ {}", each(digits, "0123456789", " "))),
    ("zero-width", |_, _, digits| format!("+{}", each(digits, "0123456789", "\u{200B}"))),
    ("brackets", |_, _, digits| format!("+[{}]", each(digits, "0123456789", "]["))),
    ("emoji between", |dice, country, digits| {
        let sign = dice.pick(&["🔥", "💋", "❤️", "➖", "•"]);
        format!("+{}", grouped(country, digits, sign))
    }),
    ("link", |_, _, digits| format!("wa.me/{digits}")),
    ("spelt link", |_, _, digits| format!("wa точка me слэш {digits}")),
    ("local form", |_, country, digits| match country {
        0 => format!("8 ({}) {}-{}-{}", &digits[1..4], &digits[4..7], &digits[7..9], &digits[9..]),
        1 => digits.to_owned(),
        _ => format!("0{} {} {} {}", &digits[3..6], &digits[6..8], &digits[8..10], &digits[10..]),
    }),
];

/// A number as it is dictated: the country code, then groups.
fn spoken(digits: &str, language: &Tens) -> String {
    let code = if digits.starts_with('7') { 1 } else { 3 };
    let (code, rest) = digits.split_at(code);
    let (head, rest) = rest.split_at(if code == "998" { 2 } else { 3 });
    format!("{} {} {}", compound(code, language), compound(head, language), compound(rest, language))
}

const FRAMES: [(&str, &str); 8] = [
    ("WhatsApp: ", ""),
    ("пишите в вотсап ", " Аня"),
    ("номер для связи ", " , только девушки 18+"),
    ("Звоните ", ""),
    ("работа за границей тел ", ". Срочно!"),
    ("Зп 150 000 тг. ватсап ", "\nАстана"),
    ("Tel: ", " Dilnoza"),
    ("хабарласыңыз ", ", Алматы"),
];

#[test]
fn every_disguise_is_undone() {
    let finder = finder();
    let mut dice = Dice(0x5EED_1234_ABCD_0001);
    let mut wrong = Vec::new();
    let mut total = 0;
    for (name, disguise) in DISGUISES {
        let mut missed = 0;
        for _ in 0..120 {
            let (country, digits) = number(&mut dice);
            let (before, after) = dice.pick(&FRAMES);
            let text = format!("{before}{}{after}", disguise(&mut dice, country, &digits));
            total += 1;
            let got = found(&finder, &text);
            if got != [format!("phone:+{digits}")] {
                missed += 1;
                wrong.push(format!("{name}: {text:?} is +{digits}, got {got:?}"));
            }
        }
        assert!(missed <= 6, "{name}: {missed} of 120 missed: {}", wrong[wrong.len() - 1]);
    }
    println!("{} of {total} missed", wrong.len());
    assert!(wrong.len() * 100 <= total * 2, "{} of {total}:\n{}", wrong.len(), wrong.join("\n"));
}
