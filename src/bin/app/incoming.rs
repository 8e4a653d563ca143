//! What comes in: pastes, drops and files, and what to say of those nothing can be made of.

use std::io::Cursor;

use tagline::article::{Source, has_words};
use tagline::format::{holds_something, read_bundle, recognised};
use tagline::job::intake::{self, Preview, known_binary, preview};
use tagline::job::rules::{EXTENSION, is_list, is_rules, read_list, read_rules};
use tagline::workspace::{Command, Loaded, LoadedBundle, Notice, Offer};

use crate::backup;
use crate::browser::clipboard::Pasted;
use crate::browser::files::{Chosen, Handle, LARGEST, read_all};
use crate::desk::Desk;
use crate::importer::Importer;

/// The most bytes of a paste that are taken.
const LARGEST_PASTE: usize = 32 << 20;

/// So many bytes of a table are looked at, and longer than so many characters is no name.
const BEGINNING: u64 = 1 << 18;
const NAME: usize = 120;

/// So many files are few.
const FEW: usize = 8;

const UNCHANGED: &str = "Your work is unchanged.";

/// Says why nothing was taken.
pub fn refuse(desk: &Desk, title: &str, message: String) {
    let lines = vec![message, UNCHANGED.to_owned()];
    desk.send(Command::Tell(Notice { title: title.to_owned(), lines, failed: true }));
}

/// Takes a paste or a dropped text.
pub fn take_paste(desk: &Desk, pasted: Option<Pasted>) {
    let Some(Pasted { source, broken }) = pasted else {
        let message = "clipboard: expected text, found none; copy the article and paste again".to_owned();
        return refuse(desk, "Nothing to paste", message);
    };
    if source.content.len() > LARGEST_PASTE {
        let message = format!(
            "clipboard: expected at most {} MB of text, found {:.1} MB; paste one article at a time",
            LARGEST_PASTE >> 20,
            source.content.len() as f64 / f64::from(1 << 20)
        );
        return refuse(desk, "This paste is too long", message);
    }
    desk.send(Command::Clean { source, url: None });
    if let Some(first) = broken.first() {
        let message = format!(
            "clipboard, UTF-16 unit {first}: expected a whole character, found half of one or a zero ({} in all); each reads as \u{FFFD} now",
            broken.len()
        );
        desk.send(Command::Tell(Notice {
            title: "Some characters came in broken".to_owned(),
            lines: vec![message],
            failed: false,
        }));
    }
}

/// Takes what could not be pasted because of the browser.
pub fn take_refusal(desk: &Desk, message: String) {
    refuse(desk, "The clipboard is closed", message);
}

/// Takes what was dropped or chosen: several articles, and a file that holds many, are imported; another is opened, and so are a few
/// with annotated ones among them.
pub async fn take(desk: &Desk, importer: &Importer, files: Vec<Handle>) {
    let files = backup::taken(desk, files).await;
    let many = match files.as_slice() {
        [] => return,
        [file] => holds_many(file).await,
        files => files.len() > FEW || files.iter().all(|file| recognised(&file.name, "").is_empty()),
    };
    if many {
        importer.offer(desk, files);
    } else {
        take_files(desk, read_all(&files).await);
    }
}

/// Whether a file holds many articles, by its name; of a table that may be a list of names, by how long what is in it is.
async fn holds_many(file: &Handle) -> bool {
    let name = file.name.to_ascii_lowercase();
    if [".zip", ".jsonl", ".ndjson"].iter().any(|ending| name.ends_with(ending)) {
        return true;
    }
    if ![".csv", ".tsv", ".tab"].iter().any(|ending| name.ends_with(ending)) {
        return false;
    }
    let Ok(bytes) = file.read(0, file.bytes.min(BEGINNING)).await else { return false };
    let preview = preview(&name, &mut Cursor::new(bytes));
    preview.ok().flatten().is_some_and(|preview| holds_articles(&preview))
}

/// Whether what a table has for texts is longer than names are.
fn holds_articles(preview: &Preview) -> bool {
    let text = preview.columns.iter().position(|name| Some(name) == preview.choice.text.as_ref());
    let cells = preview.rows.iter().filter_map(|row| row.get(text?));
    cells.into_iter().any(|cell| cell.chars().count() > NAME)
}

/// Takes files, each by what it is.
pub fn take_files(desk: &Desk, files: Vec<Chosen>) {
    for Chosen { name, bytes } in files {
        let text = bytes.and_then(decode);
        let text = match text {
            Ok(text) => text,
            Err(message) => {
                refuse(desk, "This file could not be read", format!("{name}: {message}"));
                continue;
            }
        };
        take_text(desk, name, text);
    }
}

/// Takes one file's text: annotations by the file's name or its first character, else an article.
fn take_text(desk: &Desk, name: String, text: String) {
    if text.trim().is_empty() {
        return refuse(desk, "This file is empty", format!("{name}: expected text, found none"));
    }
    if is_rules(&text) || name.to_ascii_lowercase().ends_with(EXTENSION) {
        return take_rules(desk, name, &text);
    }
    let ending = name.to_ascii_lowercase();
    let table = ending.ends_with(".csv") || ending.ends_with(".tsv");
    if table || ending.ends_with(".txt") && !ending.ends_with(".brackets.txt") && is_list(&text) {
        let names = read_list(&text, table);
        let offer = Offer { title: name.into(), text: text.into(), names };
        return desk.send(Command::OfferList(offer.into()));
    }
    let formats = recognised(&name, &text);
    if formats.iter().any(|format| format.is_salted()) {
        return match read_bundle(&text) {
            Ok((bundle, issues)) => {
                let issues = issues.iter().map(ToString::to_string).collect();
                desk.send(Command::OpenBundle(LoadedBundle { name, bundle, issues }));
            }
            Err(error) => refuse(desk, "This file could not be opened", format!("{name}, {error}")),
        };
    }
    if let Some(first) = formats.first() {
        // Where none of them knows the file or finds anything in it, the first one says why it does not.
        let read = formats.iter().find_map(|format| format.read(&text).ok().filter(holds_something));
        return match read.map_or_else(|| first.read(&text), Ok) {
            Ok(imported) => desk.send(Command::Load(Loaded {
                name,
                project: imported.project,
                issues: imported.issues.iter().map(ToString::to_string).collect(),
            })),
            Err(error) => refuse(desk, "This file could not be opened", format!("{name}, {error}")),
        };
    }
    let lower = name.to_ascii_lowercase();
    let opening: String = text.trim_start().chars().take(512).collect::<String>().to_ascii_lowercase();
    let html = lower.ends_with(".html")
        || lower.ends_with(".htm")
        || opening.starts_with("<!doctype html")
        || opening.starts_with("<html");
    let source = if html { Source::html(text) } else { Source::text(text) };
    if !has_words(&source) {
        let message = format!("{name}: expected an article, found no text that shows");
        return refuse(desk, "No text in this file", message);
    }
    desk.send(Command::Clean { source, url: None });
}

/// Takes a rule pack.
fn take_rules(desk: &Desk, name: String, text: &str) {
    match read_rules(text) {
        Ok((pack, issues)) => {
            desk.send(Command::AddRules { name: name.clone(), pack: pack.into() });
            if !issues.is_empty() {
                let title = format!("{name}: not all was understood");
                desk.send(Command::Tell(Notice { title, lines: issues, failed: false }));
            }
        }
        Err(error) => refuse(desk, "This file could not be opened", format!("{name}, {error}")),
    }
}

/// The text of a file's bytes.
fn decode(bytes: Vec<u8>) -> Result<String, String> {
    debug_assert!(bytes.len() <= LARGEST);
    let packed = bytes.starts_with(b"PK\x03\x04").then_some("a zip archive (a Word file is one too)");
    if let Some(kind) = packed.or_else(|| known_binary(&bytes)) {
        return Err(format!("byte 0: expected text, found {kind}; open a .txt, .html or .json file"));
    }
    intake::decode(bytes)
}

#[cfg(test)]
mod tests {
    use tagline::format;
    use tagline::workspace::{Work, Workspace};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::testing::{mount, project, settled, until};

    fn check(bytes: &[u8], expected: Result<&str, &str>) {
        let found = decode(bytes.to_vec());
        match expected {
            Ok(text) => assert_eq!(found.as_deref(), Ok(text)),
            Err(part) => assert!(found.as_ref().is_err_and(|message| message.contains(part)), "{found:?}"),
        }
    }

    #[wasm_bindgen_test]
    fn files_are_text_or_say_why_not() {
        check("é 漢 👩‍🚀\r\n".as_bytes(), Ok("é 漢 👩‍🚀\r\n"));
        check("\u{FEFF}é".as_bytes(), Ok("é"));
        check(&[0xFF, 0xFE, 0xE9, 0, 0x22, 0x6F], Ok("é漢"));
        check(&[0xFE, 0xFF, 0, 0xE9], Ok("é"));
        check(&[0xFF, 0xFE, 0x3D, 0xD8], Err("byte 2: expected UTF-16"));
        check(&[0xFF, 0xFE, 0x61, 0, 0, 0, 0x62, 0], Err("byte 4: expected UTF-16, found a zero"));
        check(&[0xFE, 0xFF, 0, 0x61, 0x6F], Err("byte 4: expected UTF-16, two bytes each, found one"));
        check(&[0xFF, 0xFE, 0xE9], Err("byte 2: expected UTF-16, two bytes each, found one"));
        check(b"ab\xFFc", Err("byte 2: expected UTF-8, found the byte 0xFF"));
        check(b"ab\0c", Err("byte 2: expected text, found a zero byte"));
        check(b"%PDF-1.7", Err("found a PDF"));
    }

    #[wasm_bindgen_test]
    async fn files_of_any_format_are_opened_together() {
        let chosen = |name: &str, content: &str| Chosen {
            name: name.to_owned(),
            bytes: Ok(content.as_bytes().to_vec()),
        };
        let project = project("[PLACE? é Ohio] 漢");
        let written: Vec<Chosen> = format::ALL
            .iter()
            .filter(|format| format.reader.is_some() && !format.is_folder())
            .map(|format| chosen(&format!("a{}", format.extension), format.write(&project, &[]).content()))
            .collect();
        let count = written.len();
        let workspace = arrived(|desk| {
            take_files(desk, [chosen("bad.pdf", "%PDF")].into_iter().chain(written).collect());
            take_files(desk, vec![chosen("a.txt", "An article.")]);
        })
        .await;
        assert_eq!(workspace.documents().len(), count);
        assert!(workspace.documents().iter().all(|open| &**open.document().text() == "é Ohio 漢"));
        assert_eq!(outcome(&workspace), "Text: An article. [This file could not be read]");
    }

    #[wasm_bindgen_test]
    async fn a_bundle_waits_for_its_article() {
        let project = project("[PLACE Ohio] é 漢");
        let format = format::by_name("bundle").unwrap();
        let content = format.write(&project, &[]).content().to_owned();
        let chosen = |name: &str, content: &str| Chosen {
            name: name.to_owned(),
            bytes: Ok(content.as_bytes().to_vec()),
        };
        let workspace = arrived(|desk| {
            take_files(desk, vec![chosen("a.tagline-bundle.json", &content)]);
            take_files(desk, vec![chosen("a.brackets.txt", "=== d\nOhio é 漢\n")]);
        })
        .await;
        assert_eq!(workspace.wanted(), 0);
        let [open] = workspace.documents() else { panic!("{:?}", workspace.documents().len()) };
        assert_eq!(open.document().annotations().len(), 1);
        assert!(
            workspace.notice().is_some_and(|notice| notice.title == "a.tagline-bundle.json: 1 mark placed")
        );
    }

    /// What became of an arrival: the work it began, or the title of the notice.
    fn outcome(workspace: &Workspace) -> String {
        let work = workspace.job().map(|job| match &job.work {
            Work::Clean { source, .. } => format!("{:?}: {}", source.kind, source.content),
            _ => "other work".to_owned(),
        });
        let notice = workspace.notice().map(|notice| format!("[{}]", notice.title));
        work.into_iter().chain(notice).collect::<Vec<_>>().join(" ")
    }

    async fn arrived(give: impl FnOnce(&Desk)) -> Workspace {
        let page = mount(Workspace::default(), |_, _| yew::html! { <p /> }).await;
        give(&page.desk());
        until("something came of it", || !outcome(&page.workspace()).is_empty()).await;
        settled().await;
        page.workspace()
    }

    #[wasm_bindgen_test]
    async fn files_are_taken_for_what_they_are() {
        for (name, content, expected) in [
            ("a.txt", "É <b>", "Text: É <b>"),
            ("a.txt", "<!DOCTYPE html><p>a", "Html: <!DOCTYPE html><p>a"),
            ("a.txt", "{\"is\": \"text\"}", "Text: {\"is\": \"text\"}"),
            ("a", "  <HTML><p>a", "Html:   <HTML><p>a"),
            ("A.HTM", "<p>a", "Html: <p>a"),
            ("a.html", "漢 👩‍🚀", "Html: 漢 👩‍🚀"),
            ("a.md", "a\r\nb", "Text: a\r\nb"),
            ("a.json", "a", "[This file could not be opened]"),
            ("a.JSON", "{", "[This file could not be opened]"),
            ("a", "{\"a\": 1}", "[This file could not be opened]"),
            ("a.txt", " \n\t", "[This file is empty]"),
            ("a.txt", "\u{FEFF}", "[This file is empty]"),
            ("a.txt", "a\0b", "[This file could not be read]"),
            ("a.txt", "\u{200B} \u{2060}\n\u{FEFF}", "[No text in this file]"),
            ("a.html", "<!-- only a comment -->", "[No text in this file]"),
            ("a.html", "<p><img src=x></p><script>let a = 1</script>", "[No text in this file]"),
            ("a.txt", "[PLACE Ohio]", "Text: [PLACE Ohio]"),
            ("a.brackets.txt", "not [sic] é", "[This file could not be opened]"),
            ("a.tagline-bundle.json", "{}", "[This file could not be opened]"),
        ] {
            let chosen = Chosen { name: name.to_owned(), bytes: Ok(content.as_bytes().to_vec()) };
            let workspace = arrived(|desk| take_files(desk, vec![chosen])).await;
            assert_eq!(outcome(&workspace), expected, "{name}: {content}");
        }
        let unread = Chosen { name: "a".to_owned(), bytes: Err("why".to_owned()) };
        let workspace = arrived(|desk| take_files(desk, vec![unread])).await;
        assert_eq!(workspace.notice().unwrap().lines, ["a: why", UNCHANGED]);
    }

    #[wasm_bindgen_test]
    async fn pastes_are_taken_or_say_why_not() {
        let pasted = |source, broken: &[u32]| Some(Pasted { source, broken: broken.to_vec() });
        for (pasted, expected) in [
            (pasted(Source::text("é"), &[]), "Text: é"),
            (pasted(Source::html("<p>"), &[]), "Html: <p>"),
            (pasted(Source::text("a\u{FFFD}"), &[1, 7]), "Text: a\u{FFFD} [Some characters came in broken]"),
            (pasted(Source::text("a".repeat(LARGEST_PASTE + 1)), &[]), "[This paste is too long]"),
            (None, "[Nothing to paste]"),
        ] {
            assert_eq!(outcome(&arrived(|desk| take_paste(desk, pasted)).await), expected);
        }
        let broken = pasted(Source::text("a\u{FFFD}"), &[1, 7]);
        let notice = arrived(|desk| take_paste(desk, broken)).await.notice().unwrap().clone();
        assert!(
            notice.lines[0].contains("UTF-16 unit 1") && notice.lines[0].contains("2 in all"),
            "{notice:?}"
        );
        assert!(!notice.failed);
        let closed = arrived(|desk| take_refusal(desk, "why".to_owned())).await;
        assert_eq!(closed.notice().unwrap().lines, ["why", UNCHANGED]);
    }
}
