//! Intake: each kind of file is taken for what it is, and what can't be taken is said with its place.

mod tables;
mod zip;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::article::SourceKind;

/// Everything that comes of some files, a line each.
fn shown(files: Vec<Given>, choices: HashMap<String, Choice>) -> String {
    let mut intake = Intake::new(files, choices);
    let mut lines = String::new();
    let mut before = 0;
    while let Some(arrival) = intake.next() {
        lines += &(line(&arrival) + "\n");
        let (read, total) = intake.progress();
        assert!(before <= read && read <= total, "{before}, {read} of {total}");
        before = read;
    }
    let (read, total) = intake.progress();
    assert_eq!(read, total);
    lines
}

fn line(arrival: &Arrival) -> String {
    match arrival {
        Arrival::Article(record) => {
            let Record { place, id, source, title, published, url } = &**record;
            let kind = if source.kind == SourceKind::Html { "html" } else { "text" };
            let mut line = format!("{place} = {kind} {:?}", source.content);
            for (what, given) in [("id", id), ("title", title), ("date", published), ("url", url)] {
                if let Some(given) = given {
                    line += &format!(", {what} {given:?}");
                }
            }
            line
        }
        Arrival::Project(project) => format!("project of {} labels", project.schema.labels().len()),
        Arrival::Document(document) => format!("document {:?} {:?}", document.id, document.text()),
        Arrival::Rejected(issue) => format!("! {issue}"),
    }
}

#[track_caller]
fn check(name: &str, bytes: impl Into<Vec<u8>>, expected: Expect) {
    expected.assert_eq(&shown(vec![Given::of(name, bytes)], HashMap::new()).replace('\r', "\\r"));
}

fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn articles_are_text_or_html() {
    check(
        "a.txt",
        "É 漢 👩\u{200d}🚀\r\nb",
        expect![[r#"
        a.txt = text "É 漢 👩\u{200d}🚀\r\nb"
    "#]],
    );
    check(
        "news/a.HTM",
        "\u{feff}<p>a",
        expect![[r#"
        news/a.HTM = html "<p>a"
    "#]],
    );
    check(
        "a",
        "  <!DOCTYPE html><p>a",
        expect![[r#"
        a = html "  <!DOCTYPE html><p>a"
    "#]],
    );
    check(
        "a.txt",
        utf16("é 漢 👩\u{200d}🚀"),
        expect![[r#"
        a.txt = text "é 漢 👩\u{200d}🚀"
    "#]],
    );
    check(
        "a.brackets.txt",
        "=== d\n[PLACE Ohio]\n=== e\n[x\n",
        expect![[r#"
        project of 7 labels
        document "d" "Ohio"
        ! a.brackets.txt, line 4, column 3: expected a space and the words after the label, found the end of the line; left the document out
    "#]],
    );
}

#[test]
fn what_is_no_text_says_why() {
    for (name, bytes, expected) in [
        ("a.txt", b"".as_slice(), "! a.txt: expected text, found an empty file\n"),
        ("a.txt", b" \n", "! a.txt: expected an article, found no text that shows\n"),
        ("a.html", b"<script>a</script>", "! a.html: expected an article, found no text that shows\n"),
        ("a.pdf", b"%PDF-1.4", "! a.pdf: expected text, found a PDF\n"),
        ("a.docx", b"PK\x03\x04", "! a.docx: expected text, found a Word file; save it as text or HTML\n"),
        ("a", b"a\0b", "! a: expected text, found a zero byte; is this a binary file?\n"),
        (
            "a.txt",
            b"caf\xe9",
            "! a.txt: byte 3: expected UTF-8, found the byte 0xE9; save the file as UTF-8 and open it again\n",
        ),
        (
            "a.txt",
            b"\xff\xfea",
            "! a.txt: byte 2: expected UTF-16, two bytes each, found one alone; was the file cut short?\n",
        ),
        (
            "a.json",
            b"{}",
            "! a.json: format: expected \"tagline\", found nothing; is it a file of another program?\n",
        ),
        (
            "a.zip",
            b"PK\x03\x04",
            "! a.zip: expected the end of a zip archive, found none; is the file cut short?\n",
        ),
    ] {
        assert_eq!(shown(vec![Given::of(name, bytes)], HashMap::new()), expected);
    }
}

#[test]
fn lines_are_objects() {
    check(
        "a.jsonl",
        "{\"id\": 7, \"text\": \"é 漢\", \"url\": \"https://a\"}\r\n\n{\"id\": \"b\", \"html\": \"<p>x\"}\n[]\n{\"text\": \n{\"id\": 1}\n{\"text\": 5}",
        expect![[r#"
            a.jsonl, line 1 = text "é 漢", id "7", url "https://a"
            a.jsonl, line 3 = html "<p>x", id "b"
            ! a.jsonl, line 4: expected a JSON object, found another JSON value
            ! a.jsonl, line 5, column 9: expected a value, found the end of the line
            ! a.jsonl, line 6: expected "text" to be a text, found none
            a.jsonl, line 7 = text "5"
        "#]],
    );
    check(
        "a.ndjson",
        "{\"headline\": \"H\", \"main text\": \"long enough to be the text\", \"date\": \"2019-06-25 21:06\", \"link\": \"https://a\"}\n{\"headline\": \"I\", \"main text\": \"t\", \"date\": \"June\"}\n\"\u{e9}",
        expect![[r#"
            a.ndjson, line 1 = text "long enough to be the text", title "H", date "2019-06-25T21:06", url "https://a"
            a.ndjson, line 2 = text "t", title "I"
            ! a.ndjson, line 2: expected a date like 2019-06-26, found "June"; took the article without it
            ! a.ndjson, line 3, column 3: expected the quotation mark that ends a string, found the end of the line
        "#]],
    );
    check(
        "a.jsonl",
        b"{\"text\": \"a\xff\"}\n{\"text\": \"b\"}".as_slice(),
        expect![[r#"
        ! a.jsonl, line 1: byte 11: expected UTF-8, found the byte 0xFF
        a.jsonl, line 2 = text "b"
    "#]],
    );
    check(
        "a.jsonl",
        utf16("{\"text\": \"漢\"}\n"),
        expect![[r#"
        a.jsonl, line 1 = text "漢"
    "#]],
    );
}

#[test]
fn several_files_come_one_after_another() {
    let files = vec![Given::of("a.txt", "a"), Given::of("b.bin", "\0"), Given::of("c.txt", "c")];
    assert_eq!(
        shown(files, HashMap::new()),
        "a.txt = text \"a\"\n! b.bin: expected text, found a zero byte; is this a binary file?\nc.txt = text \"c\"\n"
    );
    assert_eq!(shown(Vec::new(), HashMap::new()), "");
}

/// A file that fails while it is read.
struct Failing;

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("it is gone"))
    }
}

impl Seek for Failing {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Ok(0)
    }
}

#[test]
fn a_file_that_cannot_be_read_says_so() {
    let files = vec![Given { name: "a.txt".into(), content: Box::new(Failing) }, Given::of("b.txt", "b")];
    assert_eq!(
        shown(files, HashMap::new()),
        "! a.txt: expected a file that can be read: it is gone\nb.txt = text \"b\"\n"
    );
}

proptest! {
    #[test]
    fn any_bytes_are_taken_or_refused(name in "a(\\.txt|\\.csv|\\.jsonl|\\.zip|\\.json|\\.html|\\.brackets\\.txt|)", bytes in proptest::collection::vec(any::<u8>(), 0..60), text in "[\\[\\]{}\":,;\t\r\na<é漢 ]{0,40}") {
        for bytes in [bytes, text.into_bytes()] {
            let empty = bytes.is_empty();
            let arrivals: Vec<Arrival> = Intake::new(vec![Given::of(name.clone(), bytes)], HashMap::new()).collect();
            prop_assert!(!empty || arrivals.len() == 1);
        }
    }

    #[test]
    fn lines_come_back(texts in proptest::collection::vec("[a-z é漢\r\n\"👩\u{200d}🚀]{0,20}[a-z]", 0..6), cr in any::<bool>()) {
        let end = if cr { "\r\n" } else { "\n" };
        let file: String = texts.iter().map(|text| serde_json::json!({ "text": text }).to_string() + end).collect();
        let arrivals: Vec<Arrival> = Intake::new(vec![Given::of("a.jsonl", file)], HashMap::new()).collect();
        let found: Vec<String> = arrivals.iter().filter_map(|arrival| match arrival {
            Arrival::Article(record) => Some(record.source.content.to_string()),
            _ => None,
        }).collect();
        prop_assert!(found == texts || texts.is_empty());
    }
}

#[test]
fn what_is_no_text_is_told() {
    check(
        "a.jsonl",
        "{\"text\":\"é 👩‍🚀\",\"title\":[\"a\"],\"date\":{\"year\":1},\"url\":false,\"id\":7}\n\
         {\"text\":\"漢\",\"title\":null,\"date\":[],\"url\":\"\",\"id\":\"n\"}\n{\"text\":[\"x\"],\"title\":[1]}\n",
        expect![[r#"
            a.jsonl, line 1 = text "é 👩\u{200d}🚀", id "7"
            ! a.jsonl, line 1: expected "title" to be a text, found a list; took the article without it
            ! a.jsonl, line 1: expected "date" to be a text, found an object; took the article without it
            ! a.jsonl, line 1: expected "url" to be a text, found true or false; took the article without it
            a.jsonl, line 2 = text "漢", id "n"
            ! a.jsonl, line 3: expected "text" to be a text, found none
        "#]],
    );
}
