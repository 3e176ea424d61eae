//! A municipality's clock: by it all its times are told and all its days are counted.

use crate::Timestamp;
use serde::{Deserialize, Serialize};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// When clocks go an hour ahead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SummerTime {
    /// Never.
    #[default]
    None,
    /// From 1:00 UTC on the last Sunday of March to 1:00 UTC on the last Sunday of October
    /// (Directive 2000/84/EC, which Kosovo and others follow).
    European,
}

/// How far ahead of UTC a municipality is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Minutes ahead of UTC, in winter where there is a summer time.
    pub utc_offset_minutes: i32,
    /// When it goes an hour further ahead.
    pub summer_time: SummerTime,
}

impl Clock {
    /// Minutes ahead of UTC at a time.
    pub fn minutes_ahead(self, at: Timestamp) -> i32 {
        let summer = match self.summer_time {
            SummerTime::None => false,
            SummerTime::European => {
                let year = year_of(at.0.div_euclid(DAY));
                let turn = |month| last_sunday(year, month) * DAY + HOUR;
                (turn(3)..turn(10)).contains(&at.0)
            }
        };
        self.utc_offset_minutes + if summer { 60 } else { 0 }
    }

    /// What the clock shows at a time: milliseconds since 1 January 1970 as if it were UTC.
    pub fn local(self, at: Timestamp) -> i64 {
        at.0.saturating_add(i64::from(self.minutes_ahead(at)) * MINUTE)
    }

    /// The time at which the clock shows this. An hour that it shows twice is the first one, one
    /// that it skips is the hour after it.
    pub fn at(self, local: i64) -> Timestamp {
        let with = |minutes: i32| Timestamp(local.saturating_sub(i64::from(minutes) * MINUTE));
        let summer = with(self.utc_offset_minutes + 60);
        if self.local(summer) == local {
            summer
        } else {
            with(self.utc_offset_minutes)
        }
    }
}

/// Days from 1 January 1970 to the first of March of a year: years that begin in March have their
/// leap day at the end.
fn first_of_march(year: i64) -> i64 {
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // 719,468 days lie between 1 March of the year 0 and 1 January 1970.
    year * 365 + leaps - 719_468
}

fn year_of(day: i64) -> i64 {
    let guess = day.div_euclid(365) + 1970;
    // The first of January is 306 days behind the March before it.
    let begins = |year: i64| first_of_march(year - 1) + 306;
    let mut year = guess;
    while begins(year) > day {
        year -= 1;
    }
    year
}

/// The last Sunday of March or October, in days since 1970. Both have 31 days.
fn last_sunday(year: i64, month: u8) -> i64 {
    let last = first_of_march(year) + if month == 3 { 30 } else { 244 };
    // 1 January 1970 was a Thursday.
    last - (last + 4).rem_euclid(7)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KOSOVO: Clock = Clock {
        utc_offset_minutes: 60,
        summer_time: SummerTime::European,
    };

    /// Sundays on which the clocks of Europe were turned: days since 1970, by other calendars.
    const TURNS: [(i64, i64); 4] = [
        (18_350, 18_560), // 29 March and 25 October 2020, a leap year
        (19_813, 20_023), // 31 March and 27 October 2024
        (20_541, 20_751), // 29 March and 25 October 2026
        (20_905, 21_122), // 28 March and 31 October 2027
    ];

    #[test]
    fn the_clock_is_turned_at_one_in_the_night_of_a_last_sunday() {
        for (spring, autumn) in TURNS {
            for (turn, before, after) in [(spring, 60, 120), (autumn, 120, 60)] {
                let at = turn * DAY + HOUR;
                assert_eq!(KOSOVO.minutes_ahead(Timestamp(at - 1)), before, "{turn}");
                assert_eq!(KOSOVO.minutes_ahead(Timestamp(at)), after, "{turn}");
            }
        }
    }

    #[test]
    fn a_clock_without_summer_time_is_always_as_far_ahead() {
        let ghana = Clock::default();
        for (spring, _) in TURNS {
            assert_eq!(ghana.minutes_ahead(Timestamp((spring + 90) * DAY)), 0);
        }
    }

    #[test]
    fn what_the_clock_shows_leads_back_to_the_time() {
        for (spring, autumn) in TURNS {
            for day in [spring - 1, spring + 1, autumn - 1, autumn + 1] {
                for hour in 0..24 {
                    let at = Timestamp(day * DAY + hour * HOUR + 7);
                    assert_eq!(KOSOVO.at(KOSOVO.local(at)), at);
                }
            }
        }
    }

    #[test]
    fn a_year_begins_with_its_first_day() {
        for (day, year) in [
            (-1, 1969),
            (0, 1970),
            (364, 1970),
            (365, 1971),
            (18_261, 2019),
            (18_262, 2020),
            (18_627, 2020),
            (18_628, 2021),
        ] {
            assert_eq!(year_of(day), year, "{day}");
        }
    }
}
