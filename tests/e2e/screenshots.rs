//! A picture of every screen, in both themes and at two widths, in `target/screenshots/`: `make screenshots`.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::compare::beside_a_copy;
use crate::devtools::{DevTools, in_every_dress};
use crate::driver::Browser;
use crate::insight::show_many;
use crate::page::Page;
use crate::server::Server;
use crate::{Outcome, dist, travel};

#[test]
#[ignore = "makes pictures; `make screenshots` runs it"]
fn every_screen() {
    travel(Browser::Chromium, "screenshots", picture);
}

/// The other two engines draw text and marks their own way: a look at each.
#[test]
#[ignore = "makes pictures; `make screenshots` runs it"]
fn other_engines() {
    travel(Browser::Firefox, "screenshots", |page| glance(page, "firefox"));
    travel(Browser::WebKit, "screenshots", |page| glance(page, "webkit"));
}

async fn glance(page: Page, engine: &str) -> Outcome {
    page.open("").await?;
    page.click("Try the example").await?;
    page.until_view("clean").await?;
    page.screenshot(&folder().join(format!("clean-{engine}.png"))).await?;
    page.click("Annotate").await?;
    page.until_view("annotate").await?;
    decide(&page).await?;
    page.screenshot(&folder().join(format!("annotate-{engine}.png"))).await
}

/// Some ink, and something rubbed out.
async fn decide(page: &Page) -> Outcome {
    page.until("a mark in focus", "return document.querySelector('mark[aria-current]') !== null").await?;
    for key in ["a", "a", "a", "x"] {
        page.press(key).await?;
    }
    let script = "return document.querySelectorAll('mark[data-status=accepted]').length >= 3";
    page.until("marks in ink", script).await?;
    Ok(())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("../screenshots")
}

async fn picture(page: Page) -> Outcome {
    let slow = Server::start_slow(dist(), "tagger-")?;
    page.client.goto(&slow.address()).await?;
    page.until_view("start").await?;
    page.click("Try the example").await?;
    page.until_view("clean").await?;
    page.click("Annotate").await?;
    page.until(
        "loading is told",
        "return document.querySelector('.busy p')?.checkVisibility({ checkVisibilityCSS: true })",
    )
    .await?;
    shoot(&page, "loading").await?;
    page.open("").await?;
    page.until_view("start").await?;
    shoot(&page, "start").await?;
    page.find(".start-about").await?.click().await?;
    page.find(".about-app[open]").await?;
    page.click("Try to send something").await?;
    page.until(
        "it is refused",
        "return document.querySelector('.about-app-try').textContent.includes('Refused')",
    )
    .await?;
    shoot(&page, "about-app").await?;
    page.press("Escape").await?;
    page.click("Try the example").await?;
    page.until_view("clean").await?;
    shoot(&page, "clean").await?;
    page.click("Annotate").await?;
    page.until_view("annotate").await?;
    decide(&page).await?;
    shoot(&page, "annotate").await?;
    page.press("t").await?;
    page.until("a paragraph as a field", "return document.querySelector('.retype-field') !== null").await?;
    shoot(&page, "retype").await?;
    // All that is marked in it goes with its words.
    for key in ["Control+a", "N", "o"] {
        page.press(key).await?;
    }
    page.press("Control+Enter").await?;
    page.until_view("annotate").await?;
    page.until("what is lost", "return document.querySelector('.notice') !== null").await?;
    shoot(&page, "retype-lost").await?;
    page.find(".notice button").await?.click().await?;
    page.until("the notice goes", "return document.querySelector('.notice') === null").await?;
    page.until_view("annotate").await?;
    for (key, shown, name) in [
        ("Enter", ".palette", "palette"),
        ("*", ".bulk", "every"),
        ("m", ".note-field", "note"),
        ("?", ".keys[open]", "keys"),
    ] {
        page.press("n").await?;
        page.press(key).await?;
        page.until(name, &format!("return document.querySelector('{shown}') !== null")).await?;
        shoot(&page, name).await?;
        page.press("Escape").await?;
        page.until("it is gone", &format!("return document.querySelector('{shown}') === null")).await?;
    }
    page.press("Escape").await?;
    page.press("ArrowRight").await?;
    page.press("Shift+ArrowRight").await?;
    shoot(&page, "select").await?;
    page.press("Escape").await?;
    // Drawn out where there is no room for it.
    page.run("document.querySelector('.labels-side').click()", Vec::new()).await?;
    page.find("#side-marks").await?.click().await?;
    shoot(&page, "marks").await?;
    page.find("#side-entities").await?.click().await?;
    page.find(".entities-more").await?.click().await?;
    shoot(&page, "entities").await?;
    page.run("document.querySelector('.labels-side').click()", Vec::new()).await?;
    page.run("document.querySelector('.labels-label').focus({ focusVisible: true })", Vec::new()).await?;
    for key in ["Tab", "Tab", "Shift+Tab"] {
        page.press(key).await?;
    }
    page.find("[role=tooltip]").await?;
    shoot(&page, "tooltip").await?;
    page.click("Edit labels").await?;
    page.click("Merge Court into another label").await?;
    page.find(".label-turn-asked").await?;
    shoot(&page, "labels").await?;
    page.click("Rename Agency").await?;
    page.find(".label-turn-asked input").await?.send_keys("PLACE").await?;
    page.click("Delete Law").await?;
    page.run("document.querySelector('[data-label=AGENCY].label-editor-row').scrollIntoView()", Vec::new())
        .await?;
    shoot(&page, "labels-asked").await?;
    page.click("Close").await?;
    page.find(".entities-head button").await?.click().await?;
    page.until("the window", "return document.querySelector('.learned[open]') !== null").await?;
    shoot(&page, "learned").await?;
    page.click("Close").await?;
    page.click("Export").await?;
    page.find_role("button", "Download .tagline.json").await?;
    shoot(&page, "export").await?;
    page.click("Close").await?;
    people(&page).await?;
    insight(&page).await
}

/// The window of the name, and blind mode.
async fn people(page: &Page) -> Outcome {
    page.press("b").await?;
    page.find(".people[open]").await?;
    page.find(".people-name input").await?.send_keys("Ruth Aldous").await?;
    page.click("Save").await?;
    shoot(page, "people").await?;
    page.find(".people-switch").await?.click().await?;
    page.find(".people-switch[aria-checked=true]").await?.click().await?;
    page.find(".people-asked").await?;
    shoot(page, "people-asked").await?;
    page.click("Leave it on").await?;
    page.click("Close").await?;
    page.find(".people-blind").await?;
    shoot(page, "blind").await?;
    page.press("b").await?;
    page.find(".people-switch[aria-checked=true]").await?.click().await?;
    page.click("Turn it off").await?;
    page.click("Close").await?;
    page.until("it is gone", "return document.querySelector('.people') === null").await?;
    Ok(())
}

/// The windows alone, for a look at them.
#[test]
#[ignore = "makes pictures"]
fn people_alone() {
    travel(Browser::Chromium, "screenshots", async |page| {
        page.open("").await?;
        shoot(&page, "start").await?;
        page.click("Try the example").await?;
        page.until_view("clean").await?;
        page.click("Annotate").await?;
        page.until_view("annotate").await?;
        decide(&page).await?;
        people(&page).await?;
        show_many(&page, 60).await?;
        page.click("Export").await?;
        page.click("All 61 articles").await?;
        page.click("Split into train, dev, test").await?;
        page.find(".export-number").await?;
        shoot(&page, "export-split").await?;
        page.click("Close").await?;
        page.press("g").await?;
        page.until_view("projects").await?;
        shoot(&page, "projects-person").await
    });
}

/// What one document comes to, and many, and the tables.
async fn insight(page: &Page) -> Outcome {
    page.press("Control+Enter").await?;
    page.press("i").await?;
    page.until_view("insight").await?;
    shoot(page, "insight-one").await?;
    show_many(page, 200).await?;
    shoot(page, "insight").await?;
    page.run("document.querySelectorAll('.insight-toggle').forEach((button) => button.click())", Vec::new())
        .await?;
    page.until("four tables", "return document.querySelectorAll('.insight table').length === 4").await?;
    shoot(page, "insight-tables").await
}

/// The screen of what the documents come to alone.
#[test]
#[ignore = "makes pictures"]
fn insight_alone() {
    travel(Browser::Chromium, "screenshots", async |page| {
        page.open("").await?;
        page.click("Try the example").await?;
        page.until_view("clean").await?;
        page.click("Annotate").await?;
        page.until_view("annotate").await?;
        decide(&page).await?;
        insight(&page).await?;
        page.run(
            "document.querySelectorAll('.insight-toggle').forEach((button) => button.click())",
            Vec::new(),
        )
        .await?;
        // In the system's own colours, and on paper from a dark screen.
        let dark = ("prefers-color-scheme", "dark");
        for (name, media, features) in
            [("forced", "", vec![("forced-colors", "active"), dark]), ("print", "print", vec![dark])]
        {
            let features: Vec<_> =
                features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
            let media = json!({ "media": media, "features": features });
            DevTools("Emulation.setEmulatedMedia", media).send(&page).await?;
            page.screenshot(&folder().join(format!("insight-{name}.png"))).await?;
        }
        Ok(())
    });
}

/// The screen where files are compared alone.
#[test]
#[ignore = "makes pictures; `make screenshots` runs it"]
fn compare_alone() {
    travel(Browser::Chromium, "screenshots", async |page| {
        page.open("").await?;
        page.click("Try the example").await?;
        page.until_view("clean").await?;
        page.find("[data-to=compare]").await?.click().await?;
        page.until_view("compare").await?;
        shoot(&page, "compare-none").await?;
        beside_a_copy(&page).await?;
        page.press("2").await?;
        page.until("one is settled", "return document.querySelector('.compare-settled') !== null").await?;
        shoot(&page, "compare").await?;
        page.find("#compare-agreement").await?.click().await?;
        let done = "return document.querySelector('.agreement-strip') && !document.querySelector('.agreement-under')";
        page.until("intervals", done).await?;
        let click = "document.querySelector('.agreement-cell[data-differs]').dispatchEvent(new MouseEvent('click', { bubbles: true }))";
        page.run(click, Vec::new()).await?;
        page.find(".agreement-place").await?;
        shoot(&page, "agreement").await
    });
}

/// Six pictures of what is on screen: `NAME-light-1280.png` and so on.
async fn shoot(page: &Page, name: &str) -> Outcome {
    in_every_dress(page, &[(1280, 900), (1024, 768), (390, 844)], true, async |theme, width| {
        page.screenshot(&folder().join(format!("{name}-{theme}-{width}.png"))).await
    })
    .await
}
