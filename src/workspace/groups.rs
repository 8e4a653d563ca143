//! What a text names, grouped: mentions by label and by what they name.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::annotation::{AnnotationId, Document, Entity, EntityId, Label, Schema, Status, difference};

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
pub fn groups(document: &Document, schema: &Schema, entities: &[Rc<Entity>]) -> Vec<Rc<Group>> {
    groups_of(document, schema, entities, |_| true)
}

/// The same, if `before` is what `then` named, with the same schema and entities: made anew only where marks have changed.
pub fn regrouped(
    before: &[Rc<Group>],
    then: &Document,
    document: &Document,
    schema: &Schema,
    entities: &[Rc<Entity>],
) -> Vec<Rc<Group>> {
    let (gone, come) = difference(then.annotations(), document.annotations());
    let touched: HashSet<&Label> = gone.into_iter().chain(come).map(|one| &one.label).collect();
    let listed = |label: &Label| schema.get(label).is_some();
    if !Rc::ptr_eq(then.text(), document.text()) || !touched.iter().all(|label| listed(label)) {
        return groups(document, schema, entities);
    }
    let new = groups_of(document, schema, entities, |label| touched.contains(label));
    let of = |groups: &[Rc<Group>], label: &Label| groups.iter().find(|group| group.label == *label).cloned();
    let known = schema
        .labels()
        .iter()
        .filter_map(|def| of(if touched.contains(&def.label) { &new } else { before }, &def.label));
    known.chain(before.iter().filter(|group| !listed(&group.label)).cloned()).collect()
}

fn groups_of(
    document: &Document,
    schema: &Schema,
    entities: &[Rc<Entity>],
    wanted: impl Fn(&Label) -> bool,
) -> Vec<Rc<Group>> {
    let known: HashMap<&EntityId, &Rc<Entity>> = entities.iter().map(|entity| (&entity.id, entity)).collect();
    let mut groups: Vec<Group> =
        schema.labels().iter().map(|def| Group { label: def.label.clone(), rows: Vec::new() }).collect();
    let mut places: HashMap<(usize, String), usize> = HashMap::new();
    for annotation in
        document.annotations().iter().filter(|other| other.status != Status::Rejected && wanted(&other.label))
    {
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
    groups.into_iter().map(Rc::new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Edit, document_from_notation};

    #[test]
    fn what_changed_is_grouped_as_all_is() {
        let notation =
            "[PLACE Paris] met [PERSON? Élan], [SHIP 漢] and [PLACE? paris], [DATE 2019]\r\n[PERSON Zoë] 👩‍🚀";
        let then = document_from_notation("d", notation, &"Ada".into()).unwrap();
        let schema = Schema::default();
        let before = groups(&then, &schema, &[]);
        for at in 0..then.annotations().len() {
            for label in ["PLACE", "PERSON", "SHIP", "LAW"] {
                let mut now = then.clone();
                let mut mark = (*now.annotations()[at]).clone();
                mark.label = Label::new(label).unwrap();
                Edit::Replace(mark.into()).apply(&mut now).unwrap();
                let regrouped = regrouped(&before, &then, &now, &schema, &[]);
                assert_eq!(regrouped, groups(&now, &schema, &[]), "{at} {label}");
            }
        }
        let same = regrouped(&before, &then, &then.clone(), &schema, &[]);
        assert!(same.iter().zip(&before).all(|(now, then)| Rc::ptr_eq(now, then)));
    }
}
