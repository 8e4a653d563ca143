//! `tagline eval tag`: spans, exact and by overlap, per label.

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::json;
use tagline::annotation::Label;
use tagline::tagging::score::{Counts, Tally, score};
use tagline::tagging::{TagOptions, tag};
use tagline::text::{CharOffset, Offsets, Span};

use super::super::{Failure, Outcome, print};
use super::table::{figure, megabytes_per_second, table, words};
use super::{Options, gold};

/// A text with its spans.
#[derive(Deserialize)]
struct Gold {
    text: String,
    spans: Vec<GoldSpan>,
    date: Option<String>,
}

/// A span in code points.
#[derive(Deserialize)]
struct GoldSpan {
    start: usize,
    end: usize,
    label: String,
}

/// Runs the command.
pub fn run(options: &Options) -> Result<Outcome, Failure> {
    let mut counts = Counts::default();
    let (mut documents, mut bytes, mut took) = (0_usize, 0, Duration::ZERO);
    let outcome = gold::each(&options.gold, |gold: Gold| {
        let right = spans(&gold)?;
        let start = Instant::now();
        let found = tag(&gold.text, TagOptions { date: gold.date });
        took += start.elapsed();
        bytes += gold.text.len();
        documents += 1;
        let found: Vec<_> = found.into_iter().map(|suggestion| (suggestion.span, suggestion.label)).collect();
        counts.merge(&score(&right, &found));
        Ok(())
    })?;
    let speed = megabytes_per_second(bytes, took);
    let total = counts.total();
    let labels = counts.labels.iter().map(|(label, tally)| (label.name(), *tally));
    let rows = labels.chain([("all", total)]);
    let report = if options.json {
        let labels: serde_json::Map<_, _> =
            rows.map(|(name, tally)| (name.to_owned(), json_of(tally))).collect();
        let report = json!({
            "documents": documents,
            "labels": labels,
            "macro_f1": counts.macro_f1(),
            "megabytes_per_second": speed,
        });
        report.to_string() + "\n"
    } else {
        let head =
            words(["", "gold", "found", "precision", "recall", "F1", "overlap P", "overlap R", "overlap F1"]);
        let rows = std::iter::once(head).chain(rows.map(|(name, tally)| row(name, tally)));
        format!(
            "{}\n{documents} documents, macro F1 {}, {speed:.2} MB/s\n",
            table(&rows.collect::<Vec<_>>()),
            figure(counts.macro_f1())
        )
    };
    print(&report)?;
    Ok(outcome)
}

/// The gold's spans in bytes.
fn spans(gold: &Gold) -> Result<Vec<(Span, Label)>, String> {
    let offsets = Offsets::new(&gold.text);
    let place = |at: usize| offsets.from_char(CharOffset(at));
    gold.spans
        .iter()
        .enumerate()
        .map(|(index, span)| {
            let found = place(span.start).zip(place(span.end)).and_then(|(start, end)| Span::new(start, end));
            let found = found.ok_or_else(|| {
                let length = offsets.chars().0;
                format!(
                    "spans[{index}]: expected a stretch of the text between 0 and {length}, found {} to {}",
                    span.start, span.end
                )
            })?;
            let label = Label::new(&span.label)
                .ok_or_else(|| format!("spans[{index}].label: expected a label, found white space"))?;
            Ok((found, label))
        })
        .collect()
}

fn row(name: &str, tally: Tally) -> Vec<String> {
    let (exact, overlap) = (tally.exact(), tally.overlap());
    let figures = [exact.precision, exact.recall, exact.f1, overlap.precision, overlap.recall, overlap.f1];
    let counts = [name.to_owned(), tally.gold.to_string(), tally.predicted.to_string()];
    counts.into_iter().chain(figures.map(figure)).collect()
}

fn json_of(tally: Tally) -> serde_json::Value {
    let (exact, overlap) = (tally.exact(), tally.overlap());
    json!({
        "gold": tally.gold,
        "found": tally.predicted,
        "exact": {"precision": exact.precision, "recall": exact.recall, "f1": exact.f1},
        "overlap": {"precision": overlap.precision, "recall": overlap.recall, "f1": overlap.f1},
    })
}
