//! Verdicts: what each line is to the article, or why it is no part of it.

use std::ops::Range;

use super::body::{self, Masses, Trust};
use super::dateline;
use super::draft::Draft;
use super::headline::{Headline, Known, Search};
use super::judge::Judge;
use super::look::Look;
use super::{Reason, Role, SourceKind};

/// What was decided about one draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub role: Role,
    pub removed: Option<Reason>,
    pub same_as: Option<usize>,
}

/// What was decided about a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Verdicts {
    /// One for each draft.
    pub all: Vec<Verdict>,
    /// The headline's place.
    pub headline: Option<usize>,
    /// From the first line of the body to its last.
    pub body: Range<usize>,
    /// Whether a body was found at all; if not, whatever is no furniture stays.
    pub found: bool,
    /// How much each line reads like the article.
    pub scores: Vec<f32>,
    /// Which surroundings can be trusted to be what they are called, as bits.
    pub trusted: u32,
}

/// What is decided on.
#[derive(Clone, Copy)]
pub(super) struct Evidence<'a> {
    pub kind: SourceKind,
    pub drafts: &'a [Draft],
    pub looks: &'a [Look],
    pub containers: &'a [u32],
    pub known: Known<'a>,
}

/// How many lines one step passes over where each costs next to nothing.
const GLANCES: usize = 100_000;

/// How many lines one step judges.
const JUDGED: usize = 10_000;

/// A decision about a page under way.
#[derive(Debug)]
pub(super) struct Deciding {
    stage: Stage,
    /// Up to which line the stage has come.
    at: usize,
    trusted: u32,
    scores: Vec<f32>,
    run: Range<usize>,
    /// Whether a body was found at all; if not, whatever is no furniture stays.
    found: bool,
    /// Whether it is taken for a page whatever it looks like.
    page: bool,
    /// Whether the text is an article alone.
    clean: bool,
    headline: Option<usize>,
    standfirst: Option<usize>,
    all: Vec<Verdict>,
    /// For the first line with the same words as others: the first of them that is kept.
    kept: Vec<Option<usize>>,
}

/// What a decision does next; each goes over the lines.
#[derive(Debug)]
enum Stage {
    /// Finds which surroundings hold most of the text.
    Trust(Trust),
    /// Finds which element does.
    Weigh(Masses),
    /// Finds the body.
    Score(Option<Vec<bool>>),
    /// Finds the headline.
    Search(Box<Search>),
    /// Decides about each line.
    Judge,
}

/// Below this width a line may stand twice in an article.
const REFRAIN: f32 = 100.0;

/// Of fewer lines all may be short: no page has so few.
const SHORT: usize = 40;

/// Of fewer lines most may be short in an article alone.
const FEW: usize = 60;

/// Whether a text is an article and nothing else, as far as one can tell: no page is copied without its furniture,
/// and no article has many short lines.
fn is_clean(drafts: &[Draft], looks: &[Look]) -> bool {
    // Of what markup calls something else, and of lines that are links, an article has hardly any.
    let beside =
        |draft: &&Draft| body::outside(draft.place.regions, u32::MAX).is_some() || draft.place.links >= 60;
    let beside = drafts.iter().filter(beside).count();
    let count = |is: fn(&&Look) -> bool| looks.iter().filter(is).count();
    // A rule between two parts is no furniture.
    let furniture = count(|look| {
        look.furniture.is_some_and(|reason| reason != Reason::Other) || look.credit && look.width < 400.0
    });
    let short = count(|look| !look.ends && look.width < 30.0);
    let most = match looks.len() {
        ..SHORT => 10,
        SHORT..FEW => 6,
        _ => 3,
    };
    furniture.max(beside) <= 2.max(looks.len() / 25) && short * 10 <= looks.len() * most
}

/// How many lines a box in an article takes, and how many paragraphs may stand behind it.
const BOX: usize = 4;

/// Where an article ends that goes on behind a box at `end`: some paragraphs, and then only what is known by its words.
/// Further stories are told of by more than that.
fn end_behind_box(looks: &[Look], end: usize) -> Option<usize> {
    let beside = |look: &&Look| look.furniture.is_some() || !look.ends;
    let paragraph = |look: &&Look| {
        let other = look.furniture.is_some() || look.credit || look.dated || look.repeated || look.byline;
        look.ends && look.width >= 60.0 && !other
    };
    let after = looks.get(end..)?;
    let boxed = after.iter().take(BOX + 1).take_while(beside).count();
    let named = after.iter().take(boxed).any(|look| look.furniture.is_some());
    let behind = after.get(boxed..)?;
    let more = behind.iter().take(BOX + 1).take_while(paragraph).count();
    let ends = behind.get(more).is_none_or(|next| next.furniture.is_some());
    (named && boxed <= BOX && (1..=BOX).contains(&more) && ends).then_some(end + boxed + more)
}

/// Whether more than one short line and nothing else stands above the headline.
fn is_under_menu(looks: &[Look], headline: Option<Headline>) -> bool {
    let above = headline.map_or(&[][..], |headline| &looks[..headline.place]);
    above.len() > 1 && above.iter().all(|look| !look.ends && look.width < 30.0)
}

impl Deciding {
    /// Starts on a page; does no work yet.
    pub fn new() -> Deciding {
        Deciding {
            stage: Stage::Trust(Trust::default()),
            at: 0,
            trusted: 0,
            scores: Vec::new(),
            run: 0..0,
            found: false,
            page: false,
            clean: false,
            headline: None,
            standfirst: None,
            all: Vec::new(),
            kept: Vec::new(),
        }
    }

    /// Starts on what is taken for a page.
    pub fn page() -> Deciding {
        Deciding { page: true, ..Deciding::new() }
    }

    /// Does the next part, about the work of reading `budget` bytes; whether that was the last. The evidence
    /// is the same each time.
    pub fn step(&mut self, evidence: Evidence<'_>, budget: usize) -> bool {
        let Evidence { kind, drafts, looks, containers, known } = evidence;
        let glanced = self.at..(self.at + GLANCES).min(drafts.len());
        let next = match &mut self.stage {
            Stage::Trust(trust) => {
                glanced.clone().for_each(|at| trust.see(&drafts[at], &looks[at]));
                if glanced.end < drafts.len() {
                    self.at = glanced.end;
                    return false;
                }
                self.trusted = trust.regions();
                match kind {
                    SourceKind::Html => Stage::Weigh(Masses::new(containers)),
                    SourceKind::Text => Stage::Score(None),
                }
            }
            Stage::Weigh(masses) => {
                glanced.clone().for_each(|at| masses.see(&drafts[at], &looks[at], self.trusted));
                if glanced.end < drafts.len() {
                    self.at = glanced.end;
                    return false;
                }
                Stage::Score(std::mem::replace(masses, Masses::new(&[])).inside(containers))
            }
            Stage::Score(inside) => {
                self.scores.reserve(drafts.len() - self.scores.len());
                let score = |at| body::score(kind, drafts, looks, at, self.trusted, inside.as_deref());
                self.scores.extend(glanced.clone().map(score));
                if glanced.end < drafts.len() {
                    self.at = glanced.end;
                    return false;
                }
                self.run = body::best_run(&self.scores);
                self.found = !self.run.is_empty();
                if !self.found {
                    self.run = 0..drafts.len();
                }
                Stage::Search(Box::new(Search::new(drafts, &self.run, known)))
            }
            Stage::Search(search) => {
                if !search.step(drafts, looks, budget) {
                    self.at = search.at();
                    return false;
                }
                let mut headline = search.found();
                self.clean = !self.page && is_clean(drafts, looks) && !is_under_menu(looks, headline);
                if self.clean {
                    headline = headline.or_else(|| Search::first(drafts, looks));
                    (self.found, self.run) = (false, 0..drafts.len());
                }
                self.begin_under(headline);
                if kind == SourceKind::Text && self.found {
                    while let Some(end) = end_behind_box(looks, self.run.end) {
                        self.run.end = end;
                    }
                }
                self.headline = headline.map(|headline| headline.place);
                let judge = self.judge(evidence);
                self.standfirst = self.headline.and_then(|headline| judge.standfirst(headline));
                self.all.reserve(drafts.len());
                self.kept.reserve(drafts.len());
                self.at = 0;
                self.stage = Stage::Judge;
                return drafts.is_empty();
            }
            Stage::Judge => {
                let end = (self.at + JUDGED).min(drafts.len());
                for at in self.at..end {
                    self.decide(evidence, at);
                }
                self.at = end;
                return end == drafts.len();
            }
        };
        (self.stage, self.at) = (next, 0);
        false
    }

    /// The search for the headline, at its beginning, for training; `None` if it comes to none.
    pub fn search(mut self, evidence: Evidence<'_>, budget: usize) -> Option<Search> {
        loop {
            match self.stage {
                Stage::Search(search) => return Some(*search),
                Stage::Judge => return None,
                _ => self.step(evidence, budget),
            };
        }
    }

    /// How much of it is done, 0 to 1.
    pub fn share(&self, drafts: usize) -> f32 {
        let (from, to) = match self.stage {
            Stage::Trust(_) => (0.0, 0.05),
            Stage::Weigh(_) => (0.05, 0.1),
            Stage::Score(_) => (0.1, 0.2),
            Stage::Search(_) => (0.2, 0.4),
            Stage::Judge => (0.4, 1.0),
        };
        from + (to - from) * self.at as f32 / drafts.max(1) as f32
    }

    /// What was decided, once all is.
    pub fn finish(mut self, evidence: Evidence<'_>) -> Verdicts {
        if self.found {
            let (all, looks) = (&self.all, evidence.looks);
            let body = |at: &usize| all[*at].removed.is_none() && all[*at].role.rank() == 2;
            let mut run = self.run.clone();
            let first = run.clone().find(|at| body(at) && looks[*at].ends && looks[*at].width > 60.0);
            let last = run.clone().rev().find(body);
            run = first.unwrap_or(run.start)..last.map_or(run.end, |last| last + 1);
            let top = self.headline.map_or(run.start, |headline| headline + 1)..run.start;
            let mut all = std::mem::take(&mut self.all);
            self.judge(evidence).name_the_top(&mut all, top);
            (self.all, self.run) = (all, run);
        }
        if self.clean {
            let under = self.headline.map_or(0, |headline| headline + 1);
            let first = |at: &usize| evidence.looks[*at].ends && evidence.looks[*at].width > 60.0;
            self.run.start = (under..self.run.end).find(first).unwrap_or(under);
        }
        let Deciding { all, headline, run, found, scores, trusted, .. } = self;
        Verdicts { all, headline, body: run, found, scores, trusted }
    }

    /// The article begins under its headline, even if a list or a table there reads like none.
    fn begin_under(&mut self, headline: Option<Headline>) {
        let Some(headline) = headline.filter(|_| self.found) else { return };
        let (under, under_sum) = body::run_from(&self.scores, headline.place + 1);
        let sum: f32 = self.scores[self.run.clone()].iter().sum();
        if under_sum > sum * if headline.sure { 0.2 } else { 0.8 } {
            self.run = under;
        } else if headline.place >= self.run.start {
            self.run.start = headline.place + 1;
        }
    }

    fn judge<'a>(&self, evidence: Evidence<'a>) -> Judge<'a> {
        let Evidence { kind, drafts, looks, .. } = evidence;
        let Deciding { trusted, found, clean, .. } = *self;
        Judge { kind, drafts, looks, run: self.run.clone(), trusted, found, clean }
    }

    fn decide(&mut self, evidence: Evidence<'_>, at: usize) {
        let (draft, look) = (&evidence.drafts[at], &evidence.looks[at]);
        let (role, mut removed) = if Some(at) == self.headline {
            (Role::Headline, None)
        } else if Some(at) == self.standfirst {
            (Role::Standfirst, None)
        } else {
            self.judge(evidence).line(at, self.headline, self.all.last())
        };
        let mut same_as = None;
        self.kept.push(None);
        if removed.is_none() {
            let kept = &mut self.kept[look.same_as.unwrap_or(at)];
            match *kept {
                // A refrain, or an answer given twice.
                Some(first)
                    if self.clean
                        && look.width < REFRAIN
                        && first + 1 < at
                        && Some(first) != self.headline => {}
                Some(first) => (removed, same_as) = (Some(Reason::Repeated), Some(first)),
                None => *kept = Some(at),
            }
        } else if let Some(first) = look.same_as {
            same_as = Some(first);
            let plain = look.furniture.is_none() && look.width > 25.0;
            removed = if plain || first + 1 == at { Some(Reason::Repeated) } else { removed };
        }
        self.all.push(Verdict { role, removed, same_as });
        // A mark before a paragraph goes for its own reason if the paragraph stays, else for the paragraph's.
        if draft.continues && at > 0 && dateline::is_mark(&evidence.drafts[at - 1].text) {
            self.all[at - 1].removed = Some(removed.unwrap_or(Reason::Dateline));
        }
    }
}
