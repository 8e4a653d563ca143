//! What a bundle looks like, what is left out of it, and what is said of a bad one.

use expect_test::{Expect, expect};

use super::*;
use crate::annotation::{document_from_notation, document_to_notation};
use crate::format::testing::{check_error, project};

const SALT: &str = "000102030405060708090a0b0c0d0e0f";

fn salt() -> Salt {
    Salt::parse(SALT).unwrap()
}

fn bundle(notation: &str) -> Bundle {
    Bundle::of(&project(notation), &salt())
}

#[test]
fn a_bundle_has_hashes_and_places_but_no_word() {
    let exported = FORMAT.write_salted(
        &project("👩‍🚀 [AGENCY? Élite\r\nForce] met in “[PLACE 漢口]”."),
        &[],
        Some(&salt()),
    );
    expect![[r#"
        {"format":"tagline-bundle","version":1,"salt":"000102030405060708090a0b0c0d0e0f","documents":[
        {"text_hash":"7544f9ea3d5df956259e1cc979b434241543a3b0f53bf00771bb454f33e797e1","words_hash":"4c5cbeb3c381b8f493534604e510a777f34ea4beb8a8a8a82855a1bff22ec59b","length":29,"words":7,"status":"new","marks":[
        {"label":"AGENCY","status":"suggested","origin":{"annotator":"Ada"},"start":4,"length":12,"first":1,"words":2,"hash":"e3ac","before":"1444","after":"3231444"},
        {"label":"PLACE","status":"accepted","origin":{"annotator":"Ada"},"start":25,"length":2,"first":5,"words":2,"hash":"7daa","before":"23331444","after":"444"}
        ]}
        ]}
    "#]]
    .assert_eq(exported.content());
    assert_eq!(
        read_bundle(exported.content()).unwrap(),
        (bundle("👩‍🚀 [AGENCY? Élite\r\nForce] met in “[PLACE 漢口]”."), vec![])
    );
}

/// The hashes as `docs/bundle.md` has them made.
#[test]
fn hashes_are_made_as_the_documentation_says() {
    use sha2::{Digest, Sha256};
    let hashed = |kind: u8, content: &str| {
        let bytes: Vec<u8> = (0..16).chain([kind]).chain(content.bytes()).collect();
        Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let made = bundle("The [COURT Supreme Court’s] chief.");
    let [document] = made.documents.as_slice() else { panic!("{made:?}") };
    assert_eq!(document.text_hash, hashed(b't', "The Supreme Court’s chief."));
    assert_eq!(document.words_hash, hashed(b'a', "the supreme court s chief"));
    let anchor = document.marks[0].anchor.as_ref().unwrap();
    assert_eq!(format!("{:04x}", anchor.code), hashed(b'm', "supreme court s")[..4]);
    let code = |word: &str| u8::from_str_radix(&hashed(b'w', word)[..1], 16).unwrap() / 4;
    assert_eq!((&anchor.before, &anchor.after), (&vec![code("the"), 4, 4, 4], &vec![code("chief"), 4, 4, 4]));
    assert_eq!((anchor.first, anchor.words), (1, 3));
    let long = (0..40).map(|number| format!("w{number}")).collect::<Vec<_>>();
    let made = bundle(&format!("[LAW {}] x", long.join(" ")));
    let ends = [&long[..16], &long[24..]].concat().join(" ");
    assert_eq!(
        format!("{:04x}", made.documents[0].marks[0].anchor.as_ref().unwrap().code),
        hashed(b'm', &ends)[..4]
    );
}

#[test]
fn what_quotes_the_text_is_left_out_and_told() {
    let mut whole = project("[PLACE Ohio] won.");
    let mut document = (*whole.documents[0]).clone();
    let metadata = Metadata {
        title: Some("Ohio won".to_owned()),
        published: Some("2019-06-26".to_owned()),
        updated: Some("after Ohio".to_owned()),
        ..Metadata::default()
    };
    Edit::SetMetadata(Box::new(metadata)).apply(&mut document).unwrap();
    let mark = Annotation {
        note: Some("Ohio".into()),
        value: Some("Ohio".into()),
        evidence: vec![crate::annotation::Evidence { rule: "list".into(), detail: "Ohio".into() }],
        score: Some(0.5),
        ..(*document.annotations()[0]).clone()
    };
    Edit::Replace(mark.into()).apply(&mut document).unwrap();
    whole.documents = vec![document.into()];
    let exported = FORMAT.write(&whole, &[]);
    assert!(!exported.content().contains("Ohio"), "{}", exported.content());
    assert!(exported.content().contains("2019-06-26"));
    let told: Vec<String> = exported.losses.iter().map(ToString::to_string).collect();
    expect![[r#"
        documents[0]: not carried: document id
        documents[0]: metadata but for dates: left out, as it can quote the text
        documents[0].annotations[0]: not carried: value, note
        documents[0].annotations[0]: evidence: left out, as it can quote the text
    "#]]
    .assert_eq(&(told.join("\n") + "\n"));
}

/// What becomes of the marks of one article on another text: its notation, and those without a place.
fn check(notation: &str, text: &str, expected: Expect) {
    let texts = Project { documents: vec![Document::of_text("t", text).into()], ..Project::default() };
    let made = bundle(notation);
    let (project, found) = anchored_project(&made, &texts);
    let mut shown = project.documents.iter().map(|one| document_to_notation(one) + "\n").collect::<String>();
    match found.as_slice() {
        [Some(found)] => {
            shown += &format!("{:?}\n", found.how);
            for (mark, why) in &found.failed {
                shown += &format!("{}: {why}\n", made.documents[0].marks[*mark].description());
            }
        }
        _ => shown += "none\n",
    }
    expected.assert_eq(&shown.replace('\r', "\\r"));
}

#[test]
fn the_same_text_takes_every_mark() {
    let notation = "A[X b]c [Y  ]👩[X ‍🚀] [Y —]\r\n";
    let text = document_from_notation("d", notation, &"Ada".into()).unwrap().text().to_string();
    check(
        notation,
        &text,
        expect![[r#"
        A[X b]c [Y  ]👩[X ‍🚀] [Y —]\r

        SameText
    "#]],
    );
}

#[test]
fn texts_with_the_same_words_take_all_marks_of_whole_words() {
    check(
        "“[PERSON Élodie Marchand]’s [X boa]t — [X —] in [PLACE 漢口],”\r\nsaid [PLACE Ohio], [PLACE Ohio] and [PLACE Ohio].",
        "\"Elodie  Marchand's boat - in\u{a0}漢口\", said\n\nOhio; Ohio and Ohio",
        expect![[r#"
            "[PERSON Elodie  Marchand]'s boat - in [PLACE 漢口]", said

            [PLACE Ohio]; [PLACE Ohio] and [PLACE Ohio]
            SameWords
            X, 3 characters from 19: it begins or ends inside a word, and the text is not the same
            X, 1 characters from 26: it stands on no words, and the text is not the same
        "#]],
    );
}

#[test]
fn other_articles_are_not_taken() {
    check(
        "The [COURT Supreme Court] sat in [PLACE London] on Monday.",
        "The Supreme Court sat in Paris.",
        expect![[r#"
        none
    "#]],
    );
    check(
        "Nothing.",
        "Nothing at all.",
        expect![[r#"
        none
    "#]],
    );
    check(
        "",
        "",
        expect![[r#"

        SameText
    "#]],
    );
}

#[test]
fn each_document_finds_its_own_text() {
    let document = |id: &str, notation: &str| document_from_notation(id, notation, &"Ada".into()).unwrap();
    let words =
        |from: u32| (from..from + 40).map(|number| format!("w{number}")).collect::<Vec<_>>().join(" ");
    let (one, two) = (words(100), words(200));
    let project = Project {
        documents: vec![
            document("a", &format!("{one} [PLACE Ohio] {one}")).into(),
            document("b", &format!("{two} [PLACE Ohio] {two}")).into(),
            document("c", "[PLACE Ohio].").into(),
            document("d", "[PLACE Ohio].").into(),
        ],
        ..Project::default()
    };
    let made = Bundle::of(&project, &salt());
    let texts = [
        format!("New. {two} Ohio {two}"),
        "Ohio.".to_owned(),
        format!("{one}  Ohio {one}"),
        "Cuba".to_owned(),
    ];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let found = anchored(&made, &texts);
    let pairs: Vec<_> =
        found.iter().map(|found| found.as_ref().map(|found| (found.text, found.how))).collect();
    // The fourth is like the third, whose text is taken.
    assert_eq!(pairs, [Some((2, How::SameWords)), Some((0, How::Alike)), Some((1, How::SameText)), None]);
    assert!(found.iter().flatten().all(|found| found.annotations.len() == 1));
}

#[test]
fn nothing_is_done_of_a_text_that_is_not_the_same() {
    let mut made = bundle("[PLACE Ohio] won.");
    made.documents[0].status = DocumentStatus::Done;
    made.documents[0].reviewed = vec![(0, 9)];
    let same = anchored(&made, &["Ohio won."]).remove(0).unwrap();
    assert_eq!((same.status, same.reviewed.len()), (DocumentStatus::Done, 1));
    let other = anchored(&made, &["Ohio won"]).remove(0).unwrap();
    assert_eq!((other.status, other.reviewed.len()), (DocumentStatus::InProgress, 0));
}

#[test]
fn a_bundle_says_why_it_cannot_be_opened_alone() {
    check_error(
        &FORMAT,
        "{}",
        expect![
            "expected annotations with their texts, found a bundle, which has none; put it on the texts with tagline anchor, or open it in the app and then the articles"
        ],
    );
}

#[test]
fn a_bad_bundle_says_where() {
    let check = |file: &str, expected: Expect| {
        let said = match read_bundle(file) {
            Err(error) => error.to_string() + "\n",
            Ok((bundle, issues)) => {
                let marks: usize = bundle.documents.iter().map(|document| document.marks.len()).sum();
                let issues: String = issues.iter().map(|issue| format!("{issue}\n")).collect();
                format!("{issues}{} documents, {marks} marks\n", bundle.documents.len())
            }
        };
        expected.assert_eq(&said);
    };
    check(
        "{\n\"a\"",
        expect![[r#"
        line 2, column 4: expected "}", found the end of the file
    "#]],
    );
    check(
        "{\"format\":\"tagline\"}",
        expect![[r#"
        format: expected "tagline-bundle", found "tagline"; is it a bundle?
    "#]],
    );
    check(
        "{\"format\":\"tagline-bundle\",\"version\":2}",
        expect![[r#"
        version: expected 1 or older, found 2, which a newer Tagline wrote; reload or update Tagline
    "#]],
    );
    check(
        "{\"format\":\"tagline-bundle\",\"version\":1,\"salt\":\"00\"}",
        expect![[r#"
        salt: expected 32 hexadecimal digits, found 2 characters; without it no mark can be placed
    "#]],
    );
    let head = format!("{{\"format\":\"tagline-bundle\",\"version\":1,\"salt\":\"{SALT}\",\"documents\":");
    let hash = "0".repeat(64);
    let document = |more: &str| {
        format!(
            "{head}[{{\"text_hash\":\"{hash}\",\"words_hash\":\"{hash}\",\"length\":20,\"words\":4{more}}}]}}"
        )
    };
    check(
        &format!("{head}[{{\"text_hash\":\"12\"}},{{}},1]}}"),
        expect![[r#"
        documents[0].text_hash: expected 64 hexadecimal digits, found 2 characters; left the document out
        documents[1].text_hash: expected a string, found nothing; left documents[1] out
        documents[2]: expected an object, found 1; left it out
        0 documents, 0 marks
    "#]],
    );
    check(
        &document(",\"status\":\"read\",\"reviewed\":[[0,21],[3,5],[4,6],[1]],\"published\":\"June\""),
        expect![[r#"
        documents[0].status: expected new, in progress or done, found "read"; read it as new
        documents[0].reviewed[0]: expected a stretch between 0 and 20, found 0 to 21; left it out
        documents[0].reviewed[2]: expected a stretch between 5 and 20, found 4 to 6; left it out
        documents[0].reviewed[3]: expected 2 whole numbers, found [1]; left it out
        documents[0].published: expected a date like 2019-06-26, found "June"; left it out
        1 documents, 0 marks
    "#]],
    );
    let good = "\"label\":\"X\",\"status\":\"accepted\",\"start\":0,\"length\":2";
    check(
        &document(&format!(
            ",\"marks\":[{{{good}}},{{\"label\":\" \"}},{{\"label\":\"X\"}},{{\"label\":\"X\",\"start\":19,\"length\":2}},\
             {{{good},\"first\":3,\"words\":2}},{{{good},\"first\":0,\"words\":1,\"hash\":\"xyz\"}},\
             {{{good},\"first\":0,\"words\":1,\"hash\":\"00ff\",\"before\":\"5\"}},\
             {{{good},\"first\":0,\"words\":1,\"hash\":\"00ff\",\"rival\":-1,\"margin\":3}}]"
        )),
        expect![[r#"
            documents[0].marks[1].label: expected a label, found white space; left the mark out
            documents[0].marks[2].start: expected a whole number, found nothing
            documents[0].marks[2].length: expected a whole number, found nothing
            documents[0].marks[2]: expected where it starts and how long it is, found less; left it out
            documents[0].marks[3]: expected a stretch of the 20 code points of the text, found 2 from 19; left it out
            documents[0].marks[4].first: expected some of the 4 words of the text, found 2 from 3; left the mark out
            documents[0].marks[5].hash: expected 4 hexadecimal digits, found "xyz"; left the mark out
            documents[0].marks[6].before: expected up to 20 digits from 0 to 4, found "5"; left the mark out
            documents[0].marks[7].margin: expected two whole numbers, found 3; read it as none
            documents[0].marks[7].rival: expected two whole numbers below 65536, found -1; left the mark out
            1 documents, 1 marks
        "#]],
    );
}
