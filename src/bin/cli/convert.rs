//! `tagline convert`.

use std::ffi::OsString;
use std::io::{self, Read, Write};

use lexopt::prelude::*;
use tagline::format::{self, Format};

use super::{Failure, Outcome, print, say};

const HELP: &str = "\
tagline convert: turn a file of annotations into another format

usage: tagline convert --from FORMAT --to FORMAT [--on source] < FILE > FILE

What could not be read, and what the other format does not carry, is reported on standard error. The exit code is 1
if something could not be read.

options:
  --from FORMAT   the format of standard input
  --to FORMAT     the format of standard output
  --on source     put the annotations on what was pasted, before cleaning: each document's text is its source then,
                  and offsets count there; what has no place of its own there is left out and reported
  --on text       put them on the clean text (the default)
  -h, --help      print this

formats:
";

/// Runs the command.
pub fn run(mut args: lexopt::Parser) -> Result<Outcome, Failure> {
    let (mut from, mut to) = (None, None);
    let mut pasted = false;
    while let Some(arg) = args.next()? {
        match arg {
            Short('h') | Long("help") => return print(&(HELP.to_owned() + &formats())),
            Long("from") => from = Some(format_of("--from", args.value()?)?),
            Long("to") => to = Some(format_of("--to", args.value()?)?),
            Long("on") => pasted = on_source(args.value()?)?,
            other => return Err(other.unexpected().into()),
        }
    }
    let (Some(from), Some(to)) = (from, to) else {
        return Err(Failure::Usage("expected --from FORMAT and --to FORMAT".to_owned()));
    };
    if from.reader.is_none() {
        return Err(Failure::Usage(format!(
            "--from: expected a format that can be read, found {}",
            from.name
        )));
    }
    if to.writer.is_none() {
        return Err(Failure::Usage(format!(
            "--to: expected a format that can be written, found {}",
            to.name
        )));
    }

    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    let file = String::from_utf8(bytes).map_err(|error| Failure::Input(not_utf8(error.as_bytes())))?;
    let imported = from.read(&file).map_err(|error| Failure::Input(error.to_string()))?;
    imported.issues.iter().for_each(|issue| say(&issue.to_string()));
    if imported.project.documents.is_empty() && file.trim_start_matches('\u{feff}').is_empty() {
        return Err(Failure::Input(format!(
            "line 1, column 1: expected a file of the format {}, found an empty one",
            from.name
        )));
    }
    let mut project = imported.project;
    if pasted {
        let (moved, losses) = format::on_source(&project);
        losses.iter().for_each(|loss| say(&loss.to_string()));
        project = moved;
    }
    let exported = to.write(&project, &[]);
    exported.losses.iter().for_each(|loss| say(&loss.to_string()));
    let mut output = io::stdout().lock();
    output.write_all(exported.content().as_bytes())?;
    output.flush()?;
    Ok(if imported.issues.is_empty() { Outcome::Good } else { Outcome::SomeBad })
}

fn format_of(option: &str, name: OsString) -> Result<&'static Format, Failure> {
    name.to_str().and_then(format::by_name).ok_or_else(|| {
        let names: Vec<_> = format::ALL.iter().map(|format| format.name).collect();
        let (names, found) = (names.join(", "), name.to_string_lossy());
        Failure::Usage(format!("{option}: expected one of {names}, found {found:?}"))
    })
}

/// Whether the annotations are to stand on the source.
fn on_source(value: OsString) -> Result<bool, Failure> {
    match value.to_str() {
        Some("source") => Ok(true),
        Some("text") => Ok(false),
        _ => {
            let found = value.to_string_lossy();
            Err(Failure::Usage(format!("--on: expected source or text, found {found:?}")))
        }
    }
}

/// The table of formats, as the help shows it.
fn formats() -> String {
    let row = |format: &Format| {
        let use_of = match (format.reader, format.writer) {
            (Some(_), None) => ", only read",
            (None, Some(_)) => ", only written",
            _ => "",
        };
        let memory = if format.streams { "" } else { ", the whole file in memory" };
        format!("  {:<15} {} (*{}){use_of}{memory}\n", format.name, format.title, format.extension)
    };
    format::ALL.iter().map(row).collect()
}

/// Where a file stops being UTF-8.
fn not_utf8(bytes: &[u8]) -> String {
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
