//! What speaks for and against a line saying who wrote the article, as numbers.

use super::super::super::Reason;
use super::super::super::byline::{begins_given, is_office, tells_post};
use super::super::super::draft::region;
use super::super::super::row::{flag, in_order};
use super::super::{View, letters};
use super::lines::{is_relative, told_of};
use super::{Kind, Signed};

/// How many numbers describe a line.
pub const FEATURES: usize = 58;

/// How many of the body's first lines are searched for a name.
const SEARCHED: usize = 12;

/// What a line is compared with.
pub(super) struct Around<'a> {
    view: View<'a>,
    /// The first line below the headline.
    under: usize,
    /// The letters of the headline.
    title: String,
    /// Whom the lines under the article tell of.
    told: Vec<String>,
    /// The names of all lines, each with its line.
    named: Vec<(usize, String)>,
}

impl<'a> Around<'a> {
    pub fn new(view: View<'a>, under: usize, found: &[Signed]) -> Around<'a> {
        let title = view.verdicts.headline.map(|at| letters(view.text(at))).unwrap_or_default();
        let end = view.verdicts.body.end.min(view.drafts.len());
        let zone = end.saturating_sub(4)..(end + 15).min(view.drafts.len());
        let told = zone.filter_map(|at| told_of(view.text(at))).map(|name| letters(&name)).collect();
        let names = |signed: &Signed| {
            let at = signed.at;
            signed.byline.authors.iter().map(move |name| (at, name.clone())).collect::<Vec<_>>()
        };
        Around { view, under, title, told, named: found.iter().flat_map(names).collect() }
    }

    pub fn features(&self, signed: &Signed) -> [f32; FEATURES] {
        let view = self.view;
        let (at, kind) = (signed.at, signed.kind);
        let (draft, look) = (&view.drafts[at], &view.looks[at]);
        let text = &*draft.text;
        let names = &signed.byline.authors;
        let mut features = [0.0; FEATURES];
        let mut add = in_order(&mut features);
        // How it says it: 8.
        add(1.0);
        for one in [Kind::By, Kind::UnderBy, Kind::Office, Kind::Dated, Kind::Alone, Kind::Dashed, Kind::Told]
        {
            add(flag(kind == one));
        }
        // Where it stands: 11.
        let far = |lines: usize| (lines as f32).ln_1p() / 3.0;
        let body = view.verdicts.body.start.max(self.under);
        let below = at.checked_sub(self.under);
        let loose = matches!(kind, Kind::Alone | Kind::Dated);
        add(below.map_or(0.0, far));
        add(below.filter(|_| loose).map_or(0.0, far));
        add(flag(below.is_none()));
        add(if below.is_none() { far(self.under - at) } else { 0.0 });
        add(flag(below.is_none() && loose));
        add(flag(below == Some(0)));
        add(flag(at >= body));
        add(flag(at >= body && loose));
        add(if at >= body { far(at - body) } else { 0.0 });
        add(flag(at + 1 == body));
        add(flag(at >= view.verdicts.body.end));
        // What markup says: 9.
        let regions = draft.place.regions;
        add(flag(regions & region::BYLINE != 0));
        let elsewhere = region::NAVIGATION | region::RELATED | region::COMMENTS | region::FOOTER;
        add(flag(regions & elsewhere != 0));
        add(flag(regions & region::CAPTION != 0));
        add(flag(regions & (region::BIO | region::ASIDE) != 0));
        add(flag(regions & region::ARTICLE != 0));
        add(flag(regions & region::AUTHOR != 0));
        add(flag(regions & region::AUTHOR != 0 && loose));
        add(flag(draft.place.heading > 0));
        add(flag(draft.place.links >= 60));
        // What stands around it: 14.
        let dated = |at: usize| view.looks.get(at).is_some_and(|look| look.dated);
        let timed = |at: usize| dated(at) || is_relative(view.text(at));
        let (next_timed, second_timed) = (timed(at + 1), timed(at + 2));
        add(flag(next_timed));
        add(flag(!next_timed && second_timed));
        add(flag(timed(at + 3) || timed(at + 4)));
        add(flag(at > 0 && timed(at - 1)));
        add(flag(at > 1 && timed(at - 2)));
        add(flag(dated(at)));
        add(flag(tells_post(text)));
        add(flag(loose && tells_post(view.text(at + 1))));
        let handle = |text: &str| text.starts_with('@') || text.len() < 50 && text.contains('@');
        add(flag(handle(view.text(at + 1))));
        let shared = |at: usize| view.looks.get(at).is_some_and(|look| look.furniture == Some(Reason::Share));
        add(flag((at + 1..at + 5).any(shared)));
        let sentence = |at: usize| view.looks.get(at).is_some_and(|look| look.ends && look.width > 90.0);
        add(flag(sentence(at + 1)));
        add(flag(at > 0 && sentence(at - 1)));
        add(flag(at > 0 && view.looks[at - 1].credit));
        add(flag(below.is_none() && (next_timed || second_timed)));
        // What it says: 16.
        let given = names.iter().filter(|name| begins_given(name)).count();
        add(given as f32 / names.len().max(1) as f32);
        add(flag(given == 0 && names.iter().any(|name| name.is_ascii())));
        add(flag(loose && given == 0));
        add(flag(names.len() > 1));
        add(flag(names.iter().any(|name| name.split(' ').count() > 3)));
        add(flag(!text.chars().any(char::is_lowercase)));
        add(flag(names.iter().any(|name| self.title.contains(&letters(name)))));
        add(flag(names.iter().any(|name| self.told.contains(&letters(name)))));
        let tail = text.get(names.iter().map(String::len).sum()..).unwrap_or_default();
        add(flag(signed.byline.site.is_some() || is_office(tail.trim()) && tail.len() < 40));
        let named: usize = names.iter().map(|name| name.len() + 2).sum();
        add(flag(!dated(at) && text.len() > named + 30));
        let told = view.lines(view.verdicts.body.clone()).iter().take(SEARCHED);
        let told = told
            .filter(|draft| draft.text.len() > 90 && names.iter().any(|name| draft.text.contains(&**name)));
        let told = told.take(3).count();
        add(flag(told > 0 && loose));
        add(told as f32 / 3.0);
        add(flag(look.repeated));
        let others =
            self.named.iter().filter(|(other, name)| *other != at && names.contains(name)).take(3).count();
        add(others as f32 / 3.0);
        add(flag(others > 0 && loose));
        let agency = |name: &String| name.ends_with(" Press") || name.ends_with(" Board");
        add(flag(kind == Kind::Office && names.iter().any(agency)));
        drop(add);
        features
    }
}
