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
    Call, CaseId,
    app::SetLanguage,
    complaints::{
        CaseSummary, ListMine, MarkOpened, Rate, ReadCase, ReadReceipt, SendReply, Sending, Submit,
        Withdraw,
    },
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

/// The officer's name, and that of who sits at the other desk.
const OFFICER: &str = "Esi Mensah";
const COLLEAGUE: &str = "Kofi Boateng";

/// What the citizen has not looked at: a first page with everything on it would be nobody's.
const UNREAD: [&str; 2] = ["acknowledged", "fixed"];

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
    /// Other cases, drafts and codes, by what a way calls them.
    named: BTreeMap<&'static str, String>,
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
            named: BTreeMap::new(),
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
            let value = match name.strip_prefix("case:") {
                Some(state) => self.cases.get(state).map(|case| &case.0),
                None => self.named.get(name),
            };
            let value = value.ok_or_else(|| format!("this world has no {{{name}}}"))?;
            filled = format!("{before}{value}{after}");
        }
        Ok(filled)
    }

    /// Files a matter for each state of the pack and some more, has the office answer them but for
    /// one that is taken back, and begins two drafts.
    pub(super) async fn file_all(&mut self) -> Result<()> {
        let screen = self.citizen.screen()?;
        let municipality = ask(screen, Read::default()).await?.ok_or("no pack")?;
        let matters = municipality.states.len() + office::MORE;
        self.municipality = Some(municipality);
        let mut filed = Vec::new();
        for number in 0..matters {
            filed.push(self.file(screen, number, Citizenship::Connected).await?);
        }
        filing::until_all_are(screen, |sending| *sending == Sending::Received).await?;
        let case = filed.pop().ok_or("a pack without states")?;
        let withdraw = Withdraw {
            case: case.clone(),
            reason: "Somebody has closed it this morning.".to_owned(),
        };
        ask(screen, withdraw).await?;
        let withdrawn = ask(screen, ReadCase { case }).await?.summary;
        let answered = self.answer(filed).await?;
        self.read_answers(&answered).await?;
        self.cases = answered.cases;
        self.cases.insert(withdrawn.status, withdrawn.id);
        self.named.extend(answered.named);

        let blank = filing::start_draft(screen).await?.id;
        let draft = filing::start_draft(screen).await?;
        self.write(screen, &draft, 2).await?;
        filing::until_all_are(screen, |sending| *sending == Sending::Received).await?;
        self.named
            .extend([("blank", blank.0), ("draft", draft.id.0)]);
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
        let forged = forged.into_iter().collect();
        self.named
            .extend([("receipt", receipt.to_owned()), ("forged", forged)]);
        Ok(())
    }

    async fn answer(&self, filed: Vec<CaseId>) -> Result<office::Answered> {
        let department = self.department()?;
        let municipality = self.municipality.as_ref().ok_or("no pack")?;
        let mut others = municipality.departments.iter().map(|other| &other.id);
        let elsewhere = others.find(|other| **other != department);
        let work = office::Work {
            folder: self.folder.path().to_owned(),
            origin: self.hub.origin(),
            links: [
                self.hub.invite(&department, OFFICER)?,
                self.hub.invite(&department, COLLEAGUE)?,
            ],
            filed,
            elsewhere: elsewhere.ok_or("only one department")?.clone(),
            told: self.told_at_the_counter(0)?,
        };
        // Apps of their own, with runtimes of their own.
        tokio::task::spawn_blocking(move || office::answer(work)).await?
    }

    /// Waits for the office's answers. One makes a conversation, one is rated, most are read.
    async fn read_answers(&self, answered: &office::Answered) -> Result<()> {
        let screen = self.citizen.screen()?;
        let shown = |case: &CaseSummary| (case.status.clone(), case.asked, case.published);
        until_here(screen, ListMine {}, |mine| {
            let standing = answered.standing.iter();
            let late = standing.filter(|case| {
                let own = mine.iter().find(|own| own.id == case.id);
                own.map(shown) != Some(shown(case))
            });
            late.map(|case| format!("{} {:?}", case.title, shown(case)))
                .collect()
        })
        .await?;
        if let Some(case) = answered.cases.get("in-progress").cloned() {
            let text = "They can, on foot. Please come before the next rain.".to_owned();
            ask(screen, SendReply { case, text }).await?;
        }
        if let Some(case) = answered.cases.get("not-fixed").cloned() {
            let (score, comment) = (2, "Next year is far away.".to_owned());
            let rate = Rate {
                case,
                score,
                comment,
            };
            ask(screen, rate).await?;
        }
        for case in &answered.standing {
            if !UNREAD.contains(&case.status.as_str()) {
                let case = case.id.clone();
                ask(screen, MarkOpened { case }).await?;
            }
        }
        Ok(())
    }

    /// Files one more.
    pub(super) async fn file_one_more(&mut self, reach: Citizenship) -> Result<()> {
        let case = self.file(self.citizen.screen()?, 3, reach).await?;
        self.named.insert("queued", case.0);
        Ok(())
    }

    /// Gives the officer's device its language and role. Of two matters told at the counter one is
    /// filed.
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
        until_here(screen, ReadMe {}, |me| {
            let late = me.roles.iter();
            late.filter(|role| role.state != RoleState::Active)
                .map(|role| format!("the role in {}", role.department))
                .collect()
        })
        .await?;
        let draft = self.take_in(screen, 5).await?;
        let handed_out = ask(screen, Submit { draft }).await?.case;
        let intake = self.take_in(screen, 4).await?;
        self.named
            .extend([("handed-out", handed_out.0), ("intake", intake.0)]);
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

/// Asks again and again until the network has brought all that the answer lacks.
async fn until_here<C: Call + Clone>(
    screen: &Screen,
    call: C,
    lacking: impl Fn(&C::Output) -> Vec<String>,
) -> Result<()> {
    let start = Instant::now();
    loop {
        let late = lacking(&ask(screen, call.clone()).await?);
        if late.is_empty() {
            return Ok(());
        }
        if start.elapsed() > ARRIVAL {
            return Err(format!("it does not arrive: {late:?}").into());
        }
        settled(screen).await?;
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
