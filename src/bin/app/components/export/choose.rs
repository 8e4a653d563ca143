//! Which documents and marks are exported: chips that narrow, and how much is left.

use std::rc::Rc;

use tagline::annotation::{DocumentStatus, Label, Project, Status};
use tagline::format::{Selection, annotator, annotators};
use tagline::workspace::{NAMELESS, counted, figures};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::super::people::{Person, nameless};
use super::super::same::Same;

/// Properties of [`Choose`].
#[derive(Properties, PartialEq)]
pub struct ChooseProps {
    pub project: Same<Project>,
    pub selection: Selection,
    pub select: Callback<Selection>,
}

/// The chips.
#[component]
pub fn Choose(props: &ChooseProps) -> Html {
    let ChooseProps { project, selection, select } = props;
    let people = use_memo(project.clone(), |project| annotators(project));
    let labels = use_memo(project.clone(), |project| labels(project));
    let counts = selection.counts(project);
    // Who is chosen may have marked nothing yet.
    let absent = selection.annotators.iter().filter(|name| !people.contains(name));
    let chip = |words: &'static str, on: bool, new: Selection| {
        let select = select.clone();
        let onclick = Callback::from(move |_: MouseEvent| select.emit(new.clone()));
        html! { <button class="button" aria-pressed={on.to_string()} {onclick}>{ words }</button> }
    };
    let ink = selection.statuses == [Status::Accepted];
    let done = selection.documents == [DocumentStatus::Done];
    let statuses = if ink { Vec::new() } else { vec![Status::Accepted] };
    let documents = if done { Vec::new() } else { vec![DocumentStatus::Done] };
    let of_label = {
        let (selection, select) = (selection.clone(), select.clone());
        Callback::from(move |event: Event| {
            let labels = chosen(&event).and_then(|name| Label::new(&name)).into_iter().collect();
            select.emit(Selection { labels, ..selection.clone() });
        })
    };
    let of_person = {
        let (selection, select) = (selection.clone(), select.clone());
        Callback::from(move |event: Event| {
            let annotators = chosen(&event).map(Rc::from).into_iter().collect();
            select.emit(Selection { annotators, ..selection.clone() });
        })
    };
    html! {
        <div class="export-choose" role="group" aria-label="Only some of it">
            { chip("Ink only", ink, Selection { statuses, ..selection.clone() }) }
            if counts.all_documents > 1 || done {
                { chip("Done documents", done, Selection { documents, ..selection.clone() }) }
            }
            if labels.len() > 1 {
                <select aria-label="Only marks of this label" onchange={of_label}>
                    <option value="" selected={selection.labels.is_empty()}>{ "Every label" }</option>
                    { for labels.iter().map(|label| html! {
                        <option value={label.name().to_owned()} selected={selection.labels.contains(label)}>{ label.name() }</option>
                    }) }
                </select>
            }
            if people.len() > 1 || !selection.annotators.is_empty() {
                <select aria-label="Only marks of this annotator" onchange={of_person}>
                    <option value="" selected={selection.annotators.is_empty()}>{ "Everyone" }</option>
                    { for people.iter().chain(absent).map(|name| html! {
                        <option value={name.to_string()} selected={selection.annotators.contains(name)}>{ name.to_string() }</option>
                    }) }
                </select>
            }
            if !selection.is_all() {
                <span class="small mute">
                    { format!("{} of {}", figures(counts.marks), counted(counts.all_marks, "mark")) }
                </span>
            }
        </div>
    }
}

/// What blind mode leaves out; and whose marks these are as long as nobody gave a name: a colleague will want to know.
pub fn whose(person: &Person, project: &Project, people: &Callback<()>) -> Html {
    let marks = project.documents.iter().flat_map(|document| document.annotations());
    let by_nobody = marks.filter(|mark| annotator(mark).is_some_and(|name| **name == *NAMELESS)).count();
    html! {
        <>
            if person.blind {
                <p class="export-whose small">
                    { "Blind mode is on: of a document that is not done the file has your own marks alone. A backup has everything." }
                </p>
            }
            if person.name.is_none() && by_nobody > 0 {
                <p class="export-whose small">
                    { nameless(by_nobody) }
                    <button class="button" onclick={people.reform(|_| ())}>{ "Give your name" }</button>
                </p>
            }
        </>
    }
}

/// What was chosen in a list; nothing for its first row.
fn chosen(event: &Event) -> Option<String> {
    event.target_dyn_into::<HtmlSelectElement>().map(|list| list.value()).filter(|value| !value.is_empty())
}

/// The labels that marks of a project have, in the order in which a person sees them.
fn labels(project: &Project) -> Vec<Label> {
    let used = |label: &Label| {
        project.documents.iter().any(|document| document.annotations().iter().any(|one| one.label == *label))
    };
    project.schema.labels().iter().map(|def| def.label.clone()).filter(used).collect()
}
