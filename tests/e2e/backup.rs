//! A project goes into a file and comes back as a project of its own, with its undo.

use serde_json::json;

use crate::Outcome;
use crate::page::Page;

/// Two paragraphs with suggestions.
const FILE: &str =
    "The [COURT? High Court] sat in [PLACE? Ohio], said [PERSON? Zoë 漢] 👩‍🚀\n\nשלום [PLACE? עולם]\n";

/// Holds the bytes of what the page gives to be downloaded: not every browser can be told where downloads go, and a browser's own
/// window for files cannot be answered from here. The worker's script is a blob as well.
pub const HOLD: &str = "window.showSaveFilePicker = undefined; const make = URL.createObjectURL; \
    URL.createObjectURL = (blob) => { \
        if (blob.type !== 'text/javascript') \
            blob.arrayBuffer().then((bytes) => window.downloaded = [...new Uint8Array(bytes)]); \
        return make.call(URL, blob); \
    }";

/// Backs up on the line's reminder, and restores the file.
pub async fn there_and_back(page: Page) -> Outcome {
    page.open("").await?;
    page.until("the store has been read", "return document.body.dataset.kept === 'store'").await?;
    page.set_file("kept.brackets.txt", FILE.as_bytes()).await?;
    page.until_view("annotate").await?;
    page.tap(".bar-stage[aria-current=page]").await?;
    for key in ["n", "a", "x"] {
        page.press(key).await?;
    }
    let marks = ["COURT accepted High Court", "PERSON suggested Zoë 漢", "PLACE suggested עולם"];
    page.until_marks(&marks).await?;
    page.until("it is saved", "return document.body.dataset.saved === 'true'").await?;
    page.until("changes were counted", "return localStorage['tagline.backups.1'].includes('\"changes\":')")
        .await?;

    // As if the last backup were old.
    let old = "localStorage['tagline.backups.1'] = JSON.stringify({ last: '2020-01-01T00:00:00.000Z', changes: 214 })";
    page.run(old, Vec::new()).await?;
    page.open("").await?;
    page.until("it reminds", "return !!document.querySelector('.backup-reminder:not([hidden])')").await?;
    let words = "return document.querySelector('.backup-reminder span').textContent";
    let words = page.run(words, Vec::new()).await?;
    assert!(words.as_str().is_some_and(|words| words.ends_with("years ago, 214 changes since.")), "{words}");
    page.run(HOLD, Vec::new()).await?;
    page.click("Back up now").await?;
    let bytes = page.until("a download", "return window.downloaded").await?;
    let bytes = bytes.as_array().into_iter().flatten().filter_map(|byte| u8::try_from(byte.as_u64()?).ok());
    let file: Vec<u8> = bytes.collect();
    assert_eq!(file.get(..2), Some(&[0x1F, 0x8B][..]));
    page.until(
        "it says so",
        "return document.querySelector('.backup-told')?.textContent.startsWith('1 document backed up')",
    )
    .await?;
    page.click("Close").await?;
    page.until("nothing reminds", "return !!document.querySelector('.backup-reminder[hidden]')").await?;

    // A cut file is asked about before anything is kept of it.
    page.set_file("cut.gz", &file[..file.len() - 20]).await?;
    page.until("it is asked", "return !!document.querySelector('.backup-told[data-failed]')").await?;
    page.click("Close").await?;

    page.set_file("any name.gz", &file).await?;
    page.until(
        "it is restored",
        "return document.querySelector('.backup-told')?.textContent.includes('1 document restored, as the project')",
    )
    .await?;
    page.click("Open it").await?;
    page.until("another project is open", "return localStorage['tagline.project'] > 1").await?;
    page.until("it has been read", "return document.body.dataset.kept === 'store'").await?;
    page.open("").await?;
    page.until("it has been read again", "return document.body.dataset.kept === 'store'").await?;
    page.tap(".start-document").await?;
    page.until_view("annotate").await?;
    page.until_marks(&marks).await?;
    page.tap(".bar-stage[aria-current=page]").await?;
    page.click("Undo").await?;
    page.until_marks(&["COURT accepted High Court", "PLACE suggested Ohio", marks[1], marks[2]]).await?;
    page.until("it is saved", "return document.body.dataset.saved === 'true'").await?;
    // The first one is as it was.
    page.run("localStorage['tagline.project'] = 1", Vec::new()).await?;
    page.open("").await?;
    page.until("it has been read", "return document.body.dataset.kept === 'store'").await?;
    page.tap(".start-document").await?;
    page.until_view("annotate").await?;
    page.until_marks(&marks).await?;
    let coming = page.run("return localStorage['tagline.coming'] ?? '[]'", Vec::new()).await?;
    assert_eq!(coming, json!("[]"));
    Ok(())
}

/// What the store could not take is not in a backup, which says so; once it is there, it is in the next.
pub async fn unsaved(page: Page) -> Outcome {
    page.open("").await?;
    page.until("the store has been read", "return document.body.dataset.kept === 'store'").await?;
    page.set_file("kept.brackets.txt", FILE.as_bytes()).await?;
    page.until_view("annotate").await?;
    page.until("it is saved", "return document.body.dataset.saved === 'true'").await?;
    page.run(HOLD, Vec::new()).await?;
    let fail = "window.kept = IDBObjectStore.prototype.add; \
        IDBObjectStore.prototype.add = function () { throw new DOMException('no room', 'QuotaExceededError'); }";
    page.run(fail, Vec::new()).await?;
    page.tap(".bar-stage[aria-current=page]").await?;
    for key in ["n", "a", "x"] {
        page.press(key).await?;
    }
    page.until("it says so", "return document.body.dataset.kept === 'failing'").await?;
    page.find_role("link", "Projects").await?.click().await?;
    page.until_view("projects").await?;
    page.tap(".backup-row").await?;
    page.click("Back up now").await?;
    let told = "return document.querySelector('.backup-told')?.textContent";
    let said = page.until("what came of it", told).await?.to_string();
    assert!(said.contains("2 edits are not in it") && said.contains("Export holds it"), "{said}");
    page.run("IDBObjectStore.prototype.add = window.kept", Vec::new()).await?;
    page.until("it is tried again", "return document.body.dataset.kept === 'store'").await?;
    page.click("Back up now").await?;
    let whole = "return document.querySelector('.backup-told:not([data-failed])')?.textContent.includes('1 document backed up')";
    page.until("all of it is there", whole).await?;
    Ok(())
}
