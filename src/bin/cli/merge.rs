//! `tagline merge`.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};

use lexopt::prelude::*;
use tagline::agreement::merge;
use tagline::annotation::Project;
use tagline::format::{self, Format};
use tagline::job::conflict::conflict_rows;
use tagline::job::read::{Content, Unread, read_file};

use super::convert::format_of;
use super::{Failure, Outcome, print, say};

const HELP: &str = "\
tagline merge: make one file of annotations of two or more

usage: tagline merge FILE FILE ... [OPTIONS] > FILE

Writes a native file (*.tagline.json). Documents are one if they have the same id and text, annotations if they have
the same span and label; in which order the files are named makes no difference. What they do not agree on is listed
on standard error, places in code points; annotations in conflict are written as suggestions: accept or reject them.

options:
  --base FILE     what the files were made from: what one of them changed wins over what the others left
  --from FORMAT   the format of the files; by their names or beginnings if it isn't given
  -h, --help      print this

exit code: 0 nothing in conflict and all read, 1 something in conflict or not read, 2 the command was used wrongly
";

/// Runs the command.
pub fn run(mut args: lexopt::Parser) -> Result<Outcome, Failure> {
    let (mut files, mut base, mut from) = (Vec::new(), None, None);
    while let Some(arg) = args.next()? {
        match arg {
            Short('h') | Long("help") => return print(HELP),
            Long("base") => base = Some(args.value()?),
            Long("from") => from = Some(format_of("--from", args.value()?)?),
            Value(file) => files.push(file),
            other => return Err(other.unexpected().into()),
        }
    }
    if files.len() < 2 {
        return Err(Failure::Usage(format!("expected two or more files to merge, found {}", files.len())));
    }
    let mut good = true;
    let mut read = |file: &OsString| -> Result<Project, Failure> {
        let (project, whole) = read(file, from)?;
        good &= whole;
        Ok(project)
    };
    let base = base.as_ref().map(&mut read).transpose()?;
    let versions = files.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let outcome = merge(versions.iter().cloned(), base).outcome();
    let names = files.iter().map(|file| file.to_string_lossy().into_owned());
    let versions: Vec<(String, Project)> = names.zip(versions).collect();
    for conflict in conflict_rows(&outcome.conflicts, &versions, &outcome.project) {
        conflict.lines.iter().for_each(|line| say(line));
    }
    match outcome.conflicts.len() {
        0 => (),
        count => say(&format!("in all {count} in conflict")),
    }
    let native = format::by_name("tagline").unwrap_or(&format::ALL[0]);
    let exported = native.write(&outcome.project, &[]);
    exported.losses.iter().for_each(|loss| say(&loss.to_string()));
    let mut output = io::stdout().lock();
    output.write_all(exported.content().as_bytes())?;
    output.flush()?;
    Ok(if good && outcome.conflicts.is_empty() { Outcome::Good } else { Outcome::SomeBad })
}

/// What a file holds, and whether all of it could be read.
fn read(file: &OsString, from: Option<&'static Format>) -> Result<(Project, bool), Failure> {
    let name = file.to_string_lossy();
    let failed = |message: String| Failure::Input(format!("{name}: {message}"));
    let bytes = fs::read(file).map_err(|error| failed(error.to_string()))?;
    let imported = read_file(&name, Content::Bytes(bytes), from).map_err(|unread| {
        let how = if unread == Unread::Unknown { "; say which with --from" } else { "" };
        failed(format!("{unread}{how}"))
    })?;
    imported.issues.iter().for_each(|issue| say(&format!("{name}: {issue}")));
    Ok((imported.project, imported.issues.is_empty()))
}
