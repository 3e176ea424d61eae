//! Reading a code with this device.

use leptos::prelude::*;

use super::code::CodeResult;
use crate::{
    components::{Button, CodeReader, Icon, Page, PageTitle},
    translations::t,
};

/// `/scan`.
#[component]
pub fn ScanPage() -> impl IntoView {
    let code = RwSignal::new(None::<String>);
    view! {
        <Page name="scan" back=Signal::stored("/me".to_owned()) back_label=t("nav-me")>
            {move || match code.get() {
                None => {
                    view! {
                        <PageTitle text=t("scan-title")/>
                        <p class="lead">{t("scan-lead")}</p>
                        <CodeReader
                            label=t("scan-label")
                            hint=t("scan-hint")
                            on_code=move |text| code.set(Some(text))
                        />
                    }
                        .into_any()
                }
                Some(text) => {
                    view! {
                        <CodeResult code=text/>
                        <div class="actions">
                            <Button quiet=true on_press=move || code.set(None) hook="scan-again">
                                <Icon name="qr"/>
                                {t("scan-again")}
                            </Button>
                        </div>
                    }
                        .into_any()
                }
            }}
        </Page>
    }
}
