//! What settings promise.

use super::*;
use std::io::Write;
use tempfile::{NamedTempFile, TempDir};

fn file(text: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().expect("a file");
    file.write_all(text.as_bytes()).expect("writes");
    file
}

fn sources(file: Option<&Path>, environment: &[(&str, &str)]) -> Sources {
    Sources {
        file: file.map(Path::to_owned),
        environment: environment
            .iter()
            .map(|(name, value)| (name.into(), value.into()))
            .collect(),
        flags: vec![],
    }
}

fn mistakes(sources: &Sources) -> Vec<String> {
    match sources.read() {
        Err(Error::Settings(mistakes)) => mistakes.iter().map(ToString::to_string).collect(),
        other => panic!("{other:?} instead of mistakes"),
    }
}

#[test]
fn the_command_line_goes_over_the_environment_and_that_over_the_file() {
    let file = file("data = \"/a\"\nrate = 1\nburst = 1\nlisten = \"127.0.0.1:1\"\n");
    let mut all = sources(
        Some(file.path()),
        &[("DURBAR_HUB_RATE", "2"), ("DURBAR_HUB_BURST", "2")],
    );
    all.flags = vec![("burst", "3".into())];
    let settings = all.read().expect("reads").settings;
    assert_eq!(settings.data, Path::new("/a"));
    assert_eq!(settings.listen.port(), 1);
    assert_eq!((settings.rate, settings.burst), (Some(2), Some(3)));
}

#[test]
fn every_mistake_is_told_by_line_with_what_to_do() {
    let file = file(
        "date = \"/var/lib/durbar\"\n\nrate = \"many\"\nlisten = \"everywhere\"\n\
         public_pages = 1\nlog_format = \"xml\"\nstop_seconds = 0\ncolour = 3\nburst = -1\n",
    );
    let told = mistakes(&sources(Some(file.path()), &[("DURBAR_HUB_RATE", "1.5")]));
    let place = |line: usize| format!("{}:{line}: ", file.path().display());
    let expected = [
        place(1) + "there is no key \"date\". Did you mean \"data\"?",
        place(3) + "rate is a whole number from 1 to 1000000. For example: rate = 20",
        place(4) + "listen is an address with a port. For example: listen = \"0.0.0.0:443\"",
        place(5) + "public_pages is true or false. For example: public_pages = false",
        place(6) + "log_format is \"text\" or \"json\". For example: log_format = \"json\"",
        place(7) + "stop_seconds is a whole number from 1 to 600. For example: stop_seconds = 10",
        place(8) + "there is no key \"colour\". There is: ",
        place(9) + "burst is a whole number from 1 to 1000000. For example: burst = 120",
        "DURBAR_HUB_RATE: rate is a whole number from 1 to 1000000. For example: rate = 20".into(),
        "data: it is missing. Say where".into(),
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(&expected) {
        assert!(told.starts_with(expected.as_str()), "{told}\n{expected}");
    }
}

#[test]
fn a_file_that_is_no_toml_or_not_there_is_told() {
    let broken = file("data = \"/a\"\nrate 5\n");
    let told = mistakes(&sources(Some(broken.path()), &[]));
    assert!(told[0].contains(":2: this cannot be read"), "{told:?}");
    let told = mistakes(&sources(Some(Path::new("/nowhere/hub.toml")), &[]));
    assert!(
        told[0].starts_with("/nowhere/hub.toml: it cannot be read"),
        "{told:?}"
    );
}

#[test]
fn paths_in_a_file_begin_at_its_folder() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("hub.toml");
    fs::write(&path, "data = \"hub\"\n").expect("writes");
    let settings = sources(Some(&path), &[]).read().expect("reads").settings;
    assert_eq!(settings.data, folder.path().join("hub"));
}

#[test]
fn what_does_not_go_together_is_told() {
    let file = file(
        "data = \"/a\"\nweb_compressed = \"/b\"\nlisten = \"127.0.0.1:80\"\n\
         metrics_listen = \"127.0.0.1:80\"\ntls_key = \"/k\"\n",
    );
    let told = mistakes(&sources(Some(file.path()), &[]));
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].contains(":2: web_compressed is of no use without web"));
    assert!(told[1].contains(":4: metrics_listen is the address of listen"));
    assert!(told[2].contains(":5: a key needs its certificate"));
}

#[test]
fn a_variable_of_nobody_is_a_warning_and_an_empty_one_is_none() {
    let found = sources(
        None,
        &[
            ("DURBAR_HUB_DATA", "/a"),
            ("DURBAR_HUB_SERVICE_HOST", "192.0.2.7"),
            ("DURBAR_HUB_LISTEN", ""),
            ("DURBAR_HUB", "http://127.0.0.1:8787"),
        ],
    )
    .read()
    .expect("reads");
    assert_eq!(found.warnings.len(), 1, "{:?}", found.warnings);
    assert_eq!(found.settings.listen.port(), 8787);
}

#[test]
fn every_example_is_taken_and_every_key_is_one_of_the_program() {
    for key in KEYS {
        let mut text = format!("{} = {}\n", key.name, key.example);
        for (other, needed) in [
            ("data", "\"/a\""),
            ("web", "\"/b\""),
            ("tls_certificate", "\"/c\""),
            ("tls_key", "\"/d\""),
            ("trusted_proxies", "\"10.0.0.1\""),
        ] {
            if key.name != other {
                text.push_str(&format!("{other} = {needed}\n"));
            }
        }
        let file = file(&text);
        let read = sources(Some(file.path()), &[]).read();
        assert!(read.is_ok(), "{}: {read:?}", key.name);
        assert!(keys::is_known(key.name));
    }
}
