//! The app opens: from a host, below a path, and from disk.

use std::fs;
use std::io::Read as _;

use tagline::tagging::Data;

use crate::page::Page;
use crate::server::Server;
use crate::{Outcome, dist};

/// The start screen comes up.
pub async fn opens(page: Page) -> Outcome {
    page.open("").await?;
    page.until_view("start").await
}

/// The same below a sub-path, as on a project's pages: every address in `dist/` is relative.
pub async fn opens_below_a_path(page: Page) -> Outcome {
    let root = page.folder("host")?;
    let below = root.join("some/where");
    fs::create_dir_all(&below)?;
    for file in fs::read_dir(dist())?.flatten().filter(|file| file.path().is_file()) {
        fs::copy(file.path(), below.join(file.file_name()))?;
    }
    let server = Server::start(&root, 0)?;
    page.client.goto(&format!("{}some/where/", server.address())).await?;
    page.until_view("start").await
}

/// The single file, opened by double click.
pub async fn opens_from_disk(page: Page) -> Outcome {
    let file = dist().join("tagline.html");
    assert!(file.is_file(), "dist/tagline.html is missing; run `make dist` first");
    page.client.goto(&format!("file://{}", file.display())).await?;
    page.until_view("start").await?;
    // All that it needs is in it: what the worker is, and what the tagger knows.
    page.click("Try the example").await?;
    page.until_view("clean").await?;
    page.click("Annotate").await?;
    page.until("it is tagged", "return document.querySelectorAll('mark').length > 3").await?;
    page.until_view("annotate").await?;
    page.until("a mark in focus", "return document.querySelector('mark[aria-current]') !== null").await?;
    page.press("a").await?;
    page.until("it is accepted", "return document.querySelector('mark[data-status=accepted]') !== null")
        .await?;
    // Blobs and such are in memory already.
    let asked = "return performance.getEntriesByType('resource').map(({ name }) => name) \
                 .filter((name) => !/^(blob|data):/.test(name)).join(' ')";
    assert_eq!(page.run(asked, Vec::new()).await?, "", "it needs no other file");
    Ok(())
}

/// The file that the app's worker fetches holds what this program holds.
#[test]
fn the_built_file_is_what_the_tagger_knows() {
    let is_it = |name: &str| name.starts_with("tagger-");
    let found =
        fs::read_dir(dist()).unwrap().flatten().find(|file| file.file_name().to_str().is_some_and(is_it));
    let packed =
        fs::File::open(found.expect("dist/ has no such file; run `make build` first").path()).unwrap();
    let mut file = Vec::new();
    flate2::read::GzDecoder::new(packed).read_to_end(&mut file).unwrap();
    let built = Data::read(file.leak()).unwrap();
    assert_eq!(built.version(), Data::embedded().version());
}
