//! What taking an outcome in changes, document by document.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::super::Workspace;
use super::super::steps::Turn;
use super::Comparison;
use super::conflict::Mark;
use crate::agreement::{Dispute, Outcome, resolve};
use crate::annotation::{
    Annotation, AnnotationId, Document, Edit, Entity, EntityId, Label, Status, Timestamp,
};
use crate::text::Span;

/// How many marks an outcome changes, as it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Marks that come.
    pub new: usize,
    /// Marks that are decided otherwise, or name something else.
    pub decided: usize,
    /// Marks of which only more is known: who else made them, and what was decided.
    pub told: usize,
    /// Marks that go: somebody took them out of what all began with.
    pub gone: usize,
    /// In how many documents.
    pub documents: usize,
}

impl Plan {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        *self == Plan::default()
    }

    /// Both.
    pub(super) fn plus(self, other: Plan) -> Plan {
        Plan {
            new: self.new + other.new,
            decided: self.decided + other.decided,
            told: self.told + other.told,
            gone: self.gone + other.gone,
            documents: self.documents + other.documents,
        }
    }

    fn count(&mut self, turn: &Turn) {
        match (&turn.before, &turn.after) {
            (None, _) => self.new += 1,
            (_, None) => self.gone += 1,
            (Some(before), Some(after)) => {
                let said = |mark: &Annotation| (mark.status, mark.entity.clone(), mark.value.clone());
                let same = said(before) == said(after);
                *(if same { &mut self.told } else { &mut self.decided }) += 1;
            }
        }
    }
}

/// What becomes of one document.
pub(super) struct Member {
    /// The document's id.
    pub document: Rc<str>,
    pub turns: Vec<Turn>,
    pub more: Vec<Edit>,
}

/// The outcome with what was chosen, by whom and when.
pub(super) fn gold(comparison: &Comparison, who: &Rc<str>, when: &Timestamp) -> Option<Outcome> {
    let outcome = &comparison.outcome;
    let choices: Vec<_> = comparison
        .conflicts
        .iter()
        .filter_map(|asked| {
            Some((asked.number, asked.settled(comparison.choices.get(&asked.key)?, outcome)?))
        })
        .collect();
    resolve(outcome, &choices, who, when).ok()
}

/// What becomes of each document as it is now, of those that `wanted` takes; `fresh` begins the ids of marks whose own are taken,
/// and `deleted` tells ids that undo would bring back.
pub(super) fn members<'a>(
    gold: &Outcome,
    now: impl IntoIterator<Item = &'a Rc<Document>>,
    workspace: &Workspace,
    fresh: &str,
    wanted: impl Fn(&Rc<str>) -> bool,
    deleted: impl Fn(&str) -> HashSet<AnnotationId>,
) -> Vec<Member> {
    let mut open: HashMap<&Rc<str>, Open> = HashMap::new();
    for conflict in &gold.conflicts {
        let Some(id) = &conflict.document else { continue };
        let open = open.entry(id).or_default();
        match &conflict.dispute {
            Dispute::Marks(marks) => open.marks.extend(marks.iter().filter_map(|mark| {
                let one = mark.versions.first()?;
                Some((one.span, one.label.clone()))
            })),
            Dispute::Sense(id, _) => drop(open.senses.insert(id.clone())),
            Dispute::Metadata(_) => open.metadata = true,
            _ => {}
        }
    }
    let none = Open::default();
    let entities = workspace.entities.iter().chain(&gold.project.entities);
    let known: HashSet<&EntityId> = entities.map(|entity| &entity.id).collect();
    let come: HashMap<&Rc<str>, &Rc<Document>> =
        gold.project.documents.iter().map(|document| (&document.id, document)).collect();
    let member = |ours: &Rc<Document>| {
        let gold = come.get(&ours.id).filter(|gold| gold.text() == ours.text())?;
        let open = open.get(&ours.id).unwrap_or(&none);
        let turns = turns(ours, gold, open, fresh, &deleted(&ours.id), |id| known.contains(id));
        let mut more = Vec::new();
        if !open.metadata && gold.metadata() != ours.metadata() {
            more.push(Edit::SetMetadata(Box::new(gold.metadata().clone())));
        }
        if gold.reviewed() != ours.reviewed() {
            more.push(Edit::SetReviewed(gold.reviewed().to_vec()));
        }
        let document = ours.id.clone();
        (!turns.is_empty() || !more.is_empty()).then_some(Member { document, turns, more })
    };
    now.into_iter().filter(|document| wanted(&document.id)).filter_map(member).collect()
}

/// The entities that marks of these members name and the project does not know.
pub(super) fn entities(gold: &Outcome, members: &[Member], workspace: &Workspace) -> Vec<Rc<Entity>> {
    let marks = members.iter().flat_map(|member| &member.turns).filter_map(|turn| turn.after.as_ref());
    let named: HashSet<&EntityId> = marks.filter_map(|mark| mark.entity.as_ref()).collect();
    let is_new = |entity: &&Rc<Entity>| {
        named.contains(&entity.id) && workspace.entities.iter().all(|known| known.id != entity.id)
    };
    gold.project.entities.iter().filter(is_new).cloned().collect()
}

/// How much taking it in would change in the documents that `wanted` takes.
pub(super) fn plan(
    comparison: &Comparison,
    workspace: &Workspace,
    wanted: impl Fn(&Rc<str>) -> bool,
) -> Plan {
    let nobody = Timestamp("".into());
    let Some(gold) = gold(comparison, &"".into(), &nobody) else { return Plan::default() };
    let members = members(&gold, &comparison.seen, workspace, "", wanted, |_| HashSet::new());
    let mut plan = Plan { documents: members.len(), ..Plan::default() };
    members.iter().flat_map(|member| &member.turns).for_each(|turn| plan.count(turn));
    plan
}

/// What is not settled in a document.
#[derive(Default)]
struct Open {
    marks: HashSet<Mark>,
    senses: HashSet<AnnotationId>,
    metadata: bool,
}

/// What becomes of each mark. What is not settled stays as it is here; what others have there comes in pencil.
fn turns(
    document: &Document,
    gold: &Document,
    open: &Open,
    fresh: &str,
    deleted: &HashSet<AnnotationId>,
    is_known: impl Fn(&EntityId) -> bool,
) -> Vec<Turn> {
    let mut places: HashMap<(Span, &Label), Vec<&Rc<Annotation>>> = HashMap::new();
    for mark in document.annotations() {
        places.entry((mark.span, &mark.label)).or_default().push(mark);
    }
    // The decided one speaks for the place.
    places.values_mut().for_each(|marks| marks.sort_by_key(|mark| mark.status == Status::Suggested));
    let mut taken: HashSet<AnnotationId> =
        document.annotations().iter().map(|mark| mark.id.clone()).collect();
    let mut stands: HashSet<(Span, &Label)> = HashSet::new();
    let mut turns = Vec::new();
    for (number, mark) in gold.annotations().iter().enumerate() {
        let place = (mark.span, &mark.label);
        if !stands.insert(place) {
            continue;
        }
        let unsettled = open.marks.contains(&(mark.span, mark.label.clone()));
        let mut new = Annotation::clone(mark);
        new.entity = new.entity.filter(&is_known);
        match places.get(&place).and_then(|marks| marks.first()) {
            Some(_) if unsettled => {}
            Some(own) => {
                new.id = own.id.clone();
                if open.senses.contains(&mark.id) {
                    (new.entity, new.value) = (own.entity.clone(), own.value.clone());
                }
                // The same in another order is the same.
                if is_same_set(&new.evidence, &own.evidence) {
                    new.evidence.clone_from(&own.evidence);
                }
                if is_same_set(&new.decisions, &own.decisions) {
                    new.decisions.clone_from(&own.decisions);
                }
                if new != ***own {
                    turns.push(Turn { before: Some(Rc::clone(own)), after: Some(Rc::new(new)) });
                }
            }
            None => {
                if unsettled {
                    new.status = Status::Suggested;
                }
                if taken.contains(&new.id) || deleted.contains(&new.id) {
                    new.id = AnnotationId(format!("{fresh}.{number}").into());
                }
                taken.insert(new.id.clone());
                turns.push(Turn { before: None, after: Some(Rc::new(new)) });
            }
        }
    }
    let gone = document
        .annotations()
        .iter()
        .filter(|mark| mark.status != Status::Suggested && !stands.contains(&(mark.span, &mark.label)));
    turns.extend(gone.map(|mark| Turn { before: Some(mark.clone()), after: None }));
    turns
}

fn is_same_set<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.len() == other.len() && one.iter().all(|part| other.contains(part))
}
