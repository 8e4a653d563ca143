//! Gathers the features of a page's blocks: first what all of them hold together, then a stretch at a time.

use std::ops::Range;

use super::super::SourceKind;
use super::super::body::is_sentence;
use super::super::draft::Draft;
use super::super::look::Look;
use super::super::page::Page;
use super::super::verdict::{Evidence, Verdicts};
use super::features::*;
use super::line::{self, Few, SHORT};
use super::places::{Places, Said};

/// How far around a block sentences are counted.
const AROUND: [usize; 4] = [3, 6, 12, 25];

/// How far the next sentence is looked for, in blocks.
const FAR: usize = 60;

/// What a page's blocks hold together.
#[derive(Debug)]
pub(super) struct Whole {
    /// How many letters of sentences each block has.
    masses: Vec<u32>,
    /// How many letters of sentences they have.
    mass: u64,
    /// How many letters of sentences stand before the block that comes next.
    before: u64,
    headline: Option<Few>,
    places: Option<Box<Places>>,
    said: Said,
}

impl Whole {
    pub fn new(evidence: Evidence<'_>, page: &Page, verdicts: &Verdicts) -> Whole {
        let html = evidence.kind == SourceKind::Html;
        let headline = verdicts.headline.map(|at| Few::of_text(&evidence.drafts[at].text));
        Whole {
            masses: Vec::with_capacity(evidence.drafts.len()),
            mass: 0,
            before: 0,
            headline,
            places: html.then(|| Box::new(Places::new(page))),
            said: if html { Said::of(page) } else { Said::default() },
        }
    }

    /// Takes blocks of about `budget` bytes more into account; whether those were the last.
    pub fn see(&mut self, evidence: Evidence<'_>, mut budget: usize) -> bool {
        while self.seen() < evidence.drafts.len() && budget > 0 {
            let at = self.seen();
            let (draft, look) = (&evidence.drafts[at], &evidence.looks[at]);
            let mass = mass(draft, look);
            self.mass += u64::from(mass);
            self.masses.push(mass);
            if let Some(places) = &mut self.places {
                places.see(draft, u64::from(mass), look.width as u64);
            }
            budget = budget.saturating_sub(draft.text.len() + 100);
        }
        let done = self.seen() == evidence.drafts.len();
        if done && let Some(places) = &mut self.places {
            places.add_up();
        }
        done
    }

    /// How many blocks were seen.
    pub fn seen(&self) -> usize {
        self.masses.len()
    }

    /// Fills `table` with the features of the blocks it is about, which come after those of the last call but
    /// for [`REACH`] at either end; `words` gets how many words each has.
    pub fn fill(
        &mut self,
        table: &mut Table,
        evidence: Evidence<'_>,
        verdicts: &Verdicts,
        words: &mut Vec<u32>,
    ) {
        let blocks = table.blocks();
        let from = blocks.start.saturating_sub(REACH);
        let until = (blocks.end + REACH).min(evidence.drafts.len());
        let mut around = Around::at(&self.masses, evidence.looks, from);
        // Blocks before the stretch were counted with the last one.
        let mut before =
            self.before - self.masses[from..blocks.start].iter().copied().map(u64::from).sum::<u64>();
        for at in from..until {
            let row = table.row(at);
            around.fill(row, &self.masses, evidence.looks, at);
            let count = self.alone(row, at, evidence, verdicts);
            self.among(row, at, before, evidence, verdicts);
            let own = u64::from(self.masses[at]);
            before += own;
            if blocks.contains(&at) {
                words.push(count);
                self.before += own;
            }
        }
    }

    /// What a block is by itself, and to the rules; how many words it has.
    fn alone(&self, row: &mut [u8], at: usize, evidence: Evidence<'_>, verdicts: &Verdicts) -> u32 {
        let (draft, look) = (&evidence.drafts[at], &evidence.looks[at]);
        row[ENDS] = u8::from(look.ends);
        row[FURNITURE] = look.furniture.map_or(0, |reason| reason as u8 + 1);
        row[CREDIT] = u8::from(look.credit);
        row[BYLINE] = u8::from(look.byline);
        row[DATED] = u8::from(look.dated);
        row[SAME] = look.same_as.map_or(0, |first| count(at - first, 50));
        row[REPEATED] = u8::from(look.repeated);
        row[GAP] = u8::from(draft.gap);
        row[GAP_AFTER] = u8::from(evidence.drafts.get(at + 1).is_none_or(|next| next.gap));
        row[CONTINUES] = u8::from(draft.continues);
        let verdict = &verdicts.all[at];
        let score = verdicts.scores.get(at).copied().unwrap_or_default();
        row[SCORE] = (score * 20.0 + 100.0).clamp(0.0, 254.0) as u8;
        row[REMOVED] = verdict.removed.map_or(0, |reason| reason as u8 + 1);
        row[IN_RUN] = u8::from(verdicts.body.contains(&at));
        row[ROLE] = verdict.role.rank();
        row[RUN_START] = distance(verdicts.body.start, at);
        row[RUN_END] = distance(verdicts.body.end.saturating_sub(1), at);
        row[HEADLINE] = verdicts.headline.map_or(NONE, |headline| distance(headline, at));
        let (mut long, mut headed) = (0, 0);
        let headline = self.headline.as_ref();
        let count = line::fill(row, &draft.text, look.width, |number, length| {
            if length >= SHORT {
                long += 1;
                headed += usize::from(headline.is_some_and(|words| words.has(number)));
            }
        });
        row[OVERLAP_HEADLINE] =
            if long == 0 || headline.is_none() { NONE } else { part(headed as f32, long as f32) };
        count
    }

    /// What a block is among all; `before` is the mass before it.
    fn among(&self, row: &mut [u8], at: usize, before: u64, evidence: Evidence<'_>, verdicts: &Verdicts) {
        let (draft, blocks) = (&evidence.drafts[at], evidence.drafts.len());
        let (total, own) = (self.mass.max(1) as f32, u64::from(self.masses[at]));
        row[INDEX] = doublings(at);
        row[INDEX_FROM_END] = doublings(blocks - 1 - at);
        row[SHARE_BEFORE] = part(at as f32, blocks as f32);
        row[COUNT] = doublings(blocks);
        row[MASS_BEFORE] = part(before as f32, total);
        row[MASS_AFTER] = part((self.mass - before - own) as f32, total);
        row[MASS] = doublings(self.mass as usize);
        if let Some(places) = &self.places {
            places.fill(row, draft, own, evidence.drafts.get(at.wrapping_sub(1)), verdicts.trusted);
            self.said.fill(row, &draft.text);
        }
    }
}

/// How much of what stands around a block is sentences; goes along with the blocks.
struct Around {
    /// For each distance: letters of sentences and letters before the block, and after it.
    before: [(u64, u64); 4],
    after: [(u64, u64); 4],
    /// The last block of sentences before, the next one after.
    last: Option<usize>,
    next: Option<usize>,
}

impl Around {
    /// For block `at`.
    fn at(masses: &[u32], looks: &[Look], at: usize) -> Around {
        let sum = |blocks: Range<usize>| {
            let blocks = blocks.start.min(masses.len())..blocks.end.min(masses.len());
            blocks.fold((0, 0), |sum, at| (sum.0 + u64::from(masses[at]), sum.1 + width(&looks[at])))
        };
        Around {
            before: AROUND.map(|far| sum(at.saturating_sub(far)..at)),
            after: AROUND.map(|far| sum(at + 1..at + 1 + far)),
            last: (at.saturating_sub(FAR)..at).rev().find(|at| masses[*at] > 0),
            next: next_after(masses, at),
        }
    }

    /// Fills in what stands around block `at`, and goes on to the next.
    fn fill(&mut self, row: &mut [u8], masses: &[u32], looks: &[Look], at: usize) {
        row[SENTENCE_BEFORE] = self.last.map_or(FAR as u8, |last| count(at - last, FAR as u8));
        row[SENTENCE_AFTER] = self.next.map_or(FAR as u8, |next| count(next - at, FAR as u8));
        let block = |at: usize| match (masses.get(at), looks.get(at)) {
            (Some(mass), Some(look)) => (u64::from(*mass), width(look)),
            _ => (0, 0),
        };
        let (own, following) = (block(at), block(at + 1));
        for (place, far) in AROUND.into_iter().enumerate() {
            let (before, after) = (&mut self.before[place], &mut self.after[place]);
            row[NEAR_BEFORE_3 + place] = doublings(before.0 as usize);
            row[NEAR_AFTER_3 + place] = doublings(after.0 as usize);
            row[PART_BEFORE_3 + place] = part(before.0 as f32, before.1 as f32);
            row[PART_AFTER_3 + place] = part(after.0 as f32, after.1 as f32);
            let left = at.checked_sub(far).map_or((0, 0), block);
            let come = block(at + 1 + far);
            *before = (before.0 + own.0 - left.0, before.1 + own.1 - left.1);
            *after = (after.0 + come.0 - following.0, after.1 + come.1 - following.1);
        }
        if own.0 > 0 {
            self.last = Some(at);
        }
        // Where there is none near, the next can only be the one that has just come near.
        self.next = match self.next {
            Some(next) if next > at + 1 => Some(next),
            Some(_) => next_after(masses, at + 1),
            None => Some(at + FAR).filter(|come| masses.get(*come).is_some_and(|mass| *mass > 0)),
        };
    }
}

/// The next block of sentences, near after `at`.
fn next_after(masses: &[u32], at: usize) -> Option<usize> {
    let near = masses.get(at + 1..(at + FAR).min(masses.len()))?;
    near.iter().position(|mass| *mass > 0).map(|found| at + 1 + found)
}

fn width(look: &Look) -> u64 {
    look.width as u64
}

/// How many letters of sentences a block has.
fn mass(draft: &Draft, look: &Look) -> u32 {
    if is_sentence(draft, look) { look.width as u32 } else { 0 }
}
