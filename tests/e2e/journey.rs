//! The main journey: paste an article, see it cleaned and tagged, correct it by keyboard, export it, reload the export.

use std::path::Path;

use serde_json::{Value, json};

use crate::Outcome;
use crate::page::Page;

/// Where the native format's JSON Schema is kept.
const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/tagline-1.schema.json");

/// An article, and what must come of it.
struct Expected<'a> {
    paste: Paste<'a>,
    title: &'a str,
    authors: &'a [&'a str],
    site: Option<&'a str>,
    updated: Option<&'a str>,
    /// Taken out with a reason, and gone from the text.
    gone: &'a [&'a str],
    /// Suggested: mention and label.
    suggested: &'a [(&'a str, &'a str)],
}

enum Paste<'a> {
    Text(&'a str),
    Html(&'a str),
    Example,
}

/// With an article of our own, always there.
pub async fn our_article(page: Page) -> Outcome {
    travel(&page, &harbor_fees(Paste::Text(include_str!("harbor-fees.txt")))).await
}

/// The same copied as rich text from a page, with a script in it that must not run.
pub async fn our_article_as_html(page: Page) -> Outcome {
    travel(&page, &harbor_fees(Paste::Html(include_str!("harbor-fees.html")))).await?;
    assert_eq!(page.run("return window.harmed", Vec::new()).await?, Value::Null, "what was pasted ran");
    Ok(())
}

fn harbor_fees(paste: Paste<'_>) -> Expected<'_> {
    Expected {
        paste,
        title: "Judge halts new harbor fees after fishermen sue",
        authors: &["Inès Duval"],
        site: None,
        updated: None,
        gone: &["Subscribe to our newsletter", "Share on Facebook", "Read more:"],
        suggested: &[
            ("9th Circuit", "COURT"),
            ("Environmental Protection Agency", "AGENCY"),
            ("Clean Water Act", "LAW"),
            ("Seattle", "PLACE"),
        ],
    }
}

/// With the article that the project was given, where it is.
pub async fn shared_article(page: Page) -> Outcome {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/articles/asylum-officers.txt");
    let Ok(paste) = std::fs::read_to_string(&path) else {
        println!("SKIPPED: the journey with ../shared/articles/asylum-officers.txt, which is not there");
        return Ok(());
    };
    let expected = Expected {
        paste: Paste::Text(&paste),
        title: "Asylum officers union opposes sending migrants back to Mexico",
        authors: &["Priscilla Alvarez"],
        site: Some("CNN"),
        updated: Some("2019-06-26"),
        gone: &["Chat with us", "Breaking News", "Photo by", "Appeals panel grapples"],
        suggested: &[("9th Circuit", "COURT"), ("Mexico", "PLACE"), ("Migrant Protection Protocols", "LAW")],
    };
    travel(&page, &expected).await
}

/// With the example that the start screen offers.
pub async fn the_example(page: Page) -> Outcome {
    let expected = Expected {
        paste: Paste::Example,
        title: "Appeals court halts dredging of Calder Bay until spring",
        authors: &["Ines Halvorsen", "Tomas Brandvold"],
        site: Some("Ellery Post"),
        updated: Some("2024-11-20"),
        gone: &["Skip to main content", "Photo by", "Ferry inquiry", "Sign up", "READ MORE", "Senate votes"],
        suggested: &[("1st Circuit", "COURT"), ("Boston", "PLACE"), ("Endangered Species Act", "LAW")],
    };
    travel(&page, &expected).await
}

async fn travel(page: &Page, expected: &Expected<'_>) -> Outcome {
    match expected.paste {
        Paste::Text(text) => page.paste_text(text).await?,
        Paste::Html(body) => page.paste_html(body).await?,
        Paste::Example => {
            page.open("").await?;
            page.click("Try the example").await?;
        }
    }
    page.until_view("clean").await?;
    for gone in expected.gone {
        let script = "return [...document.querySelectorAll('[data-removed]')].some((block) => \
                      block.dataset.removed && block.textContent.includes(arguments[0]))";
        page.until_with(&format!("“{gone}” taken out with a reason"), script, vec![json!(gone)]).await?;
    }

    page.click("Annotate").await?;
    page.until_view("annotate").await?;
    let text = page.text("article").await?;
    for gone in expected.gone {
        assert!(!text.contains(gone), "“{gone}” is still in the text");
    }
    for (mention, label) in expected.suggested {
        page.until_with(
            &format!("{mention} suggested as {label}"),
            SUGGESTED,
            vec![json!(mention), json!(label)],
        )
        .await?;
    }

    correct(page).await?;

    let before = marks(page).await?;
    let file = export(page).await?;
    check_file(&file, expected)?;

    page.open("").await?;
    page.set_file("again.tagline.json", &file).await?;
    page.until_view("annotate").await?;
    page.until_with(
        "the same marks",
        "return document.querySelectorAll('mark[data-id]').length >= arguments[0]",
        vec![json!(before.len())],
    )
    .await?;
    assert_eq!(before, marks(page).await?, "the marks after reloading");
    let again = export(page).await?;
    let (mut first, mut second): (Value, Value) =
        (serde_json::from_slice(&file)?, serde_json::from_slice(&again)?);
    // The browser has kept the first: what comes beside it has an id of its own.
    for file in [&mut first, &mut second] {
        file["documents"][0]["id"] = Value::Null;
    }
    assert_eq!(first["documents"], second["documents"], "the document after reloading");
    Ok(())
}

/// By keys alone: accepts a suggestion, undoes that, redoes it, and gives another suggestion another label.
async fn correct(page: &Page) -> Outcome {
    let shown = "return document.querySelector(`mark[data-id='${arguments[0]}'][data-status=${arguments[1]}]`) !== null";
    let status = async |id: &Value, status: &str| {
        page.until_with(&format!("mark {id} to be {status}"), shown, vec![id.clone(), json!(status)]).await
    };
    page.press("n").await?;
    let first = focused(page).await?["id"].clone();
    page.press("a").await?;
    status(&first, "accepted").await?;
    page.press("Control+z").await?;
    status(&first, "suggested").await?;
    page.press("Control+Shift+z").await?;
    status(&first, "accepted").await?;

    page.press("n").await?;
    let second = focused(page).await?;
    assert_ne!(first, second["id"], "`n` goes on to the next suggestion");
    let other = page.run(OTHER_LABEL, vec![second["label"].clone()]).await?;
    let key = other["key"].as_str().ok_or("no other label has a key")?;
    page.press(key).await?;
    let relabelled = "return document.querySelector(`mark[data-id='${arguments[0]}'][data-label='${arguments[1]}']`) !== null";
    page.until_with("the other label", relabelled, vec![second["id"].clone(), other["label"].clone()])
        .await?;
    Ok(())
}

/// The mark that the keys act on: its id and label.
async fn focused(page: &Page) -> Outcome<Value> {
    let script = "const { id, label } = document.querySelector('mark[aria-current=true]').dataset; return { id, label }";
    page.until("a mark in focus", script).await
}

/// The native file, by the button.
pub async fn export(page: &Page) -> Outcome<Vec<u8>> {
    page.click("Export").await?;
    page.download(page.click("Download .tagline.json")).await
}

/// What the page shows of each mark: id, label, status, text.
async fn marks(page: &Page) -> Outcome<Vec<Value>> {
    let script = "return [...document.querySelectorAll('mark[data-id]')].map((mark) => \
                  [mark.dataset.id, mark.dataset.label, mark.dataset.status, mark.textContent])";
    let marks = page.run(script, Vec::new()).await?;
    Ok(marks.as_array().cloned().unwrap_or_default())
}

/// The file keeps the schema, holds what was expected, and every `text[start:end]` is its mention.
fn check_file(file: &[u8], expected: &Expected<'_>) -> Outcome {
    let file: Value = serde_json::from_slice(file)?;
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(SCHEMA)?)?;
    let validator = jsonschema::validator_for(&schema)?;
    let errors: Vec<String> =
        validator.iter_errors(&file).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "the file against its schema: {errors:#?}");

    let documents = file["documents"].as_array().ok_or("the file has no documents")?;
    let [document] = documents.as_slice() else {
        return Err(format!("expected one document, found {}", documents.len()).into());
    };
    let metadata = &document["metadata"];
    assert_eq!(metadata["title"], expected.title);
    assert_eq!(metadata["authors"], json!(expected.authors));
    if let Some(site) = expected.site {
        assert_eq!(metadata["site"], site);
    }
    if let Some(updated) = expected.updated {
        let found = metadata["updated"].as_str().unwrap_or_default();
        assert!(found.starts_with(updated), "updated: expected {updated}, found {found}");
    }

    let text: Vec<char> = document["text"].as_str().ok_or("the document has no text")?.chars().collect();
    let annotations = document["annotations"].as_array().ok_or("the document has no annotations")?;
    assert!(!annotations.is_empty(), "the file has annotations");
    for annotation in annotations {
        let at = |field: &str| annotation[field].as_u64().and_then(|at| usize::try_from(at).ok());
        let (Some(start), Some(end)) = (at("start"), at("end")) else {
            return Err(format!("expected start and end, found {annotation}").into());
        };
        let mention: Option<String> = text.get(start..end).map(|characters| characters.iter().collect());
        assert_eq!(mention.as_deref(), annotation["text"].as_str(), "text[{start}:{end}]");
    }
    Ok(())
}

/// A label other than the given one, and the key that sets it, from the labels' toolbar.
const OTHER_LABEL: &str = r#"
    const labels = document.querySelectorAll('[role=toolbar][aria-label=Labels] [data-label]');
    const other = [...labels].find((button) => button.dataset.label !== arguments[0] && button.querySelector('kbd'));
    return other && { label: other.dataset.label, key: other.querySelector('kbd').dataset.cap };
"#;

/// Whether a mention is suggested under a label. A mention may be in several pieces.
const SUGGESTED: &str = r#"
    const [mention, label] = arguments;
    const text = {};
    for (const mark of document.querySelectorAll('mark[data-status=suggested]')) {
        if (mark.dataset.label === label) text[mark.dataset.id] = (text[mark.dataset.id] ?? '') + mark.textContent;
    }
    return Object.values(text).includes(mention);
"#;
