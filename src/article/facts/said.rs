//! What a page's `meta` elements say of its article.

use super::super::Metadata;
use super::super::date;
use super::super::page::Page;
use super::{authors_in, is_language, plain};

/// Where titles are told, the best first.
const TITLES: &[&str] = &[
    "og:title",
    "twitter:title",
    "title",
    "dc.title",
    "dcterms.title",
    "headline",
    "parsely-title",
    "sailthru.title",
];

/// Where authors are told.
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "byline",
    "article:author_name",
    "article.author",
    "cxenseparse:author",
    "citation_author",
    "twitter:creator:name",
];

/// Where the day of publication is told.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "datepublished",
    "og:published_time",
    "article:published",
    "og:article:published_time",
    "publishdate",
    "pubdate",
    "publish-date",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "publication_date",
    "published",
    "article_date_original",
    "dcterms.created",
    "dc.date.created",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "originalpublicationdate",
    "displaydate",
    "date_published",
];

/// Where the day of the last change is told.
const UPDATED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "article:modified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "article.updated",
    "revised",
];

/// What a page says of itself, before its lines are read; `found` is what its scripts say.
pub(in super::super) fn from_page(page: &Page, mut found: Metadata) -> Metadata {
    let meta = |names: &[&str]| page.meta(names).map(plain).filter(|value| !value.is_empty());
    found.site = meta(&["og:site_name", "application-name", "dc.publisher", "twitter:site"])
        .map(|site| site.trim_start_matches('@').to_owned())
        .or(found.site);
    let title = meta(TITLES).or_else(|| page.title.as_deref().map(plain));
    found.title = found.title.or(title).map(|title| without_site(&title, found.site.as_deref()));
    if found.authors.is_empty() {
        found.authors = AUTHORS
            .iter()
            .filter_map(|name| page.meta(&[*name]).map(plain))
            .filter(|author| !author.contains("://"))
            .map(|author| authors_in(&author))
            .find(|authors| !authors.is_empty())
            .unwrap_or_default();
    }
    let date = |names: &[&str]| names.iter().find_map(|name| page.meta(&[*name]).and_then(date::tidy));
    found.published = found.published.or_else(|| date(PUBLISHED));
    found.updated = found.updated.or_else(|| date(UPDATED));
    found.url = page.canonical.clone().or_else(|| meta(&["og:url"])).filter(|url| url.starts_with("http"));
    let language =
        page.language.clone().or_else(|| meta(&["og:locale", "content-language", "dc.language", "language"]));
    found.language =
        language.map(|tag| tag.trim().replace('_', "-")).filter(|tag| is_language(tag)).or(found.language);
    found
}

/// A title without the site's name at its end or its beginning.
pub(super) fn without_site(title: &str, site: Option<&str>) -> String {
    for separator in [" | ", " - ", " – ", " — ", " :: ", " • ", " · ", " » ", " : "] {
        if let Some((head, tail)) = title.rsplit_once(separator) {
            let short = separator == " | " && tail.len() < 30;
            if (names_site(tail, site) || short) && head.chars().count() > 7 && head.len() > 15 {
                return without_site(head.trim(), site);
            }
        }
        if let Some((head, tail)) = title.split_once(separator)
            && names_site(head, site)
            && tail.len() > 15
        {
            return without_site(tail.trim(), site);
        }
    }
    title.trim().to_owned()
}

fn names_site(part: &str, site: Option<&str>) -> bool {
    let letters = |text: &str| super::letters(text);
    let part = letters(part);
    site.map(letters).is_some_and(|site| {
        part == site
            || part.len() > 2 && site.contains(&part)
            || site.len() > 3 && part.len() < 40 && part.contains(&site)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_site_off_titles() {
        for (title, site, expected) in [
            (
                "Harbour court halts the sale | The Ellery Post",
                Some("The Ellery Post"),
                "Harbour court halts the sale",
            ),
            (
                "Harbour court halts the sale - Ellery Post",
                Some("The Ellery Post"),
                "Harbour court halts the sale",
            ),
            (
                "Ellery Post - Harbour court halts the sale",
                Some("The Ellery Post"),
                "Harbour court halts the sale",
            ),
            (
                "Harbour court halts the sale – again",
                Some("The Ellery Post"),
                "Harbour court halts the sale – again",
            ),
            ("Short | Post", Some("Post"), "Short | Post"),
            ("Gericht stoppt den Verkauf · Zeitung", Some("Zeitung"), "Gericht stoppt den Verkauf"),
        ] {
            assert_eq!(without_site(title, site), expected, "{title}");
        }
    }
}
