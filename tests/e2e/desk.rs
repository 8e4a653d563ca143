//! How quick the whole app is on long texts, in Chromium, for `make bench`: until an opened text is seen, at each key, while
//! it is scrolled; without and with the tree that screen readers read.

use serde_json::json;

use crate::devtools::DevTools;
use crate::driver::Browser;
use crate::page::Page;
use crate::{Outcome, travel};

/// The sizes in bytes and annotations.
const SIZES: [(usize, usize); 3] = [(10_000, 100), (100_000, 1_000), (1_000_000, 10_000)];
/// How often a text is opened.
const LOADS: usize = 5;
/// At how many places each thing is done.
const PLACES: usize = 16;

#[test]
#[ignore = "measures; `make bench` runs it"]
fn desk() {
    travel(Browser::Chromium, "desk", |page| measure(page, "app", ""));
}

/// `benches/bare_list.rs`, which scripts/bench.sh builds into the folder of the figures.
#[test]
#[ignore = "measures; `make bench` runs it"]
fn bare_list() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("../bench");
    crate::travel_in(&folder, None, Browser::Chromium, "bare_list", |page| {
        measure(page, "bare list", "bare.html")
    });
}

/// Notes how long the page works for what the document is opened with, and for each key: its own work, and that of the frame
/// that shows it, without waiting for that.
const WATCH: &str = r#"
    const behind = (call) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = call; port2.postMessage(0); };
    const frame = (began, done) => behind(() => {
        const worked = performance.now() - began;
        requestAnimationFrame(() => {
            const drawing = performance.now();
            behind(() => done(worked + performance.now() - drawing));
        });
    });
    window.frames = [];
    const mark = performance.mark.bind(performance);
    performance.mark = (name, ...rest) => {
        if (name === 'document-in') frame(performance.now(), (took) => { window.shown = took; });
        return mark(name, ...rest);
    };
    addEventListener('keydown', () => frame(performance.now(), (took) => window.frames.push(took)), true);
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const old = WebAssembly[name].bind(WebAssembly);
        WebAssembly[name] = async (...all) => {
            const made = await old(...all);
            const exported = (made.instance ?? made).exports?.memory;
            if (exported) window.wasm = exported;
            return made;
        };
    }
"#;

async fn measure(page: Page, what: &'static str, address: &'static str) -> Outcome {
    DevTools("Page.enable", json!({})).send(&page).await?;
    DevTools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).send(&page).await?;
    DevTools("Performance.enable", json!({ "timeDomain": "threadTicks" })).send(&page).await?;
    for tree in [false, true] {
        if tree {
            DevTools("Accessibility.enable", json!({})).send(&page).await?;
        }
        for (bytes, count) in SIZES {
            let name = format!(
                "{what}, {} kB, {count} marks{}",
                bytes / 1000,
                if tree { ", with the tree" } else { "" }
            );
            sized(&page, &name, &format!("{address}?sample={bytes},{count}"), what == "app").await?;
        }
    }
    Ok(())
}

fn tell(name: &str, what: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied().unwrap_or(f64::NAN);
    let (least, median, late) = (at(0.0), at(0.5), at(0.95));
    println!("FIGURE\t{name}: {what}\t{median:.1} ms, least {least:.1}, 95 % {late:.1}");
}

async fn metric(page: &Page, name: &str) -> Outcome<f64> {
    let all = DevTools("Performance.getMetrics", json!({})).send(page).await?;
    let found = all["metrics"].as_array().into_iter().flatten().find(|one| one["name"] == name);
    Ok(found.and_then(|one| one["value"].as_f64()).unwrap_or(f64::NAN))
}

async fn sized(page: &Page, name: &str, query: &str, app: bool) -> Outcome {
    let mut loads = Vec::new();
    for _ in 0..LOADS {
        page.client.goto("about:blank").await?;
        page.open(query).await?;
        loads
            .push(page.until("the text is shown", "return window.shown").await?.as_f64().unwrap_or(f64::NAN));
    }
    tell(name, "until an opened text is seen", loads);
    // Scrolled at once, while sections get their marks and words are read for later.
    let early = scroll(page).await?;
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    let late = scroll(page).await?;
    println!(
        "FIGURE\t{name}: longest frame while scrolling\t{late:.0} ms, right after opening {early:.0} ms"
    );
    let memory = page.run("return (window.wasm?.buffer.byteLength ?? 0) / 1e6", vec![]).await?;
    let (heap, nodes) = (metric(page, "JSHeapUsedSize").await? / 1e6, metric(page, "Nodes").await?);
    println!(
        "FIGURE\t{name}: memory\t{heap:.1} MB of scripts, {:.1} MB of wasm, {nodes:.0} nodes",
        memory.as_f64().unwrap_or_default()
    );
    if !app {
        return keys(page, name, &[("accept", "a"), ("undo", "u")]).await;
    }
    page.find(".entities-head button:last-of-type").await?.click().await?;
    page.find(".learned-switch:nth-of-type(2)").await?.click().await?;
    page.click("Close").await?;
    keys(
        page,
        name,
        &[
            ("accept", "a"),
            ("undo", "Control+z"),
            ("move an end", "]"),
            ("undo", "Control+z"),
            ("caret step", "ArrowRight"),
            ("caret step", "Shift+ArrowRight"),
            ("label", "5"),
            ("undo", "Control+z"),
        ],
    )
    .await
}

/// The longest time between two frames, while the text goes by a screen at a time.
async fn scroll(page: &Page) -> Outcome<f64> {
    let script = "window.longest = undefined; (async () => {
        const box = document.querySelector('.scroll');
        const all = [box, document.scrollingElement].find((one) => one && one.scrollHeight > one.clientHeight + 9);
        const frame = () => new Promise(requestAnimationFrame);
        let longest = 0;
        let last = await frame();
        for (let step = 0; step < 60 && all; step += 1) {
            all.scrollTop = (all.scrollHeight - all.clientHeight) * step / 59;
            for (let more = 0; more < 2; more += 1) {
                const now = await frame();
                longest = Math.max(longest, now - last);
                last = now;
            }
        }
        if (all) all.scrollTop = 0;
        window.longest = longest + 0.001;
    })();";
    page.run(script, vec![]).await?;
    Ok(page.until("scrolled", "return window.longest").await?.as_f64().unwrap_or(f64::NAN))
}

/// Presses keys one after the other at places spread over the text.
async fn keys(page: &Page, name: &str, keys: &[(&str, &str)]) -> Outcome {
    let mut frames: Vec<(&str, Vec<f64>)> = Vec::new();
    let mut cpu: Vec<(&str, Vec<f64>)> = Vec::new();
    for place in 0..PLACES {
        let script = "const all = document.querySelectorAll('.galley-section');
            const at = Math.floor(all.length * (arguments[0] + 0.5) / arguments[1]);
            all[at].scrollIntoView({ block: 'start' });
            const mark = all[at].querySelector('mark[data-status=suggested]');
            mark?.scrollIntoView({ block: 'center' });
            return mark ?? null";
        let arguments = vec![json!(place), json!(PLACES)];
        // A place may have none.
        let mut mark = page.run(script, arguments.clone()).await?;
        for _ in 0..40 {
            if mark.is_null() {
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                mark = page.run(script, arguments.clone()).await?;
            }
        }
        if mark.is_null() {
            continue;
        }
        page.element(&mark)?.click().await?;
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        for (what, chord) in keys {
            page.run("window.frames.length = 0", vec![]).await?;
            let before = metric(page, "ThreadTime").await?;
            page.press(chord).await?;
            let frame = page.until("a frame", "return window.frames.at(-1)").await?;
            // The page's own measuring and the driver's questions are in it, too.
            let after = metric(page, "ThreadTime").await?;
            add(&mut frames, what, frame.as_f64().unwrap_or(f64::NAN));
            add(&mut cpu, what, (after - before) * 1000.0);
        }
    }
    let mut empty = Vec::new();
    for _ in 0..PLACES {
        page.run("window.frames.length = 0", vec![]).await?;
        let before = metric(page, "ThreadTime").await?;
        page.press("q").await?;
        page.until("a frame", "return window.frames.at(-1)").await?;
        empty.push((metric(page, "ThreadTime").await? - before) * 1000.0);
    }
    tell(name, "a key that does nothing, CPU", empty);
    for (what, times) in frames {
        tell(name, &format!("{what}, frame"), times);
    }
    for (what, times) in cpu {
        tell(name, &format!("{what}, CPU"), times);
    }
    Ok(())
}

fn add<'a>(all: &mut Vec<(&'a str, Vec<f64>)>, what: &'a str, time: f64) {
    match all.iter_mut().find(|(there, _)| *there == what) {
        Some((_, times)) => times.push(time),
        None => all.push((what, vec![time])),
    }
}
