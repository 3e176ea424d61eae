//! TLS at the hub's own door.
//!
//! A handshake costs a slow link about as much as the words of a complaint, so sessions are
//! resumed: a phone that was here lately brings a ticket, and no certificate travels. For the same
//! reason a chain is to be short, which [`Tls::remarks`] looks at.

mod listener;

pub(crate) use listener::TlsListener;

use crate::{error::Error, store::lock};
use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};
use tokio_rustls::TlsAcceptor;
use x509_cert::{Certificate, der::Decode};

/// Certificates of a chain that phones need: the hub's own and one between it and a root.
const ENOUGH: usize = 2;
const DAY: i64 = 24 * 60 * 60;
/// A certificate that ends sooner is to be renewed, in seconds.
const SOON: i64 = 14 * DAY;

/// Where the certificate lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// The chain in PEM, the hub's own certificate first.
    pub certificate: PathBuf,
    /// Its private key in PEM.
    pub key: PathBuf,
}

/// A certificate that is shown to whoever connects, until it is read again.
pub struct Tls {
    files: TlsFiles,
    shown: Arc<Shown>,
    config: Arc<ServerConfig>,
}

#[derive(Debug)]
struct Shown(Mutex<Arc<CertifiedKey>>);

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(lock(&self.0).clone())
    }
}

impl Tls {
    /// Reads the certificate and its key.
    ///
    /// # Errors
    /// They cannot be read or do not belong together.
    pub fn load(files: TlsFiles) -> Result<Self, Error> {
        let shown = Arc::new(Shown(Mutex::new(read(&files)?)));
        let provider = Arc::new(ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(Error::Tls)?
            .with_no_client_auth()
            .with_cert_resolver(shown.clone());
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        config.ticketer = ring::Ticketer::new().map_err(Error::Tls)?;
        // A resumed connection brings the next ticket.
        config.send_tls13_tickets = 1;
        Ok(Self {
            files,
            shown,
            config: Arc::new(config),
        })
    }

    /// Reads the files again: who connects from now on is shown what is in them. Connections
    /// that are open stay.
    ///
    /// # Errors
    /// They cannot be read or do not belong together; what was shown is shown further.
    pub fn reload(&self) -> Result<(), Error> {
        let new = read(&self.files)?;
        *lock(&self.shown.0) = new;
        Ok(())
    }

    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(self.config.clone())
    }

    /// When the certificate ends, in seconds since 1970; `None` if it does not say so readably.
    pub fn ends(&self) -> Option<i64> {
        let shown = lock(&self.shown.0).clone();
        let certificate = Certificate::from_der(shown.cert.first()?).ok()?;
        let end = certificate.tbs_certificate().validity().not_after;
        i64::try_from(end.to_unix_duration().as_secs()).ok()
    }

    /// What works but is better otherwise.
    pub fn remarks(&self) -> Vec<String> {
        let shown = lock(&self.shown.0).clone();
        let mut remarks = Vec::new();
        let is_own = |der: &CertificateDer<'_>| {
            Certificate::from_der(der).is_ok_and(|certificate| {
                let said = certificate.tbs_certificate();
                said.issuer() == said.subject()
            })
        };
        if shown.cert.first().is_some_and(is_own) {
            remarks.push(
                "the certificate is signed by itself: browsers and phones refuse it. Get one from \
                 a certificate authority"
                    .to_owned(),
            );
        }
        if shown.cert.iter().skip(1).any(is_own) {
            remarks.push(
                "the chain holds a root, which every phone has already: leave the last certificate \
                 of the file out"
                    .to_owned(),
            );
        }
        if shown.cert.len() > ENOUGH {
            let count = shown.cert.len();
            remarks.push(format!(
                "the chain has {count} certificates, which each new phone waits for. Ask the \
                 authority for a shorter chain: the hub's own and one more"
            ));
        }
        let left = self.ends().map(|end| end - crate::hub::now() / 1000);
        match left {
            Some(left) if left <= 0 => {
                remarks.push("the certificate has ended: renew it now".to_owned());
            }
            Some(left) if left < SOON => {
                let days = left / DAY;
                remarks.push(format!("the certificate ends in {days} days: renew it"));
            }
            Some(_) => {}
            None => remarks.push("when the certificate ends cannot be read".to_owned()),
        }
        if is_open(&self.files.key) {
            let key = self.files.key.display();
            remarks.push(format!(
                "every user of this machine can read {key}: chmod o= {key}"
            ));
        }
        remarks
    }
}

fn read(files: &TlsFiles) -> Result<Arc<CertifiedKey>, Error> {
    let said = |path: &Path, reason: String| Error::Certificate {
        path: path.to_owned(),
        reason,
    };
    let path = &files.certificate;
    let chain: Vec<_> = CertificateDer::pem_file_iter(path)
        .and_then(Iterator::collect)
        .map_err(|error| said(path, error.to_string()))?;
    if chain.is_empty() {
        return Err(said(path, "it holds no certificate in PEM".to_owned()));
    }
    let key = PrivateKeyDer::from_pem_file(&files.key)
        .map_err(|error| said(&files.key, error.to_string()))?;
    let provider = ring::default_provider();
    CertifiedKey::from_der(chain, key, &provider)
        .map(Arc::new)
        .map_err(|error| match error {
            rustls::Error::InconsistentKeys(_) => {
                let reason = "it is not the key of the certificate. Give the two that were made \
                              together";
                said(&files.key, reason.to_owned())
            }
            other => said(path, other.to_string()),
        })
}

/// Whether everybody on the machine can read a file.
#[cfg(unix)]
fn is_open(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o004 != 0)
}

#[cfg(not(unix))]
fn is_open(_: &Path) -> bool {
    false
}
