//! Where a file goes that is written piece by piece: into one that was chosen, where the browser lets pages write files, else
//! into its downloads. What is chosen is known in this tab alone.

use std::cell::RefCell;

use gloo::utils::window;
use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStream};

use super::files;
use super::pack::{answer, call, get, said, whole};

thread_local! {
    static CHOSEN: RefCell<Option<(u32, Place)>> = const { RefCell::new(None) };
}

/// Where a file goes.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// Into a file of that name, by the browser's handle.
    File(String, JsValue),
    /// Into the browser's downloads, under that name.
    Download(String),
}

impl Place {
    /// The file's name.
    pub fn name(&self) -> &str {
        match self {
            Place::File(name, _) | Place::Download(name) => name,
        }
    }
}

/// Whether a page may write files here.
pub fn can_choose() -> bool {
    get(&window(), "showSaveFilePicker").is_function()
}

/// The file that was chosen last in this tab, if it was for that project.
pub fn chosen(project: u32) -> Option<Place> {
    CHOSEN.with_borrow(Clone::clone).filter(|chosen| chosen.0 == project).map(|chosen| chosen.1)
}

/// Forgets it.
pub fn forget() {
    CHOSEN.take();
}

/// Lets a person choose a file for a project, if the browser can; only while it takes what was clicked for a wish. Nothing if they choose none.
pub async fn choose(project: u32, name: &str) -> Option<Place> {
    let download = || Some(Place::Download(name.to_owned()));
    if !can_choose() {
        return download();
    }
    let options = Object::new();
    // What cannot be set is only a suggestion.
    let set = |of: &Object, name: &str, value: &JsValue| drop(Reflect::set(of, &name.into(), value));
    set(&options, "suggestedName", &name.into());
    if let Some((media_type, ending)) = kind(name) {
        let (accept, offered) = (Object::new(), Object::new());
        set(&accept, media_type, &Array::of1(&ending.into()));
        set(&offered, "description", &"Tagline backup".into());
        set(&offered, "accept", &accept);
        set(&options, "types", &Array::of1(&offered));
    }
    let asked = call(&window(), "showSaveFilePicker", &Array::of1(&options));
    let answered = match asked {
        Ok(promise) => JsFuture::from(Promise::resolve(&promise)).await,
        Err(error) => Err(error),
    };
    match answered {
        Ok(handle) => {
            let name = get(&handle, "name").as_string().unwrap_or_else(|| name.to_owned());
            let place = Place::File(name, handle);
            CHOSEN.replace(Some((project, place.clone())));
            Some(place)
        }
        Err(error) if get(&error, "name").as_string().as_deref() == Some("AbortError") => None,
        // Refused, in a frame of another page, say.
        Err(_) => download(),
    }
}

/// A file that is being written.
pub struct Saving {
    done: Promise,
    place: Option<String>,
}

impl Saving {
    /// Writes what comes out of a stream, until that ends. If it is given up, a file that was there stays as it was.
    pub async fn begin(place: &Place, out: &ReadableStream) -> Result<Saving, String> {
        match place {
            Place::Download(name) => Ok(Saving::held(out, Some(name))),
            Place::File(_, handle) => {
                let file = answer(call(handle, "createWritable", &Array::new())).await?;
                let done = call(out, "pipeTo", &Array::of1(&file)).map_err(|error| said(&error))?;
                Ok(Saving { done: Promise::resolve(&done), place: None })
            }
        }
    }

    /// Holds what comes out of a stream.
    pub fn held(out: &ReadableStream, download: Option<&str>) -> Saving {
        let out = out.clone();
        let done = wasm_bindgen_futures::future_to_promise(async move {
            whole(&out).await.map(JsValue::from).map_err(JsValue::from)
        });
        Saving { done, place: download.map(str::to_owned) }
    }

    /// Waits until all is written, or on its way to the browser's downloads; what was held comes back.
    pub async fn done(self) -> Result<Option<Blob>, String> {
        let blob = answer(Ok(self.done.into())).await?.dyn_into::<Blob>().ok();
        if let (Some(name), Some(blob)) = (&self.place, &blob) {
            files::download_blob(name, blob)?;
        }
        Ok(blob)
    }
}

/// The media type of a file of that name, and the ending that the browser may be told.
fn kind(name: &str) -> Option<(&'static str, &'static str)> {
    let kinds = [(".gz", "application/gzip"), (".jsonl", "application/jsonl")];
    kinds
        .into_iter()
        .find(|(ending, _)| name.ends_with(ending))
        .map(|(ending, media_type)| (media_type, ending))
}
