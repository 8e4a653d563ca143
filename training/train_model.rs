//! Trains the model: `cargo run --release --example train_model -- SHARED/tagging [OUT] [fit [PART]]`.
//!
//! A linear chain over the library's own hashed features and a small convolutional network over word vectors and marks,
//! fitted together on the articles of `train_news_gmb` and `train_news_web`; with `fit`, on four of five, and scored on the
//! rest as it goes: the fifth of each five, or that with the number PART, from 0. Writes `model.bin` and `net.bin` into OUT, `data` if there is none. Everything random begins from fixed
//! seeds: the same input gives the same bytes.

use std::error::Error;
use std::path::{Path, PathBuf};

use tagline::tagging::training::{Kind, kind_of};

mod articles;
mod chain;
mod gold;
mod learner;
mod net;
mod quantize;

use articles::{Article, Example, annotated};
use gold::lines;
use learner::{Learner, PASSES};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let shared = Path::new(arguments.first().ok_or("usage: train_model SHARED/tagging [OUT] [fit]")?);
    let out = PathBuf::from(arguments.get(1).map_or("data", String::as_str));
    let part: usize = arguments.get(3).map_or(Ok(4), |part| part.parse())?;
    let fit = arguments.get(2).is_some_and(|part| part == "fit");
    let began = std::time::Instant::now();
    let (mut fitted, mut held) = (Vec::new(), Vec::new());
    let mut row = 0;
    for file in ["train_news_gmb.jsonl.gz", "train_news_web.jsonl.gz"] {
        for line in lines(&shared.join(file))? {
            let article = annotated(&line);
            row += 1;
            if fit && (row - 1) % 5 == part { held.push(article) } else { fitted.push(article) }
        }
    }
    println!("{} articles, {} held out", fitted.len(), held.len());
    let examples: Vec<&Example> = fitted.iter().flat_map(|article| &article.pieces).collect();
    let trained = learner::train(&examples, |pass, trained| {
        println!("pass {pass}, {:.0?}", began.elapsed());
        if pass + 1 == PASSES || pass % 3 == 2 {
            show(&held, trained);
        }
    });
    std::fs::create_dir_all(&out)?;
    let scale = quantize::scale(&trained.linear);
    let write = |name: &str, bytes: Vec<u8>| {
        println!("{name}: {} bytes", bytes.len());
        std::fs::write(out.join(name), bytes)
    };
    write("model.bin", quantize::linear(&trained.linear, &trained.pairs, scale))?;
    write("net.bin", quantize::net(&trained.net, scale))?;
    Ok(())
}

fn spans(tags: &[u8]) -> Vec<(usize, usize, usize)> {
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    for (at, &tag) in tags.iter().enumerate() {
        match kind_of(tag.into()) {
            Some((kind, true)) => found.push((at, at + 1, kind as usize)),
            Some((_, false)) => {
                if let Some(open) = found.last_mut() {
                    open.1 = at + 1;
                }
            }
            None => {}
        }
    }
    found
}

/// Prints F1 of spans of words on held-out articles, the two sources apart.
fn show(held: &[Article], learner: &Learner) {
    for web in [false, true] {
        let (mut right, mut found, mut gold) = ([0u32; 8], [0u32; 8], [0u32; 8]);
        for piece in
            held.iter().filter(|article| article.id.starts_with("gmb") != web).flat_map(|one| &one.pieces)
        {
            let (one, other) = (spans(&learner.tags(&piece.sequence)), spans(&piece.tags));
            for span in &one {
                for at in [span.2, 7] {
                    found[at] += 1;
                    right[at] += u32::from(other.contains(span));
                }
            }
            for span in &other {
                gold[span.2] += 1;
                gold[7] += 1;
            }
        }
        if gold[7] == 0 {
            continue;
        }
        let share = |one: u32, all: u32| f64::from(one) / f64::from(all.max(1));
        let f1 = |at: usize| 2.0 * share(right[at], found[at] + gold[at]);
        let each: Vec<String> =
            Kind::ALL.iter().map(|kind| format!("{} {:.3}", &kind.name()[..3], f1(*kind as usize))).collect();
        println!(
            "{} F1 {:.4} P {:.4} R {:.4}  {}",
            if web { "web" } else { "gmb" },
            f1(7),
            share(right[7], found[7]),
            share(right[7], gold[7]),
            each.join(" ")
        );
    }
}
