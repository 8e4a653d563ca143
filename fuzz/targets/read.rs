//! Any file is read as any format: no panic, no hang, little memory; marks stand on whole characters of their text, and what
//! is written of what was read reads back to it. `FUZZ_FORMAT` names one format; else the first byte chooses.
#![no_main]

mod memory;
mod pieces;
mod project;
mod samples;
mod sound;

use std::sync::LazyLock;

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use tagline::annotation::Project;
use tagline::format::{ALL, File, Format, by_name, fit, recognised, recognised_folder};
use tagline::job::pack::unpack;

/// What reading may take for each byte of a file: a mark of nine bytes, `[0,1,"A"]`, is some hundreds in memory.
const FOR_A_BYTE: usize = 400;

/// Whether the rest of an input is a zip archive, beside its format.
const PACKED: u8 = 0x80;

/// What begins a file in an input of several: this, its name, a line end.
const FILE: char = '\u{1e}';

/// What a file takes in an archive beside its name and content, its two headers: also an empty one is a document.
const HEADERS: usize = 30 + 46;

/// The format that was asked for.
static ONLY: LazyLock<Option<&'static Format>> =
    LazyLock::new(|| std::env::var("FUZZ_FORMAT").ok().map(|name| by_name(&name).expect("a format's name")));

fuzz_target!(|input: &[u8]| {
    let Some((first, rest)) = input.split_first() else { return };
    let readable: Vec<&Format> = ALL.iter().filter(|format| format.reader.is_some()).collect();
    let format = ONLY.unwrap_or(readable[usize::from(first & !PACKED) % readable.len()]);
    let files = if first & PACKED != 0 && format.is_folder() {
        let Ok(files) = memory::bounded(rest.len(), FOR_A_BYTE, || unpack(rest.to_vec())) else { return };
        files
    } else {
        files(format, &String::from_utf8_lossy(rest))
    };
    let bytes = files.iter().map(|file| HEADERS + file.name.len() + file.content.len()).sum();
    recognised_folder(files.iter().map(|file| file.name.as_str()));
    for file in &files {
        recognised(&file.name, &file.content);
    }
    let read = memory::bounded(bytes, FOR_A_BYTE, || format.read_files(&files));
    let Ok(imported) = read else { return };
    sound::issues(&imported.issues);
    sound::project(&imported.project);
    comes_back(format, &imported.project);
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    samples::mutate(data, size, max_size, seed, *ONLY)
});

/// The files of an input: one, or in a format of several each with its name before it.
fn files(format: &Format, text: &str) -> Vec<File> {
    if !format.is_folder() || !text.contains(FILE) {
        return vec![File { name: String::new(), content: text.to_owned() }];
    }
    let named = text.split(FILE).skip(1).map(|part| {
        let (name, content) = part.split_once('\n').unwrap_or((part, ""));
        File { name: name.to_owned(), content: content.to_owned() }
    });
    named.collect()
}

/// What is written of `project` reads back to what fits of it.
fn comes_back(format: &Format, project: &Project) {
    let files = format.write(project, &[]).files;
    if files.is_empty() {
        return;
    }
    let read = format.read_files(&files).unwrap_or_else(|error| panic!("{}: {error}", format.name));
    assert_eq!(read.issues, [], "what is written is understood");
    assert_eq!(read.project, fit(project, &format.rules, &[]).project, "what is written comes back");
}
