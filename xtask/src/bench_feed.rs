//! A large feed for measuring: invented posts of about 750 bytes, the same ones every time.

use std::io::Write;

use crate::disguise;
use crate::rng::Rng;
use crate::sample;

/// How long a post is, in bytes, at least.
const LENGTH: usize = 620;

/// Writes so many posts as JSON Lines. One in sixteen is suspicious, as the sample's are; the others are honest texts strung together.
/// Each post has one contact, which three posts share; the texts bring none of their own.
///
/// # Errors
/// Where the reader stops reading.
pub fn write(posts: u64, out: &mut impl Write) -> std::io::Result<()> {
    let all = sample::make();
    let is_honest = |kind: &str| ["vacancy", "ad", "news", "chat"].contains(&kind);
    let (honest, suspicious): (Vec<_>, Vec<_>) = all.iter().filter(|post| post.kind != "hub").partition(|post| is_honest(&post.kind));
    let honest: Vec<&str> = honest.iter().map(|post| post.text.as_str()).filter(|text| has_no_contact(text)).collect();
    let suspicious: Vec<&str> = suspicious.iter().map(|post| post.text.as_str()).filter(|text| has_no_contact(text)).collect();
    let begin = sample::seconds_of("2025-01-01").unwrap_or(0);
    let mut rng = Rng::new(7);
    for n in 0..posts {
        let text = text(n, if n % 16 == 3 { &suspicious } else { &honest }, &honest, &mut rng);
        let at = sample::exact(begin + i64::try_from(n).unwrap_or(0) * 60);
        writeln!(
            out,
            "{{\"source\":\"telegram:@bench_{}\",\"id\":\"{n}\",\"published\":\"{at}\",\"text\":{}}}",
            n % 97,
            sample::string(&text)
        )?;
    }
    out.flush()
}

/// Whether a text names nobody: no handle, no link, too few digits for a phone.
fn has_no_contact(text: &str) -> bool {
    !text.contains(['@', '/', '_']) && text.chars().filter(char::is_ascii_digit).count() < 8
}

fn text(n: u64, first: &[&str], more: &[&str], rng: &mut Rng) -> String {
    let phone = disguise::phone(&disguise::invented_phone(n / 3), rng.below(disguise::PHONE_STYLES));
    let mut text = format!("{}\n{phone}", rng.pick(first));
    while text.len() < LENGTH {
        text.push('\n');
        text.push_str(rng.pick(more));
    }
    text
}

/// Writes so many texts of about 750 bytes, as posts are, one a line; each fourth is a copy of an earlier one with some words changed.
///
/// # Errors
/// Where the reader stops reading.
pub fn write_texts(texts: usize, out: &mut impl Write) -> std::io::Result<()> {
    let mut rng = Rng::new(11);
    let mut made: Vec<Vec<String>> = Vec::with_capacity(texts);
    for n in 0..texts {
        let copied = if n % 4 == 3 { made.get(n / 2).cloned() } else { None };
        let words: Vec<String> = match copied {
            Some(words) => changed(words, &mut rng),
            None => (0..58).map(|_| word(&mut rng)).collect(),
        };
        writeln!(out, "{}", words.join(" "))?;
        made.push(words);
    }
    out.flush()
}

/// A word of two to four invented syllables.
fn word(rng: &mut Rng) -> String {
    let (consonants, vowels) = (["б", "в", "д", "ж", "к", "қ", "л", "м", "н", "р", "с", "т", "ш"], ["а", "е", "и", "о", "у", "ы"]);
    (0..2 + rng.below(3)).map(|_| [rng.pick(&consonants), rng.pick(&vowels)].concat()).collect()
}

/// A copy with up to six words changed, as an organiser puts in another city, pay and phone.
fn changed(mut words: Vec<String>, rng: &mut Rng) -> Vec<String> {
    for _ in 0..rng.below(7) {
        let at = usize::try_from(rng.below(words.len() as u64)).unwrap_or(0);
        if let Some(place) = words.get_mut(at) {
            *place = word(rng);
        }
    }
    words
}

/// Writes so many invented phones, one a line: E.164, a tab, and the phone in one of the ways in which people write it.
///
/// # Errors
/// Where the reader stops reading.
pub fn write_phones(phones: u64, out: &mut impl Write) -> std::io::Result<()> {
    for n in 0..phones {
        let phone = disguise::invented_phone(n);
        writeln!(out, "+{phone}\t{}", disguise::phone(&phone, n % disguise::PHONE_STYLES))?;
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    #[test]
    fn texts_and_phones_are_the_same_every_time() {
        let (mut texts, mut phones) = (Vec::new(), Vec::new());
        super::write_texts(8, &mut texts).unwrap();
        super::write_phones(20, &mut phones).unwrap();
        let (texts, phones) = (String::from_utf8(texts).unwrap(), String::from_utf8(phones).unwrap());
        assert_eq!((texts.lines().count(), phones.lines().count()), (8, 20));
        assert!(phones.lines().all(|line| line.starts_with("+77")), "{phones}");
        let (first, copy): (Vec<&str>, Vec<&str>) =
            (texts.lines().nth(1).unwrap().split(' ').collect(), texts.lines().nth(3).unwrap().split(' ').collect());
        assert!(first.iter().zip(&copy).filter(|(a, b)| a == b).count() >= 52);
    }

    #[test]
    fn posts_are_about_750_bytes() {
        let mut out = Vec::new();
        super::write(500, &mut out).unwrap();
        let lines: Vec<&[u8]> = out.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
        assert_eq!(lines.len(), 500);
        let mean = out.len() / lines.len();
        assert!((650..950).contains(&mean), "{mean}");
    }
}
