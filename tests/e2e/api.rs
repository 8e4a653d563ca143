//! The JavaScript API in a page and in its worker: the page is the one that the documentation shows.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tagline::job::line::{TagLine, tag_line};

use crate::page::Page;
use crate::server::Server;
use crate::{Outcome, dist};

/// What a page's scripts do with every other function, and what a worker does.
const MORE: &str = r#"
    import * as tagline from "./api/index.js";
    const marked = "=== d1\nThe [COURT Supreme Court] sat in [PLACE? 漢 👩‍🚀].\r\n";
    const project = JSON.parse((await tagline.convert(marked, { from: "brackets", to: "tagline" })).content);
    const { bytes } = await tagline.convert(project, { from: "tagline", to: "brat", fix: "all" });
    const worker = new Worker("./work.js", { type: "module" });
    const answer = new Promise((done, failed) => {
        worker.onmessage = ({ data }) => done(data);
        worker.onerror = ({ message }) => failed(Error(message || "the worker did not load"));
    });
    worker.postMessage("👩‍🚀 met in Mexico.");
    window.more = {
        title: (await tagline.clean({ html: "<h1>Harbour &amp; town count 漢</h1><p>The council of a small harbour town counted every boat on Tuesday, and found one more than last year.</p>" })).title,
        back: (await tagline.convert(bytes, { from: "brat", to: "brackets" })).content,
        f1: (await tagline.agree([marked, project], { rounds: 0 })).pairs[0].spans.strict.f1,
        same: JSON.stringify((await tagline.merge([marked, project])).conflicts),
        formats: (await tagline.formats()).length,
        error: await tagline.convert("", { from: "tagline", to: "spacy" }).catch(({ name, code }) => `${name} ${code}`),
        worker: (await answer).map(({ label, start, end }) => `${label} ${start} ${end}`),
    };
"#;

/// The code of that language in the documentation.
fn shown(language: &str) -> Outcome<String> {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/api.md"))?;
    let block = page.split(&format!("```{language}\n")).nth(1).and_then(|rest| rest.split("```").next());
    Ok(block.ok_or_else(|| format!("docs/api.md has no block of {language}"))?.to_owned())
}

/// The page of the documentation, with more beside it: all functions answer there, and in a worker.
pub async fn in_a_page(page: Page) -> Outcome {
    let from = dist().join("api");
    assert!(from.join("package.json").is_file(), "dist/api is missing; run `make dist` first");
    let folder = page.folder("host")?;
    fs::create_dir_all(folder.join("some/where/api"))?;
    for file in fs::read_dir(from)?.flatten() {
        fs::copy(file.path(), folder.join("some/where/api").join(file.file_name()))?;
    }
    let there = |name: &str| folder.join("some/where").join(name);
    let html = shown("html")?;
    let text = html
        .split("\"Article\">")
        .nth(1)
        .and_then(|rest| rest.split('<').next())
        .unwrap_or_default()
        .to_owned();
    fs::write(
        there("index.html"),
        html.replace("</html>", "<script type=\"module\" src=\"more.js\"></script>\n</html>"),
    )?;
    fs::write(there("more.js"), MORE)?;
    fs::write(there("work.js"), shown("js worker")?)?;

    let server = Server::start(&folder, 0)?;
    page.client.goto(&format!("{}some/where/", server.address())).await?;
    let heard = "return document.querySelectorAll('li').length > 1 && window.more";
    let more = page.until("what the API answers", heard).await?;
    let line = TagLine { text: text.clone(), date: Some("2019-06-26".into()), ..TagLine::default() };
    let characters: Vec<char> = text.chars().collect();
    let native: Vec<String> = tag_line(line, None)
        .map_err(|error| error.to_string())?
        .spans
        .iter()
        .map(|span| {
            let words: String = characters.get(span.start..span.end).unwrap_or_default().iter().collect();
            format!("{}: {words}", span.label)
        })
        .collect();
    let listed = page
        .run("return [...document.querySelectorAll('li')].map((item) => item.textContent)", vec![])
        .await?;
    assert_eq!(listed, json!(native));
    assert!(native.len() > 2, "{native:?}");
    let count = tagline::format::ALL.len();
    let expected: Value = json!({
        "title": "Harbour & town count 漢",
        "back": "=== d1\nThe [COURT Supreme Court] sat in [PLACE 漢 👩‍🚀].\n\n",
        "f1": 1,
        "same": "[]",
        "formats": count,
        "error": "TaglineError format",
        "worker": ["PLACE 13 19"],
    });
    assert_eq!(more, expected);
    // Each part is loaded once by the page and once by its worker.
    let asked = server.asked();
    let times = |name: &str| asked.iter().filter(|path| path.ends_with(name)).count();
    assert_eq!((times("tagline_bg.wasm"), times("tagger.bin")), (2, 2), "{asked:?}");
    Ok(())
}
