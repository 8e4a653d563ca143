//! A store that holds records which this version cannot read: their documents are shown as far as they can be read, and nothing
//! that a person does from then on changes what the store has of them.

use serde_json::{Value, json};

use crate::Outcome;
use crate::page::Page;

/// Two paragraphs with suggestions.
const FILE: &str =
    "The [COURT? High Court] sat in [PLACE? Ohio], said [PERSON? Zoë 漢] 👩‍🚀\n\nשלום [PLACE? עולם]\n";
/// The marks in it that can be read in the end.
const MARKS: [&str; 4] =
    ["COURT accepted High Court", "PLACE suggested Ohio", "PERSON suggested Zoë 漢", "PLACE suggested עולם"];

/// What a later version may have written, what came out of order, and what could be read if it came earlier.
const RECORDS: [&str; 3] = [r#"{"v":7,"come":{"é":"漢 👩‍🚀\r\n"}}"#, "", r#"{"v":1,"tagged":true}"#];

/// Adds records to the first document, and one that begins a document of the number 5.
const ADD: &str = "window.added = undefined; const [records] = arguments; \
    const asked = indexedDB.open('tagline'); asked.onsuccess = () => { \
        const base = asked.result, all = base.transaction(['journal'], 'readwrite'), journal = all.objectStore('journal'); \
        const count = journal.count(IDBKeyRange.bound([1, 1], [1, 1, []])); \
        count.onsuccess = () => { \
            records.forEach((text, at) => journal.add(text, [1, 1, count.result + at])); \
            journal.add(records[0], [1, 5, 0]); \
        }; \
        all.oncomplete = () => { base.close(); window.added = count.result; }; };";

/// All that the database holds: of each store its keys with their values, bytes as numbers.
const LOOK: &str = "window.seen = undefined; const asked = indexedDB.open('tagline'); asked.onsuccess = () => { \
    const base = asked.result, names = [...base.objectStoreNames], all = base.transaction(names), seen = {}; \
    const plain = (value) => ArrayBuffer.isView(value) ? [...value] : value; \
    names.forEach((name) => { \
        const store = all.objectStore(name), keys = store.getAllKeys(), values = store.getAll(); \
        values.onsuccess = () => { seen[name] = keys.result.map((key, at) => [key, plain(values.result[at])]); }; }); \
    all.oncomplete = () => { base.close(); window.seen = seen; }; };";

async fn beside(page: &Page) -> Outcome {
    page.client.goto(&format!("{}LICENSE-MIT.txt", page.address())).await?;
    Ok(())
}

async fn look(page: &Page) -> Outcome<Value> {
    page.run(LOOK, Vec::new()).await?;
    page.until("what is in the database", "return window.seen").await
}

/// What the journal has of a document, its records in order.
fn journal(seen: &Value, project: u64, document: u64) -> Vec<Value> {
    let records = seen["journal"].as_array().into_iter().flatten();
    let of_it = records.filter(|record| record[0][0] == project && record[0][1] == document);
    of_it.map(|record| record[1].clone()).collect()
}

async fn until_kept(page: &Page, kept: &str) -> Outcome {
    page.until_with(kept, "return document.body.dataset.kept === arguments[0]", vec![json!(kept)]).await?;
    Ok(())
}

async fn until_saved(page: &Page) -> Outcome {
    page.until("it is saved", "return document.body.dataset.saved === 'true'").await?;
    Ok(())
}

async fn until_told(page: &Page, words: &str) -> Outcome {
    let script = "return document.body.textContent.includes(arguments[0])";
    page.until_with(words, script, vec![json!(words)]).await?;
    Ok(())
}

/// A project of two documents that this version cannot read to their ends: one after its decision, one from its beginning on.
pub async fn begin(page: &Page) -> Outcome<Value> {
    page.open("").await?;
    until_kept(page, "store").await?;
    page.set_file("kept.brackets.txt", FILE.as_bytes()).await?;
    page.until_view("annotate").await?;
    page.tap(".bar-stage[aria-current=page]").await?;
    for key in ["n", "a"] {
        page.press(key).await?;
    }
    page.until_marks(&MARKS).await?;
    until_saved(page).await?;
    beside(page).await?;
    page.run(ADD, vec![json!(RECORDS)]).await?;
    page.until("they are added", "return window.added > 1").await?;
    look(page).await
}

/// Opens the document that can be read in part, from the start screen.
async fn open_it(page: &Page) -> Outcome {
    page.open("").await?;
    page.tap(".start-document").await?;
    page.until_view("annotate").await?;
    until_kept(page, "partly").await
}

/// It is shown and told of; edits and what is done to many leave it alone; a copy of it is edited.
pub async fn only_shown(page: Page) -> Outcome {
    let before = begin(&page).await?;
    let count = journal(&before, 1, 1).len();
    open_it(&page).await?;
    page.until_marks(&MARKS).await?;
    let place =
        format!("record {} of {count}: expected a record of version 1, found one of version 7", count - 2);
    until_told(&page, &place).await?;
    until_told(&page, "Not all of it could be read").await?;
    page.click("Dismiss").await?;
    page.tap(".bar-stage[aria-current=page]").await?;
    for keys in [&["n", "a"][..], &["x"], &["Control+z"]] {
        for key in keys {
            page.press(key).await?;
        }
        until_told(&page, "can only be read").await?;
        until_told(&page, &place).await?;
        page.until_marks(&MARKS).await?;
        page.click("Dismiss").await?;
    }
    // What is exported says how far it goes.
    page.click("Export").await?;
    until_told(&page, "Not in this file").await?;
    page.press("Escape").await?;
    page.until("it is closed", "return !document.querySelector('dialog[open]')").await?;
    // On the list both are there; neither is changed.
    page.find_role("link", "Projects").await?.click().await?;
    page.until_view("projects").await?;
    until_told(&page, "Document 5, which could not be read").await?;
    page.tap(".queue-columns .queue-box").await?;
    until_told(&page, "2 selected").await?;
    page.click("Mark done").await?;
    until_told(&page, "2 documents were left as they are").await?;
    until_told(&page, "None of them was changed").await?;
    page.click("Dismiss").await?;
    let beginning = "[...document.querySelectorAll('.queue-title')].find((one) => one.textContent.includes('Document 5')).click()";
    page.run(beginning, Vec::new()).await?;
    until_told(&page, "document 5, record 1 of 1: expected a record of version 1").await?;
    until_saved(&page).await?;
    page.open("").await?;
    until_kept(&page, "store").await?;
    assert_eq!(look(&page).await?, before);

    // A copy of it is a document like any other.
    open_it(&page).await?;
    page.click("Edit a copy").await?;
    until_kept(&page, "store").await?;
    page.tap(".bar-stage[aria-current=page]").await?;
    for key in ["n", "x"] {
        page.press(key).await?;
    }
    let decided = "return document.querySelectorAll('mark[data-status=suggested]').length === 2";
    page.until("it is edited", decided).await?;
    until_saved(&page).await?;
    page.open("").await?;
    until_kept(&page, "store").await?;
    let after = look(&page).await?;
    for document in [1, 5] {
        assert_eq!(journal(&after, 1, document), journal(&before, 1, document));
    }
    assert!(journal(&after, 1, 6).len() > 1, "{after}");
    Ok(())
}

/// A backup holds all records, and what is restored of it has them.
pub async fn restored(page: Page) -> Outcome {
    let before = begin(&page).await?;
    page.open("").await?;
    until_kept(&page, "store").await?;
    page.find_role("link", "Projects").await?.click().await?;
    page.until_view("projects").await?;
    page.run(crate::backup::HOLD, Vec::new()).await?;
    page.tap(".backup-row").await?;
    page.click("Back up now").await?;
    let bytes = page.until("a download", "return window.downloaded").await?;
    let bytes = bytes.as_array().into_iter().flatten().filter_map(|byte| u8::try_from(byte.as_u64()?).ok());
    let file: Vec<u8> = bytes.collect();
    until_told(&page, "2 documents backed up").await?;
    page.click("Close").await?;
    page.set_file("any name.gz", &file).await?;
    until_told(&page, "2 documents restored, as the project").await?;
    page.click("Open it").await?;
    page.until("another project is open", "return localStorage['tagline.project'] > 1").await?;
    until_kept(&page, "store").await?;
    let project = page.run("return Number(localStorage['tagline.project'])", Vec::new()).await?;
    let project = project.as_u64().unwrap_or_default();
    let after = look(&page).await?;
    for document in [1, 5] {
        assert_eq!(journal(&after, project, document), journal(&before, 1, document));
        assert_eq!(journal(&after, 1, document), journal(&before, 1, document));
    }
    open_it(&page).await?;
    page.until_marks(&MARKS).await
}
