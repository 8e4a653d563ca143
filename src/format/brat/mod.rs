//! brat's standoff (brat.nlplab.org/standoff.html, brat 1.3): a text, its marks, and the types of all.
//!
//! `n1.txt`
//! ```text
//! The Supreme Court sat.
//! ```
//! `n1.ann`
//! ```text
//! T1  COURT 4 17  Supreme Court
//! A1  Value T1 2024-03-05
//! N1  Reference T1 wikidata:Q11201  Supreme Court
//! #1  AnnotatorNotes T1  check this
//! ```
//!
//! Tabs between the columns. Counts code points, end exclusive; older pages of brat counted UTF-16 units, which the words tell. A mark
//! over a line end is in pieces, one for each line, which are one mark again when they are read. Line ends are `\n`. Read besides:
//! `.a1` and `.a2`.
//! What it cannot carry: what is not accepted, notes of several lines, values with white space, all else of a mark but its label, its
//! link, its note and its value. Relations, events, equivalences, other attributes and marks of pieces apart are told.

mod read;

use std::collections::HashMap;
use std::rc::Rc;

use super::fit::retexted;
use super::{Family, File, Format, Part, Reader, Rules, Text, Writer, rules};
use crate::annotation::{Annotation, Document, Entity, EntityId, Project};
use crate::text::{Offset, Offsets, Span};

/// The row of this format.
pub(super) const FORMAT: Format = Format {
    name: "brat",
    title: "brat",
    family: Family::Tools,
    extension: ".brat.zip",
    inside: Some(".ann"),
    media_type: "application/zip",
    counts: "code points",
    about: "A folder for brat and the many programs that read its .txt and .ann, annotation.conf with it. Some of them, pybrat \
            among them, refuse two marks on the very same words unless they are told to go on.",
    rules: Rules {
        text: Text::LineFeeds,
        label: Some(rules::tag_name),
        id: Some(rules::file_name),
        own: Some(on_lines),
        ..Rules::accepted(&[Part::DocumentIds, Part::Links, Part::LinkNames, Part::Values, Part::Notes])
    },
    begins: |beginning| {
        let mut columns = beginning.lines().next().unwrap_or_default().split('\t');
        let (id, mark) = (columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
        let is_id = id.strip_prefix('T').is_some_and(|number| number.parse::<usize>().is_ok());
        is_id && mark.split(' ').count() >= 3
    },
    opens_at: None,
    streams: false,
    reader: Some(Reader::Folder(read::read)),
    writer: Some(Writer::Folder(write)),
};

/// The attribute that holds a mark's value.
const VALUE: &str = "Value";

const UNSEEN: &str = "nothing of it can be seen: left out";
const CUT: &str = "line ends at its ends: cut off";
const NOTE: &str = "a note of several lines, or an empty one: written in one line, or not at all";
const VALUES: &str = "a value that an attribute of brat cannot have: left out";

/// Whether Python's `splitlines` cuts a line there, or brat a column.
fn breaks(character: char) -> bool {
    matches!(character, '\t'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether Python takes a character for white space.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}')
}

/// A document with what lines of columns can hold: marks that are seen and neither begin nor end with a line end, notes of one line,
/// values without white space.
fn on_lines(document: &Document) -> rules::Changed {
    let mut told = Vec::new();
    let mut annotations = Vec::with_capacity(document.annotations().len());
    for (row, one) in document.annotations().iter().enumerate() {
        let mut tell = |words: &'static str| told.push((Some(row), words.into()));
        let words = document.words(one.span);
        if words.chars().all(is_blank) {
            tell(UNSEEN);
            continue;
        }
        let line_end = ['\r', '\n'];
        let before = words.len() - words.trim_start_matches(line_end).len();
        let after = words.len() - words.trim_end_matches(line_end).len();
        let span =
            Span::new(one.span.start().plus(before), Offset(one.span.end().0 - after)).unwrap_or(one.span);
        let note = one.note.as_ref().map(|note| note.replace(breaks, " ").trim_matches(is_blank).to_owned());
        let note: Option<Rc<str>> = note.filter(|note| !note.is_empty()).map(Rc::from);
        let wrong =
            |character: char| is_blank(character) || character.is_control() || "|,".contains(character);
        let value = one.value.clone().filter(|value| !value.is_empty() && !value.contains(wrong));
        for (changed, words) in
            [(span != one.span, CUT), (note != one.note, NOTE), (value != one.value, VALUES)]
        {
            if changed {
                tell(words);
            }
        }
        annotations.push(if span == one.span && note == one.note && value == one.value {
            one.clone()
        } else {
            Rc::new(Annotation { span, note, value, ..(**one).clone() })
        });
    }
    if told.is_empty() {
        return None;
    }
    let changed = retexted(document, document.cleaned().clone(), annotations, document.reviewed().to_vec());
    Some(((*changed).clone(), told))
}

fn write(project: &Project) -> Vec<File> {
    let entities: HashMap<&EntityId, &Entity> =
        project.entities.iter().map(|entity| (&entity.id, &**entity)).collect();
    let mut files = Vec::new();
    for document in &project.documents {
        files.push(File { name: format!("{}.ann", document.id), content: marks(document, &entities) });
        files.push(File { name: format!("{}.txt", document.id), content: document.text().to_string() });
    }
    files.push(File { name: "annotation.conf".to_owned(), content: configuration(project) });
    files
}

fn marks(document: &Document, entities: &HashMap<&EntityId, &Entity>) -> String {
    let offsets = Offsets::new(document.text());
    let mut content = String::new();
    let (mut values, mut links, mut notes) = (0, 0, 0);
    for (number, one) in (1..).zip(document.annotations()) {
        let mut at = one.span.start();
        let mut pieces = Vec::new();
        for piece in document.words(one.span).split('\n') {
            let end = at.plus(piece.len());
            let (start, after) = (offsets.to_char(at), offsets.to_char(end));
            if let (false, Some(start), Some(after)) = (piece.is_empty(), start, after) {
                pieces.push((format!("{} {}", start.0, after.0), piece.replace(breaks, " ")));
            }
            at = end.plus(1);
        }
        let (places, words): (Vec<String>, Vec<String>) = pieces.into_iter().unzip();
        content += &format!("T{number}\t{} {}\t{}\n", one.label, places.join(";"), words.join(" "));
        if let Some(value) = &one.value {
            values += 1;
            content += &format!("A{values}\t{VALUE} T{number} {value}\n");
        }
        let entity = one.entity.as_ref().and_then(|id| entities.get(id));
        if let Some((entity, (id, authority))) =
            entity.and_then(|entity| Some((entity, entity.canonical.as_ref()?)))
        {
            links += 1;
            content += &format!("N{links}\tReference T{number} {authority}:{id}\t{}\n", entity.name);
        }
        if let Some(note) = &one.note {
            notes += 1;
            content += &format!("#{notes}\tAnnotatorNotes T{number}\t{note}\n");
        }
    }
    content
}

/// The types of a project, as brat has to be told them.
fn configuration(project: &Project) -> String {
    let marks = || project.documents.iter().flat_map(|document| document.annotations());
    let mut labels: Vec<&str> = Vec::new();
    let mut values: Vec<&str> = Vec::new();
    for one in marks() {
        if !labels.contains(&one.label.name()) {
            labels.push(one.label.name());
        }
        values.extend(one.value.as_deref());
    }
    values.sort_unstable();
    values.dedup();
    let mut content = "[entities]\n".to_owned();
    labels.iter().for_each(|label| content += &format!("{label}\n"));
    content += "[relations]\n[events]\n[attributes]\n";
    if !values.is_empty() {
        content += &format!("{VALUE}\tArg:<ENTITY>, Value:{}\n", values.join("|"));
    }
    content
}

#[cfg(test)]
mod tests;
