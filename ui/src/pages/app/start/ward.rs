//! The last thing asked, and it need not be answered: which ward to hear from.

use durbar_api::{
    ApiError,
    complaints::{Follow, Topic},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    browser,
    components::{Button, ErrorNotice, Icon, PageTitle, TextField},
    context::use_app,
    translations::{t, t_with},
};

/// From so many wards on, a field narrows them.
const MANY: usize = 8;

#[component]
pub(super) fn ChooseWard(on_done: impl Fn() + Clone + Send + Sync + 'static) -> impl IntoView {
    let app = use_app();
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<ApiError>);
    let wards = Memo::new(move |_| {
        let mut wards: Vec<_> = app
            .municipality
            .get()
            .iter()
            .flat_map(|municipality| municipality.wards.iter())
            .map(|ward| (ward.id.clone(), ward.name.clone()))
            .collect();
        wards.sort_by(|one, other| one.1.text.cmp(&other.1.text));
        wards
    });
    let shown = Memo::new(move |_| {
        let wish = browser::fold(typed.get().trim());
        let mut wards = wards.get();
        wards.retain(|(_, name)| browser::fold(&name.text).contains(&wish));
        wards
    });
    let skip = on_done.clone();
    view! {
        <PageTitle text=t("start-ward")/>
        <p class="lead">{t("start-ward-lead")}</p>
        {(wards.with_untracked(Vec::len) > MANY)
            .then(|| {
                view! {
                    <TextField
                        id="ward-filter"
                        label=t("start-ward-find")
                        value=typed
                        on_input=move |text| typed.set(text)
                    />
                }
            })}
        <p class="unseen" role="status">
            {move || {
                (!typed.with(String::is_empty))
                    .then(|| t_with("start-ward-count", &[("n", shown.with(Vec::len).into())]))
            }}
        </p>
        <ErrorNotice error=error/>
        <ul class="stack languages ward-choices">
            <For each=move || shown.get() key=|ward| ward.0.clone() let:ward>
                {
                    let on_done = on_done.clone();
                    let (id, name) = ward;
                    let hook = format!("ward-{id}");
                    let choose = move || {
                        let on_done = on_done.clone();
                        let topic = Topic::Ward(id.clone());
                        spawn_local(async move {
                            match app.call(Follow { topic, following: true }).await {
                                Ok(()) => on_done(),
                                Err(failed) => {
                                    error.try_set(Some(failed));
                                }
                            }
                        });
                    };
                    view! {
                        <li>
                            <button type="button" class="option" data-test=hook on:click=move |_| choose()>
                                <b class="option-words" lang=name.language>{name.text}</b>
                                <Icon name="next"/>
                            </button>
                        </li>
                    }
                }
            </For>
        </ul>
        {move || {
            shown
                .with(Vec::is_empty)
                .then(|| view! { <p class="quiet-words">{t("start-ward-none")}</p> })
        }}
        <div class="actions start-skip">
            <Button quiet=true on_press=skip hook="skip-ward">
                {t("start-ward-skip")}
            </Button>
        </div>
    }
}
