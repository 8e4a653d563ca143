//! Whatever is shown first, however often a text is changed and whenever its tagging is broken off: the outcome is that of
//! `tag`.

use std::ops::Range;
use std::rc::Rc;

use proptest::prelude::*;

use super::{Data, Part, Suggestion, TagOptions, Tagging, tag};
use crate::article::Step;

fn options() -> TagOptions {
    TagOptions { date: Some("2019-06-26".to_owned()), ..TagOptions::default() }
}

/// Paragraphs that teach each other: full names and short forms, acronyms, courts, words that are names elsewhere.
const PARAGRAPHS: &[&str] = &[
    "Foreign Minister Marcelo Ebrard told the Senate on Tuesday that Mexico would answer.",
    "Ebrard left. Mexico and Ebrard's aides, \u{301} Ebrard said, would stay in Mexico City.",
    "The Harbor Workers Relief Act (HWRA) passed in March.",
    "Critics of the HWRA sued HWRA and the Harbor Workers Union.",
    "The Supreme Court will hear it, Republicans in Ohio said.",
    "The Colorado Supreme Court ruled in Denver.",
    "Pakistan said that Pakistan would wait for the Supreme Court.",
    "She asked whether reading in Reading was a reading of the law.",
    "HOUSE VOTES TO BLOCK NEW POLICY",
    "House Votes to Block New Policy of Jane Roe",
    "Jane Roe, of Acme Harbor Corp., said. Acme Harbor and Roe agreed; Acme did not.",
    "Acme Harbor fell. Acme fell. roe is a fish, and acme a word.",
    "漢字 👩\u{200d}🚀 שלום É went to Mexico.\r",
    "",
    " ",
    "The 9th Circuit, the Migrant Protection Protocols (MPP), June 14, 2019, and the MPP.",
];

/// Steps until the end, or so many.
fn run(tagging: &mut Tagging, most: usize) -> (Option<Vec<Suggestion>>, Vec<Part>) {
    let mut parts = Vec::new();
    for _ in 0..most {
        let done = tagging.step();
        parts.extend(tagging.parts());
        if let Step::Done(found) = done {
            return (Some(found), parts);
        }
    }
    (None, parts)
}

/// What a page shows that puts each part in the place of all that was suggested there.
fn shown(parts: &[Part]) -> Vec<Suggestion> {
    let mut shown: Vec<Suggestion> = Vec::new();
    for part in parts {
        shown.retain(|one| !part.span.overlaps(one.span));
        shown.extend(part.suggestions.iter().cloned());
    }
    shown.sort_by_key(|one| one.span);
    shown
}

fn text_of(choice: &[usize], long: bool) -> Rc<str> {
    let lines: Vec<&str> =
        choice.iter().filter_map(|at| PARAGRAPHS.get(at % PARAGRAPHS.len())).copied().collect();
    let text = lines.join("\n");
    // Beyond 128 kB there is a look ahead.
    if long {
        [text.as_str(); 3].join(&"a harbour without a name. ".repeat(3_000)).into()
    } else {
        text.into()
    }
}

/// A change of the text: a paragraph put in, taken out, or put in the place of another.
type Change = (usize, usize, u8);

fn changed(choice: &mut Vec<usize>, &(at, new, how): &Change) {
    let at = at % (choice.len() + 1);
    match how % 3 {
        0 => choice.insert(at, new),
        1 if at < choice.len() => drop(choice.remove(at)),
        _ => choice.iter_mut().skip(at).take(1).for_each(|old| *old = new),
    }
}

proptest! {
    #[test]
    fn a_changed_text_is_tagged_as_if_it_were_new(
        mut choice in proptest::collection::vec(0usize..64, 0..40),
        changes in proptest::collection::vec((any::<usize>(), 0usize..64, any::<u8>()), 1..6),
        stops in proptest::collection::vec(prop_oneof![3 => Just(usize::MAX), 1 => 0usize..12], 6),
        screens in proptest::collection::vec(proptest::option::of((0usize..3_000, 0usize..900)), 6),
    ) {
        let text = text_of(&choice, false);
        let mut tagging = Tagging::new(Data::embedded(), text.clone(), options());
        run(&mut tagging, stops[0]);
        for (number, change) in changes.iter().enumerate() {
            changed(&mut choice, change);
            let text = text_of(&choice, false);
            tagging = tagging.again(text.clone(), options());
            if let Some((from, length)) = screens[number] {
                tagging.look(from..from + length);
            }
            let (found, parts) = run(&mut tagging, stops[number + 1]);
            if let Some(found) = found {
                prop_assert_eq!(&found, &tag(&text, options()));
                if screens[number].is_some() {
                    prop_assert_eq!(shown(&parts), found);
                }
            }
        }
    }
}

#[test]
fn what_is_on_screen_is_told_first() {
    let choice: Vec<usize> = (0..16).collect();
    let text = text_of(&choice, true);
    let expected = tag(&text, options());
    let end = text.len();
    for screen in [0..400, end / 2..end / 2 + 900, end - 300..end, 0..end, end..end + 9] {
        let mut tagging = Tagging::new(Data::embedded(), text.clone(), options());
        tagging.look(screen.clone());
        let (found, parts) = run(&mut tagging, usize::MAX);
        assert_eq!(found.as_ref(), Some(&expected), "{screen:?}");
        assert_eq!(shown(&parts), expected, "{screen:?}");
        let near = |part: &Part| part.span.range().start < screen.end && screen.start < part.span.range().end;
        assert!(screen.start >= end || near(&parts[0]), "{screen:?}: {:?}", parts[0].span);
    }
}

#[test]
fn scrolling_while_it_works_changes_only_the_order() {
    let choice: Vec<usize> = (0..400).map(|at| at * 7).collect();
    let text = text_of(&choice, true);
    let expected = tag(&text, options());
    let mut tagging = Tagging::new(Data::embedded(), text.clone(), options());
    let (mut at, mut parts) = (0, Vec::new());
    let found = loop {
        at = (at + 50_021) % text.len();
        tagging.look(Range { start: at, end: at + 2_000 });
        let done = tagging.step();
        parts.extend(tagging.parts());
        if let Step::Done(found) = done {
            break found;
        }
    };
    assert_eq!(found, expected);
    assert_eq!(shown(&parts), expected);
}

#[test]
fn another_date_is_another_text() {
    let text: Rc<str> = "On Tuesday Jane Roe met the Senate.".into();
    let mut tagging = Tagging::new(Data::embedded(), text.clone(), options());
    run(&mut tagging, usize::MAX);
    let mut tagging = tagging.again(text.clone(), TagOptions::default());
    assert_eq!(run(&mut tagging, usize::MAX).0, Some(tag(&text, TagOptions::default())));
}
