//! Words of the clean text that a person typed anew, and where they stand in the source: where those stood that they
//! came for.

use std::ops::Range;
use std::rc::Rc;

use unicode_segmentation::UnicodeSegmentation;

use super::{Article, Cleaned, Map, Reason, Removed, Row};
use crate::text::{Patch, Span};

impl Cleaned {
    /// The same with another text, which `patches` tell from this one; `source` is what it was made from.
    ///
    /// What was typed for other words has their stretch of the source, read as a whole. What was put in beside a word
    /// has that of the white space or the letter next to it; marks of punctuation alone, put in, have none. What was
    /// taken out is left out between two rows.
    pub fn retyped(&self, source: &str, text: &str, patches: &[Patch]) -> Cleaned {
        let same = |map: Map| Cleaned { text: text.into(), removed: self.removed.clone(), map };
        if self.map.rows().is_empty() {
            return same(Map::default());
        }
        let patches = self.widened(patches, text);
        let mut rows = Vec::with_capacity(self.map.rows().len() + 3 * patches.len());
        let (mut old, mut new) = (0, 0);
        let end = Patch { old: self.text.len()..self.text.len(), new: text.len()..text.len() };
        for patch in patches.iter().chain([&end]) {
            if let Some(kept) = Span::of(old..patch.old.start) {
                let cut = self.map.rows_in(kept).iter().filter_map(|row| cut(*row, kept));
                rows.extend(cut.filter_map(|row| {
                    let start = new + row.text.start().0 - old;
                    Some(Row { text: Span::of(start..start + row.text.range().len())?, ..row })
                }));
            }
            if let (Some(was), Some(now)) = (Span::of(patch.old.clone()), Span::of(patch.new.clone()))
                && let Some(from) = self.map.span_to_source(was)
            {
                typed(now, text, from, source, &mut rows);
            }
            (old, new) = (patch.old.end, patch.new.end);
        }
        self.hold_lines(source, text, &patches, &mut rows);
        same(Map::new(rows).unwrap_or_default())
    }

    /// The same without the paragraph at `line`, and without what parts it from the next: taken out by hand.
    pub fn without_line(&self, line: Span, text: &str, patch: Patch) -> Cleaned {
        let mut without = self.retyped("", text, &[patch]);
        let rows = self.map.rows_in(line).iter().map(|row| row.source);
        let from = rows.clone().map(Span::start).min().zip(rows.map(Span::end).max());
        if let Some(span) = from.and_then(|(start, end)| Span::new(start, end)) {
            without.removed.push(Removed { span, reason: Reason::ByHand });
            without.removed.sort_by_key(|removed| removed.span);
        }
        without
    }

    /// `patches` with as much of what they lie in as has a place in the source only as a whole, and with a neighbour of
    /// what was put in.
    fn widened(&self, patches: &[Patch], text: &str) -> Vec<Patch> {
        let mut wide: Vec<Patch> = Vec::with_capacity(patches.len());
        // What the last of them was before: its own ends, from which the text on both sides is the same.
        let mut inner: Option<Patch> = None;
        for patch in patches {
            let mut old = patch.old.clone();
            let known = Span::of(old.clone()).is_some_and(|old| self.map.span_to_source(old).is_some());
            if !known && text[patch.new.clone()].contains(char::is_alphanumeric) {
                old = self.with_neighbour(old);
            }
            old = self.with_whole_rows(old);
            match (wide.last_mut(), &mut inner) {
                (Some(last), Some(within)) if old.start <= last.old.end => {
                    last.old = last.old.start.min(old.start)..last.old.end.max(old.end);
                    *within =
                        Patch { old: within.old.start..patch.old.end, new: within.new.start..patch.new.end };
                    last.new = outside(within, &last.old);
                }
                _ => {
                    wide.push(Patch { new: outside(patch, &old), old });
                    inner = Some(patch.clone());
                }
            }
        }
        wide
    }

    /// `old` up to the nearest character that has a place in the source, on the side where that is white space at best, else a
    /// mark, else a letter.
    fn with_neighbour(&self, old: Range<usize>) -> Range<usize> {
        let Some(line) = line(&self.text, old.start) else { return old };
        let (before, behind) = (&self.text[line.start().0..old.start], &self.text[old.end..line.end().0]);
        let has_place = |at: usize, character: &str| {
            Span::of(at..at + character.len()).is_some_and(|span| !self.map.rows_in(span).is_empty())
        };
        let first = behind.grapheme_indices(true).map(|(at, character)| (old.end + at, character));
        let last =
            before.grapheme_indices(true).rev().map(|(at, character)| (line.start().0 + at, character));
        let rank = |character: &str| match character.chars().next() {
            Some(first) if first.is_whitespace() => 0,
            Some(first) if first.is_alphanumeric() => 2,
            _ => 1,
        };
        let near = |mut side: Box<dyn Iterator<Item = (usize, &str)> + '_>| {
            let (number, (at, character)) =
                side.by_ref().enumerate().find(|(_, (at, character))| has_place(*at, character))?;
            Some(((number, rank(character)), old.start.min(at)..old.end.max(at + character.len())))
        };
        let sides = [near(Box::new(last)), near(Box::new(first))];
        sides.into_iter().flatten().min_by_key(|(rank, _)| *rank).map_or(old.clone(), |(_, range)| range)
    }

    /// `old` with the whole of each row that it cuts and that was read as a whole.
    fn with_whole_rows(&self, old: Range<usize>) -> Range<usize> {
        let touched = Span::of(old.start.saturating_sub(1)..old.end + 1);
        let rows = touched.map_or(&[][..], |touched| self.map.rows_in(touched));
        rows.iter().filter(|row| is_whole(row)).fold(old, |old, row| {
            let row = row.text.range();
            let cuts = row.start < old.end && old.start < row.end
                || old.is_empty() && row.start < old.start && old.start < row.end;
            if cuts { old.start.min(row.start)..old.end.max(row.end) } else { old }
        })
    }

    /// Gives a line that had a place in the source, and has none any more, its old one.
    fn hold_lines(&self, source: &str, text: &str, patches: &[Patch], rows: &mut Vec<Row>) {
        for patch in patches {
            let (was, now) = (line(&self.text, patch.old.start), line(text, patch.new.start));
            let (Some(was), Some(now)) = (was, now) else { continue };
            let place = rows.partition_point(|row| row.text.end() <= now.start());
            if rows.get(place).is_some_and(|row| row.text.overlaps(now)) {
                continue;
            }
            if let Some(from) = self.map.span_to_source(was) {
                let mut whole = Vec::new();
                typed(now, text, from, source, &mut whole);
                rows.splice(place..place, whole);
            }
        }
    }
}

/// The new side of `patch` if its old side is `old`, which holds it.
fn outside(patch: &Patch, old: &Range<usize>) -> Range<usize> {
    patch.new.start - (patch.old.start - old.start)..patch.new.end + (old.end - patch.old.end)
}

/// Whether a place inside the row maps to its start only.
fn is_whole(row: &Row) -> bool {
    row.text.range().len() != row.source.range().len()
}

/// The part of a row inside `kept`.
fn cut(row: Row, kept: Span) -> Option<Row> {
    if is_whole(&row) {
        return kept.covers(row.text).then_some(row);
    }
    let text = row.text.intersection(kept)?;
    let from = row.source.start().plus(text.start().0 - row.text.start().0);
    Some(Row { text, source: Span::new(from, from.plus(text.range().len()))? })
}

/// Adds a row for what was typed for `from` of the source. Equally long stretches count as one for one, so they must have
/// their characters at the same places: others are parted, so that no two sides are equally long.
fn typed(now: Span, text: &str, from: Span, source: &str, rows: &mut Vec<Row>) {
    let (words, origin) = (now.slice(text).unwrap_or_default(), from.slice(source).unwrap_or_default());
    let places = |words: &str| words.char_indices().map(|(at, _)| at).collect::<Vec<_>>();
    if now.range().len() != from.range().len() || places(words) == places(origin) {
        rows.push(Row { text: now, source: from });
        return;
    }
    let second = words.chars().next().map_or(0, char::len_utf8);
    let last = origin.chars().next_back().map_or(0, char::len_utf8);
    let parts =
        [Span::new(now.start(), now.start().plus(second)), Span::new(now.start().plus(second), now.end())];
    match (parts, Span::of(from.start().0..from.end().0 - last)) {
        ([Some(first), Some(rest)], _) => {
            rows.extend([Row { text: first, source: from }, Row { text: rest, source: from }]);
        }
        (_, Some(most)) => rows.push(Row { text: now, source: most }),
        // One character for one character: these have the same places.
        (_, None) => rows.push(Row { text: now, source: from }),
    }
}

/// The line that the place `at` is in.
fn line(text: &str, at: usize) -> Option<Span> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let end = text.get(at..)?.find('\n').map_or(text.len(), |end| at + end);
    Span::of(start..end)
}

impl Article {
    /// This article with the words that a document's text has for its blocks: those that were typed anew are theirs from
    /// here on. Blocks of which no word is left are taken out.
    ///
    /// Where that text is not made of these blocks, they keep their own words.
    pub fn with_text(&self, cleaned: &Cleaned) -> Article {
        let mut article = self.clone();
        for block in &mut article.blocks {
            if block.removed.is_none() && !cleaned.map.reaches(block.source) {
                Rc::make_mut(block).removed = Some(Reason::ByHand);
            }
        }
        let mut paragraphs: Vec<Vec<usize>> = Vec::new();
        for (at, goes_on) in article.kept(0) {
            match paragraphs.last_mut().filter(|_| goes_on) {
                Some(paragraph) => paragraph.push(at),
                None => paragraphs.push(vec![at]),
            }
        }
        let lines: Vec<Span> = parted(&cleaned.text).collect();
        let fits = |(paragraph, line): (&Vec<usize>, &Span)| {
            let first = cleaned.map.rows_in(*line).first();
            let overlaps =
                |row: &Row| paragraph.iter().any(|at| article.blocks[*at].source.overlaps(row.source));
            first.is_some_and(overlaps)
        };
        if lines.len() != paragraphs.len() || !paragraphs.iter().zip(&lines).all(fits) {
            return article;
        }
        for (paragraph, line) in paragraphs.into_iter().zip(lines) {
            match article.shares(&paragraph, line, cleaned) {
                Some(shares) => {
                    paragraph.into_iter().zip(shares).for_each(|(at, share)| article.set(at, share, cleaned));
                }
                // Nothing parts their words any more: all of them are those of the last.
                None => {
                    let Some((last, others)) = paragraph.split_last() else { continue };
                    for at in others {
                        Rc::make_mut(&mut article.blocks[*at]).removed = Some(Reason::ByHand);
                    }
                    article.set(*last, line, cleaned);
                }
            }
        }
        article
    }

    /// The parts of a line that the blocks of its paragraph have, the space between two left to neither.
    fn shares(&self, paragraph: &[usize], line: Span, cleaned: &Cleaned) -> Option<Vec<Span>> {
        let mut shares = Vec::with_capacity(paragraph.len());
        let mut start = line.start();
        let rows = cleaned.map.rows_in(line);
        for next in paragraph.iter().skip(1) {
            let begins = self.blocks.get(*next)?.source.start();
            let at = rows.partition_point(|row| row.source.start() < begins);
            let (before, behind) = (rows.get(at.checked_sub(1)?)?, rows.get(at)?);
            let gap = cleaned.text.get(before.text.end().0..behind.text.start().0)?;
            let space = before.text.end().plus(gap.find(' ')?);
            if before.source.end() > begins {
                return None;
            }
            shares.push(Span::new(start, space)?);
            start = space.plus(1);
        }
        shares.push(Span::new(start, line.end())?);
        Some(shares)
    }

    /// Gives block `at` the words of a text that stand at `share`.
    fn set(&mut self, at: usize, share: Span, cleaned: &Cleaned) {
        let Some(block) = self.blocks.get_mut(at) else { return };
        let words = share.slice(&cleaned.text).unwrap_or_default();
        let own = cleaned.map.rows_in(share).iter().filter(|row| block.source.covers(row.source));
        let mut rows: Vec<Row> = own
            .filter_map(|row| {
                let start = row.text.start().0.checked_sub(share.start().0)?;
                Some(Row { text: Span::of(start..start + row.text.range().len())?, ..*row })
            })
            .collect();
        if rows.is_empty()
            && let Some(whole) = Span::of(0..words.len())
        {
            typed(whole, words, block.source, &self.source.content, &mut rows);
        }
        if *block.text != *words || block.rows != rows {
            let block = Rc::make_mut(block);
            (block.text, block.rows) = (words.into(), rows);
        }
    }
}

/// The paragraphs of a text that was made of blocks.
fn parted(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    text.split("\n\n").filter_map(move |line| {
        let start = at;
        at += line.len() + 2;
        Span::of(start..start + line.len())
    })
}
