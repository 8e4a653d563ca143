//! Writes documents in every format, with what each file should hold, for the programs in `tests/exchange`.
//!
//! ```text
//! cargo run --example exchange -- OUT [COUNT]
//! ```
//!
//! Documents come in two sets, those that trip programs up and COUNT random ones, ten thousand if it
//! isn't given. In `OUT/SET/FORMAT/` are the file as
//! `tagline convert` writes it, and `truth.jsonl`: for each document that is in it the text and the mentions that it should hold,
//! and the mentions that it can't. `OUT/SET/source.jsonl` has the documents as they were. Offsets are code points.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tagline::annotation::{Document, Project};
use tagline::format::{self, Cause, Fitted, Format, Lost, Place, Text, fit};
use tagline::text::{Offset, Offsets, Span, sentences, tokens};

/// Formats that are no exchange: our own, and those that only people read.
const OUR_OWN: &[&str] = &["tagline", "brackets", "html", "bundle"];

/// How many random documents there are, if nothing else is asked for.
const RANDOM: usize = 10_000;

type Done = Result<(), Box<dyn Error>>;

fn main() -> Done {
    let out: PathBuf = std::env::args_os().nth(1).ok_or("expected a folder to write to")?.into();
    let random_ones = std::env::args().nth(2).map_or(Ok(RANDOM), |count| count.parse())?;
    for (name, documents) in [("traps", traps()), ("random", random(random_ones))] {
        let folder = out.join(name);
        fs::create_dir_all(&folder)?;
        let native = folder.join("source.tagline.json");
        let labels: Vec<_> = labels(&documents).into_iter().map(|name| json!({"name": name})).collect();
        let project = json!({"format": "tagline", "version": 1, "labels": labels, "documents": documents});
        fs::write(&native, project.to_string())?;
        let ours = format::by_name("tagline").ok_or("expected the native format")?;
        let imported = ours.read(&fs::read_to_string(&native)?)?;
        if let Some(issue) = imported.issues.first() {
            return Err(issue.to_string().into());
        }
        let project = imported.project;
        let all = project.documents.iter().map(|document| source(document));
        write_lines(&folder.join("source.jsonl"), all)?;
        for format in format::ALL {
            if format.writer.is_some() && !OUR_OWN.contains(&format.name) {
                write(&folder.join(format.name), format, &project, &native)?;
            }
        }
    }
    Ok(())
}

/// The labels of all marks, each once.
fn labels(documents: &[Value]) -> BTreeSet<&str> {
    let marks = documents.iter().filter_map(|document| document["annotations"].as_array()).flatten();
    marks.filter_map(|mark| mark["label"].as_str()).collect()
}

/// The file of one format, and its truth.
fn write(folder: &Path, format: &Format, project: &Project, native: &Path) -> Done {
    fs::create_dir_all(folder)?;
    let program = std::env::current_exe()?.with_file_name("../tagline");
    let extension = if format.is_folder() { ".zip" } else { format.extension };
    let file = File::create(folder.join(format!("{}{extension}", format.name)))?;
    let status = Command::new(program)
        .args(["convert", "--from", "tagline", "--to", format.name])
        .stdin(File::open(native)?)
        .stdout(file)
        .stderr(Stdio::null())
        .status()?;
    if !status.success() {
        return Err(format!("tagline convert --to {}: {status}", format.name).into());
    }
    let Fitted { project: fitted, losses } = fit(project, &format.rules, &[]);
    let because = |loss: &format::Loss| match &loss.lost {
        Lost::Because(cause) if cause.leaves_out() => Some(*cause),
        _ => None,
    };
    let mut not_carried = vec![Vec::new(); project.documents.len()];
    let mut left_out = vec![false; project.documents.len()];
    for loss in &losses {
        let Some(cause) = because(loss) else { continue };
        match loss.place {
            Place::Row(number, "annotations", row) => not_carried[number].push((row, cause)),
            Place::Document(number) => left_out[number] = true,
            _ => {}
        }
    }
    let mut written = fitted.documents.iter();
    let mut truths = Vec::new();
    for (number, document) in project.documents.iter().enumerate() {
        if left_out[number] {
            continue;
        }
        let its = written.next().ok_or("expected as many documents as are not left out")?;
        truths.push(truth(format, document, its, &not_carried[number]));
    }
    write_lines(&folder.join("truth.jsonl"), truths.into_iter())
}

/// A document as it was.
fn source(document: &Document) -> Value {
    let reviewed: Vec<_> = document.reviewed().iter().map(|span| place(document, *span)).collect();
    json!({
        "id": &*document.id, "text": &**document.text(), "mentions": mentions(document), "annotator": "ada",
        "reviewed": reviewed,
    })
}

/// What a file should hold of a document.
fn truth(format: &Format, before: &Document, after: &Document, not_carried: &[(usize, Cause)]) -> Value {
    let not_carried: Vec<_> = not_carried
        .iter()
        .filter_map(|(row, cause)| {
            let one = before.annotations().get(*row)?;
            let (start, end) = place(before, one.span);
            Some(json!({"start": start, "end": end, "label": one.label.name(), "why": cause.words()}))
        })
        .collect();
    json!({
        "id": &*before.id, "file": &*after.id, "text": &**after.text(), "mentions": mentions(after),
        "not_carried": not_carried, "tokens": words(format, after),
    })
}

fn mentions(document: &Document) -> Vec<Value> {
    let mention = |one: &std::rc::Rc<tagline::annotation::Annotation>| {
        let (start, end) = place(document, one.span);
        json!({
            "start": start, "end": end, "label": one.label.name(), "text": document.words(one.span),
            "status": one.status.name(),
        })
    };
    document.annotations().iter().map(mention).collect()
}

fn place(document: &Document, span: Span) -> (usize, usize) {
    let offsets = Offsets::new(document.text());
    let at = |at: Offset| offsets.to_char(at).map_or(0, |at| at.0);
    (at(span.start()), at(span.end()))
}

/// The tokens of each sentence, as the format has them.
fn words(format: &Format, document: &Document) -> Vec<Vec<String>> {
    let text = document.text();
    if format.rules.tokens && format.rules.text != Text::Exact {
        let lines = text.split('\n').filter(|line| !line.is_empty());
        return lines.map(|line| line.split(' ').map(str::to_owned).collect()).collect();
    }
    let mut found: Vec<Vec<String>> = Vec::new();
    let ends = sentences(text).into_iter().map(Span::end);
    let inside =
        |end: Offset| document.annotations().iter().any(|one| one.span.start() < end && one.span.end() > end);
    let mut ends = ends.filter(|end| !inside(*end)).peekable();
    let mut ended = true;
    for token in tokens(text) {
        while ends.next_if(|end| *end <= token.span.start()).is_some() {
            ended = true;
        }
        if ended {
            found.push(Vec::new());
        }
        ended = false;
        if let Some(last) = found.last_mut() {
            last.push(document.words(token.span).to_owned());
        }
    }
    found
}

fn write_lines(path: &Path, lines: impl Iterator<Item = Value>) -> Done {
    let mut file = BufWriter::new(File::create(path)?);
    for line in lines {
        writeln!(file, "{line}")?;
    }
    Ok(file.flush()?)
}

/// A document as a native file has it; marks are (start, end, label, status) in code points.
fn document(
    id: &str,
    text: &str,
    marks: &[(usize, usize, &str, &str)],
    reviewed: &[(usize, usize)],
) -> Value {
    let words = |start, end| text.chars().skip(start).take(end - start).collect::<String>();
    let marks: Vec<_> = (1..)
        .zip(marks)
        .map(|(number, &(start, end, label, status))| {
            json!({
                "id": format!("a{number}"), "start": start, "end": end, "text": words(start, end), "label": label,
                "status": status, "origin": {"annotator": "ada"},
            })
        })
        .collect();
    let reviewed: Vec<_> = reviewed.iter().map(|(start, end)| json!([start, end])).collect();
    json!({"id": id, "text": text, "status": "in progress", "reviewed": reviewed, "annotations": marks})
}

/// Documents that trip programs up. `«LABEL words»` is a mention, `?` or `!` behind the label that it is suggested or rejected.
fn traps() -> Vec<Value> {
    let traps = [
        ("emoji", "«PERSON 👨‍🚒» The «COURT Supreme Court» sat in «PLACE London»."),
        ("accents", "«PERSON Jose\u{301}» met «PERSON Zoë» and «PLACE 漢字» in «PLACE Besanc\u{327}on»."),
        ("arabic", "قال «PERSON محمد بن سلمان» في «PLACE الرياض» يوم الأحد."),
        ("chinese", "«COURT 最高人民法院»在«PLACE 北京»开庭。«PERSON 张三»出席。"),
        ("crlf", "«PLACE Paris» slept.\r\nThe «COURT Court» sat.\r\n\r\n«PLACE Rome» woke."),
        ("crlf-inside", "The «COURT Supreme\r\nCourt» sat."),
        ("line-end-inside", "The «COURT Supreme\nCourt» sat in «PLACE New\n\nYork»."),
        ("line-end-outside", "The «COURT \nCourt\n» sat."),
        ("tab-inside", "The «COURT Supreme\tCourt» sat."),
        ("nested", "The «COURT Supreme Court of «PLACE India»» sat in «PLACE New Delhi»."),
        ("deep", "The «COURT «ORGANIZATION «PLACE New York» City» Court» sat."),
        ("same", "«PERSON «ORGANIZATION Ada Roe»» sat."),
        ("twice", "«PERSON «PERSON Ada Roe»» sat."),
        ("empty", ""),
        ("blank", "  \n "),
        ("no-marks", "Nothing is named here."),
        ("all", "«PLACE Rome»"),
        ("ends", "«PLACE Rome» met «PLACE Oslo»"),
        ("inside-a-word", "«PLACE Paris»ians met anti«PLACE Rome» forces."),
        ("spaces-at-ends", "The « COURT  Court »  sat."),
        (
            "labels",
            "«PER SON Ada» met «a|b Bob», «tab\there Cy», «ünï Di», «B-LOC Ed», «漢字 Flo», «<&\"'> Gus» and «lower Hal».",
        ),
        (
            "long-label",
            "«A label of more than a hundred letters is hard to read for people and for some programs that have a column of so many Ada» sat.",
        ),
        ("pipes", "The «COURT a|b Court» | sat in # «PLACE Rome» & <«PLACE Oslo»> \"x\" \\ y, a=b."),
        ("markup", "He said <b>«PLACE Rome»</b> &amp; <!-- «PLACE Oslo» --> ]]> «PERSON Ada»."),
        ("docstart", "-DOCSTART- -X- O O\n\n«PLACE Rome» -DOCSTART- -X- O\n# text = «PLACE Oslo»\n"),
        ("statuses", "«PERSON Ada» met «PERSON? Bob» and «PERSON! Cy» in «PLACE? «PLACE Oslo»»."),
        (
            "unseen",
            "«PERSON a\u{200b}b» met \u{202b}«PLACE \u{feff}Rome»\u{202c} and «PLACE Os\u{ad}lo» «LAW \u{200b}».",
        ),
        ("separators", "Le\u{a0}«PLACE Monde»\u{2028}«PLACE New York»\u{85}«PLACE Oslo»\u{3000}«PERSON 漢»"),
        ("controls", "«PLACE Rome»\u{c}«PLACE Oslo»\u{1c}«PERSON Ada» \u{7} «PERSON Bob» «PERSON C\u{1f}y»"),
        ("adjacent", "«PLACE Rome» «PLACE Oslo» «PERSON Ada Roe»«PLACE 漢»«PLACE 字»"),
        (
            "flags",
            "«PLACE 🇩🇪»«PLACE 🇫🇷» and «PERSON 👍🏽» and «ORGANIZATION 𝕏 Corp» met «PERSON e\u{301}e\u{301}».",
        ),
        (
            "sentences",
            "«PLACE Rome» woke. «PLACE Oslo» slept. «PERSON Ada Roe» sat in «PLACE Lima».\nThe «COURT Court» rose! «PERSON Bob»? «LAW No. It» is.",
        ),
        ("id with / and ü:*?", "«PLACE Rome»."),
        ("id with / and ü:*!", "«PLACE Oslo»."),
    ];
    let mut all: Vec<Value> = traps.iter().map(|(id, marked)| parsed(id, marked)).collect();
    let crossing = "The Supreme Court of India sat in Delhi.";
    all.push(document(
        "crossing",
        crossing,
        &[(4, 26, "COURT", "accepted"), (12, 30, "LAW", "accepted"), (21, 26, "PLACE", "accepted")],
        &[(0, 40)],
    ));
    all.push(document("unreviewed", "Ada met Bob in Rome.", &[(0, 3, "PERSON", "accepted")], &[]));
    all.push(document("half-reviewed", "Ada met Bob in Rome.", &[(0, 3, "PERSON", "accepted")], &[(0, 11)]));
    all
}

/// The document of a text with marks in it, all of it reviewed.
fn parsed(id: &str, marked: &str) -> Value {
    let (mut text, mut length) = (String::new(), 0);
    let (mut open, mut marks) = (Vec::new(), Vec::new());
    let mut rest = marked;
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        match character {
            '«' => {
                // A label may have spaces in it: it ends at the last that is followed by the words, one word, in these texts.
                let inner = rest.split(['«', '»']).next().unwrap_or_default();
                let known = [
                    "PER SON ",
                    "A label of more than a hundred letters is hard to read for people and for some programs that have a column of so many ",
                    " COURT ",
                ];
                let length_of = known
                    .iter()
                    .find(|label| inner.starts_with(**label))
                    .map_or_else(|| inner.find(' ').unwrap_or(0) + 1, |label| label.len());
                let label = rest[..length_of].trim();
                rest = &rest[length_of..];
                let status = match label.chars().next_back() {
                    Some('?') => "suggested",
                    Some('!') => "rejected",
                    _ => "accepted",
                };
                open.push((length, label.trim_end_matches(['?', '!']), status));
            }
            '»' => {
                if let Some((start, label, status)) = open.pop() {
                    marks.push((start, length, label, status));
                }
            }
            character => {
                text.push(character);
                length += 1;
            }
        }
    }
    let reviewed: &[_] = if length == 0 { &[] } else { &[(0, length)] };
    document(id, &text, &marks, reviewed)
}

/// Words that random documents are made of, and what stands between them.
const WORDS: &[&str] = &[
    "Rome",
    "Oslo",
    "Ada",
    "Roe",
    "the",
    "court",
    "sat",
    "in",
    "of",
    "and",
    "漢字",
    "東京",
    "München",
    "café",
    "e\u{301}le\u{300}ve",
    "👩‍🚀",
    "👍🏽",
    "🇩🇪",
    "الرياض",
    "محمد",
    "U.S.",
    "1,234",
    "%",
    "$5",
    "\"x\"",
    "(a)",
    "O'Neil",
    "co-op",
    "Nov.",
    "it's",
    "𝕏",
    "नमस्ते",
    "a|b",
    "<b>",
    "&amp;",
    "#1",
    "a=b",
    "_",
];
const BETWEEN: &[&str] = &[
    " ", " ", " ", " ", " ", " ", " ", " ", "  ", ". ", ", ", "\n", "\r\n", "\n\n", "\u{a0}", "-", "", "\t",
    "\u{2028}", "\u{200b}",
];
const LABELS: &[&str] = &["COURT", "AGENCY", "LAW", "PLACE", "PERSON", "ORGANIZATION", "DATE"];

fn random(count: usize) -> Vec<Value> {
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    // xorshift64 (Marsaglia 2003).
    let mut below = move |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % limit.max(1) as u64) as usize
    };
    let make = |number: usize| {
        let (mut text, mut words) = (String::new(), Vec::new());
        let mut length = 0;
        for _ in 0..below(40) {
            let word = WORDS[below(WORDS.len())];
            let start = length;
            length += word.chars().count();
            words.push((start, length));
            let between = BETWEEN[below(BETWEEN.len())];
            length += between.chars().count();
            text = text + word + between;
        }
        let mut marks = Vec::new();
        for _ in 0..if words.is_empty() { 0 } else { below(8) } {
            let first = below(words.len());
            let last = (first + [0, 0, 0, 1, 2][below(5)]).min(words.len() - 1);
            let (mut start, end) = (words[first].0, words[last].1);
            if below(20) == 0 && start + 1 < end {
                start += 1;
            }
            let status = ["accepted", "accepted", "accepted", "accepted", "suggested", "rejected"][below(6)];
            marks.push((start, end, LABELS[below(LABELS.len())], status));
        }
        let reviewed: Vec<_> = match below(3) {
            0 => Vec::new(),
            _ if length == 0 => Vec::new(),
            1 => vec![(0, length)],
            _ => vec![(0, length.div_ceil(2))],
        };
        document(&format!("r{number}"), &text, &marks, &reviewed)
    };
    (1..=count).map(make).collect()
}
