//! Which line is the headline.

use std::ops::Range;

use super::draft::Draft;
use super::look::Look;
use super::words::{Words, number, words};

/// How many lines above the body a headline may stand.
const ABOVE: usize = 60;

/// The longest line that may cover a title, in bytes.
const LONGEST: usize = 400;

/// What is known of the title beside the lines.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known<'a> {
    /// The title that the page's metadata gives.
    pub title: Option<&'a str>,
    /// The page's address.
    pub url: Option<&'a str>,
}

/// A headline that was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Headline {
    pub place: usize,
    /// Whether the page's title or address says so.
    pub sure: bool,
}

/// A search for the headline under way.
#[derive(Debug)]
pub(super) struct Search {
    /// Where the body begins.
    body: usize,
    /// Where a headline may stand that neither the title nor the address names.
    near: Range<usize>,
    /// What is still to be looked at.
    left: Range<usize>,
    body_words: Words,
    slug: Words,
    title: Words,
    best: Option<Headline>,
    best_score: f32,
    /// The memory for a line's words.
    own: Vec<u64>,
}

impl Search {
    /// Starts above and around `body`.
    pub fn new(drafts: &[Draft], body: &Range<usize>, known: Known<'_>) -> Search {
        let end = body.end.min(drafts.len());
        let near = body.start.saturating_sub(ABOVE)..(body.start + 3).min(drafts.len());
        let first = drafts[body.start.min(end)..end].iter().take(8);
        let slug = known.url.map(slug_words).unwrap_or_default();
        let title = known.title.map(|title| Words::few(words(title))).unwrap_or_default();
        let left = if slug.len() >= 4 || title.len() >= 3 { 0..end } else { near.clone() };
        Search {
            body: body.start,
            near,
            left,
            body_words: Words::all(first.flat_map(|draft| words(clip(&draft.text)))),
            slug,
            title,
            best: None,
            best_score: 2.5,
            own: Vec::new(),
        }
    }

    /// Looks at about `budget` bytes more; whether that was the rest.
    pub fn step(&mut self, drafts: &[Draft], looks: &[Look], mut budget: usize) -> bool {
        while budget > 0 {
            let Some(at) = self.left.next() else { return true };
            let draft = &drafts[at];
            let near = self.near.contains(&at);
            budget = budget.saturating_sub(draft.text.len() + 200);
            if is_unfit(&looks[at]) || !near && draft.text.len() > LONGEST {
                continue;
            }
            let mut own = std::mem::take(&mut self.own);
            let line = Line::new(&draft.text, &mut own);
            let covered = line.covers(&self.slug).max(line.covers(&self.title));
            if near || covered >= 0.75 {
                let score = self.score(drafts, looks, at, line);
                if score > self.best_score {
                    self.best = Some(Headline { place: at, sure: covered >= 0.6 });
                    self.best_score = score;
                }
            }
            self.own = own;
        }
        self.left.is_empty()
    }

    /// Up to which draft it has looked.
    pub fn at(&self) -> usize {
        self.left.start
    }

    /// The headline; `None` if no line is one.
    pub fn found(&self) -> Option<Headline> {
        self.best
    }

    fn score(&self, drafts: &[Draft], looks: &[Look], at: usize, line: Line<'_>) -> f32 {
        let (draft, look) = (&drafts[at], &looks[at]);
        if line.words.is_empty() {
            return f32::MIN;
        }
        let mut score = match look.words {
            0..=2 => -1.0,
            3 => 0.0,
            4..=22 => 1.5,
            _ => 0.0,
        };
        score += match look.ends {
            true if draft.text.ends_with('?') => 0.0,
            true => -1.2,
            false => 0.5,
        };
        if look.credit || draft.text.ends_with(['…', ']']) || draft.text.ends_with("...") {
            score -= 2.0;
        }
        // A headline stands above the byline, not under it.
        let above = at.saturating_sub(6)..at;
        if draft.place.heading != 1 && above.into_iter().any(|before| looks[before].byline) {
            score -= 1.2;
        }
        score += 2.5 * line.share(&self.body_words);
        if self.slug.len() >= 3 {
            score += 2.0 * line.share(&self.slug) + 2.5 * line.covers(&self.slug);
        }
        if self.title.len() >= 3 {
            score += 2.5 * line.share(&self.title) + 3.5 * line.covers(&self.title);
        }
        score -= 0.04 * self.body.abs_diff(at).min(40) as f32;
        let soon = at + 1..(at + 7).min(drafts.len());
        if soon.clone().any(|next| looks[next].byline) {
            score += 1.0;
        }
        if soon.into_iter().any(|next| looks[next].dated) {
            score += 0.7;
        }
        if look.repeated {
            score += 0.3;
        }
        if at >= self.body {
            score -= 0.5;
        }
        // An article pasted clean begins with its headline.
        if at == 0 && self.body == 1 {
            score += 2.0;
        }
        score
            + match draft.place.heading {
                1 => 2.5,
                2 => 0.7,
                _ => 0.0,
            }
    }
}

/// Whether a line is no headline by its look alone.
fn is_unfit(look: &Look) -> bool {
    look.furniture.is_some()
        || look.byline
        || look.width < 12.0
        || look.width > 220.0
        || look.dated && look.words < 9
        || look.words > 34
}

/// A line's words, sorted, by their numbers.
#[derive(Clone, Copy)]
struct Line<'a> {
    length: usize,
    words: &'a [u64],
}

impl<'a> Line<'a> {
    fn new(text: &str, memory: &'a mut Vec<u64>) -> Line<'a> {
        memory.clear();
        memory.extend(words(text).map(number));
        memory.sort_unstable();
        Line { length: text.len(), words: memory }
    }

    /// How many of its words are among `wanted`.
    fn share(&self, wanted: &Words) -> f32 {
        let shared = self.words.iter().filter(|word| wanted.contains(**word)).count();
        shared as f32 / self.words.len() as f32
    }

    /// How much of `wanted` its words cover; of fewer than three words, nothing is said.
    fn covers(&self, wanted: &Words) -> f32 {
        if wanted.len() < 3 || self.length > LONGEST {
            return 0.0;
        }
        let own = self.words.chunk_by(|a, b| a == b).filter_map(<[u64]>::first);
        own.filter(|word| wanted.contains(**word)).count() as f32 / wanted.len() as f32
    }
}

/// The words of an address's longest part.
fn slug_words(url: &str) -> Words {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let longest = path.split('/').skip(1).max_by_key(|part| part.matches(['-', '_']).count());
    let own = |word: &&str| {
        !word.chars().any(|letter| letter.is_ascii_digit()) && !word.eq_ignore_ascii_case("html")
    };
    Words::few(words(longest.unwrap_or_default()).filter(own))
}

/// The beginning of a paragraph: enough to tell what it is about.
fn clip(text: &str) -> &str {
    &text[..text.floor_char_boundary(600)]
}
