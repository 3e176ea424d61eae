//! Numbers, sizes, dates and ages in the person's language.
//!
//! In the browser `Intl` knows every language's way; natively, where only tests run, a plain
//! form stands in.

use durbar_api::{Position, Timestamp};

use crate::translations::{t, t_with};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A number with at most so many decimals (up to 3).
pub fn number(value: f64, decimals: u32) -> String {
    let scale = 10_f64.powi(decimals.min(3) as i32);
    let rounded = (value * scale).round() / scale;
    intl::number(rounded)
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
    let year = if near(at, now) { "" } else { "numeric" };
    intl::date(
        at.0,
        &[
            ("day", "numeric"),
            ("month", "short"),
            ("year", year),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
        ],
    )
}

/// "26 November 2026".
pub fn day(at: Timestamp) -> String {
    intl::date(
        at.0,
        &[("day", "numeric"), ("month", "long"), ("year", "numeric")],
    )
}

/// "14:13".
pub fn time(at: Timestamp) -> String {
    intl::date(at.0, &[("hour", "2-digit"), ("minute", "2-digit")])
}

/// "Thursday 3 December" for "2026-12-03": a plain date, the same in every time zone. What is
/// not a date is shown as it is.
pub fn plain_date(date: &str) -> String {
    plain(
        date,
        &[("weekday", "long"), ("day", "numeric"), ("month", "long")],
    )
}

/// "3 Dec" for "2026-12-03".
pub fn plain_date_short(date: &str) -> String {
    plain(date, &[("day", "numeric"), ("month", "short")])
}

fn plain(date: &str, parts: &[(&str, &str)]) -> String {
    match days_since_1970(date) {
        Some(days) => {
            let mut parts = parts.to_vec();
            parts.push(("timeZone", "UTC"));
            intl::date(days * DAY, &parts)
        }
        None => date.to_owned(),
    }
}

/// The time a camera wrote, "2026-11-26 14:12:05": it has no zone, so none is applied.
pub fn camera_time(text: &str) -> String {
    let (date, time) = text.split_once(' ').unwrap_or((text, ""));
    match (days_since_1970(date), time.get(..5)) {
        (Some(_), Some(time)) => t_with(
            "time-camera",
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
    (now.0 - at.0).abs() < 300 * DAY
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

#[cfg(target_arch = "wasm32")]
mod intl {
    use js_sys::{Date, Number, Object, Reflect};
    use wasm_bindgen::JsValue;

    use crate::translations::t;

    /// The locale of the words, so that a date fits into the sentence around it.
    fn locale() -> String {
        let locale = t("intl-locale");
        if locale == "intl-locale" {
            "en-GB".to_owned()
        } else {
            locale
        }
    }

    pub(super) fn number(value: f64) -> String {
        Number::from(value).to_locale_string(&locale()).into()
    }

    pub(super) fn date(milliseconds: i64, parts: &[(&str, &str)]) -> String {
        let options = Object::new();
        for (name, value) in parts.iter().filter(|(_, value)| !value.is_empty()) {
            // Setting a property of a fresh object cannot fail.
            let _ = Reflect::set(
                &options,
                &JsValue::from_str(name),
                &JsValue::from_str(value),
            );
        }
        let date = Date::new(&JsValue::from_f64(milliseconds as f64));
        date.to_locale_string(&locale(), &options).into()
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod intl {
    pub(super) fn number(value: f64) -> String {
        value.to_string()
    }

    pub(super) fn date(milliseconds: i64, _parts: &[(&str, &str)]) -> String {
        format!("{milliseconds} ms")
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
}
