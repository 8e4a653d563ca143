//! Gathers the features of all blocks of a page, in passes over them.

use super::super::SourceKind;
use super::super::draft::Draft;
use super::super::look::Look;
use super::super::page::Page;
use super::super::verdict::{Evidence, Verdicts};
use super::features::*;
use super::line;
use super::places::{Places, Said};

/// How many blocks one step passes over.
const BLOCKS: usize = 20_000;

/// How many bytes of text one step reads.
const BYTES: usize = 256 << 10;

/// How far around a block sentences are counted.
const AROUND: [usize; 4] = [3, 6, 12, 25];

/// How many kinds of words are told apart; a page's body seldom has a tenth of that.
const WORDS: usize = 1 << 14;

/// Words shorter than that, in bytes, are in every text.
const SHORT: usize = 4;

/// A gathering under way.
#[derive(Debug)]
pub(super) struct Gathering {
    table: Table,
    /// Whether the first pass is done.
    around: bool,
    at: usize,
    /// For each block, how many letters of sentences stand before it; one more for the end.
    masses: Vec<u64>,
    /// For each block, how many letters stand before it; one more for the end.
    widths: Vec<u64>,
    /// How many words each block has.
    lengths: Vec<u32>,
    /// How often the body by the rules has each word.
    words: Vec<u16>,
    headline: Vec<u32>,
    places: Option<Box<Places>>,
    said: Said,
    /// How many blocks lie between this one and the last sentence.
    since: usize,
    /// The same towards the next sentence, filled from behind.
    until: Vec<u8>,
}

impl Gathering {
    pub fn new(evidence: Evidence<'_>, page: &Page, verdicts: &Verdicts) -> Gathering {
        let html = evidence.kind == SourceKind::Html;
        let mut headline = Vec::new();
        if let Some(at) = verdicts.headline {
            line::words(&evidence.drafts[at].text, |number, length| {
                if length >= SHORT {
                    headline.push(number);
                }
            });
        }
        let blocks = evidence.drafts.len();
        let prefix = || {
            let mut all = Vec::with_capacity(blocks + 1);
            all.push(0);
            all
        };
        Gathering {
            table: Table::new(if html { OF_HTML } else { OF_TEXT }, blocks),
            around: false,
            at: 0,
            masses: prefix(),
            widths: prefix(),
            lengths: Vec::with_capacity(blocks),
            words: vec![0; WORDS],
            headline,
            places: html.then(|| Box::new(Places::new(&page.containers))),
            said: if html { Said::of(page) } else { Said::default() },
            since: 60,
            until: Vec::new(),
        }
    }

    /// Does the next part; whether that was the last.
    pub fn step(&mut self, evidence: Evidence<'_>, verdicts: &Verdicts) -> bool {
        let (from, mut bytes) = (self.at, 0);
        while self.at < evidence.drafts.len() && self.at - from < BLOCKS && bytes < BYTES {
            bytes += evidence.drafts[self.at].text.len();
            match self.around {
                false => self.see(evidence, verdicts),
                true => self.look_around(evidence, verdicts),
            }
            self.at += 1;
        }
        if self.at < evidence.drafts.len() {
            return false;
        }
        if !self.around {
            (self.around, self.at) = (true, 0);
            self.count_back(evidence);
            if let Some(places) = &mut self.places {
                places.add_up();
            }
            return evidence.drafts.is_empty();
        }
        true
    }

    /// How much is done, 0 to 1.
    pub fn share(&self) -> f32 {
        let done = self.at as f32 / self.table.blocks().max(1) as f32;
        if self.around { 0.5 + done / 2.0 } else { done / 2.0 }
    }

    /// The features of all blocks, and how many words each has.
    pub fn finish(self) -> (Table, Vec<u32>) {
        (self.table, self.lengths)
    }

    /// What a block is by itself.
    fn see(&mut self, evidence: Evidence<'_>, verdicts: &Verdicts) {
        let (at, draft, look) = (self.at, &evidence.drafts[self.at], &evidence.looks[self.at]);
        let mass = mass(draft, look);
        self.masses.push(self.masses[at] + mass);
        self.widths.push(self.widths[at] + look.width as u64);
        if mass > 0 && verdicts.body.contains(&at) {
            line::words(&draft.text, |number, length| {
                if length >= SHORT {
                    let count = &mut self.words[number as usize % WORDS];
                    *count = count.saturating_add(1);
                }
            });
        }
        if let Some(places) = &mut self.places {
            places.see(draft, mass, look.width as u64);
        }
        let row = self.table.row(at);
        self.lengths.push(line::fill(row, &draft.text, look.width));
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
    }

    /// What a block is among all.
    fn look_around(&mut self, evidence: Evidence<'_>, verdicts: &Verdicts) {
        let (at, draft) = (self.at, &evidence.drafts[self.at]);
        let blocks = evidence.drafts.len();
        let total = self.masses[blocks].max(1) as f32;
        let (masses, widths) = (&self.masses, &self.widths);
        let own = masses[at + 1] - masses[at];
        let row = self.table.row(at);
        row[INDEX] = doublings(at);
        row[INDEX_FROM_END] = doublings(blocks - 1 - at);
        row[SHARE_BEFORE] = part(at as f32, blocks as f32);
        row[COUNT] = doublings(blocks);
        row[MASS_BEFORE] = part(masses[at] as f32, total);
        row[MASS_AFTER] = part((masses[blocks] - masses[at + 1]) as f32, total);
        row[MASS] = doublings(masses[blocks] as usize);
        row[SENTENCE_BEFORE] = count(self.since, 60);
        row[SENTENCE_AFTER] = self.until[at];
        self.since = if own > 0 { 1 } else { (self.since + 1).min(60) };
        for (place, far) in AROUND.into_iter().enumerate() {
            let (from, to) = (at.saturating_sub(far), (at + 1 + far).min(blocks));
            let before = masses[at] - masses[from];
            let after = masses[to] - masses[at + 1];
            row[NEAR_BEFORE_3 + place] = doublings(before as usize);
            row[NEAR_AFTER_3 + place] = doublings(after as usize);
            row[PART_BEFORE_3 + place] = part(before as f32, (widths[at] - widths[from]) as f32);
            row[PART_AFTER_3 + place] = part(after as f32, (widths[to] - widths[at + 1]) as f32);
        }
        let least = u16::from(own > 0 && verdicts.body.contains(&at));
        let (mut long, mut known, mut headed) = (0, 0, 0);
        let (words, headline) = (&self.words, &self.headline);
        line::words(&draft.text, |number, length| {
            if length >= SHORT {
                long += 1;
                known += usize::from(words[number as usize % WORDS] > least);
                headed += usize::from(headline.contains(&number));
            }
        });
        row[OVERLAP] = if long == 0 { NONE } else { part(known as f32, long as f32) };
        row[OVERLAP_HEADLINE] =
            if long == 0 || headline.is_empty() { NONE } else { part(headed as f32, long as f32) };
        if let Some(places) = &self.places {
            places.fill(row, draft, own, evidence.drafts.get(at.wrapping_sub(1)), verdicts.trusted);
            self.said.fill(row, &draft.text);
        }
    }

    fn count_back(&mut self, evidence: Evidence<'_>) {
        let mut until = 60;
        self.until = vec![0; evidence.drafts.len()];
        for at in (0..evidence.drafts.len()).rev() {
            self.until[at] = until;
            until = if self.masses[at + 1] > self.masses[at] { 1 } else { (until + 1).min(60) };
        }
    }
}

/// How many letters of sentences a block has.
fn mass(draft: &Draft, look: &Look) -> u64 {
    let counts = look.ends && look.width >= 60.0 && look.furniture.is_none() && draft.place.links < 60;
    if counts { look.width as u64 } else { 0 }
}
