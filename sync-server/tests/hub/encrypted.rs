//! The way to a database server, encrypted.

use crate::kit::{DEPARTMENT, Data, Device, Lane, START, Storage, Town, database, pack};
use durbar_sync_server::{
    Error,
    folder::{Folder, Servers},
    store::sql::{Connection, postgres::Server},
};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, IsCa, KeyPair,
};
use std::{fs, path::Path, time::Instant};
use tempfile::TempDir;

/// Whom one believes, in a file.
fn authority(name: &str, file: &Path) -> CertifiedIssuer<'static, KeyPair> {
    let mut about = CertificateParams::new(vec![]).unwrap();
    about.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    about.distinguished_name = DistinguishedName::new();
    about.distinguished_name.push(DnType::CommonName, name);
    let authority = CertifiedIssuer::self_signed(about, KeyPair::generate().unwrap()).unwrap();
    fs::write(file, authority.pem()).unwrap();
    authority
}

/// Has the server show a certificate, as one who may do everything there.
fn show(session: &Connection, authority: &CertifiedIssuer<'static, KeyPair>) {
    let key = KeyPair::generate().unwrap();
    let about = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let certificate = about.signed_by(&key, authority).unwrap();
    // It reads only a key that nobody else can read.
    for (name, text) in [
        ("server.crt", certificate.pem()),
        ("server.key", key.serialize_pem()),
    ] {
        let lines = text.trim_end().replace("\r\n", "\n").replace('\n', "','");
        let put =
            format!("COPY (SELECT unnest(ARRAY['{lines}'])) TO PROGRAM 'umask 077; cat > {name}'");
        session.batch(&put).unwrap();
    }
    session.batch("ALTER SYSTEM SET ssl = on").unwrap();
    session.batch("SELECT pg_reload_conf()").unwrap();
}

/// Where the server listens for the network, and how the way there is to be.
fn over_the_network(address: &str, mode: &str, root: &Path) -> String {
    let socket = address.split_whitespace().next().unwrap();
    assert!(socket.starts_with("host=/"), "{address}");
    let address = address.replacen(socket, "host=127.0.0.1", 1);
    format!("{address} sslmode={mode} sslrootcert='{}'", root.display())
}

fn connect(address: &str) -> Result<Connection, Error> {
    Ok(Connection::Postgres(Server::new(address)?.connect()?))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hub_asks_only_a_database_server_that_proves_who_it_is() {
    let folder = TempDir::new().unwrap();
    let [known, unknown] = ["known", "unknown"].map(|name| folder.path().join(name));
    let believed = authority("Known", &known);
    authority("Unknown", &unknown);
    let socket = database();
    let own = connect(&socket).unwrap();

    // It is not asked in the open in place of that.
    let encrypted = over_the_network(&socket, "verify-full", &known);
    own.batch("ALTER SYSTEM RESET ssl").unwrap();
    own.batch("SELECT pg_reload_conf()").unwrap();
    let start = Instant::now();
    while connect(&encrypted).is_ok() {
        assert!(
            start.elapsed().as_secs() < 30,
            "the server never reads its configuration"
        );
    }

    show(&own, &believed);
    let start = Instant::now();
    let session = loop {
        match connect(&encrypted) {
            Ok(session) => break session,
            Err(error) => assert!(start.elapsed().as_secs() < 30, "{error}"),
        }
    };
    let count = "SELECT count(*) FROM pg_stat_ssl WHERE ssl AND pid = pg_backend_pid()";
    assert_eq!(session.one::<i64>(count, &[]).unwrap(), 1);
    assert_eq!(own.one::<i64>(count, &[]).unwrap(), 0);

    // Of another authority, or under another name.
    for mode in ["require", "verify-ca", "verify-full"] {
        let refused = connect(&over_the_network(&socket, mode, &unknown));
        let why = format!("{:?}", refused.err());
        assert!(why.contains("UnknownIssuer"), "{mode}: {why}");
    }
    let elsewhere = encrypted.replace("host=127.0.0.1", "host=localhost hostaddr=127.0.0.1");
    let why = format!("{:?}", connect(&elsewhere).err());
    assert!(why.contains("NotValidForName"), "{why}");

    // A hub lives on it, its listener too.
    let data = TempDir::new().unwrap();
    let servers = Servers {
        database: Some(encrypted),
        blobs: Some(Storage::shared().bucket()),
    };
    Folder::create_on(data.path(), &pack(), START, &servers).unwrap();
    let first = Town::serve(Data::Own(data), START, |_| {}).await;
    let ama = Device::new(1);
    let push = Lane::filing(&ama, 1).edit("one").push(&ama);
    first.push(&ama, push).await.receipt(&first);
    let officer = first.officer(99, DEPARTMENT).await;
    let feed = durbar_sync::wire::Feed::Department(DEPARTMENT.to_owned());
    assert_eq!(first.follow(&officer, feed).await.sequences(), [1]);
    let open = "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) \
                WHERE NOT ssl AND application_name = current_setting('application_name') \
                AND pid <> pg_backend_pid()";
    assert_eq!(
        own.one::<i64>(open, &[]).unwrap(),
        0,
        "one of the hub's own is open"
    );
}
