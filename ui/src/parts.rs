//! Parts of the app that are loaded when they are first needed: a citizen's phone never loads the
//! pages of the office, and those that nobody needs at the very first start come when the app is
//! opened again.
//!
//! A part is compiled with all the rest and then cut off by the build. The function with
//! `#[wasm_split(office, ...)]` is where it is cut: what nothing else reaches goes along. Once a
//! part is here that function answers at once.

use futures_util::FutureExt;
use leptos::{prelude::*, task::spawn_local};
use wasm_split_helpers::SplitLoaderError;

use crate::{
    components::{Button, Notice, NoticeKind, Page, PageTitle},
    context::use_app,
    pages::{
        complaints::{OfficeView, load_office, office_view},
        later::{LaterView, later_view, load_later},
    },
    translations::t,
};

/// How far a part is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    /// Nobody needed it yet.
    #[default]
    Away,
    /// On its way.
    Coming,
    /// Here.
    Here,
    /// It did not come: there is no network, and it was never needed before.
    Missing,
}

/// What a part makes, or that it is not here.
pub type Made = Result<AnyView, SplitLoaderError>;

/// Something of a part.
#[derive(Clone, Copy)]
pub enum PartView {
    /// What an officer sees.
    Office(OfficeView),
    /// What can wait for the second start.
    Later(LaterView),
}

impl PartView {
    fn name(self) -> Name {
        match self {
            Self::Office(_) => Name::Office,
            Self::Later(_) => Name::Later,
        }
    }

    /// Whether it is all that is on the screen.
    fn is_page(self) -> bool {
        match self {
            Self::Office(view) => matches!(
                view,
                OfficeView::Desk | OfficeView::TakeIn | OfficeView::Merge | OfficeView::Publish
            ),
            Self::Later(view) => !matches!(view, LaterView::JoinForm | LaterView::RestoreFirst(_)),
        }
    }

    /// It, if its part is here: of what is here nothing has to be waited for.
    fn made(self) -> Option<AnyView> {
        match self {
            Self::Office(view) => office_view(view).now_or_never()?.ok(),
            Self::Later(view) => later_view(view).now_or_never()?.ok(),
        }
    }
}

/// The parts that there are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// The pages of the office.
    Office,
    /// The pages that can wait for the second start.
    Later,
}

/// How far each is.
#[derive(Clone, Copy)]
pub struct Parts {
    office: RwSignal<Part>,
    later: RwSignal<Part>,
}

impl Parts {
    /// None is here.
    pub fn new() -> Self {
        Self {
            office: RwSignal::default(),
            later: RwSignal::default(),
        }
    }

    fn of(self, name: Name) -> RwSignal<Part> {
        match name {
            Name::Office => self.office,
            Name::Later => self.later,
        }
    }

    /// Has a part brought, unless it is here or on its way.
    pub fn fetch(self, name: Name) {
        let part = self.of(name);
        if matches!(part.get_untracked(), Part::Coming | Part::Here) {
            return;
        }
        part.set(Part::Coming);
        spawn_local(async move {
            let loaded = match name {
                Name::Office => load_office().await,
                Name::Later => load_later().await,
            };
            part.try_set(match loaded {
                Ok(()) => Part::Here,
                Err(_) => Part::Missing,
            });
        });
    }

    /// Tries again for what was wanted and did not come.
    pub fn fetch_missing(self) {
        for name in [Name::Office, Name::Later] {
            if self.of(name).get_untracked() == Part::Missing {
                self.fetch(name);
            }
        }
    }
}

/// Shows something of a part, once that is here.
#[component]
pub fn OfPart(
    /// What.
    view: PartView,
) -> impl IntoView {
    let parts = use_app().parts;
    let name = view.name();
    parts.fetch(name);
    move || {
        let made = match parts.of(name).get() {
            Part::Here => view.made(),
            Part::Away | Part::Coming => {
                return view! { <p class="loading" role="status">{t("loading")}</p> }.into_any();
            }
            Part::Missing => None,
        };
        made.unwrap_or_else(|| {
            let back = match view {
                PartView::Later(LaterView::RestoreFirst(back)) => Some(back),
                _ => None,
            };
            let missing = view! {
                <Notice kind=NoticeKind::Warn>
                    <p>{t("part-missing")}</p>
                    <Button quiet=true on_press=move || parts.fetch(name) hook="part-again">
                        {t("try-again")}
                    </Button>
                    {back.map(|back| {
                        view! {
                            <Button quiet=true on_press=move || back.run(())>{t("back")}</Button>
                        }
                    })}
                </Notice>
            };
            if view.is_page() {
                view! {
                    <Page name="missing">
                        <PageTitle text=t("app-name")/>
                        {missing}
                    </Page>
                }
                .into_any()
            } else {
                missing.into_any()
            }
        })
    }
}
