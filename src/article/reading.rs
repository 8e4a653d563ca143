//! Reading: from the characters of a source to the words of a block, with a row for each stretch.
//!
//! References are decoded, white space is folded to one space, and what shows nothing is dropped: soft
//! hyphens, zero-width spaces, controls. Joiners stay where a script or an emoji needs them.
//!
//! A row costs more memory than a short stretch of text. So that hostile input can't take many times its own
//! size, a source has so many rows for its bytes; a block begun beyond that is one stretch, read whole.

use std::rc::Rc;

use super::Row;
use super::entity;
use super::visible::{Class, class, joins};
use crate::text::Span;

/// How many rows any source may have; far more than a page has.
const FREE_ROWS: usize = 4096;

/// For how many bytes of the source there may be one more.
const BYTES_PER_ROW: usize = 12;

/// The words of one block as far as they are read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    text: String,
    rows: Vec<Row>,
    /// Whether the last row holds its source's bytes one for one and may grow.
    plain: bool,
    /// White space that is owed before the next visible character, and where the first stretch of it stands.
    space: Option<(usize, usize)>,
    /// From the first visible character to the last.
    source: Option<(usize, usize)>,
    /// How many rows the blocks before have.
    made: usize,
    /// Where the stretch that is read whole begins, in text and source; nothing after it has rows of its own.
    whole: Option<(usize, usize)>,
}

/// As many rows as these are handed on rather than copied.
const MANY: usize = 1 << 12;

/// What a finished reading gives: words, rows, and where they stand.
pub(super) type Read = (Rc<str>, Vec<Row>, Span);

impl Reading {
    /// Whether nothing visible was read yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// How many bytes of words there are.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Reads `content[from..]` up to about `to` (a reference that begins before it is read whole); gives
    /// back where it stopped. `html` is whether references may lack their semicolon.
    pub fn read(&mut self, content: &str, from: usize, to: usize, html: bool) -> usize {
        let bytes = content.as_bytes();
        let to = to.min(bytes.len());
        let mut at = from;
        while at < to {
            let end = run_end(content, at, to);
            if end > at {
                self.keep(content, at, end);
                at = end;
                continue;
            }
            if bytes[at] == b'&'
                && let Some((decoded, length)) = entity::decode(&content[at..], html)
            {
                self.replace(&decoded, at, at + length);
                at += length;
                continue;
            }
            let Some(character) = content[at..].chars().next() else { break };
            let next = at + character.len_utf8();
            match class(character) {
                Class::Visible => self.keep(content, at, next),
                Class::Space => self.owe_space(at, next),
                Class::Nothing => {}
                Class::Joiner => {
                    let after = content[next..].chars().next();
                    if joins(character, self.text.chars().next_back(), after) {
                        self.keep(content, at, next);
                    }
                }
            }
            at = next;
        }
        at
    }

    /// White space that the markup makes at `at` (a line break, a table cell).
    pub fn gap(&mut self) {
        if !self.text.is_empty() {
            self.space.get_or_insert((0, 0));
        }
    }

    /// What was read of `content`; the reading is empty again. `None` if it was nothing.
    pub fn take(&mut self, content: &str) -> Option<Read> {
        let (start, end) = self.source.take()?;
        if let Some((text, source)) = self.whole.take() {
            self.close(content, text, source, end);
        }
        self.made += self.rows.len();
        // The buffers stay for the next block: they grow only once, and a block takes no more than it needs.
        let text = Rc::from(self.text.as_str());
        let mut rows = Vec::new();
        if self.rows.len() < MANY {
            rows.extend_from_slice(&self.rows);
        } else {
            std::mem::swap(&mut rows, &mut self.rows);
            rows.shrink_to_fit();
        }
        self.text.clear();
        self.rows.clear();
        (self.plain, self.space) = (false, None);
        Some((text, rows, Span::of(start..end)?))
    }

    /// Adds the stretch that is read whole, from `text` on and from `source` to `end`.
    fn close(&mut self, content: &str, text: usize, source: usize, end: usize) {
        let length = self.text.len() - text;
        if length != end - source || self.text.get(text..) == content.get(source..end) {
            self.rows.extend(row(text, length, source, end));
            return;
        }
        // As long as its source: two rows, so that neither claims the same bytes.
        let head = self.text[text..].chars().next().map_or(0, char::len_utf8);
        let mut cuts = content.get(source..end).unwrap_or_default().char_indices().map(|(at, _)| at).skip(1);
        let cut = cuts.find(|cut| *cut != head).unwrap_or(head);
        self.rows.extend(row(text, head, source, source + cut));
        self.rows.extend(row(text + head, length - head, source + cut, end));
    }

    /// White space that stands in the source.
    pub fn owe_space(&mut self, start: usize, end: usize) {
        if self.text.is_empty() {
            return;
        }
        match &mut self.space {
            Some((_, until)) if *until == start => *until = end,
            Some(_) => {}
            None => self.space = Some((start, end)),
        }
    }

    /// Puts the owed space. A lone tab or line end has no row: a row as long as its source says "the same bytes".
    fn pay_space(&mut self, content: &str) {
        let Some((start, end)) = self.space.take() else { return };
        let at = self.text.len();
        self.text.push(' ');
        let same = content.get(start..end) == Some(" ");
        if same {
            self.grow(at, start, 1);
        } else {
            self.plain = false;
            if end > start + 1 {
                self.add(at, 1, start, end);
            }
        }
    }

    fn keep(&mut self, content: &str, start: usize, end: usize) {
        self.pay_space(content);
        let at = self.text.len();
        self.text.push_str(&content[start..end]);
        self.grow(at, start, end - start);
        self.see(start, end);
    }

    /// Puts what a reference stands for.
    fn replace(&mut self, decoded: &str, start: usize, end: usize) {
        let mut characters = decoded.chars();
        if let (Some(character), None) = (characters.next(), characters.next()) {
            match class(character) {
                Class::Space => return self.owe_space(start, end),
                Class::Nothing => return,
                Class::Visible | Class::Joiner => {}
            }
        }
        self.pay_space("");
        let at = self.text.len();
        self.text.push_str(decoded);
        self.plain = false;
        if decoded.len() != end - start {
            self.add(at, decoded.len(), start, end);
        } else {
            // As long as what it stands for (`&ngE;`): two rows, so that neither claims the same bytes.
            let head = decoded.chars().next().map_or(0, char::len_utf8);
            let cut = start + if head == 1 { 2 } else { 1 };
            self.add(at, head, start, cut);
            self.add(at + head, decoded.len() - head, cut, end);
        }
        self.see(start, end);
    }

    /// Adds `length` bytes that text and source share, to the last row where they continue it.
    fn grow(&mut self, at: usize, start: usize, length: usize) {
        if self.plain
            && let Some(last) = self.rows.last_mut()
            && last.source.end().0 == start
            && last.text.end().0 == at
            && let (Some(text), Some(source)) =
                (Span::of(last.text.start().0..at + length), Span::of(last.source.start().0..start + length))
        {
            *last = Row { text, source };
            return;
        }
        self.add(at, length, start, start + length);
        self.plain = self.whole.is_none();
    }

    /// Adds a row, or lets a stretch begin that is read whole.
    fn add(&mut self, at: usize, length: usize, start: usize, end: usize) {
        if self.whole.is_some() {
            return;
        }
        if self.made + self.rows.len() < FREE_ROWS + start / BYTES_PER_ROW {
            self.rows.extend(row(at, length, start, end));
        } else {
            self.whole = Some((at, start));
        }
    }

    fn see(&mut self, start: usize, end: usize) {
        match &mut self.source {
            Some((_, until)) => *until = end,
            None => self.source = Some((start, end)),
        }
    }
}

fn row(at: usize, length: usize, start: usize, end: usize) -> Option<Row> {
    Some(Row { text: Span::of(at..at + length)?, source: Span::of(start..end)? })
}

/// Where the run of visible characters at `from` ends, the single spaces inside it among them; a character
/// that begins before `to` is read whole.
fn run_end(content: &str, from: usize, to: usize) -> usize {
    let bytes = content.as_bytes();
    let mut at = from;
    loop {
        // A space is part of the run if something visible stands on either side.
        let mut spaced = at == from;
        let rest = bytes.get(at..to).unwrap_or_default();
        at += rest
            .iter()
            .position(|byte| {
                let kind = KINDS[usize::from(*byte)];
                let ends = kind == OTHER || kind == SPACE && spaced;
                spaced = kind == SPACE;
                ends
            })
            .unwrap_or(rest.len());
        let visible = if at < to && !bytes[at].is_ascii() { visible_at(content, at) } else { 0 };
        if visible == 0 {
            let after_space = at > from && bytes[at - 1] == b' ';
            return if after_space { at - 1 } else { at };
        }
        at += visible;
    }
}

const OTHER: u8 = 0;
const PLAIN: u8 = 1;
const SPACE: u8 = 2;

/// Whether each byte is a visible character of its own that begins no reference, or a space.
const KINDS: [u8; 256] = {
    let mut kinds = [OTHER; 256];
    let mut byte = 0x21;
    while byte <= 0x7e {
        kinds[byte] = if byte as u8 == b'&' { OTHER } else { PLAIN };
        byte += 1;
    }
    kinds[b' ' as usize] = SPACE;
    kinds
};

/// How many bytes the character at `at` takes if it is visible and begins no reference, else 0.
fn visible_at(content: &str, at: usize) -> usize {
    match content.as_bytes()[at] {
        b'&' => 0,
        0x21..=0x7e => 1,
        0..=0x7f => 0,
        _ => match content[at..].chars().next() {
            Some(character) if matches!(class(character), Class::Visible) => character.len_utf8(),
            _ => 0,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(source: &str) -> Read {
        let mut reading = Reading::default();
        reading.read(source, 0, source.len(), false);
        reading.take(source).unwrap_or((Rc::from(""), Vec::new(), Span::of(0..1).unwrap()))
    }

    #[test]
    fn reads_what_a_reader_sees() {
        for (source, expected) in [
            ("  Mexico&#39;s   law\t", "Mexico's law"),
            ("a&amp;nbsp;b &amp;amp; c", "a b & c"),
            ("a\u{a0}\u{a0}b\u{2003}c", "a b c"),
            ("co\u{ad}op\u{200b}er\u{feff}ate", "cooperate"),
            ("👩\u{200d}🚀 flew", "👩\u{200d}🚀 flew"),
            ("a\u{200d}b \u{200d}", "ab"),
            ("می\u{200c}شود", "می\u{200c}شود"),
            ("क्\u{200d}ष", "क्\u{200d}ष"),
            ("AT&T; R&D, é 漢字", "AT&T; R&D, é 漢字"),
            ("\u{0}\u{7}bell\u{85}x", "bell x"),
            ("שלום\u{200f}!", "שלום\u{200f}!"),
        ] {
            assert_eq!(&*read(source).0, expected);
        }
    }

    #[test]
    fn a_plain_stretch_is_one_row() {
        let (_, rows, span) = read("one two three");
        assert_eq!((rows.len(), span), (1, Span::of(0..13).unwrap()));
    }

    /// How many rows `unit` has that is repeated for a megabyte and read in blocks of 160 bytes.
    fn rows_of(unit: &str) -> usize {
        let source = unit.repeat((1 << 20) / unit.len());
        let mut reading = Reading::default();
        let (mut at, mut count) = (0, 0);
        while at < source.len() {
            at = reading.read(&source, at, at + 160, false);
            let Some((text, rows, span)) = reading.take(&source) else { continue };
            count += rows.len();
            let mut end = 0;
            for row in &rows {
                assert!(text[end..row.text.start().0].trim().is_empty() && span.covers(row.source));
                end = row.text.end().0;
                let (read, written) = (row.text.slice(&text), row.source.slice(&source));
                assert!(read.is_some() && written.is_some());
                assert!(row.text.range().len() != row.source.range().len() || read == written);
            }
            assert_eq!(end, text.len(), "rows cover the text");
        }
        count
    }

    #[test]
    fn no_source_has_rows_without_end() {
        for unit in ["a\t", "a  ", "a&#39;", "é\u{ad}", "&amp;", "&ngE;", "漢\t", "a", "👩\u{200d}🚀&quot;"]
        {
            let count = rows_of(unit);
            assert!(count <= (1 << 20) / BYTES_PER_ROW + FREE_ROWS + 2 * (1 << 20) / 160, "{unit}: {count}");
        }
    }

    proptest! {
        #[test]
        fn rows_as_long_as_their_source_hold_its_bytes(source in "(?s)([a-c&;#39ampé漢👩🚀\u{200d}\u{ad}\u{a0} \t]|&#39;|&amp;|&ngE;|&nbsp;){0,60}") {
            let (text, rows, span) = read(&source);
            let mut end = 0;
            for row in rows {
                prop_assert!(row.text.start().0 >= end && span.covers(row.source));
                end = row.text.end().0;
                if row.text.range().len() == row.source.range().len() {
                    prop_assert_eq!(row.text.slice(&text), row.source.slice(&source));
                } else {
                    prop_assert!(row.text.slice(&text).is_some() && row.source.slice(&source).is_some());
                }
            }
        }
    }
}
