//! A block before anything is decided about it: its words, its rows, and what is known of its place in the page.

use std::rc::Rc;

use super::Row;
use super::dateline;
use crate::text::{Offset, Span};

/// A line of a paste or a block element of HTML, as read.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// From its first visible character to its last.
    pub source: Span,
    /// Never empty, no line end in it.
    pub text: Rc<str>,
    /// On the text's side from the draft's own start.
    pub rows: Vec<Row>,
    /// Whether a blank line (or a block's edge that shows as one) stands before it.
    pub gap: bool,
    /// Whether it goes on in the paragraph of the draft before it.
    pub continues: bool,
    /// What HTML says of it.
    pub place: Place,
}

/// What the markup around a draft says; all empty for plain text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// 1 to 6 for a heading.
    pub heading: u8,
    /// Whether it is an item of a list.
    pub item: bool,
    /// Whether a `p` or `blockquote` holds it.
    pub paragraph: bool,
    /// How much of it is links, in percent.
    pub links: u8,
    /// What holds it, of [`region`]'s bits.
    pub regions: u32,
    /// The number of the element that holds its paragraph; 0 for plain text.
    pub container: u32,
    /// The number of what the element it begins in and those around that are called.
    pub paths: u32,
}

/// How many blocks any source may have; more than all but the strangest pages.
const FREE_BLOCKS: usize = 2048;

/// For how many bytes of the source there may be one more: lines that short are only seen in a row.
const BYTES_PER_BLOCK: usize = 32;

/// Whether so many drafts were made of the first `at` bytes of a source that the next is to hold several lines: a
/// draft costs more memory than a short line, and hostile input is not to take many times its own size.
pub(super) fn is_full(drafts: usize, at: usize) -> bool {
    drafts >= FREE_BLOCKS + at / BYTES_PER_BLOCK
}

/// Kinds of surroundings, as bits.
pub(super) mod region {
    /// `nav`, or a name that says so.
    pub const NAVIGATION: u32 = 1;
    /// `aside`, sidebars.
    pub const ASIDE: u32 = 1 << 1;
    /// `footer`.
    pub const FOOTER: u32 = 1 << 2;
    /// `header`.
    pub const HEADER: u32 = 1 << 3;
    /// `figure`, `figcaption`, captions by name.
    pub const CAPTION: u32 = 1 << 4;
    /// `article`, `main`, `itemprop=articleBody`.
    pub const ARTICLE: u32 = 1 << 5;
    /// Readers' comments.
    pub const COMMENTS: u32 = 1 << 6;
    /// Related and recommended stories.
    pub const RELATED: u32 = 1 << 7;
    /// Share bars.
    pub const SHARE: u32 = 1 << 8;
    /// Newsletter, subscription, cookie and donation boxes.
    pub const PROMPT: u32 = 1 << 9;
    /// Bylines by name.
    pub const BYLINE: u32 = 1 << 10;
    /// About the author.
    pub const BIO: u32 = 1 << 11;
    /// Advertisements.
    pub const ADVERTISEMENT: u32 = 1 << 12;
    /// `time`, dates by name.
    pub const TIME: u32 = 1 << 13;
    /// `table`.
    pub const TABLE: u32 = 1 << 14;
    /// Embedded posts.
    pub const EMBED: u32 = 1 << 15;
    /// The summary under the headline, by name.
    pub const STANDFIRST: u32 = 1 << 16;
    /// A link to an author's page, by its `rel` or its address; set where any of the draft's words are in one.
    pub const AUTHOR: u32 = 1 << 17;
}

impl Draft {
    /// Adds it to those before it. A mark before a paragraph becomes a draft of its own.
    pub fn add_to(self, drafts: &mut Vec<Draft>) {
        match dateline::mark_end(&self.text).and_then(|end| self.split(end)) {
            Some((mark, rest)) => drafts.extend([mark, rest]),
            None => drafts.push(self),
        }
    }

    /// The two drafts that it falls into at byte `at` of its text, white space at the cut left to neither;
    /// `None` if one would be empty, or if what was read whole stands across the cut.
    fn split(&self, at: usize) -> Option<(Draft, Draft)> {
        let head = self.text.get(..at)?.trim_end();
        let tail = self.text.get(at..)?.trim_start();
        let tail_at = self.text.len() - tail.len();
        let whole = |row: &Row| row.text.range().len() != row.source.range().len();
        let across = |row: &Row| row.text.start().0 < head.len() && row.text.end().0 > tail_at;
        if self.rows.iter().any(|row| whole(row) && across(row)) {
            return None;
        }
        let first = self.part(0, head.len())?;
        let second = self.part(tail_at, self.text.len())?;
        Some((first, Draft { gap: false, continues: true, ..second }))
    }

    pub(super) fn part(&self, from: usize, to: usize) -> Option<Draft> {
        let wanted = Span::of(from..to)?;
        let rows: Vec<Row> = self.rows.iter().filter_map(|row| cut(*row, wanted)).collect();
        let source = Span::new(rows.first()?.source.start(), rows.last()?.source.end())?;
        Some(Draft { source, text: self.text.get(from..to)?.into(), rows, ..self.clone() })
    }
}

/// The part of a row inside `wanted`, counted from its start; a row read whole goes to where it starts.
fn cut(row: Row, wanted: Span) -> Option<Row> {
    let identical = row.text.range().len() == row.source.range().len();
    if !identical {
        let all = wanted.covers(row.text).then_some(row)?;
        return Some(Row { text: back(all.text, wanted.start())?, source: all.source });
    }
    let text = row.text.intersection(wanted)?;
    let from = row.source.start().plus(text.start().0 - row.text.start().0);
    let source = Span::new(from, from.plus(text.range().len()))?;
    Some(Row { text: back(text, wanted.start())?, source })
}

fn back(span: Span, by: Offset) -> Option<Span> {
    Span::new(Offset(span.start().0 - by.0), Offset(span.end().0 - by.0))
}

#[cfg(test)]
mod tests {
    use super::super::reading::Reading;
    use super::*;

    #[test]
    fn splits_with_its_rows() {
        let source = "(CNN)&nbsp;The union&#39;s é";
        let mut reading = Reading::default();
        reading.read(source, 0, source.len(), false);
        let (text, rows, span) = reading.take(source).unwrap();
        let draft = Draft { source: span, text, rows, gap: true, continues: false, place: Place::default() };
        let (mark, rest) = draft.split(5).unwrap();
        assert_eq!((&*mark.text, mark.source.slice(source)), ("(CNN)", Some("(CNN)")));
        assert_eq!((&*rest.text, rest.source.slice(source)), ("The union's é", Some("The union&#39;s é")));
        assert!(rest.continues && rest.rows.first().map(|row| row.text.start()) == Some(Offset(0)));
        assert!(
            draft.split(0).is_none() && draft.split(999).is_none() && draft.split(draft.text.len()).is_none()
        );
    }
}
