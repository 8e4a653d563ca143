//! Judging: what one line is to the article, given the body and the headline.

use std::ops::Range;

use super::body;
use super::byline::{begins_given, is_name};
use super::date;
use super::draft::{Draft, region};
use super::look::Look;
use super::verdict::Verdict;
use super::{Reason, Role, SourceKind};

pub(super) struct Judge<'a> {
    pub kind: SourceKind,
    pub drafts: &'a [Draft],
    pub looks: &'a [Look],
    pub run: Range<usize>,
    pub trusted: u32,
    /// Whether a body was found at all; if not, whatever is no furniture stays.
    pub found: bool,
    /// Whether the text is an article alone, and only what says so is none of it.
    pub clean: bool,
}

impl Judge<'_> {
    /// The summary under the headline: a line of some length that a byline or a time separates from the body.
    pub(super) fn standfirst(&self, headline: usize) -> Option<usize> {
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
                if self.is_byline(next) && self.names_somebody(next) || self.looks[next].dated {
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

    pub(super) fn is_byline(&self, at: usize) -> bool {
        let text = &self.drafts[at].text;
        self.looks[at].byline || text.len() < 60 && (text.eq_ignore_ascii_case("by") || is_name(text))
    }

    /// Whether a line that may be a name is more than two words with capitals: `Party Seats`.
    fn names_somebody(&self, at: usize) -> bool {
        !self.clean || self.looks[at].byline || begins_given(&self.drafts[at].text)
    }

    pub(super) fn outside(&self, at: usize) -> Option<Reason> {
        let reason = body::outside(self.drafts[at].place.regions, self.trusted)?;
        // A box that asks for something: its words say for what.
        match self.looks[at].furniture {
            Some(asked @ (Reason::Donation | Reason::Cookies)) if reason == Reason::Newsletter => Some(asked),
            _ => Some(reason),
        }
    }

    pub(super) fn line(
        &self,
        at: usize,
        headline: Option<usize>,
        before: Option<&Verdict>,
    ) -> (Role, Option<Reason>) {
        let (draft, look) = (&self.drafts[at], &self.looks[at]);
        let role = self.role(at);
        if self.clean {
            return self.line_alone(at, headline, before);
        }
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
        if self.is_link(at) {
            return (role, Some(Reason::Related));
        }
        if look.ends || look.width >= 140.0 || draft.continues || self.goes_on(at) {
            return (role, None);
        }
        if draft.text.ends_with([':', '：', ';', '；']) && look.width >= 10.0 || self.is_item(at, before) {
            return (role, None);
        }
        if draft.place.regions & self.trusted & region::TABLE != 0 && draft.place.links < 50 {
            return (role, None);
        }
        if self.is_subhead(at) {
            return (Role::Subhead, None);
        }
        (role, Some(if look.width > 30.0 { Reason::Related } else { Reason::Other }))
    }

    /// Whether a line is a link and no sentence of a paragraph.
    fn is_link(&self, at: usize) -> bool {
        let place = &self.drafts[at].place;
        place.links >= 60 && !(self.looks[at].ends && place.paragraph)
    }

    /// The same in an article alone.
    fn line_alone(
        &self,
        at: usize,
        headline: Option<usize>,
        before: Option<&Verdict>,
    ) -> (Role, Option<Reason>) {
        use Reason::{Byline, MoreStories, Navigation, Related};
        let look = &self.looks[at];
        let subhead = !look.ends && look.width < 70.0 && look.words <= 10 && self.leads(at);
        let role = match self.role(at) {
            Role::Paragraph if subhead => Role::Subhead,
            role => role,
        };
        let furniture = self.furniture(at).filter(|reason| self.is_alien(at, *reason, subhead));
        // The name of the section.
        let above = headline == Some(at + 1) && look.words <= 2 && look.width < 25.0;
        let text = &self.drafts[at].text;
        let under = headline.is_some_and(|headline| (headline + 1..headline + 4).contains(&at));
        let named = under && is_name(text) && begins_given(text);
        // What stands under `Most read`, up to the next paragraph and its subhead.
        let listed = before.and_then(|before| before.removed).filter(|reason| {
            let heads = at > 0 && self.looks[at - 1].furniture.is_some();
            matches!(reason, MoreStories | Related) && !look.ends && (heads || !subhead)
        });
        // A link to another story is often there twice.
        let next = self.looks.get(at + 1).and_then(|next| next.same_as);
        let twice = next == Some(at) || look.same_as.is_some_and(|first| first + 1 == at);
        let linked = self.is_link(at) || !look.ends && look.width > 30.0 && twice;
        let furniture = furniture.or(named.then_some(Byline));
        let reason = self.outside(at).or(furniture).or(listed);
        (role, reason.or(linked.then_some(Related)).or(above.then_some(Navigation)))
    }

    /// Better reasons for what stands between the headline and the body: names, captions.
    pub(super) fn name_the_top(&self, all: &mut [Verdict], top: Range<usize>) {
        for at in top {
            if matches!(all[at].removed, Some(Reason::Related | Reason::Other)) && self.outside(at).is_none()
            {
                all[at].removed = Some(self.why_at_top(at));
            }
        }
    }

    pub(super) fn why_at_top(&self, at: usize) -> Reason {
        match () {
            () if is_name(&self.drafts[at].text) => Reason::Byline,
            () if self.looks[at].width > 40.0 => Reason::Caption,
            () => Reason::Other,
        }
    }

    pub(super) fn role(&self, at: usize) -> Role {
        let place = &self.drafts[at].place;
        match () {
            () if place.heading > 0 => Role::Subhead,
            () if place.item || begins_with_bullet(&self.drafts[at].text) => Role::ListItem,
            () => Role::Paragraph,
        }
    }

    /// Why a line goes by what it says, wherever it stands.
    pub(super) fn furniture(&self, at: usize) -> Option<Reason> {
        let look = &self.looks[at];
        if let Some(reason) = look.furniture {
            return Some(reason);
        }
        if look.dated {
            return Some(if look.byline { Reason::Byline } else { Reason::Timestamp });
        }
        if look.byline && look.width < 110.0 {
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

    /// Whether a line of an article alone is none of it, for that reason: a date or a name there belongs to its top, and
    /// the name of a section may be a subhead.
    fn is_alien(&self, at: usize, reason: Reason, subhead: bool) -> bool {
        use Reason::{Byline, Footer, MoreStories, Navigation, Other, Timestamp};
        match reason {
            Byline | Timestamp => !self.looks[..at].iter().any(|look| look.ends && look.width > 100.0),
            Other => self.drafts[at].text.contains(char::is_alphanumeric) && !subhead,
            Footer | MoreStories | Navigation => !subhead,
            _ => true,
        }
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

    /// Whether a paragraph of the body stands under a line.
    fn leads(&self, at: usize) -> bool {
        let is_paragraph = |next: &Look| next.ends && next.width > 60.0 && next.furniture.is_none();
        self.looks.get(at + 1).is_some_and(is_paragraph) && self.run.contains(&(at + 1))
    }

    /// Whether a short line without a sentence's end stands over a paragraph, apart from what is around it.
    fn is_subhead(&self, at: usize) -> bool {
        let (draft, look) = (&self.drafts[at], &self.looks[at]);
        if at + 1 >= self.looks.len() {
            return false;
        }
        let leads = self.leads(at);
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

/// Whether a line begins as an item of a list does.
pub(super) fn begins_with_bullet(text: &str) -> bool {
    text.starts_with(['•', '·', '▪', '●', '–', '*', '‣', '■'])
        || text.starts_with("- ")
        || begins_with_number(text)
}

/// `1. `, `12) `.
fn begins_with_number(text: &str) -> bool {
    let digits = text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits) && matches!(text.as_bytes()[digits..], [b'.' | b')', b' ', ..])
}
