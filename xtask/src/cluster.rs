//! A PostgreSQL server for tests, in a folder of its own, thrown away with it.

use std::fs;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::failure::{Context, Failure, Result};
use crate::paths;
use crate::process::{Service, capture};
use crate::setup::is_root;

/// Where Debian and its children keep the programs of each version.
const DEBIANS: &str = "/usr/lib/postgresql";

/// The server's programs refuse to run as root; this account comes with the package.
const ACCOUNT: &str = "postgres";

/// A running server. Its sockets are in its folder, which is nobody else's; it listens on this
/// machine, too, for those who want the way to it encrypted and know the password.
pub struct Cluster {
    folder: PathBuf,
    port: u16,
    password: String,
    server: Option<Service>,
}

impl Cluster {
    /// Makes a cluster for tests and starts its server. What is kept through the end of a server's
    /// processes is kept without waiting for the disk; power cuts are the server's own matter.
    pub fn start() -> Result<Self> {
        Self::start_with(&["-c", "fsync=off"])
    }

    /// The same, waiting for the disk as a municipality's would.
    pub fn start_durable() -> Result<Self> {
        Self::start_with(&[])
    }

    fn start_with(more: &[&str]) -> Result<Self> {
        // Short: a socket's path has a hundred letters at most.
        let folder = std::env::temp_dir().join(format!("durbar-pg-{}", std::process::id()));
        fs::create_dir_all(&folder).context(folder.display())?;
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))
            .context(folder.display())?;
        // The only randomness at hand; whoever could guess it is on this machine already.
        let password = format!("{:016x}", RandomState::new().build_hasher().finish());
        let told = folder.join("password");
        fs::write(&told, &password).context(told.display())?;
        if is_root()? {
            let mut own = Command::new("chown");
            own.args(["-R", &format!("{ACCOUNT}:")]);
            capture(own.arg(&folder), "chown")?;
        }
        let data = folder.join("data");
        let mut make = as_account("initdb")?;
        make.arg("-D")
            .arg(&data)
            .args(["-U", ACCOUNT, "-E", "UTF8", "--auth-local=trust"])
            .arg("--auth-host=scram-sha-256")
            .arg("--pwfile")
            .arg(&told);
        make.args(["--locale=C", "--no-sync"]);
        capture(&mut make, "initdb")?;
        let mut serve = as_account("postgres")?;
        serve.arg("-D").arg(&data).arg("-k").arg(&folder);
        let port = free_port()?;
        serve.args([
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "max_connections=400",
        ]);
        serve.args(["-c", &format!("port={port}")]);
        serve.args(["-c", "log_min_messages=fatal"]).args(more);
        let server = Service::start("postgres", serve)?;
        let cluster = Self {
            folder,
            port,
            password,
            server: Some(server),
        };
        cluster.wait()?;
        Ok(cluster)
    }

    /// How its clients find it.
    pub fn address(&self) -> String {
        let Self {
            folder,
            port,
            password,
            ..
        } = self;
        format!(
            "host={} port={port} user={ACCOUNT} password={password}",
            folder.display()
        )
    }

    fn wait(&self) -> Result {
        let ready = program("pg_isready").ok_or_else(missing)?;
        let started = std::time::Instant::now();
        while started.elapsed() < Duration::from_secs(60) {
            let mut ask = Command::new(&ready);
            ask.args(["-q", "-U", ACCOUNT, "-p", &self.port.to_string(), "-h"]);
            ask.arg(&self.folder);
            if ask.status().context("pg_isready")?.success() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err("postgres was not ready after 60 s".into())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.server = None;
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            eprintln!("{}: {error}", self.folder.display());
        }
    }
}

fn free_port() -> Result<u16> {
    let taken = TcpListener::bind("127.0.0.1:0").context("a free port")?;
    Ok(taken.local_addr().context("a free port")?.port())
}

fn as_account(name: &str) -> Result<Command> {
    let program = program(name).ok_or_else(missing)?;
    if !is_root()? {
        return Ok(Command::new(program));
    }
    let setpriv = paths::find(&["setpriv"]).ok_or_else(missing)?;
    let mut command = Command::new(setpriv);
    command.args(["--reuid", ACCOUNT, "--regid", ACCOUNT, "--init-groups"]);
    // Another account is another life: it has to be told anew to end with us.
    command.args(["--pdeathsig", "TERM"]).arg(program);
    // It cannot see where we are.
    command.current_dir("/");
    Ok(command)
}

fn missing() -> Failure {
    Failure::missing("the tests need a PostgreSQL server, which is missing")
}

/// A program of the newest version that is installed.
fn program(name: &str) -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir(DEBIANS)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let version = path.file_name()?.to_str()?.parse().ok()?;
            Some((version, path.join("bin").join(name)))
        })
        .filter(|(_, program)| program.is_file())
        .collect();
    versions.sort();
    versions
        .pop()
        .map(|(_, program)| program)
        .or_else(|| paths::find(&[name]))
}
