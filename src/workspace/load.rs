//! Taking in the documents of a file, beside those that are there.

use std::collections::HashSet;
use std::rc::Rc;

use super::{Context, LabelCommand, Loaded, OpenDocument, View, Workspace, counted};
use crate::annotation::{EditError, Entity, EntityId};

impl Workspace {
    /// Takes in the documents of a file and shows the first; nothing that was there is lost or changed.
    pub(super) fn load(&mut self, loaded: Loaded, context: &Context) -> Result<(), EditError> {
        let Loaded { name, project, issues } = loaded;
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
        if fresh {
            self.schema = Rc::new(project.schema);
            self.extra = project.extra;
        } else {
            for def in project.schema.labels() {
                if self.schema.get(&def.label).is_none() {
                    self.schema = Rc::new(self.schema.with_def(def));
                }
            }
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
        self.say(&format!("{} opened", counted(loaded, "document")));
        Ok(())
    }

    /// Takes in entities that are not known yet.
    pub(super) fn add_entities(&mut self, entities: Vec<Rc<Entity>>) {
        let mut known: HashSet<EntityId> = self.entities.iter().map(|entity| entity.id.clone()).collect();
        Rc::make_mut(&mut self.entities)
            .extend(entities.into_iter().filter(|new| known.insert(new.id.clone())));
    }
}
