//! Moments as certificates and stamps write them.

use record::Moment;

use crate::Malformed;
use crate::der::Element;

const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// `GeneralizedTime` in UTC, with seconds, with or without parts of a second: `20261122194500.25Z`.
pub(crate) fn generalized(element: Element<'_>, what: &'static str) -> Result<Moment, Malformed> {
    let text = text(element, GENERALIZED_TIME);
    text.as_deref().and_then(moment).ok_or(Malformed::Form(what))
}

/// The time of a certificate (RFC 5280): the years 1950 to 2049 in two digits, others in four.
pub(crate) fn of_certificate(element: Element<'_>, what: &'static str) -> Result<Moment, Malformed> {
    let text = text(element, UTC_TIME).map(|text| if text.as_str() < "50" { format!("20{text}") } else { format!("19{text}") });
    text.as_deref().and_then(moment).map_or_else(|| generalized(element, what), Ok)
}

fn text(element: Element<'_>, tag: u8) -> Option<String> {
    let text = String::from_utf8(element.body.to_vec()).ok()?;
    (element.tag == tag && text.len() <= 64).then_some(text)
}

fn moment(text: &str) -> Option<Moment> {
    let text = text.strip_suffix('Z')?;
    let (whole, parts) = text.split_once('.').map_or((text, None), |(whole, parts)| (whole, Some(parts)));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    if whole.len() != 14 || !is_number(whole) || !parts.is_none_or(is_number) {
        return None;
    }
    let (date, time) = whole.split_at_checked(8)?;
    // Finer than a nanosecond is dropped.
    let parts: String = parts.map(|parts| format!(".{}", parts.chars().take(9).collect::<String>())).unwrap_or_default();
    Moment::parse(&format!("{}T{}{parts}Z", separated(date, 4, "-"), separated(time, 2, ":"))).ok()
}

/// The first group of digits has this many, the others two.
fn separated(digits: &str, first: usize, by: &str) -> String {
    let (head, rest) = digits.split_at_checked(first).unwrap_or((digits, ""));
    let pairs = rest.as_bytes().chunks(2).map(|pair| String::from_utf8_lossy(pair).into_owned());
    std::iter::once(head.to_owned()).chain(pairs).collect::<Vec<_>>().join(by)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::der::{Reader, element};

    fn read(tag: u8, text: &str) -> Option<String> {
        let bytes = element(tag, &[text.as_bytes()]);
        of_certificate(Reader::new(&bytes).next("time").unwrap(), "time").ok().map(|moment| moment.to_string())
    }

    #[test]
    fn both_forms_are_read() {
        assert_eq!(read(GENERALIZED_TIME, "20261122194500Z").as_deref(), Some("2026-11-22T19:45:00Z"));
        assert_eq!(read(GENERALIZED_TIME, "20261122194500.25Z").as_deref(), Some("2026-11-22T19:45:00.25Z"));
        assert_eq!(read(GENERALIZED_TIME, "20261122194500.12345678999Z").as_deref(), Some("2026-11-22T19:45:00.123456789Z"));
        assert_eq!(read(UTC_TIME, "491231235959Z").as_deref(), Some("2049-12-31T23:59:59Z"));
        assert_eq!(read(UTC_TIME, "500101000000Z").as_deref(), Some("1950-01-01T00:00:00Z"));
    }

    #[test]
    fn other_forms_are_refused() {
        for text in
            ["", "Z", "202611221945Z", "20261122194500", "20261122194500+0500", "20261122194500.Z", "20261322194500Z", "2026112219450Z"]
        {
            assert_eq!(read(GENERALIZED_TIME, text), None, "{text}");
        }
        assert_eq!(read(GENERALIZED_TIME, &format!("20261122194500.{}Z", "1".repeat(64))), None);
        assert_eq!(read(GENERALIZED_TIME, "20261122 9450éZ"), None);
        assert_eq!(read(0x0c, "20261122194500Z"), None);
    }
}
