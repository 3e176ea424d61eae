//! The words of the public pages, from the same translations as the app's.

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// Each language with its files.
static FILES: &[(&str, &[&str])] = include!(concat!(env!("OUT_DIR"), "/translations.rs"));

/// What others fall back to, message by message.
const FALLBACK: &str = "en";

/// Languages whose plurals are known under another code.
const PLURALS_OF: [(&str, &str); 2] = [("fat", "ak"), ("tw", "ak")];

/// Scripts written from right to left, by language.
const RIGHT_TO_LEFT: [&str; 6] = ["ar", "dv", "fa", "he", "ps", "ur"];

static ALL: LazyLock<Vec<Words>> = LazyLock::new(|| {
    FILES
        .iter()
        .filter_map(|(language, files)| Words::parse(language, files))
        .collect()
});

/// The messages of one language.
pub(super) struct Words {
    /// Its code.
    pub language: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    fn parse(language: &'static str, files: &[&str]) -> Option<Self> {
        let known = PLURALS_OF.iter().find(|(code, _)| *code == language);
        let rules = known.map_or(language, |(_, other)| other);
        let id: LanguageIdentifier = rules.parse().ok()?;
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(RIGHT_TO_LEFT.contains(&language));
        for file in files {
            // What can be read of a file is used; that all of it can is for a test to say.
            let resource = FluentResource::try_new((*file).to_owned());
            bundle.add_resource_overriding(resource.unwrap_or_else(|(rest, _)| rest));
        }
        let group = bundle.get_message("number-group");
        let group = group.and_then(|message| message.value()).map(|pattern| {
            bundle
                .format_pattern(pattern, None, &mut Vec::new())
                .into_owned()
        });
        // What formats numbers is a plain function: it cannot be told the mark.
        match group.as_deref() {
            Some(",") => bundle.set_formatter(Some(grouped::<',', _>)),
            Some(".") => bundle.set_formatter(Some(grouped::<'.', _>)),
            Some("\u{a0}") => bundle.set_formatter(Some(grouped::<'\u{a0}', _>)),
            _ => {}
        }
        Some(Self { language, bundle })
    }

    /// The words of a language, or those that others fall back to; `None` if there are none.
    pub fn of(language: &str) -> Option<&'static Self> {
        let find = |code: &str| ALL.iter().find(|words| words.language == code);
        find(primary(language)).or_else(|| find(FALLBACK))
    }

    /// Whether there are words in a language.
    pub fn speaks(language: &str) -> bool {
        FILES.iter().any(|(code, _)| *code == primary(language))
    }

    /// `ltr` or `rtl`.
    pub fn direction(&self) -> &'static str {
        if RIGHT_TO_LEFT.contains(&self.language) {
            "rtl"
        } else {
            "ltr"
        }
    }

    /// The words for a key.
    pub fn t(&self, key: &str) -> String {
        self.t_with(key, &[])
    }

    /// The words for a key, with variables.
    pub fn t_with(&self, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let args: FluentArgs = args
            .iter()
            .map(|(name, value)| (*name, value.clone()))
            .collect();
        let fallback = || Self::of(FALLBACK)?.message(key, &args);
        self.message(key, &args)
            .or_else(fallback)
            .unwrap_or_else(|| key.to_owned())
    }

    fn message(&self, key: &str, args: &FluentArgs) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(args), &mut errors);
        Some(text.into_owned())
    }
}

/// A whole number with a mark between its thousands.
fn grouped<const MARK: char, Any>(value: &FluentValue<'_>, _: &Any) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let digits = format!("{:.0}", number.value);
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(MARK);
        }
        text.push(digit);
    }
    Some(text)
}

/// "sr" of "sr-Latn-XK".
pub(super) fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

/// The best of the offered languages for a browser's wishes: `Accept-Language` by RFC 9110.
pub(super) fn best<'a>(wishes: &str, offered: &'a [String]) -> Option<&'a str> {
    let mut wished: Vec<(f32, &str)> = wishes
        .split(',')
        .take(32)
        .filter_map(|item| {
            let mut parts = item.split(';').map(str::trim);
            let language = parts.next().filter(|name| !name.is_empty())?;
            let weight = parts.find_map(|part| part.strip_prefix("q="));
            let weight = weight.map_or(Some(1.0), |q| q.parse::<f32>().ok())?;
            (weight > 0.0).then_some((weight, language))
        })
        .collect();
    wished.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    wished.iter().find_map(|(_, wish)| {
        let same = |code: &&String| primary(code).eq_ignore_ascii_case(primary(wish));
        offered.iter().find(same).map(String::as_str)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, fs, path::Path};

    #[test]
    fn the_heaviest_wish_that_is_offered_wins() {
        let offered = ["sq", "sr", "en"].map(str::to_owned);
        let best = |wishes: &str| best(wishes, &offered);
        assert_eq!(best("de, en-GB;q=0.5, sr;q=0.8"), Some("sr"));
        assert_eq!(best("EN"), Some("en"));
        assert_eq!(best("sq;q=0, en;q=0.1"), Some("en"));
        assert_eq!(best("de, *"), None);
        assert_eq!(best(";;,,q=1;q=x"), None);
    }

    #[test]
    fn plurals_and_fallback() {
        let english = Words::of("en-GH").expect("there");
        assert_eq!(
            english.t_with("published-supports", &[("n", 1.into())]),
            "1 person says: me too"
        );
        assert_eq!(Words::of("xx").expect("falls back").language, "en");
        assert_eq!(english.t("no-such-key"), "no-such-key");
    }

    #[test]
    fn numbers_have_the_marks_of_their_language() {
        let told = |language: &str, n: u32| {
            let words = Words::of(language).expect("there");
            words.t_with("published-count", &[("n", n.into())])
        };
        assert!(told("en", 12_043).contains("12,043"));
        assert!(told("sr", 12_043).contains("12.043"));
        assert!(told("sq", 12_043).contains("12\u{a0}043"));
        assert!(told("tw", 999).contains("999"));
    }

    /// Keys in calls of `t` and `t_with` in the sources beside this one.
    fn keys_used() -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/public");
        let mut keys = BTreeSet::new();
        for entry in fs::read_dir(folder).expect("sources") {
            let path = entry.expect("readable").path();
            if path.is_dir() || path.ends_with("words.rs") {
                continue;
            }
            let text = fs::read_to_string(path).expect("readable");
            for opening in [".t(", ".t_with("] {
                for (at, _) in text.match_indices(opening) {
                    let rest = text[at + opening.len()..].trim_start();
                    let key = rest.strip_prefix('"').and_then(|rest| rest.split_once('"'));
                    keys.extend(key.map(|(key, _)| key.to_owned()));
                }
            }
        }
        keys
    }

    #[test]
    fn every_key_has_words_at_least_in_the_language_that_others_fall_back_to() {
        let used = keys_used();
        assert!(used.len() > 30, "the sources are searched: {}", used.len());
        let english = Words::of("en").expect("there");
        let missing: Vec<_> = used.iter().filter(|key| english.t(key) == **key).collect();
        assert!(missing.is_empty(), "no words for {missing:?}");
    }
}
