//! What the user sets beside the decisions: thresholds, lists of names, rule packs, what not to learn.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::relabel::Relabelled;
use super::{Command, Work, Workspace, counted};
use crate::annotation::{Change, EditError, EntityId, Label, Schema, StepId};
use crate::article::Source;
use crate::tagging::is_a_kind;
use crate::tagging::learned::{Learned, Lessons, List, Name};

/// How the app learns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Habits {
    /// Whether a decision is carried to the same words in the same document.
    pub carry: bool,
    /// Whether decisions change what is suggested.
    pub learn: bool,
}

impl Default for Habits {
    fn default() -> Habits {
        Habits { carry: true, learn: true }
    }
}

/// A list of names that came in, and what the file says of each.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The file's name.
    pub title: Rc<str>,
    /// The file's text, which may be an article after all.
    pub text: Rc<str>,
    /// Its names.
    pub names: Vec<(Name, Option<Label>)>,
}

/// What undo of a document's step sets, or where the flag is not set what redo of it does.
pub(super) type RuleSteps = HashMap<(Rc<str>, StepId), (bool, Vec<RuleEdit>)>;

/// One atomic step on what the user sets.
#[derive(Clone, Debug, PartialEq)]
pub enum RuleEdit {
    /// Sets the score, in thousandths, below which a label is not suggested; `None` leaves it to what was learned.
    Threshold(Label, Option<u16>),
    /// Puts a list of names in at this place, or with `None` takes out the one there.
    List(usize, Option<Rc<List>>),
    /// Sets what came with rule packs.
    Given(Box<Lessons>),
    /// Whether nothing is to be learned of a name.
    Ignore(Name, bool),
    /// Sets how the app learns.
    Habits(Habits),
    /// Sets the labels.
    Schema(Rc<Schema>),
    /// Turns what is suggested as one label into another's.
    Suggested(Box<Relabelled>),
    /// Sets the labels of things that are named.
    Entities(Vec<(EntityId, Label)>),
}

impl RuleEdit {
    /// Changes what is set and gives back the edit that undoes it.
    fn apply(self, workspace: &mut Workspace) -> RuleEdit {
        let learned = Rc::make_mut(&mut workspace.learned);
        match self {
            RuleEdit::Threshold(label, threshold) => {
                let before = match threshold {
                    Some(threshold) => learned.thresholds.insert(label.clone(), threshold),
                    None => learned.thresholds.remove(&label),
                };
                RuleEdit::Threshold(label, before)
            }
            RuleEdit::List(at, Some(list)) => {
                let at = at.min(learned.lists.len());
                learned.lists.insert(at, list);
                RuleEdit::List(at, None)
            }
            RuleEdit::List(at, None) => {
                let out = (at < learned.lists.len()).then(|| learned.lists.remove(at));
                RuleEdit::List(at, out)
            }
            RuleEdit::Given(given) => {
                RuleEdit::Given(Box::new(std::mem::replace(&mut learned.given, *given)))
            }
            RuleEdit::Ignore(name, ignore) => {
                let was = learned.ignored.contains(&name);
                if ignore {
                    learned.ignored.insert(name.clone());
                } else {
                    learned.ignored.remove(&name);
                }
                RuleEdit::Ignore(name, was)
            }
            RuleEdit::Habits(new) => RuleEdit::Habits(std::mem::replace(&mut workspace.habits, new)),
            RuleEdit::Schema(new) => {
                let before = std::mem::replace(&mut workspace.schema, new);
                if !before.takes_as(&workspace.schema) {
                    // What was proposed as one may be what is another's now.
                    workspace.documents.iter_mut().for_each(|open| Rc::make_mut(open).ledger = None);
                }
                RuleEdit::Schema(before)
            }
            RuleEdit::Suggested(relabelled) => RuleEdit::Suggested(Box::new(relabelled.apply(workspace))),
            RuleEdit::Entities(labels) => {
                let labels: HashMap<EntityId, Label> = labels.into_iter().collect();
                let mut before = Vec::with_capacity(labels.len());
                for entity in Rc::make_mut(&mut workspace.entities) {
                    if let Some(label) = labels.get(&entity.id) {
                        before.push((entity.id.clone(), entity.label.clone()));
                        Rc::make_mut(entity).label = label.clone();
                    }
                }
                RuleEdit::Entities(before)
            }
        }
    }
}

impl Workspace {
    /// Sets what `edits` say, as a step of the document on screen that undo takes back under `name`.
    pub(super) fn set_rules(&mut self, name: &'static str, edits: Vec<RuleEdit>) -> Result<(), EditError> {
        let schema = self.schema.clone();
        let inverse = self.apply_rules(edits);
        if let Some(open) = self.current.and_then(|at| self.documents.get_mut(at)) {
            let open = Rc::make_mut(open);
            open.change(name, Change::default())?;
            if let Some(step) = open.history.last() {
                Rc::make_mut(&mut self.rule_steps).insert((open.document.id.clone(), step), (true, inverse));
            }
        }
        if Rc::ptr_eq(&schema, &self.schema) { self.relearn_all() } else { self.see_labels(&schema) }
    }

    /// Undoes or does again what a step of a document set, if it set anything. What follows from it is still to be seen to.
    pub(super) fn step_rules(&mut self, key: &(Rc<str>, StepId), back: bool) -> bool {
        let edits = self.rule_steps.get(key).filter(|(takes_back, _)| *takes_back == back);
        let Some((_, edits)) = edits.cloned() else { return false };
        let inverse = self.apply_rules(edits);
        Rc::make_mut(&mut self.rule_steps).insert(key.clone(), (!back, inverse));
        true
    }

    /// Does all of `edits`, and gives those that undo them.
    pub(super) fn apply_rules(&mut self, edits: Vec<RuleEdit>) -> Vec<RuleEdit> {
        let mut inverse: Vec<RuleEdit> = edits.into_iter().map(|edit| edit.apply(self)).collect();
        inverse.reverse();
        inverse
    }

    /// Takes in a rule pack: its lists behind those that are there, its names and thresholds beside them.
    pub(super) fn take_rules(&mut self, title: &str, pack: &Learned) -> Result<(), EditError> {
        let mut named: BTreeMap<Label, Label> = BTreeMap::new();
        let of_names = pack.given.names.values().flat_map(|lesson| lesson.keys());
        for label in pack.lists.iter().map(|list| &list.label).chain(of_names) {
            named.insert(label.clone(), self.know_label(label));
        }
        let here = |label: &Label| named.get(label).cloned().or_else(|| self.schema.taker(label));
        let mut given = self.learned.given.clone();
        given.add(&pack.given.relabelled(here));
        let mut edits = vec![RuleEdit::Given(Box::new(given))];
        let first = self.learned.lists.len();
        let lists = pack.lists.iter().enumerate();
        edits.extend(lists.filter_map(|(number, list)| {
            Some(RuleEdit::List(first + number, Some(list.relabelled(&here(&list.label)?))))
        }));
        let thresholds = pack.thresholds.iter();
        edits.extend(
            thresholds
                .filter_map(|(label, threshold)| Some(RuleEdit::Threshold(here(label)?, Some(*threshold)))),
        );
        edits.extend(pack.ignored.iter().map(|name| RuleEdit::Ignore(name.clone(), true)));
        self.set_rules("open rules", edits)?;
        let names = pack.given.names.len() + pack.lists.iter().map(|list| list.len()).sum::<usize>();
        self.say(&format!("{title}: {}", counted(names, "name")));
        Ok(())
    }

    /// Adds a list for each label of the names that came in.
    fn take_offer(&mut self, offer: &Offer, label: Option<Label>) -> Result<(), EditError> {
        let mut by_label: BTreeMap<Label, Vec<Name>> = BTreeMap::new();
        for (name, own) in &offer.names {
            if let Some(label) = own.as_ref().or(label.as_ref()) {
                by_label.entry(label.clone()).or_default().push(name.clone());
            }
        }
        let first = self.learned.lists.len();
        let mut edits = Vec::new();
        for (number, (label, names)) in by_label.into_iter().enumerate() {
            let label = self.know_label(&label);
            let list = List::new(&offer.title, label, names);
            edits.push(RuleEdit::List(first + number, Some(Rc::new(list))));
        }
        self.set_rules("add a list", edits)?;
        self.say(&format!("{}: {} added", offer.title, counted(offer.names.len(), "name")));
        Ok(())
    }

    /// What `label` is called here; the schema gains it where it has no such label.
    pub(super) fn know_label(&mut self, label: &Label) -> Label {
        if self.schema.get(label).is_some() {
            return label.clone();
        }
        if let Some(taker) = self.schema.taker(label).filter(|taker| taker != label) {
            return taker;
        }
        let with = self.schema.with(label);
        if let Some(def) = with.get(label) {
            self.schema = Rc::new(self.schema.joined_by(def, std::slice::from_ref(label), is_a_kind));
        }
        label.clone()
    }

    /// What the user set, by command.
    pub(super) fn rule_command(&mut self, command: Command) -> Result<(), EditError> {
        match command {
            Command::SetThreshold(label, threshold) => {
                let said = match threshold {
                    Some(threshold) => {
                        format!("{label}: suggested from {:.2} on", f64::from(threshold) / 1000.0)
                    }
                    None => format!("{label}: suggested as learned"),
                };
                self.set_rules("set a threshold", vec![RuleEdit::Threshold(label, threshold)])?;
                self.say(&said);
            }
            Command::SetHabits(habits) => {
                let before = self.habits;
                self.set_rules("set how to learn", vec![RuleEdit::Habits(habits)])?;
                self.say(match (habits.carry == before.carry, habits.carry, habits.learn) {
                    (false, true, _) => "Same words, same decision",
                    (false, false, _) => "Each mention by itself",
                    (true, _, true) => "Decisions change the suggestions",
                    (true, _, false) => "Decisions change no suggestion",
                });
            }
            Command::AddList(list) => {
                let list = list.relabelled(&self.know_label(&list.label));
                let said = format!("{}: {} for {}", list.title, counted(list.len(), "name"), list.label);
                self.set_rules("add a list", vec![RuleEdit::List(self.learned.lists.len(), Some(list))])?;
                self.say(&said);
            }
            Command::OfferList(offer) => {
                self.say(&format!("{}: {}. What are they?", offer.title, counted(offer.names.len(), "name")));
                self.offer = Some(offer);
            }
            Command::TakeOffer(label) => {
                if let Some(offer) = self.offer.take() {
                    self.take_offer(&offer, label)?;
                }
            }
            Command::OpenOffer => {
                if let Some(offer) = self.offer.take() {
                    self.start(Work::Clean { source: Source::text(offer.text.clone()), url: None });
                }
            }
            Command::DropOffer => self.offer = None,
            Command::RemoveList(at) => {
                if let Some(list) = self.learned.lists.get(at).cloned() {
                    self.set_rules("remove a list", vec![RuleEdit::List(at, None)])?;
                    self.say(&format!("{} removed", list.title));
                }
            }
            Command::AddRules { name, pack } => self.take_rules(&name, &pack)?,
            Command::Forget(name) => {
                let said = format!("{name} forgotten");
                self.set_rules("forget a name", vec![RuleEdit::Ignore(name, true)])?;
                self.say(&said);
            }
            Command::Learn(name) => {
                let said = format!("{name} learned again");
                self.set_rules("learn a name", vec![RuleEdit::Ignore(name, false)])?;
                self.say(&said);
            }
            _ => {}
        }
        Ok(())
    }
}
