//! Where the body is: the run of lines that reads most like an article.

use std::ops::Range;

use super::draft::{Draft, region};
use super::look::Look;
use super::{Reason, SourceKind};

/// Surroundings that are never the article, and the reason that follows.
pub(super) const OUTSIDE: &[(u32, Reason)] = &[
    (region::NAVIGATION, Reason::Navigation),
    (region::COMMENTS, Reason::Comments),
    (region::RELATED, Reason::Related),
    (region::SHARE, Reason::Share),
    (region::PROMPT, Reason::Newsletter),
    (region::ADVERTISEMENT, Reason::Advertisement),
    (region::BIO, Reason::Bio),
    (region::EMBED, Reason::Embed),
    (region::CAPTION, Reason::Caption),
    (region::BYLINE, Reason::Byline),
    (region::FOOTER, Reason::Footer),
    (region::ASIDE, Reason::Other),
];

/// The score of a line that its surroundings take out.
const BOX: f32 = -0.1;

/// The share of a page's sentences that the container of its article holds.
pub(super) const MOST: f32 = 0.6;

/// Which surroundings a page's names may be trusted about: those that hold less than half of its sentences.
#[derive(Debug, Default)]
pub(super) struct Trust {
    total: f32,
    inside: [f32; 17],
}

impl Trust {
    /// Takes one more line into account.
    pub fn see(&mut self, draft: &Draft, look: &Look) {
        if !look.ends || look.width < 60.0 {
            return;
        }
        self.total += look.width;
        for (bit, mass) in self.inside.iter_mut().enumerate() {
            if draft.place.regions & (1 << bit) != 0 {
                *mass += look.width;
            }
        }
    }

    /// The surroundings to trust, as bits.
    pub fn regions(&self) -> u32 {
        let trusted = |mass: f32| mass < self.total * 0.5 || self.total == 0.0;
        let bits = self.inside.iter().enumerate().filter(|(_, mass)| trusted(**mass));
        bits.fold(0, |found, (bit, _)| found | 1 << bit)
    }
}

/// How much line `at` reads like the article: above 0 for more likely than not. `inside` says of each
/// container whether the article's holds it.
pub(super) fn score(
    kind: SourceKind,
    drafts: &[Draft],
    looks: &[Look],
    at: usize,
    trusted: u32,
    inside: Option<&[bool]>,
) -> f32 {
    let (draft, look) = (&drafts[at], &looks[at]);
    if kind == SourceKind::Html && outside(draft.place.regions, trusted).is_some() {
        // Gone whatever the run is; a box in the middle of an article should not end it.
        return BOX;
    }
    let apart = draft.gap && drafts.get(at + 1).is_none_or(|next| next.gap);
    let by_words = by_words(look, apart);
    if kind == SourceKind::Html { by_words + by_place(draft, look, inside) } else { by_words }
}

/// `apart` is whether a blank line stands on either side.
fn by_words(look: &Look, apart: bool) -> f32 {
    if let Some(reason) = look.furniture {
        let heads_a_list = matches!(
            reason,
            Reason::MoreStories | Reason::Comments | Reason::Related | Reason::Bio | Reason::Footer
        );
        return match heads_a_list {
            _ if look.width > 60.0 => -0.5,
            true => -3.0,
            false => -0.5,
        };
    }
    if look.dated {
        return -1.5;
    }
    if look.credit && look.width < 400.0 {
        return -1.0;
    }
    let repeated = match (look.repeated, look.ends) {
        (false, _) => 0.0,
        (true, true) => -1.5,
        (true, false) => -0.3,
    };
    let alone = match (look.ends, look.width) {
        (true, width) => (width / 40.0).clamp(0.3, 3.5),
        (false, width) if width >= 140.0 => 0.8,
        (false, _) if apart => -0.6,
        (false, _) => -1.0,
    };
    alone + repeated
}

/// What the markup says for or against a line.
fn by_place(draft: &Draft, look: &Look, inside: Option<&[bool]>) -> f32 {
    let place = &draft.place;
    let mut score = 0.0;
    if place.links >= 60 {
        score -= if look.ends && look.width > 100.0 { 1.5 } else { 2.5 };
    }
    if place.paragraph && look.ends {
        score += 0.5;
    } else if !look.ends && place.links < 30 && look.furniture.is_none() && (place.heading > 1 || place.item)
    {
        score += 0.8;
    }
    if let Some(inside) = inside {
        score += if inside.get(place.container as usize).copied().unwrap_or(false) { 0.7 } else { -1.5 };
    }
    score
}

/// Why the surroundings alone take a line out.
pub(super) fn outside(regions: u32, trusted: u32) -> Option<Reason> {
    OUTSIDE.iter().find(|(bit, _)| regions & trusted & bit != 0).map(|(_, reason)| *reason)
}

/// Whether a line counts towards where a page has its sentences.
pub(super) fn is_sentence(draft: &Draft, look: &Look) -> bool {
    look.ends && look.width >= 60.0 && look.furniture.is_none() && draft.place.links < 60
}

/// How many letters of sentences each container holds, by number.
#[derive(Debug)]
pub(super) struct Masses(Vec<f32>);

impl Masses {
    /// None yet.
    pub fn new(containers: &[u32]) -> Masses {
        Masses(vec![0.0; containers.len() + 1])
    }

    /// Takes one more line into account.
    pub fn see(&mut self, draft: &Draft, look: &Look, trusted: u32) {
        if is_sentence(draft, look)
            && outside(draft.place.regions, trusted).is_none()
            && let Some(mass) = self.0.get_mut(draft.place.container as usize)
        {
            *mass += look.width;
        }
    }

    /// Whether each container is inside the one that holds most of the page's sentences.
    pub fn inside(self, containers: &[u32]) -> Option<Vec<bool>> {
        let mut mass = self.0;
        // A container is numbered after the one around it: from the last to the first, each adds to its own.
        let around = |at: usize| containers.get(at.wrapping_sub(1)).map(|around| *around as usize);
        for at in (1..mass.len()).rev() {
            if let Some(outer) = around(at) {
                mass[outer] += mass[at];
            }
        }
        let all = mass[0];
        if all < 300.0 {
            return None;
        }
        // The innermost that still holds most is the last of those that do: they lie in one another.
        let main = (0..mass.len()).rev().find(|at| mass[*at] >= all * MOST)?;
        let mut inside = vec![false; mass.len()];
        inside[main] = true;
        for at in main + 1..mass.len() {
            inside[at] = around(at).is_some_and(|outer| inside[outer]);
        }
        Some(inside)
    }
}

/// From `start`, the lines up to where their scores sum to the most, and that sum.
pub(super) fn run_from(scores: &[f32], start: usize) -> (Range<usize>, f32) {
    let (mut best, mut best_sum, mut sum) = (start..start, 0.0, 0.0_f32);
    for (at, score) in scores.iter().enumerate().skip(start) {
        sum += score;
        if sum > best_sum {
            (best, best_sum) = (start..at + 1, sum);
        }
    }
    (best, best_sum)
}

/// The run of lines whose scores sum to the most.
pub(super) fn best_run(scores: &[f32]) -> Range<usize> {
    let (mut best, mut best_sum) = (0..0, 0.0);
    let (mut start, mut sum) = (0, 0.0_f32);
    for (at, score) in scores.iter().enumerate() {
        if sum <= 0.0 {
            (start, sum) = (at, 0.0);
        }
        sum += score;
        if sum > best_sum {
            (best, best_sum) = (start..at + 1, sum);
        }
    }
    best
}
