//! Which line is the headline.

use std::collections::HashSet;
use std::ops::Range;

use super::byline::byline;
use super::draft::Draft;
use super::look::Look;

/// How many lines above the body a headline may stand.
const ABOVE: usize = 60;

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

/// The headline; `None` if no line is one.
pub(super) fn find(
    drafts: &[Draft],
    looks: &[Look],
    body: &Range<usize>,
    known: Known<'_>,
) -> Option<Headline> {
    let from = body.start.saturating_sub(ABOVE);
    let to = (body.start + 3).min(drafts.len());
    let body_words: HashSet<String> = drafts[body.start.min(drafts.len())..body.end.min(drafts.len())]
        .iter()
        .take(8)
        .flat_map(|draft| words(clip(&draft.text)))
        .collect();
    let slug: HashSet<String> = known.url.map(slug_words).unwrap_or_default();
    let title: HashSet<String> = known.title.map(|title| words(title).collect()).unwrap_or_default();
    let mut best = None;
    let mut best_score = 2.5;
    let anywhere = if slug.len() >= 4 || title.len() >= 3 { 0..body.end.min(drafts.len()) } else { from..to };
    for at in anywhere {
        let covered = covered(&drafts[at].text, &slug).max(covered(&drafts[at].text, &title));
        if !(from..to).contains(&at) && covered < 0.75 {
            continue;
        }
        let score = score(drafts, looks, at, body.start, &body_words, &slug, &title);
        if score > best_score {
            (best, best_score) = (Some(Headline { place: at, sure: covered >= 0.6 }), score);
        }
    }
    best
}

/// How much of `wanted` the words of a line cover; of fewer than three words, nothing is said.
fn covered(line: &str, wanted: &HashSet<String>) -> f32 {
    if wanted.len() < 3 || line.len() > 400 {
        return 0.0;
    }
    let own: HashSet<String> = words(line).collect();
    wanted.iter().filter(|word| own.contains(*word)).count() as f32 / wanted.len() as f32
}

fn score(
    drafts: &[Draft],
    looks: &[Look],
    at: usize,
    body: usize,
    body_words: &HashSet<String>,
    slug: &HashSet<String>,
    title: &HashSet<String>,
) -> f32 {
    let (draft, look) = (&drafts[at], &looks[at]);
    if look.furniture.is_some()
        || look.width < 12.0
        || look.width > 220.0
        || look.dated && look.words < 9
        || look.words > 34
    {
        return f32::MIN;
    }
    if byline(&draft.text).is_some() {
        return f32::MIN;
    }
    let own: Vec<String> = words(&draft.text).collect();
    if own.is_empty() {
        return f32::MIN;
    }
    let share = |set: &HashSet<String>| {
        own.iter().filter(|word| set.contains(*word)).count() as f32 / own.len() as f32
    };
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
    if draft.place.heading != 1 && above.into_iter().any(|before| byline(&drafts[before].text).is_some()) {
        score -= 1.2;
    }
    score += 2.5 * share(body_words);
    if slug.len() >= 3 {
        score += 2.0 * share(slug) + 2.5 * covered(&draft.text, slug);
    }
    if title.len() >= 3 {
        score += 2.5 * share(title) + 3.5 * covered(&draft.text, title);
    }
    score -= 0.04 * body.abs_diff(at).min(40) as f32;
    let soon = at + 1..(at + 7).min(drafts.len());
    if soon.clone().any(|next| byline(&drafts[next].text).is_some()) {
        score += 1.0;
    }
    if soon.into_iter().any(|next| looks[next].dated) {
        score += 0.7;
    }
    if look.repeated {
        score += 0.3;
    }
    if at >= body {
        score -= 0.5;
    }
    // An article pasted clean begins with its headline.
    if at == 0 && body == 1 {
        score += 2.0;
    }
    score
        + match draft.place.heading {
            1 => 2.5,
            2 => 0.7,
            _ => 0.0,
        }
}

/// The words of three letters and more, in lower case; characters that stand for words each by itself.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().count() > 2 || word.len() > 4)
        .map(str::to_lowercase)
}

/// The words of an address's longest part.
fn slug_words(url: &str) -> HashSet<String> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    path.split('/')
        .skip(1)
        .max_by_key(|part| part.matches(['-', '_']).count())
        .into_iter()
        .flat_map(|part| {
            words(part)
                .filter(|word| !word.chars().any(|letter| letter.is_ascii_digit()) && word != "html")
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The beginning of a paragraph: enough to tell what it is about.
fn clip(text: &str) -> &str {
    let mut end = text.len().min(600);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
