//! The simulated user of `replay`: one command a key, whatever costs the fewest.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::error::Error;
use std::rc::Rc;

use tagline::annotation::{Annotation, AnnotationId, Document, Label, Project, Status, Timestamp};
use tagline::article::{Cleaned, Metadata, Step};
use tagline::tagging::learned::is_carried;
use tagline::tagging::{Data, TagOptions, Tagging};
use tagline::text::{Offset, Span, next_word, paragraphs, previous_word};
use tagline::workspace::{Command, Context, Edge, Loaded, Unit, Workspace};

/// A mark of the gold.
pub type Mark = (Span, Label);

/// The kinds of keys, as they are counted.
pub const KEYS: [&str; 7] = [
    "a: accept",
    "x: reject",
    "1-9: label",
    "[ ] { }: move an end",
    "n p: next in pencil",
    ". ,: next mark",
    "arrows",
];

/// Someone who annotates, and the keys they pressed.
#[derive(Clone, Default)]
pub struct User {
    workspace: Workspace,
    ticks: usize,
    /// How many of each kind.
    pub keys: [usize; KEYS.len()],
    /// How many decisions were carried to the same words.
    pub carried: HashSet<(Rc<str>, AnnotationId)>,
    /// Those of them that had to be corrected.
    pub wrong: HashSet<(Rc<str>, AnnotationId)>,
}

/// What is to be done next.
enum Task {
    /// Decide on an annotation, whose words name this in the gold, or nothing.
    Judge(Rc<Annotation>, Option<Mark>),
    /// Mark what nobody has.
    Mark(Mark),
}

impl Task {
    fn start(&self) -> Offset {
        match self {
            Task::Judge(annotation, _) => annotation.span.start(),
            Task::Mark((span, _)) => span.start(),
        }
    }
}

impl User {
    /// All keys so far.
    pub fn all_keys(&self) -> usize {
        self.keys.iter().sum()
    }

    /// The document on screen.
    fn document(&self) -> &Document {
        match self.workspace.current() {
            Some(open) => open.document(),
            None => unreachable!("the user has opened an article"),
        }
    }

    /// Something that costs no key.
    pub fn free(&mut self, command: Command) {
        self.ticks += 1;
        let context = Context {
            now: Timestamp("2024-11-20T12:00:00Z".into()),
            annotator: "Ada".into(),
            fresh: format!("u{}", self.ticks).into(),
        };
        self.workspace.apply(command, &context);
    }

    /// A key.
    fn key(&mut self, command: Command) {
        let kind = match &command {
            Command::Accept => 0,
            Command::Reject => 1,
            Command::Label(_) => 2,
            Command::Nudge { .. } => 3,
            Command::Step { pencil: true, .. } => 4,
            Command::Step { pencil: false, .. } => 5,
            _ => 6,
        };
        if let Some(keys) = self.keys.get_mut(kind) {
            *keys += 1;
        }
        self.free(command);
    }

    /// Opens an article and has it tagged.
    pub fn open(
        &mut self,
        data: &'static Data,
        id: &str,
        text: &Rc<str>,
        date: Option<&str>,
    ) -> Result<(), Box<dyn Error>> {
        let metadata = Metadata { published: date.map(str::to_owned), ..Metadata::default() };
        let cleaned = Cleaned { text: text.clone(), ..Cleaned::default() };
        let document = Document::new(id, None, cleaned, metadata);
        let project = Project { documents: vec![Rc::new(document)], ..Project::default() };
        self.free(Command::Load(Loaded { name: id.to_owned(), project, issues: Vec::new() }));
        self.free(Command::FindNames);
        let ticket = self.workspace.job().ok_or("nothing is to be tagged")?.ticket;
        let examples = self.workspace.examples(id);
        let mut tagging = Tagging::new(
            data,
            text.clone(),
            TagOptions { date: date.map(str::to_owned), examples, ..TagOptions::default() },
        );
        loop {
            if let Step::Done(suggestions) = tagging.step() {
                self.free(Command::Tagged { ticket, suggestions });
                return Ok(());
            }
        }
    }

    /// Decides and marks until the article has the gold's marks and no others.
    pub fn finish(&mut self, gold: &[Mark]) -> Result<(), Box<dyn Error>> {
        for _ in 0..20_000 {
            let Some(task) = self.next_task(gold) else { return self.check(gold) };
            match task {
                Task::Judge(annotation, None) => {
                    self.note_wrong(&annotation);
                    self.focus(&annotation.id)?;
                    self.key(Command::Reject);
                }
                Task::Judge(annotation, Some(mark)) => {
                    self.note_wrong(&annotation);
                    let (mut moved, mut anew) = (self.clone(), self.clone());
                    let fits = moved.set_right(&annotation, &mark)?;
                    anew.focus(&annotation.id)?;
                    anew.key(Command::Reject);
                    anew.mark_from_near(&mark)?;
                    *self = if fits && moved.all_keys() <= anew.all_keys() { moved } else { anew };
                }
                Task::Mark(mark) => self.mark_from_near(&mark)?,
            }
            self.note_carried();
        }
        Err("the user comes to no end".into())
    }

    /// The first thing in the text that is to be done.
    fn next_task(&self, gold: &[Mark]) -> Option<Task> {
        let annotations = self.document().annotations();
        let right = |annotation: &Annotation| {
            gold.binary_search(&(annotation.span, annotation.label.clone())).is_ok()
        };
        let kept: HashSet<Mark> = annotations
            .iter()
            .filter(|annotation| annotation.status == Status::Accepted && right(annotation))
            .map(|annotation| (annotation.span, annotation.label.clone()))
            .collect();
        let mut missing: Vec<&Mark> = gold.iter().filter(|mark| !kept.contains(*mark)).collect();
        let undone = annotations.iter().filter(|annotation| match annotation.status {
            Status::Suggested => true,
            Status::Accepted => !right(annotation),
            Status::Rejected => false,
        });
        let mut undone: Vec<(&Rc<Annotation>, Option<Mark>)> = undone.map(|one| (one, None)).collect();
        // The closest pairs first: a suggestion is for one mark of the gold, a mark for one suggestion.
        let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
        for (at, (annotation, _)) in undone.iter().enumerate() {
            for (number, mark) in
                missing.iter().enumerate().filter(|(_, mark)| mark.0.overlaps(annotation.span))
            {
                let far = mark.0.start().0.abs_diff(annotation.span.start().0)
                    + mark.0.end().0.abs_diff(annotation.span.end().0);
                pairs.push((2 * far + usize::from(mark.1 != annotation.label), at, number));
            }
        }
        pairs.sort_unstable();
        let mut claimed = HashSet::new();
        for (_, at, number) in pairs {
            if undone[at].1.is_none() && claimed.insert(number) {
                undone[at].1 = Some(missing[number].clone());
            }
        }
        let mut number = 0;
        missing.retain(|_| {
            number += 1;
            !claimed.contains(&(number - 1))
        });
        let judged = undone.into_iter().map(|(annotation, mark)| Task::Judge(annotation.clone(), mark));
        judged.chain(missing.into_iter().cloned().map(Task::Mark)).min_by_key(Task::start)
    }

    fn note_wrong(&mut self, annotation: &Annotation) {
        if annotation.status == Status::Accepted && is_carried(annotation) {
            self.wrong.insert((self.document().id.clone(), annotation.id.clone()));
        }
    }

    fn note_carried(&mut self) {
        let id = self.document().id.clone();
        let carried: Vec<_> =
            self.document().annotations().iter().filter(|one| is_carried(one)).cloned().collect();
        self.carried.extend(carried.into_iter().map(|one| (id.clone(), one.id.clone())));
    }

    fn check(&self, gold: &[Mark]) -> Result<(), Box<dyn Error>> {
        let accepted = self.document().annotations().iter().filter(|one| one.status == Status::Accepted);
        let mut marks: Vec<Mark> = accepted.map(|one| (one.span, one.label.clone())).collect();
        marks.sort();
        if marks == gold { Ok(()) } else { Err("the article has not come to the gold's marks".into()) }
    }

    fn focused(&self) -> Option<Rc<Annotation>> {
        let open = self.workspace.current()?;
        open.document().annotation(open.focus()?).cloned()
    }

    /// Goes to an annotation by `n`, `p`, `.` or `,`.
    fn focus(&mut self, id: &AnnotationId) -> Result<(), Box<dyn Error>> {
        let mut best: Option<User> = None;
        if self.focused().is_some_and(|here| here.id == *id) {
            return Ok(());
        }
        for (forward, pencil) in [(true, true), (false, true), (true, false), (false, false)] {
            let mut user = self.clone();
            let most = best.as_ref().map_or(usize::MAX, User::all_keys);
            while user.all_keys() + 1 < most {
                let before = user.focused().map(|here| here.id.clone());
                user.key(Command::Step { forward, pencil });
                let here = user.focused().map(|here| here.id.clone());
                if here.as_ref() == Some(id) {
                    best = Some(user);
                    break;
                }
                if here == before {
                    break;
                }
            }
        }
        *self = best.ok_or("an annotation that no key leads to")?;
        Ok(())
    }

    /// Makes the mark of an annotation; `false` if its ends can't be moved there.
    fn set_right(&mut self, annotation: &Annotation, (span, label): &Mark) -> Result<bool, Box<dyn Error>> {
        self.focus(&annotation.id)?;
        if annotation.span == *span && annotation.label == *label {
            self.key(Command::Accept);
            return Ok(true);
        }
        let fits = self.move_ends(*span);
        if fits && annotation.label != *label {
            self.key(Command::Label(label.clone()));
        }
        Ok(fits)
    }

    /// Moves the ends of the focused annotation to `span`'s.
    fn move_ends(&mut self, span: Span) -> bool {
        while let Some(here) = self.focused() {
            let (edge, forward) = if here.span.end() < span.end() {
                (Edge::End, true)
            } else if here.span.start() > span.start() {
                (Edge::Start, false)
            } else if here.span.end() > span.end() {
                (Edge::End, false)
            } else if here.span.start() < span.start() {
                (Edge::Start, true)
            } else {
                return true;
            };
            let moved = [Unit::Word, Unit::Character].into_iter().find_map(|unit| {
                let mut user = self.clone();
                user.key(Command::Nudge { edge, unit, forward });
                let now = user.focused()?.span;
                let (at, wanted) = match edge {
                    Edge::Start => (now.start(), span.start()),
                    Edge::End => (now.end(), span.end()),
                };
                let overshot = if forward { at > wanted } else { at < wanted };
                (now != here.span && !overshot).then_some(user)
            });
            match moved {
                Some(user) => *self = user,
                None => return false,
            }
        }
        false
    }

    /// Marks words by the caret, from where it is or from the shown mark before or behind them.
    fn mark_from_near(&mut self, mark: &Mark) -> Result<(), Box<dyn Error>> {
        let shown = |one: &&Rc<Annotation>| one.status != Status::Rejected;
        let annotations: Vec<_> = self.document().annotations().iter().filter(shown).cloned().collect();
        let behind = annotations.partition_point(|one| one.span.start() < mark.0.start());
        let near =
            [behind.checked_sub(1), Some(behind)].into_iter().flatten().filter_map(|at| annotations.get(at));
        let mut best = self.clone();
        best.mark(mark)?;
        for other in near {
            let mut user = self.clone();
            user.focus(&other.id)?;
            if user.all_keys() < best.all_keys() {
                user.mark(mark)?;
                if user.all_keys() < best.all_keys() {
                    best = user;
                }
            }
        }
        *self = best;
        Ok(())
    }

    /// Marks words by the caret.
    fn mark(&mut self, (span, label): &Mark) -> Result<(), Box<dyn Error>> {
        let text = self.document().text().clone();
        let go = |unit, forward, extend| Command::MoveCaret { unit, forward, extend };
        self.key(go(Unit::Word, true, false));
        let selected = |user: &User| user.workspace.current().and_then(|open| open.selection());
        let here = selected(self).ok_or("no caret")?;
        // By paragraphs where that gets there: one without a word keeps the caret where it is.
        let arrived = [true, false].into_iter().find_map(|leaps| {
            let (mut user, (way, target)) = (self.clone(), way(&text, here.start(), span.start(), leaps)?);
            way.into_iter().for_each(|(unit, forward)| user.key(go(unit, forward, false)));
            selected(&user).is_some_and(|now| now.start() == target).then_some(user)
        });
        *self = arrived.ok_or("no way for the caret")?;
        // Word by word; character by character where the next word is too much.
        while let Some(here) = selected(self).filter(|here| here.end() < span.end()) {
            let longer = [Unit::Word, Unit::Character].into_iter().find_map(|unit| {
                let mut user = self.clone();
                user.key(go(unit, true, true));
                selected(&user).filter(|now| *now != here && now.end() <= span.end()).map(|_| user)
            });
            match longer {
                Some(user) => *self = user,
                None => break,
            }
        }
        self.key(Command::Label(label.clone()));
        if self.move_ends(*span) {
            Ok(())
        } else {
            Err(format!("{:?} can't be marked", self.document().words(*span)).into())
        }
    }
}

/// The arrow keys from the word at `from` to the word that holds `to`, as few as can be, and where that word starts; over
/// paragraphs only if it `leaps`.
fn way(text: &str, from: Offset, to: Offset, leaps: bool) -> Option<(Vec<(Unit, bool)>, Offset)> {
    let mut words: Vec<Offset> = Vec::new();
    let mut next = next_word(text, Offset(0));
    if let Some(first) = next.and_then(|word| previous_word(text, word.start())) {
        words.push(first.start());
    }
    while let Some(word) = next {
        words.push(word.start());
        next = next_word(text, word.start());
    }
    let at = |offset: Offset| words.partition_point(|word| *word <= offset).checked_sub(1);
    let (from, to) = (at(from)?, at(to).unwrap_or(0));
    let firsts: Vec<usize> = paragraphs(text)
        .map(|paragraph| words.partition_point(|word| *word < paragraph.start()))
        .filter(|first| *first < words.len())
        .collect();
    let mut came: BTreeMap<usize, (usize, (Unit, bool))> = BTreeMap::new();
    let mut queue = VecDeque::from([from]);
    while let Some(here) = queue.pop_front() {
        if here == to {
            let mut way = Vec::new();
            let mut at = to;
            while at != from {
                let (before, key) = *came.get(&at)?;
                way.push(key);
                at = before;
            }
            way.reverse();
            return Some((way, *words.get(to)?));
        }
        let below = firsts.iter().find(|first| leaps && **first > here).copied();
        let above = firsts.iter().rev().find(|first| leaps && **first < here).copied();
        let steps = [
            ((here + 1 < words.len()).then_some(here + 1), (Unit::Word, true)),
            (here.checked_sub(1), (Unit::Word, false)),
            (below, (Unit::Paragraph, true)),
            (above, (Unit::Paragraph, false)),
        ];
        for (there, key) in steps {
            if let Some(there) = there.filter(|there| *there != from && !came.contains_key(there)) {
                came.insert(there, (here, key));
                queue.push_back(there);
            }
        }
    }
    None
}
