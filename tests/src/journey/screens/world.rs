//! The people, and what they have filed and answered before anybody looks.

mod filing;
mod neighbour;
mod office;

use super::{
    Language,
    line::ask,
    page::{Owner, Who},
    stage::{kept, open, settled},
};
use crate::{
    journey::{Device, Host, Hub, Screen},
    kit::{Result, copy_folder, server_program},
};
use durbar_api::{
    CaseId, DraftId,
    app::SetLanguage,
    complaints::{ListMine, MarkOpened, ReadReceipt, SendReply, Sending},
    identity::{Join, ReadMe, RoleState},
    packs::{Municipality, Read},
};
use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// How long what is on its way between a device and the hub may take to arrive.
const ARRIVAL: Duration = Duration::from_secs(90);

/// The officer's name.
const OFFICER: &str = "Esi Mensah";

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
    pub(super) neighbour: Device,
    pub(super) language: String,
    pub(super) first_tab: Option<WindowHandle>,
    municipality: Option<Municipality>,
    /// A case of the citizen for each state.
    cases: BTreeMap<String, CaseId>,
    queued: Option<CaseId>,
    draft: Option<DraftId>,
    blank: Option<DraftId>,
    /// The code of one of the citizen's receipts, and the same with another number on it.
    receipt: Option<String>,
    forged: Option<String>,
    /// The case that the hub takes nothing of.
    aside: Option<CaseId>,
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
        copy_folder(laid_out, &data)?;
        let hub = Hub::open_with(&data, language.web.as_deref())?;
        let device = |name| -> Result<Device> {
            let own = folder.path().join(name);
            Ok(Device::new(Host::Chromium, name, &own, &hub.origin())?.speaking(&language.code))
        };
        Ok(Self {
            citizen: device("citizen")?,
            officer: device("officer")?,
            neighbour: device("neighbour")?,
            language: language.code.clone(),
            first_tab: None,
            municipality: None,
            cases: BTreeMap::new(),
            queued: None,
            draft: None,
            blank: None,
            receipt: None,
            forged: None,
            aside: None,
            hub,
            folder,
        })
    }

    /// On which device somebody looks.
    pub(super) fn device(&self, who: Who) -> &Device {
        match who.owner() {
            Owner::Citizen => &self.citizen,
            Owner::Officer => &self.officer,
            Owner::Neighbour => &self.neighbour,
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
                "aside" => self.aside.as_ref().map(|case| &case.0),
                "receipt" => self.receipt.as_ref(),
                "forged" => self.forged.as_ref(),
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
            filed.push(self.file(screen, number, Citizenship::Connected).await?);
        }
        filing::until_all_are(screen, |sending| *sending == Sending::Received).await?;
        let answered = self.answer(filed).await?;
        self.await_answers(&answered).await?;
        self.cases = answered;

        let blank = filing::start_draft(screen).await?.id;
        let draft = filing::start_draft(screen).await?;
        self.write(screen, &draft, 2).await?;
        self.draft = Some(draft.id);
        self.blank = Some(blank);
        self.read_receipt().await
    }

    /// Reads the code of a receipt, and forges it.
    async fn read_receipt(&mut self) -> Result<()> {
        // A pack without this state has no such receipt: the pages that show it say so.
        let Some(case) = self.cases.get("fixed").cloned() else {
            return Ok(());
        };
        let sheet = ask(self.citizen.screen()?, ReadReceipt { case }).await?;
        let code = sheet.code.ok_or("no receipt of a case that was answered")?;
        // Behind the address, which is the app's own.
        let (_, receipt) = code.split_once('#').ok_or("a code without a receipt")?;
        // A letter for the kind, then the number of the case: another one is as easy to read, but
        // the hub did not sign it.
        let mut forged: Vec<char> = receipt.chars().collect();
        let letter = forged.get_mut(12).ok_or("a receipt that is too short")?;
        *letter = if *letter == 'A' { 'B' } else { 'A' };
        self.forged = Some(forged.into_iter().collect());
        self.receipt = Some(receipt.to_owned());
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
                let text = "They can, on foot. Please come before the next rain.".to_owned();
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
        let case = self.file(self.citizen.screen()?, 3, reach).await?;
        self.queued = Some(case);
        Ok(())
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
        for device in [&self.citizen, &self.officer, &self.neighbour] {
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
