//! `tagline eval`: how good and how fast cleaning and tagging are, against gold.

mod clean;
mod gold;
mod links;
pub mod table;
mod tag;

use lexopt::prelude::*;

use super::{Failure, Outcome, print};

const HELP: &str = r#"tagline eval: score cleaning or tagging against gold

usage: tagline eval clean [--input text|html] [--json] GOLD.jsonl[.gz]
       tagline eval tag [--json] [--links LINKS.tsv] GOLD.jsonl[.gz]

gold to clean, a line:  {"id", "text", "html", "body"}, optional "url", "source", "title", "authors", "date"
gold to tag, a line:    {"id", "text", "spans": [{"start", "end", "label"}]}, optional "date"

eval clean compares shingles of four words, page by page, and groups the pages by "source"; title and date are right
where they equal the gold's, white space and quotation marks aside. "authors F1" is the mean over pages of the F1 of
their names, case and order aside; a page without authors counts 1 if none were found, else 0. "all authors" is the
share of the pages with authors on which every name is right and none was added.
eval tag counts spans with the same start, end and label (exact), and pairs of one label that share text (overlap).
"95% of F1" is where the exact F1 lies in 95 of 100 samples drawn from the documents with replacement. The second table
shows for each range of scores how many spans of it are right; their mean distance is the calibration error.
With --links it also counts the mentions of that file that are linked to what they name: of all, of
those found, and of all where the gold's mentions are given to the linker.
MB/s are millions of bytes of input in a second of one core; ms is what half of the pages take at most, and 95% what
all but the slowest twentieth do.

options:
  --input text|html   what is cleaned: the pasted text (the default) or the page
  --links LINKS.tsv   lines of document, start, end, label and authority:id, tabs between; of several ids with | any is
                      right, and - stands for no link
  --json              one JSON object for machines
  -h, --help          print this

exit code: 0 all lines were scored, 1 some were bad, or there was nothing to score
"#;

/// What was asked.
#[derive(Default)]
struct Options {
    gold: String,
    html: bool,
    json: bool,
    links: Option<String>,
}

/// Runs the command.
pub fn run(mut args: lexopt::Parser) -> Result<Outcome, Failure> {
    let mut words = Vec::new();
    let mut input = None;
    let mut json = false;
    let mut links = None;
    while let Some(arg) = args.next()? {
        match arg {
            Short('h') | Long("help") => return print(HELP),
            Long("input") => input = Some(args.value()?.to_string_lossy().into_owned()),
            Long("json") => json = true,
            Long("links") => links = Some(args.value()?.to_string_lossy().into_owned()),
            Value(word) => words.push(word.to_string_lossy().into_owned()),
            other => return Err(other.unexpected().into()),
        }
    }
    let html = match input.as_deref() {
        None | Some("text") => false,
        Some("html") => true,
        Some(other) => {
            return Err(Failure::Usage(format!("--input: expected text or html, found {other:?}")));
        }
    };
    let [what, gold] = words.as_slice() else {
        let found = words.len();
        return Err(Failure::Usage(format!(
            "expected clean or tag, and a file of gold, found {found} arguments"
        )));
    };
    let options = Options { gold: gold.clone(), html, json, links };
    match what.as_str() {
        "clean" if options.links.is_none() => clean::run(&options),
        "clean" => Err(Failure::Usage("--links: expected eval tag, found eval clean".to_owned())),
        "tag" if input.is_none() => tag::run(&options),
        "tag" => Err(Failure::Usage("--input: expected eval clean, found eval tag".to_owned())),
        other => Err(Failure::Usage(format!("expected clean or tag, found {other:?}"))),
    }
}
