//! Characters that end a name, and characters that are no part of any.

use super::{Suggestion, TagOptions, tag};
use crate::text::{is_border, is_unseen};

const UNSEEN: [char; 16] = [
    '\u{ad}', '\u{61c}', '\u{200b}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}',
    '\u{202e}', '\u{2060}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{feff}',
];

fn shown(text: &str) -> Vec<(String, String)> {
    let of = |one: Suggestion| Some((one.label.name().to_owned(), one.span.slice(text)?.to_owned()));
    tag(text, TagOptions::default()).into_iter().filter_map(of).collect()
}

#[test]
fn no_name_crosses_a_border() {
    for border in ["\t", "\n", "\r", "\r\n", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}"] {
        assert!(border.chars().all(is_border));
        for (one, other) in [
            ("Paris", "London"),
            ("Marcelo Ebrard", "Angela Merkel"),
            ("9th Circuit", "Supreme Court"),
            ("June 14", "2019"),
        ] {
            let text = format!("{one}{border}{other}");
            let found: Vec<String> = shown(&text).into_iter().map(|(_, words)| words).collect();
            assert!(found.iter().all(|words| !words.contains(is_border)), "{text:?}: {found:?}");
            assert!(found.contains(&one.to_owned()), "{text:?}: {found:?}");
        }
    }
    let cells = shown("Paris\tLondon\tÉ 漢\r\nMexico\t\tKenya");
    let places: Vec<&str> = cells.iter().map(|(_, words)| words.as_str()).collect();
    assert_eq!(places, ["Paris", "London", "Mexico", "Kenya"]);
    assert!(cells.iter().all(|(label, _)| label == "PLACE"), "{cells:?}");
}

#[test]
fn unseen_marks_change_nothing() {
    let names = ["Marcelo Ebrard", "9th Circuit", "U.S.", "Mexico", "Nov. 19, 2018"];
    let write = |before: &str, behind: &str| {
        let [person, court, country, place, day] = names.map(|name| format!("{before}{name}{behind}"));
        format!("On {day}, {person}’s aide told the {court} in {place} ({country}), é 漢 👩\u{200d}🚀.")
    };
    let plain_text = write("", "");
    let plain = tag(&plain_text, TagOptions::default());
    let words: Vec<&str> = plain.iter().filter_map(|one| one.span.slice(&plain_text)).collect();
    assert_eq!(words, ["Nov. 19, 2018", "Marcelo Ebrard", "9th Circuit", "Mexico", "U.S."]);
    for mark in UNSEEN.map(String::from) {
        for (before, behind) in [(&*mark, ""), ("", &*mark), (&*mark, &*mark)] {
            let text = write(before, behind);
            let found = tag(&text, TagOptions::default());
            for (one, plain) in found.iter().zip(&plain) {
                let words = one.span.slice(&text).unwrap_or_default();
                assert_eq!(Some(words), plain.span.slice(&plain_text), "{text:?}");
                assert_eq!(
                    (&one.label, one.score, &one.link, &one.value, &one.evidence),
                    (&plain.label, plain.score, &plain.link, &plain.value, &plain.evidence),
                    "{text:?}"
                );
            }
            assert_eq!(found.len(), plain.len(), "{text:?}");
        }
    }
}

#[test]
fn a_name_is_found_with_unseen_marks_in_it() {
    let text = "\u{feff}They met in Wash\u{ad}ing\u{ad}ton and in the Sen\u{ad}ate on Tues\u{ad}day\u{ad}.";
    let found = tag(text, TagOptions::default());
    let words: Vec<String> =
        found.iter().map(|one| one.span.slice(text).unwrap_or_default().replace(is_unseen, "")).collect();
    assert_eq!(words, ["Washington", "Senate", "Tuesday"]);
    let plain = tag("They met in Washington and in the Senate on Tuesday.", TagOptions::default());
    let said = |found: &[Suggestion]| -> Vec<_> {
        let id = |one: &Suggestion| Some(one.link.as_ref()?.id.clone());
        found.iter().map(|one| (one.label.clone(), one.score, id(one))).collect()
    };
    assert_eq!(said(&found), said(&plain));
}
