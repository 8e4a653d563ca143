//! What is found in one piece of a text, given what the rest of the article teaches.

use super::agree::Agreement;
use super::apart::apart;
use super::calendar::Day;
use super::data::Data;
use super::features::features;
use super::found::{Found, Kind, Rule, resolve};
use super::learned::Overlay;
use super::lexicon::Senses;
use super::memory::{self, Memory};
use super::model::Read;
use super::words::{Case, Words};
use super::{Suggestion, dates, listed, names, patterns};
use crate::annotation::{Evidence, Origin};
use crate::text::{Offset, Span};

/// What lists, patterns and rules find, one reading of it.
pub fn first_reading(words: &Words, today: Option<Day>) -> Vec<Found> {
    let mut found = Vec::new();
    dates::dates(words, today, &mut found);
    listed::listed(words, &mut found);
    patterns::patterns(words, &mut found);
    names::by_capitals(words, &mut found);
    resolve(found)
}

/// What the model with its `overlay` decides, with what the rules found in the piece and the whole article teaches.
pub fn decide(
    words: &Words,
    memory: &Memory,
    overlay: &Overlay,
    today: Option<Day>,
    mut found: Vec<Found>,
) -> Vec<Found> {
    memory::apply(words, memory, &mut found);
    let read = words.data.model.read(words, &features(words, &found, memory), overlay);
    let decided = hold(words, memory, &found, combine(read, &found));
    let decided = apart(words, &found, decided);
    let mut decided: Vec<Found> = decided.into_iter().filter_map(|one| trim(words, one)).collect();
    for one in &mut decided {
        rename(words, memory, one);
        know(words, memory, today, one);
    }
    decided
}

/// The suggestions in a piece of which `text` is the text, with what the article agrees on.
pub fn finish(text: &str, words: &Words, mut found: Vec<Found>, agreement: &Agreement) -> Vec<Suggestion> {
    agreement.apply(words, &mut found);
    let mut suggestions: Vec<Suggestion> = Vec::with_capacity(found.len());
    for one in found {
        let Some(span) = words.span(one.from, one.to) else { continue };
        if suggestions.last().map_or(Offset(0), |last| last.span.end()) <= span.start() {
            suggestions.extend(suggest(words.data, text, span, one));
        }
    }
    suggestions
}

/// The model's reading, with what rules and lists know of each span.
fn combine(read: Vec<Read>, found: &[Found]) -> Vec<Found> {
    let mut combined = Vec::with_capacity(read.len());
    for read in read {
        let mut near = found[found.partition_point(|one| one.from < read.from)..]
            .iter()
            .take_while(|one| one.from < read.to);
        let backed = near.find(|one| one.from == read.from && one.to == read.to && one.kind == read.kind);
        let mut one = match backed {
            Some(one) => one.clone(),
            None => Found::new(read.from, read.to, read.kind, Rule::Model),
        };
        one.lead = Some(read.lead);
        combined.push(one);
    }
    combined
}

/// Adds what is known of a decided name: the day that a date says, what a name links to by the lists or by its full form
/// in the article.
fn know(words: &Words, memory: &Memory, today: Option<Day>, one: &mut Found) {
    if one.kind == Kind::Date && one.value.is_none() {
        one.value = dates::value_of(words, one.from, one.to, today).map(Into::into);
    }
    if one.entry.is_some_and(|entry| entry.reference != 0) || matches!(one.kind, Kind::Date | Kind::Person) {
        return;
    }
    let taught = || {
        let (to, taught) = memory.find(words, one.from)?;
        taught.entry.filter(|_| to == one.to && taught.kind == one.kind)
    };
    let known = words.entry(one.from, one.to, senses(one.kind));
    one.entry = known.filter(|entry| entry.reference != 0).or_else(taught).or(known).or(one.entry);
}

/// Gives a name that the lists know as an institution, and as nothing else, that institution's label.
fn rename(words: &Words, memory: &Memory, one: &mut Found) {
    // The article itself may say what its acronym stands for, and a building is where something happens.
    let taught = matches!(one.rule, Rule::Bracket | Rule::ShortForm)
        || one.to - one.from == 1 && memory.acronym(words.lower(one.from)).is_some();
    let before = usize::from(words.before(one.from, 1) == "the");
    let place = words.before(one.from, 1 + before);
    let building = one.kind == Kind::Place && matches!(place, "at" | "outside" | "inside" | "near" | "to");
    if matches!(one.kind, Kind::Date) || words.headline || taught || building {
        return;
    }
    let Some(entry) = words.entry(one.from, one.to, Senses::INSTITUTION) else { return };
    let upper = (one.from..one.to).all(|at| !matches!(words.case(at), Case::Lower | Case::Capital));
    let senses = entry.as_written(upper && !words.shouting).senses;
    let kind = match senses.without(Senses::UPPER) {
        Senses::COURT => Kind::Court,
        Senses::AGENCY => Kind::Agency,
        Senses::LAW => Kind::Law,
        _ => return,
    };
    if kind != one.kind {
        (one.kind, one.rule, one.entry) = (kind, Rule::Listed, Some(entry));
    }
}

/// Adds what is certain without the model, where it read nothing or only a part: the training articles have too few
/// courts and laws for it to know the rest of them.
fn hold(words: &Words, memory: &Memory, found: &[Found], mut decided: Vec<Found>) -> Vec<Found> {
    let certain = |one: &Found| {
        let length = one.to - one.from;
        let taught = || memory.acronym(words.lower(one.from)).is_some_and(|taught| taught.kind == one.kind);
        match (one.rule, one.kind) {
            (Rule::Listed, Kind::Court) => length > 1,
            (Rule::Listed, Kind::Law) => length > 1 || taught(),
            (Rule::Listed, Kind::Agency) => length > 2,
            (Rule::Bracket, Kind::Court | Kind::Law | Kind::Agency) => true,
            (Rule::Case | Rule::Section, Kind::Law) => true,
            (Rule::Calendar, Kind::Date) => length > 1,
            _ => false,
        }
    };
    for one in found.iter().filter(|one| certain(one)) {
        let from = decided.partition_point(|other| other.to <= one.from);
        let to = from + decided[from..].iter().take_while(|other| other.from < one.to).count();
        let within = decided[from..to].iter().all(|other| one.from <= other.from && other.to <= one.to);
        let same = to == from + 1 && decided[from].from == one.from && decided[from].to == one.to;
        // The same words with another label stand, but for an acronym: it is what its long form is.
        let relabelled = same && one.rule == Rule::Bracket && decided[from].kind != one.kind;
        if within && (!same || relabelled) {
            decided.splice(from..to, [one.clone()]);
        }
    }
    decided
}

/// A finding without an article before it, an owner's `'s`, quotes and commas around it; nothing if that is all.
fn trim(words: &Words, mut one: Found) -> Option<Found> {
    let outside = |at: usize| matches!(words.lower(at), "\"" | "“" | "”" | "," | ";" | ":" | "'s" | "-");
    while one.from < one.to && (matches!(words.lower(one.from), "the" | "a" | "an") || outside(one.from)) {
        one.from += 1;
    }
    // An apostrophe that stands apart is a mark of its own.
    let apart = |to: usize| words.lower(to - 1) == "s" && words.before(to, 2) == "'";
    while one.from < one.to && (outside(one.to - 1) || apart(one.to)) {
        one.to -= if apart(one.to) { 2.min(one.to - one.from) } else { 1 };
    }
    (one.from < one.to).then_some(one)
}

/// The list entries that speak for a kind.
pub fn senses(kind: Kind) -> Senses {
    match kind {
        Kind::Court => Senses::COURT,
        Kind::Agency => Senses::AGENCY,
        Kind::Law => Senses::LAW,
        Kind::Place => Senses::ANYWHERE.with(Senses::STATE),
        Kind::Organization => Senses::ORGANIZATION,
        Kind::Person | Kind::Date => Senses::default(),
    }
}

fn suggest(data: &Data, text: &str, span: Span, found: Found) -> Option<Suggestion> {
    let words = span.slice(text)?;
    let origin = Origin::Tagger { name: found.rule.part().into(), version: data.version().into() };
    let link = found.entry.and_then(|entry| entry.link(&data.lexicon, words));
    let score = data.scores.score(found.kind, found.rule, found.lead);
    let mut evidence = Vec::new();
    if found.rule != Rule::Model {
        let detail = link.as_ref().map_or("exact", |link| &*link.name);
        evidence.push(Evidence { rule: found.rule.describe(found.kind).into(), detail: detail.into() });
    }
    if found.lead.is_some() {
        evidence.push(Evidence {
            rule: Rule::Model.describe(found.kind).into(),
            detail: format!("{score:.2}").into(),
        });
    }
    if found.rule == Rule::Model && found.entry.is_some() {
        let listed = link.as_ref().map_or("exact", |link| &*link.name);
        evidence.push(Evidence { rule: Rule::Listed.describe(found.kind).into(), detail: listed.into() });
    }
    Some(Suggestion { span, label: found.kind.label()?, score, origin, evidence, link, value: found.value })
}
