//! A record gives back what was written; what is none is refused with what was expected and found.

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::annotation::History;
use crate::annotation::testing;
use crate::annotation::{Begun, Suggested, replay};

fn check(text: &str, expected: Expect) {
    expected
        .assert_eq(&read_record(text).map_or_else(|error| error.to_string(), |delta| format!("{delta:?}")));
}

#[test]
fn refuses_what_is_no_record() {
    check("", expect!["expected a record, found nothing"]);
    check("{}", expect!["expected a record of version 1, found one of version 0"]);
    check(
        r#"{"v":2,"tagged":true}"#,
        expect!["expected a record of version 1, found one of version 2, which a newer Tagline has written"],
    );
    check(
        r#"{"v":1,"come":[{"id":"a","at":[3,3],"label":"PLACE","status":"accepted","by":["Ada",null]}]}"#,
        expect!["expected a span, found 3 to 3"],
    );
    check(
        r#"{"v":1,"come":[{"id":"a","at":[3,4],"label":" ","status":"accepted","by":["Ada",null]}]}"#,
        expect!["expected a label, found an empty name"],
    );
    check(r#"{"v":1,"status":"lost"}"#, expect![[r#"expected a document's status, found "lost""#]]);
    check(
        r#"{"v":1,"text":{"text":"é","removed":[],"map":[[2,3,0,1],[0,2,1,3]]}}"#,
        expect!["expected the map's rows in the text's order, found others"],
    );
}

proptest! {
    #[test]
    fn gives_back_what_was_written(
        document in testing::document(), edits in prop::collection::vec(any::<prop::sample::Index>(), 0..6), flat: bool,
    ) {
        let mut changed = document.clone();
        let mut history = History::default();
        for (at, index) in edits.iter().enumerate() {
            let all = changed.annotations().to_vec();
            if all.is_empty() {
                break;
            }
            let edit = crate::annotation::Edit::Remove(index.get(&all).id.clone());
            history.apply("delete", crate::annotation::Change(vec![edit]), &mut changed).unwrap();
            if at % 3 == 1 {
                history.undo(&mut changed).unwrap();
            }
        }
        let (undo, redo, steps) = history.since(&History::default());
        let found = Suggested { all: document.annotations().to_vec(), flat };
        let delta = Delta {
            begun: Some(Begun { id: document.id.clone(), source: document.source().cloned(), extra: document.extra.clone() }),
            text: Some(document.cleaned().clone()),
            metadata: Some(document.metadata().clone()),
            status: Some(document.status()),
            reviewed: Some(document.reviewed().to_vec()),
            set_aside: Some(document.set_aside().to_vec()),
            come: document.annotations().to_vec(),
            found: Some(Some(found)),
            undo, redo, steps,
            ..Delta::default()
        };
        let written = write_record(&delta);
        let read = read_record(&written).unwrap();
        prop_assert_eq!(&read, &delta);
        let (kept, failed) = replay(&[read]);
        prop_assert_eq!(failed, None);
        prop_assert_eq!(kept.unwrap().document, document);
    }
}
