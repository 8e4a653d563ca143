//! How fast cleaning and tagging are: the same text and the same loop, natively and in wasm. `make bench` runs both.
//!
//! Prints lines of `FIGURE`, a name and a value, parted by tabs; in a browser they are left in `window.figures`.

use std::cell::Cell;
use std::fmt::Write as _;
use std::hint::black_box;

use tagline::article::{self, CleanOptions, Source, Step};
use tagline::tagging::{self, Data, TagOptions, Tagging};
use tagline::workspace::{made_up_article, made_up_paste};

/// How long the long text is, in bytes.
const LONG: usize = 1_000_000;
/// How many articles one round goes over, each about as long as a real one.
const ARTICLES: u64 = 100;
/// Rounds last at least this long, in milliseconds.
const ROUND: f64 = 700.0;
/// The best of so many rounds counts: what else the machine does only ever slows one down.
const ROUNDS: usize = 3;

fn main() {
    let pastes: Vec<String> = (0..ARTICLES).map(|seed| made_up_paste(seed, 5_000)).collect();
    let pages: Vec<String> = pastes.iter().map(|paste| page(paste)).collect();
    let texts: Vec<String> = (0..ARTICLES).map(|seed| made_up_article(seed, 4_000).text).collect();
    let clean = best_rate(&pastes, |paste| {
        black_box(article::clean(Source::text(paste), CleanOptions::default()));
    });
    let clean_html = best_rate(&pages, |page| {
        black_box(article::clean(Source::html(page), CleanOptions::default()));
    });
    let tag = best_rate(&texts, |text| {
        black_box(tagging::tag(text, TagOptions::default()));
    });
    let long = made_up_article(ARTICLES, LONG).text;
    let twice = format!("{long}\n\n{}", made_up_article(ARTICLES + 1, LONG).text);
    let tag_long = best_rate(std::slice::from_ref(&long), |text| {
        black_box(tagging::tag(text, TagOptions::default()));
    });
    let tag_twice = best_rate(&[twice], |text| {
        black_box(tagging::tag(text, TagOptions::default()));
    });
    let tag_again = best_rate_again(long);
    let mut figures = String::new();
    let rates = [
        ("clean text", clean),
        ("clean HTML", clean_html),
        ("tag", tag),
        ("tag 1 MB at once", tag_long),
        ("tag 2 MB at once", tag_twice),
        ("tag 1 MB again after a paragraph changed", tag_again),
    ];
    for (name, rate) in rates {
        writeln!(figures, "FIGURE\t{name}, {PLACE}\t{rate:.2} MB/s").ok();
    }
    show(&figures);
}

/// A paste as a page may hold it: some markup around each line, and scripts that are longer than the text.
fn page(paste: &str) -> String {
    let mut page = String::from("<!doctype html><html lang=en><head><meta charset=utf-8><title>News</title>");
    for at in 0..40 {
        let script =
            r#"window.dataLayer=window.dataLayer||[];(function(a,b){if(a<b){a.push({page:"news"})}})"#;
        writeln!(page, "<script async id=\"module-{at}\">{}</script>", script.repeat(5)).ok();
    }
    page.push_str("</head><body class=\"page page--article\"><div id=\"main\" class=\"story-body\">");
    for line in paste.lines().filter(|line| !line.is_empty()) {
        let link = r#"<a class="story__link" href="/news/2024/03/a-link?from=story&amp;at=1">More</a>"#;
        writeln!(
            page,
            "<div class=\"row row--wide\" data-id=\"{}\"><p class=\"text\">{line}</p>{link}</div>",
            line.len()
        )
        .ok();
    }
    page.push_str("</div></body></html>");
    page
}

/// The rate of tagging a long text again in which one paragraph is another, forth and back.
fn best_rate_again(text: String) -> f64 {
    let middle = text[text.len() / 2..].find("\n\n").map_or(0, |at| text.len() / 2 + at + 2);
    let new =
        "The harbour commission of Norhaven, which Ruth Calloway leads, met the Coast Guard on Friday.\n\n";
    let changed = format!("{}{new}{}", &text[..middle], &text[middle..]);
    let finish = |mut tagging: Tagging| {
        while let Step::More(_) = tagging.step() {}
        tagging
    };
    let first = Tagging::new(Data::embedded(), text.as_str().into(), TagOptions::default());
    let last = Cell::new(Some(finish(first)));
    best_rate(&[changed, text], |text| {
        let again = last.take().map(|last| finish(last.again(text.into(), TagOptions::default())));
        last.set(again);
    })
}

/// Megabytes a second.
fn best_rate(inputs: &[String], work: impl Fn(&str)) -> f64 {
    let bytes: usize = inputs.iter().map(String::len).sum();
    let mut best: f64 = 0.0;
    for _ in 0..ROUNDS {
        let (began, mut passes) = (now(), 0.0);
        let mut took = 0.0;
        while took < ROUND {
            for input in inputs {
                work(input);
            }
            passes += 1.0;
            took = now() - began;
        }
        // Bytes a millisecond are kilobytes a second.
        best = best.max(bytes as f64 * passes / took / 1000.0);
    }
    best
}

#[cfg(not(target_arch = "wasm32"))]
const PLACE: &str = "native";
#[cfg(target_arch = "wasm32")]
const PLACE: &str = "wasm in Chromium";

/// Milliseconds since some fixed point.
#[cfg(not(target_arch = "wasm32"))]
fn now() -> f64 {
    std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0.0, |since| since.as_secs_f64() * 1000.0)
}

#[cfg(target_arch = "wasm32")]
fn now() -> f64 {
    js_sys::Date::now()
}

#[cfg(not(target_arch = "wasm32"))]
fn show(figures: &str) {
    print!("{figures}");
}

#[cfg(target_arch = "wasm32")]
fn show(figures: &str) {
    js_sys::Reflect::set(&js_sys::global(), &"figures".into(), &figures.into()).ok();
}
