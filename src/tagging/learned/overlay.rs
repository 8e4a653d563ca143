//! What decisions add to the weights of the model: a few whole numbers, where the model was wrong.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::annotation::{Document, Label, Schema, Status};
use crate::tagging::calendar::Day;
use crate::tagging::data::Data;
use crate::tagging::decide::first_reading;
use crate::tagging::features::{Features, features};
use crate::tagging::found::{Found, Kind};
use crate::tagging::is_a_kind;
use crate::tagging::memory::{self, Memory};
use crate::tagging::model::{ROW, first_of};
use crate::tagging::pieces::pieces;
use crate::tagging::words::Words;
use crate::text::Span;

/// The most that is added to a weight in all.
const MOST: i8 = 64;

/// The longest text that is learned from, in bytes: more would keep a page waiting.
const LONGEST: usize = 256 * 1024;

/// What is added to the weights of the features' numbers: a row for each that has any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    rows: BTreeMap<u32, [i8; ROW]>,
}

/// A text that a person has decided on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The text.
    pub text: Rc<str>,
    /// The article's day, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// What is decided in it: in order, none overlapping.
    pub decided: Vec<Decided>,
    /// Where nobody has decided yet.
    pub open: Vec<Span>,
}

impl Example {
    /// The decisions in `document`, if there are any, in the tagger's words: `schema` says which of them its labels take.
    pub fn of(document: &Document, schema: &Schema) -> Option<Example> {
        let mut decided: Vec<Decided> = Vec::new();
        let mut open = Vec::new();
        let of_status =
            |wanted: Status| document.annotations().iter().filter(move |one| one.status == wanted);
        for annotation in of_status(Status::Accepted) {
            if decided.last().is_none_or(|last| last.span.end() <= annotation.span.start()) {
                match called(schema, &annotation.label) {
                    Some(label) => decided.push(Decided { span: annotation.span, label: Some(label) }),
                    // The tagger means another label by that name.
                    None => open.push(annotation.span),
                }
            }
        }
        for annotation in of_status(Status::Rejected) {
            let at = decided.partition_point(|one| one.span.end() <= annotation.span.start());
            if decided.get(at).is_none_or(|next| !next.span.overlaps(annotation.span)) {
                decided.insert(at, Decided { span: annotation.span, label: None });
            }
        }
        let date = document.metadata().day().map(str::to_owned);
        open.extend(of_status(Status::Suggested).map(|annotation| annotation.span));
        (!decided.is_empty()).then(|| Example { text: document.text().clone(), date, decided, open })
    }
}

/// What the tagger calls `label`: by its own name, if it takes that one, else the first that it takes.
fn called(schema: &Schema, label: &Label) -> Option<Label> {
    let names = schema.taken_by(label);
    let own = names.iter().find(|name| *name == label);
    let other = || names.iter().find(|name| is_a_kind(name)).or(names.first());
    own.or_else(other).cloned().or_else(|| (!is_a_kind(label)).then(|| label.clone()))
}

/// A stretch of a text that was decided on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Where it stands.
    pub span: Span,
    /// What it is; `None` if it is no name.
    pub label: Option<Label>,
}

impl Overlay {
    /// What is added to the weights of the feature of this number.
    pub fn row(&self, slot: u32) -> Option<&[i8; ROW]> {
        self.rows.get(&slot)
    }

    /// Whether nothing is added.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn add(&mut self, slot: u32, right: usize, wrong: usize) {
        let row = self.rows.entry(slot).or_insert([0; ROW]);
        for (tag, step) in [(right, 1), (wrong, -1)] {
            if let Some(weight) = row.get_mut(tag) {
                *weight = weight.saturating_add(step).clamp(-MOST, MOST);
            }
        }
    }

    /// Learns from the decisions in one text.
    pub(in crate::tagging) fn learn_from(&mut self, data: &'static Data, example: &Example) {
        if example.text.len() > LONGEST || example.decided.is_empty() {
            return;
        }
        let today = example.date.as_deref().and_then(Day::parse);
        let mut memory = Memory::default();
        let read: Vec<(Words, Vec<Found>)> = pieces(&example.text)
            .map(|span| {
                let words = Words::read(data, &example.text, span);
                let found = first_reading(&words, today);
                memory.learn(&words, &found);
                (words, found)
            })
            .collect();
        for (words, mut found) in read {
            let places: Vec<Span> = words.words.iter().map(|word| word.span).collect();
            let (Some(first), Some(last)) = (places.first(), places.last()) else { continue };
            let from = example.decided.partition_point(|one| one.span.end() <= first.start());
            let to = example.decided.partition_point(|one| one.span.start() < last.end());
            let Some(decided) = example.decided.get(from..to).filter(|decided| !decided.is_empty()) else {
                continue;
            };
            memory::apply(&words, &memory, &mut found);
            // Where all is decided, what nobody marked is no name.
            let read =
                example.open.iter().all(|open| open.end() <= first.start() || open.start() >= last.end());
            self.learn(&words, &places, &features(&words, &found, &memory), decided, read);
        }
    }

    /// Learns from the decisions in one piece, whose words stand at `places` and have these features. If it was
    /// `read_through`, what is not decided is no name.
    fn learn(
        &mut self,
        words: &Words,
        places: &[Span],
        features: &Features,
        decided: &[Decided],
        read_through: bool,
    ) {
        let count = places.len();
        let read = words.data.model.tags(words, features, self);
        let mut gold: Vec<Option<usize>> = vec![None; count];
        for one in decided {
            let from = places.partition_point(|word| word.end() <= one.span.start());
            let to = places.partition_point(|word| word.start() < one.span.end());
            if from >= to {
                continue;
            }
            let kind = one.label.as_ref().map(|label| Kind::from_name(label.name()));
            match kind {
                // A label that is not the model's says nothing to it.
                Some(None) => {}
                Some(Some(kind)) => {
                    // What was read across its ends is no part of it.
                    let (mut before, mut behind) = (from, to);
                    while before > 0 && read[before] > 0 && read[before].is_multiple_of(2) {
                        before -= 1;
                        gold[before].get_or_insert(0);
                    }
                    while behind < count && read[behind] > 0 && read[behind].is_multiple_of(2) {
                        gold[behind].get_or_insert(0);
                        behind += 1;
                    }
                    for (at, tag) in gold[from..to].iter_mut().enumerate() {
                        *tag = Some(first_of(kind) + usize::from(at > 0));
                    }
                }
                None => gold[from..to].iter_mut().for_each(|tag| *tag = tag.or(Some(0))),
            }
        }
        for (at, gold) in gold.into_iter().enumerate() {
            let gold = gold.or(read_through.then_some(0));
            let Some(gold) = gold.filter(|gold| *gold != read[at]) else { continue };
            // By one step of the weights at a time: some sixty features share a word.
            features.of(at).iter().for_each(|slot| self.add(*slot, gold, read[at]));
        }
    }
}
