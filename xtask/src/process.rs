//! Running other programs: in the foreground, and beside us.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::failure::{Context, Failure, Result};
use crate::paths;

/// How long a program has to end by itself before it is killed.
const PATIENCE: Duration = Duration::from_secs(5);

/// The process groups that run beside us. A signal must find them from its own thread.
static GROUPS: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// The program that runs in the foreground now.
static FOREGROUND: Mutex<Option<u32>> = Mutex::new(None);

static STOPPING: AtomicBool = AtomicBool::new(false);

/// cargo, at the root of the workspace.
pub fn cargo(arguments: &[&str]) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(arguments).current_dir(paths::root());
    command
}

/// Runs a program to its end; anything but success is a failure.
pub fn run(command: &mut Command, what: &str) -> Result {
    let status = wait_in_foreground(command, what)?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::exit(
            format!("{what} failed ({status})"),
            status.code(),
        ))
    }
}

fn wait_in_foreground(command: &mut Command, what: &str) -> Result<ExitStatus> {
    let mut child = command
        .spawn()
        .context(format!("{what}: cannot start {}", name_of(command)))?;
    remember(&FOREGROUND, Some(child.id()));
    let status = child.wait().context(what);
    remember(&FOREGROUND, None);
    status
}

/// Runs a program and returns what it printed; anything but success is a failure with its error
/// output.
pub fn capture(command: &mut Command, what: &str) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .context(format!("{what}: cannot start {}", name_of(command)))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        Ok(text)
    } else {
        let error = String::from_utf8_lossy(&output.stderr);
        Err(Failure::exit(
            format!("{what} failed ({})\n{}{}", output.status, text, error),
            output.status.code(),
        ))
    }
}

fn name_of(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn remember<T>(place: &Mutex<T>, value: T) {
    match place.lock() {
        Ok(mut held) => *held = value,
        Err(poisoned) => *poisoned.into_inner() = value,
    }
}

/// A program that runs beside us in a process group of its own and ends with us.
pub struct Service {
    name: String,
    child: Child,
    lines: Option<Receiver<String>>,
}

impl Service {
    /// Starts the program. Its standard output is read line by line, for [`Service::line`].
    pub fn start(name: &str, command: Command) -> Result<Self> {
        let mut command = ends_with_us(command);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()
            .context(format!("cannot start {name}"))?;
        if let Ok(mut groups) = GROUPS.lock() {
            groups.push(child.id());
        }
        let (sender, lines) = mpsc::channel();
        if let Some(output) = child.stdout.take() {
            std::thread::spawn(move || {
                // The pipe is read to its end even when nobody listens any more: a full pipe
                // would stop the program.
                for line in BufReader::new(output).lines().map_while(|line| line.ok()) {
                    let _nobody_listens = sender.send(line);
                }
            });
        }
        Ok(Self {
            name: name.to_owned(),
            child,
            lines: Some(lines),
        })
    }

    /// Waits for the first line that `wanted` makes something of; other lines go to `other`.
    pub fn line<T>(
        &mut self,
        limit: Duration,
        wanted: impl Fn(&str) -> Option<T>,
        other: impl Fn(&str),
    ) -> Result<T> {
        let started = Instant::now();
        let lines = self.lines.as_ref().ok_or("its output is read elsewhere")?;
        loop {
            match lines.recv_timeout(limit.saturating_sub(started.elapsed())) {
                Ok(line) => match wanted(&line) {
                    Some(found) => return Ok(found),
                    None => other(&line),
                },
                Err(RecvTimeoutError::Timeout) => {
                    let seconds = limit.as_secs();
                    return Err(format!("{} was not ready after {seconds} s", self.name).into());
                }
                Err(RecvTimeoutError::Disconnected) => {
                    let status = self.child.wait().context(&self.name)?;
                    return Err(Failure::exit(
                        format!("{} ended before it was ready ({status})", self.name),
                        status.code(),
                    ));
                }
            }
        }
    }

    /// From now on each line that the program prints goes to `show`.
    pub fn follow(&mut self, show: impl Fn(&str) + Send + 'static) {
        if let Some(lines) = self.lines.take() {
            std::thread::spawn(move || lines.iter().for_each(|line| show(&line)));
        }
    }

    /// Waits for the program to end by itself.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        self.child.wait().context(&self.name)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let group = self.child.id();
        if matches!(self.child.try_wait(), Ok(None)) {
            stop_groups(&[group]);
        }
        if let Err(error) = self.child.wait() {
            eprintln!("{}: {error}", self.name);
        }
        if let Ok(mut groups) = GROUPS.lock() {
            groups.retain(|other| *other != group);
        }
    }
}

/// On Linux the kernel itself ends the program when we are gone, even if we were killed.
fn ends_with_us(command: Command) -> Command {
    let Some(setpriv) = paths::find(&["setpriv"]).filter(|_| cfg!(target_os = "linux")) else {
        return command;
    };
    let mut wrapped = Command::new(setpriv);
    wrapped.args(["--pdeathsig", "TERM"]);
    wrapped.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => wrapped.env(name, value),
            None => wrapped.env_remove(name),
        };
    }
    if let Some(dir) = command.get_current_dir() {
        wrapped.current_dir(dir);
    }
    wrapped
}

/// Ends these groups: asks first, and kills what is left when their leaders have gone or a while
/// has passed.
fn stop_groups(groups: &[u32]) {
    signal(groups, "TERM");
    let started = Instant::now();
    while !groups.iter().all(|group| is_gone(*group)) && started.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(20));
    }
    signal(groups, "KILL");
}

fn signal(groups: &[u32], name: &str) {
    for group in groups {
        shell_kill(&format!("-s {name} -- -{group}"));
    }
}

/// The shell's own `kill`: the program of that name is not on every machine.
fn shell_kill(arguments: &str) {
    let result = Command::new("sh")
        .args(["-c", &format!("kill {arguments}")])
        // What is to be ended may be gone already, which is what is wanted.
        .stderr(Stdio::null())
        .status();
    if let Err(error) = result {
        eprintln!("cannot stop a program: {error}");
    }
}

/// Whether this process has ended, though perhaps not been waited for yet.
fn is_gone(id: u32) -> bool {
    if cfg!(target_os = "linux") {
        let Ok(stat) = std::fs::read_to_string(format!("/proc/{id}/stat")) else {
            return true;
        };
        let state = stat.rsplit_once(") ").map(|(_, rest)| rest);
        return state.is_some_and(|state| state.starts_with(['Z', 'X']));
    }
    let state = Command::new("ps")
        .args(["-o", "stat=", "-p", &id.to_string()])
        .output();
    state.is_ok_and(|output| {
        let state = String::from_utf8_lossy(&output.stdout);
        state.trim().is_empty() || state.trim().starts_with('Z')
    })
}

/// Whether a signal told us to stop: then what ends now has not failed.
pub fn stopping() -> bool {
    STOPPING.load(Ordering::SeqCst)
}

/// From now on Ctrl-C, a closed terminal and a plain kill stop all that we started, then us.
pub fn stop_all_on_signal() -> Result {
    ctrlc::set_handler(|| {
        STOPPING.store(true, Ordering::SeqCst);
        eprintln!("\nStopping.");
        let mut groups = GROUPS.lock().map(|held| held.clone()).unwrap_or_default();
        let foreground = FOREGROUND.lock().ok().and_then(|held| *held);
        if let Some(id) = foreground {
            shell_kill(&id.to_string());
        }
        // The last started goes first: the window before its server.
        groups.reverse();
        stop_groups(&groups);
        std::process::exit(130);
    })
    .context("cannot listen for Ctrl-C")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn what_a_service_started_ends_with_it() {
        let script = "tail -f /dev/null & echo starting; echo child $!; wait";
        let mut service = Service::start("a service", shell(script)).unwrap();
        let find = |line: &str| line.strip_prefix("child ").map(str::to_owned);
        let child: u32 = service.line(LIMIT, find, |_| ()).unwrap().parse().unwrap();
        assert!(!is_gone(child));
        drop(service);
        let started = Instant::now();
        while !is_gone(child) {
            assert!(started.elapsed() < LIMIT, "{child} still runs");
            std::thread::yield_now();
        }
    }

    #[test]
    fn a_service_that_ends_too_early_is_a_failure_with_its_exit_code() {
        let mut service = Service::start("a service", shell("echo no; exit 3")).unwrap();
        let failure = service.line(LIMIT, |_| None::<()>, |_| ()).unwrap_err();
        assert_eq!(failure.code, 3);
    }

    #[test]
    fn a_service_that_is_never_ready_is_a_failure() {
        let mut service = Service::start("a service", shell("tail -f /dev/null")).unwrap();
        let failure = service.line(Duration::ZERO, |_| None::<()>, |_| ());
        assert!(failure.unwrap_err().to_string().contains("not ready"));
    }

    #[test]
    fn a_command_that_fails_hands_on_its_exit_code() {
        let failure = capture(&mut shell("echo why >&2; exit 7"), "it").unwrap_err();
        assert_eq!(failure.code, 7);
        assert!(failure.to_string().contains("why"));
    }
}
