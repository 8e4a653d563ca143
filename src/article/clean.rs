//! Cleaning: from a source to an article, in steps.

use std::rc::Rc;

use super::dateline;
use super::draft::Draft;
use super::elements::Elements;
use super::facts::{self, Facts};
use super::headline::Known;
use super::lines::Lines;
use super::look::Looks;
use super::page::Page;
use super::verdict;
use super::{Article, Block, Metadata, Source, SourceKind};

/// How much of the source one step reads, in bytes: some milliseconds' work.
const STEP: usize = 256 << 10;

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
    Lines(Lines, Vec<Draft>),
    Elements(Box<Elements>),
    Look { drafts: Vec<Draft>, looks: Looks, page: Page },
    Decide { drafts: Vec<Draft>, looks: Looks, page: Page },
    Done,
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
        let total = self.source.content.len().max(1) as f32;
        let (next, share) = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Lines(mut lines, mut drafts) => {
                if lines.step(&self.source.content, STEP, &mut drafts) {
                    (look_at(drafts, Page::default()), 0.5)
                } else {
                    let share = 0.5 * lines.at() as f32 / total;
                    (Stage::Lines(lines, drafts), share)
                }
            }
            Stage::Elements(mut elements) => {
                if elements.step(STEP) {
                    let (drafts, page) = elements.finish();
                    (look_at(drafts, page), 0.7)
                } else {
                    let share = 0.7 * elements.at() as f32 / total;
                    (Stage::Elements(elements), share)
                }
            }
            Stage::Look { drafts, mut looks, page } => {
                let done = looks.step(&drafts, STEP);
                let share = 0.7 + 0.2 * looks.all.len() as f32 / drafts.len().max(1) as f32;
                let next = if done {
                    Stage::Decide { drafts, looks, page }
                } else {
                    Stage::Look { drafts, looks, page }
                };
                (next, share)
            }
            Stage::Decide { drafts, looks, page } => return Step::Done(self.decide(drafts, &looks, &page)),
            Stage::Done => return Step::Done(self.decide(Vec::new(), &Looks::default(), &Page::default())),
        };
        self.stage = next;
        Step::More(share)
    }

    fn decide(&self, drafts: Vec<Draft>, looks: &Looks, page: &Page) -> Article {
        let said =
            if self.source.kind == SourceKind::Html { facts::from_page(page) } else { Metadata::default() };
        let url = self.options.url.as_deref();
        let known = Known { title: said.title.as_deref(), url: url.or(said.url.as_deref()) };
        let verdicts = verdict::decide(self.source.kind, &drafts, &looks.all, known);
        let Facts { metadata, found_in } =
            facts::complete(said.clone(), page, &drafts, &looks.all, &verdicts, url);
        let blocks = drafts.into_iter().zip(&verdicts.all).map(|(draft, verdict)| {
            Rc::new(Block {
                source: draft.source,
                text: draft.text,
                rows: draft.rows,
                role: verdict.role,
                removed: verdict.removed,
                same_as: verdict.same_as,
                continues: draft.continues,
            })
        });
        Article { source: self.source.clone(), blocks: blocks.collect(), metadata, found_in }
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

/// The next stage after reading: marks before a paragraph become drafts of their own, wrapped lines go on.
fn look_at(drafts: Vec<Draft>, page: Page) -> Stage {
    let mut split: Vec<Draft> = Vec::with_capacity(drafts.len());
    for mut draft in drafts {
        if let Some(before) = split.last() {
            draft.continues = !draft.gap && goes_on(&before.text, &draft.text);
        }
        match dateline::mark_end(&draft.text).and_then(|end| draft.split(end)) {
            Some((mark, rest)) => split.extend([mark, rest]),
            None => split.push(draft),
        }
    }
    Stage::Look { drafts: split, looks: Looks::default(), page }
}

/// Whether `next` goes on in the sentence that `line` leaves open: text that was broken at a fixed width.
fn goes_on(line: &str, next: &str) -> bool {
    let open = line.ends_with(|last: char| last.is_lowercase() || last == ',');
    (45..=100).contains(&line.len()) && next.len() >= 10 && open && next.starts_with(char::is_lowercase)
}
