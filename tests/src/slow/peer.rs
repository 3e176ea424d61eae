//! What others have written to keep documents at two ends, as programs of Node.js.

use super::{
    SlowLink,
    matters::{document, entry},
    scene::{Contender, Met},
};
use crate::kit::{Result, copy_folder};
use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// Where its server listens, in a network of its own.
const PORT: &str = "8000";

/// Nobody waits longer.
const PATIENCE: Duration = Duration::from_secs(900);

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// PouchDB with express-pouchdb, over HTTP.
    PouchDb,
    /// automerge-repo, over a WebSocket.
    AutomergeRepo,
}

impl Kind {
    fn program(self) -> &'static str {
        match self {
            Self::PouchDb => "pouchdb.mjs",
            Self::AutomergeRepo => "automerge.mjs",
        }
    }
}

/// One of them, with its server and its client.
pub struct Peer<'a> {
    kind: Kind,
    link: &'a SlowLink,
    /// Where its programs are, with what they use.
    programs: PathBuf,
    folder: PathBuf,
    server: Told,
    client: Option<Told>,
    ids: Vec<String>,
    /// What both must have in the end.
    messages: usize,
    photos: usize,
    turn: usize,
}

impl<'a> Peer<'a> {
    /// With so many documents at both ends.
    ///
    /// # Errors
    /// A program does not start or is not what it should be.
    pub fn new(
        kind: Kind,
        link: &'a SlowLink,
        programs: &Path,
        folder: &Path,
        documents: usize,
    ) -> Result<Self> {
        let server = Told::start(
            link.command("node"),
            &[
                &programs.join(kind.program()).to_string_lossy(),
                "server",
                PORT,
            ],
            &folder.join("server"),
        )?;
        let mut peer = Self {
            kind,
            link,
            programs: programs.to_owned(),
            folder: folder.to_owned(),
            server,
            client: None,
            ids: Vec::new(),
            messages: 0,
            photos: 0,
            turn: 0,
        };
        let made: Vec<_> = (0..documents).map(|number| peer.named(number)).collect();
        let answer = peer
            .server
            .ask(json!({ "do": "make", "documents": made }))?;
        peer.ids = serde_json::from_value(answer["ids"].clone())?;
        // The first time over the way that costs nothing.
        peer.open("client", &link.aside())?;
        peer.meet()?;
        Ok(peer)
    }

    fn named(&self, number: usize) -> Value {
        let mut document = document(number);
        if self.kind == Kind::PouchDb {
            document["_id"] = document["reference"].clone();
        }
        document
    }

    fn serve(&mut self) -> Result<()> {
        let program = self.programs.join(self.kind.program());
        self.server = Told::start(
            self.link.command("node"),
            &[&program.to_string_lossy(), "server", PORT],
            &self.folder.join("server"),
        )?;
        if self.kind == Kind::AutomergeRepo {
            self.server.ask(json!({ "do": "know", "ids": self.ids }))?;
        }
        Ok(())
    }

    fn open(&mut self, folder: &str, address: &str) -> Result<()> {
        if let Some(mut client) = self.client.take() {
            client.ask(json!({ "do": "stop" }))?;
        }
        let program = self.programs.join(self.kind.program());
        let origin = format!("http://{address}:{PORT}");
        let client = Told::start(
            Command::new("node"),
            &[&program.to_string_lossy(), "client", &origin],
            &self.folder.join(folder),
        )?;
        self.client = Some(client);
        Ok(())
    }

    fn client(&mut self) -> Result<&mut Told> {
        self.client.as_mut().ok_or_else(|| "no client".into())
    }

    /// The next documents, by turns.
    fn next(&mut self, count: usize) -> Value {
        let ids: Vec<_> = self
            .ids
            .iter()
            .cycle()
            .skip(self.turn)
            .take(count)
            .collect();
        let words = json!({ "do": "edit", "ids": ids, "message": entry(self.turn) });
        self.turn += count;
        self.messages += count;
        words
    }
}

impl Contender for Peer<'_> {
    fn open_again(&mut self) -> Result<()> {
        self.open("client", &self.link.server())?;
        if self.kind == Kind::AutomergeRepo {
            let ids = self.ids.clone();
            self.client()?.ask(json!({ "do": "know", "ids": ids }))?;
        }
        Ok(())
    }

    fn open_empty(&mut self) -> Result<()> {
        self.open("empty", &self.link.server())
    }

    fn write_here(&mut self, count: usize) -> Result<()> {
        let words = self.next(count);
        self.client()?.ask(words).map(drop)
    }

    fn write_there(&mut self, count: usize) -> Result<()> {
        let words = self.next(count);
        self.server.ask(words).map(drop)
    }

    fn photograph(&mut self, photo: &[u8]) -> Result<()> {
        let ids = [self.ids[self.turn].clone()];
        self.photos += 1;
        let path = self.folder.join("photo.jpg");
        fs::write(&path, photo)?;
        self.client()?
            .ask(json!({ "do": "photograph", "ids": ids, "photo": path }))
            .map(drop)
    }

    fn back_up(&mut self) -> Result<()> {
        self.server.ask(json!({ "do": "stop" }))?;
        copy_folder(&self.folder.join("server"), &self.folder.join("backup"))?;
        self.serve()
    }

    fn restore(&mut self) -> Result<()> {
        self.server.ask(json!({ "do": "stop" }))?;
        fs::remove_dir_all(self.folder.join("server"))?;
        fs::rename(self.folder.join("backup"), self.folder.join("server"))?;
        self.serve()
    }

    fn meet(&mut self) -> Result<Met> {
        self.server.ask(json!({ "do": "requests" }))?;
        let start = SystemTime::now().duration_since(UNIX_EPOCH)?;
        let expected = json!({
            "do": "expect",
            "documents": self.ids.len(),
            "messages": self.messages,
            "photos": self.photos,
        });
        let ids = self.ids.clone();
        let client = self.client()?;
        client.tell(&expected)?;
        client.tell(&json!({ "do": "sync", "ids": ids }))?;
        self.server.tell(&expected)?;
        let there = self.server.hear("expect")?;
        let client = self.client()?;
        let here = client.hear("expect")?;
        client.hear("sync")?;
        let requests = self.server.ask(json!({ "do": "requests" }))?;
        let at = |answer: &Value| answer["at"].as_u64().ok_or("no time");
        let last = Duration::from_millis(at(&here)?.max(at(&there)?));
        Ok(Met {
            requests: u32::try_from(requests["count"].as_u64().unwrap_or(0))?,
            took: last.saturating_sub(start),
        })
    }
}

/// A program that does what it is told, line by line.
struct Told {
    child: Child,
    input: ChildStdin,
    lines: Receiver<String>,
    /// Answers that came while another was waited for.
    early: Vec<Value>,
}

impl Told {
    fn start(mut command: Command, arguments: &[&str], folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder)?;
        let mut child = command
            .args(arguments)
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let input = child.stdin.take().ok_or("no input")?;
        let output = child.stdout.take().ok_or("no output")?;
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in BufReader::new(output)
                .lines()
                .map_while(std::io::Result::ok)
            {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let mut told = Self {
            child,
            input,
            lines,
            early: Vec::new(),
        };
        told.hear("start")?;
        Ok(told)
    }

    fn tell(&mut self, words: &Value) -> Result<()> {
        writeln!(self.input, "{words}")?;
        Ok(self.input.flush()?)
    }

    fn hear(&mut self, what: &str) -> Result<Value> {
        if let Some(at) = self.early.iter().position(|answer| answer["did"] == what) {
            return Ok(self.early.remove(at));
        }
        loop {
            let line = self
                .lines
                .recv_timeout(PATIENCE)
                .map_err(|error| format!("no answer to {what}: {error}"))?;
            // What its libraries print is not for us.
            let Ok(answer) = serde_json::from_str::<Value>(&line) else {
                continue;
            };
            if let Some(failed) = answer["failed"].as_str() {
                return Err(format!("{}: {failed}", answer["did"]).into());
            }
            if answer["did"] == what {
                return Ok(answer);
            }
            if answer["did"].is_string() {
                self.early.push(answer);
            }
        }
    }

    fn ask(&mut self, words: Value) -> Result<Value> {
        self.tell(&words)?;
        let what = words["do"].as_str().ok_or("no deed")?;
        self.hear(what)
    }
}

impl Drop for Told {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
