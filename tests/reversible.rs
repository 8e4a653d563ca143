//! Nothing is lost by cleaning: every character of the text is found in the source and back, annotations stay on
//! their words through every decision, and stand on the source when they are exported there. What a person types anew
//! changes that for what was typed alone.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::rc::Rc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use tagline::annotation::{Annotation, AnnotationId, Document, Edit, Label, Project, retype};
use tagline::article::{Article, CleanOptions, Reason, Source, SourceKind, clean, rebase, reopen};
use tagline::format::{self, Text, fit, on_source};
use tagline::text::{Offset, Span, paragraphs};
use unicode_segmentation::GraphemeCursor;

/// What pastes and pages are made of, with what makes counting hard.
fn source() -> impl Strategy<Value = Source> {
    let words = select(vec![
        "The council voted on Tuesday to keep the ferries running until the summer, it said.",
        "\"The boats belong to everyone,\" said Judge &Eacute;mile O&#39;Hara of the 9th&nbsp;district court in Port Ellery.",
        "(CNN)The union said on Monday that it would ask the court to stop the sale of the coun\u{ad}cil&amp;#39;s boats.",
        "أوقفت المحكمة يوم الثلاثاء بيع عبارات المدينة لأن المجلس لم يسأل الناس الذين يركبونها كل يوم.",
        "法院星期二叫停了该市渡轮的出售，理由是市议会没有征求每天乘坐渡轮的居民的意见。",
        "👩\u{200d}🚀 flew e\u{301}t &NotEqualTilde; &ngE; עברית\u{200f}! and the harbour office said so on Tuesday, twice.",
        "this line was broken at a fixed width by a mail program,",
        "and goes on here in the next one until it ends.",
        "Related stories",
        "Share",
        "By Zoë Marchetti, CNN",
        "Advertisement",
        "é",
        "&",
        "&amp;nbsp;",
        "\t",
        "  ",
        "\u{a0}",
        "\u{200b}",
        "\u{feff}",
        "\0",
    ]);
    let ends = select(vec!["\n", "\r\n", "\r\n\r\n", "\r", "\n\n \n"]);
    let tags = select(vec![
        "<p>",
        "</p>",
        "<br>",
        "<br><br>",
        "<b>",
        "</b>",
        "<div class=related>",
        "</div>",
        "<h1>",
        "</h1>",
        "<li>",
        "<a href=x>",
        "</a>",
        "<!-- x -->",
        "<script>x</script>",
        "<td>",
        "</>",
        "<p hidden>",
        "<title>",
        "</title>",
        "\r\n",
    ]);
    let text =
        vec(prop_oneof![3 => words.clone(), 2 => ends], 0..40).prop_map(|all| Source::text(all.concat()));
    let html = vec(prop_oneof![words, tags], 0..40).prop_map(|all| Source::html(all.concat()));
    let any = "(?s)[a-zé漢 &;#\\r\\n\u{ad}<>/]{0,80}".prop_flat_map(|content| {
        select(vec![SourceKind::Text, SourceKind::Html])
            .prop_map(move |kind| Source { kind, content: content.as_str().into() })
    });
    prop_oneof![3 => text, 3 => html, 1 => any]
}

fn article() -> impl Strategy<Value = Article> {
    source().prop_map(|source| clean(source, CleanOptions::default()))
}

/// The places before each character, and the end.
fn bounds(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

fn first(text: &str, at: Offset) -> char {
    text[at.0..].chars().next().unwrap()
}

/// Whether `at` stands in a character reference: behind an ampersand and nothing but letters, digits and marks.
fn in_reference(source: &str, at: usize) -> bool {
    let begun = source[..source.ceil_char_boundary(at + 1)].rfind('&').map(|from| &source[from..at]);
    begun.is_some_and(|begun| {
        begun.chars().all(|letter| letter.is_ascii_alphanumeric() || ";#&".contains(letter))
    })
}

/// The text with an annotation over each picked stretch; what is not white space only.
fn annotated(article: &Article, picked: &[(Index, Index)]) -> Document {
    let cleaned = article.cleaned();
    let text = cleaned.text.clone();
    let bounds = bounds(&text);
    let mut document = Document::new("d", Some(article.source.clone()), cleaned, article.metadata.clone());
    for (number, (from, length)) in picked.iter().enumerate() {
        let from = from.index(bounds.len());
        let to = (from + 1 + length.index(30)).min(bounds.len() - 1);
        let Some(span) = Span::of(bounds[from]..bounds[to]) else { continue };
        if span.slice(&text).is_some_and(|words| words.trim() == words) {
            let id = AnnotationId(format!("a{number}").into());
            let annotation = Annotation::by_hand(id, span, Label::new("A").unwrap(), "ana".into());
            Edit::Insert(Rc::new(annotation)).apply(&mut document).unwrap();
        }
    }
    document
}

fn picks() -> impl Strategy<Value = Vec<(Index, Index)>> {
    vec(any::<(Index, Index)>(), 0..12)
}

/// Words as a reader sees them: markup gone, references decoded, white space folded.
fn as_read(kind: SourceKind, words: &str) -> String {
    let source = match kind {
        SourceKind::Text => Source::text(words),
        SourceKind::Html => Source::html(words),
    };
    let blocks = clean(source, CleanOptions::default()).blocks;
    let read: Vec<&str> = blocks.iter().map(|block| &*block.text).collect();
    letters(&read.join(" "))
}

/// Without white space, and without joiners, which need both of their letters.
fn letters(words: &str) -> String {
    words.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{200d}').collect()
}

/// What is typed: in which paragraph, and there some stretches with what comes in their place.
type Typed = Vec<(Index, Vec<(Index, Index, String)>)>;

fn typed() -> impl Strategy<Value = Typed> {
    let change = (any::<Index>(), any::<Index>(), "[a-c é漢👩🚀\u{200d}\u{301}ש.,)\n]{0,4}|the |");
    vec((any::<Index>(), vec(change, 1..4)), 1..4)
}

/// The article and its document once paragraphs were typed anew, as the workspace does it.
fn corrected(article: &Article, document: &Document, typed: &Typed) -> (Article, Document) {
    let (mut article, mut document) = (article.clone(), document.clone());
    for (which, changes) in typed {
        let lines: Vec<Span> = paragraphs(document.text()).collect();
        let Some(line) = lines.get(which.index(lines.len().max(1))).copied() else { break };
        let mut words = document.words(line).to_owned();
        for (from, length, with) in changes {
            let bounds = bounds(&words);
            let from = from.index(bounds.len());
            // Now and then all of it.
            let length = length.index(if with.is_empty() { bounds.len() + 2 } else { 12 });
            words.replace_range(bounds[from]..bounds[(from + length).min(bounds.len() - 1)], with);
        }
        let Ok(mut retyped) = retype(&document, line, &words) else { continue };
        let now = article.with_text(&retyped.retext.cleaned);
        let cleaned = now.cleaned();
        assert_eq!(cleaned.text, retyped.retext.cleaned.text);
        (article, retyped.retext.cleaned) = (now, cleaned);
        Edit::SetText(Box::new(retyped.retext)).apply(&mut document).unwrap();
    }
    (article, document)
}

/// The words of `span` without marks of punctuation at its ends that were put in, and have no place in the source.
fn placed(document: &Document, span: Span) -> &str {
    let has_place = |(at, character): &(usize, char)| {
        let at = span.start().0 + at;
        let here = Span::of(at..at + character.len_utf8()).unwrap();
        !document.map().rows_in(here).is_empty()
    };
    let words = document.words(span);
    let first = words.char_indices().find(has_place).map_or(words.len(), |(at, _)| at);
    let last = words.char_indices().rfind(has_place).map_or(first, |(at, last)| at + last.len_utf8());
    &words[first..last]
}

/// Whether all characters of two equally long stretches begin at the same places.
fn is_aligned(text: &str, source: &str) -> bool {
    let places = |words: &str| words.char_indices().map(|(at, _)| at).collect::<Vec<_>>();
    text.len() != source.len() || places(text) == places(source)
}

proptest! {
    /// Whatever is typed: the map holds whole characters of both sides, every letter has a place in the source, every block
    /// that is kept has its words in the text, and what a file holds brings all of it back.
    #[test]
    fn what_is_typed_anew_is_kept(article in article(), picked in picks(), typed in typed()) {
        let (article, document) = corrected(&article, &annotated(&article, &picked), &typed);
        let (text, source, map) = (document.text(), &*article.source.content, document.map());
        let mut end = Offset(0);
        for row in map.rows() {
            let (words, origin) = (row.text.slice(text), row.source.slice(source));
            prop_assert!(words.is_some() && origin.is_some() && row.text.start() >= end);
            prop_assert!(is_aligned(words.unwrap(), origin.unwrap()));
            end = row.text.end();
        }
        for (at, character) in text.char_indices() {
            let place = map.to_source(Offset(at));
            prop_assert!(place.is_some() || !character.is_alphanumeric(), "{character:?} at {at}");
            prop_assert!(place.is_none_or(|place| source.is_char_boundary(place.0)));
        }
        for (at, character) in source.char_indices() {
            let place = map.to_text(Offset(at));
            prop_assert!(place.is_none_or(|place| text.is_char_boundary(place.0)), "{character:?} at {at}");
        }
        for block in article.blocks.iter().filter(|block| block.removed.is_none()) {
            prop_assert!(!block.text.is_empty() && text.contains(&*block.text));
            prop_assert!(map.rows().iter().any(|row| block.source.covers(row.source)));
        }
        let again = reopen(article.source.clone(), document.removed(), map, &article.metadata);
        prop_assert_eq!(again.with_text(document.cleaned()).cleaned(), document.cleaned().clone());
    }

    /// Another block taken out and put back leaves what was typed, and the annotations on it.
    #[test]
    fn what_is_typed_anew_outlives_decisions(article in article(), picked in picks(), typed in typed(), block in any::<Index>()) {
        let (article, document) = corrected(&article, &annotated(&article, &picked), &typed);
        if article.blocks.is_empty() {
            return Ok(());
        }
        let at = block.index(article.blocks.len());
        let flipped = if article.blocks[at].removed.is_some() { None } else { Some(Reason::ByHand) };
        let now = article.decide(at, flipped);
        let after = now.cleaned();
        prop_assert_eq!(&now.with_text(&after), &now);
        for annotation in document.annotations() {
            let words = document.words(annotation.span);
            match rebase(annotation.span, document.map(), &after.map) {
                Some(moved) => prop_assert_eq!(moved.slice(&after.text), Some(placed(&document, annotation.span))),
                None => {
                    let own = |row: &tagline::article::Row| article.blocks[at].source.covers(row.source);
                    let rows = document.map().rows_in(annotation.span);
                    prop_assert!(
                        rows.iter().any(own) || words.contains('\n') || words.contains(' ') || !words.contains(char::is_alphanumeric),
                        "{words:?} is lost, at {:?} of {:?}\n{:?}\n{:?} in {:?}\nflipped {:?}", annotation.span, document.text(), document.map(), after.map, after.text, article.blocks[at]
                    );
                }
            }
        }
    }

    /// On the source, too, nothing is lost unsaid, and what stands there was read from there.
    #[test]
    fn what_is_typed_anew_stands_on_the_source(article in article(), picked in picks(), typed in typed()) {
        let (_, document) = corrected(&article, &annotated(&article, &picked), &typed);
        let project = Project { documents: vec![Rc::new(document.clone())], ..Project::default() };
        let (moved, losses) = on_source(&project);
        let moved = &moved.documents[0];
        let of_document = 1 + usize::from(!document.set_aside().is_empty());
        prop_assert_eq!(moved.annotations().len() + losses.len() - of_document, document.annotations().len());
        for annotation in moved.annotations() {
            let back = document.map().span_to_text(annotation.span).unwrap();
            let words = placed(&document, document.annotation(&annotation.id).unwrap().span);
            prop_assert_eq!(letters(document.words(back)), letters(words));
        }
    }

    /// From the text to the source and back: the same place, and the same character unless it was decoded.
    #[test]
    fn every_character_of_the_text_is_in_the_source(article in article()) {
        let (cleaned, source) = (article.cleaned(), &*article.source.content);
        for (at, character) in cleaned.text.char_indices() {
            let place = cleaned.map.to_source(Offset(at));
            if character.is_whitespace() {
                // What is between two words of the text is white space, markup or furniture in the source, or nothing.
                prop_assert!(place.is_none_or(|place| source.is_char_boundary(place.0)));
                continue;
            }
            let place = place.unwrap();
            let back = cleaned.map.to_text(place).unwrap();
            let read = first(source, place);
            let decoded = in_reference(source, place.0);
            prop_assert!(back == Offset(at) || back < Offset(at) && decoded);
            prop_assert!(read == character || decoded, "{character:?} from {read:?}");
        }
    }

    /// From the source to the text and back; what has no place in the text was taken out or shows nothing.
    #[test]
    fn every_character_of_the_source_is_in_the_text_or_taken_out(article in article()) {
        let (cleaned, source) = (article.cleaned(), &*article.source.content);
        for (at, character) in source.char_indices() {
            let removed = cleaned.removed.iter().any(|removed| removed.span.contains(Offset(at)));
            let Some(place) = cleaned.map.to_text(Offset(at)) else {
                let shows = character.is_alphanumeric() && article.source.kind == SourceKind::Text;
                prop_assert!(removed || !shows || in_reference(source, at), "{character:?} at {at} is nowhere");
                continue;
            };
            prop_assert!(!removed && cleaned.text.is_char_boundary(place.0));
            let back = cleaned.map.to_source(place).unwrap();
            prop_assert!(back.0 <= at);
            prop_assert!(back.0 < at || first(&cleaned.text, place) == character || character.is_whitespace() || in_reference(source, at));
        }
    }

    /// Whatever is taken out or put back, in any order: an annotation on other blocks stays on its words, and all
    /// is as before when every decision is taken back.
    #[test]
    fn annotations_stay_on_their_words(article in article(), picked in picks(), decisions in vec(any::<Index>(), 1..8)) {
        let document = annotated(&article, &picked);
        let mut before = (article.clone(), article.cleaned());
        let mut spans: Vec<Option<Span>> = document.annotations().iter().map(|one| Some(one.span)).collect();
        for decision in &decisions {
            if article.blocks.is_empty() {
                return Ok(());
            }
            let at = decision.index(article.blocks.len());
            let flipped = if before.0.blocks[at].removed.is_some() { None } else { Some(Reason::ByHand) };
            let now = before.0.decide(at, flipped);
            let cleaned = now.cleaned();
            for span in &mut spans {
                let Some(old) = *span else { continue };
                let words = old.slice(&before.1.text).unwrap();
                let new = rebase(old, &before.1.map, &cleaned.map);
                if let Some(new) = new {
                    prop_assert_eq!(new.slice(&cleaned.text).unwrap(), words);
                }
                let mut rows = before.1.map.rows_in(old).iter();
                let block = &before.0.blocks[at];
                let one = now.blocks.iter().any(|block| rows.clone().all(|row| block.source.covers(row.source)));
                let touched = rows.any(|row| block.source.covers(row.source));
                prop_assert!(new.is_some() || touched || !one, "{:?} is lost", words);
                *span = new;
            }
            before = (now, cleaned);
        }
        let mut back = before.0;
        for (at, block) in article.blocks.iter().enumerate() {
            back = back.decide(at, block.removed);
        }
        prop_assert_eq!(back.cleaned(), article.cleaned());
    }

    /// On the source an annotation reads as it does on the text; one that is left out is reported, with its place.
    #[test]
    fn annotations_stand_on_the_source(article in article(), picked in picks()) {
        let document = annotated(&article, &picked);
        let project = Project { documents: vec![Rc::new(document.clone())], ..Project::default() };
        let (moved, losses) = on_source(&project);
        let moved = &moved.documents[0];
        prop_assert_eq!(moved.text(), &article.source.content);
        prop_assert_eq!(losses[0].to_string(), "documents[0]: left out: the clean text, what was taken out and why");
        prop_assert_eq!(moved.annotations().len() + losses.len() - 1, document.annotations().len());
        for annotation in document.annotations() {
            let words = document.words(annotation.span);
            let Some(there) = moved.annotation(&annotation.id) else {
                // Only what crosses lines or ends inside a character has no stretch of its own.
                let whole = |at| GraphemeCursor::new(at, document.text().len(), true).is_boundary(document.text(), 0);
                let cut = [annotation.span.start(), annotation.span.end()].iter().any(|at| whole(at.0) != Ok(true));
                prop_assert!(cut || words.contains('\n') || words.contains(' '), "{words:?}");
                continue;
            };
            let stretch = moved.words(there.span);
            prop_assert!(document.removed().iter().all(|gone| !gone.span.overlaps(there.span)));
            // A stretch read by itself may be hidden by an element that ends, on its page, with one before it.
            let alone = !stretch.contains('\0') && !stretch.contains("hidden");
            if stretch.chars().any(char::is_alphanumeric) && alone {
                prop_assert_eq!(as_read(article.source.kind, stretch), letters(words), "{:?}", stretch);
            }
        }
    }

    /// In the file, too: Python's `text[start:end]` of the exported text is the mention as it was pasted.
    #[test]
    fn files_on_the_source_count_code_points(article in article(), picked in picks()) {
        let document = annotated(&article, &picked);
        let project = Project { documents: vec![Rc::new(document)], ..Project::default() };
        let (moved, _) = on_source(&project);
        for format in format::ALL {
            // Formats of tokens have a text of their own.
            if format.reader.is_none() || format.writer.is_none() || format.rules.text != Text::Exact { continue }
            let again = format.read_files(&format.write(&moved, &[]).files).unwrap().project;
            let fitted = fit(&moved, &format.rules, &[]).project;
            let shown = |project: &Project| -> Vec<_> {
                let spans = |document: &Document| document.annotations().iter().map(|one| one.span).collect::<Vec<_>>();
                project.documents.iter().map(|document| (document.text().clone(), spans(document))).collect()
            };
            prop_assert_eq!(shown(&again), shown(&fitted), "{}", format.name);
        }
    }
}
