//! A document of any size with any number of annotations: for measuring, never for training.

use std::rc::Rc;

use super::made_up::made_up_articles;
use crate::annotation::{
    Annotation, AnnotationId, Document, Edit, Label, Origin, Project, Retext, Schema, Status,
};
use crate::text::Span;

/// A project of one document: about `bytes` bytes of paragraphs, and `count` annotations on about all names in it (at most one
/// in a sentence's length of bytes or so, or the text gets longer). The same arguments give the same document.
pub fn sample(bytes: usize, count: usize) -> Project {
    let made_up = made_up_articles(bytes, count);
    let names = &made_up.mentions;
    let count = count.min(names.len());
    let annotations = (0..count).filter_map(|number| {
        let (range, label) = names.get(number * names.len() / count.max(1))?;
        let id = AnnotationId(format!("s{number}").into());
        let span = Span::of(range.clone())?;
        let mut annotation = Annotation::by_hand(id, span, Label::new(label)?, "sample".into());
        if number % 3 != 0 {
            annotation.status = Status::Suggested;
            annotation.origin = Origin::Tagger { name: "sample".into(), version: "1".into() };
        }
        Some(Rc::new(annotation))
    });
    let annotations = annotations.collect();
    let mut document = Document::of_text("sample", made_up.text);
    let retext = Retext {
        cleaned: document.cleaned().clone(),
        annotations,
        reviewed: Vec::new(),
        set_aside: Vec::new(),
    };
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
        assert!(sample(1_000_000, 10_000).documents[0].annotations().len() == 10_000);
    }
}
