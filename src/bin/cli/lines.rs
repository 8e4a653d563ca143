//! The filter: a JSON line in, a JSON line out, one document in memory.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};

use lexopt::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tagline::job::line::{ErrorLine, Id, LineError, read_line};

use super::{Failure, Outcome, print, say};

/// Where bad lines are reported.
#[derive(Clone, Copy, Default, PartialEq)]
pub enum Errors {
    /// On standard error; nothing is written for them.
    #[default]
    Stderr,
    /// In the output, in the place of the line's answer.
    Inline,
}

/// Runs a command that is a filter: its options, then `work` on each line of standard input.
pub fn run<I: DeserializeOwned, O: Serialize>(
    args: lexopt::Parser,
    help: &str,
    work_on: fn(I) -> Result<O, LineError>,
) -> Result<Outcome, Failure> {
    match options(args, help, |_| false)? {
        (Some(errors), _) => work(errors, work_on),
        (None, _) => Ok(Outcome::Good),
    }
}

/// The options of a filter, and the values of those that `own` takes; `None` where only help was asked for.
pub fn options(
    mut args: lexopt::Parser,
    help: &str,
    own: impl Fn(&lexopt::Arg<'_>) -> bool,
) -> Result<(Option<Errors>, Vec<OsString>), Failure> {
    let mut errors = Errors::default();
    let mut values = Vec::new();
    while let Some(arg) = args.next()? {
        if own(&arg) {
            values.push(args.value()?);
            continue;
        }
        match arg {
            Short('h') | Long("help") => {
                print(help)?;
                return Ok((None, values));
            }
            Long("errors") => {
                let value = args.value()?;
                errors = match value.to_str() {
                    Some("inline") => Errors::Inline,
                    Some("stderr") => Errors::Stderr,
                    _ => {
                        let found = value.to_string_lossy();
                        return Err(Failure::Usage(format!(
                            "--errors: expected inline or stderr, found {found:?}"
                        )));
                    }
                };
            }
            Value(file) => {
                return Err(Failure::Usage(format!(
                    "expected the input on standard input, found the argument {0:?}; write < {0:?}",
                    file.to_string_lossy()
                )));
            }
            other => return Err(other.unexpected().into()),
        }
    }
    Ok((Some(errors), values))
}

/// Does `work_on` for each line of standard input.
pub fn work<I: DeserializeOwned, O: Serialize>(
    errors: Errors,
    work_on: impl Fn(I) -> Result<O, LineError>,
) -> Result<Outcome, Failure> {
    let input = BufReader::with_capacity(1 << 16, io::stdin().lock());
    filter(input, BufWriter::with_capacity(1 << 16, io::stdout().lock()), errors, work_on)
}

fn filter<I: DeserializeOwned, O: Serialize>(
    mut input: BufReader<impl Read>,
    mut output: impl Write,
    errors: Errors,
    work: impl Fn(I) -> Result<O, LineError>,
) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Good;
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        let line = if number == 1 { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes) } else { &bytes };
        let line = line.trim_ascii_end();
        // An empty line holds no document; only whoever counts lines has to hear of it.
        if line.is_empty() && errors == Errors::Stderr {
            continue;
        }
        match text_of(line).and_then(|text| work(read_line(text)?)) {
            Ok(answer) => write_line(&mut output, &answer)?,
            Err(error) if errors == Errors::Inline => {
                write_line(
                    &mut output,
                    &ErrorLine { id: id_of(line), error: error.to_string(), line: number },
                )?;
            }
            Err(error) => {
                outcome = Outcome::SomeBad;
                say(&error.on_line(number));
            }
        }
        // Whoever sends a line and waits for its answer must not wait in vain.
        if input.buffer().is_empty() {
            output.flush()?;
        }
    }
    output.flush()?;
    Ok(outcome)
}

fn write_line(output: &mut impl Write, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *output, line)?;
    output.write_all(b"\n")
}

/// A line as text.
pub fn text_of(line: &[u8]) -> Result<&str, LineError> {
    match std::str::from_utf8(line) {
        Ok(text) => Ok(text),
        Err(error) => {
            let (good, bad) = line.split_at(error.valid_up_to());
            let column = String::from_utf8_lossy(good).chars().count() + 1;
            let byte = bad.first().copied().unwrap_or_default();
            let message = format!("expected UTF-8, found the byte 0x{byte:02x}; save the file as UTF-8");
            Err(LineError { column: Some(column), message })
        }
    }
}

/// What a bad line's document is called, if that much can be read.
fn id_of(line: &[u8]) -> Option<Id> {
    #[derive(Deserialize)]
    struct Named {
        id: Option<Id>,
    }
    serde_json::from_str::<Named>(&String::from_utf8_lossy(line)).ok()?.id
}
