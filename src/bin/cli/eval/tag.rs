//! `tagline eval tag`: spans, exact and by overlap, per label, with how far the figures may be off, and whether scores
//! mean what they say.

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value, json};
use tagline::annotation::Label;
use tagline::tagging::interval::{Interval, interval};
use tagline::tagging::reliability::Reliability;
use tagline::tagging::score::{Counts, Tally, score};
use tagline::tagging::{TagOptions, tag};
use tagline::text::{CharOffset, Offsets, Span};

use super::super::{Failure, Outcome, print};
use super::links::Links;
use super::table::{figure, megabytes_per_second, table, words};
use super::{Options, gold};

/// A text with its spans.
#[derive(Deserialize)]
struct Gold {
    #[serde(default)]
    id: Value,
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

/// What draws the documents of the intervals.
const SEED: u64 = 1;

/// Runs the command.
pub fn run(options: &Options) -> Result<Outcome, Failure> {
    let (mut counts, mut each) = (Counts::default(), Vec::new());
    let mut reliability = Reliability::default();
    let mut links = options.links.as_deref().map(Links::read).transpose()?;
    let (mut bytes, mut took) = (0, Duration::ZERO);
    let outcome = gold::each(&options.gold, r#""text" and "spans""#, |gold: Gold| {
        let right = spans(&gold)?;
        let start = Instant::now();
        let found = tag(&gold.text, TagOptions { date: gold.date, ..TagOptions::default() });
        took += start.elapsed();
        bytes += gold.text.len();
        if let Some(links) = &mut links {
            let id = gold.id.as_str().map_or_else(|| gold.id.to_string(), str::to_owned);
            links.score(&id, &gold.text, &right, &found);
        }
        let scores: Vec<f64> = found.iter().map(|suggestion| suggestion.score).collect();
        let found: Vec<_> = found.into_iter().map(|suggestion| (suggestion.span, suggestion.label)).collect();
        for (one, score) in found.iter().zip(scores) {
            reliability.add(score, right.contains(one));
        }
        let scored = score(&right, &found);
        counts.merge(&scored);
        each.push(scored);
        Ok(())
    })?;
    if let (Some(links), Some(path)) = (&links, &options.links)
        && links.is_idle()
    {
        let gold = &options.gold;
        return Err(Failure::Input(format!(
            "{path}: expected mentions in the documents of {gold}, found none"
        )));
    }
    let speed = megabytes_per_second(bytes, took);
    let documents = each.len();
    let labels =
        counts.labels.iter().map(|(label, tally)| (label.name(), *tally, interval(&each, Some(label), SEED)));
    let rows = labels.chain([("all", counts.total(), interval(&each, None, SEED))]);
    let report = if options.json {
        let labels: serde_json::Map<_, _> =
            rows.map(|(name, tally, interval)| (name.to_owned(), json_of(tally, interval))).collect();
        let mut report = json!({
            "documents": documents,
            "labels": labels,
            "macro_f1": counts.macro_f1(),
            "calibration_error": reliability.error(),
            "scores": reliability.bins.iter().map(|bin| json!({
                "from": bin.from, "count": bin.count, "mean": bin.mean(), "right": bin.share(),
            })).collect::<Vec<_>>(),
            "megabytes_per_second": speed,
        });
        if let (Some(report), Some(links)) = (report.as_object_mut(), &links) {
            report.insert("links".to_owned(), links.json());
        }
        report.to_string() + "\n"
    } else {
        let head = words([
            "",
            "gold",
            "found",
            "precision",
            "recall",
            "F1",
            "95% of F1",
            "overlap P",
            "overlap R",
            "overlap F1",
        ]);
        let rows =
            std::iter::once(head).chain(rows.map(|(name, tally, interval)| row(name, tally, interval)));
        format!(
            "{}\n{}\n{documents} documents, macro F1 {}, calibration error {}, {speed:.2} MB/s\n{}",
            table(&rows.collect::<Vec<_>>()),
            table(&scores(&reliability)),
            figure(counts.macro_f1()),
            figure(reliability.error()),
            links.as_ref().map(Links::table).unwrap_or_default()
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

fn row(name: &str, tally: Tally, (low, high): Interval) -> Vec<String> {
    let (exact, overlap) = (tally.exact(), tally.overlap());
    let counts = [name.to_owned(), tally.gold.to_string(), tally.predicted.to_string()];
    let exact = [exact.precision, exact.recall, exact.f1].map(figure);
    let interval = format!("{}-{}", figure(low), figure(high));
    let overlap = [overlap.precision, overlap.recall, overlap.f1].map(figure);
    counts.into_iter().chain(exact).chain([interval]).chain(overlap).collect()
}

/// How often scores are right, range by range.
fn scores(reliability: &Reliability) -> Vec<Vec<String>> {
    let filled = reliability.bins.iter().filter(|bin| bin.count > 0);
    let rows = filled
        .map(|bin| vec![figure(bin.from), bin.count.to_string(), figure(bin.mean()), figure(bin.share())]);
    std::iter::once(words(["score from", "found", "mean score", "right"])).chain(rows).collect()
}

fn json_of(tally: Tally, (low, high): Interval) -> serde_json::Value {
    let (exact, overlap) = (tally.exact(), tally.overlap());
    json!({
        "gold": tally.gold,
        "found": tally.predicted,
        "exact": {"precision": exact.precision, "recall": exact.recall, "f1": exact.f1, "f1_interval": [low, high]},
        "overlap": {"precision": overlap.precision, "recall": overlap.recall, "f1": overlap.f1},
    })
}
