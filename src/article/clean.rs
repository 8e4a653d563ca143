//! Cleaning: from a source to an article, in steps.

use std::rc::Rc;
use std::vec::IntoIter;

use super::dateline;
use super::draft::Draft;
use super::elements::Elements;
use super::facts::{self, Facts};
use super::headline::Known;
use super::headline::training::Candidate;
use super::lines::Lines;
use super::look::Looks;
use super::page::Page;
use super::verdict::{Deciding, Evidence, Verdict};
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
    /// Looks at each draft; the iterator holds those to come.
    Look(IntoIter<Draft>, Box<Read>),
    /// Reads what a page's scripts say of it; the number is how many were read.
    Scripts(usize, Box<Read>),
    /// Decides.
    Decide(Deciding, Box<Read>),
    /// Makes the blocks of what was decided.
    Blocks(IntoIter<Draft>, Box<Decided>),
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

/// What was decided, and the article as far as it is made.
struct Decided {
    verdicts: IntoIter<Verdict>,
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
        Cleaning { source, options, stage }
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
            Stage::Look(mut left, mut read) => {
                if read.look(&mut left) {
                    Stage::Scripts(0, read)
                } else {
                    Stage::Look(left, read)
                }
            }
            Stage::Scripts(from, mut read) => match read.read_scripts(from) {
                Some(to) => Stage::Scripts(to, read),
                None => {
                    if self.source.kind == SourceKind::Html {
                        read.said = facts::from_page(&read.page, std::mem::take(&mut read.said));
                    }
                    Stage::Decide(Deciding::new(), read)
                }
            },
            Stage::Decide(mut deciding, read) => {
                if deciding.step(self.evidence(&read), STEP) {
                    let (drafts, decided) = self.conclude(deciding, *read);
                    Stage::Blocks(drafts, Box::new(decided))
                } else {
                    Stage::Decide(deciding, read)
                }
            }
            Stage::Blocks(mut drafts, mut decided) => {
                let pairs = drafts.by_ref().zip(decided.verdicts.by_ref());
                decided.blocks.extend(pairs.take(BLOCKS).map(block));
                if drafts.len() == 0 {
                    return Step::Done(self.article(*decided));
                }
                Stage::Blocks(drafts, decided)
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
    fn conclude(&self, deciding: Deciding, read: Read) -> (IntoIter<Draft>, Decided) {
        let verdicts = deciding.finish(self.evidence(&read));
        let Read { drafts, looks, page, said } = read;
        let facts = facts::complete(said, &page, &drafts, &looks.all, &verdicts, self.options.url.as_deref());
        let blocks = Vec::with_capacity(drafts.len());
        let decided = Decided { verdicts: verdicts.all.into_iter(), facts, blocks };
        (drafts.into_iter(), decided)
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

    /// The lines that may say who wrote the article, for training.
    pub(super) fn bylines(mut self) -> Vec<bylines::Candidate> {
        loop {
            if let Stage::Decide(deciding, read) = &mut self.stage {
                let (mut deciding, read) =
                    (std::mem::replace(deciding, Deciding::new()), std::mem::take(read));
                let evidence = self.evidence(&read);
                while !deciding.step(evidence, STEP) {}
                let verdicts = deciding.finish(evidence);
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
        self.article(self.conclude(Deciding::new(), Read::default()).1)
    }
}

impl Read {
    /// Looks at a part of the drafts that are left; whether that was the rest. Marks before a paragraph
    /// become drafts of their own, wrapped lines go on.
    fn look(&mut self, left: &mut IntoIter<Draft>) -> bool {
        let mut budget = STEP;
        while budget > 0 {
            let Some(mut draft) = left.next() else { break };
            // A short line costs more than its bytes.
            budget = budget.saturating_sub(draft.text.len() + 200);
            if let Some(before) = self.drafts.last() {
                draft.continues = !draft.gap && goes_on(&before.text, &draft.text);
            }
            match dateline::mark_end(&draft.text).and_then(|end| draft.split(end)) {
                Some((mark, rest)) => self.drafts.extend([mark, rest]),
                None => self.drafts.push(draft),
            }
            self.looks.go_on(&self.drafts);
        }
        left.len() == 0
    }

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

impl Stage {
    /// The share of the work that is done when this stage is next: each stage has about its share of
    /// the time that articles take.
    fn share(&self, bytes: usize) -> f32 {
        let of = |done: usize, all: usize| done as f32 / all.max(1) as f32;
        let (from, to, done) = match self {
            Stage::Lines(lines, _) => (0.0, 0.25, of(lines.at(), bytes)),
            Stage::Elements(elements) => (0.0, 0.25, of(elements.at(), bytes)),
            Stage::Look(left, read) => (0.25, 0.7, of(read.drafts.len(), read.drafts.len() + left.len())),
            Stage::Scripts(at, read) => (0.7, 0.72, of(*at, read.page.scripts.len())),
            Stage::Decide(deciding, read) => (0.72, 0.9, deciding.share(read.drafts.len())),
            Stage::Blocks(left, decided) => {
                (0.9, 1.0, of(decided.blocks.len(), decided.blocks.len() + left.len()))
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
fn look_at(drafts: Vec<Draft>, page: Page) -> Stage {
    let looks = Looks::for_drafts(drafts.len());
    let read = Read { drafts: Vec::with_capacity(drafts.len()), looks, page, ..Read::default() };
    Stage::Look(drafts.into_iter(), Box::new(read))
}

fn block((draft, verdict): (Draft, Verdict)) -> Rc<Block> {
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

/// Whether `next` goes on in the sentence that `line` leaves open: text that was broken at a fixed width.
fn goes_on(line: &str, next: &str) -> bool {
    let open = line.ends_with(|last: char| last.is_lowercase() || last == ',');
    (45..=100).contains(&line.len()) && next.len() >= 10 && open && next.starts_with(char::is_lowercase)
}
