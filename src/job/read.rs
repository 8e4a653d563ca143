//! Files of annotations as they come: bytes or text, of a format that is named or known by its name or beginning.

use std::fmt;

use super::pack::{is_packed, unpack};
use crate::format::{Format, FormatError, Imported, recognised, recognised_folder};

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text.
    Text(String),
    /// Bytes: UTF-8, or a zip archive of files that belong together.
    Bytes(Vec<u8>),
}

/// Why a file could not be read; each in words, without the file's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// Its bytes are no UTF-8.
    NotUtf8(String),
    /// It begins like a zip archive, and is none that can be read.
    Archive(String),
    /// It is of no format that is known by its name or beginning.
    Unknown,
    /// It is not of the format that it was taken for.
    Format(String),
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unread::NotUtf8(message) | Unread::Archive(message) | Unread::Format(message) => message,
            Unread::Unknown => {
                "expected a file of annotations, found one of no format that is known by its name or beginning"
            }
        })
    }
}

impl From<FormatError> for Unread {
    fn from(error: FormatError) -> Unread {
        Unread::Format(error.message)
    }
}

/// Reads a file called `name` as `format`, else as the first that it can be.
///
/// # Errors
///
/// If nothing of it could be read.
pub fn read_file(name: &str, content: Content, format: Option<&'static Format>) -> Result<Imported, Unread> {
    let text = match content {
        Content::Bytes(bytes) if is_packed(&bytes) => {
            let files = unpack(bytes).map_err(Unread::Archive)?;
            let known = || recognised_folder(files.iter().map(|file| file.name.as_str()));
            return Ok(format.or_else(known).ok_or(Unread::Unknown)?.read_files(&files)?);
        }
        Content::Bytes(bytes) => {
            String::from_utf8(bytes).map_err(|error| Unread::NotUtf8(not_utf8(error.as_bytes())))?
        }
        Content::Text(text) => text,
    };
    match format {
        Some(format) if text.trim_start_matches('\u{feff}').trim().is_empty() => {
            let name = format.name;
            let message =
                format!("line 1, column 1: expected a file of the format {name}, found an empty one");
            Err(Unread::Format(message))
        }
        Some(format) => Ok(format.read(&text)?),
        None => first_of(recognised(name, &text), &text),
    }
}

/// What the first of `formats` reads that can read it; else what the first of all says.
fn first_of(formats: Vec<&'static Format>, text: &str) -> Result<Imported, Unread> {
    let mut first_error = None;
    for format in formats {
        match format.read(text) {
            Ok(imported) => return Ok(imported),
            Err(error) => first_error = first_error.or(Some(error)),
        }
    }
    Err(first_error.map_or(Unread::Unknown, Unread::from))
}

/// Where bytes stop being UTF-8.
pub fn not_utf8(bytes: &[u8]) -> String {
    let good = std::str::from_utf8(bytes).err().map_or(0, |error| error.valid_up_to());
    let (good, bad) = bytes.split_at(good);
    let good = String::from_utf8_lossy(good);
    let line = good.matches('\n').count() + 1;
    let column = good.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let byte = bad.first().copied().unwrap_or_default();
    format!(
        "line {line}, column {column}: expected UTF-8, found the byte 0x{byte:02x}; is it a text file, saved as UTF-8?"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::by_name;
    use crate::job::pack::pack;

    #[track_caller]
    fn check(name: &str, content: impl Into<Vec<u8>>, format: &str, expected: Result<usize, &str>) {
        let read = read_file(name, Content::Bytes(content.into()), by_name(format));
        let found = read.map(|imported| imported.project.documents.len()).map_err(|error| error.to_string());
        assert_eq!(found, expected.map_err(str::to_owned));
    }

    #[test]
    fn a_file_is_read_by_its_name_its_beginning_or_what_is_said_of_it() {
        let marked = "=== 👩‍🚀\n[PERSON Zoë] é\r\n=== 漢\n[PLACE בירושלים]\n";
        let packed = |name: &str| {
            let native = by_name("brackets").unwrap().read(marked).unwrap().project;
            pack(&by_name(name).unwrap().write(&native, &[]).files)
        };
        check("a.brackets.txt", marked, "", Ok(2));
        check("", marked, "brackets", Ok(2));
        check("", packed("brat"), "", Ok(2));
        check("", packed("brat"), "brat", Ok(2));
        check("", "=== é\nThe court sat.\n", "brackets", Ok(1));
        let unknown =
            "expected a file of annotations, found one of no format that is known by its name or beginning";
        check("a.txt", "漢", "", Err(unknown));
        check(
            "",
            packed("brat")[..40].to_vec(),
            "",
            Err("expected the end of a zip archive, found none; is the file cut short?"),
        );
        check(
            "",
            "\u{feff} \r\n",
            "spacy",
            Err("line 1, column 1: expected a file of the format spacy, found an empty one"),
        );
        check(
            "",
            b"=== \xc3\xa9\r\n\xe6\xbc\xa2\xff",
            "brackets",
            Err("line 2, column 2: expected UTF-8, found the byte 0xff; is it a text file, saved as UTF-8?"),
        );
        check(
            "a.json",
            "{\"漢\": 1,, }",
            "",
            Err("line 1, column 9: expected a name in quotation marks, found \",\""),
        );
    }
}
