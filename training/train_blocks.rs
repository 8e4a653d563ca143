//! Trains the choice of the body's blocks: `cargo run --release --example train_blocks -- PAGES.jsonl.gz [OUT]`.
//!
//! Prints how the bodies score when the pages of each site are held out in turn (five parts by a hash of the site),
//! by group of pages, and with `OUT` trains on all pages and writes the weights there. Seeded: the same input
//! gives the same bytes. With `--score OTHER.jsonl.gz` in the place of `OUT` the held-out pages are read from there:
//! the same pages as the clipboard holds them.

mod boosting;
mod labels;
mod pages;

use std::collections::{BTreeMap, HashSet};
use std::error::Error;
use std::rc::Rc;

use boosting::{Plan, Rows, Tree, grow};
use labels::labels;
use serde_json::Value;
use tagline::article::blocks::{DEPTH, Forest, NAMES, REACH, Sample, Table, clean_with, sample};
use tagline::article::score::{Page as Score, page, summary};
use tagline::article::{Block, CleanOptions, Source, clean};

/// What of a block's neighbours is looked at.
const NEAR: &[&str] = &[
    "WIDTH",
    "ENDS",
    "FURNITURE",
    "REMOVED",
    "SCORE",
    "CREDIT",
    "REPEATED",
    "GAP",
    "LINKS",
    "HEADING",
    "INSIDE",
    "PARAGRAPH",
    "CAPTION",
    "PATH_2_MASS",
    "BOX_COUNT",
];

/// A page in one form.
struct Page {
    url: Option<String>,
    title: String,
    group: &'static str,
    part: u8,
    form: usize,
    /// Whether it is scored when its part is held out.
    scored: bool,
    /// What it counts in training.
    weight: f64,
    gold: String,
    sample: Sample,
    right: Vec<bool>,
}

/// Found by cross-validation; one level or a hundred trees more or less change F1 by less than other seeds do.
const PLAN: Plan =
    Plan { trees: 300, depth: DEPTH, rate: 0.08, decay: 5.0, rows: 0.7, columns: 0.3, seed: 1 };

/// What a block counts beside its share of the body's words: a stray line of two words is seen, too.
const LEAST: f64 = 0.005;

/// What a made-up page counts beside a real one.
const MADE_UP: f64 = 0.3;

const FORMS: [&str; 3] = ["text", "text with its address", "html"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: train_blocks PAGES.jsonl.gz [OUT | --score OTHER.jsonl.gz]")?;
    let mut out = arguments.next();
    let read = pages::read(&path)?;
    let mut unchosen = unchosen(&read);
    let mut pages: Vec<Page> = read.iter().flat_map(forms).collect();
    label(&mut pages);
    let made_up: Vec<Page> = pages.iter().filter(|page| page.form != 1).flat_map(made_up).collect();
    pages.extend(made_up);
    if out.take_if(|out| out == "--score").is_some() {
        pages.iter_mut().for_each(|page| page.scored = false);
        let other = pages::read(&arguments.next().ok_or("--score: expected a file after it")?)?;
        unchosen = self::unchosen(&other);
        let scored = other.iter().flat_map(forms).map(|page| Page { weight: 0.0, ..page });
        pages.extend(scored);
    }
    let mut bytes = Vec::new();
    for kind in [&[0, 1][..], &[2]] {
        let of_kind: Vec<&Page> = pages.iter().filter(|page| kind.contains(&page.form)).collect();
        cross_validate(&of_kind, unchosen.iter().filter(|(form, ..)| kind.contains(form)));
        if out.is_some() {
            bytes.extend(fit(&of_kind));
        }
    }
    if let Some(out) = out {
        std::fs::write(out, bytes)?;
    }
    Ok(())
}

fn group(page: &Value) -> &'static str {
    if page["source"] == "aeb" { "aeb" } else { "aed" }
}

/// The scores of what has too few blocks to choose from, by form and group: the rules alone decide there.
fn unchosen(pages: &[Value]) -> Vec<(usize, &'static str, Score)> {
    let of = |value: &Value| {
        let (group, gold) = (group(value), value["body"].as_str().unwrap_or_default().to_owned());
        let left = pages::sources(value).into_iter().enumerate();
        let left = left.filter(|(_, (source, url))| sample(source.clone(), url.clone()).is_none());
        left.map(move |(form, (source, url))| {
            let article = clean(source, CleanOptions { url });
            (form, group, page(&gold, &article.body()))
        })
        .collect::<Vec<_>>()
    };
    pages.iter().flat_map(of).collect()
}

/// The forms of a page.
fn forms(page: &Value) -> Vec<Page> {
    let text = |name: &str| page[name].as_str().unwrap_or_default().to_owned();
    let (gold, group) = (text("body"), group(page));
    let made = pages::sources(page).into_iter().enumerate().filter_map(|(form, (source, url))| {
        let sample = sample(source, url.clone())?;
        let (title, gold, right) = (text("title"), gold.clone(), Vec::new());
        Some(Page {
            url,
            title,
            group,
            part: pages::part(page),
            form,
            scored: true,
            weight: 1.0,
            gold,
            sample,
            right,
        })
    });
    made.collect()
}

/// More to learn from, not scored: what people paste beside whole pages.
fn made_up(page: &Page) -> Vec<Page> {
    let blocks = &page.sample.article.blocks;
    let made = |form: usize, source: Source, is_right: &dyn Fn(&str) -> bool| {
        let sample = sample(source, None)?;
        let right = sample.article.blocks.iter().map(|block| is_right(&block.text)).collect();
        let (title, gold) = (page.title.clone(), page.gold.clone());
        Some(Page {
            url: None,
            title,
            group: "made",
            part: page.part,
            form,
            scored: false,
            weight: MADE_UP,
            gold,
            sample,
            right,
        })
    };
    let right: HashSet<&str> =
        blocks.iter().zip(&page.right).filter(|(_, right)| **right).map(|(block, _)| &*block.text).collect();
    let is_right = |text: &str| right.contains(text);
    let lines = |blocks: &[Rc<Block>], between: &str| {
        blocks.iter().map(|block| &*block.text).collect::<Vec<_>>().join(between)
    };
    // A language that no list of words knows.
    let foreign = |text: &str| text.chars().map(turned).collect::<String>();
    let is_right_foreign = |text: &str| right.contains(&*foreign(text));
    if page.form == 0 {
        let source = Source::text(foreign(&page.sample.article.source.content));
        return made(0, source, &is_right_foreign).into_iter().collect();
    }
    let (first, last) = (page.right.iter().position(|it| *it), page.right.iter().rposition(|it| *it));
    let (first, last) = (first.unwrap_or(0), last.unwrap_or(0));
    let part = &blocks[first.saturating_sub(4)..(last + 4).min(blocks.len())];
    let paragraphs: Vec<&str> = page.gold.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let clean = format!("{}\n\n{}", page.title, paragraphs.join("\n\n"));
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let elements: String = paragraphs.iter().map(|line| format!("<p>{}</p>\n", escaped(line))).collect();
    let html = format!("<h1>{}</h1>\n{elements}", escaped(&page.title));
    let but_title = |text: &str| text != page.title;
    [
        // As browsers copy it; a part of that; the start of its article.
        made(0, Source::text(lines(blocks, "\n")), &is_right),
        made(0, Source::text(lines(part, "\n\n")), &is_right),
        made(0, Source::text(foreign(&lines(&part[..part.len().min(9)], "\n\n"))), &is_right_foreign),
        // The clean article alone.
        made(0, Source::text(clean), &but_title),
        made(2, Source::html(html), &but_title),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The letter thirteen further in the alphabet; twice gives the same again.
fn turned(letter: char) -> char {
    match letter {
        'a'..='m' | 'A'..='M' => char::from(letter as u8 + 13),
        'n'..='z' | 'N'..='Z' => char::from(letter as u8 - 13),
        _ => letter,
    }
}

/// Finds which blocks are right, on two threads.
fn label(pages: &mut [Page]) {
    let jobs: Vec<(Vec<&str>, &str)> = pages
        .iter()
        .map(|page| (page.sample.article.blocks.iter().map(|block| &*block.text).collect(), &*page.gold))
        .collect();
    let run = |jobs: &[(Vec<&str>, &str)]| {
        jobs.iter().map(|(blocks, gold)| labels(blocks, gold)).collect::<Vec<_>>()
    };
    let (first, second) = jobs.split_at(jobs.len() / 2);
    let found: Vec<Vec<bool>> = std::thread::scope(|scope| {
        let first = scope.spawn(|| run(first));
        let second = run(second);
        first.join().unwrap_or_default().into_iter().chain(second).collect()
    });
    pages.iter_mut().zip(found).for_each(|(page, right)| page.right = right);
}

/// The columns that trees ask about: a feature, and how far away.
fn columns(table: &Table) -> Vec<(usize, isize)> {
    let mut columns: Vec<(usize, isize)> = (0..table.width()).map(|feature| (feature, 0)).collect();
    let reach = REACH as isize;
    for near in NEAR {
        let feature = NAMES.iter().position(|name| name == near).unwrap_or(usize::MAX);
        if feature < table.width() {
            columns.extend((-reach..=reach).filter(|far| *far != 0).map(|far| (feature, far)));
        }
    }
    columns
}

fn fit(pages: &[&Page]) -> Vec<u8> {
    let Some(first) = pages.first() else { return Vec::new() };
    let width = first.sample.table.width();
    let columns = columns(&first.sample.table);
    let mut rows = Rows { columns: vec![Vec::new(); columns.len()], right: Vec::new(), weights: Vec::new() };
    for page in pages.iter().filter(|page| page.weight > 0.0) {
        let words: Vec<f64> = page.sample.words.iter().map(|words| f64::from(*words)).collect();
        let gold: f64 =
            words.iter().zip(&page.right).filter(|(_, right)| **right).map(|(words, _)| words).sum();
        for (at, (words, right)) in words.iter().zip(&page.right).enumerate() {
            let window = page.sample.table.window(at);
            for (column, (feature, far)) in rows.columns.iter_mut().zip(&columns) {
                column.push(window[(REACH as isize + far) as usize * width + feature]);
            }
            rows.right.push(*right);
            let weight = (words / gold.max(20.0)).min(2.0) + LEAST;
            rows.weights.push(weight * page.weight);
        }
    }
    let mean = rows.weights.iter().sum::<f64>() / rows.weights.len().max(1) as f64;
    rows.weights.iter_mut().for_each(|weight| *weight /= mean);
    let (bias, trees) = grow(&rows, PLAN);
    written(bias, &trees, &columns)
}

/// As `Forest::read` reads it.
fn written(bias: f64, trees: &[Tree], columns: &[(usize, isize)]) -> Vec<u8> {
    let most = trees.iter().flat_map(|tree| &tree.leaves).fold(0.0, |most: f64, leaf| most.max(leaf.abs()));
    let scale = (most / 127.0).max(1e-9);
    let mut bytes = (trees.len() as u16).to_le_bytes().to_vec();
    bytes.extend((bias as f32).to_le_bytes());
    bytes.extend((scale as f32).to_le_bytes());
    for tree in trees {
        for question in &tree.questions {
            let (feature, far) = columns[question.column];
            bytes.extend([feature as u8, far as i8 as u8, question.above]);
        }
        bytes.extend(tree.leaves.iter().map(|leaf| (leaf / scale).round() as i8 as u8));
    }
    bytes
}

fn cross_validate<'a>(pages: &[&Page], unchosen: impl Iterator<Item = &'a (usize, &'static str, Score)>) {
    // By form and group: by the rules alone, and with the classifier.
    let mut scores: BTreeMap<(usize, &str), [Vec<Score>; 2]> = BTreeMap::new();
    for (form, group, score) in unchosen {
        for group in [*group, "all"] {
            let known = scores.entry((*form, group)).or_default();
            known.iter_mut().for_each(|all| all.push(*score));
        }
    }
    for part in 0..pages::PARTS {
        let others: Vec<&Page> = pages.iter().filter(|page| page.part != part).copied().collect();
        let bytes = fit(&others);
        for held in pages.iter().filter(|page| page.part == part && page.scored) {
            let Some((forest, _)) = Forest::read(&bytes, held.sample.table.width()) else { continue };
            let rules = page(&held.gold, &held.sample.article.body());
            let source = held.sample.article.source.clone();
            let article = clean_with(forest, source, held.url.clone());
            let ours = page(&held.gold, &article.body());
            for group in [held.group, "all"] {
                let known = scores.entry((held.form, group)).or_default();
                known.iter_mut().zip([rules, ours]).for_each(|(all, score)| all.push(score));
            }
        }
    }
    for ((form, group), [rules, ours]) in &scores {
        let count = ours.len();
        let [rules, ours] = [rules, ours].map(|scores| {
            let it = summary(scores);
            format!("{:.3} {:.3} {:.3}", it.precision, it.recall, it.f1)
        });
        println!("{:22} {group:4} {count:4} pages  rules {rules}  learned {ours}", FORMS[*form]);
    }
}
