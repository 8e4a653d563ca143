//! Who a page's lines say wrote the article.

use super::super::byline::{self, Byline, byline, is_name};
use super::super::draft::region;
use super::super::{Reason, date, dateline};
use super::{View, letters};

/// How far above the headline names may stand, in lines.
const ABOVE: usize = 6;

/// How far below the headline names may stand.
const BELOW: usize = 60;

/// The longest line that is looked at, in bytes.
const LONGEST: usize = 240;

/// What a line must reach to be taken.
const ENOUGH: f32 = 1.2;

/// Words beside a name that tell what the person does, in lower case.
const POSTS: &[&str] = &[
    "writer",
    "reporter",
    "correspondent",
    "editor",
    "contributor",
    "columnist",
    "producer",
    "journalist",
    "follow",
    "twitter",
    "author",
    "redakteur",
    "redakteurin",
    "journaliste",
    "analyst",
    "critic",
    "staff",
    "fellow",
    "korrespondent",
];

/// A line with the names it gives.
#[derive(Clone, Debug)]
pub(super) struct Signed {
    pub at: usize,
    pub byline: Byline,
    /// Whether it says "by".
    pub sure: bool,
    score: f32,
}

/// The line that says best who wrote the article.
///
/// `site` is the letters of the site's name and of its address.
pub(super) fn find(view: View<'_>, site: &str) -> Option<Signed> {
    let mut found = best(view, site).or_else(|| view.at_the_end())?;
    for name in &mut found.byline.authors {
        without_site(name, site);
    }
    Some(found)
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

/// Of the lines around the headline, the one that says it best.
fn best(view: View<'_>, site: &str) -> Option<Signed> {
    let body = view.verdicts.body.start;
    let top =
        view.verdicts.headline.map_or(body.saturating_sub(12), |headline| headline.saturating_sub(ABOVE));
    let under = view.verdicts.headline.map_or(body, |headline| headline + 1);
    let last = (under + BELOW).min(view.drafts.len());
    let near = (body + 6).max(under + 12).min(last);
    let mut best: Option<Signed> = None;
    for at in top..last.max(top) {
        if Some(at) == view.verdicts.headline || at >= near && !view.looks[at].byline {
            continue;
        }
        let Some(mut signed) = view.signed(at) else { continue };
        if !signed.sure && signed.byline.authors.iter().any(|name| site.contains(&letters(name))) {
            continue;
        }
        signed.score += view.place(at, under, signed.sure);
        if signed.score >= ENOUGH && best.as_ref().is_none_or(|best| signed.score > best.score) {
            best = Some(signed);
        }
    }
    if let Some(best) = &mut best {
        view.add_next(best);
    }
    best
}

impl View<'_> {
    fn text(&self, at: usize) -> &str {
        self.drafts.get(at).map_or("", |draft| &*draft.text)
    }

    /// The names that line `at` gives, and how sure they are.
    fn signed(&self, at: usize) -> Option<Signed> {
        let text = self.text(at);
        if text.len() > LONGEST {
            return None;
        }
        if self.looks[at].credit && !self.looks[at].byline || at > 0 && ends_in_credit(self.text(at - 1)) {
            return None;
        }
        if byline::is_lead(text) {
            return self.after_lead(at);
        }
        let whole = self.with_continuation(at);
        if let Some(byline) = byline(&whole) {
            return Some(Signed { at, byline, sure: true, score: 3.0 });
        }
        if let Some(name) = byline::office(text) {
            let byline = Byline { authors: vec![name], site: None };
            return Some(Signed { at, byline, sure: true, score: 2.0 });
        }
        self.by_itself(at)
    }

    /// The names below a line that is nothing but "By".
    fn after_lead(&self, at: usize) -> Option<Signed> {
        let next = self.text(at + 1);
        let whole = self.with_continuation(at + 1);
        let byline = byline::names(&whole);
        if !byline.authors.is_empty() {
            return Some(Signed { at: at + 1, byline, sure: true, score: 2.8 });
        }
        let name = byline::office(&format!("By {next}"))?;
        Some(Signed {
            at: at + 1,
            byline: Byline { authors: vec![name], site: None },
            sure: true,
            score: 2.4,
        })
    }

    /// Line `at` with the next ones where it ends in `and` or a comma.
    fn with_continuation(&self, at: usize) -> String {
        let mut whole = self.text(at).to_owned();
        for next in at + 1..at + 8 {
            let text = self.text(next);
            let open = whole.ends_with([',', '&']) || whole.ends_with(" and") || whole.ends_with(" und");
            let joins = matches!(text, "," | "&" | "and" | "und" | "et" | "AND");
            if text.is_empty() || text.len() > 60 || whole.len() > 160 || !(open || joins) {
                break;
            }
            whole.push(' ');
            whole.push_str(text);
        }
        whole
    }

    /// A line of nothing but names, or of names and a date.
    fn by_itself(&self, at: usize) -> Option<Signed> {
        let (draft, look) = (&self.drafts[at], &self.looks[at]);
        let text = &*draft.text;
        if text.len() > 140
            || look.ends && look.width > 45.0
            || look.furniture.is_some_and(|reason| reason != Reason::Byline)
        {
            return None;
        }
        let begins = text.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit());
        if !begins || look.words > 18 {
            return None;
        }
        let whole = self.with_continuation(at);
        // The day may stand before the name: `6 December 2023 Ana Roe News`.
        let dated = date::find(text);
        let after = dated
            .as_ref()
            .filter(|_| text.starts_with(|letter: char| letter.is_ascii_digit() || letter.is_uppercase()));
        let tail = after.map(|_| after_date(text)).filter(|tail| !tail.is_empty());
        let byline = [Some(&*whole), tail]
            .into_iter()
            .flatten()
            .map(byline::names)
            .find(|found| !found.authors.is_empty())?;
        // Of scripts without capitals any few words look like a name.
        let cased = |name: &String| name.contains(char::is_uppercase) && is_name(name);
        if !byline.authors.iter().all(cased) || dateline::is_mark(text) || text.ends_with([')', '—', '–'])
        {
            return None;
        }
        let mut score = if dated.is_some() { 2.0 } else { 0.9 };
        // What is left of the line beside the names says what it is.
        let named: usize = byline.authors.iter().map(|name| name.len() + 2).sum();
        if dated.is_none() && text.len() > named + 30 {
            score -= 0.8;
        }
        let beside = text.to_lowercase();
        let below = [self.text(at + 1), self.text(at + 2)].map(str::to_lowercase);
        // A paper after the name: `ANA ROE USA TODAY`, `Ana Roe • Paper.example`.
        let tail = text.get(byline.authors.iter().map(String::len).sum()..).unwrap_or_default();
        if byline.site.is_some() || byline::is_office(tail.trim()) && tail.len() < 40 {
            score += 0.7;
        }
        let post = |text: &str| text.len() < 80 && POSTS.iter().any(|post| text.contains(post));
        let handle = |text: &str| text.starts_with('@') || text.len() < 50 && text.contains('@');
        if post(&beside) || post(&below[0]) || handle(&below[0]) {
            score += 0.7;
        }
        let near =
            |at: usize| self.looks.get(at).is_some_and(|look| look.dated) || is_relative(self.text(at));
        if near(at + 1) || near(at + 2) {
            score += 1.1;
        } else if near(at + 3) || at > 0 && near(at - 1) {
            score += 0.7;
        }
        let title = self.verdicts.headline.map(|at| letters(self.text(at))).unwrap_or_default();
        if byline.authors.iter().any(|name| title.contains(&letters(name))) {
            score -= 2.0;
        }
        if draft.place.heading > 0 {
            score -= 0.7;
        }
        if !byline.authors.iter().any(|name| name.chars().any(char::is_lowercase)) && dated.is_none() {
            score -= 0.3;
        }
        Some(Signed { at, byline, sure: false, score })
    }

    /// What its place says for or against a line; `under` is the first line below the headline. A line that
    /// says "by" may stand further off.
    fn place(&self, at: usize, under: usize, sure: bool) -> f32 {
        let body = self.verdicts.body.start.max(under);
        let regions = self.drafts[at].place.regions;
        let mut score = match at.checked_sub(under) {
            Some(below) if sure => -0.02 * below as f32,
            Some(below) => -0.05 * below as f32,
            None => -0.2 - 0.1 * (under - at) as f32,
        };
        if at >= body {
            score -= 0.3;
        } else if at >= under {
            score += 0.4;
        }
        if regions & region::BYLINE != 0 {
            score += 1.0;
        }
        if regions & (region::NAVIGATION | region::RELATED | region::COMMENTS | region::FOOTER) != 0 {
            score -= 1.0;
        }
        if regions & region::CAPTION != 0 {
            score -= 1.5;
        }
        score
    }

    /// Adds the names of a second byline right under the first, or of the next ones in a list.
    fn add_next(&self, signed: &mut Signed) {
        let list = is_name(self.text(signed.at));
        for at in signed.at + 1..(signed.at + 5).min(self.drafts.len()) {
            let (text, look) = (self.text(at), &self.looks[at]);
            let alike = look.dated == self.looks[signed.at].dated || !look.dated;
            let next = match byline(text) {
                Some(next) if signed.sure && alike => next,
                None if list && is_name(text) && text.len() < 40 => byline::names(text),
                _ => break,
            };
            for name in next.authors {
                if !signed.byline.authors.contains(&name) {
                    signed.byline.authors.push(name);
                }
            }
        }
    }

    /// Names under the article: `Ana Roe is a staff writer`, `Reporting by Ana Roe`, `— Ana Roe`.
    fn at_the_end(&self) -> Option<Signed> {
        let body = &self.verdicts.body;
        let zone = body.end.saturating_sub(3).max(body.start)..(body.end + 12).min(self.drafts.len());
        for at in zone {
            let text = self.text(at);
            let bare = text.trim_start_matches(['—', '–', '-', '•', '*', ' ']);
            let dashed = bare.len() < text.len() && text.len() < 80;
            let found = match byline(text) {
                Some(found) => Some(found),
                None if dashed => Some(byline::names(bare)),
                None => told_of(bare).map(|name| Byline { authors: vec![name], site: None }),
            };
            if let Some(byline) = found.filter(|found| !found.authors.is_empty()) {
                return Some(Signed { at, byline, sure: false, score: ENOUGH });
            }
        }
        None
    }
}

/// The name that a line about the author begins with: `Ana Roe is a staff writer at The Post.`
fn told_of(text: &str) -> Option<String> {
    let says = [
        " is a ",
        " is an ",
        " is the ",
        " covers ",
        " writes ",
        " can be reached ",
        " est journaliste",
        " ist ",
        " es periodista",
        " reports on ",
    ];
    let (name, _) =
        says.iter().filter_map(|says| text.split_once(says)).min_by_key(|(name, _)| name.len())?;
    let name = name.trim_start_matches("Contact ");
    let post =
        POSTS.iter().any(|post| text.to_lowercase().contains(post)) || text.contains(" can be reached ");
    (is_name(name) && post && text.len() < 500).then(|| name.to_owned())
}

/// What follows the last digit of a line's beginning.
fn after_date(text: &str) -> &str {
    let last = text.bytes().take(60).rposition(|byte| byte.is_ascii_digit());
    last.and_then(|last| text.get(last + 1..))
        .unwrap_or_default()
        .trim_start_matches([' ', ',', '|', '•', '·', '-', '–', '—'])
}

/// `3 hours ago`, `Published yesterday`: a time without its day.
fn is_relative(text: &str) -> bool {
    text.len() < 50 && {
        let lower = text.to_lowercase();
        [" ago", "min read", "minutes read", "minute read", "yesterday", "vor ", "il y a ", "hace ", "назад"]
            .iter()
            .any(|word| lower.contains(word))
    }
}

/// Whether a line leaves open who made a picture: `Photo by`, `Illustration:`.
fn ends_in_credit(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.len() < 60
        && [
            "photo by",
            "photos by",
            "photograph by",
            "photography by",
            "illustration by",
            "edited by",
            "reviewed by",
            "checked by",
            "credit",
            "video by",
        ]
        .iter()
        .any(|end| lower.trim_end_matches([':', ' ']).ends_with(end))
}
