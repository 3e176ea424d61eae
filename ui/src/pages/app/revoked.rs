//! This device was taken off its person by another one.

use durbar_api::{ApiError, app::Leave};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    browser,
    components::{Button, ErrorNotice, Icon},
    context::use_app,
    translations::{t, t_with},
};

/// Says what that means, and the way to begin anew.
#[component]
pub fn Revoked() -> impl IntoView {
    let app = use_app();
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    browser::set_title(&t("app-name"));
    let anew = move || {
        busy.set(true);
        spawn_local(async move {
            match app.call(Leave {}).await {
                Ok(_) => browser::start_again(),
                Err(failed) => {
                    error.try_set(Some(failed));
                    busy.try_set(false);
                }
            }
        });
    };
    let device = || ("device", browser::device().into());
    view! {
        <main id="main" class="start stopped" tabindex="-1" data-page="revoked" data-test="revoked">
            <p class="start-mark">
                <Icon name="phone-off"/>
            </p>
            <h1>{t_with("revoked-title", &[device()])}</h1>
            <p role="alert">{t_with("revoked-text", &[device()])}</p>
            <p>{t_with("revoked-anew-text", &[device()])}</p>
            <ErrorNotice error=error/>
            <div class="actions">
                <Button on_press=anew busy=busy hook="start-anew">
                    {t("revoked-anew")}
                </Button>
            </div>
        </main>
    }
}
