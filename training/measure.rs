//! Scores the tagger on gold articles: `cargo run --release --example measure -- GOLD.jsonl[.gz] [PREDICTIONS.jsonl] [part]`.
//!
//! With `DATA=FOLDER[,FOLDER]` the tagger's parts come from the first of the folders that has them, else from the program
//! itself; with `WITHOUT=PART,…` those parts are left empty, which is how each is measured.
//!
//! `part` is `fit` (four articles of five) or `held` (the fifth, or with `PART=N` that with the number N); without it all
//! are read. Prints figures per label;
//! with `RULES=1` also how often each range of scores, each score and each rule is right, the mentions most often missed or wrongly found, and how many
//! of the right ones have a link or a value, with those that most often have none.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};
use tagline::annotation::{Label, Origin};
use tagline::tagging::reliability::Reliability;
use tagline::tagging::score::{Counts, Figures, score};
use tagline::tagging::{Data, TagOptions, Tagging};
use tagline::text::{Offsets, Span};

mod folders;
mod gold;

/// The day that the articles are read on: it gives "Tuesday" a value and changes no span.
const DAY: &str = "2019-06-26";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let gold = arguments.first().ok_or("usage: measure GOLD.jsonl[.gz] [PREDICTIONS.jsonl] [fit|held]")?;
    let mut out = match arguments.get(1) {
        Some(path) if path != "-" => Some(std::io::BufWriter::new(std::fs::File::create(path)?)),
        _ => None,
    };
    let part = arguments.get(2).map(String::as_str);
    let place: usize = std::env::var("PART").map_or(Ok(4), |part| part.parse())?;
    let data = match std::env::var("DATA") {
        Ok(folders) => folders::data(&folders, &[])?,
        Err(_) => Data::embedded(),
    };
    let mut counts = Counts::default();
    let mut rules: BTreeMap<(String, String), (u32, u32)> = BTreeMap::new();
    let mut scores: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let mut reliability = Reliability::default();
    let mut errors: BTreeMap<(String, String, String), u32> = BTreeMap::new();
    let mut linked: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let mut bytes = 0;
    let mut seconds = 0.0;
    for (row, document) in gold::lines(Path::new(gold))?.iter().enumerate() {
        let held = row % 5 == place;
        if part.is_some_and(|part| (part == "held") != held) {
            continue;
        }
        let text = document["text"].as_str().unwrap_or_default();
        let offsets = Offsets::new(text);
        let gold: Vec<(Span, Label)> = gold::spans(document, text)
            .into_iter()
            .filter_map(|(span, kind)| Some((span, Label::new(kind.name())?)))
            .collect();
        let start = std::time::Instant::now();
        let options = TagOptions { date: Some(DAY.to_owned()), ..TagOptions::default() };
        let suggestions = folders::tag(Tagging::new(data, text.into(), options));
        seconds += start.elapsed().as_secs_f64();
        bytes += text.len();
        let predicted: Vec<(Span, Label)> =
            suggestions.iter().map(|one| (one.span, one.label.clone())).collect();
        counts.merge(&score(&gold, &predicted));
        for one in &suggestions {
            let right = gold.contains(&(one.span, one.label.clone()));
            let part = match &one.origin {
                Origin::Tagger { name, .. } => name.to_string(),
                Origin::Annotator(name) => name.to_string(),
            };
            let rule = one.evidence.first().map_or(part, |evidence| evidence.rule.to_string());
            let tally = rules.entry((rule, one.label.name().to_owned())).or_default();
            tally.0 += u32::from(right);
            tally.1 += 1;
            reliability.add(one.score, right);
            let tally = scores.entry(format!("{:.2}", one.score)).or_default();
            tally.0 += u32::from(right);
            tally.1 += 1;
            if right {
                let known = one.link.is_some() || one.value.is_some();
                let tally = linked.entry(one.label.name().to_owned()).or_default();
                tally.0 += u32::from(known);
                tally.1 += 1;
                if !known {
                    let words = one.span.slice(text).unwrap_or_default();
                    *errors.entry(("bare".into(), one.label.name().into(), words.into())).or_default() += 1;
                }
            } else {
                let words = one.span.slice(text).unwrap_or_default();
                *errors.entry(("wrong".into(), one.label.name().into(), words.into())).or_default() += 1;
            }
        }
        for (span, label) in gold.iter().filter(|one| !predicted.contains(one)) {
            let words = span.slice(text).unwrap_or_default();
            *errors.entry(("missed".into(), label.name().into(), words.into())).or_default() += 1;
        }
        if let Some(out) = &mut out {
            let spans: Vec<Value> = suggestions
                .iter()
                .filter_map(|one| {
                    let (start, end) = (offsets.to_char(one.span.start())?, offsets.to_char(one.span.end())?);
                    Some(json!({ "start": start.0, "end": end.0, "label": one.label.name() }))
                })
                .collect();
            writeln!(out, "{}", json!({ "id": document["id"], "spans": spans }))?;
        }
    }
    let show = |name: &str, figures: Figures, overlap: Figures| {
        println!(
            "{name:<14} P {:.4} R {:.4} F1 {:.4}   overlap {:.4}",
            figures.precision, figures.recall, figures.f1, overlap.f1
        );
    };
    for (label, tally) in &counts.labels {
        show(label.name(), tally.exact(), tally.overlap());
    }
    show("micro", counts.total().exact(), counts.total().overlap());
    println!("macro-F1 {:.4}; {:.2} MB/s", counts.macro_f1(), bytes as f64 / 1e6 / seconds);
    if std::env::var_os("RULES").is_some() {
        for bin in reliability.bins.iter().filter(|bin| bin.count > 0) {
            let (from, count, mean, share) = (bin.from, bin.count, bin.mean(), bin.share());
            println!("scores from {from:.2}: {count:>5}, mean {mean:.3}, right {share:.3}");
        }
        println!("calibration error {:.4}", reliability.error());
        for (score, (right, all)) in &scores {
            println!("score {score}: right {:.3} of {all}", f64::from(*right) / f64::from(*all));
        }
        for ((rule, label), (right, all)) in &rules {
            println!("{:.3} {right:>5}/{all:<5} {label:<13} {rule}", f64::from(*right) / f64::from(*all));
        }
        for (label, (known, all)) in &linked {
            println!(
                "{label}: {:.3} of {all} right ones have a link or value",
                f64::from(*known) / f64::from(*all)
            );
        }
        let mut errors: Vec<_> = errors.into_iter().collect();
        errors.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let (bare, wrong): (Vec<_>, Vec<_>) = errors.into_iter().partition(|((what, ..), _)| what == "bare");
        for ((what, label, words), count) in wrong.iter().take(150).chain(
            bare.iter()
                .filter(|((_, label, _), _)| ["COURT", "AGENCY", "PLACE"].contains(&label.as_str()))
                .take(150),
        ) {
            println!("{count:>4} {what} {label} {words}");
        }
    }
    Ok(())
}
