//! Trains the choice of the byline: `cargo run --release --example train_byline -- PAGES.jsonl.gz`.
//!
//! The pages are those with `authors`, each read as text, as text with its address, and as HTML. Prints on standard
//! error the mean F1 of the names when the pages of each site are held out in turn (five parts by a hash of the
//! site), on standard output `weights.rs` from all pages.

mod choice;
mod pages;

use std::error::Error;

use choice::{Case, Options};
use serde_json::Value;
use tagline::article::bylines::{FEATURES, candidates};
use tagline::article::score::{names, names_f1};

const OPTIONS: Options = Options { none: true, decay: 0.008 };

/// The score above which a line is taken: a wrong name costs a page with authors no more than none.
const LEAST: f64 = -0.5;

/// How much a page teaches that has authors, but none of them on a line: its lines are wrong, or the gold is.
const UNSURE: f64 = 0.3;

/// A page in one form.
struct Page {
    id: String,
    /// 0 text, 1 text with its address, 2 HTML.
    form: usize,
    /// The names that each line gives.
    lines: Vec<Vec<String>>,
    right: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: train_byline PAGES.jsonl.gz")?;
    let (mut pages, mut cases) = (Vec::new(), Vec::new());
    for page in pages::read(&path)? {
        for (page, case) in forms(&page) {
            pages.push(page);
            cases.push(case);
        }
    }
    let mut sums = [[0.0; 3]; 3];
    for part in 0..pages::PARTS {
        let weights = choice::fit(&cases, OPTIONS, |case| case.part != part);
        for (page, case) in pages.iter().zip(&cases).filter(|(_, case)| case.part == part) {
            let chosen = choice::choose(&case.lines, &weights, LEAST).map_or(&[][..], |at| &page.lines[at]);
            let figure = names_f1(&page.right, chosen);
            let best = page
                .lines
                .iter()
                .map(|names| names_f1(&page.right, names))
                .fold(names_f1(&page.right, &[]), f64::max);
            sums[0][page.form] += 1.0;
            sums[1][page.form] += figure;
            sums[2][page.form] += best;
            if figure < 1.0 && std::env::var_os("MISSES").is_some() {
                eprintln!("{} {} {:?} {chosen:?} {best:.2}", page.form, page.id, page.right);
            }
        }
    }
    for (form, name) in ["text", "text with its address", "html"].iter().enumerate() {
        let [of, sum, best] = [0, 1, 2].map(|row| sums[row][form]);
        eprintln!(
            "{name}: F1 {:.3} of {of} pages held out; with a perfect choice {:.3}",
            sum / of,
            best / of
        );
    }
    print!(
        "//! What each feature of a line says of its naming the authors.\n//!\n\
         //! Made by `cargo run --release --example train_byline -- PAGES.jsonl.gz > src/article/facts/signed/weights.rs`.\n\n\
         use super::FEATURES;\n\n\
         /// What the score of a line must be above.\n\
         pub(super) const LEAST: f32 = {LEAST:.2};\n\n{}",
        choice::shown(&choice::fit(&cases, OPTIONS, |_| true))
    );
    Ok(())
}

/// The three forms of a page; none if nobody said who wrote it.
fn forms(page: &Value) -> Vec<(Page, Case<FEATURES>)> {
    let text = |name: &str| page[name].as_str().map(str::to_owned);
    let Some(right) = text("authors") else { return Vec::new() };
    let right = names(right.split(','));
    let part = pages::part(page);
    let pages = pages::sources(page).into_iter().enumerate().map(|(form, (source, url))| {
        let lines = candidates(source, url);
        let found: Vec<Vec<String>> =
            lines.iter().map(|line| names(line.names.iter().map(String::as_str))).collect();
        let figures: Vec<f64> = found.iter().map(|names| names_f1(&right, names)).collect();
        let best = figures.iter().copied().fold(0.0, f64::max);
        let of_best: Vec<usize> = (0..lines.len()).filter(|at| best > 0.0 && figures[*at] == best).collect();
        let features = lines.into_iter().map(|line| line.features).collect();
        let id = text("id").unwrap_or_default();
        (
            Page { id, form, lines: found, right: right.clone() },
            Case {
                part,
                lines: features,
                weight: if right.is_empty() || !of_best.is_empty() { 1.0 } else { UNSURE },
                right: of_best,
            },
        )
    });
    pages.collect()
}
