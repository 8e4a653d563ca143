//! The development pages, read; each belongs to a part by its site, so that no site is in two.

use std::error::Error;
use std::io::Read;

use serde_json::Value;
use sha2::{Digest, Sha256};
use tagline::article::Source;

/// Parts for held-out scores.
pub const PARTS: u8 = 5;

/// Every page of `path`, a gzipped file of JSON lines.
pub fn read(path: &str) -> Result<Vec<Value>, Box<dyn Error>> {
    let mut content = String::new();
    flate2::read::MultiGzDecoder::new(std::fs::File::open(path)?).read_to_string(&mut content)?;
    content.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// Which of [`PARTS`] a page belongs to.
pub fn part(page: &Value) -> u8 {
    Sha256::digest(site(page["url"].as_str().unwrap_or_default()))[0] % PARTS
}

/// The end of a host's name.
fn site(url: &str) -> String {
    let host = url.split("://").nth(1).unwrap_or(url).split('/').next().unwrap_or_default();
    let parts: Vec<&str> = host.split('.').collect();
    let short = parts.len() > 2 && parts[parts.len() - 2].len() <= 3;
    parts[parts.len().saturating_sub(if short { 3 } else { 2 })..].join(".")
}

/// What a page is read from in each form, with its address.
pub fn sources(page: &Value) -> [(Source, Option<String>); 3] {
    let text = |name: &str| page[name].as_str().unwrap_or_default().to_owned();
    let (plain, html) = (text("text"), text("html"));
    let url = page["url"].as_str().map(str::to_owned);
    [(Source::text(plain.clone()), None), (Source::text(plain), url.clone()), (Source::html(html), url)]
}
