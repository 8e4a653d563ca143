//! What cannot be read is refused with a word on where and why, and the work on screen stays as it is.

use serde_json::{Value, json};

use crate::Outcome;
use crate::page::Page;

/// Files nothing can be made of, and what is said of each.
const FILES: &[(&str, &[u8], &[&str])] = &[
    ("empty.txt", b" \r\n ", &["empty.txt", "found none"]),
    ("report.pdf", b"%PDF-1.7 \xE2\xE3", &["report.pdf", "found a PDF"]),
    ("latin1.txt", b"the caf\xE9 on the corner", &["latin1.txt", "byte 7", "UTF-8"]),
    ("zeros.txt", b"abc\0def", &["zeros.txt", "byte 3", "zero byte"]),
    ("other.json", br#"{"some": "thing"}"#, &["other.json", "format"]),
    (
        "cut.json",
        br#"{"format": "tagline", "version": 1, "labels": ["#,
        &["cut.json", "line 1", "end of the file"],
    ),
    ("newer.json", br#"{"format": "tagline", "version": 99}"#, &["newer.json", "99"]),
];

/// A file of ours in which two of three annotations are bad.
const BAD_OFFSETS: &str = r#"{"format": "tagline", "version": 1, "labels": [{"name": "PLACE"}], "documents": [
    {"id": "d", "metadata": {}, "text": "é👩‍🚀 in Norhaven", "annotations": [
        {"id": "a", "start": 8, "end": 16, "text": "Norhaven", "label": "PLACE", "status": "accepted", "origin": {"annotator": "Ruth"}},
        {"id": "b", "start": 8, "end": 99, "text": "Nowhere", "label": "PLACE", "status": "accepted", "origin": {"annotator": "Ruth"}},
        {"id": "c", "start": 9, "end": 9, "text": "", "label": "PLACE", "status": "accepted", "origin": {"annotator": "Ruth"}}
    ]}]}"#;

/// Work on screen, then one bad file after the other.
pub async fn files(page: Page) -> Outcome {
    page.open("?sample=2000,12").await?;
    page.until_view("annotate").await?;
    page.until("marks", "return document.querySelectorAll('mark').length > 5").await?;
    let open = page
        .run("return document.querySelectorAll('mark[data-status=suggested]').length", Vec::new())
        .await?;
    page.press("a").await?;
    page.press("a").await?;
    let decided = "return document.querySelectorAll('mark[data-status=suggested]').length < arguments[0]";
    page.until_with("one was gone to, and decided", decided, vec![open]).await?;
    let state = "const marks = [...document.querySelectorAll('mark')].map((mark) => \
                     [mark.dataset.id, mark.dataset.label, mark.dataset.status, mark.textContent, mark.ariaCurrent]); \
                 return [marks, [...document.querySelectorAll('.galley-text')].map((text) => text.textContent)]";
    let before = page.run(state, Vec::new()).await?;
    for (name, content, said) in FILES {
        page.set_file(name, content).await?;
        let script = "const notice = document.querySelector('[role=alert]')?.textContent ?? ''; \
                      return arguments[0].every((part) => notice.includes(part)) && notice";
        let notice =
            page.until_with(&format!("{name} is refused: {said:?}"), script, vec![json!(said)]).await?;
        assert!(notice.as_str().is_some_and(|notice| notice.contains("Your work is unchanged")), "{notice}");
        page.click("Dismiss").await?;
        assert_eq!(page.run(state, Vec::new()).await?, before, "{name}: the work on screen");
    }
    Ok(())
}

/// A file that is ours but partly wrong: what is right is opened, and what is not is listed.
pub async fn bad_offsets(page: Page) -> Outcome {
    page.open("").await?;
    page.set_file("bad.tagline.json", BAD_OFFSETS.as_bytes()).await?;
    page.until_view("annotate").await?;
    let script = "const notice = document.querySelector('[role=alert]')?.textContent ?? ''; \
                  return ['annotations[1]', 'annotations[2]'].every((part) => notice.includes(part))";
    page.until("the bad annotations are named", script).await?;
    let marks = "return [...document.querySelectorAll('mark')].map((mark) => mark.textContent)";
    assert_eq!(page.run(marks, Vec::new()).await?, json!(["Norhaven"]));
    Ok(())
}

/// An empty clipboard is said to be so.
pub async fn empty_paste(page: Page) -> Outcome {
    page.paste_text(" \n ").await?;
    let script = "return document.querySelector('[role=alert]')?.textContent.includes('found none')";
    page.until("the empty paste is refused", script).await?;
    let view = page.run("return document.querySelector('main').dataset.view", Vec::new()).await?;
    assert_eq!(view, Value::from("start"));
    Ok(())
}

/// Ten megabytes: the page answers while they are read, they can be stopped, and they arrive.
pub async fn ten_megabytes(page: Page) -> Outcome {
    let mut text = String::from("Harbour counts everything\n\n");
    for number in 0.. {
        if text.len() > 10 * 1024 * 1024 {
            break;
        }
        // Each line is another: a repeated one would be taken out.
        text.push_str(&format!(
            "The harbour commission of Port Ellery counted {number} barges on Friday, and said that é, 漢 and 👩‍🚀 \
             would be counted right in {} ways, whatever came in from the bay.\n\n",
            number * 7
        ));
    }
    page.open("").await?;
    // Where a frame comes late, the page did not answer; the longest wait is kept.
    let watch = "window.longest = 0; let last = performance.now(); \
                 const tick = (now) => { window.longest = Math.max(window.longest, now - last); last = now; requestAnimationFrame(tick); }; \
                 requestAnimationFrame(tick)";
    page.run(watch, Vec::new()).await?;
    page.set_file("long.txt", text.as_bytes()).await?;
    page.until_view("clean").await?;
    page.click("Annotate").await?;
    page.until("tagging has begun", "return document.body.dataset.busy === 'true'").await?;
    let first = "return document.body.dataset.busy === 'true' && document.querySelector('mark') !== null";
    page.until("names on screen, long before all is read", first).await?;
    let scroll = "const all = document.querySelectorAll('.galley-section'); \
                  all[all.length >> 1].scrollIntoView(); return all.length > 100";
    page.until("a text of many sections, in its middle", scroll).await?;
    let seen = "return [...document.querySelectorAll('mark')].some((mark) => { \
                    const { top, bottom } = mark.getBoundingClientRect(); \
                    return bottom > 0 && top < innerHeight; \
                })";
    page.until("names where the screen is now", seen).await?;
    if page.run("return document.body.dataset.busy === 'true'", Vec::new()).await? == json!(true) {
        page.click("Stop").await?;
    }
    page.until_view("annotate").await?;
    page.until(
        "the text is there",
        "return document.querySelector('[data-testid=article]').textContent.length > 1e6",
    )
    .await?;
    let longest = page.run("return Math.round(window.longest)", Vec::new()).await?;
    println!("the longest the page did not answer, 10 MB: {longest} ms");
    Ok(())
}
