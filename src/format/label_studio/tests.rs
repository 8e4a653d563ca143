//! What Label Studio's tasks hold, case by case; `tests/formats.rs` has the properties.

use std::rc::Rc;

use expect_test::expect;

use super::FORMAT;
use crate::annotation::{Annotation, Edit, Origin};
use crate::format::File;
use crate::format::testing::{check_error, check_read, check_write, project, shown};

#[test]
fn writes_what_is_accepted_as_annotations_and_suggestions_as_predictions() {
    check_write(
        &FORMAT,
        "👨‍🚒 The [COURT Supreme Court]\r\nin [A é [<&\"> 漢]]. [C? x] o[E n]e [C! y]",
        expect![[r#"
            == tasks.json
            [
            {"data":{"text":"👨‍🚒 The Supreme Court\r\nin é 漢. x one y","doc_id":"d1"},"annotations":[{"result":[{"id":"a1","from_name":"label","to_name":"text","type":"labels","value":{"start":8,"end":21,"text":"Supreme Court","labels":["COURT"]}},{"id":"a2","from_name":"label","to_name":"text","type":"labels","value":{"start":26,"end":29,"text":"é 漢","labels":["A"]}},{"id":"a3","from_name":"label","to_name":"text","type":"labels","value":{"start":28,"end":29,"text":"漢","labels":["<&\">"]}},{"id":"a5","from_name":"label","to_name":"text","type":"labels","value":{"start":34,"end":35,"text":"n","labels":["E"]}},{"id":"a6","from_name":"label","to_name":"text","type":"labels","value":{"start":37,"end":38,"text":"y","labels":["C!"]}}]}],"predictions":[{"result":[{"id":"a4","from_name":"label","to_name":"text","type":"labels","value":{"start":31,"end":32,"text":"x","labels":["C"]}}]}]}
            ]
            == config.xml
            <View>
              <Labels name="label" toName="text">
                <Label value="COURT"/>
                <Label value="AGENCY"/>
                <Label value="LAW"/>
                <Label value="PLACE"/>
                <Label value="PERSON"/>
                <Label value="ORGANIZATION"/>
                <Label value="DATE"/>
                <Label value="A"/>
                <Label value="&lt;&amp;&quot;&gt;"/>
                <Label value="C"/>
                <Label value="E"/>
                <Label value="C!"/>
              </Labels>
              <Text name="text" value="$text"/>
            </View>
            -- the project: not carried: colours, keys and guidelines
            -- documents[0].annotations[0]: origin: not of an accepted mark
            -- documents[0].annotations[1]: origin: not of an accepted mark
            -- documents[0].annotations[2]: origin: not of an accepted mark
            -- documents[0].annotations[3]: origin: of a suggestion only its model and score
            -- documents[0].annotations[4]: origin: not of an accepted mark
            -- documents[0].annotations[5]: origin: not of an accepted mark
        "#]],
    );
    check_write(
        &FORMAT,
        "",
        expect![[r#"
        == tasks.json
        [
        {"data":{"text":"","doc_id":"d1"},"annotations":[],"predictions":[]}
        ]
        == config.xml
        <View>
          <Labels name="label" toName="text">
            <Label value="COURT"/>
            <Label value="AGENCY"/>
            <Label value="LAW"/>
            <Label value="PLACE"/>
            <Label value="PERSON"/>
            <Label value="ORGANIZATION"/>
            <Label value="DATE"/>
          </Labels>
          <Text name="text" value="$text"/>
        </View>
    "#]],
    );
}

#[test]
fn suggestions_are_apart_by_the_model_that_made_them() {
    let mut project = project("[A? é] [B? 漢] [C? x]");
    let document = Rc::make_mut(&mut project.documents[0]);
    let from = [("rules", "1", Some(0.5)), ("", "", None), ("rules", "1", Some(1.0))];
    for (one, (name, version, score)) in document.annotations().to_vec().into_iter().zip(from) {
        let origin = Origin::Tagger { name: name.into(), version: version.into() };
        Edit::Remove(one.id.clone()).apply(document).unwrap();
        let changed = Annotation { origin, score, note: Some("n".into()), ..(*one).clone() };
        Edit::Insert(Rc::new(changed)).apply(document).unwrap();
    }
    let exported = FORMAT.write(&project, &[]);
    let read = FORMAT.read_files(&exported.files).unwrap();
    let mut shown = exported.content().to_owned();
    for one in read.project.documents[0].annotations() {
        shown += &format!("{:?} {:?} {:?}\n", one.origin, one.score, one.note);
    }
    exported.losses.iter().for_each(|loss| shown += &format!("-- {loss}\n"));
    expect![[r#"
        [
        {"data":{"text":"é 漢 x","doc_id":"d1"},"annotations":[],"predictions":[{"model_version":"rules 1","score":0.75,"result":[{"id":"a1","from_name":"label","to_name":"text","type":"labels","value":{"start":0,"end":1,"text":"é","labels":["A"]},"score":0.5,"meta":{"text":["n"]}},{"id":"a3","from_name":"label","to_name":"text","type":"labels","value":{"start":4,"end":5,"text":"x","labels":["C"]},"score":1.0,"meta":{"text":["n"]}}]},{"result":[{"id":"a2","from_name":"label","to_name":"text","type":"labels","value":{"start":2,"end":3,"text":"漢","labels":["B"]},"meta":{"text":["n"]}}]}]}
        ]
        Tagger { name: "rules 1", version: "" } Some(0.5) Some("n")
        Annotator("unknown") None Some("n")
        Tagger { name: "rules 1", version: "" } Some(1.0) Some("n")
        -- the project: not carried: colours, keys and guidelines
        -- documents[0].annotations[0]: origin: of a suggestion only its model and score
        -- documents[0].annotations[1]: origin: of a suggestion only its model and score
        -- documents[0].annotations[2]: origin: of a suggestion only its model and score
    "#]].assert_eq(&shown);
}

#[test]
fn reads_what_label_studio_exports() {
    check_read(
        &FORMAT,
        r#"[{"id": 3, "data": {"text": "👨‍🚒 The Court"}, "predictions": [1, 2], "annotations": [
            {"id": 1, "completed_by": 1, "was_cancelled": false, "ground_truth": false, "result": [
                {"id": "x", "from_name": "label", "to_name": "text", "type": "labels", "origin": "manual",
                 "value": {"start": 10, "end": 15, "text": "Court", "labels": ["COURT", "A"]}},
                {"id": "y", "type": "relation", "from_id": "x", "to_id": "x", "direction": "right"},
                {"id": "z", "type": "choices", "value": {"choices": ["good"]}},
                {"id": "w", "type": "labels", "value": {"start": 0, "end": 3, "labels": []}}]},
            {"id": 2, "completed_by": {"id": 2, "email": "ada@example.org"}, "was_cancelled": true, "result": [{}]}]},
           {"data": {"body": "é"}}, 5]"#,
        expect![[r#"
            3: 👨‍🚒 The [COURT [A Court]]
            -- [0].annotations[0].result[1]: a relation between two marks: Tagline has none; left it out
            -- [0].annotations[0].result[2].type: expected labels, found "choices"; left it out
            -- [0].annotations[0].result[3].value.labels: expected a label, found none; left the mark out
            -- [0].annotations[1]: a cancelled annotation: left its regions out, 1
            -- [0]: expected offsets in code points, found UTF-16 units: the words of 2 of 2 marks stand there; read them so
            -- [1].data.text: expected a string, found nothing; left data out
            -- [2]: expected an object, found 5; left it out
        "#]],
    );
    check_read(
        &FORMAT,
        r#"[{"text": "👨‍🚒 The Court", "id": 1, "annotator": 1, "lead_time": 2.5, "label": [
            {"start": 8, "end": 13, "text": "Court", "labels": ["COURT"]}], "boxes": [{"x": 1}]}]"#,
        expect![[r#"
            1: 👨‍🚒 The [COURT Court]
            -- [0].boxes[0]: expected a mark with labels, found another object; left it out
        "#]],
    );
    check_error(&FORMAT, "An article", expect![[r#"line 1, column 1: expected a value, found "A""#]]);
    check_error(
        &FORMAT,
        "{\"a\": 1}",
        expect![[r#"line 1, column 1: expected a list of tasks, found an object without "data""#]],
    );
}

#[test]
fn the_config_says_where_the_text_is() {
    let file = |name: &str, content: &str| File { name: name.to_owned(), content: content.to_owned() };
    let files = [
        file("b/config.xml", "<View><Text name=\"t\" value=\"$body\"/></View>"),
        file("b/tasks.json", r#"[{"data": {"body": "é", "text": 5}}]"#),
        file("b/more.json", "[1"),
    ];
    expect![[r#"
        document-1: é
        -- b/more.json: line 1, column 3: expected "]", found the end of the file; left the file out
    "#]]
    .assert_eq(&shown(&FORMAT.read_files(&files).unwrap()));
}
