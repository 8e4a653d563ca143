//! A worker that says when it fails, and that ends at once when it is let go.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, Function, JsString, Object, Proxy, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Blob, BlobPropertyBag, ErrorEvent, MessageChannel, MessageEvent, Url, Worker};

use super::{page, trusted};

thread_local! {
    /// The workers that run, for whoever asks them for what the app doesn't.
    static RUNNING: RefCell<Vec<Worker>> = const { RefCell::new(Vec::new()) };
    /// The last script that was made a blob of, and its address.
    static BLOB: RefCell<Option<(String, String)>> = const { RefCell::new(None) };
}

/// A worker whose failure is heard. Dropping it ends the worker.
pub struct Watched {
    worker: Worker,
    _listeners: [EventListener; 2],
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.worker.terminate();
        RUNNING.with_borrow_mut(|running| running.retain(|running| *running != self.worker));
    }
}

/// Starts the worker of `script` and lets `spawn` take it as the worker that it makes itself; `failed` hears, in
/// words, that it did not load or has stopped. An error says why the browser makes no worker.
///
/// gloo's spawner keeps the worker it makes to itself, and with it its errors; so the next `new Worker` is answered
/// with ours. It also makes it of an address that no policy has seen.
pub fn watched<T>(
    script: &str,
    failed: impl Fn(String) + 'static,
    spawn: impl FnOnce() -> T,
) -> Result<(T, Watched), String> {
    const CLOSED: &str =
        "the browser lets this page start no worker; is it blocked by an extension or a setting?";
    let worker = start(script).ok_or(CLOSED)?;
    let failed = Rc::new(failed);
    let on = |kind: &'static str| {
        let failed = failed.clone();
        // Heard here, so that the browser need not report it as an error of the page.
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&worker, kind, options, move |event| {
            event.prevent_default();
            let told = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
            // What its first lines could not get at: "NetworkError" say Firefox and WebKit of a script, "failed to load"
            // Chromium, and its own loader (scripts/finish.mjs) of its program.
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
    RUNNING.with_borrow_mut(|running| running.push(worker.clone()));
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

/// A classic worker, as a page from disk may start no other. It is always made of a blob: that has the page's policy for its
/// own, a file of a host would have none.
fn start(script: &str) -> Option<Worker> {
    let blob = if script.starts_with("blob:") { script.to_owned() } else { blob_of(script)? };
    let make: Function = Reflect::get(&js_sys::global(), &"Worker".into()).ok()?.dyn_into().ok()?;
    Reflect::construct(&make, &Array::of1(&trusted::script(&blob))).ok()?.dyn_into().ok()
}

/// The address of a blob that tells the worker where home is, and begins with the script from there.
fn blob_of(script: &str) -> Option<String> {
    let known = BLOB.with_borrow(|known| known.clone());
    if let Some((_, address)) = known.filter(|(known, _)| known == script) {
        return Some(address);
    }
    let quoted = |address: &str| {
        let whole = page::whole(address)?;
        Some(String::from(js_sys::JSON::stringify(&JsString::from(whole)).ok()?))
    };
    let (home, whole) = (quoted("./")?, quoted(script)?);
    // The policy has been seen to: what is imported is what the build wrote into the page.
    let content = format!(
        "self.home = {home};\n\
         const policy = self.trustedTypes?.createPolicy(\"tagline\", {{ createScriptURL: (address) => address }});\n\
         importScripts(policy ? policy.createScriptURL({whole}) : {whole});\n"
    );
    let options = BlobPropertyBag::new();
    options.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&content.into()), &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    BLOB.set(Some((script.to_owned(), address.clone())));
    Some(address)
}

/// Asks the workers that run for the addresses they have requested; `told` is called with all that are known each time one answers.
pub fn ask_for_requests(told: impl Fn(Vec<String>) + 'static) {
    let (told, known) = (Rc::new(told), Rc::new(RefCell::new(Vec::<String>::new())));
    for worker in RUNNING.with_borrow(Clone::clone) {
        let Ok(channel) = MessageChannel::new() else { return };
        let (told, known) = (told.clone(), known.clone());
        let answered = Closure::once_into_js(move |event: MessageEvent| {
            let all = event.data().dyn_into::<Array>().unwrap_or_default();
            let mut known = known.borrow_mut();
            for address in all.iter().filter_map(|address| address.as_string()) {
                if !known.contains(&address) {
                    known.push(address);
                }
            }
            told(known.clone());
        });
        channel.port1().set_onmessage(Some(answered.unchecked_ref()));
        // What answers is in the worker's script (scripts/finish.mjs).
        let _ = worker.post_message_with_transfer(&"requests".into(), &Array::of1(&channel.port2()));
    }
}
