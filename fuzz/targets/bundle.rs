//! Any bundle is read and put on any texts: no panic, no hang, little memory; each mark has a place in its text or a reason why
//! not, what is written of what was read reads back to it, and a bundle of what was placed places all of it again.
#![no_main]

mod memory;
mod pieces;
mod project;
mod sound;

use std::collections::HashSet;
use std::sync::LazyLock;

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use tagline::annotation::{Document, Project};
use tagline::format::{
    Bundle, Found, How, Salt, anchored, anchored_project, by_name, read_bundle, write_bundle,
};

/// What reading may take for each byte of a bundle, and placing for each byte of it and of the texts.
const FOR_A_BYTE: usize = 400;

/// What begins each text behind a bundle.
const TEXT: char = '\u{1e}';

/// Texts that are like some of the sample's: other quotes, another paragraph, too short to be told from others.
const TEXTS: &[&str] = &[
    "👩‍🚀 the Supreme  Court\nsat in Lodz; שלום 漢 b",
    "It began on Monday.\n\n👩‍🚀 The Supreme Court\r\nsat in Łódź. שלום 漢 & <b>",
    "One line.",
    "",
];

/// An article that is long enough for its marks to be found by the words around.
const LONG: &str = "The council voted on Tuesday to keep the ferries running until the summer, it said in a statement. Judge Émile Okafor of the \
    9th district court had asked the city’s clerk to stop the sale of the boats. “They belong to everyone,” said Judge Émile Okafor.";

/// The words of a bundle.
const WORDS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    "\n",
    "\u{1e}",
    "\"status\":\"done\",",
    "\"reviewed\":[[0,3],[4,9]],",
    "\"marks\":[",
    "\"length\":31,",
    "\"words\":1,",
    "\"start\":0,",
    "\"first\":0,",
    "\"label\":\"A-é 2\",",
    "\"hash\":\"00ff\",",
    "\"before\":\"0123444\",",
    "\"after\":\"444\",",
    "\"rival\":[0,65535],",
    "\"margin\":[-1,3],",
    "\"margin\":[9223372036854775807,9223372036854775807],",
    "\"score\":0.5,",
    "\"origin\":{\"annotator\":\"Ada\"},",
    "\"origin\":{\"tagger\":\"m\"},",
    "18446744073709551615",
    "-1",
    "null",
    "{\"label\":\"A\",\"start\":0,\"length\":1,\"first\":0,\"words\":1,\"hash\":\"0000\"},",
    "The Supreme Court",
    "é",
    "漢",
    "👩\u{200d}🚀",
    "\r\n",
    " said",
    "’s ",
    "e\u{301}",
];

/// Bundles with their own texts, with texts that are like these, and with others.
static SAMPLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let salt = Salt::new([7; 16]);
    let project = project::project();
    let own: Vec<String> = project.documents.iter().map(|document| document.text().to_string()).collect();
    let written = write_bundle(&Bundle::of(&project, &salt));
    let marked = LONG
        .replace("Judge Émile Okafor", "[PERSON Judge Émile Okafor]")
        .replace("9th district court", "[COURT 9th district court]");
    let long = by_name("brackets")
        .and_then(|format| format.read(&marked).ok())
        .expect("the sample is sound")
        .project;
    // Each of another length: of each length all quotes of a text could be looked at.
    let apart = (1..60).fold(String::new(), |text, at| text + &format!("[A é{at}{}]\n", " 漢".repeat(at)));
    let apart = by_name("brackets")
        .and_then(|format| format.read(&apart).ok())
        .expect("the sample is sound")
        .project;
    let others = [
        LONG.replace('“', "\"").replace('’', "'"),
        LONG.replace("on Tuesday ", ""),
        format!("{LONG} {LONG}"),
    ];
    let of_long = write_bundle(&Bundle::of(&long, &salt));
    let joined = |bundle: &str, texts: &[String]| {
        let texts: String = texts.iter().map(|text| format!("{TEXT}{text}")).collect();
        (bundle.to_owned() + &texts).into_bytes()
    };
    let alike: Vec<String> = TEXTS.iter().map(|text| (*text).to_owned()).collect();
    let mut samples =
        vec![joined(&written, &own), joined(&written, &alike), joined(&of_long, &[LONG.to_owned()])];
    let text = apart.documents[0].text().to_string();
    samples.push(joined(&write_bundle(&Bundle::of(&apart, &salt)), &[text]));
    samples.extend(others.map(|text| joined(&of_long, &[text])));
    samples
});

fuzz_target!(|input: &str| {
    let mut parts = input.split(TEXT);
    let file = parts.next().unwrap_or_default();
    let texts: Vec<&str> = parts.collect();
    let read = memory::bounded(file.len(), FOR_A_BYTE, || read_bundle(file));
    let Ok((bundle, issues)) = read else { return };
    sound::issues(&issues);
    assert_eq!(
        read_bundle(&write_bundle(&bundle)).as_ref(),
        Ok(&(bundle.clone(), Vec::new())),
        "what is written comes back"
    );
    let found = memory::bounded(input.len(), FOR_A_BYTE, || anchored(&bundle, &texts));
    placed(&bundle, &texts, &found);
    again(&bundle, &texts);
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let samples = SAMPLES.iter().map(Vec::as_slice);
    pieces::mutate_samples(data, size, max_size, seed, samples, WORDS)
});

/// What holds of what became of each of a bundle's documents.
fn placed(bundle: &Bundle, texts: &[&str], found: &[Option<Found>]) {
    assert_eq!(found.len(), bundle.documents.len(), "something becomes of each document");
    let mut taken = HashSet::new();
    for (document, found) in bundle.documents.iter().zip(found) {
        let Some(found) = found else { continue };
        assert!(taken.insert(found.text), "no text is taken twice");
        let text = texts[found.text];
        assert_eq!(
            found.annotations.len() + found.failed.len(),
            document.marks.len(),
            "each mark has a place or a reason"
        );
        for one in &found.annotations {
            assert!(one.span.slice(text).is_some(), "{:?} is a stretch of the text", one.span);
        }
        for span in &found.reviewed {
            assert!(span.slice(text).is_some(), "{span:?} is a stretch of the text");
        }
    }
}

/// A bundle of what was placed places all of it again, in the same texts.
fn again(bundle: &Bundle, texts: &[&str]) {
    let texts = texts.iter().enumerate();
    let documents = texts.map(|(at, text)| Document::of_text(format!("t{at}"), *text).into());
    let texts = Project { documents: documents.collect(), ..Project::default() };
    let (project, _) = anchored_project(bundle, &texts);
    sound::project(&project);
    let made = Bundle::of(&project, &bundle.salt);
    let (placed, found) = anchored_project(&made, &project);
    for (one, other) in placed.documents.iter().zip(&project.documents) {
        assert_eq!(marks(one), marks(other), "what was placed is placed again");
        assert_eq!((one.status(), one.reviewed()), (other.status(), other.reviewed()), "with how far it had come");
    }
    for found in found {
        let found = found.expect("each text is found");
        assert!(found.how == How::SameText && found.failed.is_empty(), "{:?}", found.failed);
    }
}

/// What a document's marks say beside their ids, in an order of its own.
fn marks(document: &Document) -> Vec<String> {
    let mut marks: Vec<String> = document
        .annotations()
        .iter()
        .map(|one| format!("{:?} {:?} {:?} {:?} {:?}", one.span, one.label, one.status, one.origin, one.score))
        .collect();
    marks.sort();
    marks
}
