//! Brings many files in: hands them to the worker in the background, and has what comes of them taken in.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use tagline::job::errand::{Answer, Batch, Errand, Import};
use tagline::job::kept::label_rows;
use tagline::workspace::queue::{Signature, pack_signatures};
use tagline::workspace::{Command, ImportCommand, ImportStep, Workspace};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::background::Background;
use crate::browser::clock;
use crate::browser::files::Handle;
use crate::desk::{Desk, State};
use crate::keeper::Keeper;

/// Brings many files in.
#[derive(Clone, Default, PartialEq)]
pub struct Importer {
    background: Background,
    /// Whether files are being taken in: nothing ends that but its end.
    running: Rc<Cell<bool>>,
}

impl Importer {
    /// Takes files that came together: hands them over, and asks what is in them.
    pub fn offer(&self, desk: &Desk, files: Vec<Handle>) {
        let import = |command| Command::Import(command);
        let names = files.iter().map(|file| (file.name.as_str().into(), file.bytes)).collect();
        desk.send(import(ImportCommand::Offer(names)));
        if self.running.get() {
            // It has been said that they have to wait.
            return;
        }
        let heard = {
            let desk = desk.clone();
            move |answer| {
                desk.send(import(match answer {
                    Answer::Looked(found) => ImportCommand::Looked(found),
                    Answer::Failed(message) => ImportCommand::Failed(message.into()),
                    _ => return,
                }));
            }
        };
        let ticket = self.background.begin(heard);
        let (background, desk) = (self.background.clone(), desk.clone());
        spawn_local(async move {
            let handed = |bytes| desk.send(import(ImportCommand::Handed(bytes)));
            let unread = background.hand(ticket, &files, handed).await;
            if background.is_on(ticket) {
                desk.send(import(ImportCommand::Unread(unread)));
                background.say(Errand::Look);
            }
        });
    }

    /// Takes in what was handed over. Each batch is to be acknowledged once it is dealt with; `over` hears of the end, and whether
    /// something was left, or what went wrong.
    pub fn run(
        &self,
        import: Import,
        batch: impl Fn(Batch) + 'static,
        over: impl Fn(Result<bool, String>) + 'static,
    ) {
        self.running.set(true);
        let running = self.running.clone();
        let over = move |how| {
            running.set(false);
            over(how);
        };
        let heard = move |answer| match answer {
            Answer::Batch(come) => batch(*come),
            Answer::Over { stopped } => over(Ok(stopped)),
            Answer::Failed(message) | Answer::NotLoaded(message) => over(Err(message)),
            _ => {}
        };
        if self.background.go_on(heard) {
            self.background.say(Errand::Import(import.into()));
        }
    }

    /// A batch has been dealt with.
    pub fn ack(&self) {
        self.background.ack();
    }

    /// Has the rest left; what is finished still comes.
    pub fn stop(&self) {
        self.background.stop();
    }

    /// Takes what comes into the store.
    fn run_kept(&self, workspace: &Workspace, desk: &Desk, keeper: &Rc<Keeper>) {
        let (importer, workspace) = (self.clone(), workspace.clone());
        let (desk, keeper) = (desk.clone(), keeper.clone());
        self.running.set(true);
        spawn_local(async move {
            let import = match keeper.importing(&workspace).await {
                Ok(import) => import,
                Err(why) => {
                    importer.running.set(false);
                    return desk.send(Command::Import(ImportCommand::Failed(why.into())));
                }
            };
            // One batch is kept after the other, and the end is told behind the last.
            let queue: Rc<RefCell<VecDeque<Come>>> = Rc::default();
            let busy = Rc::new(Cell::new(false));
            let add = {
                let (importer, desk) = (importer.clone(), desk.clone());
                move |come| {
                    queue.borrow_mut().push_back(come);
                    if busy.replace(true) {
                        return;
                    }
                    let (importer, desk, keeper) = (importer.clone(), desk.clone(), keeper.clone());
                    let (queue, busy) = (queue.clone(), busy.clone());
                    spawn_local(async move {
                        while let Some(come) = { queue.borrow_mut().pop_front() } {
                            match come {
                                Come::Batch(batch) => match keeper.keep_batch(*batch).await {
                                    Ok(()) => importer.ack(),
                                    Err(why) => {
                                        importer.background.end();
                                        importer.running.set(false);
                                        desk.send(Command::Import(ImportCommand::Failed(why.into())));
                                        keeper.imported().await;
                                        break;
                                    }
                                },
                                Come::Over(how) => {
                                    keeper.imported().await;
                                    desk.send(Command::Import(ended(how)));
                                }
                            }
                        }
                        busy.set(false);
                    });
                }
            };
            let add = Rc::new(add);
            let over = add.clone();
            let batch = move |batch| add(Come::Batch(Box::new(batch)));
            importer.run(import, batch, move |how| over(Come::Over(how)));
        });
    }

    /// Takes what comes into this tab alone, where nothing is kept.
    fn run_here(&self, workspace: &Workspace, desk: &Desk) {
        let Some(importing) = workspace.importing() else { return };
        let documents = || workspace.documents().iter().map(|open| open.document()).zip(1..);
        let signatures: Vec<_> =
            documents().map(|(document, number)| (number, Signature::of(document.text()))).collect();
        let import = Import {
            choices: importing.choices(),
            first: u32::try_from(signatures.len()).unwrap_or(u32::MAX) + 1,
            fresh: clock::context().fresh.to_string(),
            now: clock::now().0.to_string(),
            known: vec![pack_signatures(&signatures).into()],
            ids: documents().map(|(document, _)| document.id.to_string()).collect(),
            labels: label_rows(workspace.schema()),
            leave_out: importing.leave_out,
        };
        let come = {
            let (importer, desk) = (self.clone(), desk.clone());
            move |batch| {
                desk.send(Command::Import(ImportCommand::Came { batch: Rc::new(batch), open: true }));
                importer.ack();
            }
        };
        let desk = desk.clone();
        self.run(import, come, move |how| desk.send(Command::Import(ended(how))));
    }
}

/// What comes of an import.
enum Come {
    Batch(Box<Batch>),
    Over(Result<bool, String>),
}

/// What the end of an import is to the workspace.
pub fn ended(how: Result<bool, String>) -> ImportCommand {
    match how {
        Ok(stopped) => ImportCommand::Over(stopped),
        Err(message) => ImportCommand::Failed(message.into()),
    }
}

/// What is to happen with the files.
#[derive(Clone, Copy, PartialEq)]
enum Want {
    Nothing,
    Run(u64),
    Stop(u64),
}

/// Keeps the importer at what the workspace wants done.
#[hook]
pub fn use_importer(state: &UseReducerHandle<State>, desk: &Desk, keeper: &Rc<Keeper>) -> Importer {
    let importer = (*use_memo((), |()| Importer::default())).clone();
    let want = match state.0.importing().map(|importing| (importing.ticket, &importing.step)) {
        Some((ticket, ImportStep::Running { stopping: false, .. })) => Want::Run(ticket),
        Some((ticket, ImportStep::Running { .. })) => Want::Stop(ticket),
        _ => Want::Nothing,
    };
    {
        let (importer, state, desk, keeper) = (importer.clone(), state.clone(), desk.clone(), keeper.clone());
        use_effect_with(want, move |want| match want {
            Want::Run(_) if keeper.keeps() => importer.run_kept(&state.0, &desk, &keeper),
            Want::Run(_) => importer.run_here(&state.0, &desk),
            Want::Stop(_) => importer.stop(),
            Want::Nothing => {}
        });
    }
    {
        let importer = importer.clone();
        use_effect_with(state.0.importing().is_some(), move |there| {
            if !there && !importer.running.get() {
                // What the files held is let go of.
                importer.background.end();
            }
        });
    }
    importer
}
