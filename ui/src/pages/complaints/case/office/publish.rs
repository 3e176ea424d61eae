//! What everybody can read of a matter: written by an officer, looked at as others will see it,
//! then published.

mod preview;

use std::sync::Arc;

use durbar_api::{
    CaseId,
    complaints::{
        Case, Photo, PreparePublication, Publication, PublicationPhoto, Publish, ReadCase, Region,
        Unpublish,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};

use self::preview::{Hidden, Preview};
use crate::{
    act::Act,
    components::{
        Button, Dialog, ErrorNotice, ErrorSummary, Fault, Icon, Notice, NoticeKind, Page,
        PageTitle, Redaction, StoredPicture, TextArea,
    },
    query,
    translations::{t, t_from_app, t_with},
};

/// `/case/:id/publish`.
#[component]
pub fn Publish() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| CaseId(params.with(|p| p.get("id").unwrap_or_default())));
    let back = Signal::derive(move || format!("/queue/{}", id.get().0));
    view! {
        <Page name="publish" back=back wide=true>
            <div class="office-page">
                {move || view! { <Prepared id=id.get()/> }}
            </div>
        </Page>
    }
}

#[component]
fn Prepared(id: CaseId) -> impl IntoView {
    let asked = StoredValue::new(id.clone());
    let case = query::ask(
        move || ReadCase {
            case: asked.get_value(),
        },
        move |changes| changes.cases.contains(&id),
    );
    // Asked once: what the officer writes must not be overwritten by a newer proposal.
    let proposal = query::ask(
        move || PreparePublication {
            case: asked.get_value(),
        },
        |_| false,
    );
    query::show(case, move |case| {
        query::show(proposal, move |proposal| {
            let first = proposal.with_untracked(|proposal| (**proposal).clone());
            view! { <Editor case=case first=first/> }
        })
    })
}

/// The form, and beside it what will be seen.
#[component]
fn Editor(case: Signal<Arc<Case>>, first: Publication) -> impl IntoView {
    let published = Memo::new(move |_| case.with(|case| case.published.is_some()));
    let id = case.with_untracked(|case| case.summary.id.clone());
    let id = StoredValue::new(id);
    let publication = RwSignal::new(first);
    let tried = RwSignal::new(false);
    let act = Act::new();
    let navigate = StoredValue::new_local(use_navigate());
    let away = move || {
        let to = format!("/queue/{}", id.get_value().0);
        navigate.try_with_value(|navigate| navigate(&to, Default::default()));
    };
    let missing = move |field: fn(&Publication) -> &str, words: fn() -> String| {
        Memo::new(move |_| {
            (tried.get() && publication.with(|p| field(p).trim().is_empty())).then(words)
        })
    };
    let no_title = missing(|p| &p.title, || t("publish-title-missing"));
    let no_text = missing(|p| &p.text, || t("publish-text-missing"));
    let refused = Memo::new(move |_| {
        act.error.with(|error| {
            let problems = error.iter().flat_map(|error| &error.problems);
            problems
                .map(|problem| {
                    (
                        problem.field.clone(),
                        t_from_app(&problem.message_key, &problem.args),
                    )
                })
                .collect::<Vec<_>>()
        })
    });
    let faults = Memo::new(move |_| {
        let own = [
            ("publish-title", no_title.get()),
            ("publish-text", no_text.get()),
        ];
        let own = own
            .into_iter()
            .filter_map(|(target, words)| words.map(|words| (target.to_owned(), words)));
        let refused = refused
            .get()
            .into_iter()
            .map(|(field, words)| (format!("publish-{field}"), words));
        own.chain(refused)
            .map(|(target, words)| Fault { words, target })
            .collect::<Vec<_>>()
    });
    let publish = move || {
        tried.set(true);
        let lacking =
            publication.with_untracked(|p| p.title.trim().is_empty() || p.text.trim().is_empty());
        if lacking {
            return;
        }
        let call = Publish {
            case: id.get_value(),
            publication: publication.get_untracked(),
        };
        act.run(call, move |()| away());
    };
    let change = move |edit: fn(&mut Publication, String), text: String| {
        publication.update(|publication| edit(publication, text));
    };
    view! {
        <PageTitle text=Signal::derive(move || {
            if published.get() { t("publish-edit") } else { t("publish-page-title") }
        })/>
        <ErrorSummary faults=faults/>
        <div class="sides publish">
            <section class="publish-form">
                <Notice kind=NoticeKind::Warn>
                    <p>{t("publish-warning")}</p>
                </Notice>
                <TextArea
                    one_line=true
                    id="publish-title"
                    label=t("publish-title")
                    hint=t("publish-title-hint")
                    value=Signal::derive(move || publication.with(|p| p.title.clone()))
                    on_input=move |text| change(|p, text| p.title = text, text)
                    error=no_title
                />
                <TextArea
                    id="publish-text"
                    label=t("publish-text")
                    hint=t("publish-text-hint")
                    value=Signal::derive(move || publication.with(|p| p.text.clone()))
                    on_input=move |text| change(|p, text| p.text = text, text)
                    error=no_text
                    rows=5
                />
                <TextArea
                    one_line=true
                    id="publish-landmark"
                    label=t("publish-landmark")
                    hint=t("publish-landmark-hint")
                    value=Signal::derive(move || publication.with(|p| p.landmark.clone()))
                    on_input=move |text| change(|p, text| p.landmark = text, text)
                />
                {case
                    .with_untracked(|case| case.place.position.is_some())
                    .then(|| {
                        view! {
                            <label class="option tick">
                                <span class="option-words">
                                    <b>{t("publish-position")}</b>
                                    <small>{t("publish-position-hint")}</small>
                                </span>
                                <input
                                    type="checkbox"
                                    data-test="publish-position"
                                    prop:checked=move || publication.with(|p| p.position)
                                    on:change=move |_| publication.update(|p| p.position = !p.position)
                                />
                            </label>
                        }
                    })}
                <PhotoChoice publication=publication/>
            </section>
            <section class="publish-preview">
                <h2 class="with-icon">
                    <Icon name="eye"/>
                    {t("publish-preview")}
                </h2>
                <Preview case=case publication=publication/>
            </section>
        </div>
        <ErrorNotice error=act.error/>
        <div class="actions row">
            <Button on_press=publish busy=act.busy hook="publish-confirm">
                <Icon name="people"/>
                {move || if published.get() { t("publish-again") } else { t("publish-confirm") }}
            </Button>
            {move || published.get().then(|| view! { <TakeBack id=id act=act away=away/> })}
        </div>
    }
}

/// Which photos go along, and what is hidden in them.
#[component]
fn PhotoChoice(publication: RwSignal<Publication>) -> impl IntoView {
    let offered = publication.with_untracked(|p| p.offered.clone());
    let at_work = RwSignal::new(None::<Photo>);
    let done = Callback::new(move |regions: Option<Vec<Region>>| {
        let photo = at_work.get_untracked();
        at_work.set(None);
        if let (Some(photo), Some(regions)) = (photo, regions) {
            publication.update(|publication| {
                let chosen = publication.photos.iter_mut();
                for own in chosen.filter(|own| own.photo == photo.blob) {
                    own.regions.clone_from(&regions);
                }
            });
        }
    });
    let regions_of = move |photo: &Photo| {
        publication.with(|publication| {
            let mut chosen = publication.photos.iter();
            chosen
                .find(|own| own.photo == photo.blob)
                .map(|own| own.regions.clone())
        })
    };
    let toggle = move |photo: &Photo| {
        publication.update(|publication| {
            let before = publication.photos.len();
            publication.photos.retain(|own| own.photo != photo.blob);
            if publication.photos.len() == before {
                publication.photos.push(PublicationPhoto {
                    photo: photo.blob.clone(),
                    regions: Vec::new(),
                });
            }
        });
    };
    let of = offered.len();
    let rows: Vec<_> = offered
        .into_iter()
        .enumerate()
        .map(|(index, photo)| {
            let label = t_with("publish-photo", &[("n", (index + 1).into()), ("of", of.into())]);
            let photo = StoredValue::new(photo);
            let regions = Memo::new(move |_| photo.with_value(regions_of));
            view! {
                <li class="card publish-photo">
                    <div class="hidden-picture">
                        <StoredPicture thumbnail=photo.with_value(|p| p.thumbnail.clone()) alt=""/>
                        <Hidden regions=Signal::derive(move || regions.get().unwrap_or_default())/>
                    </div>
                    <div class="case-words">
                        <label class="option tick bare">
                            <span class="option-words">
                                <b>{label}</b>
                            </span>
                            <input
                                type="checkbox"
                                data-test="publish-photo"
                                prop:checked=move || regions.with(Option::is_some)
                                on:change=move |_| photo.with_value(toggle)
                            />
                        </label>
                        {photo
                            .with_value(|photo| photo.redacted)
                            .then(|| view! { <small>{t("publish-photo-redacted")}</small> })}
                        {move || {
                            regions
                                .with(Option::is_some)
                                .then(|| {
                                    view! {
                                        <Button small=true quiet=true hook="publish-redact" on_press=move || {
                                            at_work.set(Some(photo.get_value()));
                                        }>
                                            <Icon name="edit"/>
                                            {t("publish-redact")}
                                        </Button>
                                    }
                                })
                        }}
                        {move || {
                            let n = regions.with(|regions| regions.as_ref().map_or(0, Vec::len));
                            (n > 0).then(|| view! { <small>{t_with("publish-hidden", &[("n", n.into())])}</small> })
                        }}
                    </div>
                </li>
            }
        })
        .collect();
    (of > 0).then(|| {
        view! {
            <fieldset class="choice">
                <legend class="field-legend">{t("publish-photos")}</legend>
                <ul class="stack">{rows}</ul>
            </fieldset>
            {move || {
                at_work
                    .get()
                    .map(|photo| {
                        let regions = untrack(|| regions_of(&photo)).unwrap_or_default();
                        view! { <Redaction photo=photo regions=regions on_done=done/> }
                    })
            }}
        }
    })
}

/// Takes the summary back, once that is confirmed.
#[component]
fn TakeBack(
    id: StoredValue<CaseId>,
    act: Act,
    away: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let take_back = move || {
        let call = Unpublish {
            case: id.get_value(),
        };
        act.run(call, move |()| away());
    };
    view! {
        <Button quiet=true danger=true hook="unpublish" on_press=move || open.set(true)>
            {t("unpublish")}
        </Button>
        <Dialog open=open title=t("unpublish-title")>
            <p>{t("unpublish-text")}</p>
            <ErrorNotice error=act.error/>
            <div class="actions row">
                <Button danger=true hook="unpublish-confirm" busy=act.busy on_press=take_back>
                    {t("unpublish")}
                </Button>
                <Button quiet=true on_press=move || open.set(false)>{t("cancel")}</Button>
            </div>
        </Dialog>
    }
}
