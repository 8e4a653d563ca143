//! Text broken at a fixed width, as mail, wires and PDF files are: its lines are put together again, for a line
//! that ends inside a sentence ends no paragraph.

use std::collections::HashSet;
use std::ops::Range;

use super::Row;
use super::byline::byline;
use super::draft::Draft;
use super::judge::begins_with_bullet;
use super::look::{ends_sentence, is_wide};
use super::words::{number, words};
use crate::text::{Offset, Span};

/// The widths that texts are broken at, in columns.
const WIDTHS: std::ops::RangeInclusive<usize> = 35..=130;

/// What part of a width a line may lack and count as full: print has letters of different widths.
const SLACK: usize = 8;

/// Longer than most words that begin a line, in columns.
const LONG_WORD: usize = 12;

/// A line as it was read.
#[derive(Debug)]
pub(super) struct Line {
    pub draft: Draft,
    /// How many bytes of white space stand before it.
    pub indent: usize,
}

/// What of a line matters here.
struct Shape {
    /// In columns: wide letters count twice.
    width: usize,
    /// The same of its first word.
    first: usize,
    indent: usize,
    /// Whether its sentence goes on.
    open: bool,
    /// Whether it may begin inside a sentence.
    inner: bool,
    bullet: bool,
}

/// Where some lines were broken.
#[derive(Clone, Copy)]
struct Measure {
    /// No line is wider.
    width: usize,
    /// A line is full if the next one's first word would have made it wider than this.
    full: usize,
}

/// Some lines without a blank one between them.
struct Stanza<'a> {
    shapes: &'a [Shape],
    measure: Measure,
    /// Whether these very lines show it.
    own: bool,
    /// How far the least indented is: one that is more so and stands behind a sentence's end begins a paragraph.
    indent: usize,
    /// Whether more than one begins as an item does.
    list: bool,
}

/// Adds `lines` of `content` to the drafts, those of one paragraph as one.
pub(super) fn join(content: &str, lines: Vec<Line>, drafts: &mut Vec<Draft>) {
    // Most texts have a blank line between any two.
    if lines.iter().skip(1).all(|line| line.draft.gap) {
        return lines.into_iter().for_each(|line| line.draft.add_to(drafts));
    }
    let glued = glued(&lines);
    let hyphens = glued.contains(&true) && lines.iter().any(|line| line.draft.text.ends_with('-'));
    let known = hyphens.then(|| Known::of(&lines));
    let mut paragraph: Vec<Draft> = Vec::new();
    for (line, glued) in lines.into_iter().zip(glued) {
        if !glued && !paragraph.is_empty() {
            one(content, &mut paragraph, known.as_ref()).into_iter().for_each(|draft| draft.add_to(drafts));
        }
        paragraph.push(line.draft);
    }
    one(content, &mut paragraph, known.as_ref()).into_iter().for_each(|draft| draft.add_to(drafts));
}

/// Whether each line goes on in the paragraph of the one before it.
fn glued(lines: &[Line]) -> Vec<bool> {
    let shapes: Vec<Shape> = lines.iter().map(shape).collect();
    let stanzas = stanzas(lines);
    let breaks =
        |stanza: &Range<usize>| stanza.clone().skip(1).map(|next| [&shapes[next - 1], &shapes[next]]);
    // What all lines together were broken at holds for the paragraphs too short to show it.
    let common = measure(&stanzas.iter().flat_map(breaks).collect::<Vec<_>>());
    let mut glued = vec![false; lines.len()];
    for stanza in stanzas.into_iter().filter(|stanza| stanza.len() > 1) {
        let own = measure(&breaks(&stanza).collect::<Vec<_>>());
        // Of more lines a paragraph's own would show it.
        let common = common.filter(|_| stanza.len() < 4);
        let broken =
            own.or(common).map(|measure| Stanza::new(&shapes[stanza.clone()], measure, own.is_some()));
        for next in stanza.clone().skip(1) {
            let [before, after] = [&lines[next - 1].draft.text, &lines[next].draft.text];
            let wrapped = || broken.as_ref().is_some_and(|broken| broken.goes_on(next - 1 - stanza.start));
            glued[next] = goes_on(&shapes[next - 1], &shapes[next], before, after)
                || wrapped() && byline(after).is_none();
        }
    }
    glued
}

impl<'a> Stanza<'a> {
    fn new(shapes: &'a [Shape], measure: Measure, own: bool) -> Stanza<'a> {
        let indent = shapes.iter().map(|shape| shape.indent).min().unwrap_or(0);
        let list = shapes.iter().filter(|shape| shape.bullet).count() > 1;
        Stanza { shapes, measure, own, indent, list }
    }

    /// Whether a paragraph was broken after line `at`.
    fn goes_on(&self, at: usize) -> bool {
        let [line, next] = [&self.shapes[at], &self.shapes[at + 1]];
        if next.indent > self.indent && !line.open {
            return false;
        }
        let full = is_full(line, next, self.measure.full);
        if next.bullet {
            // A dash inside a sentence may begin a line, too.
            return line.open && !self.list && full;
        }
        if line.open {
            let ragged = self.own && next.inner && line.width * 2 >= self.measure.width;
            return full || ragged;
        }
        is_full(line, next, self.measure.width)
    }
}

/// Lines without a blank one between them.
fn stanzas(lines: &[Line]) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = (0..lines.len()).filter(|at| *at == 0 || lines[*at].draft.gap).collect();
    starts.push(lines.len());
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

fn shape(line: &Line) -> Shape {
    let text = &*line.draft.text;
    let first = text.split(' ').next().unwrap_or_default();
    let begin = text.trim_start_matches(|letter: char| "\"'“‘«„([*_".contains(letter)).chars().next();
    Shape {
        width: columns(text),
        first: first_columns(first),
        indent: line.indent,
        open: !ends_sentence(text) && !text.ends_with([':', '：']),
        inner: begin
            .is_some_and(|letter| letter.is_alphabetic() && !letter.is_uppercase() && !is_unmarked(letter)),
        bullet: begins_with_bullet(text),
    }
}

/// How much room the next line's beginning would have needed. Where words aren't parted a line is broken between any
/// two wide letters; of other such scripts, and of addresses, nobody knows.
fn first_columns(word: &str) -> usize {
    match word.find(is_wide) {
        Some(0) => 2,
        Some(latin) => columns(&word[..latin]),
        None => columns(word).min(LONG_WORD),
    }
}

/// Whether a letter is of a script whose sentences end without a mark: Thai, Lao, Burmese, Khmer.
fn is_unmarked(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars().map(|letter| if is_wide(letter) { 2 } else { 1 }).sum()
}

/// Where lines were broken, given those before and after each break; `None` if they were not.
fn measure(breaks: &[[&Shape; 2]]) -> Option<Measure> {
    if breaks.len() < 2 {
        return None;
    }
    let mut widths: Vec<usize> = breaks.iter().map(|[line, _]| line.width).collect();
    widths.sort_unstable();
    // Of many lines a few may be wider, such as addresses.
    let width = widths[(widths.len() - 1) * 19 / 20];
    if !WIDTHS.contains(&width) {
        return None;
    }
    let wide = breaks.iter().filter(|[line, _]| line.first == 2).count() * 2 > breaks.len();
    let found = |full: usize| {
        // A paragraph's last line, and a list's, show nothing.
        let shows = |line: &Shape, next: &Shape| {
            let begins = !line.open && next.indent > line.indent;
            !begins && line.width * 2 >= width && (line.open || is_full(line, next, full))
        };
        let longs = breaks.iter().filter(|[line, next]| shows(line, next)).count();
        // Few lines must show it the better, and those of scripts without capitals.
        let (most, inside) = if longs < 5 || wide { (4, 5) } else { (3, 3) };
        let full = || breaks.iter().filter(|[line, next]| shows(line, next) && is_full(line, next, full));
        let all = full().count();
        let open = full().filter(|[line, _]| line.open).count();
        let inner = full().filter(|[_, next]| next.inner).count();
        let least = if wide { 3 } else { 2 };
        all >= least && all * 5 >= longs * most && open * 2 >= all && inner * 10 >= all * inside
    };
    // Wide letters are all as wide.
    let ragged = if wide { width - 2 } else { width - width / SLACK };
    let full = [width, ragged].into_iter().find(|full| found(*full))?;
    Some(Measure { width, full })
}

fn is_full(line: &Shape, next: &Shape, full: usize) -> bool {
    line.width + 1 + next.first > full
}

/// Whether `next` goes on in the sentence that `line` leaves open, whatever the lines around show.
fn goes_on(line: &Shape, next: &Shape, before: &str, after: &str) -> bool {
    if !line.open || !next.inner {
        // `1984-` and `85`, `Jean-` and `Luc`
        let whole = before.strip_suffix('-').is_some_and(|rest| rest.ends_with(char::is_alphabetic));
        let parts = whole && line.width > 20 && after.starts_with(char::is_alphabetic);
        return parts || is_range(before, after);
    }
    // `by` before a name begins a byline under its headline.
    let named = after.strip_prefix("by ").is_some_and(|name| name.starts_with(char::is_uppercase));
    let last = before.rsplit(' ').next().unwrap_or_default();
    let open = before.ends_with(|last: char| last.is_lowercase() || last == ',');
    let long = (45..=100).contains(&line.width) && (next.width >= 10 || ends_sentence(after));
    if after.starts_with(char::is_lowercase) {
        let bound = line.width > 20 && (is_hyphenated(before) || BOUND.contains(&last));
        return !named && (open && long || bound);
    }
    // Scripts without capitals: the second line ends the sentence.
    long && !before.ends_with(is_wide) && !after.starts_with(is_wide) && ends_sentence(after)
}

/// Words that end no line of their own.
const BOUND: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "with", "from", "der", "die", "das",
    "und", "von", "de", "la", "le", "du", "des", "et", "el", "los", "y", "en", "di", "e", "do", "da",
];

/// Whether a line ends in a number and a hyphen that the next goes on from.
fn is_range(before: &str, after: &str) -> bool {
    let digits = before
        .strip_suffix(['-', '–'])
        .is_some_and(|rest| rest.ends_with(|last: char| last.is_ascii_digit()));
    digits && after.starts_with(|first: char| first.is_ascii_digit())
}

/// Whether a line ends with a hyphen inside a word.
fn is_hyphenated(line: &str) -> bool {
    line.strip_suffix('-').is_some_and(|rest| rest.ends_with(char::is_lowercase))
}

fn first_word(text: &str) -> &str {
    text.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default()
}

fn last_word(text: &str) -> &str {
    text.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default()
}

/// What stands between two lines of a paragraph.
enum Between {
    Space,
    Nothing,
    /// Nothing, and the first line's hyphen goes.
    Word,
}

fn between(content: &str, line: &Draft, next: &Draft, known: Option<&Known>) -> Between {
    if line.text.ends_with(is_wide) && next.text.starts_with(is_wide) {
        return Between::Nothing;
    }
    let gap = content.get(line.source.end().0..next.source.start().0).unwrap_or_default();
    if gap.starts_with('\u{ad}') || is_range(&line.text, &next.text) {
        return Between::Nothing;
    }
    let Some(rest) = line.text.strip_suffix('-').filter(|rest| rest.ends_with(char::is_alphabetic)) else {
        return Between::Space;
    };
    let tail = first_word(&next.text);
    match next.text.chars().next() {
        // `Nah-` and `und Fernzüge`
        _ if JOINERS.contains(&tail) => Between::Space,
        Some(first) if first.is_lowercase() => {
            if known.is_some_and(|known| known.is_one(last_word(rest), tail)) {
                Between::Word
            } else {
                Between::Nothing
            }
        }
        // `Jean-` and `Luc`
        Some(first) if first.is_alphabetic() => Between::Nothing,
        _ => Between::Space,
    }
}

/// Words before which a hyphen stands for what both parts share.
const JOINERS: &[&str] =
    &["und", "oder", "bzw", "sowie", "bis", "and", "or", "to", "et", "ou", "y", "o", "e"];

/// What is known of the words of some lines.
struct Known {
    words: HashSet<u64>,
    /// Whether words were cut at the lines' ends: then a hyphen there most often cuts one.
    cuts: bool,
}

impl Known {
    fn of(lines: &[Line]) -> Known {
        let all = lines.iter().flat_map(|line| words(&line.draft.text)).map(number);
        let mut known = Known { words: all.collect(), cuts: false };
        let ends = || lines.windows(2).filter(|pair| is_hyphenated(&pair[0].draft.text));
        let whole = |pair: &[Line]| {
            let head = last_word(pair[0].draft.text.trim_end_matches('-'));
            known.words.contains(&number(&format!("{head}{}", first_word(&pair[1].draft.text))))
        };
        known.cuts = ends().count() > 2 || ends().any(whole);
        known
    }

    /// Whether two parts are one word, and no two that are joined by a hyphen.
    fn is_one(&self, head: &str, tail: &str) -> bool {
        let has = |word: &str| self.words.contains(&number(word));
        has(&format!("{head}{tail}"))
            || self.cuts && !PREFIXES.contains(&&*head.to_lowercase()) && !(has(head) && has(tail))
    }
}

/// Words that are often joined to another by a hyphen.
const PREFIXES: &[&str] = &[
    "all", "anti", "best", "co", "cross", "ex", "far", "fast", "first", "five", "four", "free", "full",
    "half", "hard", "high", "ill", "large", "late", "left", "long", "low", "mid", "much", "near", "new",
    "non", "off", "old", "one", "open", "over", "part", "post", "pre", "pro", "right", "second", "self",
    "semi", "short", "small", "so", "ten", "third", "three", "top", "two", "well", "world", "year",
];

/// One draft of a paragraph's lines, which are taken; none of none.
fn one(content: &str, lines: &mut Vec<Draft>, known: Option<&Known>) -> Option<Draft> {
    if lines.len() < 2 {
        return lines.pop();
    }
    let mut text = String::with_capacity(lines.iter().map(|line| line.text.len() + 1).sum());
    let mut rows: Vec<Row> = Vec::with_capacity(lines.iter().map(|line| line.rows.len()).sum());
    let source = Span::new(lines.first()?.source.start(), lines.last()?.source.end())?;
    for (at, line) in lines.iter().enumerate() {
        let place = text.len();
        let between = lines.get(at + 1).map(|next| between(content, line, next, known));
        let part = match between {
            Some(Between::Word) => line.part(0, line.text.len() - 1),
            _ => None,
        };
        let line = part.as_ref().unwrap_or(line);
        text.push_str(&line.text);
        rows.extend(line.rows.iter().filter_map(|row| moved(*row, place)));
        if matches!(between, Some(Between::Space)) {
            text.push(' ');
        }
    }
    let first = lines.swap_remove(0);
    lines.clear();
    Some(Draft { source, text: text.into(), rows, ..first })
}

fn moved(row: Row, by: usize) -> Option<Row> {
    let text = Span::new(row.text.start().plus(by), Offset(row.text.end().0 + by))?;
    Some(Row { text, ..row })
}
