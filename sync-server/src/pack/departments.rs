//! `departments.toml`: the offices.

use super::fields::{Fields, check_unique};
use super::sheet::Sheet;
use super::{texts, value};
use durbar_core::pack::Department;

/// The offices, and the ids of those that are not sound otherwise too.
pub(super) struct Departments {
    /// The sound ones.
    pub(super) departments: Vec<Department>,
    /// All ids, so that a reference to an office with another mistake is not called unknown.
    pub(super) ids: Vec<String>,
}

/// Reads `departments.toml`.
pub(super) fn read(sheet: &mut Sheet, languages: Option<&[String]>) -> Option<Departments> {
    let root = value::toml(sheet)?;
    let mut fields = Fields::of(&root, "the list of departments", sheet)?;
    let before = sheet.count();
    let mut departments = Vec::new();
    let mut ids = Vec::new();
    let groups = fields.groups("department", sheet);
    if groups.is_empty() && sheet.count() == before {
        sheet.refuse(
            0,
            "a pack needs at least one department: begin it with [[department]]",
        );
    }
    for group in groups {
        let Some(mut fields) = Fields::of(group, "a department", sheet) else {
            continue;
        };
        let id = fields.id(sheet);
        let name = texts::need(&mut fields, "name", texts::SHORT, languages, sheet);
        let counter = texts::maybe(&mut fields, "counter", texts::LINE, languages, sheet);
        fields.finish(sheet);
        ids.extend(id.clone());
        if let (Some(id), Some(name)) = (id, name) {
            departments.push(Department {
                id: id.text,
                name,
                counter,
            });
        }
    }
    check_unique(&ids, "department", sheet);
    fields.finish(sheet);
    Some(Departments {
        departments,
        ids: ids.into_iter().map(|id| id.text).collect(),
    })
}
