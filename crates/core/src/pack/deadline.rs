//! Deadlines in working days, with the reason for each day that does not count.
//!
//! Pure: the same days on a phone, on the office's laptop and on the server's public page.

use super::Calendar;
use chrono::{Datelike, Days, NaiveDate};

/// Days that are looked at before a calendar counts as broken.
const FARTHEST: u16 = 3660;

/// A due day and how it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueDate {
    /// The last day of the period. While the clock stands: what it would be if it went on today.
    pub date: NaiveDate,
    /// Days on the way that did not count, pauses aside.
    pub skipped: Vec<Skipped>,
    /// Working days that each pause took, in the order of the pauses.
    pub paused: Vec<u16>,
}

/// A day that does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The day.
    pub date: NaiveDate,
    /// Index of the holiday in the calendar, or `None` for a weekend day.
    pub holiday: Option<usize>,
}

/// A time in which the clock stands: the day on which it begins counts still, the day on which it
/// ends does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// The day on which the office asked.
    pub from: NaiveDate,
    /// The day on which the citizen answered or the office went on; `None`: it stands still.
    pub until: Option<NaiveDate>,
}

impl Pause {
    fn covers(&self, date: NaiveDate, today: NaiveDate) -> bool {
        date > self.from && date <= self.until.unwrap_or(today.max(self.from))
    }
}

/// The last day of a period of working days that begins on the day after `start`.
///
/// `None` when the calendar leaves no working day within ten years: a broken pack.
pub fn due_date(
    start: NaiveDate,
    working_days: u16,
    pauses: &[Pause],
    today: NaiveDate,
    calendar: &Calendar,
) -> Option<DueDate> {
    let mut date = start;
    let mut left = working_days;
    let mut skipped = Vec::new();
    let mut paused = vec![0; pauses.len()];
    for _ in 0..FARTHEST {
        if left == 0 {
            return Some(DueDate {
                date,
                skipped,
                paused,
            });
        }
        date = date.checked_add_days(Days::new(1))?;
        match (
            calendar.rest(date),
            pauses.iter().position(|pause| pause.covers(date, today)),
        ) {
            (Some(_), Some(_)) => {}
            (Some(day), None) => skipped.push(day),
            (None, Some(pause)) => paused[pause] += 1,
            (None, None) => left -= 1,
        }
    }
    None
}

/// The working day that comes so many working days after a date.
pub fn working_day_after(date: NaiveDate, days: u16, calendar: &Calendar) -> Option<NaiveDate> {
    due_date(date, days, &[], date, calendar).map(|due| due.date)
}

impl Calendar {
    /// Why a day is not worked, if it is not.
    fn rest(&self, date: NaiveDate) -> Option<Skipped> {
        let holiday = self.holidays.iter().position(|day| day.date == date);
        let weekday = u8::try_from(date.weekday().number_from_monday()).ok()?;
        (holiday.is_some() || self.weekend.contains(&weekday)).then_some(Skipped { date, holiday })
    }
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

    fn due(start: &str, days: u16, pauses: &[Pause], today: &str) -> DueDate {
        due_date(day(start), days, pauses, day(today), &ghana()).expect("a day")
    }

    #[test]
    fn five_working_days_from_a_thursday_end_on_the_next_thursday() {
        let due = due("2026-11-26", 5, &[], "2026-11-26");
        assert_eq!(due.date, day("2026-12-03"));
        assert_eq!(due.skipped.len(), 2, "one weekend");
    }

    #[test]
    fn a_holiday_moves_the_day_and_is_named() {
        let due = due("2026-12-03", 1, &[], "2026-12-03");
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
        let start = day("2026-12-03");
        assert_eq!(due_date(start, 1, &[], start, &calendar), None);
    }

    #[test]
    fn a_pause_moves_the_day_by_its_working_days() {
        // Received on a Thursday, asked on Friday, answered on Tuesday: Monday and Tuesday do not
        // count, nor does the weekend between, once.
        let pause = Pause {
            from: day("2026-11-27"),
            until: Some(day("2026-12-01")),
        };
        let due = due("2026-11-26", 5, &[pause], "2026-12-15");
        assert_eq!(due.paused, [2]);
        // Friday, Wednesday, Thursday count; Friday 4 December is a holiday; Monday, Tuesday.
        assert_eq!(due.date, day("2026-12-08"));
    }

    #[test]
    fn a_clock_that_stands_moves_the_day_on_with_each_working_day() {
        let pause = Pause {
            from: day("2026-11-27"),
            until: None,
        };
        let on = |today| due("2026-11-26", 2, &[pause], today).date;
        assert_eq!(on("2026-11-27"), day("2026-11-30"));
        assert_eq!(on("2026-11-30"), day("2026-12-01"));
        assert_eq!(on("2026-12-01"), day("2026-12-02"));
    }

    #[test]
    fn asked_and_answered_on_one_day_moves_nothing() {
        let pause = Pause {
            from: day("2026-11-27"),
            until: Some(day("2026-11-27")),
        };
        let due = due("2026-11-26", 5, &[pause], "2026-12-15");
        assert_eq!((due.date, due.paused), (day("2026-12-03"), vec![0]));
    }

    #[test]
    fn days_after_a_date_are_counted_in_working_days() {
        assert_eq!(
            working_day_after(day("2026-12-03"), 1, &ghana()),
            Some(day("2026-12-07"))
        );
    }
}
