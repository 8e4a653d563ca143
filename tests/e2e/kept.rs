//! What is kept from visit to visit: the work with its undo, what another tab writes, and what becomes of it when the browser
//! keeps nothing.

use serde_json::{Value, json};
use tagline::annotation::{Project, document_from_notation};
use tagline::format::{Bundle, Salt, write_bundle};

use crate::Outcome;
use crate::page::Page;

/// Two paragraphs with suggestions.
const FILE: &str =
    "The [COURT? High Court] sat in [PLACE? Ohio], said [PERSON? Zoë 漢] 👩‍🚀\n\nשלום [PLACE? עולם]\n";

async fn open_file(page: &Page) -> Outcome {
    page.open("").await?;
    page.until("the store has been read", "return document.body.dataset.kept === 'store'").await?;
    page.set_file("kept.brackets.txt", FILE.as_bytes()).await?;
    page.until_view("annotate").await?;
    page.until("marks", "return document.querySelectorAll('mark').length === 4").await?;
    Ok(())
}

async fn until_saved(page: &Page) -> Outcome {
    page.until("it is saved", "return document.body.dataset.saved === 'true'").await?;
    Ok(())
}

/// Opens the document that was kept.
async fn open_kept(page: &Page) -> Outcome {
    page.open("").await?;
    page.tap(".start-document").await?;
    page.until_view("annotate").await
}

/// Edits, reloads, and goes on, back as well.
pub async fn comes_back(page: Page) -> Outcome {
    open_file(&page).await?;
    page.tap(".bar-stage[aria-current=page]").await?;
    for key in ["n", "a", "x"] {
        page.press(key).await?;
    }
    let marks = ["COURT accepted High Court", "PERSON suggested Zoë 漢", "PLACE suggested עולם"];
    page.until_marks(&marks).await?;
    until_saved(&page).await?;
    let words = page.run("return document.querySelector('.bar-saved').textContent", Vec::new()).await?;
    assert_eq!(words, json!("Saved"));
    open_kept(&page).await?;
    page.until_marks(&marks).await?;
    page.click("Undo").await?;
    page.until_marks(&["COURT accepted High Court", "PLACE suggested Ohio", marks[1], marks[2]]).await?;
    page.click("Undo").await?;
    page.until_marks(&["COURT suggested High Court", "PLACE suggested Ohio", marks[1], marks[2]]).await?;
    until_saved(&page).await?;
    open_kept(&page).await?;
    page.click("Redo").await?;
    page.until_marks(&["COURT accepted High Court", "PLACE suggested Ohio", marks[1], marks[2]]).await
}

/// Marks without their text wait from visit to visit, also where there is nothing else, and come with it; none waits then.
pub async fn bundle(page: Page) -> Outcome {
    let whole = document_from_notation("d", &FILE.replace('?', ""), &"Zoë".into())?;
    let project = Project { documents: vec![whole.into()], ..Project::default() };
    let bundle = write_bundle(&Bundle::of(&project, &Salt::new([7; 16])));
    page.open("").await?;
    page.until("the store has been read", "return document.body.dataset.kept === 'store'").await?;
    page.set_file("from-zoë.tagline-bundle.json", bundle.as_bytes()).await?;
    let waits = "return document.querySelector('.start-bundle')?.textContent.includes('4 marks by Zoë')";
    page.until("it waits", waits).await?;
    until_saved(&page).await?;
    page.open("").await?;
    page.until("it waits on", waits).await?;
    page.click("Delete from-zoë.tagline-bundle.json").await?;
    page.until("it is deleted", "return !document.querySelector('.start-bundle')").await?;
    page.click("Undo").await?;
    page.until("it is back", waits).await?;
    until_saved(&page).await?;
    page.open("").await?;
    page.until("it waits on", waits).await?;
    // Two of the marks are suggested there already.
    let text = FILE.replace("[COURT? High Court]", "High Court").replace("[PLACE? Ohio]", "Ohio");
    page.set_file("its.brackets.txt", text.as_bytes()).await?;
    page.until_view("annotate").await?;
    let marks =
        ["COURT accepted High Court", "PLACE accepted Ohio", "PERSON accepted Zoë 漢", "PLACE accepted עולם"];
    page.until_marks(&marks).await?;
    until_saved(&page).await?;
    page.open("").await?;
    page.until("the article is there", "return document.querySelector('.start-document')").await?;
    assert_eq!(page.run("return !document.querySelector('.start-bundle')", Vec::new()).await?, json!(true));
    open_kept(&page).await?;
    page.until_marks(&marks).await
}

/// A second tab reads, sees what the first writes, and takes over; then it is the other way round.
pub async fn two_tabs(page: Page) -> Outcome {
    open_file(&page).await?;
    until_saved(&page).await?;
    let first = page.client.window().await?;
    let second = page.client.new_window(true).await?.handle;
    page.client.switch_to_window(second.clone()).await?;
    page.open("").await?;
    page.until("it reads", "return document.body.dataset.kept === 'elsewhere'").await?;
    page.tap(".start-document").await?;
    page.until_view("annotate").await?;
    // What is pressed here changes nothing, and says why.
    page.tap(".bar-stage[aria-current=page]").await?;
    page.press("n").await?;
    page.press("a").await?;
    page.until("it says why", "return document.body.innerText.includes('Another tab writes')").await?;
    let all = [
        "COURT suggested High Court",
        "PLACE suggested Ohio",
        "PERSON suggested Zoë 漢",
        "PLACE suggested עולם",
    ];
    page.until_marks(&all).await?;
    // What is written in the first is seen here.
    page.client.switch_to_window(first.clone()).await?;
    page.tap(".bar-stage[aria-current=page]").await?;
    page.press("n").await?;
    page.press("a").await?;
    let one = ["COURT accepted High Court", all[1], all[2], all[3]];
    page.until_marks(&one).await?;
    page.client.switch_to_window(second.clone()).await?;
    page.until_marks(&one).await?;
    // It takes the document over, and the first reads what it writes.
    page.click("Edit here").await?;
    page.until("it writes", "return document.body.dataset.kept === 'store'").await?;
    page.tap(".bar-stage[aria-current=page]").await?;
    page.press("n").await?;
    page.press("a").await?;
    let decided = "return [...document.querySelectorAll('mark')].filter((one) => one.dataset.status === 'accepted').length";
    page.until("two are accepted", &format!("{decided} === 2")).await?;
    until_saved(&page).await?;
    page.client.switch_to_window(first).await?;
    page.until("the first reads", "return document.body.dataset.kept === 'elsewhere'").await?;
    page.until("and sees it", &format!("{decided} === 2")).await?;
    Ok(())
}

/// The store takes nothing any more: the page says so, everything can be downloaded, and once it does again all is written.
pub async fn failing(page: Page) -> Outcome {
    open_file(&page).await?;
    until_saved(&page).await?;
    let fail = "window.kept = IDBObjectStore.prototype.add; \
        IDBObjectStore.prototype.add = function () { throw new DOMException('no room', 'QuotaExceededError'); }";
    page.run(fail, Vec::new()).await?;
    page.tap(".bar-stage[aria-current=page]").await?;
    page.press("n").await?;
    page.press("a").await?;
    page.until(
        "it says so",
        "return document.querySelector('.bar-saved')?.textContent.includes('Not saved')",
    )
    .await?;
    let saved =
        page.run("return [document.body.dataset.saved, document.body.dataset.kept]", Vec::new()).await?;
    assert_eq!(saved, json!(["false", "failing"]));
    page.press("x").await?;
    let marks = ["COURT accepted High Court", "PERSON suggested Zoë 漢", "PLACE suggested עולם"];
    page.until_marks(&marks).await?;
    // What is written out holds all of it.
    page.click("Download").await?;
    page.until("the window", "return document.querySelector('dialog[open] pre')").await?;
    let content = page.download(page.click("Download .tagline.json")).await?;
    let file: Value = serde_json::from_slice(&content)?;
    let marks = file["documents"][0]["annotations"].as_array().cloned().unwrap_or_default();
    let statuses: Vec<&str> = marks.iter().filter_map(|one| one["status"].as_str()).collect();
    assert_eq!(statuses, ["accepted", "rejected", "suggested", "suggested"]);
    page.run("IDBObjectStore.prototype.add = window.kept", Vec::new()).await?;
    page.tap("mark[data-label=PERSON]").await?;
    page.press("a").await?;
    until_saved(&page).await?;
    open_kept(&page).await?;
    page.until_marks(&["COURT accepted High Court", "PERSON accepted Zoë 漢", "PLACE suggested עולם"]).await
}

/// The browser refuses to keep anything at all, also settings: the page says so, works, and gives all of it away.
pub async fn refused(page: Page) -> Outcome {
    page.open("").await?;
    let refuses = "return !(localStorage instanceof Storage)";
    assert_eq!(page.run(refuses, Vec::new()).await?, json!(true), "the browser was told to");
    page.until("it says so", "return document.body.innerText.includes('Nothing is kept here')").await?;
    page.set_file("kept.brackets.txt", FILE.as_bytes()).await?;
    page.until_view("annotate").await?;
    page.tap(".bar-stage[aria-current=page]").await?;
    for key in ["n", "a", "x"] {
        page.press(key).await?;
    }
    page.until_marks(&["COURT accepted High Court", "PERSON suggested Zoë 漢", "PLACE suggested עולם"])
        .await?;
    page.click("Undo").await?;
    page.until_marks(&[
        "COURT accepted High Court",
        "PLACE suggested Ohio",
        "PERSON suggested Zoë 漢",
        "PLACE suggested עולם",
    ])
    .await?;
    page.tap(".bar-theme").await?;
    page.until("the other theme", "return document.documentElement.dataset.theme").await?;
    page.click("Export").await?;
    page.until("the window", "return document.querySelector('dialog[open] pre')").await?;
    let file: Value = serde_json::from_slice(&page.download(page.click("Download .tagline.json")).await?)?;
    assert_eq!(file["documents"][0]["annotations"][0]["status"], "accepted");
    Ok(())
}

/// Holds all that is written, from now until `window.letGo` is set: each read asks for the next.
const HOLD: &str = "const asked = indexedDB.open('tagline'); asked.onsuccess = () => { \
    const journal = asked.result.transaction(['journal'], 'readwrite').objectStore('journal'); \
    const on = () => { window.held = true; if (!window.letGo) journal.count().onsuccess = on; }; \
    journal.transaction.oncomplete = () => asked.result.close(); on(); }";

/// The store does not answer: the page says so, and that it is saved once it has answered.
pub async fn silent(page: Page) -> Outcome {
    open_file(&page).await?;
    until_saved(&page).await?;
    page.run(HOLD, Vec::new()).await?;
    page.until("it is held", "return window.held").await?;
    page.tap(".bar-stage[aria-current=page]").await?;
    page.press("n").await?;
    page.press("a").await?;
    let said = "return document.querySelector('.bar-saved').title.includes('has not answered')";
    page.until("it says so", said).await?;
    page.press("x").await?;
    page.run("window.letGo = true", Vec::new()).await?;
    until_saved(&page).await?;
    open_kept(&page).await?;
    page.until_marks(&["COURT accepted High Court", "PERSON suggested Zoë 漢", "PLACE suggested עולם"]).await
}

/// Opens the example, and makes it no end of reading when the page begins to read words of texts.
const READ: &str = "const begin = IDBDatabase.prototype.transaction; \
    IDBDatabase.prototype.transaction = function (names, mode, ...more) { \
        const begun = begin.call(this, names, mode, ...more); \
        if (mode !== 'readwrite' && [names].flat().includes('heads')) { \
            const heads = begun.objectStore('heads'), on = () => { heads.count().onsuccess = on; }; \
            on(); \
            window.reads = true; \
        } \
        return begun; }; \
    [...document.querySelectorAll('.start-row button')].at(-1).click()";

/// Whether everything can be written.
const FREE: &str = "window.free = undefined; const asked = indexedDB.open('tagline'); asked.onsuccess = () => { \
    const base = asked.result, all = base.transaction([...base.objectStoreNames], 'readwrite'); \
    all.objectStore('heads').count(); all.oncomplete = () => { base.close(); window.free = true; }; }";

/// A page that is left while it reads does not keep others from writing, and writes itself when it is come back to.
pub async fn left_reading(page: Page) -> Outcome {
    open_file(&page).await?;
    until_saved(&page).await?;
    page.open("").await?;
    page.until("the store has been read", "return document.body.dataset.kept === 'store'").await?;
    page.run(READ, Vec::new()).await?;
    page.until("it reads", "return window.reads").await?;
    until_saved(&page).await?;
    page.client.goto(&format!("{}LICENSE-MIT.txt", page.address())).await?;
    page.run(FREE, Vec::new()).await?;
    page.until("it can be written", "return window.free").await?;
    page.client.back().await?;
    page.until("it is read again", "return document.body?.dataset.kept === 'store'").await?;
    open_kept(&page).await?;
    page.tap(".bar-stage[aria-current=page]").await?;
    page.press("n").await?;
    page.press("x").await?;
    until_saved(&page).await?;
    page.until("it is edited", "return document.querySelector('.bar-step:not([disabled])')").await?;
    Ok(())
}

/// A project is called as before where its new name could not be kept.
pub async fn not_named(page: Page) -> Outcome {
    open_file(&page).await?;
    until_saved(&page).await?;
    page.find_role("link", "Projects").await?.click().await?;
    page.until_view("projects").await?;
    let fail = "window.kept = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = function (...all) { \
        if (this.name === 'projects') throw new DOMException('no room', 'QuotaExceededError'); \
        return window.kept.apply(this, all); }";
    page.run(fail, Vec::new()).await?;
    page.click("Rename or delete the project").await?;
    let name = "const field = document.querySelector('.queue-panel input'); if (!field) return false; \
                field.value = 'Ports 漢'; field.dispatchEvent(new Event('input', { bubbles: true })); return true";
    page.until("the field", name).await?;
    page.click("Rename").await?;
    let told =
        "return document.querySelector('[role=alert]')?.textContent.includes('That could not be done')";
    page.until("it says so", told).await?;
    page.run("IDBObjectStore.prototype.put = window.kept", Vec::new()).await?;
    // With another document the project is written again.
    page.set_file("two.brackets.txt", "A [PLACE? port] é\n".as_bytes()).await?;
    page.until_view("annotate").await?;
    until_saved(&page).await?;
    let look = "window.seen = undefined; const asked = indexedDB.open('tagline'); asked.onsuccess = () => { \
        const rows = asked.result.transaction(['projects']).objectStore('projects').getAll(); \
        rows.onsuccess = () => { asked.result.close(); window.seen = rows.result; }; };";
    page.run(look, Vec::new()).await?;
    let seen = page.until("the projects", "return window.seen").await?;
    let rows: Vec<&str> = seen.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let is_as_before = |row: &str| row.contains("\"documents\":2") && !row.contains("Ports");
    assert!(matches!(rows[..], [row] if is_as_before(row)), "{rows:?}");
    Ok(())
}
