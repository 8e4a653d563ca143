//! What speaks for and against a line being the headline, as numbers.

use super::super::byline::is_name;
use super::super::draft::{Draft, region};
use super::super::look::Look;
use super::super::row::{flag, in_order};
use super::super::words::{Words, tell_numbers};
use super::LONGEST;
use crate::article::Reason;

/// How many numbers describe a line.
pub const FEATURES: usize = 52;

/// What a line is compared with.
#[derive(Debug)]
pub(super) struct Around {
    /// Where the body begins.
    pub body: usize,
    pub body_words: Words,
    /// The words of the page's address.
    pub slug: Words,
    /// The words of the title that the page's metadata gives.
    pub title: Words,
    /// Whether each line from `first` on is nothing but a name, as far as that was asked before.
    pub names: Vec<bool>,
    pub first: usize,
}

/// Whether a line is nothing but a name.
pub(super) fn names_somebody(draft: &Draft) -> bool {
    draft.text.len() < 40 && is_name(&draft.text)
}

/// A line's words, sorted, by their numbers.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    length: usize,
    words: &'a [u64],
}

impl<'a> Line<'a> {
    pub fn new(text: &str, memory: &'a mut Vec<u64>) -> Line<'a> {
        memory.clear();
        tell_numbers(text, |number| memory.push(number));
        memory.sort_unstable();
        Line { length: text.len(), words: memory }
    }

    /// How many of its words are among `wanted`.
    fn shared(&self, wanted: &Words) -> usize {
        self.words.iter().filter(|word| wanted.contains(**word)).count()
    }

    /// Which part of its words is among `wanted`.
    fn share(&self, wanted: &Words) -> f32 {
        self.shared(wanted) as f32 / self.words.len().max(1) as f32
    }

    /// How much of `wanted` its words cover; of fewer than three words, nothing is said.
    pub fn covers(&self, wanted: &Words) -> f32 {
        if wanted.len() < 3 || self.length > LONGEST {
            return 0.0;
        }
        let own = self.words.chunk_by(|a, b| a == b).filter_map(<[u64]>::first);
        own.filter(|word| wanted.contains(**word)).count() as f32 / wanted.len() as f32
    }
}

impl Around {
    /// Whether line `at` is nothing but a name.
    fn names(&self, drafts: &[Draft], at: usize) -> bool {
        let told = at.checked_sub(self.first).and_then(|at| self.names.get(at)).copied();
        told.unwrap_or_else(|| names_somebody(&drafts[at]))
    }

    pub(super) fn features(
        &self,
        drafts: &[Draft],
        looks: &[Look],
        at: usize,
        line: Line<'_>,
    ) -> [f32; FEATURES] {
        let (draft, look) = (&drafts[at], &looks[at]);
        let text = &*draft.text;
        let mut features = [0.0; FEATURES];
        let mut add = in_order(&mut features);
        // Its own look: 16.
        let length = look.words;
        for range in [0..=2, 3..=3, 4..=5, 6..=16, 17..=22, 23..=usize::MAX] {
            add(flag(range.contains(&length)));
        }
        let question = text.ends_with(['?', '？', '؟', '!']);
        add(flag(look.ends && !question));
        add(flag(question));
        add(flag(text.ends_with(['…', ']', ')']) || text.ends_with("...")));
        add(flag(text.ends_with([':', '：', ','])));
        add(flag(look.credit));
        add(flag(is_shouted(text)));
        add(flag(text.starts_with(|first: char| first.is_lowercase() || "•–—*@#$>(©".contains(first))));
        add(flag(begins_with_number(text)));
        add(flag(text.contains(" | ") || text.contains(" • ") || text.contains(" · ")));
        add(flag(look.dated));
        // What stands around it: 17.
        let below = |from: usize, to: usize| (at + from).min(drafts.len())..(at + to + 1).min(drafts.len());
        let above = |to: usize| at.saturating_sub(to)..at;
        let byline = |at: usize| looks[at].byline;
        let dated = |at: usize| looks[at].dated;
        let sentence = |at: usize| looks[at].ends && looks[at].width > 90.0;
        add(flag(below(1, 3).any(byline)));
        add(flag(below(4, 10).any(byline)));
        add(flag(above(6).any(byline)));
        add(flag(below(1, 4).any(dated)));
        add(flag(below(5, 10).any(dated)));
        add(flag(above(2).any(dated)));
        add(flag(below(1, 4).any(|at| self.names(drafts, at))));
        add(flag(below(1, 1).any(sentence)));
        add(flag(below(1, 1).any(|at| (45.0..260.0).contains(&looks[at].width))));
        add(flag(above(1).any(sentence)));
        add(flag(above(12).any(sentence)));
        add(flag(above(1).any(|at| looks[at].width < 25.0)));
        let short = above(6).filter(|at| looks[*at].width < 25.0).count();
        add(short as f32 / 6.0);
        let decent =
            |at: usize| looks[at].words >= 4 && looks[at].furniture.is_none() && looks[at].width > 20.0;
        add(flag(!above(8).any(decent)));
        let shared = |at: usize| looks[at].furniture == Some(Reason::Share);
        add(flag(below(1, 6).any(shared)));
        let more = |at: usize| {
            matches!(looks[at].furniture, Some(Reason::Related | Reason::MoreStories | Reason::Newsletter))
        };
        add(flag(above(3).any(more)));
        add(flag(below(1, 4).filter(|at| looks[*at].width < 25.0).count() >= 3));
        // What it shares with body, address and title: 9.
        add(line.share(&self.body_words));
        add(line.shared(&self.body_words).min(8) as f32 / 8.0);
        let told = |words: &Words| words.len() >= 3;
        add(if told(&self.slug) { line.share(&self.slug) } else { 0.0 });
        add(line.covers(&self.slug));
        add(if told(&self.title) { line.share(&self.title) } else { 0.0 });
        add(line.covers(&self.title));
        add(flag(look.repeated));
        add(flag(look.same_as.is_some()));
        add(flag(line.words.is_empty()));
        // Where it stands: 10.
        let before = self.body.saturating_sub(at);
        let after = (at + 1).saturating_sub(self.body);
        add((before as f32).ln_1p() / 4.0);
        add(flag(after > 0));
        add((after as f32).ln_1p() / 4.0);
        add(flag(at == 0));
        add(flag(draft.place.heading == 1));
        add(flag(draft.place.heading == 2));
        add(flag(draft.place.heading > 2));
        add(flag(draft.place.links >= 60));
        let elsewhere =
            region::NAVIGATION | region::RELATED | region::ASIDE | region::FOOTER | region::COMMENTS;
        add(flag(draft.place.regions & elsewhere != 0));
        add(flag(draft.place.regions & region::ARTICLE != 0));
        drop(add);
        features
    }
}

/// Whether all letters of some words are capitals.
fn is_shouted(text: &str) -> bool {
    text.contains(' ') && text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// `1. `, `12) `: a step of a list.
fn begins_with_number(text: &str) -> bool {
    let digits = text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits) && matches!(text.as_bytes().get(digits), Some(b'.' | b')' | b'/'))
}
