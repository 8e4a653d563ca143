//! Taking in: all that comes is accounted for, and what the store gets of it is what it would have got had it been opened.

use super::*;
use crate::annotation::testing::read;
use crate::annotation::{Known, Label, Summary, replay};
use crate::article::{Source, clean};
use crate::format::{by_name, read_record};
use crate::workspace::queue::search::{Head, Index, Query};
use crate::workspace::queue::unpack;
use crate::workspace::{Command, Context, Loaded, Workspace, made_up_document};

fn import() -> Import {
    Import {
        first: 7,
        fresh: "new".to_owned(),
        now: "2026-01-02T03:04:05Z".to_owned(),
        labels: label_rows(&Schema::default()),
        ..Import::default()
    }
}

fn context(fresh: &str) -> Context {
    Context { now: Timestamp("2026-01-02T03:04:05Z".into()), annotator: "Ada".into(), fresh: fresh.into() }
}

/// All batches, each as soon as it is full; given up after `stop` steps.
fn batches(files: Vec<Given>, import: Import, stop: Option<usize>) -> Vec<Batch> {
    let mut taking = Taking::new(files, import);
    let mut all = Vec::new();
    let mut steps = 0;
    while stop.is_none_or(|stop| steps < stop) && taking.step() {
        steps += 1;
        if taking.is_full() {
            all.extend(taking.batch(false));
        }
    }
    all.extend(taking.batch(true));
    all
}

/// Checks what every batch keeps to, and gives the documents and the rows.
fn taken(batches: &[Batch], first: u32) -> Vec<(Row, Document)> {
    let mut all = Vec::new();
    let mut done = 0;
    for batch in batches {
        let rows = if batch.rows.0.is_empty() { Vec::new() } else { unpack(&batch.rows.0).unwrap() };
        let signatures = match batch.signatures.0.is_empty() {
            true => Vec::new(),
            false => unpack_signatures(&batch.signatures.0).unwrap(),
        };
        assert!(rows.len() == batch.records.len() && signatures.len() == rows.len());
        for ((row, (number, record)), (signed, signature)) in
            rows.into_iter().zip(&batch.records).zip(signatures)
        {
            assert_eq!((row.number, *number, signed), (first + all.len() as u32, row.number, row.number));
            let (kept, failed) = replay(&[read_record(record).unwrap()]);
            assert!(failed.is_none());
            let kept = kept.unwrap();
            assert_eq!(kept.tagged, row.summary.tagged);
            let known = Known { tagged: kept.tagged, now: row.summary.added.clone() };
            assert_eq!(row.summary, Summary::of(&kept.document, None, known));
            assert_eq!(signature, Signature::of(kept.document.text()));
            all.push((row, kept.document));
        }
        assert!(batch.done.0 >= done && batch.done.0 <= batch.done.1);
        done = batch.done.0;
    }
    all
}

fn lines(numbers: std::ops::Range<u32>) -> String {
    numbers
        .map(|number| {
            let made = made_up_document(1, number, 1500);
            let line = serde_json::json!({
                "id": format!("n{number}"), "text": made.body.text, "title": made.title, "date": made.published,
                "url": format!("https://example.org/{number}"),
            });
            format!("{line}\n")
        })
        .collect()
}

fn rejected(batches: &[Batch]) -> Vec<String> {
    batches.iter().flat_map(|batch| &batch.rejected).map(|(place, why)| format!("{place}: {why}")).collect()
}

#[test]
fn every_line_is_a_document_or_a_rejection() {
    let text = lines(0..450) + "{\"text\": \" \"}\nnonsense\n" + &lines(450..460);
    let all = batches(vec![Given::of("news.jsonl", text)], import(), None);
    assert!(all.len() >= 3 && all.iter().all(|batch| batch.records.len() <= DOCUMENTS));
    let documents = taken(&all, 7);
    let refused = rejected(&all);
    assert_eq!((documents.len(), refused.len()), (460, 2), "{refused:?}");
    assert!(
        refused[0].starts_with("news.jsonl, line 451: ") && refused[1].contains("line 452"),
        "{refused:?}"
    );
    for (number, (row, document)) in documents.iter().enumerate() {
        let made = made_up_document(1, number as u32, 1500);
        assert_eq!(&*document.id, format!("n{number}"));
        assert_eq!(document.metadata().title.as_deref(), Some(&*made.title));
        assert_eq!(document.metadata().published.as_deref(), Some(&*made.published));
        assert_eq!(document.metadata().url, Some(format!("https://example.org/{number}")));
        assert_eq!(&*document.source().unwrap().content, made.body.text);
        assert!(!row.summary.tagged && row.twin.is_none());
        assert_eq!(&*row.summary.added.0, "2026-01-02T03:04:05Z");
    }
    let last = all.last().unwrap();
    assert_eq!(last.done.0, last.done.1);
    let labels = all.iter().any(|batch| !batch.labels.is_empty() || batch.instead);
    assert!(!labels, "articles bring no labels");
}

#[test]
fn what_came_is_found_by_its_words() {
    let all = batches(vec![Given::of("a.jsonl", lines(0..1300))], import(), None);
    let segments: Vec<_> = all.iter().filter_map(|batch| batch.segment.as_ref()).collect();
    assert_eq!(segments.len(), 2);
    let heads: Vec<Head> = segments.iter().map(|(head, _)| Head::read(&head.0).unwrap()).collect();
    let index = Index::new(heads);
    for (row, document) in taken(&all, 7).iter().step_by(97) {
        for text in [row.summary.title.to_string(), document.text().lines().last().unwrap().to_owned()] {
            let found = index.find(&Query::of(&text), |segment, block| {
                segments[segment].1.get(block as usize).map(|block| block.0.as_slice())
            });
            assert!(found.unwrap().contains(&row.number), "{text}");
        }
    }
}

#[test]
fn articles_are_cleaned_as_if_they_were_pasted() {
    let texts = [
        "É 漢 👩\u{200d}🚀 sat in the sun today and said nothing.\r\n\r\nA second paragraph, longer than the first one is.\r\n",
        "שלום עולם, זה כתבה קצרה מאוד על חדשות היום.\n\nThe court in Ohio ruled on Monday that it may not.",
        "Home | World | Politics\n\nA headline of some words\n\nBy Ada Lovelace\n\nThe town woke to snow on Monday.\n",
    ];
    let files = texts.iter().zip('a'..).map(|(text, name)| Given::of(format!("news/{name}.txt"), *text));
    let all = batches(files.collect(), import(), None);
    let documents = taken(&all, 7);
    assert!(rejected(&all).is_empty());
    for ((row, document), (text, number)) in documents.iter().zip(texts.iter().zip(7..)) {
        let mut workspace = Workspace::default();
        let context = context(&format!("new.{number}"));
        let source = Source::text(*text);
        workspace.apply(Command::Clean { source: source.clone(), url: None }, &context);
        let ticket = workspace.job().unwrap().ticket;
        let article = Rc::new(clean(source, CleanOptions::default()));
        workspace.apply(Command::Cleaned { ticket, article }, &context);
        let open = workspace.current().unwrap();
        assert_eq!(open.document(), document);
        let record = all.iter().flat_map(|batch| &batch.records).find(|(one, _)| *one == row.number).unwrap();
        assert_eq!(write_record(&open.moment().since(None).unwrap()), record.1);
    }
}

#[test]
fn what_was_annotated_elsewhere_comes_as_it_is() {
    let document = read("[PERSON Zoë] of [SHIP? the Beagle] sat in [PLACE Ohio] 漢.");
    let mut project = Project { documents: vec![Rc::new(document)], ..Project::default() };
    project.schema = project.schema.with(&Label::new("SHIP").unwrap());
    let native = by_name("tagline").unwrap().write(&project, &[]).content().to_owned();
    let files =
        || vec![Given::of("a.tagline.json", native.clone()), Given::of("b.tagline.json", native.clone())];
    // Into a project that has documents, and one that has none.
    for (ids, instead) in [(vec!["x".to_owned()], false), (Vec::new(), true)] {
        let all = batches(files(), Import { ids, ..import() }, None);
        let documents = taken(&all, 7);
        assert_eq!(documents.len(), 2);
        assert_eq!(all[0].instead, instead);
        assert_ne!(documents[0].1.id, documents[1].1.id);
        assert_eq!(all[0].duplicates.len(), 1);
        assert_eq!((all[0].duplicates[0].of, all[0].duplicates[0].alike), (7, 100));
        assert!(all[0].duplicates[0].of_title.is_some());
        let schema = with_labels(&Schema::default(), &all[0]);
        assert!(schema.get(&Label::new("SHIP").unwrap()).is_some());
        let mut workspace = Workspace::default();
        let loaded = Loaded { name: "a".to_owned(), project: project.clone(), issues: Vec::new() };
        workspace.apply(Command::Load(loaded), &context("new"));
        let opened = &workspace.documents()[0];
        assert_eq!(opened.document(), &documents[0].1);
        assert_eq!(write_record(&opened.moment().since(None).unwrap()), all[0].records[0].1);
        assert!(documents[0].0.summary.tagged && documents[0].0.summary.pencil() == 1);
    }
}

#[test]
fn a_label_that_another_takes_here_is_that_one() {
    let label = |name: &str| Label::new(name).unwrap();
    let schema = Schema::default().renamed(&label("PLACE"), &label("SPOT"), |_| false).unwrap();
    let document = read("[PLACE Ohio] and [SHIP Beagle].");
    let project = Project { documents: vec![Rc::new(document)], ..Project::default() };
    let native = by_name("tagline").unwrap().write(&project, &[]).content().to_owned();
    let labels = label_rows(&schema);
    let all = batches(
        vec![Given::of("a.json", native)],
        Import { labels, ids: vec!["x".into()], ..import() },
        None,
    );
    let documents = taken(&all, 7);
    let names: Vec<_> = documents[0].1.annotations().iter().map(|one| one.label.name()).collect();
    assert_eq!(names, ["SPOT", "SHIP"]);
    assert!(with_labels(&schema, &all[0]).get(&label("PLACE")).is_none());
}

#[test]
fn duplicates_are_told_with_what_they_are_like() {
    let made = |number| made_up_document(1, number, 3000).body.text;
    let known = [(3, Signature::of(&made(1)))];
    let near = made(2).replacen(" the ", " a ", 3);
    let files = vec![
        Given::of("1.txt", made(1).replace('\n', "\r\n")),
        Given::of("2.txt", made(2)),
        Given::of("3.txt", near),
        Given::of("4.txt", made(4)),
    ];
    let known = vec![Bytes(pack_signatures(&known)), Bytes(b"nonsense".to_vec())];
    let all = batches(files, Import { known, ids: vec!["old".into()], ..import() }, None);
    let documents = taken(&all, 7);
    let told: Vec<_> = all.iter().flat_map(|batch| &batch.duplicates).collect();
    let pairs: Vec<_> = told.iter().map(|one| (one.number, one.of)).collect();
    assert_eq!(pairs, [(7, 3), (9, 8)]);
    assert!(told[0].alike >= 90 && told[1].alike >= 60, "{told:?}");
    assert!(told[0].of_title.is_none() && told[1].of_title.is_some());
    let twins: Vec<_> = documents.iter().map(|(row, _)| row.twin.map(|twin| twin.number)).collect();
    assert_eq!(twins, [Some(3), None, Some(8), None]);
    assert_eq!(rejected(&all).len(), 1);
}

#[test]
fn giving_up_leaves_whole_documents() {
    for steps in [0, 1, 5, 1000, 3007] {
        let all = batches(vec![Given::of("a.jsonl", lines(0..450))], import(), Some(steps));
        let documents = taken(&all, 7);
        assert!(
            documents.len() < 450 && (steps < 100 || documents.len() > 50),
            "{steps}: {}",
            documents.len()
        );
        let indexed: usize = all
            .iter()
            .filter_map(|batch| batch.segment.as_ref())
            .map(|(head, _)| Head::read(&head.0).unwrap().documents())
            .sum();
        assert_eq!(indexed, documents.len());
    }
}

#[test]
fn given_facts_yield_to_what_a_page_says_of_itself() {
    let html = "<html><head><title>Its own</title><meta property=\"og:title\" content=\"Its own\"></head>\
        <body><article><h1>Its own</h1><p>The town woke to snow on Monday, and nobody went to work or to school.</p></article></body></html>";
    let line = |field: &str, text: &str| {
        serde_json::json!({field: text, "title": "Given", "date": "2019-06-26"}).to_string()
    };
    let all = batches(
        vec![
            Given::of("a.jsonl", line("html", html)),
            Given::of("b.jsonl", line("text", "Other words\n\nThe town woke to snow.")),
        ],
        import(),
        None,
    );
    let documents = taken(&all, 7);
    let titles: Vec<_> = documents.iter().map(|(_, one)| one.metadata().title.clone().unwrap()).collect();
    assert_eq!(titles, ["Its own", "Given"]);
    assert!(documents.iter().all(|(_, one)| one.metadata().published.as_deref() == Some("2019-06-26")));
}

#[test]
fn what_is_there_already_is_left_out_where_that_is_wanted() {
    let there = pack_signatures(&[(3, Signature::of(&made_up_document(1, 5, 1500).body.text))]);
    let files = || vec![Given::of("a.jsonl", lines(0..10) + &lines(2..4))];
    let import = |leave_out| Import { known: vec![there.clone().into()], leave_out, ..import() };
    let all = batches(files(), import(false), None);
    assert_eq!(
        (taken(&all, 7).len(), all.iter().map(|batch| batch.duplicates.len()).sum::<usize>()),
        (12, 3)
    );
    let all = batches(files(), import(true), None);
    let documents = taken(&all, 7);
    let left_out: Vec<&Duplicate> = all.iter().flat_map(|batch| &batch.left_out).collect();
    let titles: Vec<&str> = left_out.iter().map(|one| &*one.title).collect();
    assert_eq!(titles, [5, 2, 3].map(|number| made_up_document(1, number, 1500).title));
    assert_eq!((left_out[0].of, left_out[0].alike, left_out[1].of), (3, 100, 9));
    assert_eq!(documents.len(), 9);
    assert!(documents.iter().all(|(row, _)| row.twin.is_none()));
}

#[test]
fn what_has_marks_comes_in_though_its_words_are_there() {
    let text = "A [PLACE port] é.\n";
    let there = pack_signatures(&[(3, Signature::of("A port é."))]);
    let import = Import { known: vec![there.into()], leave_out: true, ..import() };
    let all = batches(vec![Given::of("a.brackets.txt", text)], import, None);
    assert_eq!((taken(&all, 7).len(), all[0].left_out.len(), all[0].duplicates.len()), (1, 0, 1));
}
