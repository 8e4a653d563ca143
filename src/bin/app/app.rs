//! The whole page: the state, the worker, what comes in from outside, and the screen that is shown.

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use tagline::workspace::{Command, Keymap, Loaded, RetypeCommand, View, Workspace, sample};
use yew::prelude::*;

use self::arrivals::{FileInput, use_arrivals};
use self::hooks::{use_drawn, use_keys, use_link, use_name, use_reading, use_way_clear};
use crate::browser::{files, page, settings, theme};
use crate::components::{
    about_app::AboutApp,
    annotate::Annotate,
    backup::{Backup, BackupRow},
    bar::{Bar, Saving},
    busy::{Busy, Stalled},
    clean::Clean,
    compare::CompareScreen,
    export::Export,
    insight::{InsightScreen, use_insight},
    keys::{Keys, KeysWindow},
    label_editor::LabelEditor,
    learned::LearnedWindow,
    notice::NoticePanel,
    people::{PeopleWindow, Person, PersonRow},
    queue::QueueScreen,
    same::Same,
    start::Start,
    update::Update,
};
use crate::desk::{Desk, Keeping, State};
use crate::incoming;
use crate::keeper::{use_keeper, use_vault};

/// Which window lies over the screen.
#[derive(Clone, Copy, PartialEq)]
enum Over {
    Nothing,
    Export,
    Keys,
    Learned,
    Labels,
    About,
    Backup,
    People,
}

/// Properties of [`App`].
#[derive(Default, Properties, PartialEq)]
pub struct AppProps {
    /// Whether nothing is kept from visit to visit.
    #[prop_or_default]
    pub nowhere: bool,
}

/// The app.
#[component]
pub fn App(props: &AppProps) -> Html {
    let nowhere = props.nowhere || page::sample_wanted().is_some();
    let state = use_reducer(|| if nowhere { State::default() } else { State::reading() });
    let desk = use_memo((), |()| Desk::new(&state));
    let desk: &Desk = &desk;
    let over = use_state_eq(|| Over::Nothing);
    let keymap = use_state(|| Rc::new(settings::keymap()));
    let workspace = &state.0;
    let drawn = use_drawn(&state);

    let keeper = use_keeper(&state, desk, nowhere);
    let take_over = {
        let keeper = keeper.clone();
        use_callback((), move |(), ()| keeper.take_over())
    };
    let edit_here = {
        let keeper = keeper.clone();
        use_callback((), move |(), ()| keeper.edit_here())
    };
    let vault = use_vault(&keeper, &state);
    use_link(&state, desk);
    let (name, set_name) = use_name(desk);
    let person = Person { name, blind: workspace.is_blind() };
    let people = use_callback((), {
        let over = over.clone();
        move |(), ()| over.set(Over::People)
    });
    let importer = use_arrivals(&state, desk, &keeper);
    use_keys(&state, &keymap, &over, desk, people.clone());
    use_reading(&state, desk);
    use_way_clear(workspace, &over);
    let labels = workspace.comparison().filter(|_| workspace.view() == View::Compare);
    let labels = labels.map_or(workspace.schema(), |comparison| comparison.schema());
    use_effect_with(labels.clone(), |schema| page::set_label_colours(schema));
    {
        let busy = workspace.job().is_some();
        let marks = (busy, workspace.revision(), state.safe_revision(), state.kept());
        // Yew may let the browser in between drawing the app, its parts, and effects: what is not saved or not done yet is told
        // before any of it is on screen, and that it is once all of it is.
        use_memo(marks, |&(busy, revision, saved, _)| {
            if busy {
                page::set_body("data-busy", "true");
            }
            if revision != saved {
                page::set_body("data-saved", "false");
            }
        });
        use_effect_with(marks, |&(busy, revision, saved, kept)| {
            page::set_body("data-kept", kept);
            page::set_body("data-busy", if busy { "true" } else { "false" });
            page::set_body("data-revision", &revision.to_string());
            page::set_body("data-saved-revision", &saved.to_string());
            page::set_body("data-saved", if revision == saved { "true" } else { "false" });
        });
    }
    use_effect_with((), {
        let desk = desk.clone();
        move |()| {
            theme::restore();
            match page::sample_wanted() {
                Some(Ok((bytes, count))) => {
                    let project = sample(bytes, count);
                    page::mark_time("document-in");
                    desk.send(Command::Load(Loaded {
                        name: "sample".to_owned(),
                        project,
                        issues: Vec::new(),
                    }));
                }
                Some(Err(message)) => incoming::refuse(&desk, "There is no such sample", message),
                None => {}
            }
        }
    });

    let learned = use_callback((), {
        let over = over.clone();
        move |(), ()| over.set(Over::Learned)
    });
    let edit_labels = use_callback((), {
        let over = over.clone();
        move |(), ()| over.set(Over::Labels)
    });
    let about = use_callback((), {
        let over = over.clone();
        move |(), ()| over.set(Over::About)
    });
    let backup = use_callback((), {
        let over = over.clone();
        move |(), ()| over.set(Over::Backup)
    });
    let gathered = use_state(|| None::<Rc<Workspace>>);
    let gather = {
        let (over, gathered, keeper) = (over.clone(), gathered.clone(), keeper.clone());
        Callback::from(move |numbers: Vec<u32>| {
            let (over, gathered) = (over.clone(), gathered.clone());
            keeper.gather(numbers, move |workspace| {
                gathered.set(Some(Rc::new(workspace)));
                over.set(Over::Export);
            });
        })
    };
    let gather_chosen = {
        let (gather, chosen) = (gather.clone(), workspace.queue().chosen().clone());
        Callback::from(move |()| gather.emit(chosen.iter().copied().collect()))
    };
    let gather = gather.reform(|()| Vec::new());
    {
        let gathered = gathered.clone();
        // What was put together for one file is let go of with its window.
        use_effect_with(*over == Over::Export, move |&open| {
            if !open && gathered.is_some() {
                gathered.set(None);
            }
        });
    }
    let insight = use_insight(workspace);
    let place = use_memo((), |()| Cell::new(0));
    let screen = match (workspace.view(), workspace.current()) {
        (View::Projects, _) => html! {
            <QueueScreen
                queue={workspace.queue().clone()}
                schema={Same(workspace.schema().clone())}
                import={Callback::from(|()| files::choose())}
                export={gather_chosen.clone()}
                you={html! { <PersonRow person={person.clone()} show={people.clone()} /> }}
                keep={vault.as_ref().map_or_else(Html::default, |_| html! {
                    <BackupRow project={workspace.queue().project()} show={backup.clone()} />
                })}
                place={Same(place)}
                desk={desk.clone()}
            />
        },
        (View::Compare, _) => html! {
            <CompareScreen
                comparison={workspace.comparison().cloned().map(Same)}
                schema={Same(workspace.schema().clone())}
                documents={workspace.documents().len().max(workspace.queue().shelf().len())}
                desk={desk.clone()}
            />
        },
        (View::Insight, _) => html! {
            if let Some(insight) = insight { <InsightScreen {insight} blind={person.blind} desk={desk.clone()} /> }
        },
        (View::Clean, Some(open)) => html! { <Clean open={Same(open.clone())} desk={desk.clone()} /> },
        (View::Annotate, Some(open)) => html! {
            <Annotate
                open={Same(open.clone())}
                schema={Same(workspace.schema().clone())}
                entities={Same(workspace.entities().clone())}
                armed={workspace.armed().cloned()}
                show={workspace.show()}
                busy={workspace.job().is_some()}
                bulk={workspace.bulk().cloned().map(Same)}
                documents={workspace.documents().iter().cloned().map(Same).collect::<Vec<_>>()}
                noting={workspace.noting()}
                taught={workspace.learned().taught()}
                choosing={workspace.is_choosing()}
                exact={workspace.is_exact()}
                likely={workspace.likely()}
                {learned}
                {edit_labels}
                people={people.clone()}
                desk={desk.clone()}
            />
        },
        _ => {
            html! { <Start documents={workspace.documents().iter().cloned().map(Same).collect::<Vec<_>>()} bundles={workspace.waiting_bundles()} desk={desk.clone()} about={about.clone()} person={person.clone()} people={people.clone()} /> }
        }
    };
    let close = Callback::from({
        let over = over.clone();
        move |()| over.set(Over::Nothing)
    });
    let on_list = workspace.view() == View::Projects;
    let export = Callback::from({
        let gather = gather_chosen.clone();
        let (over, desk, typing) = (over.clone(), desk.clone(), workspace.is_retyping());
        move |()| {
            let over = over.clone();
            if on_list {
                // With none selected: all there are.
                gather.emit(());
            } else if typing {
                // What is typed is a part of what is exported; the work that begins with it must not close the window.
                desk.send(Command::Retype(RetypeCommand::Take));
                Timeout::new(0, move || over.set(Over::Export)).forget();
            } else {
                over.set(Over::Export);
            }
        }
    });
    let keys = Callback::from({
        let over = over.clone();
        move |()| over.set(Over::Keys)
    });
    let set_keymap = {
        let keymap = keymap.clone();
        Callback::from(move |new: Keymap| {
            settings::keep_keymap(&new);
            keymap.set(Rc::new(new));
        })
    };
    let removed = workspace.removed().filter(|_| matches!(workspace.view(), View::Start | View::Projects));
    let queue = workspace.queue();
    let done = queue.last_done();
    let has_any = !workspace.documents().is_empty()
        || workspace.removed().is_some()
        || workspace.wanted() > 0
        || !queue.shelf().is_empty()
        || done.is_some();
    let on_screen = workspace.current().filter(|_| workspace.view().shows_document());
    let undo = on_screen.and_then(|open| open.next_undo().cloned());
    let listed = done.filter(|_| workspace.view() == View::Projects);
    let listed = listed.or(removed.map(|title| format!("delete {title}")));
    let undo = undo.or(listed.map(Into::into));
    let compared = workspace.comparison().filter(|_| workspace.view() == View::Compare);
    let undo = compared.map_or(undo, |comparison| comparison.next_undo().map(Into::into));
    let count = if *over == Over::Export { queue.shelf().len() + workspace.unlisted().len() } else { 0 };
    if !drawn {
        return html! {};
    }
    html! {
        <ContextProvider<Keys> context={Keys(Rc::clone(&keymap))}>
            <Bar
                view={workspace.view()}
                has_document={workspace.current().is_some()}
                has_any={has_any}
                can_clean={workspace.current().is_some_and(|open| open.document().source().is_some())}
                undo={undo}
                redo={on_screen.and_then(|open| open.next_redo().cloned())}
                saving={Saving::of(&state)}
                {take_over}
                {edit_here}
                desk={desk.clone()}
                {export}
                {keys}
                person={person.clone()}
                people={people.clone()}
            />
            // While the export window is open it shows the notice: nothing outside of it can be reached.
            if let Some(notice) = workspace.notice().filter(|_| *over != Over::Export) {
                <NoticePanel notice={notice.clone()} undo={workspace.undo_finds_lost()} desk={desk.clone()} />
            }
            { screen }
            if let Some(job) = workspace.job() {
                <Busy job={job.clone()} desk={desk.clone()} />
            } else if let Some(failure) = workspace.failure() {
                <Stalled failure={failure.clone()} desk={desk.clone()} />
            }
            if let Some(all) = gathered.as_ref().filter(|_| *over == Over::Export) {
                <Export key="gathered" workspace={Same(all.clone())} gathered=true person={person.clone()} people={people.clone()} desk={desk.clone()} close={close.clone()} />
            } else if *over == Over::Export && workspace.current().is_some() {
                <Export
                    key="open"
                    workspace={Same(Rc::new(workspace.clone()))}
                    unsaved={matches!(state.1, Keeping::Failing(..))}
                    gather={(count > workspace.documents().len()).then(|| gather.clone())}
                    {count}
                    person={person.clone()}
                    people={people.clone()}
                    desk={desk.clone()}
                    close={close.clone()}
                />
            }
            if *over == Over::Learned {
                <LearnedWindow
                    learned={Same(workspace.learned().clone())}
                    schema={Same(workspace.schema().clone())}
                    habits={workspace.habits()}
                    offer={workspace.offer().cloned().map(Same)}
                    blind={person.blind}
                    desk={desk.clone()}
                    close={close.clone()}
                />
            }
            if *over == Over::Labels {
                <LabelEditor
                    schema={Same(workspace.schema().clone())}
                    used={workspace.label_counts()}
                    fate={workspace.label_fate()}
                    desk={desk.clone()}
                    close={close.clone()}
                />
            }
            if *over == Over::Keys {
                <KeysWindow schema={Same(workspace.schema().clone())} {set_keymap} close={close.clone()} {about} />
            }
            if *over == Over::About {
                <AboutApp close={close.clone()} />
            }
            if *over == Over::People {
                <PeopleWindow
                    {person}
                    {set_name}
                    last={workspace.blind_turns().last().cloned()}
                    undone={workspace.undone()}
                    desk={desk.clone()}
                    close={close.clone()}
                />
            }
            <Update />
            <Backup
                {vault} project={queue.project()} projects={queue.projects().clone()} revision={workspace.revision()}
                shown={*over == Over::Backup} show={backup} {close} desk={desk.clone()}
            />
            <Said words={Same(workspace.said().clone())} />
            <FileInput {importer} importing={workspace.importing().cloned().map(Same)} desk={desk.clone()} />
        </ContextProvider<Keys>>
    }
}

/// Properties of [`Said`].
#[derive(Properties, PartialEq)]
struct SaidProps {
    words: Same<str>,
}

/// What screen readers say, each time it is said: the same words once more are no change to a browser, so that every other time
/// they end in a space that does not break.
#[component]
fn Said(props: &SaidProps) -> Html {
    let times = use_mut_ref(|| false);
    let mut odd = times.borrow_mut();
    *odd = !*odd;
    let words = if *odd { props.words.0.to_string() } else { format!("{}\u{a0}", &*props.words) };
    html! { <p class="said" role="status" aria-live="polite">{ words }</p> }
}

mod arrivals;
mod hooks;
#[cfg(test)]
mod tests;
