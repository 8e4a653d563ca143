//! What can be asked of a comparison.

use std::rc::Rc;

use super::super::{Command, Context, Loaded, View, Workspace, counted};
use super::conflict::Choice;
use super::{CompareFile, Comparison, FiguresTold, Figuring, Narrowed};
use crate::annotation::{EditError, Project};
use crate::text::Span;

/// Something to do with the project beside files of others.
#[derive(Clone, Debug)]
pub enum CompareCommand {
    /// Compare with these files, beside those that are there.
    Add(Vec<CompareFile>),
    /// Set what all were made from, or that this is not known.
    Base(Option<CompareFile>),
    /// Compare with the file at this place no more.
    Drop(usize),
    /// Compare with none.
    Close,
    /// Show how far the versions agree, or else the conflicts.
    ShowAgreement(bool),
    /// Go on in the list, or back.
    Move(i32),
    /// Take this conflict in hand, by its place among those that are shown.
    Go(usize),
    /// Settle it as the version of this number has it, and go on.
    Take(usize),
    /// Settle it so that nothing stands, and go on.
    TakeNone,
    /// Settle it so that all stands, and go on.
    TakeAll,
    /// Take the last choice back.
    Back,
    /// Show only some of them.
    Narrow(Narrowed),
    /// Put what comes of it into the project, as one step.
    TakeIn,
    /// Open the document that the conflict is in, at its place.
    OpenInText,
    /// Open a document there, by its id.
    OpenAt(Rc<str>, Option<Span>),
    /// Open what only the files have, as documents of their own.
    OpenOthers,
    /// What the worker tells of the figures of the comparison of that number.
    Figures(u64, FiguresTold),
}

impl CompareCommand {
    /// Whether it is about the conflict in hand, or all of them: then they have to be in sight.
    fn needs_conflicts(&self) -> bool {
        use CompareCommand::{Back, Go, Move, OpenInText, Take, TakeAll, TakeIn, TakeNone};
        matches!(self, Move(_) | Go(_) | Take(_) | TakeNone | TakeAll | Back | TakeIn | OpenInText)
    }
}

impl Workspace {
    pub(in crate::workspace) fn compare_command(
        &mut self,
        command: CompareCommand,
        context: &Context,
    ) -> Result<(), EditError> {
        if command.needs_conflicts() && self.comparison.as_ref().is_some_and(|one| one.agreement) {
            // Nothing is settled unseen.
            return Ok(());
        }
        match command {
            CompareCommand::ShowAgreement(agreement) => {
                self.compared(|comparison| comparison.agreement = agreement);
            }
            CompareCommand::Add(files) => self.compare_with(files),
            CompareCommand::Base(base) => {
                let words = base.as_ref().map_or("Without what they were made from".to_owned(), |file| {
                    format!("{}: what they were made from", file.name)
                });
                self.compared(|comparison| comparison.base = base.map(Rc::new));
                self.see_comparison();
                self.say(&words);
            }
            CompareCommand::Drop(at) => {
                let left = self.comparison.as_ref().map_or(0, |comparison| comparison.files.len());
                if left <= 1 {
                    return self.compare_command(CompareCommand::Close, context);
                }
                self.compared(|comparison| {
                    if at < comparison.files.len() {
                        comparison.files.remove(at);
                    }
                });
                self.see_comparison();
                self.say_conflict();
            }
            CompareCommand::Close => {
                self.comparison = None;
                self.say("Nothing is compared");
            }
            CompareCommand::Move(by) => {
                self.compared(|comparison| {
                    let last = comparison.shown().len().saturating_sub(1);
                    comparison.at = comparison.at.saturating_add_signed(by as isize).min(last);
                });
                self.say_conflict();
            }
            CompareCommand::Go(at) => {
                self.compared(|comparison| {
                    comparison.at = at;
                    comparison.stay();
                });
                self.say_conflict();
            }
            CompareCommand::Take(version) => {
                self.choose(|conflict| {
                    conflict.sides.iter().find(|side| side.version == version).map(|side| side.choice.clone())
                });
            }
            CompareCommand::TakeNone => self.choose(super::Conflict::nothing),
            CompareCommand::TakeAll => self.choose(super::Conflict::all),
            CompareCommand::Back => self.unchoose(),
            CompareCommand::Narrow(narrowed) => {
                self.compared(|comparison| {
                    let here = comparison.shown().get(comparison.at).copied();
                    comparison.narrowed = narrowed;
                    let shown = comparison.shown();
                    comparison.at = here.and_then(|at| shown.iter().position(|one| *one == at)).unwrap_or(0);
                });
                let shown = self.comparison.as_ref().map_or(0, |comparison| comparison.shown().len());
                self.say(&format!("{} shown", counted(shown, "conflict")));
            }
            CompareCommand::TakeIn => self.take_in_outcome(context)?,
            CompareCommand::OpenInText => {
                let comparison = self.comparison.as_ref();
                let conflict = comparison
                    .and_then(|comparison| comparison.conflicts.get(*comparison.shown().get(comparison.at)?));
                if let Some((id, span)) = conflict.map(|one| (one.document.clone(), one.span)) {
                    self.open_place(&id, span, context);
                }
            }
            CompareCommand::OpenAt(id, span) => self.open_place(&id, span, context),
            CompareCommand::OpenOthers => self.open_others(context)?,
            CompareCommand::Figures(number, told) => self.hear_figures(number, told),
        }
        Ok(())
    }

    fn hear_figures(&mut self, number: u64, told: FiguresTold) {
        if self.comparison.as_ref().is_none_or(|comparison| comparison.number != number) {
            return;
        }
        self.compared(|comparison| {
            let before = comparison.figuring.figures().cloned();
            comparison.figuring = match told {
                FiguresTold::Asked => Figuring::Under(before),
                FiguresTold::Come(figures) if figures.with_intervals => Figuring::Done(figures),
                FiguresTold::Come(figures) => Figuring::Under(Some(figures)),
                FiguresTold::Stopped => Figuring::Stopped(before),
                FiguresTold::Left => Figuring::Not,
                FiguresTold::Failed(why) => Figuring::Failed(why),
            };
        });
    }

    /// Begins to compare, or goes on with more files.
    fn compare_with(&mut self, files: Vec<CompareFile>) {
        let mut comparison = self.comparison.as_deref().cloned().unwrap_or_default();
        let mut issues = Vec::new();
        for file in files {
            issues.extend(file.issues.iter().map(|issue| format!("{}, {issue}", file.name)));
            // The same file again takes the place of what it was before.
            let same = comparison.files.iter().position(|known| known.name == file.name);
            match same.and_then(|at| comparison.files.get_mut(at)) {
                Some(place) => *place = Rc::new(file),
                None => comparison.files.push(Rc::new(file)),
            }
        }
        comparison.taken = None;
        comparison.see(self);
        if comparison.documents() == 0 {
            let known = comparison.left.theirs.len();
            let differing = comparison.left.differing;
            let waiting = comparison.left.waiting.len();
            let lines = vec![
                match (waiting, differing) {
                    (1.., _) => format!(
                        "{} of them: what others marked is shown once you call a document done, as blind mode is on.",
                        counted(waiting, "document")
                    ),
                    (_, 1..) => format!(
                        "{} of them are here under the same name, and with another text.",
                        counted(differing, "document")
                    ),
                    _ => format!(
                        "{} there, and none of them is one of this project’s.",
                        counted(known, "document")
                    ),
                },
                "Documents are the same if their text is, to the last character. Your work is unchanged."
                    .to_owned(),
            ];
            self.tell("There is nothing to compare", lines, true);
            return;
        }
        self.comparison = Some(Rc::new(comparison));
        self.show_view(View::Compare);
        if !issues.is_empty() {
            self.tell("Not all of it was understood", issues, false);
        }
        let comparison = self.comparison.as_ref();
        let (conflicts, documents) = comparison.map_or((0, 0), |one| (one.conflicts.len(), one.documents()));
        self.say(&format!(
            "{} in {} compared",
            counted(conflicts, "conflict"),
            counted(documents, "document")
        ));
    }

    /// The documents that files name by id, and that are not open.
    pub(in crate::workspace) fn closed_of_files(&self, files: &[CompareFile]) -> Vec<u32> {
        let open = self.open_ids();
        let shelf = self.queue.shelf();
        let ids = files.iter().flat_map(|file| &file.project.documents).map(|document| &*document.id);
        let mut numbers: Vec<u32> =
            ids.filter(|id| !open.contains(id)).filter_map(|id| shelf.number_of(id)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// The documents of the comparison that are not open any more.
    pub(in crate::workspace) fn closed_of_comparison(&self) -> Vec<u32> {
        let open = self.open_ids();
        let shelf = self.queue.shelf();
        let seen = self.comparison.iter().flat_map(|comparison| &comparison.seen);
        let closed = seen.filter(|document| !open.contains(&*document.id));
        let mut numbers: Vec<u32> = closed.filter_map(|document| shelf.number_of(&document.id)).collect();
        numbers.sort_unstable();
        numbers
    }

    pub(super) fn compared(&mut self, change: impl FnOnce(&mut Comparison)) {
        if let Some(comparison) = &mut self.comparison {
            change(Rc::make_mut(comparison));
        }
    }

    /// Works the comparison out anew.
    pub(super) fn see_comparison(&mut self) {
        if let Some(mut comparison) = self.comparison.take() {
            Rc::make_mut(&mut comparison).see(self);
            self.comparison = Some(comparison);
        }
    }

    /// The same, if documents have changed since.
    pub(in crate::workspace) fn keep_comparison(&mut self) {
        if self.comparison.as_ref().is_some_and(|comparison| comparison.is_behind(self)) {
            self.see_comparison();
        }
    }

    fn choose(&mut self, choice: impl FnOnce(&super::Conflict) -> Option<Choice>) {
        let Some(comparison) = &self.comparison else { return };
        let shown = comparison.shown();
        let Some(at) = shown.get(comparison.at).copied() else { return };
        let Some(conflict) = comparison.conflicts.get(at) else { return };
        let (Some(choice), key) = (choice(conflict), conflict.key.clone()) else { return };
        let stays = !comparison.narrowed.open;
        self.compared(|comparison| {
            let before = comparison.choices.insert(key.clone(), choice);
            comparison.trail.push((key, before));
            // What is settled is not shown any more, or the next one that is not settled comes to hand.
            let shown = comparison.shown();
            let is_open = |place: &usize| {
                shown
                    .get(*place)
                    .and_then(|at| comparison.conflicts.get(*at))
                    .is_some_and(|conflict| !comparison.choices.contains_key(&conflict.key))
            };
            let next = if stays { comparison.at + 1 } else { comparison.at };
            let next = (next..shown.len()).find(is_open).or_else(|| (0..shown.len()).find(is_open));
            comparison.at = next.unwrap_or(comparison.at);
            comparison.stay();
        });
        self.see_plan();
        let Some(comparison) = &self.comparison else { return };
        let (settled, all) = (comparison.settled(), comparison.conflicts.len());
        self.say(&format!("{settled} of {all} settled"));
    }

    pub(super) fn unchoose(&mut self) {
        let mut went = None;
        self.compared(|comparison| {
            let Some((key, before)) = comparison.trail.pop() else { return };
            match before {
                Some(choice) => drop(comparison.choices.insert(key.clone(), choice)),
                None => drop(comparison.choices.remove(&key)),
            }
            let shown = comparison.shown();
            let place =
                shown.iter().position(|at| comparison.conflicts.get(*at).is_some_and(|one| one.key == key));
            comparison.at = place.unwrap_or(comparison.at);
            comparison.stay();
            went = Some(comparison.settled());
        });
        self.see_plan();
        match (went, self.comparison.as_ref().map_or(0, |comparison| comparison.conflicts.len())) {
            (Some(settled), all) => self.say(&format!("Undone. {settled} of {all} settled")),
            (None, _) => self.say("Nothing to undo"),
        }
    }

    fn see_plan(&mut self) {
        if let Some(mut comparison) = self.comparison.take() {
            Rc::make_mut(&mut comparison).see_plan(self);
            self.comparison = Some(comparison);
        }
    }

    fn say_conflict(&mut self) {
        let Some(comparison) = &self.comparison else { return };
        let shown = comparison.shown();
        let Some(conflict) = shown.get(comparison.at).and_then(|at| comparison.conflicts.get(*at)) else {
            return;
        };
        let side = |side: &super::Side| {
            let name = comparison.names.get(side.version).map_or("", |name| name);
            format!("{name}: {}", side.words)
        };
        let sides: Vec<String> = conflict.sides.iter().map(side).collect();
        let words = format!(
            "{} of {}. {}. {}",
            comparison.at + 1,
            shown.len(),
            conflict.kind.name(),
            sides.join(". ")
        );
        self.say(&words);
    }

    /// Shows a document with the focus on what is marked there, or else with these words selected.
    fn open_place(&mut self, id: &str, span: Option<Span>, context: &Context) {
        let Some(at) = self.position(id) else {
            self.say("It is not open. Open it from the list of documents");
            return;
        };
        self.apply(Command::Open(at), context);
        let Some(span) = span else { return };
        let show = self.show;
        let mark = self.current().and_then(|open| {
            let marks = open.document.annotations().iter().filter(|mark| show.shows(mark.status));
            marks
                .filter(|mark| mark.span.overlaps(span))
                .min_by_key(|mark| mark.span != span)
                .map(|mark| mark.id.clone())
        });
        match mark {
            Some(id) => self.apply(Command::Focus(Some(id)), context),
            None => self.apply(Command::Select(Some(span)), context),
        }
    }

    /// Opens what only the files have.
    fn open_others(&mut self, context: &Context) -> Result<(), EditError> {
        let Some(comparison) = self.comparison.clone() else { return Ok(()) };
        for (number, file) in comparison.files.iter().enumerate() {
            let theirs = comparison.left.theirs.iter().filter(|(of, _)| *of == number);
            let documents: Vec<_> = theirs.map(|(_, document)| document.clone()).collect();
            if !documents.is_empty() {
                let project = Project { documents, ..Project::clone(&file.project) };
                self.load(Loaded { name: file.name.to_string(), project, issues: Vec::new() }, context)?;
            }
        }
        Ok(())
    }
}
