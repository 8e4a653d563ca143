//! Bringing files side by side with the project: which documents are the same, under one id, with the labels of the project.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::super::Workspace;
use super::super::load::joined_labels;
use super::{CompareFile, Comparison};
use crate::annotation::{
    Annotation, Document, DocumentStatus, Edit, Entity, EntityId, Project, Retext, Schema, Status,
};
use crate::article::Cleaned;

/// What the project is called beside the files of others.
const OURS: &str = "Yours";

/// Documents that are not compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NotCompared {
    /// Those that files have and the project has not, or has with another text: each with its file's number, as the file has it.
    pub theirs: Vec<(usize, Rc<Document>)>,
    /// How many of them the project has with another text.
    pub differing: usize,
    /// The ids of the project's documents that wait until they are done, as blind mode is on.
    pub waiting: BTreeSet<Rc<str>>,
}

/// The versions side by side.
pub(super) struct Aligned {
    pub names: Vec<Rc<str>>,
    pub versions: Vec<Rc<Project>>,
    pub base: Option<Project>,
    pub seen: Vec<Rc<Document>>,
    pub schema: Rc<Schema>,
    pub left: NotCompared,
}

/// The versions of what is compared: the documents that the project and at least one file have with the same text.
pub(super) fn aligned(comparison: &Comparison, workspace: &Workspace) -> Aligned {
    let here = here(comparison, workspace);
    let ours = Ours::of(&here, workspace);
    let mut left = NotCompared::default();
    let mut schema = (*workspace.schema).clone();
    let mut versions = Vec::new();
    for (number, file) in comparison.files.iter().enumerate() {
        let (mut project, apart) = ours.beside(file, &mut schema);
        let waits = |document: &&Rc<Document>| workspace.waits(&document.id);
        left.waiting.extend(project.documents.iter().filter(waits).map(|document| document.id.clone()));
        project.documents.retain(|document| !left.waiting.contains(&document.id));
        left.differing += apart.iter().filter(|document| ours.ids.contains_key(&*document.id)).count();
        left.theirs.extend(apart.into_iter().map(|document| (number, document)));
        versions.push(project);
    }
    let base = comparison.base.as_ref().map(|file| ours.beside(file, &mut schema).0);
    let compared: HashSet<Rc<str>> =
        versions.iter().flat_map(|one| &one.documents).map(|document| document.id.clone()).collect();
    let seen: Vec<Rc<Document>> =
        here.iter().filter(|document| compared.contains(&document.id)).cloned().collect();
    let own = Project {
        schema: Schema::default(),
        annotators: (*workspace.annotators).clone(),
        entities: (*workspace.entities).clone(),
        documents: seen.iter().map(|document| decided(document, document.id.clone())).collect(),
        extra: None,
    };
    versions.insert(0, own);
    let with = |mut project: Project| {
        project.schema = schema.clone();
        project.documents.retain(|document| compared.contains(&document.id));
        project
    };
    Aligned {
        names: names(&comparison.files),
        base: base.map(with),
        versions: versions.into_iter().map(|one| Rc::new(with(one))).collect(),
        seen,
        schema: Rc::new(schema),
        left,
    }
}

impl Workspace {
    /// Whether what others marked in the document of that id is not to be seen yet.
    pub(super) fn waits(&self, id: &str) -> bool {
        let mut open = self.documents.iter().map(|open| &open.document);
        self.is_blind() && open.any(|one| &*one.id == id && one.status() != DocumentStatus::Done)
    }
}

/// What the versions are called: files by their annotator if there is one whose name no other file has, else by their names.
fn names(files: &[Rc<CompareFile>]) -> Vec<Rc<str>> {
    let person = |file: &CompareFile| match file.project.annotators.as_slice() {
        [one] if !one.name.is_empty() && &*one.name != "annotator" => Some(one.name.clone()),
        _ => None,
    };
    let mut people: BTreeMap<Rc<str>, usize> = BTreeMap::new();
    files.iter().filter_map(|file| person(file)).for_each(|name| *people.entry(name).or_default() += 1);
    let name = |file: &Rc<CompareFile>| match person(file) {
        Some(name) if people.get(&name) == Some(&1) => name,
        _ => file.name.clone(),
    };
    std::iter::once(OURS.into()).chain(files.iter().map(name)).collect()
}

/// The documents of the project: those that are open, and those that were compared before and have been closed since.
fn here(comparison: &Comparison, workspace: &Workspace) -> Vec<Rc<Document>> {
    let mut here: Vec<Rc<Document>> = workspace.documents.iter().map(|open| open.document.clone()).collect();
    let open = workspace.open_ids();
    let shelf = workspace.queue.shelf();
    let closed = comparison
        .seen
        .iter()
        .filter(|document| !open.contains(&*document.id) && shelf.number_of(&document.id).is_some());
    here.extend(closed.cloned());
    here
}

/// The project, to look things up in.
struct Ours<'a> {
    ids: HashMap<&'a str, &'a Rc<Document>>,
    /// Documents by their text; `None` where several have it.
    texts: HashMap<&'a str, Option<&'a Rc<Document>>>,
    entities: HashMap<&'a EntityId, &'a Rc<Entity>>,
    people: HashSet<&'a str>,
}

impl Ours<'_> {
    fn of<'a>(here: &'a [Rc<Document>], workspace: &'a Workspace) -> Ours<'a> {
        let mut texts: HashMap<&str, Option<&Rc<Document>>> = HashMap::new();
        for document in here {
            texts.entry(&**document.text()).and_modify(|found| *found = None).or_insert(Some(document));
        }
        Ours {
            ids: here.iter().map(|document| (&*document.id, document)).collect(),
            texts,
            entities: workspace.entities.iter().map(|entity| (&entity.id, entity)).collect(),
            people: workspace.annotators.iter().map(|person| &*person.name).collect(),
        }
    }

    /// A file's documents that the project has too, under their ids here, and the others as they are.
    fn beside(&self, file: &CompareFile, schema: &mut Schema) -> (Project, Vec<Rc<Document>>) {
        let mut project = (*file.project).clone();
        let (joined, _) = joined_labels(schema, &mut project);
        *schema = joined;
        let ids = self.renamed_entities(&project);
        let mut claimed: HashSet<Rc<str>> = HashSet::new();
        let mut places = Vec::with_capacity(project.documents.len());
        // By id first: whoever has the same id is not asked for its text.
        for document in &project.documents {
            let same = self.ids.get(&*document.id).filter(|ours| ours.text() == document.text());
            places.push(same.map(|ours| ours.id.clone()).filter(|id| claimed.insert(id.clone())));
        }
        for (document, place) in project.documents.iter().zip(&mut places) {
            if place.is_none()
                && !self.ids.contains_key(&*document.id)
                && let Some(Some(ours)) = self.texts.get(&**document.text())
                && claimed.insert(ours.id.clone())
            {
                *place = Some(ours.id.clone());
            }
        }
        let (mut documents, mut apart) = (Vec::new(), Vec::new());
        for (document, place) in project.documents.iter().zip(places) {
            match place {
                Some(id) => documents.push(renamed(decided(document, id), &ids)),
                None => apart.push(document.clone()),
            }
        }
        let entity = |entity: &Rc<Entity>| match (ids.get(&entity.id), self.entities.get(&entity.id)) {
            (Some(new), _) => Rc::new(Entity { id: new.clone(), ..Entity::clone(entity) }),
            // What the project knows of it stands.
            (None, Some(ours)) => Rc::clone(ours),
            (None, None) => entity.clone(),
        };
        project.entities = project.entities.iter().map(entity).collect();
        project.annotators.retain(|person| !self.people.contains(&*person.name));
        (Project { documents, extra: None, ..project }, apart)
    }

    /// Other ids for a file's entities that only share their id with one of the project's.
    fn renamed_entities(&self, project: &Project) -> HashMap<EntityId, EntityId> {
        let mut taken: HashSet<EntityId> = self.entities.keys().map(|id| (*id).clone()).collect();
        taken.extend(project.entities.iter().map(|entity| entity.id.clone()));
        let mut ids = HashMap::new();
        for entity in &project.entities {
            let differs = |ours: &&&Rc<Entity>| (&ours.name, &ours.label) != (&entity.name, &entity.label);
            if self.entities.get(&entity.id).filter(differs).is_none() {
                continue;
            }
            // It may be known here under another id.
            let alike = self.entities.values().find(|ours| {
                (&ours.name, &ours.label, &ours.canonical) == (&entity.name, &entity.label, &entity.canonical)
            });
            let new = alike.map(|ours| ours.id.clone()).or_else(|| {
                let mut numbers = 2_usize..;
                let id = |number| EntityId(format!("{}~{number}", entity.id.0).into());
                numbers.find_map(|number| Some(id(number)).filter(|id| !taken.contains(id)))
            });
            if let Some(new) = new {
                taken.insert(new.clone());
                ids.insert(entity.id.clone(), new);
            }
        }
        ids
    }
}

/// The document under that id with what was decided in it, and nothing of what its text was made from.
fn decided(document: &Document, id: Rc<str>) -> Rc<Document> {
    let marks = document.annotations().iter().filter(|mark| mark.status != Status::Suggested);
    let retext = Retext {
        cleaned: Cleaned { text: document.text().clone(), ..Cleaned::default() },
        annotations: marks.cloned().collect(),
        reviewed: document.reviewed().to_vec(),
        set_aside: Vec::new(),
    };
    let mut plain = Document::new(id, None, Cleaned::default(), document.metadata().clone());
    // It cannot fail: all of it stood in this very text.
    let _ = Edit::SetText(Box::new(retext)).apply(&mut plain);
    plain.extra.clone_from(&document.extra);
    Rc::new(plain)
}

/// The document with other ids for the entities that its marks name.
fn renamed(document: Rc<Document>, ids: &HashMap<EntityId, EntityId>) -> Rc<Document> {
    let new = |mark: &Rc<Annotation>| {
        let entity = ids.get(mark.entity.as_ref()?)?.clone();
        Some(Edit::Replace(Rc::new(Annotation { entity: Some(entity), ..Annotation::clone(mark) })))
    };
    let edits: Vec<Edit> =
        if ids.is_empty() { Vec::new() } else { document.annotations().iter().filter_map(new).collect() };
    if edits.is_empty() {
        return document;
    }
    let mut document = Rc::unwrap_or_clone(document);
    // It cannot fail: each is there.
    let _ = crate::annotation::apply_all(crate::annotation::Change(edits), &mut document);
    Rc::new(document)
}
