//! What is said of a damaged file, for every format: where, what was expected there, and what was found.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod damaged;
mod random;

use std::io::Write;
use std::process::{Command, Stdio};

use damaged::{Case, Damage};
use expect_test::expect;
use proptest::prelude::*;
use tagline::format::{ALL, File, Format, by_name};
use tagline::job::pack::pack;

/// Each thing that is said of files, in lines.
fn said(format: &Format, files: &[File]) -> Vec<String> {
    match format.read_files(files) {
        Ok(imported) => imported.issues.iter().map(ToString::to_string).collect(),
        Err(error) => vec![error.to_string()],
    }
}

/// Whether a message tells a place, what was expected there and what was found, or what is well formed and not carried.
fn is_told(message: &str) -> bool {
    if message.contains(": Tagline has none") {
        return true;
    }
    let Some((place, rest)) = message.split_once(": expected ") else { return false };
    let parts: Vec<&str> = place.split([',', ':']).map(str::trim).collect();
    let is_place = |part: &&str| {
        let numbered = ["line ", "column ", "columns ", "the file", "the archive", "before line "];
        numbered.iter().any(|start| part.starts_with(start)) || !part.contains(char::is_whitespace)
    };
    parts.iter().all(is_place) && rest.contains("found ")
}

/// The damages that files of a format can have.
fn possible(format: &Format) -> Vec<Damage> {
    let mut all = vec![Damage::Structure, Damage::Value, Damage::Truncated];
    if !matches!(format.counts, "tokens" | "nothing: marks stand in the text") {
        all.extend([Damage::Outside, Damage::NoNumber, Damage::Reversed]);
    }
    if ["brat", "conll2003", "bilou", "spacy-iob", "conllu", "csv", "comprehend"].contains(&format.name) {
        all.push(Damage::Columns);
    }
    if ["brat", "csv", "comprehend", "azure", "potato", "w3c", "w3c-utf16"].contains(&format.name) {
        all.push(Damage::Partner);
    }
    all
}

#[test]
fn every_format_has_a_case_of_each_damage() {
    let cases = damaged::cases();
    for format in ALL.iter().filter(|format| format.reader.is_some()) {
        for damage in possible(format) {
            let found = cases.iter().any(|case| case.format == format.name && case.damage == damage);
            assert!(found, "{}: expected a case of {damage:?} in tests/damaged, found none", format.name);
        }
    }
}

#[test]
fn each_damage_is_told() {
    let mut untold = Vec::new();
    for Case { format, damage, files, expected } in damaged::cases() {
        let said = said(by_name(format).unwrap(), &files);
        expected.assert_eq(&said.join("\n"));
        if said.is_empty() || !said.iter().all(|message| is_told(message)) {
            untold.push(format!("{format}, {damage:?}, {files:?}: {said:?}"));
        }
    }
    assert!(untold.is_empty(), "{}", untold.join("\n"));
}

#[test]
fn whatever_is_damaged_is_told_by_place_expected_and_found() {
    for format in ALL.iter().filter(|format| format.reader.is_some() && format.writer.is_some()) {
        proptest!(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) }, |(project in random::project(), at: prop::sample::Index, to: prop::sample::Index, put in "[\\[\\]{}\",:0-9a\\\\é=^-]{0,3}")| {
            let mut files = format.write(&project, &[]).files;
            if files.is_empty() {
                return Ok(());
            }
            let chosen = to.index(files.len());
            let file = files[chosen].content.clone();
            let bounds: Vec<usize> = file.char_indices().map(|(at, _)| at).chain([file.len()]).collect();
            let (a, b) = (bounds[at.index(bounds.len())], bounds[to.index(bounds.len())]);
            files[chosen].content = format!("{}{put}{}", &file[..a], &file[b..]);
            for message in said(format, &files) {
                prop_assert!(is_told(&message), "{}: {message}", format.name);
            }
        });
    }
}

/// What the command line says of bytes of a format.
fn convert(format: &Format, bytes: &[u8]) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tagline"))
        .args(["convert", "--from", format.name, "--to", "tagline"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", format.name);
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn bytes_that_are_no_text_are_told_by_line_and_column() {
    for format in ALL.iter().filter(|format| format.reader.is_some()) {
        let said = convert(format, b"\xc3\xa9\n\xe6\xbc\xa2 \xff\n");
        expect![[r#"
            line 2, column 3: expected UTF-8, found the byte 0xff; is it a text file, saved as UTF-8?
        "#]]
        .assert_eq(&said);
    }
}

#[test]
fn damaged_archives_are_told_by_the_file_in_them() {
    let project = random_project();
    for format in ALL.iter().filter(|format| format.reader.is_some() && format.is_folder()) {
        let files = format.write(&project, &[]).files;
        let packed = pack(&files);
        let cut = convert(format, &packed[..packed.len() - 9]);
        expect![[r#"
            the archive: expected the end of a zip archive, found none; is the file cut short?
        "#]]
        .assert_eq(&cut);
        // Behind the name of the first file stand its bytes.
        let mut changed = packed;
        changed[30 + files[0].name.len() + 2] ^= 0x55;
        let said = convert(format, &changed);
        assert!(said.starts_with(&format!("the archive: {}: expected ", files[0].name)), "{said}");
        assert!(is_told(said.trim_end()), "{said}");
    }
}

fn random_project() -> tagline::annotation::Project {
    let text = "=== d1\nThe [COURT Supreme Court] of [PLACE Łódź] sat.\n";
    by_name("brackets").unwrap().read(text).unwrap().project
}
