//! The app and its hub, as they are shipped.

use super::{
    SlowLink,
    matters::{description, message},
    scene::{Contender, Met},
};
use crate::kit::{NO_LIMITS, Outcome, Phone, Result, Server, server_does};
use durbar_api::{
    CaseId,
    complaints::{AddPhoto, Answers, ListMine, SaveDraft, StartDraft, Submit},
};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, IsCa, KeyPair,
};
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// Where the hub listens, in a network of its own.
const LISTEN: &str = "0.0.0.0:8000";

/// Where nothing listens.
const NOWHERE: &str = "http://127.0.0.1:9";

/// How the client comes to the hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As nobody should: what TLS costs is the difference.
    Plain,
    /// With TLS, by a program that has just been started.
    Tls,
    /// With TLS, by a program that has spoken to the hub before, over a connection that is closed.
    Resumed,
}

/// Within this time a hub closes a connection on which nothing is asked.
const CLOSED: Duration = Duration::from_secs(80);

/// A hub, a citizen who is its client over the link, and an officer beside the hub.
pub struct Durbar<'a> {
    link: &'a SlowLink,
    folder: PathBuf,
    way: Way,
    tls: Option<Tls>,
    server: Option<Server>,
    citizen: Phone,
    officer: Phone,
    /// An officer who was away while all was filed, once she opens her device.
    is_cold: bool,
    cases: Vec<CaseId>,
    turn: usize,
    seed: u64,
}

impl<'a> Durbar<'a> {
    /// With so many matters at both ends.
    ///
    /// # Errors
    /// A program does not start, or they do not come to one state.
    pub fn new(link: &'a SlowLink, folder: &Path, matters: usize, way: Way) -> Result<Self> {
        let hub = folder.join("hub");
        let server = Server::fresh_with(&hub, &NO_LIMITS)?;
        let open = |name: &str, seed| {
            fs::create_dir_all(folder.join(name))?;
            let file = folder.join(name).join("app.db");
            Phone::open(&file, &server.origin(), seed, now()?)
        };
        let mut away = open("away", 3)?;
        away.join(&server, "works", "Kofi Arthur")?;
        let mut citizen = open("citizen", 1)?;
        citizen.sync_until_done()?;
        let cases = (0..matters)
            .map(|number| Ok(citizen.file(&description(number), &[])?.case))
            .collect::<Result<Vec<_>>>()?;
        citizen.sync_until_done()?;
        let mut officer = open("officer", 2)?;
        officer.join(&server, "works", "Esi Mensah")?;
        officer.sync_until_done()?;
        drop(away);
        let tls = (way != Way::Plain).then(|| Tls::made(link, folder));
        let tls = tls.transpose()?;
        let mut durbar = Self {
            link,
            folder: folder.to_owned(),
            way,
            tls,
            server: Some(server),
            citizen,
            officer,
            is_cold: false,
            cases,
            turn: 0,
            seed: 10,
        };
        durbar.serve()?;
        durbar.officer = durbar.phone("officer", &link.aside())?;
        Ok(durbar)
    }

    fn serve(&mut self) -> Result<()> {
        self.server = None;
        let program = self
            .link
            .command(&crate::kit::server_program()?.to_string_lossy());
        let mut more: Vec<&str> = NO_LIMITS.to_vec();
        let files = self
            .tls
            .as_ref()
            .map(|tls| [tls.chain.as_str(), tls.key.as_str()]);
        if let Some([chain, key]) = &files {
            more.extend(["--tls-certificate", chain, "--tls-key", key]);
        }
        let server = Server::serve_by(program, &self.folder.join("hub"), LISTEN, &more)?;
        self.server = Some(server);
        Ok(())
    }

    fn origin(&self, address: &str) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{address}:8000")
    }

    /// A device opened anew, without a connection.
    fn phone(&mut self, name: &str, address: &str) -> Result<Phone> {
        let origin = self.origin(address);
        let file = self.folder.join(name).join("app.db");
        self.seed += 1;
        let mut phone = Phone::open(&file, &origin, self.seed, now()?)?;
        if let Some(tls) = &self.tls {
            phone.trust(&tls.root)?;
        }
        Ok(phone)
    }

    fn next(&mut self, count: usize) -> Vec<(CaseId, String)> {
        let from = self.turn;
        self.turn += count;
        let cases = self.cases.iter().cycle().skip(from).take(count);
        cases
            .enumerate()
            .map(|(at, case)| (case.clone(), message(from + at)))
            .collect()
    }
}

impl Contender for Durbar<'_> {
    fn open_again(&mut self) -> Result<()> {
        self.citizen = self.phone("citizen", &self.link.server())?;
        if self.way == Way::Resumed {
            self.meet()?;
            thread::sleep(CLOSED);
        }
        Ok(())
    }

    fn open_empty(&mut self) -> Result<()> {
        self.citizen = self.phone("away", &self.link.server())?;
        self.is_cold = true;
        Ok(())
    }

    fn write_here(&mut self, count: usize) -> Result<()> {
        // Without a network: all of it waits for the one exchange.
        self.citizen.connect_to(NOWHERE);
        is_so(
            self.citizen.sync()? == Outcome::Offline,
            "there is no network",
        )?;
        for (case, text) in self.next(count) {
            self.citizen.say(&case, &text)?;
        }
        let origin = self.origin(&self.link.server());
        self.citizen.connect_to(&origin);
        Ok(())
    }

    fn write_there(&mut self, count: usize) -> Result<()> {
        self.officer.set_clock(now()?);
        self.officer.sync_until_done()?;
        for (case, text) in self.next(count) {
            self.officer.say(&case, &text)?;
        }
        self.officer.sync_until_done()
    }

    fn photograph(&mut self, photo: &[u8]) -> Result<()> {
        // A photo is taken with a matter; the matter is small.
        let draft = self.citizen.must(StartDraft { intake: None })?.id;
        self.citizen.must(AddPhoto {
            draft: draft.clone(),
            name: "culvert.jpg".to_owned(),
            bytes: photo.to_vec(),
        })?;
        let answers = Answers {
            category: Some("drains".to_owned()),
            description: "The culvert by the school is full of sand.".to_owned(),
            place: durbar_api::Place {
                landmark: "Kojokrom M/A School".to_owned(),
                ..durbar_api::Place::default()
            },
            ..Answers::default()
        };
        self.citizen.must(SaveDraft {
            draft: draft.clone(),
            answers,
            step: "check".to_owned(),
        })?;
        let case = self.citizen.must(Submit { draft })?.case;
        self.cases.push(case);
        Ok(())
    }

    fn back_up(&mut self) -> Result<()> {
        let backup = self.folder.join("backup");
        server_does(
            &["backup"],
            &[("--data", &self.folder.join("hub")), ("--to", &backup)],
        )
    }

    fn restore(&mut self) -> Result<()> {
        self.server = None;
        let (hub, backup) = (self.folder.join("hub"), self.folder.join("backup"));
        fs::remove_dir_all(&hub)?;
        server_does(&["restore"], &[("--from", &backup), ("--data", &hub)])?;
        self.serve()
    }

    fn meet(&mut self) -> Result<Met> {
        self.citizen.take_traffic();
        let start = Instant::now();
        self.citizen.set_clock(now()?);
        while self.citizen.sync()? != Outcome::UpToDate {
            // It is asked again when the app itself would.
            let wake = self
                .citizen
                .wake_at
                .ok_or("the app would never try again")?;
            let wait = u64::try_from(wake.0.saturating_sub(now()?)).unwrap_or(0);
            thread::sleep(Duration::from_millis(wait));
            self.citizen.set_clock(now()?);
        }
        let took = start.elapsed();
        let requests = self.citizen.take_traffic().requests;
        self.is_whole()?;
        Ok(Met { requests, took })
    }
}

impl Durbar<'_> {
    /// Whether each end has what the other has.
    fn is_whole(&mut self) -> Result<()> {
        if self.is_cold {
            let queue = self
                .citizen
                .queue(durbar_api::complaints::QueuePart::Open)?;
            return is_so(queue.len() == self.cases.len(), "every case is there");
        }
        is_so(self.citizen.all_received()?, "every receipt is there")?;
        let here = self.citizen.must(ListMine {})?.len();
        is_so(here == self.cases.len(), "every case is there")?;
        self.officer.set_clock(now()?);
        self.officer.sync_until_done()?;
        for case in self.cases.clone() {
            let [here, there] = [&mut self.citizen, &mut self.officer].map(|one| one.words(&case));
            is_so(here? == there?, "both read the same")?;
        }
        Ok(())
    }
}

fn is_so(holds: bool, what: &str) -> Result<()> {
    if holds {
        Ok(())
    } else {
        Err(format!("not so: {what}").into())
    }
}

fn now() -> Result<i64> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(i64::try_from(now.as_millis())?)
}

/// A certificate as a hub has one: its own, and that of who issued it.
struct Tls {
    chain: String,
    key: String,
    /// Whom the client trusts, in PEM.
    root: String,
}

impl Tls {
    fn made(link: &SlowLink, folder: &Path) -> Result<Self> {
        let root = authority("Root")?;
        let middle = KeyPair::generate()?;
        let middle = CertifiedIssuer::signed_by(about_authority("Authority")?, middle, &root)?;
        let key = KeyPair::generate()?;
        let mut about = CertificateParams::new(vec![link.server(), link.aside()])?;
        about.distinguished_name = name("Hub");
        let certificate = about.signed_by(&key, &middle)?;
        let place = |name: &str| folder.join(name).to_string_lossy().into_owned();
        let tls = Self {
            chain: place("chain.pem"),
            key: place("key.pem"),
            root: root.pem(),
        };
        fs::write(&tls.chain, certificate.pem() + &middle.pem())?;
        fs::write(&tls.key, key.serialize_pem())?;
        // A hub complains of a key that others may read.
        fs::set_permissions(&tls.key, fs::Permissions::from_mode(0o600))?;
        Ok(tls)
    }
}

fn about_authority(called: &str) -> Result<CertificateParams> {
    let mut about = CertificateParams::new(Vec::new())?;
    about.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    about.distinguished_name = name(called);
    Ok(about)
}

fn authority(called: &str) -> Result<CertifiedIssuer<'static, KeyPair>> {
    let key = KeyPair::generate()?;
    Ok(CertifiedIssuer::self_signed(about_authority(called)?, key)?)
}

fn name(called: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, called);
    name
}
