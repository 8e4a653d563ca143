//! Which columns of a table, or fields of objects, are what; and a guess at it by their names and what is in them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{Arrival, Record};
use crate::article::{Source, has_words, is_date};
use crate::format::Issue;
use crate::text::fold;

/// Which columns or fields are what, by their names. Without a text nothing is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The article.
    pub text: Option<String>,
    /// Whether that is HTML.
    pub html: bool,
    /// The headline, where the text is without it.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// What it is called.
    pub id: Option<String>,
    /// Whether a table's first row names its columns.
    pub header: bool,
}

const TEXTS: &[&str] = &[
    "text",
    "html",
    "body",
    "content",
    "article",
    "fulltext",
    "articletext",
    "articlebody",
    "maintext",
    "story",
    "texte",
    "inhalt",
    "texto",
    "正文",
    "本文",
];
const TITLES: &[&str] =
    &["title", "headline", "head", "heading", "titre", "titel", "titulo", "标题", "見出し"];
const DATES: &[&str] = &[
    "published",
    "date",
    "publishdate",
    "publishedat",
    "publicationdate",
    "pubdate",
    "datepublished",
    "day",
    "datum",
    "fecha",
    "日期",
];
const URLS: &[&str] = &["url", "link", "href", "address", "sourceurl", "permalink", "uri"];
const IDS: &[&str] = &["id", "docid", "articleid", "documentid", "uuid", "guid", "key"];

/// Whether a name is one that columns of articles have.
pub fn is_known(name: &str) -> bool {
    let plain = plain(name);
    [TEXTS, TITLES, DATES, URLS, IDS].iter().any(|names| names.contains(&plain.as_str()))
}

/// A name without what people write it with in different ways.
fn plain(name: &str) -> String {
    fold(name).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// A guess at what is what, by the names of the columns and their first rows.
pub fn guess(columns: &[String], rows: &[Vec<String>], header: bool) -> Choice {
    let named = |names: &[&str]| {
        names.iter().find_map(|name| columns.iter().find(|column| plain(column) == *name)).cloned()
    };
    let length = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(String::len).sum::<usize>();
    let longest = || (0..columns.len()).max_by_key(|at| length(*at)).and_then(|at| columns.get(at).cloned());
    let text = named(TEXTS).or_else(longest);
    let cells = |name: &Option<String>| {
        let at = name.as_ref().and_then(|name| columns.iter().position(|column| column == name));
        rows.iter().filter_map(move |row| row.get(at?))
    };
    let other = |name: Option<String>| name.filter(|name| Some(name) != text.as_ref());
    let by_content = |fits: &dyn Fn(&str) -> bool| {
        let all = |at: usize| {
            let mut cells =
                rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_empty()).peekable();
            cells.peek().is_some() && cells.all(|cell| fits(cell))
        };
        (0..columns.len()).find(|at| all(*at)).and_then(|at| columns.get(at).cloned())
    };
    Choice {
        html: cells(&text).any(|cell| cell.trim_start().starts_with('<')),
        title: other(named(TITLES)),
        published: other(named(DATES).or_else(|| by_content(&|cell| date(cell).is_some()))),
        url: other(
            named(URLS)
                .or_else(|| by_content(&|cell| cell.starts_with("https://") || cell.starts_with("http://"))),
        ),
        id: other(named(IDS)),
        header,
        text,
    }
}

/// A date as it is kept, of one that is written so, or with a space before the time.
fn date(written: &str) -> Option<String> {
    let date = written.trim().replacen(' ', "T", 1);
    is_date(&date).then_some(date)
}

/// The record of a row or object whose cells are told by `cell`; what cannot be taken of it goes to `issues`.
pub fn record(place: String, choice: &Choice, cell: impl Fn(&str) -> Option<String>) -> Vec<Arrival> {
    let refuse =
        |message: &str| Arrival::Rejected(Issue { place: place.clone(), message: message.to_owned() });
    let Some(name) = &choice.text else {
        return vec![refuse("expected a column with the text, found none chosen")];
    };
    let Some(text) = cell(name) else {
        return vec![refuse(&format!("expected \"{name}\" to be a text, found none"))];
    };
    let source = if choice.html { Source::html(text) } else { Source::text(text) };
    if !has_words(&source) {
        return vec![refuse(&format!("expected an article in \"{name}\", found no text that shows"))];
    }
    let given = |name: &Option<String>| {
        cell(name.as_ref()?).map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty())
    };
    let written = given(&choice.published);
    let published = written.as_deref().and_then(date);
    let mut arrivals = Vec::new();
    if let (Some(written), None) = (&written, &published) {
        let short: String = written.chars().take(40).collect();
        arrivals.push(refuse(&format!(
            "expected a date like 2019-06-26, found \"{short}\"; took the article without it"
        )));
    }
    let (id, title, url) = (given(&choice.id), given(&choice.title), given(&choice.url));
    arrivals.insert(0, Arrival::Article(Record { place, id, source, title, published, url }.into()));
    arrivals
}

/// Names for columns: those given, each once, and numbers for those without.
pub fn named(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut taken: HashMap<String, usize> = HashMap::new();
    let mut given: Vec<String> = Vec::new();
    for (name, number) in names.zip(1..) {
        let name = name.trim();
        let name = if name.is_empty() { format!("column {number}") } else { name.to_owned() };
        let count = taken.entry(name.clone()).or_default();
        *count += 1;
        given.push(if *count > 1 { format!("{name} ({count})") } else { name });
    }
    given
}
