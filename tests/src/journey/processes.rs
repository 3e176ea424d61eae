//! Drivers and what they start: every one of them ends with its value, also when a test panics.

use crate::kit::Result;
use std::{
    io::{BufRead, BufReader},
    net::{TcpListener, TcpStream},
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// Marks a driver and its children, so that they are found again: drivers put the programs they
/// start out of reach of their own end.
const MARK: &str = "DURBAR_JOURNEY";

/// How long a driver may take to listen.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often a driver is started that ends before it listens.
const TRIES: u32 = 5;

/// A running driver with the program it drives.
pub(super) struct Driver {
    child: Child,
    mark: String,
    address: String,
}

impl Driver {
    /// Starts a driver that says on which port it listens, as `... on port 1234.`
    pub(super) fn start(mut command: Command, folder: &Path) -> Result<Self> {
        // It ends where the port that it found free is taken for the other kind of addresses.
        for _ in 0..TRIES {
            if let Some(driver) = Self::start_once(&mut command, folder)? {
                return Ok(driver);
            }
        }
        Err("the driver ended at once, again and again".into())
    }

    /// None if it ended before it listened.
    fn start_once(command: &mut Command, folder: &Path) -> Result<Option<Self>> {
        let (mut driver, stdout) = Self::spawn(command, folder, Stdio::piped())?;
        let mut lines = BufReader::new(stdout.ok_or("no output")?).lines();
        let port: u16 = loop {
            let Some(line) = lines.next() else {
                return Ok(None);
            };
            let line = line?;
            let port = line
                .rsplit_once("on port ")
                .and_then(|(_, port)| port.trim_end_matches('.').parse().ok());
            match port {
                Some(port) if port != 0 => break port,
                _ => {}
            }
        };
        // A pipe that nobody reads would stop the driver some day.
        std::thread::spawn(move || lines.for_each(drop));
        driver.address = format!("http://127.0.0.1:{port}");
        Ok(Some(driver))
    }

    /// Starts a driver that was told its port, and waits until it listens.
    pub(super) fn start_at(mut command: Command, folder: &Path, ports: &[u16]) -> Result<Self> {
        let (mut driver, _) = Self::spawn(&mut command, folder, Stdio::null())?;
        let start = Instant::now();
        for port in ports {
            while TcpStream::connect(("127.0.0.1", *port)).is_err() {
                if let Some(status) = driver.child.try_wait()? {
                    return Err(format!("the driver ended at once: {status}").into());
                }
                if start.elapsed() > PATIENCE {
                    return Err("the driver does not listen".into());
                }
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        let port = ports.first().ok_or("no port")?;
        driver.address = format!("http://127.0.0.1:{port}");
        Ok(driver)
    }

    fn spawn(
        command: &mut Command,
        folder: &Path,
        stdout: Stdio,
    ) -> Result<(Self, Option<std::process::ChildStdout>)> {
        let mark = folder.display().to_string();
        let mut child = command
            .env(MARK, &mark)
            .stdin(Stdio::null())
            .stdout(stdout)
            .process_group(0)
            .spawn()?;
        let stdout = child.stdout.take();
        let driver = Self {
            child,
            mark,
            address: String::new(),
        };
        Ok((driver, stdout))
    }

    /// Where it listens.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// Ends the driver and all it started as a power cut would: SIGKILL, no farewell.
    pub(super) fn kill(&mut self) -> Result<()> {
        // A program may be starting another one meanwhile: until none is left.
        let start = Instant::now();
        loop {
            let running = marked(&self.mark)?;
            if running.is_empty() {
                break;
            }
            if start.elapsed() > PATIENCE {
                return Err(format!("still running: {running:?}").into());
            }
            // One may have ended by itself in between; the next look tells.
            Command::new("kill")
                .arg("-9")
                .args(&running)
                .stderr(Stdio::null())
                .status()?;
        }
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Err(error) = self.kill() {
            eprintln!("not ended: {error}");
        }
    }
}

/// Processes with this mark. Those that ended show no environment any more.
fn marked(mark: &str) -> Result<Vec<String>> {
    let wanted = format!("{MARK}={mark}");
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc")? {
        let Ok(entry) = entry else { continue };
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        // Gone, or another user's: not ours.
        let Ok(environment) = std::fs::read(entry.path().join("environ")) else {
            continue;
        };
        if environment
            .split(|byte| *byte == 0)
            .any(|variable| variable == wanted.as_bytes())
        {
            found.push(name);
        }
    }
    Ok(found)
}

/// Ports that are free now.
pub(super) fn free_ports<const N: usize>() -> Result<[u16; N]> {
    // All held at once, so that they differ.
    let mut listeners = Vec::new();
    let mut ports = [0; N];
    for port in &mut ports {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        *port = listener.local_addr()?.port();
        listeners.push(listener);
    }
    Ok(ports)
}
