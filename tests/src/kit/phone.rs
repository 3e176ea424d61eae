//! A device on a real network: what its app wants to say goes over HTTP.

use super::{Device, Result, Server};
use durbar_api::{
    BlobId,
    app::SyncNow,
    identity::{Join, ReadMe, RoleState},
    media::Read,
};
use durbar_core::{HttpCall, Input, Method};
use durbar_sync::{
    PublicKey,
    wire::{AUTHORIZATION, Authorization},
};
use futures_util::StreamExt;
use std::{
    ops::{Deref, DerefMut},
    path::Path,
};

/// A device, and its way to a server.
pub struct Phone {
    device: Device,
    origin: String,
    runtime: tokio::runtime::Runtime,
    client: reqwest::Client,
    /// Bytes of bodies and number of requests since the last [`Phone::take_traffic`].
    traffic: Traffic,
    key: Option<PublicKey>,
}

/// What was exchanged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// HTTP requests.
    pub requests: u32,
    /// Bytes of request bodies.
    pub up: u64,
    /// Bytes of response bodies.
    pub down: u64,
}

/// How a sync ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All is exchanged; the app would wait for news now.
    UpToDate,
    /// A call failed; the app would try again later.
    Offline,
}

/// Everybody exchanges until nobody has anything new for another.
///
/// # Errors
/// Somebody never comes to rest.
pub fn all_sync(phones: &mut [&mut Phone]) -> Result<()> {
    for _ in 0..3 {
        for phone in phones.iter_mut() {
            phone.wait_seconds(120);
            phone.sync_until_done()?;
        }
    }
    Ok(())
}

impl Phone {
    /// Opens a device over the database at `path`.
    ///
    /// # Errors
    /// The database cannot be opened.
    pub fn open(path: &Path, origin: &str, seed: u64, now: i64) -> Result<Self> {
        Self::over(Device::open(path, seed, now)?, origin)
    }

    /// Gives a device a way to a server.
    ///
    /// # Errors
    /// The system has no means for it.
    pub fn over(device: Device, origin: &str) -> Result<Self> {
        Ok(Self {
            device,
            origin: origin.to_owned(),
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?,
            client: client().build()?,
            traffic: Traffic::default(),
            key: None,
        })
    }

    /// Trusts an authority alone, by its certificate in PEM, and has no connection any more.
    ///
    /// # Errors
    /// It is no certificate.
    pub fn trust(&mut self, authority: &str) -> Result<()> {
        let authority = reqwest::Certificate::from_pem(authority.as_bytes())?;
        self.client = client().tls_certs_only([authority]).build()?;
        Ok(())
    }

    /// Closes the app and opens it again over the same file, as after a restart.
    ///
    /// # Errors
    /// The database cannot be opened.
    pub fn reopen(self, seed: u64) -> Result<Self> {
        let Self { device, origin, .. } = self;
        let (path, now) = (device.path().to_owned(), device.now());
        drop(device);
        Self::open(&path, &origin, seed, now.0)
    }

    /// Reads the server at another origin from now on.
    pub fn connect_to(&mut self, origin: &str) {
        origin.clone_into(&mut self.origin);
    }

    /// Exchanges until there is nothing more to say, or a call fails.
    ///
    /// # Errors
    /// The kit's own failures; a cut link is [`Outcome::Offline`].
    pub fn sync(&mut self) -> Result<Outcome> {
        if self.calls.iter().all(is_long_poll) {
            self.ask(SyncNow {}).map_err(|error| error.message_key)?;
        }
        self.carry_out()
    }

    /// Does what the app wants of its own, until it would only wait for news or for time to pass.
    ///
    /// # Errors
    /// The kit's own failures; a cut link is [`Outcome::Offline`].
    pub fn carry_out(&mut self) -> Result<Outcome> {
        for _ in 0..10_000 {
            // A long poll stays where it is until the app gives it up.
            let next = self.calls.iter().position(|call| !is_long_poll(call));
            let Some(call) = next.and_then(|next| self.calls.remove(next)) else {
                // Without even a long poll the app waits for its back-off to pass.
                let live = !self.calls.is_empty();
                return Ok(if live {
                    Outcome::UpToDate
                } else {
                    Outcome::Offline
                });
            };
            self.perform(&call)?;
        }
        Err("the app never comes to rest".into())
    }

    /// Syncs again and again, letting the back-off pass, until it is up to date.
    ///
    /// # Errors
    /// It never is.
    pub fn sync_until_done(&mut self) -> Result<()> {
        for _ in 0..50 {
            if self.sync()? == Outcome::UpToDate {
                return Ok(());
            }
            self.wait_seconds(300);
        }
        Err("never up to date".into())
    }

    /// Becomes an officer of a department, confirmed by the hub.
    ///
    /// # Errors
    /// The hub does not confirm.
    pub fn join(&mut self, server: &Server, department: &str, name: &str) -> Result<()> {
        // The first exchange tells who the administrator is.
        self.sync_until_done()?;
        self.must(Join {
            link: server.invite(department, name)?,
        })?;
        self.sync_until_done()?;
        let roles = self.must(ReadMe {})?.roles;
        if roles.iter().any(|role| role.state == RoleState::Active) {
            Ok(())
        } else {
            Err(format!("not an officer: {roles:?}").into())
        }
    }

    /// Opens blobs: has those that are not here brought.
    ///
    /// # Errors
    /// One of them does not come, or is not the one that its name says.
    pub fn fetch(&mut self, blobs: &[BlobId]) -> Result<()> {
        for blob in blobs {
            self.must(Read { blob: blob.clone() })?;
        }
        self.sync_until_done()?;
        self.fetch_here(blobs)
    }

    /// What was exchanged since the last call.
    pub fn take_traffic(&mut self) -> Traffic {
        std::mem::take(&mut self.traffic)
    }

    /// The device's public key, as its last request named it.
    ///
    /// # Errors
    /// It has not spoken to anybody.
    pub fn key(&self) -> Result<PublicKey> {
        self.key.ok_or_else(|| "no request yet".into())
    }

    fn perform(&mut self, call: &HttpCall) -> Result<()> {
        let url = format!("{}{}", self.origin, call.path);
        let mut request = match call.method {
            Method::Get => self.client.get(url),
            Method::Post => self.client.post(url),
            Method::Put => self.client.put(url),
        };
        for (name, value) in &call.headers {
            request = request.header(name, value);
        }
        self.key = call
            .headers
            .iter()
            .find(|(name, _)| name == AUTHORIZATION)
            .and_then(|(_, value)| Authorization::parse(value))
            .map(|authorization| authorization.key);
        self.traffic.requests += 1;
        self.traffic.up += call.body.len() as u64;
        let request = request.body(call.body.clone());
        let Ok(response) = self.runtime.block_on(request.send()) else {
            self.feed(Input::Failed(call.id));
            return Ok(());
        };
        self.feed(Input::Status(call.id, response.status().as_u16()));
        let mut body = response.bytes_stream();
        loop {
            match self.runtime.block_on(body.next()) {
                Some(Ok(bytes)) => {
                    self.traffic.down += bytes.len() as u64;
                    self.feed(Input::Bytes(call.id, bytes.to_vec()));
                }
                Some(Err(_)) => {
                    self.feed(Input::Failed(call.id));
                    return Ok(());
                }
                None => {
                    self.feed(Input::Done(call.id));
                    return Ok(());
                }
            }
        }
    }
}

impl Deref for Phone {
    type Target = Device;

    fn deref(&self) -> &Device {
        &self.device
    }
}

impl DerefMut for Phone {
    fn deref_mut(&mut self) -> &mut Device {
        &mut self.device
    }
}

/// What carries requests, as the app has it.
fn client() -> reqwest::ClientBuilder {
    reqwest::Client::builder().tcp_nodelay(true)
}

/// Whether a call waits at the hub for news.
pub(crate) fn is_long_poll(call: &HttpCall) -> bool {
    call.path == "/sync" && call.silence_seconds > 60
}
