//! Everything that has a key: one table of actions, with their words and their first keys.

use super::queue::{QueueCommand, Task};
use super::{
    BulkCommand, Command, CompareCommand, Edge, HandCommand, NoteCommand, ReadCommand, RetypeCommand, Unit,
    View,
};
use crate::annotation::DocumentStatus;

/// Something that a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the table of actions has the words of each")]
pub enum Action {
    Accept,
    Reject,
    NextPencil,
    PreviousPencil,
    Choose,
    Every,
    Note,
    NextMark,
    PreviousMark,
    EndOn,
    EndBack,
    StartOn,
    StartBack,
    Delete,
    Extend,
    Read,
    Retype,
    RowDown,
    RowUp,
    OpenRow,
    OpenUndone,
    ChooseRow,
    ExtendDown,
    ExtendUp,
    Search,
    PreTag,
    MarkDone,
    MarkNotDone,
    DeleteRows,
    NextDocument,
    PreviousDocument,
    NextConflict,
    PreviousConflict,
    TakeNone,
    TakeAll,
    ChoiceBack,
    ConflictInText,
    TakeIn,
    ToProjects,
    ToAnnotate,
    ToCompare,
    ToInsight,
    Undo,
    Redo,
    Done,
    People,
    Keys,
}

/// What is known of an action.
#[derive(Debug)]
pub struct Keyed {
    /// Which it is.
    pub action: Action,
    /// What files of settings call it.
    pub id: &'static str,
    /// What it does, in a few words.
    pub words: &'static str,
    /// The heading that it stands under.
    pub group: &'static str,
    /// The keys it has at first.
    pub(super) keys: &'static [&'static str],
}

/// Keys that nobody can change, with what they do, and the heading they stand under.
#[derive(Debug)]
pub struct Fixed {
    /// Their caps.
    pub caps: &'static [&'static str],
    /// What they do.
    pub words: &'static str,
    /// The heading.
    pub group: &'static str,
}

/// The headings, in the order of the map.
pub const GROUPS: &[&str] = &["Suggestions", "Marks", "Text", "List of documents", "Compare", "Everywhere"];

const fn row(
    action: Action,
    id: &'static str,
    group: usize,
    keys: &'static [&'static str],
    words: &'static str,
) -> Keyed {
    Keyed { action, id, words, group: GROUPS[group], keys }
}

/// Every action with its first keys. The ends of a mark have letters too: many layouts have brackets behind AltGr.
pub(super) const ACTIONS: &[Keyed] = &[
    row(Action::Accept, "accept", 0, &["a"], "accept, then the next"),
    row(Action::Reject, "reject", 0, &["x"], "reject, then the next"),
    row(Action::NextPencil, "next-pencil", 0, &["n"], "next in pencil"),
    row(Action::PreviousPencil, "previous-pencil", 0, &["p"], "previous in pencil"),
    row(Action::Choose, "choose", 1, &["Enter"], "choose a label by its name"),
    row(Action::Every, "every", 1, &["*"], "every mention at once"),
    row(Action::Note, "note", 1, &["m"], "write a note"),
    row(Action::NextMark, "next-mark", 1, &["."], "next mark"),
    row(Action::PreviousMark, "previous-mark", 1, &[","], "previous mark"),
    row(Action::EndOn, "end-on", 1, &["]", "e"], "move the end a word on"),
    row(Action::EndBack, "end-back", 1, &["[", "Shift+e"], "move the end a word back"),
    row(Action::StartOn, "start-on", 1, &["}", "Shift+s"], "move the start a word on"),
    row(Action::StartBack, "start-back", 1, &["{", "s"], "move the start a word back"),
    row(Action::Delete, "delete", 1, &["Delete", "Backspace"], "delete the mark"),
    row(Action::Extend, "extend", 2, &["Space"], "begin or end extending the selection"),
    row(Action::Read, "read", 2, &["r"], "call the paragraph read, and go to the next that is not"),
    row(Action::Retype, "retype", 2, &["t"], "correct the words of the paragraph"),
    row(Action::RowDown, "row-down", 3, &["j"], "to the next row"),
    row(Action::RowUp, "row-up", 3, &["k"], "to the row before"),
    row(Action::OpenRow, "open-row", 3, &["Enter"], "open the document of the row"),
    row(Action::OpenUndone, "open-undone", 3, &["n"], "open the next document that is not done"),
    row(Action::ChooseRow, "choose-row", 3, &["Space", "x"], "select the row, or let go of it"),
    row(Action::ExtendDown, "extend-down", 3, &["Shift+j"], "select on to the next row"),
    row(Action::ExtendUp, "extend-up", 3, &["Shift+k"], "select on to the row before"),
    row(Action::Search, "search", 3, &["/"], "search titles and texts"),
    row(Action::PreTag, "pre-tag", 3, &["t"], "have the tagger read the selected documents"),
    row(Action::MarkDone, "mark-done", 3, &["d"], "call the selected documents done"),
    row(Action::MarkNotDone, "mark-not-done", 3, &["Shift+d"], "call the selected documents not done"),
    row(Action::DeleteRows, "delete-rows", 3, &["Delete"], "delete the selected documents"),
    row(
        Action::NextDocument,
        "next-document",
        3,
        &["Alt+PageDown"],
        "from the text to the next document of the list",
    ),
    row(
        Action::PreviousDocument,
        "previous-document",
        3,
        &["Alt+PageUp"],
        "from the text to the document before",
    ),
    row(Action::NextConflict, "next-conflict", 4, &["j"], "next conflict"),
    row(Action::PreviousConflict, "previous-conflict", 4, &["k"], "previous conflict"),
    row(Action::TakeNone, "take-none", 4, &["0", "x"], "settle it so that nothing stands"),
    row(Action::TakeAll, "take-all", 4, &["a"], "settle it so that all stands"),
    row(Action::ChoiceBack, "choice-back", 4, &["u"], "take the last choice back"),
    row(Action::ConflictInText, "conflict-in-text", 4, &["e"], "open the text at the conflict"),
    row(Action::TakeIn, "take-in", 4, &["Ctrl+Enter"], "take in what is settled, as one step"),
    row(Action::Undo, "undo", 5, &["Ctrl+z"], "undo"),
    row(Action::Redo, "redo", 5, &["Ctrl+Shift+z", "Ctrl+y"], "redo"),
    row(Action::ToProjects, "projects", 5, &["g"], "to Projects, the list of documents"),
    row(Action::ToAnnotate, "annotate", 5, &["Enter"], "from Clean or Insight on to Annotate"),
    row(Action::ToCompare, "compare", 5, &["Shift+c"], "to Compare, what others made of the documents"),
    row(Action::ToInsight, "insight", 5, &["i"], "to Insight, what the documents come to"),
    row(Action::Done, "done", 5, &["Ctrl+Enter"], "call the document done, and go to the next"),
    row(Action::People, "people", 5, &["b"], "your name, and blind mode"),
    row(Action::Keys, "keys", 5, &["?"], "this map"),
];

/// What has keys that stay as they are.
pub const FIXED: &[Fixed] = &[
    Fixed {
        caps: &["1", "…", "9"],
        words: "label the selection, relabel the mark, or arm a label: each label shows its key",
        group: GROUPS[1],
    },
    Fixed { caps: &["Alt", "["], words: "with Alt the ends move by a character", group: GROUPS[1] },
    Fixed { caps: &["←", "→"], words: "word by word; with Ctrl or Alt by character", group: GROUPS[2] },
    Fixed { caps: &["↑", "↓"], words: "paragraph by paragraph", group: GROUPS[2] },
    Fixed {
        caps: &["Home", "End"],
        words: "first, last word of the paragraph; with Ctrl of the text",
        group: GROUPS[2],
    },
    Fixed { caps: &["Shift", "→"], words: "extend the selection", group: GROUPS[2] },
    Fixed { caps: &["Esc"], words: "let go, of an armed label too", group: GROUPS[2] },
    Fixed { caps: &["↑", "↓"], words: "row by row; with Shift they select", group: GROUPS[3] },
    Fixed { caps: &["PageUp", "PageDown"], words: "ten rows up or down", group: GROUPS[3] },
    Fixed { caps: &["Home", "End"], words: "first, last row", group: GROUPS[3] },
    Fixed { caps: &["Ctrl", "A"], words: "select all that are listed", group: GROUPS[3] },
    Fixed { caps: &["Esc"], words: "select none", group: GROUPS[3] },
    Fixed { caps: &["1", "…", "9"], words: "settle a conflict as that version has it", group: GROUPS[4] },
    Fixed { caps: &["↑", "↓"], words: "conflict by conflict", group: GROUPS[4] },
    Fixed { caps: &["Home", "End"], words: "first, last conflict", group: GROUPS[4] },
    Fixed { caps: &["Ctrl", "V"], words: "paste an article", group: GROUPS[5] },
];

/// What a person has in hand when a key is pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scene {
    /// The screen.
    pub view: View,
    /// Whether something is selected in the text.
    pub selected: bool,
    /// Whether a mark has the focus.
    pub focused: bool,
}

/// What a key asks for.
#[derive(Clone, Debug)]
pub enum Asked {
    /// A command to the workspace.
    Do(Command),
    /// The map of the keys.
    ShowKeys,
    /// The window of the person's name and blind mode.
    ShowPeople,
    /// The field to search in.
    Search,
}

impl Action {
    /// Every action, in the order of the map.
    pub fn all() -> impl Iterator<Item = &'static Keyed> {
        ACTIONS.iter()
    }

    /// The action that settings call `id`.
    pub fn named(id: &str) -> Option<Action> {
        ACTIONS.iter().find(|row| row.id == id).map(|row| row.action)
    }

    /// What settings call it.
    pub fn id(self) -> &'static str {
        self.row().map_or("", |row| row.id)
    }

    /// What it does, in a few words.
    pub fn words(self) -> &'static str {
        self.row().map_or("", |row| row.words)
    }

    fn row(self) -> Option<&'static Keyed> {
        ACTIONS.iter().find(|row| row.action == self)
    }

    /// What it asks for.
    pub(super) fn asks(self) -> Asked {
        let nudge = |edge, forward| Command::Nudge { edge, unit: Unit::Word, forward };
        Asked::Do(match self {
            Action::Accept => Command::Accept,
            Action::Reject => Command::Reject,
            Action::NextPencil => Command::Step { forward: true, pencil: true },
            Action::PreviousPencil => Command::Step { forward: false, pencil: true },
            Action::NextMark => Command::Step { forward: true, pencil: false },
            Action::PreviousMark => Command::Step { forward: false, pencil: false },
            Action::EndOn => nudge(Edge::End, true),
            Action::EndBack => nudge(Edge::End, false),
            Action::StartOn => nudge(Edge::Start, true),
            Action::StartBack => nudge(Edge::Start, false),
            Action::Choose => Command::Hand(HandCommand::Choose),
            Action::Extend => Command::Hand(HandCommand::Extend),
            Action::Delete => Command::Delete,
            Action::RowDown => Command::Queue(QueueCommand::Move(1)),
            Action::RowUp => Command::Queue(QueueCommand::Move(-1)),
            Action::OpenRow => Command::Queue(QueueCommand::OpenCursor),
            Action::OpenUndone => Command::Queue(QueueCommand::OpenUndone),
            Action::ChooseRow => Command::Queue(QueueCommand::ChooseCursor),
            Action::ExtendDown => Command::Queue(QueueCommand::Extend(1)),
            Action::ExtendUp => Command::Queue(QueueCommand::Extend(-1)),
            Action::PreTag => Command::Queue(QueueCommand::Do(Task::PreTag)),
            Action::MarkDone => Command::Queue(QueueCommand::Do(Task::Mark(DocumentStatus::Done))),
            Action::MarkNotDone => Command::Queue(QueueCommand::Do(Task::Mark(DocumentStatus::InProgress))),
            Action::DeleteRows => Command::Queue(QueueCommand::Do(Task::Delete)),
            Action::NextDocument => Command::Queue(QueueCommand::Next { forward: true }),
            Action::PreviousDocument => Command::Queue(QueueCommand::Next { forward: false }),
            Action::NextConflict => Command::Compare(CompareCommand::Move(1)),
            Action::PreviousConflict => Command::Compare(CompareCommand::Move(-1)),
            Action::TakeNone => Command::Compare(CompareCommand::TakeNone),
            Action::TakeAll => Command::Compare(CompareCommand::TakeAll),
            Action::ChoiceBack => Command::Compare(CompareCommand::Back),
            Action::ConflictInText => Command::Compare(CompareCommand::OpenInText),
            Action::TakeIn => Command::Compare(CompareCommand::TakeIn),
            Action::ToCompare => Command::Show(View::Compare),
            Action::ToProjects => Command::Show(View::Projects),
            Action::ToAnnotate => Command::Show(View::Annotate),
            Action::ToInsight => Command::Show(View::Insight),
            Action::Undo => Command::Undo,
            Action::Redo => Command::Redo,
            Action::Done => Command::Hand(HandCommand::DoneAndNext),
            Action::Every => Command::Bulk(BulkCommand::Every),
            Action::Note => Command::Note(NoteCommand::Edit),
            Action::Read => Command::Read(ReadCommand::AndOn),
            Action::Retype => Command::Retype(RetypeCommand::Open),
            Action::Keys => return Asked::ShowKeys,
            Action::People => return Asked::ShowPeople,
            Action::Search => return Asked::Search,
        })
    }

    /// Whether it can be asked for there; elsewhere its key is the browser's.
    pub(super) fn acts_in(self, scene: Scene) -> bool {
        match self {
            Action::Keys | Action::People => true,
            // Where documents are listed, undo brings back what was deleted there.
            Action::Undo => scene.view != View::Insight,
            Action::ToProjects => scene.view != View::Projects,
            Action::NextDocument | Action::PreviousDocument => scene.view.shows_document(),
            Action::RowDown
            | Action::RowUp
            | Action::OpenRow
            | Action::OpenUndone
            | Action::ChooseRow
            | Action::ExtendDown
            | Action::ExtendUp
            | Action::Search
            | Action::PreTag
            | Action::MarkDone
            | Action::MarkNotDone
            | Action::DeleteRows => scene.view == View::Projects,
            Action::NextConflict
            | Action::PreviousConflict
            | Action::TakeNone
            | Action::TakeAll
            | Action::ChoiceBack
            | Action::ConflictInText
            | Action::TakeIn => scene.view == View::Compare,
            Action::ToCompare => !matches!(scene.view, View::Start | View::Compare),
            Action::Redo | Action::ToInsight => scene.view.shows_document(),
            Action::ToAnnotate => matches!(scene.view, View::Clean | View::Insight),
            Action::Choose => scene.view == View::Annotate && (scene.selected || scene.focused),
            // Without a selection the space bar scrolls.
            Action::Extend => scene.view == View::Annotate && scene.selected,
            _ => scene.view == View::Annotate,
        }
    }

    /// Whether two actions can be asked for on the same screen.
    pub(super) fn meets(self, other: Action) -> bool {
        View::ALL.iter().any(|&view| {
            let scene = Scene { view, selected: true, focused: true };
            self.acts_in(scene) && other.acts_in(scene)
        })
    }

    pub(super) fn is_nudge(self) -> bool {
        matches!(self, Action::EndOn | Action::EndBack | Action::StartOn | Action::StartBack)
    }
}
