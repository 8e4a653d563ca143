//! Taking in the documents of a file, beside those that are there.

use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

use super::{Context, LabelCommand, Loaded, OpenDocument, View, Workspace, counted};
use crate::annotation::{
    Annotation, Change, Edit, EditError, Entity, EntityId, Label, Project, Schema, apply_all,
};
use crate::tagging::is_a_kind;

impl Workspace {
    /// Takes in the documents of a file and shows the first; nothing that was there is lost or changed.
    pub(super) fn load(&mut self, loaded: Loaded, context: &Context) -> Result<(), EditError> {
        let Loaded { name, mut project, issues } = loaded;
        if project.documents.is_empty() && issues.is_empty() && !project.schema.labels().is_empty() {
            let labels = project.schema.labels().to_vec();
            return self.label_command(LabelCommand::Take { name, labels });
        }
        if project.documents.is_empty() {
            let mut lines = vec![format!("{name} holds no document")];
            lines.extend(issues);
            lines.push("Your work is unchanged.".to_owned());
            self.tell("Nothing to open", lines, true);
            return Ok(());
        }
        let fresh = self.documents.is_empty();
        let mut named = String::new();
        if fresh {
            self.schema = Rc::new(project.schema);
            self.extra = project.extra;
        } else {
            named = self.take_labels_of(&mut project);
        }
        let annotators = Rc::make_mut(&mut self.annotators);
        for annotator in project.annotators {
            if annotators.iter().all(|known| known.name != annotator.name) {
                annotators.push(annotator);
            }
        }
        Rc::make_mut(&mut self.from_files).extend(project.entities.iter().map(|entity| entity.id.clone()));
        self.add_entities(project.entities);
        let first = self.documents.len();
        for (number, document) in project.documents.into_iter().enumerate() {
            let mut document = (*document).clone();
            if self.documents.iter().any(|open| open.document.id == document.id) {
                // Both stay; the one that comes later gets an id of its own.
                document.id = format!("{}-{}.{number}", document.id, context.fresh).into();
            }
            let mut open = OpenDocument::new(document, None);
            // What was annotated elsewhere is not tagged again by itself.
            open.tagged = Some(open.document.text().clone());
            open.found_in_file();
            open.draw(self.show);
            self.documents.push(Rc::new(open));
        }
        self.see_takers();
        // Learned when there is time, or when something is decided: first the text is to be seen.
        self.behind = true;
        self.current = Some(first);
        if fresh {
            self.save(self.revision);
        } else {
            self.revision += 1;
        }
        self.show_view(View::Annotate);
        if !issues.is_empty() {
            let title = match issues.len() {
                1 => format!("{name}: 1 place was not understood"),
                several => format!("{name}: {several} places were not understood"),
            };
            self.tell(&title, issues, false);
        }
        let loaded = self.documents.len() - first;
        self.say(&format!("{} opened{named}", counted(loaded, "document")));
        Ok(())
    }

    /// Takes in the labels of a project that comes in beside what is there. What a label here takes gets that label; says so.
    fn take_labels_of(&mut self, project: &mut Project) -> String {
        let (schema, names) = joined_labels(&self.schema, project);
        self.schema = Rc::new(schema);
        names.iter().map(|(label, taker)| format!(". {label} is {taker} here")).collect()
    }

    /// Takes in entities that are not known yet.
    pub(super) fn add_entities(&mut self, entities: Vec<Rc<Entity>>) {
        let mut known: HashSet<EntityId> = self.entities.iter().map(|entity| entity.id.clone()).collect();
        Rc::make_mut(&mut self.entities)
            .extend(entities.into_iter().filter(|new| known.insert(new.id.clone())));
    }
}

/// What the labels are once a project comes in beside them. Those of its names that a label here takes get that label in the
/// project, and are told.
pub(super) fn joined_labels(schema: &Schema, project: &mut Project) -> (Schema, BTreeMap<Label, Label>) {
    let mut schema = schema.clone();
    let mut names: BTreeMap<Label, Label> = BTreeMap::new();
    for def in project.schema.labels() {
        let label = &def.label;
        if schema.get(label).is_some() {
            continue;
        }
        match schema.taker(label) {
            Some(taker) if taker != *label && project.schema.get(&taker).is_none() => {
                names.insert(label.clone(), taker);
            }
            // A label that was deleted here does not come back by itself.
            None if is_a_kind(label) && !is_used(project, label) => {}
            _ => {
                let taken = project.schema.taken_by(label);
                schema = schema.joined_by(def, &taken, is_a_kind);
            }
        }
    }
    names.retain(|label, _| is_used(project, label));
    for document in &mut project.documents {
        let mut edits = Vec::new();
        for mark in document.annotations() {
            if let Some(label) = names.get(&mark.label) {
                edits.push(Edit::Replace(Rc::new(Annotation { label: label.clone(), ..(**mark).clone() })));
            }
        }
        if !edits.is_empty() {
            // It cannot fail: each is there.
            let _ = apply_all(Change(edits), Rc::make_mut(document));
        }
    }
    for entity in &mut project.entities {
        if let Some(label) = names.get(&entity.label) {
            Rc::make_mut(entity).label = label.clone();
        }
    }
    (schema, names)
}

/// Whether a mark or an entity of `project` has that label.
fn is_used(project: &Project, label: &Label) -> bool {
    let mut marks = project.documents.iter().flat_map(|document| document.annotations());
    marks.any(|mark| mark.label == *label) || project.entities.iter().any(|entity| entity.label == *label)
}
