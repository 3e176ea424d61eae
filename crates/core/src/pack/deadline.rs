//! Deadlines in working days, with the reason for each day that does not count.

use super::Calendar;
use chrono::{Datelike, Days, NaiveDate};

/// A due day and how it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueDate {
    /// The last day of the period.
    pub date: NaiveDate,
    /// Days on the way that did not count.
    pub skipped: Vec<Skipped>,
}

/// A day that does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The day.
    pub date: NaiveDate,
    /// Index of the holiday in the calendar, or `None` for a weekend day.
    pub holiday: Option<usize>,
}

/// The last day of a period of working days that begins on the day after `start`.
///
/// `None` when the calendar leaves no working day within ten years: a broken pack.
pub fn due_date(start: NaiveDate, working_days: u16, calendar: &Calendar) -> Option<DueDate> {
    let mut date = start;
    let mut left = working_days;
    let mut skipped = Vec::new();
    for _ in 0..3660 {
        if left == 0 {
            return Some(DueDate { date, skipped });
        }
        date = date.checked_add_days(Days::new(1))?;
        let holiday = calendar
            .holidays
            .iter()
            .position(|holiday| holiday.date == date);
        let weekday = u8::try_from(date.weekday().number_from_monday()).ok()?;
        if holiday.is_some() || calendar.weekend.contains(&weekday) {
            skipped.push(Skipped { date, holiday });
        } else {
            left -= 1;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{Holiday, Texts};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn ghana() -> Calendar {
        Calendar {
            weekend: vec![6, 7],
            holidays: vec![Holiday {
                date: day("2026-12-04"),
                name: Texts::default(),
            }],
        }
    }

    #[test]
    fn five_working_days_from_a_thursday_end_on_the_next_thursday() {
        let due = due_date(day("2026-11-26"), 5, &ghana()).expect("a day");
        assert_eq!(due.date, day("2026-12-03"));
        assert_eq!(due.skipped.len(), 2, "one weekend");
    }

    #[test]
    fn a_holiday_moves_the_day_and_is_named() {
        let due = due_date(day("2026-12-03"), 1, &ghana()).expect("a day");
        assert_eq!(due.date, day("2026-12-07"));
        assert_eq!(due.skipped[0].holiday, Some(0));
        assert_eq!(due.skipped[1].holiday, None);
    }

    #[test]
    fn a_calendar_without_working_days_has_no_due_day() {
        let calendar = Calendar {
            weekend: (1..=7).collect(),
            holidays: vec![],
        };
        assert_eq!(due_date(day("2026-12-03"), 1, &calendar), None);
    }
}
