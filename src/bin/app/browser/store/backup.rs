//! What only backups read of the store: some of much at a time.

use idb::{KeyRange, Query};
use js_sys::Array;
use wasm_bindgen::JsValue;

use super::read::Asked;
use super::{ENTITIES, PARTS, Store, StoreError, all_of, at};

impl Store {
    /// The parts of a project, each with its name.
    pub async fn parts(&self, project: u32) -> Result<Vec<(String, String)>, StoreError> {
        let transaction = self.reading(&[PARTS])?;
        let asked = Asked::of(&transaction.object_store(PARTS)?, || Ok(Some(Query::from(all_of(project)?))))?;
        Ok(asked.answer().await?.iter().filter_map(named).collect())
    }

    /// So many of what mentions name in a project, from the first id behind `after`.
    pub async fn entities_after(
        &self,
        project: u32,
        after: Option<&str>,
        count: u32,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let transaction = self.reading(&[ENTITIES])?;
        let store = transaction.object_store(ENTITIES)?;
        let within = || -> Result<Option<Query>, idb::Error> {
            let Some(after) = after else { return Ok(Some(Query::from(all_of(project)?))) };
            let (from, to) =
                (Array::of2(&project.into(), &after.into()), Array::of2(&project.into(), &Array::new()));
            Ok(Some(Query::from(KeyRange::bound(&from, &to, Some(true), None)?)))
        };
        let asked = Asked::some(&store, within, Some(count))?;
        Ok(asked.answer().await?.iter().filter_map(named).collect())
    }
}

fn named((key, value): &(JsValue, JsValue)) -> Option<(String, String)> {
    Some((at(key, 1).as_string()?, value.as_string()?))
}
