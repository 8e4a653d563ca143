//! Gold: a file of JSON lines, compressed or not, read line by line.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use serde::de::DeserializeOwned;
use tagline::job::line::{LineError, read_line};

use super::super::{Failure, Outcome, lines, say};

/// Calls `score` with each line of the gold in `path`; a bad line is reported and left out.
pub fn each<T: DeserializeOwned>(
    path: &str,
    mut score: impl FnMut(T) -> Result<(), String>,
) -> Result<Outcome, Failure> {
    let open = File::open(path).map_err(|error| Failure::Input(format!("{path}: {error}")))?;
    let mut file = BufReader::new(open);
    let compressed = file.fill_buf()?.starts_with(b"\x1f\x8b");
    let plain: Box<dyn Read> = if compressed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut reader = BufReader::new(plain);
    let mut outcome = Outcome::Good;
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        if reader.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        let line = bytes.trim_ascii();
        if line.is_empty() {
            continue;
        }
        let scored =
            lines::text_of(line).and_then(read_line).and_then(|gold| score(gold).map_err(LineError::new));
        if let Err(error) = scored {
            outcome = Outcome::SomeBad;
            say(&error.on_line(number));
        }
    }
    Ok(outcome)
}
