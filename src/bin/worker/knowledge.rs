//! What the tagger knows, fetched: one file, read as it comes in, and kept by the browser under its name.
//!
//! The build (scripts/finish.mjs) packs the file with gzip, since few hosts do that to a file of no known kind, and writes
//! into the worker's script where it is: `self.tagger = { address, bytes }`. The single file (scripts/single-file.mjs)
//! carries it, and gives `open`, which makes the answer of it.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use tagline::tagging::Data;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Cache, CacheStorage, ReadableStreamDefaultReader, ReadableWritablePair, RequestCache, RequestInit,
    Response, Url, WorkerGlobalScope,
};

/// The name under which the browser keeps the file.
const KEPT: &str = "tagline";

/// What every file of it is called: this, then what its content is told by.
const NAME: &str = "/tagger-";

/// How much has come: the bytes, and how many there are.
pub type Progress = (usize, usize);

/// Where the file is.
struct Place {
    /// Its whole address; `None` where the script carries it.
    address: Option<String>,
    /// Makes the answer that holds it, where the script carries it.
    open: Option<Function>,
    /// Its length.
    bytes: usize,
}

/// Fetches the data, from the browser's store if it is there; `again` goes past what the browser keeps of a failed try.
/// An error says in words what failed.
pub async fn fetch(again: bool, progress: impl Fn(Progress)) -> Result<&'static Data, String> {
    let place = Place::find().ok_or("the tagger did not load: the worker was not told where it is")?;
    let store = match &place.address {
        Some(_) => store().await,
        None => None,
    };
    if let (Some(store), Some(address)) = (&store, &place.address)
        && let Some(file) = kept(store, address).await
        && let Ok(data) = unpack(&file).await
    {
        return Ok(data);
    }
    let answer = place.ask(again).await?;
    let file = read(&answer, place.bytes, &progress).await?;
    let data = unpack(&file).await?;
    if let (Some(store), Some(address)) = (store, place.address) {
        // Nobody waits for this: without a store the browser's usual one serves as well.
        spawn_local(async move {
            keep(&store, &address, &file).await;
        });
    }
    Ok(data)
}

/// How many bytes the file has.
pub fn size() -> usize {
    Place::find().map_or(0, |place| place.bytes)
}

/// Whether the person has asked the browser not to load what nobody has asked for.
pub fn is_sparing() -> bool {
    let get = |value: &JsValue, name: &str| Reflect::get(value, &name.into()).unwrap_or_default();
    let connection = get(&get(&js_sys::global(), "navigator"), "connection");
    connection.is_object() && get(&connection, "saveData").is_truthy()
}

impl Place {
    fn find() -> Option<Place> {
        let told = Reflect::get(&js_sys::global(), &"tagger".into()).ok().filter(JsValue::is_object)?;
        let get = |name: &str| Reflect::get(&told, &name.into()).unwrap_or_default();
        let scope = js_sys::global().dyn_into::<WorkerGlobalScope>().ok()?;
        let whole = |name: String| Url::new_with_base(&name, &scope.location().href()).ok();
        Some(Place {
            address: get("address").as_string().and_then(whole).map(|address| address.href()),
            open: get("open").dyn_into().ok(),
            bytes: get("bytes").as_f64()? as usize,
        })
    }

    async fn ask(&self, again: bool) -> Result<Response, String> {
        const CLOSED: &str = "the tagger did not load; is the connection down, or is it blocked?";
        let asked = match (&self.address, &self.open) {
            (Some(address), _) => {
                let scope =
                    js_sys::global().dyn_into::<WorkerGlobalScope>().map_err(|_| CLOSED.to_owned())?;
                let how = RequestInit::new();
                if again {
                    how.set_cache(RequestCache::Reload);
                }
                scope.fetch_with_str_and_init(address, &how)
            }
            (None, Some(open)) => match open.call0(&JsValue::UNDEFINED) {
                Ok(opened) => Promise::resolve(&opened),
                Err(_) => return Err(CLOSED.to_owned()),
            },
            (None, None) => return Err(CLOSED.to_owned()),
        };
        let answer = JsFuture::from(asked).await.ok().and_then(|answer| answer.dyn_into::<Response>().ok());
        match answer {
            Some(answer) if answer.ok() => Ok(answer),
            Some(answer) => Err(format!(
                "the tagger did not load: the server answers {}; is this page older than what is there now?",
                answer.status()
            )),
            None => Err(CLOSED.to_owned()),
        }
    }
}

/// Reads an answer of so many bytes as it comes.
async fn read(answer: &Response, expected: usize, progress: &impl Fn(Progress)) -> Result<Vec<u8>, String> {
    let wrong = |found: usize| {
        format!(
            "the tagger did not load whole: expected {expected} bytes, found {found}; is the connection bad?"
        )
    };
    let Some(body) = answer.body() else { return Err(wrong(0)) };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut file = Vec::with_capacity(expected);
    let mut told = 0;
    progress((0, expected));
    loop {
        let part = JsFuture::from(reader.read()).await.map_err(|_| wrong(file.len()))?;
        let get = |name: &str| Reflect::get(&part, &name.into()).unwrap_or_default();
        if get("done").is_truthy() {
            break;
        }
        let Ok(part) = get("value").dyn_into::<Uint8Array>() else { return Err(wrong(file.len())) };
        let (from, to) = (file.len(), file.len() + part.length() as usize);
        if to > expected {
            return Err(wrong(to));
        }
        file.resize(to, 0);
        if let Some(place) = file.get_mut(from..) {
            part.copy_to(place);
        }
        // A hundred reports are enough for a bar.
        if (to - told) * 100 >= expected {
            told = to;
            progress((to, expected));
        }
    }
    if file.len() == expected { Ok(file) } else { Err(wrong(file.len())) }
}

/// The data in a packed file.
async fn unpack(file: &[u8]) -> Result<&'static Data, String> {
    const DAMAGED: &str = "the tagger came damaged and can't be read; try again";
    let unpacked = async {
        // Not in web-sys yet.
        let make = Reflect::get(&js_sys::global(), &"DecompressionStream".into()).ok()?;
        let unpacking = Reflect::construct(make.dyn_ref::<Function>()?, &Array::of1(&"gzip".into())).ok()?;
        let stream = answer_of(file)?.body()?.pipe_through(unpacking.unchecked_ref::<ReadableWritablePair>());
        let answer = Response::new_with_opt_readable_stream(Some(&stream)).ok()?;
        let buffer = JsFuture::from(answer.array_buffer().ok()?).await.ok()?;
        Some(Uint8Array::new(&buffer).to_vec())
    };
    let bytes = unpacked.await.ok_or(DAMAGED)?;
    // There for as long as the worker is.
    let data = Data::read(bytes.leak()).map_err(|error| format!("{DAMAGED} ({error})"))?;
    Ok(Box::leak(Box::new(data)))
}

/// An answer that holds the file. Not by way of a blob: WebKit reads none of those in a page from disk.
fn answer_of(file: &[u8]) -> Option<Response> {
    Response::new_with_opt_js_u8_array(Some(&Uint8Array::from(file))).ok()
}

/// The browser's store of answers, where it lets us have one.
async fn store() -> Option<Cache> {
    let scope = js_sys::global().dyn_into::<WorkerGlobalScope>().ok()?;
    // Not there on a host without HTTPS.
    Reflect::get(&scope, &"caches".into()).ok().filter(JsValue::is_object)?;
    let caches: CacheStorage = scope.caches().ok()?;
    JsFuture::from(caches.open(KEPT)).await.ok()?.dyn_into().ok()
}

/// The file as it was kept.
async fn kept(store: &Cache, address: &str) -> Option<Vec<u8>> {
    let answer: Response = JsFuture::from(store.match_with_str(address)).await.ok()?.dyn_into().ok()?;
    let buffer = JsFuture::from(answer.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Keeps the file under its address, and removes those that were kept there before it under other names.
async fn keep(store: &Cache, address: &str, file: &[u8]) -> Option<()> {
    JsFuture::from(store.put_with_str(address, &answer_of(file)?)).await.ok()?;
    // Another app of this kind may live on the same host in another folder.
    let ours = |other: &str| other.rsplit_once(NAME).map(|(folder, _)| folder.to_owned());
    let folder = ours(address)?;
    let all: Array = JsFuture::from(store.keys()).await.ok()?.dyn_into().ok()?;
    for request in all.iter() {
        let other = Reflect::get(&request, &"url".into()).ok()?.as_string()?;
        if other != address && ours(&other).as_ref() == Some(&folder) {
            JsFuture::from(store.delete_with_str(&other)).await.ok()?;
        }
    }
    Some(())
}
