//! A project into a file and back: what is read of the store is packed as it comes, and what is unpacked is written to the store
//! as it comes, so that neither is ever in memory whole. What is restored becomes a project of its own.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::pin::Pin;
use std::rc::Rc;

use tagline::format::Issue;
use tagline::job::backup::{Ending, Listed, Opening, PACKED, PLAIN, Piece, Reader, Writer, is_backup};
use tagline::job::kept::{JOINT, STEP};
use web_sys::{Blob, File};

use crate::browser::files::Handle;
use crate::browser::pack::{Pipe, Unpacking, beginning, is_packed};
use crate::browser::save::{Place, Saving};
use crate::desk::Desk;
use crate::incoming::refuse;

/// How many bytes of text are packed at once.
const PACK: usize = 256 << 10;
/// How many documents, or bytes of them, are written to the store at once.
const WRITE: (usize, usize) = (200, 4 << 20);
/// How many issues are told one by one.
const TOLD: usize = 100;

/// What comes later, or why it did not.
pub type Soon<T> = Pin<Box<dyn Future<Output = Result<T, String>>>>;

/// Texts, each with its name.
pub type Texts = Vec<(String, String)>;

/// Documents by number, each with what the list knows of it and its records, the first first.
pub type Documents = Vec<(u32, Listed, Vec<String>)>;

/// The store, as far as backups need it: the project that is open, to be read, and new ones, to be written.
pub trait Vault {
    /// Waits until the store has what is on its way there. How many edits it could not take comes back.
    fn settle(&self) -> Soon<u64>;

    /// What the open project is called, and how many documents it has now.
    fn opening(&self) -> Soon<Opening>;

    /// Its parts.
    fn parts(&self) -> Soon<Texts>;

    /// Its entities by id, some of them: from the first one behind `after`. None at the end.
    fn entities(&self, after: Option<String>) -> Soon<Texts>;

    /// Its documents by number, some of them: from the first one behind `after`. None at the end.
    fn documents(&self, after: Option<u32>) -> Soon<Documents>;

    /// Begins a new project, never one that is there, and gives its number. Until it is kept it is on no list, and if the page
    /// is closed before, it is gone with the next visit.
    fn begin(&self, opening: Opening) -> Soon<u32>;

    /// Writes into a project that was begun; a part of a name that is there already takes its place.
    fn write(&self, project: u32, pieces: Vec<Piece>) -> Soon<()>;

    /// Keeps a project that was begun: from now on it is one of the projects, under the name that comes back.
    fn keep(&self, project: u32) -> Soon<String>;

    /// Removes a project that was begun, with all it holds.
    fn remove(&self, project: u32) -> Soon<()>;
}

/// Who hears of a file.
type Hears = Rc<dyn Fn(File)>;

thread_local! {
    /// Who takes files that were dropped on the page, or opened.
    static HEARS: RefCell<Option<Hears>> = const { RefCell::new(None) };
}

/// Has backups that are dropped on the page, or opened, given to this one from now on.
pub fn hear_offers(hear: Option<Rc<dyn Fn(File)>>) {
    HEARS.replace(hear);
}

/// Takes what is a backup out of files that come in, and has it restored; gives the others.
pub async fn taken(desk: &Desk, files: Vec<Handle>) -> Vec<Handle> {
    let (mut others, mut found) = (Vec::with_capacity(files.len()), None);
    let refused = "This backup was not restored";
    for file in files {
        if !is_one(&file).await {
            others.push(file);
        } else if found.is_none() {
            found = Some(file);
        } else {
            let why = "expected one backup, found another; restore one after the other";
            refuse(desk, refused, format!("{}: {why}", file.name));
        }
    }
    if let Some(file) = found {
        match HEARS.with_borrow(Clone::clone) {
            Some(hear) => hear(file.file().clone()),
            None => {
                let why = "expected a tab that keeps its work, which this one does not, or not now";
                refuse(desk, refused, format!("{}: {why}", file.name));
            }
        }
    }
    others
}

/// Whether a file is a backup, whatever it is called.
async fn is_one(file: &Handle) -> bool {
    let name = file.name.to_ascii_lowercase();
    if name.ends_with(PACKED) || name.ends_with(PLAIN) {
        return true;
    }
    if !is_packed(file.file()).await {
        return is_backup(&beginning(file.file(), 64).await);
    }
    let Ok(unpacking) = Unpacking::of(file.file()).await else { return false };
    let first = unpacking.next().await;
    unpacking.stop();
    first.is_ok_and(|first| first.is_some_and(|bytes| is_backup(&bytes)))
}

/// Why it was not done.
#[derive(Clone, Debug, PartialEq)]
pub enum Stopped {
    /// It was asked to.
    ByHand,
    /// Something failed.
    Because(String),
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Stopped::ByHand => "stopped",
            Stopped::Because(why) => why,
        })
    }
}

impl From<String> for Stopped {
    fn from(why: String) -> Stopped {
        Stopped::Because(why)
    }
}

/// A project that came from a file, and is not kept yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Restored {
    /// Its number.
    pub project: u32,
    /// What the file says of itself.
    pub opening: Opening,
    /// How the file ended.
    pub ending: Ending,
    /// What could not be read of it, as far as that is told.
    pub issues: Vec<Issue>,
    /// How many more issues there are.
    pub more: usize,
}

/// What a backup of that project is called.
pub fn file_name(project: &str, day: &str, packed: bool) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let name: String = project.to_lowercase().chars().map(plain).collect();
    let words: Vec<&str> = name.split('-').filter(|word| !word.is_empty()).collect();
    let name: String = words.join("-").chars().take(60).collect();
    let name = if name.is_empty() { "project" } else { name.trim_end_matches('-') };
    format!("{name}-{day}{}", if packed { PACKED } else { PLAIN })
}

/// Writes a backup of the open project to `place`, of what the store has once it has all that is on its way there. `tell` hears how
/// many documents are written. What was held of it for the browser's downloads comes back, and how many edits it does not hold,
/// as the store could not take them.
pub async fn back_up(
    vault: &dyn Vault,
    place: &Place,
    stop: &Cell<bool>,
    tell: &dyn Fn(u32, u32),
) -> Result<(Option<Blob>, u64), Stopped> {
    let unsaved = vault.settle().await?;
    let packing = place.name().ends_with(PLAIN).then(Pipe::plain);
    let pipe = packing.unwrap_or_else(|| Pipe::packing().map_or_else(Pipe::plain, Ok))?;
    let saving = Saving::begin(place, pipe.out()).await?;
    match write_all(vault, &pipe, stop, tell).await {
        Ok(()) => Ok((saving.done().await?, unsaved)),
        Err(Failed::Read(why)) => {
            pipe.give_up();
            Err(why)
        }
        Err(Failed::Write(why)) => {
            pipe.give_up();
            // Who could not write knows better why than who was not read any more.
            Err(saving.done().await.err().unwrap_or(why).into())
        }
    }
}

enum Failed {
    Read(Stopped),
    Write(String),
}

impl From<String> for Failed {
    fn from(why: String) -> Failed {
        Failed::Read(Stopped::Because(why))
    }
}

async fn write_all(
    vault: &dyn Vault,
    pipe: &Pipe,
    stop: &Cell<bool>,
    tell: &dyn Fn(u32, u32),
) -> Result<(), Failed> {
    let opening = vault.opening().await?;
    let (mut text, mut done) = (String::new(), 0);
    let mut writer = Writer::begin(&opening, &mut text);
    tell(0, opening.documents);
    let parts = vault.parts().await?;
    for (name, part) in &parts {
        writer.write(&Piece::Part { name: name.clone(), text: part.clone() }, &mut text);
        on(pipe, &mut text, PACK, stop).await?;
    }
    let mut after = None;
    loop {
        let documents = vault.documents(after).await?;
        let Some((last, ..)) = documents.last() else { break };
        after = Some(*last);
        for (number, listed, records) in documents {
            writer.write(&Piece::Document { number, listed, records }, &mut text);
            done += 1;
            on(pipe, &mut text, PACK, stop).await?;
        }
        tell(done, opening.documents.max(done));
    }
    // Those that the documents name are there by now, also where they came meanwhile.
    let mut after = None;
    loop {
        let entities = vault.entities(after).await?;
        let Some((last, _)) = entities.last() else { break };
        after = Some(last.clone());
        for (id, entity) in entities {
            writer.write(&Piece::Entity { id, text: entity }, &mut text);
            on(pipe, &mut text, PACK, stop).await?;
        }
    }
    for (name, part) in vault.parts().await? {
        // What a step sets beside its document belongs to the document as it was read.
        let of_step = name.starts_with(STEP) || name.starts_with(JOINT);
        let is_new = || !parts.iter().any(|(other, before)| *other == name && *before == part);
        if !of_step && is_new() {
            writer.write(&Piece::Part { name, text: part }, &mut text);
        }
    }
    writer.end(&mut text);
    on(pipe, &mut text, 0, stop).await?;
    pipe.close().await.map_err(Failed::Write)
}

/// Has what was written packed if it is so long, and asks whether to go on.
async fn on(pipe: &Pipe, text: &mut String, least: usize, stop: &Cell<bool>) -> Result<(), Failed> {
    if stop.get() {
        return Err(Failed::Read(Stopped::ByHand));
    }
    if text.len() >= least {
        pipe.write(text).await.map_err(Failed::Write)?;
        text.clear();
    }
    Ok(())
}

/// Makes a new project of a file. It is kept once its reader says so; where nothing came of the file, it is gone again. `tell`
/// hears how many documents are read.
pub async fn restore(
    vault: &dyn Vault,
    file: &Blob,
    stop: &Cell<bool>,
    tell: &dyn Fn(u32, u32),
) -> Result<Restored, Stopped> {
    let mut coming = Coming::default();
    let unpacking = Unpacking::of(file).await?;
    let read = read_all(vault, &unpacking, &mut coming, stop, tell).await;
    let why = match (read, coming.project) {
        (Ok((opening, ending)), Some(project)) if ending.whole || ending.documents > 0 => {
            let Coming { issues, more, .. } = coming;
            return Ok(Restored { project, opening, ending, issues, more });
        }
        (Ok((_, ending)), _) => Stopped::Because(format!("{ending}; try an older one")),
        (Err(why), _) => why,
    };
    unpacking.stop();
    if let Some(project) = coming.project {
        vault.remove(project).await?;
    }
    Err(why)
}

/// What there is of a project that is being restored.
#[derive(Default)]
struct Coming {
    project: Option<u32>,
    pieces: Vec<Piece>,
    documents: usize,
    bytes: usize,
    issues: Vec<Issue>,
    more: usize,
}

impl Coming {
    fn take(&mut self, read: Vec<Result<Piece, Issue>>) {
        for one in read {
            match one {
                Ok(piece) => {
                    self.documents += usize::from(matches!(piece, Piece::Document { .. }));
                    self.bytes += match &piece {
                        Piece::Part { text, .. } | Piece::Entity { text, .. } => text.len(),
                        Piece::Document { records, .. } => records.iter().map(String::len).sum(),
                    };
                    self.pieces.push(piece);
                }
                Err(issue) if self.issues.len() < TOLD => self.issues.push(issue),
                Err(_) => self.more += 1,
            }
        }
    }

    /// Writes what there is if it is so much.
    async fn write(
        &mut self,
        vault: &dyn Vault,
        opening: &Opening,
        least: (usize, usize),
    ) -> Result<(), String> {
        if self.documents < least.0 && self.bytes < least.1 {
            return Ok(());
        }
        let project = match self.project {
            Some(project) => project,
            None => *self.project.insert(vault.begin(opening.clone()).await?),
        };
        (self.documents, self.bytes) = (0, 0);
        vault.write(project, std::mem::take(&mut self.pieces)).await
    }
}

async fn read_all(
    vault: &dyn Vault,
    unpacking: &Unpacking,
    coming: &mut Coming,
    stop: &Cell<bool>,
    tell: &dyn Fn(u32, u32),
) -> Result<(Opening, Ending), Stopped> {
    let mut reader = Reader::default();
    // What is damaged so that it cannot be unpacked ends there.
    while let Ok(Some(bytes)) = unpacking.next().await {
        coming.take(reader.push(&bytes).map_err(|error| error.message)?);
        if let Some(opening) = reader.opening() {
            coming.write(vault, opening, WRITE).await?;
            tell(reader.documents(), opening.documents.max(reader.documents()));
        }
        if stop.get() {
            return Err(Stopped::ByHand);
        }
    }
    let opening = reader.opening().cloned();
    let (last, ending) = reader.finish().map_err(|error| error.message)?;
    coming.take(last);
    // Where the first line was the last bytes, too, nothing came of it.
    let opening = opening.ok_or_else(|| format!("{ending}; try an older one"))?;
    coming.write(vault, &opening, (0, 0)).await?;
    tell(ending.documents, ending.of);
    Ok((opening, ending))
}

#[cfg(test)]
pub mod tests;
