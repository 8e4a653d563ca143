//! No screen and no window has anything that axe-core finds fault with: in both themes, wide and narrow.

use serde_json::Value;

use crate::devtools::in_every_dress;
use crate::driver::Browser;
use crate::page::Page;
use crate::{Outcome, travel};

/// axe looks at the page's tree and styles, which all engines share: one is enough.
#[test]
fn finds_nothing() {
    travel(Browser::Chromium, "axe", every_screen);
}

async fn every_screen(page: Page) -> Outcome {
    let path = std::env::var("AXE_CORE").map_err(|_| "AXE_CORE names no file; `. scripts/env.sh` sets it")?;
    let axe = std::fs::read_to_string(&path)
        .map_err(|error| format!("{path}: {error}; `scripts/setup.sh test` installs it"))?;
    page.open("").await?;
    page.run(&axe, Vec::new()).await?;
    let mut found = Vec::new();
    look(&page, "start", &mut found).await?;
    page.click("Try the example").await?;
    page.until_view("clean").await?;
    look(&page, "clean", &mut found).await?;
    page.click("Annotate").await?;
    page.until_view("annotate").await?;
    page.until("a mark in focus", "return document.querySelector('mark[aria-current]') !== null").await?;
    for key in ["a", "x"] {
        page.press(key).await?;
    }
    page.until("one is rejected", "return document.body.innerText.includes('Rejected 1')").await?;
    look(&page, "annotate", &mut found).await?;
    for (open, shown, name) in [
        ("Enter", ".palette", "palette"),
        ("*", ".bulk", "every mention"),
        ("m", ".note-field", "note"),
        ("?", ".keys[open]", "keys"),
    ] {
        page.press(open).await?;
        page.until(name, &format!("return document.querySelector('{shown}') !== null")).await?;
        look(&page, name, &mut found).await?;
        page.press("Escape").await?;
        page.until("it is gone", &format!("return document.querySelector('{shown}') === null")).await?;
    }
    page.find("[role=tab]:nth-of-type(2)").await?.click().await?;
    page.until("the list", "return document.querySelector('.marks-row') !== null").await?;
    look(&page, "marks", &mut found).await?;
    page.find("[role=tab]:nth-of-type(1)").await?.click().await?;
    for (button, shown) in [("Edit labels", ".label-editor[open]"), ("Export", ".export[open]")] {
        page.click(button).await?;
        page.until(button, &format!("return document.querySelector('{shown}') !== null")).await?;
        look(&page, button, &mut found).await?;
        page.press("Escape").await?;
        page.until("it is gone", &format!("return document.querySelector('{shown}') === null")).await?;
    }
    if found.is_empty() { Ok(()) } else { Err(found.join("\n").into()) }
}

/// What axe finds on the screen as it is, in each theme and width.
async fn look(page: &Page, name: &str, found: &mut Vec<String>) -> Outcome {
    let script = "return axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => \
                  violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 4).map(({ target, any }) => \
                  `${target.join(' ')} ${any.map(({ message }) => message).join(' ')}`).join(' | ')}`))";
    in_every_dress(page, false, async |theme, width| {
        let Value::Array(faults) = page.run(script, Vec::new()).await? else {
            return Err(format!("{name}: axe gave no list").into());
        };
        let faults = faults.iter().filter_map(Value::as_str);
        found.extend(faults.map(|fault| format!("{name}, {theme}, {width}: {fault}")));
        Ok(())
    })
    .await
}
