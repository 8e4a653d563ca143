//! The app opens: from a host, below a path, and from disk.

use std::fs;

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
    page.until_view("start").await
}
