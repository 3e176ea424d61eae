//! Following a matter that an office took in.

use durbar_api::{ApiError, CaseId, complaints::ReadCase, identity::FollowCase};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    components::{ButtonLink, ErrorNotice, Notice, NoticeKind, PageTitle},
    context::use_app,
    translations::t,
};

/// Takes the code and opens the matter, once it is here.
#[component]
pub(super) fn FollowMatter(code: String) -> impl IntoView {
    let app = use_app();
    let case = RwSignal::new(None::<CaseId>);
    let here = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let look = move || {
        let Some(case) = case.get_untracked() else {
            return;
        };
        spawn_local(async move {
            if app.call(ReadCase { case }).await.is_ok() {
                here.try_set(true);
            }
        });
    };
    app.on_change(move |changes| {
        let ours = case.with_untracked(|case| {
            case.as_ref()
                .is_some_and(|case| changes.cases.contains(case))
        });
        if ours {
            look();
        }
    });
    spawn_local(async move {
        match app.call(FollowCase { code }).await {
            Ok(followed) => {
                case.try_set(Some(followed));
                look();
            }
            Err(failed) => {
                error.try_set(Some(failed));
            }
        }
    });
    view! {
        <PageTitle text=t("follow-code-title")/>
        <ErrorNotice error=error/>
        <div class="code-answer" aria-live="polite" data-test="follow-code">
            {move || {
                let case = case.get()?;
                let open = here.get();
                Some(
                    view! {
                        <Notice kind=NoticeKind::Good>
                            <p>{t("follow-code-taken")}</p>
                            {(!open).then(|| view! { <p>{t("follow-code-coming")}</p> })}
                        </Notice>
                        {open
                            .then(|| {
                                view! {
                                    <div class="actions">
                                        <ButtonLink href=format!("/case/{}", case.0) hook="open-case">
                                            {t("verify-open")}
                                        </ButtonLink>
                                    </div>
                                }
                            })}
                    },
                )
            }}
        </div>
    }
}
