//! `complaints.toml`: what can be complained about, who answers, how a case goes.

use super::fields::{Fields, check_unique};
use super::sheet::Sheet;
use super::{states, texts, value, words};
use durbar_core::pack::{Category, Complaints, ReplyTemplate};

/// Icons that the app draws for categories.
const ICONS: [&str; 15] = [
    "drop", "road", "bulb", "bin", "water", "tree", "noise", "toilet", "market", "building",
    "animal", "sign", "health", "shield", "question",
];

/// The category of a person who does not know: the app's own, so no pack may define it.
const UNKNOWN: &str = "unknown";

/// Reads `complaints.toml`. `departments` is `None` when the offices could not be read.
pub(super) fn read(
    sheet: &mut Sheet,
    languages: Option<&[String]>,
    departments: Option<&[String]>,
) -> Option<Complaints> {
    let root = value::toml(sheet)?;
    let mut fields = Fields::of(&root, "the file of complaints", sheet)?;
    let working_days = working_days(&mut fields, true, sheet);
    let categories = categories(&mut fields, languages, departments, sheet);
    let (states, transitions) = states::read(&mut fields, languages, sheet);
    let reply_templates = reply_templates(&mut fields, languages, sheet);
    fields.finish(sheet);
    let working_days = working_days?;
    Some(Complaints {
        working_days,
        categories,
        states,
        transitions,
        reply_templates,
    })
}

fn working_days(fields: &mut Fields<'_>, needed: bool, sheet: &mut Sheet) -> Option<u16> {
    let days = if needed {
        fields.need_integer("working-days", 1..=365, sheet)
    } else {
        fields.integer("working-days", 1..=365, sheet)
    };
    days.and_then(|days| u16::try_from(days).ok())
}

fn categories(
    fields: &mut Fields<'_>,
    languages: Option<&[String]>,
    departments: Option<&[String]>,
    sheet: &mut Sheet,
) -> Vec<Category> {
    let before = sheet.count();
    let mut categories = Vec::new();
    let mut ids = Vec::new();
    let groups = fields.groups("category", sheet);
    if groups.is_empty() && sheet.count() == before {
        sheet.refuse(
            0,
            "people need something to choose: begin a category with [[category]]",
        );
    }
    for group in groups {
        let Some(mut fields) = Fields::of(group, "a category", sheet) else {
            continue;
        };
        let id = fields.id(sheet);
        if let Some(id) = id.as_ref().filter(|id| id.text == UNKNOWN) {
            let message = format!(
                "the id \"{UNKNOWN}\" is the app's own, for people who do not know what to \
                 choose: use another one"
            );
            sheet.refuse(id.at, message);
        }
        let name = texts::need(&mut fields, "name", texts::SHORT, languages, sheet);
        let examples = texts::need(&mut fields, "examples", texts::LINE, languages, sheet);
        let icon = fields.choice("icon", &ICONS, sheet);
        let department = fields.word("department", "department = \"works\"", sheet);
        if let (Some(department), Some(known)) = (&department, departments)
            && !known.contains(&department.text)
        {
            let named = id.as_ref().map_or("this category".into(), |id| {
                format!("category \"{}\"", id.text)
            });
            let (text, hint) = (&department.text, words::suggest(&department.text, known));
            let message = format!(
                "{named} names department \"{text}\", which is not in departments.toml.{hint}"
            );
            sheet.refuse(department.at, message);
        }
        let working_days = working_days(&mut fields, false, sheet);
        fields.finish(sheet);
        ids.extend(id.clone());
        if let (Some(id), Some(name), Some(examples), Some(icon), Some(department)) =
            (id, name, examples, icon, department)
        {
            categories.push(Category {
                id: id.text,
                name,
                examples,
                icon: icon.text,
                department: department.text,
                working_days,
            });
        }
    }
    check_unique(&ids, "category", sheet);
    categories
}

fn reply_templates(
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
        let text = texts::need(&mut fields, "text", texts::LONG, languages, sheet);
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
