//! Keeping the app in the browser, so that it opens without a connection, and taking up a later version when its reader
//! wants it. What keeps it is web/offline.js.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration};

use super::idle::when_idle;
use super::{page, trusted};

/// How it stands with keeping the app.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// It is not looked for yet, or being put by.
    #[default]
    Coming,
    /// It is all in one file.
    OneFile,
    /// This browser doesn't: it can't, was told not to, or the host has no HTTPS.
    Never,
    /// It is there.
    Here,
    /// A later version is there as well, and waits.
    Later,
}

/// How long the first steps have the line to themselves, in milliseconds.
const PATIENCE: u32 = 2_000;

thread_local! {
    static NOW: Cell<Kept> = const { Cell::new(Kept::Coming) };
    static REGISTRATION: RefCell<Option<ServiceWorkerRegistration>> = const { RefCell::new(None) };
}

/// How it stands now.
pub fn now() -> Kept {
    NOW.get()
}

/// Has the browser keep the app once there is nothing better to do, and calls at each change of how that stands.
pub fn keep(changed: impl Fn(Kept) + 'static) {
    let changed = Rc::new(move |kept: Kept| {
        if NOW.replace(kept) != kept {
            changed(kept);
        }
    });
    let Some(script) = page::meta("offline") else { return changed(Kept::OneFile) };
    let Some(container) = container() else { return changed(Kept::Never) };
    Timeout::new(PATIENCE, move || {
        when_idle(move || {
            spawn_local(async move {
                match register(&container, &script).await {
                    Some(registration) => watch(&container, registration, changed),
                    None => changed(Kept::Never),
                }
            });
        });
    })
    .forget();
}

/// Has the later version take over, and loads the page anew once it has.
pub fn take() {
    let reload = || {
        let _ = window().location().reload();
    };
    let waiting = REGISTRATION.with_borrow(|registration| registration.as_ref()?.waiting());
    let (Some(waiting), Some(container)) = (waiting, container()) else { return reload() };
    EventListener::once(&container, "controllerchange", move |_| reload()).forget();
    let _ = waiting.post_message(&"take".into());
}

/// Not there on a host without HTTPS, nor in every private window.
fn container() -> Option<ServiceWorkerContainer> {
    let container = Reflect::get(&window().navigator(), &"serviceWorker".into()).ok()?;
    container.is_object().then(|| container.unchecked_into())
}

async fn register(container: &ServiceWorkerContainer, script: &str) -> Option<ServiceWorkerRegistration> {
    let register: Function = Reflect::get(container, &"register".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"scope".into(), &"./".into()).ok()?;
    Reflect::set(&options, &"updateViaCache".into(), &"none".into()).ok()?;
    let asked: Promise = register.call2(container, &trusted::script(script), &options).ok()?.unchecked_into();
    Some(JsFuture::from(asked).await.ok()?.unchecked_into())
}

/// Tells how it stands at each step that it makes. All that listens does so for as long as the page is there.
fn watch(
    container: &ServiceWorkerContainer,
    registration: ServiceWorkerRegistration,
    changed: Rc<impl Fn(Kept) + 'static>,
) {
    // Where another page took the later version, this one is an older one's still.
    let first = container.controller();
    let look = Rc::new({
        let (container, registration) = (container.clone(), registration.clone());
        move || {
            let other = first.is_some() && container.controller() != first;
            changed(match (registration.active(), registration.waiting()) {
                (Some(_), Some(_)) => Kept::Later,
                (Some(_), None) if other => Kept::Later,
                (Some(_), None) => Kept::Here,
                (None, _) => Kept::Coming,
            });
        }
    });
    let follow = Rc::new({
        let (look, registration) = (look.clone(), registration.clone());
        move || {
            let look = look.clone();
            if let Some(coming) = registration.installing() {
                EventListener::new(&coming, "statechange", move |_| look()).forget();
            }
        }
    });
    follow();
    look();
    EventListener::new(&registration, "updatefound", move |_| follow()).forget();
    EventListener::new(container, "controllerchange", move |_| look()).forget();
    if let Some(active) = registration.active() {
        tidy(&active);
        // Browsers look for a later version with each visit, but not all do it at once. It fails without a connection.
        if let Ok(update) = registration.update() {
            spawn_local(async move {
                let _ = JsFuture::from(update).await;
            });
        }
    }
    REGISTRATION.set(Some(registration));
}

/// Has what older versions left removed.
fn tidy(active: &ServiceWorker) {
    let _: Result<(), JsValue> = active.post_message(&"tidy".into());
}
