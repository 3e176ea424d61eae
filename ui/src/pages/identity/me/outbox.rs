//! What waits to be sent, and what was refused.

use std::sync::Arc;

use durbar_api::{
    ApiError,
    app::{SyncNow, SyncPhase},
    outbox::Waiting,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    components::{Button, ErrorNotice, Icon, all_of},
    context::use_app,
    format,
    pages::complaints::SetAsideActions,
    translations::{refusal_text, t, t_with},
};

#[component]
pub(super) fn Outbox(waiting: Signal<Arc<Vec<Waiting>>>) -> impl IntoView {
    let app = use_app();
    let none = Memo::new(move |_| waiting.with(|waiting| waiting.is_empty()));
    let trying = Memo::new(move |_| app.sync.with(|sync| sync.phase != SyncPhase::Offline));
    let error = RwSignal::new(None::<ApiError>);
    let now = move || {
        spawn_local(async move {
            error.try_set(app.call(SyncNow {}).await.err());
        });
    };
    view! {
        {move || none.get().then(|| view! { <p>{t("outbox-empty")}</p> })}
        <ul class="stack" data-test="outbox">
            <For
                each=move || waiting.get().to_vec()
                key=all_of
                let:item
            >
                <OutboxItem item=item/>
            </For>
        </ul>
        {move || {
            (!trying.get())
                .then(|| {
                    view! {
                        <Button quiet=true on_press=now hook="sync-now">
                            <Icon name="refresh"/>
                            {t("try-now")}
                        </Button>
                    }
                })
        }}
        <ErrorNotice error=error/>
    }
}

#[component]
fn OutboxItem(item: Waiting) -> impl IntoView {
    let app = use_app();
    let href = format!("/case/{}", item.case.0);
    let (size, since) = (item.bytes, item.since);
    let facts = move || {
        t_with(
            "outbox-item",
            &[
                ("size", format::size(size).into()),
                ("since", format::day_and_time(since, app.now.get()).into()),
            ],
        )
    };
    view! {
        <li class="card">
            <h3>
                <a href=href dir="auto">{item.title}</a>
            </h3>
            <p class="quiet-words">{facts}</p>
            {item
                .refused
                .map(|code| {
                    view! {
                        <p class="field-error">{refusal_text(&code)}</p>
                        <SetAsideActions case=item.case/>
                    }
                })}
        </li>
    }
}
