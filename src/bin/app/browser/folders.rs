//! Folders that are dropped: all files in them. Browsers hand over a folder as an entry, which is gone through bit by bit.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File};

use super::files::Handle;

/// What was dropped, folders among it: to be taken hold of while the drop is told, and gone through after.
pub struct Entries(Vec<JsValue>);

/// What was dropped, if there is a folder among it.
pub fn dropped(data: &DataTransfer) -> Option<Entries> {
    let items = Reflect::get(data, &"items".into()).ok()?;
    let all: Vec<JsValue> =
        Array::from(&items).iter().filter_map(|item| call(&item, "webkitGetAsEntry", &[])).collect();
    all.iter().any(|entry| is(entry, "isDirectory")).then_some(Entries(all))
}

impl Entries {
    /// All files, in the folders' order, with the folders before their names.
    pub async fn files(self) -> Vec<Handle> {
        let mut found = Vec::new();
        let mut left: Vec<(JsValue, String)> =
            self.0.into_iter().rev().map(|entry| (entry, String::new())).collect();
        while let Some((entry, folder)) = left.pop() {
            if is(&entry, "isFile") {
                let file = answer(&entry, "file").await.and_then(|file| file.dyn_into::<File>().ok());
                found.extend(file.map(|file| Handle::of(file, &folder)));
                continue;
            }
            let name = Reflect::get(&entry, &"name".into()).ok().and_then(|name| name.as_string());
            let inside = format!("{folder}{}/", name.unwrap_or_default());
            let Some(reader) = call(&entry, "createReader", &[]) else { continue };
            let mut entries = Vec::new();
            // A reader gives a hundred or so at a time, and none at the end.
            while let Some(some) = answer(&reader, "readEntries").await.map(|some| Array::from(&some))
                && some.length() > 0
            {
                entries.extend(some.iter().map(|entry| (entry, inside.clone())));
            }
            left.extend(entries.into_iter().rev());
        }
        found
    }
}

fn is(entry: &JsValue, name: &str) -> bool {
    Reflect::get(entry, &name.into()).is_ok_and(|is| is.is_truthy())
}

/// What a method gives; `None` where there is no such method, it fails or gives nothing.
fn call(of: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = Reflect::get(of, &name.into()).ok()?.dyn_into().ok()?;
    let given = Reflect::apply(&method, of, &arguments.iter().collect::<Array>()).ok()?;
    given.is_truthy().then_some(given)
}

/// What a method gives to the first of the two functions that it takes.
async fn answer(of: &JsValue, name: &str) -> Option<JsValue> {
    let asked = Promise::new(&mut |told, failed| {
        let method =
            Reflect::get(of, &name.into()).ok().and_then(|method| method.dyn_into::<Function>().ok());
        if let Some(method) = method {
            // It tells by one of the two functions.
            let _ = method.call2(of, &told, &failed);
        }
    });
    JsFuture::from(asked).await.ok()
}
