//! Puts the marks that wait on the text that is on screen.

use std::rc::Rc;

use crate::annotation::{Annotation, AnnotationId, Edit, EditError, Origin, Status};
use crate::format::{Bundled, Found, How};
use crate::workspace::{Context, View, Workspace, counted};

/// What is told of marks that came.
struct Placed {
    name: Rc<str>,
    marks: usize,
    lines: Vec<String>,
    failed: bool,
}

impl Workspace {
    /// After a command: where the text on screen is one that marks wait for, they come.
    pub(in crate::workspace) fn see_bundled(&mut self, looked: bool, context: &Context) {
        if looked && let Err(error) = self.take_bundled(context) {
            self.tell("Marks of a bundle could not be taken", vec![error.to_string()], true);
        }
    }

    /// Puts the marks of all bundles on the text on screen that wait for it.
    pub(super) fn take_bundled(&mut self, context: &Context) -> Result<(), EditError> {
        if self.bundles.held || self.bundles.all.is_empty() || self.view != View::Annotate {
            return Ok(());
        }
        let Some((at, open)) = self.current.and_then(|at| Some((at, self.documents.get(at)?))) else {
            return Ok(());
        };
        if open.unreadable.is_some() {
            return Ok(());
        }
        let text = open.document.text().clone();
        let mut placed = Vec::new();
        let mut ids = (1..).map(|number| AnnotationId(format!("{}.b{number}", context.fresh).into()));
        while let Some((which, number, found)) = self.bundles.find(&text) {
            let Some(waiting) = self.bundles.all.get(which).cloned() else { break };
            let Some(document) = waiting.bundle.documents.get(number) else { break };
            placed.push(self.place_bundled(at, &waiting.told.name, document, found, &mut ids)?);
            // Only now: what could not be placed waits on.
            self.bundles.all.splice(which..=which, waiting.without(number));
            self.revision += 1;
        }
        self.tell_placed(placed);
        Ok(())
    }

    /// Tells of marks that came to one text.
    fn tell_placed(&mut self, placed: Vec<Placed>) {
        let marks = counted(placed.iter().map(|one| one.marks).sum(), "mark");
        let failed = placed.iter().any(|one| one.failed);
        let title = |one: &Placed| format!("{}: {} placed", one.name, counted(one.marks, "mark"));
        let (title, mut lines) = match &placed[..] {
            [] => return,
            [one] => {
                self.say(&format!("{marks} of {} placed. One undo takes them away", one.name));
                (title(one), one.lines.clone())
            }
            several => {
                let bundles = counted(several.len(), "bundle");
                self.say(&format!("{marks} of {bundles} placed. Each undo takes those of one away"));
                let lines = several.iter().flat_map(|one| [title(one)].into_iter().chain(one.lines.clone()));
                (format!("{marks} of {bundles} placed"), lines.collect())
            }
        };
        match self.wanted() {
            0 => {}
            wanted => lines.push(format!("{} still wanted", counted(wanted, "article"))),
        }
        self.tell(&title, lines, failed);
    }

    /// Puts marks on a document, all in one step; what a person has decided there already stays as it is.
    fn place_bundled(
        &mut self,
        at: usize,
        name: &Rc<str>,
        document: &Bundled,
        found: Found,
        ids: &mut impl Iterator<Item = AnnotationId>,
    ) -> Result<Placed, EditError> {
        let there = self.documents.get(at).map(|open| open.document.clone());
        let there = there.as_deref();
        let (suggested, decided): (Vec<_>, Vec<_>) =
            found.annotations.into_iter().partition(|mark| mark.status == Status::Suggested);
        let (mut edits, mut known) = (Vec::new(), 0);
        for mark in &decided {
            let label = self.know_label(&mark.label);
            if let Origin::Annotator(who) = &mark.origin {
                self.knows(who);
            }
            let marks = there.iter().flat_map(|document| document.annotations());
            let mut same = marks.filter(|there| there.span == mark.span && there.label == label);
            if same.clone().any(|there| there.status != Status::Suggested) {
                known += 1;
                continue;
            }
            edits.push(match same.next() {
                // What was suggested is decided by it.
                Some(there) => {
                    Edit::Replace(Rc::new(Annotation { id: there.id.clone(), label, ..(**mark).clone() }))
                }
                None => {
                    let Some(id) = ids.next() else { break };
                    Edit::Insert(Rc::new(Annotation { id, label, ..(**mark).clone() }))
                }
            });
        }
        let marks = edits.len();
        let is_unread = there.is_none_or(|document| document.reviewed().is_empty());
        if found.how == How::SameText && is_unread && !found.reviewed.is_empty() {
            edits.push(Edit::SetReviewed(found.reviewed));
        }
        if !edits.is_empty() {
            self.edit_at(at, |open| {
                let change = open.begun(edits);
                open.change("take the marks of a bundle", change)
            })?;
        }
        let mut lines = Vec::new();
        if found.how != How::SameText {
            lines.push("The text is not quite the one that they were made on.".to_owned());
        }
        if known > 0 {
            lines.push(format!("{} stood here already", counted(known, "mark")));
        }
        if !suggested.is_empty() {
            let count = counted(suggested.len(), "suggestion");
            lines.push(format!("{count} left out: what is suggested here follows from what is decided here"));
        }
        let failed = found.failed.iter().filter_map(|(mark, why)| {
            Some(format!("{}: not placed: {why}", document.marks.get(*mark)?.description()))
        });
        lines.extend(failed);
        Ok(Placed { name: name.clone(), marks, lines, failed: !found.failed.is_empty() })
    }
}
