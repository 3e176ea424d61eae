//! The people of these stories.

use durbar_api::{
    Call, CaseId, Place, Position, PositionSource,
    complaints::{
        Answers, ChangeStatus, Entry, QueueFilter, QueuePart, ReadQueue, SaveDraft, StartDraft,
        Submit, Submitted, What,
    },
};
use durbar_tests::kit::{Phone, Result, Server};
use tempfile::TempDir;

/// A hub and the folder in which all lives.
pub struct World {
    pub server: Server,
    folder: TempDir,
    people: u64,
}

impl World {
    pub fn new() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let server = Server::fresh_with(
            &folder.path().join("hub"),
            &["--rate", "100000", "--burst", "100000"],
        )?;
        Ok(Self {
            server,
            folder,
            people: 0,
        })
    }

    /// A device with the pack.
    pub fn phone(&mut self) -> Result<Phone> {
        self.people += 1;
        let path = self.folder.path().join(format!("{}.db", self.people));
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)?
            .as_millis();
        let mut phone = Phone::open(
            &path,
            &self.server.origin(),
            self.people,
            i64::try_from(now)?,
        )?;
        phone.sync_until_done()?;
        Ok(phone)
    }

    pub fn officer(&mut self, department: &str, name: &str) -> Result<Phone> {
        let mut phone = self.phone()?;
        phone.join(&self.server, department, name)?;
        Ok(phone)
    }
}

/// A place in a ward of the sample pack.
pub fn place(north: f64) -> Place {
    Place {
        position: Some(Position {
            latitude: 4.9655 + north,
            longitude: -1.7195,
            accuracy: Some(9.0),
            source: PositionSource::Device,
            at: None,
        }),
        landmark: "behind the lorry station".to_owned(),
        ward: None,
    }
}

/// Files a complaint about a drain at a place.
pub fn file_at(phone: &mut Phone, text: &str, north: f64) -> Result<Submitted> {
    let draft = phone.must(StartDraft { intake: None })?.id;
    let answers = Answers {
        category: Some("drains".to_owned()),
        description: text.to_owned(),
        place: place(north),
        ..Answers::default()
    };
    phone.must(SaveDraft {
        draft: draft.clone(),
        answers,
        step: "check".to_owned(),
    })?;
    phone.must(Submit { draft })
}

/// Files a case and has it received.
pub fn filed(phone: &mut Phone, text: &str) -> Result<CaseId> {
    let case = phone.file(text, &[])?.case;
    phone.sync_until_done()?;
    Ok(case)
}

pub fn all_sync(phones: &mut [&mut Phone]) -> Result<()> {
    for _ in 0..2 {
        for phone in phones.iter_mut() {
            phone.sync_until_done()?;
        }
    }
    Ok(())
}

pub fn queue(phone: &mut Phone, part: QueuePart) -> Result<Vec<CaseId>> {
    let asked = ReadQueue {
        filter: QueueFilter {
            part,
            ..QueueFilter::default()
        },
        offset: 0,
        limit: 0,
    };
    let queue = phone.must(asked)?;
    assert_eq!(
        queue.total,
        queue.count(part),
        "the count is that of the part"
    );
    Ok(queue.cases.into_iter().map(|case| case.id).collect())
}

pub fn move_to(phone: &mut Phone, case: &CaseId, status: &str, note: &str) -> Result<()> {
    phone.must(ChangeStatus {
        case: case.clone(),
        status: status.to_owned(),
        note: note.to_owned(),
    })
}

/// The words of the error that a call must end with.
pub fn refused<C: Call>(phone: &mut Phone, call: C) -> String {
    match phone.ask(call) {
        Ok(_) => "done".to_owned(),
        Err(error) => error.message_key,
    }
}

/// The entries of a kind.
pub fn entries(
    phone: &mut Phone,
    case: &CaseId,
    wanted: impl Fn(&What) -> bool,
) -> Result<Vec<Entry>> {
    let timeline = phone.case(case)?.timeline;
    Ok(timeline
        .into_iter()
        .filter(|entry| wanted(&entry.what))
        .collect())
}
