//! What a translation must have in common with the English words, and what not.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::{
    ast::{
        CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
    },
    parser,
    serializer::serialize,
};

use super::*;

/// What is the same as in English without being forgotten, by language or in all (`*`).
const SAME: [(&str, &str); 19] = [
    ("*", "about-version"),
    ("*", "app-name"),
    ("*", "size-kb"),
    ("*", "size-mb"),
    ("sq", "age-minutes"),
    ("sq", "contact-email"),
    ("sq", "contact-sms"),
    ("sq", "map-kilometres"),
    ("sq", "map-metres"),
    ("tw", "map-kilometres"),
    ("tw", "map-metres"),
    ("sr", "contact-sms"),
    ("sr", "pin-label"),
    ("sr", "pin-new"),
    ("tw", "about-app"),
    ("tw", "me-title"),
    ("tw", "nav-me"),
    ("tw", "pin-label"),
    ("tw", "pin-new"),
];

/// A message as far as translations are compared.
#[derive(Debug, Default)]
struct Message {
    /// Its source without the key.
    text: String,
    /// Its variables.
    variables: BTreeSet<String>,
    /// Each selector's variable with its keys.
    selectors: Vec<(String, BTreeSet<String>)>,
    /// Whether it has a letter outside of variables.
    has_words: bool,
}

fn messages(language: &str) -> BTreeMap<String, Message> {
    let resource = parser::parse(source(language)).unwrap_or_else(|(_, errors)| {
        panic!("{language}: {errors:?}");
    });
    let mut found = BTreeMap::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else {
            assert!(
                !matches!(entry, Entry::Junk { .. } | Entry::Term(_)),
                "{language}: {entry:?}"
            );
            continue;
        };
        let key = message.id.name.clone();
        let mut read = Message::default();
        if let Some(pattern) = &message.value {
            look(pattern, &mut read);
        }
        let resource = fluent_syntax::ast::Resource {
            body: vec![Entry::Message(fluent_syntax::ast::Message {
                comment: None,
                ..message
            })],
        };
        let text = serialize(&resource);
        read.text = text.split_once('=').expect("a value").1.trim().to_owned();
        assert!(
            found.insert(key.clone(), read).is_none(),
            "{language} has {key} twice"
        );
    }
    found
}

fn look(pattern: &Pattern<String>, into: &mut Message) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => {
                into.has_words |= value.chars().any(char::is_alphabetic);
            }
            PatternElement::Placeable { expression } => look_into(expression, into),
        }
    }
}

fn look_into(expression: &Expression<String>, into: &mut Message) {
    match expression {
        Expression::Inline(inline) => look_inline(inline, into),
        Expression::Select { selector, variants } => {
            look_inline(selector, into);
            let name = match selector {
                InlineExpression::VariableReference { id } => id.name.clone(),
                other => panic!("a selector is a variable, not {other:?}"),
            };
            let keys = variants
                .iter()
                .map(|variant| match &variant.key {
                    VariantKey::Identifier { name } => name.clone(),
                    VariantKey::NumberLiteral { value } => value.clone(),
                })
                .collect();
            into.selectors.push((name, keys));
            for variant in variants {
                look(&variant.value, into);
            }
        }
    }
}

fn look_inline(inline: &InlineExpression<String>, into: &mut Message) {
    match inline {
        InlineExpression::VariableReference { id } => {
            into.variables.insert(id.name.clone());
        }
        InlineExpression::Placeable { expression } => look_into(expression, into),
        InlineExpression::FunctionReference {
            arguments: CallArguments { positional, .. },
            ..
        } => positional.iter().for_each(|each| look_inline(each, into)),
        _ => {}
    }
}

/// The plural categories that a language has, found by asking with many numbers.
fn categories(language: &str) -> BTreeSet<String> {
    let probe = "probe = { $n ->\n    [zero] zero\n    [one] one\n    [two] two\n    \
                 [few] few\n    [many] many\n   *[other] other\n}\n";
    let probe = Translations::parse(language, probe.to_owned()).expect("reads");
    (0..=200)
        .map(|n| {
            let args: FluentArgs = [("n", FluentValue::from(n))].into_iter().collect();
            probe.message("probe", Some(&args)).expect("has words")
        })
        .collect()
}

#[test]
fn every_language_has_the_same_messages() {
    let english: BTreeSet<String> = messages("en").into_keys().collect();
    let mut told = String::new();
    for language in languages() {
        let there: BTreeSet<String> = messages(language).into_keys().collect();
        for key in english.difference(&there) {
            told += &format!("{language} lacks {key}\n");
        }
        for key in there.difference(&english) {
            told += &format!("{language} has {key}, which English does not have\n");
        }
    }
    assert!(told.is_empty(), "\n{told}");
}

/// A sentence must not lose its number or its name.
#[test]
fn every_language_uses_the_same_variables() {
    let english = messages("en");
    for language in languages() {
        for (key, message) in messages(language) {
            if let Some(original) = english.get(&key) {
                assert_eq!(message.variables, original.variables, "{language}: {key}");
            }
        }
    }
}

#[test]
fn every_selector_covers_the_plurals_of_its_language_and_what_english_tells_apart() {
    const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
    let english = messages("en");
    for language in languages() {
        let needed = categories(language);
        for (key, message) in messages(language) {
            for (variable, keys) in &message.selectors {
                let by_number = keys
                    .iter()
                    .any(|key| key != "other" && PLURALS.contains(&key.as_str()));
                if by_number {
                    let lacks: Vec<_> = needed.difference(keys).collect();
                    assert!(lacks.is_empty(), "{language}: {key} lacks {lacks:?}");
                    let idle: Vec<_> = keys
                        .iter()
                        .filter(|key| PLURALS.contains(&key.as_str()) && !needed.contains(*key))
                        .collect();
                    assert!(idle.is_empty(), "{language}: {key} never uses {idle:?}");
                }
                // Names and exact numbers that English tells apart, such as a phone and a
                // computer, or none.
                let original = english
                    .get(&key)
                    .and_then(|message| message.selectors.iter().find(|(v, _)| v == variable));
                if let Some((_, original)) = original
                    && !by_number
                {
                    let lost: Vec<_> = original
                        .difference(keys)
                        .filter(|key| !PLURALS.contains(&key.as_str()))
                        .collect();
                    assert!(lost.is_empty(), "{language}: {key} lost {lost:?}");
                }
            }
        }
    }
}

#[test]
fn plurals_are_those_of_each_language() {
    let of = |language: &str| categories(language).into_iter().collect::<Vec<_>>();
    assert_eq!(of("en"), ["one", "other"]);
    assert_eq!(of("sq"), ["one", "other"]);
    assert_eq!(of("sr"), ["few", "one", "other"]);
    assert_eq!(of("tw"), ["one", "other"]);
    let none = |language: &str| {
        let probe = "probe = { $n ->\n    [one] one\n   *[other] other\n}\n".to_owned();
        let probe = Translations::parse(language, probe).expect("reads");
        let args: FluentArgs = [("n", FluentValue::from(0))].into_iter().collect();
        probe.message("probe", Some(&args)).expect("has words")
    };
    assert_eq!(none("en"), "other");
    assert_eq!(none("tw"), "one", "Twi counts none like one");
}

#[test]
fn no_english_is_left_in_another_language() {
    let english = messages("en");
    let mut told = String::new();
    for language in languages().skip(1) {
        for (key, message) in messages(language) {
            let same = english
                .get(&key)
                .is_some_and(|original| original.has_words && original.text == message.text);
            let allowed = SAME
                .iter()
                .any(|(of, name)| *name == key && (*of == "*" || *of == language));
            if same && !allowed {
                told += &format!("{language}: {key} = {}\n", message.text);
            }
        }
    }
    assert!(told.is_empty(), "\n{told}");
}
