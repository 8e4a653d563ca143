//! Articles pasted alone, without the page around them: all of each stays but what says itself that it is no part of
//! it, however it was broken into lines.
//!
//! A line of `tests/alone/*.txt` stays unless it begins with the reason it goes for, in brackets.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::PathBuf;

use tagline::article::{Article, CleanOptions, Role, Source, clean};

/// A line, and the name of the reason it goes for.
type Line = (String, Option<String>);

fn texts() -> Vec<(String, Vec<Line>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/alone");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let line = |line: &str| match line.strip_prefix('[').and_then(|line| line.split_once("] ")) {
        Some((reason, line)) => (line.to_owned(), Some(reason.to_owned())),
        None => (line.to_owned(), None),
    };
    let read = |path: &PathBuf| {
        let lines = fs::read_to_string(path).unwrap().lines().map(line).collect();
        (path.file_stem().unwrap().to_string_lossy().into_owned(), lines)
    };
    files.iter().map(read).collect()
}

fn cleaned(content: &str) -> Article {
    clean(Source::text(content.to_owned()), CleanOptions::default())
}

/// The blocks with words, and the names of the reasons they go for.
fn blocks(article: &Article) -> Vec<Line> {
    let reason = |reason: tagline::article::Reason| reason.name().to_owned();
    let blocks = article.blocks.iter();
    blocks.map(|block| (block.text.to_string(), block.removed.map(reason))).collect()
}

/// The words of a line as a block has them.
fn folded(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn expected(lines: &[Line]) -> Vec<Line> {
    let some = lines.iter().filter(|(line, _)| !line.is_empty());
    some.map(|(line, reason)| (folded(line), reason.clone())).collect()
}

#[test]
fn an_article_alone_stays_whole() {
    for (name, lines) in texts() {
        let text = |indent: &str, end: &str| -> String {
            lines.iter().map(|(line, _)| format!("{indent}{line}{end}")).collect()
        };
        for (input, content) in [
            ("as it is", text("", "\n")),
            ("CRLF", text("", "\r\n")),
            ("indented", text(" \u{a0}\t", "\n")),
            ("without blank lines", text("", "\n").replace("\n\n", "\n")),
        ] {
            assert_eq!(blocks(&cleaned(&content)), expected(&lines), "{name}, {input}");
        }
    }
}

/// Breaks a line after the last space before each `width`.
fn broken(line: &str, width: usize, end: &str) -> String {
    let mut broken = String::new();
    let mut column = 0;
    for word in line.split(' ') {
        let columns = word.chars().count();
        if column > 0 {
            broken.push_str(if column + 1 + columns > width { end } else { " " });
            column = if column + 1 + columns > width { 0 } else { column + 1 };
        }
        broken.push_str(word);
        column += columns;
    }
    broken
}

/// Texts with too few broken lines to tell where they were broken, or without spaces to break at.
const FEW_BREAKS: &[&str] = &["interview", "ruling", "markdown", "chinese"];

#[test]
fn a_line_break_inside_a_sentence_ends_no_block() {
    for (name, lines) in texts().into_iter().filter(|(name, _)| !FEW_BREAKS.contains(&name.as_str())) {
        for width in [60, 66, 72, 78] {
            for end in ["\n", "\r\n"] {
                let content: String = lines.iter().map(|(line, _)| broken(line, width, end) + end).collect();
                assert_eq!(blocks(&cleaned(&content)), expected(&lines), "{name}, {width} wide");
            }
        }
    }
}

#[test]
fn a_mail_keeps_its_paragraphs() {
    const MAIL: &str = "\
Dear all,\n\
\n\
the court has stopped the sale of the ferries, and the council has\n\
thirty days to appeal. I have read the ruling twice and think that it\n\
will stand: the statute could not be clearer, and neither could Judge\n\
Okafor.\n\
\n\
What I need from you by Friday:\n\
\n\
- the minutes of the meeting in March, with the names of those who\n\
  voted for the sale\n\
- a photograph of the ferries\n\
- the fares\n\
\n\
See you on Monday\n\
Zoë\n";
    let article = cleaned(MAIL);
    let found: Vec<&str> = article.blocks.iter().map(|block| &*block.text).collect();
    assert_eq!(
        found,
        [
            "Dear all,",
            "the court has stopped the sale of the ferries, and the council has thirty days to appeal. I have read the \
         ruling twice and think that it will stand: the statute could not be clearer, and neither could Judge Okafor.",
            "What I need from you by Friday:",
            "- the minutes of the meeting in March, with the names of those who voted for the sale",
            "- a photograph of the ferries",
            "- the fares",
            "See you on Monday",
            "Zoë",
        ]
    );
    assert!(article.blocks.iter().all(|block| block.removed.is_none()));
}

#[test]
fn words_broken_at_a_lines_end_are_whole_again() {
    let article = cleaned(
        "Port Ellery votes\n\n\
         The government of the island has stopped the sale of its ferries, as the govern-\n\
         ment said on Tuesday in a well-\n\
         known hall beside the quay that has stood there since 1881, and co\u{ad}\n\
         operates with the council.",
    );
    let text = article.cleaned().text;
    assert!(text.contains("as the government said"), "{text}");
    assert!(text.contains("in a well-known hall"), "{text}");
    assert!(text.contains("and cooperates with"), "{text}");
}

#[test]
fn a_hyphen_at_a_lines_end_joins_what_it_should() {
    let before = "The harbour office of the island said on Tuesday evening that it would see to";
    for (line, next, whole) in [
        ("Nah-", "und Fernzüge", "Nah- und Fernzüge"),
        ("full-", "and part-time work", "full- and part-time work"),
        ("Jean-", "Luc", "Jean-Luc"),
        ("CDU-", "Fraktion", "CDU-Fraktion"),
        ("well-", "known boats", "well-known boats"),
        ("1984-", "85", "1984-85"),
    ] {
        for end in ["\n", "\r\n"] {
            let text = cleaned(&format!(
                "Port Ellery votes{end}{end}{before} {line}{end}{next} from the spring on."
            ));
            let text = text.cleaned().text;
            assert!(text.contains(&format!("{before} {whole} from the spring on.")), "{text}");
        }
    }
}

#[test]
fn indented_paragraphs_stay_apart() {
    const LINES: &[&str] = &[
        "Ferries to stop for six weeks",
        "  The harbour authority said on Tuesday that it would close the eastern",
        "pier for six weeks after divers found cracks in three of its pillars.",
        "  The closure will affect about 40 fishing boats and the ferry to Calder",
        "Island, which carries 600 people a day.",
        "  Repairs start on Monday.",
    ];
    let article = cleaned(&LINES.join("\n"));
    let starts: Vec<&str> = article.blocks.iter().map(|block| &block.text[..11]).collect();
    assert_eq!(starts, ["Ferries to ", "The harbour", "The closure", "Repairs sta"]);
}

#[test]
fn print_without_blank_lines_falls_into_its_paragraphs() {
    const PRINT: &[&str] = &[
        "Court halts the ferry sale",
        "   A court on Tuesday stopped the sale of the city's ferries, saying",
        "that the council had not asked the people who ride them every day. The",
        "ruling came after two years.",
        "   The council has thirty days to appeal. It said in a statement that",
        "it would study the ruling with care and speak to its lawyers, who were",
        "not at the hearing.",
        "   The ferries will keep running until the summer, the harbour office",
        "said, and the fares will stay as they are.",
    ];
    let article = cleaned(&PRINT.join("\n"));
    let starts: Vec<&str> = article.blocks.iter().map(|block| &block.text[..12]).collect();
    assert_eq!(starts, ["Court halts ", "A court on T", "The council ", "The ferries "]);
    assert!(article.blocks.iter().all(|block| block.removed.is_none()));
    assert_eq!(article.blocks[0].role, Role::Headline);
}

#[test]
fn title_authors_and_day_are_found_without_a_page() {
    const BODY: &str = "The city council voted on Monday to rebuild the old bridge over the river, officials said, after a debate \
                        that lasted until two.\n\nThe vote was close, and a second reading will follow in May, the clerk said.";
    const TITLE: &str = "Council votes on the bridge";
    for (text, title, authors, day) in [
        (format!("{TITLE}\n\nAnn Roe\nJune 3, 2024\n\n{BODY}"), Some(TITLE), &["Ann Roe"][..], Some("2024-06-03")),
        (format!("{TITLE}\n\nLONDON, 4 March 2024 – {BODY}"), Some(TITLE), &[], Some("2024-03-04")),
        (format!("ŁÓDŹ, March 4, 2024 /Wire/ -- {BODY}"), None, &[], Some("2024-03-04")),
        (format!("{TITLE}\n\n{BODY}\n\nParty Seats\nGreen\t12"), Some(TITLE), &[], None),
        (format!("{TITLE}\n\n{BODY}\n\nCall Jane\n\n{BODY}"), Some(TITLE), &[], None),
        (BODY.to_owned(), None, &[], None),
        // A line that ends inside a sentence is no headline, nor is a mark before one.
        (
            "Шторм закрыл порт\n\nПорт закрыли в понедельник после того, как ветер скоростью сто\nкилометров в час сорвал \
             с рельсов два крана."
                .to_owned(),
            Some("Шторм закрыл порт"),
            &[],
            None,
        ),
        (
            "הנמל נסגר\n\nהנמל נסגר ביום שני לאחר שרוחות במהירות של מאה קילומטרים בשעה\nהפילו שני עגורנים, לפי רשות הנמל."
                .to_owned(),
            Some("הנמל נסגר"),
            &[],
            None,
        ),
        (
            "東京で初雪\nJR東日本によると、首都圏の在来線に大きな遅れは出ていない。NEXCO\n東日本は装着を呼びかけている。".to_owned(),
            Some("東京で初雪"),
            &[],
            None,
        ),
        (format!("PARIS, March 3 (Reuters) - {BODY}"), None, &[], None),
        // Who wrote a law did not write the article.
        (
            format!("{TITLE}\n\n{BODY}\n\nThe bill was written by Sen. John Kennedy."),
            Some(TITLE),
            &[],
            None,
        ),
        ("Lentil soup\nServes 4\n200 g lentils\n2 carrots\nSalt\n1. Fry.\n2. Simmer.".to_owned(), Some("Lentil soup"), &[], None),
        ("The court stopped the sale of the ferries on Tuesday.".to_owned(), None, &[], None),
        (
            "항만 법원, 페리 매각 중단\n\n김민수 기자\n\n법원은 화요일 시의 페리 매각을 중단시켰으며, 시의회가 매일 이용하는 \
             사람들에게 묻지 않았다고 밝혔다. 판결은 2년 만에 나왔다."
                .to_owned(),
            Some("항만 법원, 페리 매각 중단"),
            &["김민수"],
            None,
        ),
    ] {
        let article = cleaned(&text);
        let found = &article.metadata;
        assert_eq!((found.title.as_deref(), found.day()), (title, day), "{text}");
        assert_eq!(found.authors, authors, "{text}");
        let standfirst = article.blocks.iter().any(|block| block.role == Role::Standfirst);
        assert!(!standfirst, "{text}");
    }
}

#[test]
fn a_page_of_plain_text_falls_into_its_paragraphs() {
    let html = "<pre>The court stopped the sale of the ferries on Tuesday.\r\n \r\nThe council has thirty\r\n\
                days to appeal, said Émile 漢.</pre><p>It will.</p>";
    let article = clean(Source::html(html), CleanOptions::default());
    let found: Vec<&str> = article.blocks.iter().map(|block| &*block.text).collect();
    assert_eq!(
        found,
        [
            "The court stopped the sale of the ferries on Tuesday.",
            "The council has thirty days to appeal, said Émile 漢.",
            "It will.",
        ]
    );
}
