//! What the clipboard really holds: every development page opened, selected whole, copied and read back as a paste
//! gives it, in each engine. `make clipboard` writes `target/clipboard/` and scores the cleaning of it.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use serde_json::{Map, Value};

use crate::driver::Browser;
use crate::page::Page;
use crate::{Outcome, travel};

#[test]
#[ignore = "minutes long; `make clipboard` runs it"]
fn chromium() {
    travel(Browser::Chromium, "clipboard", |page| copied(page, "chromium"));
}

#[test]
#[ignore = "minutes long; `make clipboard` runs it"]
fn firefox() {
    travel(Browser::Firefox, "clipboard", |page| copied(page, "firefox"));
}

#[test]
#[ignore = "minutes long; `make clipboard` runs it"]
fn webkit() {
    travel(Browser::WebKit, "clipboard", |page| copied(page, "webkit"));
}

/// The pages with their gold; none where the folder is not there.
fn pages() -> Outcome<Vec<Map<String, Value>>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cleaning/dev.jsonl.gz");
    if !path.is_file() {
        println!("SKIPPED: the clipboard of the development pages; {} is not there", path.display());
        return Ok(Vec::new());
    }
    let lines = BufReader::new(MultiGzDecoder::new(BufReader::new(File::open(path)?))).lines();
    lines.map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}

async fn copied(page: Page, engine: &str) -> Outcome {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("../clipboard");
    fs::create_dir_all(&folder)?;
    let mut file = BufWriter::new(File::create(folder.join(format!("{engine}.jsonl")))?);
    let (mut all, mut textless, mut htmlless) = (0, Vec::new(), Vec::new());
    for mut gold in pages()? {
        let html = gold.get("html").and_then(Value::as_str).unwrap_or_default().to_owned();
        let (text, html) = page.copy_page(&quiet(&html)).await?;
        let id = gold.get("id").map(Value::to_string).unwrap_or_default();
        all += 1;
        textless.extend(text.trim().is_empty().then(|| id.clone()));
        htmlless.extend(html.trim().is_empty().then_some(id));
        gold.insert("text".to_owned(), text.into());
        gold.insert("html".to_owned(), html.into());
        serde_json::to_writer(&mut file, &gold)?;
        file.write_all(b"\n")?;
    }
    file.flush()?;
    println!(
        "{engine}: of {all} pages {} gave no text {textless:?}, {} no HTML {htmlless:?}",
        textless.len(),
        htmlless.len()
    );
    Ok(())
}

/// The page with nothing in it that loads, runs or leads away.
fn quiet(html: &str) -> String {
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">";
    let lower = html.to_ascii_lowercase();
    let doctype =
        lower.find("<!doctype").and_then(|from| Some(from + lower[from..].find('>')? + 1)).unwrap_or(0);
    let mut quiet = format!("{}{policy}", &html[..doctype]);
    let mut from = doctype;
    // A page that refreshes itself would be gone before it is copied.
    for (at, word) in lower.match_indices("refresh") {
        if lower[..at].ends_with(['"', '\'', '=']) && at >= from {
            quiet.push_str(&html[from..at]);
            quiet.push_str("stay");
            from = at + word.len();
        }
    }
    quiet + &html[from..]
}
