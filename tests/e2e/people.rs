//! Who is at work: a name that decisions carry, blind mode that hides what others marked, and an export in three parts.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Value, json};
use tagline::annotation::{Project, document_from_notation};
use tagline::format;
use tagline::job::pack::unpack;

use crate::Outcome;
use crate::page::Page;

/// What somebody else marked.
const TEXT: &str = "[PLACE Ohio] slept. Then [PERSON? Zoë] left 漢 for Ohio 👩‍🚀.";

/// A file of these documents, all by Ada.
fn file(notations: &[&str]) -> Outcome<Vec<u8>> {
    let read = |(at, notation): (usize, &&str)| {
        document_from_notation(format!("d{at}"), notation, &"Ada".into()).map(Rc::new)
    };
    let documents = notations
        .iter()
        .enumerate()
        .map(read)
        .collect::<Result<_, _>>()
        .map_err(|error| format!("{error:?}"))?;
    let project = Project { documents, ..Project::default() };
    let native = format::by_name("tagline").ok_or("no native format")?;
    Ok(native.write(&project, &[]).content().as_bytes().to_vec())
}

async fn until_open(page: &Page, open: bool) -> Outcome {
    let script = "return (document.querySelector('.people[open]') !== null) === arguments[0]";
    page.until_with("the window of the name", script, vec![json!(open)]).await?;
    Ok(())
}

/// Gives the name on the start screen.
async fn give_name(page: &Page, name: &str) -> Outcome {
    page.open("").await?;
    page.until_view("start").await?;
    page.click("Give your name").await?;
    until_open(page, true).await?;
    page.find(".people-name input").await?.send_keys(name).await?;
    page.click("Save").await?;
    let said = "return document.querySelector('.people-told').textContent.includes(arguments[0])";
    page.until_with("it is taken", said, vec![json!(name)]).await?;
    page.click("Close").await?;
    until_open(page, false).await
}

/// Labels the first word by keyboard.
async fn mark_first_word(page: &Page) -> Outcome {
    page.tap("[data-testid=article] [data-start]").await?;
    page.press("Escape").await?;
    page.press("Control+Home").await?;
    page.press("1").await
}

/// A name is given, kept, and carried by what is marked from then on; the export can be narrowed to it.
pub async fn named(page: Page) -> Outcome {
    page.open("").await?;
    page.until_view("start").await?;
    page.click("Give your name").await?;
    until_open(&page, true).await?;
    let field = page.find(".people-name input").await?;
    field.send_keys("  ").await?;
    page.click("Save").await?;
    let wrong = "return document.querySelector('.people-told[data-wrong=true]')?.textContent";
    let wrong = page.until("it is refused", wrong).await?;
    assert_eq!(wrong, json!("A name has at least one letter or digit: type one."));
    page.click("Close").await?;
    give_name(&page, "Ruth 漢").await?;

    page.set_file("theirs.tagline.json", &file(&[TEXT])?).await?;
    page.until_view("annotate").await?;
    page.until_marks(&["PLACE accepted Ohio", "PERSON suggested Zoë"]).await?;
    page.tap("mark[data-status=suggested]").await?;
    page.until("it is in focus", "return document.querySelector('mark[aria-current]') !== null").await?;
    page.press("a").await?;
    // With the first decision it learns, from what others decided too.
    page.until_marks(&["PLACE accepted Ohio", "PERSON accepted Zoë", "PLACE suggested Ohio"]).await?;
    // Twice at one place would select the word.
    page.tap("mark[data-label=PLACE]").await?;
    page.tap("mark[data-label=PERSON]").await?;
    page.until("whose it is", "return document.body.innerText.includes('Accepted by Ruth 漢')").await?;

    page.click("Export").await?;
    page.find(".export[open]").await?;
    let choose = "const list = document.querySelector('select[aria-label=\"Only marks of this annotator\"]'); \
                  list.value = 'Ruth 漢'; list.dispatchEvent(new Event('change', { bubbles: true }))";
    page.run(choose, Vec::new()).await?;
    page.until(
        "only hers",
        "return document.querySelector('.export-choose').textContent.includes('1 of 3 marks')",
    )
    .await?;
    let taken = page.download(page.click("Download .tagline.json")).await?;
    let read = format::by_name("tagline").ok_or("no format")?.read(std::str::from_utf8(&taken)?);
    let read = read.map_err(|error| format!("{error:?}"))?.project;
    let marks = read.documents.first().ok_or("no document")?.annotations();
    let decided: Vec<_> =
        marks.iter().flat_map(|mark| &mark.decisions).map(|one| one.who.to_string()).collect();
    assert_eq!((marks.len(), decided), (1, vec!["Ruth 漢".to_owned()]));

    // On the next visit it is hers still.
    page.open("").await?;
    page.until(
        "her name",
        "return document.querySelector('.start-foot')?.textContent.includes('You annotate as Ruth 漢')",
    )
    .await?;
    Ok(())
}

/// By keys: blind mode hides what others marked until the document is done, over a reload too; turning it off is asked about.
pub async fn blind(page: Page) -> Outcome {
    give_name(&page, "Ruth").await?;
    page.set_file("theirs.tagline.json", &file(&[TEXT, "[PLACE Ohio] é"])?).await?;
    page.until_view("annotate").await?;
    page.until_marks(&["PLACE accepted Ohio", "PERSON suggested Zoë"]).await?;
    page.tap("[data-testid=article] [data-start]").await?;
    page.press("b").await?;
    until_open(&page, true).await?;
    page.find(".people-switch").await?.click().await?;
    page.until("it is on", "return document.querySelector('.people-switch[aria-checked=true]') !== null")
        .await?;
    page.click("Close").await?;
    until_open(&page, false).await?;
    page.until_marks(&[]).await?;
    page.until("the line", "return document.querySelector('.people-blind[data-revealed=false]') !== null")
        .await?;
    // Not all of it is drawn where the window is narrow.
    let told = page.run("return document.querySelector('.footer').textContent", Vec::new()).await?;
    assert!(
        told.as_str().is_some_and(|told| told.contains("Blind mode") && !told.contains("in pencil")),
        "{told}"
    );

    // On the very words of a hidden mark.
    mark_first_word(&page).await?;
    page.until_marks(&["COURT accepted Ohio"]).await?;
    page.click("Export").await?;
    let taken = page.download(page.click("Download .tagline.json")).await?;
    let read = format::by_name("tagline").ok_or("no format")?.read(std::str::from_utf8(&taken)?);
    let read = read.map_err(|error| format!("{error:?}"))?.project;
    let labels: Vec<_> = read
        .documents
        .iter()
        .flat_map(|one| one.annotations())
        .map(|mark| mark.label.name().to_owned())
        .collect();
    assert_eq!(labels, ["COURT"]);

    page.until("it is kept", "return document.body.dataset.saved === 'true'").await?;
    page.open("").await?;
    page.until("the document", "return document.querySelectorAll('.start-document').length === 2").await?;
    page.until(
        "own marks only",
        "return document.querySelector('.start-recent').textContent.includes('1 by you')",
    )
    .await?;
    page.run("document.querySelectorAll('.start-document')[1].click()", Vec::new()).await?;
    page.until_view("annotate").await?;
    page.until_marks(&["COURT accepted Ohio"]).await?;
    page.tap("[data-testid=article] [data-start]").await?;
    page.press("Control+Enter").await?;
    page.until("all is shown", "return document.querySelector('.people-blind[data-revealed=true]') !== null")
        .await?;
    let both = "return [...document.querySelectorAll('mark[data-id]')].map((mark) => mark.dataset.label).sort().join() \
                === 'COURT,PERSON,PLACE'";
    page.until("both on the same words", both).await?;
    page.click("Next document").await?;
    page.until("the next one", "return document.querySelector('article').textContent.includes('é')").await?;
    page.until_marks(&[]).await?;

    page.press("b").await?;
    until_open(&page, true).await?;
    page.find(".people-switch").await?.click().await?;
    page.click("Leave it on").await?;
    page.until(
        "it is on still",
        "return document.querySelector('.people-switch[aria-checked=true]') !== null",
    )
    .await?;
    page.find(".people-switch").await?.click().await?;
    page.click("Turn it off").await?;
    page.until("it is off", "return document.querySelector('.people-switch[aria-checked=false]') !== null")
        .await?;
    page.click("Close").await?;
    page.until_marks(&["PLACE accepted Ohio"]).await
}

/// Twelve documents leave in three files, each in one of them, as the library parts them.
pub async fn parted(page: Page) -> Outcome {
    // Not alike: that would be told, and move what is clicked.
    let words = |at: usize| (0..12).map(|word| format!("é{at}漢{word} ")).collect::<String>();
    let notations: Vec<String> = (0..12).map(|at| format!("[PLACE Ohio] {}👩‍🚀", words(at))).collect();
    let notations: Vec<&str> = notations.iter().map(String::as_str).collect();
    page.open("").await?;
    page.until_view("start").await?;
    page.set_file("many.tagline.json", &file(&notations)?).await?;
    page.until_view("annotate").await?;
    page.click("Export").await?;
    page.click("All 12 articles").await?;
    page.click("Split into train, dev, test").await?;
    let told = "const told = document.querySelector('.export-split p')?.textContent; \
                return told?.includes('of 12 documents') && told";
    let first = page.until("how many each gets", told).await?;
    // Another seed and other shares part them otherwise, and that is told before anything leaves.
    let set = "const [train, dev, test, seed] = document.querySelectorAll('.export-number input'); \
               for (const [field, value] of [[train, 2], [dev, 1], [test, 1], [seed, 7]]) { \
                 field.value = value; field.dispatchEvent(new Event('input', { bubbles: true })); \
                 await new Promise((done) => setTimeout(done, 50)); \
               } return true";
    page.run(&format!("return (async () => {{ {set} }})()"), Vec::new()).await?;
    let project = format::by_name("tagline").ok_or("no format")?;
    let whole = String::from_utf8(file(&notations)?)?;
    let whole = project.read(&whole).map_err(|error| format!("{error:?}"))?.project;
    let expected = format::split(&whole, [2, 1, 1], 7).map(|part| part.documents.len());
    let sentence =
        format!("train {}, dev {}, test {} of 12 documents", expected[0], expected[1], expected[2]);
    let script = "return document.querySelector('.export-split p')?.textContent.startsWith(arguments[0])";
    page.until_with(&sentence, script, vec![json!(sentence)]).await?;
    assert_ne!(first, Value::Null);
    let packed = page.download(page.click("Download .zip")).await?;
    let mut ids: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in unpack(packed)? {
        let read = project.read(&file.content).map_err(|error| format!("{error:?}"))?.project;
        ids.insert(file.name, read.documents.iter().map(|one| one.id.to_string()).collect());
    }
    let of = |name: &str| ids.get(&format!("{name}.tagline.json")).cloned().unwrap_or_default();
    let found = ["train", "dev", "test"].map(|name| of(name).len());
    assert_eq!((ids.len(), found), (3, expected));
    let mut all: Vec<String> = ids.into_values().flatten().collect();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 12, "each document is in one part: {all:?}");
    Ok(())
}
