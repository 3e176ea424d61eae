//! The people, and what they have filed and answered before anybody looks.

mod office;
mod scene;

use super::{
    Language,
    line::ask,
    stage::{kept, open, settled},
};
use crate::{
    journey::{Device, Host, Hub, Screen},
    kit::{Result, server_program},
};
use durbar_api::{
    CaseId, DraftId, Place, Position, PositionSource,
    app::SetLanguage,
    complaints::{
        AddPhoto, Answers, Draft, ListMine, MarkOpened, ReadCase, SaveDraft, SendReply, Sending,
        StartDraft, Submit,
    },
    identity::{Join, ReadMe, RoleState},
    packs::{Municipality, Read},
};
use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// How long the office's answers may take to arrive.
const ARRIVAL: Duration = Duration::from_secs(90);

/// The officer's name.
const OFFICER: &str = "Esi Mensah";

/// Matters and where they are, in the citizen's words.
const MATTERS: [(&str, &str); 6] = [
    (
        "The standpipe runs day and night and nobody can close it.",
        "By the landing beach",
    ),
    (
        "Manhole cover missing at Market Circle. Two people have stumbled already, and it is not \
         lit at night.",
        "Market Circle, by the bank",
    ),
    (
        "Blocked drain floods the path to school. Since Sunday it is full of sand. Children walk \
         on the road.",
        "Kojokrom M/A School, behind the canteen",
    ),
    (
        "Gutter slab broken opposite the clinic. It was left open after the pipe was mended.",
        "Opposite the clinic",
    ),
    (
        "No light at the lorry station. The last four poles are dark, and traders pack up in the \
         dark.",
        "Lorry station, the side of the taxis",
    ),
    (
        "Deep pothole in front of the school gate. Taxis swerve to the side where pupils stand.",
        "Main gate of the school",
    ),
];

/// Whether a matter is filed within reach of the hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Citizenship {
    Connected,
    CutOff,
}

/// A municipality with its people.
pub(super) struct World {
    pub(super) hub: Hub,
    pub(super) citizen: Device,
    pub(super) officer: Device,
    pub(super) language: String,
    pub(super) first_tab: Option<WindowHandle>,
    municipality: Option<Municipality>,
    /// A case of the citizen for each state.
    cases: BTreeMap<String, CaseId>,
    queued: Option<CaseId>,
    draft: Option<DraftId>,
    blank: Option<DraftId>,
    folder: tempfile::TempDir,
}

/// Lays out a hub with a pack and the sample cases that there are for it.
pub(super) fn lay_out(pack: &Path, data: &Path) -> Result<()> {
    let program = server_program()?;
    let init = Command::new(&program)
        .args(["init", "--data"])
        .arg(data)
        .arg("--pack")
        .arg(pack)
        .stdout(Stdio::null())
        .status()?;
    if !init.success() {
        return Err(format!("init with {}: {init}", pack.display()).into());
    }
    let sample = Command::new(&program)
        .args(["sample", "--data"])
        .arg(data)
        .output()?;
    if !sample.status.success() {
        // Then the queue holds only what is filed here.
        let why = String::from_utf8_lossy(&sample.stderr);
        eprintln!("no sample for {}: {}", pack.display(), why.trim());
    }
    Ok(())
}

impl World {
    /// A world over a copy of a hub that [`lay_out`] made.
    pub(super) fn new(laid_out: &Path, language: &Language) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let data = folder.path().join("hub");
        copy(laid_out, &data)?;
        let hub = Hub::open_with(&data, language.web.as_deref())?;
        let device = |name| -> Result<Device> {
            let own = folder.path().join(name);
            Ok(Device::new(Host::Chromium, name, &own, &hub.origin())?.speaking(&language.code))
        };
        Ok(Self {
            citizen: device("citizen")?,
            officer: device("officer")?,
            language: language.code.clone(),
            first_tab: None,
            municipality: None,
            cases: BTreeMap::new(),
            queued: None,
            draft: None,
            blank: None,
            hub,
            folder,
        })
    }

    /// Whose screen it is.
    pub(super) fn device(&self, is_officer: bool) -> &Device {
        if is_officer {
            &self.officer
        } else {
            &self.citizen
        }
    }

    /// States in which the citizen has a case.
    pub(super) fn states(&self) -> Vec<String> {
        self.cases.keys().cloned().collect()
    }

    /// Fills in the braces of an address.
    pub(super) fn fill(&self, text: &str) -> Result<String> {
        let mut filled = text.to_owned();
        while let Some((before, rest)) = filled.split_once('{') {
            let (name, after) = rest.split_once('}').ok_or("a brace without its other")?;
            let value = match name {
                "draft" => self.draft.as_ref().map(|draft| &draft.0),
                "blank" => self.blank.as_ref().map(|draft| &draft.0),
                "queued" => self.queued.as_ref().map(|case| &case.0),
                _ => name
                    .strip_prefix("case:")
                    .and_then(|state| self.cases.get(state))
                    .map(|case| &case.0),
            };
            let value = value.ok_or_else(|| format!("this world has no {{{name}}}"))?;
            filled = format!("{before}{value}{after}");
        }
        Ok(filled)
    }

    /// Files a matter for each state of the pack, has the office answer them, and begins two
    /// drafts.
    pub(super) async fn file_all(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        let municipality = ask(screen, Read {}).await?.ok_or("no pack")?;
        let states = municipality.states.len();
        self.municipality = Some(municipality);
        let mut filed = Vec::new();
        for number in 0..states {
            filed.push(self.file(number, Citizenship::Connected).await?);
        }
        let screen = self.citizen.screen()?;
        let start = Instant::now();
        while ask(screen, ListMine {})
            .await?
            .iter()
            .any(|case| case.sending != Sending::Received)
        {
            if start.elapsed() > ARRIVAL {
                return Err("the hub does not receive what was filed".into());
            }
            settled(screen).await?;
        }
        let answered = self.answer(filed).await?;
        self.await_answers(&answered).await?;
        self.cases = answered;

        let blank = self.start_draft().await?.id;
        let draft = self.start_draft().await?;
        self.write(&draft, 2).await?;
        self.draft = Some(draft.id);
        self.blank = Some(blank);
        Ok(())
    }

    async fn answer(&self, filed: Vec<CaseId>) -> Result<BTreeMap<String, CaseId>> {
        let department = self.department()?;
        let link = self.hub.invite(&department, OFFICER)?;
        let origin = self.hub.origin();
        let file = self.folder.path().join("office.db");
        // An app of its own, with a runtime of its own.
        tokio::task::spawn_blocking(move || office::answer(&file, &origin, &link, &filed)).await?
    }

    async fn await_answers(&self, answered: &BTreeMap<String, CaseId>) -> Result<()> {
        let screen = self.citizen.screen()?;
        let start = Instant::now();
        loop {
            let mine = ask(screen, ListMine {}).await?;
            let late: Vec<_> = answered
                .iter()
                .filter(|(state, id)| {
                    !mine
                        .iter()
                        .any(|case| case.id == **id && case.status == **state)
                })
                .map(|(state, _)| state)
                .collect();
            if late.is_empty() {
                break;
            }
            if start.elapsed() > ARRIVAL {
                return Err(format!("the office's answers do not arrive: {late:?}").into());
            }
            settled(screen).await?;
        }
        // One of them is a conversation. Most were read before: a first page with everything on
        // it would be nobody's.
        for (number, (state, case)) in answered.iter().enumerate() {
            if state == "in-progress" {
                let text = "The planks are gone now. Please bring new ones.".to_owned();
                let case = case.clone();
                ask(screen, SendReply { case, text }).await?;
            }
            if number > 1 {
                ask(screen, MarkOpened { case: case.clone() }).await?;
            }
        }
        Ok(())
    }

    /// Files one more.
    pub(super) async fn file_one_more(&mut self, reach: Citizenship) -> Result<()> {
        let case = self.file(3, reach).await?;
        self.queued = Some(case);
        Ok(())
    }

    async fn file(&self, number: usize, reach: Citizenship) -> Result<CaseId> {
        let draft = self.start_draft().await?;
        self.write(&draft, number).await?;
        let screen = self.citizen.screen()?;
        let draft = draft.id;
        let case = ask(screen, Submit { draft }).await?.case;
        let filed = ask(screen, ReadCase { case: case.clone() }).await?;
        if reach == Citizenship::CutOff && filed.summary.sending != Sending::Queued {
            return Err(format!("cut off, and {:?}", filed.summary.sending).into());
        }
        Ok(case)
    }

    async fn start_draft(&self) -> Result<Draft> {
        ask(self.citizen.screen()?, StartDraft { intake: None }).await
    }

    async fn write(&self, draft: &Draft, number: usize) -> Result<()> {
        let screen = self.citizen.screen()?;
        let municipality = self.municipality.as_ref().ok_or("no pack")?;
        let department = self.department()?;
        let categories: Vec<_> = municipality
            .categories
            .iter()
            .filter(|category| category.department == department)
            .collect();
        let category = categories
            .get(number % categories.len().max(1))
            .ok_or("a department without categories")?;
        let ward = municipality
            .wards
            .get(number % municipality.wards.len().max(1));
        let (text, landmark) = MATTERS[number % MATTERS.len()];
        let answers = Answers {
            category: Some(category.id.clone()),
            description: text.to_owned(),
            place: Place {
                position: ward.and_then(|ward| middle(&ward.outline)),
                landmark: landmark.to_owned(),
                ward: ward.map(|ward| ward.id.clone()),
            },
            ..draft.answers.clone()
        };
        let save = SaveDraft {
            draft: draft.id.clone(),
            answers,
            step: "check".to_owned(),
        };
        ask(screen, save).await?;
        for photo in 0..[0, 1, 2, 1][number % 4] {
            let photo = AddPhoto {
                draft: draft.id.clone(),
                name: "sample.jpg".to_owned(),
                bytes: scene::draw(number as u64 * 10 + photo)?,
            };
            ask(screen, photo).await?;
        }
        Ok(())
    }

    /// The department with the most categories.
    fn department(&self) -> Result<String> {
        let municipality = self.municipality.as_ref().ok_or("no pack")?;
        let mut counts = BTreeMap::new();
        for category in &municipality.categories {
            *counts.entry(&category.department).or_insert(0) += 1;
        }
        let most = counts.into_iter().max_by_key(|(_, count)| *count);
        Ok(most.ok_or("no categories")?.0.clone())
    }

    /// Gives the officer's device its language and role.
    pub(super) async fn employ(&mut self) -> Result<()> {
        let link = self.hub.invite(&self.department()?, OFFICER)?;
        self.officer.open("about:blank").await?;
        super::line::hold(&self.officer).await?;
        let screen = self.officer.screen()?;
        screen.client().goto(&self.hub.origin()).await?;
        screen
            .see_arrive("[data-page=start][data-municipality=true]")
            .await?;
        let language = self.language.clone();
        ask(screen, SetLanguage { language }).await?;
        ask(screen, Join { link }).await?;
        let start = Instant::now();
        while !ask(screen, ReadMe {})
            .await?
            .roles
            .iter()
            .any(|role| role.state == RoleState::Active)
        {
            if start.elapsed() > ARRIVAL {
                return Err("the hub does not confirm the role".into());
            }
            settled(screen).await?;
        }
        kept(screen).await?;
        self.reload(screen).await?;
        screen.press("[data-test=nav-queue]").await?;
        screen.see_arrive("[data-test=queue-row]").await?;
        screen.connection_is("up-to-date").await
    }

    /// Opens the app anew at its first page.
    pub(super) async fn reload(&self, screen: &Screen) -> Result<()> {
        open(screen, &self.hub.origin()).await?;
        screen.is_at("home").await
    }

    /// Keeps what is on the screens for whoever looks into a failure, and says where.
    pub(super) async fn keep_pictures(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for device in [&self.citizen, &self.officer] {
            if device.screen().is_ok() {
                lines.extend(device.keep_pictures().await);
                lines.extend(said(device).await);
            }
        }
        lines
    }
}

/// What the browser wrote into its log.
async fn said(device: &Device) -> Vec<String> {
    match device
        .ask_driver("se/log", &json!({"type": "browser"}))
        .await
    {
        Ok(Value::Array(lines)) => lines.iter().map(Value::to_string).collect(),
        Ok(other) => vec![other.to_string()],
        Err(error) => vec![format!("no log: {error}")],
    }
}

/// The middle of the first ring's corners, as a device would have measured it.
fn middle(outline: &[Vec<(f64, f64)>]) -> Option<Position> {
    let ring = outline.first().filter(|ring| !ring.is_empty())?;
    #[allow(clippy::cast_precision_loss)]
    let count = ring.len() as f64;
    let sum = ring
        .iter()
        .fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
    Some(Position {
        latitude: sum.1 / count,
        longitude: sum.0 / count,
        accuracy: Some(9.0),
        source: PositionSource::Device,
        at: None,
    })
}

pub(super) fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
