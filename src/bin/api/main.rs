//! The JavaScript API: what `tagline clean | tag | convert | agree | merge` do, as functions on plain objects.
//!
//! What programs import is `index.js` beside this file, which loads this one; `index.d.ts` says what goes in and comes out. A
//! failure is thrown as `{ code, message }`, which index.js makes an `Error` of. What the tagger knows is not in here: it comes
//! by [`know`], so that who only converts need not load it.

mod given;

use std::cell::{Cell, RefCell};

use serde::Serialize;
use serde_json::Value;
use serde_wasm_bindgen::Serializer;
use tagline::job::api::{self, Code, Failure};
use tagline::tagging::Data;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use self::given::Given;

thread_local! {
    /// What the tagger knows, once it has come.
    static KNOWN: Cell<Option<&'static Data>> = const { Cell::new(None) };
    /// Where and why this program failed, if it did.
    static FAULT: RefCell<Option<String>> = const { RefCell::new(None) };
}

fn main() {
    std::panic::set_hook(Box::new(|info| {
        let said = info.to_string();
        FAULT.with(|fault| fault.try_borrow_mut().map(|mut fault| *fault = Some(said)).unwrap_or_default());
    }));
}

/// Where and why this program failed: asked after a call that did not come back.
#[wasm_bindgen]
pub fn fault() -> Option<String> {
    FAULT.take()
}

/// Takes what the tagger knows, unpacked.
#[wasm_bindgen]
pub fn know(file: Vec<u8>) -> Result<(), JsValue> {
    // There for as long as the program is.
    let data = Data::read(file.leak()).map_err(|error| Failure::new(Code::Load, error.to_string()));
    let data: &'static Data = Box::leak(Box::new(data.map_err(thrown)?));
    KNOWN.set(Some(data));
    Ok(())
}

/// Cleans an article.
#[wasm_bindgen]
pub fn clean(article: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    answer(plain("the article", article).and_then(|article| api::clean(article, plain("options", options)?)))
}

/// Tags a text.
#[wasm_bindgen]
pub fn tag(text: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    answer(plain("the text", text).and_then(|text| api::tag(KNOWN.get(), text, plain("options", options)?)))
}

/// Turns a file of annotations into another format.
#[wasm_bindgen]
pub fn convert(content: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    let converted =
        given::content(content).and_then(|content| api::convert(content, plain("options", options)?));
    answer(converted)
}

/// How far the annotators of several files agree.
#[wasm_bindgen]
pub fn agree(files: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    answer(Given::all(files).and_then(|files| api::agree(files, plain("options", options)?)))
}

/// One project of several files, and of what they were made from.
#[wasm_bindgen]
pub fn merge(files: JsValue, base: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    let merged = Given::all(files)
        .and_then(|files| api::merge(files, Given::maybe(base)?, plain("options", options)?));
    answer(merged)
}

/// All formats.
#[wasm_bindgen]
pub fn formats() -> Result<JsValue, JsValue> {
    answer(Ok(api::formats()))
}

/// A plain value that was given as `what`.
fn plain(what: &str, value: JsValue) -> Result<Value, Failure> {
    serde_wasm_bindgen::from_value(value).map_err(|error| {
        Failure::usage(format!("{what}: expected plain values, found others: {}", said(&error)))
    })
}

/// What serde says of a value that is not of the kind it should be.
fn said(error: &serde_wasm_bindgen::Error) -> String {
    let said = error.to_string();
    said.strip_prefix("Error: ").unwrap_or(&said).to_owned()
}

/// An answer as plain objects, or what is thrown.
fn answer<T: Serialize>(outcome: Result<T, Failure>) -> Result<JsValue, JsValue> {
    let serializer = Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);
    let answered = outcome.map_err(thrown)?.serialize(&serializer);
    answered.map_err(JsValue::from)
}

fn thrown(failure: Failure) -> JsValue {
    // A code and a message always can.
    serde_wasm_bindgen::to_value(&failure).unwrap_or_default()
}
