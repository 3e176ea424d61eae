//! The promised day; the facts of a matter.

use std::sync::Arc;

use durbar_api::{
    PositionSource,
    complaints::{Case, Channel, Contact, ContactWish, UNKNOWN_CATEGORY, Viewer},
    packs::Tone,
};
use leptos::prelude::*;

use crate::{
    components::{DueCard, Pin, SummaryList, SummaryRow, pin_icon},
    context::{AppContext, use_app},
    format,
    pages::complaints::spot::Spot,
    translations::{t, t_with},
};

/// Until when an answer is promised.
#[component]
pub(super) fn CaseDue(case: Signal<Arc<Case>>) -> impl IntoView {
    let app = use_app();
    let due = Memo::new(move |_| case.with(|case| case.due.clone()));
    let closed = Memo::new(move |_| {
        case.with(|case| {
            app.state(&case.summary.status)
                .is_some_and(|state| state.closed)
        })
    });
    let overdue = Memo::new(move |_| case.with(|case| case.summary.overdue));
    view! { <DueCard due=due closed=closed overdue=overdue/> }
}

/// Where, which office, when, and the receipt.
#[component]
pub(super) fn Facts(case: Signal<Arc<Case>>, viewer: Viewer) -> impl IntoView {
    let app = use_app();
    move || {
        let case = case.get();
        let category = if case.summary.category == UNKNOWN_CATEGORY {
            t("category-other")
        } else {
            app.category_name(&case.summary.category)
        };
        let place = place_rows(app, &case, viewer);
        let reference = case.summary.reference.clone();
        let department = app.department_name(&case.summary.department);
        let receipt = case.receipt.as_ref().map(|receipt| {
            let words = t_with(
                "fact-receipt-words",
                &[
                    ("sequence", receipt.sequence.into()),
                    ("blobs", receipt.blobs.into()),
                ],
            );
            let signature = receipt.signature.clone();
            view! {
                <SummaryRow name=t("fact-receipt")>
                    {words} " "
                    <code data-test="receipt-signature">{signature}</code>
                </SummaryRow>
            }
        });
        let contact = (viewer == Viewer::Citizen).then(|| contact_words(&case.contact));
        let channel = taken_in(case.summary.channel);
        let filed_at = case.summary.filed_at;
        let received_at = case.summary.received_at;
        view! {
            <div class="card facts">
                <SummaryList>
                    {(viewer != Viewer::Citizen)
                        .then(|| {
                            view! {
                                <SummaryRow name=t("fact-reference")>
                                    <span class="together">{reference}</span>
                                </SummaryRow>
                            }
                        })}
                    <SummaryRow name=t("fact-category")>{category}</SummaryRow>
                    {place}
                    <SummaryRow name=t("fact-department")>
                        {department}
                    </SummaryRow>
                    <SummaryRow name=t("fact-filed")>
                        {move || format::day_and_time(filed_at, app.now.get())}
                    </SummaryRow>
                    <SummaryRow name=t("fact-received")>
                        {move || match received_at {
                            Some(at) => format::day_and_time(at, app.now.get()),
                            None => t("fact-not-received"),
                        }}
                    </SummaryRow>
                    {channel.map(|words| view! { <SummaryRow name=t("fact-channel")>{words}</SummaryRow> })}
                    {contact
                        .map(|words| {
                            view! {
                                <SummaryRow name=t("answer-contact")>
                                    <span dir="auto">{words}</span>
                                </SummaryRow>
                            }
                        })}
                    {receipt}
                </SummaryList>
            </div>
        }
    }
}

/// Where it is, as a drawing.
#[component]
pub(super) fn CaseSpot(case: Signal<Arc<Case>>) -> impl IntoView {
    let app = use_app();
    let pin = Memo::new(move |_| {
        case.with(|case| {
            let position = case.place.position.as_ref()?;
            let state = app.state(&case.summary.status);
            Some(Pin {
                latitude: position.latitude,
                longitude: position.longitude,
                href: None,
                title: case.place.landmark.trim().to_owned(),
                tone: state.as_ref().map_or(Tone::Neutral, |state| state.tone),
                icon: pin_icon(state.as_ref()),
                count: 1,
            })
        })
    });
    let ward = Memo::new(move |_| case.with(|case| case.place.ward.clone()));
    view! { <Spot pin=pin ward=ward/> }
}

fn place_rows(app: AppContext, case: &Case, viewer: Viewer) -> impl IntoView + use<> {
    let ward = case.place.ward.as_deref().map(|ward| app.ward_name(ward));
    let landmark = case.place.landmark.trim().to_owned();
    let position = case.place.position.as_ref().map(|position| {
        let at = format::coordinates(position);
        let source = match position.source {
            PositionSource::Device if viewer == Viewer::Citizen => t("position-from-device"),
            PositionSource::Device => t("position-from-theirs"),
            PositionSource::Photo => t("position-from-photo"),
            PositionSource::Person => t("position-from-person"),
        };
        let exact = match position.accuracy {
            Some(accuracy) => t_with(
                "place-position",
                &[("where", at.into()), ("n", format::metres(accuracy).into())],
            ),
            None => at,
        };
        view! {
            <span class="line">{exact}</span>
            <span class="line quiet-words">{source}</span>
        }
    });
    view! {
        {ward.map(|ward| view! { <SummaryRow name=t("fact-ward")>{ward}</SummaryRow> })}
        {(!landmark.is_empty())
            .then(|| {
                view! {
                    <SummaryRow name=t("fact-landmark")>
                        <span dir="auto">{landmark}</span>
                    </SummaryRow>
                }
            })}
        {position.map(|words| view! { <SummaryRow name=t("fact-position")>{words}</SummaryRow> })}
    }
}

/// How the citizen wants to be reached.
fn contact_words(contact: &Contact) -> String {
    let wish = match contact.wish {
        ContactWish::App => t("contact-app"),
        ContactWish::Call => t("contact-call"),
        ContactWish::Sms => t("contact-sms"),
        ContactWish::Email => t("contact-email"),
        ContactWish::Never => t("contact-never"),
    };
    [wish.as_str(), contact.address.trim(), contact.name.trim()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// How a matter came that an office took in.
fn taken_in(channel: Channel) -> Option<String> {
    match channel {
        Channel::App => None,
        Channel::Counter => Some(t("channel-counter")),
        Channel::Phone => Some(t("channel-phone")),
        Channel::Post => Some(t("channel-post")),
        Channel::Email => Some(t("channel-email")),
    }
}
