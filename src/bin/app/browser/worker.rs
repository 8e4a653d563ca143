//! A worker that says when it fails, and that ends at once when it is let go.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Object, Proxy, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{ErrorEvent, Worker};

/// A worker whose failure is heard. Dropping it ends the worker.
pub struct Watched {
    worker: Worker,
    _listeners: [EventListener; 2],
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// Starts the worker of `script` and lets `spawn` take it as the worker that it makes itself; `failed` hears, in
/// words, that it did not load or has stopped. An error says why the browser makes no worker.
///
/// gloo's spawner keeps the worker it makes to itself, and with it its errors; so the next `new Worker` is answered
/// with ours.
pub fn watched<T>(
    script: &str,
    failed: impl Fn(String) + 'static,
    spawn: impl FnOnce() -> T,
) -> Result<(T, Watched), String> {
    const CLOSED: &str =
        "the browser lets this page start no worker; is it blocked by an extension or a setting?";
    let worker = Worker::new(script).map_err(|_| CLOSED.to_owned())?;
    let failed = Rc::new(failed);
    let on = |kind: &'static str| {
        let failed = failed.clone();
        // Heard here, so that the browser need not report it as an error of the page.
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&worker, kind, options, move |event| {
            event.prevent_default();
            let told = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
            // What its first lines could not get at: "NetworkError" says Firefox of a script, "failed to load" Chromium,
            // and its own loader (scripts/finish.mjs) of its program.
            let missing = |message: &String| {
                message.is_empty() || message.contains("NetworkError") || message.contains("failed to load")
            };
            failed(match told.filter(|message| !missing(message)) {
                Some(message) => format!("the worker stopped: {message}"),
                None => "the worker did not load; is the connection down, or is it blocked?".to_owned(),
            });
        })
    };
    let watched = Watched { worker: worker.clone(), _listeners: [on("error"), on("messageerror")] };
    let global = js_sys::global();
    let own = Reflect::get(&global, &"Worker".into()).map_err(|_| CLOSED.to_owned())?;
    let handler = Object::new();
    let construct = Closure::once_into_js(move || worker);
    let answered = Reflect::set(&handler, &"construct".into(), &construct)
        .and_then(|_| Reflect::set(&global, &"Worker".into(), &Proxy::new(&own, &handler)));
    answered.map_err(|_| CLOSED.to_owned())?;
    let spawned = spawn();
    // What could be set a moment ago can be set again.
    let _ = Reflect::set(&global, &"Worker".into(), &own);
    Ok((spawned, watched))
}
