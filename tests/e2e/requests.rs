//! No word leaves the machine: all that a browser asks for on a whole journey, as a proxy sees it.

use std::fs;

use serde_json::json;

use crate::driver::Browser;
use crate::journey;
use crate::page::Page;
use crate::proxy::Proxy;
use crate::{Outcome, dist, offline, smoke, travel_in};

#[test]
fn chromium_asks_for_own_files_only() {
    watched(Browser::Chromium);
}

#[test]
fn firefox_asks_for_own_files_only() {
    watched(Browser::Firefox);
}

#[test]
fn webkit_asks_for_own_files_only() {
    watched(Browser::WebKit);
}

fn watched(browser: Browser) {
    let Ok(proxy) = Proxy::start() else { panic!("no port is free for a proxy") };
    travel_in(dist(), Some(&proxy), browser, "asks_for_own_files_only", |page| {
        journey_of(page, proxy.log(), browser)
    });
}

/// The first visit, after which the app is kept; a whole journey: paste, clean, tag, annotate, export, open again; each time the
/// app tells of its requests itself. Then the same with the single file.
async fn journey_of(page: Page, seen: impl Fn() -> Vec<String>, browser: Browser) -> Outcome {
    page.open("").await?;
    offline::until_kept(&page).await?;
    tells_of_itself(&page, true).await?;
    journey::our_article(page.clone()).await?;
    page.press("Escape").await?;
    tells_of_itself(&page, true).await?;
    let all = seen();
    let own = |asked: &str| {
        let name = asked.strip_prefix("GET ")?.strip_prefix(page.address())?;
        let is_file = name.is_empty() || dist().join(name).is_file();
        is_file.then(|| name.to_owned())
    };
    // The page that was copied from is this test's own, on a host of its own; its icon some browsers look for.
    let copied = ["copy.html", "favicon.ico"].map(|name| format!("GET {}{name}", page.made_up()));
    let others: Vec<_> = all
        .iter()
        .filter(|asked| own(asked).is_none() && !copied.contains(asked))
        .filter(|asked| !is_by_browser(browser, asked))
        .collect();
    assert!(others.is_empty(), "{browser:?} asked for {others:#?}");
    // That nothing else was seen says something only if these were.
    let named = |start: &str, end: &str| {
        all.iter().filter_map(|asked| own(asked)).any(|name| name.starts_with(start) && name.ends_with(end))
    };
    let parts =
        [("app-", ".js"), ("app-", ".wasm"), ("worker-", ".js"), ("worker-", ".wasm"), ("tagger-", ".bin")];
    for (start, end) in parts.into_iter().chain([("offline", ".js"), ("icon", ".png"), ("styles-", ".css")]) {
        assert!(named(start, end), "{start}…{end} was not seen: {all:#?}");
    }

    smoke::opens_from_disk(page.clone()).await?;
    tells_of_itself(&page, false).await?;
    // Once its page is gone the browser looks for a later version of what keeps the served app.
    let late = format!("GET {}offline.js", page.address());
    let after = seen().into_iter().skip(all.len()).filter(|asked| *asked != late);
    let after: Vec<_> = after.filter(|asked| !is_by_browser(browser, asked)).collect();
    assert!(after.is_empty(), "the single file asked for {after:#?}");
    let count = all.iter().filter(|asked| own(asked).is_some()).count();
    println!("{browser:?}: {count} requests for the app's own files, none for others");
    Ok(())
}

/// What a browser asks for by itself, also with no page at all, and no setting turns off: hosts of its maker, each by name.
fn is_by_browser(browser: Browser, asked: &str) -> bool {
    let hosts: &[&str] = match browser {
        // Who is signed in, and extensions of its own. Debian's build also looks for its search engine.
        Browser::Chromium => &["accounts.google.com", "update.googleapis.com", "start.duckduckgo.com"],
        Browser::Firefox | Browser::WebKit => &[],
    };
    let host = asked.split(' ').nth(1).unwrap_or_default();
    let host = host.strip_prefix("http://").unwrap_or(host).split(['/', ':']).next().unwrap_or_default();
    hosts.contains(&host)
}

/// The app's own account finds the same; and what it tries to send is refused.
async fn tells_of_itself(page: &Page, served: bool) -> Outcome {
    press(page, ".bar-word").await?;
    press(page, ".start-about").await?;
    let found = page.find(".about-app-finding[data-own=true]").await?.text().await?;
    let expected = if served { "None went elsewhere" } else { "Nothing was requested" };
    assert!(found.contains(expected), "{found}");
    if served {
        let worker = "return [...document.querySelectorAll('.about-app-list li')].some((line) => \
                      line.textContent.startsWith('tagger-') || line.textContent.startsWith('worker-'))";
        page.until("what the worker asked for is told", worker).await?;
    }
    press(page, ".about-app-try button").await?;
    let outcome = "return document.querySelector('.about-app-try [role=status]').textContent";
    let outcome = page.until("what came of the try is told", outcome).await?;
    assert_eq!(outcome, json!("Refused by the browser. Nothing was sent."));
    press(page, ".about-app header button").await?;
    page.until("the window is closed", "return document.querySelector('.about-app') === null").await?;
    Ok(())
}

/// Clicks by a script: WebKit's driver refuses to click some elements.
async fn press(page: &Page, button: &str) -> Outcome {
    page.find(button).await?;
    page.run("document.querySelector(arguments[0]).click()", vec![json!(button)]).await?;
    Ok(())
}

/// What is built names no other host, but in what is shown and in names that are no addresses.
#[test]
fn the_built_page_links_to_nobody() {
    for name in ["index.html", "tagline.html"] {
        let page = fs::read_to_string(dist().join(name)).unwrap();
        let head = page.split("</head>").next().unwrap();
        for attribute in ["src=\"http", "href=\"http", "src=\"//", "href=\"//"] {
            assert!(!head.contains(attribute), "{name}: {attribute}");
        }
    }
}
