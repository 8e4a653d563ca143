//! Errands stay as far ahead of the page as agreed, and end as they are told.

use gloo_worker::{Bincode, Codec};
use tagline::annotation::{Entity, EntityId, Label, Schema};
use tagline::job::errand::{Batch, Bytes, Call, Duplicate, TagErrand, Told};
use tagline::job::kept::{EntityRow, label_rows};
use tagline::workspace::made_up_document;
use wasm_bindgen_test::wasm_bindgen_test;

use super::*;

fn file(count: u32) -> Vec<u8> {
    let line = |number| {
        let text = made_up_document(1, number, 300).body.text.replace('\n', "\\n");
        format!("{{\"text\": \"{text}\"}}\n")
    };
    (0..count).map(line).collect::<String>().into_bytes()
}

/// Errands that have got a file in pieces.
fn handed(bytes: &[u8]) -> Errands {
    let mut errands = Errands::default();
    for (at, piece) in bytes.chunks(1000).enumerate() {
        let begins = (at == 0).then(|| "é/news.jsonl".to_owned());
        let answers = errands.hear(Errand::Files(vec![FilePiece { begins, bytes: piece.to_vec().into() }]));
        assert!(answers.is_empty());
    }
    errands
}

/// Does slices until the page is to say something.
fn until_waiting(errands: &mut Errands) -> Vec<Answer> {
    let mut all = Vec::new();
    loop {
        let (answers, next) = errands.slice(None);
        all.extend(answers);
        if next != Next::GoOn {
            return all;
        }
    }
}

fn came(answers: &[Answer]) -> usize {
    let batch = |answer: &Answer| match answer {
        Answer::Batch(batch) => Some(Batch::clone(batch).records.len()),
        _ => None,
    };
    answers.iter().filter_map(batch).sum()
}

#[wasm_bindgen_test]
fn an_import_is_never_far_ahead_of_the_page() {
    let mut errands = handed(&file(1500));
    let looked = errands.hear(Errand::Look);
    assert!(
        matches!(&looked[..], [Answer::Looked(found)] if found[0].0 == "é/news.jsonl" && found[0].1.columns == ["text"])
    );
    assert!(errands.hear(Errand::Import(Import::default().into())).is_empty());
    let mut answers = until_waiting(&mut errands);
    let mut total = 0;
    loop {
        let batches = answers.iter().filter(|answer| matches!(answer, Answer::Batch(_))).count();
        let over = matches!(answers.last(), Some(Answer::Over { stopped: false }));
        // The last one comes with the end.
        assert!(batches <= AHEAD + usize::from(over), "{batches}");
        total += came(&answers);
        if over {
            break;
        }
        assert!(batches > 0 && total < 1500, "it waits with nothing to wait for");
        errands.hear(Errand::Ack);
        answers = until_waiting(&mut errands);
    }
    assert_eq!(total, 1500);
}

#[wasm_bindgen_test]
fn a_stop_gives_what_is_finished() {
    let mut errands = handed(&file(1500));
    errands.hear(Errand::Import(Import::default().into()));
    let before = came(&until_waiting(&mut errands));
    let rest = errands.hear(Errand::Stop);
    assert!(matches!(rest.last(), Some(Answer::Over { stopped: true })));
    let all = before + came(&rest);
    assert!((1..1500).contains(&all), "{all}");
    assert!(until_waiting(&mut errands).is_empty());
}

#[wasm_bindgen_test]
fn tagging_waits_for_what_the_tagger_knows_and_ends_without_it() {
    let mut errands = Errands::default();
    let texts = vec![TextMessage { number: 3, text: "é".to_owned(), date: None }];
    assert!(errands.hear(Errand::Tag(TagErrand { texts, ..TagErrand::default() })).is_empty());
    let (answers, next) = errands.slice(None);
    assert!(answers.is_empty() && next == Next::Know && errands.waits_for_knowledge(None));
    assert!(matches!(errands.not_loaded("why".to_owned()), Answer::NotLoaded(why) if why == "why"));
    assert!(!errands.waits_for_knowledge(None));
    // Nothing to tag is over at once.
    errands.hear(Errand::Tag(TagErrand { last: true, ..TagErrand::default() }));
    assert!(matches!(until_waiting(&mut errands)[..], [Answer::Over { stopped: false }]));
}

/// What comes of a message that passes between the programs.
fn passed<T: serde::Serialize + serde::de::DeserializeOwned>(message: &T) -> T {
    Bincode::decode(Bincode::encode(message))
}

#[wasm_bindgen_test]
fn messages_come_as_they_were_sent() {
    let labels = label_rows(&Schema::default().with(&Label::new("É 漢").unwrap()));
    let import = Import {
        labels: labels.clone(),
        known: vec![vec![0, 255, 7].into()],
        ids: vec!["é".into()],
        ..Import::default()
    };
    let Call::Errand(7, Errand::Import(come)) = passed(&Call::Errand(7, Errand::Import(import.into())))
    else {
        panic!("another message")
    };
    assert!(come.labels == labels && come.known == [Bytes(vec![0, 255, 7])] && come.ids == ["é"]);
    let entity = Entity {
        id: EntityId("e".into()),
        label: Label::new("PLACE").unwrap(),
        name: "Ohio".into(),
        canonical: None,
        country: None,
        at: None,
        extra: None,
    };
    let batch = Batch {
        records: vec![(1, "{\"v\":1,\"é\":\"漢 👩‍🚀\"}".to_owned())],
        rows: vec![1, 2].into(),
        segment: Some((vec![3].into(), vec![vec![4].into(), Bytes::default()])),
        labels,
        entities: vec![EntityRow::of(&entity, true)],
        duplicates: vec![Duplicate { number: 1, title: "é".into(), of: 2, of_title: None, alike: 40 }],
        annotators: vec![("Ada".into(), None)],
        done: (1, u64::MAX),
        ..Batch::default()
    };
    let Told::Errand(8, Answer::Batch(come)) = passed(&Told::Errand(8, Answer::Batch(batch.clone().into())))
    else {
        panic!("another message")
    };
    assert_eq!(*come, batch);
    let mut errands = handed(&file(3));
    let looked = errands.hear(Errand::Look).remove(0);
    let told = format!("{looked:?}");
    assert_eq!(format!("{:?}", passed(&looked)), told);
}
