//! Texts in the pack's languages.

use super::fields::Fields;
use super::sheet::Sheet;
use super::value::{Entry, Value};
use super::words;
use durbar_core::pack::Texts;
use std::collections::BTreeMap;

/// Characters of a name or label.
pub(super) const SHORT: usize = 80;
/// Characters of a line of examples.
pub(super) const LINE: usize = 200;
/// Characters of a note that explains something in place.
pub(super) const NOTE: usize = 400;
/// Characters of a reply.
pub(super) const LONG: usize = 4000;

/// A text that must be there, at least in the first language: `name.en = "Works"`.
///
/// `languages` is `None` when the list of languages could not be read.
pub(super) fn need(
    fields: &mut Fields<'_>,
    key: &'static str,
    longest: usize,
    languages: Option<&[String]>,
    sheet: &mut Sheet,
) -> Option<Texts> {
    let first = languages
        .and_then(<[String]>::first)
        .map_or("en", String::as_str);
    let example = format!("{key}.{first} = \"…\"");
    let entry = fields.need(key, &example, sheet)?;
    match &entry.value.value {
        Value::Table(entries) => {
            let entries: Vec<(&str, &Entry)> = entries
                .iter()
                .map(|entry| (entry.key.as_str(), entry))
                .collect();
            by_language(key, entry.at, &entries, longest, languages, sheet)
        }
        _ => {
            let message = format!("say in which language \"{key}\" is: {example}");
            sheet.refuse(entry.at, message);
            None
        }
    }
}

/// A text that may be left out.
pub(super) fn maybe(
    fields: &mut Fields<'_>,
    key: &'static str,
    longest: usize,
    languages: Option<&[String]>,
    sheet: &mut Sheet,
) -> Option<Texts> {
    fields.peek(key)?;
    need(fields, key, longest, languages, sheet)
}

/// Texts from pairs of language and entry.
pub(super) fn by_language(
    key: &str,
    at: usize,
    entries: &[(&str, &Entry)],
    longest: usize,
    languages: Option<&[String]>,
    sheet: &mut Sheet,
) -> Option<Texts> {
    let before = sheet.count();
    let mut texts = BTreeMap::new();
    for (language, entry) in entries {
        if let Some(known) = languages
            && !known.iter().any(|code| code == language)
        {
            let hint = words::suggest(language, known);
            let message =
                format!("the language \"{language}\" is not in the list in pack.toml.{hint}");
            sheet.refuse(entry.at, message);
        }
        if let Some(text) = text(key, entry, longest, sheet) {
            texts.insert((*language).to_owned(), text);
        }
    }
    if let Some(first) = languages.and_then(<[String]>::first)
        && !entries.iter().any(|(language, _)| language == first)
    {
        let message = format!(
            "\"{key}\" is missing in the first language of the pack: add {key}.{first} = \"…\""
        );
        sheet.refuse(at, message);
    }
    (sheet.count() == before).then_some(Texts(texts))
}

fn text(key: &str, entry: &Entry, longest: usize, sheet: &mut Sheet) -> Option<String> {
    let at = entry.value.at;
    let Value::Text(text) = &entry.value.value else {
        let kind = entry.value.value.kind();
        sheet.refuse(
            at,
            format!("\"{key}\" must be a text in quotes, not {kind}"),
        );
        return None;
    };
    let text = text.trim().replace("\r\n", "\n");
    if text.is_empty() {
        sheet.refuse(
            at,
            format!("\"{key}\" is empty: write it, or remove the line"),
        );
        return None;
    }
    let length = text.chars().count();
    if length > longest {
        let message = format!(
            "\"{key}\" has {length} characters: phones have room for {longest}. Make it shorter"
        );
        sheet.refuse(at, message);
        return None;
    }
    let lines = longest >= LONG;
    if let Some(odd) = text
        .chars()
        .find(|c| c.is_control() && !(lines && *c == '\n'))
    {
        let message = if odd == '\n' {
            format!("\"{key}\" must fit in one line")
        } else {
            format!("\"{key}\" contains an invisible control character ({odd:?}): remove it")
        };
        sheet.refuse(at, message);
        return None;
    }
    Some(text)
}
