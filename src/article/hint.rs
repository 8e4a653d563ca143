//! What the names that a page gives its elements (`class`, `id`, `role`) say of them.

use super::draft::region::*;

/// Words of names, and what each says.
const WORDS: &[(&str, u32)] = &[
    ("nav", NAVIGATION),
    ("navbar", NAVIGATION),
    ("navigation", NAVIGATION),
    ("menu", NAVIGATION),
    ("breadcrumb", NAVIGATION),
    ("breadcrumbs", NAVIGATION),
    ("masthead", NAVIGATION),
    ("topbar", NAVIGATION),
    ("skip", NAVIGATION),
    ("pagination", NAVIGATION),
    ("sidebar", ASIDE),
    ("complementary", ASIDE),
    ("rail", ASIDE),
    ("footer", FOOTER),
    ("contentinfo", FOOTER),
    ("copyright", FOOTER),
    ("caption", CAPTION),
    ("figcaption", CAPTION),
    ("credit", CAPTION),
    ("credits", CAPTION),
    ("gallery", CAPTION),
    ("slideshow", CAPTION),
    ("comments", COMMENTS),
    ("comment", COMMENTS),
    ("disqus", COMMENTS),
    ("respond", COMMENTS),
    ("related", RELATED),
    ("recommended", RELATED),
    ("recommendations", RELATED),
    ("recirc", RELATED),
    ("trending", RELATED),
    ("popular", RELATED),
    ("promo", RELATED),
    ("teaser", RELATED),
    ("teasers", RELATED),
    ("outbrain", RELATED),
    ("taboola", RELATED),
    ("carousel", RELATED),
    ("readmore", RELATED),
    ("mostread", RELATED),
    ("latest", RELATED),
    ("share", SHARE),
    ("sharing", SHARE),
    ("social", SHARE),
    ("sharebar", SHARE),
    ("addthis", SHARE),
    ("sharedaddy", SHARE),
    ("tools", SHARE),
    ("newsletter", PROMPT),
    ("newsletters", PROMPT),
    ("subscribe", PROMPT),
    ("subscription", PROMPT),
    ("signup", PROMPT),
    ("cookie", PROMPT),
    ("cookies", PROMPT),
    ("consent", PROMPT),
    ("gdpr", PROMPT),
    ("donate", PROMPT),
    ("donation", PROMPT),
    ("modal", PROMPT),
    ("popup", PROMPT),
    ("login", PROMPT),
    ("disclaimer", PROMPT),
    ("byline", BYLINE),
    ("author", BYLINE),
    ("authors", BYLINE),
    ("bio", BIO),
    ("ad", ADVERTISEMENT),
    ("ads", ADVERTISEMENT),
    ("advert", ADVERTISEMENT),
    ("advertisement", ADVERTISEMENT),
    ("sponsored", ADVERTISEMENT),
    ("timestamp", TIME),
    ("pubdate", TIME),
    ("date", TIME),
    ("dateline", TIME),
    ("published", TIME),
    ("tweet", EMBED),
    ("instagram", EMBED),
    ("standfirst", STANDFIRST),
    ("dek", STANDFIRST),
    ("deck", STANDFIRST),
    ("subtitle", STANDFIRST),
    ("subheadline", STANDFIRST),
    ("subhead", STANDFIRST),
];

/// What `value`, the names in a `class` or `id`, says.
pub(super) fn hints(value: &str) -> u32 {
    let mut found = 0;
    // Names beyond the first few dozen are a style sheet's business.
    for name in value.split_ascii_whitespace().take(24) {
        let lower = name.get(..name.len().min(80)).unwrap_or_default().to_ascii_lowercase();
        // `has-sidebar` and `no-comments` tell of the page, not of the element.
        if ["has-", "no-", "is-", "js-", "with-", "show-", "hide-", "hidden-"]
            .iter()
            .any(|lead| lower.starts_with(lead))
        {
            continue;
        }
        if lower.contains("articlebody") || lower.contains("article-body") || lower.contains("entry-content")
        {
            return ARTICLE;
        }
        for word in lower.split(|letter: char| !letter.is_ascii_alphanumeric()) {
            if let Some((_, bits)) = WORDS.iter().find(|(known, _)| *known == word) {
                found |= bits;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names() {
        assert_eq!(hints("story__related-links"), RELATED);
        assert_eq!(hints("has-sidebar page"), 0);
        assert_eq!(hints("head load shadow"), 0);
        assert_eq!(hints("ad-slot"), ADVERTISEMENT);
        assert_eq!(hints("é漢 author-Bio"), BYLINE | BIO);
    }
}
