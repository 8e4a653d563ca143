//! Figures that only a browser has, for `make bench`: when the app is ready, and how fast the library is in wasm.

use std::path::Path;

use serde_json::Value;

use crate::driver::Browser;
use crate::page::Page;
use crate::server::Server;
use crate::{Outcome, travel};

/// How often the app is opened.
const RUNS: usize = 15;

#[test]
#[ignore = "measures; `make bench` runs it"]
fn startup() {
    travel(Browser::Chromium, "startup", open_often);
}

#[test]
#[ignore = "measures; `make bench` runs it"]
fn throughput() {
    travel(Browser::Chromium, "throughput", read_figures);
}

/// From navigation to the app's mark "ready": the first time with an empty profile, then the median.
async fn open_often(page: Page) -> Outcome {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        page.open("").await?;
        let ready = "return performance.getEntriesByName('ready')[0]?.startTime";
        times.push(page.until("the mark “ready”", ready).await?.as_f64().unwrap_or(f64::NAN));
    }
    println!("FIGURE\tready to paste, empty profile\t{:.0} ms", times[0]);
    times.sort_by(f64::total_cmp);
    println!("FIGURE\tready to paste, median of {RUNS}\t{:.0} ms", times[RUNS / 2]);
    Ok(())
}

/// `benches/throughput.rs`, built for wasm by scripts/bench.sh.
async fn read_figures(page: Page) -> Outcome {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../bench");
    let server = Server::start(&folder, 0)?;
    page.client.goto(&server.address()).await?;
    if let Value::String(figures) = page.until("the figures", "return window.figures").await? {
        println!("{figures}");
    }
    Ok(())
}
