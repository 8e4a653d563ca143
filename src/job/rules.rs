//! Rule packs and lists of names, as files.
//!
//! A pack, `*.rules.json`, is one JSON object: `format` is `tagline-rules`, `version` is 1, and, each of which may be left out:
//!
//! - `names`: what was said of names, `[{"name", "label", "accepted", "rejected", "rejected_at", "parts"}]`: how often
//!   the label was accepted and rejected, the highest score it was rejected at (1 if that is left out), and how often it was
//!   accepted on what looks like a part of a longer name.
//! - `scores`: how often suggestions of a label and score were right, `[{"label", "score", "right", "wrong"}]`.
//! - `thresholds`: the score below which a label is not suggested, `{"PLACE": 0.85}`.
//! - `ignored`: names of which nothing is learned, `["Paris"]`.
//! - `lists`: names of one label, `[{"title", "label", "names": []}]`.
//!
//! A list of names is text with one name a line, the label behind it if there is one: after a tab, in a `.csv` file after a
//! comma.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::annotation::Label;
use crate::format::{JsonError, read_json};
use crate::tagging::learned::{Learned, List, Name, Said};

/// What a pack's `format` says.
const FORMAT: &str = "tagline-rules";

/// How a pack's file is called.
pub const EXTENSION: &str = ".rules.json";

#[derive(Serialize, Deserialize)]
struct Pack {
    format: String,
    version: u32,
    #[serde(default)]
    names: Vec<NameRow>,
    #[serde(default)]
    scores: Vec<ScoreRow>,
    #[serde(default)]
    thresholds: BTreeMap<String, f64>,
    #[serde(default)]
    ignored: Vec<String>,
    #[serde(default)]
    lists: Vec<ListRow>,
}

#[derive(Serialize, Deserialize)]
struct NameRow {
    name: String,
    label: String,
    #[serde(default)]
    accepted: u32,
    #[serde(default)]
    rejected: u32,
    #[serde(default)]
    rejected_at: Option<f64>,
    #[serde(default)]
    parts: u32,
}

#[derive(Serialize, Deserialize)]
struct ScoreRow {
    label: String,
    score: f64,
    right: u32,
    wrong: u32,
}

#[derive(Serialize, Deserialize)]
struct ListRow {
    title: String,
    label: String,
    names: Vec<String>,
}

/// Why a file is no rule pack, where, and what to do.
pub type RulesError = String;

/// Whether `text` says that it is a rule pack.
pub fn is_rules(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Says {
        format: String,
    }
    text.trim_start().starts_with('{') && read_json::<Says>(text).is_ok_and(|says| says.format == FORMAT)
}

/// Reads a rule pack; with what was not understood in it, a line each.
///
/// # Errors
///
/// If it is not JSON, another kind of file, or of a later version.
pub fn read_rules(text: &str) -> Result<(Learned, Vec<String>), RulesError> {
    let pack: Pack = read_json(text).map_err(|error: JsonError| {
        format!("{error}; is this a rule pack, a file whose name ends in {EXTENSION}?")
    })?;
    if pack.format != FORMAT {
        return Err(format!("format: expected \"{FORMAT}\", found \"{}\"", pack.format));
    }
    if pack.version != 1 {
        return Err(format!("version: expected 1, found {}; open it with a later Tagline", pack.version));
    }
    let (mut learned, mut issues) = (Learned::default(), Vec::new());
    let issues = &mut issues;
    for (at, row) in pack.names.iter().enumerate() {
        let place = format!("names, {}", at + 1);
        // Who rejected it without saying at which score rejects it at any.
        let no_at = row.rejected_at.unwrap_or(if row.rejected > 0 { 1.0 } else { 0.0 });
        let read = (label(&place, &row.label, issues), name(&place, &row.name, issues));
        if let ((Some(label), Some(name)), Some(no_at)) = (read, score(&place, "rejected_at", no_at, issues))
        {
            learned.given.say(
                name,
                label,
                Said { yes: row.accepted, no: row.rejected, no_at, cut: row.parts },
            );
        }
    }
    for (at, row) in pack.scores.iter().enumerate() {
        let place = format!("scores, {}", at + 1);
        let read = (label(&place, &row.label, issues), score(&place, "score", row.score, issues));
        if let (Some(label), Some(score)) = read {
            let counts = learned.given.scores.entry(label).or_default().entry(score).or_default();
            *counts = (counts.0.saturating_add(row.right), counts.1.saturating_add(row.wrong));
        }
    }
    for (name, threshold) in &pack.thresholds {
        let read = (label("thresholds", name, issues), score("thresholds", name, *threshold, issues));
        if let (Some(label), Some(threshold)) = read {
            learned.thresholds.insert(label, threshold);
        }
    }
    for (at, row) in pack.lists.iter().enumerate() {
        let place = format!("lists, {}", at + 1);
        if let Some(label) = label(&place, &row.label, issues) {
            let names = row.names.iter().enumerate();
            let names: Vec<Name> = names
                .filter_map(|(at, one)| name(&format!("{place}, names, {}", at + 1), one, issues))
                .collect();
            learned.lists.push(Rc::new(List::new(&row.title, label, names)));
        }
    }
    for (at, one) in pack.ignored.iter().enumerate() {
        learned.ignored.extend(name(&format!("ignored, {}", at + 1), one, issues));
    }
    Ok((learned, std::mem::take(issues)))
}

/// The label at this place of a pack; else a line of `issues`.
fn label(place: &str, name: &str, issues: &mut Vec<String>) -> Option<Label> {
    let label = Label::new(name);
    if label.is_none() {
        issues.push(format!("{place}: expected a label, found an empty one; left out"));
    }
    label
}

/// The name at this place of a pack; else a line of `issues`.
fn name(place: &str, words: &str, issues: &mut Vec<String>) -> Option<Name> {
    let name = Name::new(words);
    if name.is_none() {
        issues.push(format!("{place}: expected a name, found an empty one; left out"));
    }
    name
}

/// The score in this field of a pack, in thousandths; else a line of `issues`.
fn score(place: &str, field: &str, score: f64, issues: &mut Vec<String>) -> Option<u16> {
    let read = (0.0..=1.0).contains(&score).then(|| thousandths(score));
    if read.is_none() {
        issues.push(format!(
            "{place}, {field}: expected a score from 0 to 1, like 0.85, found {score}; left out"
        ));
    }
    read
}

/// Writes all that was learned as a rule pack: the same always gives the same bytes.
pub fn write_rules(learned: &Learned) -> String {
    let mut all = learned.given.clone();
    all.add(&learned.project);
    let row = |name: &Name, label: &Label, said: &Said| NameRow {
        name: name.words().to_owned(),
        label: label.name().to_owned(),
        accepted: said.yes,
        rejected: said.no,
        rejected_at: Some(f64::from(said.no_at) / 1000.0),
        parts: said.cut,
    };
    let names = all.names.iter().filter(|(name, _)| !learned.ignored.contains(*name));
    let scores = all.scores.iter().flat_map(|(label, scores)| scores.iter().map(move |score| (label, score)));
    let pack = Pack {
        format: FORMAT.to_owned(),
        version: 1,
        names: names
            .flat_map(|(name, lesson)| lesson.iter().map(|(label, said)| row(name, label, said)))
            .collect(),
        scores: scores
            .map(|(label, (score, (right, wrong)))| ScoreRow {
                label: label.name().to_owned(),
                score: f64::from(*score) / 1000.0,
                right: *right,
                wrong: *wrong,
            })
            .collect(),
        thresholds: learned
            .thresholds
            .iter()
            .map(|(label, threshold)| (label.name().to_owned(), f64::from(*threshold) / 1000.0))
            .collect(),
        ignored: learned.ignored.iter().map(|name| name.words().to_owned()).collect(),
        lists: learned
            .lists
            .iter()
            .map(|list| ListRow {
                title: list.title.to_string(),
                label: list.label.name().to_owned(),
                names: list.names().map(|name| name.words().to_owned()).collect(),
            })
            .collect(),
    };
    // Only a map with keys that are no strings could fail.
    serde_json::to_string_pretty(&pack).map(|text| text + "\n").unwrap_or_default()
}

fn thousandths(score: f64) -> u16 {
    (score.clamp(0.0, 1.0) * 1000.0).round() as u16
}

/// The names of a list, with the label behind each where there is one.
pub fn read_list(text: &str, commas: bool) -> Vec<(Name, Option<Label>)> {
    let named = |line: &str| {
        let (name, rest) = if let Some(quoted) = line.strip_prefix('"') {
            let end = quoted.find('"')?;
            (&quoted[..end], quoted[end + 1..].trim_start_matches([',', '\t', ';']))
        } else {
            line.split_once(|end| end == '\t' || commas && matches!(end, ',' | ';')).unwrap_or((line, ""))
        };
        let label = rest.split(['\t', ',', ';']).next().unwrap_or_default().trim().to_uppercase();
        Some((Name::new(name)?, Label::new(&label)))
    };
    text.lines().filter_map(|line| named(line.trim())).collect()
}

/// Whether `text` looks like a list of names rather than an article: several short lines with words, none empty, no sentence.
pub fn is_list(text: &str) -> bool {
    let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
    let name = |line: &&str| {
        let worded = line.chars().any(char::is_alphanumeric);
        let sentence =
            line.ends_with(['.', '!', '?', '…', '。', ':', ',']) && line.split_whitespace().count() > 2;
        worded && !sentence && line.chars().count() <= 60 && line.split_whitespace().count() <= 6
    };
    lines.len() >= 3 && lines.iter().all(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(name: &str) -> Label {
        Label::new(name).unwrap()
    }

    fn learned() -> Learned {
        let mut learned = Learned::default();
        let said = Said { yes: 2, no: 1, no_at: 812, cut: 1 };
        learned.given.say(Name::new("Élan 漢").unwrap(), label("PERSON"), said);
        learned.project.say(Name::new("👩‍🚀").unwrap(), label("SHIP"), Said { yes: 1, ..Said::default() });
        learned.project.scores.entry(label("PLACE")).or_default().insert(705, (1, 2));
        learned.thresholds.insert(label("PLACE"), 850);
        learned.ignored.extend(Name::new("Paris"));
        learned.lists.push(Rc::new(List::new("é.txt", label("SHIP"), Name::new("Ever Given"))));
        learned
    }

    #[test]
    fn what_is_written_is_read_again() {
        let written = write_rules(&learned());
        let (read, issues) = read_rules(&written).unwrap();
        assert!(issues.is_empty() && is_rules(&written));
        assert_eq!(write_rules(&read), written);
        let mut all = learned().given;
        all.add(&learned().project);
        assert_eq!(read, Learned { given: all, project: Default::default(), ..learned() });
    }

    #[test]
    fn what_is_no_pack_is_told() {
        for (text, expected) in [
            ("{", "line 1, column 2: expected \"}\", found the end of the file; is this a rule pack"),
            (
                "{\"format\": \"tagline\", \"version\": 1}",
                "format: expected \"tagline-rules\", found \"tagline\"",
            ),
            ("{\"format\": \"tagline-rules\", \"version\": 2}", "version: expected 1, found 2"),
            ("{\"format\": \"tagline-rules\",\n \"version\": 1, \"names\": 7}", "line 2, column"),
        ] {
            let error = read_rules(text).unwrap_err();
            assert!(error.starts_with(expected), "{error}");
        }
        let (read, issues) =
            read_rules("{\"format\": \"tagline-rules\", \"version\": 1, \"names\": [{\"name\": \"a\", \"label\": \" \"}], \"more\": 1}")
                .unwrap();
        assert_eq!(issues, ["names, 1: expected a label, found an empty one; left out"]);
        assert!(read.is_empty());
    }

    #[test]
    fn what_makes_no_sense_in_a_pack_is_told_and_left_out() {
        let (read, issues) = read_rules(
            r#"{"format": "tagline-rules", "version": 1,
            "names": [
                {"name": "\u00c9lan", "label": "PERSON", "accepted": 1},
                {"name": " \u200b", "label": "PERSON", "accepted": 1},
                {"name": "\u6f22", "label": "PLACE", "rejected": 1, "rejected_at": 1.5}],
            "scores": [{"label": "PLACE", "score": -0.1, "right": 1, "wrong": 1}],
            "thresholds": {"LAW": 0, "COURT": 1, "PLACE": -1, "PERSON": 7, "": 0.5},
            "ignored": ["", "Paris"],
            "lists": [{"title": "ships", "label": "SHIP", "names": ["Ever Given", "\n"]}]}"#,
        )
        .unwrap();
        assert_eq!(
            issues,
            [
                "names, 2: expected a name, found an empty one; left out",
                "names, 3, rejected_at: expected a score from 0 to 1, like 0.85, found 1.5; left out",
                "scores, 1, score: expected a score from 0 to 1, like 0.85, found -0.1; left out",
                "thresholds: expected a label, found an empty one; left out",
                "thresholds, PERSON: expected a score from 0 to 1, like 0.85, found 7; left out",
                "thresholds, PLACE: expected a score from 0 to 1, like 0.85, found -1; left out",
                "lists, 1, names, 2: expected a name, found an empty one; left out",
                "ignored, 1: expected a name, found an empty one; left out",
            ]
        );
        let thresholds: Vec<_> =
            read.thresholds.iter().map(|(label, score)| (label.name(), *score)).collect();
        assert_eq!(thresholds, [("COURT", 1000), ("LAW", 0)]);
        assert_eq!((read.given.names.len(), read.ignored.len(), read.lists[0].len()), (1, 1, 1));
        assert!(read.given.scores.is_empty());
        // JSON has no such numbers at all.
        for number in ["NaN", "Infinity", "1e999", "null"] {
            let pack = "{\"format\": \"tagline-rules\", \"version\": 1, \"thresholds\": {\"LAW\": X}}";
            let error = read_rules(&pack.replace('X', number)).unwrap_err();
            assert!(error.starts_with("line 1, column "), "{error}");
        }
    }

    #[test]
    fn a_name_rejected_at_no_score_is_rejected_at_any() {
        let read = |row: &str| {
            let pack = format!("{{\"format\": \"tagline-rules\", \"version\": 1, \"names\": [{row}]}}");
            let (read, issues) = read_rules(&pack).unwrap();
            assert!(issues.is_empty(), "{issues:?}");
            *read.given.names.values().next().unwrap().values().next().unwrap()
        };
        let said = read("{\"name\": \"May\", \"label\": \"DATE\", \"rejected\": 2}");
        assert_eq!((said.no, said.no_at), (2, 1000));
        let said = read("{\"name\": \"May\", \"label\": \"DATE\", \"rejected\": 2, \"rejected_at\": 0.5}");
        assert_eq!((said.no, said.no_at), (2, 500));
        let said = read("{\"name\": \"May\", \"label\": \"DATE\", \"accepted\": 2}");
        assert_eq!((said.no, said.no_at), (0, 0));
    }

    #[test]
    fn a_list_is_a_name_a_line() {
        let shown = |text: &str, commas| {
            let names = read_list(text, commas).into_iter();
            names
                .map(|(name, label)| {
                    format!("{name}={}", label.map_or(String::new(), |label| label.to_string()))
                })
                .collect::<Vec<_>>()
                .join("|")
        };
        assert_eq!(shown("Élan\r\n\n Acme, Inc. \n漢\tPlace", false), "Élan=|Acme, Inc.=|漢=PLACE");
        assert_eq!(
            shown("Ever Given,ship\n\"Acme, Inc.\",organization", true),
            "Ever Given=SHIP|Acme, Inc.=ORGANIZATION"
        );
        assert!(is_list("Ever Given\r\nEver Ace\n漢\tSHIP\n"));
        assert!(!is_list("Ever Given\n\nEver Ace\n漢"), "paragraphs");
        assert!(!is_list("A ship ran aground in the canal.\nIt blocked it."));
        assert!(!is_list("Headline"));
    }
}
