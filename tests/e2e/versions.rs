//! A store that another version made: an older one is brought on in one transaction, a newer one is left as it is.

use serde_json::{Value, json};
use tagline::annotation::Timestamp;
use tagline::format::write_record;
use tagline::job::kept::ENTITY;
use tagline::workspace::{Command, Context, Loaded, Workspace};

use crate::Outcome;
use crate::page::Page;

/// Two articles as the first version kept them: one with a decision, its undo, and what its marks name.
const FILE: &str = r#"{"format":"tagline","version":1,"labels":[],"annotators":[],
"entities":[{"id":"Q1397","label":"PLACE","name":"Ohio"}],
"documents":[
 {"id":"one","metadata":{"title":"Zoë 漢 in court"},"text":"The High Court sat in Ohio 👩‍🚀 é.\n\nשלום","status":"new","annotations":[
  {"id":"a","start":4,"end":14,"text":"High Court","label":"COURT","status":"suggested","origin":{"annotator":"r"}},
  {"id":"b","start":22,"end":26,"text":"Ohio","label":"PLACE","status":"suggested","origin":{"annotator":"r"},"entity":"Q1397"}]},
 {"id":"two","metadata":{"title":"The second"},"text":"Another ferry.","status":"done","annotations":[]}]}"#;

/// Records of each document, by its number; and parts, by their names.
type Stored = (Vec<(u32, Vec<String>)>, Vec<(String, String)>);

/// What the first version kept.
fn first_version() -> Stored {
    let context =
        Context { now: Timestamp("2026-11-02T10:00:00Z".into()), annotator: "r".into(), fresh: "f".into() };
    let project = tagline::format::ALL
        .iter()
        .find(|format| format.name == "tagline")
        .and_then(|format| format.read(FILE).ok())
        .map(|imported| imported.project);
    let Some(project) = project else { return Default::default() };
    let mut workspace = Workspace::default();
    workspace.apply(Command::Load(Loaded { name: "a".into(), project, issues: Vec::new() }), &context);
    workspace.apply(Command::Open(0), &context);
    let moments: Vec<_> = workspace.documents().iter().map(|open| open.moment()).collect();
    let mut records: Vec<(u32, Vec<String>)> = moments
        .iter()
        .zip(1..)
        .map(|(moment, number)| (number, moment.since(None).iter().map(write_record).collect()))
        .collect();
    workspace.apply(Command::Step { forward: true, pencil: true }, &context);
    workspace.apply(Command::Accept, &context);
    let later = workspace.documents().first().and_then(|open| open.moment().since(moments.first()));
    if let Some((_, records)) = records.first_mut() {
        records.extend(later.iter().map(write_record));
    }
    let (entities, mut parts): (Vec<_>, Vec<_>) =
        workspace.project_moment().since(None).into_iter().partition(|(name, _)| name.starts_with(ENTITY));
    let rows: Vec<Value> = entities.iter().filter_map(|(_, text)| serde_json::from_str(text).ok()).collect();
    parts.push(("entities".to_owned(), Value::Array(rows).to_string()));
    (records, parts)
}

/// Makes a database of some version with these stores, and calls `window.made` when it is there.
const MAKE: &str = "window.made = undefined; const [version, stores, records, parts] = arguments; \
    const asked = indexedDB.open('tagline', version); \
    asked.onupgradeneeded = () => stores.forEach((name) => asked.result.createObjectStore(name)); \
    asked.onerror = () => { window.made = String(asked.error); }; \
    asked.onsuccess = () => { \
        const base = asked.result, all = base.transaction(stores, 'readwrite'); \
        records.forEach(([number, list]) => list.forEach((text, at) => \
            all.objectStore('journal').put(text, [1, number, at]))); \
        parts.forEach(([name, text]) => all.objectStore('parts').put(text, [1, name])); \
        all.oncomplete = () => { base.close(); window.made = 'made'; }; };";

/// A page of the app's origin on which the app does not run.
async fn beside(page: &Page) -> Outcome {
    page.client.goto(&format!("{}LICENSE-MIT.txt", page.address())).await?;
    Ok(())
}

async fn make(page: &Page, version: u32, stores: &[&str]) -> Outcome {
    let (records, parts) = first_version();
    assert_eq!(records.iter().map(|(_, records)| records.len()).collect::<Vec<_>>(), [2, 1]);
    beside(page).await?;
    page.run(MAKE, vec![json!(version), json!(stores), json!(records), json!(parts)]).await?;
    page.until("the database", "return window.made === 'made'").await?;
    Ok(())
}

/// What the database holds: its version, its stores with how many values each has, and all of the parts and the journal.
const LOOK: &str = "window.seen = undefined; const asked = indexedDB.open('tagline'); asked.onsuccess = () => { \
    const base = asked.result, seen = { version: base.version, stores: {} }; \
    const names = [...base.objectStoreNames], all = base.transaction(names); \
    names.forEach((name) => { const count = all.objectStore(name).count(); \
        count.onsuccess = () => { seen.stores[name] = count.result; }; }); \
    const journal = all.objectStore('journal').getAll(); \
    all.oncomplete = () => { seen.journal = journal.result; base.close(); window.seen = seen; }; };";

async fn look(page: &Page) -> Outcome<Value> {
    beside(page).await?;
    page.run(LOOK, Vec::new()).await?;
    page.until("what is in the database", "return window.seen").await
}

/// What the first version kept is there, with undo, and in the list, and what mentions name.
pub async fn older(page: Page) -> Outcome {
    make(&page, 1, &["parts", "journal"]).await?;
    page.open("").await?;
    page.until("it is kept", "return document.body.dataset.kept === 'store'").await?;
    page.until("both are there", "return document.querySelectorAll('.start-document').length === 2").await?;
    page.run(
        "[...document.querySelectorAll('.start-document')].find((one) => one.textContent.includes('Zoë')).click()",
        Vec::new(),
    )
    .await?;
    page.until_view("annotate").await?;
    page.until_marks(&["COURT accepted High Court", "PLACE suggested Ohio"]).await?;
    page.click("Undo").await?;
    page.until_marks(&["COURT suggested High Court", "PLACE suggested Ohio"]).await?;
    page.until("it is saved", "return document.body.dataset.saved === 'true'").await?;
    let seen = look(&page).await?;
    assert_eq!(seen["version"], 2);
    let stores = &seen["stores"];
    assert_eq!([&stores["entities"], &stores["pages"], &stores["heads"], &stores["projects"]], [1, 1, 1, 1]);
    Ok(())
}

/// A newer store is not touched, and the page says why nothing is kept.
pub async fn newer(page: Page) -> Outcome {
    make(&page, 99, &["parts", "journal", "later"]).await?;
    let before = look(&page).await?;
    page.open("").await?;
    page.until("it says so", "return document.body.innerText.includes('A newer Tagline has kept work')")
        .await?;
    let kept = page.run("return document.body.dataset.kept", Vec::new()).await?;
    assert_eq!(kept, "nowhere");
    page.click("Try the example").await?;
    page.until_view("clean").await?;
    assert_eq!(look(&page).await?, before);
    Ok(())
}

/// What could not be brought on leaves the older one as it was.
pub async fn failing(page: Page) -> Outcome {
    make(&page, 1, &["parts", "journal", "pages"]).await?;
    let before = look(&page).await?;
    page.open("").await?;
    page.until("it says so", "return document.body.innerText.includes('Nothing is kept here')").await?;
    assert_eq!(look(&page).await?, before);
    Ok(())
}
