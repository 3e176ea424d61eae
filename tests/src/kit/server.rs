//! The real server, as a process of its own.

use super::Result;
use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// For [`Server::fresh_with`]: devices may ask as often as a test has them do.
pub const OPEN_GATE: [&str; 4] = ["--rate", "100000", "--burst", "100000"];

/// For [`Server::fresh_with`]: nobody is held back, however often they ask and whatever they bring.
/// For measuring.
pub const NO_LIMITS: [&str; 10] = [
    "--rate",
    "1000000",
    "--burst",
    "1000000",
    "--words-day-mb",
    "1000",
    "--words-mb",
    "1000",
    "--address-day-mb",
    "100000",
];

/// A running server; ends with the value.
pub struct Server {
    child: Child,
    address: SocketAddr,
    data: PathBuf,
}

impl Server {
    /// Makes a hub with the Sekondi-Takoradi pack in `data` and serves it on a free port.
    ///
    /// # Errors
    /// The server does not start.
    pub fn fresh(data: &Path) -> Result<Self> {
        Self::fresh_with(data, &[])
    }

    /// The same with more options of the command `serve`.
    ///
    /// # Errors
    /// The server does not start.
    pub fn fresh_with(data: &Path, more: &[&str]) -> Result<Self> {
        make(data, &[])?;
        Self::serve(data, "127.0.0.1:0", more)
    }

    /// Makes a hub whose database is on a server, and another one beside it for each further
    /// folder. Their photos are in the first one's.
    ///
    /// # Errors
    /// A program does not start.
    pub fn fresh_on(database: &str, folders: &[PathBuf], more: &[&str]) -> Result<Vec<Self>> {
        let (first, others) = folders.split_first().ok_or("no folder")?;
        make(first, &["--database", database])?;
        for other in others {
            std::fs::create_dir(other)?;
            for name in ["durbar-hub", "hub.key", "admin.key", "database.address"] {
                std::fs::copy(first.join(name), other.join(name))?;
            }
            std::os::unix::fs::symlink(first.join("blobs"), other.join("blobs"))?;
        }
        let serve = |data: &PathBuf| Self::serve(data, "127.0.0.1:0", more);
        folders.iter().map(serve).collect()
    }

    /// Serves an existing hub on an address.
    ///
    /// # Errors
    /// The server does not start.
    pub fn serve(data: &Path, listen: &str, more: &[&str]) -> Result<Self> {
        Self::serve_by(Command::new(server_program()?), data, listen, more)
    }

    /// The same by a command that is the server's program and what it is to find in its
    /// environment.
    ///
    /// # Errors
    /// The server does not start.
    pub fn serve_by(
        mut program: Command,
        data: &Path,
        listen: &str,
        more: &[&str],
    ) -> Result<Self> {
        let mut child = program
            .args(["serve", "--data"])
            .arg(data)
            .args(["--listen", listen])
            .args(more)
            .env("RUST_LOG", "warn")
            // Everybody in a test comes from one address.
            .env("DURBAR_HUB_ADDRESS_RATE", "1000000")
            .env("DURBAR_HUB_ADDRESS_BURST", "1000000")
            .stdout(Stdio::piped())
            .spawn()?;
        let stdout = child.stdout.take().ok_or("no output")?;
        let mut lines = BufReader::new(stdout).lines();
        let address = loop {
            let Some(line) = lines.next() else {
                let status = child.wait()?;
                return Err(format!("the server ended before it listened: {status}").into());
            };
            let line = line?;
            let origin = line.strip_prefix("listening on ").unwrap_or_default();
            let address = origin
                .strip_prefix("https://")
                .or(origin.strip_prefix("http://"));
            if let Some(address) = address {
                break address.trim_end_matches('/').parse()?;
            }
        };
        Ok(Self {
            child,
            address,
            data: data.to_owned(),
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its origin.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Its data.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Kills it as a power cut would end the process: SIGKILL, no farewell.
    ///
    /// # Errors
    /// It cannot be killed.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Kills it and serves the same data on the same address again.
    ///
    /// # Errors
    /// It does not come back.
    pub fn kill_and_restart(&mut self) -> Result<()> {
        self.kill()?;
        *self = Self::serve(&self.data.clone(), &self.address.to_string(), &[])?;
        Ok(())
    }

    /// The process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// The most memory that it ever had resident, in kilobytes.
    ///
    /// # Errors
    /// The system does not say.
    pub fn peak_memory(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))
            .and_then(|value| value.trim().strip_suffix("kB"))
            .and_then(|value| value.trim().parse().ok())
            .ok_or_else(|| "no VmHWM in the process's status".into())
    }

    /// Whether the process still runs.
    ///
    /// # Errors
    /// The system does not say.
    pub fn is_up(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_none())
    }

    /// A one-time link for an officer of a department.
    ///
    /// # Errors
    /// The command fails.
    pub fn invite(&self, department: &str, name: &str) -> Result<String> {
        let output = Command::new(server_program()?)
            .args(["invite", "--role", "officer", "--department", department])
            .args(["--name", name, "--origin", &self.origin(), "--data"])
            .arg(&self.data)
            .output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into());
        }
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.kill());
    }
}

/// Makes a hub with the Sekondi-Takoradi pack in `data`, with more options of the command `init`.
///
/// # Errors
/// The command fails.
pub fn make(data: &Path, more: &[&str]) -> Result<()> {
    make_of("sekondi-takoradi", data, more)
}

/// The same with another pack of the project, by the name of its folder.
///
/// # Errors
/// The command fails.
pub fn make_of(pack: &str, data: &Path, more: &[&str]) -> Result<()> {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/packs");
    let pack = packs.join(pack);
    let status = Command::new(server_program()?)
        .args(["init", "--data"])
        .arg(data)
        .arg("--pack")
        .arg(pack)
        .args(more)
        .stdout(Stdio::null())
        .status()?;
    if !status.success() {
        return Err(format!("init: {status}").into());
    }
    Ok(())
}

/// The server's program: named by the environment, or beside the test's own.
///
/// # Errors
/// It is not built.
pub fn server_program() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("DURBAR_SERVER") {
        return Ok(path.into());
    }
    let own = std::env::current_exe()?;
    own.ancestors()
        .skip(1)
        .take(3)
        .map(|folder| folder.join("sync-server"))
        .find(|path| path.is_file())
        .ok_or_else(|| "sync-server is not built: cargo build -p durbar-sync-server".into())
}

/// Runs a command of the server's program to its end.
///
/// # Errors
/// It fails: with what it said.
pub fn server_does(arguments: &[&str], places: &[(&str, &Path)]) -> Result<()> {
    let mut command = Command::new(server_program()?);
    command.args(arguments);
    for (name, place) in places {
        command.arg(name).arg(place);
    }
    let output = command.output()?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(format!("{arguments:?}: {}", String::from_utf8_lossy(&said)).into())
}
