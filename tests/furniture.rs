//! What a person expects of a clean article, one thing at a time: an article with a piece put into it or around it, as
//! a paste and as a page; and that piece goes for the reason it should, or stays as what it is.

use tagline::article::{Article, CleanOptions, Reason, Role, Source, clean};

const HEADLINE: &str = "Harbour court halts the ferry sale in Port Ellery";

const BODY: [&str; 5] = [
    "A court on Tuesday stopped the sale of the city's ferries, saying that the council had not asked the people who ride them every day.",
    "“The boats belong to everyone,” said Judge Émile Okafor 👩\u{200d}🚀, who wrote for the court of the ninth district and its three members.",
    "The council has thirty days to appeal. It said in a statement that it would study the ruling with care and speak to its lawyers.",
    "The ferries will keep running until the summer, according to the harbour office, and the fares will stay as they are until then.",
    "Some 400 people came to hear the ruling. Most of them had to wait outside, where it rained, and where they sang until the evening.",
];

/// Where a piece is put.
#[derive(Clone, Copy, PartialEq)]
enum At {
    /// Above the headline.
    Top,
    /// Between headline and body.
    Under,
    /// In the run of paragraphs.
    Middle,
    /// After the last.
    End,
}

use At::{End, Middle, Top, Under};

/// The article's lines with `piece` among them.
fn lines(piece: &str, at: At) -> Vec<String> {
    let mut lines = vec![HEADLINE.to_owned()];
    lines.extend(BODY.map(str::to_owned));
    let place = match at {
        Top => 0,
        Under => 1,
        Middle => 4,
        End => lines.len(),
    };
    lines.insert(place, piece.to_owned());
    lines
}

fn paste(piece: &str, at: At, end: &str) -> Article {
    let gap = end.repeat(2);
    clean(Source::text(lines(piece, at).join(&gap)), CleanOptions::default())
}

/// A page without a name that tells anything: only words and neighbours do.
fn page(piece: &str, at: At) -> Article {
    let tagged = |line: &String| match line {
        _ if line == HEADLINE => format!("<h1>{line}</h1>"),
        _ if line.starts_with('<') => line.clone(),
        _ => format!("<p>{}</p>", line.replace('\n', "</p><p>")),
    };
    let lines: Vec<String> = lines(piece, at).iter().map(tagged).collect();
    clean(
        Source::html(format!("<html><body><article>{}</article>", lines.join("\n"))),
        CleanOptions::default(),
    )
}

/// Whether all of the article is there, in order.
fn check_article(article: &Article, what: &str) {
    let text = article.cleaned().text;
    let mut from = 0;
    for part in [&[HEADLINE][..], &BODY].concat() {
        let found = text.get(from..).and_then(|rest| rest.find(part));
        assert!(found.is_some(), "{what}: {part:?} is not in {text:?}");
        from += found.unwrap_or(0) + part.len();
    }
}

/// The decisions on the blocks that hold words of `piece`.
fn decisions(article: &Article, piece: &str) -> Vec<(String, Option<Reason>)> {
    let ours =
        |text: &str| text == HEADLINE || BODY.iter().any(|part| part.contains(text) || text.contains(part));
    let blocks = article.blocks.iter().filter(|block| !ours(&block.text));
    let found: Vec<_> = blocks.map(|block| (block.text.to_string(), block.removed)).collect();
    assert!(!found.is_empty(), "{piece:?} made no block");
    found
}

/// The lines of `piece` that do not go for one of the reasons, from the paste, with either line end, and from the page.
fn stayed(piece: &str, at: At, reasons: &[Reason]) -> Vec<String> {
    let crlf = piece.replace('\n', "\r\n");
    let mut wrong = Vec::new();
    for (input, article) in [
        ("text", paste(piece, at, "\n")),
        ("text, CRLF", paste(&crlf, at, "\r\n")),
        ("html", page(piece, at)),
    ] {
        check_article(&article, piece);
        for (text, removed) in decisions(&article, piece) {
            if !removed.is_some_and(|reason| reasons.contains(&reason)) {
                wrong.push(format!("{input}: {text:?} is {removed:?}, not {reasons:?}"));
            }
        }
    }
    wrong
}

/// What is right, though it isn't done yet: the input, and words of the line.
const NOT_YET: &[(&str, &str)] =
    &[("html", "Ten walks along the coast"), ("html", "Mayor opens a new library in the old mill")];

#[test]
fn furniture_goes_by_its_name() {
    use Reason::*;
    let mut wrong = Vec::new();
    for (piece, at, reasons) in [
        (
            "A ferry leaves the harbour of Port Ellery in 2023. (Photo by Ida Roe/AFP/Getty Images)",
            Under,
            &[Caption, Credit][..],
        ),
        ("A ferry leaves the harbour of Port Ellery.\nIda Roe/Getty Images", Middle, &[Caption, Credit]),
        ("Photograph: Ida Roe/Ellery Post", Under, &[Caption, Credit]),
        ("Image: Ida Roe", Middle, &[Caption, Credit]),
        ("View this post on Instagram", Middle, &[Embed]),
        ("A post shared by Port Ellery (@portellery)", Middle, &[Embed]),
        ("RELATED: Mayor opens a new library in the old mill", Middle, &[Related, ReadMore]),
        ("Sign up for our morning newsletter and never miss a tide", Middle, &[Newsletter]),
        ("Subscribe to our newsletter", End, &[Newsletter]),
        ("Please consider supporting us with a donation.", End, &[Donation]),
        ("Support our journalism. Become a member today.", End, &[Donation, Newsletter]),
        ("We use cookies to give you the best experience on our site.", Top, &[Cookies]),
        ("Accept all cookies", Top, &[Cookies, Navigation]),
        ("Share this article\nFacebook\nTwitter\nEmail", Under, &[Share]),
        ("Share this article\nFacebook\nTwitter\nEmail", End, &[Share]),
        ("Zoë Marchetti is a reporter for The Ellery Post. Follow her on Twitter @zoe.", End, &[Bio]),
        ("Comments (12)", End, &[Comments]),
        ("Leave a comment", End, &[Comments]),
        ("Read more: Ten walks along the coast", Middle, &[ReadMore, Related]),
        ("Read more", End, &[ReadMore]),
        ("Click here to read the full ruling", Middle, &[ReadMore]),
        (
            "Most read\nTen walks along the coast\nMayor opens a new library in the old mill",
            End,
            &[MoreStories, Related, Other],
        ),
        ("Key events", Under, &[LiveBlog]),
        ("Show key events only", Under, &[LiveBlog]),
        ("Advertisement", Middle, &[Advertisement]),
        ("Story continues below advertisement", Middle, &[Advertisement]),
        ("By Zoë Marchetti and José de la Cruz, CNN", Under, &[Byline]),
        ("Updated 9:06 PM ET, Wed June 26, 2019", Under, &[Timestamp]),
        ("© 2024 The Ellery Post. All rights reserved.", End, &[Footer]),
        ("Skip to main content", Top, &[Navigation]),
        ("You have 2 free articles remaining", Top, &[Newsletter]),
        ("分享到微信", End, &[Share]),
        ("シェアする", End, &[Share]),
        ("Kommentare (23)", End, &[Comments]),
        ("Aviso legal", End, &[Footer]),
    ] {
        wrong.extend(stayed(piece, at, reasons));
    }
    let open =
        |line: &String| NOT_YET.iter().any(|(input, words)| line.starts_with(input) && line.contains(words));
    wrong.retain(|line| !open(line));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What stands between the last paragraphs ends no article.
#[test]
fn paragraphs_behind_a_box_stay() {
    let body: Vec<String> = (1..=10)
        .map(|at| format!("Intel said on Thursday that paragraph {at} of this report tells what happened next at its plants in Ohio."))
        .collect();
    for boxed in [
        "Related Stories\nIntel cuts 15,000 jobs",
        "Support local journalism\nGive $5 today\nDonate now",
        "Lesen Sie auch",
    ] {
        for before in 2..10 {
            let (first, last) = body.split_at(before);
            let lines =
                ["Home", "News", "Business", "Sign in", "Intel opens a plant", "By Ann Roe", "June 3, 2024"];
            let under = ["Share", "Comments (3)", "© 2024 The Paper. All rights reserved."];
            let text =
                [&lines.join("\n"), &first.join("\n"), boxed, &last.join("\n"), &under.join("\n")].join("\n");
            let article = clean(Source::text(text), CleanOptions::default());
            let kept = article.body();
            assert!(body.iter().all(|line| kept.contains(line)), "{boxed:?} before {before}: {kept}");
            assert!(!kept.contains("Comments") && !kept.contains("Sign in"), "{kept}");
        }
    }
}

#[test]
fn a_link_to_another_story_goes() {
    for link in [
        "<p><a href=/x>Mayor opens a new library in the old mill</a></p>",
        "<p><b><a href=/x>Mayor opens a new library</a></b></p>",
    ] {
        let article = page(link, Middle);
        check_article(&article, link);
        assert_eq!(decisions(&article, link)[0].1, Some(Reason::Related));
    }
}

#[test]
fn a_related_headline_goes_twice() {
    let related = "Tram line to the airport delayed again";
    for article in [
        paste(&format!("{related}\n{related}"), Middle, "\n"),
        page(&format!("{related}\n{related}"), Middle),
    ] {
        check_article(&article, related);
        let reasons: Vec<_> = decisions(&article, related).into_iter().map(|(_, removed)| removed).collect();
        assert_eq!(reasons, [Some(Reason::Related), Some(Reason::Repeated)]);
    }
}

#[test]
fn a_caption_goes_twice_with_and_without_references() {
    let caption = "Mayor Ann O&#39;Hara said the &quot;old boats&quot; would go. (Photo by Ida Roe/AFP/Getty Images)\n\
                   Mayor Ann O'Hara said the \"old boats\" would go. (Photo by Ida Roe/AFP/Getty Images)";
    for article in [paste(caption, Under, "\n"), paste(caption, Under, "\r\n"), page(caption, Under)] {
        check_article(&article, caption);
        let found = decisions(&article, caption);
        assert_eq!(found[0].0, found[1].0, "the two read the same");
        assert_eq!((found[0].1, found[1].1), (Some(Reason::Caption), Some(Reason::Repeated)));
    }
}

#[test]
fn characters_that_show_nothing_are_read_over() {
    for (written, read) in [
        ("The mayor&#39;s office said", "The mayor's office said"),
        ("The mayor&amp;#39;s office said", "The mayor's office said"),
        ("The&nbsp;mayor&amp;nbsp;said", "The mayor said"),
        ("The coun\u{ad}cil of the har\u{ad}bour said", "The council of the harbour said"),
        ("The coun&shy;cil said", "The council said"),
        ("The\u{200b} mayor\u{feff} said\u{2060}", "The mayor said"),
        ("The\u{a0}mayor\u{202f}said", "The mayor said"),
        ("   \t The mayor said  ", "The mayor said"),
        ("\u{3000}The mayor said", "The mayor said"),
    ] {
        let rest = " on Tuesday that the boats would go on as before, whatever the ruling of the ninth district might be.";
        let piece = format!("{written}{rest}");
        for article in [paste(&piece, Middle, "\n"), paste(&piece, Middle, "\r\n"), page(&piece, Middle)] {
            let text = article.cleaned().text;
            assert!(text.contains(&format!("\n\n{read}{rest}\n\n")), "{written:?}: {text}");
            check_article(&article, written);
        }
    }
}

#[test]
fn a_mark_before_the_first_word_goes() {
    for (written, mark) in [
        ("(CNN)The mayor said", "(CNN)"),
        ("(CNN) The mayor said", "(CNN)"),
        ("PORT ELLERY (Reuters) - The mayor said", "PORT ELLERY (Reuters) -"),
        ("WASHINGTON — The mayor said", "WASHINGTON —"),
    ] {
        let rest = " on Tuesday that the boats would go on as before, whatever the ruling of the ninth district might be.";
        let mut lines = lines("", Middle);
        lines.retain(|line| !line.is_empty());
        lines.insert(1, format!("{written}{rest}"));
        let article = clean(Source::text(lines.join("\n\n")), CleanOptions::default());
        let text = article.cleaned().text;
        let block = article.blocks.iter().find(|block| block.removed == Some(Reason::Dateline));
        match block {
            Some(block) => {
                assert_eq!(&*block.text, mark);
                assert!(text.contains(&format!("\n\nThe mayor said{rest}")), "{text}");
            }
            // A place is a part of the sentence to some; then all of the line stays.
            None => assert!(!mark.contains('(') && text.contains(&format!("{written}{rest}")), "{text}"),
        }
    }
}

/// What stays, and as what.
fn stays(article: &Article, words: &str, role: Role) {
    check_article(article, words);
    let block = article.blocks.iter().find(|block| block.text.contains(words));
    assert_eq!(
        block.map(|block| (block.removed, block.role)),
        Some((None, role)),
        "{words:?}: {:?}",
        article.cleaned().text
    );
}

#[test]
fn what_belongs_to_the_article_stays() {
    stays(&page("<h2>What happens next</h2>", Middle), "What happens next", Role::Subhead);
    stays(&paste("What happens next", Middle, "\n"), "What happens next", Role::Subhead);
    let list = "<ul><li>The ferries keep running.</li><li>The fares stay as they are</li></ul>";
    for item in ["The ferries keep running.", "The fares stay as they are"] {
        stays(&page(list, Middle), item, Role::ListItem);
    }
    let list = "The court listed two reasons:\n• The ferries keep running.\n• The fares stay as they are.";
    for item in ["• The ferries keep running.", "• The fares stay as they are."] {
        stays(&paste(list, Middle, "\n"), item, Role::ListItem);
    }
    let quotation = "<blockquote><p>Whoever sells a boat has to ask those who sit in it, or wait until they have gone ashore.</p></blockquote>";
    stays(&page(quotation, Middle), "Whoever sells a boat", Role::Paragraph);
    stays(
        &paste("“Whoever sells a boat has to ask those who sit in it.”", Middle, "\n"),
        "Whoever sells",
        Role::Paragraph,
    );
    let standfirst = "<p class=standfirst>The council had not asked the people who ride the boats, the judges say</p><p class=byline>By Zoë Marchetti</p>";
    stays(&page(standfirst, Under), "The council had not asked", Role::Standfirst);
    let standfirst =
        "The council had not asked the people who ride the boats, the judges say.\n\nBy Zoë Marchetti";
    stays(
        &paste(standfirst, Under, "\n"),
        "The council had not asked the people who ride the boats, the judges",
        Role::Standfirst,
    );
}
