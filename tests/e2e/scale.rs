//! How quick the app is with very many documents, in Chromium, for `make bench`: ten thousand articles come in, then more until
//! there are a hundred thousand; the browser is ended, and the project opened, filtered, searched and read.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

use serde_json::json;
use tagline::workspace::made_up_document;

use crate::Outcome;
use crate::devtools::DevTools;
use crate::driver::{Browser, Driver};
use crate::page::Page;
use crate::server::Server;

/// So many articles come in at once.
const AT_ONCE: u32 = 10_000;
/// So many there are in the end.
const MANY: u32 = 100_000;
/// An article has so many bytes at least, and 3 kB on average.
const BYTES: usize = 2_750;
/// One article of so many is the one before it once more.
const TWIN: u32 = 50;
/// How often the project is opened.
const LOADS: usize = 9;

#[test]
#[ignore = "measures; `make bench` runs it"]
fn scale() {
    let _turn = crate::TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let measured = runtime.map_err(Into::into).and_then(|runtime| runtime.block_on(measure()));
    if let Err(error) = measured {
        panic!("{error}");
    }
}

async fn measure() -> Outcome {
    // Both sessions have the same profile.
    let driver = Driver::start(Browser::Chromium, None)?;
    let server = Server::start(crate::dist(), 0)?;
    for steps in [Steps::Import, Steps::Use] {
        let client = driver.connect().await?;
        let page = Page::new(client.clone(), &driver, server.address())?;
        let outcome = match steps {
            Steps::Import => import(&page).await,
            Steps::Use => work(&page, &driver.home).await,
        };
        if outcome.is_err() {
            eprintln!("{}", page.describe().await);
        }
        client.close().await.ok();
        outcome?;
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum Steps {
    Import,
    Use,
}

/// The lines of a file of articles.
fn articles(numbers: std::ops::Range<u32>) -> String {
    let mut lines = String::new();
    for number in numbers {
        let source = if number % TWIN == TWIN - 1 { number - 1 } else { number };
        let made = made_up_document(6, source, BYTES);
        let line = json!({ "id": format!("article-{number}"), "title": made.title, "text": made.body.text, "date": made.published });
        let _ = writeln!(lines, "{line}");
    }
    lines
}

/// Notes long tasks, the only ones that a person feels, and when rows are drawn and answer; and waits for what an act comes to.
const WATCH: &str = r#"
    window.longs = [];
    new PerformanceObserver((list) => list.getEntries().forEach((one) => window.longs.push(one.duration)))
        .observe({ type: 'longtask', buffered: true });
    // One channel for all: many would be a memory of their own, and seconds to clear away.
    const { port1, port2 } = new MessageChannel();
    const waiting = [];
    port1.onmessage = () => waiting.shift()();
    const behind = () => new Promise((done) => {
        waiting.push(done);
        port2.postMessage(0);
    });
    const drawn = () => new Promise(requestAnimationFrame).then(behind);
    // How long it takes until what `act` does is seen.
    window.time = async (act, is_done) => {
        window.took = undefined;
        const began = performance.now();
        act();
        while (!is_done()) await behind();
        await drawn();
        window.took = performance.now() - began;
    };
    const came = new MutationObserver(async () => {
        const row = document.querySelector('main[data-view=projects] .queue-row');
        if (!row) return;
        came.disconnect();
        const box = row.querySelector('.queue-box');
        await behind();
        box.click();
        while (!document.querySelector('.queue-row[aria-selected=true]')) await behind();
        await drawn();
        window.opened = performance.now();
        box.click();
    });
    came.observe(document, { subtree: true, childList: true });
"#;

/// Has `WATCH` in every page from here on.
async fn watch(page: &Page) -> Outcome {
    DevTools("Page.enable", json!({})).send(page).await?;
    DevTools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).send(page).await?;
    Ok(())
}

async fn number(page: &Page, what: &str, script: &str) -> Outcome<f64> {
    Ok(page.until(what, script).await?.as_f64().unwrap_or(f64::NAN))
}

/// Takes the articles in.
async fn import(page: &Page) -> Outcome {
    watch(page).await?;
    page.open("").await?;
    page.until("the store has been read", "return document.body.dataset.kept === 'store'").await?;
    for from in (0..MANY).step_by(AT_ONCE as usize) {
        let file = articles(from..from + AT_ONCE);
        let bytes = file.len();
        // What the page does anyhow is over, and the worker is not there yet: as when a person has just come.
        page.run("window.longs.length = 0", Vec::new()).await?;
        let chosen = Instant::now();
        page.set_file("news.jsonl", file.as_bytes()).await?;
        page.until("the file was read", &format!("return {IMPORT} !== undefined")).await?;
        let begun = Instant::now();
        page.run(&format!("{IMPORT}.click()"), Vec::new()).await?;
        let told =
            "return document.querySelector('dialog[open]')?.textContent.includes('10,000 documents came in')";
        page.until("all came in", told).await?;
        let (whole, took) = (chosen.elapsed().as_secs_f64(), begun.elapsed().as_secs_f64());
        let longest = page.run("return Math.max(0, ...window.longs)", Vec::new()).await?;
        let longest = match longest.as_f64().unwrap_or(f64::NAN) {
            0.0 => "below 50 ms".to_owned(),
            longest => format!("{longest:.0} ms"),
        };
        if from == 0 || from + AT_ONCE == MANY {
            let beside = format!("{AT_ONCE} articles of {} bytes beside {from}", bytes / AT_ONCE as usize);
            println!(
                "FIGURE\timport, {beside}\t{:.0} a second ({took:.1} s; {whole:.1} s from choosing the file)",
                f64::from(AT_ONCE) / took
            );
            println!("FIGURE\timport, {beside}: the page's longest task\t{longest}");
        }
        page.run("document.querySelector('.importing footer button').click()", Vec::new()).await?;
        page.until("it is closed", "return !document.querySelector('.importing')").await?;
        page.until("it is saved", "return document.body.dataset.saved === 'true'").await?;
    }
    Ok(())
}

/// The button that begins an import.
const IMPORT: &str = "[...document.querySelectorAll('dialog[open] button')].find((one) => /^Import \\d/.test(one.textContent))";

/// How many rows the list has.
const ROWS: &str = "Number(document.querySelector('.queue-rows')?.dataset.rows)";

/// Opens the project, and works in it.
async fn work(page: &Page, home: &Path) -> Outcome {
    watch(page).await?;
    let name = format!("project of {MANY}");
    let mut loads = Vec::new();
    for load in 0..LOADS {
        page.client.goto("about:blank").await?;
        page.open("").await?;
        loads.push(number(page, "a list that answers", "return window.opened").await?);
        // The first document is opened at once, amid what is done once the list is there.
        if load == 0 {
            let took = open(page, 3).await?;
            println!("FIGURE\t{name}: the first document, at once\t{took:.0} ms");
        }
    }
    tell(&name, "from navigation to a list that answers", loads);
    tokio::time::sleep(Duration::from_secs(3)).await;
    println!("FIGURE\t{name}: memory with the list\t{}", memory(page, home).await?);

    let mut filters = Vec::new();
    for queue in ["Possible duplicates", "Has pencil"].repeat(3) {
        let press = format!(
            "[...document.querySelectorAll('.queue-side .queue-line')].find((one) => one.textContent.startsWith('{queue}')).click()"
        );
        for done in [format!("{ROWS} > 0 && {ROWS} < {MANY}"), format!("{ROWS} === {MANY}")] {
            filters.push(timed(page, &press, &done).await?);
        }
    }
    tell(&name, "a filter", filters);

    let mut searches = Vec::new();
    for words in searched() {
        let type_in = |words: &str| {
            format!(
                "const field = document.querySelector('.queue-search'); field.value = {}; \
                 field.dispatchEvent(new Event('input', {{ bubbles: true }}))",
                json!(words)
            )
        };
        searches.push(timed(page, &type_in(&words), &format!("{ROWS} > 0 && {ROWS} < {MANY}")).await?);
        timed(page, &type_in(""), &format!("{ROWS} === {MANY}")).await?;
    }
    tell(&name, "a search in the texts", searches);

    let mut opened = Vec::new();
    for at in 0..12 {
        let scroll = "const list = document.querySelector('.queue-main'); \
                      list.scrollTop = list.scrollHeight * arguments[0] / 12; return true";
        page.run(scroll, vec![json!(at)]).await?;
        tokio::time::sleep(Duration::from_millis(300)).await;
        opened.push(open(page, 2 + at % 5).await?);
        // It is tagged meanwhile.
        tokio::time::sleep(Duration::from_millis(700)).await;
        page.run("document.querySelector('.bar-stages button, .bar-stage').click()", Vec::new()).await?;
        page.until("the list", "return document.querySelectorAll('.queue-row').length > 5").await?;
    }
    tell(&name, "opening a document", opened);
    tokio::time::sleep(Duration::from_secs(3)).await;
    println!("FIGURE\t{name}: memory after that\t{}", memory(page, home).await?);
    Ok(())
}

/// Opens the document in a row of those that are drawn; gives how long it takes until its text is seen.
async fn open(page: &Page, row: usize) -> Outcome<f64> {
    let click = format!("document.querySelectorAll('.queue-row .queue-title')[{row}].click()");
    let there =
        "document.querySelector('main[data-view=annotate] [data-testid=article]')?.textContent.length > 0";
    timed(page, &click, there).await
}

async fn timed(page: &Page, act: &str, done: &str) -> Outcome<f64> {
    page.run(&format!("time(() => {{ {act} }}, () => {done})"), Vec::new()).await?;
    let took = number(page, done, "return window.took").await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    Ok(took)
}

/// The first, and how the others are.
fn tell(name: &str, what: &str, mut times: Vec<f64>) {
    let first = times.remove(0);
    times.sort_by(f64::total_cmp);
    let (median, most) = (times[times.len() / 2], times[times.len() - 1]);
    println!("FIGURE\t{name}: {what}\t{median:.0} ms, the first {first:.0} ms, the longest {most:.0} ms");
}

/// What is searched for: a word of a title, two of them, the beginning of one, frequent ones. Some documents have each, not all.
fn searched() -> Vec<String> {
    let words = |number: u32| {
        let title = made_up_document(6, number, BYTES).title;
        let mut words: Vec<String> = title.split(' ').map(str::to_owned).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words
    };
    vec![
        words(7_007)[0].clone(),
        words(50_000)[..2].join(" "),
        words(31_337)[0].chars().take(5).collect(),
        "could".to_owned(),
        words(99_990)[0].clone(),
        "people could".to_owned(),
    ]
}

/// The memory of the page's process, of which what others have too counts as their share; and how much of it is the program's.
async fn memory(page: &Page, home: &Path) -> Outcome<String> {
    let heap = DevTools("Runtime.getHeapUsage", json!({})).send(page).await?;
    let scripts = heap["usedSize"].as_f64().unwrap_or(f64::NAN) / 1e6;
    Ok(format!("{:.0} MB, of these {scripts:.0} MB of scripts", share(home)? / 1e6))
}

/// The largest of the browser's processes that draw pages, in bytes.
fn share(home: &Path) -> Outcome<f64> {
    let mut largest = 0.0_f64;
    for process in fs::read_dir("/proc")?.flatten() {
        let path = process.path();
        // One that has ended meanwhile, or is none, has nothing to read.
        let Ok(line) = fs::read_to_string(path.join("cmdline")) else { continue };
        if !line.contains("--type=renderer") || !is_below(&path, home) {
            continue;
        }
        let Ok(rollup) = fs::read_to_string(path.join("smaps_rollup")) else { continue };
        let pss = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
        let pss = pss.and_then(|rest| rest.trim().strip_suffix("kB")?.trim().parse::<f64>().ok());
        largest = largest.max(pss.unwrap_or(0.0) * 1024.0);
    }
    if largest > 0.0 { Ok(largest) } else { Err("no process of the browser draws pages".into()) }
}

/// Whether a process was begun, in however many steps, by one with `home` in its command line.
fn is_below(process: &Path, home: &Path) -> bool {
    let mut path = process.to_owned();
    let profile = format!("--user-data-dir={}", home.display());
    for _ in 0..8 {
        let line = fs::read_to_string(path.join("cmdline")).unwrap_or_default();
        if line.contains(&profile) && !line.contains("--type=") {
            return true;
        }
        let status = fs::read_to_string(path.join("status")).unwrap_or_default();
        let Some(parent) = status.lines().find_map(|line| line.strip_prefix("PPid:")) else { return false };
        path = Path::new("/proc").join(parent.trim());
    }
    false
}
