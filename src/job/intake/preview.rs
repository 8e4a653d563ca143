//! What a table or a file of objects looks like, for a person to say which column is what.

use std::io::{Cursor, SeekFrom};

use csv::{ByteRecord, ReaderBuilder};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::archive::Archive;
use super::choice::{Choice, guess, is_known};
use super::decode::decode_beginning;
use super::kind::{Kind, has_columns, kind_of, read_up_to};
use super::lines::shown;
use super::table::{columns, delimiter};
use super::{Content, Given};

/// The beginning of a table or a file of objects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// The names of the columns or fields.
    pub columns: Vec<String>,
    /// The first rows, their cells cut short.
    pub rows: Vec<Vec<String>>,
    /// A guess at which column is what.
    pub choice: Choice,
}

/// So many bytes are looked at.
const LOOK: usize = 1 << 18;
/// So many rows are shown.
const ROWS: usize = 5;
/// So many characters of a cell are shown.
const CELL: usize = 200;

/// The beginning of a file; `None` if it is neither a table nor a file of objects.
pub fn preview(name: &str, content: &mut dyn Content) -> Result<Option<Preview>, String> {
    let failed = |error| format!("expected a file that can be read: {error}");
    let kind = kind_of(name, content).map_err(failed)??;
    if !matches!(kind, Kind::Table | Kind::Lines) {
        return Ok(None);
    }
    let mut bytes = vec![0; LOOK];
    let count = read_up_to(content, &mut bytes).map_err(failed)?;
    content.seek(SeekFrom::Start(0)).map_err(failed)?;
    bytes.truncate(count);
    let whole = count < LOOK;
    let text = decode_beginning(&bytes);
    Ok(Some(if matches!(kind, Kind::Table) { of_table(&text, whole) } else { of_lines(&text) }))
}

/// The beginnings of all tables and files of objects that a file is or, being an archive, holds, each with its name as
/// [`Intake`](super::Intake) has it. What can't be read is left to the reading itself, which says so.
pub fn previews(mut given: Given) -> Vec<(String, Preview)> {
    if !matches!(kind_of(&given.name, &mut *given.content), Ok(Ok(Kind::Archive))) {
        let found = preview(&given.name, &mut *given.content).ok().flatten();
        return found.map(|found| (given.name, found)).into_iter().collect();
    }
    let mut found = Vec::new();
    if let Ok(mut archive) = Archive::open(given.content) {
        while let Some((inner, bytes)) = archive.next_of(has_columns) {
            let name = format!("{}/{inner}", given.name);
            let preview = bytes.and_then(|bytes| preview(&name, &mut Cursor::new(bytes)));
            found.extend(preview.ok().flatten().map(|preview| (name, preview)));
        }
    }
    found
}

fn of_table(text: &str, whole: bool) -> Preview {
    let delimiter = delimiter(text.as_bytes());
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut all: Vec<ByteRecord> = reader.byte_records().filter_map(Result::ok).take(ROWS + 2).collect();
    if !whole && all.len() > 1 && all.len() < ROWS + 2 {
        // The last one is cut short.
        all.pop();
    }
    let header = all.first().is_some_and(|first| is_header(first, all.get(1)));
    let names = all.first().map(|first| columns(first, header)).unwrap_or_default();
    let rows = all.iter().skip(usize::from(header)).take(ROWS);
    let rows =
        rows.map(|row| row.iter().map(|cell| short(&String::from_utf8_lossy(cell))).collect()).collect();
    with_guess(names, rows, header)
}

/// Whether a first row names the columns: it holds a name that columns have, or only short words where the next one doesn't.
fn is_header(first: &ByteRecord, second: Option<&ByteRecord>) -> bool {
    let cells = || first.iter().map(|cell| String::from_utf8_lossy(cell));
    let short = |cell: &str| {
        cell.chars().count() < 40
            && !cell.is_empty()
            && !cell.starts_with(|first: char| first.is_ascii_digit())
    };
    let long = |row: &ByteRecord| row.iter().any(|cell| cell.len() > 80);
    cells().any(|cell| is_known(&cell)) || cells().all(|cell| short(&cell)) && second.is_some_and(long)
}

fn of_lines(text: &str) -> Preview {
    let objects = text.lines().filter_map(|line| serde_json::from_str::<Map<String, Value>>(line).ok());
    let objects: Vec<_> = objects.take(ROWS).collect();
    let mut names: Vec<String> = Vec::new();
    for name in objects.iter().flat_map(Map::keys) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let cell = |object: &Map<String, Value>, name: &String| match object.get(name) {
        None | Some(Value::Null) => String::new(),
        Some(value) => short(&shown(value).unwrap_or_else(|| value.to_string())),
    };
    let rows = objects.iter().map(|object| names.iter().map(|name| cell(object, name)).collect()).collect();
    let mut preview = with_guess(names, rows, true);
    // The command line's own lines say by the field's name what it is.
    if preview.choice.text.as_deref() == Some("html") {
        preview.choice.html = true;
    }
    preview
}

fn with_guess(columns: Vec<String>, rows: Vec<Vec<String>>, header: bool) -> Preview {
    let choice = guess(&columns, &rows, header);
    Preview { columns, rows, choice }
}

fn short(cell: &str) -> String {
    let mut short: String = cell.chars().take(CELL).collect();
    if short.len() < cell.len() {
        short.push('…');
    }
    short
}
