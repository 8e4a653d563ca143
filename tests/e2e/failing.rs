//! A part of the app that is not there: what is said, and that nothing which was asked for is lost.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::page::Page;
use crate::server::Server;
use crate::{Outcome, dist};

/// A copy of the built app without the files whose names `missing` picks, served; and the folder it lies in.
fn without(page: &Page, missing: impl Fn(&str) -> bool) -> Outcome<(Server, PathBuf)> {
    let folder = page.folder("incomplete")?;
    copy(&folder, |name| !missing(name))?;
    Ok((Server::start(&folder, 0)?, folder))
}

fn copy(folder: &Path, wanted: impl Fn(&str) -> bool) -> Outcome {
    for file in fs::read_dir(dist())?.flatten() {
        let name = file.file_name();
        if file.path().is_file() && name.to_str().is_some_and(&wanted) {
            fs::copy(file.path(), folder.join(name))?;
        }
    }
    Ok(())
}

/// The worker's script is missing: the paste is kept, and read at the second try once the script is there.
pub async fn worker_script(page: Page) -> Outcome {
    worker(page, |name| name.starts_with("worker") && name.ends_with(".js")).await
}

/// The same with its program, which its script loads.
pub async fn worker_program(page: Page) -> Outcome {
    worker(page, |name| name.starts_with("worker") && name.ends_with(".wasm")).await
}

async fn worker(page: Page, missing: fn(&str) -> bool) -> Outcome {
    let (server, folder) = without(&page, missing)?;
    page.client.goto(&server.address()).await?;
    page.until_view("start").await?;
    page.click("Try the example").await?;
    let told = "const told = document.querySelector('[role=alert]')?.textContent ?? ''; \
                return ['was not read', 'did not load', 'kept'].every((part) => told.includes(part)) && told";
    page.until("the failure is told", told).await?;
    page.until("and the page is idle", "return document.body.dataset.busy === 'false'").await?;
    // Nothing is mended yet: told once more, not tried on and on.
    page.click("Try again").await?;
    page.until("it is told again", told).await?;
    copy(&folder, missing)?;
    page.click("Try again").await?;
    page.until_view("clean").await?;
    page.click("Annotate").await?;
    page.until("it is tagged", "return document.querySelectorAll('mark').length > 3").await?;
    page.until("nothing is told any more", "return !document.querySelector('[role=alert]')").await?;
    Ok(())
}

/// What the tagger knows is missing: the paste is cleaned, and it is tagged at the second try once the file is there.
pub async fn knowledge(page: Page) -> Outcome {
    let missing = |name: &str| name.starts_with("tagger-");
    let (server, folder) = without(&page, missing)?;
    page.client.goto(&server.address()).await?;
    page.until_view("start").await?;
    page.click("Try the example").await?;
    page.until_view("clean").await?;
    page.click("Annotate").await?;
    let told = "const told = document.querySelector('[role=alert]')?.textContent ?? ''; \
                const parts = ['Names were not looked for', 'did not load', '404', 'Your work is unchanged']; \
                return parts.every((part) => told.includes(part)) && told";
    page.until("the failure is told", told).await?;
    page.until("and the page is idle", "return document.body.dataset.busy === 'false'").await?;
    page.click("Try again").await?;
    page.until("it is told again", told).await?;
    // Something of the right length that is no such file, as a host that moved may give.
    let file = fs::read_dir(dist())?.flatten().find(|file| file.file_name().to_str().is_some_and(missing));
    let file = file.ok_or("dist/ holds nothing that the tagger knows")?;
    let length = usize::try_from(file.metadata()?.len())?;
    fs::write(folder.join(file.file_name()), vec![b'<'; length])?;
    page.click("Try again").await?;
    let damaged = "return document.querySelector('[role=alert]')?.textContent.includes('came damaged')";
    page.until("what came is told to be damaged", damaged).await?;
    copy(&folder, missing)?;
    page.click("Try again").await?;
    page.until("it is tagged", "return document.querySelectorAll('mark').length > 3").await?;
    page.until("nothing is told any more", "return !document.querySelector('[role=alert]')").await?;
    // From here on the browser has it: another visit needs no line to the server for it.
    let kept = "return caches.open('tagline').then((store) => store.keys()) \
                .then((all) => all.length === 1 && all[0].url)";
    let kept = page.until("the browser keeps it", kept).await?.to_string();
    assert!(kept.contains("/tagger-"), "{kept}");
    fs::remove_file(folder.join(file.file_name()))?;
    page.client.goto(&server.address()).await?;
    page.until_view("start").await?;
    page.click("Try the example").await?;
    page.until_view("clean").await?;
    let kept = "return caches.open('tagline').then((store) => store.keys()).then((all) => all.length)";
    if page.run(kept, Vec::new()).await? == json!(0) {
        println!("this browser's test session keeps nothing beyond a page");
        return Ok(());
    }
    page.click("Annotate").await?;
    page.until("it is tagged again", "return document.querySelectorAll('mark').length > 3").await?;
    Ok(())
}

/// Over a bad line the paste is cleaned while what the tagger knows still comes. How far that is is told, and it can be
/// stopped; what has come is kept.
pub async fn slow_knowledge(page: Page) -> Outcome {
    let server = Server::start_slow(dist(), "tagger-")?;
    page.client.goto(&server.address()).await?;
    page.until_view("start").await?;
    page.click("Try the example").await?;
    page.until_view("clean").await?;
    page.click("Annotate").await?;
    let told = "const told = document.querySelector('.busy p')?.textContent ?? ''; \
                return /^Loading the tagger, 0\\.[1-9] of \\d\\.\\d MB$/.test(told) && told";
    page.until("how far it is is told", told).await?;
    page.click("Stop").await?;
    page.until("it is stopped", "return document.body.dataset.busy === 'false'").await?;
    page.find_role("link", "Clean").await?.click().await?;
    page.until_view("clean").await?;
    page.click("Annotate").await?;
    // A new worker would begin at nothing.
    page.until("it goes on where it was", told).await?;
    page.until("it is tagged", "return document.querySelectorAll('mark').length > 3").await?;
    Ok(())
}

/// The app's script is missing: the page says so at once.
pub async fn app_script(page: Page) -> Outcome {
    app(page, |name| name.starts_with("app") && name.ends_with(".js")).await
}

/// The same with its program.
pub async fn app_program(page: Page) -> Outcome {
    app(page, |name| name.starts_with("app") && name.ends_with(".wasm")).await
}

async fn app(page: Page, missing: fn(&str) -> bool) -> Outcome {
    let (server, _) = without(&page, missing)?;
    page.client.goto(&server.address()).await?;
    // What is hidden is not in it.
    let said = "const said = document.body.innerText; \
                return said.includes('could not start') && said.includes('Reload the page') && said";
    let said = page.until("the page says so", said).await?;
    assert!(!said.to_string().contains("WebAssembly"), "{said}");
    Ok(())
}

/// A browser without WebAssembly is told what it lacks.
pub async fn no_webassembly(page: Page) -> Outcome {
    let folder = page.folder("bare")?;
    let index = fs::read_to_string(dist().join("index.html"))?;
    copy(&folder, |name| name != "index.html")?;
    let bare = index.replacen("<head>", "<head><script>delete globalThis.WebAssembly</script>", 1);
    assert_ne!(bare, index);
    fs::write(folder.join("index.html"), bare)?;
    let server = Server::start(&folder, 0)?;
    page.client.goto(&server.address()).await?;
    page.until("the page says so", "return document.body.innerText.includes('runs no WebAssembly')").await?;
    Ok(())
}

/// The program has failed for good: the page says so above all else, and goes on once it is reloaded.
pub async fn stopped(page: Page) -> Outcome {
    page.open("").await?;
    page.until_view("start").await?;
    page.click("Try the example").await?;
    page.until_view("clean").await?;
    page.until("it is saved", "return document.body.dataset.saved === 'true'").await?;
    let fail = "dispatchEvent(new ErrorEvent('error', { error: new Error('of another kind') })); \
        const told = document.body.dataset.stopped; \
        dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') })); \
        return told ?? 'not yet'";
    assert_eq!(page.run(fail, Vec::new()).await?, json!("not yet"));
    let told = "const box = document.querySelector('#boot').getBoundingClientRect(); \
        return document.elementFromPoint(box.x + 9, box.y + 9).closest('#boot')?.innerText ?? ''";
    let told = page.run(told, Vec::new()).await?;
    assert!(told.as_str().is_some_and(|told| told.contains("What was saved is safe")), "{told}");
    page.run("window.before = true", Vec::new()).await?;
    page.click("Reload").await?;
    page.until("it is reloaded", "return !window.before && document.body?.dataset.kept === 'store'").await?;
    page.tap(".start-document").await?;
    page.until_view("annotate").await
}
