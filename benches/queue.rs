//! How long a corpus takes to be listed, searched and looked through for duplicates. Prints lines of `FIGURE`, a name and a value,
//! parted by tabs.
//!
//! `cargo run --release --features bench --bin queue -- 100000`

use std::time::Instant;

use tagline::job::errand::{Batch, Import};
use tagline::job::intake::Given;
use tagline::workspace::queue::search::{Builder, Head, Index, Merging, Query, Segment, merges};
use tagline::workspace::queue::{LIKE, Signature, Twins};
use tagline::workspace::{Taking, made_up_document};

/// How long a document is, in bytes.
const LONG: usize = 3000;
/// So many documents have a segment at first.
const BATCH: u32 = 1000;

fn main() {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(100_000);
    search(count);
    duplicates(count);
    taking(count.min(10_000));
}

fn search(count: u32) {
    let (mut segments, mut sizes): (Vec<Segment>, Vec<u64>) = Default::default();
    let (mut text, mut making, mut indexing, mut merging) = (0, 0.0, 0.0, 0.0);
    for from in (0..count).step_by(BATCH as usize) {
        let (documents, took) = timed(|| {
            (from..count.min(from + BATCH))
                .map(|number| (number, made_up_document(1, number, LONG)))
                .collect::<Vec<_>>()
        });
        making += took;
        text += documents.iter().map(|(_, document)| document.body.text.len()).sum::<usize>();
        let (segment, took) = timed(|| {
            let mut builder = Builder::default();
            documents.iter().for_each(|(number, document)| builder.add(*number, &document.body.text));
            builder.finish()
        });
        indexing += took;
        sizes.push(segment.size() as u64);
        segments.push(segment);
        let (_, took) = timed(|| {
            while let Some(range) = merges(&sizes) {
                let Ok(one) = Merging::whole(&segments[range.clone()]) else { break };
                sizes.splice(range.clone(), [one.size() as u64]);
                segments.splice(range, [one]);
            }
        });
        merging += took;
    }
    figure("documents", f64::from(count), "");
    figure("text", text as f64 / 1e6, "MB");
    figure("making documents", making, "ms");
    figure("indexing, a document", indexing / f64::from(count), "ms");
    figure("merging, a document", merging / f64::from(count), "ms");
    let index: usize = segments.iter().map(Segment::size).sum();
    figure("index, of 1 kB of text", index as f64 / text as f64 * 1000.0, "bytes");
    figure("segments", segments.len() as f64, "");
    figure("blocks", segments.iter().map(|segment| segment.blocks.len()).sum::<usize>() as f64, "");
    let (heads, took) =
        timed(|| segments.iter().filter_map(|segment| Head::read(&segment.head).ok()).collect());
    figure("reading heads", took, "ms");
    let (index, took) = timed(|| Index::new(heads));
    figure("which documents are live", took, "ms");
    for typed in
        ["the court", "the", "t", "garcía", "mikem spokeswoman", "s\u{e3}o paulo 12", "barbar chelchel d"]
    {
        let query = Query::of(typed);
        let needs = index.needs(&query);
        let bytes =
            needs.iter().filter_map(|(segment, block)| segments[*segment].blocks.get(*block as usize));
        let bytes: usize = bytes.map(Vec::len).sum();
        let ask = || {
            index.find(&query, |segment, block| {
                segments[segment].blocks.get(block as usize).map(Vec::as_slice)
            })
        };
        let (found, took) = timed(ask);
        let found = found.map_or(0, |found| found.len());
        let blocks = format!("ms: {found} found, {} blocks of {} kB read", needs.len(), bytes / 1000);
        figure(&format!("searching \"{typed}\""), took, &blocks);
    }
}

fn duplicates(count: u32) {
    let mut twins = Twins::default();
    let (mut signing, mut asking, mut found) = (0.0, 0.0, 0);
    for number in 0..count {
        let text = made_up_document(1, number, LONG).body.text;
        let (signature, took) = timed(|| Signature::of(&text));
        signing += took;
        let (near, took) = timed(|| {
            let near = twins.near(&signature, LIKE).len();
            twins.add(number, signature);
            near
        });
        asking += took;
        found += near;
    }
    figure("signing, a document", signing / f64::from(count), "ms");
    figure("asking for its like and adding it", asking / f64::from(count), &format!("ms: {found} found"));
    figure("signatures in memory", twins.bytes() as f64 / 1e6, "MB");
}

/// Takes in a file of objects as the app's worker does.
fn taking(count: u32) {
    let mut file = String::new();
    for number in 0..count {
        let made = made_up_document(2, number, LONG);
        let line = serde_json::json!({"text": made.body.text, "title": made.title, "date": made.published});
        file.push_str(&format!("{line}\n"));
    }
    let size = file.len() as f64 / 1e6;
    let import = Import { first: 1, fresh: "new".to_owned(), ..Import::default() };
    let mut taking = Taking::new(vec![Given::of("news.jsonl", file)], import);
    let (mut came, mut records, mut segments, mut longest) = (0, 0, 0, 0.0_f64);
    let mut take = |batch: Option<Batch>| {
        let Some(batch) = batch else { return };
        came += batch.records.len();
        records += batch.records.iter().map(|(_, record)| record.len()).sum::<usize>();
        segments += batch.segment.map_or(0, |(head, blocks)| {
            head.0.len() + blocks.iter().map(|block| block.0.len()).sum::<usize>()
        });
    };
    let (_, took) = timed(|| {
        loop {
            let (more, step) = timed(|| taking.step());
            longest = longest.max(step);
            if taking.is_full() || !more {
                take(taking.batch(!more));
            }
            if !more {
                break;
            }
        }
    });
    figure(
        "taking in",
        came as f64 / took * 1000.0,
        &format!("documents a second: {came}, {size:.1} MB of jsonl"),
    );
    figure("the longest step of it", longest, "ms");
    figure("records, a document", records as f64 / came as f64, "bytes");
    figure("segments, a document", segments as f64 / came as f64, "bytes");
}

fn figure(name: &str, value: f64, unit: &str) {
    println!("FIGURE\t{name}\t{value:.3} {unit}");
}

/// What `work` gives, and the milliseconds it took.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let began = Instant::now();
    let made = work();
    (made, began.elapsed().as_secs_f64() * 1000.0)
}
