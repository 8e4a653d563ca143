//! Every mention at once: shown first, then done by one key, and taken back by one undo.

use serde_json::json;

use crate::Outcome;
use crate::page::Page;

const TEXT: &str = "[PLACE? Ohio] slept. Ohio woke, é 漢 👩‍🚀.\n\nThe [LAW Ohio Act] is of OHIO, [PERSON? Ohio] said, not of Ohioans.\n";

async fn until_asked(page: &Page, sentence: &str) -> Outcome {
    let script = "return document.querySelector('.bulk h2')?.textContent === arguments[0]";
    page.until_with(&format!("the question {sentence}"), script, vec![json!(sentence)]).await?;
    Ok(())
}

async fn until_said(page: &Page, words: &str) -> Outcome {
    let script = "return document.querySelector('.said').textContent.includes(arguments[0])";
    page.until_with(&format!("it is said: {words}"), script, vec![json!(words)]).await?;
    Ok(())
}

/// By keys alone, but for the click that gives the page the keyboard.
pub async fn every_mention(page: Page) -> Outcome {
    let before = ["PLACE suggested Ohio", "LAW accepted Ohio Act", "PERSON suggested Ohio"];
    page.open("").await?;
    page.until_view("start").await?;
    page.set_file("names.brackets.txt", TEXT.as_bytes()).await?;
    page.until_view("annotate").await?;
    page.until_marks(&before).await?;
    // WebKit gives keys to a page only once something in it was clicked.
    page.beside().await?;
    page.tap(".entities-head h2").await?;
    page.press("n").await?;
    page.until("a mark in focus", "return document.querySelector('mark[aria-current]') !== null").await?;

    // Looked at and left: nothing has changed.
    page.press("*").await?;
    until_asked(&page, "Label all 4 in this text as PLACE.").await?;
    page.press("Escape").await?;
    page.until("no panel", "return document.querySelector('.bulk') === null").await?;
    page.until_marks(&before).await?;

    // Another label, and the second place left out.
    page.press("*").await?;
    until_asked(&page, "Label all 4 in this text as PLACE.").await?;
    page.press("1").await?;
    until_asked(&page, "Label all 4 in this text as COURT.").await?;
    page.press("ArrowDown").await?;
    page.press("ArrowDown").await?;
    page.press(" ").await?;
    until_asked(&page, "Label 3 of 4 in this text as COURT.").await?;
    page.press("Enter").await?;
    until_said(&page, "Done: Label 3 of 4 in this text as COURT. 1 left out, 1 part of a longer mark")
        .await?;
    let accepted = "return [...document.querySelectorAll('mark[data-status=accepted]')].map((mark) => \
                    `${mark.dataset.label} ${mark.textContent}`).join('; ') === arguments[0]";
    let done = "COURT Ohio; LAW Ohio Act; COURT OHIO; COURT Ohio";
    page.until_with("what is done", accepted, vec![json!(done)]).await?;
    page.until(
        "the mark has the keyboard again",
        "return document.activeElement?.matches('mark[aria-current]') === true",
    )
    .await?;

    // One undo, one redo, one undo.
    page.press("Control+z").await?;
    until_said(&page, "Undone: label all").await?;
    page.until_marks(&before).await?;
    page.press("Control+Shift+z").await?;
    page.until_with("it is done again", accepted, vec![json!(done)]).await?;
    page.press("Control+z").await?;
    page.until_marks(&before).await?;

    // From the list: all that it shows.
    page.tap("#side-marks").await?;
    page.until("the list", "return document.querySelectorAll('.marks-row').length === 3").await?;
    // By key: WebKit's driver refuses to click it.
    let all = page.find_role("button", "Accept all…").await?;
    page.run("arguments[0].focus()", vec![serde_json::to_value(&all)?]).await?;
    page.press("Enter").await?;
    until_asked(&page, "Accept all 2 in this text.").await?;
    page.press("Enter").await?;
    until_said(&page, "One undo takes it back").await?;
    page.until_with("all are accepted", accepted, vec![json!("PLACE Ohio; LAW Ohio Act; PERSON Ohio")])
        .await?;
    page.press("Control+z").await?;
    page.until_marks(&before).await
}
