//! Moments in words: the date with its zone, and how long ago.

use jiff::tz::{Offset, TimeZone};
use record::Moment;

use crate::words::Words;

/// The zone of the country's capital and largest city; one zone for all of Kazakhstan since March 2024.
pub const DEFAULT_ZONE: &str = "Asia/Almaty";

const MONTHS: [&str; 12] =
    ["month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9", "month-10", "month-11", "month-12"];

/// The zone with this IANA name; `None` where there is none.
#[must_use]
pub fn zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

/// Writes moments for one reader.
#[derive(Debug, Clone)]
pub struct Calendar {
    words: Words,
    zone: TimeZone,
    now: Moment,
}

impl Calendar {
    /// A calendar that speaks with these words, shows times in this zone, and counts ages up to `now`.
    #[must_use]
    pub fn new(words: Words, zone: TimeZone, now: Moment) -> Self {
        Self { words, zone, now }
    }

    /// The moment up to which ages are counted.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.now
    }

    /// The day: `21 ноября 2026 г.`
    #[must_use]
    pub fn day(&self, moment: Moment) -> String {
        self.written(self.local(moment).date())
    }

    /// The day with time and zone: `21 ноября 2026 г., 18:40 (UTC+5)`.
    #[must_use]
    pub fn full(&self, moment: Moment) -> String {
        let local = self.local(moment);
        let time = format!("{:02}:{:02}", local.hour(), local.minute());
        let day = self.written(local.date());
        self.words.with_all("date-full", &[("day", &day), ("time", &time), ("zone", &offset(local.offset()))])
    }

    /// For machines and `datetime` attributes.
    #[must_use]
    pub fn stamp(&self, moment: Moment) -> String {
        moment.to_string()
    }

    /// The local day as `2026-11-21`, for forms and tables.
    #[must_use]
    pub fn iso_day(&self, moment: Moment) -> String {
        self.local(moment).date().to_string()
    }

    /// How long ago, in the largest fitting unit.
    #[must_use]
    pub fn age(&self, moment: Moment) -> String {
        let seconds = self.now.unix_seconds().saturating_sub(moment.unix_seconds());
        match seconds {
            ..0 => self.words.say("age-future"),
            0..3_600 => self.words.count("age-minutes", seconds / 60),
            3_600..86_400 => self.words.count("age-hours", seconds / 3_600),
            86_400..5_184_000 => self.words.count("age-days", seconds / 86_400),
            5_184_000..63_072_000 => self.words.count("age-months", seconds / 2_629_746),
            _ => self.words.count("age-years", seconds / 31_556_952),
        }
    }

    /// Whole days from now until a moment; negative where it has passed.
    #[must_use]
    pub fn days_left(&self, until: Moment) -> i64 {
        until.unix_seconds().saturating_sub(self.now.unix_seconds()).div_euclid(86_400)
    }

    /// The term in words: `осталось 3 дня`, `истёк`.
    #[must_use]
    pub fn left(&self, until: Moment) -> String {
        match self.days_left(until) {
            ..0 => self.words.say("left-over"),
            0 => self.words.say("left-today"),
            days => self.words.count("left-days", days),
        }
    }

    /// The first moment of a local day written as `2026-11-21`; `None` where it is no day.
    #[must_use]
    pub fn start_of(&self, day: &str) -> Option<Moment> {
        let date: jiff::civil::Date = day.trim().parse().ok()?;
        Some(date.to_zoned(self.zone.clone()).ok()?.timestamp().into())
    }

    /// The moment at which a local day written as `2026-11-21` is over: the first one of the next day; `None` where it is no day.
    #[must_use]
    pub fn end_of(&self, day: &str) -> Option<Moment> {
        let date: jiff::civil::Date = day.trim().parse().ok()?;
        Some(date.tomorrow().ok()?.to_zoned(self.zone.clone()).ok()?.timestamp().into())
    }

    fn local(&self, moment: Moment) -> jiff::Zoned {
        moment.timestamp().to_zoned(self.zone.clone())
    }

    fn written(&self, date: jiff::civil::Date) -> String {
        let index = usize::try_from(date.month()).unwrap_or(1).saturating_sub(1);
        let month = MONTHS.get(index).map(|key| self.words.say(key)).unwrap_or_default();
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.words.with_all("date-day", &[("day", &day), ("month", &month), ("year", &year)])
    }
}

fn offset(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let (hours, rest) = (minutes / 60, (minutes % 60).abs());
    let sign = if minutes < 0 { '−' } else { '+' };
    match (minutes, rest) {
        (0, _) => "UTC".to_owned(),
        (_, 0) => format!("UTC{sign}{}", hours.abs()),
        _ => format!("UTC{sign}{}:{rest:02}", hours.abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Tongue;

    fn calendar(tongue: Tongue) -> Calendar {
        let now = Moment::parse("2026-11-21T13:40:00Z").unwrap();
        Calendar::new(Words(tongue), zone(DEFAULT_ZONE).unwrap(), now)
    }

    #[test]
    fn dates_are_written_as_the_language_writes_them() {
        let moment = Moment::parse("2026-11-21T13:40:00Z").unwrap();
        assert_eq!(calendar(Tongue::Ru).full(moment), "21 ноября 2026 г., 18:40 (UTC+5)".replace("6 г.", "6\u{a0}г."));
        assert_eq!(calendar(Tongue::Kk).full(moment), "2026\u{a0}ж. 21 қараша, 18:40 (UTC+5)");
        assert_eq!(calendar(Tongue::En).full(moment), "21 November 2026, 18:40 (UTC+5)");
    }

    #[test]
    fn ages_take_the_largest_fitting_unit() {
        let ru = calendar(Tongue::Ru);
        let ago = |seconds: i64| ru.age(Moment::from_unix_seconds(ru.now.unix_seconds() - seconds).unwrap());
        assert_eq!(ago(0), "только что");
        assert_eq!(ago(22 * 60), "22 минуты назад");
        assert_eq!(ago(5 * 3600), "5 часов назад");
        assert_eq!(ago(3 * 86_400), "3 дня назад");
        assert_eq!(ago(90 * 86_400), "2 месяца назад");
        assert_eq!(ago(1_000 * 86_400), "2 года назад");
        assert_eq!(ago(-60), "дата в будущем");
    }

    #[test]
    fn terms_are_words_too() {
        let en = calendar(Tongue::En);
        assert_eq!(en.left(en.now.plus_days(3)), "3 days left");
        assert_eq!(en.left(en.now), "last day");
        assert_eq!(en.left(Moment::parse("2026-11-20T13:39:00Z").unwrap()), "past its term");
    }

    #[test]
    fn a_local_day_starts_at_local_midnight() {
        let ru = calendar(Tongue::Ru);
        assert_eq!(ru.start_of("2026-11-21").unwrap().to_string(), "2026-11-20T19:00:00Z");
        assert_eq!(ru.end_of("2026-11-21").unwrap().to_string(), "2026-11-21T19:00:00Z");
        assert_eq!([ru.start_of("yesterday"), ru.end_of("2026-11-31")], [None, None]);
        assert_eq!(ru.iso_day(Moment::parse("2026-11-20T19:00:00Z").unwrap()), "2026-11-21");
    }

    #[test]
    fn offsets_of_all_kinds() {
        assert_eq!(offset(Offset::from_seconds(0).unwrap()), "UTC");
        assert_eq!(offset(Offset::from_seconds(19_800).unwrap()), "UTC+5:30");
        assert_eq!(offset(Offset::from_seconds(-12_600).unwrap()), "UTC−3:30");
    }
}
