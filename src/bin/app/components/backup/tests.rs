//! The row and the line say how old the last backup is; the window makes one, restores one, and asks about damaged ones.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Reflect};
use tagline::annotation::Timestamp;
use tagline::workspace::queue::ProjectWish;
use tagline::workspace::{Every, Workspace};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Blob, DataTransfer, HtmlInputElement};

use super::*;
use crate::backup::tests::{Memory, file_of};
use crate::browser::files::Handle;
use crate::browser::save;
use crate::testing::{Mounted, fire, mount, no_downloads, settled, until, words};

/// A number that no other test has; nothing is remembered of it.
fn project() -> u32 {
    thread_local! {
        static LAST: Cell<u32> = const { Cell::new(4_000_000_100) };
    }
    let number = LAST.get() + 1;
    LAST.set(number);
    backups::forget(number);
    number
}

/// The page's way to ask for a file: what stands in `script`, or none. Gives back that of the browser with the last call.
fn picker(script: Option<&str>) {
    let window = gloo::utils::window();
    let picker = script.map_or(JsValue::UNDEFINED, |script| Function::new_no_args(script).into());
    Reflect::set(&window, &"showSaveFilePicker".into(), &picker).unwrap();
    save::forget();
}

fn days_ago(days: f64) -> Timestamp {
    let then = js_sys::Date::new(&(js_sys::Date::now() - days * 86_400_000.0).into());
    Timestamp(String::from(then.to_iso_string()).into())
}

/// Remembers a backup of so many days ago, and changes since.
fn remember(project: u32, days: f64, changes: u32) {
    backups::remember(project, |_| Backups { last: Some(days_ago(days)), changes, ..Backups::default() });
}

fn projects(project: u32) -> Rc<Vec<ProjectRow>> {
    Rc::new(vec![ProjectRow { number: project, name: "Courts".into(), documents: 1 }])
}

/// The row, the line and the window of that project.
async fn page(memory: &Memory, project: u32, shown: &Rc<Cell<bool>>) -> Mounted<impl yew::BaseComponent> {
    let (vault, shown): (Rc<dyn Vault>, _) = (Rc::new(memory.clone()), shown.clone());
    mount(Workspace::default(), move |workspace, desk| {
        let set = |now: bool| {
            let (shown, desk) = (shown.clone(), desk.clone());
            Callback::from(move |()| {
                shown.set(now);
                // Draws anew.
                desk.send(Command::LetGo);
            })
        };
        html! {
            <>
                <BackupRow {project} show={set(true)} />
                <Backup
                    vault={Some(Same(vault.clone()))} {project} projects={projects(project)} revision={workspace.revision()}
                    shown={shown.get()} show={set(true)} close={set(false)} desk={desk.clone()}
                />
            </>
        }
    })
    .await
}

fn choose(page: &Mounted<impl yew::BaseComponent>, file: &Blob, name: &str) {
    let file = File::new_with_blob_sequence(&Array::of1(file), name).unwrap();
    let data = DataTransfer::new().unwrap();
    data.items().add_with_file(&file).unwrap();
    let input: HtmlInputElement = page.one("input.backup-file").dyn_into().unwrap();
    input.set_files(data.files().as_ref());
    fire(&input, "change");
}

#[wasm_bindgen_test]
async fn the_row_says_how_old_the_last_backup_is() {
    let (project, shown) = (project(), Rc::new(Cell::new(false)));
    let page = page(&Memory::of(1), project, &shown).await;
    assert_eq!(words(&page.one(".backup-row")), "Backupnone yet");
    remember(project, 2.0, 0);
    until("it says the age", || words(&page.one(".backup-row")) == "Backup2 days ago").await;
    assert!(page.has(".backup-row[data-due=false]") && page.has(".backup-reminder[aria-live][hidden]"));
    page.control("button", "Backup2 days ago").click();
    assert!(shown.get());
}

#[wasm_bindgen_test]
async fn a_quiet_line_reminds_and_can_be_put_off() {
    let (project, shown) = (project(), Rc::new(Cell::new(false)));
    let page = page(&Memory::of(1), project, &shown).await;
    remember(project, 8.0, 214);
    until("it reminds", || page.has(".backup-reminder:not([hidden])")).await;
    let said = words(&page.one(".backup-reminder"));
    assert!(said.starts_with("Last backup 8 days ago, 214 changes since."), "{said}");
    page.control("button", "Later").click();
    until("it is gone", || page.has(".backup-reminder[hidden]")).await;
    assert!(backups::backups(project).later.is_some() && !shown.get());
}

#[wasm_bindgen_test]
async fn changes_are_counted_where_they_are_made() {
    let project = project();
    let vault: Rc<dyn Vault> = Rc::new(Memory::of(1));
    let workspace = crate::testing::annotating("[PLACE? Ohio] and [COURT? High Court]");
    let page = mount(workspace, move |workspace, desk| {
        html! {
            <Backup
                vault={Some(Same(vault.clone()))} {project} projects={projects(project)} revision={workspace.revision()}
                shown=false show={Callback::noop()} close={Callback::noop()} desk={desk.clone()}
            />
        }
    })
    .await;
    settled().await;
    assert_eq!(backups::backups(project).changes, 0);
    for count in 1..3 {
        page.send(Command::Done(count == 1));
        until("it is counted", || backups::backups(project).changes == count).await;
    }
    assert!(backups::backups(project).since.is_some());
}

#[wasm_bindgen_test]
async fn a_backup_goes_to_the_downloads_where_there_is_no_other_way() {
    let _none = no_downloads();
    picker(None);
    let (project, shown) = (project(), Rc::new(Cell::new(false)));
    remember(project, 8.0, 3);
    let page = page(&Memory::of(30), project, &shown).await;
    // From the line, the window begins at once.
    page.control("button", "Back up now").click();
    until("it is done", || page.has(".backup-told")).await;
    let said = words(&page.one(".backup-told"));
    assert!(said.starts_with("30 documents backed up: courts-2"), "{said}");
    assert!(said.ends_with(".tagline-backup.gz is among the browser’s downloads."), "{said}");
    assert_eq!(words(&page.one(".backup-finding")), "Last backup just now. Nothing has changed since.");
    assert_eq!(words(&page.one(".backup-row")), "Backupjust now");
    assert_eq!(backups::backups(project).changes, 0);
}

#[wasm_bindgen_test]
async fn what_could_not_be_saved_is_told_to_be_missing() {
    let _none = no_downloads();
    picker(None);
    let (project, shown, memory) = (project(), Rc::new(Cell::new(true)), Memory::of(3));
    for (unsaved, said) in [(1, "1 edit is not in it"), (1200, "1,200 edits are not in it")] {
        remember(project, 8.0, 1);
        memory.unsaved.set(unsaved);
        let page = page(&memory, project, &shown).await;
        page.control("button", "Back up now").click();
        until("it is told", || page.has(".backup-told[data-failed]")).await;
        let told = words(&page.one(".backup-told"));
        for part in [said, "Export holds it", "3 documents backed up: courts-2"] {
            assert!(told.contains(part), "{told}");
        }
        // It is still to be backed up.
        assert_eq!(u64::from(backups::backups(project).changes), unsaved);
        assert!(backups::backups(project).since.is_some());
    }
}

#[wasm_bindgen_test]
async fn a_backup_goes_into_the_file_that_was_chosen() {
    picker(Some(
        "window.backupChunks = []; window.backupAsked = (window.backupAsked || 0) + 1; return Promise.resolve({ name: \
         'mine.tagline-backup.gz', createWritable: async () => { window.backupChunks = []; window.backupMade = \
         (window.backupMade || 0) + 1; return new WritableStream({ write(chunk) { window.backupChunks.push(chunk) } }) } })",
    ));
    let (project, shown, memory) = (project(), Rc::new(Cell::new(false)), Memory::of(30));
    shown.set(true);
    let page = page(&memory, project, &shown).await;
    let window = gloo::utils::window();
    let of_window = |name: &str| Reflect::get(&window, &name.into()).unwrap();
    for round in [1.0, 2.0] {
        page.control("button", "Back up now").click();
        until("it is done", || {
            // What was told of the one before is gone once this one is begun.
            of_window("backupMade").as_f64() == Some(round)
                && page.has(".backup-told")
                && words(&page.one(".backup-told")).contains("30 documents backed up into mine")
        })
        .await;
        assert!(words(&page.one(".backup-body")).contains("It goes into mine.tagline-backup.gz again"));
    }
    assert_eq!(of_window("backupAsked").as_f64(), Some(1.0));
    // What was written is a whole backup.
    let file = Blob::new_with_u8_array_sequence(&of_window("backupChunks")).unwrap();
    choose(&page, &file, "mine.tagline-backup.gz");
    until("it is restored", || {
        words(&page.one(".backup-stage")).contains("restored, as the project “Courts, é 漢”")
    })
    .await;
    assert_eq!(memory.project(2), memory.project(1));
    // Somebody who chooses none has changed nothing.
    crate::browser::save::forget();
    picker(Some("window.backupAsked = 'again'; return Promise.reject(new DOMException('no', 'AbortError'))"));
    page.control("button", "Back up now").click();
    until("it was asked", || of_window("backupAsked").as_string().is_some()).await;
    settled().await;
    assert!(!page.has(".backup-told[data-failed]"));
    assert_eq!(memory.project(2), memory.project(1));
    picker(None);
}

#[wasm_bindgen_test]
async fn a_disk_that_is_full_is_told() {
    picker(Some(
        "return Promise.resolve({ name: 'full.gz', createWritable: async () => new WritableStream({ write() { throw new \
         DOMException('the disk is full', 'QuotaExceededError') } }) })",
    ));
    let (project, shown) = (project(), Rc::new(Cell::new(false)));
    shown.set(true);
    let page = page(&Memory::of(300), project, &shown).await;
    page.control("button", "Back up now").click();
    until("it is told", || page.has(".backup-told[data-failed]")).await;
    let said = words(&page.one(".backup-told"));
    assert!(said.contains("The backup was not made") && said.contains("the disk is full."), "{said}");
    assert_eq!(backups::backups(project).last, None);
    picker(None);
}

#[wasm_bindgen_test]
async fn a_restored_project_is_a_new_one_that_can_be_opened() {
    let (project, shown, memory) = (project(), Rc::new(Cell::new(false)), Memory::of(40));
    shown.set(true);
    let page = page(&memory, project, &shown).await;
    let before = memory.project(1);
    choose(&page, &file_of(&memory, true).await, "a.tagline-backup.gz");
    until("it is restored", || page.has(".backup-told")).await;
    assert!(
        words(&page.one(".backup-told")).contains("40 documents restored, as the project “Courts, é 漢”.")
    );
    assert_eq!((memory.project(1), memory.project(2)), (before.clone(), before));
    let row = |number: u32| ProjectRow { number, name: number.to_string().into(), documents: 40 };
    let rows = Rc::new(vec![row(project), row(2)]);
    page.send(Command::Queue(QueueCommand::Projects(rows, project)));
    page.control("button", "Open it").click();
    until("it is asked for", || {
        matches!(page.workspace().queue().project_wish(), Some(ProjectWish::Open(2)))
    })
    .await;
    assert!(!shown.get());
}

#[wasm_bindgen_test]
async fn a_damaged_file_is_asked_about() {
    let (project, shown, memory) = (project(), Rc::new(Cell::new(false)), Memory::of(300));
    let file = file_of(&memory, true).await;
    let cut = file.slice_with_f64_and_f64(0.0, (file.size() / 2.0).floor()).unwrap();
    shown.set(true);
    let page = page(&memory, project, &shown).await;
    for keep in [false, true] {
        choose(&page, &cut, "a.tagline-backup.gz");
        until("it is asked", || page.has(".backup-choices")).await;
        let said = words(&page.one(".backup-told"));
        assert!(
            said.contains("The file stops early: ") && said.contains(" of 300 documents are whole."),
            "{said}"
        );
        assert!(!memory.project(2).unwrap().kept);
        page.all(".backup-choices button")[usize::from(!keep)].click();
        until("it is answered", || !page.has(".backup-choices")).await;
        settled().await;
        assert_eq!(memory.project(2).map(|held| held.kept), keep.then_some(true));
    }
}

#[wasm_bindgen_test]
async fn what_is_not_answered_is_not_kept() {
    let (project, shown, memory) = (project(), Rc::new(Cell::new(false)), Memory::of(300));
    let file = file_of(&memory, true).await;
    let cut = file.slice_with_f64_and_f64(0.0, (file.size() / 2.0).floor()).unwrap();
    shown.set(true);
    let page = page(&memory, project, &shown).await;
    choose(&page, &cut, "a.tagline-backup.gz");
    until("it is asked", || page.has(".backup-choices")).await;
    page.control("button", "Close").click();
    until("it is gone", || memory.project(2).is_none()).await;
}

#[wasm_bindgen_test]
async fn a_long_work_says_how_far_it_is_and_can_be_stopped() {
    let (project, shown, memory) = (project(), Rc::new(Cell::new(false)), Memory::of(300));
    let page = page(&memory, project, &shown).await;
    let file = file_of(&memory, true).await;
    // It was dropped on the page: the window begins with it.
    let given = File::new_with_blob_sequence(&Array::of1(&file), "given.gz").unwrap();
    let text = Blob::new_with_str_sequence(&Array::of1(&"An article.".into())).unwrap();
    let other = File::new_with_blob_sequence(&Array::of1(&text), "a.txt").unwrap();
    let files = vec![Handle::of(given, ""), Handle::of(other, "")];
    let others = backup::taken(&page.desk(), files).await;
    assert_eq!(others.iter().map(|file| &file.name[..]).collect::<Vec<_>>(), ["a.txt"]);
    until("it says how far it is", || {
        page.has(".backup-progress") && words(&page.one(".backup-progress")).contains(" of 300 documents, ")
    })
    .await;
    page.control("button", "Stop").click();
    until("it is stopped", || page.has(".backup-told")).await;
    assert_eq!(words(&page.one(".backup-told")), "Stopped. Nothing has changed.");
    until("nothing is left", || memory.project(2).is_none()).await;
}

#[wasm_bindgen_test]
async fn how_often_to_remind_is_set() {
    let (project, shown) = (project(), Rc::new(Cell::new(false)));
    shown.set(true);
    let page = page(&Memory::of(1), project, &shown).await;
    assert_eq!(words(&page.one(".backup-every [aria-pressed=true]")), "Every week with changes");
    page.control("button", "Never").click();
    until("it is set", || words(&page.one(".backup-every [aria-pressed=true]")) == "Never").await;
    assert_eq!(backups::backups(project).every, Every::Never);
}
