//! Packing and unpacking by gzip, as the browser does it: a piece at a time, so that no file is ever in memory whole.

use js_sys::{Array, Function, JsString, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, ReadableStream, ReadableStreamDefaultReader, Response};

/// How many bytes of a file are read at once.
const SLICE: f64 = (1 << 16) as f64;

const NO_STREAMS: &str = "this browser has no streams; a newer one does";

/// What is written to, and comes out packed at the other end.
pub struct Pipe {
    writer: JsValue,
    out: ReadableStream,
}

impl Pipe {
    /// One that packs; nothing where the browser has none.
    pub fn packing() -> Option<Pipe> {
        Pipe::of("CompressionStream", &Array::of1(&"gzip".into()))
    }

    /// One that gives what it gets.
    pub fn plain() -> Result<Pipe, String> {
        Pipe::of("TransformStream", &Array::new()).ok_or_else(|| NO_STREAMS.to_owned())
    }

    fn of(kind: &str, arguments: &Array) -> Option<Pipe> {
        let pair = make(kind, arguments)?;
        let writer = call(&get(&pair, "writable"), "getWriter", &Array::new()).ok()?;
        let out = get(&pair, "readable").dyn_into().ok()?;
        Some(Pipe { writer, out })
    }

    /// Its other end.
    pub fn out(&self) -> &ReadableStream {
        &self.out
    }

    /// Writes on, and waits until it takes more.
    pub async fn write(&self, text: &str) -> Result<(), String> {
        let bytes = Uint8Array::from(text.as_bytes());
        answer(call(&self.writer, "write", &Array::of1(&bytes))).await.map(drop)
    }

    /// There is no more.
    pub async fn close(&self) -> Result<(), String> {
        answer(call(&self.writer, "close", &Array::new())).await.map(drop)
    }

    /// Gives up: whoever reads at the other end is told so, and keeps nothing.
    pub fn give_up(&self) {
        let given_up = call(&self.writer, "abort", &Array::new());
        // It may be over already.
        spawn_local(async move { drop(answer(given_up).await) });
    }
}

/// Everything that comes out of a stream, as the browser holds it: on the disk, where it is much.
pub async fn whole(out: &ReadableStream) -> Result<Blob, String> {
    let response = Response::new_with_opt_readable_stream(Some(out)).map_err(|error| said(&error))?;
    let blob = answer(response.blob().map(JsValue::from)).await?;
    blob.dyn_into().map_err(|error| said(&error))
}

/// A file's bytes as they come, unpacked where it is packed.
pub struct Unpacking {
    reader: ReadableStreamDefaultReader,
}

impl Unpacking {
    /// Begins with a file.
    pub async fn of(file: &Blob) -> Result<Unpacking, String> {
        let kind = if is_packed(file).await { "DecompressionStream" } else { "TransformStream" };
        let arguments = if kind == "DecompressionStream" { Array::of1(&"gzip".into()) } else { Array::new() };
        let pair = make(kind, &arguments).ok_or(NO_STREAMS)?;
        let writer =
            call(&get(&pair, "writable"), "getWriter", &Array::new()).map_err(|error| said(&error))?;
        let out: ReadableStream = get(&pair, "readable").dyn_into().map_err(|error| said(&error))?;
        let file = file.clone();
        // It waits wherever nobody has read what came before.
        spawn_local(async move {
            if let Err(error) = pour(&file, &writer).await {
                drop(answer(call(&writer, "abort", &Array::of1(&error.into()))).await);
            }
        });
        Ok(Unpacking { reader: out.get_reader().unchecked_into() })
    }

    /// What comes next; nothing at the end. An error where the file is damaged or stops early: what came before stands.
    pub async fn next(&self) -> Result<Option<Vec<u8>>, String> {
        let part = answer(Ok(self.reader.read().into())).await?;
        if get(&part, "done").is_truthy() {
            return Ok(None);
        }
        let bytes: Uint8Array = get(&part, "value").dyn_into().map_err(|error| said(&error))?;
        Ok(Some(bytes.to_vec()))
    }

    /// No more is wanted.
    pub fn stop(&self) {
        let stopped = self.reader.cancel();
        spawn_local(async move { drop(JsFuture::from(stopped).await) });
    }
}

async fn pour(file: &Blob, writer: &JsValue) -> Result<(), String> {
    let (mut at, size) = (0.0, file.size());
    while at < size {
        let to = (at + SLICE).min(size);
        let slice = file.slice_with_f64_and_f64(at, to).map_err(|error| said(&error))?;
        let bytes = Uint8Array::new(&answer(Ok(slice.array_buffer().into())).await?);
        answer(call(writer, "write", &Array::of1(&bytes))).await?;
        // An error throws away what has not been read yet: all of it is, before there may be one.
        answer(Ok(get(writer, "ready"))).await?;
        at = to;
    }
    answer(call(writer, "close", &Array::new())).await.map(drop)
}

/// Whether a file begins as what gzip packed.
pub async fn is_packed(file: &Blob) -> bool {
    beginning(file, 2).await == [0x1F, 0x8B]
}

/// A file's first bytes; none where they cannot be read.
pub async fn beginning(file: &Blob, count: u32) -> Vec<u8> {
    let Ok(slice) = file.slice_with_f64_and_f64(0.0, f64::from(count)) else { return Vec::new() };
    let buffer = JsFuture::from(slice.array_buffer()).await;
    buffer.map(|buffer| Uint8Array::new(&buffer).to_vec()).unwrap_or_default()
}

fn make(kind: &str, arguments: &Array) -> Option<JsValue> {
    // Not in web-sys yet.
    let make: Function = get(&js_sys::global(), kind).dyn_into().ok()?;
    Reflect::construct(&make, arguments).ok()
}

/// A property; undefined where there is none.
pub(super) fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &JsString::from(name)).unwrap_or_default()
}

/// Calls a function of an object.
pub(super) fn call(of: &JsValue, name: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let function: Function = get(of, name).dyn_into()?;
    function.apply(of, arguments)
}

/// What a promise comes to.
pub(super) async fn answer(called: Result<JsValue, JsValue>) -> Result<JsValue, String> {
    let promise = Promise::resolve(&called.map_err(|error| said(&error))?);
    JsFuture::from(promise).await.map_err(|error| said(&error))
}

/// What an error of the browser says.
pub(super) fn said(error: &JsValue) -> String {
    let message = get(error, "message").as_string().filter(|message| !message.is_empty());
    message.or_else(|| error.as_string()).unwrap_or_else(|| "the browser does not say why".to_owned())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    /// What comes of a file, and how it ended.
    async fn unpacked(file: &Blob) -> (Vec<u8>, Result<(), String>) {
        let unpacking = Unpacking::of(file).await.unwrap();
        let mut all = Vec::new();
        loop {
            match unpacking.next().await {
                Ok(Some(bytes)) => all.extend(bytes),
                Ok(None) => return (all, Ok(())),
                Err(error) => return (all, Err(error)),
            }
        }
    }

    fn text() -> String {
        (0..200_000).map(|at: u32| format!("{} é 漢 👩‍🚀\r\n", at.wrapping_mul(2_654_435_761))).collect()
    }

    async fn packed(pipe: Pipe, text: &str) -> Blob {
        let out = pipe.out().clone();
        spawn_local({
            let text = text.to_owned();
            async move {
                for part in text.as_bytes().chunks(100_003) {
                    // A part may end within a character; the pipe takes texts.
                    let part = String::from_utf8_lossy(part).into_owned();
                    pipe.write(&part).await.unwrap();
                }
                pipe.close().await.unwrap();
            }
        });
        whole(&out).await.unwrap()
    }

    #[wasm_bindgen_test]
    async fn what_is_packed_is_unpacked_again() {
        let text: String = text().chars().filter(char::is_ascii).collect();
        let file = packed(Pipe::packing().unwrap(), &text).await;
        assert!(is_packed(&file).await && file.size() < text.len() as f64 / 2.0, "{}", file.size());
        assert_eq!(unpacked(&file).await, (text.clone().into_bytes(), Ok(())));
        let file = packed(Pipe::plain().unwrap(), &text).await;
        assert!(!is_packed(&file).await);
        assert_eq!(unpacked(&file).await, (text.into_bytes(), Ok(())));
    }

    #[wasm_bindgen_test]
    async fn what_stands_before_a_cut_comes_and_then_an_error() {
        let text: String = text().chars().filter(char::is_ascii).collect();
        let file = packed(Pipe::packing().unwrap(), &text).await;
        let cut = file.slice_with_f64_and_f64(0.0, (file.size() / 2.0).floor()).unwrap();
        let (found, ended) = unpacked(&cut).await;
        assert!(ended.is_err() && found.len() > text.len() / 4, "{} {ended:?}", found.len());
        assert!(text.as_bytes().starts_with(&found));
    }

    #[wasm_bindgen_test]
    async fn a_pipe_that_was_given_up_gives_no_file() {
        let pipe = Pipe::packing().unwrap();
        let out = pipe.out().clone();
        spawn_local(async move {
            pipe.write("a").await.unwrap();
            pipe.give_up();
        });
        assert!(whole(&out).await.is_err());
    }
}
