//! The words of the interface: one Fluent bundle, of the chosen language only.
//!
//! Pages ask with [`t`] and [`t_with`] when they render; a change of language renders the
//! whole page anew, so the words need not be reactive.

use std::cell::RefCell;

use durbar_api::{ApiError, packs::Text};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::{browser, format};

/// Languages the interface is translated to, each with its own name in its own script; the first
/// is what others fall back to. They are the folders of `assets/translations`.
pub const LANGUAGES: [(&str, &str); 4] = [
    ("en", "English"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("tw", "Twi"),
];

/// English made longer and turned around, to try pages that run from right to left. No app is
/// shipped with it: only tests make its file.
const PSEUDO: &str = "ar-XB";

/// Scripts written from right to left, by language.
const RIGHT_TO_LEFT: [&str; 6] = ["ar", "dv", "fa", "he", "ps", "ur"];

/// Languages whose plurals are known under another code.
const PLURALS_OF: [(&str, &str); 2] = [("fat", "ak"), ("tw", "ak")];

thread_local! {
    static CHOSEN: RefCell<Option<Translations>> = const { RefCell::new(None) };
}

/// The messages of one language.
pub struct Translations {
    language: String,
    bundle: FluentBundle<FluentResource>,
}

impl Translations {
    /// Reads a language's messages.
    ///
    /// # Errors
    /// What the file or the language code gets wrong, in words for a developer.
    pub fn parse(language: &str, source: String) -> Result<Self, String> {
        let rules = PLURALS_OF
            .iter()
            .find_map(|(code, other)| (*code == primary(language)).then_some(*other))
            .unwrap_or(language);
        let id: LanguageIdentifier = rules
            .parse()
            .map_err(|error| format!("language {language}: {error}"))?;
        let resource = FluentResource::try_new(source)
            .map_err(|(_, errors)| format!("language {language}: {} mistakes", errors.len()))?;
        let mut bundle = FluentBundle::new(vec![id]);
        // Marks that isolate inserted text are for pages that run from right to left.
        bundle.set_use_isolating(is_right_to_left(language));
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => Some(format::number(number.value, 1)),
            _ => None,
        }));
        // Two of a name are a mistake that a test finds, not a reason to show nothing.
        bundle.add_resource_overriding(resource);
        Ok(Self {
            language: language.to_owned(),
            bundle,
        })
    }

    /// A message with its variables filled in, or `None` if there is no such message.
    pub fn message(&self, key: &str, args: Option<&FluentArgs>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors);
        Some(text.into_owned())
    }
}

/// A day such as "2026-12-03" as a language writes it, chosen or not; as it is where the words of
/// that language are not to be had.
pub async fn day_in(language: &str, day: &str) -> String {
    let words = async {
        let mut parts = day.split('-').map(|part| part.parse::<u32>().ok());
        let mut part = || parts.next().flatten();
        let (year, month, of_month) = (part()?, part()?, part()?);
        let path = is_translated(language).then(|| path(best(language)))?;
        let source = browser::fetch_text(&path).await.ok()?;
        let words = Translations::parse(language, source).ok()?;
        let month = FluentArgs::from_iter([("n", month)]);
        let named = FluentArgs::from_iter([
            ("day", of_month.to_string()),
            ("month", words.message("month-long", Some(&month))?),
            ("year", year.to_string()),
        ]);
        words.message("date-long", Some(&named))
    };
    words.await.unwrap_or_else(|| day.to_owned())
}

fn path(language: &str) -> String {
    format!("/translations/{language}.ftl")
}

/// Loads a language from the app's own files and shows it from now on; a language without
/// translation falls back to the first of [`LANGUAGES`].
///
/// # Errors
/// The file is missing or damaged: the installation is incomplete.
pub async fn load(language: &str) -> Result<(), String> {
    let language = best(language);
    let current = CHOSEN.with_borrow(|chosen| chosen.as_ref().map(|t| t.language.clone()));
    if current.as_deref() != Some(language) {
        let source = browser::fetch_text(&path(language)).await?;
        let translations = Translations::parse(language, source)?;
        CHOSEN.set(Some(translations));
    }
    let direction = if is_right_to_left(language) {
        "rtl"
    } else {
        "ltr"
    };
    // For the words before the next start, which know nothing else of this device.
    browser::keep_setting("language", language);
    browser::set_root_attribute("lang", language);
    browser::set_root_attribute("dir", direction);
    Ok(())
}

/// The translated language nearest to a wish such as "en-GH".
pub fn best(wish: &str) -> &'static str {
    if wish == PSEUDO {
        return PSEUDO;
    }
    LANGUAGES
        .into_iter()
        .find_map(|(language, _)| (language == primary(wish)).then_some(language))
        .unwrap_or(LANGUAGES[0].0)
}

/// Whether the interface itself speaks a language of a municipality.
pub fn is_translated(language: &str) -> bool {
    primary(best(language)) == primary(language)
}

fn is_right_to_left(language: &str) -> bool {
    RIGHT_TO_LEFT.contains(&primary(language))
}

/// "sr" of "sr-Latn-XK".
fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

/// The words for a key.
pub fn t(key: &str) -> String {
    lookup(key, None).unwrap_or_else(|| key.to_owned())
}

/// The words for a key, with variables.
pub fn t_with(key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
    let args: FluentArgs = args
        .iter()
        .map(|(name, value)| (*name, value.clone()))
        .collect();
    lookup(key, Some(&args)).unwrap_or_else(|| key.to_owned())
}

/// The words for a key that the app chose, with its variables as text: what reads as a number
/// is treated as one, so that plurals work.
pub fn t_from_app(key: &str, args: &[(String, String)]) -> String {
    let args: FluentArgs = args
        .iter()
        .map(|(name, value)| (name.as_str(), FluentValue::try_number(value)))
        .collect();
    lookup(key, Some(&args)).unwrap_or_else(|| t("error-internal"))
}

/// A text of the pack for a line of other words. In another language than the one shown it says in
/// which, as the style does for a text that stands by itself: "Drains (EN)".
pub fn in_line(text: &Text) -> String {
    let language = primary(&text.language);
    let foreign = CHOSEN.with_borrow(|chosen| {
        let shown = chosen.as_ref().map(|chosen| primary(&chosen.language));
        shown.is_some_and(|shown| shown != language)
    });
    if foreign && !text.text.is_empty() {
        format!("{} ({})", text.text, language.to_uppercase())
    } else {
        text.text.clone()
    }
}

/// What happened and what to do, for an error of the app.
pub fn error_text(error: &ApiError) -> String {
    t_from_app(&error.message_key, &error.args)
}

/// Why the hub refused something, by its code.
pub fn refusal_text(code: &str) -> String {
    lookup(&format!("refusal-{code}"), None).unwrap_or_else(|| t("refusal-other"))
}

fn lookup(key: &str, args: Option<&FluentArgs>) -> Option<String> {
    CHOSEN.with_borrow(|chosen| chosen.as_ref()?.message(key, args))
}

#[cfg(test)]
pub(crate) mod tests;
