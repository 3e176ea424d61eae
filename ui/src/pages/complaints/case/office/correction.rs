//! Asking the citizen to correct something.

use durbar_api::complaints::AskCorrection;
use leptos::prelude::*;

use super::Office;
use crate::{
    act::Act,
    browser,
    components::{Button, ErrorNotice, Icon, TextArea},
    translations::t,
};

/// The questions that can be asked again, in page order.
const FIELDS: [&str; 5] = ["category", "description", "place", "photos", "contact"];

fn field_words(field: &str) -> String {
    match field {
        "category" => t("correct-category"),
        "description" => t("correct-description"),
        "place" => t("correct-place"),
        "photos" => t("correct-photos"),
        _ => t("correct-contact"),
    }
}

/// Which questions, and what to do.
#[component]
pub(super) fn CorrectionForm(office: Office) -> impl IntoView {
    let chosen = RwSignal::new(Vec::<String>::new());
    let reason = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let act = Act::new();
    let none = Memo::new(move |_| tried.get() && chosen.with(Vec::is_empty));
    let unexplained = Signal::derive(move || {
        (tried.get() && reason.with(|reason| reason.trim().is_empty()))
            .then(|| t("ask-correction-reason-missing"))
    });
    let toggle = move |field: &str| {
        chosen.update(|chosen| match chosen.iter().position(|f| f == field) {
            Some(at) => {
                chosen.remove(at);
            }
            None => chosen.push(field.to_owned()),
        });
    };
    let ask = move || {
        tried.set(true);
        if chosen.with_untracked(Vec::is_empty) {
            browser::focus("correction-fields");
            return;
        }
        if reason.with_untracked(|reason| reason.trim().is_empty()) {
            browser::focus("correction-reason");
            return;
        }
        // In page order, whatever the order of the taps.
        let fields = chosen.with_untracked(|chosen| {
            FIELDS
                .into_iter()
                .filter(|field| chosen.iter().any(|c| c == field))
                .map(str::to_owned)
                .collect()
        });
        let call = AskCorrection {
            case: office.id(),
            fields,
            reason: reason.get_untracked(),
        };
        act.run(call, move |()| office.close());
    };
    let boxes = FIELDS.map(|field| {
        view! {
            <label class="option tick" data-test=format!("correct-{field}")>
                <span class="option-words">
                    <b>{field_words(field)}</b>
                </span>
                <input
                    type="checkbox"
                    prop:checked=move || chosen.with(|chosen| chosen.iter().any(|c| c == field))
                    on:change=move |_| toggle(field)
                />
            </label>
        }
    });
    view! {
        <p class="with-icon">
            <Icon name="clock"/>
            <span>{t("ask-correction-lead")}</span>
        </p>
        <fieldset class="choice tight" id="correction-fields" aria-describedby=move || none.get().then_some("correction-fields-error")>
            <legend class="field-legend">{t("ask-correction-fields")}</legend>
            {move || {
                none.get()
                    .then(|| {
                        view! {
                            <p class="field-error" id="correction-fields-error">
                                {t("ask-correction-fields-missing")}
                            </p>
                        }
                    })
            }}
            {boxes.into_iter().collect::<Vec<_>>()}
        </fieldset>
        <TextArea
            id="correction-reason"
            label=t("ask-correction-reason")
            hint=t("ask-correction-reason-hint")
            value=reason
            on_input=move |text| reason.set(text)
            error=unexplained
            rows=3
        />
        <ErrorNotice error=act.error/>
        <div class="actions row">
            <Button on_press=ask busy=act.busy hook="correction-confirm">{t("ask-correction-confirm")}</Button>
            <Button quiet=true on_press=move || office.close()>{t("cancel")}</Button>
        </div>
    }
}
