//! A small project in place of a large one, to show what a file of it looks like.

use std::rc::Rc;

use crate::annotation::{Document, Edit, Project, Retext};
use crate::article::{Cleaned, Map};
use crate::text::{Offset, Span};

/// How long its text is at most, in bytes, but for the rest of a word.
const TEXT: usize = 600;

/// The first of the documents without its source, up to the end of its first `annotations` or somewhat less; the
/// labels, annotators and entities are all there.
pub fn excerpt(project: &Project, annotations: usize) -> Project {
    let document = project.documents.first().map(|document| Rc::new(beginning(document, annotations)));
    Project { documents: document.into_iter().collect(), ..project.clone() }
}

fn beginning(document: &Document, annotations: usize) -> Document {
    let text = document.text();
    let last = document.annotations().iter().take(annotations).map(|one| one.span.end().0).max();
    // The paragraph that the last one stands in ends the excerpt, if it is not too long.
    let end = text[..]
        .get(last.unwrap_or(0)..)
        .and_then(|rest| rest.find('\n'))
        .map_or(text.len(), |to| to + last.unwrap_or(0));
    let end = if end <= TEXT { end } else { word_end(text, TEXT) };
    let begun = document.annotations().iter().take_while(|one| one.span.start().0 < end);
    let kept = begun.filter(|one| one.span.end().0 <= end).take(annotations);
    let retext = Retext {
        cleaned: Cleaned { text: text[..end].into(), removed: Vec::new(), map: Map::default() },
        annotations: kept.cloned().collect(),
        reviewed: document.reviewed().iter().filter_map(|span| within(*span, end)).collect(),
        set_aside: Vec::new(),
    };
    let mut short = Document::new(document.id.clone(), None, Cleaned::default(), document.metadata().clone());
    short.extra = document.extra.clone();
    // Neither can fail: every span ends in the text that is left.
    let _ = Edit::SetText(Box::new(retext)).apply(&mut short);
    let _ = Edit::SetStatus(document.status()).apply(&mut short);
    short
}

fn within(span: Span, end: usize) -> Option<Span> {
    Span::new(span.start(), span.end().min(Offset(end)))
}

/// The end of the word at `from`, or the next place between two characters where there is no end soon.
fn word_end(text: &str, from: usize) -> usize {
    let from = text.ceil_char_boundary(from);
    let rest = &text[from..];
    let space = rest.char_indices().take(40).find(|(_, character)| character.is_whitespace());
    space.map_or(from, |(to, _)| from + to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::document_from_notation;

    fn short(notation: &str, annotations: usize) -> String {
        let document = document_from_notation(Rc::from("d"), notation, &Rc::from("a")).unwrap();
        let project = Project { documents: vec![document.into()], ..Project::default() };
        let excerpt = excerpt(&project, annotations);
        crate::annotation::document_to_notation(&excerpt.documents[0])
    }

    #[test]
    fn a_text_ends_with_the_paragraph_of_its_last_annotation() {
        for (annotations, expected) in
            [(0, "é 漢"), (1, "[A é] 漢"), (2, "[A é] 漢\n[B? 👩‍🚀] c"), (9, "[A é] 漢\n[B? 👩‍🚀] c\nd [C e]")]
        {
            let full = "[A é] 漢\n[B? 👩‍🚀] c\nd [C e]";
            assert_eq!(short(full, annotations), expected, "{annotations}");
        }
        assert_eq!(short("", 3), "");
        assert_eq!(short("no mark\nat all", 3), "no mark");
    }

    #[test]
    fn a_long_paragraph_is_cut_between_words_and_never_inside_a_character() {
        let long = format!("[A x] {}", "漢字 ".repeat(400));
        let cut = short(&long, 1);
        assert!(cut.len() < 700 && cut.ends_with('字'), "{cut}");
        let whole = "👩‍🚀".repeat(200);
        assert!(short(&whole, 1).len() < 700);
        // An annotation that goes on past the cut is left out.
        let crossing = format!("[A {}]", "漢字 ".repeat(400).trim());
        assert!(!short(&crossing, 1).contains('['));
    }

    #[test]
    fn a_project_without_documents_stays_so() {
        assert_eq!(excerpt(&Project::default(), 3), Project::default());
    }
}
