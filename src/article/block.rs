//! Blocks, what was decided about each, and the clean text that follows from the decisions.

use std::rc::Rc;

use super::{Map, Metadata, Reason, Removed, Row, Source};
use crate::text::{Offset, Span};

/// What a block is to the article, as far as one can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The article's title.
    Headline,
    /// The summary under the title.
    Standfirst,
    /// A heading inside the body.
    Subhead,
    /// An item of a list.
    ListItem,
    /// A paragraph, and everything else.
    Paragraph,
}

impl Role {
    /// Whether it is of the body, not the headline or the standfirst.
    pub(super) fn is_body(self) -> bool {
        self.rank() == 2
    }

    /// Its turn in the text: headline, standfirst, body.
    pub(super) fn rank(self) -> u8 {
        match self {
            Role::Headline => 0,
            Role::Standfirst => 1,
            Role::Subhead | Role::ListItem | Role::Paragraph => 2,
        }
    }
}

/// A line of a paste, a block element of HTML, or a part of one that is decided on by itself (a dateline).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in the source.
    pub source: Span,
    /// Its words as read, entities decoded, white space folded, markup gone, or as a person typed them anew. Never empty,
    /// no line end in it.
    pub text: Rc<str>,
    /// Where those words stand in the source; the offsets on the text's side count from the block's own start.
    pub rows: Vec<Row>,
    /// What it is to the article.
    pub role: Role,
    /// Why it is not part of the article; `None` if it is.
    pub removed: Option<Reason>,
    /// The block that this one repeats, by its place in the list.
    pub same_as: Option<usize>,
    /// Whether it goes on in the paragraph that the block before it began.
    pub continues: bool,
}

/// A field of the metadata, to say which block it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MetadataField {
    /// The headline.
    Title,
    /// The byline's names.
    Authors,
    /// When it was first published.
    Published,
    /// When it was last changed.
    Updated,
    /// The site's name.
    Site,
}

/// A source read into blocks, with what was decided about each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// What was pasted.
    pub source: Source,
    /// In the source's order; they neither overlap nor are empty.
    pub blocks: Vec<Rc<Block>>,
    /// What was found about the article.
    pub metadata: Metadata,
    /// Which block a field of the metadata was read from, by its place in the list.
    pub found_in: Vec<(MetadataField, usize)>,
}

/// The clean text and how it came about: what a document holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// Headline, standfirst, then body; a blank line between blocks, `\n` only.
    pub text: Rc<str>,
    /// What is not in it, in the source's order.
    pub removed: Vec<Removed>,
    /// Where each stretch of it came from.
    pub map: Map,
}

impl Article {
    /// The same article with one block put back (`None`) or taken out.
    pub fn decide(&self, block: usize, removed: Option<Reason>) -> Article {
        let mut article = self.clone();
        if let Some(block) = article.blocks.get_mut(block) {
            Rc::make_mut(block).removed = removed;
        }
        article
    }

    /// The clean text that follows from the decisions.
    pub fn cleaned(&self) -> Cleaned {
        let mut text = String::new();
        let kept = self.blocks.iter().filter(|block| block.removed.is_none());
        let mut rows = Vec::with_capacity(kept.map(|block| block.rows.len()).sum());
        let mut removed: Vec<Removed> = Vec::new();
        for block in &self.blocks {
            if let Some(reason) = block.removed {
                removed.push(Removed { span: block.source, reason });
            }
        }
        self.write(&mut text, 0, |block, shift| {
            let moved = |row: &Row| Row { text: row.text.shifted(shift), source: row.source };
            rows.extend(block.rows.iter().map(moved));
        });
        // Each block is written after the last, and its rows lie in order: sorted by construction.
        Cleaned { text: text.into(), removed, map: Map::new(rows).unwrap_or_default() }
    }

    /// The summary under the headline, if one is kept.
    pub fn standfirst(&self) -> Option<String> {
        let kept = |block: &&Rc<Block>| block.removed.is_none() && block.role == Role::Standfirst;
        self.blocks.iter().find(kept).map(|block| block.text.to_string())
    }

    /// The paragraphs without the headline and the standfirst: what `tagline clean` calls body.
    pub fn body(&self) -> String {
        let mut body = String::new();
        self.write(&mut body, 2, |_, _| {});
        body
    }

    /// Writes the kept blocks of at least `rank`, in the text's order, and tells where each begins.
    fn write(&self, text: &mut String, rank: u8, mut tell: impl FnMut(&Block, Offset)) {
        for (number, (at, goes_on)) in self.kept(rank).into_iter().enumerate() {
            let Some(block) = self.blocks.get(at) else { continue };
            if number > 0 {
                text.push_str(if goes_on { " " } else { "\n\n" });
            }
            tell(block, Offset(text.len()));
            text.push_str(&block.text);
        }
    }

    /// The kept blocks of at least `rank` by their places in the list, in the text's order, and whether each goes on in the
    /// paragraph of the one before it.
    pub(super) fn kept(&self, rank: u8) -> Vec<(usize, bool)> {
        let all = self.blocks.iter().enumerate();
        let kept = all.filter(|(_, block)| block.removed.is_none() && block.role.rank() >= rank);
        let mut kept: Vec<_> = kept.collect();
        // Stable: within the headline, the standfirst and the body the source's order holds.
        kept.sort_by_key(|(_, block)| block.role.rank());
        let mut last = None;
        let follows = |(at, block): (usize, &Rc<Block>)| {
            // A paragraph goes on only after its own beginning; without that, the rest begins one.
            let goes_on = block.continues && last.is_some_and(|last: usize| last + 1 == at);
            last = Some(at);
            (at, goes_on)
        };
        kept.into_iter().map(follows).collect()
    }
}
