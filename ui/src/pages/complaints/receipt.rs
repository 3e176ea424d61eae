//! The receipt of a matter, to show or to print.

use std::sync::Arc;

use durbar_api::{
    ApiError, CaseId,
    complaints::{Channel, ReadReceipt, Receipt as HubReceipt, ReceiptSheet},
    outbox::Export,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

use crate::{
    browser,
    components::{
        Button, CopyButton, ErrorNotice, Icon, Notice, NoticeKind, Page, PageTitle, Qr,
        SummaryList, SummaryRow,
    },
    context::use_app,
    format, query,
    translations::{t, t_with},
};

/// `/case/:id/receipt`.
#[component]
pub fn ReceiptPage() -> impl IntoView {
    let params = use_params_map();
    let case = Memo::new(move |_| CaseId(params.with(|p| p.get("id").unwrap_or_default())));
    let sheet = query::ask(
        move || ReadReceipt { case: case.get() },
        move |changes| case.with_untracked(|case| changes.cases.contains(case)),
    );
    let back = Signal::derive(move || format!("/case/{}", case.get().0));
    view! {
        <Page name="receipt" back=back back_label=t("receipt-back")>
            {query::show(sheet, |sheet| view! { <Sheet sheet=sheet/> })}
        </Page>
    }
}

#[component]
fn Sheet(sheet: Signal<Arc<ReceiptSheet>>) -> impl IntoView {
    let app = use_app();
    let error = RwSignal::new(None::<ApiError>);
    let case = sheet.with_untracked(|sheet| sheet.case.clone());
    let received = Memo::new(move |_| sheet.with(|sheet| sheet.receipt.is_some()));
    let follow = Memo::new(move |_| sheet.with(|sheet| sheet.follow_code.clone()));
    let title = Signal::derive(move || {
        if received.get() {
            t("receipt-title")
        } else {
            t("receipt-title-missing")
        }
    });
    let save = move || {
        let case = case.clone();
        spawn_local(async move {
            match app.call(Export { case }).await {
                Ok(file) => browser::download(&file.file_name, "application/json", &file.bytes),
                Err(failed) => {
                    error.try_set(Some(failed));
                }
            }
        });
    };
    view! {
        <article class="paper" data-test="receipt" data-received=move || received.get().to_string()>
            <p class="paper-head">
                <Icon name="umbrella"/>
                <span>{move || app.municipality_name()}</span>
            </p>
            <PageTitle text=title/>
            <p class="quiet-words">{t("receipt-reference")}</p>
            <p class="reference" data-test="reference">
                {move || sheet.with(|sheet| sheet.reference.clone())}
            </p>
            {move || (!received.get()).then(|| view! { <Missing/> })}
            {move || sheet.with(|sheet| view! { <Facts sheet=sheet.clone()/> })}
            {move || sheet.with(|sheet| sheet.code.clone()).map(|code| view! { <Proof code=code/> })}
        </article>
        {move || follow.get().map(|code| view! { <FollowSheet code=code/> })}
        <ErrorNotice error=error/>
        <div class="actions no-print">
            <Button on_press=browser::print hook="print">
                <Icon name="print"/>
                {t("print")}
            </Button>
            <Button quiet=true on_press=save hook="export">
                <Icon name="download"/>
                {t("receipt-save")}
            </Button>
        </div>
    }
}

/// Nothing is claimed before the hub's receipt is here.
#[component]
fn Missing() -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Warn>
            <h2>{t("receipt-missing")}</h2>
            <p>{t_with("receipt-missing-text", &[("device", browser::device().into())])}</p>
        </Notice>
    }
}

#[component]
fn Facts(sheet: Arc<ReceiptSheet>) -> impl IntoView {
    let app = use_app();
    let title = sheet.title.trim().to_owned();
    let category = app.category_name(&sheet.category);
    let department = app.department_name(&sheet.department);
    let (filed_at, how) = (sheet.filed_at, channel(sheet.channel));
    let due = sheet.due.as_deref().map(format::plain_date);
    view! {
        <SummaryList>
            <SummaryRow name=t("receipt-what")>
                {(!title.is_empty()).then(|| view! { <span class="line" dir="auto">{title}</span> })}
                <span class="line">{category}</span>
            </SummaryRow>
            <SummaryRow name=t("receipt-office")>{department}</SummaryRow>
            <SummaryRow name=t("receipt-filed")>
                {move || format::day_and_time(filed_at, app.now.get())} " "
                <span class="quiet-words">{how}</span>
            </SummaryRow>
            {sheet.receipt.clone().map(|receipt| view! { <HubFacts receipt=receipt due=due/> })}
        </SummaryList>
    }
}

/// What the hub vouches for.
#[component]
fn HubFacts(receipt: HubReceipt, due: Option<String>) -> impl IntoView {
    let app = use_app();
    let HubReceipt {
        at,
        sequence,
        signature,
        blobs,
    } = receipt;
    view! {
        <SummaryRow name=t("receipt-received")>
            {move || format::day_and_time(at, app.now.get())}
        </SummaryRow>
        {due
            .map(|due| {
                view! {
                    <SummaryRow name=t("receipt-due")>
                        <b>{due}</b>
                    </SummaryRow>
                }
            })}
        <SummaryRow name=t("receipt-covers")>
            {t_with("receipt-covers-text", &[("n", blobs.into())])}
        </SummaryRow>
        <SummaryRow name=t("receipt-number")>{format::number(sequence as f64, 0)}</SummaryRow>
        <SummaryRow name=t("receipt-signature")>
            <code data-test="receipt-signature">{signature}</code>
        </SummaryRow>
    }
}

/// How it came, where that was not the app.
fn channel(channel: Channel) -> String {
    match channel {
        Channel::App => String::new(),
        Channel::Counter => t("receipt-by-counter"),
        Channel::Phone => t("receipt-by-phone"),
        Channel::Post => t("receipt-by-post"),
        Channel::Email => t("receipt-by-email"),
    }
}

#[component]
fn Proof(code: String) -> impl IntoView {
    let code = use_app().code_address(&code);
    view! {
        <div class="qr-block">
            <Qr text=code.clone() label=t("receipt-qr-label")/>
            <div class="qr-words">
                <h2>{t("receipt-verify")}</h2>
                <p>{t("receipt-verify-text")}</p>
                <div class="no-print">
                    <CopyButton text=Signal::stored(code) label=t("receipt-copy")/>
                </div>
            </div>
        </div>
    }
}

/// For a matter that an office took in: the person's own key to it, apart from the receipt.
#[component]
fn FollowSheet(code: String) -> impl IntoView {
    let code = use_app().code_address(&code);
    view! {
        <section class="paper apart" data-test="follow-sheet" aria-labelledby="follow-sheet-title">
            <p class="cut" aria-hidden="true"></p>
            <div class="qr-block">
                <Qr text=code label=t("receipt-follow-label")/>
                <div class="qr-words">
                    <h2 id="follow-sheet-title">{t("receipt-follow")}</h2>
                    <p>{t("receipt-follow-text")}</p>
                    <p class="warned">
                        <Icon name="warn"/>
                        <span>{t("receipt-follow-warning")}</span>
                    </p>
                </div>
            </div>
        </section>
    }
}
