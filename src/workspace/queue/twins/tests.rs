//! Duplicates: edited copies are found, others are not.

use proptest::prelude::*;

use super::*;
use crate::workspace::{made_up_article, made_up_document};

const LONG: usize = 3000;

/// An article and another one, and what becomes of the first.
type Edit = fn(&str, &str) -> String;

/// How a copy of an article differs from it.
const EDITS: &[(&str, Edit)] = &[
    ("nothing", |text, _| text.to_owned()),
    ("other quotes, dashes and lines", |text, _| {
        text.replace(['“', '”'], "\"").replace('’', "'").replace("\n\n", "\r\n").to_uppercase()
    }),
    ("a different headline", |text, other| {
        let body = text.split_once("\n\n").map_or(text, |(_, body)| body);
        format!("{}\n\n{body}", other.lines().next().unwrap())
    }),
    ("an added paragraph", |text, other| format!("{text}\n\n{}", other.rsplit("\n\n").next().unwrap())),
    ("a changed sentence", |text, other| {
        let mut sentences: Vec<&str> = text.split_inclusive(". ").collect();
        let middle = sentences.len() / 2;
        sentences[middle] = other.split_inclusive(". ").nth(3).unwrap();
        sentences.concat()
    }),
    ("every tenth word another", |text, _| {
        let words = text.split(' ').enumerate();
        words.map(|(at, word)| if at % 10 == 9 { "other" } else { word }).collect::<Vec<_>>().join(" ")
    }),
    ("the last third left out", |text, _| text[..text.floor_char_boundary(text.len() * 2 / 3)].to_owned()),
];

#[test]
fn the_same_words_are_the_same() {
    let one = Signature::of("“García’s court”\r\n\r\nruled on 漢字.");
    let same = Signature::of("\"GARCIA's COURT\" ruled — on 漢字");
    assert_eq!(one.alike(&same), 100);
    assert!(one.alike(&Signature::of("court García’s ruled on 漢字")) < 100);
    // Texts without words are like none.
    let none = Signature::of(" 👩\u{200d}🚀\r\n");
    assert_eq!((none.alike(&none), none.alike(&one)), (0, 0));
    assert_eq!(Signature::of("a").alike(&Signature::of("A")), 100);
    assert_eq!(Signature::of("a").alike(&Signature::of("b")), 0);
    assert!(Signature::of("漢字かな交じり文").alike(&Signature::of("漢字かな交じり、文章")) > 40);
}

#[test]
fn a_text_that_changes_or_goes_is_found_as_it_is() {
    let text = |number| made_up_document(1, number, LONG).body.text;
    let mut twins = Twins::default();
    (0..300).for_each(|number| twins.add(number, Signature::of(&text(number))));
    let of = |number| Signature::of(&text(number));
    assert_eq!(twins.near(&of(7), LIKE), [Twin { number: 7, alike: 100 }]);
    twins.add(8, of(7));
    twins.add(400, of(7));
    let numbers = |twins: &Twins, number| {
        twins.near(&of(number), LIKE).iter().map(|twin| twin.number).collect::<Vec<_>>()
    };
    assert_eq!(numbers(&twins, 7), [7, 8, 400]);
    assert_eq!(numbers(&twins, 8), [0; 0]);
    twins.remove(7);
    assert_eq!(numbers(&twins, 7), [8, 400]);
    (500..1000).for_each(|number| twins.add(number, of(number)));
    assert_eq!((numbers(&twins, 7), twins.len()), (vec![8, 400], 300 + 500));
}

/// Of copies that were edited each way: how many are found, and how many others with them.
fn measure(texts: &[String], other: &dyn Fn(usize) -> String) -> Vec<(&'static str, usize, usize, usize)> {
    let mut twins = Twins::default();
    texts.iter().zip(0..).for_each(|(text, number)| twins.add(number, Signature::of(text)));
    let edits = EDITS.iter().map(|(name, edit)| {
        let (mut found, mut wrong, mut tried) = (0, 0, 0);
        for at in (0..texts.len()).step_by(5) {
            let near = twins.near(&Signature::of(&edit(&texts[at], &other(at))), LIKE);
            found += usize::from(near.iter().any(|twin| twin.number as usize == at));
            wrong += near.iter().filter(|twin| twin.number as usize != at).count();
            tried += 1;
        }
        (*name, found, wrong, tried)
    });
    edits.collect()
}

#[test]
fn edited_copies_are_found_and_others_are_not() {
    let texts: Vec<String> = (0..500).map(|number| made_up_document(1, number, LONG).body.text).collect();
    for (name, found, wrong, tried) in measure(&texts, &|at| made_up_document(2, at as u32, LONG).body.text) {
        let least = if name == "every tenth word another" { 85 } else { 98 };
        assert!(found * 100 >= tried * least, "{name}: {found} of {tried}");
        assert_eq!(wrong, 0, "{name}");
    }
}

/// `cargo test --release --lib queue::twins -- --ignored --nocapture`
#[test]
#[ignore = "figures, to be read"]
fn how_many_are_found() {
    let corpus: Vec<String> = (0..20_000).map(|number| made_up_document(1, number, LONG).body.text).collect();
    let alike: Vec<String> = (0..2000).map(|number| made_up_article(number, LONG).text).collect();
    for (what, texts) in [("20,000 that differ", corpus), ("2,000 of the same twelve sentences", alike)] {
        for (name, found, wrong, tried) in
            measure(&texts, &|at| made_up_document(2, at as u32, LONG).body.text)
        {
            let precision = found as f64 / (found + wrong) as f64;
            println!("{what}, {name}: recall {:.3}, precision {precision:.3}", found as f64 / tried as f64);
        }
    }
    let documents: Vec<(u32, Signature)> = {
        let texts: Vec<String> =
            (0..10_000).map(|number| made_up_document(1, number, LONG).body.text).collect();
        let began = std::time::Instant::now();
        let all = texts.iter().zip(0..).map(|(text, number)| (number, Signature::of(text))).collect();
        println!("a signature: {:.3} ms", began.elapsed().as_secs_f64() / 10.0);
        all
    };
    let mut twins = Twins::default();
    let began = std::time::Instant::now();
    for round in 0..10_u32 {
        for (number, signature) in &documents {
            let number = round * 10_000 + number;
            let bins = std::array::from_fn(|at| {
                signature.bins[at].wrapping_mul(2 * round as u8 + 1).wrapping_add(at as u8)
            });
            twins.add(number, Signature { exact: signature.exact ^ u64::from(round), bins });
        }
    }
    println!("adding 100,000: {:.1} ms, {} bytes", began.elapsed().as_secs_f64() * 1000.0, twins.bytes());
    let began = std::time::Instant::now();
    let near: usize = documents.iter().map(|(_, signature)| twins.near(signature, LIKE).len()).sum();
    println!("asking: {:.4} ms each, {near} found", began.elapsed().as_secs_f64() / 10.0);
    let packed = pack_signatures(&documents);
    println!("packed: {:.1} bytes each", packed.len() as f64 / 10_000.0);
}

proptest! {
    #[test]
    fn signatures_come_back(texts in proptest::collection::vec("[a-c 漢é.]{0,30}", 0..8), changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 0..3)) {
        let all: Vec<(u32, Signature)> = texts.iter().zip(7..).map(|(text, number)| (number, Signature::of(text))).collect();
        let mut packed = pack_signatures(&all);
        prop_assert_eq!(unpack_signatures(&packed).unwrap(), all);
        for (at, byte) in changes {
            let length = packed.len();
            packed[at % length] = byte;
        }
        let _ = unpack_signatures(&packed);
    }

    #[test]
    fn likeness_is_the_same_both_ways_and_about_what_is_shared(shared in 0..300_usize, own in 1..300_usize) {
        let text = |from: usize, count: usize| (from..from + count).map(|word| format!("w{word} ")).collect::<String>();
        let one = Signature::of(&(text(0, shared) + &text(1000, own)));
        let two = Signature::of(&(text(0, shared) + &text(2000, own)));
        let alike = one.alike(&two);
        prop_assert_eq!(alike, two.alike(&one));
        let truth = shared.saturating_sub(2) as f64 / (shared + 2 * own).max(1) as f64;
        // Four standard deviations of 64 tries, and some for the ends.
        let off = 4.0 * (truth * (1.0 - truth) / 64.0).sqrt() + 0.06;
        prop_assert!((f64::from(alike) / 100.0 - truth).abs() < off, "{} for {}", alike, truth);
    }
}
