//! Amazon Comprehend's annotations for custom entity recognition (AWS documentation: "Plain-text annotation files", 2024).
//!
//! `annotations.csv`, beside `documents/n1.txt`
//! ```text
//! File,Begin Offset,End Offset,Type
//! n1.txt,4,17,COURT
//! ```
//!
//! Counts code points, end exclusive; a document is a file, with the line ends that it has. Types are of capital letters, digits and
//! `_`, 25 at most. Read besides: the variant with a column `Line`, where each line of a file is a document, counted from 0.
//! What it cannot carry: what is not accepted, overlapping marks, all of a mark but its label.

use std::collections::HashMap;

use super::folder::below;
use super::gather::{Found, Gathering, Mark};
use super::placed::Unit;
use super::table::{self, Table};
use super::{Family, File, Format, FormatError, Imported, Overlap, Part, Reader, Rules, Writer, rules};
use crate::annotation::Project;
use crate::text::Offsets;

/// The row of this format.
pub(super) const FORMAT: Format = Format {
    name: "comprehend",
    title: "Amazon Comprehend",
    family: Family::Training,
    extension: ".comprehend.zip",
    inside: Some("annotations.csv"),
    media_type: "application/zip",
    counts: "code points",
    about: "For training a custom entity recognizer of Amazon Comprehend: a file for each document (\"one document per file\"), \
            and annotations.csv. Types are of capital letters, digits and _, 25 at most.",
    rules: Rules {
        overlap: Overlap::None,
        label: Some(type_name),
        id: Some(rules::file_name),
        ..Rules::accepted(&[Part::DocumentIds])
    },
    begins: |beginning| {
        let header = Table::of(beginning.lines().next().unwrap_or_default());
        header.has(&["file"])
            && header.has(&["begin_offset"])
            && header.has(&["end_offset"])
            && header.has(&["type"])
    },
    opens_at: None,
    streams: false,
    reader: Some(Reader::Folder(read)),
    writer: Some(Writer::Folder(write)),
};

/// A type as Comprehend takes it.
fn type_name(name: &str) -> String {
    let as_carried = |character: char| match character.to_ascii_uppercase() {
        upper if upper.is_ascii_alphanumeric() => upper,
        _ => '_',
    };
    let name: String = name.trim().chars().map(as_carried).collect();
    rules::short(if name.is_empty() { "_".to_owned() } else { name }, 25)
}

fn write(project: &Project) -> Vec<File> {
    let header = vec!["File".into(), "Begin Offset".into(), "End Offset".into(), "Type".into()];
    let mut rows = vec![header];
    let mut files = Vec::new();
    for document in &project.documents {
        let offsets = Offsets::new(document.text());
        let name = format!("{}.txt", document.id);
        for one in document.annotations() {
            let count = |at| offsets.to_char(at).map(|at| at.0.to_string()).unwrap_or_default().into();
            let (start, end) = (count(one.span.start()), count(one.span.end()));
            rows.push(vec![name.clone().into(), start, end, one.label.name().into()]);
        }
        files.push(File { name: format!("documents/{name}"), content: document.text().to_string() });
    }
    let content = table::write(rows.into_iter());
    files.insert(0, File { name: "annotations.csv".to_owned(), content });
    files
}

fn read(files: &[File]) -> Result<Imported, FormatError> {
    let mut gathering = Gathering::default();
    let mut documents: Vec<Found> = Vec::new();
    let mut tables = Vec::new();
    for (name, file) in below(files) {
        let is_table = name.ends_with(".csv") || name.is_empty() && begins_table(&file.content);
        if !is_table {
            let (place, text) = (name.to_owned(), file.content.clone());
            documents.push(Found { place, text, ..Found::default() });
            continue;
        }
        let table = Table::of(&file.content);
        let columns =
            (table.column(&["begin_offset"]), table.column(&["end_offset"]), table.column(&["type"]));
        let (Some(of), (Some(start), Some(end), Some(label))) = (table.column(&["file"]), columns) else {
            if file.content.trim().is_empty() {
                continue;
            }
            return Err(FormatError {
                message: format!(
                    "{name}, line 1, column 1: expected the columns File, Begin Offset, End Offset and Type, found {}",
                    table.header()
                ),
            });
        };
        tables.push((name.to_owned(), table, [of, start, end, label]));
    }
    if tables.is_empty() && files.iter().any(|file| !file.content.trim().is_empty()) {
        return Err(FormatError {
            message: "annotations.csv: expected a table with the columns File, Begin Offset, End Offset and Type, found none"
                .to_owned(),
        });
    }
    let by_line = tables.iter().any(|(_, table, _)| table.has(&["line"]));
    let mut known: HashMap<(String, usize), usize> = HashMap::new();
    let mut parts = Vec::new();
    for found in documents {
        let file_name = found.place.rsplit('/').next().unwrap_or_default().to_owned();
        let stem = file_name.strip_suffix(".txt").unwrap_or(&file_name).to_owned();
        if by_line {
            for (number, line) in found.text.lines().enumerate() {
                known.insert((file_name.clone(), number), parts.len());
                let (place, id) =
                    (format!("{}, line {}", found.place, number + 1), format!("{stem}-{number}"));
                parts.push(Found { place, id: Some(id), text: line.to_owned(), ..Found::default() });
            }
        } else {
            known.insert((file_name, 0), parts.len());
            parts.push(Found { id: Some(stem), ..found });
        }
    }
    for (name, table, [of, start, end, label]) in &tables {
        let line_column = table.column(&["line"]);
        for (line, row) in table.rows() {
            let place = format!("{}, line {line}", if name.is_empty() { "annotations.csv" } else { name });
            gathering.issues.extend(table.misfit(&place, row, &[*of, *start, *end, *label]));
            let in_column = |column: usize| format!("{place}, column {}", table.name(column));
            let mut count = |column: usize| {
                let value = row.get(column).unwrap_or_default().trim();
                let number = value.parse::<usize>().ok();
                if number.is_none() {
                    gathering.issue(in_column(column), format!("expected a whole number, found {value:?}"));
                }
                number
            };
            let number = line_column.map_or(Some(0), &mut count);
            let begins = in_column(*start);
            let (start, end) = (count(*start), count(*end));
            let file = row.get(*of).unwrap_or_default().rsplit('/').next().unwrap_or_default();
            let found = number.and_then(|number| known.get(&(file.to_owned(), number)));
            let Some(found) = found.and_then(|at| parts.get_mut(*at)) else {
                let message = format!("expected the text of {file:?}, found none; left the row out");
                gathering.issue(in_column(*of), message);
                continue;
            };
            let kind = row.get(*label).unwrap_or_default();
            if kind.trim().is_empty() {
                gathering.issue(in_column(*label), "expected a label, found none; left the row out");
                continue;
            }
            found.marks.push(Mark::new(begins, start, end, kind));
        }
    }
    for found in parts {
        gathering.add(found, Unit::CodePoints);
    }
    Ok(gathering.done())
}

fn begins_table(content: &str) -> bool {
    (FORMAT.begins)(content.trim_start_matches('\u{feff}'))
}

#[cfg(test)]
mod tests {
    use super::super::File;
    use super::super::testing::{check_error, check_write, shown};
    use super::{FORMAT, type_name};
    use expect_test::{Expect, expect};

    fn check(files: &[(&str, &str)], expected: Expect) {
        let file = |(name, content): &(&str, &str)| File { name: (*name).into(), content: (*content).into() };
        let files: Vec<File> = files.iter().map(file).collect();
        expected.assert_eq(&shown(&FORMAT.read_files(&files).unwrap_or_else(|error| panic!("{error}"))));
    }

    #[test]
    fn types_are_of_capital_letters_digits_and_underscores() {
        for (name, expected) in [
            ("Court", "COURT"),
            ("A-é 2", "A___2"),
            ("A_VERY_LONG_NAME_OF_A_LABEL", "A_VERY_LONG_NAME_OF_A_LAB"),
            ("A_VERY_LONG_NAME_OF_A_LABEL_2", "A_VERY_LONG_NAME_OF_A_L_2"),
        ] {
            assert_eq!(type_name(name), expected);
            assert_eq!(type_name(expected), expected);
        }
    }

    #[test]
    fn writes_a_file_for_each_document_and_a_row_for_each_mark() {
        check_write(
            &FORMAT,
            "👨‍🚒 The [COURT Supreme\r\nCourt], [A é [B 漢]]. [C? x] [d-é שלום]",
            expect![[r#"
                == annotations.csv
                File,Begin Offset,End Offset,Type
                d1.txt,8,22,COURT
                d1.txt,24,27,A
                d1.txt,31,35,D__
                == documents/d1.txt
                👨‍🚒 The Supreme\r
                Court, é 漢. x שלום-- the project: not carried: colours, keys and guidelines
                -- documents[0].annotations[0]: not carried: origin
                -- documents[0].annotations[1]: not carried: origin
                -- documents[0].annotations[2]: overlaps another mark: left out
                -- documents[0].annotations[3]: only suggested: left out
                -- documents[0].annotations[4]: not carried: annotation id, origin
                -- documents[0].annotations[4]: label has a name that the format cannot hold: renamed
            "#]],
        );
        check_write(
            &FORMAT,
            "",
            expect![[r#"
                == annotations.csv
                File,Begin Offset,End Offset,Type
                == documents/d1.txt
            "#]],
        );
    }

    #[test]
    fn reads_files_and_lines() {
        check(
            &[
                (
                    "t/annotations.csv",
                    "File, Begin Offset, End Offset, Type\na.txt,2,3,X\nb.txt,0,1,X\na.txt,x,1,X\na.txt,0,9,X\n",
                ),
                ("t/in/a.txt", "é 漢"),
            ],
            expect![[r#"
                a: é [X 漢]
                -- annotations.csv, line 3, column file: expected the text of "b.txt", found none; left the row out
                -- annotations.csv, line 4, column begin_offset: expected a whole number, found "x"
                -- annotations.csv, line 4, column begin_offset: expected a stretch of the text between 0 and 3, found no offsets; left it out
                -- annotations.csv, line 5, column begin_offset: expected a stretch of the text between 0 and 3, found 0 to 9; left it out
            "#]],
        );
        check(
            &[
                ("d.txt", "👩‍🚀 x\r\né\n"),
                (
                    "a.csv",
                    "File,Line,Begin Offset,End Offset,Type\nd.txt,1,0,1,X\nd.txt,0,4,5,Y\nd.txt,2,4,5,Y\n",
                ),
            ],
            expect![[r#"
                d-0: 👩‍🚀 [Y x]
                d-1: [X é]
                -- a.csv, line 4, column file: expected the text of "d.txt", found none; left the row out
            "#]],
        );
        check_error(
            &FORMAT,
            "Text,Type\né,X\n",
            expect![
                "annotations.csv: expected a table with the columns File, Begin Offset, End Offset and Type, found none"
            ],
        );
    }
}
