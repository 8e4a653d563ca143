//! `tagline convert`.

use std::ffi::OsString;
use std::io::{self, Read, Write};

use lexopt::prelude::*;
use tagline::annotation::{DocumentStatus, Label, Status};
use tagline::format::{self, Cause, Fix, Format, Selection};
use tagline::job::pack::{is_packed, pack, unpack};

use super::{Failure, Outcome, print, salt, say};

const HELP: &str = "\
tagline convert: turn a file of annotations into another format

usage: tagline convert --from FORMAT --to FORMAT [OPTIONS] < FILE > FILE

What could not be read, and what the other format leaves out or changes, is reported on standard error: each place,
then how often each thing happened. The exit code is 1 if something could not be read.

options:
  --from FORMAT   the format of standard input
  --to FORMAT     the format of standard output
  --on source     put the annotations on what was pasted, before cleaning: each document's text is its source then,
                  and offsets count there; what has no place of its own there is left out and reported
  --on text       put them on the clean text (the default)
  --fix FIX       have more of it fit, where the format can: suggestions (written as if they were accepted), tokens
                  (marks widened to whole words), overlaps (written for a reader that was told to take them);
                  several with commas between, or all
  --salt HEX      what the hashes of a bundle begin with: 32 hexadecimal digits (default: drawn by chance); give a later
                  bundle of the same articles the salt of the first, which stands in its first line
  --documents S   only documents of these statuses: new, in progress, done
  --status S      only marks of these statuses: suggested, accepted, rejected
  --label L       only marks of these labels
  --annotator A   only marks that these people made or decided last
                  of each of the four several with commas between
  -h, --help      print this

formats:
";

/// Runs the command.
pub fn run(mut args: lexopt::Parser) -> Result<Outcome, Failure> {
    let (mut from, mut to) = (None, None);
    let (mut pasted, mut salt) = (false, None);
    let mut fixes = Vec::new();
    let mut selection = Selection::default();
    while let Some(arg) = args.next()? {
        match arg {
            Short('h') | Long("help") => return print(&(HELP.to_owned() + &formats())),
            Long("from") => from = Some(format_of("--from", args.value()?)?),
            Long("to") => to = Some(format_of("--to", args.value()?)?),
            Long("on") => pasted = on_source(args.value()?)?,
            Long("salt") => salt = Some(salt::of(&args.value()?)?),
            Long("fix") => fixes = fixes_of(args.value()?)?,
            Long("documents") => {
                let names = "new, in progress or done";
                selection.documents = chosen("--documents", args.value()?, names, DocumentStatus::from_name)?;
            }
            Long("status") => {
                let names = "suggested, accepted or rejected";
                selection.statuses = chosen("--status", args.value()?, names, Status::from_name)?;
            }
            Long("label") => selection.labels = chosen("--label", args.value()?, "a label", Label::new)?,
            Long("annotator") => {
                let name = |name: &str| (!name.is_empty()).then(|| name.into());
                selection.annotators = chosen("--annotator", args.value()?, "a name", name)?;
            }
            other => return Err(other.unexpected().into()),
        }
    }
    let (Some(from), Some(to)) = (from, to) else {
        return Err(Failure::Usage("expected --from FORMAT and --to FORMAT".to_owned()));
    };
    if from.reader.is_none() {
        let hint = if from.is_salted() { ", which has no texts; see tagline anchor --help" } else { "" };
        return Err(Failure::Usage(format!(
            "--from: expected a format that can be read, found {}{hint}",
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
    if bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii().is_empty() {
        return Err(Failure::Input(format!(
            "line 1, column 1: expected a file of the format {}, found an empty one",
            from.name
        )));
    }
    let imported = if is_packed(&bytes) {
        let files = unpack(bytes).map_err(|message| Failure::Input(format!("the archive: {message}")))?;
        from.read_files(&files)
    } else {
        let file = String::from_utf8(bytes).map_err(|error| Failure::Input(not_utf8(error.as_bytes())))?;
        from.read(&file)
    };
    let imported = imported.map_err(|error| Failure::Input(error.to_string()))?;
    imported.issues.iter().for_each(|issue| say(&issue.to_string()));
    let mut project = imported.project;
    if !selection.is_all() {
        let counts = selection.counts(&project);
        say(&format!(
            "chosen: {} of {} marks, in {} of {} documents",
            counts.marks, counts.all_marks, counts.documents, counts.all_documents
        ));
        project = selection.of(&project);
    }
    if pasted {
        let (moved, losses) = format::on_source(&project);
        losses.iter().for_each(|loss| say(&loss.to_string()));
        project = moved;
    }
    if to.is_salted() && salt.is_none() {
        salt = Some(salt::drawn()?);
    }
    let exported = to.write_salted(&project, &fixes, salt.as_ref());
    exported.losses.iter().for_each(|loss| say(&loss.to_string()));
    for tally in format::tally(&exported.losses) {
        let count = tally.documents + tally.rows + usize::from(tally.project);
        let fix = tally.cause.and_then(Cause::fix).filter(|fix| to.rules.takes(*fix));
        let fix = fix.map_or(String::new(), |fix| format!("; --fix {} writes them", fix.name()));
        say(&format!("in all {count} × {}{fix}", tally.words));
    }
    let mut output = io::stdout().lock();
    if to.is_folder() {
        output.write_all(&pack(&exported.files))?;
    } else {
        output.write_all(exported.content().as_bytes())?;
    }
    output.flush()?;
    Ok(if imported.issues.is_empty() { Outcome::Good } else { Outcome::SomeBad })
}

/// The fixes of a list of their names.
fn fixes_of(value: OsString) -> Result<Vec<Fix>, Failure> {
    if value == "all" {
        return Ok(Fix::ALL.to_vec());
    }
    chosen("--fix", value, "suggestions, tokens, overlaps or all", Fix::from_name)
}

/// What a list with commas names.
fn chosen<T>(
    option: &str,
    value: OsString,
    expected: &str,
    of: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, Failure> {
    let value = value.to_string_lossy();
    let named = value.split(',').map(|name| {
        let name = name.trim();
        of(name).ok_or_else(|| Failure::Usage(format!("{option}: expected {expected}, found {name:?}")))
    });
    named.collect()
}

/// The format of that name.
pub fn format_of(option: &str, name: OsString) -> Result<&'static Format, Failure> {
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
        format!(
            "  {:<15} {} (*{}), counts {}{use_of}\n",
            format.name, format.title, format.extension, format.counts
        )
    };
    format::ALL.iter().map(row).collect()
}

/// Where a file stops being UTF-8.
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
