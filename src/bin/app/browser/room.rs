//! How much the browser keeps for this page, and whether it keeps it for good.

use std::cell::Cell;

use gloo::utils::window;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What is known of the room; WebKitGTK tells none of it, and Firefox not everything.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Room {
    /// Bytes in use.
    pub used: Option<f64>,
    /// Bytes there may be.
    pub quota: Option<f64>,
    /// Whether the browser clears it only when the user says so.
    pub stays: Option<bool>,
}

/// Asks that what is kept stays, once a visit, without waiting for the answer: some browsers ask the user, some never answer.
pub fn ask_to_stay() {
    thread_local! {
        static ASKED: Cell<bool> = const { Cell::new(false) };
    }
    if !ASKED.replace(true) {
        // What becomes of it is asked when it is shown.
        let _ = call("persist");
    }
}

/// Whether the browser keeps anything for this page at all, as far as it says.
pub fn is_there() -> bool {
    Reflect::get(&window(), &"indexedDB".into()).is_ok_and(|store| store.is_object())
}

/// Tells what is known of the room, each time something more is: some of it may never be answered.
pub async fn room(tell: impl Fn(Room)) {
    let mut room = Room::default();
    tell(room);
    if let Some(estimate) = answer("estimate").await {
        let number = |name: &str| Reflect::get(&estimate, &name.into()).ok().and_then(|value| value.as_f64());
        (room.used, room.quota) = (number("usage"), number("quota"));
        tell(room);
    }
    room.stays = answer("persisted").await.and_then(|answer| answer.as_bool());
    tell(room);
}

async fn answer(name: &str) -> Option<JsValue> {
    JsFuture::from(call(name)?).await.ok()
}

/// Calls a function of the storage manager; `None` where there is none.
fn call(name: &str) -> Option<Promise> {
    let manager = Reflect::get(&window().navigator(), &"storage".into()).ok().filter(JsValue::is_object)?;
    let function: Function = Reflect::get(&manager, &name.into()).ok()?.dyn_into().ok()?;
    function.call0(&manager).ok()?.dyn_into().ok()
}
