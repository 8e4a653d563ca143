//! Marks that came without their texts: they wait for the articles, and come when one is on screen.

use std::rc::Rc;

use super::{Command, Context, LoadedBundle, View, Workspace, counted};
use crate::annotation::{Annotation, AnnotationId, Edit, EditError, Origin, Status};
use crate::format::{Bundle, Bundled, Found, How, anchored};

/// So many of the articles that are wanted are listed.
const LISTED: usize = 12;

/// So many texts that are none of a bundle's are remembered.
const TRIED: usize = 64;

/// A bundle with those of its documents whose texts have not come.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    name: Rc<str>,
    bundle: Rc<Bundle>,
    /// The texts that are none of its own.
    tried: Vec<Rc<str>>,
}

impl Workspace {
    /// How many articles are wanted by bundles that were opened.
    pub fn wanted(&self) -> usize {
        self.bundles.iter().map(|waiting| waiting.bundle.documents.len()).sum()
    }

    /// Takes in a bundle, whose marks come once their articles are on screen.
    pub(super) fn open_bundle(&mut self, loaded: LoadedBundle, context: &Context) -> Result<(), EditError> {
        let LoadedBundle { name, bundle, issues } = loaded;
        let name: Rc<str> = name.into();
        if bundle.documents.is_empty() {
            let mut lines = vec![format!("{name} holds no marks")];
            lines.extend(issues);
            self.tell("Nothing to open", lines, true);
            return Ok(());
        }
        self.bundles.retain(|waiting| waiting.name != name);
        self.bundles.push(Waiting { name: name.clone(), bundle: bundle.into(), tried: Vec::new() });
        self.take_bundled(context)?;
        let Some(waiting) = self.bundles.iter().find(|waiting| waiting.name == name) else {
            if !issues.is_empty() {
                self.tell(&format!("{name}: not all was understood"), issues, true);
            }
            return Ok(());
        };
        let wanted = &waiting.bundle.documents;
        let mut lines = vec![
            "It holds marks without the texts that they stand in. Paste or open these articles: the marks of each come \
             once its text is on screen. They are wanted until the page is closed."
                .to_owned(),
        ];
        lines.extend(wanted.iter().take(LISTED).map(Bundled::description));
        if wanted.len() > LISTED {
            lines.push(format!("and {} more", wanted.len() - LISTED));
        }
        let title = format!("{name} waits for {}", counted(wanted.len(), "article"));
        let failed = !issues.is_empty();
        lines.extend(issues);
        self.tell(&title, lines, failed);
        Ok(())
    }

    /// After a command: where the text on screen is one that marks wait for, they come.
    pub(super) fn see_bundled(&mut self, looked: bool, context: &Context) {
        if looked && let Err(error) = self.take_bundled(context) {
            self.tell("Marks of a bundle could not be taken", vec![error.to_string()], true);
        }
    }

    fn take_bundled(&mut self, context: &Context) -> Result<(), EditError> {
        if self.bundles.is_empty() || self.view != View::Annotate {
            return Ok(());
        }
        let Some((at, open)) = self.current.and_then(|at| Some((at, self.documents.get(at)?))) else {
            return Ok(());
        };
        if open.unreadable.is_some() {
            return Ok(());
        }
        let text = open.document.text().clone();
        for waiting in &mut self.bundles {
            if waiting.tried.iter().any(|tried| Rc::ptr_eq(tried, &text)) {
                continue;
            }
            waiting.tried.push(text.clone());
            if waiting.tried.len() > TRIED {
                waiting.tried.remove(0);
            }
            let found = anchored(&waiting.bundle, &[&text]);
            let Some((number, found)) = found.into_iter().enumerate().find_map(|(at, one)| Some((at, one?)))
            else {
                continue;
            };
            let name = waiting.name.clone();
            let document = Rc::make_mut(&mut waiting.bundle).documents.remove(number);
            self.bundles.retain(|waiting| !waiting.bundle.documents.is_empty());
            return self.place_bundled(at, &name, &document, found, context);
        }
        Ok(())
    }

    /// Puts marks on a document, all in one step; what a person has decided there already stays as it is.
    fn place_bundled(
        &mut self,
        at: usize,
        name: &str,
        document: &Bundled,
        found: Found,
        context: &Context,
    ) -> Result<(), EditError> {
        let Some(open) = self.documents.get(at).cloned() else { return Ok(()) };
        let (suggested, decided): (Vec<_>, Vec<_>) =
            found.annotations.into_iter().partition(|mark| mark.status == Status::Suggested);
        let (mut edits, mut known) = (Vec::new(), 0);
        for (mark, number) in decided.iter().zip(1..) {
            let label = self.know_label(&mark.label);
            if let Origin::Annotator(who) = &mark.origin {
                self.knows(who);
            }
            let mut same = open.document.annotations().iter().filter(|there| there.span == mark.span);
            let there = |there: &&Rc<Annotation>| there.label == label;
            if same.clone().filter(there).any(|there| there.status != Status::Suggested) {
                known += 1;
                continue;
            }
            edits.push(match same.find(there) {
                // What was suggested is decided by it.
                Some(there) => {
                    Edit::Replace(Rc::new(Annotation { id: there.id.clone(), label, ..(**mark).clone() }))
                }
                None => {
                    let id = AnnotationId(format!("{}.b{number}", context.fresh).into());
                    Edit::Insert(Rc::new(Annotation { id, label, ..(**mark).clone() }))
                }
            });
        }
        let placed = edits.len();
        if found.how == How::SameText && open.document.reviewed().is_empty() && !found.reviewed.is_empty() {
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
        match self.wanted() {
            0 => {}
            wanted => lines.push(format!("{} still wanted", counted(wanted, "article"))),
        }
        let title = format!("{name}: {} placed", counted(placed, "mark"));
        self.say(&format!("{} of {name} placed. One undo takes them away", counted(placed, "mark")));
        self.tell(&title, lines, !found.failed.is_empty());
        Ok(())
    }
}

impl Command {
    /// Whether a text may have come on screen by it, or been looked at since. What comes from the store changes nothing there.
    pub(super) fn may_show_a_text(&self) -> bool {
        !matches!(
            self,
            Command::Bring(_)
                | Command::Renew(_)
                | Command::Restore(_)
                | Command::Close(_)
                | Command::Discard(_)
                | Command::Needed(_)
                | Command::Loading { .. }
                | Command::Progress { .. }
                | Command::Tell(_)
                | Command::Dismiss
                | Command::Undo
                | Command::Saved(_)
        )
    }
}
