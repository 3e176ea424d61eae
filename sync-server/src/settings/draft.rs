//! Settings while they are put together from their sources.

use super::{LogFormat, Settings, keys, mistake::Mistakes, mistake::Place, raw::Raw};
use crate::{
    gate::{Proxies, ProxyHeader},
    tls::TlsFiles,
    web::WebFolders,
};
use std::{
    collections::HashMap,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

/// Where to listen when nothing is said.
const LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8787);
const STOP_SECONDS: u32 = 10;

/// What was said so far; a later source goes over an earlier one.
#[derive(Default)]
pub(super) struct Draft {
    data: Option<PathBuf>,
    listen: Option<SocketAddr>,
    web: Option<PathBuf>,
    web_compressed: Option<PathBuf>,
    tls_certificate: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    public_pages: Option<bool>,
    rate: Option<u32>,
    burst: Option<u32>,
    address_rate: Option<u32>,
    address_burst: Option<u32>,
    address_connections: Option<u32>,
    connections: Option<u32>,
    address_bodies_mb: Option<u32>,
    bodies_mb: Option<u32>,
    words_day_mb: Option<u32>,
    words_mb: Option<u32>,
    photos_day_mb: Option<u32>,
    photos_mb: Option<u32>,
    address_day_mb: Option<u32>,
    trusted_proxies: Option<Vec<IpAddr>>,
    proxy_header: Option<ProxyHeader>,
    metrics_listen: Option<SocketAddr>,
    log_format: Option<LogFormat>,
    stop_seconds: Option<u32>,
    /// Where each key was said last, rightly or not.
    places: HashMap<String, Place>,
}

impl Draft {
    /// Takes a value over what was said before.
    ///
    /// # Errors
    /// What is wrong with it and what to do.
    pub(super) fn set(&mut self, key: &str, raw: &Raw<'_>, place: &Place) -> Result<(), String> {
        self.places.insert(key.to_owned(), place.clone());
        match key {
            "data" => self.data = Some(raw.path(key)?),
            "listen" => self.listen = Some(raw.address(key)?),
            "web" => self.web = Some(raw.path(key)?),
            "web_compressed" => self.web_compressed = Some(raw.path(key)?),
            "tls_certificate" => self.tls_certificate = Some(raw.path(key)?),
            "tls_key" => self.tls_key = Some(raw.path(key)?),
            "public_pages" => self.public_pages = Some(raw.switch(key)?),
            "rate" => self.rate = Some(raw.number(key, &(1..=1_000_000))?),
            "burst" => self.burst = Some(raw.number(key, &(1..=1_000_000))?),
            "address_rate" => self.address_rate = Some(raw.number(key, &(1..=1_000_000))?),
            "address_burst" => self.address_burst = Some(raw.number(key, &(1..=1_000_000))?),
            "address_connections" => {
                self.address_connections = Some(raw.number(key, &(1..=1_000_000))?)
            }
            "connections" => self.connections = Some(raw.number(key, &(1..=1_000_000))?),
            "address_bodies_mb" => {
                self.address_bodies_mb = Some(raw.number(key, &(1..=1_000_000))?)
            }
            "bodies_mb" => self.bodies_mb = Some(raw.number(key, &(1..=1_000_000))?),
            "words_day_mb" => self.words_day_mb = Some(raw.number(key, &(1..=1_000_000))?),
            "words_mb" => self.words_mb = Some(raw.number(key, &(1..=1_000_000))?),
            "photos_day_mb" => self.photos_day_mb = Some(raw.number(key, &(4..=1_000_000))?),
            "photos_mb" => self.photos_mb = Some(raw.number(key, &(4..=100_000_000))?),
            "address_day_mb" => self.address_day_mb = Some(raw.number(key, &(4..=100_000_000))?),
            "trusted_proxies" => self.trusted_proxies = Some(raw.addresses(key)?),
            "proxy_header" => {
                let headers = [
                    ("x-forwarded-for", ProxyHeader::XForwardedFor),
                    ("forwarded", ProxyHeader::Forwarded),
                ];
                self.proxy_header = Some(raw.one_of(key, &headers)?);
            }
            "metrics_listen" => self.metrics_listen = Some(raw.address(key)?),
            "log_format" => {
                let formats = [("text", LogFormat::Text), ("json", LogFormat::Json)];
                self.log_format = Some(raw.one_of(key, &formats)?);
            }
            "stop_seconds" => self.stop_seconds = Some(raw.number(key, &(1..=600))?),
            _ => return Err(format!("there is no key \"{key}\".{}", keys::near(key))),
        }
        Ok(())
    }

    /// Where each key was said last.
    pub(super) fn places(&self) -> HashMap<String, Place> {
        self.places.clone()
    }

    fn place(&self, key: &'static str) -> Place {
        self.places.get(key).cloned().unwrap_or(Place::Key(key))
    }

    /// The settings, if what must be said was said and all of it goes together.
    pub(super) fn finish(self, mistakes: &mut Mistakes) -> Option<Settings> {
        if self.data.is_none() && !self.places.contains_key("data") {
            let text = "it is missing. Say where the hub's data is: data = \"/var/lib/durbar\" in \
                        the file, DURBAR_HUB_DATA, or --data";
            mistakes.refuse(Place::Key("data"), text);
        }
        if self.web_compressed.is_some() && self.web.is_none() {
            let text = "web_compressed is of no use without web. Give both, or neither";
            mistakes.refuse(self.place("web_compressed"), text);
        }
        if self.proxy_header.is_some() && self.trusted_proxies.is_none() {
            let text = "proxy_header is of no use without trusted_proxies. Give both, or neither";
            mistakes.refuse(self.place("proxy_header"), text);
        }
        let listen = self.listen.unwrap_or(LISTEN);
        if let Some(metrics) = self.metrics_listen {
            if metrics == listen && metrics.port() != 0 {
                let text = "metrics_listen is the address of listen. Choose another port";
                mistakes.refuse(self.place("metrics_listen"), text);
            } else if !metrics.ip().is_loopback() {
                let text = "whoever reaches this address reads the hub's figures. Let only those \
                            who watch it reach it";
                mistakes.warn(self.place("metrics_listen"), text);
            }
        }
        let tls = match (self.tls_certificate.clone(), self.tls_key.clone()) {
            (Some(certificate), Some(key)) => Some(TlsFiles { certificate, key }),
            (None, None) => None,
            (Some(_), None) => {
                let text = "a certificate needs its key. Give tls_key, too";
                mistakes.refuse(self.place("tls_certificate"), text);
                None
            }
            (None, Some(_)) => {
                let text = "a key needs its certificate. Give tls_certificate, too";
                mistakes.refuse(self.place("tls_key"), text);
                None
            }
        };
        let web = self.web.map(|plain| WebFolders {
            plain,
            compressed: self.web_compressed,
        });
        Some(Settings {
            data: self.data?,
            listen,
            web,
            tls,
            public_pages: self.public_pages.unwrap_or(true),
            rate: self.rate,
            burst: self.burst,
            address_rate: self.address_rate,
            address_burst: self.address_burst,
            address_connections: self.address_connections,
            connections: self.connections,
            address_bodies_mb: self.address_bodies_mb,
            bodies_mb: self.bodies_mb,
            words_day_mb: self.words_day_mb,
            words_mb: self.words_mb,
            photos_day_mb: self.photos_day_mb,
            photos_mb: self.photos_mb,
            address_day_mb: self.address_day_mb,
            proxies: Proxies {
                trusted: self.trusted_proxies.unwrap_or_default(),
                header: self.proxy_header.unwrap_or_default(),
            },
            metrics_listen: self.metrics_listen,
            log_format: self.log_format.unwrap_or_default(),
            stop_within: Duration::from_secs(self.stop_seconds.unwrap_or(STOP_SECONDS).into()),
        })
    }
}
