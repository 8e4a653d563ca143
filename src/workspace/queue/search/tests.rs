//! The index: whatever is added, changed, removed and merged, a search finds what reading every text would.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// What a search over some segments finds.
fn find(segments: &[Segment], typed: &str) -> Vec<u32> {
    let index = Index::new(segments.iter().map(|segment| Head::read(&segment.head).unwrap()).collect());
    let query = Query::of(typed);
    let needs = index.needs(&query);
    let block = |segment: usize, block: u32| {
        assert!(needs.contains(&(segment, block)), "block {block} was not said to be needed");
        segments[segment].blocks.get(block as usize).map(Vec::as_slice)
    };
    index.find(&query, block).unwrap()
}

fn segment(texts: &[(u32, &str)]) -> Segment {
    let mut builder = Builder::default();
    texts.iter().for_each(|(number, text)| builder.add(*number, text));
    builder.finish()
}

#[test]
fn words_are_found_by_how_they_begin_when_last_and_whole_before() {
    let segments = [segment(&[
        (3, "The U.S. Court ruled.\r\nGarcía’s café"),
        (5, "Courts rule; 漢字かな 👩\u{200d}🚀"),
        (9, "字 alone, שָׁלוֹם"),
    ])];
    for (typed, expected) in [
        ("court", [3, 5].as_slice()),
        ("COURT rul", &[3]),
        ("rul cour", &[]),
        ("ruled cour", &[3]),
        ("us garcia", &[3]),
        ("漢", &[5]),
        ("字", &[5, 9]),
        ("漢字か", &[5]),
        ("字漢", &[]),
        ("字 rule", &[5]),
        ("שלום", &[9]),
        ("c", &[3, 5]),
        ("👩\u{200d}🚀", &[]),
        ("", &[]),
    ] {
        assert_eq!(find(&segments, typed), expected, "{typed}");
    }
}

#[test]
fn the_newest_segment_wins() {
    let mut gone = Builder::default();
    gone.remove(1);
    let segments = [
        segment(&[(1, "one"), (2, "one two")]),
        segment(&[(2, "three")]),
        gone.finish(),
        segment(&[(7, "one"), (7, "two")]),
    ];
    assert_eq!(find(&segments, "one"), [0; 0]);
    assert_eq!(find(&segments, "t"), [2, 7]);
    let merged = [Merging::whole(&segments).unwrap()];
    assert_eq!(find(&merged, "one"), [0; 0]);
    assert_eq!(find(&merged, "t"), [2, 7]);
}

#[test]
fn malformed_ones_are_refused() {
    let good = segment(&[(1, "one")]);
    let said = |head: &[u8]| Head::read(head).unwrap_err().to_string();
    assert_eq!(said(b"TLr\x01"), "byte 0: expected the head of a segment, found 54 4c 72");
    assert_eq!(said(&good.head[..7]), "byte 7: expected the count of blocks, found the end");
    let index = Index::new(vec![Head::read(&good.head).unwrap()]);
    let query = Query::of("one");
    let missing = index.find(&query, |_, _| None).unwrap_err();
    assert_eq!(missing.to_string(), "byte 0: expected a block of terms, found no block 0");
    let beyond = index.find(&query, |_, _| Some(b"TLt\x01\x00\x03one\x02\x07")).unwrap_err();
    assert_eq!(beyond.to_string(), "byte 10: expected a place among the segment's documents, found 7 of 1");
}

#[test]
fn merging_keeps_the_segments_few() {
    let (mut sizes, mut written) = (Vec::new(), 0);
    for _ in 0..2000 {
        sizes.push(300_000);
        while let Some(range) = merges(&sizes) {
            let sum = sizes[range.clone()].iter().sum();
            sizes.splice(range, [sum]);
            written += sum;
        }
        assert!(sizes.len() < 4 * 8, "{sizes:?}");
    }
    // Each byte is written few times over.
    assert!(written < 4 * 2000 * 300_000, "{written}");
    assert_eq!(merges(&[]), None);
    assert_eq!(merges(&[1 << 30; 7]), None);
    // Small and large ones by turns are never eight alike in a row, and don't heap up either.
    let mut sizes: Vec<u64> =
        (0..500).map(|at| if at % 2 == 0 { 100 } else { 1 << (20 + at % 16) }).collect();
    while let Some(range) = merges(&sizes) {
        let sum = sizes[range.clone()].iter().sum();
        sizes.splice(range, [sum]);
    }
    assert!(sizes.len() <= 32, "{sizes:?}");
}

const TEXT: &str = "([a-c]{1,3}|é[ab]|漢|字|か|,|\\.|'s|1|\r\n| |👩\u{200d}🚀|ש){0,14}";

/// A step of a store's life: texts that come or change, one that goes, or some neighbours being merged.
#[derive(Clone, Debug)]
enum Step {
    Batch(Vec<(u32, Option<String>)>),
    Merge(usize, usize),
}

fn step() -> impl Strategy<Value = Step> {
    let one = (0..12_u32, proptest::option::weighted(0.85, TEXT));
    prop_oneof![
        3 => proptest::collection::vec(one, 0..6).prop_map(Step::Batch),
        1 => (0..6_usize, 2..5_usize).prop_map(|(from, count)| Step::Merge(from, count)),
    ]
}

proptest! {
    #[test]
    fn a_search_finds_what_reading_all_would(steps in proptest::collection::vec(step(), 1..8), typed in proptest::collection::vec(TEXT, 4)) {
        let mut texts: BTreeMap<u32, String> = BTreeMap::new();
        let mut segments: Vec<Segment> = Vec::new();
        for step in steps {
            match step {
                Step::Batch(batch) => {
                    let mut builder = Builder::default();
                    for (number, text) in batch {
                        match text {
                            None => {
                                builder.remove(number);
                                texts.remove(&number);
                            }
                            Some(text) => {
                                builder.add(number, &text);
                                texts.insert(number, text);
                            }
                        }
                    }
                    segments.push(builder.finish());
                }
                Step::Merge(from, count) => {
                    let from = from.min(segments.len());
                    let to = (from + count).min(segments.len());
                    let merged = Merging::whole(&segments[from..to]).unwrap();
                    segments.splice(from..to, [merged]);
                }
            }
        }
        for typed in typed.iter().map(String::as_str).chain(["a", "b c", "漢", "1"]) {
            let query = Query::of(typed);
            let naive: Vec<u32> = texts.iter().filter(|(_, text)| query.is_in(text)).map(|(number, _)| *number).collect();
            prop_assert_eq!(find(&segments, typed), naive, "{}", typed);
        }
    }

    #[test]
    fn many_terms_make_many_blocks(seed in any::<u32>(), typed in "[a-z]{1,2}") {
        let texts: Vec<(u32, String)> = (0..40_u32).map(|number| {
            let words = (0..200_u32).map(|at| format!("{:x} ", (number * 200 + at).wrapping_mul(2_654_435_761).wrapping_add(seed)));
            (number, words.collect())
        }).collect();
        let borrowed: Vec<(u32, &str)> = texts.iter().map(|(number, text)| (*number, text.as_str())).collect();
        let segments = [segment(&borrowed[..20]), segment(&borrowed[20..])];
        let merged = [Merging::whole(&segments).unwrap()];
        prop_assert!(segments[0].blocks.len() > 1 && merged[0].blocks.len() > segments[0].blocks.len());
        let query = Query::of(&typed);
        let naive: Vec<u32> = borrowed.iter().filter(|(_, text)| query.is_in(text)).map(|(number, _)| *number).collect();
        prop_assert_eq!(&find(&segments, &typed), &naive);
        prop_assert_eq!(&find(&merged, &typed), &naive);
    }

    #[test]
    fn damaged_segments_are_read_or_refused(texts in proptest::collection::vec(TEXT, 1..5), changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..4), typed in TEXT) {
        let numbered: Vec<(u32, &str)> = texts.iter().zip(0..).map(|(text, number)| (number, text.as_str())).collect();
        let mut damaged = segment(&numbered);
        for (at, byte) in changes {
            let bytes = if at % 3 == 0 || damaged.blocks.is_empty() { &mut damaged.head } else { &mut damaged.blocks[0] };
            let length = bytes.len();
            bytes[at / 3 % length] = byte;
        }
        if let Ok(head) = Head::read(&damaged.head) {
            let index = Index::new(vec![head]);
            let _ = index.find(&Query::of(&typed), |_, block| damaged.blocks.get(block as usize).map(Vec::as_slice));
            let _ = Merging::whole(&[damaged.clone(), segment(&numbered)]);
        }
    }
}
