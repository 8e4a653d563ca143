//! JSON lines for token classification, as Hugging Face's `datasets` and the trainers built on it read them (datasets 5).
//!
//! ```json
//! {"id":"n1-0","document":"n1","tokens":["The","Supreme","Court"],"ner_tags":["O","B-COURT","I-COURT"]}
//! ```
//!
//! Counts tokens: a line for each sentence, tags in IOB2, as names that `ClassLabel` turns into numbers. The lines of a document
//! have its id in `document`; where that is missing, each line is a document. Read besides: `words` for `tokens`; `tags`,
//! `labels` or `ner` for `ner_tags`; tags of every scheme; and numbers, if a line before says what they are:
//! `{"names":["O","B-COURT","I-COURT"]}`.
//! What it cannot carry: the text's white space, what is not accepted, overlapping marks, marks that begin or end inside a token,
//! all of a mark but its label.

use serde::Serialize;
use serde_json::value::RawValue;

use super::gather::{Found, Gathering};
use super::json::{self, Fields, record};
use super::lines::{At, Lines};
use super::placed::Unit;
use super::tagged::{Joined, Scheme, lines};
use super::{Family, Format, FormatError, Issue, Overlap, Part, Reader, Rules, Text, Writer};
use crate::annotation::Project;

/// The row of this format.
pub(super) const FORMAT: Format = Format {
    name: "hf",
    title: "Hugging Face JSON lines",
    family: Family::Training,
    extension: ".hf.jsonl",
    inside: None,
    media_type: "application/jsonl",
    counts: "tokens",
    about: "A line for each sentence, with tokens and tags in IOB2: for load_dataset(\"json\") and token classification.",
    rules: Rules {
        overlap: Overlap::None,
        tokens: true,
        text: Text::Tokens(&[]),
        ..Rules::accepted(&[Part::DocumentIds])
    },
    begins: |beginning| {
        let line = beginning.lines().next().unwrap_or_default();
        let names = TAGS.iter().any(|name| line.contains(&format!("\"{name}\":")));
        let tokens = TOKENS.iter().any(|name| {
            let at = line.split_once(&format!("\"{name}\":"));
            at.is_some_and(|(_, rest)| {
                rest.trim_start().strip_prefix('[').is_some_and(|rest| !rest.trim_start().starts_with('{'))
            })
        });
        line.starts_with('{') && (tokens && (names || line.len() > 200) || line.starts_with("{\"names\":"))
    },
    opens_at: None,
    streams: true,
    reader: Some(Reader::Lines(|| Box::new(File { first: true, open: None, names: None }))),
    writer: Some(Writer::File(write)),
};

/// What the list of tokens may be called.
const TOKENS: &[&str] = &["tokens", "words"];

/// What the list of tags may be called.
const TAGS: &[&str] = &["ner_tags", "tags", "labels", "ner"];

#[derive(Serialize)]
struct Line<'a> {
    id: String,
    document: &'a str,
    tokens: Vec<&'a str>,
    ner_tags: Vec<String>,
}

fn write(project: &Project) -> String {
    let mut content = String::new();
    for document in &project.documents {
        for (number, sentence) in lines(document).iter().enumerate() {
            content += &json::line(&Line {
                id: format!("{}-{number}", document.id),
                document: &document.id,
                tokens: sentence.iter().map(|token| document.words(token.span)).collect(),
                ner_tags: sentence.iter().map(|token| token.tag(Scheme::Iob2)).collect(),
            });
        }
    }
    content
}

/// A document whose lines are being read.
struct Open {
    /// What its lines have in `document`, if they have that.
    shared: Option<String>,
    id: Option<String>,
    joined: Joined,
}

/// A file on its way.
struct File {
    /// Whether no line held anything so far.
    first: bool,
    open: Option<Open>,
    /// What numbers for tags stand for.
    names: Option<Vec<String>>,
}

impl Lines for File {
    fn line(&mut self, number: usize, line: &str, gathering: &mut Gathering) -> Result<(), FormatError> {
        if let Some(record) = record(number, line, self.first, &mut gathering.issues)? {
            self.record(number, record, gathering);
        }
        self.first &= line.trim().is_empty();
        Ok(())
    }

    fn end(&mut self, gathering: &mut Gathering) {
        if let Some(Open { id, joined, .. }) = self.open.take() {
            let (place, text, marks) = joined.done(&mut gathering.issues);
            gathering.add(Found { place, id, text, marks, ..Found::default() }, Unit::Bytes);
        }
    }
}

impl File {
    fn record(&mut self, line: usize, record: &RawValue, gathering: &mut Gathering) {
        let place = format!("line {line}");
        let issues = &mut gathering.issues;
        let Some(mut fields) = Fields::of(record, place.clone(), issues) else { return };
        let named = fields.take("names", issues);
        if let Some(raw) = named {
            self.names = strings(raw).or_else(|| {
                let message = format!("expected a list of tags, found {}; left it out", json::shown(raw));
                fields.issue_at("names", issues, message);
                None
            });
        }
        let taken = TOKENS.iter().find_map(|name| Some((*name, fields.take(name, issues)?)));
        let Some((name, raw)) = taken else {
            if named.is_none() {
                let message = "expected a list of tokens, found nothing; left the line out";
                fields.issue_at("tokens", issues, message);
            }
            return;
        };
        let Some(tokens) = strings(raw) else {
            let message =
                format!("expected a list of strings, found {}; left the line out", json::shown(raw));
            fields.issue_at(name, issues, message);
            return;
        };
        let (list, tags) = tags(&mut fields, tokens.len(), self.names.as_deref(), issues);
        let (shared, id) = (fields.name("document", issues), fields.name("id", issues));
        if self.open.as_ref().is_none_or(|open| open.shared.is_none() || open.shared != shared) {
            self.end(gathering);
        }
        let open = self.open.get_or_insert_with(|| Open {
            id: shared.clone().or(id),
            shared,
            joined: Joined::new(place),
        });
        for (at, token) in tokens.iter().enumerate() {
            let tag = tags.get(at).map_or("O", String::as_str);
            open.joined.push(At::Item(line, list, at), token, tag);
        }
        open.joined.end_sentence();
    }
}

/// What the list of tags is called in a line of so many tokens, and the tags, numbers under the names that they stand for.
fn tags(
    fields: &mut Fields<'_>,
    tokens: usize,
    names: Option<&[String]>,
    issues: &mut Vec<Issue>,
) -> (&'static str, Vec<String>) {
    let Some((name, raw)) = TAGS.iter().find_map(|name| Some((*name, fields.take(name, issues)?))) else {
        fields.issue_at("ner_tags", issues, "expected a list of tags, found nothing; read them as O");
        return ("ner_tags", Vec::new());
    };
    let numbers = serde_json::from_str::<Vec<i64>>(raw.get()).ok();
    let tags = match (strings(raw), numbers, names) {
        (Some(tags), ..) => tags,
        (None, Some(numbers), Some(names)) => {
            let named = |number: &i64| names.get(usize::try_from(*number).ok()?).cloned();
            if let Some(unknown) = numbers.iter().find(|number| named(number).is_none()) {
                let most = names.len().saturating_sub(1);
                let message = format!("expected numbers from 0 to {most}, found {unknown}; read it as O");
                fields.issue_at(name, issues, message);
            }
            numbers.iter().map(|number| named(number).unwrap_or_else(|| "O".to_owned())).collect()
        }
        (None, Some(_), None) => {
            let message = "expected tags as strings, or a line {\"names\": […]} before them, found numbers; read them as O";
            fields.issue_at(name, issues, message);
            return (name, Vec::new());
        }
        (None, None, _) => {
            let found = json::shown(raw);
            fields.issue_at(
                name,
                issues,
                format!("expected a list of strings, found {found}; read them as O"),
            );
            return (name, Vec::new());
        }
    };
    if tags.len() != tokens {
        let message = format!("expected {tokens} tags, one for each token, found {}", tags.len());
        let done = if tags.len() < tokens { "read the missing ones as O" } else { "left the last ones out" };
        fields.issue_at(name, issues, format!("{message}; {done}"));
    }
    (name, tags)
}

fn strings(raw: &RawValue) -> Option<Vec<String>> {
    serde_json::from_str(raw.get()).ok()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check_error, check_read, check_write};
    use super::FORMAT;
    use expect_test::expect;

    #[test]
    fn writes_a_line_for_each_sentence() {
        check_write(
            &FORMAT,
            "👨‍🚒 The [COURT Supreme Court]\r\nin [A é [B 漢]]. [C? x] [D! y] o[E n]e",
            expect![[r#"
                {"id":"d1-0","document":"d1","tokens":["👨‍🚒","The","Supreme","Court"],"ner_tags":["O","O","B-COURT","I-COURT"]}
                {"id":"d1-1","document":"d1","tokens":["in","é","漢",".","x","y","one"],"ner_tags":["O","B-A","I-A","O","O","B-D!","O"]}
                -- the project: not carried: colours, keys and guidelines
                -- documents[0]: text: only its words, a space between them, a line for each sentence
                -- documents[0].annotations[0]: not carried: origin
                -- documents[0].annotations[1]: not carried: origin
                -- documents[0].annotations[2]: overlaps another mark: left out
                -- documents[0].annotations[3]: only suggested: left out
                -- documents[0].annotations[4]: not carried: annotation id, origin
                -- documents[0].annotations[5]: begins or ends inside a word: left out
            "#]],
        );
        check_write(
            &FORMAT,
            "",
            expect![[r#"
            {"id":"d1-0","document":"d1","tokens":[],"ner_tags":[]}
        "#]],
        );
    }

    #[test]
    fn reads_lines_of_documents_and_lines_that_are_documents() {
        check_read(
            &FORMAT,
            concat!(
                r#"{"document": "n", "id": "n-0", "tokens": ["👨‍🚒", "é"], "ner_tags": ["B-A", "I-A"]}"#,
                "\r\n",
                r#"{"document": "n", "id": "n-1", "tokens": ["漢"], "ner_tags": ["S-B"]}"#,
                "\n\n",
                r#"{"id": 5, "words": ["a", "b", "c"], "labels": ["I-X"]}"#,
                "\n",
                r#"{"id": 6, "tokens": ["a"], "ner_tags": [3]}"#,
                "\n",
                r#"{"names": ["O", "B-X", "I-X"]}"#,
                "\n",
                r#"{"id": 7, "tokens": ["a", "b", "c"], "ner_tags": [1, 2, 9, 0]}"#,
                "\n",
                r#"{"tokens": [1]}"#,
                "\n",
                r#"{"text": "a"}"#,
                "\n",
                r#"{"tokens": ["#,
            ),
            expect![[r#"
                n: [A 👨‍🚒 é]
                [B 漢]
                5: [X a] b c
                6: a
                7: [X a b] c
                -- line 4.labels: expected 3 tags, one for each token, found 1; read the missing ones as O
                -- line 5.ner_tags: expected tags as strings, or a line {"names": […]} before them, found numbers; read them as O
                -- line 7.ner_tags: expected numbers from 0 to 2, found 9; read it as O
                -- line 7.ner_tags: expected 3 tags, one for each token, found 4; left the last ones out
                -- line 8.tokens: expected a list of strings, found [1]; left the line out
                -- line 9.tokens: expected a list of tokens, found nothing; left the line out
                -- line 10, column 13: expected "]", found the end of the file; left the line out
            "#]],
        );
        check_error(&FORMAT, "An article", expect![[r#"line 1, column 1: expected a value, found "A""#]]);
    }
}
