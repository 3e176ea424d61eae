//! The office's hub, which can go away and come back.

use super::{device::Host, places};
use crate::kit::{Result, Server, copy_folder, make, make_of, server_does};
use std::{
    fs,
    ops::RangeInclusive,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

/// A hub that serves the app, too, to browsers.
pub struct Hub {
    server: Server,
    data: PathBuf,
    more: Vec<String>,
    /// When it was away, in milliseconds since 1970.
    away: Vec<RangeInclusive<u128>>,
}

impl Hub {
    pub(super) fn start(data: &Path, host: Host) -> Result<Self> {
        Self::with(data, host, Server::fresh_with)
    }

    /// The same with the sample's matters in it: some are published, one waits too long.
    pub(super) fn start_with_sample(data: &Path, host: Host) -> Result<Self> {
        Self::with(data, host, |data, options| {
            make(data, &[])?;
            server_does(&["sample"], &[("--data", data)])?;
            Server::serve(data, "127.0.0.1:0", options)
        })
    }

    /// The hub of another municipality.
    pub(super) fn start_abroad(data: &Path, host: Host) -> Result<Self> {
        Self::with(data, host, |data, options| {
            make_of("gjakova", data, &[])?;
            Server::serve(data, "127.0.0.1:0", options)
        })
    }

    /// Serves the app and what is in `data` already.
    pub(super) fn open(data: &Path) -> Result<Self> {
        Self::open_with(data, None)
    }

    /// Serves the app, or another build of it, and what is in `data` already.
    pub(super) fn open_with(data: &Path, web: Option<&Path>) -> Result<Self> {
        let serve = |data: &Path, options: &[&str]| Server::serve(data, "127.0.0.1:0", options);
        match web {
            None => Self::with(data, Host::Chromium, serve),
            Some(web) => {
                let more = vec!["--web".to_owned(), web.display().to_string()];
                Self::serving(data, more, serve)
            }
        }
    }

    fn with(
        data: &Path,
        host: Host,
        serve: impl FnOnce(&Path, &[&str]) -> Result<Server>,
    ) -> Result<Self> {
        let mut more = Vec::new();
        if host == Host::Chromium {
            more = vec![
                "--web".to_owned(),
                places::web()?.display().to_string(),
                "--web-compressed".to_owned(),
                places::web_compressed()?.display().to_string(),
            ];
        }
        Self::serving(data, more, serve)
    }

    fn serving(
        data: &Path,
        more: Vec<String>,
        serve: impl FnOnce(&Path, &[&str]) -> Result<Server>,
    ) -> Result<Self> {
        let options: Vec<_> = more.iter().map(String::as_str).collect();
        let server = serve(data, &options)?;
        Ok(Self {
            server,
            data: data.to_owned(),
            more,
            away: Vec::new(),
        })
    }

    pub(super) fn origin(&self) -> String {
        self.server.origin()
    }

    pub(super) fn invite(&self, department: &str, name: &str) -> Result<String> {
        self.server.invite(department, name)
    }

    /// Takes the hub away in the middle of whatever it does.
    pub(super) fn goes(&mut self) -> Result<()> {
        self.away.push(now()?..=u128::MAX);
        self.server.kill()
    }

    /// Whether it is taken away.
    pub(super) fn is_away(&self) -> bool {
        self.away
            .last()
            .is_some_and(|away| *away.end() == u128::MAX)
    }

    /// Brings it back where it was.
    pub(super) fn returns(&mut self) -> Result<()> {
        let address = self.server.address().to_string();
        let options: Vec<_> = self.more.iter().map(String::as_str).collect();
        self.server = Server::serve(&self.data, &address, &options)?;
        let now = now()?;
        if let Some(last) = self.away.last_mut() {
            *last = *last.start()..=now;
        }
        Ok(())
    }

    /// Stands still while its folder is copied.
    pub(super) fn is_copied(&mut self, place: &Path) -> Result<()> {
        self.goes()?;
        copy_folder(&self.data, place)?;
        self.returns()
    }

    /// Is put back from such a copy by somebody who does not tell it so: it does not know that it
    /// has lost anything.
    pub(super) fn is_put_back_unsaid(&mut self, copy: &Path) -> Result<()> {
        self.goes()?;
        fs::remove_dir_all(&self.data)?;
        copy_folder(copy, &self.data)?;
        self.returns()
    }

    /// Whether it was away at a time, in milliseconds since 1970.
    pub(super) fn was_away(&self, at: u128) -> bool {
        self.away.iter().any(|away| away.contains(&at))
    }
}

fn now() -> Result<u128> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())
}
