mod parity;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use super::*;

/// Why the hub refuses something: its codes have no name in the sources of the app.
const REFUSALS: [&str; 6] = [
    "refusal-bad-signature",
    "refusal-not-allowed",
    "refusal-too-large",
    "refusal-bad-change",
    "refusal-actor-fork",
    "refusal-unknown-case",
];

/// Shows a language as the app does once it is loaded.
pub(crate) fn show(language: &str) {
    CHOSEN.set(Some(
        Translations::parse(language, source(language)).expect("reads"),
    ));
}

/// The codes of all languages.
fn languages() -> impl Iterator<Item = &'static str> {
    LANGUAGES.into_iter().map(|(code, _)| code)
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All files of a language in one.
fn source(language: &str) -> String {
    let folder = project().join("assets/translations").join(language);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the language has a folder")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ftl"))
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| fs::read_to_string(file).expect("readable") + "\n")
        .collect()
}

/// The keys of a language but those of the server's own pages.
fn keys_of(language: &str) -> BTreeSet<String> {
    let of_the_server = project()
        .join("assets/translations")
        .join(language)
        .join("public.ftl");
    let of_the_server = keys_at(&fs::read_to_string(of_the_server).unwrap_or_default());
    let mut keys = keys_at(&source(language));
    keys.retain(|key| !of_the_server.contains(key));
    keys
}

fn keys_at(source: &str) -> BTreeSet<String> {
    source
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim().to_owned()))
        .collect()
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path.ends_with("tests.rs")
        {
            found.push(path);
        }
    }
}

/// The keys in calls of `t`, `t_with` and `ApiError::new` in a source text.
fn keys_in(text: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for opening in [
        "t(",
        "t_with(",
        "ErrorCode::Internal,",
        "ErrorCode::Invalid,",
    ] {
        for (at, _) in text.match_indices(opening) {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|before| before.is_alphanumeric() || before == '_') {
                continue;
            }
            let rest = text[at + opening.len()..].trim_start();
            if let Some((key, _)) = rest.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
                keys.insert(key.to_owned());
            }
        }
    }
    keys
}

/// The keys that begin so, wherever they are written in a source text.
fn keys_beginning(beginning: &str, text: &str) -> BTreeSet<String> {
    text.split('"')
        .filter(|part| part.starts_with(beginning))
        .filter(|part| part.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
        .map(str::to_owned)
        .collect()
}

fn keys_used() -> BTreeSet<String> {
    let (mut pages, mut app) = (Vec::new(), Vec::new());
    rust_files(&project().join("ui/src"), &mut pages);
    rust_files(&project().join("crates/core/src"), &mut app);
    let read = |file: &PathBuf| fs::read_to_string(file).expect("readable");
    pages
        .iter()
        .flat_map(|file| keys_in(&read(file)))
        .chain(
            app.iter()
                .flat_map(|file| keys_beginning("error-", &read(file))),
        )
        .chain(keys_beginning(
            "boot-",
            &read(&project().join("ui/boot.js")),
        ))
        .chain(REFUSALS.map(str::to_owned))
        // The element that shows what `boot.js` says.
        .filter(|key| key != "boot-error")
        .collect()
}

#[test]
fn every_language_can_be_read() {
    for language in languages() {
        if let Err(error) = Translations::parse(language, source(language)) {
            panic!("{language}: {error}");
        }
    }
}

#[test]
fn every_key_that_is_used_has_words_in_every_language() {
    let used = keys_used();
    assert!(
        used.len() > 200,
        "the sources are searched: {} keys",
        used.len()
    );
    for language in languages() {
        let there = keys_of(language);
        let missing: Vec<_> = used.difference(&there).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:?}");
    }
}

#[test]
fn no_words_are_left_over_that_nobody_shows() {
    let mut used = keys_used();
    // The last stands in the page itself.
    used.extend(["refusal-other", "panic-text", "boot-script"].map(str::to_owned));
    let left: Vec<_> = keys_of("en").difference(&used).cloned().collect();
    assert!(left.is_empty(), "not used anywhere: {left:?}");
}

#[test]
fn keys_are_found_in_calls_and_nowhere_else() {
    let text = "t(\"one\") t_with(\n \"two\", &[]) .get(\"three\") let(\"four\")";
    assert_eq!(
        keys_in(text),
        BTreeSet::from(["one".to_owned(), "two".to_owned()])
    );
}

#[test]
fn plurals_and_variables_are_filled_in() {
    let english = Translations::parse("en", source("en")).expect("reads");
    let say = |key: &str, args: &[(&str, FluentValue<'static>)]| {
        let args: FluentArgs = args
            .iter()
            .map(|(name, value)| (*name, value.clone()))
            .collect();
        english.message(key, Some(&args)).expect("has words")
    };
    assert_eq!(
        say("wait-title", &[("n", 1.into())]),
        "1 thing waits for you"
    );
    assert_eq!(
        say("wait-title", &[("n", 2.into())]),
        "2 things wait for you"
    );
    assert_eq!(
        say("sync-saved", &[("device", "phone".into())]),
        "Everything is saved on this phone."
    );
}

#[test]
fn an_error_of_the_app_is_told_with_its_numbers() {
    show("en");
    let limit = vec![("limit".to_owned(), "5".to_owned())];
    assert!(t_from_app("error-photos-too-many", &limit).starts_with("At most 5 photos"));
    assert_eq!(t_from_app("error-of-a-newer-app", &[]), t("error-internal"));
    assert_eq!(refusal_text("unheard-of"), t("refusal-other"));
}

#[test]
fn a_wish_for_a_regional_language_finds_the_language() {
    assert_eq!(best("en-GH"), "en");
    assert_eq!(best("xx"), "en");
    assert_eq!(best(""), "en");
    assert_eq!(best("sr-Latn-XK"), "sr");
    assert!(is_translated("tw") && is_translated("en-GH"));
    assert!(!is_translated("xx") && !is_translated(""));
}

#[test]
fn the_languages_are_the_folders_of_translations() {
    let mut folders: Vec<String> = fs::read_dir(project().join("assets/translations"))
        .expect("translations")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.is_dir())
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
        .collect();
    folders.sort();
    assert_eq!(folders, languages().collect::<Vec<_>>());
}

#[test]
fn a_texts_fallback_is_marked_within_a_line() {
    let text = |text: &str, language: &str| Text {
        text: text.to_owned(),
        language: language.to_owned(),
    };
    show("tw");
    assert_eq!(in_line(&text("Drains", "en-GH")), "Drains (EN)");
    assert_eq!(in_line(&text("Nsuka", "tw")), "Nsuka");
    assert_eq!(in_line(&text("", "en")), "");
    show("en");
    assert_eq!(in_line(&text("Drains", "en-GH")), "Drains");
}

#[test]
fn a_texts_fallback_is_marked_on_pages_of_every_language() {
    let style = project().join("ui/style/35-languages.css");
    let style = fs::read_to_string(style).expect("the style");
    for language in languages().chain([primary(PSEUDO)]) {
        let selector = format!(":root:lang({language}) main [lang]:not(:lang({language})");
        assert!(style.contains(&selector), "{language}");
    }
}
