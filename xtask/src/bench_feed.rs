//! A large feed for measuring: invented posts of about 750 bytes, the same ones every time.

use std::io::Write;

use crate::disguise;
use crate::rng::Rng;
use crate::sample;

/// How long a post is, in bytes, at least.
const LENGTH: usize = 620;

/// Writes so many posts as JSON Lines. One in sixteen is suspicious, as the sample's are; the others are honest texts strung together.
///
/// # Errors
/// Where the reader stops reading.
pub fn write(posts: u64, out: &mut impl Write) -> std::io::Result<()> {
    let all = sample::make();
    let is_honest = |kind: &str| ["vacancy", "ad", "news", "chat"].contains(&kind);
    let (honest, suspicious): (Vec<_>, Vec<_>) = all.iter().filter(|post| post.kind != "hub").partition(|post| is_honest(&post.kind));
    let honest: Vec<&str> = honest.iter().map(|post| post.text.as_str()).collect();
    let suspicious: Vec<&str> = suspicious.iter().map(|post| post.text.as_str()).collect();
    let begin = sample::seconds_of("2025-01-01").unwrap_or(0);
    let mut rng = Rng::new(7);
    for n in 0..posts {
        let text = text(n, if n % 16 == 3 { &suspicious } else { &honest }, &honest, &mut rng);
        let at = sample::exact(begin + i64::try_from(n).unwrap_or(0) * 60);
        writeln!(out, "{{\"source\":\"telegram:@bench_{}\",\"id\":\"{n}\",\"published\":\"{at}\",\"text\":{}}}", n % 97, sample::string(&text))?;
    }
    out.flush()
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

#[cfg(test)]
mod tests {
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
