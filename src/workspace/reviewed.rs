//! Reviewed coverage: which paragraphs a person has looked at, so that an empty one is told from one not reached.
//!
//! A paragraph is read when a person says so and moves on, or has decided on the last suggestion in it. Scrolling past,
//! carried decisions and decisions on many at once read nothing.

use super::{Galley, OpenDocument, Workspace, counted};
use crate::annotation::{Annotation, Change, Edit, EditError, Status};
use crate::text::{Offset, Span};

/// What is asked of the coverage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadCommand {
    /// Call the paragraph that the hand is in read, and go on to the next that is not.
    AndOn,
    /// Go to the next paragraph that is not read, from the hand on and round.
    Next,
    /// Call the paragraph at this place read, or not.
    Set {
        /// A place in it.
        at: Offset,
        /// Whether it is read.
        read: bool,
    },
}

/// How much of a paragraph a person has looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Read {
    /// Nothing.
    #[default]
    No,
    /// A part: its text was put together from several, say.
    Partly,
    /// All.
    Yes,
}

impl Read {
    /// How much of `span` the sorted `reviewed` stretches hold; of these, those that end before it are dropped.
    pub(super) fn of(span: Span, reviewed: &mut &[Span]) -> Read {
        while let [first, rest @ ..] = *reviewed
            && first.end() <= span.start()
        {
            *reviewed = rest;
        }
        match reviewed.first() {
            Some(first) if first.covers(span) => Read::Yes,
            Some(first) if first.overlaps(span) => Read::Partly,
            _ => Read::No,
        }
    }

    /// Its word, as shown and said.
    pub fn name(self) -> &'static str {
        match self {
            Read::No => "not read",
            Read::Partly => "partly read",
            Read::Yes => "read",
        }
    }
}

/// How many paragraphs of a text are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Those that are read.
    pub read: usize,
    /// All.
    pub all: usize,
}

impl Workspace {
    /// Does what is asked of the coverage.
    pub(super) fn read_command(&mut self, command: ReadCommand) -> Result<(), EditError> {
        let Some(open) = self.current() else { return Ok(()) };
        let here = open.galley.paragraph_of(open.hand()).map(|paragraph| paragraph.span);
        match command {
            ReadCommand::AndOn => {
                let Some(here) = here else { return Ok(()) };
                self.edit(|open| open.set_read(here, true))?;
                self.go_to_unread(here.start());
            }
            ReadCommand::Next => {
                let from = here.map_or(Offset(0), Span::start);
                self.go_to_unread(from);
            }
            ReadCommand::Set { at, read } => {
                let Some(there) = open.galley.paragraph_of(at).map(|paragraph| paragraph.span) else {
                    return Ok(());
                };
                self.edit(|open| open.set_read(there, read))?;
                let said = self.current().map(|open| open.coverage_in_words()).unwrap_or_default();
                self.say(&format!("{}. {said}", if read { "Read" } else { "Not read" }));
            }
        }
        Ok(())
    }

    fn go_to_unread(&mut self, from: Offset) {
        let Some(open) = self.current() else { return };
        // What was just read is not drawn anew yet.
        let behind = open.unread().find(|start| *start > from).or_else(|| open.unread().next());
        let said = open.coverage_in_words();
        let Some(start) = behind else {
            self.say("All paragraphs are read");
            return;
        };
        self.look(|open| {
            open.let_go();
            open.go_to(start);
        });
        self.say(&said);
    }
}

impl OpenDocument {
    /// How many paragraphs are read.
    pub fn coverage(&self) -> Coverage {
        self.galley.coverage()
    }

    /// Where the hand is: at the selection, the focus, or where it was last.
    pub(super) fn hand(&self) -> Offset {
        let span = self.selection.or(self.focused().map(|annotation| annotation.span));
        span.map_or(self.rest, Span::start)
    }

    /// The paragraphs that are not read, by the document as it is now.
    fn unread(&self) -> impl Iterator<Item = Offset> + '_ {
        let mut reviewed = self.document.reviewed();
        self.galley
            .paragraphs()
            .filter(move |paragraph| Read::of(paragraph.span, &mut reviewed) != Read::Yes)
            .map(|paragraph| paragraph.span.start())
    }

    fn coverage_in_words(&self) -> String {
        let (left, all) = (self.unread().count(), self.galley.coverage().all);
        format!("{} of {} read", all - left.min(all), counted(all, "paragraph"))
    }

    /// Calls `span` read, or not.
    fn set_read(&mut self, span: Span, read: bool) -> Result<(), EditError> {
        let now = if read { self.with_read(span) } else { self.without_read(span) };
        if now == self.document.reviewed() {
            return Ok(());
        }
        let name = if read { "read" } else { "not read" };
        self.change(name, Change(vec![Edit::SetReviewed(now)]))
    }

    fn with_read(&self, span: Span) -> Vec<Span> {
        let mut reviewed = self.document.reviewed().to_vec();
        let at = reviewed.partition_point(|other| other.start() <= span.start());
        // Inside one already.
        if at.checked_sub(1).and_then(|at| reviewed.get(at)).is_some_and(|other| other.covers(span)) {
            return reviewed;
        }
        reviewed.insert(at, span);
        reviewed
    }

    fn without_read(&self, span: Span) -> Vec<Span> {
        let parts = |other: &Span| {
            let before = Span::new(other.start(), other.end().min(span.start()));
            [before, Span::new(other.start().max(span.end()), other.end())].into_iter().flatten()
        };
        self.document.reviewed().iter().flat_map(parts).collect()
    }

    /// The edit that calls the paragraphs of `old`, a suggestion that is decided on, read, if it was their last.
    pub(super) fn read_with(&self, old: &Annotation) -> Option<Edit> {
        if old.status != Status::Suggested {
            return None;
        }
        let paragraph = self.galley.paragraph_of(old.span.start())?.span;
        let annotations = self.document.annotations();
        let end = annotations.partition_point(|other| other.span.start() < paragraph.end());
        let open = annotations.get(..end).unwrap_or_default().iter().rev();
        let mut open = open.filter(|other| other.status == Status::Suggested && other.id != old.id);
        if open.any(|other| other.span.overlaps(paragraph)) {
            return None;
        }
        let now = self.with_read(paragraph);
        (now != self.document.reviewed()).then_some(Edit::SetReviewed(now))
    }
}

impl Galley {
    /// How many of its paragraphs are read.
    pub fn coverage(&self) -> Coverage {
        self.coverage
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Document;
    use crate::workspace::Show;

    const TEXT: &str = "É. One here\n\n漢字 two\n👩‍🚀 three\r\nfour";

    fn open() -> OpenDocument {
        OpenDocument::new(Document::of_text("d", TEXT), None)
    }

    fn shown(open: &mut OpenDocument) -> Vec<Read> {
        open.draw(Show::default());
        open.galley.paragraphs().map(|paragraph| paragraph.read).collect()
    }

    fn span(words: &str) -> Span {
        let start = TEXT.find(words).unwrap();
        Span::of(start..start + words.len()).unwrap()
    }

    #[test]
    fn a_paragraph_is_read_and_not_read_again() {
        let mut open = open();
        open.set_read(span("漢字 two"), true).unwrap();
        open.set_read(span("four"), true).unwrap();
        assert_eq!(shown(&mut open), [Read::No, Read::Yes, Read::No, Read::Yes]);
        assert_eq!(open.coverage(), Coverage { read: 2, all: 4 });
        open.set_read(span("漢字 two"), false).unwrap();
        assert_eq!(shown(&mut open), [Read::No, Read::No, Read::No, Read::Yes]);
        open.step_history(true).unwrap();
        assert_eq!(shown(&mut open), [Read::No, Read::Yes, Read::No, Read::Yes]);
    }

    #[test]
    fn a_part_is_not_all() {
        let mut open = open();
        open.set_read(span("One"), true).unwrap();
        assert_eq!(shown(&mut open)[0], Read::Partly);
        open.set_read(span("É. One here"), true).unwrap();
        assert_eq!(shown(&mut open)[0], Read::Yes);
        assert_eq!(open.document.reviewed().len(), 1);
    }
}
