//! What every page shares: the way to the app, the municipality, the state of sending.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
    sync::Arc,
};

use durbar_api::{
    ApiError, BlobId, Call, ChangeSet, ErrorCode, Event, Timestamp,
    app::{Lock, SetPin, Start, Started, SyncPhase, SyncStatus, Unlock},
    identity::ReadMe,
    media,
    packs::{self, Category, Department, Municipality, State, Ward},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    backend::Backend,
    browser, format,
    parts::{self, Parts},
    translations::{self, in_line, t},
};

/// Pictures kept ready to show; older ones are read again when they come back into view.
const PICTURES: usize = 120;

/// Pictures by their address, oldest first.
type Pictures = Rc<RefCell<VecDeque<(BlobId, String)>>>;
type Listener = Rc<dyn Fn(&ChangeSet)>;
type Keeper = Rc<dyn Fn()>;

/// What is called back, each by a number, until it is taken off.
struct Callbacks<F> {
    next: u32,
    all: Vec<(u32, F)>,
}

impl<F> Default for Callbacks<F> {
    fn default() -> Self {
        Self {
            next: 0,
            all: Vec::new(),
        }
    }
}

impl<F: Clone> Callbacks<F> {
    fn add(&mut self, callback: F) -> u32 {
        self.next = self.next.wrapping_add(1);
        self.all.push((self.next, callback));
        self.next
    }

    fn take_off(&mut self, id: u32) -> Option<F> {
        let at = self.all.iter().position(|(other, _)| *other == id)?;
        Some(self.all.remove(at).1)
    }

    /// All of them: one may take itself off while it is called.
    fn copy(&self) -> Vec<F> {
        self.all
            .iter()
            .map(|(_, callback)| callback.clone())
            .collect()
    }
}

/// The shared state of all pages. Lives as long as the connection to the app.
#[derive(Clone, Copy)]
pub struct AppContext {
    backend: StoredValue<Backend, LocalStorage>,
    listeners: StoredValue<Rc<RefCell<Callbacks<Listener>>>, LocalStorage>,
    pictures: StoredValue<Pictures, LocalStorage>,
    keepers: StoredValue<Rc<RefCell<Callbacks<Keeper>>>, LocalStorage>,
    /// The state of sending.
    pub sync: RwSignal<SyncStatus>,
    /// The municipality, once its pack is here.
    pub municipality: RwSignal<Option<Arc<Municipality>>>,
    /// The chosen language, `None` at the first start.
    pub language: RwSignal<Option<String>>,
    /// Whether this device holds an officer's role now.
    pub officer: RwSignal<bool>,
    /// How far the parts are that are not loaded at once.
    pub parts: Parts,
    /// Whether a PIN must be typed before anything is shown.
    pub locked: RwSignal<bool>,
    /// Whether a PIN is set.
    pub has_pin: RwSignal<bool>,
    /// Whether several people use this device.
    pub shared: RwSignal<bool>,
    /// Matters of whoever left that still wait to be sent.
    pub leaving: RwSignal<u32>,
    /// After the person left this device: how many matters still wait to be sent.
    pub left: RwSignal<Option<u32>>,
    /// When this device's data were found damaged and put together again, for some days or until the person has read of it.
    pub salvaged: RwSignal<Option<Timestamp>>,
    /// Whether another device of the person took this one off.
    pub revoked: RwSignal<bool>,
    /// The language in which somebody is welcomed who has not begun yet.
    pub welcome: RwSignal<Option<String>>,
    /// The device's clock, fresh every few seconds, for ages.
    pub now: RwSignal<Timestamp>,
    /// Whether the page asks for one thing, so that the navigation steps aside on a phone.
    pub focused: RwSignal<bool>,
    /// The way of the navigation to which the page belongs, where its address does not say so.
    pub way: RwSignal<Option<&'static str>>,
    /// Questions whose first answer is still to come: a page that opens waits for them.
    pub expected: RwSignal<u32>,
    /// Whether a page was shown before: only then does a new page take the focus.
    pub moved: RwSignal<bool>,
}

/// The shared state, for a component or page.
pub fn use_app() -> AppContext {
    // Every page is rendered inside the shell, which provides it.
    use_context::<AppContext>().unwrap_or_else(|| unreachable!("rendered outside the shell"))
}

impl AppContext {
    /// Asks the app what every page needs first and listens to it from then on.
    ///
    /// # Errors
    /// What the app answers if it cannot start.
    pub async fn open(backend: Backend) -> Result<Self, ApiError> {
        let app = Self {
            backend: StoredValue::new_local(backend.clone()),
            listeners: StoredValue::new_local(Rc::default()),
            pictures: StoredValue::new_local(Rc::default()),
            keepers: StoredValue::new_local(Rc::default()),
            sync: RwSignal::new(SyncStatus::default()),
            municipality: RwSignal::new(None),
            language: RwSignal::new(None),
            officer: RwSignal::new(false),
            parts: Parts::new(),
            locked: RwSignal::new(false),
            has_pin: RwSignal::new(false),
            shared: RwSignal::new(false),
            leaving: RwSignal::new(0),
            left: RwSignal::new(None),
            salvaged: RwSignal::new(None),
            revoked: RwSignal::new(false),
            welcome: RwSignal::new(None),
            now: RwSignal::new(browser::now()),
            focused: RwSignal::new(false),
            way: RwSignal::new(None),
            expected: RwSignal::new(0),
            moved: RwSignal::new(false),
        };
        // Before anything is asked: news that comes beside the answers must not be missed.
        let told = Rc::new(Cell::new(false));
        {
            let told = Rc::clone(&told);
            backend.on_event(move |event| {
                told.set(told.get() || matches!(event, Event::Sync(_)));
                app.hear(event);
            });
        }
        let started = app.call(Start {}).await?;
        // The window's news and answers come by different ways: an answer may be older than news
        // that is here already.
        if !told.get() {
            app.sync.set(started.sync.clone());
        }
        app.take_start(&started);
        if started.language.is_some() {
            // Not at the first start: who has just come wants to file, and pays for each byte.
            app.parts.fetch(parts::Name::Later);
        }
        app.read_revoked().await;
        app.read_municipality().await;
        set_interval(
            move || app.now.set(browser::now()),
            std::time::Duration::from_secs(5),
        );
        Ok(app)
    }

    /// Asks the app. If it is closed, what closes it comes into view.
    ///
    /// # Errors
    /// What the app answers.
    pub async fn call<C: Call>(self, call: C) -> Result<C::Output, ApiError> {
        let answer = self.ask(call).await;
        if answer
            .as_ref()
            .is_err_and(|error| error.code == ErrorCode::Locked)
        {
            spawn_local(self.read_start());
        }
        answer
    }

    async fn ask<C: Call>(self, call: C) -> Result<C::Output, ApiError> {
        let backend = self.backend.try_get_value();
        let backend =
            backend.ok_or_else(|| ApiError::new(ErrorCode::Internal, "error-internal"))?;
        backend.call(call).await
    }

    /// Whether the app runs in its own window and not in a browser.
    pub fn is_native(self) -> bool {
        self.backend
            .try_with_value(Backend::is_native)
            .unwrap_or(false)
    }

    /// Has something that is being written kept before anything is asked, and when the current owner
    /// goes: whoever reads it then reads all of it.
    pub fn keep_by(self, keep: impl Fn() + 'static) {
        let Some(keepers) = self.keepers.try_get_value() else {
            return;
        };
        let id = keepers.borrow_mut().add(Rc::new(keep));
        on_cleanup(move || {
            let keepers = self.keepers.try_get_value();
            let keep = keepers.and_then(|keepers| keepers.borrow_mut().take_off(id));
            if let Some(keep) = keep {
                keep();
            }
        });
    }

    /// Keeps what is being written.
    pub fn keep_all(self) {
        let keepers = self.keepers.try_get_value();
        let all = keepers.map(|keepers| keepers.borrow().copy());
        for keep in all.into_iter().flatten() {
            keep();
        }
    }

    /// Calls back for every change until the current owner is gone.
    pub fn on_change(self, listener: impl Fn(&ChangeSet) + 'static) {
        let Some(listeners) = self.listeners.try_get_value() else {
            return;
        };
        let id = listeners.borrow_mut().add(Rc::new(listener));
        on_cleanup(move || {
            if let Some(listeners) = self.listeners.try_get_value() {
                listeners.borrow_mut().take_off(id);
            }
        });
    }

    fn hear(self, event: Event) {
        match event {
            Event::Sync(status) => {
                self.now.set(browser::now());
                let connected = status.phase == SyncPhase::UpToDate;
                self.sync.set(status);
                if connected {
                    self.parts.fetch_missing();
                }
            }
            Event::Changed(changes) => {
                if changes.pack || changes.identity {
                    spawn_local(async move {
                        self.read_municipality().await;
                        self.read_start().await;
                    });
                }
                let listeners = self.listeners.try_get_value();
                let all = listeners.map(|listeners| listeners.borrow().copy());
                for listener in all.into_iter().flatten() {
                    listener(&changes);
                }
            }
        }
    }

    /// Reads roles and language again.
    pub async fn read_start(self) {
        // The next event asks again; a page that depends on it shows its own error.
        if let Ok(started) = self.ask(Start {}).await {
            self.take_start(&started);
        }
        self.read_revoked().await;
    }

    fn take_start(self, started: &Started) {
        set_new(self.officer, started.officer);
        if started.officer {
            // Now, while there may be a network: an officer works without one, too.
            self.parts.fetch(parts::Name::Office);
        }
        set_new(self.has_pin, started.has_pin);
        set_new(self.shared, started.shared);
        set_new(self.leaving, started.leaving);
        set_new(self.salvaged, started.salvaged);
        set_new(self.locked, started.locked);
        set_new(self.language, started.language.clone());
    }

    async fn read_revoked(self) {
        // A locked app does not say; it is asked again when it is open.
        if let Ok(me) = self.ask(ReadMe {}).await {
            set_new(self.revoked, me.revoked);
        }
    }

    /// Hides everything until the PIN is typed.
    pub fn lock(self) {
        // First what is seen; the app itself follows.
        set_new(self.locked, true);
        spawn_local(async move {
            // If this fails the pages are hidden all the same, and the PIN opens them.
            let _ = self.ask(Lock {}).await;
        });
    }

    /// Sets, changes or removes the PIN. A wrong one here does not lock what is open.
    ///
    /// # Errors
    /// The present PIN is wrong or has to wait, or the new one is none.
    pub async fn set_pin(self, change: SetPin) -> Result<(), ApiError> {
        self.ask(change).await?;
        self.read_start().await;
        Ok(())
    }

    /// Opens the locked app.
    ///
    /// # Errors
    /// The PIN is wrong, or it has to wait.
    pub async fn unlock(self, pin: String) -> Result<(), ApiError> {
        self.ask(Unlock { pin }).await?;
        self.read_municipality().await;
        self.read_start().await;
        Ok(())
    }

    /// Reads the municipality again, in the chosen language; before one is, in that of the welcome.
    pub async fn read_municipality(self) {
        let begun = self.language.with_untracked(Option::is_some);
        let language = self.welcome.get_untracked().filter(|_| !begun);
        if let Ok(municipality) = self.call(packs::Read { language }).await {
            if let Some(municipality) = &municipality {
                browser::set_root_variable("--accent-h", &municipality.hue.to_string());
                format::set_clock(municipality.clock, browser::now());
            }
            let municipality = municipality.map(Arc::new);
            if self.municipality.get_untracked() != municipality {
                self.municipality.set(municipality);
            }
        }
    }

    /// Chooses a language for the interface and the municipality's texts.
    ///
    /// # Errors
    /// What the app answers if the choice could not be kept.
    pub async fn choose_language(self, language: String) -> Result<(), ApiError> {
        self.call(durbar_api::app::SetLanguage {
            language: language.clone(),
        })
        .await?;
        if translations::load(&language).await.is_err() {
            return Err(ApiError::new(ErrorCode::Internal, "error-translation"));
        }
        self.read_municipality().await;
        self.language.set(Some(language));
        Ok(())
    }

    /// An address under which a stored picture can be shown, or how far it is.
    ///
    /// # Errors
    /// What the app answers.
    pub async fn picture(self, blob: BlobId) -> Result<Picture, ApiError> {
        let known = self.pictures.try_get_value().unwrap_or_default();
        let ready = known
            .borrow()
            .iter()
            .find(|(id, _)| *id == blob)
            .map(|(_, url)| url.clone());
        if let Some(url) = ready {
            return Ok(Picture::Ready(url));
        }
        match self.call(media::Read { blob: blob.clone() }).await? {
            media::Blob::Coming { have, total } => Ok(Picture::Coming { have, total }),
            media::Blob::Here(bytes) => {
                let url = browser::object_url(&bytes, "image/jpeg")
                    .ok_or_else(|| ApiError::new(ErrorCode::Internal, "error-internal"))?;
                let mut known = known.borrow_mut();
                known.push_back((blob, url.clone()));
                if known.len() > PICTURES
                    && let Some((_, old)) = known.pop_front()
                {
                    browser::revoke_url(&old);
                }
                Ok(Picture::Ready(url))
            }
        }
    }

    /// The start of the addresses that lead to the hub: in a browser it is the app's own.
    pub fn hub(self) -> Option<String> {
        if self.is_native() {
            browser::told_hub()
        } else {
            Some(browser::origin())
        }
    }

    /// A code's text as a camera app of any phone can open it.
    pub fn code_address(self, code: &str) -> String {
        match self.hub() {
            Some(hub) if code.starts_with('/') => format!("{hub}{code}"),
            _ => code.to_owned(),
        }
    }

    /// The municipality's name, or a stand-in until it is known.
    pub fn municipality_name(self) -> String {
        self.municipality
            .with(|municipality| municipality.as_ref().map(|m| in_line(&m.name)))
            .unwrap_or_else(|| t("municipality-unknown"))
    }

    /// A category's name.
    pub fn category_name(self, id: &str) -> String {
        self.find(|m| {
            m.categories
                .iter()
                .find(|c| c.id == id)
                .map(|c: &Category| in_line(&c.name))
        })
        .unwrap_or_else(|| t("category-unknown"))
    }

    /// A ward's name, or its id where the pack no longer knows it.
    pub fn ward_name(self, id: &str) -> String {
        self.find(|m| {
            m.wards
                .iter()
                .find(|w| w.id == id)
                .map(|w: &Ward| in_line(&w.name))
        })
        .unwrap_or_else(|| id.to_owned())
    }

    /// A department's name.
    pub fn department_name(self, id: &str) -> String {
        self.find(|m| {
            m.departments
                .iter()
                .find(|d| d.id == id)
                .map(|d: &Department| in_line(&d.name))
        })
        .unwrap_or_else(|| t("department-unknown"))
    }

    /// A state of a complaint, if the pack knows it.
    pub fn state(self, id: &str) -> Option<State> {
        self.find(|m| m.states.iter().find(|s| s.id == id).cloned())
    }

    /// A state's name, or its id where the pack does not know it.
    pub fn state_name(self, id: &str) -> String {
        self.state(id)
            .map_or_else(|| id.to_owned(), |state| in_line(&state.label))
    }

    fn find<T>(self, pick: impl Fn(&Municipality) -> Option<T>) -> Option<T> {
        // Not followed: a newer pack shows with the next page, not in the middle of this one.
        self.municipality
            .with_untracked(|municipality| municipality.as_deref().and_then(&pick))
    }
}

/// A stored picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    /// Shown under this address.
    Ready(String),
    /// On the way.
    Coming {
        /// Bytes here.
        have: u64,
        /// Bytes in all; 0 if not known yet.
        total: u64,
    },
}

/// Sets a signal if that changes it: what follows it is not made anew for nothing.
fn set_new<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.try_with_untracked(|old| *old == value) == Some(false) {
        signal.set(value);
    }
}
