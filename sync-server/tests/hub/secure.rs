//! TLS at the hub's own door.
#![cfg(unix)]

use crate::{
    kit::{START, Served, pack, program, within},
    watched::figure,
};
use durbar_sync_server::folder::Folder;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, IsCa, KeyPair,
    date_time_ymd,
};
use reqwest::{Client, tls::TlsInfo};
use rustls::{
    ClientConfig, RootCertStore, SupportedProtocolVersion, crypto::ring, pki_types::CertificateDer,
    version,
};
use std::{fs, path::PathBuf, sync::Arc};
use tempfile::TempDir;

/// An authority, and a hub with a certificate of it.
struct Secured {
    authority: CertifiedIssuer<'static, KeyPair>,
    root: TempDir,
}

impl Secured {
    fn new() -> Self {
        let root = TempDir::new().unwrap();
        Folder::create(&root.path().join("hub"), &pack(), START).unwrap();
        let secured = Self {
            authority: authority("Authority"),
            root,
        };
        secured.issue();
        secured
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// Makes a certificate with its key, in place of the one that is there.
    fn issue(&self) -> CertificateDer<'static> {
        self.issue_until(2100)
    }

    /// The same for one that ends with the beginning of a year.
    fn issue_until(&self, year: i32) -> CertificateDer<'static> {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
        params.distinguished_name = name("Hub");
        params.not_after = date_time_ymd(year, 1, 1);
        let certificate = params.signed_by(&key, &self.authority).unwrap();
        fs::write(self.path("chain.pem"), certificate.pem()).unwrap();
        fs::write(self.path("key.pem"), key.serialize_pem()).unwrap();
        certificate.der().clone()
    }

    fn serve(&self) -> Served {
        let mut command = program();
        command
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--metrics-listen",
                "127.0.0.1:0",
            ])
            .args(["--public-pages", "false", "--data"])
            .arg(self.path("hub"))
            .arg("--tls-certificate")
            .arg(self.path("chain.pem"))
            .arg("--tls-key")
            .arg(self.path("key.pem"));
        let served = Served::run(command);
        assert!(served.origin.starts_with("https://127.0.0.1:"));
        served
    }

    /// A client that has never been here and trusts the authority; `idle`: connections that it
    /// keeps.
    fn client(&self, version: &'static SupportedProtocolVersion, idle: usize) -> Client {
        let mut roots = RootCertStore::empty();
        roots.add(self.authority.der().clone()).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(&[version])
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        Client::builder()
            .tls_backend_preconfigured(config)
            .tls_info(true)
            .pool_max_idle_per_host(idle)
            .build()
            .unwrap()
    }

    /// `config check` of a file with this certificate and key.
    fn check(&self, chain: &str) -> String {
        fs::write(self.path("long.pem"), chain).unwrap();
        let text = "data = \"hub\"\ntls_certificate = \"long.pem\"\ntls_key = \"key.pem\"\n";
        fs::write(self.path("hub.toml"), text).unwrap();
        let output = program()
            .args(["config", "check"])
            .arg(self.path("hub.toml"))
            .output()
            .unwrap();
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    }
}

fn authority(called: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(vec![]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name = name(called);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn name(called: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, called);
    name
}

/// Asks whether the hub is alive; returns the certificate that it showed.
async fn shown(client: &Client, served: &Served) -> Vec<u8> {
    let url = format!("{}/healthz", served.origin);
    let answer = within(client.get(url).send()).await.unwrap();
    assert_eq!(answer.status(), 200);
    let info = answer.extensions().get::<TlsInfo>().unwrap();
    let certificate = info.peer_certificate().unwrap().to_vec();
    assert_eq!(answer.text().await.unwrap(), "ok");
    certificate
}

async fn handshakes(served: &Served, kind: &str) -> f64 {
    let url = format!("{}/metrics", served.watched.as_ref().unwrap());
    let text = Client::new()
        .get(url)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let name = format!("durbar_hub_tls_handshakes_total{{kind=\"{kind}\"}}");
    if text.contains(&name) {
        figure(&text, &name)
    } else {
        0.0
    }
}

/// The tests' own client asks for one; only the first to be named counts.
fn provide() {
    let _ = ring::default_provider().install_default();
}

#[tokio::test]
async fn a_second_connection_resumes_in_either_version() {
    provide();
    let secured = Secured::new();
    let served = secured.serve();
    for (round, version) in [&version::TLS13, &version::TLS12].into_iter().enumerate() {
        let client = secured.client(version, 0);
        shown(&client, &served).await;
        shown(&client, &served).await;
        shown(&client, &served).await;
        let round = round as f64 + 1.0;
        assert_eq!(handshakes(&served, "full").await, round);
        assert_eq!(handshakes(&served, "resumed").await, round * 2.0);
    }
    let stranger = Client::new().get(format!("{}/healthz", served.origin));
    assert!(within(stranger.send()).await.is_err(), "nobody else's root");
    assert_eq!(handshakes(&served, "failed").await, 1.0);
}

#[tokio::test]
async fn a_renewed_certificate_is_shown_and_open_connections_stay() {
    provide();
    let secured = Secured::new();
    let first = fs::read(secured.path("chain.pem")).unwrap();
    let served = secured.serve();
    let open = secured.client(&version::TLS13, 1);
    let old = shown(&open, &served).await;
    let new = secured.issue();
    assert_ne!(first, fs::read(secured.path("chain.pem")).unwrap());
    let newcomer = || secured.client(&version::TLS13, 0);
    assert_eq!(
        shown(&newcomer(), &served).await,
        old,
        "not before it is told"
    );
    served.signal("-HUP");
    within(async {
        while shown(&newcomer(), &served).await != new.as_ref() {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let before = handshakes(&served, "full").await + handshakes(&served, "resumed").await;
    assert_eq!(shown(&open, &served).await, old, "the same connection");
    let after = handshakes(&served, "full").await + handshakes(&served, "resumed").await;
    assert_eq!(before, after);
    let url = format!("{}/metrics", served.watched.as_ref().unwrap());
    let text = Client::new()
        .get(url)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(figure(&text, "durbar_hub_tls_certificate_end_seconds") > 1.8e9);
}

#[tokio::test]
async fn a_certificate_that_cannot_be_read_again_leaves_the_old_one() {
    provide();
    let secured = Secured::new();
    let mut served = secured.serve();
    let old = shown(&secured.client(&version::TLS13, 0), &served).await;
    fs::write(secured.path("chain.pem"), "half a file").unwrap();
    served.signal("-HUP");
    for _ in 0..10 {
        let again = shown(&secured.client(&version::TLS13, 0), &served).await;
        assert_eq!(again, old);
    }
    served.signal("-TERM");
    assert!(served.child.wait().unwrap().success());
}

#[test]
fn a_chain_that_is_too_long_is_told_and_a_key_of_another_certificate() {
    let secured = Secured::new();
    let chain = fs::read_to_string(secured.path("chain.pem")).unwrap();
    let told = secured.check(&chain);
    assert!(
        !told.contains("chain") && told.contains("no mistakes"),
        "{told}"
    );
    let with_root = chain.clone() + &secured.authority.pem();
    let told = secured.check(&with_root);
    assert!(
        told.contains("hub.toml:2: the chain holds a root"),
        "{told}"
    );
    assert!(
        told.contains("no mistakes"),
        "it works all the same: {told}"
    );
    let told = secured.check(&(with_root + &authority("Other").pem()));
    assert!(
        told.contains("hub.toml:2: the chain has 3 certificates"),
        "{told}"
    );
    secured.issue();
    let told = secured.check(&chain);
    assert!(
        told.contains("it is not the key of the certificate"),
        "{told}"
    );
    let told = secured.check("nothing");
    assert!(told.contains("it holds no certificate in PEM"), "{told}");
    let told = secured.check(&secured.authority.pem());
    assert!(told.contains("is not the key"), "{told}");
}
