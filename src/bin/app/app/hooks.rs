//! What the page follows: the keys, the worker, texts to read in idle moments, and windows that make way.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use gloo::utils::document;
use tagline::workspace::{Asked, Command, Keymap, PersonCommand, Scene, Workspace};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::Over;
use crate::browser::idle::{when_each_idle, when_idle_after};
use crate::browser::{page, settings};
use crate::components::same::Same;
use crate::desk::{Desk, Keeping, State};
use crate::keys;
use crate::link::Link;

/// The worker is started so many milliseconds after what was kept is there: its program is large, and nobody reads faster.
const WARM: u32 = 300;

/// What was kept is waited for so many milliseconds before anything is drawn.
const BLINK: u32 = 150;

/// Whether anything is drawn: what was kept is read within a blink, mostly, and a screen that is replaced right after would only
/// flicker, and keep the other from coming. Nothing is waited for on a first visit.
#[hook]
pub fn use_drawn(state: &State) -> bool {
    let waited = use_state_eq(|| !settings::is_any_kept());
    {
        let waited = waited.setter();
        use_effect_with((), move |()| {
            let wait = Timeout::new(BLINK, move || waited.set(true));
            move || drop(wait)
        });
    }
    let drawn = *waited || !matches!(state.1, Keeping::Reading(_));
    use_effect_with(drawn, |drawn| {
        if *drawn {
            page::mark_time("ready");
        }
    });
    drawn
}

/// Closes the window over the screen when something comes in that has to be seen: a document, work that can be
/// stopped, a notice. The export window shows notices itself. A list of names is asked about in the window of what was
/// learned.
#[hook]
pub fn use_way_clear(workspace: &Workspace, over: &UseStateHandle<Over>) {
    let before = use_mut_ref(|| (None, 0, false));
    let ticket = workspace.job().map_or(0, |job| job.ticket);
    // What is only opened beside the one on screen has not arrived there.
    let shown = workspace.current().map(|open| open.document().id.clone());
    let now = (shown, ticket, workspace.notice().is_some());
    {
        let over = over.clone();
        use_effect_with(workspace.offer().is_some(), move |&offered| {
            if offered {
                over.set(Over::Learned);
            }
        });
    }
    let over = over.clone();
    use_effect_with(now, move |(shown, ticket, told)| {
        let (mut before, ticket, told) = (before.borrow_mut(), *ticket, *told);
        let arrived = shown.is_some() && *shown != before.0 || ticket > before.1;
        if arrived
            || told
                && !before.2
                && matches!(*over, Over::Keys | Over::Learned | Over::Labels | Over::About | Over::People)
        {
            over.set(Over::Nothing);
        }
        *before = (shown.clone(), ticket.max(before.1), told);
    });
}

/// Keeps the worker at what the workspace wants done. It starts once what was kept is shown: till then it would take the time
/// from that.
#[hook]
pub fn use_link(state: &UseReducerHandle<State>, desk: &Desk) {
    let link = use_memo((), |()| Link::default());
    {
        let (link, desk) = (link.clone(), desk.clone());
        use_effect_with(matches!(state.1, Keeping::Reading(_)), move |is_reading| {
            if !is_reading {
                when_idle_after(WARM, move || link.warm(&desk));
            }
        });
    }
    let ticket = state.0.job().map(|job| job.ticket);
    {
        let (link, state, desk) = (link.clone(), state.clone(), desk.clone());
        use_effect_with(ticket, move |_| link.follow(&state.0, &desk));
    }
    // Whoever scrolls while a text is tagged wants to see names there first.
    let state = state.clone();
    use_effect_with(ticket, move |ticket| {
        let capture = EventListenerOptions::run_in_capture_phase();
        let waits = Rc::new(Cell::new(false));
        let listener = ticket.map(|_| {
            EventListener::new_with_options(&document(), "scroll", capture, move |_| {
                if !waits.replace(true) {
                    let (link, state, waits) = (link.clone(), state.clone(), waits.clone());
                    let look = move || {
                        waits.set(false);
                        link.look(&state.0);
                    };
                    Timeout::new(100, look).forget();
                }
            })
        });
        move || drop(listener)
    });
}

/// Reads opened texts in idle moments for what will be learned of them, so that the first decision need not wait for that.
#[hook]
pub fn use_reading(state: &UseReducerHandle<State>, desk: &Desk) {
    let texts: Vec<Same<str>> =
        state.0.documents().iter().map(|open| Same(open.document().text().clone())).collect();
    let desk = desk.clone();
    let state = state.clone();
    let turn = use_memo((), |()| Cell::new(0u32));
    use_effect_with(texts, move |_| {
        let open = state.0.documents().to_vec();
        // What was opened meanwhile is read first, too: catching up with a text that is not read takes long.
        let now = turn.get().wrapping_add(1);
        turn.set(now);
        if !open.is_empty() {
            when_each_idle(move || {
                let ours = turn.get() == now;
                let more = ours && open.iter().any(|open| open.read_on());
                if ours && !more {
                    desk.send(Command::CatchUp);
                }
                more
            });
        }
    });
}

/// The name that the person goes by, and what gives them another: in every tab at once, and from the next command on.
#[hook]
pub fn use_name(desk: &Desk) -> (Option<Rc<str>>, Callback<Rc<str>>) {
    let name = use_state_eq(settings::annotator);
    {
        let (name, desk) = (name.setter(), desk.clone());
        use_effect_with((), move |()| {
            let watching = settings::watch_annotator(move || {
                name.set(settings::annotator());
                desk.send(Command::Person(PersonCommand::Named));
            });
            move || drop(watching)
        });
    }
    let set = {
        let (name, desk) = (name.setter(), desk.clone());
        use_callback((), move |new: Rc<str>, ()| {
            settings::keep_annotator(&new);
            name.set(Some(new));
            desk.send(Command::Person(PersonCommand::Named));
        })
    };
    ((*name).clone(), set)
}

/// Gives each key its command, or shows the window of the keys or that of the person, except while something is typed or a
/// window lies over the screen. What a key means follows from the state it meets, which need not be on screen yet: who types
/// fast is ahead of that.
#[hook]
pub fn use_keys(
    state: &UseReducerHandle<State>,
    keymap: &UseStateHandle<Rc<Keymap>>,
    over: &UseStateHandle<Over>,
    desk: &Desk,
    show_people: Callback<()>,
) {
    let (state, keymap, over, desk) = (state.clone(), keymap.clone(), over.clone(), desk.clone());
    use_effect_with((), move |()| {
        let may_prevent = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&document(), "keydown", may_prevent, move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            // A handle holds on to each state that was read by it: this one goes with the key.
            let state = state.clone();
            let workspace = &state.0;
            // Nothing acts behind a window, wherever in it the focus has gone.
            let is_free = *over.clone() == Over::Nothing
                && workspace.importing().is_none_or(|importing| importing.hidden);
            let taken = !is_free || event.default_prevented() || event.is_composing();
            if taken || page::is_typing(event.target()) {
                return;
            }
            let open = workspace.current();
            let scene = Scene {
                view: workspace.view(),
                selected: open.is_some_and(|open| open.selection().is_some()),
                focused: open.is_some_and(|open| open.focus().is_some()),
            };
            match keys::asked(event, &keymap.clone(), scene, workspace.schema()) {
                Some(Asked::Do(command)) => {
                    event.prevent_default();
                    desk.send(command);
                }
                Some(Asked::ShowKeys) => {
                    event.prevent_default();
                    over.set(Over::Keys);
                }
                Some(Asked::ShowPeople) => {
                    event.prevent_default();
                    show_people.emit(());
                }
                Some(Asked::Search) => {
                    event.prevent_default();
                    page::focus_first("main input[type=search]");
                }
                None => {}
            }
        });
        move || drop(listener)
    });
}
