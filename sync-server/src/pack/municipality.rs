//! `pack.toml`: which municipality, in which languages, in which colour.

use super::fields::{Fields, Spot, check_unique, word};
use super::sheet::Sheet;
use super::{texts, value, words};
use durbar_core::api::packs::SummerTime;
use durbar_core::pack::{Calendar, Complaints, Department, Language, Pack, Texts};

/// What `pack.toml` says. A part is `None` when it could not be read, which is then noted.
pub(super) struct Municipality {
    id: Option<String>,
    version: Option<String>,
    name: Option<Texts>,
    /// Whether the pack is marked as a sample.
    pub(super) sample: Option<bool>,
    /// The codes, the fallback first.
    pub(super) languages: Option<Vec<String>>,
    named_languages: Vec<Language>,
    utc_offset_minutes: Option<i32>,
    summer_time: Option<SummerTime>,
    hue: Option<u16>,
    front_desk: Option<Spot>,
}

/// Reads `pack.toml`.
pub(super) fn read(sheet: &mut Sheet) -> Option<Municipality> {
    let root = value::toml(sheet)?;
    let mut fields = Fields::of(&root, "the pack", sheet)?;
    let before = sheet.count();
    let named_languages = languages(&mut fields, sheet);
    let languages: Option<Vec<String>> = (sheet.count() == before).then(|| {
        named_languages
            .iter()
            .map(|language| language.code.clone())
            .collect()
    });
    let before = sheet.count();
    let flag = fields.flag("sample", sheet);
    let sample = (sheet.count() == before).then_some(flag);
    let read = Municipality {
        id: fields.id(sheet).map(|spot| spot.text),
        version: version(&mut fields, sheet),
        name: texts::need(
            &mut fields,
            "name",
            texts::SHORT,
            languages.as_deref(),
            sheet,
        ),
        sample,
        languages,
        named_languages,
        // The clocks of the world run from UTC-12 to UTC+14.
        utc_offset_minutes: fields
            .need_integer("utc-offset-minutes", -720..=840, sheet)
            .and_then(|minutes| i32::try_from(minutes).ok()),
        summer_time: fields
            .maybe_choice("summer-time", &["european"], sheet)
            .map(|_| SummerTime::European),
        hue: fields
            .need_integer("hue", 0..=359, sheet)
            .and_then(|degrees| u16::try_from(degrees).ok()),
        front_desk: fields.word("front-desk", "front-desk = \"client-service\"", sheet),
    };
    fields.finish(sheet);
    Some(read)
}

/// Notes a front desk that is no department.
pub(super) fn check_front_desk(sheet: &mut Sheet, read: &Municipality, ids: &[String]) {
    if let Some(desk) = &read.front_desk
        && !ids.contains(&desk.text)
    {
        let (text, hint) = (&desk.text, words::suggest(&desk.text, ids));
        let message =
            format!("the front desk \"{text}\" is no department of departments.toml.{hint}");
        sheet.refuse(desk.at, message);
    }
}

impl Municipality {
    /// The whole pack, when nothing is missing.
    pub(super) fn into_pack(
        self,
        departments: Vec<Department>,
        complaints: Complaints,
        calendar: Calendar,
    ) -> Option<Pack> {
        Some(Pack {
            id: self.id?,
            version: self.version?,
            name: self.name?,
            sample: self.sample?,
            languages: self.named_languages,
            utc_offset_minutes: self.utc_offset_minutes?,
            summer_time: self.summer_time.unwrap_or_default(),
            hue: self.hue?,
            front_desk: self.front_desk?.text,
            departments,
            complaints,
            calendar,
        })
    }
}

fn version(fields: &mut Fields<'_>, sheet: &mut Sheet) -> Option<String> {
    let spot = fields.word("version", "version = \"2026.1\"", sheet)?;
    let sound = spot.text.len() <= 40
        && spot
            .text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
    if sound {
        return Some(spot.text);
    }
    let message = format!(
        "the version \"{}\" may have letters, digits, points and hyphens, at most 40. \
         For example: \"2026.1\"",
        spot.text
    );
    sheet.refuse(spot.at, message);
    None
}

fn languages(fields: &mut Fields<'_>, sheet: &mut Sheet) -> Vec<Language> {
    let mut languages = Vec::new();
    let mut codes = Vec::new();
    let at = fields.at;
    let before = sheet.count();
    for group in fields.groups("language", sheet) {
        let Some(mut fields) = Fields::of(group, "a language", sheet) else {
            continue;
        };
        let code = fields.word("code", "code = \"en\"", sheet).and_then(|spot| {
            if is_language(&spot.text) {
                codes.push(spot.clone());
                return Some(spot.text);
            }
            let message = format!(
                "\"{}\" is no language code: use BCP 47, for example \"en\", \"tw\" or \"sr-Latn\"",
                spot.text
            );
            sheet.refuse(spot.at, message);
            None
        });
        let name = fields
            .need("name", "name = \"English\"", sheet)
            .and_then(|entry| word(&entry.value, "name", "name = \"English\"", sheet));
        fields.finish(sheet);
        if let (Some(code), Some(name)) = (code, name) {
            languages.push(Language {
                code,
                name: name.text,
            });
        }
    }
    check_unique(&codes, "language", sheet);
    if languages.is_empty() && sheet.count() == before {
        let message = "the pack needs a language. Add: [[language]], code = \"en\", \
                       name = \"English\", each on a line of its own";
        sheet.refuse(at, message);
    }
    languages
}

/// The shape of BCP 47: two or three small letters, then parts of two to eight.
fn is_language(code: &str) -> bool {
    let mut parts = code.split('-');
    parts.next().is_some_and(|first| {
        (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase())
    }) && parts.all(|part| {
        (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}
