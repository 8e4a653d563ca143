//! Which line is the headline.

mod features;

pub mod training;

mod weights;

use std::ops::Range;

use features::{Around, FEATURES, Line, names_somebody};

use super::byline::is_name;
use super::dateline::is_mark;
use super::draft::Draft;
use super::judge::begins_with_bullet;
use super::look::Look;
use super::words::{Words, words};

/// How many lines above the body a headline may stand.
const ABOVE: usize = 90;

/// How many lines into what was taken for the body it may stand.
const BELOW: usize = 12;

/// How few lines stand above the body of an article that was pasted without its page.
const FEW: usize = 5;

/// What speaks for the first line of such a paste.
const PASTED: f32 = 6.0;

/// A line of more words that ends with a full stop is a sentence, and no headline that nothing else names.
const SENTENCE: usize = 5;

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
    around: Around,
    /// Where a headline may stand that neither the title nor the address names.
    near: Range<usize>,
    /// What is still to be looked at.
    left: Range<usize>,
    best: Option<Headline>,
    best_score: f32,
    /// The memory for a line's words.
    own: Vec<u64>,
}

impl Search {
    /// Starts above and around `body`.
    pub fn new(drafts: &[Draft], body: &Range<usize>, known: Known<'_>) -> Search {
        let end = body.end.min(drafts.len());
        let near = body.start.saturating_sub(ABOVE)..(body.start + BELOW).min(drafts.len());
        let first = drafts[body.start.min(end)..end].iter().take(10);
        let slug = known.url.map(slug_words).unwrap_or_default();
        let title = known.title.map(|title| Words::few(words(title))).unwrap_or_default();
        let told = slug.len() >= 4 || title.len() >= 3;
        let left = if told { 0..end.max(near.end) } else { near.clone() };
        let around = Around {
            body: body.start,
            body_words: Words::of(first.map(|draft| clip(&draft.text))),
            slug,
            title,
            names: drafts[near.start..(near.end + 5).min(drafts.len())].iter().map(names_somebody).collect(),
            first: near.start,
        };
        Search { around, near, left, best: None, best_score: weights::NONE, own: Vec::new() }
    }

    /// Looks at about `budget` bytes more; whether that was the rest.
    pub fn step(&mut self, drafts: &[Draft], looks: &[Look], mut budget: usize) -> bool {
        while budget > 0 {
            let Some(at) = self.left.next() else { return true };
            budget = budget.saturating_sub(drafts[at].text.len() + 200);
            if let Some((features, covered)) = self.features(drafts, looks, at) {
                let score: f32 =
                    features.iter().zip(weights::WEIGHTS).map(|(feature, weight)| feature * weight).sum();
                // An article pasted clean begins with its headline, however short.
                let first = at == 0 && self.is_first(drafts, looks);
                let score = if first { score + PASTED } else { score };
                if score > self.best_score {
                    self.best = Some(Headline { place: at, sure: covered >= 0.6 });
                    self.best_score = score;
                }
            }
        }
        self.left.is_empty()
    }

    /// Up to which draft it has looked.
    pub fn at(&self) -> usize {
        self.left.start
    }

    /// The first line of an article alone, if it reads like a headline at all.
    pub fn first(drafts: &[Draft], looks: &[Look]) -> Option<Headline> {
        let (draft, look) = (drafts.first()?, looks.first()?);
        let unlike = is_unfit(draft, look) || look.ends || look.dated || begins_with_bullet(&draft.text);
        let told = looks.iter().any(|look| look.ends);
        (!unlike && told).then_some(Headline { place: 0, sure: false })
    }

    /// The headline; `None` if no line is one.
    pub fn found(&self) -> Option<Headline> {
        self.best
    }

    /// Whether nothing stands between the first line and the body that may be the headline in its place.
    fn is_first(&self, drafts: &[Draft], looks: &[Look]) -> bool {
        let body = self.around.body;
        let other = |at: usize| {
            let look = &looks[at];
            let text = &*drafts[at].text;
            look.dated || look.byline || look.furniture.is_some() || is_name(text) || is_mark(text)
        };
        (1..=FEW).contains(&body) && !looks[0].ends && (1..body.min(looks.len())).all(other)
    }

    /// What is known of line `at`, and how much of the title or the address it covers; `None` if it is no
    /// headline by its look or its place alone.
    fn features(&mut self, drafts: &[Draft], looks: &[Look], at: usize) -> Option<([f32; FEATURES], f32)> {
        let draft = &drafts[at];
        let near = self.near.contains(&at);
        if is_unfit(draft, &looks[at]) || !near && draft.text.len() > LONGEST {
            return None;
        }
        let mut own = std::mem::take(&mut self.own);
        let line = Line::new(&draft.text, &mut own);
        let covered = line.covers(&self.around.slug).max(line.covers(&self.around.title));
        let told = covered >= 0.5 || draft.place.heading > 0;
        if !told && looks[at].words > SENTENCE && draft.text.ends_with('.') {
            self.own = own;
            return None;
        }
        let features = (near || covered >= 0.75).then(|| self.around.features(drafts, looks, at, line));
        self.own = own;
        features.map(|features| (features, covered))
    }
}

/// Whether a line is no headline by its look alone.
fn is_unfit(draft: &Draft, look: &Look) -> bool {
    let unlike = look.furniture.is_some()
        || look.byline
        || look.width < 8.0
        || look.width > 260.0
        || look.dated && look.words < 9 && look.width < 24.0
        || look.words > 40;
    unlike || {
        let text = &*draft.text;
        text.ends_with(['—', '–', '|', '>'])
            || text.starts_with('—')
            || is_mark(text)
            || text.trim_end_matches('。').contains('。')
            || ["://", "pic.twitter.com", "(@"].iter().any(|part| text.contains(part))
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
