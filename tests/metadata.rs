//! What is known of an article beside its text: title, authors, site, dates with their zone, and language, from HTML
//! and from a paste.

use tagline::article::{CleanOptions, Metadata, Source, clean};

const BODY: [&str; 3] = [
    "A court in Port Ellery halted the sale of the old ferries on Tuesday because nobody had asked the people who ride them.",
    "“The boats belong to all of us,” the judge said in a full room, and she added that the law was clear on this point.",
    "The city has thirty days to appeal the ruling, and nobody knows yet whether it is going to do so.",
];

const TITLE: &str = "Harbour court halts the sale of old ferries";

fn found(source: Source) -> Metadata {
    clean(source, CleanOptions::default()).metadata
}

fn paste(lines: &[&str]) -> Metadata {
    let body = BODY.join("\r\n\r\n");
    found(Source::text(format!(
        "Home\r\nNews\r\n\r\n{}\r\n\r\n{body}\r\n\r\nShare\r\n© 2026 The Ellery Post. All rights reserved.",
        lines.join("\r\n\r\n")
    )))
}

fn page(head: &str, lines: &str) -> Metadata {
    let body = BODY.join("</p><p>");
    found(Source::html(format!(
        "<html lang=en-GB><head>{head}</head><body><nav><a href=/>Home</a></nav><article><h1>{TITLE}</h1>{lines}<p>{body}</p></article></body></html>"
    )))
}

/// Authors, site, published, updated and language, with bars between.
fn shown(metadata: &Metadata) -> String {
    let text = |field: &Option<String>| field.clone().unwrap_or_else(|| "-".to_owned());
    let authors = if metadata.authors.is_empty() { "-".to_owned() } else { metadata.authors.join(", ") };
    let Metadata { site, published, updated, language, .. } = metadata;
    [authors, text(site), text(published), text(updated), text(language)].join(" | ")
}

#[test]
fn pastes_tell_of_themselves() {
    for (lines, expected) in [
        (
            &[
                TITLE,
                "By Zoë Ruiz and Ana Roe",
                "Published 24 November 2026 at 14:05 GMT",
                "Updated 25 November 2026 at 09:10 GMT",
            ][..],
            "Zoë Ruiz, Ana Roe | The Ellery Post | 2026-11-24T14:05Z | 2026-11-25T09:10Z | en",
        ),
        (
            &[TITLE, "Zoë Ruiz", "Harbour reporter", "Nov. 24, 2026, 2:05 p.m. ET"],
            "Zoë Ruiz | The Ellery Post | 2026-11-24T14:05-05:00 | - | en",
        ),
        (
            &["Zoë Ruiz/", "November 24, 2026", TITLE, "Nobody had asked those who ride them."],
            "Zoë Ruiz | The Ellery Post | 2026-11-24 | - | en",
        ),
        (
            &[
                TITLE,
                "Nobody had asked those who ride them",
                "Photo by Ana Roe",
                "BY ZOË RUIZSTAFF WRITER",
                "NOV. 24, 2026 3 AM PT",
            ],
            "Zoë Ruiz | The Ellery Post | 2026-11-24T03:00-08:00 | - | en",
        ),
        (
            &[TITLE, "By", "Social links for", "Zoë Ruiz", "Last updated: 2026/11/24 at 8:39 AM"],
            "Zoë Ruiz | The Ellery Post | - | 2026-11-24T08:39 | en",
        ),
        (
            &[TITLE, "BY HARBOUR PRESS3 MINUTE READ", "24.11.2026"],
            "Harbour Press | The Ellery Post | 2026-11-24 | - | en",
        ),
        (&[TITLE, "By The Ellery Post Staff"], "The Ellery Post Staff | The Ellery Post | - | - | en"),
        (&[TITLE], "- | The Ellery Post | - | - | en"),
    ] {
        let metadata = paste(lines);
        assert_eq!(metadata.title.as_deref(), Some(TITLE), "{lines:?}");
        assert_eq!(shown(&metadata), expected, "{lines:?}");
    }
}

#[test]
fn pages_tell_of_themselves() {
    let script = |fields: &str| {
        format!(
            r#"<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [{{"@type": "NewsArticle", "headline": "{TITLE}", {fields}}}, {{"@type": "Person", "@id": "/p/1", "name": "Zoë Ruiz"}}]}}</script>"#
        )
    };
    for (head, lines, expected) in [
        (
            script(r#""author": {"@id": "/p/1"}, "publisher": {"name": "The Ellery Post"}, "datePublished": "2026-11-24T14:05:00+01:00", "dateModified": "2026-11-25T09:10:00Z""#),
            "",
            "Zoë Ruiz | The Ellery Post | 2026-11-24T14:05+01:00 | 2026-11-25T09:10Z | en-GB",
        ),
        (
            "<meta property=og:site_name content='Ellery Post'><meta name=author content='Zoë Ruiz, Ana Roe'><meta property=article:published_time content=2026-11-24T14:05-0500>".to_owned(),
            "",
            "Zoë Ruiz, Ana Roe | Ellery Post | 2026-11-24T14:05-05:00 | - | en-GB",
        ),
        // What the page shows over the article, not who runs the site.
        (
            script(r#""author": {"@type": "Person", "name": "Web Admin"}, "datePublished": "2026-11-25T03:05:00Z""#),
            "<p>By <a rel=author href=/zoe>Zoë Ruiz</a></p><time datetime=2026-11-25T03:05:00Z>Nov 24, 2026, 10:05 PM EST</time>",
            "Zoë Ruiz | - | 2026-11-24T22:05-05:00 | - | en-GB",
        ),
        // A staff that no reader sees; the day of a picture.
        (
            script(r#""author": {"@type": "Person", "name": "Ellery Staff"}, "datePublished": "2026-11-24T14:05:00Z""#),
            "<figure><figcaption>Boats lie in the harbour of Port Ellery at dawn on Monday, Nov. 23, 2026, before the court's ruling. (Ana Roe)</figcaption></figure>",
            "- | - | 2026-11-24T14:05Z | - | en-GB",
        ),
        (
            String::new(),
            "<div><a href='/authors/zoe-ruiz'>Zoë Ruiz</a></div><div>24 November 2026</div>",
            "Zoë Ruiz | - | 2026-11-24 | - | en-GB",
        ),
    ] {
        let metadata = page(&head, lines);
        assert_eq!(metadata.title.as_deref(), Some(TITLE), "{head}");
        assert_eq!(shown(&metadata), expected, "{head} {lines}");
    }
}

#[test]
fn a_shouted_headline_is_written_as_a_title() {
    let source = Source::text(format!(
        "HARBOUR COURT HALTS THE SALE OF OLD FERRIES\n\nBy Zoë Ruiz\n\n{}",
        BODY.join("\n\n")
    ));
    assert_eq!(found(source).title.as_deref(), Some("Harbour Court Halts the Sale of Old Ferries"));
}
