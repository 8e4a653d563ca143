//! What was written is read, in pieces of any size; what was damaged is told, and nothing of it is taken for whole.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use super::*;
use crate::format::Issue;

type Found = (Option<Opening>, Vec<Piece>, Vec<Issue>, Ending);

fn written(opening: &Opening, pieces: &[Piece]) -> String {
    let mut out = String::new();
    let mut writer = Writer::begin(opening, &mut out);
    pieces.iter().for_each(|piece| writer.write(piece, &mut out));
    writer.end(&mut out);
    out
}

/// Reads a file that comes in pieces of these sizes, over and over.
fn read(file: &[u8], sizes: &[usize]) -> Result<Found, String> {
    let mut reader = Reader::default();
    let (mut pieces, mut issues) = (Vec::new(), Vec::new());
    let mut take = |read: Vec<Result<Piece, Issue>>| {
        for one in read {
            match one {
                Ok(piece) => pieces.push(piece),
                Err(issue) => issues.push(issue),
            }
        }
    };
    let (mut rest, mut sizes) = (file, sizes.iter().cycle());
    while !rest.is_empty() {
        let size = sizes.next().copied().unwrap_or(rest.len()).clamp(1, rest.len());
        take(reader.push(&rest[..size]).map_err(|error| error.message)?);
        rest = &rest[size..];
    }
    let opening = reader.opening().cloned();
    let (last, ending) = reader.finish().map_err(|error| error.message)?;
    take(last);
    Ok((opening, pieces, issues, ending))
}

fn opening(documents: u32) -> Opening {
    Opening {
        project: "Gerichte, é 漢".to_owned(),
        made: Timestamp("2026-11-30T08:00:00.000Z".into()),
        documents,
    }
}

fn document(number: u32, records: &[&str]) -> Piece {
    Piece::Document {
        number,
        listed: Listed::default(),
        records: records.iter().map(|&record| record.to_owned()).collect(),
    }
}

fn some() -> Vec<Piece> {
    vec![
        Piece::Part { name: "labels".to_owned(), text: "[\"é 漢 👩‍🚀\"]".to_owned() },
        Piece::Entity { id: "Q90".to_owned(), text: "{\"name\":\"שלום\"}".to_owned() },
        document(1, &["{\"v\":1}", "a\r\nb\u{2028}\0"]),
        document(4, &["👩‍🚀"]),
        document(5, &["{}"]),
    ]
}

#[test]
fn a_file_is_lines_of_json_with_their_sums() {
    let file = written(&opening(1), &[document(7, &["{\"v\":1}\n"])]);
    assert_eq!(
        file,
        concat!(
            r#"{"format":"tagline-backup","version":1,"project":"Gerichte, é 漢","made":"2026-11-30T08:00:00.000Z","#,
            r#""documents":1,"sum":"4a478b6c"}"#,
            "\n",
            r#"{"document":7,"records":["{\"v\":1}\n"],"sum":"a8cafc61"}"#,
            "\n",
            r#"{"end":true,"parts":0,"entities":0,"documents":1,"sum":"1bc6c4f1"}"#,
            "\n"
        )
    );
    assert!(is_backup(file.as_bytes()) && is_backup(format!("\u{FEFF}{file}").as_bytes()));
    assert!(!is_backup(b"{\"format\":\"tagline\"") && !is_backup(b""));
}

#[test]
fn what_some_program_did_to_its_lines_is_no_damage() {
    let (pieces, file) = (some(), written(&opening(3), &some()));
    for file in [
        file.clone(),
        file.replace('\n', "\r\n"),
        file.trim_end().to_owned(),
        format!("\u{FEFF}{file}\n\n"),
        file.replace('\n', " \n\n"),
    ] {
        let (first, found, issues, ending) = read(file.as_bytes(), &[]).unwrap();
        assert_eq!((first, found, issues), (Some(opening(3)), pieces.clone(), Vec::new()));
        assert_eq!(ending.to_string(), "the file is whole: 3 documents");
        assert!(ending.whole && !ending.cut);
    }
}

#[test]
fn a_file_that_was_cut_gives_the_documents_before() {
    let pieces: Vec<_> = (1..=1000).map(|number| document(number, &["{}"])).collect();
    let file = written(&opening(1000), &pieces);
    let at = file.find("{\"document\":813,").unwrap() + 20;
    let (_, found, issues, ending) = read(&file.as_bytes()[..at], &[7]).unwrap();
    assert_eq!((found.len(), issues.len()), (812, 0));
    assert_eq!(ending.to_string(), "the file stops early: 812 of 1,000 documents are whole");
    // All documents, but not the line that says so.
    let at = file.find("{\"end\"").unwrap();
    let ending = read(&file.as_bytes()[..at], &[]).unwrap().3;
    assert_eq!(ending, Ending { documents: 1000, of: 1000, cut: true, whole: false });
}

#[test]
fn what_is_no_line_of_a_backup_is_told_with_its_line() {
    let file = written(&opening(3), &some());
    let summed = |open: &str| format!("{open}{}", sum(open.as_bytes()));
    let check = |line: usize, instead: &str, expected: &str| {
        let mut lines: Vec<&str> = file.lines().collect();
        lines[line - 1] = instead;
        let found = read(lines.join("\n").as_bytes(), &[5]).unwrap();
        let issues: Vec<_> = found.2.iter().map(ToString::to_string).collect();
        assert!(issues.first().is_some_and(|issue| issue.contains(expected)), "{instead}: {issues:?}");
        assert!(!found.3.whole, "{instead}");
    };
    check(2, "{", "line 2: expected a line as it was written, found it changed");
    check(2, &file.lines().nth(1).unwrap().replace('é', "e"), "line 2: expected a line as it was written");
    check(3, &summed("{\"entity\":1"), "line 3: column 11: expected a string");
    check(3, &summed("{\"entity\":\"a\""), "line 3: expected a part, an entity or a document, found none");
    check(4, &summed("[1]"), "line 4: column 2: expected a string");
    check(5, file.lines().nth(3).unwrap(), "line 5: expected a document's number above 1, found 1");
    check(5, &summed("{\"document\":4,\"records\":[]"), "expected the records of document 4, found none");
    check(5, file.lines().last().unwrap(), "line 6: expected the end of the file, found a line behind it");
    let missing =
        file.lines().filter(|line| !line.starts_with("{\"document\":4")).collect::<Vec<_>>().join("\n");
    let ending = read(missing.as_bytes(), &[]).unwrap().3;
    assert_eq!(ending.to_string(), "the file is damaged: 2 of 3 documents are whole");
    let missing = file.lines().filter(|line| !line.starts_with("{\"part\"")).collect::<Vec<_>>().join("\n");
    let ending = read(missing.as_bytes(), &[]).unwrap().3;
    assert_eq!(ending.to_string(), "the file is damaged: all 3 documents are whole, not all beside them is");
}

#[test]
fn other_files_and_newer_ones_are_refused() {
    let refused = |file: &str| read(file.as_bytes(), &[3]).unwrap_err();
    for other in
        ["", "\n", "{\"format\":\"tagline\",\"version\":1}", "An article.\nMore.", "[]", "{\"a\":1}\n{}"]
    {
        assert!(refused(other).starts_with("line 1: expected a backup that Tagline made, found"), "{other}");
    }
    let newer = "{\"format\":\"tagline-backup\",\"version\":2,\"shape\":\"another\"}\n";
    assert!(refused(newer).contains("a newer Tagline has made it"));
    let damaged = written(&opening(3), &some()).replacen("Gerichte", "Gerichts", 1);
    assert!(refused(&damaged).contains("damaged from its beginning"));
}

#[test]
fn a_line_without_an_end_fills_no_memory() {
    let mut reader = Reader::default();
    let mut first = String::new();
    Writer::begin(&opening(1), &mut first);
    reader.push(first.as_bytes()).unwrap();
    let zeros = vec![b'0'; 16 << 20];
    for _ in 0..20 {
        assert!(reader.push(&zeros).unwrap().is_empty());
    }
    let found = reader.push(b"\n{").unwrap();
    assert!(
        found[0].as_ref().unwrap_err().to_string().starts_with("line 2: expected a line of at most 256 MB")
    );
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(
            prop::sample::select(vec![
                "word",
                " ",
                "é",
                "e\u{301}",
                "漢字",
                "👩‍🚀",
                "שלום",
                "مرحبا",
                "\n",
                "\r\n",
                "\u{2028}",
                "\0",
                "\"",
                "\\",
                "{\"v\":1}",
                ",\"sum\":\"00000000\"}",
                "\u{FEFF}",
            ]),
            0..12
        )
        .prop_map(|pieces| pieces.concat()),
        any::<String>(),
    ]
}

prop_compose! {
    fn listed()(
        (added, changed, done) in (prop::option::of(text()), prop::option::of(text()), prop::option::of(text())),
        twin in prop::option::of((any::<u32>(), any::<u8>())),
    ) -> Listed {
        Listed { added, changed, done, twin }
    }
}

prop_compose! {
    fn project()(
        name in text(),
        parts in prop::collection::vec((text(), text()), 0..4),
        entities in prop::collection::vec((text(), text()), 0..4),
        documents in prop::collection::btree_map(
            any::<u32>(),
            (listed(), prop::collection::vec(text(), 1..4)),
            0..8,
        ),
    ) -> (Opening, Vec<Piece>) {
        let count = u32::try_from(documents.len()).unwrap();
        let parts = parts.into_iter().map(|(name, text)| Piece::Part { name, text });
        let entities = entities.into_iter().map(|(id, text)| Piece::Entity { id, text });
        let documents = documents.into_iter().map(|(number, (listed, records))| Piece::Document { number, listed, records });
        (Opening { project: name, ..opening(count) }, parts.chain(entities).chain(documents).collect())
    }
}

fn is_document(piece: &Piece) -> bool {
    matches!(piece, Piece::Document { .. })
}

proptest! {
    #[test]
    fn any_project_comes_back_in_pieces_of_any_size((opening, pieces) in project(), sizes in prop::collection::vec(1..60_usize, 1..9)) {
        let file = written(&opening, &pieces);
        let (first, found, issues, ending) = read(file.as_bytes(), &sizes).unwrap();
        prop_assert_eq!(written(&first.clone().unwrap(), &found), file);
        prop_assert_eq!((first, found, issues), (Some(opening), pieces, Vec::new()));
        prop_assert!(ending.whole);
    }

    #[test]
    fn a_file_cut_anywhere_gives_what_stands_before((opening, pieces) in project(), at in any::<prop::sample::Index>()) {
        let file = written(&opening, &pieces);
        let at = at.index(file.len());
        let Ok((_, found, issues, ending)) = read(&file.as_bytes()[..at], &[]) else {
            prop_assert!(!file.as_bytes()[..at].contains(&b'\n'));
            return Ok(());
        };
        prop_assert_eq!(&found[..], &pieces[..found.len()]);
        prop_assert!(issues.is_empty());
        prop_assert_eq!(ending.documents as usize, found.iter().filter(|piece| is_document(piece)).count());
        // Only the very end of the last line may be missing.
        prop_assert_eq!(ending.cut, at + 1 < file.len());
    }

    #[test]
    fn of_a_damaged_file_nothing_changed_is_taken(
        (opening, pieces) in project(),
        damages in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 1..6),
        sizes in prop::collection::vec(1..60_usize, 1..4),
    ) {
        let mut file = written(&opening, &pieces).into_bytes();
        for (at, byte, kind) in damages {
            let at = at.index(file.len());
            match kind {
                0 => file[at] = byte,
                1 => file.insert(at, byte),
                _ => drop(file.remove(at)),
            }
        }
        if let Ok((_, found, _, ending)) = read(&file, &sizes) {
            prop_assert!(found.iter().all(|piece| pieces.contains(piece)));
            prop_assert!(!ending.whole || found == pieces);
        }
    }

    #[test]
    fn of_a_damaged_packed_file_nothing_changed_is_taken(
        (opening, pieces) in project(),
        (at, byte, cut) in (any::<prop::sample::Index>(), any::<u8>(), any::<bool>()),
    ) {
        let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(written(&opening, &pieces).as_bytes()).unwrap();
        let mut file = packer.finish().unwrap();
        let at = at.index(file.len());
        if cut { file.truncate(at) } else { file[at] = byte }
        let mut unpacked = Vec::new();
        // What was unpacked before the error is there.
        let _ = GzDecoder::new(file.as_slice()).read_to_end(&mut unpacked);
        if let Ok((_, found, _, ending)) = read(&unpacked, &[]) {
            prop_assert!(found.iter().all(|piece| pieces.contains(piece)));
            prop_assert!(!ending.whole || found == pieces);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), behind in any::<bool>()) {
        let mut file = String::new();
        if behind {
            Writer::begin(&opening(1), &mut file);
        }
        let mut file = file.into_bytes();
        file.extend(bytes);
        if let Ok((_, found, ..)) = read(&file, &[1]) {
            prop_assert!(behind && found.is_empty());
        }
    }
}
