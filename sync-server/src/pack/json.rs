//! Reads JSON with the place of every value, which GeoJSON libraries do not keep.

use super::sheet::Sheet;
use super::value::{Entry, Located, Value};

/// Reads a sheet as JSON.
pub(super) fn json(sheet: &mut Sheet) -> Option<Located> {
    let text = sheet.text().to_owned();
    // serde_json judges spelling and depth, so the scan below only meets sound text.
    if let Err(error) = serde_json::from_str::<serde_json::Value>(&text) {
        let at = offset(&text, error.line(), error.column());
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default();
        sheet.refuse(at, format!("this is not sound JSON: {reason}"));
        return None;
    }
    let mut scan = Scan {
        text: &text,
        at: 0,
        twice: Vec::new(),
    };
    let value = scan.value();
    for (at, key) in std::mem::take(&mut scan.twice) {
        sheet.refuse(
            at,
            format!("\"{key}\" is written twice here: keep one of them"),
        );
    }
    if value.is_none() {
        sheet.refuse(scan.at, "this cannot be read");
    }
    value
}

/// The byte of a line and a column in bytes, both from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    start + column.saturating_sub(1)
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    twice: Vec<(usize, String)>,
}

impl Scan<'_> {
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    fn skip(&mut self, expected: u8) -> Option<()> {
        let found = self.peek()?;
        self.at += 1;
        (found == expected).then_some(())
    }

    fn value(&mut self) -> Option<Located> {
        let first = self.peek()?;
        let at = self.at;
        let value = match first {
            b'{' => self.table()?,
            b'[' => self.list()?,
            b'"' => Value::Text(self.string()?),
            _ => self.word()?,
        };
        Some(Located { at, value })
    }

    fn table(&mut self) -> Option<Value> {
        self.skip(b'{')?;
        let mut entries: Vec<Entry> = Vec::new();
        while self.peek()? != b'}' {
            if !entries.is_empty() {
                self.skip(b',')?;
                self.peek()?;
            }
            let at = self.at;
            let key = self.string()?;
            if entries.iter().any(|entry| entry.key == key) {
                self.twice.push((at, key.clone()));
            }
            self.skip(b':')?;
            let value = self.value()?;
            entries.push(Entry { at, key, value });
        }
        self.skip(b'}')?;
        Some(Value::Table(entries))
    }

    fn list(&mut self) -> Option<Value> {
        self.skip(b'[')?;
        let mut items = Vec::new();
        while self.peek()? != b']' {
            if !items.is_empty() {
                self.skip(b',')?;
            }
            items.push(self.value()?);
        }
        self.skip(b']')?;
        Some(Value::List(items))
    }

    fn string(&mut self) -> Option<String> {
        let start = self.at;
        self.skip(b'"')?;
        let bytes = self.text.as_bytes();
        while *bytes.get(self.at)? != b'"' {
            self.at += if bytes[self.at] == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
        serde_json::from_str(self.text.get(start..self.at)?).ok()
    }

    fn word(&mut self) -> Option<Value> {
        let rest = self.text.get(self.at..)?;
        let ends =
            |character: char| matches!(character, ',' | ']' | '}') || character.is_whitespace();
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += word.len();
        Some(match word {
            "null" => Value::Nothing,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            number => match number.parse() {
                Ok(integer) => Value::Integer(integer),
                Err(_) => Value::Number(number.parse().ok()?),
            },
        })
    }
}
