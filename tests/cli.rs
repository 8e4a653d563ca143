//! The command line as a user runs it: standard input, standard output, standard error, exit code.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};

use expect_test::{Expect, expect};
use serde_json::{Value, json};

/// What a run gave.
struct Ran {
    out: String,
    err: String,
    code: i32,
}

fn spawn(args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_tagline"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn run(args: &[&str], input: impl AsRef<[u8]>) -> Ran {
    let mut child = spawn(args);
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref().to_vec();
    // Beside it: a filter answers before it has read everything. Who refuses its arguments reads nothing.
    let feed = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = feed.join().unwrap();
    Ran {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The words of a range in code points, as Python would slice them.
fn slice(text: &str, range: &Value) -> String {
    let at = |name: &str| usize::try_from(range[name].as_u64().unwrap()).unwrap();
    text.chars().skip(at("start")).take(at("end") - at("start")).collect()
}

const PASTE: &str = "Skip to content\r\nADVERTISEMENT\r\n👩‍🚀 Harbour town counts its boats\r\nBy Zoë Ferrier\r\nUpdated 9:06 PM ET, Wed June 26, 2019\r\n\r\nThe council of a small harbour town counted every boat on Tuesday, and found one more than last year.\r\n\r\n“We had expected fewer,” said the mayor, who has held the office since the spring and likes to count.\r\n\r\nThe boats will be counted again in the autumn, when the fishing season in Mexico is over and they return.\r\n\r\nShare this article\r\n";

#[test]
fn clean_answers_each_line_with_an_article() {
    let input =
        json!({"id": "é", "text": PASTE, "url": "https://example.org/a", "more": [1]}).to_string() + "\n";
    let ran = run(&["clean"], input);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let [line] = lines(&ran.out).try_into().unwrap();
    let names: Vec<_> = line.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "authors",
            "body",
            "date",
            "id",
            "language",
            "removed",
            "site",
            "standfirst",
            "title",
            "updated",
            "url"
        ],
    );
    assert_eq!(line["id"], "é");
    assert_eq!(line["url"], "https://example.org/a");
    assert_eq!(line["authors"], json!(["Zoë Ferrier"]));
    assert_eq!(line["date"], "2019-06-26");
    let body = line["body"].as_str().unwrap();
    assert!(body.starts_with("The council") && body.contains("last year.\n\n“We"), "{body}");
    let removed: Vec<_> =
        line["removed"].as_array().unwrap().iter().map(|range| slice(PASTE, range)).collect();
    assert!(removed.contains(&"ADVERTISEMENT".to_owned()), "{removed:?}");
    assert!(removed.contains(&"By Zoë Ferrier".to_owned()), "{removed:?}");
}

/// Whatever of the source is not removed stands in one of the fields.
#[test]
fn clean_leaves_no_word_out() {
    let html = "<html><body><h1>Harbour town counts its boats</h1><p class=standfirst>One more than last year, and nobody knows whose it is.</p><p>By Zoë Ferrier</p><p>The council of a small harbour town counted every boat on Tuesday, and found one more than last year.</p></body></html>";
    let ran = run(&["clean"], json!({"id": 1, "html": html}).to_string());
    let [line] = lines(&ran.out).try_into().unwrap();
    let removed: Vec<_> =
        line["removed"].as_array().unwrap().iter().map(|range| slice(html, range)).collect();
    assert_eq!(line["title"], "Harbour town counts its boats");
    assert_eq!(line["standfirst"], "One more than last year, and nobody knows whose it is.");
    assert_eq!(removed, ["By Zoë Ferrier"]);
    assert!(line["body"].as_str().unwrap().starts_with("The council"));
}

#[test]
fn clean_reads_html() {
    let html = "<html><body><nav><a href=/>Home</a></nav><h1>Harbour &amp; town count their boats</h1><p>The council of a small harbour town counted every boat on Tuesday, and found one more than last year.</p><script>alert(1)</script></body></html>";
    let ran = run(&["clean"], json!({"id": 1, "html": html}).to_string());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let [line] = lines(&ran.out).try_into().unwrap();
    assert_eq!((&line["id"], &line["title"]), (&json!(1), &json!("Harbour & town count their boats")));
    assert!(!ran.out.contains("alert"));
}

#[test]
fn tag_answers_with_mentions_that_slice_the_text() {
    let text = "👩‍🚀 é 漢\r\nThe 9th Circuit met in Mexico on Tuesday, בירושלים.";
    let ran = run(&["tag"], json!({"id": "a", "text": text, "date": "2019-06-26"}).to_string());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let [line] = lines(&ran.out).try_into().unwrap();
    assert_eq!(line["text"], text);
    let spans = line["spans"].as_array().unwrap();
    let found: Vec<_> = spans
        .iter()
        .map(|span| format!("{} {} {}", slice(text, span), span["label"].as_str().unwrap(), span["value"]))
        .collect();
    assert_eq!(found, ["9th Circuit COURT null", "Mexico PLACE null", "Tuesday DATE \"2019-06-25\""]);
    for span in spans {
        let names: Vec<_> = span.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(names, ["end", "entity", "label", "origin", "score", "start", "value"]);
        assert!(span["origin"]["tagger"].is_string() && span["score"].is_f64(), "{span}");
        assert!(span["entity"].is_null() || span["entity"]["authority"].is_string(), "{span}");
    }
}

/// Lines of which some are bad, each in its own way.
#[test]
fn tag_goes_by_a_rule_pack() {
    let pack = json!({
        "format": "tagline-rules", "version": 1,
        "names": [{"name": "Élanoria 漢", "label": "SHIP", "accepted": 2}, {"name": "Mexico", "label": "PLACE", "rejected": 1, "rejected_at": 1.0}],
        "thresholds": {"DATE": 1.0},
        "lists": [{"title": "l.txt", "label": "SHIP", "names": ["the boat"]}],
    });
    let file = gold("pack.rules.json", pack.to_string().as_bytes());
    let input =
        json!({"id": 1, "text": "👩‍🚀 The boat\r\nsailed the Élanoria 漢 to Mexico and Canada on Tuesday."})
            .to_string();
    let spans = |ran: &Ran| -> Vec<String> {
        let line = &lines(&ran.out)[0];
        let text = line["text"].as_str().unwrap();
        let shown = |span: &Value| format!("{} {}", span["label"].as_str().unwrap(), slice(text, span));
        line["spans"].as_array().unwrap().iter().map(shown).collect()
    };
    let ran = run(&["tag", "--rules", file.to_str().unwrap()], &input);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(spans(&ran), ["SHIP The boat", "SHIP Élanoria 漢", "PLACE Canada"]);
    assert_eq!(run(&["tag", "--rules", file.to_str().unwrap()], &input).out, ran.out);
    assert!(spans(&run(&["tag"], &input)).contains(&"PLACE Mexico".to_owned()));
    let bad = gold("bad.rules.json", b"{\n\"format\": 1");
    let ran = run(&["tag", "--rules", bad.to_str().unwrap()], &input);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("bad.rules.json, line 2, column 1"), "{}", ran.err);
    assert_eq!(run(&["tag", "--rules", "nowhere.rules.json"], &input).code, 1);
}

fn bad_lines() -> Vec<u8> {
    let mut lines = b"\xef\xbb\xbf{\"id\": \"good\", \"text\": \"Paris\"}\r\n\n".to_vec();
    lines.extend(b"{\"id\": 3, \"text\": \n{\"id\": \"four\"}\n{\"id\": \"five\", \"text\": \"\\ud83d\"}\n");
    lines.extend(b"{\"id\": \"six\", \"text\": \"caf\xe9\"}\n[1]\n{\"id\": 1.5, \"text\": \"a\"}\n");
    lines.extend(b"{\"id\": \"nine\", \"text\": \"a\", \"date\": \"2019-02-30\"}\nnull\n{\"id\": \"last\", \"text\": \"\"}");
    lines
}

#[test]
fn a_bad_line_is_reported_and_does_not_stop_the_rest() {
    let ran = run(&["tag"], bad_lines());
    assert_eq!(ran.code, 1);
    let ids: Vec<_> = lines(&ran.out).iter().map(|line| line["id"].clone()).collect();
    assert_eq!(ids, ["good", "last"]);
    expect![[r#"
        line 3, column 18: expected a value, found the end of the line
        line 4, column 14: expected a field "text", found none
        line 5, column 31: expected a whole character, found half of a surrogate pair
        line 6, column 27: expected UTF-8, found the byte 0xe9; save the file as UTF-8
        line 7: expected a JSON object, found another JSON value
        line 8, column 10: expected a string or a whole number, found 1.5
        line 9: expected "date" to be a day like 2019-06-26, found "2019-02-30"
        line 10: expected a JSON object, found another JSON value
    "#]]
    .assert_eq(&ran.err);
}

#[test]
fn with_errors_inline_every_line_has_its_answer() {
    let ran = run(&["tag", "--errors", "inline"], bad_lines());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let answers = lines(&ran.out);
    assert_eq!(answers.len(), 11);
    let shown: Vec<_> =
        answers.iter().map(|line| format!("{} {} {}\n", line["line"], line["id"], line["error"])).collect();
    expect![[r#"
        null "good" null
        2 null "expected a JSON object, found an empty line"
        3 null "column 18: expected a value, found the end of the line"
        4 "four" "column 14: expected a field \"text\", found none"
        5 "five" "column 31: expected a whole character, found half of a surrogate pair"
        6 "six" "column 27: expected UTF-8, found the byte 0xe9; save the file as UTF-8"
        7 1 "expected a JSON object, found another JSON value"
        8 null "column 10: expected a string or a whole number, found 1.5"
        9 "nine" "expected \"date\" to be a day like 2019-06-26, found \"2019-02-30\""
        10 null "expected a JSON object, found another JSON value"
        null "last" null
    "#]]
    .assert_eq(&shown.concat());
}

#[test]
fn clean_wants_one_kind_of_input() {
    let ran = run(
        &["clean"],
        "{\"id\": 1}\n{\"text\": \"a\", \"html\": \"b\"}\n{\"text\": 5}\n{\"text\": \"\", \"text\": \"\"}\n",
    );
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    expect![[r#"
        line 1: expected a field "text" or "html", found neither
        line 2: expected a field "text" or "html", found both
        line 3, column 10: expected a string, found 5
        line 4, column 19: expected the field "text" once, found it again
    "#]]
    .assert_eq(&ran.err);
}

#[test]
fn nothing_in_nothing_out() {
    for args in [&["clean"][..], &["tag"], &["tag", "--errors=inline"], &["clean", "--errors", "stderr"]] {
        let ran = run(args, "");
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    }
}

#[test]
fn help_says_what_becomes_of_empty_lines() {
    let said = "Empty lines are skipped, but with --errors inline, where every line has its answer.";
    for command in ["clean", "tag"] {
        let help = run(&[command, "--help"], "").out;
        assert!(help.replace('\n', " ").contains(said), "{help}");
        let ran = run(&[command], "\n{\"text\": \"\"}\n\r\n");
        assert_eq!((ran.code, ran.out.lines().count(), ran.err.as_str()), (0, 1, ""));
        let ran = run(&[command, "--errors", "inline"], "\n{\"text\": \"\"}\n\r\n");
        assert_eq!((ran.code, ran.out.lines().count(), ran.err.as_str()), (0, 3, ""));
    }
}

#[test]
fn convert_of_nothing_is_an_error() {
    for nothing in ["", "\u{feff}"] {
        let ran = run(&["convert", "--from", "brackets", "--to", "tagline"], nothing);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""));
        expect![[r#"
            line 1, column 1: expected a file of the format brackets, found an empty one
        "#]]
        .assert_eq(&ran.err);
    }
}

#[test]
fn convert_goes_both_ways_and_reports_losses() {
    let brackets = "=== d1\n[PERSON Ångström] met\r\n[PLACE? 漢 👩‍🚀]\n";
    let native = run(&["convert", "--from", "brackets", "--to", "tagline"], brackets);
    assert_eq!((native.code, native.err.as_str()), (0, ""));
    let back = run(&["convert", "--from=tagline", "--to=brackets"], &native.out);
    assert_eq!((back.code, back.out.as_str()), (0, brackets));
    expect![""].assert_eq(&back.err);
    let again = run(&["convert", "--from", "tagline", "--to", "tagline"], &native.out);
    assert_eq!((again.code, again.out, again.err), (0, native.out, String::new()));
}

#[test]
fn merge_makes_one_file_and_lists_what_is_in_conflict() {
    let file = |name: &str, content: &str| {
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let back = |ran: &Ran| run(&["convert", "--from", "tagline", "--to", "brackets"], &ran.out).out;
    let base = file("merge-o.brackets.txt", "=== d\n👩‍🚀 [PERSON? Zoë] in [PLACE? 漢].\r\n");
    let one = file("merge-a.brackets.txt", "=== d\n👩‍🚀 [PERSON Zoë] in [COURT 漢].\r\n");
    let other = file("merge-b.brackets.txt", "=== d\n👩‍🚀 [PERSON? Zoë] in [AGENCY 漢].\r\n");

    let ran = run(&["merge", &one, &base, "--base", &base], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(back(&ran), "=== d\n👩‍🚀 [PERSON Zoë] in [COURT 漢].\r\n");

    let ran = run(&["merge", &one, &other, "--base", &base], "");
    assert_eq!(ran.code, 1);
    expect![[r#"
        document d, 11 to 12, "漢": AGENCY accepted by unknown in merge-b.brackets.txt
        document d, 11 to 12, "漢": COURT accepted by unknown in merge-a.brackets.txt
        in all 1 in conflict
    "#]]
    .assert_eq(&ran.err.replace(concat!(env!("CARGO_TARGET_TMPDIR"), "/"), ""));
    assert_eq!(back(&ran), "=== d\n👩‍🚀 [PERSON Zoë] in [AGENCY? [COURT? 漢]].\r\n");
    let again = run(&["merge", "--base", &base, "--from", "brackets", &other, &one], "");
    assert_eq!((again.out, again.err), (ran.out, ran.err));

    let unknown = file("merge-c.txt", "漢");
    let ran = run(&["merge", &one, &unknown], "");
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.ends_with("known by its name or beginning; say which with --from\n"), "{}", ran.err);
    for path in [base, one, other, unknown] {
        std::fs::remove_file(path).unwrap();
    }
}

#[test]
fn convert_puts_annotations_on_the_source() {
    use tagline::annotation::{Annotation, AnnotationId, Document, Edit, Label, Project};
    let article = tagline::article::clean(tagline::article::Source::text(PASTE), Default::default());
    let mut document =
        Document::new("é", Some(article.source.clone()), article.cleaned(), article.metadata.clone());
    for (id, words) in [("1", "👩‍🚀 Harbour"), ("2", "Mexico"), ("3", "year.\n\n“We")] {
        let at = document.text().find(words).unwrap();
        let span = tagline::text::Span::of(at..at + words.len()).unwrap();
        let label = Label::new("PLACE").unwrap();
        let annotation = Annotation::by_hand(AnnotationId(id.into()), span, label, "ana".into());
        Edit::Insert(annotation.into()).apply(&mut document).unwrap();
    }
    let project = Project { documents: vec![document.into()], ..Project::default() };
    let native = tagline::format::by_name("tagline").unwrap().write(&project, &[]).content().to_owned();

    let ran = run(&["convert", "--from", "tagline", "--to", "tagline", "--on", "source"], &native);
    assert_eq!(ran.code, 0);
    expect![[r#"
        documents[0]: left out: the clean text, what was taken out and why
    "#]]
    .assert_eq(&ran.err);
    let file: Value = serde_json::from_str(&ran.out).unwrap();
    let document = &file["documents"][0];
    assert_eq!(document["text"], PASTE);
    let mentions: Vec<String> =
        document["annotations"].as_array().unwrap().iter().map(|one| slice(PASTE, one)).collect();
    assert_eq!(mentions, ["👩‍🚀 Harbour", "year.\r\n\r\n“We", "Mexico"]);

    let on = |on| run(&["convert", "--from", "tagline", "--to", "brackets", "--on", on], &native);
    assert!(
        on("source").out.contains("found one more than last [PLACE year.\r\n\r\n“We]")
            && on("source").code == 0
    );
    assert!(on("text").out.contains("last [PLACE year.\n\n“We]"));
    let wrong = on("page");
    assert_eq!(wrong.code, 2);
    expect![[r#"
        --on: expected source or text, found "page"; see tagline --help
    "#]]
    .assert_eq(&wrong.err);
    let losing = run(
        &["convert", "--from", "brackets", "--to", "brackets", "--on", "source"],
        "=== d\n[PLACE Paris]\n",
    );
    assert_eq!((losing.code, losing.out.as_str()), (0, "=== d\n[PLACE Paris]\n"));
    expect![[r#"
        documents[0]: expected a source, found none; kept its text
    "#]]
    .assert_eq(&losing.err);
}

#[test]
fn convert_says_what_is_wrong_with_a_file() {
    let convert = |input: &[u8]| run(&["convert", "--from", "tagline", "--to", "brackets"], input);
    let check = |input: &[u8], code: i32, expected: Expect| {
        let ran = convert(input);
        assert_eq!(ran.code, code, "{}", ran.err);
        expected.assert_eq(&ran.err);
    };
    check(
        b"{\"format\": \"tagline\",\n",
        1,
        expect![[r#"
        line 1, column 22: expected "}", found the end of the file
    "#]],
    );
    check(
        b"\n\xc3\xa9\xff",
        1,
        expect![[r#"
        line 2, column 2: expected UTF-8, found the byte 0xff; is it a text file, saved as UTF-8?
    "#]],
    );
    check(
        b"",
        1,
        expect![[r#"
            line 1, column 1: expected a file of the format tagline, found an empty one
        "#]],
    );
    check(
        br#"{"format": "tagline", "version": 9}"#,
        1,
        expect![[r#"
        version: expected 1 or older, found 9, which a newer Tagline wrote; reload or update Tagline, or export the file as version 1 there
    "#]],
    );
    check(br#"{"format": "tagline", "version": 1, "documents": [{"id": "d", "text": "a", "annotations": [{"id": "a", "start": 0, "end": 9, "label": "X"}]}]}"#, 1, expect![[r#"
        documents[0].annotations[0]: expected a stretch of the text between 0 and 1, found 0 to 9; left the annotation out
        the project: not carried: colours, keys and guidelines
        in all 1 × colours, keys and guidelines
    "#]]);
}

#[test]
fn wrong_use_is_exit_2() {
    let check = |args: &[&str], expected: Expect| {
        let ran = run(args, "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        expected.assert_eq(&ran.err);
    };
    check(
        &[],
        expect![[r#"
        expected a command: clean, tag, convert, agree, merge, anchor or eval; see tagline --help
    "#]],
    );
    check(
        &["cleen"],
        expect![[r#"
        expected clean, tag, convert, agree, merge, anchor or eval, found "cleen"; see tagline --help
    "#]],
    );
    check(
        &["--verbose"],
        expect![[r#"
        invalid option '--verbose'; see tagline --help
    "#]],
    );
    check(
        &["clean", "file.jsonl"],
        expect![[r#"
        expected the input on standard input, found the argument "file.jsonl"; write < "file.jsonl"; see tagline --help
    "#]],
    );
    check(
        &["clean", "--errors", "loud"],
        expect![[r#"
        --errors: expected inline or stderr, found "loud"; see tagline --help
    "#]],
    );
    check(
        &["tag", "--errors"],
        expect![[r#"
        missing argument for option '--errors'; see tagline --help
    "#]],
    );
    check(
        &["tag", "--from", "x"],
        expect![[r#"
        invalid option '--from'; see tagline --help
    "#]],
    );
    check(
        &["convert", "--from", "tagline"],
        expect![[r#"
        expected --from FORMAT and --to FORMAT; see tagline --help
    "#]],
    );
    check(
        &["convert", "--from", "tagline", "--to", "word"],
        expect![[r#"
            --to: expected one of tagline, bundle, spacy, spacy-iob, conll2003, bilou, conllu, hf, comprehend, azure, label-studio, doccano, prodigy, brat, potato, cas, gatenlp, w3c, w3c-utf16, html, csv, tei, brackets, found "word"; see tagline --help
        "#]],
    );
    check(
        &["merge", "a.tagline.json", "--base", "b.tagline.json"],
        expect![[r#"
            expected two or more files to merge, found 1; see tagline --help
        "#]],
    );
    check(
        &["anchor"],
        expect![[r#"
            expected a bundle, found none; see tagline --help
        "#]],
    );
    check(
        &["anchor", "a.tagline-bundle.json", "--to", "bundle"],
        expect![[r#"
            --to: expected a format that is written with its texts, found bundle; see tagline --help
        "#]],
    );
    check(
        &["convert", "--from", "brackets", "--to", "bundle", "--salt", "12é"],
        expect![[r#"
            --salt: expected 32 hexadecimal digits, found "12é"; see tagline --help
        "#]],
    );
    check(
        &["eval", "clean"],
        expect![[r#"
        expected clean or tag, and a file of gold, found 1 arguments; see tagline --help
    "#]],
    );
    check(
        &["eval", "bake", "x"],
        expect![[r#"
        expected clean or tag, found "bake"; see tagline --help
    "#]],
    );
    check(
        &["eval", "tag", "--input", "html", "x"],
        expect![[r#"
        --input: expected eval clean, found eval tag; see tagline --help
    "#]],
    );
}

#[test]
fn help_and_version() {
    for args in [
        &["--help"][..],
        &["-h"],
        &["clean", "--help"],
        &["tag", "-h"],
        &["convert", "--help"],
        &["merge", "--help"],
        &["anchor", "--help"],
        &["eval", "--help"],
    ] {
        let ran = run(args, "");
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert!(ran.out.starts_with("tagline") && ran.out.contains("usage:"), "{args:?}");
        assert!(ran.out.lines().all(|line| line.chars().count() <= 120), "{args:?}");
    }
    let help = run(&["convert", "--help"], "").out;
    assert!(
        tagline::format::ALL.iter().all(|format| help.contains(&format!("\n  {} ", format.name))),
        "{help}"
    );
    assert_eq!(run(&["--version"], "").out, concat!("tagline ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    let mut child = spawn(&["tag"]);
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let line = json!({"id": 1, "text": "Paris ".repeat(100)}).to_string() + "\n";
    // Until it has noticed and gone.
    while stdin.write_all(line.as_bytes()).is_ok() {}
    drop(stdin);
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[test]
fn who_waits_for_an_answer_gets_it() {
    let mut child = spawn(&["clean"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for id in 0..3 {
        writeln!(stdin, "{}", json!({"id": id, "text": "A quiet day."})).unwrap();
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["id"], id);
    }
    drop(stdin);
    assert!(answers.next().is_none());
    assert!(child.wait().unwrap().success());
}

/// A file of gold in a folder that the test leaves behind empty.
fn gold(name: &str, content: &[u8]) -> std::path::PathBuf {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).unwrap();
    path
}

#[test]
fn eval_clean_scores_pages() {
    let body = run(&["clean"], json!({"text": PASTE}).to_string()).out;
    let body = lines(&body)[0]["body"].clone();
    let right = json!({"id": 1, "source": "one", "text": PASTE, "body": body, "title": "x", "authors": "zoë ferrier", "date": "2019-06-26T12:00"});
    let wrong = json!({"id": 2, "source": "two", "text": PASTE, "body": "Something else was there to read.", "authors": ["Zoë Ferrier", "B"]});
    let plain = format!("{right}\n\n{wrong}\n");
    let path = gold("clean.jsonl", plain.as_bytes());
    let ran = run(&["eval", "clean", path.to_str().unwrap()], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let rows: Vec<Vec<&str>> = ran.out.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(
        rows[0].join(" "),
        "pages precision recall F1 mean F1 exact title authors F1 all authors date MB/s ms 95%"
    );
    assert_eq!(rows[1][..10].join(" "), "one 1 1.000 1.000 1.000 1.000 1.000 .000 1.000 1.000");
    assert_eq!(rows[2][..10].join(" "), "two 1 .000 .000 .000 .000 .000 - .667 .000");
    assert_eq!(rows[3][..10].join(" "), "all 2 .500 .500 .500 .500 .500 .000 .833 .500");

    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(plain.as_bytes()).unwrap();
    let path = gold("clean.jsonl.gz", &packed.finish().unwrap());
    let ran = run(&["eval", "clean", "--json", path.to_str().unwrap()], "");
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&report["all"]["pages"], &report["one"]["f1"]), (&json!(2), &json!(1.0)));
    assert!(report["all"]["megabytes_per_second"].is_f64());

    let path = gold("bad.jsonl", b"{\"body\": \"x\"}\n{\"body\": 5}\n\xff\n");
    let ran = run(&["eval", "clean", "--input", "html", path.to_str().unwrap()], "");
    assert_eq!(ran.code, 1);
    expect![[r#"
        line 1: expected a field "html", found none
        line 2, column 10: expected a string, found 5
        line 3, column 1: expected UTF-8, found the byte 0xff; save the file as UTF-8
        bad.jsonl: expected a line that can be scored, found none
    "#]]
    .assert_eq(&without_folder(&ran.err, &path));
    assert_eq!(ran.out, "");
}

/// What was said, with the name of the file at `path` alone.
fn without_folder(said: &str, path: &std::path::Path) -> String {
    said.replace(path.to_str().unwrap(), path.file_name().unwrap().to_str().unwrap())
}

#[test]
fn eval_of_nothing_is_an_error() {
    let check = |what: &str, name: &str, content: &[u8], expected: &str| {
        let path = gold(name, content);
        for json in [&[][..], &["--json"]] {
            let ran = run(&[&["eval", what, path.to_str().unwrap()], json].concat(), "");
            assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
            assert_eq!(without_folder(&ran.err, &path), format!("{expected}\n"));
        }
    };
    let tag = "empty.jsonl: line 1: expected a JSON object with \"text\" and \"spans\", found an empty file";
    check("tag", "empty.jsonl", b"", tag);
    check("tag", "empty.jsonl", b"\r\n \n", tag);
    let clean = "empty.jsonl: line 1: expected a JSON object with \"body\", and \"text\" or \"html\", found an empty file";
    check("clean", "empty.jsonl", b"", clean);
    let packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast()).finish().unwrap();
    check("clean", "empty.jsonl", &packed, clean);
    check("tag", "cut.jsonl.gz", &packed[..packed.len() - 2], "cut.jsonl.gz: unexpected end of file");

    let path = gold("one.jsonl", b"{\"id\": 1, \"text\": \"\", \"spans\": []}\n");
    for (content, expected) in [
        (&b"# a remark\n"[..], "line 1: expected document, start, end, label and link, found an empty file"),
        (b"2\t0\t1\tPLACE\t-\n", "expected mentions in the documents of one.jsonl, found none"),
    ] {
        let links = gold("idle.tsv", content);
        let ran = run(&["eval", "tag", "--links", links.to_str().unwrap(), path.to_str().unwrap()], "");
        let said = without_folder(&without_folder(&ran.err, &links), &path);
        assert_eq!((ran.code, ran.out.as_str(), said), (1, "", format!("idle.tsv: {expected}\n")));
    }
}

#[test]
fn eval_tag_scores_links() {
    let gold_line = json!({"id": 7, "text": "é 👩‍🚀: in Mexico and Xanaduville.", "spans": [
        {"start": 10, "end": 16, "label": "PLACE"}, {"start": 21, "end": 32, "label": "COURT"}]});
    let path = gold("linked.jsonl", format!("{gold_line}\n").as_bytes());
    let right = "# what they name\n7\t10\t16\tPLACE\t-|geonames:3996063\n7\t21\t32\tCOURT\t-\n";
    let links = gold("links.tsv", right.as_bytes());
    let (path, links) = (path.to_str().unwrap(), links.to_str().unwrap());
    let ran = run(&["eval", "tag", "--json", "--links", links, path], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["links"]["PLACE"]["accuracy"], 1.0);
    assert_eq!(report["links"]["all"]["labelled"], 2);
    let ran = run(&["eval", "tag", "--links", links, path], "");
    assert!(ran.out.contains("\nlinks") && ran.out.contains("of found"), "{}", ran.out);

    let bad = gold("links-bad.tsv", b"7\t10\tx\tPLACE\t-\n");
    let ran = run(&["eval", "tag", "--links", bad.to_str().unwrap(), path], "");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("line 1: expected document, start, end, label and link"), "{}", ran.err);
    let ran = run(&["eval", "clean", "--links", links, path], "");
    assert_eq!(ran.code, 2);
}

#[test]
fn eval_tag_scores_spans() {
    let gold_line = json!({"id": 1, "text": "é 👩‍🚀: in Mexico and Xanaduville.", "spans": [
        {"start": 10, "end": 16, "label": "PLACE"}, {"start": 21, "end": 32, "label": "COURT"}]});
    let path = gold("tag.jsonl", format!("{gold_line}\n").as_bytes());
    let ran = run(&["eval", "tag", "--json", path.to_str().unwrap()], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["documents"], 1);
    assert_eq!(report["labels"]["PLACE"]["exact"]["recall"], 1.0);
    assert_eq!(report["labels"]["COURT"]["overlap"]["recall"], 0.0);
    assert_eq!(report["labels"]["all"]["gold"], 2);
    let ran = run(&["eval", "tag", path.to_str().unwrap()], "");
    assert!(
        ran.out.contains("overlap F1") && ran.out.contains("\nPLACE") && ran.out.contains("1 documents"),
        "{}",
        ran.out
    );

    let path = gold("tag-bad.jsonl", br#"{"text": "ab", "spans": [{"start": 1, "end": 5, "label": "A"}]}"#);
    let ran = run(&["eval", "tag", path.to_str().unwrap()], "");
    assert_eq!(ran.code, 1);
    expect![[r#"
        line 1: spans[0]: expected a stretch of the text between 0 and 2, found 1 to 5
        tag-bad.jsonl: expected a line that can be scored, found none
    "#]]
    .assert_eq(&without_folder(&ran.err, &path));
    let ran = run(&["eval", "tag", "no/such/file"], "");
    assert_eq!(ran.code, 1);
    assert!(ran.err.starts_with("no/such/file: "), "{}", ran.err);
}

#[test]
fn agree_compares_files_of_any_format() {
    let brackets = "=== d1\n[PERSON Ångström] met\r\n[PLACE 漢 👩‍🚀]\n=== d2\nNobody.\n=== d3\nAlone.\n";
    let native = run(&["convert", "--from", "brackets", "--to", "tagline"], brackets).out;
    let one = gold("one.tagline.json", native.as_bytes());
    let two = gold(
        "two.brackets.txt",
        "=== d1\n[PERSON Ångström] met\r\n漢 [PLACE 👩‍🚀]\n=== d2\nNobody!\n".as_bytes(),
    );
    let (one, two) = (one.to_str().unwrap(), two.to_str().unwrap());
    let ran = run(&["agree", "--json", one, two], "");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.err.contains("document d2: expected one text") && ran.err.contains("document d3: only in"),
        "{}",
        ran.err
    );
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["documents"]["compared"], json!(["d1"]));
    let spans = &report["pairs"][0]["spans"];
    let f1 = |scheme: &str| spans[scheme]["f1"].as_f64().unwrap();
    assert_eq!((f1("strict"), f1("exact"), f1("partial"), f1("type")), (0.5, 0.5, 0.75, 1.0));
    assert_eq!(spans["strict"]["f1_interval"], json!([0.5, 0.5]));
    assert_eq!(report["pairs"][0]["confusion"]["tokens"], json!([[1, 0, 0], [0, 1, 0], [1, 0, 1]]));
    let same = run(&["agree", one, one], "");
    assert_eq!((same.code, same.err.as_str()), (0, ""));
    assert!(same.out.contains("Fleiss' kappa") && same.out.contains("kappa 1.000 ["), "{}", same.out);
    let gamma = run(&["agree", "--gamma", one, two], "");
    assert!(
        gamma.out.ends_with("; 1 of 1 documents have one\n") && gamma.out.contains("\ngamma 0."),
        "{}",
        gamma.out
    );
    let figures: Value =
        serde_json::from_str(&run(&["agree", "--gamma", "--json", one, two], "").out).unwrap();
    let document = &figures["gamma"]["documents"][0];
    let of = |figure: &str| document[figure].as_f64().unwrap();
    // One pair is the same; the other begins 2 code points apart, of 5 and 3. Each annotator has 2 units.
    let disorder = (2.0_f64 / 8.0).powi(2) / 2.0;
    assert_eq!((document["id"].as_str(), of("units"), of("observed_disorder")), (Some("d1"), 4.0, disorder));
    assert_eq!(of("value"), 1.0 - of("observed_disorder") / of("expected_disorder"));
    assert_eq!(figures["gamma"]["value"].as_f64(), Some(of("value")));
    assert_eq!(run(&["agree", one], "").code, 2);
    assert_eq!(run(&["agree", one, two, "--status", "maybe"], "").code, 2);
    assert_eq!(run(&["agree", one, "nowhere.tagline.json"], "").code, 1);
}

const SALT: &str = "000102030405060708090a0b0c0d0e0f";

/// Two articles, as their text is and with a part of it marked; they have a name in common.
fn two_articles() -> (String, [String; 2]) {
    let sentence = "The council of a small harbour town counted every boat on Tuesday, and found one more than last year";
    let first = format!(
        "[PERSON? Zoë Ångström] saw it.\n{sentence}, in [PLACE 漢口].\nIt sat: “[COURT Supreme Court]” 👩‍🚀."
    );
    let second = "=== b\nNobody in [PLACE 漢口] knew whose it was, said the mayor, who has held the office since the spring.";
    let bare = |text: &str| {
        let text = text.replace("[PERSON? ", "").replace("[PLACE ", "").replace("[COURT ", "");
        text.replace("=== b\n", "").replace(']', "")
    };
    (format!("=== a\n{first}\n{second}\n"), [bare(&first), bare(second)])
}

#[test]
fn a_bundle_has_no_text_and_is_anchored_on_the_same_one() {
    let (marked, texts) = two_articles();
    let convert = ["convert", "--from", "brackets", "--to", "bundle"];
    let ran = run(&[&convert[..], &["--salt", SALT]].concat(), &marked);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("documents[0]: not carried: document id"), "{}", ran.err);
    assert!(ran.out.contains(SALT) && !ran.out.contains("Ångström") && !ran.out.contains("harbour"));
    // Salts are drawn by chance, each another.
    let drawn = [run(&convert, &marked).out, run(&convert, &marked).out];
    assert!(drawn[0] != drawn[1] && drawn.iter().all(|one| one != &ran.out));

    let bundle = gold("two.tagline-bundle.json", ran.out.as_bytes());
    let files = [gold("b.txt", texts[1].as_bytes()), gold("a.txt", texts[0].as_bytes())];
    let [b, a] = &files;
    let paths = [bundle.to_str().unwrap(), b.to_str().unwrap(), a.to_str().unwrap()];
    let ran = run(&[&["anchor"], &paths[..], &["--to", "brackets"]].concat(), "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let heads = format!("=== {}\n", paths[2]);
    assert!(ran.out.starts_with(&heads.replace(' ', "\\ ")) || ran.out.starts_with(&heads), "{}", ran.out);
    for mark in [
        "[PERSON? Zoë Ångström]",
        "in [PLACE 漢口].",
        "“[COURT Supreme Court]” 👩‍🚀",
        "Nobody in [PLACE 漢口] knew",
    ] {
        assert!(ran.out.contains(mark), "{mark}: {}", ran.out);
    }
    // From standard input, in a format that holds both texts; its own marks don't count.
    let ran =
        run(&["anchor", paths[0]], run(&["convert", "--from", "brackets", "--to", "tagline"], &marked).out);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let file: Value = serde_json::from_str(&ran.out).unwrap();
    let words = |document: usize| {
        let marks = file["documents"][document]["annotations"].as_array().unwrap();
        marks.iter().map(|mark| mark["text"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(words(0), ["Zoë Ångström", "漢口", "Supreme Court"]);
    assert_eq!(words(1), ["漢口"]);
}

#[test]
fn what_has_no_place_in_another_text_is_told() {
    let (marked, texts) = two_articles();
    let bundle = run(&["convert", "--from", "brackets", "--to", "bundle", "--salt", SALT], &marked).out;
    let bundle = gold("other.tagline-bundle.json", bundle.as_bytes());
    let bundle = bundle.to_str().unwrap();
    let text =
        texts[0].replace("saw it.\n", "saw  it.\r\n").replace(['“', '”'], "\"").replace("Supreme", "High");
    let ran = run(&["anchor", bundle, "--to", "brackets"], &text);
    assert_eq!(ran.code, 1);
    expect![[r#"
        document 1, mark 3: COURT, 13 characters from 139: not placed: its words are nowhere in the text
        document 2: no text is its own; it had 19 words, 89 characters, 1 mark
        in all 2 of 4 marks placed, in 1 of 2 documents
    "#]]
    .assert_eq(&ran.err);
    assert!(ran.out.contains("[PLACE 漢口]") && ran.out.contains("\"High Court\""), "{}", ran.out);

    let ran = run(&["convert", "--from", "bundle", "--to", "tagline"], "{}");
    assert_eq!(ran.code, 2, "{}", ran.err);
    let ran = run(&["agree", bundle, bundle], "");
    assert!(
        ran.code == 1 && ran.err.contains("found a bundle, which has none; put it on the texts"),
        "{}",
        ran.err
    );
    let ran = run(&["anchor", "nowhere.tagline-bundle.json"], "");
    assert!(ran.code == 1 && ran.err.starts_with("nowhere.tagline-bundle.json: "), "{}", ran.err);
    let bad = gold("bad.tagline-bundle.json", b"{\n\"format\": 1");
    let ran = run(&["anchor", bad.to_str().unwrap()], "");
    assert!(
        ran.code == 1 && ran.err.contains("bad.tagline-bundle.json: line 2, column 12: expected"),
        "{}",
        ran.err
    );
}
