//! Small cases: what two or three people have, and what comes of it.

use std::fmt::Write;

use expect_test::{Expect, expect};

use super::*;
use crate::annotation::testing::written;
use crate::annotation::{Document, Edit, Label, Origin, Schema, Status, Timestamp, document_from_notation};

const PEOPLE: [&str; 3] = ["Ada", "Bea", "Cy"];

/// A project of one document, annotated by `who`.
fn project(notation: &str, who: &str) -> Project {
    let document = document_from_notation("d", notation, &who.into()).unwrap();
    Project { documents: vec![Rc::new(document)], ..Project::default() }
}

/// The documents, then the conflicts.
fn told(outcome: &Outcome) -> String {
    let mut text = String::new();
    for document in &outcome.project.documents {
        if outcome.project.documents.len() > 1 {
            writeln!(text, "= {}", document.id).unwrap();
        }
        writeln!(text, "{}", written(document)).unwrap();
        for conflict in outcome.conflicts.iter().filter(|one| one.document.as_ref() == Some(&document.id)) {
            writeln!(text, "! {}", one(document, &conflict.dispute)).unwrap();
        }
    }
    for conflict in outcome.conflicts.iter().filter(|one| one.document.is_none()) {
        writeln!(text, "! {:?}", conflict.dispute).unwrap();
    }
    text
}

fn one(document: &Document, dispute: &Dispute) -> String {
    match dispute {
        Dispute::Marks(marks) => {
            marks.iter().map(|mark| of_mark(document, mark)).collect::<Vec<_>>().join(" | ")
        }
        Dispute::Sense(id, senses) => {
            let of = |sense: &Sense| {
                let entity = sense.entity.as_ref().map_or("-", |entity| &entity.0);
                format!("{entity} {}", sense.value.as_deref().unwrap_or("-"))
            };
            format!("{}: {}", id.0, senses.iter().map(of).collect::<Vec<_>>().join(" | "))
        }
        Dispute::Metadata(all) => {
            let titles: Vec<_> = all.iter().map(|one| one.title.as_deref().unwrap_or("-")).collect();
            format!("title {}", titles.join(" | "))
        }
        other => format!("{other:?}"),
    }
}

fn of_mark(document: &Document, mark: &Disputed) -> String {
    let annotation = document.annotation(&mark.id).unwrap();
    let versions: Vec<_> = mark
        .versions
        .iter()
        .map(|one| match &one.origin {
            Origin::Annotator(who) => format!("{} {who}", one.status.name()),
            Origin::Tagger { name, .. } => format!("{} {name}", one.status.name()),
        })
        .collect();
    let removed = if mark.removed { ", taken out" } else { "" };
    format!(
        "{} {} {:?}: {}{removed}",
        mark.id.0,
        annotation.label,
        document.words(annotation.span),
        versions.join(", ")
    )
}

#[track_caller]
fn check(versions: &[&str], expected: Expect) {
    let versions = versions.iter().zip(PEOPLE).map(|(notation, who)| project(notation, who));
    expected.assert_eq(&told(&merge(versions, None).outcome()).replace('\r', "\\r"));
}

/// Versions of what the tagger left.
#[track_caller]
fn check_since(base: &str, versions: &[&str], expected: Expect) {
    let versions = versions.iter().map(|notation| project(notation, "Ada"));
    expected.assert_eq(&told(&merge(versions, Some(project(base, "Ada"))).outcome()).replace('\r', "\\r"));
}

#[test]
fn what_only_one_has_is_in_it() {
    check(
        &["[PERSON Zoë] 漢 👩‍🚀\r\nsat in Paris.", "Zoë 漢 👩‍🚀\r\nsat in [PLACE Paris]."],
        expect![[r#"
            [PERSON Zoë] 漢 👩‍🚀\r
            sat in [PLACE Paris].
        "#]],
    );
    check(
        &["[PERSON Zoë] sat.", "[PERSON Zoë] sat."],
        expect![[r#"
        [PERSON Zoë] sat.
    "#]],
    );
    check(
        &["[COURT Court of [PLACE Ohio]]", "[COURT Court of Ohio]"],
        expect![[r#"
        [COURT Court of [PLACE Ohio]]
    "#]],
    );
}

#[test]
fn a_decision_counts_more_than_none() {
    check(
        &["[PERSON? Zoë] in [PLACE~ 漢], [LAW? é].", "[PERSON Zoë] in [PLACE? 漢], [LAW? é]."],
        expect![[r#"
            [PERSON Zoë] in [PLACE~ 漢], [LAW? é].
        "#]],
    );
}

#[test]
fn yes_and_no_are_in_conflict() {
    check(
        &["[PERSON Zoë] 漢", "[PERSON~ Zoë] 漢", "[PERSON? Zoë] [PLACE 漢]"],
        expect![[r#"
        [PERSON? Zoë] [PLACE 漢]
        ! a1 PERSON "Zoë": accepted Ada, rejected Bea, suggested Cy
    "#]],
    );
}

#[test]
fn two_labels_on_one_span_are_in_conflict() {
    check(
        &["👩‍🚀 [PERSON Zoë]\r\n", "👩‍🚀 [PLACE Zoë]\r\n"],
        expect![[r#"
            👩‍🚀 [PERSON? [PLACE? Zoë]]\r

            ! a1 PERSON "Zoë": accepted Ada | a1~2 PLACE "Zoë": accepted Bea
        "#]],
    );
    check(
        &["[PERSON Zoë]", "[PLACE? Zoë]"],
        expect![[r#"
        [PERSON [PLACE? Zoë]]
    "#]],
    );
    check(
        &["[PERSON Zoë]", "[PLACE~ Zoë]"],
        expect![[r#"
        [PERSON [PLACE~ Zoë]]
    "#]],
    );
    check(
        &["[PERSON Zoë]", "[PERSON [PLACE Zoë]]"],
        expect![[r#"
        [PERSON [PLACE Zoë]]
    "#]],
    );
}

#[test]
fn two_ends_are_in_conflict() {
    check(
        &["[PERSON Zoë 漢] 👩‍🚀", "Zoë [PERSON 漢 👩‍🚀]", "[PERSON Zoë] 漢 👩‍🚀"],
        expect![[r#"
        [PERSON? [PERSON? Zoë] 漢] 👩‍🚀
                               ^^^^^^ PERSON?
        ! a1 PERSON "Zoë 漢": accepted Ada | a1~2 PERSON "Zoë": accepted Cy | a1~3 PERSON "漢 👩\u{200d}🚀": accepted Bea
    "#]],
    );
    check(
        &["[COURT Court of Ohio]", "Court of [PLACE Ohio]"],
        expect![[r#"
        [COURT Court of [PLACE Ohio]]
    "#]],
    );
}

#[test]
fn one_change_wins_over_none() {
    let base = "[PERSON? Zoë] in [PLACE? 漢], [LAW é]\r\n";
    check_since(
        base,
        &[base, "[PERSON Zoë] in [COURT 漢], é\r\n"],
        expect![[r#"
            [PERSON Zoë] in [COURT 漢], é\r

        "#]],
    );
    check_since(
        base,
        &["[PERSON Zoë] in [PLACE? 漢], [LAW é]\r\n", "[PERSON? Zoë] in [COURT 漢], é\r\n"],
        expect![[r#"
            [PERSON Zoë] in [COURT 漢], é\r

        "#]],
    );
}

#[test]
fn two_changes_that_differ_are_in_conflict() {
    let base = "[PERSON? Zoë] in [PLACE? 漢], [LAW? é]\r\n";
    check_since(
        base,
        &["[PERSON Zoë] in [COURT 漢], é\r\n", "[PERSON~ Zoë] in [AGENCY 漢], [LAW é]\r\n"],
        expect![[r#"
            [PERSON? Zoë] in [AGENCY? [COURT? 漢]], [LAW? é]\r

            ! a1 PERSON "Zoë": accepted Ada, rejected Ada
            ! a2 AGENCY "漢": accepted Ada | a2~2 COURT "漢": accepted Ada
            ! a3 LAW "é": accepted Ada, taken out
        "#]],
    );
}

#[test]
fn texts_that_differ_are_two_documents() {
    check(
        &["[PERSON Zoë] 漢", "[PERSON Zoe] 漢"],
        expect![[r#"
        = d
        [PERSON Zoe] 漢
        ! Texts(["d", "d~2"])
        = d~2
        [PERSON Zoë] 漢
    "#]],
    );
    check_since(
        "Zoë 漢",
        &["[PERSON Zoe] 漢", "[PERSON Zoë] 漢"],
        expect![[r#"
        = d
        [PERSON Zoë] 漢
        ! Texts(["d", "d~2"])
        = d~2
        [PERSON Zoe] 漢
    "#]],
    );
}

/// The project with its first annotation changed.
fn with(mut project: Project, change: impl FnOnce(&mut Annotation)) -> Project {
    let document = Rc::make_mut(&mut project.documents[0]);
    let mut annotation = Annotation::clone(&document.annotations()[0]);
    change(&mut annotation);
    Edit::Replace(Rc::new(annotation)).apply(document).unwrap();
    project
}

fn entity(id: &str, name: &str) -> Rc<Entity> {
    let (label, name) = (Label::new("PERSON").unwrap(), name.into());
    let id = EntityId(id.into());
    Rc::new(Entity { id, label, name, canonical: None, country: None, at: None, extra: None })
}

#[test]
fn an_id_that_two_entities_share_is_parted() {
    let one = |who, name| {
        let mut project = with(project("[PERSON Zoë]", who), |one| one.entity = Some(EntityId("e1".into())));
        project.entities = vec![entity("e1", name)];
        project
    };
    let outcome = merge([one("Ada", "Zoë Roe"), one("Bea", "Zoë 漢")], None).outcome();
    expect![[r#"
        [PERSON Zoë]
        ! a1: e1 - | e1~2 -
    "#]]
    .assert_eq(&told(&outcome).replace('\r', "\\r"));
    let names: Vec<_> = outcome.project.entities.iter().map(|one| (&*one.id.0, &*one.name)).collect();
    assert_eq!(names, [("e1", "Zoë Roe"), ("e1~2", "Zoë 漢")]);
    let same = merge([one("Ada", "Zoë Roe"), one("Bea", "Zoë Roe")], None).outcome();
    assert_eq!((same.conflicts.len(), same.project.entities.len()), (0, 1));
}

#[test]
fn all_who_made_one_are_told() {
    let by_tagger = with(project("[PERSON? Zoë]", "Ada"), |one| {
        one.origin = Origin::Tagger { name: "model".into(), version: "v1".into() };
        one.score = Some(0.5);
    });
    let merged = merge([by_tagger, project("[PERSON Zoë]", "Bea"), project("[PERSON Zoë]", "Ada")], None);
    let outcome = merged.outcome();
    let annotation = &outcome.project.documents[0].annotations()[0];
    assert_eq!(annotation.status, Status::Accepted);
    assert_eq!(annotation.origin, Origin::Annotator("Ada".into()));
    assert_eq!(annotation.score, Some(0.5));
    let evidence: Vec<_> = annotation.evidence.iter().map(|one| (&*one.rule, &*one.detail)).collect();
    assert_eq!(evidence, [("annotator", "Bea"), ("tagger: model", "v1")]);
}

fn titled(who: &str, title: &str, colour: &str, key: char) -> Project {
    let mut project = project("[SHIP Zoë]", who);
    let metadata = Metadata { title: Some(title.to_owned()), ..Metadata::default() };
    let edit = Edit::SetMetadata(Box::new(metadata));
    edit.apply(Rc::make_mut(&mut project.documents[0])).unwrap();
    let mut defs = project.schema.labels().to_vec();
    defs[0].colour = colour.to_owned();
    let ship = LabelDef { label: Label::new(who).unwrap(), key: Some(key), ..defs[0].clone() };
    defs.push(ship);
    project.schema = Schema::new(defs).unwrap();
    project
}

#[test]
fn labels_and_metadata_are_merged() {
    let outcome =
        merge([titled("Ada", "Une", "#000000", 'z'), titled("Bea", "漢", "#ffffff", 'z')], None).outcome();
    let labels: Vec<_> =
        outcome.project.schema.labels().iter().map(|def| (def.label.name(), def.key)).collect();
    expect![[r#"
        [("COURT", Some('1')), ("AGENCY", Some('2')), ("LAW", Some('3')), ("PLACE", Some('4')), ("PERSON", Some('5')), ("ORGANIZATION", Some('6')), ("DATE", Some('7')), ("Ada", Some('z')), ("Bea", Some('8'))]
    "#]].assert_eq(&format!("{labels:?}\n"));
    let about: Vec<_> = outcome
        .conflicts
        .iter()
        .map(|conflict| match &conflict.dispute {
            Dispute::Metadata(all) => format!("{} titles", all.len()),
            Dispute::Label(all) => format!("{} {}", all[0].label, all.len()),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(about, ["2 titles", "COURT 2"]);
    let choices = [(0, Choice::Take(1)), (1, Choice::Take(1))];
    let gold = resolve(&outcome, &choices, &"Zoë".into(), &Timestamp("t".into())).unwrap();
    assert_eq!(gold.project.documents[0].metadata().title.as_deref(), Some("漢"));
    assert_eq!(gold.project.schema.labels()[0].colour, "#ffffff");
    assert_eq!(gold.project.annotators[0].name, "Zoë".into());
}

#[test]
fn a_choice_is_written_down() {
    let versions = [project("[PERSON Zoë] 漢", "Ada"), project("[PLACE Zoë] 漢", "Bea")];
    let outcome = merge(versions, None).outcome();
    let keep = Choice::Keep(vec!["a1".into()]);
    let when = Timestamp("2019-06-26T21:06:00Z".into());
    let gold = resolve(&outcome, &[(0, keep)], &"Cy".into(), &when).unwrap();
    expect![[r#"
        [PERSON [PLACE~ Zoë]] 漢
    "#]]
    .assert_eq(&told(&gold).replace('\r', "\\r"));
    for annotation in gold.project.documents[0].annotations() {
        let [decision] = annotation.decisions.as_slice() else { panic!("{annotation:?}") };
        assert_eq!((&*decision.who, &decision.when, &*decision.text), ("Cy", &when, "Zoë"));
        assert_eq!(decision.status, Status::Suggested);
    }
}

#[test]
fn a_choice_that_does_not_fit_is_refused() {
    let outcome = merge([project("[PERSON Zoë]", "Ada"), project("[PLACE Zoë]", "Bea")], None).outcome();
    let refused = |at, choice| {
        let refused = resolve(&outcome, &[(at, choice)], &"Cy".into(), &Timestamp("t".into()));
        refused.unwrap_err().to_string() + "\n"
    };
    let all = [
        refused(1, Choice::Take(0)),
        refused(0, Choice::Take(0)),
        refused(0, Choice::Keep(vec!["漢".into()])),
    ];
    expect![[r#"
        conflict 1: expected one of 1 conflicts, found no such one
        conflict 0: expected the ids of those to keep, found a number
        conflict 0: expected ids among a1, a1~2, found 漢
    "#]]
    .assert_eq(&all.concat().replace('\r', "\\r"));
}
