//! What a file is: by its name, its first bytes, and where these tell nothing, a text.

use std::io::{self, SeekFrom};

use super::Content;
use super::decode::{begins_as_utf16, decode_beginning};
use crate::format::{Format, recognised};

/// What a file is read as.
pub enum Kind {
    /// An archive of files.
    Archive,
    /// An object a line.
    Lines,
    /// Rows and columns.
    Table,
    /// A file of one of these formats, the likeliest first.
    Annotations(Vec<&'static Format>),
    /// A page.
    Html,
    /// An article.
    Text,
}

/// Endings of files that are archives inside, and of no use here.
const PACKED: &[(&str, &str)] = &[
    (".docx", "a Word file"),
    (".xlsx", "an Excel file"),
    (".pptx", "a PowerPoint file"),
    (".odt", "an OpenDocument text"),
    (".ods", "an OpenDocument table"),
    (".epub", "an e-book"),
    (".jar", "a Java program"),
];

/// Endings of files with an object a line, and of tables.
const LINES: &[&str] = &[".jsonl", ".ndjson"];
const TABLES: &[&str] = &[".csv", ".tsv", ".tab"];

/// Whether a file of that name has columns or fields to choose among.
pub fn has_columns(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    LINES.iter().chain(TABLES).any(|ending| name.ends_with(ending))
}

/// What the file is; a message if it is nothing that can be read here.
pub fn kind_of(name: &str, content: &mut dyn Content) -> io::Result<Result<Kind, String>> {
    let mut opening = vec![0; 1024];
    let count = read_up_to(content, &mut opening)?;
    opening.truncate(count);
    content.seek(SeekFrom::Start(0))?;
    Ok(kind(name, &opening))
}

fn kind(name: &str, opening: &[u8]) -> Result<Kind, String> {
    let name = name.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    if opening.is_empty() {
        return Err("expected text, found an empty file".to_owned());
    }
    if opening.starts_with(b"PK\x03\x04") || opening.starts_with(b"PK\x05\x06") {
        let packed = PACKED.iter().find(|(ending, _)| name.ends_with(ending));
        return packed.map_or(Ok(Kind::Archive), |(_, what)| {
            Err(format!("expected text, found {what}; save it as text or HTML"))
        });
    }
    if let Some(what) = known_binary(opening) {
        return Err(format!("expected text, found {what}"));
    }
    if !begins_as_utf16(opening) && opening.contains(&0) {
        return Err("expected text, found a zero byte; is this a binary file?".to_owned());
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let beginning = decode_beginning(opening);
    let beginning = beginning.trim_start();
    let formats = recognised(&name, beginning);
    if !formats.is_empty() {
        return Ok(Kind::Annotations(formats));
    }
    if ends(LINES) {
        return Ok(Kind::Lines);
    }
    if ends(TABLES) {
        return Ok(Kind::Table);
    }
    let lower = beginning.to_ascii_lowercase();
    let html = ends(&[".html", ".htm", ".xhtml"])
        || lower.starts_with("<!doctype html")
        || lower.starts_with("<html");
    Ok(if html { Kind::Html } else { Kind::Text })
}

/// What a file is that begins like this, if it is one of the usual ones that are not text.
pub fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 10] = [
        (b"%PDF", "a PDF"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\xD0\xCF\x11\xE0", "an old Office file"),
        (b"\x1F\x8B", "a gzip archive; unpack it first"),
        (b"7z\xBC\xAF", "a 7z archive; unpack it first"),
        (b"Rar!", "a RAR archive; unpack it first"),
        (b"\x7FELF", "a program"),
        (b"\x00\x05\x16\x07", "what macOS keeps beside a file"),
    ];
    kinds.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}

/// Reads as much as there is, up to the end of `into`.
pub fn read_up_to(content: &mut dyn Content, into: &mut [u8]) -> io::Result<usize> {
    let mut count = 0;
    while let Some(rest) = into.get_mut(count..).filter(|rest| !rest.is_empty()) {
        match content.read(rest)? {
            0 => break,
            more => count += more,
        }
    }
    Ok(count)
}
