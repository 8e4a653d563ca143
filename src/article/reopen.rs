//! Reopening: the blocks of a document that was cleaned before, with the decisions it holds.

use std::rc::Rc;

use super::{Article, Block, CleanOptions, Map, Metadata, Reason, Removed, Role, Row, Source, clean};
use crate::text::Offset;

/// The article of a document that was cleaned before: its blocks with the decisions that `removed` and `map` hold.
///
/// A block in a removed range has that range's reason; one that the map reaches is kept; any other is not in
/// the text and so not kept. Ranges that fit no block are ignored.
pub fn reopen(source: Source, removed: &[Removed], map: &Map, metadata: &Metadata) -> Article {
    let article = clean(source, CleanOptions::default());
    article.with_decisions(removed, map, metadata)
}

impl Article {
    /// This article with the decisions and the metadata of a document made from the same source.
    pub fn with_decisions(mut self, removed: &[Removed], map: &Map, metadata: &Metadata) -> Article {
        let mut ranges: Vec<Removed> = removed.to_vec();
        ranges.sort_by_key(|range| range.span);
        let mut rows: Vec<Row> = map.rows().to_vec();
        rows.sort_by_key(|row| row.source);
        for block in &mut self.blocks {
            let span = block.source;
            let after = ranges.partition_point(|range| range.span.start() <= span.start());
            let range =
                after.checked_sub(1).and_then(|at| ranges.get(at)).filter(|range| range.span.covers(span));
            let reached = rows.get(rows.partition_point(|row| row.source.end() <= span.start()));
            let kept = reached.is_some_and(|row| row.source.overlaps(span));
            let decided = match range {
                Some(range) => Some(range.reason),
                None if kept => None,
                None => Some(block.removed.unwrap_or(Reason::Other)),
            };
            if block.removed != decided {
                Rc::make_mut(block).removed = decided;
            }
        }
        self.follow_order(&rows);
        self.metadata = metadata.clone();
        self
    }

    /// Takes over the order of the text that `rows`, sorted by source, were made for: which blocks stand first.
    fn follow_order(&mut self, rows: &[Row]) {
        let place = |block: &Block| {
            let row = rows.get(rows.partition_point(|row| row.source.end() <= block.source.start()))?;
            row.source.overlaps(block.source).then_some(row.text.start())
        };
        let mut kept: Vec<(usize, Option<Offset>)> = Vec::new();
        kept.extend(
            self.blocks.iter().enumerate().filter(|(_, b)| b.removed.is_none()).map(|(at, b)| (at, place(b))),
        );
        let mut by_rank = kept.clone();
        by_rank.sort_by_key(|(at, _)| self.blocks[*at].role.rank());
        if by_rank.is_sorted_by_key(|(_, place)| *place) {
            return;
        }
        kept.sort_by_key(|(_, place)| *place);
        let mut moved = [Role::Headline, Role::Standfirst].into_iter();
        let mut first_left = kept.iter().map(|(at, _)| *at).collect::<std::collections::BTreeSet<_>>();
        let mut leading = true;
        for (at, _) in kept {
            first_left.remove(&at);
            leading &= first_left.first().is_some_and(|first| *first < at);
            let role = if leading { moved.next() } else { None };
            let block = &mut self.blocks[at];
            let role = role.unwrap_or(if block.role.rank() < 2 { Role::Paragraph } else { block.role });
            if block.role != role {
                Rc::make_mut(block).role = role;
            }
        }
    }
}
