//! A label is renamed, merged and deleted: marks and suggestions follow, one undo takes it back, and a file keeps it.

use std::time::Duration;

use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use serde_json::{Value, json};

use crate::Outcome;
use crate::page::Page;

const FIRST: &str = "Court halts new harbor fees\n\nThe Supreme Court of Ohio halted the fees on Tuesday, after fishermen in Columbus had sued.\n\nThe Supreme Court will hear the case in March, the Department of Justice said in Columbus.\n";

const SECOND: &str = "Ferries run again\n\nThe Supreme Court of Oregon let the ferries run again on Monday, and people in Portland went to see them.\n";

/// Opens an article in a file, and has the tagger read it.
async fn open(page: &Page, name: &str, text: &str) -> Outcome {
    page.set_file(name, text.as_bytes()).await?;
    page.until_view("clean").await?;
    page.click("Annotate").await?;
    page.until_view("annotate").await?;
    page.until("the tagger is done", "return document.querySelector('mark[aria-current]') !== null").await?;
    Ok(())
}

/// Waits until there are marks of one label, and none of another.
async fn until_labels(page: &Page, there: &str, gone: &str) -> Outcome {
    let script = "const of = (label) => document.querySelectorAll(`mark[data-label='${label}']`).length; \
                  return of(arguments[0]) > 0 && of(arguments[1]) === 0";
    page.until_with(&format!("{there} and no {gone}"), script, vec![json!(there), json!(gone)]).await?;
    Ok(())
}

/// How many marks there are of a label.
async fn count(page: &Page, label: &str) -> Outcome<Value> {
    let script = "return document.querySelectorAll(`mark[data-label='${arguments[0]}']`).length";
    page.run(script, vec![json!(label)]).await
}

/// Moves the pointer onto an element.
async fn hover(page: &Page, selector: &str) -> Outcome {
    let script = "const box = document.querySelector(arguments[0])?.getBoundingClientRect(); \
                  return box && box.width > 0 && [box.left + box.width / 2, box.top + box.height / 2]";
    let at = page.until_with(&format!("{selector} on screen"), script, vec![json!(selector)]).await?;
    let place = |axis: usize| at[axis].as_f64().unwrap_or_default().round();
    let there = PointerAction::MoveTo { duration: Some(Duration::from_millis(50)), x: place(0), y: place(1) };
    Ok(page.client.perform_actions(MouseActions::new("mouse".to_owned()).then(there)).await?)
}

/// In the window of labels: opens what is asked about a label.
async fn ask(page: &Page, button: &str) -> Outcome {
    page.click("Edit labels").await?;
    page.find(".label-editor[open]").await?;
    page.click(button).await?;
    page.find(".label-turn-asked").await?;
    Ok(())
}

async fn answer(page: &Page, button: &str) -> Outcome {
    page.find(".label-turn-asked .button.main:not([disabled])").await?;
    page.click(button).await?;
    page.until("it is done", "return document.querySelector('.label-turn-asked') === null").await?;
    page.click("Close").await?;
    page.until("no window", "return document.querySelector('.label-editor') === null").await?;
    Ok(())
}

pub async fn turned(page: Page) -> Outcome {
    page.open("").await?;
    page.until_view("start").await?;
    open(&page, "first.txt", FIRST).await?;
    until_labels(&page, "COURT", "Gericht").await?;
    let courts = count(&page, "COURT").await?;
    // One is decided on, the others are suggested.
    page.press("a").await?;
    page.find("mark[data-status=accepted]").await?;

    ask(&page, "Rename Court").await?;
    let name = page.find(".label-turn-asked input").await?;
    name.clear().await?;
    name.send_keys("PLACE").await?;
    page.until(
        "it is refused in words",
        "return document.querySelector('.label-turn-taken').textContent.includes('PLACE is a label already')",
    )
    .await?;
    name.clear().await?;
    name.send_keys("Gericht").await?;
    answer(&page, "Rename").await?;
    until_labels(&page, "Gericht", "COURT").await?;
    assert_eq!(count(&page, "Gericht").await?, courts);
    page.click("Undo").await?;
    until_labels(&page, "COURT", "Gericht").await?;
    page.click("Redo").await?;
    until_labels(&page, "Gericht", "COURT").await?;

    // The tagger's courts are of that name in the next article, too.
    open(&page, "second.txt", SECOND).await?;
    until_labels(&page, "Gericht", "COURT").await?;

    // What it covers is told where the pointer rests, and stays while the pointer is on that.
    hover(&page, ".labels-label[data-label=LAW]").await?;
    page.find("[role=tooltip][data-label=LAW]").await?;
    hover(&page, "[role=tooltip]").await?;
    tokio::time::sleep(Duration::from_millis(600)).await;
    page.find("[role=tooltip][data-label=LAW]").await?;
    page.press("Escape").await?;
    page.until("no tooltip", "return document.querySelector('[role=tooltip]') === null").await?;

    ask(&page, "Merge Gericht into another label").await?;
    page.until(
        "what it comes to",
        "return / become AGENCY/.test(document.querySelector('.label-turn-fate').textContent) \
         || / becomes AGENCY/.test(document.querySelector('.label-turn-fate').textContent) \
         || / to AGENCY/.test(document.querySelector('.label-turn-fate').textContent)",
    )
    .await?;
    answer(&page, "Merge").await?;
    until_labels(&page, "AGENCY", "Gericht").await?;
    page.click("Undo").await?;
    until_labels(&page, "Gericht", "COURT").await?;

    ask(&page, "Delete Place").await?;
    answer(&page, "Delete").await?;
    until_labels(&page, "Gericht", "PLACE").await?;

    // What was exported and opened again suggests the same.
    page.click("Export").await?;
    let file = page.download(page.click("Download .tagline.json")).await?;
    let written = String::from_utf8(file.clone())?;
    assert!(written.contains(r#""takes":["COURT"]"#), "{written}");
    assert!(!written.contains(r#""label":"PLACE""#) && !written.contains(r#""name":"PLACE""#), "{written}");
    page.open("").await?;
    page.until_view("start").await?;
    page.set_file("again.tagline.json", &file).await?;
    page.until_view("annotate").await?;
    open(&page, "first.txt", FIRST).await?;
    until_labels(&page, "Gericht", "COURT").await?;
    until_labels(&page, "Gericht", "PLACE").await
}
