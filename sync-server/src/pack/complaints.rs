//! `complaints.toml`: what can be complained about, who answers, how a case goes.

use super::fields::{Fields, Spot, check_unique};
use super::sheet::Sheet;
use super::{replies, states, texts, value, words};
use durbar_core::pack::{Category, Complaints, Escalation};

/// Icons that the app draws for categories.
pub(super) const ICONS: [&str; 33] = [
    "drop", "road", "bulb", "bin", "pipe", "toilet", "water", "bolt", "market", "cart", "coin",
    "doc", "plan", "building", "health", "noise", "dig", "wave", "animal", "tree", "leaf", "sign",
    "car", "bus", "school", "grave", "shield", "heart", "child", "people", "flag", "key",
    "question",
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
    let (first, again) = ("working-days", "reopened-working-days");
    let working_days = working_days(&mut fields, first, true, sheet);
    let reopened_working_days = self::working_days(&mut fields, again, false, sheet);
    let confirm_days = days(&mut fields, "confirm-days", sheet);
    let reopen_days = days(&mut fields, "reopen-days", sheet);
    let categories = categories(&mut fields, languages, departments, sheet);
    let (states, transitions) = states::read(&mut fields, languages, sheet);
    let reply_templates = replies::read(&mut fields, languages, sheet);
    let escalation = escalation(&mut fields, departments, sheet);
    fields.finish(sheet);
    Some(Complaints {
        working_days: working_days?,
        reopened_working_days,
        categories,
        states,
        transitions,
        reply_templates,
        confirm_days: confirm_days?,
        reopen_days: reopen_days?,
        escalation,
    })
}

fn working_days(
    fields: &mut Fields<'_>,
    key: &'static str,
    needed: bool,
    sheet: &mut Sheet,
) -> Option<u16> {
    let days = if needed {
        fields.need_integer(key, 1..=365, sheet)
    } else {
        fields.integer(key, 1..=365, sheet)
    };
    days.and_then(|days| u16::try_from(days).ok())
}

/// Days of the calendar in which a citizen can say something.
fn days(fields: &mut Fields<'_>, key: &'static str, sheet: &mut Sheet) -> Option<u16> {
    fields
        .need_integer(key, 1..=365, sheet)
        .and_then(|days| u16::try_from(days).ok())
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
        let named = id.as_ref().map_or("this category".into(), |id| {
            format!("category \"{}\"", id.text)
        });
        check_department(&named, department.as_ref(), departments, sheet);
        let working_days = working_days(&mut fields, "working-days", false, sheet);
        let not_here = texts::maybe(&mut fields, "not-here", texts::NOTE, languages, sheet);
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
                not_here,
            });
        }
    }
    check_unique(&ids, "category", sheet);
    categories
}

/// Notes a department that does not exist.
fn check_department(
    named: &str,
    department: Option<&Spot>,
    departments: Option<&[String]>,
    sheet: &mut Sheet,
) {
    let (Some(department), Some(known)) = (department, departments) else {
        return;
    };
    if !known.contains(&department.text) {
        let (text, hint) = (&department.text, words::suggest(&department.text, known));
        let message =
            format!("{named} names department \"{text}\", which is not in departments.toml.{hint}");
        sheet.refuse(department.at, message);
    }
}

/// Who is told when an answer is late: each step later than the one before, and somebody else.
fn escalation(
    fields: &mut Fields<'_>,
    departments: Option<&[String]>,
    sheet: &mut Sheet,
) -> Vec<Escalation> {
    let mut steps: Vec<Escalation> = Vec::new();
    for group in fields.groups("escalation", sheet) {
        let Some(mut fields) = Fields::of(group, "an escalation", sheet) else {
            continue;
        };
        let at = fields.peek("after-days").map_or(fields.at, |e| e.value.at);
        let after_days = fields
            .need_integer("after-days", 1..=365, sheet)
            .and_then(|days| u16::try_from(days).ok());
        let department = fields.word("department", "department = \"works\"", sheet);
        check_department("this escalation", department.as_ref(), departments, sheet);
        fields.finish(sheet);
        let (Some(after_days), Some(department)) = (after_days, department) else {
            continue;
        };
        if let Some(last) = steps.last().filter(|last| last.after_days >= after_days) {
            let message = format!(
                "this step comes after {after_days} days, the one before it after {}: keep them in \
                 the order of their days",
                last.after_days
            );
            sheet.refuse(at, message);
        }
        if steps.iter().any(|step| step.department == department.text) {
            let message = format!(
                "the department \"{}\" is told by an earlier step already: name another one, or \
                 remove this step",
                department.text
            );
            sheet.refuse(department.at, message);
        }
        steps.push(Escalation {
            after_days,
            department: department.text,
        });
    }
    steps
}
