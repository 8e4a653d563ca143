//! Where the body is: the run of lines that reads most like an article.

use std::collections::HashMap;
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
pub(super) fn scores(kind: SourceKind, drafts: &[Draft], looks: &[Look]) -> Vec<f32> {
    let trusted = trusted_regions(drafts, looks);
    let main = main_container(drafts, looks, trusted);
    let scored = drafts.iter().zip(looks).map(|(draft, look)| {
        let mut score = by_words(look);
        if kind == SourceKind::Html {
            score += by_place(draft, look, trusted, main.as_ref());
        }
        score
    });
    scored.collect()
}

fn by_words(look: &Look) -> f32 {
    if let Some(reason) = look.furniture {
        let heads_a_list = matches!(
            reason,
            Reason::MoreStories | Reason::Comments | Reason::Related | Reason::Bio | Reason::Footer
        );
        return if heads_a_list { -4.0 } else { -2.0 };
    }
    if look.dated {
        return -1.5;
    }
    if look.credit && look.width < 400.0 {
        return -1.0;
    }
    let repeated = if look.repeated { -1.5 } else { 0.0 };
    let alone = match (look.ends, look.width) {
        (true, width) => (width / 40.0).min(3.5).max(0.3),
        (false, width) if width >= 140.0 => 0.8,
        (false, width) if width >= 40.0 => -1.0,
        (false, _) => -0.8,
    };
    alone + repeated
}

/// What the markup says for or against a line.
fn by_place(draft: &Draft, look: &Look, trusted: u32, main: Option<&HashMap<u32, f32>>) -> f32 {
    let place = &draft.place;
    let mut score = 0.0;
    if outside(place.regions, trusted).is_some() {
        return -4.0;
    }
    if place.links >= 60 {
        score -= if look.ends && look.width > 100.0 { 1.5 } else { 2.5 };
    }
    if place.paragraph && look.ends {
        score += 0.5;
    }
    if let Some(main) = main {
        score += match main.get(&place.container) {
            Some(share) if *share >= 0.2 => 1.0,
            Some(share) if *share >= 0.05 => -0.5,
            _ => -2.0,
        };
    }
    score
}

/// Why the surroundings alone take a line out.
pub(super) fn outside(regions: u32, trusted: u32) -> Option<Reason> {
    OUTSIDE.iter().find(|(bit, _)| regions & trusted & bit != 0).map(|(_, reason)| *reason)
}

/// How much of the sentences each container holds, as a share of the fullest one's.
fn main_container(drafts: &[Draft], looks: &[Look], trusted: u32) -> Option<HashMap<u32, f32>> {
    let mut mass: HashMap<u32, f32> = HashMap::new();
    for (draft, look) in drafts.iter().zip(looks) {
        let counts = look.ends && look.width >= 60.0 && look.furniture.is_none() && draft.place.links < 60;
        if counts && outside(draft.place.regions, trusted).is_none() {
            *mass.entry(draft.place.container).or_default() += look.width;
        }
    }
    let most = mass.values().copied().fold(0.0, f32::max);
    if most < 200.0 {
        return None;
    }
    mass.values_mut().for_each(|share| *share /= most);
    Some(mass)
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
