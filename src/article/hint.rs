//! What the names that a page gives its elements (`class`, `id`, `role`) say of them.

use super::draft::region::*;
use super::words::lowered;

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

/// What tells the element that holds the article, wherever it stands in a name.
const BODIES: &[&str] = &["articlebody", "article-body", "entry-content"];

/// How names begin that tell of the page, not of the element: `has-sidebar`, `no-comments`.
const STATES: &[&str] = &["has-", "no-", "is-", "js-", "with-", "show-", "hide-", "hidden-"];

/// For each first letter of a word above, the lengths that it has, as bits.
const LENGTHS: [u32; 26] = {
    let mut lengths = [0; 26];
    let mut at = 0;
    while at < WORDS.len() {
        let word = WORDS[at].0.as_bytes();
        lengths[(word[0] - b'a') as usize] |= 1 << word.len();
        at += 1;
    }
    lengths
};

/// What `value`, the names in a `class` or `id`, says.
pub(super) fn hints(value: &str) -> u32 {
    let mut found = 0;
    // Names beyond the first few dozen are a style sheet's business.
    for name in value.split_ascii_whitespace().take(24) {
        let name = name.get(..name.len().min(80)).unwrap_or_default();
        let bits =
            if name.is_ascii() { lowered(name, hints_of) } else { hints_of(&name.to_ascii_lowercase()) };
        match bits {
            ARTICLE => return ARTICLE,
            bits => found |= bits,
        }
    }
    found
}

/// What one name in lower case says.
fn hints_of(lower: &str) -> u32 {
    if STATES.iter().any(|lead| lower.starts_with(lead)) {
        return 0;
    }
    let starts = lower.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'a' | b'e'));
    let is_body = |(at, _)| BODIES.iter().any(|body| lower.as_bytes()[at..].starts_with(body.as_bytes()));
    if starts.clone().any(is_body) {
        return ARTICLE;
    }
    let words = lower.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.fold(0, |found, word| found | meaning(word))
}

/// What one word says.
fn meaning(word: &str) -> u32 {
    let known =
        |first: u8| LENGTHS.get(usize::from(first.wrapping_sub(b'a')))?.checked_shr(word.len() as u32);
    if word.bytes().next().and_then(known).is_none_or(|rest| rest & 1 == 0) {
        return 0;
    }
    WORDS.iter().find(|(known, _)| *known == word).map_or(0, |(_, bits)| *bits)
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
