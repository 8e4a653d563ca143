//! Azure's project files, case by case.

use super::FORMAT;
use crate::format::File;
use crate::format::testing::{check_error, check_write, shown};
use expect_test::{Expect, expect};

fn check(files: &[(&str, &str)], expected: Expect) {
    let file = |(name, content): &(&str, &str)| File { name: (*name).into(), content: (*content).into() };
    let files: Vec<File> = files.iter().map(file).collect();
    expected.assert_eq(&shown(&FORMAT.read_files(&files).unwrap_or_else(|error| panic!("{error}"))));
}

#[test]
fn writes_a_project_and_its_texts() {
    check_write(
        &FORMAT,
        "👨‍🚒 The [COURT Supreme\r\nCourt], [A é [B 漢]]. [C? x] [d é שלום]",
        expect![[r#"
            == project.json
            {
              "projectFileVersion": "2022-05-01",
              "stringIndexType": "Utf16CodeUnit",
              "metadata": {
                "projectKind": "CustomEntityRecognition",
                "projectName": "tagline",
                "language": "en-us",
                "multilingual": true,
                "settings": {}
              },
              "assets": {
                "projectKind": "CustomEntityRecognition",
                "entities": [
                  {
                    "category": "COURT"
                  },
                  {
                    "category": "A"
                  },
                  {
                    "category": "d"
                  }
                ],
                "documents": [
                  {
                    "location": "d1.txt",
                    "language": "en-us",
                    "dataset": "Train",
                    "entities": [
                      {
                        "regionOffset": 0,
                        "regionLength": 39,
                        "labels": [
                          {
                            "category": "COURT",
                            "offset": 10,
                            "length": 14
                          },
                          {
                            "category": "A",
                            "offset": 26,
                            "length": 3
                          },
                          {
                            "category": "d",
                            "offset": 33,
                            "length": 6
                          }
                        ]
                      }
                    ]
                  }
                ]
              }
            }
            == d1.txt
            👨‍🚒 The Supreme\r
            Court, é 漢. x é שלום-- the project: not carried: colours, keys and guidelines
            -- documents[0].annotations[0]: not carried: origin
            -- documents[0].annotations[1]: not carried: origin
            -- documents[0].annotations[2]: overlaps another mark: left out
            -- documents[0].annotations[3]: only suggested: left out
            -- documents[0].annotations[4]: not carried: annotation id, origin
        "#]],
    );
    check_write(
        &FORMAT,
        "",
        expect![[r#"
        == project.json
        {
          "projectFileVersion": "2022-05-01",
          "stringIndexType": "Utf16CodeUnit",
          "metadata": {
            "projectKind": "CustomEntityRecognition",
            "projectName": "tagline",
            "language": "en-us",
            "multilingual": true,
            "settings": {}
          },
          "assets": {
            "projectKind": "CustomEntityRecognition",
            "entities": [],
            "documents": [
              {
                "location": "d1.txt",
                "language": "en-us",
                "dataset": "Train",
                "entities": []
              }
            ]
          }
        }
        == d1.txt
    "#]],
    );
}

#[test]
fn reads_whatever_the_file_says_it_counts() {
    let of = |count: &str, offset: usize| {
        format!(
            r#"{{"stringIndexType":"{count}","assets":{{"documents":[{{"location":"a.txt","entities":[{{"labels":[{{"category":"X","offset":{offset},"length":1}}]}}]}}]}}}}"#
        )
    };
    for (count, offset) in [("Utf16CodeUnit", 6), ("UnicodeCodePoint", 4), ("TextElements_v8", 2)] {
        check(
            &[("p/a.json", &of(count, offset)), ("p/a.txt", "👩‍🚀 漢")],
            expect![[r#"
            a: 👩‍🚀 [X 漢]
        "#]],
        );
    }
    check(
        &[("p/a.json", &of("Bytes", 99)), ("p/a.txt", "漢"), ("p/b.txt", "é")],
        expect![[r#"
            a: 漢
            b: é
            -- stringIndexType: expected Utf16CodeUnit, UnicodeCodePoint or TextElements_v8, found "Bytes"; read the offsets as Utf16CodeUnit
            -- assets.documents[0].entities[0].labels[0]: expected a stretch of the text between 0 and 1, found 99 to 100; left it out
            -- b.txt: expected a text that the project's file names, found another; read it without marks
        "#]],
    );
    check(
        &[
            (
                "",
                r#"{"stringIndexType":"Utf16CodeUnit","assets":{"documents":[{"location":"a.txt"},{"location":5},7]}}"#,
            ),
            ("c.txt", "é"),
        ],
        expect![[r#"
            c: é
            -- assets.documents[0]: expected the text "a.txt" beside the project's file, found none; left it out
            -- assets.documents[1].location: expected a string, found 5; left documents[1] out
            -- assets.documents[2]: expected an object, found 7; left it out
            -- c.txt: expected a text that the project's file names, found another; read it without marks
        "#]],
    );
    check_error(
        &FORMAT,
        "{\"a\": 1}",
        expect![
            "assets: expected the project's documents and entities, found none; is it a project of CustomEntityRecognition?"
        ],
    );
    check_error(
        &FORMAT,
        "An article",
        expect!["project.json: expected the project's file, found no file of JSON"],
    );
}
