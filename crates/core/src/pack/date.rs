//! Dates as texts: ISO 8601, as in `2026-11-28`. Chrono's own reading knows many more forms, and
//! costs four kilobytes of a first visit.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, de::Error};

/// Reads a date.
pub(crate) fn parse(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let date = NaiveDate::from_ymd_opt(
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
    );
    date.filter(|date| date.to_string() == text)
}

/// For `deserialize_with`.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse(&text).ok_or_else(|| D::Error::custom("not a date"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_date_of_the_calendar_in_its_one_form_is_read() {
        for text in ["2026-11-28", "0001-01-01", "2024-02-29", "9999-12-31"] {
            assert_eq!(parse(text), text.parse().ok(), "{text}");
            assert!(parse(text).is_some(), "{text}");
        }
        for text in [
            "",
            "2026",
            "2026-11",
            "2026-1-5",
            "2026-11-31",
            "2023-02-29",
            "28-11-2026",
            "2026-11-28-1",
            "2026-11-28 ",
            "+2026-11-28",
            "2026-11-+8",
            "a-b-c",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
