//! Marks on paragraphs that are typed anew.

use proptest::prelude::*;
use proptest::sample::Index;
use unicode_segmentation::GraphemeCursor;

use super::*;
use crate::annotation::testing::{document, read, written};
use crate::annotation::{Change, Edit, History};
use crate::text::paragraphs;

/// Types `new` over the line of the document that `old` stands in, in the place of `old`; shows the document then, and what is
/// gone from it.
#[track_caller]
fn check(notation: &str, old: &str, new: &str, expected: &str, gone: &[&str]) {
    let document = read(notation);
    let at = document.text().find(old).unwrap();
    let line = line(document.text(), Span::of(at..at + old.len()).unwrap()).unwrap();
    let words = document.words(line).replacen(old, new, 1);
    let retyped = retype(&document, line, &words).unwrap();
    let lost: Vec<_> = retyped.gone.iter().map(|gone| document.words(gone.span).to_owned()).collect();
    let mut after = document.clone();
    let undo = Edit::SetText(Box::new(retyped.retext)).apply(&mut after).unwrap();
    assert_eq!(written(&after), expected);
    assert_eq!(lost, gone);
    undo.apply(&mut after).unwrap();
    assert_eq!(after, document);
}

#[test]
fn marks_stay_on_their_words() {
    let text = "[PERSON Ann Roe] met the [COURT? 9th Circuit] in [PLACE Ohio].";
    check(
        text,
        "met the",
        "met teh the",
        "[PERSON Ann Roe] met teh the [COURT? 9th Circuit] in [PLACE Ohio].",
        &[],
    );
    check(
        text,
        "Ann Roe met",
        "Anna met",
        "[PERSON Anna] met the [COURT? 9th Circuit] in [PLACE Ohio].",
        &[],
    );
    check(text, "Roe", "M. Row", "[PERSON Ann M. Row] met the [COURT? 9th Circuit] in [PLACE Ohio].", &[]);
    check(text, "Ohio", "Iowa", "[PERSON Ann Roe] met the [COURT? 9th Circuit] in Iowa.", &["Ohio"]);
    check(text, " in Ohio", "", "[PERSON Ann Roe] met the [COURT? 9th Circuit].", &["Ohio"]);
    check(
        text,
        "Ohio.",
        "Ohio, she said.",
        "[PERSON Ann Roe] met the [COURT? 9th Circuit] in [PLACE Ohio], she said.",
        &[],
    );
    check(
        text,
        "Ann",
        "Yesterday Ann",
        "Yesterday [PERSON Ann Roe] met the [COURT? 9th Circuit] in [PLACE Ohio].",
        &[],
    );
    check(text, "Roe met the 9th", "Roe 9th", "[PERSON Ann Roe] [COURT? 9th Circuit] in [PLACE Ohio].", &[]);
    check(text, "Roe met the 9th", "Circuit", "[PERSON Ann] Circuit Circuit in [PLACE Ohio].", &[]);
}

#[test]
fn a_word_that_was_mended_is_still_the_word() {
    check("The [PERSON Okafr] ruled", "Okafr", "Okafor", "The [PERSON Okafor] ruled", &[]);
    check("The [PERSON kafor] ruled", "kafor", "Okafor", "The [PERSON Okafor] ruled", &[]);
    check("The [PERSON Okafo] ruled", "Okafo", "Okafor", "The [PERSON Okafor] ruled", &[]);
    check("The[COURT Council] met", "TheCouncil", "The Council", "The [COURT Council] met", &[]);
    check("The [COURT? Council] met", "Council", "Counsil", "The Counsil met", &[]);
    check("[PLACE Zürich] é", "Zürich", "Zurich", "[PLACE Zurich] é", &[]);
    check("a [X 👩‍🚀] b 漢[Y 字]", "b", "bc", "a [X 👩‍🚀] bc 漢[Y 字]", &[]);
    check("[X שלום] עולם [Y היום]", "עולם", "לכולם", "[X שלום] לכולם [Y היום]", &[]);
}

#[test]
fn two_mended_words_leave_what_is_between_them() {
    check(
        "Teh [COURT court] of [PLACE Port Elery] sat\n[A next]",
        "Teh court of Port Elery",
        "The court of Port Ellery",
        "The [COURT court] of [PLACE Port Ellery] sat\n[A next]",
        &[],
    );
}

#[test]
fn an_emptied_paragraph_goes() {
    check("[A one]\n\n[B two] é\n\n[C three]", "two é", " ", "[A one]\n\n[C three]", &["two"]);
    check("[A one]\r\n[B two]", "two", "", "[A one]", &["two"]);
    check("one\r\n\r\n[B two]", "one", "", "[B two]", &[]);
    let document = Document::of_text("d", "é\r\n\r\ntwo\r\n👩‍🚀");
    let at = |from: usize, to: usize| retype(&document, Span::of(from..to).unwrap(), "").unwrap();
    assert_eq!(&*at(6, 9).retext.cleaned.text, "é\r\n\r\n👩‍🚀");
    assert_eq!(&*at(11, 22).retext.cleaned.text, "é\r\n\r\ntwo");
    let document = read("\n[A one]\n");
    assert_eq!(retype(&document, Span::of(1..4).unwrap(), "").unwrap_err(), Unchanged::Nothing);
    assert_eq!(retype(&document, Span::of(1..4).unwrap(), " one\n").unwrap_err(), Unchanged::Same);
    assert_eq!(retype(&document, Span::of(0..4).unwrap(), "é").unwrap_err(), Unchanged::NoLine);
}

#[test]
fn line_ends_become_spaces() {
    check("a [A b] c", "a b c", " a \r\n b\n\nc\u{2028}d\u{2028}", "a [A b] c d", &[]);
}

#[test]
fn what_was_read_stays_read() {
    let mut document = read("one two\n\nthree");
    let all = vec![Span::of(0..7).unwrap(), Span::of(9..14).unwrap()];
    Edit::SetReviewed(all).apply(&mut document).unwrap();
    let retyped = retype(&document, Span::of(0..7).unwrap(), "é one two, four").unwrap();
    assert_eq!(retyped.retext.reviewed, [Span::of(0..16).unwrap(), Span::of(18..23).unwrap()]);
}

/// Whether `span` begins and ends between two characters as a reader sees them.
fn is_whole(text: &str, span: Span) -> bool {
    let between = |at: usize| GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0) == Ok(true);
    between(span.start().0) && between(span.end().0)
}

/// A paragraph and what is typed for it: bits of it, in order, with other bits between.
fn typed() -> impl Strategy<Value = (Index, Vec<(Index, Index, String)>)> {
    let change = (any::<Index>(), any::<Index>(), "(?s)[a-c é漢👩🚀\u{200d}\u{301}ש.,\r\n]{0,4}");
    (any::<Index>(), proptest::collection::vec(change, 1..4))
}

proptest! {
    /// Whatever is typed: every span is of whole characters, the text is what was typed, what lies outside of the line keeps its
    /// words, nothing is lost unsaid, and undo brings all back.
    #[test]
    fn any_retyping_keeps_marks_on_words(document in document(), (which, changes) in typed()) {
        let lines: Vec<Span> = paragraphs(document.text()).collect();
        if lines.is_empty() {
            return Ok(());
        }
        let line = lines[which.index(lines.len())];
        let mut words = document.words(line).to_owned();
        for (from, length, with) in changes {
            let bounds: Vec<usize> = words.char_indices().map(|(at, _)| at).chain([words.len()]).collect();
            let from = from.index(bounds.len());
            let to = (from + length.index(4)).min(bounds.len() - 1);
            words.replace_range(bounds[from]..bounds[to], &with);
        }
        let Ok(retyped) = retype(&document, line, &words) else { return Ok(()) };
        let text = retyped.retext.cleaned.text.clone();
        let delta = |at: usize| at + text.len() - document.text().len();
        prop_assert_eq!(
            retyped.retext.annotations.len() + retyped.gone.len() + retyped.asked_anew.len(),
            document.annotations().len()
        );
        for old in document.annotations() {
            let Some(new) = retyped.retext.annotations.iter().find(|new| new.id == old.id) else { continue };
            prop_assert!(new.span.slice(&text).is_some());
            if is_whole(document.text(), old.span) {
                prop_assert!(is_whole(&text, new.span), "{:?} of {text:?}", new.span);
            }
            if old.span.end() <= line.start() && retyped.typed.is_some() {
                prop_assert_eq!(new.span, old.span);
            }
            if old.span.start() >= line.end() && retyped.typed.is_some() {
                prop_assert_eq!(new.span.range(), delta(old.span.start().0)..delta(old.span.end().0));
            }
        }
        let lost = retyped.gone.iter().chain(&retyped.asked_anew);
        for gone in lost {
            // With an emptied line goes what parted it from the next.
            prop_assert!(gone.span.overlaps(line) || retyped.typed.is_none());
        }
        let mut after = document.clone();
        let mut history = History::default();
        history.apply("retype", Change(vec![Edit::SetText(Box::new(retyped.retext))]), &mut after).unwrap();
        if let Some(typed) = retyped.typed {
            prop_assert!(!after.words(typed).contains('\n'));
        }
        history.undo(&mut after).unwrap();
        prop_assert_eq!(after, document);
    }

    /// One word changed in a paragraph of words: every other word keeps its mark.
    #[test]
    fn marks_outside_of_changes_keep_their_words(which in any::<Index>(), new in "[a-zé漢]{0,6}|👩‍🚀|ש,? של") {
        let words = ["Ann", "é", "漢字", "שלום", "👩‍🚀", "Port", "Ellery", "sat."];
        let notation: Vec<String> = words.iter().map(|word| format!("[X {word}]")).collect();
        let document = read(&notation.join(" "));
        let at = which.index(words.len());
        let mut typed = words.map(str::to_owned);
        typed[at] = new;
        let line = Span::of(0..document.text().len()).unwrap();
        let Ok(retyped) = retype(&document, line, &typed.join(" ")) else { return Ok(()) };
        for (number, word) in words.iter().enumerate().filter(|(number, _)| *number != at) {
            let id = &document.annotations()[number].id;
            let found = retyped.retext.annotations.iter().find(|one| one.id == *id).unwrap();
            prop_assert_eq!(found.span.slice(&retyped.retext.cleaned.text), Some(*word));
        }
    }
}
