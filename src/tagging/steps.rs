//! The work of tagging one text, cut into steps; what a page shows is done first, and what a change left alone not again.

use std::ops::Range;
use std::rc::Rc;

use super::agree::Agreement;
use super::calendar::Day;
use super::data::Data;
use super::decide::{decide, finish, first_reading};
use super::learned::Overlay;
use super::lessons::lessons;
use super::linking;
use super::memory::Names;
use super::pieces::{Decision, LONGEST, Past, Piece, Reading, Tagged, hash, piece};
use super::words::Words;
use super::{Suggestion, TagOptions};
use crate::article::Step;
use crate::text::{Offset, Span};

/// How much text a step reads, in bytes: tens of milliseconds in a browser.
const STEP: usize = 16 * 1024;

/// How many times faster a piece goes of which nothing has to be done anew.
const KNOWN: usize = 16;

/// Texts of which what is on screen waits for the rest long enough to be worth a look ahead, in bytes.
const LONG: usize = 128 * 1024;

/// The shares of the work that are done when the text is read, when it is decided, and when that is taken in.
const SHARES: [f32; 3] = [0.35, 0.88, 0.9];

/// A tagging under way, cut into steps so that a page can answer between them.
pub struct Tagging {
    data: &'static Data,
    now: Tagged,
    past: Option<Past>,
    today: Option<Day>,
    /// What was learned from the examples, and how many of them were gone through.
    overlay: Overlay,
    examples: usize,
    phase: Phase,
    /// Where the next piece begins.
    at: usize,
    /// Where the phase goes on in the order of the text, and how many pieces it has done.
    next: usize,
    done: usize,
    /// What is on screen, in bytes, and the pieces of it that the phase has not done; nothing before anyone looks.
    screen: Option<Range<usize>>,
    near: Range<usize>,
    ahead: Option<(usize, Box<Tagging>)>,
    parts: Vec<Part>,
    /// What the decisions teach.
    names: Names,
}

/// What is suggested in a part of the text, as far as is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The part.
    pub span: Span,
    /// What is suggested in it, in order. It takes the place of all that was suggested in it before.
    pub suggestions: Vec<Suggestion>,
}

#[derive(Clone, Copy, PartialEq)]
enum Phase {
    /// Lists, patterns and rules, piece by piece.
    Reading,
    /// The model, with what the rules found in the whole article.
    Deciding,
    /// What it decided in the whole article is taken in, piece by piece in order.
    Settling,
    /// What the whole article agrees on, piece by piece.
    Finishing,
}

impl Tagging {
    /// Starts on `text`; does no work yet.
    pub fn new(data: &'static Data, text: Rc<str>, options: TagOptions) -> Tagging {
        Tagging {
            data,
            today: options.date.as_deref().and_then(Day::parse),
            now: Tagged { text, options, ..Tagged::default() },
            past: None,
            overlay: Overlay::default(),
            examples: 0,
            phase: Phase::Reading,
            at: 0,
            next: 0,
            done: 0,
            screen: None,
            near: 0..0,
            ahead: None,
            parts: Vec::new(),
            names: Names::default(),
        }
    }

    /// Starts on another text, of which what this one has in common with it isn't done again: the outcome is the same as
    /// that of a new start, sooner.
    pub fn again(self, text: Rc<str>, options: TagOptions) -> Tagging {
        // What was learned from the same examples need not be learned again.
        let known = self.now.options.examples.get(..self.examples).unwrap_or_default();
        let same = options.examples.starts_with(known);
        let past = Past::of(self.now, &options);
        let mut again = Tagging::new(self.data, text, options);
        if same {
            (again.overlay, again.examples) = (self.overlay, self.examples);
        }
        if let Some((past, memory)) = past {
            again.now.memory = memory;
            again.past = Some(past);
        }
        again
    }

    /// From here on what stands in these bytes of the text is done first, and [`Self::parts`] tells what is found.
    pub fn look(&mut self, screen: Range<usize>) {
        let text = &self.now.text;
        if self.past.is_none() && self.phase == Phase::Reading && text.len() > LONG && self.at < screen.end {
            let span = around(text, &screen);
            let ahead = span.and_then(|span| Some((span.start().0, span.slice(text)?)));
            self.ahead = ahead.map(|(start, text)| {
                let mut ahead = Tagging::new(self.data, text.into(), self.now.options.clone());
                (ahead.overlay, ahead.examples) = (self.overlay.clone(), self.examples);
                (start, Box::new(ahead))
            });
        }
        self.screen = Some(screen);
        self.come_near();
    }

    /// What has become known since this was last asked, of the text that was looked at first; later parts may revise
    /// earlier ones until all is done.
    pub fn parts(&mut self) -> Vec<Part> {
        std::mem::take(&mut self.parts)
    }

    /// Does the next part of the work, some tens of milliseconds at most. After the end there is nothing more.
    pub fn step(&mut self) -> Step<Vec<Suggestion>> {
        if let Some(example) = self.now.options.examples.get(self.examples) {
            self.examples += 1;
            self.overlay.learn_from(self.data, example);
            return Step::More(0.0);
        }
        // Not instead of the work: who scrolls on and on would have it stand still.
        if let Some((start, ahead)) = &mut self.ahead
            && let Step::Done(found) = ahead.step()
        {
            let (start, length) = (Offset(*start), ahead.now.text.len());
            self.ahead = None;
            self.parts.extend(part(start, length, &found));
        }
        let text = Rc::clone(&self.now.text);
        let mut budget = STEP;
        while budget > 0 {
            let cost = match self.phase {
                Phase::Reading => self.read(&text),
                Phase::Deciding => {
                    self.next(|piece| piece.decision.is_some()).map(|at| self.decide(&text, at))
                }
                Phase::Settling => self.settle(),
                Phase::Finishing => {
                    self.next(|piece| piece.suggestions.is_some()).map(|at| self.finish(&text, at))
                }
            };
            match cost {
                Some(cost) => budget = budget.saturating_sub(cost),
                None if self.phase == Phase::Finishing => {
                    let found = self.outcome();
                    // What was told of parts had no links yet that the whole article gives.
                    if let Some(span) = Span::of(0..text.len()).filter(|_| self.screen.is_some()) {
                        self.parts.push(Part { span, suggestions: found.clone() });
                    }
                    return Step::Done(found);
                }
                None => {
                    self.go_over();
                    break;
                }
            }
        }
        Step::More(self.share())
    }

    /// Begins the phase after this one.
    fn go_over(&mut self) {
        let (memory, past) = (&self.now.memory, self.past.as_mut());
        self.phase = match self.phase {
            Phase::Reading => {
                if let Some(past) = past {
                    past.compare_memory(memory);
                } else {
                    self.now.first_words = memory.words();
                }
                Phase::Deciding
            }
            Phase::Deciding => Phase::Settling,
            Phase::Settling | Phase::Finishing => {
                self.now.agreement = Agreement::of(&std::mem::take(&mut self.names), memory);
                if let Some(past) = past {
                    past.compare_agreement(&self.now.agreement, memory);
                }
                Phase::Finishing
            }
        };
        (self.next, self.done) = (0, 0);
        self.come_near();
    }

    /// Finds the pieces that are on screen.
    fn come_near(&mut self) {
        let Some(screen) = &self.screen else { return };
        let pieces = &self.now.pieces;
        let from = pieces.partition_point(|piece| piece.span.end().0 <= screen.start);
        self.near = from..pieces.partition_point(|piece| piece.span.start().0 < screen.end).max(from);
    }

    /// The next piece that the phase has not done: of those on screen, else of all.
    fn next(&mut self, is_done: impl Fn(&Piece) -> bool) -> Option<usize> {
        for next in [&mut self.near.start, &mut self.next] {
            while self.now.pieces.get(*next).is_some_and(&is_done) {
                *next += 1;
            }
        }
        let next = if self.near.is_empty() { self.next } else { self.near.start };
        (next < self.now.pieces.len()).then_some(next)
    }

    // Each of these does one piece and says what that costs, in bytes; nothing where there is none left.

    fn read(&mut self, text: &str) -> Option<usize> {
        let (span, next) = piece(text, self.at)?;
        let mut cost = next - self.at;
        self.at = next;
        let Some((span, own)) = span.and_then(|span| Some((span, span.slice(text)?))) else {
            return Some(cost);
        };
        let hash = hash(own);
        let past = self.past.as_ref().and_then(|past| past.piece(own, hash));
        let (before, reading, words) = match past {
            Some((at, before)) => {
                cost = cost.div_ceil(KNOWN);
                (Some(at), before.reading.clone(), None)
            }
            None => {
                let words = read_words(self.data, own);
                let found = first_reading(&words, self.today);
                let lessons = self.now.memory.study(&words, &found);
                (None, Rc::new(Reading { found, lessons }), keeps(text).then(|| Box::new(words)))
            }
        };
        self.now.memory.take_in(&reading.lessons);
        self.now.pieces.push(Piece { span, hash, before, words, reading, decision: None, suggestions: None });
        Some(cost)
    }

    fn decide(&mut self, text: &str, at: usize) -> usize {
        self.done += 1;
        let shown = self.near.contains(&at);
        let Some(piece) = self.now.pieces.get_mut(at) else { return 0 };
        let length = piece.span.range().len();
        if let Some(decision) = self.past.as_ref().and_then(|past| past.decision(piece)) {
            piece.decision = Some(decision);
            return length.div_ceil(KNOWN);
        }
        let own = piece.span.slice(text).unwrap_or_default();
        let words = piece.words.take().unwrap_or_else(|| Box::new(read_words(self.data, own)));
        let found = decide(&words, &self.now.memory, &self.overlay, self.today, piece.reading.found.clone());
        if shown {
            let soon = finish(own, &words, found.clone(), &Agreement::default());
            self.parts.extend(part(piece.span.start(), length, &soon));
        }
        let names = lessons(&words, &found);
        piece.decision = Some(Rc::new(Decision { found, names }));
        piece.words = keeps(text).then_some(words);
        length
    }

    fn settle(&mut self) -> Option<usize> {
        let piece = self.now.pieces.get(self.next)?;
        (self.next, self.done) = (self.next + 1, self.done + 1);
        if let Some(decision) = &piece.decision {
            self.names.take_in(&decision.names);
        }
        Some(piece.span.range().len().div_ceil(KNOWN))
    }

    fn finish(&mut self, text: &str, at: usize) -> usize {
        self.done += 1;
        let Some(piece) = self.now.pieces.get_mut(at) else { return 0 };
        let length = piece.span.range().len();
        let known = self.past.as_ref().and_then(|past| past.suggestions(piece));
        let cost = if known.is_some() { length.div_ceil(KNOWN) } else { length };
        let suggestions = known.unwrap_or_else(|| {
            let own = piece.span.slice(text).unwrap_or_default();
            let words = piece.words.take().unwrap_or_else(|| Box::new(read_words(self.data, own)));
            let found = piece.decision.as_ref().map_or_else(Vec::new, |decision| decision.found.clone());
            finish(own, &words, found, &self.now.agreement).into()
        });
        piece.words = None;
        if self.screen.is_some() {
            self.parts.extend(part(piece.span.start(), length, &suggestions));
        }
        piece.suggestions = Some(suggestions);
        cost
    }

    /// All that is suggested, as what was learned changes it.
    fn outcome(&self) -> Vec<Suggestion> {
        let found = self.suggestions();
        match &self.now.options.learned {
            Some(learned) => learned.apply(&self.now.text, found, self.data.version()),
            None => found,
        }
    }

    /// All that is suggested, in order, linked to what it names in this article.
    fn suggestions(&self) -> Vec<Suggestion> {
        let pieces = self.now.pieces.iter();
        let all = pieces.filter_map(|piece| Some((piece.span.start(), piece.suggestions.as_ref()?)));
        let mut all: Vec<_> =
            all.flat_map(|(start, found)| found.iter().map(move |one| placed(one, start))).collect();
        linking::link(self.data, &self.now.text, &mut all);
        all
    }

    fn share(&self) -> f32 {
        let part = |done: usize, all: usize| if all == 0 { 1.0 } else { (done as f32 / all as f32).min(1.0) };
        let pieces = part(self.done, self.now.pieces.len());
        let [read, decided, settled] = SHARES;
        let (from, to, part) = match self.phase {
            Phase::Reading => (0.0, read, part(self.at, self.now.text.len())),
            Phase::Deciding => (read, decided, pieces),
            Phase::Settling => (decided, settled, pieces),
            Phase::Finishing => (settled, 1.0, pieces),
        };
        from + (to - from) * part
    }
}

fn read_words(data: &'static Data, text: &str) -> Words {
    Span::of(0..text.len()).map_or_else(|| Words::none(data), |span| Words::read(data, text, span))
}

/// What is found in a part of the text that begins at `start`.
fn part(start: Offset, length: usize, found: &[Suggestion]) -> Option<Part> {
    let span = Span::of(start.0..start.0 + length)?;
    Some(Part { span, suggestions: found.iter().map(|one| placed(one, start)).collect() })
}

fn placed(one: &Suggestion, start: Offset) -> Suggestion {
    Suggestion { span: one.span.shifted(start), ..one.clone() }
}

/// Whether the words of `text` are kept between the phases: ten bytes or so for each of its own.
fn keeps(text: &str) -> bool {
    text.len() <= 4 << 20
}

/// Some whole paragraphs, or nearly, from where the screen begins.
fn around(text: &str, screen: &Range<usize>) -> Option<Span> {
    let floor = |at: usize| text.floor_char_boundary(at.min(text.len()));
    let start = floor(screen.start);
    let back = floor(start.saturating_sub(LONGEST));
    let start = text[back..start].rfind('\n').map_or(start, |at| back + at + 1);
    let end = floor(screen.end.min(start + STEP)).max(start);
    let on = floor(end + LONGEST);
    let end = text[end..on].find('\n').map_or(end, |at| end + at);
    Span::of(start..end)
}
