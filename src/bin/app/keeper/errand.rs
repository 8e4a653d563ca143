//! What is done to many documents at once, open or not: some at a time, so that the page answers between, and what is done stays
//! when it is stopped.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::{Function, Promise};
use tagline::annotation::DocumentStatus;
use tagline::job::errand::{Answer, Errand as Asked, TagErrand, TextMessage};
use tagline::tagging::Suggestion;
use tagline::workspace::queue::{QueueCommand, Row, Task};
use tagline::workspace::{Brought, Command, Notice, OpenDocument, Workspace, left_alone};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::Keeper;
use super::change::Changes;
use super::read::{of_number, open_of};
use crate::browser::clock;
use crate::browser::store::{Batch, Store};
use crate::desk::Keep;

/// So many documents are changed in one transaction.
const AT_ONCE: usize = 50;
/// So many are tagged between two transactions.
const TAGGED: usize = 20;

/// What the worker in the background finds in some documents.
#[derive(Default)]
struct Finding {
    found: HashMap<u32, Vec<Suggestion>>,
    wanted: usize,
    failed: Option<String>,
    done: Option<Function>,
}

/// Documents by number, and what is to be said of each.
type Left = Vec<(u32, String)>;

/// Documents that are to be changed.
#[derive(Default)]
struct Found {
    /// Those that are not open, each with how many records it has.
    closed: Vec<(u32, Rc<OpenDocument>, u32)>,
    /// Those that are left as they are, and what can't be read of them: what follows would be lost behind that.
    left: Left,
}

impl Keeper {
    /// Carries out what a person had done to many documents.
    pub(super) fn see_errand(self: &Rc<Keeper>, now: &Workspace) {
        self.latest.replace(Some(now.clone()));
        let Some(errand) = now.queue().errand().filter(|errand| !errand.paused).cloned() else { return };
        if self.running.get() == Some(errand.ticket) {
            return;
        }
        let Some(store) = self.store.borrow().clone().filter(|_| self.lock.borrow().is_some()) else {
            self.give_up(if self.store.borrow().is_some() {
                "Another tab writes this project: take over, at the top, to change it here"
            } else {
                "Nothing is kept here: open the documents and change them one by one"
            });
            return;
        };
        self.running.set(Some(errand.ticket));
        let keeper = self.clone();
        spawn_local(async move {
            let (ticket, mut done) = (errand.ticket, errand.done);
            let mut told = Vec::new();
            while done < errand.numbers.len() && keeper.goes_on(ticket) {
                let size = match errand.task {
                    Task::PreTag => TAGGED,
                    Task::Mark(_) | Task::MarkBack => AT_ONCE,
                    Task::Delete => usize::MAX,
                };
                let rest = errand.numbers.get(done..).unwrap_or_default();
                let chunk = rest.get(..size.min(rest.len())).unwrap_or_default();
                if chunk.iter().any(|number| keeper.lending.borrow().is_away(*number)) {
                    keeper.give_up(
                        "One of these documents is being edited in another tab: close it there first",
                    );
                    break;
                }
                let result = match errand.task {
                    Task::PreTag => keeper.tag_some(&store, chunk).await,
                    Task::Mark(status) => keeper.mark_some(&store, chunk, |_| Some(status)).await,
                    Task::MarkBack => keeper.mark_some(&store, chunk, |number| errand.before(number)).await,
                    Task::Delete => keeper.delete_some(&store, chunk).await.map(|()| Vec::new()),
                };
                match result {
                    Ok(left) => {
                        let (numbers, what): (Vec<u32>, Vec<String>) = left.into_iter().unzip();
                        keeper.desk.send(Command::Queue(QueueCommand::Leave(ticket, numbers)));
                        told.extend(what);
                    }
                    Err(why) => {
                        told.clear();
                        keeper.give_up(&why);
                        break;
                    }
                }
                done += chunk.len();
                keeper.desk.send(Command::Queue(QueueCommand::Progress(ticket, done)));
            }
            if let Some(notice) = left_alone(&told) {
                keeper.desk.send(Command::Tell(notice));
            }
            keeper.running.set(None);
            if errand.task == Task::PreTag {
                keeper.background.end();
            }
            // Whether it was paused meanwhile, or another has begun.
            keeper.desk.tell(Keep::Again);
        });
    }

    fn goes_on(&self, ticket: u64) -> bool {
        let latest = self.latest.borrow();
        let errand = latest.as_ref().and_then(|now| now.queue().errand());
        errand.is_some_and(|errand| errand.ticket == ticket && !errand.paused)
    }

    pub(super) fn give_up(&self, why: &str) {
        let lines =
            vec![format!("{why}."), "What was done before that stays; nothing else has changed.".to_owned()];
        let title = "Not all of it could be done".to_owned();
        self.desk.send(Command::Queue(QueueCommand::StopErrand));
        self.desk.send(Command::Tell(Notice { title, lines, failed: true }));
    }

    /// Which of these documents are open, by id, or about to be.
    pub(super) fn open_among(&self, numbers: &[u32]) -> HashMap<u32, Rc<str>> {
        let known = self.known.borrow();
        let open = known.held.iter().filter(|(_, held)| numbers.contains(&held.number));
        open.map(|(id, held)| (held.number, id.clone())).collect()
    }

    /// What there is of these documents: those that are open and can only be read are left as they are, too.
    async fn found(&self, store: &Store, numbers: &[u32]) -> Result<Found, String> {
        let open = self.open_among(numbers);
        let mut found = Found::default();
        if let Some(now) = &*self.latest.borrow() {
            for (number, id) in &open {
                let document = now.documents().iter().find(|open| open.document().id == *id);
                let what = document.and_then(|open| open.what_is_unreadable());
                found.left.extend(what.map(|what| (*number, what)));
            }
        }
        let closed: Vec<u32> = numbers.iter().copied().filter(|number| !open.contains_key(number)).collect();
        let read = store.documents(self.project.get(), &closed).await.map_err(|error| error.to_string())?;
        for (number, records) in read {
            match open_of(&records) {
                Ok((open, count, _)) => match open.what_is_unreadable() {
                    None => found.closed.push((number, open, count)),
                    Some(what) => found.left.push((number, what)),
                },
                Err(why) => found.left.push((number, of_number(number, &why))),
            }
        }
        Ok(found)
    }

    async fn mark_some(
        self: &Rc<Keeper>,
        store: &Store,
        numbers: &[u32],
        status: impl Fn(u32) -> Option<DocumentStatus>,
    ) -> Result<Left, String> {
        let Found { closed, left } = self.found(store, numbers).await?;
        self.change(store, numbers, closed, |desk, id, number| {
            if let Some(status) = status(number) {
                desk.apply(Command::Mark(vec![id.clone()], status), &clock::context());
            }
        })
        .await?;
        Ok(left)
    }

    async fn tag_some(self: &Rc<Keeper>, store: &Store, numbers: &[u32]) -> Result<Left, String> {
        let mut texts = Vec::new();
        let open = self.open_among(numbers);
        let latest = self.latest.borrow().clone();
        for (number, id) in &open {
            let documents = latest.as_ref().map(Workspace::documents).unwrap_or_default();
            let mut documents = documents.iter().filter(|open| open.unreadable().is_none());
            let document = documents.find(|open| open.document().id == *id);
            texts.extend(document.map(|document| text_of(*number, document)));
        }
        let Found { closed, left } = self.found(store, numbers).await?;
        texts.extend(closed.iter().map(|(number, open, _)| text_of(*number, open)));
        texts.retain(|text| !text.text.is_empty());
        let found = self.names_in(texts, latest.as_ref()).await?;
        self.change(store, numbers, closed, |desk, id, number| {
            if let Some(suggestions) = found.get(&number) {
                desk.apply(Command::TakeIn(id.clone(), suggestions.clone()), &clock::context());
            }
        })
        .await?;
        Ok(left)
    }

    /// What the worker in the background finds in texts.
    async fn names_in(
        &self,
        texts: Vec<TextMessage>,
        now: Option<&Workspace>,
    ) -> Result<HashMap<u32, Vec<Suggestion>>, String> {
        if texts.is_empty() {
            return Ok(HashMap::new());
        }
        let finding = Rc::new(RefCell::new(Finding { wanted: texts.len(), ..Finding::default() }));
        let over = {
            let finding = finding.clone();
            Promise::new(&mut |resolve, _| drop(finding.borrow_mut().done.replace(resolve)))
        };
        let (heard, background) = (finding.clone(), self.background.clone());
        let hear = move |answer| {
            let mut finding = heard.borrow_mut();
            match answer {
                Answer::Tagged { number, suggestions } => {
                    let read = suggestions.into_iter().filter_map(|one| one.read()).collect();
                    finding.found.insert(number, read);
                    background.ack();
                }
                Answer::NotLoaded(why) | Answer::Failed(why) => finding.failed = Some(why),
                Answer::Over { .. } => finding.wanted = 0,
                _ => {}
            }
            if (finding.failed.is_some() || finding.found.len() >= finding.wanted)
                && let Some(done) = finding.done.take()
            {
                let _ = done.call0(&JsValue::NULL);
            }
        };
        let examples = now.map(|now| now.examples("")).unwrap_or_default();
        let examples = examples.iter().map(Into::into).collect();
        self.background.begin(hear);
        self.background.say(Asked::Tag(TagErrand { texts, examples, last: true }));
        let _ = JsFuture::from(over).await;
        let mut finding = finding.borrow_mut();
        match finding.failed.take() {
            Some(why) => Err(why),
            None => Ok(std::mem::take(&mut finding.found)),
        }
    }

    /// Changes documents: those that are open on the desk, the others beside it, and writes what came of that.
    async fn change(
        self: &Rc<Keeper>,
        store: &Store,
        numbers: &[u32],
        closed: Vec<(u32, Rc<OpenDocument>, u32)>,
        change: impl Fn(&mut dyn Applies, &Rc<str>, u32),
    ) -> Result<(), String> {
        let Some(now) = self.latest.borrow().clone() else { return Ok(()) };
        // What was opened meanwhile is changed on the desk.
        let open = self.open_among(numbers);
        let is_whole = |id: &Rc<str>| {
            let mut documents = now.documents().iter();
            documents.find(|open| open.document().id == *id).is_none_or(|open| open.unreadable().is_none())
        };
        for (number, id) in open.iter().filter(|(_, id)| is_whole(id)) {
            change(&mut &self.desk, id, *number);
        }
        let mut changes = Changes::new(false);
        let mut parts = Vec::new();
        {
            let known = self.known.borrow();
            let shelf = known.shelf.borrow();
            for (number, document, records) in closed {
                if open.contains_key(&number) || self.bringing.get() == Some(number) {
                    continue;
                }
                let mut desk = now.beside();
                let (id, then) = (document.document().id.clone(), document.moment());
                let brought = Brought { number, open: document, parts: Vec::new(), shown: false };
                desk.apply(Command::Bring(vec![brought]), &clock::context());
                let beside = desk.project_moment();
                change(&mut desk, &id, number);
                let Some(moment) = desk.documents().first().map(|open| open.moment()) else { continue };
                let Some(delta) = moment.since(Some(&then)) else { continue };
                changes.add((number, records), &delta, (&moment, Some(&then)), &shelf);
                parts.extend(desk.project_moment().since(Some(&beside)));
            }
        }
        let (mut batch, rows) = changes.finish(|| {
            let mut known = self.known.borrow_mut();
            known.segment += 1;
            known.segment - 1
        });
        batch.parts = parts;
        self.commit(store, batch, rows, Vec::new()).await
    }

    /// Writes a batch beside what is written of the open documents, and has the list follow.
    pub(super) async fn commit(
        self: &Rc<Keeper>,
        store: &Store,
        batch: Batch,
        rows: Vec<Row>,
        gone: Vec<u32>,
    ) -> Result<(), String> {
        if batch.is_empty() {
            return Ok(());
        }
        self.known.borrow_mut().note_rows(&rows, &gone);
        if let Err(error) = store.write(self.project.get(), &batch).await {
            let mut known = self.known.borrow_mut();
            let numbers = rows.iter().map(|row| row.number).chain(gone);
            numbers.for_each(|number| drop(known.fresh.remove(&number)));
            return Err(error.to_string());
        }
        {
            let mut known = self.known.borrow_mut();
            known.touched.extend(rows.iter().map(|row| row.number).chain(gone.iter().copied()));
        }
        if !batch.segments.is_empty() {
            self.index.take();
        }
        self.desk.tell(Keep::Listed(rows, gone));
        self.tell_written(&batch);
        self.fold_later();
        Ok(())
    }
}

/// Where a command can be given: on the desk, or on one beside it.
trait Applies {
    fn apply(&mut self, command: Command, context: &tagline::workspace::Context);
}

impl Applies for Workspace {
    fn apply(&mut self, command: Command, context: &tagline::workspace::Context) {
        Workspace::apply(self, command, context);
    }
}

impl Applies for &crate::desk::Desk {
    fn apply(&mut self, command: Command, _: &tagline::workspace::Context) {
        self.send(command);
    }
}

fn text_of(number: u32, open: &OpenDocument) -> TextMessage {
    let document = open.document();
    let date = document.metadata().day().map(str::to_owned);
    TextMessage { number, text: document.text().to_string(), date }
}
