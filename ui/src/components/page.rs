//! The frame of a page: header, heading, content.

use std::time::Duration;

use leptos::{html, prelude::*};

use super::{Icon, ReadAloud};
use crate::{browser, context::use_app, translations::t};

/// How long a page that opens may wait for its first answers before it is shown without them.
const PATIENCE: Duration = Duration::from_millis(100);

/// Whether the page is still held back.
#[derive(Clone, Copy)]
struct Held(RwSignal<bool>);

impl Held {
    /// Held until the first answers are here: a slow phone then paints a page once, and nobody sees
    /// "Loading" for a blink.
    fn until_answered() -> Self {
        let held = RwSignal::new(true);
        let expected = use_app().expected;
        Effect::new(move || {
            if expected.get() == 0 {
                held.set(false);
            }
        });
        set_timeout(
            move || {
                held.try_set(false);
            },
            PATIENCE,
        );
        Self(held)
    }
}

/// A page with its header. The heading is the page's own, by [`PageTitle`].
#[component]
pub fn Page(
    /// Hook for styles that concern one page only.
    name: &'static str,
    /// Where "Back" leads; without it the header shows the app's name.
    #[prop(optional, into)]
    back: Option<Signal<String>>,
    /// What "Back" says, if not "Back".
    #[prop(optional, into)]
    back_label: Option<String>,
    /// A page that asks for one thing: the navigation steps aside on a phone.
    #[prop(optional)]
    focused: bool,
    /// The way of the navigation to which it belongs, where its address does not say so.
    #[prop(optional_no_strip)]
    way: Option<&'static str>,
    /// Uses the whole width of a wide screen.
    #[prop(optional)]
    wide: bool,
    /// Shown at the end of the header, if not the municipality's name.
    #[prop(optional, into)]
    aside: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    let app = use_app();
    browser::let_focus_go();
    let held = Held::until_answered();
    provide_context(held);
    app.focused.set(focused);
    app.way.set(way);
    let start = match back {
        Some(back) => view! {
            <a class="back" href=move || back.get() data-test="back">
                <Icon name="back"/>
                {back_label.unwrap_or_else(|| t("back"))}
            </a>
        }
        .into_any(),
        None => view! {
            <a class="brand" href="/">
                <Icon name="umbrella"/>
                <span>{t("app-name")}</span>
            </a>
        }
        .into_any(),
    };
    let end = match aside {
        Some(aside) => (move || aside.run()).into_any(),
        None => (move || app.municipality_name()).into_any(),
    };
    view! {
        <div class="page" class:wide=wide class:held=held.0 data-page=name>
            <header class="top">
                {start}
                <p class="top-aside">{end}</p>
                <ReadAloud/>
            </header>
            <main id="main" class="content" tabindex="-1">
                {children()}
            </main>
        </div>
    }
}

/// The heading of a page: names the tab, and takes the focus when the person moved here, so
/// that a screen reader starts with it.
#[component]
pub fn PageTitle(
    /// The words.
    #[prop(into)]
    text: Signal<String>,
    /// The level below another heading on the same screen.
    #[prop(optional)]
    second: bool,
) -> impl IntoView {
    let app = use_app();
    let first = NodeRef::<html::H1>::new();
    let below = NodeRef::<html::H2>::new();
    let held = use_context::<Held>();
    Effect::new(move |done: Option<bool>| {
        // What is not shown cannot take the focus.
        if held.is_some_and(|held| held.0.get()) {
            return done == Some(true);
        }
        let focus = |element: &web_sys::HtmlElement| {
            if done != Some(true) {
                if app.moved.get_untracked() {
                    browser::scroll_to_top();
                    browser::focus_when_painted(element);
                }
                app.moved.set(true);
            }
        };
        if let Some(heading) = first.get() {
            focus(&heading);
            return true;
        }
        if let Some(heading) = below.get() {
            focus(&heading);
            return true;
        }
        false
    });
    Effect::new(move || {
        let text = text.get();
        if !second {
            browser::set_title(&format!("{text} - {}", t("app-name")));
        }
    });
    if second {
        view! { <h2 class="title" tabindex="-1" node_ref=below>{text}</h2> }.into_any()
    } else {
        view! { <h1 class="title" tabindex="-1" node_ref=first>{text}</h1> }.into_any()
    }
}
