//! `tagline eval tag --links`: whether mentions are linked to what they name.

use std::collections::BTreeMap;

use serde_json::json;
use tagline::annotation::{Label, Link};
use tagline::tagging::{Suggestion, links};
use tagline::text::{Offsets, Span};

use super::super::Failure;
use super::table::{figure, table, words};

/// What mentions name, by document, and how many were linked right.
#[derive(Default)]
pub struct Links {
    labelled: BTreeMap<String, Vec<Labelled>>,
    labels: BTreeMap<String, Tally>,
    /// Those linked wrongly, for the reader: place, words, what was right, what was found.
    wrong: Vec<Vec<String>>,
}

/// A mention whose right link is known.
struct Labelled {
    start: usize,
    end: usize,
    label: String,
    /// Each right answer, `authority:id`; `-` for none.
    right: Vec<String>,
}

#[derive(Clone, Copy, Default)]
struct Tally {
    labelled: usize,
    found: usize,
    right: usize,
    /// How many are linked right where the gold's mentions are given.
    given: usize,
}

impl Links {
    /// Reads lines of document, start, end, label and `authority:id|…`, tabs between; `#` opens a remark.
    pub fn read(path: &str) -> Result<Links, Failure> {
        let text =
            std::fs::read_to_string(path).map_err(|error| Failure::Input(format!("{path}: {error}")))?;
        let mut links = Links::default();
        for (number, line) in
            text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        {
            let fields: Vec<&str> = line.split('\t').collect();
            let wrong = || {
                let number = number + 1;
                let found = fields.len();
                Failure::Input(format!(
                    "{path}: line {number}: expected document, start, end, label and link, found {found} columns"
                ))
            };
            let &[document, start, end, label, right] = fields.as_slice() else { return Err(wrong()) };
            let (Ok(start), Ok(end)) = (start.parse(), end.parse()) else { return Err(wrong()) };
            let right = right.split('|').map(str::to_owned).collect();
            let labelled = Labelled { start, end, label: label.to_owned(), right };
            links.labelled.entry(document.to_owned()).or_default().push(labelled);
        }
        if links.labelled.is_empty() {
            return Err(Failure::Input(format!(
                "{path}: line 1: expected document, start, end, label and link, found an empty file"
            )));
        }
        Ok(links)
    }

    /// Whether no document that was scored has mentions here.
    pub fn is_idle(&self) -> bool {
        self.labels.is_empty()
    }

    /// Takes in what was found in one document, and what is linked where the gold's mentions are given.
    pub fn score(&mut self, document: &str, text: &str, gold: &[(Span, Label)], found: &[Suggestion]) {
        let offsets = Offsets::new(text);
        let place = |span: Span| Some((offsets.to_char(span.start())?.0, offsets.to_char(span.end())?.0));
        let given = links(text, gold);
        for labelled in self.labelled.get(document).into_iter().flatten() {
            let here = |span: Span, label: &Label| {
                label.name() == labelled.label && place(span) == Some((labelled.start, labelled.end))
            };
            let right = |link: Option<&Link>| labelled.right.contains(&written(link));
            let tally = self.labels.entry(labelled.label.clone()).or_default();
            tally.labelled += 1;
            let given = gold.iter().zip(&given).find(|((span, label), _)| here(*span, label));
            tally.given += usize::from(given.is_some_and(|(_, link)| right(link.as_ref())));
            let Some(suggestion) = found.iter().find(|one| here(one.span, &one.label)) else { continue };
            tally.found += 1;
            if right(suggestion.link.as_ref()) {
                tally.right += 1;
                continue;
            }
            let words = suggestion.span.slice(text).unwrap_or_default();
            let place = format!("{document} {}-{}", labelled.start, labelled.end);
            let link = written(suggestion.link.as_ref());
            self.wrong.push(vec![place, words.to_owned(), labelled.right.join(" or "), link]);
        }
    }

    fn rows(&self) -> Vec<(&str, Tally)> {
        let mut all = Tally::default();
        for tally in self.labels.values() {
            all.labelled += tally.labelled;
            all.found += tally.found;
            all.right += tally.right;
            all.given += tally.given;
        }
        self.labels.iter().map(|(label, tally)| (label.as_str(), *tally)).chain([("all", all)]).collect()
    }

    /// For a reader.
    pub fn table(&self) -> String {
        let head = words(["links", "labelled", "found", "right", "of all", "of found", "given"]);
        let row = |(label, tally): (&str, Tally)| {
            let counts = [tally.labelled, tally.found, tally.right].map(|count| count.to_string());
            let all = tally.labelled;
            let shares = [share(tally.right, all), share(tally.right, tally.found), share(tally.given, all)]
                .map(figure);
            [label.to_owned()].into_iter().chain(counts).chain(shares).collect()
        };
        let rows: Vec<Vec<String>> = [head].into_iter().chain(self.rows().into_iter().map(row)).collect();
        let wrong = if self.wrong.is_empty() { String::new() } else { format!("\n{}", table(&self.wrong)) };
        format!("\n{}{wrong}", table(&rows))
    }

    /// For a machine.
    pub fn json(&self) -> serde_json::Value {
        let row = |(label, tally): (&str, Tally)| {
            let counts = json!({
                "labelled": tally.labelled,
                "found": tally.found,
                "right": tally.right,
                "accuracy": share(tally.right, tally.labelled),
                "accuracy_of_found": share(tally.right, tally.found),
                "accuracy_given": share(tally.given, tally.labelled),
            });
            (label.to_owned(), counts)
        };
        self.rows().into_iter().map(row).collect::<serde_json::Map<_, _>>().into()
    }
}

/// As the file of links writes it.
fn written(link: Option<&Link>) -> String {
    link.map_or("-".to_owned(), |link| format!("{}:{}", link.authority, link.id))
}

fn share(part: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { part as f64 / all as f64 }
}
