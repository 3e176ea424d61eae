//! A server's address, in the words of PostgreSQL's own library, with the two that say how the way
//! there is encrypted: `sslmode` and `sslrootcert`.

use crate::error::Error;
use percent_encoding::percent_decode_str;
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};
use std::{
    iter::Peekable,
    net::IpAddr,
    str::{Chars, FromStr},
    sync::Arc,
};
use tokio_postgres::{
    Config,
    config::{Host, SslMode},
};
use tokio_postgres_rustls::MakeRustlsConnect;

/// `sslrootcert` for the authorities that the system knows.
const SYSTEM: &str = "system";

/// Where a server is, and whom to believe that it is there.
#[derive(Clone)]
pub(super) struct Address {
    pub(super) config: Config,
    pub(super) tls: MakeRustlsConnect,
}

impl FromStr for Address {
    type Err = Error;

    /// `sslmode` is `disable` for a way that is not encrypted, as where nothing is said, and
    /// `require`, `verify-ca` or `verify-full` for one that is. In the latter the server must always
    /// prove who it is: to encrypt for whoever answers would keep nobody out, and so would
    /// `allow` and `prefer`, which go on in the open where it is refused.
    fn from_str(address: &str) -> Result<Self, Error> {
        let said = Said::read(address)?;
        let mut config: Config = said.others.parse().map_err(other)?;
        // Were one of the two overlooked, it would not be heeded.
        if config.get_ssl_mode() != Config::new().get_ssl_mode() {
            return Err(Error::Address("sslmode cannot be read".to_owned()));
        }
        let is_encrypted = match said.mode.as_deref() {
            None if said.root.is_some() => {
                let text = "sslrootcert without sslmode: say sslmode=verify-full, too";
                return Err(Error::Address(text.to_owned()));
            }
            None | Some("disable") => false,
            Some("require" | "verify-ca" | "verify-full") => true,
            Some(mode) => {
                return Err(Error::Address(format!(
                    "sslmode={mode}: say verify-full, or disable on a way that nobody else reads"
                )));
            }
        };
        let roots = if is_encrypted {
            config.ssl_mode(SslMode::Require);
            roots(said.root.as_deref().unwrap_or(SYSTEM))?
        } else {
            config.ssl_mode(SslMode::Disable);
            RootCertStore::empty()
        };
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(Error::Tls)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self {
            config,
            tls: MakeRustlsConnect::new(tls),
        })
    }
}

impl Address {
    /// Whether somebody between here and the server could read along.
    pub(super) fn is_open(&self) -> bool {
        let is_far = |host: &Host| match host {
            Host::Tcp(name) => {
                name != "localhost"
                    && !name
                        .parse::<IpAddr>()
                        .is_ok_and(|address| address.is_loopback())
            }
            #[cfg(unix)]
            Host::Unix(_) => false,
        };
        // Where there are both, a name is but for the certificate.
        let addresses = self.config.get_hostaddrs();
        let any_far = if addresses.is_empty() {
            self.config.get_hosts().iter().any(is_far)
        } else {
            !addresses.iter().all(IpAddr::is_loopback)
        };
        any_far && self.config.get_ssl_mode() == SslMode::Disable
    }
}

fn other(error: tokio_postgres::Error) -> Error {
    Error::Address(error.to_string())
}

/// Whose certificates are believed.
fn roots(place: &str) -> Result<RootCertStore, Error> {
    let refused = |why: &str| Error::Address(format!("sslrootcert={place}: {why}"));
    let mut roots = RootCertStore::empty();
    if place == SYSTEM {
        let found = rustls_native_certs::load_native_certs();
        for error in &found.errors {
            tracing::warn!(%error, "certificates of authorities");
        }
        roots.add_parsable_certificates(found.certs);
    } else {
        let file = CertificateDer::pem_file_iter(place);
        for certificate in file.map_err(|error| refused(&error.to_string()))? {
            let certificate = certificate.map_err(|error| refused(&error.to_string()))?;
            roots
                .add(certificate)
                .map_err(|error| refused(&error.to_string()))?;
        }
    }
    if roots.is_empty() {
        return Err(refused("there is no certificate of an authority"));
    }
    Ok(roots)
}

/// An address taken apart.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    mode: Option<String>,
    root: Option<String>,
    /// Without these two.
    others: String,
}

impl Said {
    fn read(address: &str) -> Result<Self, Error> {
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            return Ok(Self::of_url(address));
        }
        // Not the rest of it, which may hold a password.
        if let Some((scheme, _)) = address.split_once("://")
            && scheme
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || ":+.-".contains(letter))
        {
            let text = format!("{scheme}://: an address begins with postgres://");
            return Err(Error::Address(text));
        }
        Self::of_words(address)
    }

    fn of_url(address: &str) -> Self {
        // What stands before the @ may hold a ? of its own.
        let host = address.rfind('@').unwrap_or(0);
        let (place, query) = match address[host..].find('?') {
            Some(at) => (&address[..host + at], &address[host + at + 1..]),
            None => (address, ""),
        };
        let mut said = Self {
            mode: None,
            root: None,
            others: place.to_owned(),
        };
        let mut sign = '?';
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let plain = |text| percent_decode_str(text).decode_utf8_lossy().into_owned();
            if !said.takes(&plain(key), plain(value)) {
                said.others.push(sign);
                said.others += pair;
                sign = '&';
            }
        }
        said
    }

    /// Words as `key = value` or `key='a \'value\''`, with space between.
    fn of_words(address: &str) -> Result<Self, Error> {
        let mut said = Self {
            mode: None,
            root: None,
            others: String::new(),
        };
        let mut letters = address.chars().peekable();
        loop {
            while letters.next_if(|letter| letter.is_whitespace()).is_some() {}
            if letters.peek().is_none() {
                return Ok(said);
            }
            let (key, value) = word(&mut letters)?;
            if !said.takes(&key, value.clone()) {
                let value = value.replace('\\', "\\\\").replace('\'', "\\'");
                said.others += &format!("{key}='{value}' ");
            }
        }
    }

    /// Whether it is one of the two, which it then keeps.
    fn takes(&mut self, key: &str, value: String) -> bool {
        match key {
            "sslmode" => self.mode = Some(value),
            "sslrootcert" => self.root = Some(value),
            _ => return false,
        }
        true
    }
}

fn word(letters: &mut Peekable<Chars<'_>>) -> Result<(String, String), Error> {
    let mut key = String::new();
    while let Some(letter) = letters.next_if(|letter| *letter != '=' && !letter.is_whitespace()) {
        key.push(letter);
    }
    while letters.next_if(|letter| letter.is_whitespace()).is_some() {}
    if letters.next() != Some('=') {
        // Not the word itself: it may be the end of a password.
        let text = "a word has no =; words with space in them stand between quotes";
        return Err(Error::Address(text.to_owned()));
    }
    while letters.next_if(|letter| letter.is_whitespace()).is_some() {}
    let is_quoted = letters.next_if_eq(&'\'').is_some();
    let mut value = String::new();
    loop {
        match letters.peek() {
            Some('\'') if is_quoted => {
                letters.next();
                return Ok((key, value));
            }
            None if is_quoted => {
                return Err(Error::Address(format!("the quotes of {key} do not end")));
            }
            None => return Ok((key, value)),
            Some(letter) if letter.is_whitespace() && !is_quoted => return Ok((key, value)),
            Some('\\') => {
                letters.next();
                value.extend(letters.next());
            }
            Some(_) => value.extend(letters.next()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(address: &str) -> (Option<String>, Option<String>, String) {
        let said = Said::read(address).unwrap();
        (said.mode, said.root, said.others)
    }

    #[test]
    fn what_encrypts_is_taken_out_of_an_address_and_the_rest_stays() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            said(
                "postgres://a:b@db.example/x?sslmode=verify-full&connect_timeout=3&sslrootcert=%2Fca%20x.pem"
            ),
            (
                some("verify-full"),
                some("/ca x.pem"),
                "postgres://a:b@db.example/x?connect_timeout=3".to_owned()
            )
        );
        assert_eq!(
            said("host=db.example  sslmode = require options='-c search_path=it\\'s' user=d\\ b"),
            (
                some("require"),
                None,
                "host='db.example' options='-c search_path=it\\'s' user='d b' ".to_owned()
            )
        );
        assert_eq!(said("postgres://db.example/x").2, "postgres://db.example/x");
        let mode = some("require");
        for address in [
            "postgres://u:p?ss@db.example/x?sslmode=require",
            "postgres://u:p?ss@db.example/x?ssl%6Dode=require",
        ] {
            let rest = "postgres://u:p?ss@db.example/x".to_owned();
            assert_eq!(said(address), (mode.clone(), None, rest));
        }
        for wrong in ["host", "host='db", "host db"] {
            assert!(
                matches!(Said::read(wrong), Err(Error::Address(_))),
                "{wrong}"
            );
        }
    }

    #[test]
    fn only_a_way_that_nobody_else_reads_may_be_open() {
        let is_open = |address: &str| address.parse::<Address>().unwrap().is_open();
        assert!(is_open("postgres://durbar@db.example/durbar"));
        assert!(is_open("host=10.0.0.7 user=durbar sslmode=disable"));
        assert!(is_open("hostaddr=10.0.0.7 user=durbar"));
        assert!(is_open("host=localhost hostaddr=10.0.0.7 user=durbar"));
        assert!(!is_open("host=db.example hostaddr=127.0.0.1 user=durbar"));
        assert!(!is_open("host=127.0.0.1 user=durbar"));
        assert!(!is_open("host=/run/postgresql user=durbar"));
        assert!(!is_open("host=localhost user=durbar"));
    }

    #[test]
    fn a_word_that_promises_nothing_and_a_root_that_is_not_there_are_refused() {
        for (address, named) in [
            ("host=db.example sslmode=yes", "sslmode=yes"),
            ("host=db.example sslmode=prefer", "sslmode=prefer"),
            ("host=db.example sslrootcert=system", "sslmode=verify-full"),
            ("postgre://durbar:secret@db.example/x", "postgre://"),
            ("host=db.example password=two secret", "quotes"),
            (
                "host=db.example sslmode=require sslrootcert=/nowhere.pem",
                "/nowhere.pem",
            ),
        ] {
            let Err(Error::Address(why)) = address.parse::<Address>() else {
                panic!("{address} is taken");
            };
            assert!(why.contains(named) && !why.contains("secret"), "{why}");
        }
    }
}
