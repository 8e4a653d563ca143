//! A browser that has no room left, in earnest: an import fills what it keeps for the page, and what is done then is on screen
//! alone until there is room again.
//!
//! Firefox is begun with little room. Chromium is told of it before the page writes for the first time: it asks how much is left
//! once in half a minute, and takes less and less of that for granted until it asks again. WebKit has no such setting: a page may
//! have six tenths of the disk.

use std::fmt::Write as _;

use serde_json::{Value, json};
use tagline::workspace::made_up_document;

use crate::Outcome;
use crate::devtools::DevTools;
use crate::driver::{Browser, Driver};
use crate::offline::until_kept;
use crate::page::Page;

/// So many bytes the page may have, the app's own files included.
const ROOM: u32 = 20 << 20;
/// So many of them are taken by what can go again.
const FILLER: u32 = 4 << 20;
/// So many articles are taken in, more than there is room for.
const MANY: u32 = 6000;

/// A driver whose browser has little room.
pub fn driver(browser: Browser) -> Outcome<Driver> {
    let mut driver = Driver::start(browser, None)?;
    // One site may have a fifth of what there is for all.
    driver.room = Some(ROOM / 1024 * 5);
    Ok(driver)
}

fn articles(numbers: std::ops::Range<u32>) -> String {
    let mut lines = String::new();
    for number in numbers {
        let made = made_up_document(2, number, 3000);
        let line = json!({ "title": format!("{} {number}", made.title), "text": made.body.text });
        let _ = writeln!(lines, "{line}");
    }
    lines
}

/// A document with two suggestions, so long and so random that no free corner holds it.
fn large() -> String {
    let mut text = "The [COURT? High Court] sat in [PLACE? Ohio], said Zoë 漢 👩‍🚀.\n\n".to_owned();
    let mut chance = 1_u64;
    for at in 0..100_000 {
        let mut word = String::new();
        for _ in 0..6 {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            word.push(char::from(b'a' + (chance >> 33) as u8 % 26));
        }
        text.push_str(&word);
        text.push_str(if at % 100 == 99 { ".\n\n" } else { " " });
    }
    text
}

/// Takes room until there is none: `arguments[0]` bytes, or all there is.
const FILL: &str = "return (async () => { \
    const database = await new Promise((done, fail) => { \
        const request = indexedDB.open('filler', 1); \
        request.onupgradeneeded = () => request.result.createObjectStore('bytes', { autoIncrement: true }); \
        request.onsuccess = () => done(request.result); \
        request.onerror = () => fail(request.error); \
    }); \
    let put = 0, why = ''; \
    for (let size = 1 << 16; size >= 64 && put < arguments[0]; size >>= 1) { \
        for (why = ''; !why && put < arguments[0]; put += why ? 0 : size) { \
            why = await new Promise((done) => { \
                try { \
                    const transaction = database.transaction('bytes', 'readwrite'); \
                    transaction.objectStore('bytes').add(crypto.getRandomValues(new Uint8Array(size))); \
                    transaction.oncomplete = () => done(''); \
                    transaction.onabort = () => done(transaction.error.name); \
                } catch (error) { done(error.name) } \
            }); \
        } \
    } \
    database.close(); \
    return why; \
})()";

/// Takes that room back.
const EMPTY: &str = "return new Promise((done) => { \
    const request = indexedDB.deleteDatabase('filler'); \
    request.onsuccess = () => done(true); \
    request.onerror = request.onblocked = () => done(false); \
})";

/// How much room the page has.
async fn allow(page: &Page, browser: Browser, bytes: Option<u32>) -> Outcome {
    if browser == Browser::Chromium {
        let mut change = json!({ "origin": page.address().trim_end_matches('/') });
        if let Some(bytes) = bytes {
            change["quotaSize"] = json!(bytes);
        }
        DevTools("Storage.overrideQuotaForOrigin", change).send(page).await?;
    }
    Ok(())
}

/// What the page shows.
async fn until_told(page: &Page, words: &str) -> Outcome {
    let script = "return document.body.innerText.includes(arguments[0])";
    page.until_with(words, script, vec![json!(words)]).await.map(drop)
}

/// Clicks the first button that shows these words.
async fn click_words(page: &Page, words: &str) -> Outcome {
    let script = "const one = [...document.querySelectorAll('button')].find((one) => \
                  one.textContent.trim().startsWith(arguments[0]) && !one.disabled && one.getClientRects().length); \
                  if (one) one.click(); return Boolean(one)";
    page.until_with(words, script, vec![json!(words)]).await.map(drop)
}

async fn until_rows(page: &Page, count: usize) -> Outcome {
    let script = "return Number(document.querySelector('.queue-rows')?.dataset.rows ?? -1) === arguments[0]";
    page.until_with(&format!("{count} rows"), script, vec![json!(count)]).await.map(drop)
}

/// Counts how often the page begins to write.
const COUNT_WRITES: &str = "window.writes = 0; \
    const begin = IDBDatabase.prototype.transaction; \
    IDBDatabase.prototype.transaction = function (stores, mode, ...rest) { \
        if (mode === 'readwrite') window.writes++; \
        return begin.call(this, stores, mode, ...rest); \
    }";

/// Takes files in until there is no room; how many came in, as the window says.
async fn import(page: &Page, lines: &str) -> Outcome<usize> {
    page.set_file("news.jsonl", lines.as_bytes()).await?;
    click_words(page, "Import 1 file").await?;
    page.until(
        "it has stopped",
        "return document.querySelector('.importing h2')?.textContent === 'Import stopped'",
    )
    .await?;
    until_told(page, "Not all came in: there is no room left for this page").await?;
    let came =
        "return Number.parseInt(document.querySelector('.importing-body b').textContent.replaceAll(',', ''))";
    let came = page.run(came, Vec::new()).await?.as_u64().unwrap_or_default();
    click_words(page, "Close").await?;
    page.until("the window is closed", "return !document.querySelector('dialog[open]')").await?;
    Ok(came as usize)
}

/// An import fills it; what comes then is on screen and can be taken away; once there is room all of it is kept.
pub async fn filled(page: Page, browser: Browser) -> Outcome {
    page.client.goto(&format!("{}offline.js", page.address())).await?;
    allow(&page, browser, Some(ROOM)).await?;
    page.open("").await?;
    page.until("the store has been read", "return document.body.dataset.kept === 'store'").await?;
    // The app's own files have their room first.
    until_kept(&page).await?;
    assert_eq!(page.run(FILL, vec![json!(FILLER)]).await?, json!(""));

    // What came in is there, all of it, and the rest is said to be left out.
    let came = import(&page, &articles(0..MANY)).await?;
    println!("FIGURE\tarticles that had room in {browser:?}\t{came}");
    assert!((100..MANY as usize).contains(&came), "{came}");
    click_words(&page, "Projects").await?;
    until_rows(&page, came).await?;

    // To the brim: a document that is opened now is nowhere but on screen, and that is said at once.
    assert_eq!(page.run(FILL, vec![json!(u32::MAX)]).await?, json!("QuotaExceededError"));
    page.set_file("large.brackets.txt", large().as_bytes()).await?;
    page.until_view("annotate").await?;
    until_told(&page, "Not saved: there is no room left for this page").await?;
    let marks = ["COURT suggested High Court", "PLACE suggested Ohio"];
    page.until_marks(&marks).await?;
    page.tap(".bar-stage[aria-current=page]").await?;
    page.press("n").await?;
    page.press("a").await?;
    page.until_marks(&["COURT accepted High Court", marks[1]]).await?;
    let kept = "return [document.body.dataset.saved, document.body.dataset.kept]";
    assert_eq!(page.run(kept, Vec::new()).await?, json!(["false", "failing"]));
    // It is tried again and again, and says the same each time.
    page.run(COUNT_WRITES, Vec::new()).await?;
    page.until("it was tried twice more", "return window.writes >= 2").await?;
    until_told(&page, "Not saved: there is no room left for this page").await?;
    page.until_marks(&["COURT accepted High Court", marks[1]]).await?;

    // What more comes in is little, if any: a browser counts what it has written now and then only. That too is said.
    let more = import(&page, &articles(MANY..MANY + 300)).await?;
    assert!(more < 300, "{more}");
    let came = came + more;

    // Nothing is deleted of what cannot be written, and what is on screen alone stays.
    click_words(&page, "Projects").await?;
    page.tap(".queue-columns .queue-box").await?;
    until_told(&page, " selected").await?;
    click_words(&page, "Delete").await?;
    until_told(&page, "What was done last is not saved yet").await?;
    until_rows(&page, came).await?;
    page.tap(".queue-columns .queue-box").await?;
    page.click("Dismiss").await?;
    page.tap("[data-to=annotate]").await?;
    page.until_marks(&["COURT accepted High Court", marks[1]]).await?;

    // What is written out holds all of it: what was kept and what was not.
    page.click("Download").await?;
    click_words(&page, "All ").await?;
    let told = "return document.querySelector('dialog[open] footer')?.textContent.replaceAll(',', '').includes(arguments[0])";
    page.until_with("all are there", told, vec![json!(format!("{} documents", came + 1))]).await?;
    let content = page.download(page.click("Download .tagline.json")).await?;
    let file: Value = serde_json::from_slice(&content)?;
    let documents = file["documents"].as_array().cloned().unwrap_or_default();
    assert_eq!(documents.len(), came + 1);
    let accepted = |one: &Value| one["annotations"][0]["status"] == "accepted";
    assert_eq!(documents.iter().filter(|one| accepted(one)).count(), 1);

    // There is room again: it is saved without being asked.
    assert_eq!(page.run(EMPTY, Vec::new()).await?, json!(true));
    allow(&page, browser, None).await?;
    page.until("it is saved", "return document.body.dataset.saved === 'true'").await?;
    page.open("").await?;
    page.until_view("projects").await?;
    until_rows(&page, came + 1).await?;
    // The last of those that came in is found by its words, and what was on screen alone is as it was there.
    let search = "const field = document.querySelector('.queue-search'); field.value = arguments[0]; \
                  field.dispatchEvent(new Event('input', { bubbles: true }))";
    page.run(search, vec![json!("Zoë 漢 Ohio")]).await?;
    until_rows(&page, 1).await?;
    page.tap(".queue-row .queue-title").await?;
    page.until_marks(&["COURT accepted High Court", marks[1]]).await
}
