//! The work of tagging one text, cut into steps.

use std::rc::Rc;

use super::bench::Bench;
use super::calendar::Day;
use super::data::Data;
use super::features::features;
use super::found::{Found, Kind, Rule, resolve};
use super::lexicon::Senses;
use super::memory::{self, Memory};
use super::model::Read;
use super::precision::precision;
use super::words::Words;
use super::{Suggestion, TagOptions, dates, listed, names, patterns};
use crate::annotation::{Evidence, Link, Origin};
use crate::article::Step;
use crate::text::{Offset, Span};

/// How much text a step reads, in bytes: tens of milliseconds in a browser.
const STEP: usize = 16 * 1024;

/// The longest stretch read at once, in bytes. A paragraph beyond it is cut between sentences or words.
const PIECE: usize = 8 * 1024;

/// The shares of the work that are done when the first and the second reading are.
const SHARES: [f32; 2] = [0.35, 0.9];

/// A tagging under way, cut into steps so that a page can answer between them.
pub struct Tagging {
    data: &'static Data,
    text: Rc<str>,
    today: Option<Day>,
    phase: Phase,
    /// Where the next piece begins.
    at: usize,
    memory: Memory,
    /// What was read so far, piece by piece.
    pieces: Vec<Piece>,
    /// What the model's reading teaches.
    decided: Memory,
    /// Which countries it names.
    bench: Bench,
    /// How many pieces the phase is through.
    done: usize,
    suggestions: Vec<Suggestion>,
}

/// A piece of the text between two phases.
struct Piece {
    span: Span,
    /// Its words, in texts short enough to keep them all; else they are read again.
    words: Option<Words>,
    found: Vec<Found>,
}

impl Piece {
    fn words(&mut self, data: &'static Data, text: &str) -> Words {
        self.words.take().unwrap_or_else(|| Words::read(data, text, self.span))
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Phase {
    /// Lists, patterns and rules, piece by piece.
    Reading,
    /// The model, with what the rules found in the whole article.
    Deciding,
    /// What the model found in the whole article, piece by piece.
    Agreeing,
}

impl Tagging {
    /// Starts on `text`; does no work yet.
    pub fn new(data: &'static Data, text: Rc<str>, options: TagOptions) -> Tagging {
        Tagging {
            data,
            text,
            today: options.date.as_deref().and_then(Day::parse),
            phase: Phase::Reading,
            at: 0,
            memory: Memory::default(),
            pieces: Vec::new(),
            decided: Memory::default(),
            bench: Bench::default(),
            done: 0,
            suggestions: Vec::new(),
        }
    }

    /// Does the next part of the work, some tens of milliseconds at most. After the end there is nothing more.
    pub fn step(&mut self) -> Step<Vec<Suggestion>> {
        let text = Rc::clone(&self.text);
        let mut budget = STEP;
        match self.phase {
            Phase::Reading => {
                while budget > 0 {
                    let Some((span, next)) = piece(&text, self.at) else {
                        self.phase = Phase::Deciding;
                        break;
                    };
                    budget = budget.saturating_sub(next - self.at);
                    self.at = next;
                    if let Some(span) = span {
                        self.read(&text, span);
                    }
                }
                Step::More(SHARES[0] * share(self.at, text.len()))
            }
            Phase::Deciding => {
                while budget > 0 {
                    let Some(piece) = self.pieces.get_mut(self.done) else {
                        (self.phase, self.done) = (Phase::Agreeing, 0);
                        return Step::More(SHARES[1]);
                    };
                    budget = budget.saturating_sub(piece.span.range().len());
                    let words = piece.words(self.data, &text);
                    let found = std::mem::take(&mut piece.found);
                    let found = self.decide(&words, found);
                    if let Some(piece) = self.pieces.get_mut(self.done) {
                        (piece.words, piece.found) = (keeps(&text).then_some(words), found);
                    }
                    self.done += 1;
                }
                Step::More(SHARES[0] + (SHARES[1] - SHARES[0]) * share(self.done, self.pieces.len()))
            }
            Phase::Agreeing => {
                while budget > 0 {
                    let Some(piece) = self.pieces.get_mut(self.done) else {
                        return Step::Done(std::mem::take(&mut self.suggestions));
                    };
                    self.done += 1;
                    budget = budget.saturating_sub(piece.span.range().len());
                    let words = piece.words(self.data, &text);
                    let found = std::mem::take(&mut piece.found);
                    self.finish(&text, &words, found);
                }
                Step::More(SHARES[1] + (1.0 - SHARES[1]) * share(self.done, self.pieces.len()))
            }
        }
    }

    fn read(&mut self, text: &str, span: Span) {
        let words = Words::read(self.data, text, span);
        let found = first_reading(&words, self.today);
        self.memory.learn(&words, &found);
        self.pieces.push(Piece { span, words: keeps(text).then_some(words), found });
    }

    fn decide(&mut self, words: &Words, mut found: Vec<Found>) -> Vec<Found> {
        memory::apply(words, &self.memory, &mut found);
        let read = self.data.model.read(words, &features(words, &found, &self.memory));
        let decided = hold(words, &self.memory, &found, combine(read, &found));
        let mut decided: Vec<Found> = decided.into_iter().filter_map(|one| trim(words, one)).collect();
        for one in &mut decided {
            know(words, &self.memory, self.today, one);
        }
        self.decided.learn(words, &decided);
        self.bench.learn(words, &decided);
        decided
    }

    fn finish(&mut self, text: &str, words: &Words, mut found: Vec<Found>) {
        memory::agree(words, &self.decided, &mut found);
        let end = self.suggestions.last().map_or(Offset(0), |last| last.span.end());
        for mut one in found {
            self.bench.seat(words, &mut one);
            let suggestion =
                words.span(one.from, one.to).and_then(|span| suggest(self.data, text, span, one));
            self.suggestions.extend(suggestion.filter(|suggestion| suggestion.span.start() >= end));
        }
    }
}

/// Whether the words of `text` are kept between the phases: some 20 bytes for each of its own.
fn keeps(text: &str) -> bool {
    text.len() <= 1 << 20
}

/// What lists, patterns and rules find, one reading of it.
pub(super) fn first_reading(words: &Words, today: Option<Day>) -> Vec<Found> {
    let mut found = Vec::new();
    dates::dates(words, today, &mut found);
    listed::listed(words, &mut found);
    patterns::patterns(words, &mut found);
    names::by_capitals(words, &mut found);
    resolve(found)
}

/// The pieces of `text` that hold anything, in order.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (span, next) = piece(text, at)?;
        at = next;
        Some(span)
    })
    .flatten()
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
fn senses(kind: Kind) -> Senses {
    match kind {
        Kind::Court => Senses::COURT,
        Kind::Agency => Senses::AGENCY,
        Kind::Law => Senses::LAW,
        Kind::Place => Senses::ANYWHERE.with(Senses::STATE),
        Kind::Organization => Senses::ORGANIZATION,
        Kind::Person | Kind::Date => Senses::default(),
    }
}

fn share(done: usize, all: usize) -> f32 {
    if all == 0 { 1.0 } else { done as f32 / all as f32 }
}

/// The next stretch from `at` within a paragraph, if the paragraph holds any, and where the one after it begins.
fn piece(text: &str, at: usize) -> Option<(Option<Span>, usize)> {
    let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
    let mut window = rest.len().min(PIECE);
    while !rest.is_char_boundary(window) {
        window += 1;
    }
    let head = &rest[..window];
    if let Some(end) = head.find('\n') {
        let line = head[..end].trim_end_matches('\r');
        return Some((Span::of(at..at + line.len()), at + end + 1));
    }
    if window == rest.len() {
        return Some((Span::of(at..at + window), at + window));
    }
    // A paragraph that goes on: cut after a sentence, else between words, else where we are.
    let cut =
        head.rfind(". ").map(|end| end + 2).or_else(|| head.rfind(' ').map(|end| end + 1)).unwrap_or(window);
    Some((Span::of(at..at + cut), at + cut))
}

fn suggest(data: &Data, text: &str, span: Span, found: Found) -> Option<Suggestion> {
    let words = span.slice(text)?;
    let origin = Origin::Tagger { name: found.rule.part().into(), version: data.version().into() };
    // One word may name a city and a company: only a place links to a place.
    let fits = |link: &Link| found.kind == Kind::Place || &*link.authority != "geonames";
    let link = found.entry.and_then(|entry| entry.link(&data.lexicon, words)).filter(fits);
    let score = precision(found.rule, found.lead);
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
