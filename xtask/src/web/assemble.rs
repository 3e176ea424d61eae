//! What is not compiled: pages, style, translations, icons; and the list that the service worker
//! keeps for offline use.

use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Context, Failure, Result};
use crate::paths;
use crate::web::Site;

/// Files of the site that are copied as they are.
const COPIED: [&str; 2] = ["worker.js", "manifest.webmanifest"];

/// The one page, with what it says in every language where no script can choose one.
const PAGE: &str = "index.html";
/// Messages that stand in the page itself, each with its place there and the tag of each line.
const WRITTEN: [(&str, &str, &str); 2] = [
    ("boot-late", "__BOOT_LATE__", "p class=\"boot-late\""),
    ("boot-script", "__BOOT_SCRIPT__", "p"),
];
/// The one of them that no script says.
const SCRIPTLESS: &str = "boot-script";

/// What starts the page, with the words that it says before the translations are there.
const BOOT: &str = "boot.js";
const BOOT_WORDS: &str = "__BOOT_WORDS__";

const SERVICE_WORKER: &str = "service-worker.js";

/// Adds everything that comes from the sources as it is or nearly so.
pub fn add_sources(site: &mut Site) -> Result {
    let root = paths::root();
    let ui = root.join("ui");
    let mut missing = Vec::new();
    for name in COPIED {
        match fs::read(ui.join(name)) {
            Ok(script) if name.ends_with(".js") => {
                let script = String::from_utf8(script).context(name)?;
                insert(site, name, without_remarks(&script))?;
            }
            Ok(content) => insert(site, name, content)?,
            Err(error) => missing.push(format!("ui/{name}: {error}")),
        }
    }
    if !missing.is_empty() {
        return Err(Failure::from(format!(
            "the site needs these files:\n  {}",
            missing.join("\n  ")
        )));
    }
    insert(site, "app.css", style(&ui.join("style"))?)?;
    let mut boot_words = serde_json::Map::new();
    let mut page = fs::read_to_string(ui.join(PAGE)).context(PAGE)?;
    for language in entries(&root.join("assets/translations"))? {
        if language.is_dir() {
            let messages = translation(&language)?;
            boot_words.insert(name(&language), first_words(&messages));
            page = written_in(&page, &name(&language), &messages);
            let name = format!("translations/{}.ftl", name(&language));
            insert(site, &name, messages)?;
        }
    }
    for (_, place, _) in WRITTEN {
        page = page.replace(place, "");
    }
    insert(site, PAGE, page)?;
    let boot = without_remarks(&fs::read_to_string(ui.join(BOOT)).context(BOOT)?);
    if !boot.contains(BOOT_WORDS) {
        return Err(format!("{BOOT_WORDS} is missing in ui/{BOOT}").into());
    }
    let boot_words = serde_json::Value::Object(boot_words).to_string();
    insert(site, BOOT, boot.replace(BOOT_WORDS, &boot_words))?;
    for icon in entries(&root.join("assets/icons/app"))? {
        let content = fs::read(&icon).context(icon.display())?;
        insert(site, &format!("icons/{}", name(&icon)), content)?;
    }
    Ok(())
}

fn insert(site: &mut Site, name: &str, content: impl Into<Vec<u8>>) -> Result {
    match site.insert(name.to_owned(), content.into()) {
        None => Ok(()),
        Some(_) => Err(format!("two files of the site are called {name}").into()),
    }
}

/// What is in a folder, in the order of names; nothing if there is no such folder.
pub fn entries(dir: &Path) -> Result<Vec<PathBuf>> {
    if !dir.exists() {
        return Ok(Vec::new());
    }
    let mut entries = Vec::new();
    for entry in fs::read_dir(dir).context(dir.display())? {
        let path = entry.context(dir.display())?.path();
        if !name(&path).starts_with('.') {
            entries.push(path);
        }
    }
    entries.sort();
    Ok(entries)
}

fn name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// Files of one kind, one after the other in the order of their names.
fn concatenated(dir: &Path, extension: &str) -> Result<String> {
    let mut all = String::new();
    for file in entries(dir)? {
        if file.is_dir() {
            all += &concatenated(&file, extension)?;
        } else if file.extension().is_some_and(|found| found == extension) {
            all += &fs::read_to_string(&file).context(file.display())?;
            if !all.ends_with('\n') {
                all.push('\n');
            }
        }
    }
    Ok(all)
}

fn style(dir: &Path) -> Result<String> {
    let style = without_room(&without_comments(&concatenated(dir, "css")?));
    if style.is_empty() {
        return Err(format!("no style in {}", dir.display()).into());
    }
    Ok(style)
}

/// The style sheet without comments and blank lines; what is in quotes stays as it is.
fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find(['/', '"', '\'']) {
        out += &rest[..at];
        rest = &rest[at..];
        let length = if rest.starts_with("/*") {
            let end = rest[2..].find("*/").map_or(rest.len(), |end| end + 4);
            rest = &rest[end..];
            continue;
        } else if rest.starts_with('/') {
            1
        } else {
            quoted(rest)
        };
        out += &rest[..length];
        rest = &rest[length..];
    }
    out += rest;
    out.lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty())
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// The style sheet without the room between lines that only people need.
fn without_room(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    for line in css.lines().map(str::trim) {
        match line.strip_suffix(" {") {
            Some(selector) => out.extend([selector, "{"]),
            None => out += line,
        }
        // After anything else a line's end may be what keeps two words apart.
        if !line.ends_with(['{', '}', ';', ',']) {
            out.push('\n');
        }
    }
    out
}

/// A script without what only people read: remarks on lines of their own, and room before lines.
/// Text over several lines would lose its own room: then the script stays as it is.
pub fn without_remarks(script: &str) -> String {
    if script
        .lines()
        .any(|line| line.matches('`').count() % 2 == 1)
    {
        return script.to_owned();
    }
    script
        .lines()
        .map(str::trim_start)
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// The length of the string that this text starts with, its quotes included.
fn quoted(text: &str) -> usize {
    let mut characters = text.char_indices();
    let Some((_, quote)) = characters.next() else {
        return 0;
    };
    while let Some((at, character)) = characters.next() {
        if character == '\\' {
            characters.next();
        } else if character == quote {
            return at + character.len_utf8();
        }
    }
    text.len()
}

/// The language that others fall back to, message by message.
const FALLBACK: &str = "en";

/// Words of the server's own pages, which the app never shows.
const OF_THE_SERVER: &str = "public.ftl";

/// A language's messages, with those that it lacks in the fallback.
fn translation(dir: &Path) -> Result<String> {
    let own = messages(&words(dir)?);
    let others = messages(&words(&dir.with_file_name(FALLBACK))?);
    let known: BTreeSet<&str> = own.iter().map(|message| key(message)).collect();
    let lacking = others.iter().filter(|other| !known.contains(key(other)));
    Ok(own.iter().chain(lacking).map(String::as_str).collect())
}

/// The page with a language's line before each place for such lines.
fn written_in(page: &str, language: &str, messages: &str) -> String {
    let mut page = page.to_owned();
    for (wanted, place, tag) in WRITTEN {
        let words = messages
            .lines()
            .filter_map(|line| line.split_once('='))
            .find(|(key, _)| key.trim() == wanted)
            .map(|(_, words)| words.trim());
        if let Some(words) = words {
            let words = words.replace('&', "&amp;").replace('<', "&lt;");
            let line = format!("<{tag} lang=\"{language}\">{words}</p>{place}");
            page = page.replace(place, &line);
        }
    }
    page
}

/// Of a language's messages those that are needed before there is anything that reads them all.
fn first_words(messages: &str) -> serde_json::Value {
    messages
        .lines()
        .filter(|line| line.starts_with("boot-") && !line.starts_with(SCRIPTLESS))
        .filter_map(|line| line.split_once('='))
        .map(|(key, words)| (key.trim().to_owned(), words.trim().into()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn words(dir: &Path) -> Result<String> {
    let mut all = String::new();
    for file in entries(dir)? {
        if name(&file) != OF_THE_SERVER {
            all += &fs::read_to_string(&file).context(file.display())?;
            all.push('\n');
        }
    }
    Ok(all)
}

/// Each message with the lines that go on with it; comments and blank lines are left out.
fn messages(source: &str) -> Vec<String> {
    let mut messages: Vec<String> = Vec::new();
    for line in source.lines().filter(|line| !line.trim().is_empty()) {
        if line.starts_with('#') {
            continue;
        }
        let goes_on = line.starts_with([' ', '}']);
        match messages.last_mut() {
            Some(message) if goes_on => *message += line,
            _ => messages.push(line.to_owned()),
        }
        if let Some(message) = messages.last_mut() {
            message.push('\n');
        }
    }
    messages
}

fn key(message: &str) -> &str {
    message.split('=').next().unwrap_or(message).trim()
}

/// Adds the service worker, which knows every other file by its hash.
pub fn add_service_worker(site: &mut Site) -> Result {
    let path = paths::root().join("ui").join(SERVICE_WORKER);
    let template = without_remarks(&fs::read_to_string(&path).context(path.display())?);
    let filled = filled_in(&template, site).context(path.display())?;
    insert(site, SERVICE_WORKER, filled)
}

fn filled_in(template: &str, site: &Site) -> Result<String> {
    for placeholder in ["__PRECACHE__", "__BUILD__"] {
        if !template.contains(placeholder) {
            return Err(format!("{placeholder} is missing").into());
        }
    }
    let mut all = blake3::Hasher::new();
    // The worker's own text is part of the build: a change of it alone is a new version too.
    all.update(template.as_bytes());
    let mut list = Vec::new();
    for (name, content) in site {
        // The one that browsers can work out.
        let hash = Sha256::digest(content);
        all.update(name.as_bytes()).update(&hash);
        list.push(serde_json::json!([format!("/{name}"), short(&hash)]));
    }
    let list = serde_json::to_string(&list).context("list of files")?;
    Ok(template
        .replace("__PRECACHE__", &list)
        .replace("__BUILD__", &short(all.finalize().as_bytes())))
}

/// Enough of a hash to tell one version of a file from another.
fn short(hash: &[u8]) -> String {
    hash.iter()
        .take(10)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Makes the folder hold exactly the site and touches only what has changed, so that what is
/// built from it is built again only then. Returns how many files it wrote or removed.
pub fn write(dir: &Path, site: &Site) -> Result<usize> {
    let mut changed = remove_others(dir, dir, site)?;
    for (name, content) in site {
        let path = dir.join(name);
        if fs::read(&path).is_ok_and(|found| found == *content) {
            continue;
        }
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).context(parent.display())?;
        }
        fs::write(&path, content).context(path.display())?;
        changed += 1;
    }
    Ok(changed)
}

fn remove_others(base: &Path, dir: &Path, site: &Site) -> Result<usize> {
    let mut removed = 0;
    for path in entries(dir)? {
        if path.is_dir() {
            removed += remove_others(base, &path, site)?;
            continue;
        }
        let name = path.strip_prefix(base).context(path.display())?;
        if !site.contains_key(name.to_string_lossy().as_ref()) {
            fs::remove_file(&path).context(path.display())?;
            removed += 1;
        }
    }
    Ok(removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_leaves_the_style_and_words_stay_apart() {
        let css = "a,\nb\nc {\n  margin: 0\n    1px;\n}\n";
        assert_eq!(without_room(css), "a,b\nc{margin: 0\n1px;}");
    }

    #[test]
    fn remarks_leave_a_script_and_addresses_stay() {
        let script = "// Says so.\nconst at = \"https://a\"; // here\n\n  // and there\nstart();\n";
        let left = "const at = \"https://a\"; // here\nstart();\n";
        let text = "const long = `\n  two`;\n";
        assert_eq!(without_remarks(text), text);
        assert_eq!(without_remarks(script), left);
    }

    #[test]
    fn comments_leave_the_style_but_not_the_strings() {
        let css = "/* a */\na { content: \"/* kept */\"; }\n\nb { c: url('x/*y') /* gone */ }";
        assert_eq!(
            without_comments(css),
            "a { content: \"/* kept */\"; }\nb { c: url('x/*y')  }\n"
        );
    }

    #[test]
    fn a_comment_without_an_end_takes_the_rest() {
        assert_eq!(without_comments("a {}\n/* b {}"), "a {}\n");
    }

    #[test]
    fn an_escaped_quote_does_not_end_a_string() {
        assert_eq!(quoted(r#""a\"b" c"#), 6);
    }

    #[test]
    fn a_message_that_a_language_lacks_is_the_fallbacks() {
        let dir = std::env::temp_dir().join(format!("durbar-words-{}", std::process::id()));
        for (file, text) in [
            (
                "en/a.ftl",
                "# Words\n\none = One\ntwo = { $n ->\n   *[other] Two\n}\n",
            ),
            ("en/public.ftl", "three = Three\n"),
            ("xx/a.ftl", "one = Ein\n"),
        ] {
            let path = dir.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let found = translation(&dir.join("xx")).unwrap();
        fs::remove_dir_all(&dir).unwrap();
        assert_eq!(found, "one = Ein\ntwo = { $n ->\n   *[other] Two\n}\n");
    }

    #[test]
    fn the_first_words_are_those_for_the_start() {
        let messages = "one = One\nboot-opening = Opening = now…\nboot-script = Turn <it> on\n";
        let words = first_words(messages);
        assert_eq!(words.to_string(), r#"{"boot-opening":"Opening = now…"}"#);
        let page = written_in("<b>__BOOT_SCRIPT__</b>", "en", messages);
        let page = written_in(&page, "tw", "boot-script = Sɔ no\n");
        let lines = "<p lang=\"en\">Turn &lt;it> on</p><p lang=\"tw\">Sɔ no</p>";
        assert_eq!(page, format!("<b>{lines}__BOOT_SCRIPT__</b>"));
    }

    #[test]
    fn the_service_worker_lists_every_file_and_a_change_is_a_new_build() {
        let template = "const build = '__BUILD__', files = __PRECACHE__;";
        let mut site = Site::new();
        site.insert("index.html".to_owned(), b"one".to_vec());
        let first = filled_in(template, &site).unwrap();
        assert!(first.contains("[[\"/index.html\",\""));
        site.insert("index.html".to_owned(), b"two".to_vec());
        assert_ne!(filled_in(template, &site).unwrap(), first);
        assert_ne!(
            filled_in(&format!("{template}//"), &site).unwrap()[..40],
            filled_in(template, &site).unwrap()[..40]
        );
    }

    #[test]
    fn a_service_worker_without_its_placeholders_is_refused() {
        assert!(filled_in("const build = 1;", &Site::new()).is_err());
    }
}
