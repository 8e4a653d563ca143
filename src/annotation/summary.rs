//! What lists, filters and charts say of a document, so that none of them has to open it.

use std::rc::Rc;

use super::{Document, DocumentStatus, Label, Origin, Status, Timestamp};

/// What lists, filters and charts say of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The document's id.
    pub id: Rc<str>,
    /// The title, else the first words of the text.
    pub title: Rc<str>,
    /// The name of the site or paper.
    pub site: Option<Rc<str>>,
    /// When it was first published, ISO 8601, a date or a moment.
    pub published: Option<Rc<str>>,
    /// How far the work on it has come.
    pub status: DocumentStatus,
    /// The text's length in words.
    pub words: u32,
    /// How many paragraphs it has, the headline one of them.
    pub paragraphs: u32,
    /// How many of these a person has looked at, from end to end.
    pub read: u32,
    /// What is marked in it, a row for each label that occurs, in the labels' alphabetical order.
    pub marks: Vec<Tally>,
    /// How many marks have a note.
    pub notes: u32,
    /// The lowest score among the open suggestions, in thousandths.
    pub lowest: Option<u16>,
    /// Whether the tagger has read the text as it is now.
    pub tagged: bool,
    /// When it came.
    pub added: Timestamp,
    /// When it was last changed.
    pub changed: Timestamp,
    /// When a person called it done, as long as it is.
    pub done: Option<Timestamp>,
}

/// How many marks of one label there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The label.
    pub label: Label,
    /// Accepted ones, whoever made them.
    pub ink: u32,
    /// Suggested ones.
    pub pencil: u32,
    /// Rejected ones.
    pub rejected: u32,
    /// Those that the tagger suggested as this label and a person accepted as it, with whatever ends.
    pub right: u32,
    /// Those that the tagger suggested as this label and a person rejected or gave another one.
    pub wrong: u32,
}

/// What a document alone does not tell.
#[derive(Clone, Debug)]
pub struct Known {
    /// Whether the tagger has read the text as it is now.
    pub tagged: bool,
    /// Now.
    pub now: Timestamp,
}

impl Summary {
    /// What is to be said of `document`; `before` is what was said of it the last time.
    pub fn of(document: &Document, before: Option<&Summary>, known: Known) -> Summary {
        let text = document.text();
        let mut reviewed = document.reviewed();
        let (mut paragraphs, mut read, mut start) = (0, 0, 0);
        for line in text.split('\n') {
            let end = start + line.len();
            if !line.trim().is_empty() {
                paragraphs += 1;
                while let [first, rest @ ..] = reviewed
                    && first.end().0 <= start
                {
                    reviewed = rest;
                }
                let seen =
                    reviewed.first().is_some_and(|first| first.start().0 <= start && end <= first.end().0);
                read += u32::from(seen);
            }
            start = end + 1;
        }
        let metadata = document.metadata();
        let is_done = document.status() == DocumentStatus::Done;
        let done = before.and_then(|before| before.done.clone());
        Summary {
            id: document.id.clone(),
            title: title(document),
            site: metadata.site.as_deref().map(Rc::from),
            published: metadata.published.as_deref().map(Rc::from),
            status: document.status(),
            words: u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX),
            paragraphs,
            read,
            marks: tallies(document),
            notes: count(document.annotations().iter().filter(|one| one.note.is_some())),
            lowest: lowest(document),
            tagged: known.tagged,
            added: before.map_or_else(|| known.now.clone(), |before| before.added.clone()),
            done: is_done.then(|| done.unwrap_or_else(|| known.now.clone())),
            changed: known.now,
        }
    }

    /// Accepted marks of all labels.
    pub fn ink(&self) -> u32 {
        self.marks.iter().map(|tally| tally.ink).sum()
    }

    /// Suggested marks of all labels.
    pub fn pencil(&self) -> u32 {
        self.marks.iter().map(|tally| tally.pencil).sum()
    }
}

/// The title, else the first words of the text.
pub fn title(document: &Document) -> Rc<str> {
    if let Some(title) = &document.metadata().title {
        return title.as_str().into();
    }
    let first = document.text().lines().find(|line| !line.trim().is_empty()).unwrap_or("Untitled");
    let short: String = first.chars().take(80).collect();
    if short.len() < first.len() { format!("{short}…").into() } else { short.into() }
}

fn tallies(document: &Document) -> Vec<Tally> {
    let mut all: Vec<Tally> = Vec::new();
    for one in document.annotations() {
        let tally = of(&mut all, &one.label);
        match one.status {
            Status::Accepted => tally.ink += 1,
            Status::Suggested => tally.pencil += 1,
            Status::Rejected => tally.rejected += 1,
        }
        if matches!(one.origin, Origin::Tagger { .. }) && one.status != Status::Suggested {
            // What it was before the first decision is what the tagger said.
            let said = one.decisions.first().map_or(&one.label, |first| &first.label).clone();
            let right = one.status == Status::Accepted && said == one.label;
            let tally = of(&mut all, &said);
            if right { tally.right += 1 } else { tally.wrong += 1 }
        }
    }
    all.sort_by(|a, b| a.label.cmp(&b.label));
    all
}

fn of<'a>(all: &'a mut Vec<Tally>, label: &Label) -> &'a mut Tally {
    let at = all.iter().position(|tally| tally.label == *label).unwrap_or_else(|| {
        let label = label.clone();
        all.push(Tally { label, ink: 0, pencil: 0, rejected: 0, right: 0, wrong: 0 });
        all.len() - 1
    });
    &mut all[at]
}

fn lowest(document: &Document) -> Option<u16> {
    let open = document.annotations().iter().filter(|one| one.status == Status::Suggested);
    open.filter_map(|one| one.score).map(|score| (score.clamp(0.0, 1.0) * 1000.0).round() as u16).min()
}

fn count<T>(all: impl Iterator<Item = T>) -> u32 {
    u32::try_from(all.count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::annotation::testing::read;
    use crate::annotation::{Annotation, Decision, Edit};
    use crate::text::Span;

    fn check(annotated: &str, reviewed: &[(usize, usize)], expected: Expect) {
        let mut document = read(annotated);
        let spans = reviewed.iter().filter_map(|(start, end)| Span::of(*start..*end)).collect();
        Edit::SetReviewed(spans).apply(&mut document).unwrap();
        let summary = Summary::of(&document, None, known("2026-01-02T03:04:05Z"));
        let marks = summary.marks.iter().map(|tally| {
            format!(
                "\n{}: {} ink, {} pencil, {} rejected, {} right, {} wrong",
                tally.label, tally.ink, tally.pencil, tally.rejected, tally.right, tally.wrong
            )
        });
        let marks: String = marks.collect();
        let Summary { title, words, paragraphs, read, lowest, .. } = summary;
        expected
            .assert_eq(&format!("{title}: {words} words, {read} of {paragraphs} read, {lowest:?}{marks}"));
    }

    fn known(now: &str) -> Known {
        Known { tagged: true, now: Timestamp(now.into()) }
    }

    #[test]
    fn counts_words_paragraphs_and_marks() {
        check("", &[], expect!["Untitled: 0 words, 0 of 0 read, None"]);
        check(
            "Zoë 漢字 👩\u{200d}🚀 sat\n\n[COURT The Court] of [PLACE? Ohio] in [PLACE~ Bar]\n",
            &[(0, 26)],
            expect![[r#"
                Zoë 漢字 👩‍🚀 sat: 10 words, 0 of 2 read, None
                COURT: 1 ink, 0 pencil, 0 rejected, 0 right, 0 wrong
                PLACE: 0 ink, 1 pencil, 1 rejected, 0 right, 0 wrong"#]],
        );
        // A part of a paragraph is not a paragraph; two stretches that touch are one.
        check(
            "One line.\nTwo lines.",
            &[(0, 5), (5, 9), (10, 15)],
            expect!["One line.: 4 words, 1 of 2 read, None"],
        );
    }

    #[test]
    fn tells_what_the_tagger_said_from_what_it_is() {
        let mut document = read("[PLACE Ohio] and [PERSON Iowa] and [COURT~ Bar] and [LAW? Foo]");
        for (at, said) in ["PLACE", "PLACE", "COURT", "LAW"].into_iter().enumerate() {
            let old = document.annotations()[at].clone();
            let decision = Decision {
                who: "Ada".into(),
                when: Timestamp("2026-01-01T00:00:00Z".into()),
                label: Label::new(said).unwrap(),
                status: Status::Suggested,
                text: "".into(),
                extra: None,
            };
            let decisions = if old.status == Status::Suggested { Vec::new() } else { vec![decision] };
            let origin = Origin::Tagger { name: "model".into(), version: "1".into() };
            let score = Some(0.5 + 0.1 * at as f64);
            let new = Annotation { origin, decisions, score, ..(*old).clone() };
            Edit::Replace(new.into()).apply(&mut document).unwrap();
        }
        let summary = Summary::of(&document, None, known("2026-01-02T03:04:05Z"));
        let counts: Vec<_> =
            summary.marks.iter().map(|one| (one.label.name(), one.right, one.wrong)).collect();
        assert_eq!(counts, [("COURT", 0, 1), ("LAW", 0, 0), ("PERSON", 0, 0), ("PLACE", 1, 1)]);
        assert_eq!((summary.ink(), summary.pencil(), summary.lowest), (2, 1, Some(800)));
    }

    #[test]
    fn remembers_when_it_came_and_was_done() {
        let mut document = read("Words");
        let first = Summary::of(&document, None, known("2026-01-01T00:00:00Z"));
        Edit::SetStatus(DocumentStatus::Done).apply(&mut document).unwrap();
        let done = Summary::of(&document, Some(&first), known("2026-01-02T00:00:00Z"));
        let later = Summary::of(&document, Some(&done), known("2026-01-03T00:00:00Z"));
        assert_eq!(later.added, first.added);
        assert_eq!(later.done, Some(Timestamp("2026-01-02T00:00:00Z".into())));
        Edit::SetStatus(DocumentStatus::InProgress).apply(&mut document).unwrap();
        assert_eq!(Summary::of(&document, Some(&later), known("2026-01-04T00:00:00Z")).done, None);
    }
}
