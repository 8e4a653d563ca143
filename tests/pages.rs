//! Whole pages, made up by us, cleaned as HTML and as a paste: what a person keeps stays, and what goes has a reason.
//!
//! A line of `tests/pages/*.page` is a mark, a tab and a piece of HTML: `=` for what shows nothing, `T` the headline,
//! `S` the standfirst, `P` what else stays, and `-` with the reasons that a reader would accept for what goes. After
//! `~html`, `~text` or `~` stands what is right, though it isn't done yet in that input or in either.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::ops::Range;
use std::path::PathBuf;

use tagline::article::{Article, CleanOptions, Reason, Role, Source, SourceKind, clean};

/// What a line is to the article.
#[derive(Clone, Debug)]
struct Line {
    mark: String,
    html: String,
}

impl Line {
    /// What is right, and whether it is promised in that input.
    fn expected(&self, kind: SourceKind) -> (&str, bool) {
        let Some(open) = self.mark.strip_prefix('~') else { return (&self.mark, true) };
        let (inputs, mark) = open.split_once(' ').unwrap_or(("", open));
        let input = if kind == SourceKind::Html { "html" } else { "text" };
        (mark, !inputs.is_empty() && inputs != input)
    }
}

fn pages() -> Vec<(String, Vec<Line>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: &PathBuf| {
        let content = fs::read_to_string(path).unwrap();
        let line = |line: &str| {
            let (mark, html) = line.split_once('\t').unwrap_or_else(|| panic!("{path:?}: {line}"));
            Line { mark: mark.to_owned(), html: html.to_owned() }
        };
        (path.file_stem().unwrap().to_string_lossy().into_owned(), content.lines().map(line).collect())
    };
    files.iter().map(read).collect()
}

/// The page as its server sends it, and where each line stands.
fn page(lines: &[Line], indent: &str, end: &str) -> (String, Vec<Range<usize>>) {
    let mut page = String::new();
    let mut places = Vec::new();
    for line in lines {
        page.push_str(indent);
        let from = page.len();
        page.push_str(&line.html);
        places.push(from..page.len());
        page.push_str(end);
    }
    (page, places)
}

/// What selecting all of the page and copying it gives, and where each line stands.
fn paste(lines: &[Line], indent: &str, end: &str) -> (String, Vec<Range<usize>>) {
    let mut paste = String::new();
    let mut places = Vec::new();
    for line in lines {
        let shown = if line.mark == "=" { String::new() } else { shown(&line.html) };
        let apart = ["<p", "<h", "<blockquote", "<figure"].iter().any(|tag| line.html.contains(tag));
        if apart && !shown.is_empty() && !paste.is_empty() {
            paste.push_str(end);
        }
        paste.push_str(indent);
        let from = paste.len();
        paste.push_str(&shown);
        places.push(from..paste.len());
        if shown.is_empty() {
            paste.truncate(from - indent.len());
        } else {
            paste.push_str(if apart { end } else { "" });
            paste.push_str(end);
        }
    }
    (paste, places)
}

/// The words of a piece of HTML.
fn shown(html: &str) -> String {
    let mut shown = String::new();
    let mut rest = html;
    while let Some((words, tag)) = rest.split_once('<') {
        shown.push_str(words);
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        if tag.starts_with("/t") && !after.is_empty() && after.starts_with("<t") {
            shown.push('\t');
        }
        rest = after;
    }
    (shown + rest).replace("&amp;", "&").replace("&mdash;", "—")
}

/// Reasons by surroundings, which fit whatever stands there.
const AROUND: &[Reason] = &[
    Reason::Navigation,
    Reason::Repeated,
    Reason::Related,
    Reason::MoreStories,
    Reason::Footer,
    Reason::Other,
];

/// What is wrong with the decision about the block, if anything.
fn wrong(article: &Article, at: usize, mark: &str) -> Option<String> {
    let block = &article.blocks[at];
    let said = match (block.removed, block.role) {
        (Some(reason), _) => reason.name(),
        (None, Role::Headline) => "T",
        (None, Role::Standfirst) => "S",
        (None, _) => "P",
    };
    let right = match mark.strip_prefix('-') {
        Some(reasons) => block.removed.is_some_and(|reason| {
            let named = |name| Reason::from_name(name).unwrap() == reason;
            AROUND.contains(&reason) || reasons.split('/').any(named)
        }),
        // A standfirst may be read as the article's first paragraph.
        None if mark == "S" => block.removed.is_none() && block.role != Role::Headline,
        None => said == mark || mark == "T" && block.removed.is_none(),
    };
    (!right).then(|| format!("{said} for {mark}: {}", block.text))
}

/// What is wrong with a page in one input, and how many lines it has; what is not promised is told apart.
fn check(
    lines: &[Line],
    kind: SourceKind,
    source: String,
    places: &[Range<usize>],
) -> (Vec<String>, Vec<String>) {
    let article = clean(Source { kind, content: source.into() }, CleanOptions::default());
    let (mut broken, mut open) = (Vec::new(), Vec::new());
    for (line, place) in lines.iter().zip(places).filter(|(line, _)| line.mark != "=") {
        let (mark, promised) = line.expected(kind);
        let here = |at: &usize| place.contains(&article.blocks[*at].source.start().0);
        let blocks: Vec<usize> = (0..article.blocks.len()).filter(here).collect();
        let found = blocks.iter().filter_map(|at| wrong(&article, *at, mark));
        let lost = blocks.is_empty().then(|| format!("no block for {mark}: {}", line.html));
        let list = if promised { &mut broken } else { &mut open };
        list.extend(found.chain(lost));
    }
    (broken, open)
}

#[test]
fn pages_are_cleaned_as_a_person_would() {
    let mut broken = Vec::new();
    for (name, lines) in pages() {
        assert!(lines.len() >= 40, "{name} is short");
        for (input, kind, (source, places)) in [
            ("html", SourceKind::Html, page(&lines, "", "\n")),
            ("html, indented", SourceKind::Html, page(&lines, "\t    ", "\r\n")),
            ("text", SourceKind::Text, paste(&lines, "", "\n")),
            ("text, indented", SourceKind::Text, paste(&lines, "   \u{a0}", "\r\n")),
        ] {
            let (wrong, open) = check(&lines, kind, source, &places);
            println!("{name}, {input}: {} wrong, {} more not done yet", wrong.len(), open.len());
            broken.extend(wrong.into_iter().map(|line| format!("{name}, {input}: {line}")));
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}
