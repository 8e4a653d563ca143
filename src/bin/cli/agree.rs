//! `tagline agree`.

use std::ffi::{OsStr, OsString};

use lexopt::prelude::*;
use tagline::agreement::{
    Apart, Figure, Gamma, Matched, PairReport, ROUNDS, Report, Scheme, agree, gamma, match_documents,
};
use tagline::annotation::{Project, Status};
use tagline::format::Imported;
use tagline::job::agreement::{agreement_json, gamma_json};
use tagline::job::read::{Content, read_file};

use super::eval::table::{table, words};
use super::{Failure, Outcome, print, say};

const HELP: &str = "\
tagline agree: how far the annotators of two or more files agree

usage: tagline agree [OPTIONS] FILE FILE... > FIGURES

Each file is one annotator's, of any format that `tagline convert` reads; it is known by its name, else by how it
begins. Documents belong together by id, else by text. Those whose texts differ are not compared and told on standard
error, and so are those that only one file has.

Each two files: precision, recall and F1 of spans, the first file taken for right. strict: same ends and label; exact:
same ends; partial: same ends, or half for shared text; type: shared text and same label (as SemEval-2013 task 9 and
nervaluate 1.2 have it). kappa is Cohen's, on tokens; of overlapping marks a token has the longest.
All files: Fleiss' kappa and Krippendorff's alpha (nominal) on tokens, and his alpha for unitizing (1995) on code points.
With --gamma also gamma (Mathet and others, 2015; the combined dissimilarity and the statistical sampler of
pygamma-agreement 0.5): the mean of the documents', each as often as it has marks, with how far it may be off because
chance is sampled, to 2% in 95 of 100 cases. Its best alignments are exact; a document is left out of it and told where
they would take more than about ten seconds: where many marks of three files or more lie over one another.
In brackets, the middle 95% of what random draws of the documents give. A dash is a figure that is not defined.

options:
  --gamma        gamma too: it takes longer
  --json         all figures as one JSON object: also each document, counts, and confusion matrices
  --status S     the marks that count: suggested, accepted, rejected, several with commas between (default: accepted)
  --rounds N     how often documents are drawn for the intervals (default: 1000; 0 for no intervals)
  --seed N       where drawing begins (default: 1); the same seed gives the same intervals
  -h, --help     print this

exit code: 0 all good, 1 something could not be read, texts differ or gamma left a document out, 2 the command was
used wrongly
";

/// Runs the command.
pub fn run(mut args: lexopt::Parser) -> Result<Outcome, Failure> {
    let (mut json, mut with_gamma, mut rounds, mut seed) = (false, false, ROUNDS, 1);
    let mut statuses = vec![Status::Accepted];
    let mut files: Vec<OsString> = Vec::new();
    while let Some(arg) = args.next()? {
        match arg {
            Short('h') | Long("help") => return print(HELP),
            Long("json") => json = true,
            Long("gamma") => with_gamma = true,
            Long("rounds") => rounds = args.value()?.parse()?,
            Long("seed") => seed = args.value()?.parse()?,
            Long("status") => statuses = statuses_of(&args.value()?)?,
            Value(file) => files.push(file),
            other => return Err(other.unexpected().into()),
        }
    }
    if files.len() < 2 {
        return Err(Failure::Usage(format!("expected two files or more, found {}", files.len())));
    }
    let names: Vec<String> = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
    let mut outcome = Outcome::Good;
    let mut projects: Vec<Project> = Vec::new();
    for (file, name) in files.iter().zip(&names) {
        let Imported { project, issues, .. } =
            read(file, name).map_err(|message| Failure::Input(format!("{name}: {message}")))?;
        if !issues.is_empty() {
            outcome = Outcome::SomeBad;
        }
        issues.iter().for_each(|issue| say(&format!("{name}: {issue}")));
        projects.push(project);
    }
    let matched = match_documents(&projects.iter().collect::<Vec<_>>(), &statuses);
    if !matched.differing.is_empty() {
        outcome = Outcome::SomeBad;
    }
    let of_names = |apart: &Apart| {
        let names: Vec<&str> = apart
            .annotators
            .iter()
            .filter_map(|annotator| names.get(*annotator))
            .map(String::as_str)
            .collect();
        names.join(", ")
    };
    for apart in &matched.differing {
        say(&format!(
            "document {}: expected one text, found others in {}; not compared",
            apart.id,
            of_names(apart)
        ));
    }
    for apart in &matched.alone {
        say(&format!("document {}: only in {}; not compared", apart.id, of_names(apart)));
    }
    let report = agree(&matched, rounds, seed);
    let gamma = with_gamma.then(|| gamma(&matched, rounds, seed));
    for document in gamma.iter().flat_map(|gamma| &gamma.skipped).filter_map(|at| matched.shared.get(*at)) {
        outcome = Outcome::SomeBad;
        say(&format!(
            "document {}: expected marks that can be aligned in good time, found too many over one another; left out of gamma",
            document.id
        ));
    }
    if json {
        let mut figures = agreement_json(&names, &matched, &report);
        if let Some(gamma) = &gamma {
            figures["gamma"] = gamma_json(&matched, gamma);
        }
        print(&(figures.to_string() + "\n"))?;
    } else {
        let gamma = gamma.as_ref().map(|gamma| gamma_of(&matched, gamma)).unwrap_or_default();
        print(&(laid_out(&names, &matched, &report) + &gamma))?;
    }
    Ok(outcome)
}

fn statuses_of(value: &OsStr) -> Result<Vec<Status>, Failure> {
    let value = value.to_string_lossy();
    let status = |name: &str| {
        Status::from_name(name.trim()).ok_or_else(|| {
            Failure::Usage(format!("--status: expected suggested, accepted or rejected, found {name:?}"))
        })
    };
    value.split(',').map(status).collect()
}

/// What a file holds, read as the first format that it can be.
fn read(file: &OsStr, name: &str) -> Result<Imported, String> {
    let bytes = std::fs::read(file)
        .map_err(|error| format!("expected a file of annotations, found none: {error}"))?;
    read_file(name, Content::Bytes(bytes), None).map_err(|unread| unread.to_string())
}

/// The figures as tables.
fn laid_out(names: &[String], matched: &Matched, report: &Report) -> String {
    let mut out = format!("{} documents compared, {} tokens\n", matched.shared.len(), report.tokens);
    for pair in &report.pairs {
        let name = |annotator: usize| names.get(annotator).map_or("", String::as_str);
        out += &format!("\n{} and {}\n", name(pair.first), name(pair.second));
        out += &table(&spans_of(report, pair));
        out += &format!("kappa {}\n", figure_of(pair.kappa));
    }
    let mut rows = vec![words(["all files", "all labels"])];
    if let Some(head) = rows.first_mut() {
        head.extend(report.labels.iter().map(|label| label.name().to_owned()));
    }
    let by_label = || report.by_label.values();
    let row = |name: &str, all: String, each: Vec<Option<f64>>| {
        let mut row = vec![name.to_owned(), all];
        row.extend(each.into_iter().map(value));
        row
    };
    rows.push(row("Fleiss' kappa", figure_of(report.fleiss), by_label().map(|one| one.fleiss).collect()));
    rows.push(row("alpha", figure_of(report.alpha), by_label().map(|one| one.alpha).collect()));
    rows.push(row("unitized alpha", value(report.unitized), by_label().map(|one| one.unitized).collect()));
    out + "\n" + &table(&rows)
}

/// A line with gamma.
fn gamma_of(matched: &Matched, gamma: &Gamma) -> String {
    let error = gamma.error.map_or(String::new(), |error| format!(" ± {error:.3} by sampling"));
    let measured = gamma.documents.iter().filter(|(_, one)| one.value().is_some()).count();
    let all = matched.shared.len();
    format!("gamma {}{error}; {measured} of {all} documents have one\n", figure_of(gamma.figure))
}

fn spans_of(report: &Report, pair: &PairReport) -> Vec<Vec<String>> {
    let mut rows = vec![words(["spans", "precision", "recall", "F1"])];
    for ((scheme, counts), f1) in Scheme::ALL.iter().zip(&pair.spans.all).zip(&pair.f1) {
        let name = scheme.name().to_owned();
        rows.push(vec![name, value(counts.precision()), value(counts.recall()), figure_of(*f1)]);
    }
    for label in &report.labels {
        let strict =
            pair.spans.labels.get(label).and_then(|counts| counts.first()).copied().unwrap_or_default();
        let name = format!("strict, {label}");
        rows.push(vec![name, value(strict.precision()), value(strict.recall()), value(strict.f1())]);
    }
    rows
}

/// A figure with its interval.
fn figure_of(figure: Figure) -> String {
    let ends = figure.interval.map(|ends| format!(" [{:.3}, {:.3}]", ends.low, ends.high));
    value(figure.value) + &ends.unwrap_or_default()
}

/// A figure to three places.
fn value(value: Option<f64>) -> String {
    value.map_or("-".to_owned(), |value| format!("{value:.3}"))
}
