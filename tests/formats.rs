//! Every format of the table: what it writes it reads back, as far as it says it carries it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod random;

use proptest::prelude::*;
use tagline::annotation::Project;
use tagline::format::{ALL, Format, keeping};

/// Enough cases for every day; `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    if std::env::var_os("PROPTEST_CASES").is_some() {
        ProptestConfig::default()
    } else {
        ProptestConfig::with_cases(64)
    }
}

/// What comes back from writing `project` and reading that again.
fn round_trip(format: &Format, project: &Project) -> Option<Project> {
    let exported = format.write?(project);
    let imported = format.read?(&exported.content)
        .unwrap_or_else(|error| panic!("{}: {error}\n{}", format.name, exported.content));
    assert_eq!(imported.issues, [], "{}: {}", format.name, exported.content);
    Some(imported.project)
}

#[test]
fn each_format_keeps_what_it_says() {
    for format in ALL {
        proptest!(config(), |(project in random::project())| {
            let Some(read) = round_trip(format, &project) else { return Ok(()) };
            prop_assert_eq!(&read, &keeping(&project, format.keeps), "{}", format.name);
            prop_assert_eq!(round_trip(format, &read), Some(read), "{}, a second time", format.name);
        });
    }
}

#[test]
fn each_format_reports_a_loss_exactly_where_there_is_one() {
    for format in ALL {
        proptest!(config(), |(project in random::project())| {
            let Some(write) = format.write else { return Ok(()) };
            let lossless = keeping(&project, format.keeps) == project;
            prop_assert_eq!(write(&project).losses.is_empty(), lossless, "{}", format.name);
            prop_assert_eq!(write(&keeping(&project, format.keeps)).losses, [], "{}", format.name);
        });
    }
}

#[test]
fn writing_is_deterministic() {
    for format in ALL {
        proptest!(config(), |(project in random::project())| {
            let Some(write) = format.write else { return Ok(()) };
            prop_assert_eq!(write(&project), write(&project));
        });
    }
}

#[test]
fn readers_never_panic() {
    for format in ALL {
        let Some(read) = format.read else { continue };
        for text in ["", "\u{feff}", "{", "\0", "null", "[]", "a\r\nb", "\u{202e}", "<html>"] {
            let _ = read(text);
        }
        // Damage to a good file: cut, doubled, a character changed.
        let Some(write) = format.write else { continue };
        proptest!(config(), |(project in random::project(), at: prop::sample::Index, to: prop::sample::Index, put in "[\\[\\]{}\",:0-9a\\\\é=^-]{0,3}")| {
            let file = write(&project).content;
            let bounds: Vec<usize> = file.char_indices().map(|(at, _)| at).chain([file.len()]).collect();
            let (a, b) = (bounds[at.index(bounds.len())], bounds[to.index(bounds.len())]);
            let damaged = format!("{}{put}{}", &file[..a], &file[b..]);
            if let Ok(imported) = read(&damaged) {
                // What was read is sound: it can be written, and reads back without complaint.
                prop_assert!(round_trip(format, &imported.project).is_some());
            }
        });
    }
}

#[test]
fn names_are_unique() {
    for (index, format) in ALL.iter().enumerate() {
        assert!(ALL[..index].iter().all(|other| other.name != format.name));
        assert!(format.extension.starts_with('.'));
        assert!(tagline::format::by_name(format.name).is_some());
    }
}
