//! Generated news-like text of any size with any number of annotations: for measuring, never for training.

use std::rc::Rc;

use crate::annotation::{
    Annotation, AnnotationId, Document, Edit, Label, Origin, Project, Retext, Schema, Status,
};
use crate::text::Span;

/// The words of a sentence; `{}` is a name.
const FRAMES: &[&str] = &[
    "Officials at {} said on {} that the plan would be put before {} within weeks.",
    "{} told reporters in {} that the ruling by {} left several questions open.",
    "A spokeswoman for {} declined to comment, and {} did not answer calls on {}.",
    "The order, which {} signed in {}, follows years of dispute between {} and its neighbours.",
    "“We have waited long enough,” said {}, who has led {} since the merger with {}.",
    "Under {} the agency must publish its findings, a duty that {} has called a burden for {}.",
];

/// Names and their labels.
const NAMES: &[(&str, &str)] = &[
    ("Tidewater Court of Appeal", "COURT"),
    ("Coastal Survey", "AGENCY"),
    ("the Clean Estuaries Act", "LAW"),
    ("Port Ellery", "PLACE"),
    ("Miriam Okafor-Lund", "PERSON"),
    ("Union of Dockers and Pilots", "ORGANIZATION"),
    ("Wednesday", "DATE"),
    ("Norhaven", "PLACE"),
    ("José Núñez-Ávila", "PERSON"),
    ("Harbour Commission", "AGENCY"),
    ("March 3", "DATE"),
    ("漢江 Shipping", "ORGANIZATION"),
];

/// A project of one document: about `bytes` bytes of paragraphs, and `count` annotations spread evenly over the
/// names in it (as many as it has names, at most). The same arguments give the same document.
pub fn sample(bytes: usize, count: usize) -> Project {
    let mut text = String::with_capacity(bytes + 256);
    let mut names: Vec<(Span, &str)> = Vec::new();
    let mut state = 0x2545_f491_u32;
    let mut pick = move |below: usize| {
        // Xorshift: fixed seed, so that every run measures the same text.
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % below.max(1)
    };
    while text.len() < bytes {
        for sentence in 0..2 + pick(3) {
            if sentence > 0 {
                text.push(' ');
            }
            let frame = FRAMES[pick(FRAMES.len())];
            let mut parts = frame.split("{}").peekable();
            while let Some(part) = parts.next() {
                text.push_str(part);
                if parts.peek().is_some() {
                    let (name, label) = NAMES[pick(NAMES.len())];
                    let start = text.len();
                    text.push_str(name);
                    names.extend(Span::of(start..text.len()).map(|span| (span, label)));
                }
            }
        }
        text.push_str("\n\n");
    }
    text.truncate(text.trim_end().len());
    let mut document = Document::of_text("sample", text);
    let count = count.min(names.len());
    let mut annotations = Vec::with_capacity(count);
    for number in 0..count {
        let (span, label) = names[number * names.len() / count.max(1)];
        let Some(label) = Label::new(label) else { continue };
        let id = AnnotationId(format!("s{number}").into());
        let mut annotation = Annotation::by_hand(id, span, label, "sample".into());
        if number % 3 != 0 {
            annotation.status = Status::Suggested;
            annotation.origin = Origin::Tagger { name: "sample".into(), version: "1".into() };
        }
        annotations.push(Rc::new(annotation));
    }
    let retext = Retext { cleaned: document.cleaned().clone(), annotations, reviewed: Vec::new() };
    // Each span is a stretch of the text and each id is new: there is nothing to refuse.
    let _ = Edit::SetText(Box::new(retext)).apply(&mut document);
    Project { schema: Schema::default(), documents: vec![Rc::new(document)], ..Project::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_as_long_and_as_marked_as_asked() {
        let project = sample(10_000, 100);
        let document = &project.documents[0];
        assert!((10_000..10_800).contains(&document.text().len()), "{}", document.text().len());
        assert_eq!(document.annotations().len(), 100);
        assert_eq!(project, sample(10_000, 100));
    }
}
