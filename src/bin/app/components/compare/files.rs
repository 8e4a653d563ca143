//! The files that are compared: choosing them, what all were made from, and taking one out again.

use tagline::workspace::{Command, CompareCommand, Comparison, View, counted};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::browser::files;
use crate::comparing::{self, For};
use crate::components::icon::{Icon, icon};
use crate::components::same::Same;
use crate::desk::Desk;

/// The browser's own ways to choose files: buttons click them.
fn inputs(desk: &Desk) -> Html {
    let chosen = |what: For| {
        let desk = desk.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            if let Some(list) = input.files().filter(|list| list.length() > 0) {
                comparing::take(&desk, files::of_list(&list), what);
                // The same file can be chosen again.
                input.set_value("");
            }
        })
    };
    html! {
        <>
            <input class="file-input compare-input" type="file" multiple=true tabindex="-1" aria-hidden="true" onchange={chosen(For::Others)} />
            <input class="file-input compare-base" type="file" tabindex="-1" aria-hidden="true" onchange={chosen(For::Base)} />
        </>
    }
}

/// Properties of [`Choose`].
#[derive(Properties, PartialEq)]
pub struct ChooseProps {
    /// Whether there is no document to compare with.
    pub none: bool,
    pub desk: Desk,
}

/// What stands there before there is a file.
#[component]
pub fn Choose(props: &ChooseProps) -> Html {
    let ChooseProps { none, desk } = props;
    html! {
        <section class="compare-choose">
            { inputs(desk) }
            <h1>{ "Compare" }</h1>
            if *none {
                <p>{ "There are no documents here yet to set beside what others made of them." }</p>
                <button class="button main" onclick={desk.on(Command::Show(View::Start))}>{ "Paste an article" }</button>
            } else {
                <p>{ "See where others marked these documents otherwise, settle it by key, and take the outcome in as one step." }</p>
                <p class="mute">
                    { "Files of any format that Tagline opens, up to 64 MB each; drop them here, or choose them. They are read in this tab. Documents belong together if their text is the same; pencil is left out." }
                </p>
                <button class="button main" onclick={Callback::from(|_: MouseEvent| files::choose_compared())}>
                    { icon(Icon::Open) }{ "Choose files" }
                </button>
            }
        </section>
    }
}

/// Properties of [`Files`].
#[derive(Properties, PartialEq)]
pub struct FilesProps {
    pub comparison: Same<Comparison>,
    pub desk: Desk,
}

/// The files, and the ways to others.
#[component]
pub fn Files(props: &FilesProps) -> Html {
    let FilesProps { comparison, desk } = props;
    let off = |words: String, command: CompareCommand| {
        html! {
            <button class="compare-off" aria-label={words.clone()} title={words} onclick={desk.on(Command::Compare(command))}>
                { icon(Icon::Close) }
            </button>
        }
    };
    let file = |(at, name): (usize, &std::rc::Rc<str>)| {
        let of = &comparison.files()[at];
        html! {
            <li key={at} class="compare-file">
                <b><bdi>{ name.to_string() }</bdi></b>
                if **name != *of.name { <span class="mute"><bdi>{ of.name.to_string() }</bdi></span> }
                { off(format!("Compare with {name} no more"), CompareCommand::Drop(at)) }
            </li>
        }
    };
    let theirs = comparison.left().theirs.len();
    html! {
        <div class="compare-files">
            { inputs(desk) }
            <ul aria-label="Compared with">
                { for comparison.names().iter().skip(1).enumerate().map(file) }
                if let Some(base) = comparison.base() {
                    <li class="compare-file">
                        <span>{ "Made from " }</span><b><bdi>{ base.name.to_string() }</bdi></b>
                        { off(format!("Without {}, what they were made from", base.name), CompareCommand::Base(None)) }
                    </li>
                }
            </ul>
            <button class="button" onclick={Callback::from(|_: MouseEvent| files::choose_compared())}>{ "Add files" }</button>
            if comparison.base().is_none() {
                <button
                    class="button" title="What one of them changed then wins over what the others left as it was"
                    onclick={Callback::from(|_: MouseEvent| files::choose_base())}
                >{ "Made from…" }</button>
            }
            if theirs > 0 {
                <button class="button" onclick={desk.on(Command::Compare(CompareCommand::OpenOthers))}>
                    { format!("Open {}", counted(theirs, "other document")) }
                </button>
            }
        </div>
    }
}
