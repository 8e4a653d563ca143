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
    /// How far most of them are indented: one that is more so begins a paragraph.
    indent: usize,
    /// Whether more than one begins as an item does.
    list: bool,
}

/// Adds `lines` of `content` to the drafts, those of one paragraph as one.
pub(super) fn join(content: &str, lines: Vec<Line>, drafts: &mut Vec<Draft>) {
    let glued = glued(&lines);
    let mut known = None;
    if glued.iter().any(|glued| *glued) && lines.iter().any(|line| is_hyphenated(&line.draft.text)) {
        let all = lines.iter().flat_map(|line| words(&line.draft.text)).map(number);
        known = Some(all.collect::<HashSet<u64>>());
    }
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
    for stanza in stanzas {
        let own = measure(&breaks(&stanza).collect::<Vec<_>>());
        // Of more lines a paragraph's own would show it.
        let common = common.filter(|_| stanza.len() < 4);
        let broken =
            own.or(common).map(|measure| Stanza::new(&shapes[stanza.clone()], measure, own.is_some()));
        for next in stanza.clone().skip(1) {
            let [before, after] = [&lines[next - 1].draft.text, &lines[next].draft.text];
            let wrapped = || broken.as_ref().is_some_and(|broken| broken.goes_on(next - 1 - stanza.start));
            glued[next] = goes_on(before, after) || wrapped() && byline(after).is_none();
        }
    }
    glued
}

impl<'a> Stanza<'a> {
    fn new(shapes: &'a [Shape], measure: Measure, own: bool) -> Stanza<'a> {
        let mut indents: Vec<usize> = shapes.iter().map(|shape| shape.indent).collect();
        indents.sort_unstable();
        let indent = indents.get(indents.len() / 2).copied().unwrap_or(0);
        let list = shapes.iter().filter(|shape| shape.bullet).count() > 1;
        Stanza { shapes, measure, own, indent, list }
    }

    /// Whether a paragraph was broken after line `at`.
    fn goes_on(&self, at: usize) -> bool {
        let [line, next] = [&self.shapes[at], &self.shapes[at + 1]];
        if next.indent > self.indent {
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
        // Where words aren't parted a line is broken between any two letters.
        first: if first.starts_with(is_wide) { 2 } else { columns(first) },
        indent: line.indent,
        open: !ends_sentence(text) && !text.ends_with([':', '：']),
        inner: begin.is_some_and(|letter| letter.is_alphabetic() && !letter.is_uppercase()),
        bullet: begins_with_bullet(text),
    }
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
    // A paragraph's last line, and a list's, show nothing.
    let long = || breaks.iter().filter(|[line, _]| line.width * 2 >= width);
    let longs = long().count();
    // Few lines must show it the better.
    let (most, inside) = if longs < 5 { (4, 5) } else { (3, 3) };
    let found = |full: usize| {
        let full = || long().filter(|[line, next]| is_full(line, next, full));
        let all = full().count();
        let open = full().filter(|[line, _]| line.open).count();
        let inner = full().filter(|[_, next]| next.inner).count();
        all >= 2 && all * 5 >= longs * most && open * 2 >= all && inner * 10 >= all * inside
    };
    // Wide letters are all as wide.
    let wide = breaks.iter().filter(|[line, _]| line.first == 2).count() * 2 > breaks.len();
    let ragged = if wide { width - 2 } else { width - width / SLACK };
    let full = [width, ragged].into_iter().find(|full| found(*full))?;
    Some(Measure { width, full })
}

fn is_full(line: &Shape, next: &Shape, full: usize) -> bool {
    line.width + 1 + next.first > full
}

/// Whether `next` goes on in the sentence that `line` leaves open.
fn goes_on(line: &str, next: &str) -> bool {
    let open = line.ends_with(|last: char| last.is_lowercase() || last == ',');
    // `by` before a name begins a byline under its headline.
    let named = next.strip_prefix("by ").is_some_and(|name| name.starts_with(char::is_uppercase));
    let long = (45..=100).contains(&line.len()) && next.len() >= 10 && open && !named;
    next.starts_with(char::is_lowercase) && (long || line.len() > 20 && is_hyphenated(line))
}

/// Whether a line ends with a hyphen inside a word.
fn is_hyphenated(line: &str) -> bool {
    line.strip_suffix('-').is_some_and(|rest| rest.ends_with(char::is_lowercase))
}

/// What stands between two lines of a paragraph.
enum Between {
    Space,
    Nothing,
    /// Nothing, and the first line's hyphen goes.
    Word,
}

fn between(content: &str, line: &Draft, next: &Draft, known: Option<&HashSet<u64>>) -> Between {
    if line.text.ends_with(is_wide) && next.text.starts_with(is_wide) {
        return Between::Nothing;
    }
    let gap = content.get(line.source.end().0..next.source.start().0).unwrap_or_default();
    if gap.starts_with('\u{ad}') {
        return Between::Nothing;
    }
    if !is_hyphenated(&line.text) || !next.text.starts_with(char::is_lowercase) {
        return Between::Space;
    }
    // A word that stands elsewhere without the hyphen was only broken there.
    let head = line.text.trim_end_matches('-').rsplit(|letter: char| !letter.is_alphanumeric()).next();
    let tail = next.text.split(|letter: char| !letter.is_alphanumeric()).next();
    let whole = format!("{}{}", head.unwrap_or_default(), tail.unwrap_or_default());
    match known.is_some_and(|known| known.contains(&number(&whole))) {
        true => Between::Word,
        false => Between::Nothing,
    }
}

/// One draft of a paragraph's lines, which are taken; none of none.
fn one(content: &str, lines: &mut Vec<Draft>, known: Option<&HashSet<u64>>) -> Option<Draft> {
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
