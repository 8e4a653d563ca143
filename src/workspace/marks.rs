//! Which marks of a document are wanted: what the list beside the text shows, and what is done to all of them at once.

use crate::annotation::{Annotation, Document, Label, Origin, Status};
use crate::tagging::learned::PART;

/// Who made a mark, as one chooses by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Maker {
    /// A person.
    Person,
    /// The tagger.
    Tagger,
    /// What decisions taught.
    Learned,
}

impl Maker {
    /// All of them.
    pub const ALL: &[Maker] = &[Maker::Person, Maker::Tagger, Maker::Learned];

    /// Who made something of that origin.
    pub fn of(origin: &Origin) -> Maker {
        match origin {
            Origin::Annotator(_) => Maker::Person,
            Origin::Tagger { name, .. } if &**name == PART => Maker::Learned,
            Origin::Tagger { .. } => Maker::Tagger,
        }
    }

    /// Its name in the interface.
    pub fn name(self) -> &'static str {
        match self {
            Maker::Person => "by hand",
            Maker::Tagger => "by the tagger",
            Maker::Learned => "learned",
        }
    }

    /// The maker of that name.
    pub fn from_name(name: &str) -> Option<Maker> {
        Maker::ALL.iter().copied().find(|maker| maker.name() == name)
    }
}

/// Which marks are wanted; `default()` wants all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Letters that their words or their note have, in any case.
    pub words: String,
    /// Their label.
    pub label: Option<Label>,
    /// Their status.
    pub status: Option<Status>,
    /// Who made them.
    pub maker: Option<Maker>,
    /// Their least score, in thousandths; what has no score has less.
    pub least: Option<u16>,
    /// Only those with a note.
    pub noted: bool,
}

impl Filter {
    /// Whether `annotation` of `document` is wanted.
    pub fn takes(&self, document: &Document, annotation: &Annotation) -> bool {
        let least = |least: u16| annotation.score.is_some_and(|score| thousandths(score) >= least);
        self.label.as_ref().is_none_or(|label| *label == annotation.label)
            && self.status.is_none_or(|status| status == annotation.status)
            && self.maker.is_none_or(|maker| maker == Maker::of(&annotation.origin))
            && self.least.is_none_or(least)
            && (!self.noted || annotation.note.is_some())
            && (self.words.is_empty() || {
                let wanted = self.words.to_lowercase();
                let has = |text: &str| text.to_lowercase().contains(&wanted);
                has(document.words(annotation.span)) || annotation.note.as_deref().is_some_and(has)
            })
    }
}

/// A score as the interface counts it.
fn thousandths(score: f64) -> u16 {
    (score.clamp(0.0, 1.0) * 1000.0).round() as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::document_from_notation;

    #[track_caller]
    fn check(filter: Filter, expected: &[&str]) {
        let text = "[PERSON Ada] met [PERSON? Zoë] é in [PLACE 漢] and [PLACE~ 👩‍🚀].";
        let document = document_from_notation("d", text, &"Ruth".into()).unwrap();
        let marks = document.annotations().iter().filter(|one| filter.takes(&document, one));
        let words: Vec<&str> = marks.map(|one| document.words(one.span)).collect();
        assert_eq!(words, expected, "{filter:?}");
    }

    #[test]
    fn each_condition_narrows_the_list() {
        check(Filter::default(), &["Ada", "Zoë", "漢", "👩‍🚀"]);
        check(Filter { label: Label::new("PERSON"), ..Filter::default() }, &["Ada", "Zoë"]);
        check(Filter { status: Some(Status::Rejected), ..Filter::default() }, &["👩‍🚀"]);
        check(Filter { words: "ZOË".to_owned(), ..Filter::default() }, &["Zoë"]);
        check(Filter { least: Some(1), ..Filter::default() }, &[]);
        check(Filter { noted: true, ..Filter::default() }, &[]);
        check(Filter { maker: Some(Maker::Learned), ..Filter::default() }, &[]);
        let both = Filter { label: Label::new("PLACE"), status: Some(Status::Accepted), ..Filter::default() };
        check(both, &["漢"]);
    }

    #[test]
    fn scores_are_compared_as_they_are_shown() {
        for (score, least) in [(0.8999, 900), (0.5, 500), (1.2, 1000), (-1.0, 0)] {
            assert_eq!(thousandths(score), least);
        }
        for maker in Maker::ALL {
            assert_eq!(Maker::from_name(maker.name()), Some(*maker));
        }
    }
}
