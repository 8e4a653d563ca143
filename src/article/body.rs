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
const MOST: f32 = 0.6;

/// The surroundings that a page's names may be trusted about: those that hold less than half of its sentences.
pub(super) fn trusted_regions(drafts: &[Draft], looks: &[Look]) -> u32 {
    let mut total = 0.0;
    let mut inside = [0.0_f32; 17];
    for (draft, look) in drafts.iter().zip(looks) {
        if !look.ends || look.width < 60.0 {
            continue;
        }
        total += look.width;
        for (bit, mass) in inside.iter_mut().enumerate() {
            if draft.place.regions & (1 << bit) != 0 {
                *mass += look.width;
            }
        }
    }
    let bits = inside.iter().enumerate().filter(|(_, mass)| **mass < total * 0.5 || total == 0.0);
    bits.fold(0, |found, (bit, _)| found | 1 << bit)
}

/// How much each line reads like the article: above 0 for more likely than not.
pub(super) fn scores(kind: SourceKind, drafts: &[Draft], looks: &[Look], containers: &[u32]) -> Vec<f32> {
    let trusted = trusted_regions(drafts, looks);
    let inside =
        if kind == SourceKind::Html { main_containers(drafts, looks, containers, trusted) } else { None };
    let scored = drafts.iter().enumerate().map(|(at, draft)| {
        if kind == SourceKind::Html && outside(draft.place.regions, trusted).is_some() {
            // Gone whatever the run is; a box in the middle of an article should not end it.
            return BOX;
        }
        let mut score = by_words(&looks[at], draft.gap && drafts.get(at + 1).is_none_or(|next| next.gap));
        if kind == SourceKind::Html {
            score += by_place(draft, &looks[at], inside.as_deref());
        }
        score
    });
    scored.collect()
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

/// Whether each container, by number, is inside the one that holds most of the page's sentences.
fn main_containers(drafts: &[Draft], looks: &[Look], containers: &[u32], trusted: u32) -> Option<Vec<bool>> {
    let mut mass = vec![0.0_f32; containers.len() + 1];
    for (draft, look) in drafts.iter().zip(looks) {
        let counts = look.ends && look.width >= 60.0 && look.furniture.is_none() && draft.place.links < 60;
        if counts
            && outside(draft.place.regions, trusted).is_none()
            && let Some(mass) = mass.get_mut(draft.place.container as usize)
        {
            *mass += look.width;
        }
    }
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
