//! Gold: a file of JSON lines, compressed or not, read line by line.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use serde::de::DeserializeOwned;
use tagline::job::line::{LineError, read_line};

use super::super::{Failure, Outcome, lines, say};

/// Calls `score` with each line of the gold in `path`, a JSON object with `fields`; a bad line is reported and left out.
pub fn each<T: DeserializeOwned>(
    path: &str,
    fields: &str,
    mut score: impl FnMut(T) -> Result<(), String>,
) -> Result<Outcome, Failure> {
    let failed = |error: std::io::Error| Failure::Input(format!("{path}: {error}"));
    let mut file = BufReader::new(File::open(path).map_err(failed)?);
    let compressed = file.fill_buf().map_err(failed)?.starts_with(b"\x1f\x8b");
    let plain: Box<dyn Read> = if compressed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut reader = BufReader::new(plain);
    let (mut good, mut bad) = (0, 0);
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        if reader.read_until(b'\n', &mut bytes).map_err(failed)? == 0 {
            break;
        }
        let line = bytes.trim_ascii();
        if line.is_empty() {
            continue;
        }
        let scored =
            lines::text_of(line).and_then(read_line).and_then(|gold| score(gold).map_err(LineError::new));
        match scored {
            Ok(()) => good += 1,
            Err(error) => {
                bad += 1;
                say(&error.on_line(number));
            }
        }
    }
    // Figures of nothing would look like figures of something bad.
    match (good, bad) {
        (0, 0) => Err(Failure::Input(format!(
            "{path}: line 1: expected a JSON object with {fields}, found an empty file"
        ))),
        (0, _) => Err(Failure::Input(format!("{path}: expected a line that can be scored, found none"))),
        (_, 0) => Ok(Outcome::Good),
        _ => Ok(Outcome::SomeBad),
    }
}
