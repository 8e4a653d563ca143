//! What a journey does to the page: open, find, press, paste, download, and wait for conditions.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, Instant};

use fantoccini::Client;
use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::Outcome;
use crate::driver::Driver;
use crate::server::Server;

/// How long a condition may take to come true.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often it is looked at.
const INTERVAL: Duration = Duration::from_millis(30);
/// A page that shows what a paste holds.
const PASTE: &str = "<!doctype html><meta charset=utf-8><body contenteditable><script>\
    addEventListener('paste', (event) => { \
        event.preventDefault(); \
        const data = event.clipboardData; \
        window.got = { text: data.getData('text/plain'), html: data.getData('text/html') }; \
    })</script>";
/// The key under which WebDriver hands over an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A browser with the app's address. Clones are the same page.
#[derive(Clone)]
pub struct Page {
    /// The WebDriver session.
    pub client: Client,
    home: PathBuf,
    downloads: Option<PathBuf>,
    app: String,
    made_up: Rc<Server>,
}

impl Page {
    /// A page of `driver`'s browser; `app` is the app's address.
    pub fn new(client: Client, driver: &Driver, app: String) -> Outcome<Page> {
        let pages = driver.home.join("pages");
        fs::create_dir_all(&pages)?;
        let made_up = Rc::new(Server::start(&pages, 0)?);
        Ok(Page { client, home: driver.home.clone(), downloads: driver.downloads(), app, made_up })
    }

    /// Opens the app, with `query` (`""` or `?sample=…`) behind its address, and waits until it shows a screen.
    pub async fn open(&self, query: &str) -> Outcome {
        self.client.goto(&format!("{}{query}", self.app)).await?;
        self.until("the app shows a screen", "return document.querySelector('main[data-view]') !== null")
            .await?;
        Ok(())
    }

    /// Where the app is served.
    pub fn address(&self) -> &str {
        &self.app
    }

    /// Where the pages are served that are made up for it to copy from.
    pub fn made_up(&self) -> String {
        self.made_up.address()
    }

    /// Runs `script` (the body of a function) in the page.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// Waits until `script` gives something truthy, and returns that.
    pub async fn until(&self, what: &str, script: &str) -> Outcome<Value> {
        self.until_with(what, script, Vec::new()).await
    }

    /// The same with arguments.
    pub async fn until_with(&self, what: &str, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
        let began = Instant::now();
        loop {
            // A page on its way to another answers with an error; that is "not yet" as well.
            let seen = self.client.execute(script, arguments.clone()).await;
            match &seen {
                Ok(Value::Null | Value::Bool(false)) | Err(_) => {}
                Ok(Value::String(text)) if text.is_empty() => {}
                Ok(value) => return Ok(value.clone()),
            }
            if began.elapsed() > PATIENCE {
                return Err(format!("{what}: not after {PATIENCE:?} (last seen: {seen:?})").into());
            }
            tokio::time::sleep(INTERVAL).await;
        }
    }

    /// Waits for the screen called `view`, with the worker idle.
    pub async fn until_view(&self, view: &str) -> Outcome {
        let script = "return document.querySelector('main')?.dataset.view === arguments[0] \
                      && document.body.dataset.busy !== 'true'";
        self.until_with(&format!("the {view} screen, idle"), script, vec![json!(view)]).await?;
        Ok(())
    }

    /// Waits until the marks are these, each as its label, status and words.
    pub async fn until_marks(&self, expected: &[&str]) -> Outcome {
        let script = "const all = [...document.querySelectorAll('mark[data-id]')].map((mark) => \
                      `${mark.dataset.label} ${mark.dataset.status} ${mark.textContent}`); \
                      return JSON.stringify(all) === JSON.stringify(arguments[0])";
        self.until_with(&format!("the marks {expected:?}"), script, vec![json!(expected)]).await?;
        Ok(())
    }

    /// Waits for an element by CSS selector.
    pub async fn find(&self, selector: &str) -> Outcome<Element> {
        let script = "return document.querySelector(arguments[0])";
        let found = self.until_with(&format!("an element {selector}"), script, vec![json!(selector)]).await?;
        self.element(&found)
    }

    /// Waits for a visible element by ARIA role and name, as a screen reader would announce it.
    pub async fn find_role(&self, role: &str, name: &str) -> Outcome<Element> {
        let what = format!("a {role} called “{name}”");
        let found = self.until_with(&what, FIND_BY_ROLE, vec![json!(role), json!(name)]).await?;
        self.element(&found)
    }

    /// Clicks the button called `name`, as soon as there is one that is enabled.
    pub async fn click(&self, name: &str) -> Outcome {
        Ok(self.find_role("button", name).await?.click().await?)
    }

    /// Has what stands beside the text in reach: where there is no room for it it is drawn out over the text.
    pub async fn beside(&self) -> Outcome {
        let script = "const button = document.querySelector('.labels-side'); \
                      const away = document.querySelector('[data-side=in]') && button.getClientRects().length > 0; \
                      if (away) button.click(); \
                      return document.querySelector('.annotate > .side').getClientRects().length > 0";
        self.until("what stands beside the text", script).await.map(drop)
    }

    /// Clicks near the start of an element where it is seen, as a hand does: WebKit's driver refuses to click some elements.
    pub async fn tap(&self, selector: &str) -> Outcome {
        // Where it still is two frames later: a list is scrolled after it is drawn.
        let script = "const look = () => { \
                        const box = document.querySelector(arguments[0])?.getBoundingClientRect(); \
                        return box && box.width > 0 && [box.left + 4, box.top + box.height / 2]; \
                      }; \
                      const before = look(); \
                      return before && new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => { \
                        const now = look(); \
                        done(now && now.join() === before.join() && now); \
                      })))";
        let at = self.until_with(&format!("{selector} on screen"), script, vec![json!(selector)]).await?;
        let place = |axis: usize| at[axis].as_f64().unwrap_or_default().round();
        let there =
            PointerAction::MoveTo { duration: Some(Duration::from_millis(50)), x: place(0), y: place(1) };
        let actions = MouseActions::new("mouse".to_owned())
            .then(there)
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        let tapped = self.client.perform_actions(actions).await;
        tapped.map_err(|error| format!("a click on {selector}: {error}").into())
    }

    /// The text of the element with this `data-testid`.
    pub async fn text(&self, testid: &str) -> Outcome<String> {
        let element = self.find(&format!("[data-testid=\"{testid}\"]")).await?;
        let text = self.run("return arguments[0].textContent", vec![serde_json::to_value(&element)?]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Presses a chord such as `Control+v`, `Shift+ArrowRight` or `j` on whatever has the focus.
    pub async fn press(&self, chord: &str) -> Outcome {
        let keys: Vec<char> = chord.split('+').map(key).collect::<Outcome<_>>()?;
        let mut actions = KeyActions::new("keyboard".to_owned());
        for &value in &keys {
            actions = actions.then(KeyAction::Down { value });
        }
        for &value in keys.iter().rev() {
            actions = actions.then(KeyAction::Up { value });
        }
        let pressed = self.client.perform_actions(actions).await;
        pressed.map_err(|error| format!("the key {chord}: {error}").into())
    }

    /// Copies `text` from a page, opens the app anew and presses Ctrl+V there: a real paste.
    pub async fn paste_text(&self, text: &str) -> Outcome {
        let mut escaped = String::new();
        for character in text.chars() {
            match character {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                _ => escaped.push(character),
            }
        }
        // A line break right after the tag would be dropped; this one is.
        let page = format!("<textarea autofocus>\n{escaped}</textarea>");
        self.copy_all(&page, "document.querySelector('textarea').focus()").await?;
        self.paste().await
    }

    /// Copies everything on a page with this body, as rich text, and pastes it into the app.
    pub async fn paste_html(&self, body: &str) -> Outcome {
        self.copy_all(body, "document.body.focus()").await?;
        self.paste().await
    }

    async fn copy_all(&self, body: &str, focus: &str) -> Outcome {
        self.copy_all_of(&format!("<!doctype html><meta charset=\"utf-8\"><title>copy</title>{body}"), focus)
            .await
    }

    async fn copy_all_of(&self, html: &str, focus: &str) -> Outcome {
        fs::write(self.home.join("pages/copy.html"), html)?;
        self.client.goto(&format!("{}copy.html", self.made_up.address())).await?;
        let script = format!("addEventListener('copy', () => document.title = 'copied'); {focus}");
        self.run(&script, Vec::new()).await?;
        self.press("Control+a").await?;
        self.press("Control+c").await?;
        self.until("the copying", "return document.title === 'copied'").await?;
        Ok(())
    }

    /// Opens this page, copies all of it, and gives what a paste of that holds: text and HTML.
    pub async fn copy_page(&self, html: &str) -> Outcome<(String, String)> {
        self.copy_all_of(html, "document.activeElement?.blur()").await?;
        fs::write(self.home.join("pages/paste.html"), PASTE)?;
        self.client.goto(&format!("{}paste.html", self.made_up.address())).await?;
        self.run("document.body.focus()", Vec::new()).await?;
        self.press("Control+v").await?;
        let got = self.until("the paste", "return window.got").await?;
        let held = |kind: &str| got.get(kind).and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok((held("text"), held("html")))
    }

    async fn paste(&self) -> Outcome {
        self.open("").await?;
        self.press("Control+v").await
    }

    /// A folder called `name`, gone with the browser.
    pub fn folder(&self, name: &str) -> Outcome<PathBuf> {
        let folder = self.home.join(name);
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    /// Puts a file of this name and content on the file input.
    pub async fn set_file(&self, name: &str, content: &[u8]) -> Outcome {
        let path = self.home.join(name);
        fs::write(&path, content)?;
        let input = self.find("input[type=file]").await?;
        Ok(input.send_keys(&path.display().to_string()).await?)
    }

    /// Does what starts a download (`start`), and returns the file's content.
    pub async fn download<F: Future<Output = Outcome>>(&self, start: F) -> Outcome<Vec<u8>> {
        let Some(folder) = &self.downloads else {
            return self.intercept(start).await;
        };
        let before = files(folder);
        start.await?;
        let began = Instant::now();
        let mut seen = 0;
        loop {
            let now = files(folder);
            // While a download runs, its file is empty, grows, or stands beside a partial one.
            let running = now.iter().any(|file| ends_with(file, "part") || ends_with(file, "crdownload"));
            if let (false, Some(file)) = (running, now.iter().find(|file| !before.contains(file))) {
                let content = fs::read(file)?;
                if !content.is_empty() && content.len() == seen {
                    return Ok(content);
                }
                seen = content.len();
            }
            if began.elapsed() > PATIENCE {
                return Err(format!("a download: none after {PATIENCE:?}").into());
            }
            tokio::time::sleep(INTERVAL).await;
        }
    }

    /// Where no download folder can be set: remembers the blob that the app makes an address for, unless it is the worker's
    /// script, and reads it.
    async fn intercept<F: Future<Output = Outcome>>(&self, start: F) -> Outcome<Vec<u8>> {
        let hook = "window.downloaded = undefined; \
                    const make = URL.createObjectURL; \
                    URL.createObjectURL = (blob) => { \
                        if (blob.type === 'text/javascript') return make.call(URL, blob); \
                        const letters = (bytes) => Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)); \
                        blob.arrayBuffer().then((bytes) => window.downloaded = letters(bytes).join('')); \
                        URL.createObjectURL = make; \
                        return make.call(URL, blob); \
                    }";
        self.run(hook, Vec::new()).await?;
        start.await?;
        let text = self.until("a download", "return window.downloaded").await?;
        // A letter for each byte.
        Ok(text.as_str().unwrap_or_default().chars().map(|letter| letter as u8).collect())
    }

    /// Writes a screenshot.
    pub async fn screenshot(&self, file: &Path) -> Outcome {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(fs::write(file, self.client.screenshot().await?)?)
    }

    /// What a person debugging wants to see: address, screen, text.
    pub async fn describe(&self) -> String {
        let mut out = String::new();
        let script = "return `${location.href}\n${document.body.outerHTML.slice(0, 4000)}`";
        if let Ok(Value::String(seen)) = self.client.execute(script, Vec::new()).await {
            write!(out, "{seen}").ok();
        }
        out
    }

    /// The element that a script gave back.
    pub fn element(&self, found: &Value) -> Outcome<Element> {
        let id = found[ELEMENT].as_str().ok_or_else(|| format!("expected an element, found {found}"))?;
        Ok(Element::from_element_id(self.client.clone(), ElementRef::from(id.to_owned())))
    }
}

const FIND_BY_ROLE: &str = r#"
    const [role, name] = arguments;
    const native = {
        button: 'button:not([role]), summary, input[type=button], input[type=submit]',
        link: 'a[href]',
        heading: 'h1, h2, h3, h4, h5, h6',
        textbox: 'textarea, input:not([type]), input[type=text]',
        checkbox: 'input[type=checkbox]',
    }[role];
    const named = (element) => {
        const ids = element.getAttribute('aria-labelledby');
        const by = ids && ids.split(' ').map((id) => document.getElementById(id)?.textContent).join(' ');
        const label = element.labels?.[0]?.textContent;
        const text = element.getAttribute('aria-label') ?? by ?? label ?? element.innerText;
        return text.replace(/\s+/g, ' ').trim() === name;
    };
    const seen = (element) => element.checkVisibility({ checkVisibilityCSS: true }) && !element.disabled;
    const all = document.querySelectorAll(`[role="${role}"]${native ? ', ' + native : ''}`);
    return [...all].find((element) => seen(element) && named(element)) ?? null;
"#;

/// The WebDriver character of a key's name.
fn key(name: &str) -> Outcome<char> {
    let mut characters = name.chars();
    if let (Some(character), None) = (characters.next(), characters.next()) {
        return Ok(character);
    }
    Ok(char::from(match name {
        "Control" => Key::Control,
        "Shift" => Key::Shift,
        "Alt" => Key::Alt,
        "Meta" => Key::Meta,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "Space" => return Ok(' '),
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Home" => Key::Home,
        "End" => Key::End,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        other => return Err(format!("{other}: no such key").into()),
    }))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

fn ends_with(file: &Path, extension: &str) -> bool {
    file.extension().is_some_and(|found| found == extension)
}
