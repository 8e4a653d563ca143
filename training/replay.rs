//! How many keys learning saves: `cargo run --release --example replay -- GOLD.jsonl[.gz] [fit|held]`.
//!
//! A simulated user annotates the articles of GOLD one after another, as one project, with the app's own commands: every
//! key of `bin/app/keys.rs` is one command here and counts one, with Shift or Alt held too. What is right they accept (`a`), what is
//! wrong they reject (`x`), relabel (`1`…`9`) or move by its ends (`[ ] { }`); what is missed they mark with the
//! caret (arrow keys, a label's key). `n`, `p`, `.` and `,` bring them from one to the other. They see everything, decide
//! each thing as soon as they read it, and take whatever costs the fewest keys. In the end each article holds exactly the
//! gold's marks, or the program stops.
//!
//! This is done without learning, with learning, with decisions carried to the same words, and with both. There is no
//! chance in it: the same gold gives the same figures. `fit` and `held` choose the articles and `DATA=FOLDER,…` the tagger's data, as
//! they do for `measure`.

#[allow(dead_code, reason = "others use more of it")]
mod folders;
mod user;

use std::error::Error;
use std::io::Read;
use std::rc::Rc;

use serde_json::Value;
use tagline::annotation::Label;
use tagline::tagging::Data;
use tagline::text::{CharOffset, Offsets, Span};
use tagline::workspace::{Command, Habits};
use user::{KEYS, Mark, User};

struct Article {
    id: String,
    text: Rc<str>,
    date: Option<String>,
    gold: Vec<Mark>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let gold = arguments.first().ok_or("usage: replay GOLD.jsonl[.gz] [fit|held]")?;
    let part = arguments.iter().find(|word| matches!(word.as_str(), "fit" | "held"));
    let data = match std::env::var("DATA") {
        Ok(folders) => folders::data(&folders, &[])?,
        Err(_) => Data::embedded(),
    };
    let articles = read(gold, part.map(String::as_str))?;
    let words: usize = articles.iter().map(|article| article.text.split_whitespace().count()).sum();
    let marks: usize = articles.iter().map(|article| article.gold.len()).sum();
    println!("{} articles, {words} words, {marks} marks", articles.len());
    let ways = [(false, false), (true, false), (false, true), (true, true)];
    let mut tallies = Vec::new();
    for (learn, carry) in ways {
        tallies.push(annotate(data, &articles, Habits { learn, carry })?);
    }
    println!("\n{:<28}{:>9}{:>9}{:>9}{:>9}", "keys", "without", "learning", "carried", "both");
    for (at, article) in articles.iter().enumerate() {
        row(&article.id, &tallies.iter().map(|tally| tally.articles[at]).collect::<Vec<_>>());
    }
    for (at, name) in KEYS.iter().enumerate() {
        row(name, &tallies.iter().map(|tally| tally.user.keys[at]).collect::<Vec<_>>());
    }
    let all: Vec<usize> = tallies.iter().map(|tally| tally.user.all_keys()).collect();
    row("all", &all);
    let share = |keys: usize| 1.0 - keys as f64 / all[0] as f64;
    let mean: Vec<String> =
        all.iter().map(|keys| format!("{:>9.1}", *keys as f64 / articles.len() as f64)).collect();
    println!("{:<28}{}", "an article", mean.concat());
    let saved: Vec<String> = all.iter().map(|&keys| format!("{:>8.1}%", 100.0 * share(keys))).collect();
    println!("{:<28}{}", "saved", saved.concat());
    row("decisions carried", &tallies.iter().map(|tally| tally.user.carried.len()).collect::<Vec<_>>());
    row("of them wrong", &tallies.iter().map(|tally| tally.user.wrong.len()).collect::<Vec<_>>());
    println!("FIGURE\tkeys saved by learning\t{:.1}%", 100.0 * share(all[1]));
    println!("FIGURE\tkeys saved by same words, same decision\t{:.1}%", 100.0 * share(all[2]));
    println!("FIGURE\tkeys saved by both\t{:.1}%", 100.0 * share(all[3]));
    Ok(())
}

fn row(name: &str, keys: &[usize]) {
    let keys: Vec<String> = keys.iter().map(|keys| format!("{keys:>9}")).collect();
    println!("{:<28}{}", name.chars().take(27).collect::<String>(), keys.concat());
}

/// The keys of one way to annotate.
struct Tally {
    user: User,
    /// By article.
    articles: Vec<usize>,
}

fn read(path: &str, part: Option<&str>) -> Result<Vec<Article>, Box<dyn Error>> {
    let mut text = String::new();
    if path.ends_with(".gz") {
        flate2::read::MultiGzDecoder::new(std::fs::File::open(path)?).read_to_string(&mut text)?;
    } else {
        text = std::fs::read_to_string(path)?;
    }
    let wanted = |row: usize| part.is_none_or(|part| (part == "held") == (row % 5 == 4));
    text.lines().enumerate().filter(|(row, _)| wanted(*row)).map(|(_, line)| article(line)).collect()
}

fn article(line: &str) -> Result<Article, Box<dyn Error>> {
    let value: Value = serde_json::from_str(line)?;
    let text: Rc<str> = value["text"].as_str().ok_or("a line without text")?.into();
    let offsets = Offsets::new(&text);
    let mut gold = Vec::new();
    for span in value["spans"].as_array().into_iter().flatten() {
        let at = |field: &str| {
            let at = span[field].as_u64().and_then(|at| usize::try_from(at).ok())?;
            offsets.from_char(CharOffset(at))
        };
        let found = at("start").zip(at("end")).and_then(|(start, end)| Span::new(start, end));
        let label = span["label"].as_str().and_then(Label::new);
        gold.push(found.zip(label).ok_or("a span that does not fit its text")?);
    }
    gold.sort();
    Ok(Article {
        id: value["id"].to_string(),
        date: value["date"].as_str().map(str::to_owned),
        text: text.clone(),
        gold,
    })
}

fn annotate(data: &'static Data, articles: &[Article], habits: Habits) -> Result<Tally, Box<dyn Error>> {
    let mut user = User::default();
    user.free(Command::SetHabits(habits));
    let mut keys = Vec::new();
    for (number, article) in articles.iter().enumerate() {
        let before = user.all_keys();
        let done = user
            .open(data, &format!("d{number}"), &article.text, article.date.as_deref())
            .and_then(|()| user.finish(&article.gold));
        done.map_err(|error| format!("{}: {error}", article.id))?;
        keys.push(user.all_keys() - before);
    }
    Ok(Tally { user, articles: keys })
}
