//! Any records of a document, one a line, are read as far as they can be: no panic, no hang, little memory; what was read is
//! sound, also after all that undo and redo make of it, is what the records in front of the unreadable one tell alone, and each
//! record that can be read is written as one that reads the same.
#![no_main]

mod memory;
mod pieces;
mod project;
mod sound;

use std::sync::LazyLock;

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use tagline::annotation::{Begun, Change, Delta, Document, Edit, History, Kept, Suggested};
use tagline::format::{Journal, read_journal, read_record, write_record};

/// What reading may take for each byte of a journal.
const FOR_A_BYTE: usize = 400;

/// A journal by hand: a text that changes under its marks, steps on both stacks, what was set aside.
const BY_HAND: &str = r#"{"v":1,"begun":{"id":"d","source":{"html":true,"content":"<p>é 漢 x</p>"}},"text":{"text":"é 漢 x","removed":[[0,3,"byline"]],"map":[[0,8,3,11]]},"come":[{"id":"a","at":[3,6],"label":"A","status":"accepted","by":["Ada",null],"decided":[{"who":"Ada","when":"2024","label":"B","status":"suggested","text":"漢"}]}],"undo":{"keep":0,"push":[{"name":"mark","id":1,"do":[{"remove":"a"}]}]},"steps":1}
{"v":1,"status":"done","reviewed":[[0,2],[3,8]],"metadata":{"title":"T","authors":["Zoë"]},"undo":{"keep":1,"push":[{"name":"done","id":2,"do":[{"status":"new"},{"reviewed":[]},{"metadata":{}}]}]},"steps":2,"found":{"all":[{"id":"s","at":[7,8],"label":"B","status":"suggested","by":["model","1"],"score":0.5,"why":[["list","x"]],"entity":"e","value":"v"}],"flat":true},"written":[{"id":"s","note":"n","label":"B"}],"tagged":true}
{"v":1,"text":{"text":"漢 x","removed":[],"map":[[0,5,6,11]]},"come":[{"id":"a","at":[0,3],"label":"A","status":"rejected","by":["Ada",null],"note":"n"}],"aside":[{"mark":{"id":"z","at":[0,2],"label":"A","status":"accepted","by":["Ada",null]},"source":[3,5]}],"undo":{"keep":2,"push":[{"name":"take out","id":3,"do":[{"text":{"text":{"text":"é 漢 x","removed":[],"map":[]},"marks":[],"reviewed":[[0,2]],"aside":[]}},{"aside":[]}]}]},"steps":3,"found":{"all":null,"flat":false},"tagged":false}
{"v":1,"gone":["a"],"undo":{"keep":1,"push":[]},"redo":{"keep":0,"push":[{"name":"b","id":4,"do":[{"insert":{"id":"b","at":[0,3],"label":"A","status":"accepted","by":["Ada",null]}},{"replace":{"id":"a","at":[4,5],"label":"A","status":"accepted","by":["Ada",null]}}]}]}}"#;

/// The words of records.
const WORDS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    "\n",
    "{\"v\":1}",
    "{\"v\":2}",
    "[0,3]",
    "[0,2,3,5]",
    "null",
    "\"gone\":[\"a\"],",
    "\"come\":[",
    "\"undo\":{\"keep\":1,\"push\":[]},",
    "\"redo\":{\"keep\":0,\"push\":[]},",
    "\"keep\":18446744073709551615",
    "\"steps\":3,",
    "\"found\":{\"all\":[],\"flat\":true},",
    "\"found\":{\"all\":null,\"flat\":false},",
    "\"written\":[],",
    "\"aside\":[],",
    "\"status\":\"done\",",
    "{\"remove\":\"a\"},",
    "{\"status\":\"new\"},",
    "{\"reviewed\":[[0,2],[1,5]]},",
    "{\"aside\":[]},",
    "{\"insert\":{\"id\":\"b\",\"at\":[0,3],\"label\":\"A\",\"status\":\"accepted\",\"by\":[\"Ada\",null]}},",
    "{\"text\":{\"text\":{\"text\":\"x\",\"removed\":[],\"map\":[]},\"marks\":[],\"reviewed\":[],\"aside\":[]}},",
    "{\"v\":1,\"begun\":{\"id\":\"d\"},\"text\":{\"text\":\"é 漢\",\"removed\":[],\"map\":[]}}\n",
    "\"extra\":\"{}\",",
    "é",
    "漢",
    "👩\u{200d}🚀",
    "\\r\\n",
];

/// The journals of the sample's documents, with a step for each mark that is deleted, and the one by hand.
static SAMPLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let project = project::project();
    let mut samples: Vec<_> =
        project.documents.iter().map(|document| journal(document).into_bytes()).collect();
    samples.push(BY_HAND.as_bytes().to_vec());
    samples
});

fuzz_target!(|input: &str| {
    let records: Vec<String> = input.split('\n').map(str::to_owned).collect();
    let journal = memory::bounded(input.len(), FOR_A_BYTE, || read_journal(&records));
    if let Some(kept) = &journal.kept {
        sound(kept);
    }
    stops(&records, &journal);
    for record in &records {
        if let Ok(delta) = read_record(record) {
            assert_eq!(read_record(&write_record(&delta)), Ok(delta), "what is written comes back");
        }
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let samples = SAMPLES.iter().map(Vec::as_slice);
    pieces::mutate_samples(data, size, max_size, seed, samples, WORDS)
});

/// A document is sound, and stays so whatever is undone and done again.
fn sound(kept: &Kept) {
    sound::document(&kept.document);
    let (mut document, mut history) = (kept.document.clone(), kept.history.clone());
    // A step that does not fit changes nothing.
    while let Ok(Some(_)) = history.undo(&mut document) {
        sound::document(&document);
    }
    while let Ok(Some(_)) = history.redo(&mut document) {
        sound::document(&document);
    }
}

/// Where reading stopped, nothing of what came behind was taken.
fn stops(records: &[String], journal: &Journal) {
    let Some(unreadable) = &journal.unreadable else {
        assert!(journal.kept.is_some(), "a journal that could be read tells a document");
        return;
    };
    assert!(
        unreadable.readable < unreadable.of && unreadable.of == records.len() && !unreadable.why.is_empty()
    );
    let front = read_journal(&records[..unreadable.readable]);
    assert!(front.is_whole(), "what stands in front can be read");
    match (&front.kept, &journal.kept) {
        (Some(front), Some(kept)) => {
            assert_eq!(front.document, kept.document);
            assert_eq!(
                (&front.found, &front.written, front.tagged),
                (&kept.found, &kept.written, kept.tagged)
            );
        }
        (front, kept) => assert!(front.is_none() && kept.is_none(), "it tells the same"),
    }
}

/// The records of a document whose marks are deleted one by one; each second time it is undone.
fn journal(document: &Document) -> String {
    let (mut now, mut history) = (document.clone(), History::default());
    let first = Delta {
        begun: Some(Begun {
            id: document.id.clone(),
            source: document.source().cloned(),
            extra: document.extra.clone(),
        }),
        text: Some(document.cleaned().clone()),
        metadata: Some(document.metadata().clone()),
        status: Some(document.status()),
        reviewed: Some(document.reviewed().to_vec()),
        come: document.annotations().to_vec(),
        found: Some(Some(Suggested { all: document.annotations().to_vec(), flat: true })),
        ..Delta::default()
    };
    let mut records = vec![write_record(&first)];
    for (number, mark) in document.annotations().iter().enumerate() {
        let before = history.clone();
        let delete = Change(vec![Edit::Remove(mark.id.clone())]);
        history.apply("delete", delete, &mut now).expect("the mark is there");
        let undone = number % 2 == 1;
        if undone {
            history.undo(&mut now).expect("it was just done");
        }
        let (undo, redo, steps) = history.since(&before);
        let gone = if undone { Vec::new() } else { vec![mark.id.clone()] };
        records.push(write_record(&Delta { gone, undo, redo, steps, ..Delta::default() }));
    }
    records.join("\n")
}
