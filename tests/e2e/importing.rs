//! Many articles in one file: the columns are seen, all come in but what can't, and a stop leaves what has come.

use serde_json::json;
use tagline::workspace::made_up_document;

use crate::Outcome;
use crate::page::Page;

fn lines(numbers: std::ops::Range<u32>) -> String {
    let line = |number| {
        let made = made_up_document(1, number, 1500);
        json!({"headline": made.title, "day": made.published, "body": made.body.text}).to_string() + "\n"
    };
    numbers.map(line).collect()
}

/// What the window says.
const SAYS: &str = "return document.querySelector('.importing-body')?.textContent.includes(arguments[0])";

/// Three hundred articles, one twice and one broken.
pub async fn many(page: Page) -> Outcome {
    page.open("").await?;
    page.until_view("start").await?;
    let file = lines(0..300) + "broken é\n" + &lines(7..8);
    page.set_file("news.jsonl", file.as_bytes()).await?;
    page.find(".importing-columns").await?;
    let chosen =
        "return [...document.querySelectorAll('.importing-choices select')].map((one) => one.value).join()";
    assert_eq!(page.run(chosen, Vec::new()).await?, json!("body,headline,day,,"));
    // A long task of the page is one that a person feels; only Chromium tells of them.
    let watch = "window.long = []; try { new PerformanceObserver((list) => \
                 list.getEntries().forEach((one) => window.long.push(one.duration))).observe({ type: 'longtask' }) } catch {}";
    page.run(watch, Vec::new()).await?;
    page.click("Import 1 file").await?;
    page.until_with("all came in", SAYS, vec![json!("301 documents came in.")]).await?;
    for part in ["news.jsonl, line 301", "Possible duplicates · 1", ", 100 %"] {
        page.until_with(part, SAYS, vec![json!(part)]).await?;
    }
    println!(
        "FIGURE\tlong tasks while importing\t{}",
        page.run("return window.long.join(' ')", Vec::new()).await?
    );
    let report = page.download(async { page.click("Download the whole report").await }).await?;
    let report = String::from_utf8_lossy(&report);
    assert!(report.starts_with("301 came in, 1 not or not whole\nnews.jsonl, line 301"), "{report}");
    let script = "document.querySelector('.importing footer button').click()";
    page.run(script, Vec::new()).await?;
    page.until("it is closed", "return !document.querySelector('.importing')").await?;
    stopped(&page).await
}

/// What has come in when it is stopped stays.
async fn stopped(page: &Page) -> Outcome {
    page.set_file("more.jsonl", lines(1000..6000).as_bytes()).await?;
    page.find(".importing-columns").await?;
    page.click("Import 1 file").await?;
    page.until("some came", "return document.querySelector('.importing-bar progress')?.value > 0").await?;
    page.click("Stop").await?;
    page.until_with("it is stopped", SAYS, vec![json!("The rest was left out")]).await?;
    let came = "return Number.parseInt(document.querySelector('.importing-body b').textContent)";
    let came = page.run(came, Vec::new()).await?.as_u64().unwrap_or_default();
    assert!((1..5000).contains(&came), "{came}");
    Ok(())
}
