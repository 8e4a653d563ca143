//! What mentions name: linked to an id, parted from it, two things made one.

use std::rc::Rc;

use super::{Context, Named, Workspace, counted};
use crate::annotation::{
    Annotation, AnnotationId, Change, Document, Edit, EditError, Entity, EntityId, Label, Status,
};
use crate::tagging::learned::Name;

/// How many things are proposed at most.
const PROPOSED: usize = 5;

/// What a user does with a thing that the text on screen names.
#[derive(Clone, Debug)]
pub enum EntityCommand {
    /// These mentions name the thing of that id, typed as `authority/id`.
    Link {
        /// The mentions.
        mentions: Vec<AnnotationId>,
        /// The authority and its id.
        id: String,
    },
    /// These mentions name nothing that is known.
    Unlink(Vec<AnnotationId>),
    /// The first mentions name what the second do.
    Merge {
        /// The first.
        mentions: Vec<AnnotationId>,
        /// The second.
        into: Vec<AnnotationId>,
    },
}

/// What a thing of that label may be: what the same words name elsewhere in `document`, and what is called so.
pub fn proposals(
    document: &Document,
    entities: &[Rc<Entity>],
    label: &Label,
    named: &Named,
) -> Vec<Rc<Entity>> {
    let Some(name) = Name::new(&named.name) else { return Vec::new() };
    let same_words: Vec<&EntityId> = document
        .annotations()
        .iter()
        .filter(|mark| mark.label == *label && mark.entity.is_some())
        .filter(|mark| Name::new(document.words(mark.span)).as_ref() == Some(&name))
        .filter_map(|mark| mark.entity.as_ref())
        .collect();
    let may_be = |entity: &&Rc<Entity>| {
        entity.label == *label
            && Some(&entity.id) != named.entity.as_ref()
            && entity.canonical.is_some()
            && (same_words.contains(&&entity.id) || Name::new(&entity.name).as_ref() == Some(&name))
    };
    entities.iter().filter(may_be).take(PROPOSED).cloned().collect()
}

impl Workspace {
    pub(super) fn entity_command(
        &mut self,
        command: EntityCommand,
        context: &Context,
    ) -> Result<(), EditError> {
        match command {
            EntityCommand::Link { mentions, id } => {
                let parts = id.trim().split_once('/').map(|(authority, id)| (authority.trim(), id.trim()));
                let Some((authority, id)) =
                    parts.filter(|(authority, id)| !authority.is_empty() && !id.is_empty())
                else {
                    self.say("An id is typed as authority/id: wikidata/Q42");
                    return Ok(());
                };
                let canonical = Some((Rc::from(id), Rc::from(authority)));
                let known = self.entities.iter().find(|entity| entity.canonical == canonical);
                let entity = known.map(|entity| entity.id.clone());
                let Some(entity) = entity.or_else(|| {
                    let id = EntityId(format!("{authority}:{id}").into());
                    self.new_entity(id, canonical, mentions.first()?)
                }) else {
                    return Ok(());
                };
                self.name("link", &mentions, Some(&entity), &format!("linked to {authority}/{id}"))
            }
            EntityCommand::Unlink(mentions) => self.name("unlink", &mentions, None, "linked to nothing"),
            EntityCommand::Merge { mentions, into } => {
                let Some(open) = self.current() else { return Ok(()) };
                let of = |ids: &[AnnotationId]| {
                    ids.iter().find_map(|id| open.document.annotation(id)?.entity.clone())
                };
                // What is known of either is known of both.
                let Some(entity) = of(&into).or_else(|| of(&mentions)).or_else(|| {
                    let id = EntityId(format!("local:{}", context.fresh).into());
                    self.new_entity(id, None, into.first()?)
                }) else {
                    return Ok(());
                };
                let name =
                    self.entities.iter().find(|known| known.id == entity).map(|known| known.name.clone());
                let said = format!("one with {}", name.as_deref().unwrap_or(&entity.0));
                self.name("merge", &[mentions, into].concat(), Some(&entity), &said)
            }
        }
    }

    /// A thing called by the words of that mention.
    fn new_entity(
        &mut self,
        id: EntityId,
        canonical: Option<(Rc<str>, Rc<str>)>,
        mention: &AnnotationId,
    ) -> Option<EntityId> {
        let open = self.current()?;
        let mention = open.document.annotation(mention)?;
        let name = Name::new(open.document.words(mention.span))?.words().into();
        let label = mention.label.clone();
        let entity = Entity { id: id.clone(), label, name, canonical, country: None, at: None, extra: None };
        self.add_entities(vec![Rc::new(entity)]);
        Some(id)
    }

    /// Has mentions name `entity`; what is hidden stays as it is.
    fn name(
        &mut self,
        step: &'static str,
        mentions: &[AnnotationId],
        entity: Option<&EntityId>,
        said: &str,
    ) -> Result<(), EditError> {
        let Some((at, open)) = self.current.zip(self.current()) else { return Ok(()) };
        let there = mentions.iter().filter_map(|id| open.document.annotation(id));
        let (shown, hidden): (Vec<&Rc<Annotation>>, Vec<_>) =
            there.partition(|mark| self.show.shows(mark.status) && open.sees(mark));
        let named =
            shown.iter().filter(|mark| mark.entity.as_ref() != entity && mark.status != Status::Rejected);
        let edit = |mark: &&Rc<Annotation>| {
            Edit::Replace(Rc::new(Annotation { entity: entity.cloned(), ..(**mark).as_ref().clone() }))
        };
        let edits: Vec<Edit> = named.map(edit).collect();
        let hidden = match hidden.len() {
            0 => String::new(),
            hidden => format!(". {hidden} hidden not touched"),
        };
        let said = format!("{} {said}{hidden}", counted(shown.len(), "mention"));
        if !edits.is_empty() {
            self.edit_at(at, |open| open.change(step, Change(edits)))?;
        }
        self.say(&said);
        Ok(())
    }
}
