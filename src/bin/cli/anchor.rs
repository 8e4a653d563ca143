//! `tagline anchor`.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read, Write};

use lexopt::prelude::*;
use tagline::annotation::{Document, Project};
use tagline::format::{
    self, Bundle, Bundled, Format, Found, How, anchored_project, read_bundle, recognised, recognised_folder,
};
use tagline::job::pack::{is_packed, unpack};
use tagline::job::read::not_utf8;

use super::convert::{format_of, write_files};
use super::{Failure, Outcome, print, say};

const HELP: &str = "\
tagline anchor: put the annotations of a bundle on the texts that it was made of

usage: tagline anchor BUNDLE [OPTIONS] TEXTS ... > FILE
       tagline anchor BUNDLE [OPTIONS] < TEXTS > FILE

BUNDLE holds annotations without texts (tagline convert --to bundle). TEXTS hold these texts: any format that tagline
convert reads, whose own annotations don't count, or a text file, which is one article. Which text is which document
follows from hashes of the whole text, of its words, or of what is marked and the words around it: a text may have
other quotation marks, spaces or line ends, paragraphs more or fewer, or a word mended here and there.

Writes the documents whose texts were found, with their marks. A mark whose place is not certain is not placed: each
one is told on standard error, and so is each document whose text was not found.

options:
  --from FORMAT   the format of the texts; by their names or beginnings if it isn't given
  --to FORMAT     the format that is written (default: tagline)
  -h, --help      print this

exit code: 0 every mark has its place, 1 something has none or could not be read, 2 the command was used wrongly
";

/// Runs the command.
pub fn run(mut args: lexopt::Parser) -> Result<Outcome, Failure> {
    let (mut files, mut from, mut to) = (Vec::new(), None, format::by_name("tagline"));
    while let Some(arg) = args.next()? {
        match arg {
            Short('h') | Long("help") => return print(HELP),
            Long("from") => from = Some(format_of("--from", args.value()?)?),
            Long("to") => to = Some(format_of("--to", args.value()?)?),
            Value(file) => files.push(file),
            other => return Err(other.unexpected().into()),
        }
    }
    let Some((bundle, texts)) = files.split_first() else {
        return Err(Failure::Usage("expected a bundle, found none".to_owned()));
    };
    let to = to.filter(|to| to.writer.is_some() && !to.is_salted()).ok_or_else(|| {
        let found = to.map_or("none", |to| to.name);
        Failure::Usage(format!("--to: expected a format that is written with its texts, found {found}"))
    })?;
    let mut good = true;
    let bundle = bundle_of(bundle, &mut good)?;
    let mut project = Project::default();
    for file in texts {
        let name = file.to_string_lossy().into_owned();
        let bytes = fs::read(file).map_err(|error| Failure::Input(format!("{name}: {error}")))?;
        add(&mut project, &name, bytes, from, &mut good)?;
    }
    if texts.is_empty() {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        add(&mut project, "standard input", bytes, from, &mut good)?;
    }
    let (project, found) = anchored_project(&bundle, &project);
    good &= tell(&bundle, &found);
    let exported = to.write(&project, &[]);
    exported.losses.iter().for_each(|loss| say(&loss.to_string()));
    let mut output = io::stdout().lock();
    write_files(to, &exported.files, &mut output)?;
    output.flush()?;
    Ok(if good { Outcome::Good } else { Outcome::SomeBad })
}

fn bundle_of(file: &OsString, good: &mut bool) -> Result<Bundle, Failure> {
    let name = file.to_string_lossy();
    let failed = |message: String| Failure::Input(format!("{name}: {message}"));
    let bytes = fs::read(file).map_err(|error| failed(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|error| failed(not_utf8(error.as_bytes())))?;
    let (bundle, issues) = read_bundle(&text).map_err(|error| failed(error.to_string()))?;
    issues.iter().for_each(|issue| say(&format!("{name}: {issue}")));
    *good &= issues.is_empty();
    Ok(bundle)
}

/// Adds the documents of a file to `project`: of a format, else the file itself is a text.
fn add(
    project: &mut Project,
    name: &str,
    bytes: Vec<u8>,
    from: Option<&'static Format>,
    good: &mut bool,
) -> Result<(), Failure> {
    let failed = |message: String| Failure::Input(format!("{name}: {message}"));
    let imported = if is_packed(&bytes) {
        let files = unpack(bytes).map_err(failed)?;
        let format = from.or_else(|| recognised_folder(files.iter().map(|file| &*file.name)));
        let unknown =
            || failed("expected an archive of annotations, found another; unpack it first".to_owned());
        format.ok_or_else(unknown)?.read_files(&files)
    } else {
        let text = String::from_utf8(bytes).map_err(|error| failed(not_utf8(error.as_bytes())))?;
        let formats = from.map_or_else(|| recognised(name, &text), |format| vec![format]);
        let Some(first) = formats.first() else {
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            project.documents.push(Document::of_text(name, text).into());
            return Ok(());
        };
        let read = formats.iter().find_map(|format| format.read(&text).ok());
        read.map_or_else(|| first.read(&text), Ok)
    };
    let imported = imported.map_err(|error| failed(error.to_string()))?;
    imported.issues.iter().for_each(|issue| say(&format!("{name}: {issue}")));
    *good &= imported.issues.is_empty();
    project.documents.extend(imported.project.documents);
    Ok(())
}

/// Says what has no place; whether all has one.
fn tell(bundle: &Bundle, found: &[Option<Found>]) -> bool {
    let (mut placed, mut documents) = (0, 0);
    for ((document, found), number) in bundle.documents.iter().zip(found).zip(1..) {
        let Some(found) = found else {
            say(&format!("document {number}: no text is its own; it had {}", document.description()));
            continue;
        };
        documents += 1;
        placed += found.annotations.len();
        for (mark, why) in &found.failed {
            let what = document.marks.get(*mark).map(|mark| mark.description()).unwrap_or_default();
            say(&format!("document {number}, mark {}: {what}: not placed: {why}", mark + 1));
        }
        if let Some(lost) = reading_lost(document, found) {
            say(&format!("document {number}: {lost}"));
        }
    }
    let marks: usize = bundle.documents.iter().map(|document| document.marks.len()).sum();
    let all = bundle.documents.len();
    if placed < marks || documents < all {
        say(&format!("in all {placed} of {marks} marks placed, in {documents} of {all} documents"));
    }
    placed == marks && documents == all
}

/// What is not known of a text that is not the same.
fn reading_lost(document: &Bundled, found: &Found) -> Option<&'static str> {
    (found.how != How::SameText && !document.reviewed.is_empty())
        .then_some("the text is not the same, character for character: which of it was read is not known")
}
