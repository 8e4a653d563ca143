//! What the window of backups does, and what it is at.

use std::cell::Cell;
use std::rc::Rc;

use tagline::workspace::counted;
use tagline::workspace::insight::grouped;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use crate::backup::{Restored, Stopped, Vault, back_up, file_name, restore};
use crate::browser::{backups, clock, pack, save};

/// What the window is at.
#[derive(Clone, PartialEq)]
pub enum Stage {
    /// Nothing yet.
    Idle,
    /// Working: what at, how many documents are done, and of how many.
    Working(Work, u32, u32),
    /// It is done, and this is to be said of it; with a project that can be opened.
    Done(String, Option<u32>),
    /// A backup was made: what is to be said of it, and how many edits it does not hold.
    Made(String, u64),
    /// It was not done, and why.
    Failed(Work, String),
    /// A file that is not whole: keep what there is?
    Asking(Rc<Restored>),
}

#[derive(Clone, Copy, PartialEq)]
pub enum Work {
    BackUp,
    Restore,
}

/// What goes on in the window, for as long as it is open.
#[derive(Clone)]
pub struct Going {
    pub vault: Rc<dyn Vault>,
    pub stage: UseStateHandle<Stage>,
    /// Tells the work to stop.
    pub stop: Rc<Cell<bool>>,
    /// The project that came from a file and is not kept yet.
    pub coming: Rc<Cell<Option<u32>>>,
    pub project: u32,
    pub name: Rc<str>,
}

impl Going {
    fn tell(&self, work: Work) -> impl Fn(u32, u32) + use<> {
        let stage = self.stage.clone();
        move |done, of| stage.set(Stage::Working(work, done, of))
    }

    fn end(&self, work: Work, why: &Stopped) {
        self.stage.set(match why {
            Stopped::ByHand => {
                let words = match work {
                    Work::BackUp => "Stopped. No file was written.",
                    Work::Restore => "Stopped. Nothing has changed.",
                };
                Stage::Done(words.to_owned(), None)
            }
            Stopped::Because(why) => Stage::Failed(work, why.clone()),
        });
    }

    /// Makes a backup, in the file that was chosen last if there is one.
    pub fn back_up(self, other: bool) {
        spawn_local(async move {
            let day = clock::now().0.chars().take(10).collect::<String>();
            let proposed = file_name(&self.name, &day, pack::Pipe::packing().is_some());
            let chosen = save::chosen(self.project).filter(|_| !other);
            let place = match chosen {
                Some(place) => place,
                None => match save::choose(self.project, &proposed).await {
                    Some(place) => place,
                    None => return,
                },
            };
            self.stop.set(false);
            self.stage.set(Stage::Working(Work::BackUp, 0, 0));
            let (at, then) = (clock::now(), backups::backups(self.project));
            let last = Rc::new(Cell::new(0));
            let tell = {
                let (tell, last) = (self.tell(Work::BackUp), last.clone());
                move |done, of| {
                    last.set(done);
                    tell(done, of);
                }
            };
            match back_up(&*self.vault, &place, &self.stop, &tell).await {
                Ok((_, unsaved)) => {
                    backups::remember(self.project, |known| {
                        let lacks = u32::try_from(unsaved).unwrap_or(u32::MAX);
                        known.made(at, &then).lacking(lacks)
                    });
                    let documents = documents(last.get());
                    let name = place.name();
                    let words = match &place {
                        save::Place::File(..) => format!("{documents} backed up into {name}."),
                        save::Place::Download(_) => {
                            format!("{documents} backed up: {name} is among the browser’s downloads.")
                        }
                    };
                    self.stage.set(Stage::Made(words, unsaved));
                }
                Err(why) => {
                    // It may have been deleted meanwhile, or the browser may want to be asked again.
                    save::forget();
                    self.end(Work::BackUp, &why);
                }
            }
        });
    }

    /// Makes a project of a file.
    pub fn restore(self, file: File) {
        self.stop.set(false);
        self.stage.set(Stage::Working(Work::Restore, 0, 0));
        spawn_local(async move {
            match restore(&*self.vault, &file, &self.stop, &self.tell(Work::Restore)).await {
                Ok(restored) if restored.ending.whole && restored.issues.is_empty() => {
                    self.keep(&restored).await
                }
                Ok(restored) => {
                    self.coming.set(Some(restored.project));
                    self.stage.set(Stage::Asking(Rc::new(restored)));
                }
                Err(why) => self.end(Work::Restore, &why),
            }
        });
    }

    /// Keeps what came from a file.
    pub async fn keep(&self, restored: &Restored) {
        self.coming.set(None);
        match self.vault.keep(restored.project).await {
            Ok(name) => {
                let words =
                    format!("{} restored, as the project “{name}”.", documents(restored.ending.documents));
                self.stage.set(Stage::Done(words, Some(restored.project)));
            }
            Err(why) => self.stage.set(Stage::Failed(Work::Restore, why)),
        }
    }

    /// Removes what came from a file.
    pub fn drop_it(&self) {
        if let Some(project) = self.coming.take() {
            let removed = self.vault.remove(project);
            spawn_local(async move { drop(removed.await) });
        }
    }
}

/// `1,000 documents`.
pub fn documents(count: u32) -> String {
    let words = counted(count as usize, "document");
    words.replacen(&count.to_string(), &grouped(count), 1)
}
