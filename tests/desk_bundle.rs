//! Marks that came without their texts: they wait, come with the article in one step, and go with one undo.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod desk;

use std::rc::Rc;

use tagline::annotation::{DocumentStatus, Project, document_from_notation, document_to_notation};
use tagline::article::{CleanOptions, Source, clean};
use tagline::format::{Bundle, Salt};
use tagline::job::kept::BUNDLE;
use tagline::text::Span;
use tagline::workspace::{Command, Loaded, LoadedBundle, Restored, View, Work, Workspace};

use desk::context;

#[derive(Default)]
struct Desk {
    workspace: Workspace,
    ticks: usize,
}

impl Desk {
    fn send(&mut self, command: Command) -> &mut Desk {
        self.ticks += 1;
        self.workspace.apply(command, &context(self.ticks));
        self
    }

    fn load(&mut self, notation: &str) -> &mut Desk {
        self.send(Command::Load(Loaded {
            name: "d.json".to_owned(),
            project: project(&[notation]),
            issues: Vec::new(),
        }))
    }

    fn bundle(&mut self, notations: &[&str]) -> &mut Desk {
        self.salted(7, notations)
    }

    /// Opens a bundle whose salt is of this byte.
    fn salted(&mut self, salt: u8, notations: &[&str]) -> &mut Desk {
        let bundle = Bundle::of(&project(notations), &Salt::new([salt; 16]));
        self.send(Command::OpenBundle(LoadedBundle { name: "b.json".to_owned(), bundle, issues: Vec::new() }))
    }

    /// Each bundle that waits: its name, its marks, whose they are, and how many articles it wants.
    fn waits(&self) -> Vec<String> {
        let bundles = self.workspace.waiting_bundles();
        let said = bundles.iter().map(|one| {
            format!("{}: {} by {} in {}", one.name, one.marks, one.people.join(", "), one.articles.len())
        });
        said.collect()
    }

    /// What is kept of it that was not `then`.
    fn parts(&self, then: Option<&Desk>) -> Vec<(String, String)> {
        let then = then.map(|then| then.workspace.project_moment());
        let parts = self.workspace.project_moment().since(then.as_ref());
        parts.into_iter().filter(|(name, _)| name.starts_with(BUNDLE)).collect()
    }

    /// Another visit, with these parts kept.
    fn visit(parts: Vec<(String, String)>) -> Desk {
        let mut desk = Desk { workspace: Workspace::default(), ticks: 1000 };
        desk.send(Command::Restore(Restored { parts, ..Restored::default() }.into()));
        desk
    }

    /// Pastes an article and goes on to its text.
    fn paste(&mut self, text: &str) -> &mut Desk {
        self.send(Command::Clean { source: Source::text(text), url: None });
        let job = self.workspace.job().unwrap();
        let Work::Clean { source, .. } = &job.work else { panic!("{job:?}") };
        let (ticket, article) = (job.ticket, clean(source.clone(), CleanOptions::default()));
        self.send(Command::Cleaned { ticket, article: article.into() });
        self.send(Command::Show(View::Annotate))
    }

    fn written(&self) -> String {
        document_to_notation(self.workspace.current().unwrap().document())
    }

    fn told(&self) -> String {
        let notice = self.workspace.notice().unwrap();
        format!("{}\n{}", notice.title, notice.lines.join("\n"))
    }
}

fn project(notations: &[&str]) -> Project {
    let read = |(number, notation): (usize, &&str)| {
        Rc::new(document_from_notation(format!("d{number}"), notation, &"Ada".into()).unwrap())
    };
    Project { documents: notations.iter().enumerate().map(read).collect(), ..Project::default() }
}

const PLAIN: &str = "The council of a small harbour town counted every boat on Tuesday.\n\nIt found 漢 in Zoë’s boat, and one more in Ohio than last year.";
const MARKED: &str = "The council of a small harbour town counted every boat on [DATE Tuesday].\n\nIt found [SHIP 漢] in [PERSON Zoë]’s boat, and one more in [PLACE~ Ohio] than [DATE? last year].";

#[test]
fn marks_come_with_the_article_and_go_with_one_undo() {
    let mut desk = Desk::default();
    desk.bundle(&[MARKED, "Another [PLACE Ohio]."]);
    assert_eq!(desk.workspace.wanted(), 2);
    assert!(desk.told().starts_with("b.json waits for 2 articles\n"), "{}", desk.told());
    assert!(desk.told().contains("27 words, 130 characters, 5 marks"), "{}", desk.told());
    desk.load("Something else, in [PLACE Cuba].");
    assert_eq!((desk.workspace.wanted(), desk.written().as_str()), (2, "Something else, in [PLACE Cuba]."));

    desk.send(Command::Dismiss).load(PLAIN);
    assert_eq!(desk.workspace.wanted(), 1);
    assert_eq!(desk.written(), MARKED.replace("[DATE? last year]", "last year"));
    assert_eq!(
        desk.told(),
        "b.json: 4 marks placed\n1 suggestion left out: what is suggested here follows from what is decided here\n1 article still wanted"
    );
    let open = desk.workspace.current().unwrap();
    assert_eq!(open.document().status(), DocumentStatus::InProgress);
    assert!(desk.workspace.schema().labels().iter().any(|def| def.label.name() == "SHIP"));
    desk.send(Command::Undo);
    assert_eq!(desk.written(), PLAIN);
    desk.send(Command::Redo);
    assert_eq!(desk.written(), MARKED.replace("[DATE? last year]", "last year"));
}

#[test]
fn marks_come_to_a_paste_that_is_not_quite_the_same() {
    let mut desk = Desk::default();
    desk.bundle(&[MARKED]);
    let pasted = PLAIN.replace('’', "'").replace("\n\n", "\r\n\r\n").replace("Tuesday", "Monday");
    desk.paste(&pasted);
    assert_eq!(desk.workspace.wanted(), 0);
    let expected = "on Monday.\n\nIt found [SHIP 漢] in [PERSON Zoë]'s boat";
    assert!(desk.written().contains(expected), "{}", desk.written());
    assert!(
        desk.told().starts_with("b.json: 3 marks placed\nThe text is not quite the one"),
        "{}",
        desk.told()
    );
    assert!(
        desk.told().contains("DATE, 7 characters from 58: not placed: its words are nowhere in the text"),
        "{}",
        desk.told()
    );
    desk.send(Command::Undo);
    assert!(!desk.written().contains('['), "{}", desk.written());
}

#[test]
fn what_was_decided_here_stays() {
    let mut desk = Desk::default();
    let mine = "The council of a small harbour town counted every boat on [DATE Tuesday].\n\nIt found [SHIP? 漢] in [PLACE Zoë]’s boat, and one more in Ohio than last year.";
    desk.load(mine).bundle(&[MARKED]);
    // The suggestion is decided by what came; the other label on the same words stays beside it.
    assert!(
        desk.written().contains("[DATE Tuesday]") && desk.written().contains("[SHIP 漢]"),
        "{}",
        desk.written()
    );
    let marks = desk.workspace.current().unwrap().document().annotations().to_vec();
    assert_eq!(marks.len(), 5);
    assert!(desk.told().contains("3 marks placed\n1 mark stood here already"), "{}", desk.told());
    desk.send(Command::Undo);
    assert_eq!(desk.written(), mine);
}

#[test]
fn what_was_read_comes_with_the_same_text() {
    let mut whole = project(&[PLAIN]);
    let document = Rc::make_mut(&mut whole.documents[0]);
    let all = Span::of(0..PLAIN.len()).unwrap();
    tagline::annotation::Edit::SetReviewed(vec![all]).apply(document).unwrap();
    let bundle = Bundle::of(&whole, &Salt::of(&whole));
    let mut desk = Desk::default();
    desk.load(PLAIN).send(Command::OpenBundle(LoadedBundle {
        name: "b".to_owned(),
        bundle,
        issues: Vec::new(),
    }));
    assert_eq!(desk.workspace.current().unwrap().document().reviewed(), [all]);
    assert_eq!(desk.workspace.wanted(), 0);
}

#[test]
fn an_empty_bundle_says_so() {
    let mut desk = Desk::default();
    desk.bundle(&[]);
    assert_eq!(desk.told(), "Nothing to open\nb.json holds no marks");
}

#[test]
fn what_waits_is_kept_from_one_visit_to_the_next() {
    let mut desk = Desk::default();
    desk.bundle(&[MARKED, "Another [PLACE Ohio]."]);
    let kept = desk.parts(None);
    assert_eq!(kept.iter().map(|(name, _)| &**name).collect::<Vec<_>>(), ["bundle b.json"]);
    assert!(!kept[0].1.contains("Ohio"), "no word of the texts: {}", kept[0].1);

    let mut again = Desk::visit(kept);
    assert_eq!(again.workspace.notice(), None);
    assert_eq!(again.waits(), ["b.json: 6 by Ada in 2"]);
    assert_eq!(again.parts(Some(&again)), [], "nothing is new");
    let before = Desk { workspace: again.workspace.clone(), ticks: 0 };
    again.load(PLAIN);
    assert_eq!(again.written(), MARKED.replace("[DATE? last year]", "last year"));
    let changed = again.parts(Some(&before));
    assert_eq!(Desk::visit(changed).waits(), ["b.json: 1 by Ada in 1"]);
    again.load("Another Ohio.");
    assert_eq!(again.written(), "Another [PLACE Ohio].");
    assert_eq!(again.parts(Some(&before)), [("bundle b.json".to_owned(), String::new())], "none waits");
}

#[test]
fn a_bundle_that_was_deleted_comes_back_with_undo() {
    let mut desk = Desk::default();
    desk.bundle(&[MARKED]);
    let before = Desk { workspace: desk.workspace.clone(), ticks: 0 };
    desk.send(Command::DropBundle("b.json".into()));
    assert_eq!((desk.waits(), desk.workspace.removed().as_deref()), (vec![], Some("b.json")));
    assert!(desk.workspace.revision() > before.workspace.revision());
    assert_eq!(desk.parts(Some(&before)), [("bundle b.json".to_owned(), String::new())]);
    desk.send(Command::Undo);
    assert_eq!(desk.waits(), ["b.json: 5 by Ada in 1"]);
    assert_eq!(desk.parts(Some(&before)), []);

    // Meanwhile another one took its name.
    desk.send(Command::DropBundle("b.json".into())).salted(8, &["In [PLACE Cuba]."]).send(Command::Undo);
    assert_eq!(desk.waits(), ["b.json: 1 by Ada in 1", "b.json (2): 5 by Ada in 1"]);
    desk.send(Command::DropBundle("none".into()));
    assert_eq!(desk.waits().len(), 2);
}

#[test]
fn bundles_of_one_name_both_wait_and_the_same_one_once() {
    let mut desk = Desk::default();
    desk.bundle(&[MARKED]).salted(8, &["[PLACE Ohio] won."]).bundle(&[MARKED]);
    assert_eq!(desk.waits(), ["b.json: 5 by Ada in 1", "b.json (2): 1 by Ada in 1"]);
    let again = Desk::visit(desk.parts(None));
    assert_eq!(again.waits(), desk.waits());
    // The same file with what was taken of it already.
    desk.bundle(&[MARKED, "In [PLACE Cuba]."]);
    assert_eq!(desk.waits(), ["b.json (2): 1 by Ada in 1", "b.json: 6 by Ada in 2"]);
}

#[test]
fn all_that_wait_for_a_text_come_with_it() {
    let mut desk = Desk::default();
    desk.bundle(&["[PLACE Ohio] won on Tuesday."]).salted(8, &["Ohio won on [DATE Tuesday]."]);
    desk.load("Ohio won on Tuesday.");
    assert_eq!(desk.written(), "[PLACE Ohio] won on [DATE Tuesday].");
    assert!(
        desk.told()
            .starts_with("2 marks of 2 bundles placed\nb.json: 1 mark placed\nb.json (2): 1 mark placed"),
        "{}",
        desk.told()
    );
    assert_eq!(desk.workspace.wanted(), 0);
    desk.send(Command::Undo);
    assert_eq!(desk.written(), "[PLACE Ohio] won on Tuesday.");
    desk.send(Command::Undo);
    assert_eq!(desk.written(), "Ohio won on Tuesday.");
}

#[test]
fn what_is_held_back_waits_on() {
    let mut desk = Desk::default();
    desk.workspace.hold_bundles(true);
    desk.bundle(&[MARKED]).load(PLAIN);
    assert_eq!((desk.written().as_str(), desk.workspace.wanted()), (PLAIN, 1));
    desk.workspace.hold_bundles(false);
    desk.send(Command::LetGo);
    assert_eq!(desk.workspace.wanted(), 0);
}

#[test]
fn what_was_kept_and_is_no_bundle_is_told_and_left() {
    let desk = Desk::visit(vec![
        ("bundle a".to_owned(), "{}".to_owned()),
        ("bundle b".to_owned(), "{\"format\":\"tagline-bundle\",\"version\":9}".to_owned()),
    ]);
    assert_eq!(
        desk.told(),
        "Not all that was kept could be read\n\
         the project's bundle a: format: expected \"tagline-bundle\", found nothing; is it a bundle?\n\
         the project's bundle b: version: expected 1 or older, found 9, which a newer Tagline wrote; reload or update Tagline\n\
         What is stored is unchanged."
    );
    assert_eq!(desk.parts(None), [], "nothing is written in its place");
}
