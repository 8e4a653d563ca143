//! `tagline eval clean`: bodies by shingles, authors by the names that are right, titles and dates by equality.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::json;
use tagline::article::score::{Page, folded, names, names_f1, page, summary};
use tagline::article::{Article, CleanOptions, Source, clean};

use super::super::{Failure, Outcome, print};
use super::table::{figure, megabytes_per_second, table, words};
use super::{Options, gold};

/// A page with what is right about it.
#[derive(Deserialize)]
struct Gold {
    source: Option<String>,
    url: Option<String>,
    text: Option<String>,
    html: Option<String>,
    body: String,
    title: Option<String>,
    authors: Option<Authors>,
    date: Option<String>,
}

/// Names in a list, or in one string with commas between.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a string or a list of strings")]
enum Authors {
    Text(String),
    List(Vec<String>),
}

/// How the pages of one source did.
#[derive(Default)]
struct Group {
    pages: Vec<Page>,
    title: Share,
    /// All names right, on pages that have some.
    authors: Share,
    /// The F1 of each page's names.
    names: Mean,
    date: Share,
    bytes: usize,
    /// For each page.
    took: Vec<Duration>,
}

/// How many of how many were right.
#[derive(Clone, Copy, Default)]
struct Share {
    right: usize,
    of: usize,
}

/// The mean of figures, one a page.
#[derive(Clone, Copy, Default)]
struct Mean {
    sum: f64,
    of: usize,
}

/// Runs the command.
pub fn run(options: &Options) -> Result<Outcome, Failure> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    let mut all = Group::default();
    let fields = r#""body", and "text" or "html""#;
    let outcome = gold::each(&options.gold, fields, |gold: Gold| {
        let (content, name) = if options.html { (&gold.html, "html") } else { (&gold.text, "text") };
        let Some(content) = content.as_deref() else {
            return Err(format!("expected a field \"{name}\", found none"));
        };
        let source = if options.html { Source::html(content) } else { Source::text(content) };
        let start = Instant::now();
        let article = clean(source, CleanOptions { url: gold.url.clone() });
        let body = article.body();
        let took = start.elapsed();
        let score = page(&gold.body, &body);
        let of_source = groups.entry(gold.source.clone().unwrap_or_default()).or_default();
        for group in [of_source, &mut all] {
            group.add(&gold, &article, score, content.len(), took);
        }
        Ok(())
    })?;
    // One source is all sources.
    if groups.len() == 1 {
        groups.clear();
    }
    let rows = groups.iter().map(|(name, group)| (name.as_str(), group)).chain([("all", &all)]);
    let report = if options.json {
        let figures = rows.map(|(name, group)| (name.to_owned(), group.json()));
        serde_json::Value::from(figures.collect::<serde_json::Map<_, _>>()).to_string() + "\n"
    } else {
        let head = words([
            "",
            "pages",
            "precision",
            "recall",
            "F1",
            "mean F1",
            "exact",
            "title",
            "authors F1",
            "all authors",
            "date",
            "MB/s",
            "ms",
            "95%",
        ]);
        table(&std::iter::once(head).chain(rows.map(|(name, group)| group.row(name))).collect::<Vec<_>>())
    };
    print(&report)?;
    Ok(outcome)
}

impl Group {
    fn add(&mut self, gold: &Gold, article: &Article, score: Page, bytes: usize, took: Duration) {
        let found = &article.metadata;
        self.pages.push(score);
        self.bytes += bytes;
        self.took.push(took);
        if let Some(title) = gold.title.as_deref().filter(|title| !title.trim().is_empty()) {
            self.title.count(found.title.as_deref().is_some_and(|found| folded(found) == folded(title)));
        }
        if let Some(authors) = &gold.authors {
            let right = match authors {
                Authors::Text(text) => names(text.split(',')),
                Authors::List(list) => names(list.iter().map(String::as_str)),
            };
            let found = names(found.authors.iter().map(String::as_str));
            self.names.count(names_f1(&right, &found));
            if !right.is_empty() {
                self.authors.count(right == found);
            }
        }
        if let Some(date) = gold.date.as_deref().and_then(|date| date.get(..10)) {
            self.date.count(found.day() == Some(date));
        }
    }

    fn row(&self, name: &str) -> Vec<String> {
        let body = summary(&self.pages);
        vec![
            name.to_owned(),
            self.pages.len().to_string(),
            figure(body.precision),
            figure(body.recall),
            figure(body.f1),
            figure(body.mean_f1),
            figure(body.exact),
            shown(self.title.value()),
            shown(self.names.value()),
            shown(self.authors.value()),
            shown(self.date.value()),
            format!("{:.1}", self.megabytes_per_second()),
            format!("{:.2}", self.milliseconds(50)),
            format!("{:.2}", self.milliseconds(95)),
        ]
    }

    fn json(&self) -> serde_json::Value {
        let body = summary(&self.pages);
        json!({
            "pages": self.pages.len(),
            "precision": body.precision,
            "recall": body.recall,
            "f1": body.f1,
            "mean_f1": body.mean_f1,
            "exact": body.exact,
            "title": self.title.value(),
            "authors_f1": self.names.value(),
            "authors": self.authors.value(),
            "date": self.date.value(),
            "megabytes_per_second": self.megabytes_per_second(),
            "milliseconds_median": self.milliseconds(50),
            "milliseconds_95th_centile": self.milliseconds(95),
        })
    }

    fn megabytes_per_second(&self) -> f64 {
        megabytes_per_second(self.bytes, self.took.iter().sum())
    }

    /// What so many percent of the pages took at most.
    fn milliseconds(&self, percent: usize) -> f64 {
        let mut took = self.took.clone();
        took.sort();
        took.get(took.len() * percent / 100).map_or(0.0, |took| took.as_secs_f64() * 1e3)
    }
}

impl Share {
    fn count(&mut self, right: bool) {
        self.of += 1;
        self.right += usize::from(right);
    }

    /// `None` where no gold says what is right.
    fn value(self) -> Option<f64> {
        (self.of > 0).then(|| self.right as f64 / self.of as f64)
    }
}

impl Mean {
    fn count(&mut self, figure: f64) {
        self.of += 1;
        self.sum += figure;
    }

    /// `None` where no gold says what is right.
    fn value(self) -> Option<f64> {
        (self.of > 0).then(|| self.sum / self.of as f64)
    }
}

fn shown(value: Option<f64>) -> String {
    value.map_or("-".to_owned(), figure)
}
