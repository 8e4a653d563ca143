//! Files as a caller gives them: text or bytes, a name, a format.

use std::fmt;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};
use tagline::job::api::{Failure, GivenFile};
use tagline::job::read::Content;
use wasm_bindgen::prelude::JsValue;

use super::said;

/// A file of annotations.
#[derive(Deserialize)]
pub struct Given {
    name: Option<String>,
    format: Option<String>,
    content: Held,
}

impl Given {
    /// A list of files.
    pub fn all(files: JsValue) -> Result<Vec<GivenFile>, Failure> {
        let files: Vec<Given> = read("files", files)?;
        Ok(files.into_iter().map(Given::file).collect())
    }

    /// A file, or nothing.
    pub fn maybe(file: JsValue) -> Result<Option<GivenFile>, Failure> {
        let file: Option<Given> = read("base", file)?;
        Ok(file.map(Given::file))
    }

    fn file(self) -> GivenFile {
        GivenFile { name: self.name, format: self.format, content: self.content.0 }
    }
}

/// What a file holds.
pub fn content(value: JsValue) -> Result<Content, Failure> {
    read::<Held>("the content", value).map(|held| held.0)
}

fn read<T: de::DeserializeOwned>(what: &str, value: JsValue) -> Result<T, Failure> {
    serde_wasm_bindgen::from_value(value).map_err(|error| Failure::usage(format!("{what}: {}", said(&error))))
}

struct Held(Content);

impl<'de> Deserialize<'de> for Held {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Held, D::Error> {
        struct Either;
        impl Visitor<'_> for Either {
            type Value = Held;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or bytes")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Held, E> {
                self.visit_string(text.to_owned())
            }
            fn visit_string<E: de::Error>(self, text: String) -> Result<Held, E> {
                Ok(Held(Content::Text(text)))
            }
            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Held, E> {
                self.visit_byte_buf(bytes.to_owned())
            }
            fn visit_byte_buf<E: de::Error>(self, bytes: Vec<u8>) -> Result<Held, E> {
                Ok(Held(Content::Bytes(bytes)))
            }
        }
        deserializer.deserialize_any(Either)
    }
}
