//! Days of the calendar, reckoned from 1970-01-01 (Howard Hinnant's algorithm, proleptic Gregorian).

/// Seconds of a day.
pub const DAY: i64 = 86_400;
/// What clocks in the sample show: UTC+5.
const OFFSET: i64 = 5 * 3_600;

/// Seconds since 1970 at which this day (`2026-02-03`) begins; none where it is no day.
pub fn seconds_of(day: &str) -> Option<i64> {
    let mut parts = day.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some((era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468) * DAY)
}

/// Year, month and day, hours, minutes and seconds on the sample's clocks.
fn parts(seconds: i64) -> (i64, i64, i64, i64, i64, i64) {
    let local = seconds + OFFSET;
    let (days, time) = (local.div_euclid(DAY) + 719_468, local.rem_euclid(DAY));
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * shifted + 2) / 5 + 1, if shifted < 10 { shifted + 3 } else { shifted - 9 });
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day, time / 3_600, time / 60 % 60, time % 60)
}

/// `2026-02-03T10:00:00`, without an offset.
pub fn local(seconds: i64) -> String {
    let (year, month, day, hour, minute, second) = parts(seconds);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

/// `2026-02-03T10:00:00+05:00`.
pub fn exact(seconds: i64) -> String {
    format!("{}+05:00", local(seconds))
}

/// `03.02.2026 10:00`.
pub fn russian(seconds: i64) -> String {
    let (year, month, day, hour, minute, _) = parts(seconds);
    format!("{day:02}.{month:02}.{year:04} {hour:02}:{minute:02}")
}

/// `03 Feb 2026 10:00:00 +0500`.
pub fn rfc_2822(seconds: i64) -> String {
    let (year, month, day, hour, minute, second) = parts(seconds);
    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let name = usize::try_from(month - 1).ok().and_then(|at| names.get(at)).copied().unwrap_or_default();
    format!("{day:02} {name} {year:04} {hour:02}:{minute:02}:{second:02} +0500")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_there_and_back() {
        let table = [("1970-01-01", 0), ("2024-02-29", 19_782), ("2026-03-01", 20_513), ("2026-12-31", 20_818)];
        for (day, days) in table {
            assert_eq!(seconds_of(day), Some(days * DAY), "{day}");
            assert_eq!(local(days * DAY), format!("{day}T05:00:00"));
        }
        assert_eq!(seconds_of("x"), None);
        assert_eq!(rfc_2822(20_513 * DAY), "01 Mar 2026 05:00:00 +0500");
        assert_eq!(russian(20_513 * DAY), "01.03.2026 05:00");
    }
}
