//! Days and times by the municipality's clock, in the words of a language.

use super::words::Words;
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, SecondsFormat};
use durbar_core::api::{Timestamp, packs};

/// The municipality's clock, with the present time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    /// Milliseconds since 1970.
    pub now: i64,
    /// How far ahead of UTC it is.
    pub town: packs::Clock,
}

impl Clock {
    fn local(self, at: i64) -> Option<NaiveDateTime> {
        let local = self.town.local(Timestamp(at));
        Some(DateTime::from_timestamp_millis(local)?.naive_utc())
    }

    /// The day it is.
    pub fn today(self) -> Option<NaiveDate> {
        Some(self.local(self.now)?.date())
    }

    /// "3 Dec, 14:05", with the year when it is another one.
    pub fn day_and_time(self, words: &Words, at: i64) -> String {
        let Some(local) = self.local(at) else {
            return String::new();
        };
        let date = local.date();
        let month = words.t_with("month-short", &[("n", date.month().into())]);
        let day = [
            ("day", date.day().to_string().into()),
            ("month", month.into()),
            ("year", date.year().to_string().into()),
        ];
        let date = if self.is_near(date) {
            words.t_with("date-short", &day[..2])
        } else {
            words.t_with("date-short-year", &day)
        };
        let time = local.format("%H:%M").to_string();
        words.t_with("date-time", &[("date", date.into()), ("time", time.into())])
    }

    /// "Thursday 3 December" for "2026-12-03", with the year when it is another one. What is no date
    /// is shown as it is.
    pub fn plain(self, words: &Words, date: &str) -> String {
        let Ok(day) = date.parse::<NaiveDate>() else {
            return date.to_owned();
        };
        let weekday = day.weekday().number_from_monday();
        let month = words.t_with("month-long", &[("n", day.month().into())]);
        let parts = [
            (
                "weekday",
                words.t_with("weekday", &[("n", weekday.into())]).into(),
            ),
            ("day", day.day().to_string().into()),
            ("month", month.into()),
            ("year", day.year().to_string().into()),
        ];
        if self.is_near(day) {
            words.t_with("date-weekday", &parts)
        } else {
            words.t_with("date-weekday-year", &parts)
        }
    }

    /// Whether a day can be told from those of other years without its own year.
    fn is_near(self, day: NaiveDate) -> bool {
        self.today()
            .is_some_and(|today| day < today + Days::new(300) && today < day + Days::new(300))
    }
}

/// "26 November 2026" for "2026-11-26". What is no date is shown as it is.
pub(super) fn long(words: &Words, date: &str) -> String {
    let Ok(day) = date.parse::<NaiveDate>() else {
        return date.to_owned();
    };
    let month = words.t_with("month-long", &[("n", day.month().into())]);
    words.t_with(
        "date-long",
        &[
            ("day", day.day().to_string().into()),
            ("month", month.into()),
            ("year", day.year().to_string().into()),
        ],
    )
}

/// "2026-11-26T14:12:05Z", as feeds and `time` elements want it.
pub(super) fn exact(at: i64) -> String {
    DateTime::from_timestamp_millis(at)
        .unwrap_or_default()
        .to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_by_the_municipalitys_clock() {
        let words = Words::of("en").expect("there");
        let clock = Clock {
            now: 1_796_256_000_000,
            town: packs::Clock::default(),
        };
        assert_eq!(exact(clock.now), "2026-12-03T00:00:00Z");
        assert_eq!(clock.day_and_time(words, clock.now), "3\u{a0}Dec, 00:00");
        let behind = Clock {
            town: packs::Clock {
                utc_offset_minutes: -60,
                ..packs::Clock::default()
            },
            ..clock
        };
        assert_eq!(behind.day_and_time(words, clock.now), "2\u{a0}Dec, 23:00");
        assert_eq!(behind.today(), NaiveDate::from_ymd_opt(2026, 12, 2));
        assert_eq!(clock.day_and_time(words, 0), "1\u{a0}Jan 1970, 00:00");
        assert_eq!(clock.day_and_time(words, i64::MAX), "");
        assert_eq!(clock.plain(words, "2026-12-03"), "Thursday 3\u{a0}December");
        assert_eq!(
            clock.plain(words, "2025-12-03"),
            "Wednesday 3\u{a0}December 2025"
        );
        assert_eq!(long(words, "2026-12-03"), "3\u{a0}December 2026");
        assert_eq!(long(words, "<b>"), "<b>");
    }
}
