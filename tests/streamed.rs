//! Files that are read and written document by document: the same comes of it as of the whole file.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod random;

use std::io::{BufRead, BufReader};

use proptest::collection::vec;
use proptest::prelude::*;
use tagline::format::{ALL, Exported, Fix, Format, Imported, Issue, Loss, Place, Tallies, Tally, tally};

/// What comes of a conversion.
#[derive(Debug, PartialEq)]
struct Converted {
    content: String,
    issues: Vec<Issue>,
    /// What the documents lose.
    losses: Vec<Loss>,
    /// What the project loses.
    project: Vec<Loss>,
    tallies: Vec<Tally>,
}

impl Converted {
    fn of(content: String, issues: Vec<Issue>, losses: Vec<Loss>, tallies: Vec<Tally>) -> Converted {
        let (project, losses) = losses.into_iter().partition(|loss| loss.place == Place::Project);
        Converted { content, issues, losses, project, tallies }
    }
}

fn whole(from: &Format, to: &Format, file: &str, fixes: &[Fix]) -> Result<Converted, String> {
    let imported = from.read(file).map_err(|error| error.to_string())?;
    let exported = to.write(&imported.project, fixes);
    let tallies = tally(&exported.losses);
    Ok(Converted::of(exported.content().to_owned(), imported.issues, exported.losses, tallies))
}

/// The same through a buffer of so many bytes.
fn streamed(
    from: &Format,
    to: &'static Format,
    file: &str,
    fixes: &[Fix],
    buffer: usize,
) -> Result<Converted, String> {
    let mut input = BufReader::with_capacity(buffer, file.as_bytes());
    let mut reading = from.reading().unwrap();
    let mut writing = to.writing(fixes).unwrap();
    let (mut content, mut issues, mut losses, mut tallies) =
        (String::new(), Vec::new(), Vec::new(), Tallies::default());
    let mut take = |exported: Exported| {
        content += exported.content();
        tallies.add(&exported.losses);
        losses.extend(exported.losses);
    };
    let mut line = String::new();
    let mut take_documents = |imported: Imported| {
        issues.extend(imported.issues);
        if !imported.project.documents.is_empty() {
            take(writing.write(&imported.project));
        }
    };
    while input.read_line(&mut line).unwrap() > 0 {
        take_documents(reading.line(&line).map_err(|error| error.to_string())?);
        line.clear();
    }
    take_documents(reading.end().map_err(|error| error.to_string())?);
    take(writing.end());
    Ok(Converted::of(content, issues, losses, tallies.done()))
}

fn check(from: &'static Format, to: &'static Format, file: &str, fixes: &[Fix], buffer: usize) {
    let (whole, streamed) = (whole(from, to, file, fixes), streamed(from, to, file, fixes, buffer));
    assert_eq!(whole, streamed, "{} to {}: {file:?}", from.name, to.name);
}

fn pairs() -> Vec<(&'static Format, &'static Format)> {
    let readable = ALL.iter().filter(|format| format.reading().is_some());
    let written = || ALL.iter().filter(|format| format.writing(&[]).is_some());
    readable.flat_map(|from| written().map(move |to| (from, to))).collect()
}

#[test]
fn the_rows_say_which_formats_stream() {
    for format in ALL {
        assert_eq!(format.streams, format.reading().is_some(), "{}", format.name);
        assert!(!format.streams || format.writing(&[]).is_some(), "{}", format.name);
    }
    assert!(pairs().len() >= 64);
}

#[test]
fn document_by_document_comes_to_the_whole() {
    for (from, to) in pairs() {
        proptest!(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) }, |(projects in vec(random::project(), 1..3), fixes in prop::sample::subsequence(Fix::ALL, 0..=3), buffer in 1..80_usize)| {
            // Several files in one: ids come again.
            let file: String = projects.iter().map(|project| from.write(project, &fixes).content().to_owned()).collect();
            check(from, to, &file, &fixes, buffer);
        });
    }
}

#[test]
fn what_is_damaged_is_told_the_same() {
    for (from, to) in pairs() {
        proptest!(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) }, |(project in random::project(), at: prop::sample::Index, to_at: prop::sample::Index, put in "[\\[\\]{}\",:0-9a\\\\é=^\r\n-]{0,4}", buffer in 1..80_usize)| {
            let file = from.write(&project, &[]).content().to_owned();
            let bounds: Vec<usize> = file.char_indices().map(|(at, _)| at).chain([file.len()]).collect();
            let (a, b) = (bounds[at.index(bounds.len())], bounds[to_at.index(bounds.len())]);
            check(from, to, &format!("{}{put}{}", &file[..a], &file[b..]), &[], buffer);
        });
    }
}

#[test]
fn files_without_documents_come_to_the_whole() {
    for (from, to) in pairs() {
        for file in [
            "",
            "\u{feff}",
            "\n\r\n",
            "An article.\n",
            "{}\n{}\n",
            "-DOCSTART- O\n",
            "# newdoc\n",
            "=== a\n[b\n",
        ] {
            check(from, to, file, &[], 7);
        }
    }
}

/// Of two names that a format would have be one, the one that comes first keeps it; told apart they stay.
#[test]
fn names_stay_apart() {
    let by_name = |name| tagline::format::by_name(name).unwrap();
    let file = "{\"text\":\"é\",\"label\":[[0,1,\"A B\"]]}\n{\"text\":\"漢\",\"label\":[[0,1,\"A_B\"]]}\n";
    let converted = streamed(by_name("doccano"), by_name("bilou"), file, &[], 16).unwrap();
    assert_eq!(converted.content, "é\tU-A_B\n\n漢\tU-A_B_2\n\n");
}
