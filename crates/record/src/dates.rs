//! Moments as sources write them.

use jiff::civil;

use crate::Moment;

/// Reads RFC 3339, RFC 2822, seconds since 1970, `2025-03-01 10:00`, `01.03.2025 10:00` and days alone.
///
/// Forms without an offset are taken as UTC: the export does not say where it was made, and a few hours matter less than no date.
#[must_use]
pub fn parse(text: &str) -> Option<Moment> {
    let text = text.trim();
    Moment::parse(text).ok().or_else(|| rfc_2822(text)).or_else(|| seconds(text)).or_else(|| civil(text))
}

fn rfc_2822(text: &str) -> Option<Moment> {
    jiff::fmt::rfc2822::parse(text).ok().map(|zoned| Moment::from(zoned.timestamp())).or_else(|| {
        // Feeds write the zone as a name or leave it out.
        let named = ["GMT", "UTC", "Z", "UT"].iter().find_map(|name| text.strip_suffix(name));
        let utc = format!("{} +0000", named?.trim_end());
        jiff::fmt::rfc2822::parse(&utc).ok().map(|zoned| Moment::from(zoned.timestamp()))
    })
}

/// Seconds (9 to 11 digits) or milliseconds (12 to 14) since 1970.
fn seconds(text: &str) -> Option<Moment> {
    let number: i64 = text.parse().ok()?;
    match text.len() {
        9..=11 => Moment::from_unix_seconds(number),
        12..=14 => Moment::from_unix_seconds(number.div_euclid(1_000)),
        _ => None,
    }
}

fn civil(text: &str) -> Option<Moment> {
    let (day, time) = text.split_once(['T', ' ']).map_or((text, ""), |(day, time)| (day, time.trim()));
    let date = day_of(day.trim_end_matches(','))?;
    let time = time_of(time)?;
    let zoned = date.to_datetime(time).to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(Moment::from(zoned.timestamp()))
}

fn day_of(text: &str) -> Option<civil::Date> {
    let parts: Vec<&str> = text.split(['-', '.', '/']).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let (year, day) = if a.len() == 4 { (a, c) } else { (c, a) };
    if year.len() != 4 {
        return None;
    }
    civil::Date::new(year.parse().ok()?, b.parse().ok()?, day.parse().ok()?).ok()
}

fn time_of(text: &str) -> Option<civil::Time> {
    if text.is_empty() {
        return Some(civil::Time::midnight());
    }
    let whole = text.split(['.', '+', 'Z']).next().unwrap_or(text);
    let mut parts = whole.split(':').map(|part| part.trim().parse::<i8>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().flatten().unwrap_or(0);
    civil::Time::new(hour, minute, second, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read() {
        let table = [
            ("2025-03-01T10:00:00+05:00", "2025-03-01T05:00:00Z"),
            ("Sat, 01 Mar 2025 10:00:00 +0500", "2025-03-01T05:00:00Z"),
            ("Sat, 01 Mar 2025 10:00:00 GMT", "2025-03-01T10:00:00Z"),
            ("1740800000", "2025-03-01T03:33:20Z"),
            ("1740800000123", "2025-03-01T03:33:20Z"),
            ("2025-03-01 10:00", "2025-03-01T10:00:00Z"),
            ("2025-03-01T10:00:05", "2025-03-01T10:00:05Z"),
            ("01.03.2025 10:00:05", "2025-03-01T10:00:05Z"),
            ("01.03.2025, 9:05", "2025-03-01T09:05:00Z"),
            ("01/03/2025", "2025-03-01T00:00:00Z"),
            ("2025-03-01", "2025-03-01T00:00:00Z"),
        ];
        for (text, moment) in table {
            assert_eq!(parse(text).map(|found| found.to_string()).as_deref(), Some(moment), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "today", "12", "32.01.2025", "01.13.2025", "1.2", "10:00", "2025-03-01 25:00"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,40}") {
            let _ = parse(&text);
        }
    }
}
