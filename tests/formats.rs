//! Every format of the table: what it writes it reads back, as far as it says it carries it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod random;

use proptest::prelude::*;
use tagline::annotation::Project;
use tagline::format::{ALL, Fix, Format, Lost, fit};

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
    if format.writer.is_none() || format.reader.is_none() {
        return None;
    }
    let exported = format.write(project, &[]);
    let imported = format
        .read_files(&exported.files)
        .unwrap_or_else(|error| panic!("{}: {error}\n{}", format.name, exported.content()));
    assert_eq!(imported.issues, [], "{}: {}", format.name, exported.content());
    Some(imported.project)
}

#[test]
fn each_format_keeps_what_it_says() {
    for format in ALL {
        proptest!(config(), |(project in random::project())| {
            let Some(read) = round_trip(format, &project) else { return Ok(()) };
            prop_assert_eq!(&read, &fit(&project, &format.rules, &[]).project, "{}", format.name);
            prop_assert_eq!(round_trip(format, &read), Some(read), "{}, a second time", format.name);
        });
    }
}

#[test]
fn each_format_reports_a_loss_exactly_where_there_is_one() {
    for format in ALL {
        proptest!(config(), |(project in random::project())| {
            if format.writer.is_none() {
                return Ok(());
            }
            let fitted = fit(&project, &format.rules, &[]).project;
            let lossless = fitted == project;
            prop_assert_eq!(format.write(&project, &[]).losses.is_empty(), lossless, "{}", format.name);
            prop_assert_eq!(format.write(&fitted, &[]).losses, [], "{}", format.name);
            prop_assert_eq!(fit(&fitted, &format.rules, &[]).project, fitted, "{}", format.name);
        });
    }
}

#[test]
fn writing_is_deterministic() {
    for format in ALL {
        proptest!(config(), |(project in random::project())| {
            prop_assert_eq!(format.write(&project, &[]), format.write(&project, &[]));
        });
    }
}

#[test]
fn readers_never_panic() {
    for format in ALL {
        if format.reader.is_none() {
            continue;
        }
        for text in ["", "\u{feff}", "{", "\0", "null", "[]", "a\r\nb", "\u{202e}", "<html>"] {
            let _ = format.read(text);
        }
        // Damage to a good file: cut, doubled, a character changed.
        proptest!(config(), |(project in random::project(), at: prop::sample::Index, to: prop::sample::Index, put in "[\\[\\]{}\",:0-9a\\\\é=^-]{0,3}")| {
            let mut files = format.write(&project, &[]).files;
            // A format with a file for each document has none of an empty project.
            if files.is_empty() {
                return Ok(());
            }
            let chosen = to.index(files.len());
            let file = files[chosen].content.clone();
            let bounds: Vec<usize> = file.char_indices().map(|(at, _)| at).chain([file.len()]).collect();
            let (a, b) = (bounds[at.index(bounds.len())], bounds[to.index(bounds.len())]);
            files[chosen].content = format!("{}{put}{}", &file[..a], &file[b..]);
            if let Ok(imported) = format.read_files(&files) {
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

#[test]
fn fixes_take_away_what_they_mend_and_nothing_else() {
    for format in ALL {
        proptest!(config(), |(project in random::project())| {
            let causes = |fixes: &[Fix]| -> Vec<_> {
                let losses = fit(&project, &format.rules, fixes).losses;
                losses.iter().filter_map(|loss| match loss.lost {
                    Lost::Because(cause) => cause.fix(),
                    _ => None,
                }).collect()
            };
            for &fix in Fix::ALL {
                if format.rules.takes(fix) {
                    prop_assert!(!causes(&[fix]).contains(&fix), "{} {:?}", format.name, fix);
                } else {
                    prop_assert_eq!(
                        fit(&project, &format.rules, &[fix]), fit(&project, &format.rules, &[]), "{} {:?}", format.name, fix
                    );
                }
            }
        });
    }
}
