//! Who a page's lines say wrote the article.

mod features;

mod lines;

pub mod training;

mod weights;

use features::{Around, FEATURES};

use super::super::byline::Byline;
use super::{View, letters};

/// How far above the headline names may stand, in lines.
const ABOVE: usize = 6;

/// How far below the headline names may stand.
const BELOW: usize = 60;

/// A line with the names it gives.
#[derive(Clone, Debug)]
pub(super) struct Signed {
    pub at: usize,
    pub byline: Byline,
    /// Whether it says "by".
    pub sure: bool,
    /// How much speaks for it; set when it is chosen.
    pub score: f32,
    kind: Kind,
}

/// How a line gives names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// It says "by".
    By,
    /// It stands under a line that says "by".
    UnderBy,
    /// It names a staff or a paper after "by".
    Office,
    /// It gives a date, too.
    Dated,
    /// It is nothing but names.
    Alone,
    /// It stands under the article, behind a dash.
    Dashed,
    /// It tells who the author is.
    Told,
}

/// The line that says best who wrote the article.
///
/// `site` is the letters of the site's name and of its address.
pub(super) fn find(view: View<'_>, site: &str) -> Option<Signed> {
    let mut best = (None, weights::LEAST);
    for (mut signed, features) in candidates(view, site) {
        let score: f32 =
            features.iter().zip(weights::WEIGHTS).map(|(feature, weight)| feature * weight).sum();
        if score > best.1 {
            signed.score = score;
            best = (Some(signed), score);
        }
    }
    best.0
}

/// Every line that may say it, with what is known of it.
fn candidates(view: View<'_>, site: &str) -> Vec<(Signed, [f32; FEATURES])> {
    let View { drafts, looks, verdicts } = view;
    let body = verdicts.body.clone();
    let (top, under) = match verdicts.headline {
        Some(headline) => (headline.saturating_sub(ABOVE), headline + 1),
        None => (body.start.saturating_sub(2 * ABOVE), body.start),
    };
    let last = (under + BELOW).min(drafts.len()).max(top);
    let near = (body.start + 6).max(under + 12).min(last);
    let end = body.end.saturating_sub(3).max(body.start)..(body.end + 12).min(drafts.len());
    let mut found: Vec<Signed> = Vec::new();
    for at in (top..last).chain(end.start.max(last)..end.end) {
        if Some(at) == verdicts.headline {
            continue;
        }
        let before = found.len();
        if at < near || at < last && looks[at].byline {
            view.signed(at, &mut found);
        }
        if found.len() == before && end.contains(&at) {
            found.extend(view.at_the_end(at));
        }
    }
    let of_site = |name: &String| site.contains(&letters(name));
    // A few words with capitals inside the article are no names for it.
    let inside = |signed: &Signed| body.contains(&signed.at) && verdicts.all[signed.at].removed.is_none();
    found.retain(|signed| signed.kind != Kind::Alone || !inside(signed));
    found.retain(|signed| signed.sure || !signed.byline.authors.iter().any(of_site));
    for signed in &mut found {
        view.add_next(signed);
        signed.byline.authors.iter_mut().for_each(|name| without_site(name, site));
    }
    let around = Around::new(view, under, &found);
    let described = |signed: Signed| (around.features(&signed), signed);
    found.into_iter().map(described).map(|(features, signed)| (signed, features)).collect()
}

/// Takes off a name the words of the site's that are run on to it: `Ana Roe Ellery Post`.
fn without_site(name: &mut String, site: &str) {
    let spaces = name.match_indices(' ').map(|(at, _)| at).skip(1);
    let of_site = |at: &usize| {
        let rest = letters(&name[*at..]);
        rest.chars().count() > 2 && site.contains(&rest)
    };
    if let Some(cut) = spaces.into_iter().find(of_site) {
        name.truncate(cut);
    }
}
