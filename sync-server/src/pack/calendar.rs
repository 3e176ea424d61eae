//! `calendar.toml`: the days that are not worked.

use super::fields::Fields;
use super::sheet::Sheet;
use super::value::{Entry, Value};
use super::{texts, value, words};
use durbar_core::pack::{Calendar, Holiday};

/// Days of the week, Monday first as in ISO 8601.
const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Reads `calendar.toml`.
pub(super) fn read(sheet: &mut Sheet, languages: Option<&[String]>) -> Option<Calendar> {
    let root = value::toml(sheet)?;
    let mut fields = Fields::of(&root, "the calendar", sheet)?;
    let weekend = weekend(&mut fields, sheet);
    let mut holidays: Vec<Holiday> = Vec::new();
    // (year, month, day) and the place, of those with another mistake too.
    let mut dates: Vec<((u16, u8, u8), usize)> = Vec::new();
    for group in fields.groups("holiday", sheet) {
        let Some(mut fields) = Fields::of(group, "a holiday", sheet) else {
            continue;
        };
        let entry = fields.need("date", "date = 2026-03-06", sheet);
        let date = entry.and_then(|entry| date(entry, sheet));
        let name = texts::need(&mut fields, "name", texts::SHORT, languages, sheet);
        fields.finish(sheet);
        if let (Some(date), Some(entry)) = (date, entry) {
            dates.push((date, entry.value.at));
            let (year, month, day) = date;
            let parsed = format!("{year:04}-{month:02}-{day:02}").parse().ok();
            match (parsed, name) {
                (Some(date), Some(name)) => holidays.push(Holiday { date, name }),
                (None, _) => {
                    sheet.refuse(entry.value.at, "there is no such day in the calendar");
                }
                (Some(_), None) => {}
            }
        }
    }
    fields.finish(sheet);
    check_order(&dates, sheet);
    Some(Calendar {
        weekend: weekend?,
        holidays,
    })
}

fn weekend(fields: &mut Fields<'_>, sheet: &mut Sheet) -> Option<Vec<u8>> {
    let example = "weekend = [\"saturday\", \"sunday\"]";
    let entry = fields.need("weekend", example, sheet)?;
    let Value::List(items) = &entry.value.value else {
        let message = format!("\"weekend\" must be a list of days. Write, for example: {example}");
        sheet.refuse(entry.value.at, message);
        return None;
    };
    let before = sheet.count();
    let mut days = Vec::new();
    for item in items {
        let Value::Text(text) = &item.value else {
            let message = format!("write the days by their names, for example: {example}");
            sheet.refuse(item.at, message);
            continue;
        };
        let number = DAYS
            .iter()
            .position(|day| day == text)
            .and_then(|n| u8::try_from(n).ok());
        match number.map(|number| number + 1) {
            Some(day) if days.contains(&day) => {
                sheet.refuse(
                    item.at,
                    format!("\"{text}\" is written twice: remove one of them"),
                );
            }
            Some(day) => days.push(day),
            None => {
                let hint = words::suggest(text, &DAYS);
                sheet.refuse(item.at, format!("there is no day \"{text}\".{hint}"));
            }
        }
    }
    if days.len() == DAYS.len() {
        let message = "with seven days in the weekend no day would be worked: \
                       leave out the days on which the offices work";
        sheet.refuse(entry.value.at, message);
    }
    days.sort_unstable();
    (sheet.count() == before).then_some(days)
}

fn date(entry: &Entry, sheet: &mut Sheet) -> Option<(u16, u8, u8)> {
    let message = match &entry.value.value {
        Value::Date { year, month, day } if (2000..2200).contains(year) => {
            return Some((*year, *month, *day));
        }
        Value::Date { year, .. } => format!("the year {year} is surely not meant"),
        Value::Text(text) => format!("write the date without quotes: date = {text}"),
        Value::Time => "write the day only, without a time: date = 2026-03-06".into(),
        other => format!(
            "\"date\" must be a date, not {}: date = 2026-03-06",
            other.kind()
        ),
    };
    sheet.refuse(entry.value.at, message);
    None
}

/// In the order of the year, a missing holiday is easy to see.
fn check_order(dates: &[((u16, u8, u8), usize)], sheet: &mut Sheet) {
    for pair in dates.windows(2) {
        let [(earlier, earlier_at), (later, at)] = pair else {
            continue;
        };
        let line = sheet.line(*earlier_at);
        if later == earlier {
            let message = format!(
                "this day is there already, in line {line}: keep one entry, with both names"
            );
            sheet.refuse(*at, message);
        } else if later < earlier {
            let message = format!(
                "this day comes before the one in line {line}: keep holidays in the order of \
                 their dates, so that a missing one is easy to see"
            );
            sheet.refuse(*at, message);
        }
    }
}
