//! `tagline convert`.

mod piecewise;

use std::ffi::OsString;
use std::io::{self, BufReader, Read, Write};

use lexopt::prelude::*;
use tagline::annotation::{DocumentStatus, Label, Status};
use tagline::format::{
    self, Cause, Counts, File, Fix, Format, Loss, SPLIT_PARTS, Salt, Selection, Split, Tallies,
};
use tagline::job::pack::{is_packed, pack, unpack};
use tagline::job::read::not_utf8;

use super::{Failure, Outcome, print, salt, say};

const HELP: &str = "\
tagline convert: turn a file of annotations into another format

usage: tagline convert --from FORMAT --to FORMAT [OPTIONS] < FILE > FILE

What could not be read, and what the other format leaves out or changes, is reported on standard error: each place,
then how often each thing happened. The exit code is 1 if something could not be read.

Between two formats that are read and written document by document (see below), a file of any size takes little
memory, and what was read is written at once. Any other file is held whole, 2 GB at most; that takes several times its
size in memory.

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
  --split SHARES  split the documents into train, dev and test by these shares, such as 80,10,10, and write a zip
                  archive of the three. A document's part follows from the seed and its words alone: others don't move
                  it, and texts that differ in white space only are in one part
  --seed N        another way to split (0)
  --part PART     write only this part of the split: train, dev or test
  -h, --help      print this

formats:
";

/// What is asked for.
struct Options {
    from: &'static Format,
    to: &'static Format,
    /// Whether annotations are put on what was pasted.
    pasted: bool,
    fixes: Vec<Fix>,
    selection: Selection,
    parts: Parts,
    /// What the hashes of a bundle begin with.
    salt: Option<Salt>,
}

/// How the documents are split.
#[derive(Clone, Copy)]
struct Parts {
    shares: Option<[u32; 3]>,
    seed: u64,
    /// The one part that is written.
    only: Option<usize>,
}

/// Runs the command.
pub fn run(mut args: lexopt::Parser) -> Result<Outcome, Failure> {
    let (mut from, mut to) = (None, None);
    let (mut pasted, mut salt) = (false, None);
    let mut fixes = Vec::new();
    let mut selection = Selection::default();
    let mut parts = Parts { shares: None, seed: 0, only: None };
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
            Long("split") => parts.shares = Some(shares(args.value()?)?),
            Long("seed") => parts.seed = seed(args.value()?)?,
            Long("part") => parts.only = Some(part(args.value()?)?),
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
    if parts.only.is_some() && parts.shares.is_none() {
        return Err(Failure::Usage("--part: expected --split with it, found none".to_owned()));
    }
    if to.is_salted() && salt.is_none() {
        salt = Some(salt::drawn()?);
    }
    convert(&Options { from, to, pasted, fixes, selection, parts, salt })
}

fn convert(options: &Options) -> Result<Outcome, Failure> {
    let mut start = Vec::new();
    let mut input = io::stdin().lock();
    input.by_ref().take(4).read_to_end(&mut start)?;
    let packed = is_packed(&start);
    let input = BufReader::with_capacity(1 << 16, io::Cursor::new(start).chain(input));
    // What is put on its source was read whole: no format of lines has one. An archive of parts is packed at the end.
    let all_parts = options.parts.shares.is_some() && options.parts.only.is_none();
    let writing = options.to.writing(&options.fixes).filter(|_| !packed && !options.pasted && !all_parts);
    match (options.from.reading(), writing) {
        (Some(reading), Some(writing)) => piecewise::convert(options, input, reading, writing),
        _ => whole(options, input),
    }
}

/// Converts a file that is held whole.
fn whole(options: &Options, input: impl Read) -> Result<Outcome, Failure> {
    let Options { from, to, .. } = options;
    let bytes = read_whole(input, from)?;
    if bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii().is_empty() {
        return Err(empty(from));
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
    if !options.selection.is_all() {
        say_chosen(options.selection.counts(&project));
        project = options.selection.of(&project);
    }
    if options.pasted {
        let (moved, losses) = format::on_source(&project);
        losses.iter().for_each(|loss| say(&loss.to_string()));
        project = moved;
    }
    let mut output = io::stdout().lock();
    let mut tallies = Tallies::default();
    let mut tell = |losses: &[Loss]| {
        losses.iter().for_each(|loss| say(&loss.to_string()));
        tallies.add(losses);
    };
    if let Some(shares) = options.parts.shares {
        let split =
            to.write_split(&project, &options.fixes, shares, options.parts.seed, options.salt.as_ref());
        say_split(split.counts);
        if let Some(only) = options.parts.only {
            let part = split.parts.get(only).cloned().unwrap_or_default();
            tell(&part.losses);
            write_files(to, &part.files, &mut output)?;
        } else {
            tell(&split.losses());
            output.write_all(&pack(&packed_parts(to, split)))?;
        }
    } else {
        let exported = to.write_salted(&project, &options.fixes, options.salt.as_ref());
        tell(&exported.losses);
        write_files(to, &exported.files, &mut output)?;
    }
    say_tallies(tallies, to);
    output.flush()?;
    Ok(if imported.issues.is_empty() { Outcome::Good } else { Outcome::SomeBad })
}

/// Writes what a format has made: a file, or an archive of several.
pub fn write_files(to: &Format, files: &[File], output: &mut impl Write) -> io::Result<()> {
    if to.is_folder() {
        output.write_all(&pack(files))
    } else {
        output.write_all(files.first().map_or("", |file| &file.content).as_bytes())
    }
}

/// The files of all parts: `train.conll`, or in a format of several files a folder for each.
fn packed_parts(to: &Format, split: Split) -> Vec<File> {
    let named = SPLIT_PARTS.iter().zip(split.parts).flat_map(|(part, exported)| {
        exported.files.into_iter().map(move |file| {
            let name = if to.is_folder() {
                format!("{part}/{}", file.name)
            } else {
                format!("{part}{}", to.extension)
            };
            File { name, ..file }
        })
    });
    named.collect()
}

/// The most bytes of a file that is held whole: 2 GB.
const LARGEST_WHOLE: u64 = 2 << 30;

/// From so many bytes on a person is told that a file is held whole.
const LARGE: usize = 256 << 20;

/// All of the input, for a format that cannot be read in pieces or be written in pieces.
fn read_whole(input: impl Read, from: &Format) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let mut input = input.take(LARGEST_WHOLE + 1);
    loop {
        let before = bytes.len();
        let room = (before / 2).max(1 << 20);
        if bytes.try_reserve(room).is_err() {
            return Err(Failure::Input(format!(
                "expected a file that fits into memory, found one of more than {} MB; the format {} is held whole: split the file",
                before >> 20,
                from.name
            )));
        }
        if input.by_ref().take(room as u64).read_to_end(&mut bytes)? == 0 {
            break;
        }
        if before < LARGE && bytes.len() >= LARGE {
            say(&format!(
                "the file is larger than {} MB and is held whole, which takes several times its size in memory; \
                 see --help for the formats that are read and written document by document",
                LARGE >> 20
            ));
        }
    }
    if bytes.len() as u64 > LARGEST_WHOLE {
        return Err(Failure::Input(format!(
            "expected a file of at most {} MB, since this is held whole, found a larger one; split it, or convert between formats \
             that are read and written document by document (see --help)",
            LARGEST_WHOLE >> 20
        )));
    }
    Ok(bytes)
}

fn empty(from: &Format) -> Failure {
    Failure::Input(format!(
        "line 1, column 1: expected a file of the format {}, found an empty one",
        from.name
    ))
}

fn say_chosen(counts: Counts) {
    say(&format!(
        "chosen: {} of {} marks, in {} of {} documents",
        counts.marks, counts.all_marks, counts.documents, counts.all_documents
    ));
}

fn say_split(counts: [usize; 3]) {
    let told: Vec<String> =
        SPLIT_PARTS.iter().zip(counts).map(|(part, count)| format!("{count} in {part}")).collect();
    say(&format!("split: documents, {}", told.join(", ")));
}

fn say_tallies(tallies: Tallies, to: &Format) {
    for tally in tallies.done() {
        let count = tally.documents + tally.rows + usize::from(tally.project);
        let fix = tally.cause.and_then(Cause::fix).filter(|fix| to.rules.takes(*fix));
        let fix = fix.map_or(String::new(), |fix| format!("; --fix {} writes them", fix.name()));
        say(&format!("in all {count} × {}{fix}", tally.words));
    }
}

/// The shares of a split: `80,10,10`.
fn shares(value: OsString) -> Result<[u32; 3], Failure> {
    let found = value.to_string_lossy();
    let numbers: Option<Vec<u32>> = found.split(',').map(|number| number.trim().parse().ok()).collect();
    let shares = numbers.and_then(|numbers| <[u32; 3]>::try_from(numbers).ok());
    shares.filter(|shares| shares.iter().any(|share| *share > 0)).ok_or_else(|| {
        Failure::Usage(format!("--split: expected three whole numbers such as 80,10,10, found {found:?}"))
    })
}

fn seed(value: OsString) -> Result<u64, Failure> {
    let found = value.to_string_lossy();
    found.parse().map_err(|_| Failure::Usage(format!("--seed: expected a whole number, found {found:?}")))
}

fn part(value: OsString) -> Result<usize, Failure> {
    let found = value.to_string_lossy();
    SPLIT_PARTS
        .iter()
        .position(|part| *part == found)
        .ok_or_else(|| Failure::Usage(format!("--part: expected train, dev or test, found {found:?}")))
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
    let row = |format: &'static Format| {
        let use_of = match (format.reader, format.writer) {
            (Some(_), None) => ", only read",
            (None, Some(_)) => ", only written",
            _ => "",
        };
        let pieces = match (format.reading().is_some(), format.writing(&[]).is_some()) {
            (true, true) => "; document by document",
            (true, false) => "; read document by document",
            (false, true) => "; written document by document",
            (false, false) => "",
        };
        format!(
            "  {:<15} {} (*{}), counts {}{use_of}{pieces}\n",
            format.name, format.title, format.extension, format.counts
        )
    };
    format::ALL.iter().map(row).collect()
}
