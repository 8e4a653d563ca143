//! What came of files that were taken in: how many documents, what could not be taken, what is like another.

use tagline::workspace::{Command, ImportStep, Importing, Notice, counted, figures};
use yew::prelude::*;

use crate::browser::files;
use crate::components::same::Same;
use crate::desk::Desk;

/// So many lines are shown; the file of the report has all.
const SHOWN: usize = 200;

/// Properties of [`Outcome`].
#[derive(Properties, PartialEq)]
pub struct OutcomeProps {
    pub importing: Same<Importing>,
    pub desk: Desk,
}

/// What came of it.
#[component]
pub fn Outcome(props: &OutcomeProps) -> Html {
    let importing = &props.importing;
    let (rejected, duplicates) = (importing.rejected.len(), importing.duplicates.len());
    let left_out = importing.left_out.len();
    let download = {
        let (importing, desk) = (importing.clone(), props.desk.clone());
        Callback::from(move |_: MouseEvent| {
            if let Err(message) = files::download("import-report.txt", "text/plain", &importing.report()) {
                let title = "The file did not leave".to_owned();
                desk.send(Command::Tell(Notice { title, lines: vec![message], failed: true }));
            }
        })
    };
    let (stopped, failed) = match &importing.step {
        ImportStep::Over { stopped, failed } => (*stopped, failed.clone()),
        _ => (false, None),
    };
    let more = |all: usize| {
        let more = all.saturating_sub(SHOWN);
        html! { if more > 0 { <li class="mute">{ format!("and {} more, in the report", figures(more)) }</li> } }
    };
    html! {
        <>
            if let Some(why) = failed {
                <p class="importing-failed" role="alert">{ format!("Not all came in: {why}.") }</p>
            }
            <p>
                <b>{ format!("{} came in.", counted(importing.came, "document")) }</b>
                if stopped { { " The rest was left out; what came in stays." } }
            </p>
            if rejected > 0 {
                <section class="importing-list">
                    <h3 class="eyebrow">{ format!("Not taken, or not whole · {}", figures(rejected)) }</h3>
                    <ul class="small">
                        { for importing.rejected.iter().take(SHOWN).map(|(place, why)| html! {
                            <li><bdi>{ place.clone() }</bdi><span>{ why.clone() }</span></li>
                        }) }
                        { more(rejected) }
                    </ul>
                </section>
            }
            if duplicates > 0 {
                <section class="importing-list">
                    <h3 class="eyebrow">{ format!("Possible duplicates · {}", figures(duplicates)) }</h3>
                    <ul class="small">
                        { for importing.duplicates.iter().take(SHOWN).map(|one| html! {
                            <li>
                                <bdi>{ one.title.clone() }</bdi>
                                <span>
                                    { "is like " }
                                    <bdi>{ one.of_title.clone().unwrap_or_else(|| "one that was there".to_owned()) }</bdi>
                                    { format!(", {} %", one.alike) }
                                </span>
                            </li>
                        }) }
                        { more(duplicates) }
                    </ul>
                </section>
            }
            if left_out > 0 {
                <section class="importing-list">
                    <h3 class="eyebrow">{ format!("Here already, left out · {}", figures(left_out)) }</h3>
                    <ul class="small">
                        { for importing.left_out.iter().take(SHOWN).map(|one| html! {
                            <li><bdi>{ one.title.clone() }</bdi></li>
                        }) }
                        { more(left_out) }
                    </ul>
                </section>
            }
            if rejected + duplicates + left_out > 0 {
                <p><button class="button" onclick={download}>{ "Download the whole report" }</button></p>
            }
        </>
    }
}
