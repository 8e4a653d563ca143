//! Writes two sets of documents in every format, with what each file should hold, for the real readers of the formats
//! (`make test-exchange`, `tests/exchange/`).
//!
//! `exchange FOLDER` makes `FOLDER/{traps,random}/source.jsonl` and, for each format, `FOLDER/SET/FORMAT/` with the file as
//! `tagline convert` writes it and `truth.jsonl`. All offsets are code points, end exclusive. The random set is the same each time.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::rc::Rc;

use serde_json::{Value, json};
use tagline::annotation::{
    Annotation, AnnotationId, Document, DocumentStatus, Edit, Label, Origin, Project, Retext, Status,
};
use tagline::article::Cleaned;
use tagline::format::{self, Cause, Format, Lost, Place, Text};
use tagline::job::pack::pack;
use tagline::text::{Offset, Offsets, Span, tokens};

/// So many documents are made up.
const RANDOM: usize = 10_000;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("expected the folder to write into")?;
    for (name, project) in [("traps", traps()), ("random", random(RANDOM))] {
        let folder = Path::new(&folder).join(name);
        fs::create_dir_all(&folder)?;
        write_lines(&folder.join("source.jsonl"), project.documents.iter().map(|document| source(document)))?;
        for format in format::ALL.iter().filter(|format| format.reader.is_some()) {
            write(format, &project, &folder.join(format.name))?;
        }
    }
    Ok(())
}

fn write(format: &Format, project: &Project, folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let written = format.write(project, &[]);
    if format.is_folder() {
        fs::write(folder.join(format!("articles.{}.zip", format.name)), pack(&written.files))?;
    } else {
        fs::write(folder.join(format!("articles{}", format.extension)), written.content())?;
    }
    let fitted = format::fit(project, &format.rules, &[]);
    // What has no words is not in every file.
    let left_out = |number: usize| {
        fitted
            .losses
            .iter()
            .any(|loss| loss.place == Place::Document(number) && loss.lost == Lost::Because(Cause::Wordless))
    };
    let numbers = (0..project.documents.len()).filter(|number| !left_out(*number));
    let truth = numbers.zip(&fitted.project.documents).filter_map(|(number, document)| {
        let original = project.documents.get(number)?;
        let lost = fitted.losses.iter().filter_map(|loss| match (loss.place, &loss.lost) {
            (Place::Row(at, "annotations", row), Lost::Because(cause))
                if at == number && cause.leaves_out() =>
            {
                Some((row, cause.words().to_owned()))
            }
            (Place::Row(at, "annotations", row), Lost::Other(words)) if at == number => {
                Some((row, words.to_string()))
            }
            _ => None,
        });
        let lost: Vec<Value> = lost
            .filter_map(|(row, why)| {
                let mut mention = mention(original, original.annotations().get(row)?)?;
                mention["why"] = why.into();
                Some(mention)
            })
            .collect();
        let mut line = json!({
            "id": document.id, "source": original.id, "file": document.id, "text": document.text(),
            "mentions": mentions(document), "not_carried": lost,
        });
        if let Some(tokens) = sentences(format, document) {
            line["tokens"] = tokens;
        }
        Some(line)
    });
    write_lines(&folder.join("truth.jsonl"), truth)
}

/// The tokens of a document, sentence by sentence, in a format that has some.
fn sentences(format: &Format, document: &Document) -> Option<Value> {
    let text = document.text();
    match format.rules.text {
        Text::Tokens(_) => {
            let words = |line: &str| {
                line.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>()
            };
            Some(json!(text.split('\n').map(words).collect::<Vec<_>>()))
        }
        _ if format.rules.tokens => {
            let words: Vec<&str> = tokens(text).iter().filter_map(|token| token.span.slice(text)).collect();
            Some(json!([words]))
        }
        _ => None,
    }
}

fn source(document: &Document) -> Value {
    let offsets = Offsets::new(document.text());
    let reviewed = document
        .reviewed()
        .iter()
        .filter_map(|span| Some([offsets.to_char(span.start())?.0, offsets.to_char(span.end())?.0]));
    json!({
        "id": document.id, "text": document.text(), "mentions": mentions(document), "status": document.status().name(),
        "reviewed": reviewed.collect::<Vec<_>>(), "not_carried": [],
    })
}

fn mentions(document: &Document) -> Vec<Value> {
    document.annotations().iter().filter_map(|one| mention(document, one)).collect()
}

fn mention(document: &Document, one: &Annotation) -> Option<Value> {
    let offsets = Offsets::new(document.text());
    let annotator = match &one.origin {
        Origin::Annotator(name) => json!(name),
        Origin::Tagger { .. } => Value::Null,
    };
    Some(json!({
        "start": offsets.to_char(one.span.start())?.0, "end": offsets.to_char(one.span.end())?.0,
        "label": one.label.name(), "text": document.words(one.span), "status": one.status.name(), "annotator": annotator,
    }))
}

fn write_lines(path: &Path, lines: impl Iterator<Item = Value>) -> Result<(), Box<dyn Error>> {
    let mut content = String::new();
    for line in lines {
        content += &line.to_string();
        content.push('\n');
    }
    Ok(fs::write(path, content)?)
}

/// A document of a text and marks, each of a stretch of bytes, a label and a status.
fn document(id: &str, text: &str, marks: Vec<(Span, &str, Status)>) -> Rc<Document> {
    let annotations = marks.into_iter().zip(1..).filter_map(|((span, label, status), number)| {
        let id = AnnotationId(format!("m{number:02}").into());
        let by_hand = Annotation::by_hand(id, span, Label::new(label)?, "Ada".into());
        Some(Rc::new(Annotation { status, ..by_hand }))
    });
    let retext = Retext {
        cleaned: Cleaned { text: text.into(), ..Cleaned::default() },
        annotations: annotations.collect(),
        reviewed: Vec::new(),
        set_aside: Vec::new(),
    };
    let mut document = Document::of_text(id, "");
    // Cannot fail: every span is a stretch of the text.
    let _ = Edit::SetText(Box::new(retext)).apply(&mut document);
    Rc::new(document)
}

/// A document whose marks are the first places of these words.
fn marked(id: &str, text: &str, marks: &[(&str, &str)]) -> Rc<Document> {
    let spans = marks.iter().filter_map(|(words, label)| {
        let at = text.find(words)?;
        Some((Span::of(at..at + words.len())?, *label, Status::Accepted))
    });
    document(id, text, spans.collect())
}

/// What formats and their readers are known to stumble over, one thing a document.
fn traps() -> Project {
    let plain = "The Supreme Court sat in London.";
    let mut documents = vec![
        marked("plain", plain, &[("Supreme Court", "COURT"), ("London", "PLACE")]),
        marked(
            "emoji",
            "👨‍🚒 The Supreme Court sat in London. 👩‍🚀👩🏽‍🚀 in 🇫🇷.",
            &[("Supreme Court", "COURT"), ("London", "PLACE"), ("👩‍🚀👩🏽‍🚀", "PERSON")],
        ),
        marked(
            "combining",
            "Cafe\u{301} Zu\u{308}rich und Łódź, e\u{301}.",
            &[("Cafe\u{301}", "ORGANIZATION"), ("Zu\u{308}rich", "PLACE"), ("Łódź", "PLACE")],
        ),
        marked(
            "arabic",
            "قالت المحكمة العليا في القاهرة إن النيل 2024.",
            &[("المحكمة العليا", "COURT"), ("القاهرة", "PLACE")],
        ),
        marked("hebrew", "\u{202b}בית המשפט העליון\u{202c} בירושלים", &[("בית המשפט העליון", "COURT")]),
        marked("chinese", "最高人民法院在北京開庭。漢字", &[("最高人民法院", "COURT"), ("北京", "PLACE")]),
        marked(
            "crlf",
            "First line\r\nThe High Court\r\nof Kenya\rsat.\r\n",
            &[("High Court\r\nof Kenya", "COURT"), ("First", "DATE")],
        ),
        marked(
            "line end",
            "The High\nCourt sat.\n\nThen Nairobi.\n",
            &[("High\nCourt", "COURT"), ("Nairobi", "PLACE")],
        ),
        marked(
            "spaces",
            "  two  spaces\u{a0}and\ta tab \u{2003}wide  ",
            &[("two  spaces", "LAW"), ("and\ta", "LAW")],
        ),
        marked(
            "overlap",
            "Court of Appeal of Kenya",
            &[("Court of Appeal of Kenya", "COURT"), ("Kenya", "PLACE"), ("Appeal of", "LAW")],
        ),
        marked(
            "crossing",
            "New York Times Square",
            &[("New York Times", "ORGANIZATION"), ("Times Square", "PLACE")],
        ),
        marked("same span", "Washington", &[("Washington", "PLACE"), ("Washington", "PERSON")]),
        marked("edges", "Kenya won Kenya", &[("Kenya won", "LAW")]),
        marked("whole", "Kenya", &[("Kenya", "PLACE")]),
        marked("inside words", "unKenyan Londoners", &[("Kenya", "PLACE"), ("London", "PLACE")]),
        marked(
            "marks",
            "\"A\" <b>R&D</b> [x] {y} a|b #1 _ \\ 'q' -DOCSTART- O",
            &[("R&D", "ORGANIZATION"), ("[x]", "LAW"), ("a|b", "LAW"), ("\"A\"", "PERSON")],
        ),
        marked(
            "labels",
            "one two three four five",
            &[("one", "A B"), ("two", "Ort|é"), ("three", "法院"), ("four", "a_b"), ("five", "B-A")],
        ),
        marked(
            "separators",
            "a\u{2028}b\u{2029}c\u{85}d \u{feff}e\u{200b}f",
            &[("b", "LAW"), ("e\u{200b}f", "LAW")],
        ),
        marked("controls", "a\u{1}b \u{1c}c\u{1f} d\u{b}e", &[("a\u{1}b", "LAW"), ("d", "LAW")]),
        marked("unmarked", "Nothing is named here.", &[]),
        document("empty", "", Vec::new()),
        document("blank", " \n ", Vec::new()),
    ];
    let statuses = [Status::Accepted, Status::Suggested, Status::Rejected];
    let at = [0..3, 4..17, 25..31].map(Span::of);
    let mixed = at.into_iter().flatten().zip(["LAW", "COURT", "PLACE"]).zip(statuses);
    documents.push(document(
        "statuses",
        plain,
        mixed.map(|((span, label), status)| (span, label, status)).collect(),
    ));
    Project { documents, ..Project::default() }
}

/// Numbers by chance (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % most.max(1) as u64) as usize
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(self.below(all.len())).copied()
    }
}

const WORDS: &[&str] = &[
    "the",
    "Supreme",
    "Court",
    "of",
    "Kenya",
    "in",
    "London",
    "Łódź",
    "Zürich",
    "e\u{301}t",
    "法院",
    "北京",
    "القاهرة",
    "ירושלים",
    "👩‍🚀",
    "🇫🇷",
    "👨‍👩‍👧",
    "U.S.",
    "Nov.",
    "3.5",
    "2024",
    "R&D",
    "O'Hara",
    "it's",
    "<i>",
    "\"yes\"",
    "(no)",
    "a|b",
    "co\u{ad}op",
    "—",
    ",",
    ".",
];
const GAPS: &[&str] = &[" ", " ", " ", " ", " ", " ", " ", "\n", "\r\n", "\n\n", "  ", "\u{a0}", "\t", ""];
const LABELS: &[&str] =
    &["COURT", "AGENCY", "LAW", "PLACE", "PERSON", "ORGANIZATION", "DATE", "Gericht", "法院", "A B"];

fn random(count: usize) -> Project {
    let mut chance = Chance(7);
    let documents = (0..count).map(|number| {
        let mut text = String::new();
        for _ in 0..chance.below(40) {
            text += chance.of(WORDS).unwrap_or_default();
            text += chance.of(GAPS).unwrap_or_default();
        }
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let words: Vec<Span> = tokens(&text).into_iter().map(|token| token.span).collect();
        let mut marks = Vec::new();
        for _ in 0..chance.below(7) {
            let span = match chance.below(4) {
                0 => {
                    let (a, b) = (chance.of(&ends).unwrap_or(0), chance.of(&ends).unwrap_or(0));
                    Span::of(a.min(b)..a.max(b))
                }
                _ => {
                    let first = chance.below(words.len());
                    let last = (first + chance.below(4)).min(words.len().saturating_sub(1));
                    words
                        .get(first)
                        .zip(words.get(last))
                        .and_then(|(first, last)| Span::new(first.start(), last.end()))
                }
            };
            let status = chance.of(&[
                Status::Accepted,
                Status::Accepted,
                Status::Accepted,
                Status::Suggested,
                Status::Rejected,
            ]);
            if let (Some(span), Some(label), Some(status)) = (span, chance.of(LABELS), status) {
                marks.push((span, label, status));
            }
        }
        let mut made = (*document(&format!("made-{number:05}"), &text, marks)).clone();
        if chance.below(3) == 0 && !ends.is_empty() {
            let to = chance.of(&ends).unwrap_or(0);
            let seen = Span::new(Offset(0), Offset(to));
            // Cannot fail: it is a stretch of the text.
            let _ = Edit::SetReviewed(seen.into_iter().collect()).apply(&mut made);
        }
        let status = chance.of(DocumentStatus::ALL).unwrap_or_default();
        let _ = Edit::SetStatus(status).apply(&mut made);
        Rc::new(made)
    });
    let documents = documents.collect();
    Project { documents, ..Project::default() }
}
