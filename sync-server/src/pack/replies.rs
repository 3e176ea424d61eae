//! Ready-made replies, with fields that stand for what a case says.

use super::fields::{Fields, check_unique};
use super::sheet::Sheet;
use super::value::{Entry, Value};
use super::{texts, words};
use durbar_core::pack::ReplyTemplate;

/// Fields that the app fills in.
const KNOWN: [&str; 7] = [
    "reference",
    "title",
    "due",
    "office",
    "officer",
    "ward",
    "name",
];

/// Reads the reply templates.
pub(super) fn read(
    fields: &mut Fields<'_>,
    languages: Option<&[String]>,
    sheet: &mut Sheet,
) -> Vec<ReplyTemplate> {
    let mut templates = Vec::new();
    let mut ids = Vec::new();
    for group in fields.groups("reply-template", sheet) {
        let Some(mut fields) = Fields::of(group, "a reply template", sheet) else {
            continue;
        };
        let id = fields.id(sheet);
        let title = texts::need(&mut fields, "title", texts::SHORT, languages, sheet);
        let written = fields.peek("text");
        let text = texts::need(&mut fields, "text", texts::LONG, languages, sheet);
        if let Some(entry) = written.filter(|_| text.is_some()) {
            check_fields(entry, sheet);
        }
        fields.finish(sheet);
        ids.extend(id.clone());
        if let (Some(id), Some(title), Some(text)) = (id, title, text) {
            templates.push(ReplyTemplate {
                id: id.text,
                title,
                text,
            });
        }
    }
    check_unique(&ids, "reply template", sheet);
    templates
}

/// Notes fields that nobody fills in: the citizen would read them as they stand.
fn check_fields(entry: &Entry, sheet: &mut Sheet) {
    let Value::Table(by_language) = &entry.value.value else {
        return;
    };
    for entry in by_language {
        let Value::Text(text) = &entry.value.value else {
            continue;
        };
        let mut rest = text.as_str();
        while let Some(open) = rest.find(['{', '}']) {
            let (from, end) = (&rest[open..], rest[open..].find('}'));
            let field = match end {
                Some(end) if end > 0 => &from[1..end],
                _ => "",
            };
            let is_word = !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_lowercase());
            let length = if is_word { field.len() + 2 } else { 1 };
            let odd = &from[..length];
            if !is_word {
                let message = format!(
                    "a field is a word in braces. There is: {}. Write no other braces",
                    words::list(&KNOWN)
                );
                sheet.refuse(place(entry.value.at, odd, sheet), message);
            } else if !KNOWN.contains(&field) {
                let hint = words::did_you_mean(field, &KNOWN);
                let message = format!(
                    "there is no field {odd}.{hint} There is: {}",
                    words::list(&KNOWN)
                );
                sheet.refuse(place(entry.value.at, odd, sheet), message);
            }
            rest = &from[length..];
        }
    }
}

/// Where a part of a text stands in the file: the first such place from where the text begins.
fn place(from: usize, part: &str, sheet: &Sheet) -> usize {
    sheet
        .text()
        .get(from..)
        .and_then(|text| text.find(part))
        .map_or(from, |offset| from + offset)
}
