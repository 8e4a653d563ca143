//! Cleaning: from a source to an article, in steps.

use std::rc::Rc;

use super::classifier::Choosing;
use super::classifier::training::{Forest, Sample};
use super::draft::Draft;
use super::elements::Elements;
use super::facts::{self, Facts};
use super::headline::Known;
use super::headline::training::Candidate;
use super::lines::Lines;
use super::look::Looks;
use super::page::Page;
use super::verdict::{Deciding, Evidence, Verdict, Verdicts};
use super::{Article, Block, Metadata, Source, SourceKind, bylines};

/// How much of the source one step reads, in bytes: some milliseconds' work.
const STEP: usize = 256 << 10;

/// How many blocks one step makes.
const BLOCKS: usize = 20_000;

/// What is known beside the source.
#[derive(Clone, Debug, Default)]
pub struct CleanOptions {
    /// The page's address.
    pub url: Option<String>,
}

/// A cleaning under way, cut into steps so that a page can answer between them.
pub struct Cleaning {
    source: Source,
    options: CleanOptions,
    /// What chooses the body's blocks in place of the library's own trees.
    forest: Option<Forest>,
    /// Whether the source is taken for a page whatever it looks like.
    page: bool,
    stage: Stage,
}

/// How far a cleaning or a tagging has come.
#[derive(Debug)]
pub enum Step<T> {
    /// More to do; the share that is done, 0 to 1.
    More(f32),
    /// All done.
    Done(T),
}

/// What a cleaning does next.
enum Stage {
    /// Reads a text.
    Lines(Lines, Vec<Draft>),
    /// Reads a page.
    Elements(Box<Elements>),
    /// Looks at each draft.
    Look(Box<Read>),
    /// Reads what a page's scripts say of it; the number is how many were read.
    Scripts(usize, Box<Read>),
    /// Decides by rules.
    Decide(Deciding, Box<Read>),
    /// Chooses the body's blocks.
    Choose(Box<(Choosing, Verdicts)>, Box<Read>),
    /// Makes the blocks of what was decided.
    Blocks(Box<Decided>),
    Done,
}

/// What was read, and what it looks like.
#[derive(Default)]
struct Read {
    drafts: Vec<Draft>,
    looks: Looks,
    page: Page,
    /// What the page says of itself.
    said: Metadata,
}

/// What was decided, and the article as far as it is made: from its end, so that each draft's memory is free
/// again before the next block takes its own.
struct Decided {
    drafts: Vec<Draft>,
    verdicts: Vec<Verdict>,
    facts: Facts,
    blocks: Vec<Rc<Block>>,
}

impl Cleaning {
    /// Starts on `source`; does no work yet.
    pub fn new(source: Source, options: CleanOptions) -> Cleaning {
        let stage = match source.kind {
            SourceKind::Text => Stage::Lines(Lines::default(), Vec::new()),
            SourceKind::Html => Stage::Elements(Box::new(Elements::new(source.content.clone()))),
        };
        Cleaning { source, options, forest: None, page: false, stage }
    }

    /// Does the next part of the work, some tens of milliseconds at most. After it is done, the article of
    /// an empty source.
    pub fn step(&mut self) -> Step<Article> {
        let next = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Lines(mut lines, mut drafts) => {
                if lines.step(&self.source.content, STEP, &mut drafts) {
                    look_at(drafts, Page::default())
                } else {
                    Stage::Lines(lines, drafts)
                }
            }
            Stage::Elements(mut elements) => {
                if elements.step(STEP) {
                    let (drafts, page) = elements.finish();
                    look_at(drafts, page)
                } else {
                    Stage::Elements(elements)
                }
            }
            Stage::Look(mut read) => {
                if read.looks.step(&read.drafts, STEP) {
                    Stage::Scripts(0, read)
                } else {
                    Stage::Look(read)
                }
            }
            Stage::Scripts(from, mut read) => match read.read_scripts(from) {
                Some(to) => Stage::Scripts(to, read),
                None => {
                    if self.source.kind == SourceKind::Html {
                        read.said = facts::from_page(&read.page, std::mem::take(&mut read.said));
                    }
                    let deciding = if self.page { Deciding::page() } else { Deciding::new() };
                    Stage::Decide(deciding, read)
                }
            },
            Stage::Decide(mut deciding, read) => {
                if deciding.step(self.evidence(&read), STEP) {
                    let evidence = self.evidence(&read);
                    let verdicts = deciding.finish(evidence);
                    let choosing = Choosing::new(evidence, &read.page, &verdicts);
                    Stage::Choose(Box::new((choosing, verdicts)), read)
                } else {
                    Stage::Decide(deciding, read)
                }
            }
            Stage::Choose(mut both, read) => {
                let (choosing, verdicts) = &mut *both;
                if choosing.step(self.evidence(&read), verdicts, self.forest.as_ref(), STEP) {
                    Stage::Blocks(Box::new(self.conclude(both.1, *read)))
                } else {
                    Stage::Choose(both, read)
                }
            }
            Stage::Blocks(mut decided) => {
                if decided.make_blocks() {
                    return Step::Done(self.article(*decided));
                }
                Stage::Blocks(decided)
            }
            Stage::Done => return Step::Done(self.empty()),
        };
        let share = next.share(self.source.content.len());
        self.stage = next;
        Step::More(share)
    }

    fn evidence<'a>(&'a self, read: &'a Read) -> Evidence<'a> {
        let url = self.options.url.as_deref().or(read.said.url.as_deref());
        let known = Known { title: read.said.title.as_deref(), url };
        let Read { drafts, looks, page, .. } = read;
        Evidence { kind: self.source.kind, drafts, looks: &looks.all, containers: &page.containers, known }
    }

    /// From the decisions to the metadata.
    fn conclude(&self, verdicts: Verdicts, read: Read) -> Decided {
        let Read { drafts, looks, page, said } = read;
        let facts = facts::complete(said, &page, &drafts, &looks.all, &verdicts, self.options.url.as_deref());
        let blocks = Vec::with_capacity(drafts.len());
        Decided { drafts, verdicts: verdicts.all, facts, blocks }
    }

    /// The lines that may be the headline, for training.
    pub(super) fn headlines(mut self) -> Vec<Candidate> {
        loop {
            if let Stage::Decide(deciding, read) = &mut self.stage {
                let (deciding, read) = (std::mem::replace(deciding, Deciding::new()), std::mem::take(read));
                let evidence = self.evidence(&read);
                let search = deciding.search(evidence, STEP);
                return search.map(|it| it.candidates(&read.drafts, &read.looks.all)).unwrap_or_default();
            }
            if let Step::Done(_) = self.step() {
                return Vec::new();
            }
        }
    }

    /// Takes other trees than the library's, for training.
    pub(super) fn choose_by(&mut self, forest: Forest) {
        self.forest = Some(forest);
    }

    /// What the rules decide of a page, for training; `None` if they find no body.
    pub(super) fn sample(mut self) -> Option<Sample> {
        self.page = true;
        loop {
            if matches!(self.stage, Stage::Choose(..))
                && let Stage::Choose(both, read) = std::mem::replace(&mut self.stage, Stage::Done)
            {
                let (choosing, verdicts) = *both;
                let evidence = self.evidence(&read);
                let (table, words) = choosing.gather(evidence, &verdicts)?;
                let blocks = read.drafts.into_iter().zip(verdicts.all);
                let blocks = blocks.map(|(draft, verdict)| block(draft, verdict)).collect();
                let (source, metadata) = (self.source.clone(), Metadata::default());
                let article = Article { source, blocks, metadata, found_in: Vec::new() };
                return Some(Sample { article, table, words });
            }
            if let Step::Done(_) = self.step() {
                return None;
            }
        }
    }

    /// The lines that may say who wrote the article, for training.
    pub(super) fn bylines(mut self) -> Vec<bylines::Candidate> {
        loop {
            if matches!(self.stage, Stage::Choose(..))
                && let Stage::Choose(both, read) = std::mem::replace(&mut self.stage, Stage::Done)
            {
                let (mut choosing, mut verdicts) = *both;
                let evidence = self.evidence(&read);
                while !choosing.step(evidence, &mut verdicts, None, STEP) {}
                let url = self.options.url.as_deref();
                return facts::bylines(read.said.clone(), &read.drafts, &read.looks.all, &verdicts, url);
            }
            if let Step::Done(_) = self.step() {
                return Vec::new();
            }
        }
    }

    fn article(&self, decided: Decided) -> Article {
        let Facts { metadata, found_in } = decided.facts;
        Article { source: self.source.clone(), blocks: decided.blocks, metadata, found_in }
    }

    fn empty(&self) -> Article {
        self.article(self.conclude(Verdicts::default(), Read::default()))
    }
}

impl Read {
    /// Reads a part of the scripts from that one on; where it came to, `None` for their end.
    fn read_scripts(&mut self, from: usize) -> Option<usize> {
        let mut budget = STEP;
        for (at, script) in self.page.scripts.iter().enumerate().skip(from) {
            if budget == 0 {
                return Some(at);
            }
            budget = budget.saturating_sub(script.len());
            facts::add_script(script, &mut self.said);
        }
        None
    }
}

impl Decided {
    /// Makes a part of the blocks; whether that was the rest.
    fn make_blocks(&mut self) -> bool {
        for _ in 0..BLOCKS {
            let (Some(draft), Some(verdict)) = (self.drafts.pop(), self.verdicts.pop()) else {
                self.blocks.reverse();
                return true;
            };
            self.blocks.push(block(draft, verdict));
        }
        self.drafts.shrink_to_fit();
        false
    }
}

impl Stage {
    /// The share of the work that is done when this stage is next: each stage has about its share of
    /// the time that articles take.
    fn share(&self, bytes: usize) -> f32 {
        let of = |done: usize, all: usize| done as f32 / all.max(1) as f32;
        let (from, to, done) = match self {
            Stage::Lines(lines, _) => (0.0, 0.25, of(lines.at(), bytes)),
            Stage::Elements(elements) => (0.0, 0.25, of(elements.at(), bytes)),
            Stage::Look(read) => (0.25, 0.7, of(read.looks.all.len(), read.drafts.len())),
            Stage::Scripts(at, read) => (0.7, 0.72, of(*at, read.page.scripts.len())),
            Stage::Decide(deciding, read) => (0.72, 0.8, deciding.share(read.drafts.len())),
            Stage::Choose(both, read) => (0.8, 0.9, both.0.share(read.drafts.len())),
            Stage::Blocks(decided) => {
                (0.9, 1.0, of(decided.blocks.len(), decided.blocks.len() + decided.drafts.len()))
            }
            Stage::Done => (1.0, 1.0, 1.0),
        };
        from + (to - from) * done
    }
}

/// Reads `source` into an article: what is kept, what is not and why, and the metadata.
pub fn clean(source: Source, options: CleanOptions) -> Article {
    let mut cleaning = Cleaning::new(source, options);
    loop {
        if let Step::Done(article) = cleaning.step() {
            return article;
        }
    }
}

/// The next stage after reading.
fn look_at(mut drafts: Vec<Draft>, page: Page) -> Stage {
    drafts.shrink_to_fit();
    let looks = Looks::for_drafts(drafts.len());
    Stage::Look(Box::new(Read { drafts, looks, page, ..Read::default() }))
}

fn block(draft: Draft, verdict: Verdict) -> Rc<Block> {
    Rc::new(Block {
        source: draft.source,
        text: draft.text,
        rows: draft.rows,
        role: verdict.role,
        removed: verdict.removed,
        same_as: verdict.same_as,
        continues: draft.continues,
    })
}
