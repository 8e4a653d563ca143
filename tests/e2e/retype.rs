//! Correcting the text by keyboard: marks keep their words, what is lost is listed, undo brings it back, the file has it all.

use serde_json::{Value, json};

use crate::Outcome;
use crate::page::Page;

/// The paragraph that is typed anew, as it begins.
const BEGINS: &str = "The order bars dredgers";

/// A mark in it, and one behind that.
const DATE: &str = "March 3, 2025";
const COURT: &str = "US District Court for the District of Maine";

/// What a person decided on: id, label and words of each mark in ink.
const INK: &str = r#"
    const all = {};
    for (const mark of document.querySelectorAll('mark[data-status=accepted]')) {
        const { id, label } = mark.dataset;
        all[id] = [id, label, (all[id]?.[2] ?? '') + mark.textContent];
    }
    return Object.values(all);
"#;

async fn until_said(page: &Page, words: &str) -> Outcome {
    let script = "return document.querySelector('.said').textContent.includes(arguments[0])";
    page.until_with(&format!("it is said: {words}"), script, vec![json!(words)]).await?;
    Ok(())
}

/// Goes from mark to mark, from the first, until the one on `words` has the focus.
async fn go_to(page: &Page, words: &str) -> Outcome {
    // From where the hand was last the way goes on: from the first word it goes through all.
    page.press("Control+Home").await?;
    page.press("Escape").await?;
    page.until("nothing in focus", "return document.querySelector('mark[aria-current]') === null").await?;
    let mut before = Value::Null;
    for _ in 0..40 {
        page.press(".").await?;
        let script = "const mark = document.querySelector('mark[aria-current]'); \
                      return mark && mark.dataset.id !== arguments[0] && [mark.dataset.id, mark.textContent]";
        let mark = page.until_with("the next mark", script, vec![before]).await?;
        if mark[1] == words {
            return Ok(());
        }
        before = mark[0].clone();
    }
    Err(format!("no mark on {words}").into())
}

/// Opens the paragraph of the mark in focus.
async fn open(page: &Page) -> Outcome {
    page.press("t").await?;
    let script = "return document.activeElement?.matches('.retype-field')";
    page.until("the field has the keyboard", script).await?;
    Ok(())
}

async fn save(page: &Page) -> Outcome {
    page.press("Control+Enter").await?;
    page.until("it is closed", "return document.querySelector('.retype') === null").await?;
    page.until_view("annotate").await
}

pub async fn by_keyboard(page: Page) -> Outcome {
    page.open("").await?;
    page.click("Try the example").await?;
    page.until_view("clean").await?;
    page.click("Annotate").await?;
    page.until_view("annotate").await?;
    for words in [DATE, COURT] {
        go_to(&page, words).await?;
        page.press("a").await?;
        until_said(&page, "Accepted").await?;
    }
    let before = page.run(INK, Vec::new()).await?;
    assert!(before.as_array().is_some_and(|ink| ink.len() >= 2), "{before}");

    // Left: nothing has changed.
    go_to(&page, DATE).await?;
    open(&page).await?;
    page.press("x").await?;
    page.press("Escape").await?;
    until_said(&page, "Left as it was").await?;
    assert_eq!(page.run(INK, Vec::new()).await?, before);
    let focused = "return document.activeElement?.matches('mark[aria-current]')";
    page.until("the mark has the keyboard again", focused).await?;

    // A word is mended; what stands behind it is the same mark on the same words.
    open(&page).await?;
    page.press("Control+Home").await?;
    for key in ["Delete", "Delete", "Delete", "T", "h", "a", "t"] {
        page.press(key).await?;
    }
    save(&page).await?;
    let mended = BEGINS.replace("The", "That");
    let script = "return [...document.querySelectorAll('.galley-text')].some((line) => line.textContent.startsWith(arguments[0]))";
    page.until_with("the mended words", script, vec![json!(mended)]).await?;
    assert_eq!(page.run(INK, Vec::new()).await?, before);
    let no_notice = "return document.querySelector('.notice') === null";
    page.until("nothing is lost", no_notice).await?;

    // The caret is where the hand was: on the date, whose words are taken out.
    page.until("the mark has the keyboard again", focused).await?;
    open(&page).await?;
    for _ in DATE.chars() {
        page.press("Shift+ArrowRight").await?;
    }
    page.press("Delete").await?;
    save(&page).await?;
    let lines = "return document.querySelector('.notice li')?.textContent === arguments[0]";
    page.until_with("what is lost", lines, vec![json!(format!("“{DATE}”, DATE"))]).await?;
    let after = page.run(INK, Vec::new()).await?;
    assert!(!after.to_string().contains(DATE) && after.to_string().contains(COURT), "{after}");

    // Undo, in the notice.
    let undo = page.find(".notice button").await?;
    page.run("arguments[0].focus()", vec![serde_json::to_value(&undo)?]).await?;
    page.press("Enter").await?;
    page.until("the notice goes", no_notice).await?;
    page.until_view("annotate").await?;
    assert_eq!(page.run(INK, Vec::new()).await?, before);

    page.click("Export").await?;
    let file = page.download(page.click("Download .tagline.json")).await?;
    let file: Value = serde_json::from_slice(&file)?;
    let document = &file["documents"][0];
    let text = document["text"].as_str().unwrap_or_default();
    assert!(text.contains(&mended) && !text.contains(BEGINS), "{text}");
    assert!(document["source"]["content"].as_str().is_some_and(|source| source.contains(BEGINS)));
    let text: Vec<char> = text.chars().collect();
    for annotation in document["annotations"].as_array().ok_or("no annotations")? {
        let at =
            |field: &str| annotation[field].as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
        let words: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(annotation["text"], words);
    }
    Ok(())
}
