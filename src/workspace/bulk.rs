//! Every mention at once: what would be done is shown first, and exactly that is done, in one step.
//!
//! A [`Wish`] says which marks or words and what becomes of them; [`preview`] says what that comes to, place by place, with
//! what is skipped counted. Nothing is decided that is neither shown nor counted, and no mark that is hidden.

mod find;
mod preview;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use self::preview::preview;
use super::decide::decided;
use super::steps::{Member, Turn};
use super::{Command, Context, Filter, OpenDocument, Workspace, counted};
use crate::annotation::{Annotation, AnnotationId, EditError, Label, Status};
use crate::tagging::learned::Name;
use crate::text::Span;

/// What a user asks for about all mentions.
#[derive(Clone, Debug)]
pub enum BulkCommand {
    /// Show what labelling the words in focus or selected wherever they stand would do; once that is shown, do it.
    Every,
    /// Show what deciding on every mark that the list shows would do.
    Marks(Filter, Deed),
    /// Show what this would do.
    Wish(Rc<Wish>),
    /// Do what is shown.
    Do,
    /// Leave it.
    Drop,
}

/// What becomes of all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// They get this label, and are accepted; words without a mark are marked.
    Label(Label),
    /// They are accepted.
    Accept,
    /// They are rejected.
    Reject,
    /// They are taken out.
    Delete,
}

/// Which places are meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Of {
    /// Everywhere these words stand.
    Words {
        /// The words.
        name: Name,
        /// The label of the mark one began with: accepting, rejecting and deleting leave other labels alone.
        label: Option<Label>,
        /// Where one began, in which document.
        from: (usize, Span),
        /// Only between the ends of words.
        whole: bool,
        /// Only as they are written, or in capitals throughout.
        capitals: bool,
    },
    /// The marks that this takes.
    Marks(Filter),
}

/// What is to be done to which mentions.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// Which places.
    pub of: Of,
    /// What becomes of them; until that is known, nothing.
    pub deed: Option<Deed>,
    /// In all open documents, not only the one on screen.
    pub everywhere: bool,
    /// The places that are left as they are.
    pub left_out: BTreeSet<Place>,
}

/// A place that a wish is about: words, and the mark on them if there is one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Its document's place among the open ones.
    pub document: usize,
    /// The words.
    pub span: Span,
    /// The mark.
    pub mark: Option<AnnotationId>,
}

/// Something that would be done, unless it is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Where.
    pub place: Place,
    /// The mark as it is; `None` where one would be made.
    pub before: Option<Rc<Annotation>>,
    /// Whether it is left as it is.
    pub left_out: bool,
}

/// Why nothing is done at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skip {
    /// It is so already.
    Already,
    /// Another mark crosses the words.
    Crossing,
    /// The words are a part of a longer mark's.
    Part,
    /// There is no mark on them.
    Unmarked,
    /// The mark on them has another label.
    Label,
    /// Someone has decided on it, and was not asked about here.
    Decided,
    /// Someone has said no to that label there.
    Refused,
    /// The mark on them is hidden.
    Hidden,
    /// Not all of the document could be read, so that it is not changed.
    Unreadable,
}

impl Skip {
    /// Why, in words behind a number: `2 crossed by another mark`.
    pub fn words(self) -> &'static str {
        match self {
            Skip::Already => "already so",
            Skip::Crossing => "crossed by another mark",
            Skip::Part => "part of a longer mark",
            Skip::Unmarked => "not marked",
            Skip::Label => "with another label",
            Skip::Decided => "decided before",
            Skip::Refused => "rejected before",
            Skip::Hidden => "hidden",
            Skip::Unreadable => "in a document that can only be read",
        }
    }
}

/// What a wish comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// The wish.
    pub wish: Rc<Wish>,
    /// What would be done, document by document in the text's order.
    pub rows: Vec<Row>,
    /// How many places are skipped, by reason.
    pub skipped: BTreeMap<Skip, usize>,
}

impl Preview {
    /// What would be done: the rows that are not left out.
    pub fn done(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| !row.left_out)
    }

    /// In how many documents something would be done.
    pub fn documents(&self) -> usize {
        self.done().map(|row| row.place.document).collect::<BTreeSet<_>>().len()
    }

    /// What would be done, in a sentence: `Label all 3 in this text as AGENCY`.
    pub fn sentence(&self) -> String {
        let count = self.done().count();
        let Some(deed) = &self.wish.deed else { return "Choose what becomes of them".to_owned() };
        if count == 0 {
            return "Nothing is left to be done".to_owned();
        }
        let how_many = match (count, self.rows.len() == count) {
            (1, true) => "1 mention".to_owned(),
            (_, true) => format!("all {count}"),
            (_, false) => format!("{count} of {}", self.rows.len()),
        };
        let place = match (self.wish.everywhere, self.documents()) {
            (false, _) => "in this text".to_owned(),
            (true, documents) => format!("in {}", counted(documents, "document")),
        };
        match deed {
            Deed::Label(label) => format!("Label {how_many} {place} as {label}"),
            Deed::Accept => format!("Accept {how_many} {place}"),
            Deed::Reject => format!("Reject {how_many} {place}"),
            Deed::Delete => format!("Delete {how_many} {place}"),
        }
    }

    /// What is not done, in words: `1 left out, 2 crossed by another mark`; empty where all is.
    pub fn rest(&self) -> String {
        let left = self.rows.iter().filter(|row| row.left_out).count();
        let mut rest: Vec<String> = (left > 0).then(|| format!("{left} left out")).into_iter().collect();
        rest.extend(self.skipped.iter().map(|(skip, count)| format!("{count} {}", skip.words())));
        rest.join(", ")
    }
}

impl Workspace {
    /// What is asked about all mentions, and what that would do.
    pub fn bulk(&self) -> Option<&Rc<Preview>> {
        self.bulk.as_ref()
    }

    pub(super) fn bulk_command(&mut self, command: BulkCommand, context: &Context) -> Result<(), EditError> {
        match command {
            BulkCommand::Every if self.bulk.is_some() => self.do_bulk(context)?,
            BulkCommand::Every => match self.every_mention() {
                Some(wish) => self.wish(Rc::new(wish)),
                None => self.say("Select words or a mark first"),
            },
            BulkCommand::Marks(filter, deed) => {
                // What is listed is seen: in the text, too.
                self.show = filter.status.map_or(self.show, |status| self.show.with(status));
                let left_out = BTreeSet::new();
                let of = Of::Marks(filter);
                self.wish(Rc::new(Wish { of, deed: Some(deed), everywhere: false, left_out }));
            }
            BulkCommand::Wish(wish) => self.wish(wish),
            BulkCommand::Do => self.do_bulk(context)?,
            BulkCommand::Drop => self.bulk = None,
        }
        Ok(())
    }

    /// While it is asked what becomes of all, the keys that decide say that; gives back what else was commanded.
    pub(super) fn bulk_deed(&mut self, command: Command) -> Option<Command> {
        let Some(bulk) = self.bulk.clone() else { return Some(command) };
        let deed = match command {
            Command::Label(label) => Deed::Label(label),
            Command::Accept => Deed::Accept,
            Command::Reject => Deed::Reject,
            Command::Delete => Deed::Delete,
            Command::LetGo => {
                self.bulk = None;
                self.say("Left as it is");
                return None;
            }
            // Another text, another matter.
            Command::Open(_) | Command::Show(_) | Command::Load(_) | Command::Cleaned { .. } => {
                self.bulk = None;
                return Some(command);
            }
            other => return Some(other),
        };
        self.wish(Rc::new(Wish { deed: Some(deed), ..(*bulk.wish).clone() }));
        None
    }

    fn wish(&mut self, wish: Rc<Wish>) {
        let preview = preview(self, wish);
        let rest = preview.rest();
        let rest = if rest.is_empty() { rest } else { format!(". {rest}") };
        self.say(&format!("{}{rest}", preview.sentence()));
        self.bulk = Some(Rc::new(preview));
    }

    /// Brings what is shown in step with the documents.
    pub(super) fn see_bulk(&mut self) {
        if let Some(bulk) = self.bulk.take() {
            let preview = preview(self, bulk.wish.clone());
            self.bulk = Some(if preview == *bulk { bulk } else { Rc::new(preview) });
        }
    }

    /// The words that are selected or in focus, to be labelled wherever they stand.
    fn every_mention(&self) -> Option<Wish> {
        let (at, open) = self.current.zip(self.current())?;
        let focused = open.focused();
        let span = open.selection.or(focused.map(|mark| mark.span))?;
        let name = Name::new(open.document.words(span))?;
        let of_mark = |mark: &Rc<Annotation>| Deed::Label(mark.label.clone());
        let deed = match focused {
            Some(mark) if mark.status == Status::Rejected => Some(Deed::Reject),
            Some(mark) => Some(of_mark(mark)),
            // What is marked so elsewhere, or what is armed.
            None => {
                let mut places = open.places_of(&name).into_iter();
                let marks = open.document.annotations();
                let marked = places.find_map(|place| {
                    let from = marks.partition_point(|mark| mark.span.start() < place.start());
                    let near = marks[from..].iter().take_while(|mark| mark.span.start() == place.start());
                    near.filter(|mark| mark.span == place && mark.status == Status::Accepted)
                        .find(|mark| self.show.ink && open.sees(mark))
                });
                marked.map(of_mark).or_else(|| self.armed.clone().map(Deed::Label))
            }
        };
        let label = focused.map(|mark| mark.label.clone());
        let of = Of::Words { name, label, from: (at, span), whole: true, capitals: true };
        Some(Wish { of, deed, everywhere: false, left_out: BTreeSet::new() })
    }

    /// Does what is shown, as one step.
    fn do_bulk(&mut self, context: &Context) -> Result<(), EditError> {
        let Some(bulk) = self.bulk.clone() else { return Ok(()) };
        let Some(deed) = &bulk.wish.deed else {
            self.say(&bulk.sentence());
            return Ok(());
        };
        let mut turns: BTreeMap<usize, Vec<Turn>> = BTreeMap::new();
        for (number, row) in bulk.done().enumerate() {
            let Some(open) = self.documents.get(row.place.document) else { continue };
            let after = after(open, row, deed, number, context);
            turns.entry(row.place.document).or_default().push(Turn { before: row.before.clone(), after });
        }
        if turns.is_empty() {
            self.say(&bulk.sentence());
            return Ok(());
        }
        // Undo is pressed in the document on screen: the step is one of its own, too.
        turns.extend(self.current.filter(|at| !turns.contains_key(at)).map(|at| (at, Vec::new())));
        if let Deed::Label(label) = deed {
            self.know_label(label);
        }
        let name = match deed {
            Deed::Label(_) => "label all",
            Deed::Accept => "accept all",
            Deed::Reject => "reject all",
            Deed::Delete => "delete all",
        };
        self.bulk = None;
        let members = turns.into_iter().map(|(at, turns)| Member { at, turns, more: Vec::new() });
        self.change_all(name, members.collect(), Vec::new())?;
        self.sign(context);
        // What was selected is a mark now.
        self.look(|open| {
            let mut marks = open.document.annotations().iter();
            let marked = open
                .selection
                .and_then(|span| {
                    marks
                        .rfind(|mark| mark.span == span && mark.status == Status::Accepted && open.sees(mark))
                })
                .map(|mark| mark.id.clone());
            if marked.is_some() {
                open.let_go();
                open.focus = marked;
            }
        });
        let rest = bulk.rest();
        let rest = if rest.is_empty() { rest } else { format!(". {rest}") };
        self.say(&format!("Done: {}{rest}. One undo takes it back", bulk.sentence()));
        Ok(())
    }
}

/// What stands in `row`'s place once it is done; `None` where the mark is taken out.
fn after(
    open: &OpenDocument,
    row: &Row,
    deed: &Deed,
    number: usize,
    context: &Context,
) -> Option<Rc<Annotation>> {
    let Some(before) = &row.before else {
        let Deed::Label(label) = deed else { return None };
        let id = AnnotationId(format!("{}.{number}", context.fresh).into());
        let annotator = context.annotator.clone();
        return Some(Rc::new(Annotation::by_hand(id, row.place.span, label.clone(), annotator)));
    };
    let mut new = decided(before, open.document.words(before.span), context);
    match deed {
        Deed::Label(label) => {
            new.status = Status::Accepted;
            if new.label != *label {
                new.label = label.clone();
                // What it named and stood for was read with the old label in mind.
                new.entity = None;
                new.value = None;
            }
        }
        Deed::Accept => new.status = Status::Accepted,
        Deed::Reject => new.status = Status::Rejected,
        Deed::Delete => return None,
    }
    Some(Rc::new(new))
}
