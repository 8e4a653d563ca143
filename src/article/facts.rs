//! Metadata: from what a page says of itself, and from its lines where it says nothing.

use serde_json::Value;

use super::byline::{self, byline, is_name};
use super::date;
use super::draft::Draft;
use super::language::language;
use super::look::Look;
use super::page::Page;
use super::verdict::Verdicts;
use super::{Metadata, MetadataField, Reason};

/// What was found, and in which draft where it was read from one.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub metadata: Metadata,
    pub found_in: Vec<(MetadataField, usize)>,
}

/// Adds what one of a page's scripts says of it; what is found already stays.
pub(super) fn add_script(script: &str, found: &mut Metadata) {
    if let Ok(value) = serde_json::from_str::<Value>(script) {
        read_described(&value, found, 0);
    }
}

/// What a page says of itself, before its lines are read; `found` is what its scripts say.
pub(super) fn from_page(page: &Page, mut found: Metadata) -> Metadata {
    let meta = |names: &[&str]| page.meta(names).map(plain).filter(|value| !value.is_empty());
    found.site = meta(&["og:site_name", "application-name", "dc.publisher", "twitter:site"])
        .map(|site| site.trim_start_matches('@').to_owned())
        .or(found.site);
    let title = meta(&[
        "og:title",
        "twitter:title",
        "title",
        "dc.title",
        "headline",
        "parsely-title",
        "sailthru.title",
    ])
    .or_else(|| page.title.as_deref().map(plain));
    found.title = found.title.or(title).map(|title| without_site(&title, found.site.as_deref()));
    if found.authors.is_empty() {
        let author = meta(&[
            "author",
            "article:author",
            "parsely-author",
            "sailthru.author",
            "dc.creator",
            "byl",
            "article:author_name",
            "cxenseparse:author",
        ]);
        found.authors = author
            .filter(|author| !author.contains("://"))
            .map(|author| authors_in(&author))
            .unwrap_or_default();
    }
    let date = |names: &[&str]| page.meta(names).and_then(date::tidy);
    found.published = found.published.or_else(|| {
        date(&[
            "article:published_time",
            "datepublished",
            "og:published_time",
            "publishdate",
            "pubdate",
            "publish-date",
            "date",
            "dc.date",
            "dc.date.issued",
            "parsely-pub-date",
            "sailthru.date",
            "article.published",
            "publication_date",
            "article_date_original",
            "dcterms.created",
            "cxenseparse:recs:publishtime",
            "displaydate",
        ])
    });
    found.updated = found.updated.or_else(|| {
        date(&[
            "article:modified_time",
            "og:updated_time",
            "datemodified",
            "lastmod",
            "last-modified",
            "dcterms.modified",
        ])
    });
    found.url = page.canonical.clone().or_else(|| meta(&["og:url"])).filter(|url| url.starts_with("http"));
    found.language = page.language.clone().filter(|tag| is_language(tag));
    found
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
    let mut found_in = Vec::new();
    if let Some(headline) = verdicts.headline {
        let said = metadata.title.as_deref().map(str::len);
        // The line is how the article is headed; what the page says may be shortened for searches.
        let shown = &drafts[headline].text;
        if said.is_none()
            || drafts[headline].place.heading == 1
            || same_words(shown, metadata.title.as_deref().unwrap_or_default())
        {
            metadata.title = Some(shown.to_string());
        }
        if metadata.title.as_deref() == Some(&**shown) {
            found_in.push((MetadataField::Title, headline));
        }
    }
    let top = verdicts
        .headline
        .map_or(verdicts.body.start.saturating_sub(12), |headline| headline.saturating_sub(4));
    let zone = top..(verdicts.body.start.clamp(top, top + 40) + 6).min(drafts.len());
    if let Some((at, line)) = find_byline(drafts, zone.clone(), verdicts) {
        if metadata.authors.is_empty() {
            metadata.authors = line.authors;
        }
        found_in.push((MetadataField::Authors, at));
        if let (None, Some(site)) = (&metadata.site, line.site) {
            metadata.site = Some(site);
            found_in.push((MetadataField::Site, at));
        }
    }
    find_dates(&mut metadata, &mut found_in, drafts, looks, verdicts, zone);
    if metadata.published.is_none() && metadata.updated.is_none() {
        metadata.published =
            page.times.iter().find_map(|time| date::tidy(time)).or_else(|| url.and_then(date_in_address));
    }
    if metadata.site.is_none() {
        metadata.site = site_in_footer(drafts);
    }
    metadata.url = url.map(str::to_owned).or(metadata.url);
    if metadata.language.is_none() {
        let kept = drafts.iter().zip(&verdicts.all).filter(|(_, verdict)| verdict.removed.is_none());
        metadata.language = language(kept.map(|(draft, _)| &*draft.text)).map(str::to_owned);
    }
    Facts { metadata, found_in }
}

fn find_byline(
    drafts: &[Draft],
    zone: std::ops::Range<usize>,
    verdicts: &Verdicts,
) -> Option<(usize, byline::Byline)> {
    let after = verdicts.headline.map_or(zone.start, |headline| headline + 1);
    let order = (after..zone.end)
        .chain((zone.start..after).rev())
        .filter(|at| Some(*at) != verdicts.headline && drafts.get(*at).is_some());
    let order: Vec<usize> = order.collect();
    for &at in &order {
        if let Some(line) = byline(&drafts[at].text) {
            return Some((at, line));
        }
        let text = drafts[at].text.trim_end_matches(':');
        let alone = ["by", "written by", "author", "von", "por", "par"]
            .iter()
            .any(|lead| text.eq_ignore_ascii_case(lead));
        if alone && let Some(next) = drafts.get(at + 1) {
            let line = byline::names(&next.text);
            if !line.authors.is_empty() {
                return Some((at + 1, line));
            }
        }
    }
    // A name by itself between the headline and the body.
    for &at in order.iter().filter(|at| (after..verdicts.body.start.max(after) + 1).contains(at)) {
        let text = &drafts[at].text;
        let reason = verdicts.all[at].removed;
        let open = matches!(
            reason,
            Some(Reason::Byline | Reason::Timestamp | Reason::Caption | Reason::Other | Reason::Related)
        );
        if text.len() < 140 && open {
            let line = byline::names(text);
            if line.authors.first().is_some_and(|name| is_name(name)) {
                return Some((at, line));
            }
        }
    }
    None
}

fn find_dates(
    metadata: &mut Metadata,
    found_in: &mut Vec<(MetadataField, usize)>,
    drafts: &[Draft],
    looks: &[Look],
    verdicts: &Verdicts,
    zone: std::ops::Range<usize>,
) {
    let after = verdicts.headline.map_or(zone.start, |headline| headline + 1);
    // Under the headline first, then further down, then above it, where the day of the visit may stand.
    let below = zone.end..(verdicts.body.end + 6).max(zone.end);
    let above = (after.saturating_sub(20)..after).rev();
    for at in (after..zone.end).chain(below).chain(above) {
        let (Some(draft), Some(look)) = (drafts.get(at), looks.get(at)) else { continue };
        let by_headline = at >= after && at < verdicts.body.start && draft.text.len() < 200;
        let told = look.dated || by_headline || at < zone.end && look.byline;
        if !told || Some(at) == verdicts.headline {
            continue;
        }
        if (at < after || at >= zone.end) && (metadata.published.is_some() || metadata.updated.is_some()) {
            break;
        }
        let lower = draft.text.to_lowercase();
        let update = [
            "updated",
            "modified",
            "last update",
            "aktualisiert",
            "mis à jour",
            "actualizado",
            "atualizado",
            "aggiornato",
            "обновлено",
        ];
        let first_update = update.iter().filter_map(|word| lower.find(word)).min();
        // A line may give both: "Published … | Updated …".
        let (before, since) = match first_update {
            Some(cut) if draft.text.is_char_boundary(cut) => draft.text.split_at(cut),
            _ => (&*draft.text, ""),
        };
        if metadata.published.is_none()
            && let Some(dated) = date::find(before)
        {
            metadata.published = Some(dated.iso);
            found_in.push((MetadataField::Published, at));
        }
        if metadata.updated.is_none()
            && let Some(dated) = date::find(since)
        {
            metadata.updated = Some(dated.iso);
            found_in.push((MetadataField::Updated, at));
        }
    }
}

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
        let name = rest[..end]
            .split(" All ")
            .next()?
            .split(" Inc")
            .next()?
            .split(" LLC")
            .next()?
            .split(" all ")
            .next()?
            .trim();
        (name.len() > 1 && name.len() < 40 && name.chars().next()?.is_uppercase()).then(|| name.to_owned())
    })
}

/// The day in an address: `/2019/11/18/`.
fn date_in_address(url: &str) -> Option<String> {
    let parts: Vec<&str> = url.split('/').collect();
    parts.windows(3).find_map(|three| {
        let digits = three.iter().all(|part| {
            !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit())
        });
        if digits && three[0].len() == 4 { date::tidy(&three.join("-")) } else { None }
    })
}

/// Reads the description of an article in JSON-LD into `found`; what is there already stays.
fn read_described(value: &Value, found: &mut Metadata, depth: usize) {
    if depth > 6 {
        return;
    }
    match value {
        Value::Array(items) => items.iter().take(200).for_each(|item| read_described(item, found, depth + 1)),
        Value::Object(fields) => {
            let kind = fields.get("@type").map(Value::to_string).unwrap_or_default();
            let article =
                ["Article", "BlogPosting", "Report", "Posting"].iter().any(|name| kind.contains(name));
            if article {
                let text = |name: &str| {
                    fields.get(name).and_then(Value::as_str).map(plain).filter(|text| !text.is_empty())
                };
                let date = |name: &str| fields.get(name).and_then(Value::as_str).and_then(date::tidy);
                found.title = found.title.take().or_else(|| text("headline"));
                found.published = found.published.take().or_else(|| date("datePublished"));
                found.updated = found.updated.take().or_else(|| date("dateModified"));
                found.language =
                    found.language.take().or_else(|| text("inLanguage").filter(|tag| is_language(tag)));
                if found.authors.is_empty() {
                    fields
                        .get("author")
                        .into_iter()
                        .for_each(|author| read_authors(author, &mut found.authors, 0));
                }
                let publisher = fields
                    .get("publisher")
                    .and_then(|publisher| publisher.get("name"))
                    .and_then(Value::as_str);
                found.site = found.site.take().or_else(|| publisher.map(plain));
            } else {
                for inner in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement"] {
                    fields.get(inner).into_iter().for_each(|value| read_described(value, found, depth + 1));
                }
            }
        }
        _ => {}
    }
}

fn read_authors(value: &Value, authors: &mut Vec<String>, depth: usize) {
    match value {
        Value::Array(items) if depth < 3 => {
            items.iter().take(20).for_each(|item| read_authors(item, authors, depth + 1))
        }
        Value::Object(fields) if depth < 4 => {
            fields.get("name").into_iter().for_each(|name| read_authors(name, authors, depth + 1));
        }
        Value::String(name) => {
            for name in authors_in(&plain(name)) {
                if !authors.contains(&name) {
                    authors.push(name);
                }
            }
        }
        _ => {}
    }
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

/// A field's words: references decoded, white space folded.
fn plain(value: &str) -> String {
    let mut reading = super::reading::Reading::default();
    reading.read(value, 0, value.len(), true);
    reading.take().map(|(text, ..)| text.to_string()).unwrap_or_default()
}

/// A title without the site's name at its end.
fn without_site(title: &str, site: Option<&str>) -> String {
    for separator in [" | ", " - ", " – ", " — ", " :: ", " • ", " » "] {
        if let Some((head, tail)) = title.rsplit_once(separator) {
            let named = site.is_some_and(|site| {
                tail.eq_ignore_ascii_case(site)
                    || site.to_lowercase().contains(&tail.to_lowercase())
                    || tail.to_lowercase().contains(&site.to_lowercase())
            });
            if (named || separator == " | " && tail.len() < 30) && head.len() > 15 {
                return without_site(head.trim(), site);
            }
        }
    }
    title.trim().to_owned()
}

/// Whether two titles are the same but for marks, case and white space.
fn same_words(a: &str, b: &str) -> bool {
    let letters = |text: &str| {
        text.chars()
            .filter(|letter| letter.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    letters(a) == letters(b)
}

fn is_language(tag: &str) -> bool {
    (2..=12).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
