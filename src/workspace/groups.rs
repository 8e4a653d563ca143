//! What a text names, grouped: mentions by label and by what they name.

use std::collections::HashMap;
use std::rc::Rc;

use crate::annotation::{AnnotationId, Document, Entity, EntityId, Label, Schema, Status};

/// The things of one label that a text names.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The label.
    pub label: Label,
    /// In the order the text first names them.
    pub rows: Vec<Named>,
}

/// A thing and where the text names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Its full name where the lists know it, else the words of its first mention.
    pub name: String,
    /// What its mentions name.
    pub entity: Option<EntityId>,
    /// Its id in an authority file.
    pub link: Option<String>,
    /// Where it is named, in the text's order; never empty.
    pub mentions: Vec<AnnotationId>,
    /// Whether any mention is still in pencil.
    pub pencil: bool,
    /// Whether all of them are: what they name is only proposed.
    pub proposed: bool,
}

/// What `document` names, by label in the schema's order; rejected annotations do not count.
pub fn groups(document: &Document, schema: &Schema, entities: &[Rc<Entity>]) -> Vec<Group> {
    let known: HashMap<&EntityId, &Rc<Entity>> = entities.iter().map(|entity| (&entity.id, entity)).collect();
    let mut groups: Vec<Group> =
        schema.labels().iter().map(|def| Group { label: def.label.clone(), rows: Vec::new() }).collect();
    let mut places: HashMap<(usize, String), usize> = HashMap::new();
    for annotation in document.annotations().iter().filter(|other| other.status != Status::Rejected) {
        let at = match groups.iter().position(|group| group.label == annotation.label) {
            Some(at) => at,
            None => {
                groups.push(Group { label: annotation.label.clone(), rows: Vec::new() });
                groups.len() - 1
            }
        };
        let words = document.words(annotation.span);
        let entity = annotation.entity.as_ref().and_then(|id| known.get(id));
        let key = match &annotation.entity {
            Some(id) => id.0.to_string(),
            None => format!("“{}", words.to_lowercase()),
        };
        let Some(group) = groups.get_mut(at) else { continue };
        let row = *places.entry((at, key)).or_insert_with(|| {
            group.rows.push(Named {
                name: entity
                    .map_or(words, |entity| &*entity.name)
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" "),
                link: entity
                    .and_then(|entity| entity.canonical.as_ref())
                    .map(|(id, authority)| format!("{authority}/{id}")),
                entity: annotation.entity.clone(),
                mentions: Vec::new(),
                pencil: false,
                proposed: true,
            });
            group.rows.len() - 1
        });
        if let Some(row) = group.rows.get_mut(row) {
            row.mentions.push(annotation.id.clone());
            row.pencil |= annotation.status == Status::Suggested;
            row.proposed &= annotation.status == Status::Suggested;
        }
    }
    groups.retain(|group| !group.rows.is_empty());
    groups
}
