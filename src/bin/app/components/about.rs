//! What is known of the article, to be corrected, and what was taken out of it, counted.

use tagline::article::{MetadataField, Reason, is_date};
use tagline::workspace::{Command, Field, OpenDocument};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::same::Same;
use crate::desk::Desk;

/// Properties of [`About`].
#[derive(Properties, PartialEq)]
pub struct AboutProps {
    pub open: Same<OpenDocument>,
    pub desk: Desk,
}

/// The panel beside the blocks.
#[component]
pub fn About(props: &AboutProps) -> Html {
    let open = &props.open;
    let field = |field: Field, name: &'static str, hint: &'static str, from: Option<MetadataField>| {
        let found_in = open.article().map(|article| &article.found_in);
        let block = found_in.and_then(|found| found.iter().find(|(found, _)| Some(*found) == from));
        html! {
            <Entry
                // Another document's field is another field: nothing typed goes over to it.
                key={format!("{} {name}", open.document().id)}
                {field}
                {name}
                {hint}
                value={field.read(open.document().metadata())}
                block={block.map(|(_, at)| at + 1)}
                desk={props.desk.clone()}
            />
        }
    };
    let removed = open.document().removed();
    let counts: Vec<(Reason, usize)> = Reason::ALL
        .iter()
        .map(|reason| (*reason, removed.iter().filter(|range| range.reason == *reason).count()))
        .filter(|(_, count)| *count > 0)
        .collect();
    html! {
        <aside class="side about" aria-label="About this article">
            <h2 class="eyebrow">{ "About this article" }</h2>
            { field(Field::Title, "Headline", "not found", Some(MetadataField::Title)) }
            { field(Field::Authors, "Authors", "not found; a comma between two", Some(MetadataField::Authors)) }
            { field(Field::Published, "Published", "not found", Some(MetadataField::Published)) }
            { field(Field::Updated, "Updated", "not found", Some(MetadataField::Updated)) }
            <div class="about-two">
                { field(Field::Site, "Site", "not found", Some(MetadataField::Site)) }
                { field(Field::Language, "Language", "not found", None) }
            </div>
            { field(Field::Url, "Address", "paste a link", None) }
            <p class="small mute">
                { "The original paste is kept, character for character. Cutting here only decides what you annotate." }
            </p>
            if !counts.is_empty() {
                <h2 class="eyebrow">{ "What was taken out" }</h2>
                <table class="about-counts">
                    <tbody>
                        { for counts.iter().map(|(reason, count)| html! {
                            <tr><th scope="row">{ reason.words() }</th><td>{ *count }</td></tr>
                        }) }
                    </tbody>
                </table>
            }
        </aside>
    }
}

/// Properties of [`Entry`].
#[derive(Properties, PartialEq)]
struct EntryProps {
    field: Field,
    name: &'static str,
    hint: &'static str,
    value: String,
    /// The block that it was read from, counted from 1.
    block: Option<usize>,
    desk: Desk,
}

/// One field. Every keystroke reaches the document at once; one undo takes back a whole visit.
#[component]
fn Entry(props: &EntryProps) -> Html {
    let field = props.field;
    // What stands in the field while it is typed in, spaces and all.
    let typed = use_state_eq(|| None::<String>);
    let oninput = {
        let (typed, desk) = (typed.clone(), props.desk.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                typed.set(Some(input.value()));
                desk.send(Command::SetField(field, input.value()));
            }
        })
    };
    let onblur = {
        let (typed, desk) = (typed.clone(), props.desk.clone());
        Callback::from(move |_: FocusEvent| {
            if typed.is_some() {
                typed.set(None);
                desk.send(Command::LeaveField);
            }
        })
    };
    // Something else may have changed the field meanwhile: an undo.
    let shown = (*typed).clone().filter(|typed| field.settled(typed) == props.value);
    let is_day = matches!(field, Field::Published | Field::Updated);
    let wrong = is_day && typed.is_none() && !props.value.is_empty() && !is_date(&props.value);
    html! {
        <label class="field">
            <span>{ props.name }<em>{ props.block.map(|block| format!("block {block}")) }</em></span>
            <input
                value={shown.unwrap_or_else(|| props.value.clone())}
                placeholder={props.hint}
                aria-invalid={wrong.then_some("true")}
                {oninput}
                {onblur}
            />
            if wrong {
                <small class="field-wrong">
                    { "Kept, but not read as a date: expected 2019-06-25 or 2019-06-25T21:06-04:00." }
                </small>
            }
        </label>
    }
}
