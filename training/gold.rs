//! Gold: files of JSON lines, and the spans in a line.

use std::error::Error;
use std::io::Read;
use std::path::Path;

use serde_json::Value;
use tagline::tagging::training::Kind;
use tagline::text::{CharOffset, Offsets, Span};

/// The lines of a file of JSON lines, compressed or not.
pub fn lines(path: &Path) -> Result<Vec<Value>, Box<dyn Error>> {
    let mut text = String::new();
    let file = std::fs::File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text)?;
    } else {
        std::io::BufReader::new(file).read_to_string(&mut text)?;
    }
    Ok(text.lines().filter(|line| !line.is_empty()).map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// The spans of a line.
pub fn spans(line: &Value, text: &str) -> Vec<(Span, Kind)> {
    let offsets = Offsets::new(text);
    let place = |value: &Value| offsets.from_char(CharOffset(value.as_u64().unwrap_or_default() as usize));
    let mut found: Vec<(Span, Kind)> = Vec::new();
    for span in line["spans"].as_array().into_iter().flatten() {
        let (Some(start), Some(end)) = (place(&span["start"]), place(&span["end"])) else { continue };
        found.extend(Span::new(start, end).zip(Kind::from_name(span["label"].as_str().unwrap_or_default())));
    }
    found.sort_by_key(|(span, _)| *span);
    found
}
