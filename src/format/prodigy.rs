//! Prodigy's JSON lines: what `db-out` writes and `db-in` reads, and tasks for its recipes (prodi.gy/docs/api-interfaces).
//!
//! ```json
//! {"id":"n1","text":"The Court","_view_id":"ner_manual","tokens":[{"text":"The","start":0,"end":3,"id":0,"ws":true},{"text":"Court","start":4,"end":9,"id":1,"ws":false}],"spans":[{"start":4,"end":9,"token_start":1,"token_end":1,"label":"COURT"}],"answer":"accept","meta":{"id":"n1"}}
//! ```
//!
//! Counts in code points, end exclusive; `token_end` is the last token itself. Documents whose marks overlap are for
//! `spans_manual`, the others for `ner_manual`. Read besides: tasks without an answer, whose marks are suggestions; rejected
//! tasks, whose marks were wrong; the marks of ignored tasks, relations, choices and pictures are told.
//! What it cannot carry: what is not accepted, marks that begin or end inside a token, all of a mark but its label.

use serde::Serialize;
use serde_json::value::RawValue;

use super::gather::{Found, Gathering, Mark};
use super::json::{self, Fields, Records};
use super::placed::Unit;
use super::spaced;
use super::{Family, Format, Issue, Part, Reader, Rules, Writer};
use crate::annotation::{Document, Project, Status};
use crate::text::{Offset, Offsets, Span};

/// The row of this format.
pub(super) const FORMAT: Format = Format {
    name: "prodigy",
    title: "Prodigy",
    family: Family::Tools,
    extension: ".prodigy.jsonl",
    inside: None,
    media_type: "application/jsonl",
    counts: "code points",
    about: "For prodigy db-in, and for its recipes ner.manual and, where marks overlap, spans.manual.",
    rules: Rules { tokens: true, ..Rules::accepted(&[Part::DocumentIds]) },
    begins: |beginning| {
        let line = beginning.lines().next().unwrap_or_default();
        let named = ["_view_id", "_input_hash", "_task_hash", "answer"];
        let of_prodigy = named.iter().any(|name| line.contains(&format!("\"{name}\":")));
        let spans = line.contains("\"spans\":") && !line.contains("\"span_annotations\":");
        line.starts_with('{') && line.contains("\"text\":") && (of_prodigy || spans)
    },
    opens_at: None,
    streams: true,
    reader: Some(Reader::Lines(|| Box::new(Records::new(read)))),
    writer: Some(Writer::File(write)),
};

#[derive(Serialize)]
struct Task<'a> {
    id: &'a str,
    text: &'a str,
    _view_id: &'static str,
    tokens: Vec<Token<'a>>,
    spans: Vec<OutSpan<'a>>,
    answer: &'static str,
    meta: Meta<'a>,
}

#[derive(Serialize)]
struct Token<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    id: usize,
    ws: bool,
}

#[derive(Serialize)]
struct OutSpan<'a> {
    start: usize,
    end: usize,
    token_start: usize,
    token_end: usize,
    label: &'a str,
}

/// What Prodigy shows below a task.
#[derive(Serialize)]
struct Meta<'a> {
    id: &'a str,
}

fn write(project: &Project) -> String {
    project.documents.iter().map(|document| json::line(&task(document))).collect()
}

fn task(document: &Document) -> Task<'_> {
    let offsets = Offsets::new(document.text());
    let chars = |at: Offset| offsets.to_char(at).unwrap_or_default().0;
    let places = |span: Span| (chars(span.start()), chars(span.end()));
    // The marks may overlap; where sentences end does not matter here, so nothing is asked of them.
    let plain = Document::of_text("", document.text().clone());
    let pieces: Vec<_> = spaced::sentences(&plain).into_iter().flatten().collect();
    let tokens = pieces.iter().enumerate().map(|(id, piece)| {
        let span = piece.token.span;
        let (start, end) = places(span);
        Token { text: document.words(span), start, end, id, ws: piece.space }
    });
    let spans = document.annotations().iter().map(|one| {
        let (start, end) = places(one.span);
        let token_start = pieces.partition_point(|piece| piece.token.span.end() <= one.span.start());
        let after = pieces.partition_point(|piece| piece.token.span.start() < one.span.end());
        OutSpan { start, end, token_start, token_end: after.saturating_sub(1), label: one.label.name() }
    });
    let overlap = document.annotations().windows(2).any(|pair| pair[0].span.overlaps(pair[1].span));
    Task {
        id: &document.id,
        text: document.text(),
        _view_id: if overlap { "spans_manual" } else { "ner_manual" },
        tokens: tokens.collect(),
        spans: spans.collect(),
        answer: "accept",
        meta: Meta { id: &document.id },
    }
}

fn read(line: usize, record: &RawValue, gathering: &mut Gathering) {
    let place = format!("line {line}");
    let issues = &mut gathering.issues;
    let Some(mut fields) = Fields::of(record, place.clone(), issues) else { return };
    let Some(text) = fields.required("text", issues) else { return };
    let id = fields.name("id", issues);
    let status = match fields.string("answer", issues).as_deref() {
        Some("accept") => Some(Status::Accepted),
        Some("reject") => Some(Status::Rejected),
        Some("ignore") => None,
        None => Some(Status::Suggested),
        Some(other) => {
            let message =
                format!("expected accept, reject or ignore, found {other:?}; read its marks as suggestions");
            fields.issue_at("answer", issues, message);
            Some(Status::Suggested)
        }
    };
    let spans = fields.list("spans", issues);
    let mut marks = Vec::new();
    if let Some(status) = status {
        for (place, raw) in spans {
            let Some(span) = Fields::of(raw, place, issues) else { continue };
            marks.extend(mark(span, issues).map(|mark| Mark { status, ..mark }));
        }
    } else if !spans.is_empty() {
        let message = format!("the task was ignored: left its marks out, {}", spans.len());
        fields.issue_at("answer", issues, message);
    }
    if status == Some(Status::Rejected) {
        fields.issue_at("answer", issues, "the task was rejected: read its marks as rejected");
    }
    for (name, words) in
        [("relations", "relations between marks"), ("options", "choices"), ("image", "a picture")]
    {
        if fields.take(name, issues).is_some_and(|raw| raw.get() != "[]") {
            fields.issue_at(name, issues, format!("{words}: Tagline has none; left out"));
        }
    }
    gathering.add(Found { place, id, text, marks, ..Found::default() }, Unit::CodePoints);
}

fn mark(mut span: Fields<'_>, issues: &mut Vec<Issue>) -> Option<Mark> {
    let (start, end) = (span.count("start", issues), span.count("end", issues));
    let label = span.required("label", issues)?;
    let (quote, score) = (span.string("text", issues), span.number("score", issues));
    Some(Mark { quote, score, ..Mark::new(span.path(), start, end, label) })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check_error, check_read, check_write};
    use super::FORMAT;
    use expect_test::expect;

    #[test]
    fn writes_a_task_for_each_document() {
        check_write(
            &FORMAT,
            "👨‍🚒 The [COURT Supreme Court]\r\nin [A é [B 漢]]. [C? x] [D! y] o[E n]e",
            expect![[r#"
                {"id":"d1","text":"👨‍🚒 The Supreme Court\r\nin é 漢. x y one","_view_id":"spans_manual","tokens":[{"text":"👨‍🚒","start":0,"end":3,"id":0,"ws":true},{"text":"The","start":4,"end":7,"id":1,"ws":true},{"text":"Supreme","start":8,"end":15,"id":2,"ws":true},{"text":"Court","start":16,"end":21,"id":3,"ws":false},{"text":"\r\n","start":21,"end":23,"id":4,"ws":false},{"text":"in","start":23,"end":25,"id":5,"ws":true},{"text":"é","start":26,"end":27,"id":6,"ws":true},{"text":"漢","start":28,"end":29,"id":7,"ws":false},{"text":".","start":29,"end":30,"id":8,"ws":true},{"text":"x","start":31,"end":32,"id":9,"ws":true},{"text":"y","start":33,"end":34,"id":10,"ws":true},{"text":"one","start":35,"end":38,"id":11,"ws":false}],"spans":[{"start":8,"end":21,"token_start":2,"token_end":3,"label":"COURT"},{"start":26,"end":29,"token_start":6,"token_end":7,"label":"A"},{"start":28,"end":29,"token_start":7,"token_end":7,"label":"B"},{"start":33,"end":34,"token_start":10,"token_end":10,"label":"D!"}],"answer":"accept","meta":{"id":"d1"}}
                -- the project: not carried: colours, keys and guidelines
                -- documents[0].annotations[0]: not carried: origin
                -- documents[0].annotations[1]: not carried: origin
                -- documents[0].annotations[2]: not carried: origin
                -- documents[0].annotations[3]: only suggested: left out
                -- documents[0].annotations[4]: not carried: annotation id, origin
                -- documents[0].annotations[5]: begins or ends inside a word: left out
            "#]],
        );
        check_write(
            &FORMAT,
            "[A x]",
            expect![[r#"
            {"id":"d1","text":"x","_view_id":"ner_manual","tokens":[{"text":"x","start":0,"end":1,"id":0,"ws":false}],"spans":[{"start":0,"end":1,"token_start":0,"token_end":0,"label":"A"}],"answer":"accept","meta":{"id":"d1"}}
            -- the project: not carried: colours, keys and guidelines
            -- documents[0].annotations[0]: not carried: origin
        "#]],
        );
        check_write(
            &FORMAT,
            "",
            expect![[r#"
            {"id":"d1","text":"","_view_id":"ner_manual","tokens":[],"spans":[],"answer":"accept","meta":{"id":"d1"}}
        "#]],
        );
    }

    #[test]
    fn reads_what_prodigy_writes() {
        check_read(
            &FORMAT,
            concat!(
                r#"{"text": "👨‍🚒 The Court", "meta": {"source": "x"}, "_input_hash": 1, "spans": [{"start": 8, "end": 13, "label": "COURT", "token_start": 2}], "answer": "accept"}"#,
                "\n",
                r#"{"text": "é 漢", "spans": [{"start": 2, "end": 3, "label": "A", "text": "漢", "score": 0.5}]}"#,
                "\n",
                r#"{"text": "é 漢", "spans": [{"start": 2, "end": 3, "label": "A"}], "answer": "reject"}"#,
                "\n",
                r#"{"text": "é 漢", "spans": [{"start": 2, "end": 3, "label": "A"}], "answer": "ignore"}"#,
                "\n",
                r#"{"text": "é", "spans": [{"start": 0, "end": 5, "label": "A"}, {"start": 0, "end": 1}], "answer": "so", "relations": [{}], "options": []}"#,
                "\n",
                r#"{"image": "a.png"}"#,
            ),
            expect![[r#"
                document-1: 👨‍🚒 The [COURT Court]
                document-2: é [A? 漢]
                document-3: é [A~ 漢]
                document-4: é 漢
                document-5: é
                -- line 3.answer: the task was rejected: read its marks as rejected
                -- line 4.answer: the task was ignored: left its marks out, 1
                -- line 5.answer: expected accept, reject or ignore, found "so"; read its marks as suggestions
                -- line 5.spans[1].label: expected a string, found nothing; left spans[1] out
                -- line 5.relations: relations between marks: Tagline has none; left out
                -- line 5.spans[0]: expected a stretch of the text between 0 and 1, found 0 to 5; left it out
                -- line 6.text: expected a string, found nothing; left line 6 out
            "#]],
        );
        check_error(&FORMAT, "An article", expect![[r#"line 1, column 1: expected a value, found "A""#]]);
    }
}
