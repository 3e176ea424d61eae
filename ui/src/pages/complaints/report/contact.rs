//! How the person wants to hear of it: never required.

use durbar_api::complaints::{Contact, ContactWish};
use leptos::prelude::*;

use super::{editor::DraftEditor, words};
use crate::{
    components::{Choice, ChoiceOption, TextField},
    translations::t,
};

const WISHES: [(ContactWish, &str, &str); 5] = [
    (ContactWish::App, "app", "umbrella"),
    (ContactWish::Call, "call", "phone"),
    (ContactWish::Sms, "sms", "message"),
    (ContactWish::Email, "email", "mail"),
    (ContactWish::Never, "never", "close"),
];

/// The ways to be reached; the number or address is asked for below the way that needs it.
#[component]
pub(super) fn ContactAnswer(editor: DraftEditor, error: Signal<Option<String>>) -> impl IntoView {
    let other = editor.intake().is_some();
    let options = Signal::derive(move || {
        WISHES
            .into_iter()
            .map(|(wish, value, icon)| ChoiceOption {
                value: value.to_owned(),
                label: words::wish(wish),
                hint: match wish {
                    ContactWish::App if other => t("contact-app-hint-other"),
                    ContactWish::App => t("contact-app-hint"),
                    ContactWish::Never if other => t("contact-never-hint-other"),
                    ContactWish::Never => t("contact-never-hint"),
                    _ => String::new(),
                },
                icon: Some(icon.to_owned()),
                language: None,
            })
            .collect::<Vec<_>>()
    });
    let wish = Memo::new(move |_| editor.answers.with(|answers| answers.contact.wish));
    let chosen = Signal::derive(move || {
        let wish = wish.get();
        let own = WISHES.into_iter().find(|(other, _, _)| *other == wish);
        own.map(|(_, value, _)| value.to_owned())
    });
    let choose = move |value: String| {
        if let Some((wish, _, _)) = WISHES.into_iter().find(|(_, own, _)| *own == value) {
            editor.edit(|answers| answers.contact.wish = wish);
        }
    };
    let field = move |pick: fn(&Contact) -> &String| {
        Signal::derive(move || {
            editor
                .answers
                .with(|answers| pick(&answers.contact).clone())
        })
    };
    let address = move |label: String, keyboard: &'static str| {
        view! {
            <TextField
                id="contact-address"
                label=label
                value=field(|contact| &contact.address)
                on_input=move |text| editor.edit(|answers| answers.contact.address = text)
                on_leave=Callback::new(move |()| editor.flush())
                error=error
                keyboard=keyboard
            />
        }
    };
    let name = move || {
        view! {
            <TextField
                id="contact-name"
                label=if other { t("contact-name-other") } else { t("contact-name") }
                value=field(|contact| &contact.name)
                on_input=move |text| editor.edit(|answers| answers.contact.name = text)
                on_leave=Callback::new(move |()| editor.flush())
            />
        }
    };
    let more = Callback::new(move |value: String| {
        let address = match value.as_str() {
            "call" | "sms" => address(t("contact-phone"), "tel"),
            "email" => address(t("contact-address"), "email"),
            _ => return ().into_any(),
        };
        view! {
            <div class="option-more">
                {address}
                {(!other).then(name)}
            </div>
        }
        .into_any()
    });
    view! {
        <p class="lead">{if other { t("contact-lead-other") } else { t("contact-lead") }}</p>
        <Choice
            name="contact"
            legend=words::title(editor, super::Step::Contact)
            options=options
            chosen=chosen
            on_choose=choose
            more=more
        />
        {other.then(name)}
        <p class="hint">{t("contact-privacy")}</p>
    }
}
