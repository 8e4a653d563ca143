//! Which label is most likely meant for what is in hand.

use super::Workspace;
use crate::annotation::{Label, Status};
use crate::tagging::learned::{Lessons, Name};

impl Workspace {
    /// The label that is most likely meant for what is in hand: the armed one; the mark's own, unless that was rejected;
    /// what the same words have nearby; what they were called before; what stands in a list; what overlaps them. In blind mode
    /// only what the person marked in this document speaks for one.
    pub fn likely(&self) -> Option<Label> {
        let open = self.current()?;
        let focused = open.focused().filter(|_| open.selection.is_none());
        if let Some(mark) = focused.filter(|mark| mark.status != Status::Rejected) {
            return Some(mark.label.clone());
        }
        if self.armed.is_some() {
            return self.armed.clone();
        }
        let span = open.selection.or(focused.map(|mark| mark.span))?;
        let refused = focused.map(|mark| &mark.label);
        let (document, words) = (&open.document, open.document.words(span));
        let fits = |label: &Label| Some(label) != refused;
        let marks = || {
            let all = document.annotations().iter();
            all.filter(|other| other.status != Status::Rejected && fits(&other.label) && open.sees(other))
        };
        let same = || {
            marks().filter(|other| {
                other.status == Status::Accepted
                    && other.span.range().len() == words.len()
                    && document.words(other.span) == words
            })
        };
        let before = same().take_while(|other| other.span.start() <= span.start()).last();
        if let Some(near) = before.or_else(|| same().next()) {
            return Some(near.label.clone());
        }
        let name = Name::new(words).filter(|_| !open.is_blind());
        let learned = &self.learned;
        let taught = name.as_ref().and_then(|name| {
            said(&learned.project, name, fits).or_else(|| said(&learned.given, name, fits)).or_else(|| {
                learned
                    .lists
                    .iter()
                    .find(|list| fits(&list.label) && list.has(name))
                    .map(|list| list.label.clone())
            })
        });
        taught.or_else(|| marks().find(|other| other.span.overlaps(span)).map(|other| other.label.clone()))
    }
}

/// What a name was most often said to be.
fn said(lessons: &Lessons, name: &Name, fits: impl Fn(&Label) -> bool) -> Option<Label> {
    let lesson = lessons.names.get(name)?.iter();
    let right = lesson.filter(|(label, said)| fits(label) && said.yes > said.no);
    right.max_by_key(|(_, said)| said.yes).map(|(label, _)| label.clone())
}
