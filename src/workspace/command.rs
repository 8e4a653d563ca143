//! Every user action is one command.

use std::rc::Rc;

use super::queue::QueueCommand;
use super::{
    Brought, BulkCommand, CompareCommand, Edge, EntityCommand, Habits, HandCommand, ImportCommand,
    LabelCommand, NoteCommand, Notice, Offer, PersonCommand, ReadCommand, Restored, RetypeCommand, Show,
    Unit, View,
};
use crate::annotation::{AnnotationId, DocumentStatus, Label, Project};
use crate::article::{Article, Metadata, Source};
use crate::format::Bundle;
use crate::tagging::learned::{Learned, List, Name};
use crate::tagging::{Part, Suggestion};
use crate::text::{Offset, Span};

/// What a user asked for, or what came back from work that was asked for.
#[derive(Clone, Debug)]
pub enum Command {
    /// Clean a paste or a file into a new document.
    Clean {
        /// What was pasted.
        source: Source,
        /// The page's address, where known.
        url: Option<String>,
    },
    /// The worker has cleaned.
    Cleaned {
        /// Which job it was.
        ticket: u64,
        /// What came of it.
        article: Rc<Article>,
    },
    /// The worker has tagged parts of the text; what it suggests there may change until all is tagged.
    TaggedParts {
        /// Which job it is.
        ticket: u64,
        /// What came of it so far.
        parts: Vec<Part>,
    },
    /// The worker has tagged.
    Tagged {
        /// Which job it was.
        ticket: u64,
        /// What came of it.
        suggestions: Vec<Suggestion>,
    },
    /// What the tagger knows is on its way to the worker, which waits for it.
    Loading {
        /// Which job it is for.
        ticket: u64,
        /// How many bytes have come.
        bytes: usize,
        /// How many there are.
        of: usize,
    },
    /// The worker has come this far.
    Progress {
        /// Which job it is.
        ticket: u64,
        /// The share that is done, 0 to 1.
        done: f32,
    },
    /// Take in what the decisions in opened files teach, now that there is time.
    CatchUp,
    /// The worker could not do it, or there is no worker: the work is kept for another try.
    Failed {
        /// Which job it was.
        ticket: u64,
        /// Why.
        message: String,
    },
    /// Give up what the worker is busy with.
    Stop,
    /// Try once more what the worker could not do.
    Retry,
    /// Give up what the worker could not do.
    GiveUp,
    /// Take in the documents of a file.
    Load(Loaded),
    /// Take in marks without their texts: they come with these.
    OpenBundle(LoadedBundle),
    /// Take away the bundle of that name, which waits for its articles; undo on the start screen brings it back.
    DropBundle(Rc<str>),
    /// Go on with what was kept from an earlier visit.
    Restore(Rc<Restored>),
    /// Take in documents that the store has brought.
    Bring(Vec<Brought>),
    /// Go on with open documents as another tab wrote them.
    Renew(Vec<Brought>),
    /// The documents are open that something waits for, or why they are not.
    Needed(Result<(), Rc<str>>),
    /// Set the status of open documents, by id.
    Mark(Vec<Rc<str>>, DocumentStatus),
    /// Take in what the tagger found in an open document.
    TakeIn(Rc<str>, Vec<Suggestion>),
    /// Take documents off the desk, by id: they are deleted in the store.
    Discard(Vec<Rc<str>>),
    /// Close documents that the store has as they are, by id.
    Close(Vec<Rc<str>>),
    /// Tell the user something.
    Tell(Notice),
    /// The user has read the notice.
    Dismiss,
    /// Show another screen.
    Show(View),
    /// Show another document of this session.
    Open(usize),
    /// Go on with a copy of the document on screen.
    EditCopy,
    /// Take a document out; undo on the start screen brings it back.
    Remove(usize),
    /// Put a block back, or take it out.
    Decide {
        /// Its place among the article's blocks.
        block: usize,
        /// Whether it belongs to the article.
        keep: bool,
    },
    /// Set a field of the metadata. Each further value is a part of the same step until the field is left.
    SetField(Field, String),
    /// The field that was set is done with.
    LeaveField,
    /// Have the keys start at this place of the text where nothing is selected or in focus.
    Rest(Offset),
    /// Have the tagger read the text on screen, again if it has.
    FindNames,
    /// Move the focus to an annotation, or to none.
    Focus(Option<AnnotationId>),
    /// Move the focus to the next annotation, or the one before.
    Step {
        /// To the next.
        forward: bool,
        /// Past all but suggestions.
        pencil: bool,
    },
    /// Select a stretch of the text, by hand.
    Select(Option<Span>),
    /// Move the caret, or one end of the selection, by key.
    MoveCaret {
        /// By how much.
        unit: Unit,
        /// Towards the text's end.
        forward: bool,
        /// Keep the other end where it is.
        extend: bool,
    },
    /// Let go of all that is in hand: the selection, the focus, the armed label.
    LetGo,
    /// Give every further selection this label at once; the same again ends that.
    Arm(Label),
    /// Label the selection; while a label is armed, arm this one; else relabel the focused annotation.
    Label(Label),
    /// Relabel the focused annotation, whatever is armed.
    Relabel(Label),
    /// Say yes to the focused annotation, and go on to the next suggestion.
    Accept,
    /// Say no to it, and go on to the next suggestion.
    Reject,
    /// Take it out.
    Delete,
    /// Move one end of it.
    Nudge {
        /// Which end.
        edge: Edge,
        /// By how much.
        unit: Unit,
        /// Towards the text's end.
        forward: bool,
    },
    /// Set what labels there are, and what they have.
    Labels(LabelCommand),
    /// Say what is read, or go to what is not.
    Read(ReadCommand),
    /// Decide on every mention at once.
    Bulk(BulkCommand),
    /// Write the note of the mark in focus.
    Note(NoteCommand),
    /// Type the words of a paragraph anew.
    Retype(RetypeCommand),
    /// Say what mentions name.
    Entity(EntityCommand),
    /// Something for the hand: where it is, what it holds.
    Hand(HandCommand),
    /// Say who is at work, and what they are shown.
    Person(PersonCommand),
    /// Compare the project with what others made of it.
    Compare(CompareCommand),
    /// Work on the list of documents.
    Queue(QueueCommand),
    /// Take in many files at once.
    Import(ImportCommand),
    /// Call the document done, or not yet.
    Done(bool),
    /// Show or hide annotations by their status.
    Filter(Show),
    /// Suggest a label only from this score on, in thousandths; `None` leaves it to what was learned.
    SetThreshold(Label, Option<u16>),
    /// Set how the app learns.
    SetHabits(Habits),
    /// Suggest the names of a list.
    AddList(Rc<List>),
    /// A list of names came in: ask what they are.
    OfferList(Rc<Offer>),
    /// Add the list that came in, its unlabelled names with this label.
    TakeOffer(Option<Label>),
    /// Take what came in for an article.
    OpenOffer,
    /// Forget what came in.
    DropOffer,
    /// Suggest the names of the list at this place no more.
    RemoveList(usize),
    /// Take in a rule pack.
    AddRules {
        /// The file's name.
        name: String,
        /// What it holds.
        pack: Rc<Learned>,
    },
    /// Learn nothing of a name.
    Forget(Name),
    /// Learn of a name again.
    Learn(Name),
    /// Take the last change back.
    Undo,
    /// Do it again.
    Redo,
    /// A file outside now holds this revision.
    Saved(u64),
}

/// The documents of a file that was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The file's name.
    pub name: String,
    /// What it holds.
    pub project: Project,
    /// What was not understood in it, a line each.
    pub issues: Vec<String>,
}

/// A bundle that was read.
#[derive(Clone, Debug)]
pub struct LoadedBundle {
    /// The file's name.
    pub name: String,
    /// What it holds.
    pub bundle: Bundle,
    /// What was not understood in it, a line each.
    pub issues: Vec<String>,
}

/// A field of the metadata that a user may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The headline.
    Title,
    /// The authors, a comma between.
    Authors,
    /// When it was first published.
    Published,
    /// When it was last changed.
    Updated,
    /// The site's name.
    Site,
    /// The language.
    Language,
    /// The address.
    Url,
}

impl Field {
    /// Its value as a user types it.
    pub fn read(self, metadata: &Metadata) -> String {
        let value = match self {
            Field::Title => &metadata.title,
            Field::Authors => return metadata.authors.join(", "),
            Field::Published => &metadata.published,
            Field::Updated => &metadata.updated,
            Field::Site => &metadata.site,
            Field::Language => &metadata.language,
            Field::Url => &metadata.url,
        };
        value.clone().unwrap_or_default()
    }

    /// What is kept of `value`, as it is read again: without the spaces around it.
    pub fn settled(self, value: &str) -> String {
        let mut metadata = Metadata::default();
        self.write(&mut metadata, value);
        self.read(&metadata)
    }

    pub(super) fn write(self, metadata: &mut Metadata, value: &str) {
        let value = value.trim();
        let place = match self {
            Field::Title => &mut metadata.title,
            Field::Authors => {
                let names = value.split(',').map(str::trim).filter(|name| !name.is_empty());
                metadata.authors = names.map(str::to_owned).collect();
                return;
            }
            Field::Published => &mut metadata.published,
            Field::Updated => &mut metadata.updated,
            Field::Site => &mut metadata.site,
            Field::Language => &mut metadata.language,
            Field::Url => &mut metadata.url,
        };
        *place = (!value.is_empty()).then(|| value.to_owned());
    }
}

impl Command {
    /// Whether nothing that it does follows from what was learned, nor changes it.
    pub(super) fn only_looks(&self) -> bool {
        matches!(
            self,
            Command::Load(_)
                | Command::Restore(_)
                | Command::Bring(_)
                | Command::Renew(_)
                | Command::Needed(_)
                | Command::Close(_)
                | Command::Focus(_)
                | Command::Step { .. }
                | Command::MoveCaret { .. }
                | Command::Rest(_)
                | Command::LetGo
                | Command::Tell(_)
                | Command::Dismiss
                | Command::Queue(_)
                | Command::Import(_)
                | Command::Retype(RetypeCommand::Open | RetypeCommand::Write(_) | RetypeCommand::Leave)
        )
    }
}
