//! Marks that came without their texts: they wait with the project for the articles, and come when one is on screen.

mod place;

use std::collections::BTreeSet;
use std::rc::Rc;

use super::{Command, Context, LoadedBundle, Workspace, counted};
use crate::annotation::{EditError, Origin};
use crate::format::{Bundle, Bundled, Found, anchored};

/// So many of the articles that are wanted are listed.
const LISTED: usize = 12;

/// So many texts that are none of a bundle's are remembered.
const TRIED: usize = 64;

/// The bundles whose articles have not all come.
#[derive(Clone, Debug, Default)]
pub(super) struct Bundles {
    all: Vec<Waiting>,
    /// Whether no mark of them comes for now.
    held: bool,
}

/// A bundle with those of its documents whose texts have not come.
#[derive(Clone, Debug)]
struct Waiting {
    told: Rc<WaitingBundle>,
    bundle: Rc<Bundle>,
    /// The texts that are none of its own.
    tried: Vec<Rc<str>>,
}

/// What is told of a bundle that waits for articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingBundle {
    /// Its name, which no other has: its file's, with a number behind it where another of that name waits.
    pub name: Rc<str>,
    /// How many marks wait.
    pub marks: usize,
    /// The people who made them, in the order of their names.
    pub people: Vec<Rc<str>>,
    /// What tells a person which articles are wanted, a line for each.
    pub articles: Vec<String>,
}

/// A bundle that was taken away, and its place.
#[derive(Clone, Debug)]
pub(super) struct Dropped {
    at: usize,
    waiting: Waiting,
}

impl Waiting {
    fn new(name: Rc<str>, bundle: Rc<Bundle>) -> Waiting {
        let marks = || bundle.documents.iter().flat_map(|document| &document.marks);
        let people: BTreeSet<&Rc<str>> = marks()
            .filter_map(|mark| match &mark.origin {
                Origin::Annotator(who) => Some(who),
                Origin::Tagger { .. } => None,
            })
            .collect();
        let told = WaitingBundle {
            name,
            marks: marks().count(),
            people: people.into_iter().cloned().collect(),
            articles: bundle.documents.iter().map(Bundled::description).collect(),
        };
        Waiting { told: told.into(), bundle, tried: Vec::new() }
    }

    /// The same without the document at `number`; `None` if it was the last.
    fn without(&self, number: usize) -> Option<Waiting> {
        let mut bundle = (*self.bundle).clone();
        bundle.documents.remove(number);
        let left = Waiting::new(self.told.name.clone(), bundle.into());
        (!left.bundle.documents.is_empty()).then(|| Waiting { tried: self.tried.clone(), ..left })
    }
}

impl Dropped {
    pub(super) fn name(&self) -> &Rc<str> {
        &self.waiting.told.name
    }
}

impl Bundles {
    /// Each bundle with its name.
    pub(super) fn named(&self) -> impl Iterator<Item = (&Rc<str>, &Rc<Bundle>)> {
        self.all.iter().map(|waiting| (&waiting.told.name, &waiting.bundle))
    }

    /// Sets the bundle of that name as it was kept.
    pub(super) fn set(&mut self, name: &str, bundle: Bundle) {
        self.all.retain(|waiting| *waiting.told.name != *name);
        self.all.push(Waiting::new(name.into(), bundle.into()));
    }

    fn has(&self, name: &str) -> bool {
        self.all.iter().any(|waiting| *waiting.told.name == *name)
    }

    /// Adds a bundle under its name, or under one with a number behind it; the name.
    fn add(&mut self, name: &str, bundle: Bundle) -> Rc<str> {
        let with_number = |number: usize| format!("{name} ({number})");
        let free = |name: &String| !self.has(name);
        let name = Some(name.to_owned()).filter(free).or_else(|| (2..).map(with_number).find(free));
        let name: Rc<str> = name.unwrap_or_default().into();
        self.all.push(Waiting::new(name.clone(), bundle.into()));
        name
    }

    /// Adds a bundle, unless all of it waits already; one of which all that waits is a part of it goes. The name it has.
    fn open(&mut self, name: &str, bundle: Bundle) -> Rc<str> {
        let is_in = |one: &Bundle, other: &Bundle| {
            one.salt == other.salt && one.documents.iter().all(|document| other.documents.contains(document))
        };
        if let Some(there) = self.all.iter().find(|there| is_in(&bundle, &there.bundle)) {
            return there.told.name.clone();
        }
        self.all.retain(|there| !is_in(&there.bundle, &bundle));
        self.add(name, bundle)
    }

    /// The bundle and the document of it whose text this is, and what is found in it. Looks at each text once.
    fn find(&mut self, text: &Rc<str>) -> Option<(usize, usize, Found)> {
        self.all.iter_mut().enumerate().find_map(|(at, waiting)| {
            if waiting.tried.iter().any(|tried| Rc::ptr_eq(tried, text)) {
                return None;
            }
            waiting.tried.push(text.clone());
            if waiting.tried.len() > TRIED {
                waiting.tried.remove(0);
            }
            let found = anchored(&waiting.bundle, &[text]);
            let (number, found) = found.into_iter().enumerate().find_map(|(at, one)| Some((at, one?)))?;
            Some((at, number, found))
        })
    }
}

impl Workspace {
    /// How many articles are wanted by bundles that were opened.
    pub fn wanted(&self) -> usize {
        self.bundles.all.iter().map(|waiting| waiting.bundle.documents.len()).sum()
    }

    /// What is told of each bundle that waits for articles.
    pub fn waiting_bundles(&self) -> Vec<Rc<WaitingBundle>> {
        self.bundles.all.iter().map(|waiting| waiting.told.clone()).collect()
    }

    /// Whether marks of bundles do not come for now, be their articles on screen: where not all is this desk's to write.
    pub fn hold_bundles(&mut self, held: bool) {
        self.bundles.held = held;
    }

    /// Takes in a bundle, whose marks come once their articles are on screen.
    pub(super) fn open_bundle(&mut self, loaded: LoadedBundle, context: &Context) -> Result<(), EditError> {
        let LoadedBundle { name, bundle, issues } = loaded;
        if bundle.documents.is_empty() {
            let mut lines = vec![format!("{name} holds no marks")];
            lines.extend(issues);
            self.tell("Nothing to open", lines, true);
            return Ok(());
        }
        let name = self.bundles.open(&name, bundle);
        self.revision += 1;
        self.take_bundled(context)?;
        let Some(waiting) = self.bundles.all.iter().find(|waiting| waiting.told.name == name) else {
            if !issues.is_empty() {
                self.tell(&format!("{name}: not all was understood"), issues, true);
            }
            return Ok(());
        };
        let wanted = &waiting.told.articles;
        let mut lines = vec![
            "It holds marks without the texts that they stand in. Paste or open these articles: the marks of each come \
             once its text is on screen. Until then they wait with this project; the start screen lists them."
                .to_owned(),
        ];
        lines.extend(wanted.iter().take(LISTED).cloned());
        if wanted.len() > LISTED {
            lines.push(format!("and {} more", wanted.len() - LISTED));
        }
        let title = format!("{name} waits for {}", counted(wanted.len(), "article"));
        let failed = !issues.is_empty();
        lines.extend(issues);
        self.tell(&title, lines, failed);
        Ok(())
    }

    /// Takes away the bundle of that name; on the start screen undo brings it back.
    pub(super) fn drop_bundle(&mut self, name: &str) -> Option<Dropped> {
        let at = self.bundles.all.iter().position(|waiting| *waiting.told.name == *name)?;
        let waiting = self.bundles.all.remove(at);
        Some(Dropped { at, waiting })
    }

    /// Brings back a bundle that was taken away.
    pub(super) fn put_back_bundle(&mut self, dropped: Dropped) {
        let Dropped { at, waiting } = dropped;
        let name = waiting.told.name.clone();
        if self.bundles.has(&name) {
            // Another one has its name by now.
            let bundle = Rc::unwrap_or_clone(waiting.bundle);
            self.bundles.add(&name, bundle);
        } else {
            self.bundles.all.insert(at.min(self.bundles.all.len()), waiting);
        }
    }
}

impl Command {
    /// Whether a text may have come on screen by it, or been looked at since. What comes from the store changes nothing there.
    pub(super) fn may_show_a_text(&self) -> bool {
        !matches!(
            self,
            Command::Bring(_)
                | Command::Renew(_)
                | Command::Restore(_)
                | Command::Close(_)
                | Command::Discard(_)
                | Command::Needed(_)
                | Command::Loading { .. }
                | Command::Progress { .. }
                | Command::Tell(_)
                | Command::Dismiss
                | Command::Undo
                | Command::Saved(_)
        )
    }
}
