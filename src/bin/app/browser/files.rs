//! Files, in and out.

use gloo::utils::{body, document};
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, FileList, HtmlAnchorElement, HtmlInputElement, Url};

/// A file as it was chosen.
pub struct Chosen {
    /// Its name.
    pub name: String,
    /// Its bytes, or why they could not be read.
    pub bytes: Result<Vec<u8>, String>,
}

/// The most bytes of one file that are read; more would fill the tab's memory several times over.
pub const LARGEST: usize = 64 << 20;

/// A file that nobody has read yet.
#[derive(Clone)]
pub struct Handle {
    /// Its name, with its folders where it came in some.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
    file: File,
}

impl Handle {
    /// Of a file of the browser; with the folders before its name, where the browser doesn't say them.
    pub fn of(file: File, folder: &str) -> Handle {
        let inside = Reflect::get(&file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
        let name =
            inside.filter(|path| !path.is_empty()).unwrap_or_else(|| format!("{folder}{}", file.name()));
        Handle { name, bytes: file.size() as u64, file }
    }

    /// The file itself.
    pub fn file(&self) -> &File {
        &self.file
    }

    /// Its bytes from one place to another.
    ///
    /// # Errors
    ///
    /// Where the browser can't read it: what may be the matter.
    pub async fn read(&self, from: u64, to: u64) -> Result<Vec<u8>, String> {
        const FAILED: &str = "the browser could not read it; was it moved or changed meanwhile?";
        let part = if (from, to) == (0, self.bytes) {
            self.file.array_buffer()
        } else {
            let part = self.file.slice_with_f64_and_f64(from as f64, to as f64);
            part.map_err(|_| FAILED.to_owned())?.array_buffer()
        };
        let buffer = JsFuture::from(part).await.map_err(|_| FAILED.to_owned())?;
        Ok(js_sys::Uint8Array::new(&buffer).to_vec())
    }
}

/// The files of a list.
pub fn of_list(list: &FileList) -> Vec<Handle> {
    (0..list.length()).filter_map(|at| list.get(at)).map(|file| Handle::of(file, "")).collect()
}

/// Reads each file whole, one after the other.
pub async fn read_all(files: &[Handle]) -> Vec<Chosen> {
    let mut chosen = Vec::new();
    for file in files {
        let bytes = if file.bytes > LARGEST as u64 {
            Err(format!(
                "{:.0} MB are more than the {} MB that a tab can hold; split the file",
                file.bytes as f64 / 1e6,
                LARGEST >> 20
            ))
        } else {
            file.read(0, file.bytes).await
        };
        chosen.push(Chosen { name: file.name.clone(), bytes });
    }
    chosen
}

/// Shows the browser's own window for choosing files.
pub fn choose() {
    click("input[type=file]:not(.folder-input, .compare-input, .compare-base)");
}

/// The same for choosing a folder.
pub fn choose_folder() {
    click("input.folder-input");
}

/// The same for files that the project is compared with.
pub fn choose_compared() {
    click("input.compare-input");
}

/// The same for what all of them were made from.
pub fn choose_base() {
    click("input.compare-base");
}

fn click(input: &str) {
    if let Some(input) = document().query_selector(input).ok().flatten()
        && let Ok(input) = input.dyn_into::<HtmlInputElement>()
    {
        input.click();
    }
}

/// Hands a file to the browser to save. An error says what to do instead.
pub fn download(name: &str, media_type: &str, content: &str) -> Result<(), String> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&content.into()), &options);
    let saved = blob.map_err(drop).and_then(|blob| save(name, &blob).ok_or(()));
    saved.map_err(|()| "the browser refused the download; copy the text instead".to_owned())
}

/// Hands bytes to the browser to save as a file.
pub fn download_bytes(name: &str, media_type: &str, content: &[u8]) -> Result<(), String> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let bytes = js_sys::Uint8Array::from(content);
    let blob = Blob::new_with_buffer_source_sequence_and_options(&js_sys::Array::of1(&bytes), &options);
    let saved = blob.map_err(drop).and_then(|blob| save(name, &blob).ok_or(()));
    saved.map_err(|()| "the browser refused the download; allow it for this page, then try again".to_owned())
}

/// Hands a file that is there already to the browser to save.
pub fn download_blob(name: &str, blob: &Blob) -> Result<(), String> {
    save(name, blob)
        .ok_or_else(|| "the browser refused the download; allow it for this page, then try again".to_owned())
}

fn save(name: &str, blob: &Blob) -> Option<()> {
    let url = Url::create_object_url_with_blob(blob).ok()?;
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
}
