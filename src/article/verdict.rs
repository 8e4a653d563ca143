//! Verdicts: what each line is to the article, or why it is no part of it.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::body;
use super::byline::{byline, is_name};
use super::date;
use super::dateline;
use super::draft::{Draft, region};
use super::headline::{self, Known};
use super::look::Look;
use super::{Reason, Role, SourceKind};

/// What was decided about one draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub role: Role,
    pub removed: Option<Reason>,
    pub same_as: Option<usize>,
}

/// What was decided about a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Verdicts {
    /// One for each draft.
    pub all: Vec<Verdict>,
    /// The headline's place.
    pub headline: Option<usize>,
    /// From the first line of the body to its last.
    pub body: Range<usize>,
}

/// Decides about every line of a page.
pub(super) fn decide(
    kind: SourceKind,
    drafts: &[Draft],
    looks: &[Look],
    containers: &[u32],
    known: Known<'_>,
) -> Verdicts {
    let scores = body::scores(kind, drafts, looks, containers);
    let mut run = body::best_run(&scores);
    let found = !run.is_empty();
    if !found {
        run = 0..drafts.len();
    }
    let headline = headline::find(drafts, looks, &run, known);
    if let Some(headline) = headline
        && found
    {
        // The article begins under its headline, even if a list or a table there reads like none.
        let (under, under_sum) = body::run_from(&scores, headline.place + 1);
        let sum: f32 = scores[run.clone()].iter().sum();
        if under_sum > sum * if headline.sure { 0.2 } else { 0.8 } {
            run = under;
        } else if headline.place >= run.start {
            run.start = headline.place + 1;
        }
    }
    let headline = headline.map(|headline| headline.place);
    let judge =
        Judge { kind, drafts, looks, run: run.clone(), trusted: body::trusted_regions(drafts, looks), found };
    let standfirst = headline.and_then(|headline| judge.standfirst(headline));
    let mut kept: HashMap<Rc<str>, usize> = HashMap::new();
    let mut all: Vec<Verdict> = Vec::with_capacity(drafts.len());
    for (at, draft) in drafts.iter().enumerate() {
        let (role, mut removed) = if Some(at) == headline {
            (Role::Headline, None)
        } else if Some(at) == standfirst {
            (Role::Standfirst, None)
        } else {
            judge.line(at, headline, all.last())
        };
        let mut same_as = None;
        if removed.is_none()
            && let Some(first) = kept.insert(draft.text.clone(), at)
        {
            (removed, same_as) = (Some(Reason::Repeated), Some(first));
            kept.insert(draft.text.clone(), first);
        } else if removed.is_some()
            && let Some(first) = looks[at].same_as
        {
            same_as = Some(first);
            let plain = looks[at].furniture.is_none() && looks[at].width > 25.0;
            removed = if plain || first + 1 == at { Some(Reason::Repeated) } else { removed };
        }
        all.push(Verdict { role, removed, same_as });
    }
    settle_datelines(drafts, &mut all);
    if found {
        let body = |at: &usize| all[*at].removed.is_none() && all[*at].role.rank() == 2;
        let first = run.clone().find(|at| body(at) && looks[*at].ends && looks[*at].width > 60.0);
        let last = run.clone().rev().find(body);
        run = first.unwrap_or(run.start)..last.map_or(run.end, |last| last + 1);
        judge.name_the_top(&mut all, headline.map_or(run.start, |headline| headline + 1)..run.start);
    }
    Verdicts { all, headline, body: run }
}

/// A mark before a paragraph goes for its own reason if the paragraph stays, else for the paragraph's.
fn settle_datelines(drafts: &[Draft], all: &mut [Verdict]) {
    for at in 1..drafts.len() {
        if drafts[at].continues && dateline::is_mark(&drafts[at - 1].text) {
            all[at - 1] =
                Verdict { removed: Some(all[at].removed.unwrap_or(Reason::Dateline)), ..all[at - 1] };
        }
    }
}

struct Judge<'a> {
    kind: SourceKind,
    drafts: &'a [Draft],
    looks: &'a [Look],
    run: Range<usize>,
    trusted: u32,
    /// Whether a body was found at all; if not, whatever is no furniture stays.
    found: bool,
}

impl Judge<'_> {
    /// The summary under the headline: a line of some length that a byline or a time separates from the body.
    fn standfirst(&self, headline: usize) -> Option<usize> {
        let soon = headline + 1..(headline + 5).min(self.drafts.len());
        for at in soon {
            let (draft, look) = (&self.drafts[at], &self.looks[at]);
            let dated = look.dated || look.width < 200.0 && date::find(&draft.text).is_some();
            if self.is_byline(at) || dated || look.repeated || look.width > 420.0 {
                return None;
            }
            if look.furniture.is_some() || look.credit || look.width < 35.0 || self.outside(at).is_some() {
                continue;
            }
            if draft.place.regions & region::STANDFIRST != 0 {
                return Some(at);
            }
            let after = at + 1..(at + 5).min(self.drafts.len());
            for next in after {
                if self.is_byline(next) || self.looks[next].dated {
                    return Some(at);
                }
                if self.looks[next].ends && self.looks[next].width > 100.0 {
                    break;
                }
            }
            return None;
        }
        None
    }

    fn is_byline(&self, at: usize) -> bool {
        let text = &self.drafts[at].text;
        byline(text).is_some() || text.len() < 60 && (text.eq_ignore_ascii_case("by") || is_name(text))
    }

    fn outside(&self, at: usize) -> Option<Reason> {
        body::outside(self.drafts[at].place.regions, self.trusted)
    }

    fn line(&self, at: usize, headline: Option<usize>, before: Option<&Verdict>) -> (Role, Option<Reason>) {
        let (draft, look) = (&self.drafts[at], &self.looks[at]);
        let role = self.role(at);
        if !self.found {
            let menu = self.drafts.len() > 15 && !look.ends && look.width < 25.0;
            return (role, self.furniture(at).or(menu.then_some(Reason::Navigation)));
        }
        if !self.run.contains(&at) {
            return (role, Some(self.why_outside(at, headline)));
        }
        if let Some(reason) = self.outside(at).or_else(|| self.furniture(at)) {
            return (role, Some(reason));
        }
        if self.looks[at].repeated && !(look.ends && look.width > 60.0) {
            return (role, Some(Reason::Related));
        }
        if draft.place.links >= 60 && !(look.ends && draft.place.paragraph) {
            return (role, Some(Reason::Related));
        }
        if look.ends || look.width >= 140.0 || draft.continues || self.goes_on(at) {
            return (role, None);
        }
        if draft.text.ends_with([':', '：']) && look.width >= 20.0 || self.is_item(at, before) {
            return (role, None);
        }
        if self.is_subhead(at) {
            return (Role::Subhead, None);
        }
        (role, Some(if look.width > 30.0 { Reason::Related } else { Reason::Other }))
    }

    /// Better reasons for what stands between the headline and the body: names, captions.
    fn name_the_top(&self, all: &mut [Verdict], top: Range<usize>) {
        for at in top {
            if matches!(all[at].removed, Some(Reason::Related | Reason::Other)) && self.outside(at).is_none()
            {
                all[at].removed = Some(self.why_at_top(at));
            }
        }
    }

    fn why_at_top(&self, at: usize) -> Reason {
        match () {
            () if is_name(&self.drafts[at].text) => Reason::Byline,
            () if self.looks[at].width > 40.0 => Reason::Caption,
            () => Reason::Other,
        }
    }

    fn role(&self, at: usize) -> Role {
        let place = &self.drafts[at].place;
        match () {
            () if place.heading > 0 => Role::Subhead,
            () if place.item || begins_with_bullet(&self.drafts[at].text) => Role::ListItem,
            () => Role::Paragraph,
        }
    }

    /// Why a line goes by what it says, wherever it stands.
    fn furniture(&self, at: usize) -> Option<Reason> {
        let look = &self.looks[at];
        if let Some(reason) = look.furniture {
            return Some(reason);
        }
        if look.dated {
            return Some(if byline(&self.drafts[at].text).is_some() {
                Reason::Byline
            } else {
                Reason::Timestamp
            });
        }
        if byline(&self.drafts[at].text).is_some() && look.width < 110.0 {
            return Some(Reason::Byline);
        }
        let credited = self.looks.get(at + 1).is_some_and(|next| {
            next.furniture == Some(Reason::Credit)
                || next.credit && next.width < 60.0 && next.furniture.is_none()
        });
        if credited && look.width < 220.0 {
            return Some(Reason::Caption);
        }
        if look.credit && look.width < 500.0 && !self.reads_on(at) {
            return Some(if look.width < 60.0 { Reason::Credit } else { Reason::Caption });
        }
        None
    }

    /// Whether a line with a credit's words is still more likely a paragraph.
    fn reads_on(&self, at: usize) -> bool {
        self.looks[at].width > 250.0 && self.looks[at].ends && !self.drafts[at].text.ends_with([')', ']'])
    }

    /// Whether the next line goes on in this one's sentence.
    fn goes_on(&self, at: usize) -> bool {
        self.drafts.get(at + 1).is_some_and(|next| next.continues)
    }

    fn is_item(&self, at: usize, before: Option<&Verdict>) -> bool {
        let draft = &self.drafts[at];
        if self.kind == SourceKind::Html {
            return draft.place.item && draft.place.links < 50;
        }
        let after_lead = at > 0 && self.drafts[at - 1].text.ends_with([':', '：']);
        let after_item =
            before.is_some_and(|before| before.removed.is_none() && before.role == Role::ListItem);
        begins_with_bullet(&draft.text) && (after_lead || after_item || self.looks[at].width > 40.0)
    }

    /// Whether a short line without a sentence's end stands over a paragraph, apart from what is around it.
    fn is_subhead(&self, at: usize) -> bool {
        let (draft, look) = (&self.drafts[at], &self.looks[at]);
        let Some(next) = self.looks.get(at + 1) else { return false };
        let leads =
            next.ends && next.width > 60.0 && next.furniture.is_none() && self.run.contains(&(at + 1));
        if self.kind == SourceKind::Html && draft.place.heading > 0 {
            return look.width < 150.0
                && draft.place.links < 50
                && (leads || self.drafts[at + 1].place.heading > 0 || self.drafts[at + 1].place.item);
        }
        let apart = draft.gap && self.drafts.get(at + 1).is_some_and(|next| next.gap);
        leads && apart && look.width < 70.0 && look.words <= 10 && look.words > 1
    }

    /// The reason for a line above or below the body.
    fn why_outside(&self, at: usize, headline: Option<usize>) -> Reason {
        if let Some(reason) = self.outside(at).or_else(|| self.furniture(at)) {
            return reason;
        }
        let look = &self.looks[at];
        let top = headline.unwrap_or(self.run.start);
        if at < top {
            return Reason::Navigation;
        }
        if at < self.run.start {
            return self.why_at_top(at);
        }
        if look.width > 30.0 { Reason::MoreStories } else { Reason::Other }
    }
}

fn begins_with_bullet(text: &str) -> bool {
    text.starts_with(['•', '·', '▪', '●', '–', '*', '‣', '■'])
        || text.starts_with("- ")
        || text.split_once(['.', ')']).is_some_and(|(number, rest)| {
            (1..=2).contains(&number.len())
                && number.bytes().all(|byte| byte.is_ascii_digit())
                && rest.starts_with(' ')
        })
}
