//! What the tests of formats share: documents in bracket notation, files, and what became of them.

use expect_test::Expect;

use super::{Fix, Format, Imported};
use crate::annotation::{Project, document_from_notation, document_to_notation};

/// A project of one document.
pub fn project(notation: &str) -> Project {
    let document = document_from_notation("d1", notation, &"Ada".into()).unwrap();
    Project { documents: vec![document.into()], ..Project::default() }
}

/// Shows the files that a document in bracket notation is written as, and what is lost of it.
pub fn check_write(format: &Format, notation: &str, expected: Expect) {
    check_write_fixed(format, notation, &[], expected);
}

/// The same after fixes.
pub fn check_write_fixed(format: &Format, notation: &str, fixes: &[Fix], expected: Expect) {
    let exported = format.write(&project(notation), fixes);
    let mut shown = String::new();
    for file in &exported.files {
        if !file.name.is_empty() {
            shown += &format!("== {}\n", file.name);
        }
        shown += &file.content;
    }
    exported.losses.iter().for_each(|loss| shown += &format!("-- {loss}\n"));
    expected.assert_eq(&shown.replace('\r', "\\r"));
}

/// Shows what is read of a file, each document in bracket notation, and what was not understood.
pub fn check_read(format: &Format, file: &str, expected: Expect) {
    let imported = format.read(file).unwrap_or_else(|error| panic!("{error}"));
    expected.assert_eq(&shown(&imported));
}

/// Shows documents in bracket notation, and what was not understood.
pub fn shown(imported: &Imported) -> String {
    let mut shown = String::new();
    for document in &imported.project.documents {
        shown += &format!("{}: {}\n", document.id, document_to_notation(document));
    }
    imported.issues.iter().for_each(|issue| shown += &format!("-- {issue}\n"));
    shown.replace('\r', "\\r")
}

/// Shows why a file is not of the format.
pub fn check_error(format: &Format, file: &str, expected: Expect) {
    expected.assert_eq(&format.read(file).unwrap_err().to_string());
}
