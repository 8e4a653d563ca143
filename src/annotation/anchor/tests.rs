//! Quotes are found again where they stood, and nowhere else.

use std::collections::BTreeSet;

use super::likeness::{BAND, likeness};
use super::*;
use crate::text::Span;

/// Codes that are as good as random, and the same each time.
struct Plain;

impl Coding for Plain {
    fn word(&self, word: &str) -> u8 {
        (mixed(word.bytes().fold(7, |sum, byte| mixed(sum ^ u64::from(byte)))) >> 62) as u8
    }

    fn quote(&self, words: &[Box<str>]) -> u16 {
        words
            .iter()
            .flat_map(|word| word.bytes().chain([b' ']))
            .fold(9, |sum, byte| mixed(sum ^ u64::from(byte))) as u16
    }
}

fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    number ^ (number >> 29)
}

#[test]
fn words_are_compared_without_what_may_differ() {
    let shown = |text: &str| Words::of(text).folded().join("|");
    let expected = "the|mayor|s|cafe|👩‍🚀|漢|字|בית|u.s|12|$|x|y";
    for text in [
        "“The mayor’s café,” 👩‍🚀 漢字 — בית U.S. 12 $ x\u{202f}y",
        "\"The mayor's  cafe\u{301},\"\r\n\u{a0}👩‍🚀 漢 字 - בית U.S., 12 $ x y",
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
    assert!(Words::of(" “—” …\r\n").is_empty());
}

/// A span, between two `|`, of one text, and where it is in another with the same words.
#[track_caller]
fn check_span(from: &str, to: &str) {
    let cut = |marked: &str| {
        let (start, end) = (marked.find('|').unwrap(), marked.rfind('|').unwrap());
        (marked.replace('|', ""), Span::of(start..end - 1).unwrap())
    };
    let ((text, span), (other, expected)) = (cut(from), cut(to));
    let extent = Words::of(&text).extent(&text, span).unwrap();
    let found = Words::of(&other).span(&other, extent).unwrap();
    assert_eq!(found.slice(&other), expected.slice(&other), "{from}");
    assert_eq!(found, expected);
}

#[test]
fn spans_go_over_to_texts_with_the_same_words() {
    check_span("said |Élodie Marchand|, 漢", "said  |E\u{301}lodie\u{a0}Marchand|; 漢");
    check_span("so |“a, b”| c", "so |\"a b\"| c");
    check_span("|👩‍🚀|\r\n漢", "\n\n|👩‍🚀| 漢");
    check_span("בית |המשפט|.", "בית\r\n|המשפט|");
    check_span("x| a |y", "x |a| y");
    check_span("the |U.S|. and", "the |U.S| and");
    check_span("the |U.S.| and", "the |U.S.| and");
    check_span("Zoë|’s| x", "Zoe|'s| x");
}

#[test]
fn a_span_inside_a_word_says_so() {
    let of = |start, end| Words::of("Mexicos, no").extent("Mexicos, no", Span::of(start..end).unwrap());
    assert!(of(0, 6).unwrap().cuts() && of(1, 7).unwrap().cuts());
    assert!(!of(0, 8).unwrap().cuts());
    assert_eq!(of(7, 9), None, "a comma and a space");
}

#[test]
fn a_text_holds_no_more_than_what_is_looked_for() {
    let text: String = (0..300).map(|at| format!("é{at} 漢{} 👩‍🚀 ", at * at)).collect();
    let words = Words::of(&text);
    let lengths: BTreeSet<usize> = (1..=100).collect();
    let all = Coded::new(&words, &Plain, &lengths);
    let anchors: Vec<Anchor> =
        lengths.iter().filter_map(|length| all.anchor(&words, &Plain, 3, *length)).collect();
    assert_eq!(anchors.len(), 100);
    let some = Coded::of(&words, &Plain, anchors.iter());
    let held = |coded: &Coded| coded.quotes.values().map(Vec::len).sum::<usize>();
    assert!(held(&some) * 100 < held(&all), "{} of {}", held(&some), held(&all));
    for anchor in &anchors {
        assert_eq!(some.places(anchor), all.places(anchor));
    }
}

#[test]
fn likeness_counts_what_is_the_same_from_the_quote_on() {
    let codes = |digits: &str| digits.bytes().map(|digit| digit - b'0').collect::<Vec<_>>();
    for (ours, theirs, expected) in [
        ("", "", 0),
        ("0123", "0123", 8),
        ("0123", "0123321", 8),
        ("0123", "", 0),
        ("01230123", "01330123", 14 - 3),
        // A word more, a word less.
        ("0123012301", "01223012301", 20 - 6),
        ("01223012301", "0123012301", 20 - 6),
        // Beyond the second word all is other.
        ("0123", "0100", 4),
        ("0123", "3210", 0),
    ] {
        assert_eq!(likeness(&codes(ours), &codes(theirs)), expected, "{ours} {theirs}");
    }
}

/// What the threshold is worth: how often words that have nothing to do with one another are as alike as is asked for.
#[test]
fn other_words_are_alike_enough_less_than_once_in_fifty_thousand_times() {
    let mut state = 1;
    let mut codes = |count: usize| -> Vec<u8> {
        let next = |state: &mut u64| {
            *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            (mixed(mixed(*state)) >> 62) as u8
        };
        (0..count).map(|_| next(&mut state)).collect()
    };
    let mut enough = 0;
    for _ in 0..100_000 {
        let mut side = || likeness(&codes(WIDTH), &codes(WIDTH + BAND));
        enough += u32::from(side() + side() >= ENOUGH);
    }
    assert!(enough < 2, "{enough} of 100,000");
}

/// The places of the marks `[…]` of one text in another, as `<…>` there; those without one with their reason.
fn found(marked: &str, text: &str) -> String {
    let mut own = String::new();
    let mut spans = Vec::new();
    let mut open = 0;
    for character in marked.chars() {
        match character {
            '[' => open = own.len(),
            ']' => spans.push(Span::of(open..own.len()).unwrap()),
            other => own.push(other),
        }
    }
    let words = Words::of(&own);
    let extents: Vec<_> = spans.iter().map(|span| words.extent(&own, *span).unwrap()).collect();
    let lengths: BTreeSet<usize> = extents.iter().map(|extent| extent.words).collect();
    let coded = Coded::new(&words, &Plain, &lengths);
    let anchors: Vec<Anchor> = extents
        .iter()
        .map(|extent| coded.anchor(&words, &Plain, extent.first, extent.words).unwrap())
        .collect();
    let others = Words::of(text);
    let places = Coded::new(&others, &Plain, &lengths).place(&anchors.iter().collect::<Vec<_>>());
    let mut shown = text.to_owned();
    let mut lacks = String::new();
    let mut cuts: Vec<(usize, char)> = Vec::new();
    for (extent, place) in extents.iter().zip(places) {
        match place {
            Ok(first) => {
                let span = others.span(text, Extent { first, ..*extent }).unwrap();
                cuts.extend([(span.start().0, '<'), (span.end().0, '>')]);
            }
            Err(lack) => lacks += &format!(" {lack:?}"),
        }
    }
    cuts.sort_unstable();
    cuts.into_iter().rev().for_each(|(at, mark)| shown.insert(at, mark));
    shown + &lacks
}

const BEFORE: &str =
    "a1 a2 a3 a4 a5 a6 a7 a8 a9 one two three four five six seven eight nine ten eleven twelve thirteen";
const AFTER: &str = "red blue green yellow white black brown pink grey violet orange golden silver b1 b2 b3 b4 b5 b6 b7 b8 b9";

#[test]
fn a_place_needs_enough_of_the_words_around() {
    let text = format!("{BEFORE} [Mexico] {AFTER}");
    assert_eq!(
        found(&text, &format!("{BEFORE} “Mexico” and no more")),
        format!("{BEFORE} “<Mexico>” and no more")
    );
    assert_eq!(found(&text, &format!("So: Mexico {AFTER}")), format!("So: <Mexico> {AFTER}"));
    assert_eq!(found(&text, "ten eleven Mexico red blue"), "ten eleven Mexico red blue Unlike");
    assert_eq!(found(&text, &format!("{BEFORE} Cuba {AFTER}")), format!("{BEFORE} Cuba {AFTER} Nowhere"));
    // A word more on one side, another word on the other.
    let other =
        format!("{} Mexico {}", BEFORE.replace("eleven", "eleven and"), AFTER.replace("green", "grey"));
    assert_eq!(found(&text, &other), other.replace("Mexico", "<Mexico>"));
}

#[test]
fn of_two_places_that_are_alike_none_is_guessed() {
    let twice = format!("{BEFORE} [Mexico] {AFTER}. {BEFORE} Mexico {AFTER}.");
    let once = format!("{BEFORE} Mexico {AFTER}.");
    assert_eq!(found(&twice, &once), format!("{once} Ambiguous"));
    let text = format!("{BEFORE} [Mexico] {AFTER}");
    let other = format!("{once} {once}");
    assert_eq!(found(&text, &other), format!("{other} Ambiguous"));
}

/// Of `L m X m Y` is left `L m Y`: nobody can tell which `m` that is.
#[test]
fn what_one_side_alone_speaks_for_is_not_taken_where_there_were_two() {
    let first = format!("{BEFORE} [Mexico] x1 x2 x3 x4 x5 x6 x7 x8 Mexico {AFTER}");
    let left = format!("{BEFORE} Mexico {AFTER}");
    assert_eq!(found(&first, &left), format!("{left} Ambiguous"));
    let only = first.replace("x8 Mexico", "x8 Cuba");
    assert_eq!(found(&only, &left), format!("{BEFORE} <Mexico> {AFTER}"));
}

#[test]
fn between_two_clear_places_words_are_counted() {
    let list = "[Cuba], [Cuba], [Cuba], [Cuba]";
    let text = format!("{BEFORE} [Mexico] {AFTER}. {list}. {BEFORE} {AFTER} [Ohio] {BEFORE}");
    let other = format!("New. {}", text.replace(['[', ']'], "").replace(", ", "  "));
    let expected = other.replace("Mexico", "<Mexico>").replace("Cuba", "<Cuba>").replace("Ohio", "<Ohio>");
    assert_eq!(found(&text, &other), expected);
    // With one less nobody knows which.
    let other = other.replacen("Cuba  ", "", 1);
    let found = found(&text, &other);
    assert!(found.contains("<Mexico>") && found.contains("<Ohio>"), "{found}");
    assert!(!found.contains("<Cuba>") && found.ends_with(&" Ambiguous".repeat(4)), "{found}");
}
