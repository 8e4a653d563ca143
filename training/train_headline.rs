//! Trains the choice of the headline: `cargo run --release --example train_headline -- PAGES.jsonl.gz`.
//!
//! A page's candidates compete in a softmax with each other, over the library's own
//! features; the pages are those with a `title`, each read as text, as text with its address, and as HTML. Prints on
//! standard error how many titles are right when the pages of each site are held out in turn (five parts by a hash
//! of the site), on standard output `weights.rs` from all pages. No randomness: the same input gives the same bytes.

mod pages;

use std::error::Error;

use serde_json::Value;
use tagline::article::Source;
use tagline::article::headlines::{FEATURES, candidates};

/// Passes over the pages.
const PASSES: usize = 400;

/// The step of a pass, and how it shrinks.
const STEP: f64 = 0.5;

/// The pull of every weight towards nothing.
const DECAY: f64 = 0.004;

/// How far below what right lines score a line is still taken: other pages differ from these.
const MARGIN: f64 = 2.0;

/// A page in one form.
struct Page {
    id: String,
    /// Of [`pages::PARTS`], by its site.
    part: u8,
    /// 0 text, 1 text with its address, 2 HTML.
    form: usize,
    lines: Vec<(String, [f32; FEATURES])>,
    /// Which of the lines is the title; `None` if none is.
    right: Vec<usize>,
}

/// What the pages taught.
struct Fitted {
    weights: [f64; FEATURES],
    /// What all but one in a hundred right lines reach, and a margin below it.
    none: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: train_headline PAGES.jsonl.gz [LEFT OUT]")?;
    let pages: Vec<Page> = pages::read(&path)?.iter().flat_map(forms).collect();
    let mut right = [[0_u32; 3]; 2];
    for part in 0..pages::PARTS {
        let weights = fit(&pages, |page| page.part != part);
        for page in pages.iter().filter(|page| page.part == part) {
            let chosen = choose(page, &weights);
            let hit = chosen.map_or(page.right.is_empty(), |chosen| page.right.contains(&chosen));
            right[usize::from(hit)][page.form] += 1;
            if !hit && std::env::var_os("MISSES").is_some() {
                let text = chosen.map_or("none", |chosen| &page.lines[chosen].0);
                eprintln!("{} {} {:?} {text}", page.form, page.id, page.right.first());
            }
        }
    }
    for (form, name) in ["text", "text with its address", "html"].iter().enumerate() {
        let (hits, misses) = (right[1][form], right[0][form]);
        eprintln!("{name}: {hits} of {} held out", hits + misses);
    }
    let weights = fit(&pages, |_| true);
    print!("{}", shown(&weights));
    Ok(())
}

/// The three forms of a page; none if it has no title.
fn forms(page: &Value) -> Vec<Page> {
    let text = |name: &str| page[name].as_str().map(str::to_owned);
    let Some(title) = text("title").filter(|title| !title.trim().is_empty()) else { return Vec::new() };
    let url = text("url");
    let part = pages::part(page);
    let (plain, html) = (text("text").unwrap_or_default(), text("html").unwrap_or_default());
    let sources =
        [(Source::text(plain.clone()), None), (Source::text(plain), url.clone()), (Source::html(html), url)];
    let title = folded(&title);
    let pages = sources.into_iter().enumerate().map(|(form, (source, url))| {
        let lines: Vec<_> =
            candidates(source, url).into_iter().map(|line| (line.text, line.features)).collect();
        let right = (0..lines.len()).filter(|at| folded(&lines[*at].0) == title).collect();
        Page { id: text("id").unwrap_or_default(), part, form, lines, right }
    });
    pages.collect()
}

/// As `tagline eval clean` compares titles, but for case.
fn folded(text: &str) -> String {
    let plain = text.replace(['‘', '’'], "'").replace(['“', '”'], "\"").to_lowercase();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Batch gradient ascent on the probability of the right lines.
fn fit(pages: &[Page], wanted: impl Fn(&Page) -> bool) -> Fitted {
    // A page whose title is on no line says nothing of lines.
    let pages: Vec<&Page> = pages.iter().filter(|page| wanted(page) && !page.right.is_empty()).collect();
    let mut weights = [0.0; FEATURES];
    let mut speed = [0.0; FEATURES];
    for pass in 0..PASSES {
        let mut slope = [0.0; FEATURES];
        for page in &pages {
            let chances = chances(page, &weights);
            // Of several equal lines each is right: they share it by their own chances.
            let of_right: f64 = page.right.iter().map(|at| chances[*at]).sum();
            for (at, (chance, (_, features))) in chances.iter().zip(&page.lines).enumerate() {
                let right = if page.right.contains(&at) { chance / of_right.max(1e-9) } else { 0.0 };
                for (slope, feature) in slope.iter_mut().zip(features) {
                    *slope += (right - chance) * f64::from(*feature);
                }
            }
        }
        let step = STEP * (1.0 - pass as f64 / PASSES as f64) + 0.02;
        for at in 0..FEATURES {
            let slope = slope[at] / pages.len().max(1) as f64 - DECAY * weights[at];
            speed[at] = 0.9 * speed[at] + slope;
            weights[at] += step * speed[at];
        }
    }
    let mut scores: Vec<f64> =
        pages.iter().map(|page| score(&page.lines[page.right[0]].1, &weights)).collect();
    scores.sort_by(f64::total_cmp);
    Fitted { weights, none: scores.get(scores.len() / 100).copied().unwrap_or(0.0) - MARGIN }
}

/// The chance of each line.
fn chances(page: &Page, weights: &[f64; FEATURES]) -> Vec<f64> {
    let mut scores: Vec<f64> = page.lines.iter().map(|(_, features)| score(features, weights)).collect();
    let most = scores.iter().copied().fold(f64::MIN, f64::max);
    let mut sum = 0.0;
    for score in &mut scores {
        *score = (*score - most).exp();
        sum += *score;
    }
    scores.iter().map(|score| score / sum).collect()
}

fn score(features: &[f32; FEATURES], weights: &[f64; FEATURES]) -> f64 {
    features.iter().zip(weights).map(|(feature, weight)| f64::from(*feature) * weight).sum()
}

fn choose(page: &Page, fitted: &Fitted) -> Option<usize> {
    let mut best = (None, fitted.none);
    for (at, (_, features)) in page.lines.iter().enumerate() {
        let score = score(features, &fitted.weights);
        if score > best.1 {
            best = (Some(at), score);
        }
    }
    best.0
}

fn shown(fitted: &Fitted) -> String {
    let rows: Vec<String> = fitted
        .weights
        .chunks(10)
        .map(|row| row.iter().map(|weight| format!("{weight:.2}")).collect::<Vec<_>>().join(", "))
        .collect();
    format!(
        "//! What each feature of a line says of its being the headline.\n//!\n\
         //! Made by `cargo run --release --example train_headline -- PAGES.jsonl.gz > src/article/headline/weights.rs`.\n\n\
         use super::FEATURES;\n\n\
         /// What no line's score reaches where there is no headline.\n\
         pub(super) const NONE: f32 = {:.2};\n\n\
         /// In the order of `features.rs`.\n\
         #[rustfmt::skip]\n\
         pub(super) const WEIGHTS: [f32; FEATURES] = [\n    {},\n];\n",
        fitted.none,
        rows.join(",\n    ")
    )
}
