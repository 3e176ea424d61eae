//! A second network namespace beside this process's own, which must be one that it may change.

use crate::kit::Result;
use std::process::{Child, Command, Stdio};

/// Lives as long as the value.
pub(super) struct Namespace {
    /// A process that does nothing but be there; it ends when its input does.
    holder: Child,
}

impl Namespace {
    /// # Errors
    /// The system does not allow it.
    pub(super) fn new() -> Result<Self> {
        let holder = Command::new("unshare")
            .args(["--net", "cat"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()?;
        let namespace = Self { holder };
        namespace.wait()?;
        namespace.ip(&["link", "set", "lo", "up"])?;
        Ok(namespace)
    }

    /// Until the holder has left this process's namespace.
    fn wait(&self) -> Result<()> {
        let own = std::fs::read_link("/proc/self/ns/net")?;
        let its = format!("/proc/{}/ns/net", self.holder.id());
        for _ in 0..1_000 {
            if std::fs::read_link(&its)? != own {
                return Ok(());
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        Err("no second network namespace".into())
    }

    /// Gives it a device of this process's namespace.
    pub(super) fn give(&self, device: &str) -> Result<()> {
        ip(&[
            "link",
            "set",
            device,
            "netns",
            &self.holder.id().to_string(),
        ])
    }

    /// A program that runs there.
    pub(super) fn command(&self, program: &str) -> Command {
        let mut command = Command::new("nsenter");
        command.args(["--target", &self.holder.id().to_string(), "--net", program]);
        command
    }

    /// Changes its devices.
    pub(super) fn ip(&self, arguments: &[&str]) -> Result<()> {
        done(self.command("ip").args(arguments))
    }
}

impl Drop for Namespace {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.holder.kill());
        drop(self.holder.wait());
    }
}

/// Changes the devices of this process's namespace.
pub(super) fn ip(arguments: &[&str]) -> Result<()> {
    done(Command::new("ip").args(arguments))
}

fn done(command: &mut Command) -> Result<()> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{command:?}: {}", said.trim()).into())
}
