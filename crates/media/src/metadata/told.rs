//! Times that a file tells of itself: as written, and as far as they can be read.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use record::Moment;
use serde::{Deserialize, Serialize};

/// A time as a file tells it. A clock may have been wrong: nothing here is a fact about when something happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Exactly as it is written.
    pub written: String,
    /// The offset from UTC, as written beside it.
    pub offset: Option<String>,
    /// The date and time on the clock that wrote it, where it can be read.
    pub local: Option<DateTime>,
    /// The moment, where the file tells the offset from UTC or its form is in UTC.
    pub moment: Option<Moment>,
}

impl Told {
    /// A time of EXIF, `2026:03:01 10:00:00`, with the offset that stands in a field of its own, `+05:00`.
    #[must_use]
    pub fn exif(written: &str, offset: Option<&str>) -> Self {
        let local = exif_date(written);
        let moment = local.zip(offset.and_then(offset_of)).and_then(|(local, offset)| moment_of(local, offset));
        Self { written: written.to_owned(), offset: offset.map(str::to_owned), local, moment }
    }

    /// A time of RFC 3339 or XMP: `2026-03-01T10:00:00+05:00`, with or without seconds and offset, or a date alone.
    #[must_use]
    pub fn iso(written: &str) -> Self {
        let (clock, offset) = parted(written);
        let local = clock.parse().ok().or_else(|| with_seconds(clock));
        let moment = local.zip(offset.and_then(offset_of)).and_then(|(local, offset)| moment_of(local, offset));
        Self { written: written.to_owned(), offset: offset.map(str::to_owned), local, moment }
    }

    /// A time of PDF: `D:20260301100000+05'00'`.
    #[must_use]
    pub fn pdf(written: &str) -> Self {
        let digits: String = written.trim_start_matches("D:").chars().take_while(char::is_ascii_digit).collect();
        let rest = written.trim_start_matches("D:").trim_start_matches(|letter: char| letter.is_ascii_digit());
        let offset = rest.replace('\'', ":").trim_end_matches(':').to_owned();
        let local = pdf_date(&digits);
        let moment = local.zip(offset_of(&offset)).and_then(|(local, offset)| moment_of(local, offset));
        Self { written: written.to_owned(), offset: (!offset.is_empty()).then_some(offset), local, moment }
    }

    /// Seconds since a year began, in UTC; 0 says that there is none.
    #[must_use]
    pub fn seconds(written: u64, since: i64) -> Self {
        let seconds = i64::try_from(written).ok().filter(|&seconds| seconds != 0).and_then(|seconds| seconds.checked_add(since));
        Self::at(written.to_string(), seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()))
    }

    /// Nanoseconds since the beginning of 2001, in UTC, as Matroska has them.
    #[must_use]
    pub fn matroska(written: i64) -> Self {
        let nanoseconds = i128::from(written) + i128::from(SINCE_2001) * 1_000_000_000;
        Self::at(written.to_string(), Timestamp::from_nanosecond(nanoseconds).ok())
    }

    fn at(written: String, at: Option<Timestamp>) -> Self {
        let local = at.map(|at| Offset::UTC.to_datetime(at));
        Self { written, offset: None, local, moment: at.and_then(|at| Moment::parse(&at.to_string()).ok()) }
    }
}

/// The beginning of 1904, from which `QuickTime` and its heirs count.
pub(crate) const SINCE_1904: i64 = -2_082_844_800;
/// The beginning of 2001, from which Matroska counts.
const SINCE_2001: i64 = 978_307_200;

fn moment_of(local: DateTime, offset: Offset) -> Option<Moment> {
    Moment::parse(&offset.to_timestamp(local).ok()?.to_string()).ok()
}

/// `2026:03:01 10:00:00`, perhaps with parts of a second.
fn exif_date(written: &str) -> Option<DateTime> {
    let (date, time) = written.trim().split_once(' ')?;
    if date.matches(':').count() != 2 {
        return None;
    }
    format!("{}T{}", date.replace(':', "-"), time.trim()).parse().ok()
}

/// `20260301100000`; what is missing from the end is the first of its kind.
fn pdf_date(digits: &str) -> Option<DateTime> {
    let least = "00000101000000";
    let whole: String = digits.chars().chain(least.chars().skip(digits.len())).take(least.len()).collect();
    let part = |from: usize, to: usize| whole.get(from..to);
    let date = format!("{}-{}-{}", part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let time = format!("{}:{}:{}", part(8, 10)?, part(10, 12)?, part(12, 14)?);
    (digits.len() >= 4).then(|| format!("{date}T{time}").parse().ok()).flatten()
}

/// The clock's part and the offset's part of a time of RFC 3339.
fn parted(written: &str) -> (&str, Option<&str>) {
    let written = written.trim();
    let time = written.find('T').unwrap_or(written.len());
    let at = written.get(time..).and_then(|rest| rest.find(['Z', '+', '-'])).map(|at| time + at);
    match at.and_then(|at| written.split_at_checked(at)) {
        Some((clock, offset)) => (clock, Some(offset)),
        None => (written, None),
    }
}

/// XMP lets seconds or the time be missing.
fn with_seconds(clock: &str) -> Option<DateTime> {
    match clock.len() {
        16 => format!("{clock}:00").parse().ok(),
        10 => format!("{clock}T00:00:00").parse().ok(),
        _ => None,
    }
}

/// `+05:00`, `-0330` or `Z`.
fn offset_of(written: &str) -> Option<Offset> {
    let written = written.trim();
    if written.eq_ignore_ascii_case("z") {
        return Some(Offset::UTC);
    }
    let (sign, rest) = match written.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, written.strip_prefix('-')?),
    };
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<i32>().ok());
    let (hours, minutes) = (part(0, 2)?, part(2, 4).unwrap_or_default());
    Offset::from_seconds(sign * (hours * 3_600 + minutes * 60)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(told: &Told) -> Option<String> {
        told.moment.map(|moment| moment.to_string())
    }

    #[test]
    fn a_time_of_exif_is_a_moment_only_with_its_offset() {
        let told = Told::exif("2026:03:01 10:00:00", Some("+05:00"));
        assert_eq!(moment(&told).as_deref(), Some("2026-03-01T05:00:00Z"));
        let told = Told::exif("2026:03:01 10:00:00", None);
        assert_eq!((told.local.map(|local| local.to_string()).as_deref(), told.moment), (Some("2026-03-01T10:00:00"), None));
        for written in ["0000:00:00 00:00:00", "    :  :     :  :  ", "2026:02:31 10:00:00", "yesterday", ""] {
            let told = Told::exif(written, Some("+05:00"));
            assert_eq!((told.written.as_str(), told.local, told.moment), (written, None, None));
        }
    }

    #[test]
    fn other_forms_are_read() {
        assert_eq!(moment(&Told::iso("2010-04-13T09:37:22+02:00")).as_deref(), Some("2010-04-13T07:37:22Z"));
        assert_eq!(moment(&Told::iso("2010-04-13T09:37Z")).as_deref(), Some("2010-04-13T09:37:00Z"));
        assert_eq!(Told::iso("2010-04-13").local.map(|local| local.to_string()).as_deref(), Some("2010-04-13T00:00:00"));
        assert_eq!(moment(&Told::pdf("D:20260301100000+05'00'")).as_deref(), Some("2026-03-01T05:00:00Z"));
        assert_eq!(moment(&Told::pdf("D:20260301100000Z")).as_deref(), Some("2026-03-01T10:00:00Z"));
        assert_eq!(Told::pdf("D:2026").local.map(|local| local.to_string()).as_deref(), Some("2026-01-01T00:00:00"));
        assert_eq!(Told::pdf("D:20").local, None);
    }

    #[test]
    fn counted_seconds_are_moments_and_none_is_none() {
        assert_eq!(moment(&Told::seconds(3_786_912_000, SINCE_1904)).as_deref(), Some("2024-01-01T00:00:00Z"));
        assert_eq!(Told::seconds(0, SINCE_1904).moment, None);
        assert_eq!(Told::seconds(u64::MAX, SINCE_1904).moment, None);
        assert_eq!(moment(&Told::matroska(0)).as_deref(), Some("2001-01-01T00:00:00Z"));
        let _ = (Told::matroska(i64::MAX), Told::matroska(i64::MIN));
    }
}
