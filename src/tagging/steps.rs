//! The work of tagging one text, cut into steps.

use std::rc::Rc;

use super::calendar::Day;
use super::found::{Found, resolve};
use super::memory::{self, Memory};
use super::precision::precision;
use super::words::Words;
use super::{Suggestion, TagOptions, dates, names, patterns};
use crate::annotation::{Evidence, Origin};
use crate::article::Step;
use crate::text::{Offset, Span};

/// How much text a step reads, in bytes: tens of milliseconds in a browser.
const STEP: usize = 16 * 1024;

/// The longest stretch read at once, in bytes. A paragraph beyond it is cut between sentences or words.
const PIECE: usize = 8 * 1024;

/// The share of the work that is the first reading.
const FIRST: f32 = 0.6;

/// A tagging under way, cut into steps so that a page can answer between them.
pub struct Tagging {
    text: Rc<str>,
    today: Option<Day>,
    phase: Phase,
    /// Where the next piece begins.
    at: usize,
    memory: Memory,
    /// What the first reading found, piece by piece.
    found: Vec<(Span, Vec<Found>)>,
    /// How many pieces the second reading is through.
    done: usize,
    suggestions: Vec<Suggestion>,
}

enum Phase {
    /// Lists, patterns and rules, piece by piece.
    Reading,
    /// What the whole article teaches, piece by piece.
    Remembering,
}

impl Tagging {
    /// Starts on `text`; does no work yet.
    pub fn new(text: Rc<str>, options: TagOptions) -> Tagging {
        Tagging {
            text,
            today: options.date.as_deref().and_then(Day::parse),
            phase: Phase::Reading,
            at: 0,
            memory: Memory::default(),
            found: Vec::new(),
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
                        self.phase = Phase::Remembering;
                        break;
                    };
                    budget = budget.saturating_sub(next - self.at);
                    self.at = next;
                    if let Some(span) = span {
                        self.read(&text, span);
                    }
                }
                Step::More(FIRST * share(self.at, text.len()))
            }
            Phase::Remembering => {
                while budget > 0 {
                    let Some((span, found)) = self.found.get_mut(self.done) else {
                        return Step::Done(std::mem::take(&mut self.suggestions));
                    };
                    let (span, found) = (*span, std::mem::take(found));
                    self.done += 1;
                    budget = budget.saturating_sub(span.range().len());
                    self.finish(&text, span, found);
                }
                Step::More(FIRST + (1.0 - FIRST) * share(self.done, self.found.len()))
            }
        }
    }

    fn read(&mut self, text: &str, span: Span) {
        let words = Words::read(text, span);
        let mut found = Vec::new();
        dates::dates(&words, self.today, &mut found);
        names::listed(&words, &mut found);
        patterns::patterns(&words, &mut found);
        names::by_capitals(&words, &mut found);
        let found = resolve(found);
        self.memory.learn(&words, &found);
        self.found.push((span, found));
    }

    fn finish(&mut self, text: &str, span: Span, mut found: Vec<Found>) {
        let words = Words::read(text, span);
        memory::apply(&words, &self.memory, &mut found);
        let end = self.suggestions.last().map_or(Offset(0), |last| last.span.end());
        for one in found {
            let suggestion = words.span(one.from, one.to).and_then(|span| suggest(text, span, one));
            self.suggestions.extend(suggestion.filter(|suggestion| suggestion.span.start() >= end));
        }
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

fn suggest(text: &str, span: Span, found: Found) -> Option<Suggestion> {
    let words = span.slice(text)?;
    let origin = Origin::Tagger { name: found.rule.part().into(), version: env!("CARGO_PKG_VERSION").into() };
    let link = found.entry.and_then(|entry| entry.link(words));
    let detail = link.as_ref().map_or("exact", |link| &*link.name);
    let evidence = vec![Evidence { rule: found.rule.describe(found.kind).into(), detail: detail.into() }];
    Some(Suggestion {
        span,
        label: found.kind.label()?,
        score: precision(found.rule, found.kind),
        origin,
        evidence,
        link,
        value: found.value,
    })
}
