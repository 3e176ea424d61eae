//! What a served hub runs with: a file, the environment over it, the command line over both.
//!
//! Every mistake is told at once, with its place and with what to do about it.

mod draft;
mod keys;
mod mistake;
mod raw;

pub use keys::{KEYS, Key, variable};
pub use mistake::{Mistake, Place};

use crate::{
    Config, Error,
    folder::Folder,
    gate::{Limits, MIB, Proxies},
    tls::{Tls, TlsFiles},
    web::WebFolders,
};
use draft::Draft;
use mistake::Mistakes;
use raw::Raw;
use std::{
    collections::HashMap,
    ffi::OsString,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

/// What the names of environment variables begin with.
pub const PREFIX: &str = "DURBAR_HUB_";
/// The environment variable that names the file.
pub const FILE_VARIABLE: &str = "DURBAR_HUB_CONFIG";
/// Longest file, in bytes.
const MAX_FILE: u64 = 1024 * 1024;

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// What a hub is served with.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The data folder.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The app for browsers.
    pub web: Option<WebFolders>,
    /// The certificate, if the hub speaks TLS itself.
    pub tls: Option<TlsFiles>,
    /// Whether there are public pages.
    pub public_pages: bool,
    /// Requests per second that one device may make in the long run.
    pub rate: Option<u32>,
    /// Requests that one device may make at once.
    pub burst: Option<u32>,
    /// Requests per second that one address may make in the long run.
    pub address_rate: Option<u32>,
    /// Requests that one address may make at once.
    pub address_burst: Option<u32>,
    /// Connections that one address may have open.
    pub address_connections: Option<u32>,
    /// Connections that may be open in all.
    pub connections: Option<u32>,
    /// Megabytes of large bodies of an address that may be on their way.
    pub address_bodies_mb: Option<u32>,
    /// Megabytes of large bodies of all.
    pub bodies_mb: Option<u32>,
    /// Megabytes of records that are kept of one device a day.
    pub words_day_mb: Option<u32>,
    /// Megabytes of records that are kept of one device in all.
    pub words_mb: Option<u32>,
    /// Megabytes of photos that are kept of one device a day.
    pub photos_day_mb: Option<u32>,
    /// Megabytes of photos that are kept of one device in all.
    pub photos_mb: Option<u32>,
    /// Megabytes that are kept of what one address brings in a day.
    pub address_day_mb: Option<u32>,
    /// Proxies whose word on addresses is taken.
    pub proxies: Proxies,
    /// Where the figures are given, if not at the hub's own door.
    pub metrics_listen: Option<SocketAddr>,
    /// How log lines are written.
    pub log_format: LogFormat,
    /// How long requests may take to end when the hub is told to stop.
    pub stop_within: Duration,
}

/// Where settings come from, the later over the earlier.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// A file.
    pub file: Option<PathBuf>,
    /// Environment variables with their values. Those of other programs are passed over.
    pub environment: Vec<(OsString, OsString)>,
    /// Keys given on the command line.
    pub flags: Vec<(&'static str, OsString)>,
}

/// Settings that hold, and what is better otherwise.
#[derive(Clone, Debug)]
pub struct Found {
    /// The settings.
    pub settings: Settings,
    /// What works but is better otherwise.
    pub warnings: Vec<Mistake>,
    places: HashMap<String, Place>,
}

impl Found {
    /// Where a key is said.
    pub fn place(&self, key: &'static str) -> Place {
        self.places.get(key).cloned().unwrap_or(Place::Key(key))
    }
}

impl Sources {
    /// The environment of this process and the file that it names, if any.
    pub fn of_process() -> Self {
        let environment: Vec<_> = std::env::vars_os().collect();
        let file = environment
            .iter()
            .find(|(name, value)| name == FILE_VARIABLE && !value.is_empty())
            .map(|(_, value)| value.into());
        Self {
            file,
            environment,
            flags: Vec::new(),
        }
    }

    /// Reads them all.
    ///
    /// # Errors
    /// All mistakes in them.
    pub fn read(&self) -> Result<Found, Error> {
        let mut mistakes = Mistakes::default();
        let mut draft = Draft::default();
        if let Some(path) = &self.file {
            read_file(path, &mut draft, &mut mistakes);
        }
        read_environment(&self.environment, &mut draft, &mut mistakes);
        for (name, value) in &self.flags {
            let place = Place::Flag(name);
            if let Err(text) = draft.set(name, &Raw::Given(value), &place) {
                mistakes.refuse(place, text);
            }
        }
        let places = draft.places();
        let settings = draft.finish(&mut mistakes);
        let warnings = mistakes.end().map_err(Error::Settings)?;
        match settings {
            Some(settings) => Ok(Found {
                settings,
                warnings,
                places,
            }),
            // Only a mistake leaves no settings.
            None => Err(Error::Damaged("settings without a value")),
        }
    }

    /// Reads them and looks at what they name: the data folder, the app, the certificate.
    ///
    /// # Errors
    /// All mistakes in them.
    pub fn check(&self) -> Result<Found, Error> {
        let mut found = self.read()?;
        let settings = &found.settings;
        let mut mistakes = Mistakes::default();
        if let Err(error) = Folder::open(&settings.data) {
            mistakes.refuse(found.place("data"), error.to_string());
        }
        if let Some(web) = &settings.web
            && let Err(error) = crate::web::Web::load(web)
        {
            mistakes.refuse(found.place("web"), error.to_string());
        }
        if let Some(files) = &settings.tls {
            let place = found.place("tls_certificate");
            match Tls::load(files.clone()) {
                Ok(tls) => {
                    for remark in tls.remarks() {
                        mistakes.warn(place.clone(), remark);
                    }
                }
                Err(error) => mistakes.refuse(place, error.to_string()),
            }
        }
        let more = mistakes.end().map_err(Error::Settings)?;
        found.warnings.extend(more);
        Ok(found)
    }
}

impl Settings {
    /// The hub's configuration.
    pub fn config(&self) -> Config {
        let mut config = Config::new(&self.data);
        config.web.clone_from(&self.web);
        config.public = self.public_pages;
        self.bound(&mut config.limits);
        config.proxies.clone_from(&self.proxies);
        config.stop_within = self.stop_within;
        config.metrics = self.metrics_listen.is_none();
        config
    }

    fn bound(&self, limits: &mut Limits) {
        let counts = [
            (self.rate, &mut limits.rate),
            (self.burst, &mut limits.burst),
            (self.address_rate, &mut limits.address_rate),
            (self.address_burst, &mut limits.address_burst),
        ];
        for (said, limit) in counts {
            *limit = said.unwrap_or(*limit);
        }
        let connections = [
            (self.address_connections, &mut limits.address_connections),
            (self.connections, &mut limits.connections),
        ];
        for (said, limit) in connections {
            *limit = said.map_or(*limit, |said| usize::try_from(said).unwrap_or(usize::MAX));
        }
        let quota = &mut limits.quota;
        let bytes = [
            (self.address_bodies_mb, &mut limits.address_bodies),
            (self.bodies_mb, &mut limits.bodies),
            (self.words_day_mb, &mut quota.words_day),
            (self.words_mb, &mut quota.words),
            (self.photos_day_mb, &mut quota.photos_day),
            (self.photos_mb, &mut quota.photos),
            (self.address_day_mb, &mut quota.address_day),
        ];
        for (said, limit) in bytes {
            *limit = said.map_or(*limit, |said| u64::from(said) * MIB);
        }
    }
}

fn read_file(path: &Path, draft: &mut Draft, mistakes: &mut Mistakes) {
    let whole = Place::File {
        path: path.to_owned(),
        line: None,
    };
    let read = fs::metadata(path).and_then(|file| {
        if file.len() > MAX_FILE {
            let reason = "it is too long for a configuration";
            return Err(std::io::Error::other(reason));
        }
        fs::read_to_string(path)
    });
    let text = match read {
        Ok(text) => text,
        Err(error) => return mistakes.refuse(whole, format!("it cannot be read: {error}")),
    };
    let at = |byte: usize| Place::File {
        path: path.to_owned(),
        line: Some(line(&text, byte)),
    };
    let (table, errors) = toml::de::DeTable::parse_recoverable(&text);
    for error in &errors {
        let start = error.span().map_or(0, |span| span.start);
        let reason = error.message().replace('\n', ", ");
        mistakes.refuse(at(start), format!("this cannot be read: {reason}"));
    }
    if !errors.is_empty() {
        return;
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    for (key, value) in table.get_ref() {
        let place = at(key.span().start);
        let raw = Raw::Written(value.get_ref(), folder);
        if let Err(text) = draft.set(key.get_ref(), &raw, &place) {
            mistakes.refuse(place, text);
        }
    }
}

fn read_environment(
    environment: &[(OsString, OsString)],
    draft: &mut Draft,
    mistakes: &mut Mistakes,
) {
    for (variable, value) in environment {
        let Some(variable) = variable.to_str().filter(|name| name.starts_with(PREFIX)) else {
            continue;
        };
        // An empty one is how many tools unset a variable.
        if variable == FILE_VARIABLE || value.is_empty() {
            continue;
        }
        let place = Place::Variable(variable.to_owned());
        let name = variable[PREFIX.len()..].to_ascii_lowercase();
        if !keys::is_known(&name) {
            // Not a mistake: some container systems add variables of their own after a name.
            mistakes.warn(place, format!("no key has this name.{}", keys::near(&name)));
        } else if let Err(text) = draft.set(&name, &Raw::Given(value), &place) {
            mistakes.refuse(place, text);
        }
    }
}

/// The line of a byte, from 1.
fn line(text: &str, at: usize) -> usize {
    let before = text.as_bytes().iter().take(at);
    before.filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests;
