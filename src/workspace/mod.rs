//! What the user is working on, and the commands on it.
//!
//! A [`Workspace`] is cheap to clone: everything large is behind an `Rc`. Each thing a user asks for is one
//! [`Command`]; [`Workspace::apply`] is the only way it changes. The page draws it and decides nothing.

mod action;
mod apply;
mod article;
mod backup;
mod blind;
mod bulk;
mod bundles;
mod by_hand;
mod chord;
mod command;
mod compare;
mod decide;
mod entity;
mod fate;
mod fields;
mod galley;
mod groups;
mod hand;
mod importing;
pub mod insight;
mod kept;
mod keymap;
mod labels;
mod learn;
mod likely;
mod load;
mod made_up;
mod marks;
mod needs;
mod notes;
mod open;
mod people;
mod pieces;
pub mod queue;
mod reading;
mod relabel;
mod remove;
mod retype;
mod reviewed;
mod rules;
mod sample;
mod saved;
mod say;
mod select;
mod show;
mod steps;
mod suggest;
mod suggested;
mod summaries;
mod taking;
mod view;
mod why;
mod work;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::annotation::{Annotator, Entity, EntityId, Label, Project, Schema, StepId, Timestamp};
use crate::article::Source;
use crate::tagging::learned::Learned;

use self::bundles::Bundles;
use self::hand::{Choosing, Nudging};
use self::notes::Noting;
use self::queue::Queue;
use self::retype::{Lost, Retyping};
use self::rules::RuleSteps;
use self::saved::Saved;
use self::steps::Joints;

pub use action::{Action, Asked, FIXED, Fixed, GROUPS, Keyed, Scene};
pub use backup::{Backups, Every, ago, is_due};
pub use blind::BlindTurn;
pub use bulk::{BulkCommand, Deed, Of, Place, Preview, Row, Skip, Wish};
pub use bundles::WaitingBundle;
pub use chord::Chord;
pub use command::{Command, Field, Loaded, LoadedBundle};
pub use compare::{
    Answer, CompareCommand, CompareFile, Comparison, Conflict, FiguresTold, Figuring, FoundPlace, Kind,
    Narrowed, NotCompared, Plan, Reading, Side,
};
pub use entity::{EntityCommand, proposals};
pub use fate::{LabelFate, LabelWish};
pub use galley::{Galley, Paragraph, Section};
pub use groups::{Group, Named, groups, regrouped};
pub use hand::{HandCommand, dragged};
pub use importing::{Column, ImportCommand, ImportStep, Importing, Tables};
pub use kept::{
    Brought, Moment, ProjectMoment, Restored, Touched, catalogued, first_record, left_alone, searched,
    unreadable_row,
};
pub use keymap::{Clash, Keymap};
pub use labels::{LabelClash, LabelCommand, LabelField};
pub use made_up::{MadeUp, MadeUpDocument, made_up_article, made_up_document, made_up_paste};
pub use marks::{Filter, Maker};
pub use notes::NoteCommand;
pub use open::{Counts, OpenDocument};
pub use people::{LONGEST_NAME, NAMELESS, NameIssue, PersonCommand, annotator_name};
pub use pieces::{Name, NamePlace, Piece, PieceMark, pieces, short_name};
pub use retype::RetypeCommand;
pub use reviewed::{Coverage, Read, ReadCommand};
pub use rules::{Habits, Offer};
pub use sample::sample;
pub use say::{Notice, counted, figures};
pub use select::{Edge, Unit};
pub use show::Show;
pub use taking::{Taking, with_labels};
pub use view::View;
pub use why::why;

/// What the worker is busy with.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Tells it from every other: a reply to an older one is dropped.
    pub ticket: u64,
    /// What is to be done.
    pub work: Work,
    /// The share that is done, 0 to 1.
    pub done: f32,
    /// While what the tagger knows is still coming: how many bytes of it are there, and how many there will be.
    pub loading: Option<(usize, usize)>,
}

/// Work for the worker.
#[derive(Clone, Debug, PartialEq)]
pub enum Work {
    /// Clean a paste into a new document.
    Clean {
        /// What was pasted.
        source: Source,
        /// The page's address, where known.
        url: Option<String>,
    },
    /// Find the blocks of a document that came from a file.
    Reopen {
        /// The document's id.
        document: Rc<str>,
    },
    /// Find what a document's text names.
    Tag {
        /// The document's id.
        document: Rc<str>,
        /// Its text as it was then: what is found stands in that one.
        text: Rc<str>,
    },
}

/// Work that the worker could not do, kept until it is tried again or given up.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Why, the last time.
    pub message: String,
    /// What could not be done, the first first; never empty.
    pub work: Vec<Work>,
}

/// Who asks, when, and what new ids begin with.
#[derive(Clone, Debug)]
pub struct Context {
    /// Now.
    pub now: Timestamp,
    /// The annotator's name.
    pub annotator: Rc<str>,
    /// Not used for an id before: new ids are this with a number behind it.
    pub fresh: Rc<str>,
}

/// Everything the user is working on.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    schema: Rc<Schema>,
    annotators: Rc<Vec<Annotator>>,
    entities: Rc<Vec<Rc<Entity>>>,
    /// Those of them that files brought.
    from_files: Rc<HashSet<EntityId>>,
    /// Unknown fields of the file that was opened first.
    extra: Option<Rc<str>>,
    /// The documents of this session, in the order they came.
    documents: Vec<Rc<OpenDocument>>,
    /// Those that were taken out, and bundles that were, for undo.
    gone: Vec<remove::Gone>,
    /// The one on screen.
    current: Option<usize>,
    view: View,
    job: Option<Job>,
    /// Work that begins when the job is over, the first first. Empty while there is no job.
    waiting: Vec<Work>,
    failure: Option<Rc<Failure>>,
    tickets: u64,
    notice: Option<Rc<Notice>>,
    said: Rc<str>,
    armed: Option<Label>,
    /// The field that is being typed in, its document, and the step that undo takes it back with.
    typing: Option<(Rc<str>, Field, StepId)>,
    /// The end that is being moved by key, and the step that undo takes that back with.
    nudging: Option<Nudging>,
    /// What a label is being chosen for.
    choosing: Option<Choosing>,
    /// Whether what the pointer selects counts to the character.
    exact: bool,
    show: Show,
    /// What the decisions in the documents taught, and what the user set beside them.
    learned: Rc<Learned>,
    /// What each document taught, those too that are not open.
    taught: Rc<learn::Taught>,
    /// Whether the decisions in documents that came from a file are still to be counted.
    behind: bool,
    habits: Habits,
    offer: Option<Rc<Offer>>,
    /// What undo of a step in a document sets beside it.
    rule_steps: Rc<RuleSteps>,
    /// The steps that several documents took together.
    joints: Rc<Joints>,
    /// What is asked about all mentions of something.
    bulk: Option<Rc<Preview>>,
    /// What is asked to become of a label.
    label_wish: Option<LabelWish>,
    /// The note that is being written.
    noting: Option<Noting>,
    /// The paragraph that is being typed anew.
    retyping: Option<Retyping>,
    /// The marks that went with their words, as far as the notice has them.
    lost: Vec<Lost>,
    /// The list of the project's documents.
    queue: Queue,
    /// Files that come in together.
    importing: Option<Rc<Importing>>,
    /// Marks that wait for their articles.
    bundles: Bundles,
    /// What waits for documents to be opened.
    needs: Option<needs::Needs>,
    /// The name that the last command came with.
    annotator: Rc<str>,
    /// Each time that blind mode was turned on or off, the last one last.
    blind: Rc<Vec<BlindTurn>>,
    /// The project beside files of others.
    comparison: Option<Rc<Comparison>>,
    revision: u64,
    saved: Saved,
}

impl Workspace {
    /// The labels.
    pub fn schema(&self) -> &Rc<Schema> {
        &self.schema
    }

    /// What the mentions name.
    pub fn entities(&self) -> &Rc<Vec<Rc<Entity>>> {
        &self.entities
    }

    /// The documents of this session, in the order they came.
    pub fn documents(&self) -> &[Rc<OpenDocument>] {
        &self.documents
    }

    /// The document on screen.
    pub fn current(&self) -> Option<&Rc<OpenDocument>> {
        self.documents.get(self.current?)
    }

    /// The place of the document on screen among [`Self::documents`].
    pub fn current_index(&self) -> Option<usize> {
        self.current
    }

    /// Which screen is shown.
    pub fn view(&self) -> View {
        self.view
    }

    /// The list of the project's documents.
    pub fn queue(&self) -> &Queue {
        &self.queue
    }

    /// What the worker is busy with.
    pub fn job(&self) -> Option<&Job> {
        self.job.as_ref()
    }

    /// What the worker could not do.
    pub fn failure(&self) -> Option<&Rc<Failure>> {
        self.failure.as_ref()
    }

    /// What the user has to be told.
    pub fn notice(&self) -> Option<&Rc<Notice>> {
        self.notice.as_ref()
    }

    /// What just happened, in words, for those who listen.
    pub fn said(&self) -> &Rc<str> {
        &self.said
    }

    /// The label that the next selection gets.
    pub fn armed(&self) -> Option<&Label> {
        self.armed.as_ref()
    }

    /// What the decisions taught, and what was set beside them.
    pub fn learned(&self) -> &Rc<Learned> {
        &self.learned
    }

    /// Whether what the decisions in opened files teach is still to be taken in; [`Command::CatchUp`] does.
    pub fn is_behind(&self) -> bool {
        self.behind
    }

    /// A list of names that came in, of which nobody has said yet what they are.
    pub fn offer(&self) -> Option<&Rc<Offer>> {
        self.offer.as_ref()
    }

    /// How the app learns.
    pub fn habits(&self) -> Habits {
        self.habits
    }

    /// Which annotations the text shows.
    pub fn show(&self) -> Show {
        self.show
    }

    /// Counts the edits.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Everything as a file would hold it: what blind mode hides is in no file, or whoever opens it would see it.
    pub fn project(&self) -> Project {
        self.project_of(self.documents.iter())
    }

    /// The document on screen as a file would hold it: alone with the entities it names, if there are others.
    pub fn current_project(&self) -> Project {
        self.project_of(self.current().into_iter())
    }

    fn project_of<'a>(&self, documents: impl Iterator<Item = &'a Rc<OpenDocument>>) -> Project {
        let documents: Vec<_> = documents.map(|open| open.shown().clone()).collect();
        let annotations = documents.iter().flat_map(|document| document.annotations());
        let named: HashMap<_, _> =
            annotations.filter_map(|mark| Some((mark.entity.as_ref()?, &mark.label))).collect();
        // In blind mode a thing that no mark of the file names may be what a hidden one does.
        let whole = documents.len() == self.documents.len() && !self.is_blind();
        // What a file brought goes back into it; what the tagger linked to is there for its mentions only.
        let used = |entity: &Rc<Entity>| {
            let label = named.get(&entity.id);
            if self.schema.get(&entity.label).is_some() {
                let used = label.is_some() || whole && self.from_files.contains(&entity.id);
                return used.then(|| entity.clone());
            }
            // Its label was deleted: it is what its mentions are.
            label.map(|label| Rc::new(Entity { label: (*label).clone(), ..(**entity).clone() }))
        };
        Project {
            schema: (*self.schema).clone(),
            annotators: (*self.annotators).clone(),
            entities: self.entities.iter().filter_map(used).collect(),
            documents,
            extra: self.extra.clone(),
        }
    }
}
