//! Values with the place where they are written, the same for TOML and JSON.

use super::sheet::Sheet;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and the byte where it begins.
#[derive(Debug)]
pub(super) struct Located {
    pub(super) at: usize,
    pub(super) value: Value,
}

/// What can be written.
#[derive(Debug)]
pub(super) enum Value {
    Nothing,
    Text(String),
    Integer(i64),
    Number(f64),
    Bool(bool),
    Date { year: u16, month: u8, day: u8 },
    Time,
    List(Vec<Located>),
    Table(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) at: usize,
    pub(super) key: String,
    pub(super) value: Located,
}

impl Value {
    /// What it is, in words for messages.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Text(_) => "a text",
            Self::Integer(_) => "a whole number",
            Self::Number(_) => "a number with a fraction",
            Self::Bool(_) => "true or false",
            Self::Date { .. } => "a date",
            Self::Time => "a time",
            Self::List(_) => "a list",
            Self::Table(_) => "a group of keys",
        }
    }
}

/// Reads a sheet as TOML. All mistakes of spelling are noted, and then nothing else is looked at.
pub(super) fn toml(sheet: &mut Sheet) -> Option<Located> {
    let text = sheet.text().to_owned();
    let (table, errors) = DeTable::parse_recoverable(&text);
    if errors.is_empty() {
        return Some(Located {
            at: 0,
            value: Value::Table(entries(table.get_ref())),
        });
    }
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        let reason = error.message().replace('\n', ", ");
        sheet.refuse(at, format!("this cannot be read: {reason}"));
    }
    None
}

fn entries(table: &DeTable<'_>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| {
            let at = key.span().start;
            Entry {
                at,
                key: key.get_ref().to_string(),
                value: located(value, at),
            }
        })
        .collect();
    // The table forgets the order in which its keys are written; their places know it.
    entries.sort_by_key(|entry| entry.at);
    entries
}

fn located(value: &Spanned<DeValue<'_>>, key_at: usize) -> Located {
    let mut at = value.span().start;
    let converted = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .map_or(Value::Nothing, Value::Integer),
        DeValue::Float(float) => float.as_str().parse().map_or(Value::Nothing, Value::Number),
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Datetime(moment) => match (moment.date, moment.time) {
            (Some(date), None) => Value::Date {
                year: date.year,
                month: date.month,
                day: date.day,
            },
            _ => Value::Time,
        },
        DeValue::Array(items) => {
            Value::List(items.iter().map(|item| located(item, key_at)).collect())
        }
        DeValue::Table(table) => {
            // A table made by dotted keys has no place of its own.
            at = if at == 0 { key_at } else { at };
            Value::Table(entries(table))
        }
    };
    Located {
        at,
        value: converted,
    }
}
