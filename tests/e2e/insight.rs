//! What the documents come to: the figures of one that was annotated, and the charts of many.

use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use tagline::annotation::{
    Annotation, Decision, Document, DocumentStatus, Edit, Label, Origin, Project, Schema, Status, Timestamp,
    document_from_notation,
};
use tagline::format;
use tagline::tagging::calendar::Day;
use tagline::text::Span;

use crate::Outcome;
use crate::page::Page;

/// One article, from the paste to its figures, by keyboard.
pub async fn of_one_article(page: Page) -> Outcome {
    page.open("").await?;
    page.click("Try the example").await?;
    page.until_view("clean").await?;
    page.click("Annotate").await?;
    page.until_view("annotate").await?;
    page.until("a mark in focus", "return document.querySelector('mark[aria-current]') !== null").await?;
    page.press("i").await?;
    page.until_view("insight").await?;
    let text = "return document.querySelector('main').innerText";
    let at_first = page.run(text, Vec::new()).await?;
    for words in ["Not done yet.", "still in pencil (dashed)", "Nothing is decided yet.", "paragraphs read."]
    {
        assert!(at_first.as_str().is_some_and(|text| text.contains(words)), "{words} in {at_first}");
    }
    page.press("Enter").await?;
    page.until_view("annotate").await?;
    for key in ["a", "a", "x"] {
        page.press(key).await?;
    }
    page.until("one is rejected", "return document.body.innerText.includes('Rejected 1')").await?;
    let counts = page
        .run(
            "return ['Ink', 'Pencil'].map((kind) => +document.body.innerText.match(kind + ' (\\\\d+)')[1])",
            Vec::new(),
        )
        .await?;
    page.press("Control+Enter").await?;
    page.until("it is done", "return document.querySelector('.said').textContent.startsWith('Done')").await?;
    page.press("i").await?;
    page.until_view("insight").await?;
    page.until("done today", "return document.querySelector('[data-chart=progress] svg') !== null").await?;

    // What a screen reader hears of the pictures.
    let script =
        "return [...document.querySelectorAll('svg[role=img]')].map((svg) => svg.getAttribute('aria-label'))";
    let names = page.run(script, Vec::new()).await?;
    // The same words got the same decision.
    let decided = counts[0].as_u64().ok_or("no ink")? + 1;
    let right = (200 * (decided - 1) + decided) / (2 * decided);
    let marks = format!("{} in ink (filled), {} still in pencil (dashed)", counts[0], counts[1]);
    for (at, words) in [
        (0, "Progress. Done on ".to_owned()),
        (1, marks),
        (2, format!("Right in {right}% of {decided} decided.")),
        (3, "paragraphs read.".to_owned()),
    ] {
        assert!(names[at].as_str().is_some_and(|name| name.contains(&words)), "{words} in {names}");
    }
    // By keyboard alone: from the bar through each table.
    page.run("document.querySelector('[aria-current=page]').focus()", Vec::new()).await?;
    let titles = ["Progress", "Marks by label", "How often the tagger is right", "Length and coverage"];
    for title in titles {
        let active = "return document.activeElement?.getAttribute('aria-label') === arguments[0]";
        for step in 0.. {
            page.press("Tab").await?;
            let name = json!(format!("Show as table: {title}"));
            if page.run(active, vec![name]).await? == json!(true) {
                break;
            }
            assert!(step < 12, "{title} is not reached by keyboard");
        }
        page.press("Enter").await?;
        page.until_with("its table", active, vec![json!(format!("Show as chart: {title}"))]).await?;
    }
    let rows = "return [...document.querySelectorAll(`[data-chart=${arguments[0]}] :is(tbody, tfoot) tr`)].map((row) => \
                [...row.cells].map((cell) => cell.textContent))";
    let marks = page.run(rows, vec![json!("marks")]).await?;
    let all = marks.as_array().and_then(|rows| rows.last()).ok_or("no rows")?;
    assert_eq!(*all, json!(["All", counts[0].to_string(), counts[1].to_string(), "1"]));
    let sum = |column: usize| {
        let rows = marks.as_array().into_iter().flatten().take(marks.as_array().map_or(0, Vec::len) - 1);
        rows.filter_map(|row| row[column].as_str()?.parse::<u64>().ok()).sum::<u64>()
    };
    assert_eq!((json!(sum(1)), json!(sum(2)), sum(3)), (counts[0].clone(), counts[1].clone(), 1));
    let tagger = page.run(rows, vec![json!("tagger")]).await?;
    let told: u64 = tagger
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|row| [&row[1], &row[2]])
        .filter_map(|cell| cell.as_str()?.parse::<u64>().ok())
        .sum();
    assert_eq!(told, decided, "{tagger}");
    let progress = page.run(rows, vec![json!("progress")]).await?;
    assert_eq!((&progress[0][1], &progress[0][2]), (&json!("1"), &json!("1")), "{progress}");
    no_style(&page).await?;
    // And on from there.
    page.run("document.activeElement.blur()", Vec::new()).await?;
    page.press("Enter").await?;
    page.until_view("annotate").await
}

/// No element of the screen has a style of its own, and no words of a chart run into others or out of it.
async fn no_style(page: &Page) -> Outcome {
    let found =
        page.run("return document.querySelectorAll('main [style], main style').length", Vec::new()).await?;
    if found == json!(0) { Ok(()) } else { Err(format!("{found} elements have a style of their own").into()) }
}

/// What of the charts' words runs into other words, or out of the chart.
pub async fn crowded(page: &Page) -> Outcome<Vec<String>> {
    let script = "const found = []; \
        for (const svg of document.querySelectorAll('.insight svg[role=img]')) { \
            const frame = svg.getBoundingClientRect(); \
            const all = [...svg.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]); \
            all.forEach(([words, box], at) => { \
                if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) \
                    found.push(`“${words}” stands outside of its chart`); \
                for (const [other, there] of all.slice(at + 1)) \
                    if (box.left < there.right && there.left < box.right && box.top + 2 < there.bottom && there.top + 2 < box.bottom) \
                        found.push(`“${words}” runs into “${other}”`); \
            }); \
        } \
        return found";
    let found = page.run(script, Vec::new()).await?;
    Ok(found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// Opens `count` made-up documents, some of them done in the days up to today, and shows what they come to.
pub async fn show_many(page: &Page, count: usize) -> Outcome {
    let native = format::by_name("tagline").ok_or("the native format is missing")?;
    page.set_file("many.tagline.json", native.write(&many(count)?, &[]).content().as_bytes()).await?;
    page.until_view("annotate").await?;
    page.find_role("link", "Insight").await?.click().await?;
    page.until_view("insight").await?;
    page.find(".insight svg").await.map(drop)
}

/// Documents of many lengths, the longer the fewer are read; three in five are done.
fn many(count: usize) -> Outcome<Project> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let today = Day::new(1970, 1, 1).and_then(|day| day.plus(i64::try_from(seconds / 86_400).ok()?));
    let today = today.ok_or("no day")?;
    let documents = (0..count).map(|at| one(at, count, today).map(Rc::new).ok_or("no document"));
    Ok(Project { documents: documents.collect::<Result<_, _>>()?, ..Project::default() })
}

/// How often in a hundred the tagger is right, by the schema's labels.
const RIGHT: [usize; 7] = [90, 78, 71, 92, 94, 81, 97];
/// How often the labels occur.
const OFTEN: [usize; 7] = [2, 6, 1, 9, 7, 3, 5];

fn one(at: usize, count: usize, today: Day) -> Option<Document> {
    // Numbers that look like chance and are the same in every run.
    let mut chance = (at as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut below = |end: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33) as usize % end
    };
    let length = (0..6).map(|_| below(170)).sum::<usize>() + 40;
    let paragraphs = length.div_ceil(60);
    let text: Vec<String> =
        (0..paragraphs).map(|part| format!("Word{}{}", " word".repeat(58), part % 10)).collect();
    let text = text.join("\n\n");
    let mut document = document_from_notation(format!("d{at}"), &text, &"Ada".into()).ok()?;
    let is_done = at * 5 < count * 3;
    let ago = (count * 3 / 5).saturating_sub(at + 1) * 16 / count.max(1) * 3 / 2;
    let when = Timestamp(format!("{}T10:00:00Z", today.plus(-i64::try_from(ago).ok()?)?).into());
    let schema = Schema::default();
    let mut start = 5;
    for (label, (right, often)) in schema.labels().iter().zip(RIGHT.iter().zip(OFTEN)) {
        for _ in 0..below(often + 1) {
            let span = Span::of(start..start + 4)?;
            start += 5;
            let decided = below(100) < if is_done { 96 } else { 30 };
            let accepted = below(100) < *right;
            let status = match (decided, accepted) {
                (false, _) => Status::Suggested,
                (true, true) => Status::Accepted,
                (true, false) => Status::Rejected,
            };
            document = with(document, span, label.label.clone(), status, &when)?;
        }
    }
    let read = if length > 600 { below(2) } else { 1 } * if is_done { text.len() } else { text.len() / 4 };
    Edit::SetReviewed(Span::of(0..read).into_iter().collect()).apply(&mut document).ok()?;
    let status = if is_done { DocumentStatus::Done } else { DocumentStatus::InProgress };
    Edit::SetStatus(status).apply(&mut document).ok()?;
    Some(document)
}

fn with(
    mut document: Document,
    span: Span,
    label: Label,
    status: Status,
    when: &Timestamp,
) -> Option<Document> {
    let id = tagline::annotation::AnnotationId(format!("a{}", span.start().0).into());
    let decision = Decision {
        who: "Ada".into(),
        when: when.clone(),
        label: label.clone(),
        status: Status::Suggested,
        text: "".into(),
        extra: None,
    };
    let annotation = Annotation {
        status,
        origin: Origin::Tagger { name: "model".into(), version: "1".into() },
        score: Some(0.8),
        decisions: if status == Status::Suggested { Vec::new() } else { vec![decision] },
        ..Annotation::by_hand(id, span, label, "Ada".into())
    };
    Edit::Insert(annotation.into()).apply(&mut document).ok()?;
    Some(document)
}
