//! Looking whether an article that came in is like one that is there.

use std::rc::Rc;

use tagline::workspace::queue::{LIKE, Row, Signature, Twin, pack, unpack_signatures};
use tagline::workspace::{Command, Notice};
use wasm_bindgen_futures::spawn_local;

use super::Keeper;
use crate::browser::store::Batch;

impl Keeper {
    /// Looks what the documents are like that these signatures are of, and says so of those that are like another.
    pub(super) fn see_twins(self: &Rc<Keeper>, signatures: Vec<(u32, Signature)>) {
        if signatures.is_empty() {
            return;
        }
        let keeper = self.clone();
        spawn_local(async move {
            let Some(store) = keeper.store.borrow().clone() else { return };
            // What fails here is a help that is missing, no more.
            let Ok(pages) = store.signatures(keeper.project.get()).await else { return };
            let mut best: Vec<Option<Twin>> = vec![None; signatures.len()];
            for (_, page) in pages {
                let Ok(there) = unpack_signatures(&page) else { continue };
                for (other, known) in there {
                    for ((number, signature), best) in signatures.iter().zip(&mut best) {
                        let alike = if other == *number { 0 } else { signature.alike(&known) };
                        if alike >= LIKE && best.is_none_or(|best| alike > best.alike) {
                            *best = Some(Twin { number: other, alike });
                        }
                    }
                }
            }
            let mut rows = Vec::new();
            let mut lines = Vec::new();
            {
                let known = keeper.known.borrow();
                let shelf = known.shelf.borrow();
                let row = |number| shelf.slot(number).and_then(|slot| shelf.row(slot));
                for ((number, _), twin) in signatures.iter().zip(best) {
                    let twin = twin.filter(|twin| shelf.slot(twin.number).is_some());
                    let Some(before) = row(*number).filter(|row| row.twin != twin) else { continue };
                    if let Some((twin, other)) = twin.and_then(|twin| Some((twin, row(twin.number)?))) {
                        let (one, other) = (&before.summary.title, &other.summary.title);
                        lines.push(format!("“{one}” is like “{other}”: {} % in common.", twin.alike));
                    }
                    rows.push(Row { twin, ..before });
                }
            }
            let packed = rows.iter().map(|row| (row.number, pack(std::slice::from_ref(row)))).collect();
            let batch = Batch { rows: packed, ..Batch::default() };
            if keeper.lock.borrow().is_none() || keeper.commit(&store, batch, rows, Vec::new()).await.is_err()
            {
                return;
            }
            if !lines.is_empty() {
                lines.push("Both are kept.".to_owned());
                let title = "Much like another document".to_owned();
                keeper.desk.send(Command::Tell(Notice { title, lines, failed: false }));
            }
        });
    }
}
