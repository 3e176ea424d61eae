//! Numbers, sizes, dates and ages in the person's language.
//!
//! The names of days and months, their order and the marks in numbers are words of the
//! translation, not of the browser: browsers leave out many languages, and then show English or
//! numbers. Times are told by the municipality's clock, whatever zone the device is set to.

use std::cell::Cell;

use durbar_api::{
    Position, Timestamp,
    packs::{Clock, SummerTime},
};

use crate::translations::{t, t_with};

thread_local! {
    /// The municipality's clock; UTC until it is known.
    static CLOCK: Cell<Clock> = const { Cell::new(UTC) };
    /// A day of this time, since 1970; none until it is known.
    static TODAY: Cell<Option<i64>> = const { Cell::new(None) };
}

const UTC: Clock = Clock {
    utc_offset_minutes: 0,
    summer_time: SummerTime::None,
};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// Days before and after now whose year goes without saying.
const THIS_TIME: i64 = 300;

/// Short facts in one line. A line that breaks does so after the dot between two.
pub fn facts<S: AsRef<str>>(facts: &[S]) -> String {
    let mut line = String::new();
    for fact in facts {
        if !line.is_empty() {
            line += FACT_BREAK;
        }
        line += fact.as_ref();
    }
    line
}

/// What stands between two [`facts`].
pub const FACT_BREAK: &str = "\u{a0}· ";

/// From now on times are told by this clock, and days without their year are those of this time.
pub fn set_clock(clock: Clock, now: Timestamp) {
    CLOCK.set(clock);
    TODAY.set(Some(clock.local(now).div_euclid(DAY)));
}

/// A number with at most so many decimals (up to 3).
pub fn number(value: f64, decimals: u32) -> String {
    let digits = format!("{:.*}", decimals.min(3) as usize, value.abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let fraction = fraction.trim_end_matches('0');
    let group = mark("number-group", ",");
    let mut text = String::new();
    if value < 0.0 && (whole != "0" || !fraction.is_empty()) {
        text.push('-');
    }
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text += &group;
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text += &mark("number-decimal", ".");
        text += fraction;
    }
    text
}

/// A mark in numbers; another one until there is a translation.
fn mark(key: &str, otherwise: &str) -> String {
    let words = match key {
        "number-group" => t("number-group"),
        _ => t("number-decimal"),
    };
    if words == key {
        otherwise.to_owned()
    } else {
        words
    }
}

/// A size in KB, from 1 MB up in MB. At least 1 KB: something always costs something.
pub fn size(bytes: u64) -> String {
    if bytes >= 1_000_000 {
        t_with("size-mb", &[("n", (bytes as f64 / 1_000_000.0).into())])
    } else {
        t_with("size-kb", &[("n", kilobytes(bytes).into())])
    }
}

/// Whole kilobytes, rounded up.
pub fn kilobytes(bytes: u64) -> u64 {
    bytes.div_ceil(1000)
}

/// "26 Nov, 18:40", with the year when it is another one.
pub fn day_and_time(at: Timestamp, now: Timestamp) -> String {
    let (date, time) = on_the_clock(at);
    let date = if near(at, now) {
        short(date)
    } else {
        short_with_year(date)
    };
    t_with("date-time", &[("date", date.into()), ("time", time.into())])
}

/// "26 November 2026".
pub fn day(at: Timestamp) -> String {
    let (date, _) = on_the_clock(at);
    t_with(
        "date-long",
        &[
            ("day", date.day.to_string().into()),
            (
                "month",
                t_with("month-long", &[("n", date.month.into())]).into(),
            ),
            ("year", date.year.to_string().into()),
        ],
    )
}

/// "Thursday 3 December" for "2026-12-03", with the year when it is another one: a plain date, the
/// same in every time zone. What is not a date is shown as it is.
pub fn plain_date(date: &str) -> String {
    let Some(days) = days_since_1970(date) else {
        return date.to_owned();
    };
    let date = Date::of(days);
    let parts = [
        (
            "weekday",
            t_with("weekday", &[("n", date.weekday.into())]).into(),
        ),
        ("day", date.day.to_string().into()),
        (
            "month",
            t_with("month-long", &[("n", date.month.into())]).into(),
        ),
        ("year", date.year.to_string().into()),
    ];
    if is_of_this_time(days) {
        t_with("date-weekday", &parts)
    } else {
        t_with("date-weekday-year", &parts)
    }
}

/// "3 Dec" for "2026-12-03", with the year when it is another one.
pub fn plain_date_short(date: &str) -> String {
    let Some(days) = days_since_1970(date) else {
        return date.to_owned();
    };
    if is_of_this_time(days) {
        short(Date::of(days))
    } else {
        short_with_year(Date::of(days))
    }
}

fn is_of_this_time(days: i64) -> bool {
    TODAY
        .get()
        .is_none_or(|today| (today - days).abs() < THIS_TIME)
}

fn short(date: Date) -> String {
    t_with(
        "date-short",
        &[
            ("day", date.day.to_string().into()),
            (
                "month",
                t_with("month-short", &[("n", date.month.into())]).into(),
            ),
        ],
    )
}

fn short_with_year(date: Date) -> String {
    t_with(
        "date-short-year",
        &[
            ("day", date.day.to_string().into()),
            (
                "month",
                t_with("month-short", &[("n", date.month.into())]).into(),
            ),
            ("year", date.year.to_string().into()),
        ],
    )
}

/// "2026-11-26": the day it is now by the municipality's clock, to compare with plain dates.
pub fn today(now: Timestamp) -> String {
    let (date, _) = on_the_clock(now);
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

/// The day and the time of day by the municipality's clock.
fn on_the_clock(at: Timestamp) -> (Date, String) {
    let local = CLOCK.get().local(at);
    let (hour, minute) = (
        local.rem_euclid(DAY) / HOUR,
        local.rem_euclid(HOUR) / MINUTE,
    );
    (
        Date::of(local.div_euclid(DAY)),
        format!("{hour:02}:{minute:02}"),
    )
}

/// The time a camera wrote, "2026-11-26 14:12:05": it has no zone, so none is applied.
pub fn camera_time(text: &str) -> String {
    let (date, time) = text.split_once(' ').unwrap_or((text, ""));
    match (days_since_1970(date), time.get(..5)) {
        (Some(_), Some(time)) => t_with(
            "date-time",
            &[
                ("date", plain_date_short(date).into()),
                ("time", time.into()),
            ],
        ),
        _ => text.to_owned(),
    }
}

/// How long ago, in short: "now", "5 min", "2 h", "3 d".
pub fn age(at: Timestamp, now: Timestamp) -> String {
    let passed = (now.0 - at.0).max(0);
    match passed {
        ..MINUTE => t("age-now"),
        MINUTE..HOUR => t_with("age-minutes", &[("n", (passed / MINUTE).into())]),
        HOUR..DAY => t_with("age-hours", &[("n", (passed / HOUR).into())]),
        _ => t_with("age-days", &[("n", (passed / DAY).into())]),
    }
}

/// How long ago something was saved, in words.
pub fn saved_ago(at: Timestamp, now: Timestamp) -> String {
    let seconds = (now.0 - at.0).max(0) / 1000;
    match seconds {
        ..2 => t("saved-now"),
        2..60 => t_with("saved-seconds", &[("n", seconds.into())]),
        60..3600 => t_with("saved-minutes", &[("n", (seconds / 60).into())]),
        _ => t_with("saved-at", &[("when", day_and_time(at, now).into())]),
    }
}

/// Whole days between two times, never negative.
pub fn days_between(earlier: Timestamp, later: Timestamp) -> i64 {
    (later.0 - earlier.0).max(0) / DAY
}

/// "4.8981, -1.7604": five decimals are about a metre.
pub fn coordinates(position: &Position) -> String {
    format!("{:.5}, {:.5}", position.latitude, position.longitude)
}

/// Metres, whole.
pub fn metres(accuracy: f32) -> String {
    number(f64::from(accuracy).ceil(), 0)
}

fn near(at: Timestamp, now: Timestamp) -> bool {
    (now.0 - at.0).abs() < THIS_TIME * DAY
}

/// Days from 1970-01-01 to a Gregorian date, or `None` for what is no date.
fn days_since_1970(date: &str) -> Option<i64> {
    let mut parts = date.splitn(3, '-');
    let year: i64 = parts.next()?.parse().ok()?;
    let month: i64 = parts.next()?.parse().ok()?;
    let day: i64 = parts.next()?.parse().ok()?;
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years that begin in March: the leap day comes last and months have a regular length.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Date {
    year: i64,
    month: i64,
    day: i64,
    /// 1 Monday to 7 Sunday.
    weekday: i64,
}

impl Date {
    /// The reverse of [`days_since_1970`].
    fn of(days: i64) -> Self {
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let month = (from_march + 2) % 12 + 1;
        Self {
            year: era * 400 + year_of_era + i64::from(month <= 2),
            month,
            day: day_of_year - (153 * from_march + 2) / 5 + 1,
            // 1 January 1970 was a Thursday.
            weekday: (days + 3).rem_euclid(7) + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_date_is_the_same_day_everywhere() {
        assert_eq!(days_since_1970("1970-01-01"), Some(0));
        assert_eq!(days_since_1970("2000-03-01"), Some(11_017));
        assert_eq!(days_since_1970("2024-02-29"), Some(19_782));
        assert_eq!(days_since_1970("2026-12-03"), Some(20_790));
    }

    #[test]
    fn what_is_no_date_is_shown_as_it_is() {
        assert_eq!(days_since_1970("soon"), None);
        assert_eq!(days_since_1970("2026-13-01"), None);
        assert_eq!(plain_date("soon"), "soon");
        assert_eq!(camera_time("yesterday"), "yesterday");
    }

    #[test]
    fn a_size_is_never_nothing() {
        assert_eq!(kilobytes(1), 1);
        assert_eq!(kilobytes(1000), 1);
        assert_eq!(kilobytes(14_001), 15);
    }

    #[test]
    fn a_day_is_found_again_from_its_number() {
        for date in [
            "1970-01-01",
            "2000-02-29",
            "2026-11-22",
            "2026-12-31",
            "2100-03-01",
        ] {
            let found = Date::of(days_since_1970(date).expect("a date"));
            assert_eq!(
                format!("{}-{:02}-{:02}", found.year, found.month, found.day),
                date
            );
        }
        assert_eq!(Date::of(0).weekday, 4, "a Thursday");
        assert_eq!(Date::of(20_779).weekday, 7, "22 November 2026 is a Sunday");
    }

    #[test]
    fn dates_and_numbers_are_told_as_each_language_does() {
        let at = Timestamp(days_since_1970("2026-11-26").expect("a date") * DAY + 14 * HOUR);
        for (language, long, plain, short, large) in [
            (
                "en",
                "26\u{a0}November 2026",
                "Thursday 3\u{a0}December",
                "26\u{a0}Nov, 14:00",
                "1,234,567.8",
            ),
            (
                "sq",
                "26\u{a0}nëntor 2026",
                "3\u{a0}dhjetor (e enjte)",
                "26\u{a0}nën, 14:00",
                "1\u{a0}234\u{a0}567,8",
            ),
            (
                "sr",
                "26.\u{a0}новембра 2026.",
                "3.\u{a0}децембра (четвртак)",
                "26.\u{a0}нов, 14:00",
                "1.234.567,8",
            ),
            (
                "tw",
                "26\u{a0}Obubuo 2026",
                "Yawoada, 3\u{a0}Ɔpɛnimma",
                "26\u{a0}Obu, 14:00",
                "1,234,567.8",
            ),
        ] {
            crate::translations::tests::show(language);
            assert_eq!(day(at), long);
            assert_eq!(plain_date("2026-12-03"), plain);
            assert_eq!(day_and_time(at, at), short);
            assert_eq!(number(1_234_567.84, 1), large);
        }
    }

    #[test]
    fn numbers_are_rounded_and_grouped() {
        crate::translations::tests::show("en");
        assert_eq!(number(0.0, 1), "0");
        assert_eq!(number(-0.04, 1), "0");
        assert_eq!(number(-1234.56, 1), "-1,234.6");
        assert_eq!(number(999.96, 1), "1,000");
        assert_eq!(number(2.0, 3), "2");
    }

    #[test]
    fn times_are_told_by_the_municipalitys_clock() {
        crate::translations::tests::show("en");
        let at = Timestamp(days_since_1970("2026-11-26").expect("a date") * DAY + 23 * HOUR);
        let ahead = |utc_offset_minutes| Clock {
            utc_offset_minutes,
            ..UTC
        };
        set_clock(ahead(60), at);
        assert_eq!(day_and_time(at, at), "27\u{a0}Nov, 00:00");
        set_clock(ahead(-90), at);
        assert_eq!(on_the_clock(at).1, "21:30");
        set_clock(UTC, at);
        assert_eq!(on_the_clock(at).1, "23:00");
        // Of another year only with it.
        assert_eq!(plain_date("2026-12-03"), "Thursday 3\u{a0}December");
        assert_eq!(plain_date("2025-12-03"), "Wednesday 3\u{a0}December 2025");
        assert_eq!(plain_date_short("2026-12-03"), "3\u{a0}Dec");
        assert_eq!(plain_date_short("2025-12-03"), "3\u{a0}Dec 2025");
    }
}
