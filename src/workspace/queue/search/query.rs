//! What is searched for, and the terms that a text is found by.

use crate::workspace::queue::words::{Piece, pieces};

/// Words that a text must hold, all of them, wherever they stand. The last one may go on: it is still being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Terms that are there as they are.
    pub(super) whole: Vec<String>,
    /// How terms begin.
    pub(super) begun: Vec<String>,
}

impl Query {
    /// The words of what was typed, whatever their case and accents.
    pub fn of(typed: &str) -> Query {
        let mut query = Query::default();
        let mut last = None;
        pieces(typed, |piece| {
            query.whole.extend(last.take());
            match piece {
                Piece::Word(word) => last = Some(word.to_owned()),
                Piece::Solid(stretch) => {
                    let mut pairs = pairs(stretch).collect::<Vec<_>>();
                    // The last character alone is the stretch's end in a text, which it needn't be of what is sought.
                    let end = pairs.pop();
                    if pairs.is_empty() {
                        query.begun.extend(end.map(str::to_owned));
                    }
                    query.whole.extend(pairs.into_iter().map(str::to_owned));
                }
            }
        });
        query.begun.extend(last);
        query
    }

    /// Whether there is no word in it: nothing is found then.
    pub fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.begun.is_empty()
    }

    /// Whether `text` has all of it, seen by reading the text.
    pub fn is_in(&self, text: &str) -> bool {
        let mut found = vec![false; self.whole.len() + self.begun.len()];
        terms(text, |term| {
            let whole = self.whole.iter().map(|sought| term == sought);
            let hits = whole.chain(self.begun.iter().map(|sought| term.starts_with(sought)));
            found.iter_mut().zip(hits).for_each(|(found, hit)| *found |= hit);
        });
        !self.is_empty() && found.into_iter().all(|found| found)
    }
}

/// Tells the terms of a text, some more than once: its words, and of a stretch without spaces every two characters and the
/// last one. So one character is found as the beginning of a term, and more as several.
pub(super) fn terms(text: &str, mut tell: impl FnMut(&str)) {
    pieces(text, |piece| match piece {
        Piece::Word(word) => tell(word),
        Piece::Solid(stretch) => pairs(stretch).for_each(&mut tell),
    });
}

fn pairs(stretch: &str) -> impl Iterator<Item = &str> {
    stretch.char_indices().filter_map(|(at, _)| {
        let rest = stretch.get(at..)?;
        let end = rest.char_indices().nth(2).map_or(rest.len(), |(end, _)| end);
        rest.get(..end)
    })
}
