//! What may be done where several tabs have the project open, and what stays when another tab's work comes.

use tagline::annotation::{Label, Status};
use tagline::format::{Bundle, Salt};
use tagline::workspace::{LabelCommand, LoadedBundle};
use wasm_bindgen_test::wasm_bindgen_test;

use super::*;
use crate::components::bar::Saving;
use crate::testing::{annotating, apply, partly_read, project};

fn state(keeping: Keeping, shares: Shares) -> State {
    State(annotating("[PERSON? Zoë 漢] 👩‍🚀 in [PLACE? Ohio]"), keeping, shares)
}

fn ids(state: &State) -> Ids {
    Rc::new(state.0.documents().iter().map(|open| open.document().id.clone()).collect())
}

fn send(state: &mut State, command: Command) {
    state.take(Action { what: What::Do(command), context: clock::context() });
}

fn tell(state: &mut State, keep: Keep) {
    state.take(Action { what: What::Keep(keep), context: clock::context() });
}

fn accept(state: &mut State) {
    send(state, Command::Step { forward: true, pencil: false });
    send(state, Command::Accept);
}

fn accepted(state: &State) -> usize {
    let marks = state.0.current().unwrap().document().annotations().iter();
    marks.filter(|mark| mark.status == Status::Accepted).count()
}

#[wasm_bindgen_test]
fn a_document_is_written_where_it_may_be() {
    for (elsewhere, apart, writes) in
        [(false, false, true), (false, true, false), (true, false, false), (true, true, true)]
    {
        let kept = if elsewhere { Keeping::Elsewhere(0) } else { Keeping::Store(0) };
        let mut state = state(kept, Shares { elsewhere, apart: Ids::default() });
        if apart {
            let ids = ids(&state);
            tell(&mut state, Keep::Apart(ids));
        }
        assert_eq!(state.kept(), if writes { "store" } else { "elsewhere" });
        // To look is always free.
        send(&mut state, Command::Step { forward: true, pencil: false });
        assert!(state.0.current().unwrap().focus().is_some());
        assert_eq!(state.0.notice(), None);
        accept(&mut state);
        assert_eq!(accepted(&state), usize::from(writes), "{elsewhere} {apart}");
        assert_eq!(state.0.notice().is_some(), !writes);
        // Once it is written here, what was said of it is gone.
        if elsewhere && !apart {
            let ids = ids(&state);
            tell(&mut state, Keep::Apart(ids));
            assert_eq!(state.0.notice(), None);
            tell(&mut state, Keep::Apart(Ids::default()));
        }
        // Labels are the project's; the step that takes them back is one of the document.
        let labels = state.0.schema().labels().len();
        send(&mut state, Command::Labels(LabelCommand::Add(Label::new("SHIP").unwrap())));
        assert_eq!(state.0.schema().labels().len() > labels, writes && !elsewhere);
    }
}

#[wasm_bindgen_test]
fn what_only_this_tab_writes_stays_when_anothers_work_comes() {
    let mut state = state(Keeping::Elsewhere(0), Shares { elsewhere: true, apart: Ids::default() });
    let (before, own) = (state.0.clone(), ids(&state));
    tell(&mut state, Keep::Apart(own.clone()));
    accept(&mut state);
    let revision = state.0.revision();
    assert!(state.safe_revision() < revision);
    // It was read before the edit was in the store.
    tell(&mut state, Keep::Shown(Box::new(before.clone())));
    assert_eq!((accepted(&state), state.0.revision()), (1, revision));
    assert!(state.safe_revision() < revision, "it is not saved yet");
    tell(&mut state, Keep::Kept(revision, Vec::new(), Vec::new()));
    assert_eq!((state.safe_revision(), state.kept()), (revision, "store"));
    // The tab that wrote the project is gone: this one goes on with it.
    tell(&mut state, Keep::Restored(Box::new(before.clone()), Ids::default()));
    assert_eq!((accepted(&state), state.2.clone()), (1, Shares::default()));
    // Given back, it is as the other tab has it.
    tell(&mut state, Keep::Elsewhere);
    tell(&mut state, Keep::Shown(Box::new(before)));
    assert_eq!(accepted(&state), 0);
    assert_eq!(state.safe_revision(), state.0.revision());
}

#[wasm_bindgen_test]
fn what_was_done_just_before_another_tab_writes_is_not_called_saved() {
    let mut state = state(Keeping::Store(0), Shares::default());
    accept(&mut state);
    let revision = state.0.revision();
    tell(&mut state, Keep::Elsewhere);
    assert_eq!((state.kept(), accepted(&state)), ("elsewhere", 1));
    assert!(state.safe_revision() < revision);
    accept(&mut state);
    assert_eq!(state.0.revision(), revision, "nothing more is done");
    // The keeper writes it before it lets the other tab begin.
    tell(&mut state, Keep::Kept(revision, Vec::new(), Vec::new()));
    assert_eq!((state.kept(), state.safe_revision()), ("elsewhere", revision));
    // Or it cannot any more, and it stays to be downloaded.
    tell(&mut state, Keep::Failed("another tab writes this project now".into()));
    assert_eq!((state.kept(), accepted(&state)), ("failing", 1));
}

#[wasm_bindgen_test]
fn what_is_not_whole_is_read_and_not_written_whoever_writes_the_project() {
    for (keeping, elsewhere) in [(Keeping::Store(0), false), (Keeping::Elsewhere(0), true)] {
        let workspace = partly_read("[PERSON? Zoë 漢] 👩‍🚀 in [PLACE? Ohio]");
        let mut state = State(workspace, keeping, Shares { elsewhere, apart: Ids::default() });
        assert_eq!((state.kept(), state.0.notice()), ("partly", None));
        let Saving::Partly(what) = Saving::of(&state) else { panic!("the bar says so") };
        assert!(what.contains("record 2 of 2") && what.contains("version 7"), "{what}");
        accept(&mut state);
        assert_eq!(accepted(&state), 0);
        let notice = state.0.notice().unwrap().clone();
        assert!(notice.title.ends_with("can only be read"), "{notice:?}");
        // A copy is a document of the project, which is written by one tab.
        send(&mut state, Command::Dismiss);
        send(&mut state, Command::EditCopy);
        assert_eq!(
            (state.0.documents().len(), state.0.notice().is_some()),
            (2 - usize::from(elsewhere), elsewhere)
        );
        assert_eq!(state.kept(), if elsewhere { "partly" } else { "store" });
        accept(&mut state);
        assert_eq!(accepted(&state), usize::from(!elsewhere));
        // On the list it is about the project.
        send(&mut state, Command::Show(tagline::workspace::View::Projects));
        assert_eq!(state.kept(), if elsewhere { "elsewhere" } else { "store" });
    }
    // What the store could not take is more urgent.
    let mut state = state(Keeping::Store(0), Shares::default());
    state.0 = partly_read("[PLACE? Ohio]");
    tell(&mut state, Keep::Failed("there is no room".into()));
    assert_eq!(state.kept(), "failing");
}

#[wasm_bindgen_test]
fn marks_of_a_bundle_come_where_this_tab_writes_all_that_they_touch() {
    for (elsewhere, lent, comes) in
        [(false, false, true), (false, true, false), (true, false, false), (true, true, false)]
    {
        let bundle = Bundle::of(&project("Zoë 漢 👩‍🚀 in [SHIP Ohio]"), &Salt::new([7; 16]));
        let open = || {
            Command::OpenBundle(LoadedBundle {
                name: "b".to_owned(),
                bundle: bundle.clone(),
                issues: Vec::new(),
            })
        };
        let mut workspace = annotating("Zoë 漢 👩‍🚀 in Ohio");
        workspace.hold_bundles(true);
        apply(&mut workspace, [open(), Command::Dismiss]);
        workspace.hold_bundles(false);
        let kept = if elsewhere { Keeping::Elsewhere(0) } else { Keeping::Store(0) };
        let mut state = State(workspace, kept, Shares { elsewhere, apart: Ids::default() });
        if lent {
            let ids = ids(&state);
            tell(&mut state, Keep::Apart(ids));
        }
        // What is shown again waits on; to look is always free.
        send(&mut state, Command::Open(0));
        let marks = state.0.current().unwrap().document().annotations().len();
        assert_eq!((marks, state.0.wanted()), if comes { (1, 0) } else { (0, 1) }, "{elsewhere} {lent}");
        assert_eq!(state.0.notice().map(|notice| &*notice.title), comes.then_some("b: 1 mark placed"));
        // Which bundles wait is decided where the project is written.
        send(&mut state, Command::DropBundle("b".into()));
        assert_eq!(state.0.wanted(), usize::from(elsewhere));
        send(&mut state, Command::Dismiss);
        let other = Bundle::of(&project("In [SHIP Cuba]"), &Salt::new([8; 16]));
        send(
            &mut state,
            Command::OpenBundle(LoadedBundle { name: "c".to_owned(), bundle: other, issues: Vec::new() }),
        );
        assert_eq!(state.0.wanted(), 1);
        let told = state.0.notice().unwrap().title.clone();
        assert_eq!(told.starts_with("c waits for 1 article"), !elsewhere, "{told}");
    }
}
