//! A language that nobody speaks: the English words, a third longer and from right to left. What
//! holds for it will hold for Arabic, and for Georgian's long words, before anybody translates.

use super::{
    Language,
    page::Who,
    stage::settled,
    view::{self, Size, Theme},
    world::{self, World},
};
use crate::{
    journey::places,
    kit::{Result, copy_folder},
};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::{fs, path::Path};

/// As the pseudo-locales of CLDR: right to left, and not Arabic.
const CODE: &str = "ar-XB";

/// The language with the pack and the build that have it. Lives as long as its folder.
pub struct Pseudo {
    /// To be walked like any other.
    pub language: Language,
    folder: tempfile::TempDir,
}

impl Pseudo {
    /// Adds the language to copies of a pack and of the build for browsers.
    ///
    /// # Errors
    /// There is no build, or a file cannot be written.
    pub fn made() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let (pack, web) = (folder.path().join("pack"), folder.path().join("web"));
        let first = super::languages()?
            .into_iter()
            .next()
            .ok_or("no language")?;
        copy_folder(&first.pack, &pack)?;
        let about = pack.join("pack.toml");
        let words = fs::read_to_string(&about)?;
        let added = format!("{words}\n[[language]]\ncode = \"{CODE}\"\nname = \"Pseudo\"\n");
        fs::write(about, added)?;
        copy_folder(&places::web()?, &web)?;
        let english = fs::read_to_string(web.join("translations/en.ftl"))?;
        let path = format!("translations/{CODE}.ftl");
        let words = turned(&english);
        fs::write(web.join(&path), &words)?;
        keep_offline(&web.join("service-worker.js"), &path, &words)?;
        let language = Language {
            code: CODE.to_owned(),
            pack,
            web: Some(web),
        };
        Ok(Self { language, folder })
    }

    /// What of the layout is not mirrored, and which text of the municipality, that nobody
    /// translated, does not say in which language it is.
    ///
    /// # Errors
    /// The app does not open.
    pub async fn unturned(&self) -> Result<Vec<String>> {
        let hub = self.folder.path().join("hub");
        world::lay_out(&self.language.pack, &hub)?;
        let mut world = World::new(&hub, &self.language)?;
        world.become_one(Who::Newcomer).await?;
        world.become_one(Who::Beginner).await?;
        let device = world.device(Who::Beginner);
        let screen = device.screen()?;
        let mut unturned = Vec::new();
        for (size, address, what, question) in QUESTIONS {
            view::take(device, screen, size, Theme::Light).await?;
            screen
                .client()
                .goto(&format!("{}{address}", world.hub.origin()))
                .await?;
            screen.see_arrive("main h1").await?;
            settled(screen).await?;
            if screen.ask(question).await? != json!(true) {
                unturned.push(format!("{address} {size}: {what}"));
            }
        }
        Ok(unturned)
    }
}

/// Where to look, what should be so, and how that is seen.
const QUESTIONS: [(Size, &str, &str, &str); 5] = [
    (
        Size::Phone,
        "/",
        "the page says that it runs from right to left",
        "document.documentElement.dir === 'rtl' && document.documentElement.lang === 'ar-XB'",
    ),
    (
        Size::Phone,
        "/",
        "the bar begins at the right",
        "document.querySelector('[data-test=nav-home]').getBoundingClientRect().left > \
         document.querySelector('[data-test=nav-me]').getBoundingClientRect().right - 1",
    ),
    (
        Size::Desktop,
        "/",
        "the rail stands at the right of the page",
        "document.querySelector('[data-test=nav-home]').getBoundingClientRect().left > \
         document.querySelector('main h1').getBoundingClientRect().right",
    ),
    (
        Size::Phone,
        "/me",
        "arrows are turned",
        "[...document.querySelectorAll('.icon.turns')].some(icon => \
         getComputedStyle(icon).transform.startsWith('matrix(-1'))",
    ),
    (
        Size::Phone,
        "/me",
        "an English text of the municipality says that it is English",
        "[...document.querySelectorAll('main [lang=en]')].some(text => \
         getComputedStyle(text, '::after').content.includes('en'))",
    ),
];

/// The service worker keeps the new file, too: it keeps what has the hash that it lists.
fn keep_offline(worker: &Path, path: &str, content: &str) -> Result<()> {
    let code = fs::read_to_string(worker)?;
    let known = "[\"/translations/en.ftl\",";
    if !code.contains(known) {
        return Err("the service worker does not list the translations as it did".into());
    }
    let hash: String = Sha256::digest(content.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let added = format!("[\"/{path}\",\"{hash}\"],{known}");
    fs::write(worker, code.replacen(known, &added, 1))?;
    Ok(())
}

/// All messages with their words turned; keys, selectors and variables stay.
fn turned(messages: &str) -> String {
    let mut text = String::new();
    for line in messages.lines() {
        let indented = line.starts_with([' ', '}']);
        // What stands before the words: the key, or the name of a variant.
        let words = if !indented {
            line.find('=').map_or(line.len(), |at| at + 1)
        } else if line.trim_start().starts_with(['[', '*']) {
            line.find(']').map_or(line.len(), |at| at + 1)
        } else {
            0
        };
        text += &line[..words];
        text += &turned_words(&line[words..]);
        text.push('\n');
    }
    text
}

/// Words outside of braces.
fn turned_words(text: &str) -> String {
    let (mut out, mut word, mut depth) = (String::new(), String::new(), 0_u32);
    for character in text.chars() {
        if depth == 0 && character.is_alphabetic() {
            word.push(character);
            continue;
        }
        out += &turned_word(&word);
        word.clear();
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        out.push(character);
    }
    out + &turned_word(&word)
}

/// Every third letter twice, and the whole shown from right to left whatever its letters are.
fn turned_word(word: &str) -> String {
    if word.is_empty() {
        return String::new();
    }
    let mut longer = String::new();
    for (at, letter) in word.chars().enumerate() {
        longer.push(letter);
        if at % 3 == 1 {
            longer.push(letter);
        }
    }
    format!("\u{202e}{longer}\u{202c}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_turned_and_what_fluent_needs_is_not() {
        let messages = "number = { $n ->\n    [one] 1 day\n   *[other] { $n } days\n}.\n\
                        on = Saved on { $device ->\n    [phone] phone\n   *[computer] it\n} yes\n";
        let seen = turned(messages).replace(['\u{202e}', '\u{202c}'], "");
        assert_eq!(
            seen,
            "number = { $n ->\n    [one] 1 daay\n   *[other] { $n } daays\n}.\n\
             on = Saavedd onn { $device ->\n    [phone] phhonee\n   *[computer] itt\n} yees\n"
        );
    }

    #[test]
    fn the_words_are_a_third_longer() {
        let long = "Connect to the network once; what you typed is kept until everything is sent";
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
        let ratio = letters(&turned_words(long)) * 100 / letters(long);
        assert!((125..145).contains(&ratio), "{ratio} %");
    }
}
