//! Which documents several annotators share, and what each of them marked there.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::annotation::{Document, Label, Project, Status};
use crate::text::{CharOffset, Offsets, Span, tokens};

/// A non-empty stretch of a text in code points, as the figures count lengths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    /// Where it begins.
    pub start: CharOffset,
    /// Where it ends; the first code point that is no longer in it.
    pub end: CharOffset,
}

impl Stretch {
    /// How many code points it has.
    pub fn length(self) -> usize {
        self.end.0.saturating_sub(self.start.0)
    }

    /// How many code points the two share.
    pub fn shared(self, other: Stretch) -> usize {
        self.end.0.min(other.end.0).saturating_sub(self.start.0.max(other.start.0))
    }
}

/// What one annotator said of a stretch.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Where it stands.
    pub stretch: Stretch,
    /// What it is labelled.
    pub label: Label,
}

/// A document that at least two annotators have, with the same text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// Its id with the first of them.
    pub id: Rc<str>,
    /// The text's length in code points.
    pub length: usize,
    /// The text's tokens in order.
    pub tokens: Vec<Stretch>,
    /// What each annotator marked, by start, the longer first; `None` from those who don't have the document.
    pub readings: Vec<Option<Vec<Mark>>>,
}

/// A document that is not compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    /// Its id.
    pub id: Rc<str>,
    /// The numbers of the annotators who have it, in order.
    pub annotators: Vec<usize>,
}

/// What several annotators' documents come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matched {
    /// How many annotators there are.
    pub annotators: usize,
    /// The documents that are compared, by id.
    pub shared: Vec<Shared>,
    /// Those of one id whose texts differ, by id.
    pub differing: Vec<Apart>,
    /// Those that one annotator alone has, by id.
    pub alone: Vec<Apart>,
}

impl Matched {
    /// The labels that are used in the documents that are compared, in alphabetical order.
    pub fn labels(&self) -> Vec<Label> {
        let marks = self.shared.iter().flat_map(|document| document.readings.iter().flatten().flatten());
        let labels: BTreeSet<&Label> = marks.map(|mark| &mark.label).collect();
        labels.into_iter().cloned().collect()
    }
}

/// Matches the documents of `projects`, one for each annotator, and reads their marks of `statuses`.
///
/// Documents of one id belong together; if their texts differ anywhere, none of them is compared. What then has no
/// partner is matched by its text, where each annotator has that text at most once. A mark that is there twice counts
/// once.
pub fn match_documents(projects: &[&Project], statuses: &[Status]) -> Matched {
    let mut by_id: BTreeMap<&str, Vec<(usize, &Document)>> = BTreeMap::new();
    for (annotator, project) in projects.iter().enumerate() {
        for document in &project.documents {
            let group = by_id.entry(&document.id).or_default();
            // Ids are unique in a project; a second one of the same would be nobody's partner.
            if group.last().is_none_or(|(last, _)| *last != annotator) {
                group.push((annotator, document));
            }
        }
    }
    let mut matched = Matched { annotators: projects.len(), ..Matched::default() };
    let mut single: BTreeMap<&str, Vec<(usize, &Document)>> = BTreeMap::new();
    for group in by_id.into_values() {
        match group.as_slice() {
            [(annotator, document)] => {
                single.entry(document.text()).or_default().push((*annotator, document));
            }
            [(_, first), rest @ ..] if rest.iter().any(|(_, other)| other.text() != first.text()) => {
                matched.differing.push(apart(&group));
            }
            _ => matched.shared.extend(shared(&group, projects.len(), statuses)),
        }
    }
    for mut group in single.into_values() {
        group.sort_by_key(|(annotator, _)| *annotator);
        let twice = group.windows(2).any(|pair| pair[0].0 == pair[1].0);
        if group.len() > 1 && !twice {
            matched.shared.extend(shared(&group, projects.len(), statuses));
        } else {
            matched.alone.extend(group.iter().map(|one| apart(std::slice::from_ref(one))));
        }
    }
    matched.shared.sort_by(|one, other| one.id.cmp(&other.id));
    matched.alone.sort_by(|one, other| (&one.id, &one.annotators).cmp(&(&other.id, &other.annotators)));
    matched
}

fn apart(group: &[(usize, &Document)]) -> Apart {
    let id = group.first().map_or_else(|| "".into(), |(_, document)| document.id.clone());
    Apart { id, annotators: group.iter().map(|(annotator, _)| *annotator).collect() }
}

/// A group of documents with one text as one; `None` if there is none.
fn shared(group: &[(usize, &Document)], annotators: usize, statuses: &[Status]) -> Option<Shared> {
    let (_, first) = group.first()?;
    let offsets = Offsets::new(first.text());
    let stretch = |span: Span| {
        Some(Stretch { start: offsets.to_char(span.start())?, end: offsets.to_char(span.end())? })
    };
    let mut readings = vec![None; annotators];
    for (annotator, document) in group {
        let kept = document.annotations().iter().filter(|one| statuses.contains(&one.status));
        let marks =
            kept.filter_map(|one| Some(Mark { stretch: stretch(one.span)?, label: one.label.clone() }));
        let mut marks: Vec<Mark> = marks.collect();
        marks.sort_by(|one, other| rank(one).cmp(&rank(other)));
        marks.dedup();
        if let Some(reading) = readings.get_mut(*annotator) {
            *reading = Some(marks);
        }
    }
    Some(Shared {
        id: first.id.clone(),
        length: offsets.chars().0,
        tokens: tokens(first.text()).into_iter().filter_map(|token| stretch(token.span)).collect(),
        readings,
    })
}

/// The order of marks: by start, the longer first, then by label.
fn rank(mark: &Mark) -> (CharOffset, std::cmp::Reverse<CharOffset>, &Label) {
    (mark.stretch.start, std::cmp::Reverse(mark.stretch.end), &mark.label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::testing::{project, statuses};

    #[track_caller]
    fn check(files: &[&[(&str, &str)]], shared: &[&str], differing: &[&str], alone: &[&str]) {
        let projects: Vec<Project> = files.iter().map(|file| project(file)).collect();
        let matched = match_documents(&projects.iter().collect::<Vec<_>>(), statuses());
        let ids = |apart: &[Apart]| -> Vec<String> { apart.iter().map(|one| one.id.to_string()).collect() };
        let found: Vec<&str> = matched.shared.iter().map(|one| &*one.id).collect();
        assert_eq!(
            (found.as_slice(), ids(&matched.differing), ids(&matched.alone)),
            (shared, strings(differing), strings(alone))
        );
    }

    fn strings(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn documents_are_matched_by_id_then_by_text() {
        check(&[&[("a", "One."), ("b", "Two.")], &[("b", "Two."), ("a", "[X One].")]], &["a", "b"], &[], &[]);
        check(&[&[("a", "One.")], &[("a", "One!")]], &[], &["a"], &[]);
        check(&[&[("a", "One.")], &[("z", "[X One].")]], &["a"], &[], &[]);
        check(&[&[("a", "One."), ("b", "One.")], &[("z", "One.")]], &[], &[], &["a", "b", "z"]);
        check(&[&[("a", "One.")], &[("a", "One.")], &[("a", "Two.")]], &[], &["a"], &[]);
        check(&[&[("a", "One.")], &[("a", "One.")], &[("b", "Two.")]], &["a"], &[], &["b"]);
        check(&[], &[], &[], &[]);
        check(&[&[], &[]], &[], &[], &[]);
    }

    #[test]
    fn marks_are_counted_in_code_points_and_chosen_by_status() {
        let text = "👩‍🚀 [X é] 漢\r\n[Y~ ש] [Z? b] [X a]";
        let project = project(&[("a", text)]);
        let matched = match_documents(&[&project, &project], statuses());
        let document = &matched.shared[0];
        let marks = |reading: &Option<Vec<Mark>>| -> Vec<(usize, usize, String)> {
            let marks = reading.iter().flatten();
            marks.map(|one| (one.stretch.start.0, one.stretch.end.0, one.label.to_string())).collect()
        };
        let expected = vec![(4, 5, "X".to_owned()), (13, 14, "X".to_owned())];
        assert_eq!((document.length, document.tokens.len()), (14, 6));
        assert_eq!(marks(&document.readings[0]), expected);
        assert_eq!(document.readings[0], document.readings[1]);
        let all = match_documents(&[&project, &project], Status::ALL);
        assert_eq!(all.labels().iter().map(Label::name).collect::<Vec<_>>(), ["X", "Y", "Z"]);
    }
}
