//! Trains the choice of the headline: `cargo run --release --example train_headline -- PAGES.jsonl.gz`.
//!
//! The pages are those with a `title`, each read as text, as text with its address, and as HTML. Prints on standard
//! error how many titles are right when the pages of each site are held out in turn (five parts by a hash of the
//! site), on standard output `weights.rs` from all pages.

mod choice;
mod pages;

use std::error::Error;

use choice::{Case, Options};
use serde_json::Value;
use tagline::article::headlines::{FEATURES, candidates};
use tagline::article::score::folded;

const OPTIONS: Options = Options { none: false, decay: 0.004 };

/// How far below what right lines score a line is still taken: other pages differ from these.
const MARGIN: f64 = 2.0;

/// A page in one form.
struct Page {
    id: String,
    /// 0 text, 1 text with its address, 2 HTML.
    form: usize,
    lines: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: train_headline PAGES.jsonl.gz")?;
    let (mut pages, mut cases) = (Vec::new(), Vec::new());
    for page in pages::read(&path)? {
        for (page, case) in forms(&page) {
            pages.push(page);
            cases.push(case);
        }
    }
    let mut right = [[0_u32; 3]; 2];
    for part in 0..pages::PARTS {
        let weights = choice::fit(&cases, OPTIONS, |case| case.part != part);
        let least = none(&cases, &weights, |case| case.part != part);
        for (page, case) in pages.iter().zip(&cases).filter(|(_, case)| case.part == part) {
            let chosen = choice::choose(&case.lines, &weights, least);
            let hit = chosen.map_or(case.right.is_empty(), |chosen| case.right.contains(&chosen));
            right[usize::from(hit)][page.form] += 1;
            if !hit && std::env::var_os("MISSES").is_some() {
                let text = chosen.map_or("none", |chosen| &page.lines[chosen]);
                eprintln!("{} {} {:?} {text}", page.form, page.id, case.right.first());
            }
        }
    }
    for (form, name) in ["text", "text with its address", "html"].iter().enumerate() {
        let (hits, misses) = (right[1][form], right[0][form]);
        eprintln!("{name}: {hits} of {} held out", hits + misses);
    }
    let weights = choice::fit(&cases, OPTIONS, |_| true);
    print!(
        "//! What each feature of a line says of its being the headline.\n//!\n\
         //! Made by `cargo run --release --example train_headline -- PAGES.jsonl.gz > src/article/headline/weights.rs`.\n\n\
         use super::FEATURES;\n\n\
         /// What no line's score reaches where there is no headline.\n\
         pub(super) const NONE: f32 = {:.2};\n\n{}",
        none(&cases, &weights, |_| true),
        choice::shown(&weights)
    );
    Ok(())
}

/// The three forms of a page; none if it has no title.
fn forms(page: &Value) -> Vec<(Page, Case<FEATURES>)> {
    let text = |name: &str| page[name].as_str().map(str::to_owned);
    let Some(title) = text("title").filter(|title| !title.trim().is_empty()) else { return Vec::new() };
    let part = pages::part(page);
    let title = folded(&title).to_lowercase();
    let pages = pages::sources(page).into_iter().enumerate().map(|(form, (source, url))| {
        let lines = candidates(source, url);
        let right: Vec<usize> =
            (0..lines.len()).filter(|at| folded(&lines[*at].text).to_lowercase() == title).collect();
        let (lines, features) = lines.into_iter().map(|line| (line.text, line.features)).unzip();
        (
            Page { id: text("id").unwrap_or_default(), form, lines },
            Case { part, lines: features, weight: f64::from(u8::from(!right.is_empty())), right },
        )
    });
    pages.collect()
}

/// What all but one in a hundred right lines reach, and a margin below it.
fn none(
    cases: &[Case<FEATURES>],
    weights: &[f64; FEATURES],
    wanted: impl Fn(&Case<FEATURES>) -> bool,
) -> f64 {
    let right =
        cases.iter().filter(|case| wanted(case)).filter_map(|case| Some(&case.lines[*case.right.first()?]));
    let mut scores: Vec<f64> = right.map(|features| choice::score(features, weights)).collect();
    scores.sort_by(f64::total_cmp);
    scores.get(scores.len() / 100).copied().unwrap_or(0.0) - MARGIN
}
