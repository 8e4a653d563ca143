//! The whole example article, labelled by keyboard alone: from the start screen to done.

use serde_json::{Value, json};

use crate::Outcome;
use crate::page::Page;

/// What the article names, wherever these words stand and are no part of longer ones. The last two no tagger finds.
const NAMES: &[(&str, &str)] = &[
    ("Calder Bay", "PLACE"),
    ("1st Circuit", "COURT"),
    ("Wednesday", "DATE"),
    ("US Army Corps of Engineers", "AGENCY"),
    ("Corps", "AGENCY"),
    ("National Environmental Policy Act", "LAW"),
    ("March 3, 2025", "DATE"),
    ("US District Court for the District of Maine", "COURT"),
    ("September", "DATE"),
    ("Miriam Okafor-Lund", "PERSON"),
    ("Okafor-Lund", "PERSON"),
    ("Union of Dockers and Pilots", "ORGANIZATION"),
    ("National Oceanic and Atmospheric Administration", "AGENCY"),
    ("Hollin Point", "PLACE"),
    ("José Núñez", "PERSON"),
    ("Environmental Protection Agency", "AGENCY"),
    ("Boston", "PLACE"),
    ("Justice Department", "AGENCY"),
    ("Alice Trewin", "PERSON"),
    ("Supreme Court", "COURT"),
    ("Endangered Species Act", "LAW"),
    ("Thursday", "DATE"),
    ("Maine", "PLACE"),
    ("Friday", "DATE"),
    ("Brandvold Marine", "ORGANIZATION"),
    ("Portland", "PLACE"),
    ("1987", "DATE"),
    ("Maine Department of Marine Resources", "AGENCY"),
    ("January", "DATE"),
    ("tide table", "LAW"),
    ("Atlantic salmon", "ORGANIZATION"),
];

/// Functions for the scripts: what is named where, and what is accepted where: paragraph, place in it, words, label.
const FUNCTIONS: &str = r"
    const paragraphs = () => [...document.querySelectorAll('[data-testid=article] [data-start]')];
    const isPart = (character) => character !== undefined && /[\p{L}\p{N}]/u.test(character);
    const expected = (names) => paragraphs().flatMap((paragraph, number) => {
        const text = paragraph.textContent, found = [];
        for (const [words, label] of [...names].sort((a, b) => b[0].length - a[0].length)) {
            for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
                const end = at + words.length;
                const free = found.every(([, from, other]) => end <= from || at >= from + other.length);
                if (free && !isPart(text[at - 1]) && !isPart(text[end])) found.push([number, at, words, label]);
            }
        }
        return found.sort((a, b) => a[1] - b[1]);
    });
    const before = (paragraph, node) => {
        const range = document.createRange();
        range.setStart(paragraph, 0);
        range.setEndBefore(node);
        return range.toString().length;
    };
    const accepted = () => paragraphs().flatMap((paragraph, number) => {
        const found = new Map();
        for (const mark of paragraph.querySelectorAll('mark[data-status=accepted]')) {
            const known = found.get(mark.dataset.id);
            if (known) known[2] += mark.textContent;
            else found.set(mark.dataset.id, [number, before(paragraph, mark), mark.textContent, mark.dataset.label]);
        }
        return [...found.values()].sort((a, b) => a[1] - b[1]);
    });
    const missing = (names) => {
        const has = accepted().map(String);
        return expected(names).find((one) => !has.includes(String(one))) ?? false;
    };
    const wrong = (names) => {
        const wanted = expected(names).map(String);
        return accepted().filter((one) => !wanted.includes(String(one)));
    };
";

fn names() -> Value {
    json!(NAMES)
}

async fn ask(page: &Page, what: &str, arguments: Vec<Value>) -> Outcome<Value> {
    page.run(&format!("{FUNCTIONS} return {what}"), arguments).await
}

/// Presses a key that decides, and waits until the page has counted it.
async fn decide(page: &Page, key: &str) -> Outcome {
    let before = page.run("return document.body.dataset.revision", Vec::new()).await?;
    page.press(key).await?;
    let script = "return document.body.dataset.revision !== arguments[0]";
    page.until_with(&format!("{key} is done"), script, vec![before]).await?;
    Ok(())
}

/// From the start screen to a document that is done, all its names right, without a pointer.
pub async fn by_keyboard(page: Page) -> Outcome {
    page.open("").await?;
    page.until_view("start").await?;
    // WebKit gives keys to a page only once something in it was clicked.
    page.find("h1").await?.click().await?;
    for _ in 0..12 {
        page.press("Tab").await?;
        let on = page.run("return document.activeElement.innerText", Vec::new()).await?;
        if on == "Try the example" {
            break;
        }
    }
    page.press("Enter").await?;
    page.until_view("clean").await?;
    page.press("Enter").await?;
    page.until_view("annotate").await?;
    page.until("suggestions", "return document.querySelector('mark[data-status=suggested]') !== null")
        .await?;

    decide_on_suggestions(&page).await?;
    let stray = ask(&page, "wrong(arguments[0])", vec![names()]).await?;
    assert_eq!(stray, json!([]), "accepted, and not to be");
    let mut typed = 0;
    loop {
        let missing = ask(&page, "missing(arguments[0])", vec![names()]).await?;
        if missing == json!(false) {
            break;
        }
        mark(&page, &missing).await?;
        typed += 1;
        assert!(typed < NAMES.len() * 3, "it comes to an end");
    }
    assert!(typed >= 2, "some names were marked by hand");

    // The last step back, and again.
    page.press("Control+z").await?;
    page.until_with("one is missing", &format!("{FUNCTIONS} return missing(arguments[0])"), vec![names()])
        .await?;
    page.press("Control+Shift+z").await?;
    page.until_with("none is", &format!("{FUNCTIONS} return !missing(arguments[0])"), vec![names()]).await?;
    page.press("Control+Enter").await?;
    page.until(
        "the document is done",
        "return document.querySelector('.footer [aria-pressed=true]')?.innerText.trim() === 'Done' \
         && document.querySelector('.said').textContent.startsWith('Done')",
    )
    .await?;
    Ok(())
}

/// Accepts what is right, gives what is called otherwise its name, and rejects the rest.
async fn decide_on_suggestions(page: &Page) -> Outcome {
    let focused = "(() => { \
            const mark = document.querySelector('mark[aria-current]'); \
            if (mark?.dataset.status !== 'suggested') return null; \
            const paragraph = mark.closest('[data-start]'); \
            const place = [paragraphs().indexOf(paragraph), before(paragraph, mark), mark.textContent]; \
            const right = expected(arguments[0]).find((one) => String(one.slice(0, 3)) === String(place)); \
            const key = (label) => document.querySelector(`[role=toolbar] [data-label=${label}] kbd`).dataset.cap; \
            return !right ? 'x' : right[3] === mark.dataset.label ? 'a' : key(right[3]); \
        })()";
    let mut count = 0;
    loop {
        let open = "return document.querySelector('mark[data-status=suggested]') !== null";
        if page.run(open, Vec::new()).await? == json!(false) {
            break;
        }
        let mut key = ask(page, focused, vec![names()]).await?;
        if key.is_null() {
            page.press("n").await?;
            let script = "return document.querySelector('mark[aria-current]')?.dataset.status === 'suggested' \
                          || document.querySelector('.said').textContent.startsWith('No pencil')";
            page.until("the next in pencil", script).await?;
            key = ask(page, focused, vec![names()]).await?;
        }
        match key.as_str() {
            Some(key) => decide(page, key).await?,
            // None further on: from the text's start again.
            None => page.press("Escape").await?,
        }
        count += 1;
        assert!(count < 200, "it comes to an end");
    }
    page.press("Escape").await
}

/// Goes to some words with the caret, selects them, and finds their label by its name.
async fn mark(page: &Page, missing: &Value) -> Outcome {
    let (Some(paragraph), Some(at), Some(words), Some(label)) =
        (missing[0].as_u64(), missing[1].as_u64(), missing[2].as_str(), missing[3].as_str())
    else {
        return Err(format!("expected a paragraph, a place, words and a label, found {missing}").into());
    };
    page.press("Escape").await?;
    page.press("Control+Home").await?;
    page.until("the first word is selected", "return getSelection().toString() !== ''").await?;
    for _ in 0..paragraph {
        page.press("ArrowDown").await?;
    }
    let place = "(() => { \
            const range = getSelection().getRangeAt(0); \
            const paragraph = range.startContainer.parentElement.closest('[data-start]'); \
            const from = document.createRange(); \
            from.setStart(paragraph, 0); \
            from.setEnd(range.startContainer, range.startOffset); \
            return [paragraphs().indexOf(paragraph), from.toString().length, range.toString()]; \
        })()";
    let script = format!("{FUNCTIONS} return {place}[0] === arguments[0]");
    page.until_with("the paragraph", &script, vec![json!(paragraph)]).await?;
    let mut steps = 0;
    loop {
        let here = ask(page, place, Vec::new()).await?;
        if here[1].as_u64() == Some(at) {
            break;
        }
        page.press("ArrowRight").await?;
        let script = format!("{FUNCTIONS} return String({place}) !== String(arguments[0])");
        page.until_with("the next word", &script, vec![here]).await?;
        steps += 1;
        assert!(steps < 200, "“{words}” begins at a word");
    }
    loop {
        let here = ask(page, place, Vec::new()).await?;
        if here[2] == json!(words) {
            break;
        }
        assert!(
            here[2].as_str().is_some_and(|here| words.starts_with(here)),
            "{here} on the way to “{words}”"
        );
        page.press("Shift+ArrowRight").await?;
        let script = format!("{FUNCTIONS} return String({place}) !== String(arguments[0])");
        page.until_with("one word more", &script, vec![here]).await?;
    }
    page.press("Enter").await?;
    let field = "return document.activeElement.getAttribute('role') === 'combobox'";
    page.until("the palette", field).await?;
    for letter in label.to_lowercase().chars().take(4) {
        page.press(&letter.to_string()).await?;
    }
    let script =
        "return document.querySelector('[role=option][aria-selected=true]')?.dataset.label === arguments[0]";
    page.until_with(&format!("{label} is found"), script, vec![json!(label)]).await?;
    decide(page, "Enter").await?;
    page.until("the hand is back in the text", "return document.activeElement.matches('mark[aria-current]')")
        .await?;
    Ok(())
}
