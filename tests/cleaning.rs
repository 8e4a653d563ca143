//! Cleaning seen from outside: a noisy paste, a noisy page, and what holds for any input.

use proptest::prelude::*;
use tagline::article::{
    Article, CleanOptions, Cleaned, Cleaning, MetadataField, Reason, Role, Source, SourceKind, Step, clean,
    rebase, reopen,
};
use tagline::text::Span;

/// A paste with the noise of a real one: menu, entities, a caption twice, related headlines, prompts, a footer.
const PASTE: &str = "\u{feff}Menu\r\nWorld\r\nLocal\r\n date 2024-03-05 Breaking News\r\n\r\nHarbour court halts the ferry sale in Port Ellery\r\n\r\n\
By Zoë Marchetti and José de la Cruz, CNN\r\n\r\nUpdated 4:15 PM ET, Tue March 5, 2024\r\n\r\nChat with us in our app. Find out what's happening as it unfolds.\r\n\r\n\
A ferry leaves the harbour of Port Ellery in 2023. Mayor Ann O&#39;Hara said the &quot;old boats&quot; would go. (Photo by Ida Roe/AFP/Getty Images)\r\n\
A ferry leaves the harbour of Port Ellery in 2023. Mayor Ann O'Hara said the \"old boats\" would go. (Photo by Ida Roe/AFP/Getty Images)\r\n\r\n\
(CNN)A court on Tuesday stopped the sale of the city&amp;#39;s ferries, saying that the coun\u{ad}cil had not asked the people who ride them every day.\r\n\r\n\
\"The boats belong to everyone,\" said Judge Émile Okafor, who wrote for the court of the 9th district and its three\u{a0}members.\r\n\
Tram line to the airport delayed again\r\nTram line to the airport delayed again\r\n\
The council has thirty days to appeal. It said in a statement 👩‍🚀 that it would study the ruling with care.\r\n\r\n\
What happens next\r\n\r\n\
The ferries will keep running until the summer, according to the harbour office, and the fares will stay as they are.\r\n\r\n\
Share this article\r\nRelated stories\r\nMayor opens a new library in the old mill\r\nTen walks along the coast\r\n\r\nSubscribe to our newsletter\r\n© 2024 The Ellery Post. All rights reserved.\r\n";

fn text(source: &str) -> Article {
    clean(Source::text(source), CleanOptions::default())
}

fn html(source: &str) -> Article {
    clean(Source::html(source), CleanOptions::default())
}

fn paragraphs(article: &Article) -> Vec<String> {
    article.cleaned().text.split("\n\n").map(str::to_owned).collect()
}

fn reason_of(article: &Article, words: &str) -> Option<Reason> {
    article.blocks.iter().find(|block| block.text.contains(words)).and_then(|block| block.removed)
}

#[test]
fn a_noisy_paste() {
    let article = text(PASTE);
    assert_eq!(
        paragraphs(&article),
        [
            "Harbour court halts the ferry sale in Port Ellery",
            "A court on Tuesday stopped the sale of the city's ferries, saying that the council had not asked the people who ride them every day.",
            "\"The boats belong to everyone,\" said Judge Émile Okafor, who wrote for the court of the 9th district and its three members.",
            "The council has thirty days to appeal. It said in a statement 👩‍🚀 that it would study the ruling with care.",
            "What happens next",
            "The ferries will keep running until the summer, according to the harbour office, and the fares will stay as they are.",
        ]
    );
    let metadata = &article.metadata;
    assert_eq!(metadata.title.as_deref(), Some("Harbour court halts the ferry sale in Port Ellery"));
    assert_eq!(metadata.authors, ["Zoë Marchetti", "José de la Cruz"]);
    assert_eq!(metadata.site.as_deref(), Some("CNN"));
    assert_eq!(metadata.updated.as_deref(), Some("2024-03-05T16:15-05:00"));
    assert_eq!(metadata.language.as_deref(), Some("en"));
    for (words, reason) in [
        ("Menu", Reason::Navigation),
        ("Breaking News", Reason::Timestamp),
        ("By Zoë", Reason::Byline),
        ("Updated 4:15", Reason::Timestamp),
        ("Chat with us", Reason::Newsletter),
        ("Photo by Ida", Reason::Caption),
        ("(CNN)", Reason::Dateline),
        ("Tram line", Reason::Related),
        ("Share this", Reason::Share),
        ("Subscribe", Reason::Newsletter),
        ("©", Reason::Footer),
    ] {
        assert_eq!(reason_of(&article, words), Some(reason), "{words}");
    }
    let repeats: Vec<_> =
        article.blocks.iter().filter(|block| block.removed == Some(Reason::Repeated)).collect();
    assert_eq!(repeats.len(), 2, "the caption with and without entities, the related headline");
    assert!(
        repeats
            .iter()
            .all(|block| block.same_as.is_some_and(|first| article.blocks[first].text == block.text))
    );
    let rest = article.blocks.iter().position(|block| block.continues).unwrap();
    assert_eq!(&*article.blocks[rest - 1].text, "(CNN)");
    let byline = article.found_in.iter().find(|(field, _)| *field == MetadataField::Authors).unwrap().1;
    assert!(article.blocks[byline].text.starts_with("By Zoë"));
    check_invariants(&article);
}

#[test]
fn a_mark_that_is_put_back_stands_before_its_paragraph() {
    let article = text(PASTE);
    let mark = article.blocks.iter().position(|block| &*block.text == "(CNN)").unwrap();
    let back = article.decide(mark, None);
    assert!(back.cleaned().text.contains("\n\n(CNN) A court on Tuesday"));
    let alone = back.decide(mark + 1, Some(Reason::ByHand));
    assert!(alone.cleaned().text.contains("\n\n(CNN)\n\n\"The boats"));
}

/// A page with the same article, never closed properly.
const PAGE: &str = "<!DOCTYPE html><html lang=en-GB><head><title>Harbour court halts the ferry sale | The Ellery Post</title>\
<meta property='og:site_name' content='The Ellery Post'><meta property='og:title' content='Harbour court halts the ferry sale'>\
<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Harbour court halts the ferry sale\",\"datePublished\":\"2024-03-05T10:00:00+00:00\",\
\"author\":[{\"@type\":\"Person\",\"name\":\"Zoë Marchetti\"}]}</script><style>p { color: red }</style></head>\
<body><script>alert('<p>never shown</p>')</script><nav><a href=/>Home</a> <a href=/w>World</a></nav>\
<article><h1>Harbour court halts the ferry sale</h1><p class=byline>By Zoë Marchetti\n<figure><img src=x><figcaption>A ferry leaves the harbour.</figcaption></figure>\
<p>A court on Tuesday stopped the sale of the city&rsquo;s\n ferries, saying that the <b>coun&shy;cil</b> had not asked the people who ride them.\
<p>&quot;The boats belong to everyone,&quot; said Judge &Eacute;mile Okafor, who wrote for the court of the 9th district.<br><br>It has three members, and all of them agreed on the ruling.\
<h2>What happens next</h2><p hidden>Hidden words that nobody sees on this page at all, ever.\
<ul><li>The ferries keep running.</li><li>The fares stay as they are</li></ul>\
<div class='related-stories'><p>Mayor opens a new library in the old mill, and many people came to see it.</div></article>\
<section id=comments><p>I have ridden these boats for years and I think that the court is right.</section><footer>© 2024 The Ellery Post</footer>";

#[test]
fn a_noisy_page() {
    let article = html(PAGE);
    assert_eq!(
        paragraphs(&article),
        [
            "Harbour court halts the ferry sale",
            "A court on Tuesday stopped the sale of the city’s ferries, saying that the council had not asked the people who ride them.",
            "\"The boats belong to everyone,\" said Judge Émile Okafor, who wrote for the court of the 9th district.",
            "It has three members, and all of them agreed on the ruling.",
            "What happens next",
            "The ferries keep running.",
            "The fares stay as they are",
        ]
    );
    let roles: Vec<Role> =
        article.blocks.iter().filter(|block| block.removed.is_none()).map(|block| block.role).collect();
    use Role::{Headline, ListItem, Paragraph, Subhead};
    assert_eq!(roles, [Headline, Paragraph, Paragraph, Paragraph, Subhead, ListItem, ListItem]);
    let metadata = &article.metadata;
    assert_eq!(metadata.title.as_deref(), Some("Harbour court halts the ferry sale"));
    assert_eq!(metadata.authors, ["Zoë Marchetti"]);
    assert_eq!(metadata.published.as_deref(), Some("2024-03-05T10:00Z"));
    assert_eq!(metadata.site.as_deref(), Some("The Ellery Post"));
    assert_eq!(metadata.language.as_deref(), Some("en-GB"));
    assert_eq!(reason_of(&article, "A ferry leaves"), Some(Reason::Caption));
    assert_eq!(reason_of(&article, "Mayor opens"), Some(Reason::Related));
    assert_eq!(reason_of(&article, "I have ridden"), Some(Reason::Comments));
    assert!(
        article
            .blocks
            .iter()
            .all(|block| !block.text.contains("never shown") && !block.text.contains("Hidden"))
    );
    check_invariants(&article);
}

/// What browsers put on the clipboard of a page: no head, comments around it, a style in every tag.
#[test]
fn a_copied_fragment_reads_as_the_page() {
    let expected = paragraphs(&html(PAGE));
    let body = PAGE.split_once("<body>").map(|(_, body)| body).unwrap_or_default();
    let style = " style=\"color: rgb(0, 0, 0); font-family: &quot;Times New Roman&quot;; display: inline !important; float: none; visibility: visible\"";
    let styled = ["<p", "<h1", "<h2", "<ul", "<li", "<b", "<article", "<section", "<div"]
        .iter()
        .fold(body.to_owned(), |page, tag| page.replace(&format!("{tag}>"), &format!("{tag}{style}>")));
    for (before, after) in [
        ("<meta charset='utf-8'>", ""),
        (
            "<meta charset=\"utf-8\"><br class=\"Apple-interchange-newline\">",
            "<br class=\"Apple-interchange-newline\">",
        ),
        ("<html><body>\r\n<!--StartFragment-->", "<!--EndFragment-->\r\n</body>\r\n</html>"),
        ("<html><head></head><body>", "</body></html>\0"),
    ] {
        for fragment in [body, &styled] {
            let article = html(&format!("{before}{fragment}{after}"));
            assert_eq!(paragraphs(&article), expected, "{before}");
            assert_eq!(article.metadata.title.as_deref(), Some("Harbour court halts the ferry sale"));
            assert_eq!(article.metadata.authors, ["Zoë Marchetti"]);
            check_invariants(&article);
        }
    }
}

#[test]
fn other_languages_are_not_emptied() {
    for (paste, kept) in [
        (
            "Menü\nSport\n\nGericht stoppt den Verkauf der Fähren\n\nVon Jürgen Groß\n\n5. März 2024\n\nEin Gericht hat am Dienstag den Verkauf der städtischen Fähren gestoppt, weil niemand gefragt worden war.\n\nDie Stadt will das Urteil prüfen und hat dreißig Tage Zeit, Berufung einzulegen.\n\nTeilen",
            "Ein Gericht hat",
        ),
        (
            "Une cour arrête la vente des ferries\n\nPar Zoë Marchetti\n\nUne cour a arrêté mardi la vente des ferries de la ville, car personne n’avait été consulté sur ce projet.\n\nLire aussi",
            "Une cour a arrêté",
        ),
        (
            "Суд остановил продажу паромов\n\n5 марта 2024\n\nСуд во вторник остановил продажу городских паромов, потому что никого не спросили об этом решении.\n\nПоделиться",
            "Суд во вторник",
        ),
        (
            "法院叫停渡轮出售\n\n2024年3月5日\n\n法院星期二叫停了该市渡轮的出售，理由是市议会没有征求每天乘坐渡轮的居民的意见。市议会有三十天时间上诉。\n\n分享",
            "法院星期二",
        ),
        (
            "裁判所がフェリーの売却を差し止め\n\n2024年3月5日\n\n裁判所は火曜日、毎日利用する人々の意見を聞かなかったとして、市のフェリーの売却を差し止めた。\n\nシェア",
            "裁判所は火曜日",
        ),
        (
            "المحكمة توقف بيع العبارات\n\n5 مارس 2024\n\nأوقفت المحكمة يوم الثلاثاء بيع عبارات المدينة لأن المجلس لم يسأل الناس الذين يركبونها كل يوم في الميناء.\n\nشارك",
            "أوقفت المحكمة",
        ),
    ] {
        let article = text(paste);
        assert!(article.body().starts_with(kept), "{paste}\n→ {:?}", article.blocks);
        assert!(
            article.metadata.title.is_some_and(|title| paste.contains(&title) && !title.contains(kept)),
            "{paste}"
        );
    }
}

#[test]
fn short_and_empty_pastes() {
    assert_eq!(&*text("").cleaned().text, "");
    assert_eq!(&*text(" \r\n\u{200b}\r\n").cleaned().text, "");
    assert_eq!(&*html("<p></p><!--").cleaned().text, "");
    assert!(text("Paris slept").cleaned().text.contains("Paris slept"));
    assert!(html("<p>Paris slept").cleaned().text.contains("Paris slept"));
}

#[test]
fn the_journeys_article() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/articles/asylum-officers.txt");
    let Ok(paste) = std::fs::read_to_string(path) else {
        println!("SKIPPED: the_journeys_article needs ../shared/articles/asylum-officers.txt");
        return;
    };
    let article = text(&paste);
    let metadata = &article.metadata;
    assert_eq!(
        metadata.title.as_deref(),
        Some("Asylum officers union opposes sending migrants back to Mexico")
    );
    assert_eq!(metadata.authors, ["Priscilla Alvarez"]);
    assert_eq!(metadata.site.as_deref(), Some("CNN"));
    assert_eq!(metadata.updated.as_deref(), Some("2019-06-26T21:06-04:00"));
    let found = paragraphs(&article);
    assert_eq!(found.len(), 6, "{found:#?}");
    assert!(found[1].starts_with("The union representing"));
    assert!(found[5].starts_with("A lower court blocked") && found[5].ends_with("pending appeal."));
    for words in ["raft", "Appeals panel", "Facebook", "Breaking News", "(CNN)", "Alvarez"] {
        assert!(!article.cleaned().text.contains(words), "{words}");
    }
    let repeated = article.blocks.iter().filter(|block| block.removed == Some(Reason::Repeated)).count();
    assert_eq!(repeated, 2, "the caption and the related headline");
    check_invariants(&article);
}

/// Hostile pages: deep nesting, soup, unclosed everything. Linear work is all that is asked here.
#[test]
fn soup_is_read_in_one_pass() {
    for unit in [
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<p><b><i>",
        "<span><div></span>",
        "</>",
        "&",
        "<a href=x>",
        "<!--",
        "<br>",
        "<table><td>",
        "&amp;amp;",
        "<x ",
        "<li>x",
        "<p>é",
        "a<br><br>",
        "<h1>a&#39;\t漢",
    ] {
        let article = html(&unit.repeat(60_000));
        check_invariants(&article);
    }
    check_invariants(&text(&"\n".repeat(200_000)));
    for unit in ["a\t", "a\n", "é\r\n", "a&#39;\n", "(CNN)a&#39;\u{ad}\n", "漢  "] {
        check_invariants(&text(&unit.repeat(100_000)));
    }
}

/// Fields of a page's description, each far longer than anyone writes: linear work here, too.
#[test]
fn descriptions_without_end_are_read_in_one_pass() {
    for unit in [
        " ",
        "and ",
        "Ana Roe and ",
        "Ana Roe, ",
        "a",
        "é",
        "By ",
        "2019-",
        "May 1, ",
        "12:",
        "| ",
        " - ",
        "@",
        "\\u00e9",
        "&amp;",
    ] {
        let long = "x".to_owned() + &unit.repeat((400 << 10) / unit.len()) + "x";
        let page = format!(
            "<title>{long}</title><meta name=author content='{long}'><meta property=article:published_time content='{long}'>\
             <meta property=og:title content='{long}'><meta name=description content='{long}'><time datetime='{long}'>{long}</time>\
             <script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"{long}\",\"author\":{{\"name\":\"{long}\"}},\"datePublished\":\"{long}\"}}</script>\
             <h1>{long}</h1><p class=byline>By {long}</p><p>The council voted on Tuesday to keep the ferries running until the summer.</p>"
        );
        check_invariants(&html(&page));
        check_invariants(&text(&long));
    }
}

/// What holds for any article.
fn check_invariants(article: &Article) {
    let source = &*article.source.content;
    let Cleaned { text, removed, map } = article.cleaned();
    assert!(!text.contains('\r'));
    assert!(text.replace("\n\n", "").find('\n').is_none());
    let mut end = 0;
    for block in &article.blocks {
        assert!(block.source.start().0 >= end, "blocks keep the source's order");
        end = block.source.end().0;
        assert!(!block.text.trim().is_empty() && !block.text.contains(['\n', '\r']));
        assert!(
            block
                .rows
                .iter()
                .all(|row| block.source.covers(row.source) && row.text.slice(&block.text).is_some()),
            "{block:?}"
        );
    }
    let mut last = 0;
    for row in map.rows() {
        // Only white space and the lines between blocks come from nowhere.
        assert!(
            text[last..row.text.start().0].chars().all(char::is_whitespace),
            "{:?}",
            &text[last..row.text.start().0]
        );
        last = row.text.end().0;
        let (read, written) = (row.text.slice(&text), row.source.slice(source));
        assert!(read.is_some() && written.is_some());
        assert!(row.text.range().len() != row.source.range().len() || read == written);
        assert!(
            removed.iter().all(|range| !range.span.overlaps(row.source))
                || removed.len() * map.rows().len() > 100_000
        );
    }
    assert!(text[last..].is_empty());
    assert!(removed.is_sorted_by(|a, b| a.span.end() <= b.span.start()));
}

/// Article-like soup: words, sentences, furniture, entities, and what counting trips over.
fn soup(kind: SourceKind) -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "The council voted on Tuesday to keep the ferries running until the summer, it said.",
        "\"The boats belong to everyone,\" said Judge Émile Okafor of the 9th district court in Port Ellery.",
        "(CNN)The union said on Monday that it would ask the court to stop the sale of the boats.",
        "Related stories",
        "By Zoë Marchetti, CNN",
        "March 5, 2024",
        "Advertisement",
        "Tram line delayed again",
        "&#39;",
        "&amp;nbsp;",
        "&ngE;",
        "&",
        "é",
        "漢字。",
        "👩‍🚀",
        "ש",
        "\r\n",
        "\n",
        "\n\n",
        "\t",
        " ",
        "\u{a0}",
        "\u{ad}",
        "\u{200d}",
        "\u{feff}",
        "this line was broken at a fixed width by a mail program,",
        "and goes on here in the next one until it ends.",
    ]);
    let tags = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<h1>",
        "</h1>",
        "<h2>",
        "<li>",
        "<a href=x>",
        "</a>",
        "<b>",
        "</b>",
        "<br>",
        "<nav>",
        "</nav>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<",
        "</",
        "</>",
        "<p class=\"related é\">",
        "<td>",
        "<title>",
        "</title>",
        "<article>",
        "<svg>",
        "<p hidden>",
        "<meta name=author content='Ana Roe'>",
        "<?",
        "<![CDATA[",
        "<time datetime=2024-03-05>",
        "</time>",
        "\0",
    ]);
    let piece = match kind {
        SourceKind::Text => prop_oneof![4 => words, 1 => Just("\n")].boxed(),
        SourceKind::Html => prop_oneof![words, tags].boxed(),
    };
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn article() -> impl Strategy<Value = Article> {
    prop_oneof![
        soup(SourceKind::Text).prop_map(|paste| text(&paste)),
        soup(SourceKind::Html).prop_map(|page| html(&page))
    ]
}

proptest! {
    #[test]
    fn any_text_is_cleaned(paste in "(?s).{0,200}") {
        check_invariants(&text(&paste));
        check_invariants(&html(&paste));
    }

    #[test]
    fn any_article_keeps_its_words_in_place(article in article()) {
        check_invariants(&article);
    }

    /// What a document holds is enough to bring back its blocks and every decision about them.
    #[test]
    fn reopening_gives_the_same_text(article in article(), decisions in prop::collection::vec((0_usize..60, prop::option::of(prop::sample::select(Reason::ALL))), 0..6)) {
        let decided = decisions.into_iter().fold(article, |article, (block, removed)| article.decide(block, removed));
        let cleaned = decided.cleaned();
        let again = reopen(decided.source.clone(), &cleaned.removed, &cleaned.map, &decided.metadata);
        prop_assert_eq!(again.cleaned(), cleaned);
        check_invariants(&again);
    }

    /// A span of the text stands at the same words after another block was taken out or put back.
    #[test]
    fn spans_follow_their_words(article in article(), block in 0_usize..60, start in 0_usize..400, length in 1_usize..40) {
        let before = article.cleaned();
        let flipped = article.blocks.get(block).and_then(|block| if block.removed.is_some() { None } else { Some(Reason::ByHand) });
        let after = article.decide(block, flipped).cleaned();
        let Some(span) = Span::of(start..start + length) else { return Ok(()) };
        let Some(words) = span.slice(&before.text) else { return Ok(()) };
        match rebase(span, &before.map, &after.map) {
            Some(moved) => prop_assert_eq!(moved.slice(&after.text).map(str::trim), Some(words.trim())),
            None => {
                let taken = article.blocks.get(block).is_some_and(|block| before.map.rows_in(span).iter().any(|row| block.source.covers(row.source)));
                prop_assert!(taken || words.trim().is_empty() || words.contains('\n') || words.contains(' ') , "{words:?} lost");
            }
        }
    }

    /// A step at a time gives what all at once gives, and the share that is done never falls.
    #[test]
    fn steps_tell_how_far_they_are(paste in soup(SourceKind::Html)) {
        let mut cleaning = Cleaning::new(Source::html(paste.as_str()), CleanOptions::default());
        let mut share = 0.0;
        let article = loop {
            match cleaning.step() {
                Step::More(now) => {
                    prop_assert!(now >= share && now <= 1.0);
                    share = now;
                }
                Step::Done(article) => break article,
            }
        };
        prop_assert_eq!(article, html(&paste));
    }
}

#[test]
fn a_hostile_file_does_no_harm() {
    let article = text(PASTE);
    let Cleaned { removed, map, .. } = article.cleaned();
    let odd: Vec<_> = [0..1, 3..9999, 9998..9999, 1..2]
        .into_iter()
        .filter_map(Span::of)
        .map(|span| tagline::article::Removed { span, reason: Reason::Other })
        .collect();
    check_invariants(&reopen(article.source.clone(), &odd, &map, &article.metadata));
    check_invariants(&reopen(Source::text("Short."), &removed, &map, &article.metadata));
    check_invariants(&reopen(Source::html(PAGE), &removed, &map, &article.metadata));
}

/// Cleaning what is clean already: every paragraph that is a sentence of some length stays.
#[test]
fn clean_text_stays() {
    for article in [text(PASTE), html(PAGE)] {
        let once = article.cleaned().text;
        let again = text(&once).cleaned().text;
        for paragraph in once.split("\n\n").filter(|paragraph| paragraph.len() > 60) {
            assert!(again.contains(paragraph), "{paragraph}");
        }
    }
}

/// Whoever pastes what is clean already keeps all of it, headline first.
#[test]
fn a_clean_paste_keeps_its_headline() {
    for (headline, rest) in [
        ("Harbor fees rise", "The council raised the fees. It said so on Friday.\n\nDockers will appeal."),
        (
            "Notes on a quiet street, é 漢 👩‍🚀",
            "it rained on the wall for most of the morning, they said.\r\n\r\nNobody minded.",
        ),
    ] {
        let article = clean(Source::text(format!("{headline}\n\n{rest}")), CleanOptions::default());
        let first = &article.blocks[0];
        assert_eq!((&*first.text, first.role, first.removed), (headline, Role::Headline, None));
        assert_eq!(article.metadata.title.as_deref(), Some(headline));
        assert_eq!(article.cleaned().removed, []);
    }
}
