//! Files, in and out.

use gloo::utils::{body, document};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, FileList, HtmlAnchorElement, HtmlInputElement, Url};

/// A file as it was chosen.
pub struct Chosen {
    /// Its name.
    pub name: String,
    /// Its bytes, or why they could not be read.
    pub bytes: Result<Vec<u8>, String>,
}

/// The most bytes of one file that are read; more would fill the tab's memory several times over.
pub const LARGEST: usize = 64 << 20;

/// Reads each file of a list, one after the other.
pub async fn read_all(list: FileList) -> Vec<Chosen> {
    let mut chosen = Vec::new();
    for at in 0..list.length() {
        let Some(file) = list.get(at) else { continue };
        let name = file.name();
        if file.size() > LARGEST as f64 {
            let message = format!(
                "{:.0} MB are more than the {} MB that a tab can hold; split the file",
                file.size() / 1e6,
                LARGEST >> 20
            );
            chosen.push(Chosen { name, bytes: Err(message) });
            continue;
        }
        let bytes = match JsFuture::from(file.array_buffer()).await {
            Ok(buffer) => Ok(js_sys::Uint8Array::new(&buffer).to_vec()),
            Err(_) => Err("the browser could not read it; was it moved or changed meanwhile?".to_owned()),
        };
        chosen.push(Chosen { name, bytes });
    }
    chosen
}

/// Shows the browser's own window for choosing files.
pub fn choose() {
    if let Some(input) = document().query_selector("input[type=file]").ok().flatten()
        && let Ok(input) = input.dyn_into::<HtmlInputElement>()
    {
        input.click();
    }
}

/// Hands a file to the browser to save. An error says what to do instead.
pub fn download(name: &str, media_type: &str, content: &str) -> Result<(), String> {
    const INSTEAD: &str = "the browser refused the download; copy the text instead";
    let save = || -> Option<()> {
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let blob =
            Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&content.into()), &options).ok()?;
        let url = Url::create_object_url_with_blob(&blob).ok()?;
        let anchor: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.set_hidden(true);
        body().append_child(&anchor).ok()?;
        anchor.click();
        anchor.remove();
        // The browser has the blob by now or will ask for it soon; a minute is long enough.
        gloo::timers::callback::Timeout::new(60_000, move || {
            let _ = Url::revoke_object_url(&url);
        })
        .forget();
        Some(())
    };
    save().ok_or_else(|| INSTEAD.to_owned())
}
