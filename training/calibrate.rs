//! Measures how often suggestions are right: `DATA=FIT[,FOLDER] cargo run --release --example calibrate -- SHARED/tagging [OUT]`.
//!
//! FIT holds weights that have not seen the fifth of the articles held out (`train_model SHARED/tagging FIT fit`); that fifth is
//! tagged with a table of scores that tells where in it a suggestion falls. Writes OUT/scores.txt, `data` if there is no OUT: for each kind and
//! basis the share that is right, made to rise with the model's lead (pool adjacent violators, Ayer and others 1955), and
//! drawn to that of all kinds where there are few.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use tagline::tagging::training::{BASES, Kind, RANGES};
use tagline::tagging::{Data, TagOptions, Tagging};
use tagline::text::Span;

mod folders;
mod gold;

/// How many suggestions of all kinds count with those of one.
const PRIOR: f64 = 12.0;

/// Right and all.
type Cells = [(f64, f64); RANGES];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let shared = Path::new(arguments.first().ok_or("usage: calibrate SHARED/tagging [OUT]")?);
    let out = PathBuf::from(arguments.get(1).map_or("data", String::as_str));
    let data = folders::data(&std::env::var("DATA")?, &[("scores.txt", places())])?;
    let mut cells = [[[(0.0, 0.0); RANGES]; BASES.len()]; Kind::ALL.len()];
    for file in ["train_news_gmb.jsonl.gz", "train_news_web.jsonl.gz"] {
        for (row, line) in gold::lines(&shared.join(file))?.iter().enumerate() {
            // Rows count through both files when the model is fitted; the first has a multiple of five.
            if row % 5 == 4 {
                count(data, line, &mut cells);
            }
        }
    }
    let mut text = String::from(
        "# made by training/calibrate.rs: how often a suggestion is right, in ten-thousandths\n",
    );
    for basis in 0..BASES.len() {
        let mut pooled: Cells = [(0.0, 0.0); RANGES];
        for kind in &cells {
            for (all, one) in pooled.iter_mut().zip(&kind[basis]) {
                *all = (all.0 + one.0, all.1 + one.1);
            }
        }
        let usual = rising(&pooled);
        for kind in Kind::ALL {
            let mut own = cells[kind as usize][basis];
            for (cell, usual) in own.iter_mut().zip(usual) {
                *cell = (cell.0 + PRIOR * usual, cell.1 + PRIOR);
            }
            write!(text, "{} {}", kind.name(), BASES[basis])?;
            let ranges = if BASES[basis] == "carried" { 1 } else { RANGES };
            for share in rising(&own).iter().take(ranges) {
                write!(text, " {:.0}", (share * 10_000.0).clamp(0.0, 9_990.0))?;
            }
            text.push('\n');
        }
    }
    std::fs::write(out.join("scores.txt"), &text)?;
    print!("{text}");
    Ok(())
}

/// A table whose scores tell the basis and the range.
fn places() -> Vec<u8> {
    let mut text = String::new();
    for kind in Kind::ALL {
        for (basis, name) in BASES.iter().enumerate() {
            let row: Vec<String> = (0..RANGES).map(|range| (basis * 100 + range).to_string()).collect();
            text += &format!("{} {name} {}\n", kind.name(), row.join(" "));
        }
    }
    text.into_bytes()
}

fn count(data: &'static Data, line: &serde_json::Value, cells: &mut [[Cells; BASES.len()]; Kind::ALL.len()]) {
    let text = line["text"].as_str().unwrap_or_default();
    let right: Vec<(Span, Kind)> = gold::spans(line, text);
    for one in folders::tag(Tagging::new(data, text.into(), TagOptions::default())) {
        let place = (one.score * 10_000.0).round() as usize;
        let Some(kind) = Kind::from_name(one.label.name()) else { continue };
        let cell = &mut cells[kind as usize][place / 100][place % 100];
        cell.0 += f64::from(u8::from(right.contains(&(one.span, kind))));
        cell.1 += 1.0;
    }
}

/// The shares that are right, made to rise.
fn rising(cells: &Cells) -> [f64; RANGES] {
    // Right, all, and how many ranges a pool takes.
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for &(right, all) in cells {
        pools.push((right, all, 1));
        while let [.., one, other] = pools[..]
            && one.0 * other.1 >= other.0 * one.1
        {
            pools.pop();
            pools.pop();
            pools.push((one.0 + other.0, one.1 + other.1, one.2 + other.2));
        }
    }
    let mut shares = [0.5; RANGES];
    let each = pools.iter().flat_map(|&(right, all, ranges)| std::iter::repeat_n((right, all), ranges));
    for (share, (right, all)) in shares.iter_mut().zip(each) {
        *share = if all > 0.0 { right / all } else { 0.5 };
    }
    shares
}
