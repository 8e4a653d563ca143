//! Which names a line gives, and how.

use std::borrow::Cow;

use super::super::super::byline::{self, Byline, OCCUPATIONS, begins_given, byline, is_name};
use super::super::super::words::lowered;
use super::super::super::{Reason, date, dateline};
use super::super::View;
use super::{Kind, Signed};

/// The longest line that is looked at, in bytes.
const LONGEST: usize = 240;

impl View<'_> {
    pub(super) fn text(&self, at: usize) -> &str {
        self.drafts.get(at).map_or("", |draft| &*draft.text)
    }

    /// Adds the names that line `at` gives.
    pub(super) fn signed(&self, at: usize, found: &mut Vec<Signed>) {
        let text = self.text(at);
        if text.len() > LONGEST
            || self.looks[at].credit && !self.looks[at].byline
            || at > 0 && ends_in_credit(self.text(at - 1))
        {
            return;
        }
        if byline::is_lead(text) {
            // Or below one more line: `By`, `Social links for`, `Ana Roe`.
            let under = self.under_by(at + 1);
            if under.is_none() && self.text(at + 1).len() < 40 {
                found.extend(self.under_by(at + 2));
            }
            found.extend(under);
            return;
        }
        let (byline, kind) = if let Some(byline) = byline(&self.with_continuation(at)) {
            (byline, Kind::By)
        } else if let Some(name) = byline::office(text) {
            (Byline { authors: vec![name], site: None }, Kind::Office)
        } else {
            found.extend(self.by_itself(at));
            return;
        };
        found.push(Signed { at, byline, sure: true, score: 0.0, kind });
    }

    /// The names of line `at`, which stands under a line that is nothing but "By".
    fn under_by(&self, at: usize) -> Option<Signed> {
        let text = self.text(at);
        let names = byline::names(&self.with_continuation(at));
        if !names.authors.is_empty() {
            return Some(Signed { at, byline: names, sure: true, score: 0.0, kind: Kind::UnderBy });
        }
        let name = byline::office(&format!("By {text}"))?;
        Some(Signed {
            at,
            byline: Byline { authors: vec![name], site: None },
            sure: true,
            score: 0.0,
            kind: Kind::Office,
        })
    }

    /// Line `at` with the next ones where it ends in `and` or a comma.
    fn with_continuation(&self, at: usize) -> Cow<'_, str> {
        let mut whole = Cow::Borrowed(self.text(at));
        for next in at + 1..at + 8 {
            let text = self.text(next);
            let open = whole.ends_with([',', '&']) || whole.ends_with(" and") || whole.ends_with(" und");
            let joins = matches!(text, "," | "&" | "and" | "und" | "et" | "AND");
            if text.is_empty() || text.len() > 60 || whole.len() > 160 || !(open || joins) {
                break;
            }
            let whole = whole.to_mut();
            whole.push(' ');
            whole.push_str(text);
        }
        whole
    }

    /// A line of nothing but names, or of names and a date.
    fn by_itself(&self, at: usize) -> Option<Signed> {
        let look = &self.looks[at];
        let text = self.text(at);
        let begins = text.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit());
        if text.len() > 140
            || !begins
            || look.words > 18
            || look.ends && look.width > 45.0
            || look.furniture.is_some_and(|reason| reason != Reason::Byline)
        {
            return None;
        }
        // The day may stand before the name: `6 December 2023 Ana Roe News`.
        let dated = date::find(text).is_some();
        let tail = if dated { after_date(text) } else { "" };
        let whole = self.with_continuation(at);
        let byline =
            [&*whole, tail].into_iter().map(byline::names).find(|names| !names.authors.is_empty())?;
        // Of scripts without capitals any few words look like a name.
        let cased = |name: &String| name.contains(char::is_uppercase) && is_name(name);
        if !byline.authors.iter().all(cased) || dateline::is_mark(text) || text.ends_with([')', '—', '–'])
        {
            return None;
        }
        let kind = if dated { Kind::Dated } else { Kind::Alone };
        Some(Signed { at, byline, sure: false, score: 0.0, kind })
    }

    /// Adds the names of a second byline right under the first, or of the next ones in a list.
    pub(super) fn add_next(&self, signed: &mut Signed) {
        let list = is_name(self.text(signed.at));
        for at in signed.at + 1..(signed.at + 5).min(self.drafts.len()) {
            let (text, look) = (self.text(at), &self.looks[at]);
            let alike = look.dated == self.looks[signed.at].dated || !look.dated;
            let next = match byline(text) {
                Some(next) if signed.sure && alike => next,
                None if list && is_name(text) && begins_given(text) && text.len() < 40 => byline::names(text),
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
    pub(super) fn at_the_end(&self, at: usize) -> Option<Signed> {
        let text = self.text(at);
        let bare = text.trim_start_matches(['—', '–', '-', '•', '*', ' ']);
        let dashed = bare.len() < text.len() && text.len() < 80;
        let said = if self.looks[at].byline { byline(text) } else { None };
        let (byline, kind) = if let Some(said) = said {
            (said, Kind::By)
        } else if dashed {
            (byline::names(bare), Kind::Dashed)
        } else if let Some(name) = byline::office(text) {
            (Byline { authors: vec![name], site: None }, Kind::Office)
        } else {
            (Byline { authors: vec![told_of(bare)?], site: None }, Kind::Told)
        };
        (!byline.authors.is_empty()).then_some(Signed { at, byline, sure: false, score: 0.0, kind })
    }
}

/// The name that a line about the author begins with: `Ana Roe is a staff writer at The Post.`
pub(super) fn told_of(text: &str) -> Option<String> {
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
    if text.len() >= 500 || !text.starts_with(char::is_uppercase) {
        return None;
    }
    // The name is short, and a post is told of where little else is.
    let start = &text[..text.floor_char_boundary(80)];
    let mut spaces = start.match_indices(' ').map(|(at, _)| at);
    let end = spaces.find(|at| says.iter().any(|says| text[*at..].starts_with(says)))?;
    let name = text[..end].trim_start_matches("Contact ");
    let post = || {
        let lower = text.to_lowercase();
        OCCUPATIONS.iter().any(|post| lower.contains(post)) || text.contains(" can be reached ")
    };
    (is_name(name) && post()).then(|| name.to_owned())
}

/// What follows the last digit of a line's beginning.
fn after_date(text: &str) -> &str {
    let last = text.bytes().take(60).rposition(|byte| byte.is_ascii_digit());
    last.and_then(|last| text.get(last + 1..))
        .unwrap_or_default()
        .trim_start_matches([' ', ',', '|', '•', '·', '-', '–', '—', '/'])
}

/// `3 hours ago`, `Published yesterday`: a time without its day.
pub(super) fn is_relative(text: &str) -> bool {
    let told = |lower: &str| {
        [" ago", "min read", "minutes read", "minute read", "yesterday", "vor ", "il y a ", "hace ", "назад"]
            .iter()
            .any(|word| lower.contains(word))
    };
    text.len() < 50 && lowered(text, told)
}

/// Whether a line leaves open who made a picture: `Photo by`, `Illustration:`.
fn ends_in_credit(text: &str) -> bool {
    let ends = |lower: &str| {
        let lower = lower.trim_end_matches([':', ' ']);
        [
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
        .any(|end| lower.ends_with(end))
    };
    text.len() < 60 && lowered(text, ends)
}
