//! Many documents: taken in at once, listed, searched, opened, marked, deleted and brought back, kept apart in projects.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::Outcome;
use crate::page::Page;

/// So many articles come in: more than are opened at once.
const MANY: usize = 120;

/// A line for each article, and one that is none. The 37th holds a word of its own, and the 51st is the 50th once more.
fn articles() -> String {
    let mut lines = String::new();
    for at in 0..MANY {
        let story = if at == 50 { 49 } else { at };
        let body = format!(
            "The ferry {story} left Ohio at {story} o’clock, said Zoë García é 漢 👩‍🚀 שלום.\r\n\r\nHarbour {} waits for {}. {}",
            story * 7,
            story * 13,
            if at == 36 { "A needle lay there." } else { "Nothing lay there." }
        );
        let line = json!({ "title": format!("Story {at:03}"), "text": body, "date": "2026-11-02" });
        let _ = writeln!(lines, "{line}");
        if at == 9 {
            lines.push_str("{ this is no record\n");
        }
    }
    lines
}

/// How many rows the list has.
const ROWS: &str = "Number(document.querySelector('.queue-rows')?.dataset.rows ?? -1)";

async fn until_rows(page: &Page, count: usize) -> Outcome {
    page.until(&format!("{count} rows"), &format!("return {ROWS} === {count}")).await?;
    Ok(())
}

async fn search(page: &Page, words: &str) -> Outcome {
    let script = "const field = document.querySelector('.queue-search'); field.value = arguments[0]; \
                  field.dispatchEvent(new Event('input', { bubbles: true }))";
    page.run(script, vec![json!(words)]).await?;
    Ok(())
}

async fn until_told(page: &Page, words: &str) -> Outcome {
    let script = "return document.querySelector('main').textContent.includes(arguments[0])";
    page.until_with(words, script, vec![json!(words)]).await?;
    Ok(())
}

async fn until_saved(page: &Page) -> Outcome {
    page.until("it is saved", "return document.body.dataset.saved === 'true'").await?;
    Ok(())
}

/// Clicks the first button that shows these words.
async fn click_words(page: &Page, words: &str) -> Outcome {
    let script = "const one = [...document.querySelectorAll('button')].find((one) => \
                  one.textContent.trim().startsWith(arguments[0]) && !one.disabled && one.getClientRects().length); \
                  if (one) one.click(); return Boolean(one)";
    page.until_with(words, script, vec![json!(words)]).await?;
    Ok(())
}

/// Takes the articles in.
async fn import(page: &Page) -> Outcome {
    page.open("").await?;
    page.until("the store has been read", "return document.body.dataset.kept === 'store'").await?;
    page.set_file("news.jsonl", articles().as_bytes()).await?;
    click_words(page, "Import 1").await?;
    let told = "return document.querySelector('dialog[open]')?.textContent.includes(arguments[0])";
    page.until_with("all came in", told, vec![json!(format!("{MANY} documents came in"))]).await?;
    page.until_with("where the bad line stands", told, vec![json!("news.jsonl, line 11")]).await?;
    page.until_with("what is like another", told, vec![json!("Story 050")]).await?;
    click_words(page, "Close").await?;
    page.until("the window is closed", "return !document.querySelector('dialog[open]')").await?;
    click_words(page, "Projects").await?;
    until_rows(page, MANY).await
}

/// From the import to the list and back, with what is decided kept.
pub async fn worked_through(page: Page) -> Outcome {
    import(&page).await?;
    let drawn = page.run("return document.querySelectorAll('.queue-row').length", Vec::new()).await?;
    assert!(drawn.as_u64().is_some_and(|drawn| (5..60).contains(&drawn)), "{drawn}");
    search(&page, "needle").await?;
    until_rows(&page, 1).await?;
    page.tap(".queue-row .queue-title").await?;
    page.until_view("annotate").await?;
    page.until(
        "its text",
        "return document.querySelector('[data-testid=article]').textContent.includes('needle')",
    )
    .await?;
    page.until("suggestions", "return document.querySelectorAll('mark').length > 0").await?;
    page.tap(".bar-stage[aria-current=page]").await?;
    page.press("n").await?;
    page.press("a").await?;
    page.until("one is accepted", "return document.querySelector('mark[data-status=accepted]')").await?;
    until_saved(&page).await?;
    // What was done is there after a reload, and the list comes first.
    page.open("").await?;
    page.until_view("projects").await?;
    until_rows(&page, MANY).await?;
    search(&page, "needle lay").await?;
    until_rows(&page, 1).await?;
    let ink = "return document.querySelector('.queue-row .queue-number')?.textContent";
    assert_eq!(page.run(ink, Vec::new()).await?, json!("1"));
    page.tap(".queue-row .queue-title").await?;
    page.until_view("annotate").await?;
    page.until("it is accepted still", "return document.querySelector('mark[data-status=accepted]')").await?;
    page.click("Undo").await?;
    page.until("undo goes on", "return !document.querySelector('mark[data-status=accepted]')").await?;
    until_saved(&page).await
}

/// Many are marked, deleted and brought back at once, open or not.
pub async fn at_once(page: Page) -> Outcome {
    import(&page).await?;
    page.tap(".queue-columns .queue-box").await?;
    until_told(&page, "120 selected").await?;
    click_words(&page, "Mark done").await?;
    until_told(&page, "120 of 120 documents done").await?;
    // Undo takes it back from all of them, and is gone with that.
    page.click("Undo").await?;
    until_told(&page, "0 of 120 documents done").await?;
    until_told(&page, "120 documents as before").await?;
    until_told(&page, "120 selected").await?;
    click_words(&page, "Mark done").await?;
    until_told(&page, "120 of 120 documents done").await?;
    until_told(&page, "120 documents done. Undo").await?;
    page.open("").await?;
    until_told(&page, "120 of 120 documents done").await?;
    search(&page, "ferry 4").await?;
    page.until("fewer", &format!("return {ROWS} > 0 && {ROWS} < {MANY}")).await?;
    let few = page.run(&format!("return {ROWS}"), Vec::new()).await?.as_u64().unwrap_or_default() as usize;
    page.tap(".queue-columns .queue-box").await?;
    until_told(&page, &format!("{few} selected")).await?;
    click_words(&page, "Delete").await?;
    until_rows(&page, 0).await?;
    search(&page, "").await?;
    until_rows(&page, MANY - few).await?;
    page.click("Undo").await?;
    until_rows(&page, MANY).await?;
    until_told(&page, &format!("{few} documents back")).await?;
    // What is deleted and not brought back is gone the next time.
    search(&page, "needle").await?;
    until_rows(&page, 1).await?;
    page.tap(".queue-columns .queue-box").await?;
    until_told(&page, "1 selected").await?;
    click_words(&page, "Delete").await?;
    until_rows(&page, 0).await?;
    page.open("").await?;
    until_rows(&page, MANY - 1).await?;
    search(&page, "needle").await?;
    until_rows(&page, 0).await
}

/// Projects are apart from one another.
pub async fn projects(page: Page) -> Outcome {
    import(&page).await?;
    click_words(&page, "New project").await?;
    let name = "const field = document.querySelector('.queue-side input'); field.value = 'Ports 漢'; \
                field.dispatchEvent(new Event('input', { bubbles: true }))";
    page.until("the field", "return document.querySelector('.queue-side input')").await?;
    page.run(name, Vec::new()).await?;
    click_words(&page, "Create").await?;
    until_told(&page, "No documents yet").await?;
    page.open("").await?;
    page.until("it is read", "return document.body.dataset.kept === 'store'").await?;
    page.set_file("one.brackets.txt", "A [PLACE? port] é\n".as_bytes()).await?;
    page.until_view("annotate").await?;
    until_saved(&page).await?;
    click_words(&page, "Projects").await?;
    until_rows(&page, 1).await?;
    let lines =
        "return [...document.querySelectorAll('.queue-side .queue-line')].map((one) => one.textContent)";
    let lines = page.run(lines, Vec::new()).await?;
    let has = |words: &str| {
        lines
            .as_array()
            .is_some_and(|all| all.iter().any(|one| one.as_str().is_some_and(|one| one.contains(words))))
    };
    assert!(has("Ports 漢"), "{lines}");
    let other = "[...document.querySelectorAll('.queue-side .queue-line')].find((one) => \
                 one.textContent.includes('120'))?.click()";
    page.run(other, Vec::new()).await?;
    until_rows(&page, MANY).await?;
    page.open("").await?;
    until_rows(&page, MANY).await
}

/// What is not open is tagged, and found so when it is opened.
pub async fn tagged(page: Page) -> Outcome {
    import(&page).await?;
    search(&page, "needle").await?;
    until_rows(&page, 1).await?;
    page.tap(".queue-columns .queue-box").await?;
    until_told(&page, "1 selected").await?;
    click_words(&page, "Pre-tag").await?;
    let tagged =
        "return Number(document.querySelector('.queue-row [data-unit=\"in pencil\"]')?.textContent) > 0";
    page.until("suggestions in the list", tagged).await?;
    until_saved(&page).await?;
    page.tap(".queue-row .queue-title").await?;
    page.until_view("annotate").await?;
    page.until("its suggestions", "return document.querySelector('mark[data-status=suggested]')").await?;
    // All of them go into one file, open or not.
    page.click("Export").await?;
    click_words(&page, &format!("All {MANY}")).await?;
    let told = "return document.querySelector('dialog[open] footer')?.textContent.includes(arguments[0])";
    page.until_with("all are there", told, vec![json!(format!("{MANY} documents"))]).await?;
    let content = page.download(page.click("Download .tagline.json")).await?;
    let file: Value = serde_json::from_slice(&content)?;
    let titles: Vec<&str> = file["documents"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| one["metadata"]["title"].as_str())
        .collect();
    assert_eq!(titles.len(), MANY);
    assert!(titles.contains(&"Story 000") && titles.contains(&"Story 119"));
    Ok(())
}

/// A label goes from documents that are not open, too, once that was asked; and what was decided in them teaches the others.
pub async fn labelled(page: Page) -> Outcome {
    import(&page).await?;
    page.until("rows", "return document.querySelectorAll('.queue-row').length > 3").await?;
    page.tap(".queue-row:nth-child(1) .queue-title").await?;
    page.until_view("annotate").await?;
    page.until(
        "its suggestions",
        "return document.querySelector('mark[data-label=PLACE][data-status=suggested]')",
    )
    .await?;
    page.tap(".bar-stage[aria-current=page]").await?;
    page.press("n").await?;
    page.press("a").await?;
    page.until("one is accepted", "return document.querySelector('mark[data-status=accepted]')").await?;
    let label = page
        .run("return document.querySelector('mark[data-status=accepted]').dataset.label", Vec::new())
        .await?;
    until_saved(&page).await?;
    // After a reload it is closed, and what it taught is known.
    page.open("").await?;
    until_rows(&page, MANY).await?;
    page.tap(".queue-row:nth-child(3) .queue-title").await?;
    page.until_view("annotate").await?;
    page.until("its suggestions", "return document.querySelector('mark[data-status=suggested]')").await?;
    let words = "return document.body.textContent.includes('Learned 1')";
    page.until("what was taught is known", words).await?;
    page.click("Edit labels").await?;
    page.until(
        "the labels",
        "return document.querySelector('dialog[open].label-editor, .label-editor[open]')",
    )
    .await?;
    let delete = "const name = arguments[0].toLowerCase(); const one = [...document.querySelectorAll('dialog[open] button')]\
                  .find((one) => (one.getAttribute('aria-label') ?? one.textContent).toLowerCase() === `delete ${name}`); \
                  if (one) one.click(); return Boolean(one)";
    page.until_with("the way to delete it", delete, vec![label.clone()]).await?;
    page.until(
        "it asks",
        "return document.querySelector('dialog[open]')?.textContent.includes('1 mark goes')",
    )
    .await?;
    Ok(())
}

/// Documents that were opened and closed again behind the person are changed and exported with the others.
pub async fn closed_again(page: Page) -> Outcome {
    import(&page).await?;
    page.tap(".queue-row:nth-child(1) .queue-title").await?;
    page.until_view("annotate").await?;
    // More than are open at once.
    for _ in 0..60 {
        let text = "return document.querySelector('[data-testid=article]')?.textContent ?? ''";
        let before = page.run(text, Vec::new()).await?;
        let press = "document.body.dispatchEvent(new KeyboardEvent('keydown', \
                     { key: 'PageDown', altKey: true, bubbles: true, cancelable: true }))";
        page.run(press, Vec::new()).await?;
        let other = "const text = document.querySelector('[data-testid=article]')?.textContent; \
                     return Boolean(text) && text !== arguments[0]";
        page.until_with("the next document", other, vec![before]).await?;
    }
    until_saved(&page).await?;
    click_words(&page, "Projects").await?;
    page.tap(".queue-columns .queue-box").await?;
    until_told(&page, "120 selected").await?;
    click_words(&page, "Mark done").await?;
    until_told(&page, "120 of 120 documents done").await?;
    page.click("Export").await?;
    let told = "return document.querySelector('dialog[open] footer')?.textContent.includes(arguments[0])";
    page.until_with("all are there", told, vec![json!(format!("{MANY} documents"))]).await?;
    Ok(())
}
