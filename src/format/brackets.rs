//! Bracket notation, for people: read aloud, typed by hand, quoted in a mail.
//!
//! ```text
//! === d1
//! [PERSON Angela Merkel] flew to [PLACE? Paris].
//! ```
//!
//! Counts nothing: the brackets stand in the text (see `annotation/notation`). A line `=== ` and a name begins a
//! document; a file without one is a single document, and its last line end is the file's, not the text's.
//! What it cannot carry: anything but the documents' names and texts, and the annotations' spans, labels and statuses.

use std::collections::HashSet;
use std::rc::Rc;

use super::gather::Gathering;
use super::lines::Lines;
use super::{Family, Format, FormatError, Issue, Part, Reader, Rules, Writer};
use crate::annotation::{Project, document_from_notation, document_to_notation, escape_name, unescape_name};

/// The row of this format.
pub(super) const FORMAT: Format = Format {
    name: "brackets",
    title: "Brackets",
    family: Family::Reading,
    extension: ".brackets.txt",
    inside: None,
    media_type: "text/plain",
    counts: "nothing: marks stand in the text",
    about: "For people: read aloud, typed by hand, quoted in a mail.",
    rules: Rules::of(&[Part::DocumentIds, Part::Statuses]),
    begins: |beginning| beginning.starts_with("=== "),
    opens_at: None,
    streams: true,
    reader: Some(Reader::Lines(|| Box::new(File::default()))),
    writer: Some(Writer::File(write)),
};

fn write(project: &Project) -> String {
    let mut content = String::new();
    for document in &project.documents {
        content.push_str("=== ");
        content.push_str(&escape_name(&document.id));
        content.push('\n');
        content.push_str(&document_to_notation(document));
        content.push('\n');
    }
    content
}

/// A file on its way.
#[derive(Default)]
struct File {
    open: Option<Written>,
    ids: HashSet<Rc<str>>,
}

/// A document under way.
struct Written {
    /// Its name as it stands after `===`; `None` in a file without such lines.
    name: Option<String>,
    /// The line its notation begins on, from 1.
    line: usize,
    notation: String,
}

impl Lines for File {
    fn line(&mut self, number: usize, line: &str, gathering: &mut Gathering) -> Result<(), FormatError> {
        if let Some(name) = header(line.trim_end_matches(['\n', '\r'])) {
            self.end(gathering);
            let name = Some(name.to_owned());
            self.open = Some(Written { name, line: number + 1, notation: String::new() });
        } else {
            let new = || Written { name: None, line: number, notation: String::new() };
            self.open.get_or_insert_with(new).notation += line;
        }
        Ok(())
    }

    fn end(&mut self, gathering: &mut Gathering) {
        let Some(part) = self.open.take() else { return };
        let id = new_id(&part, &mut self.ids, &mut gathering.issues);
        let notation = part.notation.strip_suffix('\n').unwrap_or(&part.notation);
        match document_from_notation(id, notation, &"unknown".into()) {
            Ok(document) => gathering.put(document),
            Err(error) => gathering.issue(
                format!("line {}, column {}", part.line + error.line - 1, error.column),
                error.message + "; left the document out",
            ),
        }
    }
}

/// The name in a line that begins a document.
fn header(line: &str) -> Option<&str> {
    let name = line.strip_prefix("===")?;
    if name.is_empty() { Some(name) } else { name.strip_prefix(' ') }
}

/// The document's name, or a new one where it has none or one that was there already.
fn new_id(part: &Written, taken: &mut HashSet<Rc<str>>, issues: &mut Vec<Issue>) -> Rc<str> {
    let mut name = String::new();
    let mut characters = part.name.as_deref().unwrap_or("document-1").chars();
    while let Some(character) = characters.next() {
        let escaped = if character == '\\' { characters.next().and_then(unescape_name) } else { None };
        name.push(escaped.unwrap_or(character));
    }
    let new = std::iter::once(name.clone())
        .chain((2u32..).map(|number| format!("{name}-{number}")))
        .find(|id| !taken.contains(id.as_str()))
        .unwrap_or_default();
    if new != name {
        issues.push(Issue {
            place: format!("line {}", part.line.saturating_sub(1).max(1)),
            message: format!("expected a new name, found \"{name}\" again; called the document \"{new}\""),
        });
    }
    let new: Rc<str> = new.into();
    taken.insert(new.clone());
    new
}

#[cfg(test)]
mod tests {
    use super::super::Imported;
    use super::*;
    use expect_test::{Expect, expect};

    /// Shows what is read, each document as it is written again.
    fn check(file: &str, expected: Expect) {
        let shown = match FORMAT.read(file) {
            Ok(Imported { project, issues }) => {
                let issues: Vec<_> = issues.iter().map(|issue| format!("{issue}\n")).collect();
                format!("{}{}", write(&project), issues.concat())
            }
            Err(error) => error.to_string(),
        };
        expected.assert_eq(&shown.replace('\r', "\\r"));
    }

    #[test]
    fn reads_one_document_and_many() {
        check(
            "[PERSON é] met\r\n[PLACE? 漢].\n",
            expect![[r#"
                === document-1
                [PERSON é] met\r
                [PLACE? 漢].
            "#]],
        );
        check(
            "=== one\n[A 👩‍🚀]\n\n=== two\\ 2\r\n\\=== no\n===\n",
            expect![[r#"
            === one
            [A 👩‍🚀]

            === two\ 2
            \=== no
            === 

        "#]],
        );
        check(
            "=== a\nb\n=== a\nc",
            expect![[r#"
            === a
            b
            === a-2
            c
            line 3: expected a new name, found "a" again; called the document "a-2"
        "#]],
        );
        check("", expect![]);
    }

    #[test]
    fn one_bad_document_costs_only_itself() {
        check(
            "=== a\nfine\n=== b\nnot [sic] fine\n=== c\n",
            expect![[r#"
            === a
            fine
            === c

            line 4, column 9: expected a label and a space after "[", found "]"; write \[ and \] for the characters; left the document out
        "#]],
        );
        check(
            "not [sic] fine",
            expect![[
                r#"line 1, column 9: expected a label and a space after "[", found "]"; write \[ and \] for the characters"#
            ]],
        );
    }
}
