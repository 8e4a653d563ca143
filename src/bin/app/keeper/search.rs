//! Searching the texts of all documents, by the words that the store keeps of them.

use std::rc::Rc;

use tagline::workspace::Command;
use tagline::workspace::Workspace;
use tagline::workspace::queue::QueueCommand;
use tagline::workspace::queue::search::{Head, Index, Query};
use wasm_bindgen_futures::spawn_local;

use super::{Keeper, Searched};
use crate::browser::store::Store;

impl Keeper {
    /// Answers what is searched for, where that is another thing than before.
    pub(super) fn see_sought(self: &Rc<Keeper>, now: &Workspace) {
        let typed = now.queue().typed().clone();
        if *self.sought.borrow() == typed {
            return;
        }
        self.sought.replace(typed.clone());
        if typed.trim().is_empty() {
            return;
        }
        let Some(store) = self.store.borrow().clone() else { return };
        let keeper = self.clone();
        spawn_local(async move {
            let numbers = keeper.find(&store, &typed).await.map(Rc::from).map_err(Rc::from);
            keeper.desk.send(Command::Queue(QueueCommand::Found { typed, numbers }));
        });
    }

    async fn find(&self, store: &Store, typed: &str) -> Result<Vec<u32>, String> {
        let project = self.project.get();
        let (index, segments) = self.index(store).await?;
        let query = Query::of(typed);
        let needs = index.needs(&query);
        let wanted: Vec<(u32, u32)> =
            needs.iter().filter_map(|(segment, block)| Some((*segments.get(*segment)?, *block))).collect();
        let blocks = store.blocks(project, &wanted).await.map_err(|error| error.to_string())?;
        let place = |segment: usize, block: u32| needs.iter().position(|need| *need == (segment, block));
        let block = |segment, block| blocks.get(place(segment, block)?)?.as_deref();
        index.find(&query, block).map_err(|error| format!("the index of the texts, {error}"))
    }

    /// What searches need of all segments, with their numbers.
    async fn index(&self, store: &Store) -> Result<Searched, String> {
        if let Some(index) = self.index.borrow().clone() {
            return Ok(index);
        }
        let read = store.heads(self.project.get()).await.map_err(|error| error.to_string())?;
        let mut heads = Vec::with_capacity(read.len());
        for (number, head) in &read {
            heads.push(Head::read(head).map_err(|error| format!("segment {number} of the index, {error}"))?);
        }
        let index = (Rc::new(Index::new(heads)), read.iter().map(|(number, _)| *number).collect());
        self.index.replace(Some(index.clone()));
        Ok(index)
    }
}
