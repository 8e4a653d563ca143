//! Metadata: from what a page says of itself, and from its lines where it says nothing.

mod dated;
mod described;
mod said;
mod signed;
mod titled;

pub use signed::training;

use super::byline;
use super::date;
use super::draft::Draft;
use super::language::language;
use super::look::Look;
use super::page::Page;
use super::verdict::Verdicts;
use super::{Metadata, MetadataField};

pub(super) use described::add_script;
pub(super) use said::from_page;

use dated::Shown;
use signed::Signed;

/// What a line that does not say "by" scores where it is as good as one that does.
const CLEAR: f32 = 1.5;

/// What was found, and in which draft where it was read from one.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub metadata: Metadata,
    pub found_in: Vec<(MetadataField, usize)>,
}

/// The lines, and what was decided about them.
#[derive(Clone, Copy)]
struct View<'a> {
    drafts: &'a [Draft],
    looks: &'a [Look],
    verdicts: &'a Verdicts,
}

impl<'a> View<'a> {
    /// The lines from there to there, as far as there are any.
    fn lines(&self, range: std::ops::Range<usize>) -> &'a [Draft] {
        let end = range.end.min(self.drafts.len());
        &self.drafts[range.start.min(end)..end]
    }

    /// Whether line `at` stands between the headline and the body.
    fn is_over(&self, at: usize) -> bool {
        self.verdicts
            .headline
            .is_some_and(|headline| (headline + 1..self.verdicts.body.start + 1).contains(&at))
    }

    /// Whether a line above the body, or its first ones, has that name in it.
    fn shows_over(&self, name: &str) -> bool {
        let body = self.verdicts.body.start;
        let wanted = letters(name);
        self.lines(body.saturating_sub(60)..body + 3)
            .iter()
            .any(|draft| letters(&draft.text).contains(&wanted))
    }
}

/// Fills what the page did not say from its lines.
pub(super) fn complete(
    mut metadata: Metadata,
    page: &Page,
    drafts: &[Draft],
    looks: &[Look],
    verdicts: &Verdicts,
    url: Option<&str>,
) -> Facts {
    let view = View { drafts, looks, verdicts };
    let mut found_in = Vec::new();
    metadata.url = url.map(str::to_owned).or(metadata.url);
    if metadata.language.is_none() {
        let kept = drafts.iter().zip(&verdicts.all).filter(|(_, verdict)| verdict.removed.is_none());
        metadata.language = language(kept.map(|(draft, _)| &*draft.text)).map(str::to_owned);
    }
    if let Some(at) = verdicts.headline {
        titled::complete(&mut metadata, view, &drafts[at], at, &mut found_in);
    }
    let site = site_letters(&metadata, drafts);
    // A page that names itself names nobody.
    metadata
        .authors
        .retain(|name| byline::begins_given(name) || name.contains(' ') || !site.contains(&letters(name)));
    if let Some(signed) = signed::find(view, &site) {
        complete_authors(&mut metadata, view, signed, &mut found_in);
    }
    let shown = dated::find(view, dated::order(view, &metadata));
    complete_dates(&mut metadata, shown, &mut found_in);
    if metadata.published.is_none() && metadata.updated.is_none() {
        metadata.published = page
            .times
            .iter()
            .find_map(|time| date::tidy(time))
            .or_else(|| metadata.url.as_deref().and_then(dated::in_address));
    }
    if metadata.site.is_none() {
        metadata.site = site_in_footer(drafts);
    }
    Facts { metadata, found_in }
}

/// The lines that may say who wrote the article, for training.
pub(super) fn bylines(
    said: Metadata,
    drafts: &[Draft],
    looks: &[Look],
    verdicts: &Verdicts,
    url: Option<&str>,
) -> Vec<training::Candidate> {
    let metadata = Metadata { url: url.map(str::to_owned).or(said.url.clone()), ..said };
    training::lines(View { drafts, looks, verdicts }, &site_letters(&metadata, drafts))
}

/// The letters of the site's name and of its address.
fn site_letters(metadata: &Metadata, drafts: &[Draft]) -> String {
    let host = metadata.url.as_deref().and_then(|url| url.split('/').nth(2)).unwrap_or_default();
    let site = metadata.site.clone().or_else(|| site_in_footer(drafts)).unwrap_or_default();
    letters(&format!("{site} {host}"))
}

/// A line that says "by" knows all names and only those; of any other line, and of one that names
/// somebody else, the page knows better, unless the line stands over the article and the page's names don't.
fn complete_authors(
    metadata: &mut Metadata,
    view: View<'_>,
    signed: Signed,
    found_in: &mut Vec<(MetadataField, usize)>,
) {
    let over = (signed.sure || signed.score > CLEAR)
        && view.is_over(signed.at)
        && signed.byline.authors.iter().all(|name| byline::begins_given(name));
    let Signed { at, byline, sure, .. } = signed;
    let shared =
        byline.authors.iter().any(|name| metadata.authors.iter().any(|other| same_name(name, other)));
    let better = || !metadata.authors.iter().any(|name| view.shows_over(name));
    if metadata.authors.is_empty() || sure && shared || over && better() {
        metadata.authors = byline.authors;
        found_in.push((MetadataField::Authors, at));
    } else if shared {
        found_in.push((MetadataField::Authors, at));
    }
    if let (None, Some(site)) = (&metadata.site, byline.site) {
        metadata.site = Some(site);
        found_in.push((MetadataField::Site, at));
    }
}

/// Machines write times with their zone; what the page shows decides which day it is.
fn complete_dates(metadata: &mut Metadata, shown: Shown, found_in: &mut Vec<(MetadataField, usize)>) {
    let day = |date: &Option<String>| date.as_deref().and_then(|date| date.get(..10)).map(str::to_owned);
    if let Some((at, iso)) = shown.published {
        let said = day(&metadata.published);
        let local = metadata.published.as_deref().is_some_and(|said| dated::is_local_day(said, &iso));
        let renewed = !shown.labelled && day(&metadata.updated).is_some_and(|day| iso.starts_with(&day));
        if said.as_deref().is_none_or(|said| !iso.starts_with(said) && (local || renewed)) {
            metadata.published = Some(iso);
            found_in.push((MetadataField::Published, at));
        } else if said.is_some_and(|said| iso.starts_with(&said)) {
            found_in.push((MetadataField::Published, at));
        }
    }
    if let Some((at, iso)) = shown.updated {
        let said = day(&metadata.updated);
        if said.is_none() {
            metadata.updated = Some(iso);
            found_in.push((MetadataField::Updated, at));
        } else if said.is_some_and(|said| iso.starts_with(&said)) {
            found_in.push((MetadataField::Updated, at));
        }
    }
}

/// What stands behind the sign where nobody is named, in lower case.
const RIGHTS: &[&str] =
    &["rights", "права", "riservat", "reservados", "réservés", "vorbehalten", "版权所有", "無断", "무단"];

/// The first line of the last few that says whose the page is: `© 2019 The Paper`.
fn site_in_footer(drafts: &[Draft]) -> Option<String> {
    drafts.iter().rev().take(40).find_map(|draft| {
        let text = &draft.text;
        let at = text
            .find('©')
            .map(|at| at + '©'.len_utf8())
            .or_else(|| text.starts_with("Copyright").then_some(9))?;
        let rest = text
            .get(at..)?
            .trim_start_matches(|letter: char| !letter.is_alphabetic())
            .trim_start_matches("Copyright")
            .trim_start_matches("by ");
        let rest = rest.trim_start_matches(|letter: char| !letter.is_alphabetic());
        let end = rest.find([',', '.', '|', '•', '-', '–']).unwrap_or(rest.len());
        let ends = [" All ", " all ", " Inc", " LLC", " Alle ", " Tous ", " Todos ", " Tutti "];
        let name =
            ends.iter().fold(&rest[..end], |name, end| name.split(end).next().unwrap_or_default()).trim();
        let cased = name.chars().next()?;
        let lower = name.to_lowercase();
        if RIGHTS.iter().any(|rights| lower.contains(rights)) {
            return None;
        }
        (name.len() > 1 && name.len() < 40 && !cased.is_lowercase()).then(|| name.to_owned())
    })
}

/// Whether two titles are the same but for marks, case and white space.
fn same_words(a: &str, b: &str) -> bool {
    letters(a) == letters(b)
}

/// Whether two names are the same but for marks, case and white space.
fn same_name(a: &str, b: &str) -> bool {
    letters(a) == letters(b)
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The names in a field that is meant for them.
fn authors_in(field: &str) -> Vec<String> {
    let field = field.strip_prefix("By ").or_else(|| field.strip_prefix("by ")).unwrap_or(field).trim();
    let found = byline::names(field).authors;
    if !found.is_empty() {
        return found;
    }
    // Not only people sign: but an agency, a site or an address is no author.
    let named = (2..60).contains(&field.len()) && field.starts_with(char::is_alphabetic);
    if named && !byline::is_office(field) { vec![field.to_owned()] } else { Vec::new() }
}

/// How far a field is read, in bytes: no headline and no list of names is as long.
const LONGEST_FIELD: usize = 2000;

/// A field's words: references decoded, white space folded.
fn plain(value: &str) -> String {
    let mut reading = super::reading::Reading::default();
    reading.read(value, 0, LONGEST_FIELD, true);
    reading.take(value).map(|(text, ..)| text.to_string()).unwrap_or_default()
}

fn is_language(tag: &str) -> bool {
    (2..=12).contains(&tag.len())
        && tag.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
