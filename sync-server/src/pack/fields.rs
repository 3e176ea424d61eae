//! Reads the keys of a group one by one, notes what is missing, and in the end what is unknown.

use super::sheet::Sheet;
use super::value::{Entry, Located, Value};
use super::words;

/// A word and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) at: usize,
    pub(super) text: String,
}

/// The keys of a group that were not asked for yet.
pub(super) struct Fields<'v> {
    /// Where the group begins.
    pub(super) at: usize,
    /// What it is, with its article: "a category".
    what: &'static str,
    entries: Vec<&'v Entry>,
    known: Vec<&'static str>,
}

impl<'v> Fields<'v> {
    /// The keys of a value that must be a group.
    pub(super) fn of(located: &'v Located, what: &'static str, sheet: &mut Sheet) -> Option<Self> {
        match &located.value {
            Value::Table(entries) => Some(Self {
                at: located.at,
                what,
                entries: entries.iter().collect(),
                known: Vec::new(),
            }),
            other => {
                let kind = other.kind();
                sheet.refuse(
                    located.at,
                    format!("this must be {what} with its keys, not {kind}"),
                );
                None
            }
        }
    }

    /// The value of a key, if it is there.
    pub(super) fn take(&mut self, key: &'static str) -> Option<&'v Entry> {
        self.known.push(key);
        let index = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(index))
    }

    /// The value of a key, if it is there, which will still be asked for.
    pub(super) fn peek(&self, key: &str) -> Option<&'v Entry> {
        self.entries.iter().find(|entry| entry.key == key).copied()
    }

    /// All keys with a beginning, for names by language.
    pub(super) fn take_beginning(&mut self, beginning: &str) -> Vec<&'v Entry> {
        let (taken, left) = std::mem::take(&mut self.entries)
            .into_iter()
            .partition(|entry| entry.key.starts_with(beginning));
        self.entries = left;
        taken
    }

    /// The value of a key that must be there.
    pub(super) fn need(
        &mut self,
        key: &'static str,
        example: &str,
        sheet: &mut Sheet,
    ) -> Option<&'v Entry> {
        let entry = self.take(key);
        if entry.is_none() {
            // A misspelt key is told once, as unknown, with the suggestion of this one.
            let misspelt = self
                .entries
                .iter()
                .any(|entry| !words::did_you_mean(&entry.key, &[key]).is_empty());
            if !misspelt {
                let what = self.what;
                let message = format!("{what} needs \"{key}\". Add it, for example: {example}");
                sheet.refuse(self.at, message);
            }
        }
        entry
    }

    /// A text that must be there.
    pub(super) fn word(
        &mut self,
        key: &'static str,
        example: &str,
        sheet: &mut Sheet,
    ) -> Option<Spot> {
        let entry = self.need(key, example, sheet)?;
        word(&entry.value, key, example, sheet)
    }

    /// A text that must be there and be one of a few.
    pub(super) fn choice(
        &mut self,
        key: &'static str,
        choices: &[&str],
        sheet: &mut Sheet,
    ) -> Option<Spot> {
        let example = format!("{key} = \"{}\"", choices.first().unwrap_or(&""));
        let spot = self.word(key, &example, sheet)?;
        one_of(spot, key, choices, sheet)
    }

    /// A text of a few, if it is there.
    pub(super) fn maybe_choice(
        &mut self,
        key: &'static str,
        choices: &[&str],
        sheet: &mut Sheet,
    ) -> Option<Spot> {
        let entry = self.take(key)?;
        let example = format!("{key} = \"{}\"", choices.first().unwrap_or(&""));
        let spot = word(&entry.value, key, &example, sheet)?;
        one_of(spot, key, choices, sheet)
    }

    /// An id that must be there.
    pub(super) fn id(&mut self, sheet: &mut Sheet) -> Option<Spot> {
        let spot = self.word("id", "id = \"market-square\"", sheet)?;
        if is_id(&spot.text) {
            return Some(spot);
        }
        let slug = words::slug(&spot.text);
        let example = if is_id(&slug) {
            slug
        } else {
            "market-square".into()
        };
        let message = format!(
            "\"{}\" cannot be an id: an id has small letters a to z, digits and single hyphens, \
             begins with a letter and has at most 40 characters. For example: \"{example}\"",
            spot.text
        );
        sheet.refuse(spot.at, message);
        None
    }

    /// A whole number in a range, if it is there.
    pub(super) fn integer(
        &mut self,
        key: &'static str,
        range: std::ops::RangeInclusive<i64>,
        sheet: &mut Sheet,
    ) -> Option<i64> {
        let entry = self.take(key)?;
        match entry.value.value {
            Value::Integer(number) if range.contains(&number) => Some(number),
            ref other => {
                let found = match other {
                    Value::Integer(number) => number.to_string(),
                    other => other.kind().into(),
                };
                let (from, to) = (range.start(), range.end());
                let message =
                    format!("\"{key}\" must be a whole number from {from} to {to}, not {found}");
                sheet.refuse(entry.value.at, message);
                None
            }
        }
    }

    /// A whole number in a range that must be there.
    pub(super) fn need_integer(
        &mut self,
        key: &'static str,
        range: std::ops::RangeInclusive<i64>,
        sheet: &mut Sheet,
    ) -> Option<i64> {
        if self.entries.iter().any(|entry| entry.key == key) {
            return self.integer(key, range, sheet);
        }
        let example = format!("{key} = {}", range.start());
        self.need(key, &example, sheet)?;
        None
    }

    /// True or false; false when it is not there.
    pub(super) fn flag(&mut self, key: &'static str, sheet: &mut Sheet) -> bool {
        let Some(entry) = self.take(key) else {
            return false;
        };
        match entry.value.value {
            Value::Bool(flag) => flag,
            ref other => {
                let kind = other.kind();
                let message =
                    format!("\"{key}\" must be true or false, without quotes, not {kind}");
                sheet.refuse(entry.value.at, message);
                false
            }
        }
    }

    /// The groups of a repeated key, `[[key]]`; none when it is not there.
    pub(super) fn groups(&mut self, key: &'static str, sheet: &mut Sheet) -> &'v [Located] {
        let Some(entry) = self.take(key) else {
            return &[];
        };
        match &entry.value.value {
            Value::List(items) => items,
            _ => {
                sheet.refuse(
                    entry.at,
                    format!("begin each {key} with [[{key}]], in two brackets"),
                );
                &[]
            }
        }
    }

    /// Notes every key that nobody asked for.
    pub(super) fn finish(self, sheet: &mut Sheet) {
        for entry in self.entries {
            let hint = words::suggest(&entry.key, &self.known);
            let (key, what) = (&entry.key, self.what);
            sheet.refuse(entry.at, format!("{what} has no key \"{key}\".{hint}"));
        }
    }
}

fn one_of(spot: Spot, key: &str, choices: &[&str], sheet: &mut Sheet) -> Option<Spot> {
    if choices.contains(&spot.text.as_str()) {
        return Some(spot);
    }
    let (text, hint) = (&spot.text, words::suggest(&spot.text, choices));
    sheet.refuse(spot.at, format!("there is no {key} \"{text}\".{hint}"));
    None
}

/// A text that is not blank.
pub(super) fn word(located: &Located, key: &str, example: &str, sheet: &mut Sheet) -> Option<Spot> {
    match &located.value {
        Value::Text(text) if !text.trim().is_empty() => Some(Spot {
            at: located.at,
            text: text.trim().into(),
        }),
        Value::Text(_) => {
            sheet.refuse(
                located.at,
                format!("\"{key}\" is empty. Write, for example: {example}"),
            );
            None
        }
        other => {
            let kind = other.kind();
            let message =
                format!("\"{key}\" must be a text, not {kind}. Write, for example: {example}");
            sheet.refuse(located.at, message);
            None
        }
    }
}

/// Notes ids that are written twice in a list of things of one kind.
pub(super) fn check_unique(ids: &[Spot], what: &str, sheet: &mut Sheet) {
    for (index, id) in ids.iter().enumerate() {
        if let Some(first) = ids[..index].iter().find(|earlier| earlier.text == id.text) {
            let line = sheet.line(first.at);
            let message = format!(
                "the {what} \"{}\" is there already, in line {line}: give one of them another id",
                id.text
            );
            sheet.refuse(id.at, message);
        }
    }
}

fn is_id(text: &str) -> bool {
    text.len() <= 40
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}
