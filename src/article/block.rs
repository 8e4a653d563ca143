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

/// A line of a paste, a block element of HTML, or a part of one that is decided on by itself (a dateline).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in the source.
    pub source: Span,
    /// Its words as read: entities decoded, white space folded, markup gone. Never empty, no line end in it.
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
        let mut rows = Vec::new();
        let mut removed: Vec<Removed> = Vec::new();
        for block in &self.blocks {
            if let Some(reason) = block.removed {
                removed.push(Removed { span: block.source, reason });
            }
        }
        let rank = |block: &Block| match block.role {
            Role::Headline => 0,
            Role::Standfirst => 1,
            _ => 2,
        };
        let mut kept: Vec<_> = self.blocks.iter().filter(|block| block.removed.is_none()).collect();
        // Stable: within the headline, the standfirst and the body the source's order holds.
        kept.sort_by_key(|block| rank(block));
        for block in kept {
            if !text.is_empty() {
                text.push_str(if block.continues { " " } else { "\n\n" });
            }
            let shift = Offset(text.len());
            text.push_str(&block.text);
            rows.extend(
                block.rows.iter().map(|row| Row { text: row.text.shifted(shift), source: row.source }),
            );
        }
        // Blocks lie in order, and so do the rows of each: the rows are sorted by construction.
        Cleaned { text: text.into(), removed, map: Map::new(rows).unwrap_or_default() }
    }

    /// The headline if it is in the text, then the rest of the text: what `tagline clean` calls body.
    pub fn body(&self) -> String {
        let mut body = String::new();
        for block in
            self.blocks.iter().filter(|block| block.removed.is_none() && block.role != Role::Headline)
        {
            if !body.is_empty() {
                body.push_str(if block.continues { " " } else { "\n\n" });
            }
            body.push_str(&block.text);
        }
        body
    }
}
