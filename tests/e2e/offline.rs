//! The app is kept in the browser: it opens without its server, and a later version waits until its reader wants it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use crate::devtools::DevTools;
use crate::driver::Browser;
use crate::page::Page;
use crate::server::Server;
use crate::{Outcome, dist, travel};

/// Waits until all that the app needs is kept, what the tagger knows included.
pub async fn until_kept(page: &Page) -> Outcome {
    let kept = "return navigator.serviceWorker.getRegistration() \
                .then((found) => found?.active?.state === 'activated' && caches.open('tagline')) \
                .then((store) => store && store.keys()) \
                .then((all) => all && all.length > 0)";
    page.until("the app is kept", kept).await.map(drop)
}

/// After one visit nothing of the app has to be fetched.
pub async fn without_a_server(page: Page) -> Outcome {
    let folder = page.folder("host")?;
    let below = build_in(&folder, "some/where")?;
    let server = Server::start(&folder, 0)?;
    let address = format!("{}some/where/", server.address());
    page.client.goto(&address).await?;
    page.until_view("start").await?;
    until_kept(&page).await?;
    server.stop();
    fs::remove_dir_all(below)?;
    for query in ["", "index.html", "?sample=100,1", "not/there"] {
        page.client.goto(&format!("{address}{query}")).await?;
        let view = if query.starts_with('?') { "annotate" } else { "start" };
        page.until_view(view).await?;
    }
    page.client.goto(&address).await?;
    page.until_view("start").await?;
    page.click("Try the example").await?;
    page.until_view("clean").await?;
    page.click("Annotate").await?;
    page.until("it is tagged", "return document.querySelectorAll('mark').length > 3").await?;
    Ok(())
}

/// The app of `dist/` below a folder.
fn build_in(folder: &Path, name: &str) -> Outcome<PathBuf> {
    let below = folder.join(name);
    fs::create_dir_all(&below)?;
    for file in fs::read_dir(dist())?.flatten().filter(|file| file.path().is_file()) {
        fs::copy(file.path(), below.join(file.file_name()))?;
    }
    Ok(below)
}

/// A later version is fetched and offered; the work goes on as it was until it is taken.
pub async fn later_version(page: Page) -> Outcome {
    let folder = page.folder("host")?;
    let app = build_in(&folder, "app")?;
    let server = Server::start(&folder, 0)?;
    let address = format!("{}app/", server.address());
    page.client.goto(&address).await?;
    page.until_view("start").await?;
    until_kept(&page).await?;
    // From the second visit on the page is in its care.
    page.client.goto(&address).await?;
    page.until_view("start").await?;
    page.until("it is kept", "return navigator.serviceWorker.controller !== null").await?;
    page.set_file("marked.brackets.txt", b"[PLACE? Ohio] sued [PERSON? Ada].").await?;
    page.until_view("annotate").await?;
    // WebKit gives keys to a page only once something in it was clicked.
    page.tap(".footer").await?;
    page.press("n").await?;
    page.press("a").await?;
    page.until(
        "one is accepted",
        "return document.querySelectorAll('mark[data-status=accepted]').length === 1",
    )
    .await?;

    let index = fs::read_to_string(app.join("index.html"))?;
    let later = index.replacen("<body>", "<body data-build=\"later\">", 1);
    assert_ne!(index, later);
    fs::write(app.join("index.html"), later)?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/offline.mjs");
    let written = Command::new("node").arg(script).arg(&app).status()?;
    assert!(written.success(), "scripts/offline.mjs failed");
    // What a browser does by itself now and then.
    page.run(
        "return navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => true)",
        Vec::new(),
    )
    .await?;
    page.until(
        "it is offered",
        "return document.querySelector('.update:not([hidden])')?.textContent.includes('new version')",
    )
    .await?;
    page.press("a").await?;
    page.until("work goes on", "return document.querySelectorAll('mark[data-status=accepted]').length === 2")
        .await?;
    let is_later = "return document.body.dataset.build === 'later'";
    assert_eq!(page.run(is_later, Vec::new()).await?, json!(false), "it was loaded without being asked for");
    // It is in a file before the page goes.
    page.click("Export").await?;
    page.download(page.click("Download .tagline.json")).await?;
    page.press("Escape").await?;
    page.until("it is in a file", "return document.body.dataset.saved === 'true'").await?;
    page.click("Reload").await?;
    page.until("the later version is there", is_later).await?;
    page.until_view("start").await?;
    // What the older one left is gone after; what both have was not fetched twice.
    let stores = "return caches.keys().then((all) => all.filter((name) => name.startsWith('tagline-app')).length === 1)";
    page.until("the older one is removed", stores).await?;
    let twice =
        server.asked().iter().filter(|path| path.ends_with("_bg.wasm") && path.contains("/app-")).count();
    assert!(twice <= 3, "the app's program was fetched {twice} times");
    Ok(())
}

#[test]
fn can_be_installed() {
    travel(Browser::Chromium, "can_be_installed", installable);
}

/// Chromium finds nothing that keeps the app from being installed.
async fn installable(page: Page) -> Outcome {
    page.open("").await?;
    until_kept(&page).await?;
    let manifest = DevTools("Page.getAppManifest", json!({})).send(&page).await?;
    assert_eq!(manifest["errors"], json!([]), "{manifest}");
    assert!(manifest["url"].as_str().is_some_and(|url| url.ends_with("manifest.webmanifest")), "{manifest}");
    let errors = DevTools("Page.getInstallabilityErrors", json!({})).send(&page).await?;
    let errors: Vec<_> = errors["installabilityErrors"].as_array().into_iter().flatten().collect();
    // A profile of its own is no private window; headless ones are told to be one.
    let left: Vec<_> = errors.iter().filter(|error| error["errorId"] != "in-incognito").collect();
    assert!(left.is_empty(), "{left:?}");
    Ok(())
}
