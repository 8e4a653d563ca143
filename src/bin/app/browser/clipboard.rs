//! The clipboard, in and out.

use gloo::utils::window;
use tagline::article::{Source, has_words};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClipboardItem, DataTransfer};

/// What was pasted or dropped, or why nothing can be made of it.
pub struct Pasted {
    /// The source: HTML where there is some, else plain text.
    pub source: Source,
    /// Where the text had half a character (a lone surrogate) or a zero, in UTF-16 code units; each reads as
    /// U+FFFD now.
    pub broken: Vec<u32>,
}

/// The text of a paste or a drop: HTML where there are words in it.
pub fn of_transfer(data: &DataTransfer) -> Option<Pasted> {
    let get = |kind: &str| -> Option<JsValue> {
        // Called by name, so that the string arrives as the browser has it, lone surrogates and all.
        let get = js_sys::Reflect::get(data, &"getData".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
        get.call1(data, &kind.into()).ok()
    };
    read(get("text/html"), true).or_else(|| read(get("text/plain"), false))
}

/// The clipboard's text, which the browser may ask the user about. An error says what to do instead.
pub async fn paste() -> Result<Option<Pasted>, String> {
    const INSTEAD: &str =
        "the browser does not let a page read the clipboard by itself; press Ctrl+V instead";
    let navigator = window().navigator();
    if !js_sys::Reflect::has(&navigator, &"clipboard".into()).unwrap_or(false) {
        return Err(INSTEAD.to_owned());
    }
    let clipboard = navigator.clipboard();
    if js_sys::Reflect::has(&clipboard, &"read".into()).unwrap_or(false)
        && let Ok(items) = JsFuture::from(clipboard.read()).await
    {
        for kind in ["text/html", "text/plain"] {
            for item in js_sys::Array::from(&items).iter() {
                let Ok(item) = item.dyn_into::<ClipboardItem>() else { continue };
                let Ok(blob) = JsFuture::from(item.get_type(kind)).await else { continue };
                let Ok(blob) = blob.dyn_into::<web_sys::Blob>() else { continue };
                let text = JsFuture::from(blob.text()).await.ok();
                if let Some(pasted) = read(text, kind == "text/html") {
                    return Ok(Some(pasted));
                }
            }
        }
        return Ok(None);
    }
    if js_sys::Reflect::has(&clipboard, &"readText".into()).unwrap_or(false)
        && let Ok(text) = JsFuture::from(clipboard.read_text()).await
    {
        return Ok(read(Some(text), false));
    }
    Err(INSTEAD.to_owned())
}

fn read(text: Option<JsValue>, html: bool) -> Option<Pasted> {
    let text: js_sys::JsString = text?.dyn_into().ok()?;
    let whole = text.is_valid_utf16();
    let content = String::from(&text);
    let zeros = content.contains('\0');
    let broken = if whole && !zeros { Vec::new() } else { broken(&text) };
    let content = if zeros { content.replace('\0', "\u{FFFD}") } else { content };
    let source = if html { Source::html(content) } else { Source::text(content) };
    has_words(&source).then_some(Pasted { source, broken })
}

/// Where half a character or a zero stands, in UTF-16 code units.
fn broken(text: &js_sys::JsString) -> Vec<u32> {
    let mut at = 0;
    let units = text.iter();
    char::decode_utf16(units)
        .filter_map(|decoded| {
            let here = at;
            at += decoded.as_ref().map_or(1, |character| character.len_utf16() as u32);
            matches!(decoded, Err(_) | Ok('\0')).then_some(here)
        })
        .collect()
}

/// Puts text on the clipboard. An error says what to do instead.
pub async fn copy(text: &str) -> Result<(), String> {
    const INSTEAD: &str = "the browser refused the clipboard; download the file instead";
    let navigator = window().navigator();
    if !js_sys::Reflect::has(&navigator, &"clipboard".into()).unwrap_or(false) {
        return Err(INSTEAD.to_owned());
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.map(|_| ()).map_err(|_| INSTEAD.to_owned())
}

#[cfg(test)]
mod tests {
    use js_sys::JsString;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn of_units(units: &[u16]) -> JsString {
        units
            .iter()
            .fold(JsString::from(""), |text, unit| text.concat(&JsString::from_char_code1((*unit).into())))
    }

    #[wasm_bindgen_test]
    fn half_characters_are_found_where_they_stand() {
        for (units, expected) in [
            (&[][..], &[][..]),
            (&[0x61, 0xE9, 0x6F22], &[]),
            (&[0xD83D, 0xDC69], &[]),
            (&[0xD83D], &[0]),
            (&[0xDC69], &[0]),
            (&[0x61, 0xD83D, 0x62], &[1]),
            // A whole character counts two.
            (&[0xD83D, 0xDC69, 0x61, 0xDC69], &[3]),
            (&[0xD83D, 0xD83D, 0xDC69, 0xD83D], &[0, 3]),
            (&[0xDC69, 0xD83D], &[0, 1]),
            (&[0xE9, 0, 0xD83D, 0xDC69, 0], &[1, 4]),
        ] {
            let text = of_units(units);
            assert_eq!(broken(&text), expected, "{units:x?}");
            if let Some(pasted) = read(Some(text.into()), false) {
                assert_eq!(pasted.broken, expected, "{units:x?}");
                assert_eq!(pasted.source.content.matches('\u{FFFD}').count(), expected.len());
            }
        }
    }

    #[wasm_bindgen_test]
    fn html_is_taken_where_there_is_some() {
        for (html, text, expected) in [
            ("<p>é</p>", "é", Some(Source::html("<p>é</p>"))),
            ("", "漢 👩‍🚀", Some(Source::text("漢 👩‍🚀"))),
            (" \n ", "a\r\nb", Some(Source::text("a\r\nb"))),
            ("", " \t\n", None),
            // HTML without words, as some programs put beside good text.
            ("<!--StartFragment--><!--EndFragment-->", "é", Some(Source::text("é"))),
            ("<meta charset=utf-8><img src=\"x.png\">", "漢", Some(Source::text("漢"))),
            ("<p>\u{200B}&nbsp;</p><style>p { color: red }</style>", "a", Some(Source::text("a"))),
            ("<p>\u{200B}</p>", "\u{200B}\u{FEFF}", None),
            ("", "", None),
        ] {
            let data = DataTransfer::new().unwrap();
            data.set_data("text/html", html).unwrap();
            data.set_data("text/plain", text).unwrap();
            assert_eq!(of_transfer(&data).map(|pasted| pasted.source), expected);
        }
        assert!(read(None, false).is_none());
        assert!(read(Some(JsValue::from(1)), true).is_none());
    }
}
