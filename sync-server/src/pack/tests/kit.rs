//! A small sound pack in a folder of its own, to be broken in one place.

use super::super::{LoadedPack, PackError, load};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const PACK: &str = r#"id = "little-town"
version = "1"
name.en = "Little Town"
name.tw = "Kurow Ketewa"
utc-offset-minutes = 60
hue = 200
front-desk = "desk"

[[language]]
code = "en"
name = "English"

[[language]]
code = "tw"
name = "Twi"
"#;

const DEPARTMENTS: &str = r#"[[department]]
id = "desk"
name.en = "Front desk"

[[department]]
id = "works"
name.en = "Works"
"#;

const COMPLAINTS: &str = r#"working-days = 10
confirm-days = 14
reopen-days = 30

[[category]]
id = "drains"
name.en = "Drains"
examples.en = "Blocked gutter"
icon = "drop"
department = "works"
working-days = 5

[[category]]
id = "roads"
name.en = "Roads"
examples.en = "Potholes"
icon = "road"
department = "works"

[[state]]
id = "new"
label.en = "New"
tone = "neutral"

[[state]]
id = "working"
label.en = "In progress"
tone = "progress"

[[state]]
id = "fixed"
label.en = "Fixed"
tone = "good"
closed = true
role = "fixed"
[[transition]]
from = ["new", "fixed"]
to = "working"
label.en = "Start"

[[transition]]
from = ["working"]
to = "fixed"
label.en = "Mark fixed"
reason = true

[[reply-template]]
id = "thanks"
title.en = "Thanks"
text.en = "Thank you."

[[state]]
id = "waiting"
label.en = "Question asked"
tone = "question"
role = "waiting"

[[state]]
id = "reopened"
label.en = "Reopened"
tone = "progress"
role = "reopened"

[[state]]
id = "withdrawn"
label.en = "Taken back"
tone = "neutral"
closed = true
role = "withdrawn"

[[state]]
id = "duplicate"
label.en = "Known already"
tone = "neutral"
closed = true
role = "duplicate"

[[transition]]
from = ["waiting", "reopened"]
to = "working"
label.en = "Go on"

[[escalation]]
after-days = 3
department = "desk"
"#;

const CALENDAR: &str = r#"weekend = ["saturday", "sunday"]

[[holiday]]
date = 2026-01-01
name.en = "New Year's Day"

[[holiday]]
date = 2026-12-25
name.en = "Christmas Day"
"#;

const WARDS: &str = r#"{
  "type": "FeatureCollection",
  "features": [
    {
      "type": "Feature",
      "properties": { "id": "east", "name": "East", "name:tw": "Apuei" },
      "geometry": {
        "type": "Polygon",
        "coordinates": [[
          [7, 4],
          [7.1, 4],
          [7.1, 4.1],
          [7, 4.1],
          [7, 4]
        ]]
      }
    },
    {
      "type": "Feature",
      "properties": { "id": "west", "name": "West" },
      "geometry": {
        "type": "MultiPolygon",
        "coordinates": [[[[6.9, 4], [7, 4], [7, 4.1], [6.9, 4]]]]
      }
    }
  ]
}
"#;

/// A pack on the disk, for as long as this lives.
pub(super) struct Packet {
    folder: TempDir,
}

impl Packet {
    /// A sound pack.
    pub(super) fn sound() -> Self {
        let packet = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        packet.write("pack.toml", PACK);
        packet.write("departments.toml", DEPARTMENTS);
        packet.write("complaints.toml", COMPLAINTS);
        packet.write("calendar.toml", CALENDAR);
        packet.write("wards.geojson", WARDS);
        packet
    }

    /// A sound pack in which the first `old` of a file became `new`.
    pub(super) fn with(file: &str, old: &str, new: &str) -> Self {
        Self::sound().and(file, old, new)
    }

    /// One more change.
    pub(super) fn and(self, file: &str, old: &str, new: &str) -> Self {
        let text = fs::read_to_string(self.dir().join(file)).expect("the file");
        assert!(text.contains(old), "{file} has {old:?}");
        self.write(file, text.replacen(old, new, 1));
        self
    }

    pub(super) fn dir(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn write(&self, file: &str, content: impl AsRef<[u8]>) {
        fs::write(self.dir().join(file), content).expect("written");
    }

    pub(super) fn load(&self) -> Result<LoadedPack, Vec<PackError>> {
        load(self.dir())
    }

    /// The mistakes as they are printed.
    pub(super) fn mistakes(&self) -> Vec<String> {
        match self.load() {
            Ok(_) => Vec::new(),
            Err(errors) => errors.iter().map(ToString::to_string).collect(),
        }
    }

    /// The one mistake.
    #[track_caller]
    pub(super) fn mistake(&self) -> String {
        let mistakes = self.mistakes();
        assert_eq!(mistakes.len(), 1, "one mistake in {mistakes:#?}");
        mistakes.into_iter().next().expect("one")
    }
}
