//! A moment in which the browser has nothing better to do.

use gloo::timers::callback::Timeout;
use gloo::utils::window;
use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// How many times something is done in one idle moment.
const AT_ONCE: usize = 3;

/// Calls in every idle moment, several times in each, for as long as `call` says that there is more to do.
pub fn when_each_idle(call: impl Fn() -> bool + 'static) {
    when_idle(move || {
        if (0..AT_ONCE).all(|_| call()) {
            when_each_idle(call);
        }
    });
}

/// Calls in the next idle moment, or soon where the browser knows no idle moments (WebKit); `false` if it never will.
pub fn when_idle(call: impl FnOnce() + 'static) -> bool {
    let call = Closure::once_into_js(call);
    let window = window();
    if js_sys::Reflect::has(&window, &"requestIdleCallback".into()).unwrap_or(false) {
        window.request_idle_callback(call.unchecked_ref()).is_ok()
    } else {
        window.set_timeout_with_callback_and_timeout_and_arguments_0(call.unchecked_ref(), 16).is_ok()
    }
}

/// Calls in an idle moment after so many milliseconds: what a person may ask for as soon as they see the page goes before.
pub fn when_idle_after(milliseconds: u32, call: impl FnOnce() + 'static) {
    let later = || {
        when_idle(call);
    };
    Timeout::new(milliseconds, later).forget();
}

/// Lets the page answer what it was asked meanwhile. Also in a tab that nobody sees, where timers are slow.
pub async fn turn() {
    let Ok(channel) = MessageChannel::new() else { return };
    let over = Promise::new(&mut |resolve, _| channel.port1().set_onmessage(Some(&resolve)));
    if channel.port2().post_message(&JsValue::NULL).is_ok() {
        // It cannot fail.
        let _ = JsFuture::from(over).await;
    }
    channel.port1().close();
}
