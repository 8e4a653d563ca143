//! A project goes into a file and comes back as it was; what is stopped or fails leaves nothing behind.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use tagline::annotation::{Document, Project, Timestamp};
use tagline::format::write_record;
use tagline::workspace::made_up_document;
use wasm_bindgen_test::wasm_bindgen_test;

use super::*;
use crate::browser::pack::whole;
use crate::testing::{opened, settled};

/// A project in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Held {
    pub name: String,
    pub parts: BTreeMap<String, String>,
    pub entities: BTreeMap<String, String>,
    pub documents: BTreeMap<u32, (Listed, Vec<String>)>,
    pub kept: bool,
}

/// A store in memory; the first project is the open one.
#[derive(Clone, Default)]
pub struct Memory {
    pub projects: Rc<RefCell<BTreeMap<u32, Held>>>,
    /// After so many documents were read or written, each call fails.
    pub fails: Rc<Cell<Option<usize>>>,
    pub calls: Rc<Cell<usize>>,
    /// How many edits it could not take.
    pub unsaved: Rc<Cell<u64>>,
}

fn soon<T: 'static>(found: Result<T, String>) -> Soon<T> {
    Box::pin(async move {
        // As slow as a store is: others have their turn.
        settled().await;
        found
    })
}

impl Memory {
    /// With a project of so many made-up documents.
    pub fn of(count: u32) -> Memory {
        let record = |number: u32| {
            let made = made_up_document(7, number, 3000);
            let document = Document::of_text(format!("d{number}"), made.body.text);
            let documents = vec![document.into()];
            let workspace = opened(Project { documents, ..Project::default() });
            let all = workspace.documents()[0].moment().since(None).unwrap();
            let listed =
                Listed { added: Some("2026-11-02".to_owned()), twin: Some((3, 93)), ..Listed::default() };
            let records =
                vec![write_record(&all), "{\"v\":1,\"steps\":1,\"é\":\"漢 👩‍🚀 שלום\\r\\n\"}".to_owned()];
            (listed, records)
        };
        // Numbers have gaps where documents were deleted.
        let documents = (1..=count).map(|number| (number * 3, record(number))).collect();
        let texts = |all: &[(&str, &str)]| {
            all.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
        };
        let held = Held {
            name: "Courts, é 漢".to_owned(),
            parts: texts(&[("labels", "[\"é\"]"), ("people", "{}"), ("step d1 4", "{\r\n}")]),
            entities: texts(&[("Q90", "{\"name\":\"Paris\"}"), ("e\u{301}", "{}"), ("漢", "👩‍🚀")]),
            documents,
            kept: true,
        };
        let memory = Memory::default();
        memory.projects.borrow_mut().insert(1, held);
        memory
    }

    /// A project.
    pub fn project(&self, number: u32) -> Option<Held> {
        self.projects.borrow().get(&number).cloned()
    }

    fn answer<T: 'static>(&self, find: impl FnOnce(&mut BTreeMap<u32, Held>) -> T) -> Soon<T> {
        let calls = self.calls.get() + 1;
        self.calls.set(calls);
        if self.fails.get().is_some_and(|fails| calls > fails) {
            return soon(Err("the store is out of order".to_owned()));
        }
        soon(Ok(find(&mut self.projects.borrow_mut())))
    }
}

/// Some of a map, behind a key.
fn page<K: Ord + Clone, V: Clone>(all: &BTreeMap<K, V>, after: Option<K>, count: usize) -> Vec<(K, V)> {
    let behind = all.iter().filter(|(key, _)| after.as_ref().is_none_or(|after| *key > after));
    behind.take(count).map(|(key, value)| (key.clone(), value.clone())).collect()
}

impl Vault for Memory {
    fn settle(&self) -> Soon<u64> {
        soon(Ok(self.unsaved.get()))
    }

    fn opening(&self) -> Soon<Opening> {
        self.answer(|all| Opening {
            project: all[&1].name.clone(),
            made: Timestamp("2026-11-30T08:00:00.000Z".into()),
            documents: u32::try_from(all[&1].documents.len()).unwrap(),
        })
    }

    fn parts(&self) -> Soon<Texts> {
        self.answer(|all| page(&all[&1].parts, None, usize::MAX))
    }

    fn entities(&self, after: Option<String>) -> Soon<Texts> {
        self.answer(|all| page(&all[&1].entities, after, 2))
    }

    fn documents(&self, after: Option<u32>) -> Soon<Documents> {
        self.answer(|all| {
            let page = page(&all[&1].documents, after, 60).into_iter();
            page.map(|(number, (listed, records))| (number, listed, records)).collect()
        })
    }

    fn begin(&self, opening: Opening) -> Soon<u32> {
        self.answer(|all| {
            let number = all.keys().last().unwrap_or(&0) + 1;
            all.insert(number, Held { name: opening.project, ..Held::default() });
            number
        })
    }

    fn write(&self, project: u32, pieces: Vec<Piece>) -> Soon<()> {
        self.answer(move |all| {
            let held = all.get_mut(&project).unwrap();
            for piece in pieces {
                match piece {
                    Piece::Part { name, text } => drop(held.parts.insert(name, text)),
                    Piece::Entity { id, text } => drop(held.entities.insert(id, text)),
                    Piece::Document { number, listed, records } => {
                        drop(held.documents.insert(number, (listed, records)));
                    }
                }
            }
        })
    }

    fn keep(&self, project: u32) -> Soon<String> {
        self.answer(move |all| {
            let held = all.get_mut(&project).unwrap();
            held.kept = true;
            held.name.clone()
        })
    }

    fn remove(&self, project: u32) -> Soon<()> {
        // What failed before can still be cleared away.
        self.projects.borrow_mut().remove(&project);
        soon(Ok(()))
    }
}

fn hear() -> (Rc<RefCell<Vec<(u32, u32)>>>, impl Fn(u32, u32)) {
    let heard: Rc<RefCell<Vec<(u32, u32)>>> = Rc::default();
    let tell = {
        let heard = heard.clone();
        move |done, of| heard.borrow_mut().push((done, of))
    };
    (heard, tell)
}

/// A backup of that store, as the browser holds it.
pub async fn file_of(memory: &Memory, packed: bool) -> Blob {
    let pipe = if packed { Pipe::packing().unwrap() } else { Pipe::plain().unwrap() };
    let held = Saving::held(pipe.out(), None);
    assert!(write_all(memory, &pipe, &Cell::new(false), &|_, _| {}).await.is_ok());
    held.done().await.unwrap().unwrap()
}

#[wasm_bindgen_test]
async fn a_project_comes_back_as_it_was() {
    let _none = crate::testing::no_downloads();
    let memory = Memory::of(500);
    let (heard, tell) = hear();
    let place = Place::Download(file_name("Courts", "2026-11-30", true));
    let file = back_up(&memory, &place, &Cell::new(false), &tell).await.unwrap().0.unwrap();
    let told = heard.borrow().clone();
    assert!(told.is_sorted() && told.len() > 5 && told.last() == Some(&(500, 500)), "{told:?}");
    let (heard, tell) = hear();
    let restored = restore(&memory, &file, &Cell::new(false), &tell).await.unwrap();
    assert_eq!((restored.project, &restored.issues[..], restored.more), (2, &[][..], 0));
    assert_eq!(restored.ending.to_string(), "the file is whole: 500 documents");
    let told = heard.borrow().clone();
    assert!(told.is_sorted() && told.last() == Some(&(500, 500)), "{told:?}");
    assert!(!memory.project(2).unwrap().kept);
    memory.keep(2).await.unwrap();
    assert_eq!(memory.project(2), memory.project(1));
    // The same file made again is the same, and half as large as what is in it.
    let again = file_of(&memory, true).await;
    assert_eq!(again.size(), file.size());
    assert!(file.size() * 2.0 < file_of(&memory, false).await.size());
}

#[wasm_bindgen_test]
async fn a_file_that_is_not_packed_is_as_good() {
    let memory = Memory::of(20);
    let file = file_of(&memory, false).await;
    let restored = restore(&memory, &file, &Cell::new(false), &|_, _| {}).await.unwrap();
    assert!(restored.ending.whole);
    memory.keep(2).await.unwrap();
    assert_eq!(memory.project(2), memory.project(1));
}

#[wasm_bindgen_test]
async fn what_is_stopped_leaves_nothing() {
    let memory = Memory::of(300);
    let file = file_of(&memory, true).await;
    let stop = Rc::new(Cell::new(false));
    let after = |count: u32| {
        let stop = stop.clone();
        move |done, _| stop.set(done > count)
    };
    let place = Place::Download("a.tagline-backup.gz".to_owned());
    let stopped = back_up(&memory, &place, &stop, &after(100)).await;
    assert_eq!(stopped.err(), Some(Stopped::ByHand));
    stop.set(false);
    let stopped = restore(&memory, &file, &stop, &after(100)).await;
    assert_eq!(stopped, Err(Stopped::ByHand));
    assert_eq!(memory.projects.borrow().len(), 1);
}

#[wasm_bindgen_test]
async fn what_fails_says_why_and_leaves_nothing() {
    let memory = Memory::of(300);
    let file = file_of(&memory, true).await;
    let place = Place::Download("a.tagline-backup.gz".to_owned());
    for at in 0..6 {
        memory.calls.set(0);
        memory.fails.set(Some(at));
        let failed = back_up(&memory, &place, &Cell::new(false), &|_, _| {}).await;
        assert_eq!(failed.err(), Some(Stopped::Because("the store is out of order".to_owned())), "{at}");
    }
    for at in 0..3 {
        memory.calls.set(0);
        memory.fails.set(Some(at));
        let failed = restore(&memory, &file, &Cell::new(false), &|_, _| {}).await;
        assert_eq!(failed, Err(Stopped::Because("the store is out of order".to_owned())), "{at}");
        assert_eq!(memory.projects.borrow().len(), 1);
    }
}

#[wasm_bindgen_test]
async fn a_file_that_was_cut_gives_the_documents_before() {
    let memory = Memory::of(300);
    let file = file_of(&memory, true).await;
    let cut = file.slice_with_f64_and_f64(0.0, (file.size() / 2.0).floor()).unwrap();
    let restored = restore(&memory, &cut, &Cell::new(false), &|_, _| {}).await.unwrap();
    let Ending { documents, of, cut, whole } = restored.ending;
    assert!(cut && !whole && of == 300 && (50..250).contains(&documents), "{documents}");
    let held = memory.project(restored.project).unwrap();
    assert_eq!(held.documents.len(), documents as usize);
    let first = memory.project(1).unwrap();
    assert!(held.documents.iter().all(|(number, document)| first.documents[number] == *document));
    memory.remove(restored.project).await.unwrap();
    // Before the first document there is nothing to keep.
    let cut = file.slice_with_f64_and_f64(0.0, 60.0).unwrap();
    assert!(restore(&memory, &cut, &Cell::new(false), &|_, _| {}).await.is_err());
    assert_eq!(memory.projects.borrow().len(), 1);
}

#[wasm_bindgen_test]
async fn other_files_are_refused() {
    let memory = Memory::of(1);
    let pipe = Pipe::packing().unwrap();
    let out = pipe.out().clone();
    wasm_bindgen_futures::spawn_local(async move {
        pipe.write("An article.\nMore of it.").await.unwrap();
        pipe.close().await.unwrap();
    });
    let archive = whole(&out).await.unwrap();
    let text = Blob::new_with_str_sequence(&js_sys::Array::of1(&"An article.".into())).unwrap();
    let empty = Blob::new().unwrap();
    for file in [archive, text, empty] {
        let refused = restore(&memory, &file, &Cell::new(false), &|_, _| {}).await.unwrap_err();
        assert!(refused.to_string().starts_with("line 1: expected a backup that Tagline made"), "{refused}");
    }
    assert_eq!(memory.projects.borrow().len(), 1);
}

#[wasm_bindgen_test]
fn a_file_is_called_by_its_project_and_day() {
    for (project, name) in [
        ("Courts & Agencies, 2019", "courts-agencies-2019-2026-11-30.tagline-backup.gz"),
        ("Gerichte é 漢", "gerichte-é-漢-2026-11-30.tagline-backup.gz"),
        ("../..", "project-2026-11-30.tagline-backup.gz"),
        ("", "project-2026-11-30.tagline-backup.gz"),
    ] {
        assert_eq!(file_name(project, "2026-11-30", true), name);
    }
    assert!(file_name("a", "2026-11-30", false).ends_with(PLAIN));
    assert!(file_name(&"long ".repeat(99), "2026-11-30", true).len() < 100);
}
