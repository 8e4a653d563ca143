//! The browser is killed in the midst of the work, again and again: what the page said was saved is there afterwards. And each
//! call of the store fails in turn: the app stays usable, says what happened, and loses nothing.
//!
//! A plain browser with a profile of its own, no WebDriver: a page of ours (`kills.html`) holds the app in a frame, presses keys
//! in it and tells this test each state that came of it, and each that the app calls saved. At a random moment all of the
//! browser's processes are killed. Opened again, the document must be in the last state that was told to be saved, or in one
//! that came after it; a state that could not be told any more is one step away from the last that was.

use std::error::Error;
use std::fmt;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tagline::draw::Draw;

use crate::Outcome;
use crate::driver::{Browser, Group, find, fresh_folder, mini_browser, start_screen};
use crate::server::{locate, mime};

/// The pages that hold the app.
const PAGES: &[(&str, &[u8])] = &[
    ("/kills.html", include_bytes!("kills.html")),
    ("/fails.html", include_bytes!("fails.html")),
    ("/tabs.html", include_bytes!("tabs.html")),
];

/// How long a browser may take until it has opened the document.
const START: Duration = Duration::from_secs(60);

/// Kills `browser` so many times, at moments that follow from `seed`.
pub fn kill(dist: &Path, browser: Browser, rounds: u32, seed: u64) -> Outcome {
    let (sender, told) = channel();
    let address = serve(dist.to_owned(), sender)?;
    let home = fresh_folder()?;
    let result = rounds_of(browser, rounds, seed, &home, &address, &told);
    fs::remove_dir_all(&home).ok();
    let told = result?;
    println!(
        "{browser:?}: {rounds} kills, {} edits told to be saved, 0 lost; {} found beyond what was told",
        told.0, told.1
    );
    Ok(())
}

/// Has each call of the store fail in turn, every `step`th of them, and sees what becomes of the work. The page judges.
pub fn fail(dist: &Path, browser: Browser, step: u32) -> Outcome {
    judged(dist, browser, &format!("fails.html?{step}"))
}

/// Works in two tabs at once for so many seconds, as follows from `seed`. The page judges.
pub fn two_tabs(dist: &Path, browser: Browser, seed: u64, seconds: u32) -> Outcome {
    judged(dist, browser, &format!("tabs.html?{},{seconds}", seed % 1_000_000))
}

/// Opens a page of ours that holds the app, and prints what it comes to.
fn judged(dist: &Path, browser: Browser, page: &str) -> Outcome {
    let mut outcome = judged_once(dist, browser, page);
    if let Err(error) = &outcome
        && is_forgiven(&**error, browser)
    {
        eprintln!("WebKit, {page}: {error}; once more");
        outcome = judged_once(dist, browser, page);
    }
    outcome
}

/// The program stopped in the page; with what the page tells.
#[derive(Debug)]
struct Stopped(String);

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the program stopped: {}", self.0)
    }
}

impl Error for Stopped {}

/// Whether it may be the engine's fault, as `travel_in` tells: then it is tried once more.
fn is_forgiven(error: &(dyn Error + 'static), browser: Browser) -> bool {
    browser == Browser::WebKit && error.is::<Stopped>()
}

/// What the page tells that something failed in.
fn failed(word: &Value) -> Box<dyn Error> {
    let told = word["state"].as_str().unwrap_or_default().to_owned();
    if word["stopped"] == true { Stopped(told).into() } else { format!("the page: {told}").into() }
}

fn judged_once(dist: &Path, browser: Browser, page: &str) -> Outcome {
    let (sender, told) = channel();
    let address = serve(dist.to_owned(), sender)?;
    let home = fresh_folder()?;
    let result = (|| {
        let (_screen, mut command) = command(browser, &home, &format!("{address}{page}"))?;
        let _running = Group::spawn(&mut command)?;
        let mut last = json!("nothing was asked for");
        loop {
            let word = told
                .recv_timeout(START)
                .map_err(|_| format!("the page fell silent for {START:?} after it had told {last}"))?;
            match word["what"].as_str() {
                Some("done") => return text(&word, "state"),
                Some("failed") => return Err(failed(&word)),
                _ => last = word,
            }
        }
    })();
    fs::remove_dir_all(&home).ok();
    let told: Outcome<String> = result;
    println!("{browser:?}: {}", told?);
    Ok(())
}

fn rounds_of(
    browser: Browser,
    rounds: u32,
    seed: u64,
    home: &Path,
    address: &str,
    told: &Receiver<Value>,
) -> Outcome<(u64, u64)> {
    let mut chance = Draw::new(seed);
    // The states that the document may be in: the last that was saved, and those that came after it.
    let mut possible: Vec<String> = Vec::new();
    let (mut saved, mut beyond) = (0, 0);
    // A program that the engine stopped is as good as killed; a second one is no chance.
    let mut forgiven = 1;
    let mut forgive = |error: Box<dyn Error>| {
        if !is_forgiven(&*error, browser) || forgiven == 0 {
            return Err(error);
        }
        forgiven -= 1;
        eprintln!("{browser:?}: {error}; once more");
        Ok(())
    };
    let mut round = 0;
    while round <= rounds {
        let (screen, mut command) =
            command(browser, home, &format!("{address}kills.html?{}", chance.number() % 1_000_000))?;
        let running = Group::spawn(&mut command)?;
        let opened = match wait_for(told, "opened") {
            Ok(opened) => opened,
            Err(error) => {
                forgive(error)?;
                continue;
            }
        };
        let found = text(&opened, "state")?;
        if round > 0 && !possible.contains(&found) {
            let last = possible.last().cloned().unwrap_or_default();
            let near = [text(&opened, "undone")?, text(&opened, "redone")?];
            if !near.contains(&last) {
                return Err(format!(
                    "{browser:?}, round {round}: expected one of {} states from {} on, found {found}, from which undo leads to {} \
                     and redo to {}",
                    possible.len(), possible[0], near[0], near[1]
                )
                .into());
            }
            beyond += 1;
        }
        possible = vec![found];
        let until = Instant::now() + Duration::from_millis(chance.number() % 4000);
        while let Some(left) = until.checked_duration_since(Instant::now()).filter(|_| round < rounds) {
            let Ok(word) = told.recv_timeout(left) else { break };
            if let Err(error) = take(&word, &mut possible, &mut saved) {
                forgive(error)?;
                break;
            }
        }
        drop(running);
        // What was under way when it was killed.
        while let Ok(word) = told.recv_timeout(Duration::from_millis(150)) {
            take(&word, &mut possible, &mut saved).or_else(&mut forgive)?;
        }
        drop(screen);
        round += 1;
    }
    if saved == 0 {
        return Err(format!("{browser:?}: no edit was ever told to be saved").into());
    }
    Ok((saved, beyond))
}

/// Takes in what the page tells: an edit was made, or everything up to a state is saved.
fn take(word: &Value, possible: &mut Vec<String>, saved: &mut u64) -> Outcome {
    let state = text(word, "state")?;
    match word["what"].as_str() {
        Some("made") => possible.push(state),
        Some("saved") => {
            let at = possible
                .iter()
                .rposition(|one| *one == state)
                .ok_or("a state was saved that was not made")?;
            possible.drain(..at);
            *saved += 1;
        }
        Some("failed") => return Err(failed(word)),
        _ => {}
    }
    Ok(())
}

fn text(word: &Value, name: &str) -> Outcome<String> {
    Ok(word[name].as_str().ok_or_else(|| format!("expected {name} in {word}"))?.to_owned())
}

fn wait_for(told: &Receiver<Value>, what: &str) -> Outcome<Value> {
    let began = Instant::now();
    let mut last = "nothing was asked for".to_owned();
    while let Some(left) = START.checked_sub(began.elapsed()) {
        let Ok(word) = told.recv_timeout(left) else { break };
        if word["what"] == what {
            return Ok(word);
        }
        if word["what"] == "failed" {
            return Err(failed(&word));
        }
        last = format!("{} {} after {:.1?}", word["what"], word["state"], began.elapsed());
    }
    Err(format!("the page did not say \"{what}\" within {START:?}; the last was: {last}").into())
}

/// A plain browser that keeps its profile in `home`.
fn command(browser: Browser, home: &Path, address: &str) -> Outcome<(Option<Group>, Command)> {
    let profile = home.join("profile");
    fs::create_dir_all(&profile)?;
    let mut screen = None;
    let mut command = match browser {
        Browser::Chromium => {
            let program =
                find("chromium").or_else(|| find("google-chrome")).ok_or("Chromium is not installed")?;
            let mut command = Command::new(program);
            command.args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
            ]);
            command.args(["--disable-background-networking", "--disable-component-update", "--disable-sync"]);
            command.args(["--remote-debugging-port=0", "--disable-session-crashed-bubble"]);
            command.arg(format!("--user-data-dir={}", profile.display()));
            command
        }
        Browser::Firefox => {
            let program =
                find("firefox").or_else(|| find("firefox-esr")).ok_or("Firefox is not installed")?;
            let quiet = [
                "browser.shell.checkDefaultBrowser\", false",
                "browser.sessionstore.resume_from_crash\", false",
                "toolkit.startup.max_resumed_crashes\", -1",
                "datareporting.policy.dataSubmissionEnabled\", false",
                "browser.aboutwelcome.enabled\", false",
                "app.update.enabled\", false",
            ];
            let prefs: String = quiet.iter().map(|pref| format!("user_pref(\"{pref});\n")).collect();
            fs::write(profile.join("user.js"), prefs)?;
            let mut command = Command::new(program);
            command.args(["-headless", "-no-remote", "-profile"]).arg(&profile);
            command
        }
        Browser::WebKit => {
            let program = mini_browser().ok_or("MiniBrowser, WebKit's test browser, is not installed")?;
            let (group, display) = start_screen()?;
            screen = Some(group);
            let mut command = Command::new(program);
            command.env("DISPLAY", display).env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
            command.env("GDK_BACKEND", "x11").env("LIBGL_ALWAYS_SOFTWARE", "1");
            command
        }
    };
    for (name, below) in
        [("XDG_CACHE_HOME", "cache"), ("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data")]
    {
        command.env(name, home.join(below));
    }
    command.arg(address).stdout(Stdio::null()).stderr(Stdio::null());
    Ok((screen, command))
}

/// Serves the app, the page that holds it, and takes what that page tells. One address for all rounds: the store is its origin's.
fn serve(dist: PathBuf, told: Sender<Value>) -> Outcome<String> {
    let dist = dist.canonicalize()?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = format!("http://{}/", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (dist, told) = (dist.clone(), told.clone());
            thread::spawn(move || answer(&dist, &told, stream).ok());
        }
    });
    Ok(address)
}

fn answer(dist: &Path, told: &Sender<Value>, mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let (mut header, mut length) = (String::new(), 0);
    while reader.read_line(&mut header)? > 2 {
        if let Some((name, value)) = header.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
        header.clear();
    }
    let target = request.split(' ').nth(1).unwrap_or("/").to_owned();
    if request.starts_with("GET ") {
        told.send(json!({ "what": "asked for", "state": target })).ok();
    }
    let (mime, body) = if request.starts_with("POST ") {
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        if let Ok(word) = serde_json::from_slice(&body) {
            told.send(word).ok();
        }
        ("text/plain", b"ok".to_vec())
    } else if let Some((_, page)) = PAGES.iter().find(|(name, _)| target.starts_with(name)) {
        ("text/html; charset=utf-8", page.to_vec())
    } else {
        let file = locate(dist, &target).and_then(|path| Some((mime(&path), fs::read(path).ok()?)));
        file.unwrap_or(("text/plain", Vec::new()))
    };
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: {mime}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(&body)?;
    stream.flush()
}
