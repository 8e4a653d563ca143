//! What lessons make of suggestions, one case each.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::annotation::document_from_notation;

fn label(name: &str) -> Label {
    Label::new(name).unwrap()
}

fn lessons(document: &Document) -> Lessons {
    Lessons::of(document, &Index::new(document.text()), &Schema::default())
}

/// What is suggested in `text` when `decided` was decided there, `elsewhere` in another article, and the tagger guesses
/// `guesses` at .8.
fn suggested(decided: &str, elsewhere: &str, guesses: &[(&str, &str)]) -> Vec<(String, String)> {
    let document = document_from_notation("d", decided, &"Ada".into()).unwrap();
    let other = document_from_notation("e", elsewhere, &"Ada".into()).unwrap();
    let own = lessons(&document);
    let mut learned = Learned { project: lessons(&other), ..Learned::default() };
    learned.project.add(&own);
    let text = document.text();
    let labels: Vec<Label> = guesses.iter().map(|(_, name)| label(name)).collect();
    let mut reach = document.annotations().last().map_or(0, |last| last.span.end().0);
    let guesses: Vec<Guess> = guesses
        .iter()
        .zip(&labels)
        .map(|((words, _), label)| {
            let start = reach + text[reach..].find(words).unwrap();
            reach = start + words.len();
            Guess { span: crate::text::Span::of(start..reach).unwrap(), label, score: 0.8 }
        })
        .collect();
    let taken: Vec<_> = document.annotations().iter().map(|annotation| annotation.span).collect();
    let outcomes = learned.teach(&own, (text, &Index::new(text)), &guesses, &taken);
    let shown = |outcome: &Outcome| {
        let (span, label) = match outcome {
            Outcome::Stays(at) => (guesses[*at].span, guesses[*at].label.clone()),
            Outcome::Becomes(at, taught) => (guesses[*at].span, taught.label.clone()),
            Outcome::New(span, taught) => (*span, taught.label.clone()),
        };
        (span.slice(text).unwrap().to_owned(), label.name().to_owned())
    };
    outcomes.iter().map(shown).collect()
}

#[track_caller]
fn check(decided: &str, elsewhere: &str, guesses: &[(&str, &str)], expected: &[(&str, &str)]) {
    let found = suggested(decided, elsewhere, guesses);
    let found: Vec<(&str, &str)> = found.iter().map(|(words, label)| (&**words, &**label)).collect();
    assert_eq!(found, expected, "{decided}");
}

#[test]
fn an_accepted_name_is_suggested_wherever_it_stands() {
    check("[PERSON Élan] met Élan, élan and Élans.", "", &[], &[("Élan", "PERSON")]);
    check(
        "Now Élan, 漢.",
        "[PERSON Élan] left, [PLACE 漢] stayed.",
        &[],
        &[("Élan", "PERSON"), ("漢", "PLACE")],
    );
    check(
        "[PLACE New York] or New  York\r\nNew York",
        "",
        &[],
        &[("New  York", "PLACE"), ("New York", "PLACE")],
    );
}

#[test]
fn a_part_of_a_longer_name_is_not() {
    check("[PLACE Washington] and the Washington Post, Washington-based.", "", &[], &[]);
    check("[PERSON Ebrard] and Secretary Ebrard, Delfina Ebrard.", "", &[], &[("Ebrard", "PERSON")]);
    check(
        "[PLACE Mexico]. Mexico City, Mexico",
        "",
        &[("Mexico City", "PLACE")],
        &[("Mexico City", "PLACE"), ("Mexico", "PLACE")],
    );
}

#[test]
fn unless_it_was_marked_as_a_part() {
    check(
        "[ORGANIZATION Glossier] You, the Glossier Cleanser, Glossier",
        "",
        &[],
        &[("Glossier", "ORGANIZATION"), ("Glossier", "ORGANIZATION")],
    );
}

#[test]
fn a_rejected_one_is_suggested_no_more() {
    check("[DATE~ May] said May.", "", &[("May.", "DATE")], &[("May.", "DATE")]);
    check("[DATE~ May] said May again", "", &[("May", "DATE")], &[]);
    check("[DATE~ May] said May again", "", &[("May", "PERSON")], &[("May", "PERSON")]);
    check("now May again", "[DATE~ May] said", &[("May", "DATE")], &[]);
}

#[test]
fn another_label_is_carried_on() {
    check("[PERSON Paris] slept. Then Paris left", "", &[("Paris", "PLACE")], &[("Paris", "PERSON")]);
    // In another article the tagger may be right.
    check("Then Paris left", "[PERSON Paris] slept.", &[("Paris", "PLACE")], &[("Paris", "PLACE")]);
    check(
        "Then Paris left",
        "[PLACE~ Paris] [PERSON Paris] slept.",
        &[("Paris", "PLACE")],
        &[("Paris", "PERSON")],
    );
    // Said to be both: nothing is learned of it.
    check("[PERSON Paris] in [PLACE Paris], Paris", "", &[], &[]);
}

#[test]
fn what_is_said_again_and_again_wins_over_the_tagger() {
    use crate::tagging::{TagOptions, tag};
    let text = "Jordan and Apple signed it in Paris.\r\nThen Jordan left, é 漢 👩‍🚀.";
    let taught = |times: u32, elsewhere: u32| {
        let mut learned = Learned::default();
        for (words, of, other) in [("Jordan", "PERSON", "PLACE"), ("Apple", "PERSON", "ORGANIZATION")] {
            let name = Name::new(words).unwrap();
            learned.given.say(name.clone(), label(of), Said { yes: times, ..Said::default() });
            learned.given.say(name, label(other), Said { yes: elsewhere, ..Said::default() });
        }
        let found = tag(text, TagOptions { learned: Some(learned.into()), ..TagOptions::default() });
        found
            .iter()
            .map(|one| format!("{} {}", one.label, one.span.slice(text).unwrap()))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let plain = taught(0, 0);
    assert_eq!(plain, "PLACE Jordan, ORGANIZATION Apple, PLACE Paris, PLACE Jordan");
    // Once may have been another context.
    assert_eq!(taught(1, 0), plain);
    assert_eq!(taught(30, 0), "PERSON Jordan, PERSON Apple, PLACE Paris, PERSON Jordan");
    assert_eq!(taught(30, 1), "PERSON Jordan, PERSON Apple, PLACE Paris, PERSON Jordan");
    // Now the one, now the other: the tagger reads the context.
    assert_eq!(taught(30, 9), plain);
}

#[test]
fn a_rejection_covers_the_name_in_capitals() {
    let place = [("PARIS", "PLACE")];
    check("[PLACE~ Paris] slept.\r\nPARIS SLEEPS AGAIN", "", &place, &[]);
    check("[PLACE~ Paris] slept. PARIS is é", "", &place, &[]);
    check("PARIS SLEEPS", "[PLACE~ Paris] slept.", &place, &[]);
    check("[PERSON Paris] slept.\nPARIS SLEEPS", "", &place, &[("PARIS", "PERSON")]);
    // What was said of the capitals themselves counts.
    check("[PLACE~ Paris] [PLACE PARIS] PARIS", "", &place, &place);
    // An acronym is another name, but where all around it is in capitals.
    check("[PLACE~ us] and [PLACE~ Us], to the US", "", &[("US", "PLACE")], &[("US", "PLACE")]);
    let law = [("AIDS", "LAW")];
    check("[LAW~ Aids] and AIDS, said he", "", &law, &law);
    check("[LAW~ Aids] he.\r\nAIDS FOR ALL, 漢", "", &law, &[]);
}

#[test]
fn a_longer_name_takes_the_place_of_what_is_in_it() {
    check(
        "[COURT Supreme Court of Mexico] ruled. the Supreme Court of Mexico said",
        "",
        &[("Supreme Court", "COURT"), ("Mexico", "PLACE")],
        &[("Supreme Court of Mexico", "COURT")],
    );
}

#[test]
fn a_list_gives_its_label() {
    let list = List::new("ships.txt", label("SHIP"), ["Ever Given", "漢"].into_iter().filter_map(Name::new));
    assert_eq!(list.len(), 2);
    let learned = Learned { lists: vec![list.into()], ..Learned::default() };
    let text = "The Ever Given, EVER GIVEN, ever given. 漢";
    let organization = label("ORGANIZATION");
    let guess = Guess { span: crate::text::Span::of(4..14).unwrap(), label: &organization, score: 0.9 };
    let outcomes = learned.teach(&Lessons::default(), (text, &Index::new(text)), &[guess], &[]);
    let spans: Vec<_> = outcomes
        .iter()
        .map(|outcome| match outcome {
            Outcome::Becomes(0, taught) => format!("becomes {}: {}", taught.label, taught.evidence.detail),
            Outcome::New(span, taught) => format!("{} {}", span.slice(text).unwrap(), taught.label),
            _ => "?".to_owned(),
        })
        .collect();
    assert_eq!(spans, ["becomes SHIP: SHIP, in ships.txt", "EVER GIVEN SHIP", "漢 SHIP"]);
}

#[test]
fn a_threshold_is_the_chosen_one_or_what_was_refused() {
    let mut learned = Learned::default();
    let place = label("PLACE");
    let scores = learned.project.scores.entry(place.clone()).or_default();
    scores.insert(400, (0, 5));
    assert_eq!(learned.threshold(&place), 0);
    learned.project.scores.entry(place.clone()).or_default().insert(500, (0, 1));
    assert_eq!(learned.threshold(&place), 501);
    learned.project.scores.entry(place.clone()).or_default().insert(450, (1, 0));
    assert_eq!(learned.threshold(&place), 0);
    learned.thresholds.insert(place.clone(), 850);
    assert_eq!(learned.threshold(&place), 850);
    let guess = Guess { span: crate::text::Span::of(0..1).unwrap(), label: &place, score: 0.84 };
    assert!(learned.teach(&Lessons::default(), ("a", &Index::new("a")), &[guess], &[]).is_empty());
}

#[test]
fn carried_decisions_are_no_lessons() {
    let document = document_from_notation("d", "[PLACE Ohio] and [PLACE~ May]", &"Ada".into()).unwrap();
    let mut carried = (*document.annotations()[0]).clone();
    assert!(!lessons(&document).is_empty());
    carried.evidence.push(crate::annotation::Evidence { rule: CARRIED.into(), detail: "Ohio".into() });
    let mut lessons = Lessons::default();
    lessons.learn(&carried, "Ohio", || false, &Schema::default());
    assert!(lessons.is_empty());
}

#[test]
fn what_differs_is_told() {
    let of = |notation: &str| lessons(&document_from_notation("d", notation, &"Ada".into()).unwrap());
    let (one, other) = (of("[PLACE Ohio], [PLACE é]"), of("[PLACE Ohio], [PERSON Ada]"));
    let names: Vec<String> = one.differing(&other).into_iter().map(ToString::to_string).collect();
    assert_eq!(names, ["Ada", "é"]);
    let mut both = one.clone();
    both.add(&other);
    let counts: BTreeMap<_, _> =
        both.names.iter().map(|(name, lesson)| (name.words(), lesson.len())).collect();
    assert_eq!(counts, BTreeMap::from([("Ada", 1), ("Ohio", 1), ("é", 1)]));
}

proptest! {
    /// Nothing panics; what is suggested stands apart, on whole characters, on nothing that is decided.
    #[test]
    fn outcomes_are_in_order_and_free(text in "([A-C é漢👩‍🚀.\r\n’-]|Ab|é ){0,40}", name in "[A-C é漢👩‍🚀.]{1,4}", cut in 0usize..40) {
        let Some(name) = Name::new(&name) else { return Ok(()) };
        let mut learned = Learned::default();
        learned.project.say(name, label("PLACE"), Said { yes: 1, ..Said::default() });
        let taken: Vec<_> = crate::text::tokens(&text).get(cut).map(|token| token.span).into_iter().collect();
        let index = Index::new(&text);
        let outcomes = learned.teach(&Lessons::default(), (&text, &index), &[], &taken);
        let mut end = 0;
        for outcome in &outcomes {
            let Outcome::New(span, _) = outcome else { panic!("{outcome:?}") };
            prop_assert!(span.slice(&text).is_some() && span.start().0 >= end);
            prop_assert!(taken.iter().all(|taken| !taken.overlaps(*span)));
            end = span.end().0;
        }
        prop_assert_eq!(outcomes, learned.teach(&Lessons::default(), (&text, &Index::new(&text)), &[], &taken));
    }
}

#[test]
fn the_model_learns_from_decisions_elsewhere() {
    use crate::tagging::{TagOptions, tag};
    let text = "The zorblax met Quorble Vandersnatch of Élanoria.\r\nIt slept, é 漢 👩‍🚀.";
    let notation = "The zorblax met [ORGANIZATION Quorble Vandersnatch] of Élanoria.\n\n\
        Nobody met [ORGANIZATION Quorble Vandersnatch] of Élanoria.";
    let document = document_from_notation("d", notation, &"Ada".into()).unwrap();
    let examples: Vec<Example> =
        std::iter::repeat_n(Example::of(&document, &Schema::default()).unwrap(), 20).collect();
    let labels = |examples: Vec<Example>| -> Vec<String> {
        let found = tag(text, TagOptions { examples, ..TagOptions::default() });
        found.iter().map(|one| format!("{} {}", one.label, one.span.slice(text).unwrap())).collect()
    };
    let plain = labels(Vec::new());
    assert!(!plain.contains(&"ORGANIZATION Quorble Vandersnatch".to_owned()), "{plain:?}");
    let taught = labels(examples.clone());
    assert!(taught.contains(&"ORGANIZATION Quorble Vandersnatch".to_owned()), "{taught:?}");
    assert_eq!(labels(examples), taught);
    // Undone, it is forgotten.
    assert_eq!(labels(Vec::new()), plain);
}

#[test]
fn examples_hold_what_is_decided_and_what_is_open() {
    let notation = "[PLACE Ohio] [PERSON? Ada] [DATE~ May] [LAW~ [COURT High] Court] é";
    let document = document_from_notation("d", notation, &"Ada".into()).unwrap();
    let example = Example::of(&document, &Schema::default()).unwrap();
    let decided: Vec<String> = example
        .decided
        .iter()
        .map(|one| format!("{}={:?}", document.words(one.span), one.label.as_ref().map(Label::name)))
        .collect();
    assert_eq!(decided, ["Ohio=Some(\"PLACE\")", "May=None", "High=Some(\"COURT\")"]);
    assert_eq!(example.open.len(), 1);
    assert_eq!(
        Example::of(
            &document_from_notation("d", "[PLACE? Ohio]", &"Ada".into()).unwrap(),
            &Schema::default()
        ),
        None
    );
}
