//! What a project is beside its documents: its parts as they were at one moment, and going on from there.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::super::Workspace;
use super::super::blind::BlindTurn;
use super::super::learn::Taught;
use super::super::relabel::Relabelled;
use super::super::rules::{Habits, RuleEdit, RuleSteps};
use super::super::steps::{Joint, Joints, Part, Turn};
use crate::annotation::{Annotation, Annotator, Entity, EntityId, Label, Schema, StepId, Timestamp};
use crate::format::{Bundle, MarkRecord, read_bundle, write_bundle};
use crate::job::kept::{
    BLIND, BUNDLE, BlindRow, ENTITIES, ENTITY, EntityRow, JOINT, JointRow, LABELS, LabelRow, PEOPLE, People,
    RULES, Rules, STEP, SetRow, StepRow, TAUGHT, TRASH, digest, label_rows, read_part, schema_of, write_part,
};
use crate::job::rules::{read_rules, write_rules};
use crate::tagging::learned::{Learned, Lessons, Name};

/// The texts of the documents by their digests.
pub(in crate::workspace) type Texts = HashMap<String, Rc<str>>;

/// A project beside its documents, as it was at one moment. Cheap to take and to hold.
#[derive(Clone, Debug)]
pub struct ProjectMoment {
    schema: Rc<Schema>,
    annotators: Rc<Vec<Annotator>>,
    extra: Option<Rc<str>>,
    entities: Rc<Vec<Rc<Entity>>>,
    from_files: Rc<HashSet<EntityId>>,
    learned: Rc<Learned>,
    taught: Rc<Taught>,
    habits: Habits,
    rule_steps: Rc<RuleSteps>,
    joints: Rc<Joints>,
    blind: Rc<Vec<BlindTurn>>,
    bundles: Vec<(Rc<str>, Rc<Bundle>)>,
}

impl ProjectMoment {
    /// The parts that are others than `then`, each with its name and as it is written; all where that is not given.
    pub fn since(&self, then: Option<&ProjectMoment>) -> Vec<(String, String)> {
        let mut parts: Vec<(&str, String)> = Vec::new();
        let new = |same: &dyn Fn(&ProjectMoment) -> bool| !then.is_some_and(same);
        if new(&|then| Rc::ptr_eq(&then.schema, &self.schema)) {
            parts.push((LABELS, write_part(&label_rows(&self.schema))));
        }
        if new(&|then| Rc::ptr_eq(&then.annotators, &self.annotators) && then.extra == self.extra) {
            let people = self.annotators.iter().map(|one| (one.name.clone(), one.extra.clone()));
            parts.push((
                PEOPLE,
                write_part(&People { annotators: people.collect(), extra: self.extra.clone() }),
            ));
        }
        let turned = then.map_or(!self.blind.is_empty(), |then| then.blind != self.blind);
        if turned {
            let row = |turn: &BlindTurn| (turn.on, turn.who.clone(), turn.when.0.clone());
            parts.push((BLIND, write_part(&self.blind.iter().map(row).collect::<Vec<BlindRow>>())));
        }
        let same_entities = |then: &ProjectMoment| {
            Rc::ptr_eq(&then.entities, &self.entities) && Rc::ptr_eq(&then.from_files, &self.from_files)
        };
        let entities = if new(&same_entities) { self.entities_since(then) } else { Vec::new() };
        if new(&|then| then.habits == self.habits && same_rules(&then.learned, &self.learned)) {
            let Habits { carry, learn } = self.habits;
            let given = pack_of(&self.learned.given);
            let set =
                Learned { project: Lessons::default(), given: Lessons::default(), ..(*self.learned).clone() };
            parts.push((RULES, write_part(&Rules { habits: (carry, learn), given, set: write_rules(&set) })));
        }
        let parts = parts.into_iter().map(|(name, text)| (name.to_owned(), text));
        let steps = self.taught_since(then).into_iter().chain(self.steps_since(then));
        parts.chain(entities).chain(steps).chain(self.bundles_since(then)).collect()
    }

    /// A part for each bundle of which other marks wait than `then`; without words where none do any more.
    fn bundles_since(&self, then: Option<&ProjectMoment>) -> Vec<(String, String)> {
        let before: HashMap<&Rc<str>, &Rc<Bundle>> =
            then.iter().flat_map(|then| &then.bundles).map(|(name, bundle)| (name, bundle)).collect();
        let part = |name: &Rc<str>, text| (format!("{BUNDLE}{name}"), text);
        let same = |name, bundle| before.get(name).is_some_and(|then| Rc::ptr_eq(then, bundle));
        let new = self.bundles.iter().filter(|(name, bundle)| !same(name, bundle));
        let mut parts: Vec<_> = new.map(|(name, bundle)| part(name, write_bundle(bundle))).collect();
        let there: HashSet<&Rc<str>> = self.bundles.iter().map(|(name, _)| name).collect();
        let gone = before.keys().filter(|name| !there.contains(*name));
        parts.extend(gone.map(|name| part(name, String::new())));
        parts.sort();
        parts
    }

    /// A part for each document that teaches something else than `then`.
    fn taught_since(&self, then: Option<&ProjectMoment>) -> Vec<(String, String)> {
        if then.is_some_and(|then| Rc::ptr_eq(&then.taught, &self.taught)) {
            return Vec::new();
        }
        let before = |id: &Rc<str>| then.and_then(|then| then.taught.get(id));
        let new = self.taught.iter().filter(|(id, lessons)| !before(id).is_some_and(|then| then == *lessons));
        let mut parts: Vec<_> =
            new.map(|(id, lessons)| (format!("{TAUGHT}{id}"), pack_of(lessons))).collect();
        let gone =
            then.iter().flat_map(|then| then.taught.keys()).filter(|id| !self.taught.contains_key(*id));
        parts.extend(gone.map(|id| (format!("{TAUGHT}{id}"), String::new())));
        parts.sort();
        parts
    }

    /// A part for each entity that is another than `then`; without words where it is there no more.
    fn entities_since(&self, then: Option<&ProjectMoment>) -> Vec<(String, String)> {
        let before: HashMap<&EntityId, &Rc<Entity>> =
            then.iter().flat_map(|then| then.entities.iter()).map(|one| (&one.id, one)).collect();
        let from_file = |id: &EntityId| self.from_files.contains(id);
        let same = |one: &Rc<Entity>| {
            let known = before.get(&one.id).is_some_and(|known| Rc::ptr_eq(known, one) || *known == one);
            known && then.is_some_and(|then| then.from_files.contains(&one.id) == from_file(&one.id))
        };
        let name = |id: &EntityId| format!("{ENTITY}{}", id.0);
        let new = self.entities.iter().filter(|one| !same(one));
        let mut parts: Vec<_> =
            new.map(|one| (name(&one.id), write_part(&EntityRow::of(one, from_file(&one.id))))).collect();
        let there: HashSet<&EntityId> = self.entities.iter().map(|one| &one.id).collect();
        let gone = before.keys().filter(|id| !there.contains(*id));
        parts.extend(gone.map(|id| (name(id), String::new())));
        parts
    }

    /// What steps set, as far as it is other than `then`.
    fn steps_since(&self, then: Option<&ProjectMoment>) -> Vec<(String, String)> {
        let mut parts = Vec::new();
        let name = |kind: &str, (document, step): &(Rc<str>, StepId)| format!("{kind}{document} {}", step.0);
        if !then.is_some_and(|then| Rc::ptr_eq(&then.rule_steps, &self.rule_steps)) {
            let new = |(key, sets): &(&_, &_)| then.and_then(|then| then.rule_steps.get(*key)) != Some(*sets);
            let rows = self.rule_steps.iter().filter(new);
            parts.extend(rows.map(|row| (name(STEP, row.0), write_part(&step_row(row.0, row.1)))));
        }
        if !then.is_some_and(|then| Rc::ptr_eq(&then.joints, &self.joints)) {
            // A joint is found by each of its steps; it is written once.
            let new = |(key, joint): &(&(Rc<str>, StepId), &Rc<Joint>)| {
                let first = joint.0.first().is_some_and(|part| part.document == key.0 && part.step == key.1);
                first && !then.is_some_and(|then| then.joints.contains_key(*key))
            };
            let rows = self.joints.iter().filter(new);
            parts.extend(rows.map(|(key, joint)| {
                let rows: Vec<JointRow> = joint.0.iter().map(joint_row).collect();
                (name(JOINT, key), write_part(&rows))
            }));
        }
        // The same always in the same order.
        parts.sort();
        parts
    }
}

fn joint_row(part: &Part) -> JointRow {
    JointRow {
        document: part.document.clone(),
        step: part.step.0,
        turns: part.turns.iter().map(|turn| (record(&turn.before), record(&turn.after))).collect(),
        text: digest(&part.text),
    }
}

fn record(mark: &Option<Rc<Annotation>>) -> Option<MarkRecord> {
    mark.as_deref().map(MarkRecord::from)
}

fn same_rules(then: &Rc<Learned>, now: &Rc<Learned>) -> bool {
    Rc::ptr_eq(then, now)
        || then.given == now.given
            && then.lists == now.lists
            && then.thresholds == now.thresholds
            && then.ignored == now.ignored
}

fn pack_of(given: &Lessons) -> String {
    write_rules(&Learned { given: given.clone(), ..Learned::default() })
}

fn step_row((document, step): &(Rc<str>, StepId), (back, sets): &(bool, Vec<RuleEdit>)) -> StepRow {
    StepRow {
        document: document.clone(),
        step: step.0,
        back: *back,
        sets: sets.iter().map(set_row).collect(),
    }
}

fn set_row(edit: &RuleEdit) -> SetRow {
    match edit {
        RuleEdit::Threshold(label, threshold) => SetRow::Threshold(label.name().to_owned(), *threshold),
        RuleEdit::List(at, list) => {
            let pack =
                |list: &Rc<_>| write_rules(&Learned { lists: vec![Rc::clone(list)], ..Learned::default() });
            SetRow::List(*at, list.as_ref().map(pack))
        }
        RuleEdit::Given(given) => SetRow::Given(pack_of(given)),
        RuleEdit::Ignore(name, ignore) => SetRow::Ignore(name.words().to_owned(), *ignore),
        RuleEdit::Habits(habits) => SetRow::Habits(habits.carry, habits.learn),
        RuleEdit::Schema(schema) => SetRow::Labels(label_rows(schema)),
        RuleEdit::Suggested(relabelled) => relabelled.row(),
        RuleEdit::Entities(labels) => SetRow::Entities(
            labels.iter().map(|(id, label)| (id.0.clone(), label.name().to_owned())).collect(),
        ),
    }
}

fn rule_edit(row: SetRow, texts: &Texts) -> Option<RuleEdit> {
    let pack = |text: &str| read_rules(text).ok().map(|(learned, _)| learned);
    Some(match row {
        SetRow::Threshold(label, threshold) => RuleEdit::Threshold(Label::new(&label)?, threshold),
        SetRow::List(at, None) => RuleEdit::List(at, None),
        SetRow::List(at, Some(text)) => RuleEdit::List(at, Some(pack(&text)?.lists.pop()?)),
        SetRow::Given(text) => RuleEdit::Given(Box::new(pack(&text)?.given)),
        SetRow::Ignore(name, ignore) => RuleEdit::Ignore(Name::new(&name)?, ignore),
        SetRow::Habits(carry, learn) => RuleEdit::Habits(Habits { carry, learn }),
        SetRow::Labels(rows) => RuleEdit::Schema(Rc::new(schema_of(rows)?)),
        row @ SetRow::Suggested { .. } => RuleEdit::Suggested(Box::new(Relabelled::of_row(row, texts)?)),
        SetRow::Entities(labels) => {
            let read = |(id, label): (_, String)| Some((EntityId(id), Label::new(&label)?));
            RuleEdit::Entities(labels.into_iter().map(read).collect::<Option<_>>()?)
        }
    })
}

impl Workspace {
    /// The project beside its documents, as it is now.
    pub fn project_moment(&self) -> ProjectMoment {
        ProjectMoment {
            schema: self.schema.clone(),
            annotators: self.annotators.clone(),
            extra: self.extra.clone(),
            entities: self.entities.clone(),
            from_files: self.from_files.clone(),
            learned: self.learned.clone(),
            taught: self.taught.clone(),
            habits: self.habits,
            rule_steps: self.rule_steps.clone(),
            joints: self.joints.clone(),
            blind: self.blind.clone(),
            bundles: self.bundles.named().map(|(name, bundle)| (name.clone(), bundle.clone())).collect(),
        }
    }

    /// Takes in parts as they were written; the documents are there already. Says of each that is another thing what was
    /// expected and found; it changes nothing then.
    pub(super) fn take_parts(&mut self, parts: &[(String, String)], texts: &Texts) -> Vec<String> {
        let (entities, others): (Vec<_>, Vec<_>) =
            parts.iter().partition(|(name, _)| name.starts_with(ENTITY));
        let mut issues: Vec<String> =
            others.into_iter().filter_map(|(name, text)| self.take_part(name, text, texts).err()).collect();
        let mut rows: Vec<EntityRow> = Vec::with_capacity(entities.len());
        for (name, text) in entities {
            match read_part(name, text) {
                Ok(row) => rows.push(row),
                Err(issue) => issues.push(issue),
            }
        }
        self.take_entities(rows);
        issues
    }

    fn take_part(&mut self, name: &str, text: &str, texts: &Texts) -> Result<(), String> {
        match name {
            LABELS => {
                let rows: Vec<LabelRow> = read_part(name, text)?;
                let schema = schema_of(rows)
                    .ok_or("the project's labels: expected each name and key once, found one twice")?;
                self.schema = Rc::new(schema);
            }
            PEOPLE => {
                let People { annotators, extra } = read_part(name, text)?;
                let people = annotators.into_iter().map(|(name, extra)| Annotator { name, extra });
                (self.annotators, self.extra) = (Rc::new(people.collect()), extra);
            }
            BLIND => {
                let rows: Vec<BlindRow> = read_part(name, text)?;
                let turn = |(on, who, when)| BlindTurn { on, who, when: Timestamp(when) };
                self.blind = Rc::new(rows.into_iter().map(turn).collect());
            }
            ENTITIES => {
                let rows: Vec<EntityRow> = read_part(name, text)?;
                self.take_entities(rows);
            }
            RULES => {
                let rules: Rules = read_part(name, text)?;
                let (given, _) = read_rules(&rules.given)?;
                let (set, _) = read_rules(&rules.set)?;
                let project = self.learned.project.clone();
                let takers = self.learned.takers.clone();
                self.learned = Rc::new(Learned { project, takers, given: given.given, ..set });
                self.habits = Habits { carry: rules.habits.0, learn: rules.habits.1 };
            }
            name if name.starts_with(STEP) => {
                let row: StepRow = read_part(name, text)?;
                let edits = row.sets.into_iter().map(|row| rule_edit(row, texts)).collect::<Option<Vec<_>>>();
                let edits = edits.ok_or_else(|| {
                    format!("the project's {name}: expected what it sets, found another thing")
                })?;
                let key = (row.document, StepId(row.step));
                Rc::make_mut(&mut self.rule_steps).insert(key, (row.back, edits));
            }
            name if name.starts_with(JOINT) => {
                let rows: Vec<JointRow> = read_part(name, text)?;
                let parts: Option<Vec<Part>> = rows.into_iter().map(|row| part(row, texts)).collect();
                let parts = parts
                    .ok_or_else(|| format!("the project's {name}: expected marks, found another thing"))?;
                let joint = Rc::new(Joint(parts));
                let keys = joint.0.iter().map(|part| ((part.document.clone(), part.step), joint.clone()));
                Rc::make_mut(&mut self.joints).extend(keys);
            }
            TRASH => {}
            name if name.starts_with(BUNDLE) => {
                let (bundle, issues) =
                    read_bundle(text).map_err(|error| format!("the project's {name}: {error}"))?;
                if let Some(issue) = issues.first() {
                    return Err(format!("the project's {name}: {issue}"));
                }
                self.bundles.set(name.strip_prefix(BUNDLE).unwrap_or_default(), bundle);
            }
            name if name.starts_with(TAUGHT) => {
                let (lessons, _) = read_rules(text)?;
                let id = name.strip_prefix(TAUGHT).unwrap_or_default();
                Rc::make_mut(&mut self.taught).insert(id.into(), Rc::new(lessons.given));
            }
            _ => return Err(format!("expected a part of a project, found \"{name}\"")),
        }
        Ok(())
    }
}

impl Workspace {
    /// Takes in what mentions name, as it was written, where it is not known yet.
    fn take_entities(&mut self, rows: Vec<EntityRow>) {
        let from_files = Rc::make_mut(&mut self.from_files);
        let mut entities = Vec::with_capacity(rows.len());
        for row in rows {
            let from_file = row.from_file;
            if let Some(entity) = row.entity() {
                if from_file {
                    from_files.insert(entity.id.clone());
                }
                entities.push(Rc::new(entity));
            }
        }
        self.add_entities(entities);
    }
}

fn part(row: JointRow, texts: &Texts) -> Option<Part> {
    let read = |mark: Option<MarkRecord>| mark.map(Rc::<Annotation>::try_from).transpose().ok();
    let turn = |(before, after)| Some(Turn { before: read(before)?, after: read(after)? });
    Some(Part {
        document: row.document,
        step: StepId(row.step),
        turns: row.turns.into_iter().map(turn).collect::<Option<_>>()?,
        // Another text is none of those that are there.
        text: texts.get(&row.text).cloned().unwrap_or_default(),
    })
}
