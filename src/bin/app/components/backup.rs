//! Backups of the project: the row that says how old the last one is, the quiet line that reminds of one, and the window that
//! makes one or restores one.

mod going;
mod window;

use std::rc::Rc;

use tagline::workspace::queue::{ProjectRow, QueueCommand};
use tagline::workspace::{Backups, Command, ago};
use web_sys::File;
use yew::prelude::*;

use self::window::BackupWindow;
use super::same::Same;
use crate::backup::{self, Vault};
use crate::browser::{backups, clock};
use crate::desk::Desk;

/// How often the line looks at the clock, in milliseconds.
const LOOK: u32 = 600_000;

/// What is remembered of a project's backups, as it is now.
#[hook]
fn use_backups(project: u32) -> Rc<Backups> {
    let known = use_state_eq(|| (project, Rc::new(backups::backups(project))));
    {
        let known = known.clone();
        use_effect_with(project, move |&project| {
            let look = move || known.set((project, Rc::new(backups::backups(project))));
            look();
            let watching = backups::watch(look);
            move || drop(watching)
        });
    }
    if known.0 == project { known.1.clone() } else { Rc::new(backups::backups(project)) }
}

/// Properties of [`BackupRow`].
#[derive(Properties, PartialEq)]
pub struct BackupRowProps {
    /// The open project's number.
    pub project: u32,
    pub show: Callback<()>,
}

/// How old the last backup is; a click shows more.
#[component]
pub fn BackupRow(props: &BackupRowProps) -> Html {
    let known = use_backups(props.project);
    let now = clock::now();
    let age = known.last.as_ref().map_or_else(|| "none yet".to_owned(), |last| ago(last, &now));
    html! {
        <button class="queue-line backup-row" data-due={known.are_due(&now).to_string()} onclick={props.show.reform(|_| ())}>
            <span>{ "Backup" }</span><span>{ age }</span>
        </button>
    }
}

/// Properties of [`Backup`].
#[derive(Properties, PartialEq)]
pub struct BackupProps {
    /// The store; none where nothing is kept, or another tab writes.
    pub vault: Option<Same<dyn Vault>>,
    /// The open project's number.
    pub project: u32,
    pub projects: Rc<Vec<ProjectRow>>,
    /// Counts its changes.
    pub revision: u64,
    /// Whether the window is open.
    pub shown: bool,
    /// Opens the window.
    pub show: Callback<()>,
    /// Closes it.
    pub close: Callback<()>,
    pub desk: Desk,
}

/// What the window begins with.
#[derive(Clone, Default, PartialEq)]
pub enum Begin {
    #[default]
    Nothing,
    BackUp,
    Restore(File),
}

/// Counts the changes since the last backup, reminds of one, and has the window.
#[component]
pub fn Backup(props: &BackupProps) -> Html {
    let known = use_backups(props.project);
    let begin = use_state_eq(Begin::default);
    let writes = props.vault.is_some();
    let seen = use_mut_ref(|| None::<(u32, u64)>);
    use_effect_with((props.project, props.revision, writes), move |&(project, revision, writes)| {
        let before = seen.replace(writes.then_some((project, revision)));
        if writes && before.is_some_and(|(other, then)| other == project && then != revision) {
            backups::remember(project, |known| known.changed(&clock::now()));
        }
    });
    let with = {
        let (begin, show) = (begin.clone(), props.show.clone());
        move |what: Begin| {
            begin.set(what);
            show.emit(());
        }
    };
    use_effect_with(writes, {
        let with = with.clone();
        move |&writes| {
            let hear: Rc<dyn Fn(File)> = Rc::new(move |file| with(Begin::Restore(file)));
            backup::hear_offers(writes.then_some(hear));
            || backup::hear_offers(None)
        }
    });
    let Some(vault) = &props.vault else { return html! {} };
    let close = {
        let (begin, close) = (begin.clone(), props.close.clone());
        Callback::from(move |()| {
            begin.set(Begin::Nothing);
            close.emit(());
        })
    };
    let open = {
        let desk = props.desk.clone();
        Callback::from(move |number| desk.send(Command::Queue(QueueCommand::OpenProject(number))))
    };
    let row = props.projects.iter().find(|row| row.number == props.project);
    let name = row.map(|row| Rc::from(row.title()));
    html! {
        <>
            if props.shown {
                <BackupWindow
                    vault={vault.clone()} project={props.project} name={name.unwrap_or_else(|| "this project".into())}
                    {known} begin={(*begin).clone()} {close} {open}
                />
            } else {
                <Reminder
                    project={props.project} {known} back_up={Callback::from(move |()| with(Begin::BackUp))}
                />
            }
        </>
    }
}

/// Properties of [`Reminder`].
#[derive(Properties, PartialEq)]
struct ReminderProps {
    project: u32,
    known: Rc<Backups>,
    back_up: Callback<()>,
}

/// The line that reminds. What it stands in is always there, so that screen readers hear of what comes into it.
#[component]
fn Reminder(props: &ReminderProps) -> Html {
    let again = use_force_update();
    use_effect_with((), move |()| {
        let looking = gloo::timers::callback::Interval::new(LOOK, move || again.force_update());
        move || drop(looking)
    });
    let now = clock::now();
    let project = props.project;
    let later =
        Callback::from(move |_: MouseEvent| backups::remember(project, |known| known.put_off(&clock::now())));
    let due = props.known.are_due(&now);
    html! {
        <div class="backup-reminder" aria-live="polite" hidden={!due}>
            if due {
                <span>{ props.known.reminder(&now) }</span>
                <button class="button" onclick={props.back_up.reform(|_| ())}>{ "Back up now" }</button>
                <button class="button bare" title="Reminds again tomorrow" onclick={later}>{ "Later" }</button>
            }
        </div>
    }
}

#[cfg(test)]
mod tests;
