//! The conflicts: how far they are settled, each with what every version says, and what comes of it.

use std::collections::BTreeMap;
use std::rc::Rc;

use tagline::annotation::{Label, Schema};
use tagline::workspace::{
    Action, Answer, Command, CompareCommand, Comparison, Conflict, Narrowed, Plan, counted, figures,
};
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::reading::reading;
use crate::browser::page;
use crate::components::keys::{Keys, cap, quiet_cap, use_keymap};
use crate::components::labels::written;
use crate::components::same::Same;
use crate::desk::Desk;

/// So many conflicts are drawn at once.
const AT_ONCE: usize = 12;

/// Properties of [`Conflicts`].
#[derive(Properties, PartialEq)]
pub struct ConflictsProps {
    pub comparison: Same<Comparison>,
    pub schema: Same<Schema>,
    pub desk: Desk,
}

/// The conflicts.
#[component]
pub fn Conflicts(props: &ConflictsProps) -> Html {
    let ConflictsProps { comparison, schema, desk } = props;
    let keymap = use_keymap();
    let list = use_node_ref();
    let shown = comparison.shown();
    let at = comparison.at();
    {
        let list = list.clone();
        use_effect_with((at, shown.len()), move |_| {
            let here = list.cast::<Element>().and_then(|list| page::first_in(&list, "[aria-current=true]"));
            if let Some(here) = here {
                page::bring_into_view(&here);
            }
        });
    }
    let first = at / AT_ONCE * AT_ONCE;
    let items = shown.iter().enumerate().skip(first).take(AT_ONCE).filter_map(|(place, &number)| {
        let conflict = comparison.conflicts().get(number)?;
        let item =
            Item { comparison, conflict, number, place, here: place == at, keymap: &keymap, schema, desk };
        Some(item.html())
    });
    let all = comparison.conflicts().len();
    html! {
        <>
            <div class="compare-bar">
                { progress(comparison) }
                if all > 1 { { narrowing(comparison, desk) } }
                <span class="push" />
                <button
                    class="button" disabled={!comparison.can_go_back()} title={keymap.title("Take the last choice back", Action::ChoiceBack)}
                    onclick={desk.on(Command::Compare(CompareCommand::Back))}
                >{ "Take back" }</button>
                <button
                    class="button main" disabled={comparison.plan().is_empty()} title={keymap.title("One undo takes it back", Action::TakeIn)}
                    onclick={desk.on(Command::Compare(CompareCommand::TakeIn))}
                >{ "Take in" }</button>
            </div>
            <p class="compare-plan">{ planned(comparison) }</p>
            if shown.len() > AT_ONCE {
                <p class="compare-page mute">
                    { format!("Conflicts {} to {} of {}", figures(first + 1), figures((first + AT_ONCE).min(shown.len())), figures(shown.len())) }
                </p>
            }
            <ol class="compare-list" aria-label="Conflicts" ref={list}>{ for items }</ol>
            if shown.is_empty() { { nothing(comparison, desk) } }
            <footer class="footer compare-keys" aria-label="Keys">
                <span>{ keymap.caps(Action::NextConflict, schema) }{ keymap.caps(Action::PreviousConflict, schema) }{ " next, previous" }</span>
                <span>{ cap("1") }{ "–" }{ cap(&comparison.names().len().min(9).to_string()) }{ " take a version" }</span>
                <span>{ keymap.caps(Action::TakeAll, schema) }{ " all" }</span>
                <span>{ keymap.caps(Action::TakeNone, schema) }{ " none" }</span>
                <span>{ keymap.caps(Action::ChoiceBack, schema) }{ " take back" }</span>
                <span>{ keymap.caps(Action::ConflictInText, schema) }{ " in the text" }</span>
                <span class="push" />
                <span>{ keymap.caps(Action::TakeIn, schema) }{ " take in" }</span>
                <span>{ keymap.caps(Action::Keys, schema) }{ " keys" }</span>
            </footer>
        </>
    }
}

/// How many are settled, as a bar and in words.
fn progress(comparison: &Comparison) -> Html {
    let (settled, all) = (comparison.settled(), comparison.conflicts().len());
    if all == 0 {
        return html! { <b class="compare-count">{ "No conflicts" }</b> };
    }
    let percent = settled * 100 / all;
    html! {
        <span class="compare-progress">
            <b class="compare-count">{ format!("{} of {} settled", figures(settled), figures(all)) }</b>
            <svg
                class="compare-meter" viewBox="0 0 100 6" preserveAspectRatio="none" role="progressbar" aria-label="Settled"
                aria-valuemin="0" aria-valuemax={all.to_string()} aria-valuenow={settled.to_string()}
            >
                <rect class="compare-way" width="100" height="6" />
                <rect class="compare-done" width={percent.to_string()} height="6" />
            </svg>
        </span>
    }
}

/// Which of them are shown.
fn narrowing(comparison: &Comparison, desk: &Desk) -> Html {
    let narrowed = comparison.narrowed().clone();
    let mut labels: BTreeMap<&Label, usize> = BTreeMap::new();
    let mut documents: BTreeMap<&Rc<str>, (&str, usize)> = BTreeMap::new();
    for conflict in comparison.conflicts() {
        conflict.labels.iter().for_each(|label| *labels.entry(label).or_default() += 1);
        documents.entry(&conflict.document).or_insert((&conflict.title, 0)).1 += 1;
    }
    let send = |narrowed: Narrowed| Command::Compare(CompareCommand::Narrow(narrowed));
    let by_label = {
        let (desk, narrowed) = (desk.clone(), narrowed.clone());
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlSelectElement>() {
                let label = Label::new(&field.value());
                desk.send(send(Narrowed { label, ..narrowed.clone() }));
            }
        })
    };
    let by_document = {
        let (desk, narrowed) = (desk.clone(), narrowed.clone());
        let ids: Vec<Rc<str>> = documents.keys().map(|id| (*id).clone()).collect();
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlSelectElement>() {
                let document = field.value().parse::<usize>().ok().and_then(|at| ids.get(at)).cloned();
                desk.send(send(Narrowed { document, ..narrowed.clone() }));
            }
        })
    };
    let open_only = {
        let (desk, narrowed) = (desk.clone(), narrowed.clone());
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                desk.send(send(Narrowed { open: field.checked(), ..narrowed.clone() }));
            }
        })
    };
    html! {
        <>
            if labels.len() > 1 {
                <select class="compare-select" aria-label="Conflicts of a label" onchange={by_label}>
                    <option value="" selected={narrowed.label.is_none()}>{ "All labels" }</option>
                    { for labels.iter().map(|(label, count)| html! {
                        <option value={label.name().to_owned()} selected={narrowed.label.as_ref() == Some(label)}>
                            { format!("{} {}", written(label), figures(*count)) }
                        </option>
                    }) }
                </select>
            }
            if documents.len() > 1 {
                <select class="compare-select" aria-label="Conflicts in a document" onchange={by_document}>
                    <option value="" selected={narrowed.document.is_none()}>{ "All documents" }</option>
                    { for documents.iter().enumerate().map(|(at, (id, (title, count)))| html! {
                        <option value={at.to_string()} selected={narrowed.document.as_ref() == Some(id)}>
                            { format!("{title} {}", figures(*count)) }
                        </option>
                    }) }
                </select>
            }
            <label class="compare-open">
                <input type="checkbox" checked={narrowed.open} onchange={open_only} />{ "Open only" }
            </label>
        </>
    }
}

/// What taking it in would do.
fn planned(comparison: &Comparison) -> String {
    let Plan { new, decided, told, gone, documents } = *comparison.plan();
    let parts = [
        (new, "new"),
        (decided, "decided otherwise"),
        (gone, "taken out"),
        (told, "with more of their trail"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{} {words}", figures(*count)))
        .collect();
    let open = comparison.conflicts().len() - comparison.settled();
    let rest = match open {
        0 => String::new(),
        _ => " What is not settled stays as it is, with what others have there in pencil.".to_owned(),
    };
    if comparison.plan().is_empty() {
        return match comparison.is_taken_in() {
            true => format!("Taken in. One undo takes it back.{rest}"),
            false if open == 0 => "Nothing to take in: all of it is here.".to_owned(),
            false => format!("Nothing to take in yet.{rest}"),
        };
    }
    let marks =
        if parts.is_empty() { "what is read".to_owned() } else { format!("marks: {}", parts.join(", ")) };
    format!("Taking it in changes {}, {marks}.{rest}", counted(documents, "document"))
}

/// What stands there when no conflict is shown.
fn nothing(comparison: &Comparison, desk: &Desk) -> Html {
    if comparison.conflicts().is_empty() {
        return html! {
            <section class="compare-nothing">
                <h2>{ "Nobody contradicts anybody" }</h2>
                <p>{ "What only one version marks is taken in without a question." }</p>
            </section>
        };
    }
    let all = Command::Compare(CompareCommand::Narrow(Narrowed::default()));
    html! {
        <section class="compare-nothing">
            <h2>{ if comparison.settled() == comparison.conflicts().len() { "All settled" } else { "None of these" } }</h2>
            <button class="button" onclick={desk.on(all)}>{ "Show all conflicts" }</button>
        </section>
    }
}

/// A conflict as it is drawn.
struct Item<'a> {
    comparison: &'a Comparison,
    conflict: &'a Conflict,
    /// Its place among all conflicts.
    number: usize,
    /// Its place among those that are shown.
    place: usize,
    here: bool,
    keymap: &'a Keys,
    schema: &'a Schema,
    desk: &'a Desk,
}

impl Item<'_> {
    fn html(&self) -> Html {
        let Item { comparison, conflict, number, place, here, desk, .. } = *self;
        let answer = comparison.answer(number);
        let go = desk.on(Command::Compare(CompareCommand::Go(place)));
        let id = format!("conflict-{number}");
        html! {
            <li
                key={number} class="compare-item" aria-current={here.then_some("true")} aria-labelledby={id.clone()}
                data-settled={answer.is_some().to_string()} data-kind={conflict.kind.name()} onclick={go}
            >
                <header class="compare-about" {id}>
                    <b>{ figures(number + 1) }</b>
                    <span class="compare-kind">{ conflict.kind.name() }</span>
                    <bdi class="compare-title">{ conflict.title.clone() }</bdi>
                    if answer.is_some() { <span class="compare-settled">{ "settled" }</span> }
                </header>
                <div class="compare-sides">{ for (0..conflict.sides.len()).map(|at| self.side(at, answer.as_ref())) }</div>
                <div class="compare-choices">
                    <span class="compare-words">{ conflict.kind.words() }</span>
                    { self.others(answer.as_ref()) }
                </div>
            </li>
        }
    }

    /// Chooses in this conflict, whichever is in hand.
    fn choose(&self, command: CompareCommand) -> Callback<MouseEvent> {
        let (desk, place) = (self.desk.clone(), self.place);
        Callback::from(move |event: MouseEvent| {
            event.stop_propagation();
            desk.send(Command::Compare(CompareCommand::Go(place)));
            desk.send(Command::Compare(command.clone()));
        })
    }

    fn side(&self, at: usize, answer: Option<&Answer>) -> Html {
        let Some(side) = self.conflict.sides.get(at) else { return Html::default() };
        let name = self.comparison.names().get(side.version).map_or_else(String::new, ToString::to_string);
        let taken = matches!(answer, Some(Answer::Sides(sides)) if sides.get(at) == Some(&true));
        let document = self.comparison.version(side.version, &self.conflict.document);
        let readings = document.map(|document| self.conflict.reading(document)).unwrap_or_default();
        let key = (side.version < 9).then(|| (side.version + 1).to_string());
        let in_text = self.conflict.can_be_none();
        html! {
            <section class="compare-side" data-taken={taken.to_string()} data-version={side.version.to_string()}>
                <button
                    class="button compare-take" aria-pressed={taken.to_string()} aria-label={format!("{name}: {}", side.words)}
                    aria-keyshortcuts={key.clone()} onclick={self.choose(CompareCommand::Take(side.version))}
                >
                    if let Some(key) = &key { { quiet_cap(key) } }
                    <bdi>{ name.clone() }</bdi>
                </button>
                { reading(&readings) }
                if !in_text { <p class="compare-says"><bdi>{ side.words.clone() }</bdi></p> }
            </section>
        }
    }

    /// The choices that are no version's.
    fn others(&self, answer: Option<&Answer>) -> Html {
        let button = |words: &'static str, action: Action, command: CompareCommand, chosen: bool| {
            html! {
                <button class="button" aria-pressed={chosen.to_string()} onclick={self.choose(command)}>
                    { self.keymap.caps(action, self.schema) }{ words }
                </button>
            }
        };
        let all = if self.conflict.marks().len() == 2 { "Both" } else { "All" };
        html! {
            <>
                if self.conflict.can_be_all() {
                    { button(all, Action::TakeAll, CompareCommand::TakeAll, answer == Some(&Answer::All)) }
                }
                if self.conflict.can_be_none() {
                    { button("None", Action::TakeNone, CompareCommand::TakeNone, answer == Some(&Answer::Nothing)) }
                }
            </>
        }
    }
}
