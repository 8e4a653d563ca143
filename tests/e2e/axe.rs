//! No screen and no window has anything that axe-core finds fault with: in both themes, wide and narrow.

use serde_json::{Value, json};

use crate::compare::beside_a_copy;
use crate::devtools::{DevTools, in_every_dress};
use crate::driver::Browser;
use crate::insight::{crowded, show_many};
use crate::page::Page;
use crate::{Outcome, travel};

/// axe looks at the page's tree and styles, which all engines share: one is enough.
#[test]
fn finds_nothing() {
    travel(Browser::Chromium, "axe", every_screen);
}

/// The same where files are compared.
#[test]
fn finds_nothing_where_files_are_compared() {
    travel(Browser::Chromium, "axe-compare", comparing);
}

async fn comparing(page: Page) -> Outcome {
    let axe = axe()?;
    beside_a_copy(&page).await?;
    page.run(&axe, Vec::new()).await?;
    let mut found = Vec::new();
    look(&page, "conflicts", &mut found).await?;
    page.press("2").await?;
    page.until("one is settled", "return document.querySelector('.compare-settled') !== null").await?;
    look(&page, "conflicts, one settled", &mut found).await?;
    page.find("#compare-agreement").await?.click().await?;
    page.until(
        "intervals",
        "return document.querySelector('.agreement-strip') && !document.querySelector('.agreement-under')",
    )
    .await?;
    page.run("document.querySelector('.agreement-cell[data-differs]').dispatchEvent(new MouseEvent('click', { bubbles: true }))", Vec::new()).await?;
    page.find(".agreement-place").await?;
    look(&page, "agreement", &mut found).await?;
    page.click("Show as table: Who says what").await?;
    page.find(".agreement-confusion table").await?;
    look(&page, "agreement as a table", &mut found).await?;
    page.find(".compare-off").await?.click().await?;
    page.find(".compare-choose").await?;
    look(&page, "nothing compared", &mut found).await?;
    if found.is_empty() { Ok(()) } else { Err(found.join("\n").into()) }
}

/// axe-core's program.
fn axe() -> Outcome<String> {
    let path = std::env::var("AXE_CORE").map_err(|_| "AXE_CORE names no file; `. scripts/env.sh` sets it")?;
    Ok(std::fs::read_to_string(&path)
        .map_err(|error| format!("{path}: {error}; `scripts/setup.sh test` installs it"))?)
}

/// What a screen reader gets of the marks.
#[test]
fn the_tree_tells_each_mark() {
    travel(Browser::Chromium, "tree", tree);
}

const MARKED: &str =
    "[COURT Court of [PLACE? Ohio] Bar] and [PERSON~ Zoë 👩‍🚀]\r\n\r\n[PLACE שלום] met [LAW? 漢字法]";

async fn tree(page: Page) -> Outcome {
    page.open("").await?;
    page.until_view("start").await?;
    page.set_file("marked.brackets.txt", MARKED.as_bytes()).await?;
    page.until_view("annotate").await?;
    page.click("Rejected 1").await?;
    page.until("all marks", "return document.querySelectorAll('mark[aria-description]').length === 5")
        .await?;
    let tree = DevTools("Accessibility.getFullAXTree", json!({})).send(&page).await?;
    let nodes = tree["nodes"].as_array().ok_or("no tree")?;
    let find = |id: &Value| nodes.iter().find(|node| node["nodeId"] == *id);
    // The words below a node, as they are read.
    fn words<'a>(node: &'a Value, find: &impl Fn(&Value) -> Option<&'a Value>) -> String {
        if node["role"]["value"] == "StaticText" {
            return node["name"]["value"].as_str().unwrap_or_default().to_owned();
        }
        let children = node["childIds"].as_array().into_iter().flatten();
        children.filter_map(find).map(|child| words(child, find)).collect()
    }
    let marks = nodes.iter().filter(|node| node["role"]["value"] == "mark" && node["ignored"] == false);
    let mut told: Vec<String> = marks
        .filter_map(|mark| {
            let said = mark["description"]["value"].as_str().filter(|said| !said.is_empty())?;
            Some(format!("{}: {said}", words(mark, &find)))
        })
        .collect();
    told.sort();
    // A name that another one parts is told in each part.
    let expected = [
        " Bar: COURT, accepted",
        "Court of : COURT, accepted",
        "Ohio: PLACE, suggested",
        "Zoë 👩‍🚀: PERSON, rejected",
        "שלום: PLACE, accepted",
        "漢字法: LAW, suggested",
    ];
    if told == expected { Ok(()) } else { Err(format!("the tree has {told:?}").into()) }
}

/// On a narrow screen what stands beside the text is drawn out over it, and goes by key and when it is in the way.
#[test]
fn the_drawer_goes_by_key() {
    travel(Browser::Chromium, "drawer", drawer);
}

async fn drawer(page: Page) -> Outcome {
    let metrics = json!({ "width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": false });
    DevTools("Emulation.setDeviceMetricsOverride", metrics).send(&page).await?;
    page.open("").await?;
    page.click("Try the example").await?;
    page.until_view("clean").await?;
    page.click("Annotate").await?;
    page.until_view("annotate").await?;
    let wide = page.run("return document.scrollingElement.scrollWidth - innerWidth", Vec::new()).await?;
    assert!(wide.as_i64().is_some_and(|wide| wide <= 0), "{wide} px lie outside of the screen");
    let away = "return document.querySelector('.annotate > .side').getClientRects().length === 0";
    page.until("it is away at first", away).await?;
    page.run("document.querySelector('.labels-side').focus()", Vec::new()).await?;
    for field in ["", ".entities .search"] {
        page.press("Enter").await?;
        page.find(".side-close").await?;
        if !field.is_empty() {
            page.run("document.querySelector(arguments[0]).focus()", vec![json!(field)]).await?;
            page.press("z").await?;
            // What is typed goes first.
            page.press("Escape").await?;
            page.find(".side-close").await?;
        }
        page.press("Escape").await?;
        page.until("it is away", away).await?;
        page.until("its button has the focus", "return document.activeElement?.matches('.labels-side')")
            .await?;
    }
    page.press("Enter").await?;
    page.find(".entities-row").await?.click().await?;
    page.until("a mark has the focus", "return document.activeElement?.matches('mark[aria-current]')")
        .await?;
    page.until("it went, as it lay over the mark", away).await.map(drop)
}

async fn every_screen(page: Page) -> Outcome {
    let axe = axe()?;
    page.open("").await?;
    page.run(&axe, Vec::new()).await?;
    let mut found = Vec::new();
    look(&page, "start", &mut found).await?;
    page.find(".start-about").await?.click().await?;
    page.until("about the app", "return document.querySelector('.about-app[open]') !== null").await?;
    page.run(
        "for (const part of document.querySelectorAll('.about-app details')) part.open = true",
        Vec::new(),
    )
    .await?;
    look(&page, "about the app", &mut found).await?;
    page.press("Escape").await?;
    page.until("it is gone", "return document.querySelector('.about-app') === null").await?;
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
        ("t", ".retype-field", "correct"),
        ("?", ".keys[open]", "keys"),
    ] {
        page.press(open).await?;
        page.until(name, &format!("return document.querySelector('{shown}') !== null")).await?;
        look(&page, name, &mut found).await?;
        page.press("Escape").await?;
        page.until("it is gone", &format!("return document.querySelector('{shown}') === null")).await?;
    }
    blind(&page, &mut found).await?;
    // Drawn out where there is no room for it.
    page.run("document.querySelector('.labels-side').click()", Vec::new()).await?;
    page.find("[role=tab]:nth-of-type(2)").await?.click().await?;
    page.until("the list", "return document.querySelector('.marks-row') !== null").await?;
    look(&page, "marks", &mut found).await?;
    page.find("[role=tab]:nth-of-type(1)").await?.click().await?;
    page.find(".entities-more").await?.click().await?;
    page.until("its card", "return document.querySelector('.entity_card') !== null").await?;
    look(&page, "entities", &mut found).await?;
    page.find(".entities-head button").await?.click().await?;
    page.until("what was learned", "return document.querySelector('.learned[open]') !== null").await?;
    look(&page, "learned", &mut found).await?;
    page.press("Escape").await?;
    page.until("it is gone", "return document.querySelector('.learned') === null").await?;
    page.run("document.querySelector('.labels-side').click()", Vec::new()).await?;
    // What a label covers, told at the keyboard's focus.
    page.run("document.querySelector('.labels-label').focus({ focusVisible: true })", Vec::new()).await?;
    page.press("Tab").await?;
    page.press("Shift+Tab").await?;
    page.find("[role=tooltip]").await?;
    look(&page, "tooltip", &mut found).await?;
    page.press("Escape").await?;
    page.until("no tooltip", "return document.querySelector('[role=tooltip]') === null").await?;
    page.click("Edit labels").await?;
    for button in ["Rename Court", "Merge Court into another label", "Delete Court"] {
        page.click(button).await?;
        page.find(".label-turn-asked").await?;
        look(&page, button, &mut found).await?;
    }
    page.click("Close").await?;
    page.until("no window", "return document.querySelector('.label-editor') === null").await?;
    for (button, shown) in [("Edit labels", ".label-editor[open]"), ("Export", ".export[open]")] {
        page.click(button).await?;
        page.until(button, &format!("return document.querySelector('{shown}') !== null")).await?;
        look(&page, button, &mut found).await?;
        page.press("Escape").await?;
        page.until("it is gone", &format!("return document.querySelector('{shown}') === null")).await?;
    }
    insight(&page, &mut found).await?;
    page.set_file("broken.tagline.json", b"{").await?;
    page.until("a notice", "return document.querySelector('.notice') !== null").await?;
    look(&page, "notice", &mut found).await?;
    if found.is_empty() { Ok(()) } else { Err(found.join("\n").into()) }
}

/// The window of the name, blind mode, and what is asked before it is off.
async fn blind(page: &Page, found: &mut Vec<String>) -> Outcome {
    page.press("b").await?;
    page.find(".people[open]").await?;
    look(page, "you", found).await?;
    page.find(".people-switch").await?.click().await?;
    page.find(".people-switch[aria-checked=true]").await?.click().await?;
    page.find(".people-asked").await?;
    look(page, "blind mode, asked", found).await?;
    page.click("Leave it on").await?;
    page.press("Escape").await?;
    page.until("it is gone", "return document.querySelector('.people') === null").await?;
    page.find(".people-blind").await?;
    look(page, "blind mode", found).await?;
    page.press("b").await?;
    page.find(".people-switch[aria-checked=true]").await?.click().await?;
    page.click("Turn it off").await?;
    page.find(".people-switch[aria-checked=false]").await?;
    page.press("Escape").await?;
    page.until("it is gone", "return document.querySelector('.people') === null").await?;
    Ok(())
}

/// The charts of one document and of many, and the tables behind them.
async fn insight(page: &Page, found: &mut Vec<String>) -> Outcome {
    page.press("i").await?;
    page.until_view("insight").await?;
    look(page, "insight of one", found).await?;
    show_many(page, 60).await?;
    look(page, "insight", found).await?;
    in_every_dress(page, &[(1280, 900), (1024, 768), (390, 844), (320, 640)], false, async |theme, width| {
        let script = "const svg = document.querySelector('.insight svg'); \
                      return Math.abs(svg.viewBox.baseVal.width - svg.parentElement.clientWidth) < 1";
        page.until("charts of the place's width", script).await?;
        let crowds = crowded(page).await?;
        found.extend(crowds.into_iter().map(|words| format!("insight, {theme}, {width}: {words}")));
        Ok(())
    })
    .await?;
    page.run("document.querySelectorAll('.insight-toggle').forEach((button) => button.click())", Vec::new())
        .await?;
    page.until("four tables", "return document.querySelectorAll('.insight table').length === 4").await?;
    look(page, "insight as tables", found).await
}

/// What axe finds on the screen as it is, in each theme and width.
async fn look(page: &Page, name: &str, found: &mut Vec<String>) -> Outcome {
    let script = "return axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => \
                  violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 4).map(({ target, any }) => \
                  `${target.join(' ')} ${any.map(({ message }) => message).join(' ')}`).join(' | ')}`))";
    // The narrow one is what the wide one is at 400 %.
    in_every_dress(page, &[(1280, 900), (320, 640)], false, async |theme, width| {
        let wide = page.run("return document.scrollingElement.scrollWidth - innerWidth", Vec::new()).await?;
        if wide.as_i64().is_none_or(|wide| wide > 0) {
            found.push(format!("{name}, {theme}, {width}: {wide} px lie outside of the screen"));
        }
        let Value::Array(faults) = page.run(script, Vec::new()).await? else {
            return Err(format!("{name}: axe gave no list").into());
        };
        let faults = faults.iter().filter_map(Value::as_str);
        found.extend(faults.map(|fault| format!("{name}, {theme}, {width}: {fault}")));
        Ok(())
    })
    .await
}
