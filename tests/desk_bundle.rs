//! Marks that came without their texts: they wait, come with the article in one step, and go with one undo.
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod desk;

use std::rc::Rc;

use tagline::annotation::{DocumentStatus, Project, document_from_notation, document_to_notation};
use tagline::article::{CleanOptions, Source, clean};
use tagline::format::{Bundle, Salt};
use tagline::text::Span;
use tagline::workspace::{Command, Loaded, LoadedBundle, View, Work, Workspace};

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
        let project = project(notations);
        let bundle = Bundle::of(&project, &Salt::new([7; 16]));
        self.send(Command::OpenBundle(LoadedBundle { name: "b.json".to_owned(), bundle, issues: Vec::new() }))
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
