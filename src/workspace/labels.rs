//! The labels of the project: their colours, keys and guidelines, their order, and new ones.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::rules::RuleEdit;
use super::{LabelWish, Workspace, counted};
use crate::annotation::{COMMAND_KEYS, Colour, EditError, Label, LabelDef, Schema, Status, is_label_key};
use crate::tagging::is_a_kind;

/// What is asked of the labels.
#[derive(Clone, Debug, PartialEq)]
pub enum LabelCommand {
    /// Adds a label of that name, with a neutral colour and the next free digit.
    Add(Label),
    /// Sets what one of them has.
    Set(Label, LabelField),
    /// Moves one by a place: towards the first, or the last.
    Move {
        /// Which.
        label: Label,
        /// Towards the last.
        later: bool,
    },
    /// Calls one otherwise, with all its marks in all documents.
    Rename {
        /// Which.
        label: Label,
        /// Its new name.
        to: Label,
    },
    /// Shows what this would come to; nothing is done yet.
    Ask(LabelWish),
    /// Does what is shown.
    Do,
    /// Leaves it.
    Leave,
    /// Takes in the labels of a file: those that are there get what the file says of them, the others are added.
    Take {
        /// The file's name.
        name: String,
        /// Its labels.
        labels: Vec<LabelDef>,
    },
}

/// One thing that a label has.
#[derive(Clone, Debug, PartialEq)]
pub enum LabelField {
    /// Its colour on light paper, `#rrggbb`.
    Colour(String),
    /// Its colour on dark paper, `#rrggbb`.
    ColourDark(String),
    /// The key that sets it, or none.
    Key(Option<char>),
    /// What it covers and what it doesn't.
    Guideline(String),
}

/// Why a label cannot have what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelClash {
    /// Not `#rrggbb`.
    Colour(String),
    /// The key does something else.
    Command(char),
    /// Another label has the key.
    Label(char, Label),
    /// Another label has the name.
    Name(Label),
}

impl std::fmt::Display for LabelClash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            LabelClash::Colour(found) => write!(f, "{found}: expected a colour like #0c5339"),
            LabelClash::Command(key) => write!(f, "{key} does something else: choose another key"),
            LabelClash::Label(key, label) => {
                write!(f, "{key} is the key of {label}: choose another, or free it there first")
            }
            LabelClash::Name(label) => write!(f, "{label} is a label already"),
        }
    }
}

impl LabelField {
    /// Whether the label `own` can have it in `schema`.
    pub fn check(&self, own: &Label, schema: &Schema) -> Result<(), LabelClash> {
        match self {
            LabelField::Colour(colour) | LabelField::ColourDark(colour) => match Colour::parse(colour) {
                Some(_) => Ok(()),
                None => Err(LabelClash::Colour(colour.clone())),
            },
            LabelField::Key(Some(key)) if COMMAND_KEYS.contains(key) || !is_label_key(*key) => {
                Err(LabelClash::Command(*key))
            }
            LabelField::Key(Some(key)) => match schema.by_key(*key) {
                Some(other) if other.label != *own => Err(LabelClash::Label(*key, other.label.clone())),
                _ => Ok(()),
            },
            LabelField::Key(None) | LabelField::Guideline(_) => Ok(()),
        }
    }

    fn set(self, def: &mut LabelDef) {
        match self {
            LabelField::Colour(colour) => def.colour = colour,
            LabelField::ColourDark(colour) => def.colour_dark = Some(colour),
            LabelField::Key(key) => def.key = key,
            LabelField::Guideline(guideline) => def.guideline = guideline,
        }
    }

    fn name(&self) -> &'static str {
        match self {
            LabelField::Colour(_) | LabelField::ColourDark(_) => "set a label's colour",
            LabelField::Key(_) => "set a label's key",
            LabelField::Guideline(_) => "set a label's guideline",
        }
    }
}

impl Workspace {
    /// How many marks of all documents have each label, without those that were rejected; in blind mode how many of those that
    /// are shown.
    pub fn label_counts(&self) -> HashMap<Label, usize> {
        let mut counts = HashMap::new();
        let annotations = self.documents.iter().flat_map(|open| open.document().annotations());
        for annotation in annotations.filter(|annotation| annotation.status != Status::Rejected) {
            *counts.entry(annotation.label.clone()).or_insert(0) += 1;
        }
        if self.is_blind() {
            return counts;
        }
        let open: HashSet<&str> = self.documents.iter().map(|open| &*open.document().id).collect();
        for (label, count) in self.queue.shelf().label_counts(|id| !open.contains(id)) {
            *counts.entry(label).or_insert(0) += count;
        }
        counts
    }

    /// Does what is asked of the labels. What clashes is told, and changes nothing.
    pub(super) fn label_command(&mut self, command: LabelCommand) -> Result<(), EditError> {
        let schema = self.schema.clone();
        if self.is_blind()
            && matches!(command, LabelCommand::Rename { .. } | LabelCommand::Ask(_) | LabelCommand::Do)
        {
            self.label_wish = None;
            self.tell_labels_stay();
            return Ok(());
        }
        match command {
            LabelCommand::Add(label) => {
                if schema.get(&label).is_some() {
                    self.say(&LabelClash::Name(label).to_string());
                    return Ok(());
                }
                // Whoever was called so before is another one.
                let free = if is_a_kind(&label) { (*schema).clone() } else { schema.freed(&label) };
                self.set_labels("add a label", free.with(&label))?;
                self.say(&format!("{label} added"));
            }
            LabelCommand::Set(label, field) => {
                if let Err(clash) = field.check(&label, &schema) {
                    self.say(&clash.to_string());
                    return Ok(());
                }
                let name = field.name();
                let mut labels = schema.labels().to_vec();
                let Some(def) = labels.iter_mut().find(|def| def.label == label) else { return Ok(()) };
                field.set(def);
                let Some(new) = Schema::new(labels) else { return Ok(()) };
                if new != *schema {
                    self.set_labels(name, new)?;
                    self.say(&format!("{label} changed"));
                }
            }
            LabelCommand::Rename { label, to } => self.rename_label(&label, &to)?,
            LabelCommand::Ask(wish) => {
                self.label_wish = Some(wish);
                let said = self.label_fate().map(|fate| fate.sentence());
                self.say(&said.unwrap_or_default());
            }
            LabelCommand::Do => self.do_label_wish()?,
            LabelCommand::Leave => {
                if self.label_wish.take().is_some() {
                    self.say("Left as it is");
                }
            }
            LabelCommand::Move { label, later } => {
                let mut labels = schema.labels().to_vec();
                let Some(at) = labels.iter().position(|def| def.label == label) else { return Ok(()) };
                let to = if later { Some(at + 1) } else { at.checked_sub(1) };
                let Some(to) = to.filter(|to| *to < labels.len()) else {
                    self.say("No further");
                    return Ok(());
                };
                labels.swap(at, to);
                let Some(new) = Schema::new(labels) else { return Ok(()) };
                self.set_labels("move a label", new)?;
                self.say(&format!("{label} is number {}", to + 1));
            }
            LabelCommand::Take { name, labels } => {
                let (new, changed, added) = taken(&schema, &labels);
                if new == *schema {
                    self.say(&format!("{name}: these labels are there already"));
                    return Ok(());
                }
                self.set_labels("take in labels", new)?;
                self.say(&format!("{name}: {} added, {changed} changed", counted(added, "label")));
            }
        }
        Ok(())
    }

    fn set_labels(&mut self, name: &'static str, schema: Schema) -> Result<(), EditError> {
        self.revision += 1;
        self.set_rules(name, vec![RuleEdit::Schema(Rc::new(schema))])
    }
}

/// `schema` with what `labels` say: how many of its own they change, and how many are new.
fn taken(schema: &Schema, labels: &[LabelDef]) -> (Schema, usize, usize) {
    // Who takes a name by what they say takes it from others.
    let claimed = labels.iter().flat_map(|def| &def.takes).flatten();
    let mut defs = claimed.fold(schema.clone(), |schema, name| schema.freed(name)).labels().to_vec();
    let mut changed = 0;
    for new in labels {
        let Some(old) = defs.iter_mut().find(|def| def.label == new.label) else { continue };
        // The key stays: another label may have the new one.
        let takes = new.takes.clone().or(old.takes.clone());
        let with = LabelDef { key: old.key, takes, ..new.clone() };
        changed += usize::from(*old != with);
        *old = with;
    }
    let mut all = Schema::new(defs).unwrap_or_else(|| schema.clone());
    let before = all.labels().len();
    for new in labels {
        all = all.with_def(new);
    }
    let added = all.labels().len() - before;
    (all, changed, added)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Document, Timestamp};
    use crate::workspace::{Command, Context, Loaded};

    fn context() -> Context {
        Context { now: Timestamp("2026-01-02T03:04:05Z".into()), annotator: "Ruth".into(), fresh: "f".into() }
    }

    fn workspace() -> Workspace {
        let mut workspace = Workspace::default();
        let mut project = workspace.project();
        project.documents.push(Document::of_text("d", "É. 漢 👩‍🚀").into());
        let loaded = Loaded { name: "d".into(), project, issues: Vec::new() };
        workspace.apply(Command::Load(loaded), &context());
        workspace
    }

    fn label(name: &str) -> Label {
        Label::new(name).unwrap()
    }

    /// Does `command` and shows what is said; undo then brings the labels back.
    #[track_caller]
    fn check(command: LabelCommand, said: &str, changes: bool) {
        let mut workspace = workspace();
        let before = workspace.schema().clone();
        workspace.apply(Command::Labels(command), &context());
        assert_eq!(&**workspace.said(), said);
        assert_eq!(*workspace.schema() != before, changes);
        let after = workspace.schema().clone();
        if changes {
            workspace.apply(Command::Undo, &context());
            assert_eq!(*workspace.schema(), before);
            workspace.apply(Command::Redo, &context());
            assert_eq!(*workspace.schema(), after);
        }
    }

    #[test]
    fn labels_are_set_and_set_back() {
        let place = || label("PLACE");
        check(LabelCommand::Add(label("Été")), "Été added", true);
        check(LabelCommand::Add(place()), "PLACE is a label already", false);
        check(LabelCommand::Set(place(), LabelField::Key(Some('q'))), "PLACE changed", true);
        check(
            LabelCommand::Set(place(), LabelField::Key(Some('1'))),
            "1 is the key of COURT: choose another, or free it there first",
            false,
        );
        check(
            LabelCommand::Set(place(), LabelField::Key(Some('a'))),
            "a does something else: choose another key",
            false,
        );
        check(
            LabelCommand::Set(place(), LabelField::Colour("red".into())),
            "red: expected a colour like #0c5339",
            false,
        );
        check(LabelCommand::Set(place(), LabelField::ColourDark("#aabbcc".into())), "PLACE changed", true);
        check(LabelCommand::Set(place(), LabelField::Guideline("漢\nno".into())), "PLACE changed", true);
        check(LabelCommand::Move { label: place(), later: false }, "PLACE is number 3", true);
        check(LabelCommand::Move { label: label("DATE"), later: true }, "No further", false);
    }

    #[test]
    fn the_labels_of_a_file_are_taken_in() {
        let theirs = Schema::new(vec![
            LabelDef {
                label: label("PLACE"),
                colour: "#123456".into(),
                colour_dark: None,
                key: Some('1'),
                guideline: "Where".into(),
                takes: None,
                extra: None,
            },
            LabelDef {
                label: label("SHIP"),
                colour: "#654321".into(),
                colour_dark: None,
                key: Some('s'),
                guideline: String::new(),
                takes: None,
                extra: None,
            },
        ])
        .unwrap();
        let labels = theirs.labels().to_vec();
        check(LabelCommand::Take { name: "set".into(), labels }, "set: 1 label added, 1 changed", true);
    }
}
