//! The annotate screen: labels above, the text as the page, what it names beside it, keys below.

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::utils::window;
use tagline::annotation::{DocumentStatus, Entity, Label, Schema};
use tagline::workspace::{Command, OpenDocument, Preview, ReadCommand, Show, View};
use yew::prelude::*;

use self::hand::{place, use_pointer, use_shown_focus, use_shown_selection, use_touched_selection};

use super::bulk::Bulk;
use super::galley::GalleyText;
use super::keys::cap;
use super::labels::{Labels, written};
use super::note::AtHand;
use super::popup::Popup;
use super::same::Same;
use super::sheet::Sheet;
use super::side::Side;
use crate::browser::page;
use crate::desk::Desk;

/// Properties of [`Annotate`].
#[derive(Properties, PartialEq)]
pub struct AnnotateProps {
    pub open: Same<OpenDocument>,
    pub schema: Same<Schema>,
    pub entities: Same<Vec<Rc<Entity>>>,
    pub armed: Option<Label>,
    pub show: Show,
    /// Whether the worker is at work.
    pub busy: bool,
    /// What is asked about every mention, and the documents it may be about.
    #[prop_or_default]
    pub bulk: Option<Same<Preview>>,
    #[prop_or_default]
    pub documents: Vec<Same<OpenDocument>>,
    /// Whether the note of the mark in focus is being written.
    #[prop_or_default]
    pub noting: bool,
    /// How many names were learned.
    pub taught: usize,
    /// Shows the labels to be changed.
    pub edit_labels: Callback<()>,
    /// Shows what was learned.
    pub learned: Callback<()>,
    pub desk: Desk,
}

/// The annotate screen.
#[component]
pub fn Annotate(props: &AnnotateProps) -> Html {
    let open = &props.open;
    let article = use_node_ref();
    let scroll = use_node_ref();
    use_shown_focus(open, &article);
    use_shown_selection(open, &article);
    use_pointer(open, &article, &props.desk);
    use_touched_selection(open, &article, &props.desk);
    let in_hand = use_in_hand();
    let counts = open.counts();
    let selection = open.selection();
    let focus = open.focus().and_then(|id| open.document().annotation(id)).cloned();
    let words = selection
        .or(focus.as_ref().map(|annotation| annotation.span))
        .map(|span| open.document().words(span).to_owned())
        .unwrap_or_default();
    let coverage = open.coverage();
    let done = open.document().status() == DocumentStatus::Done;
    let places = selection
        .filter(|_| !in_hand)
        .and_then(|span| Some((place(open.galley(), span.start())?, place(open.galley(), span.end())?)));
    let hand = AtHand { open: open.clone(), noting: props.noting };
    html! {
        <ContextProvider<AtHand> context={hand}>
        <main
            data-view="annotate"
            class="annotate shell"
            data-armed={props.armed.as_ref().map(|label| label.name().to_owned())}
        >
            <div class="scroll" ref={scroll.clone()}>
                <Labels
                    schema={props.schema.clone()}
                    armed={props.armed.clone()}
                    show={props.show}
                    {counts}
                    edit={props.edit_labels.clone()}
                    desk={props.desk.clone()}
                />
                if !open.is_tagged() && !props.busy && !open.document().text().is_empty() {
                    <p class="galley-untagged">
                        { "The tagger has not read this text. " }
                        <button class="button" onclick={props.desk.on(Command::Show(View::Annotate))}>{ "Find names" }</button>
                    </p>
                }
                <article class="galley" data-testid="article" aria-label="Article" ref={article.clone()}>
                    if open.document().text().is_empty() {
                        <p class="galley-empty">{ "Nothing is left of the article. Go back to Clean and put a block back." }</p>
                    } else {
                        <GalleyText galley={Same(open.galley().clone())} desk={props.desk.clone()} />
                    }
                </article>
                if let Some((from, to)) = places {
                    <Popup
                        words={words.clone()}
                        {from}
                        {to}
                        schema={props.schema.clone()}
                        {article}
                        {scroll}
                        desk={props.desk.clone()}
                    />
                }
            </div>
            <Side
                open={open.clone()}
                schema={props.schema.clone()}
                entities={props.entities.clone()}
                show={props.show}
                taught={props.taught}
                learned={props.learned.clone()}
                desk={props.desk.clone()}
            />
            if let Some(preview) = &props.bulk {
                <Bulk
                    preview={preview.clone()}
                    documents={props.documents.clone()}
                    schema={props.schema.clone()}
                    desk={props.desk.clone()}
                />
            }
            <footer class="footer" aria-label="Keys">
                if let Some(label) = &props.armed {
                    <span class="labels-armed" data-label={label.name().to_owned()}>
                        { "Each selection becomes " }<b><bdi>{ written(label) }</bdi></b>{ cap("Esc") }
                    </span>
                }
                if selection.is_some() {
                    <span>{ label_keys(&props.schema) }{ " label" }</span>
                    <span>{ cap("Shift") }{ cap("→") }{ " extend" }</span>
                    <span>{ cap("Esc") }{ " let go" }</span>
                } else if focus.is_some() {
                    <span>{ cap("a") }{ " accept" }</span>
                    <span>{ cap("x") }{ " reject" }</span>
                    <span>{ label_keys(&props.schema) }{ if props.armed.is_some() { " arm another" } else { " relabel" } }</span>
                    <span>{ cap("[") }{ cap("]") }{ " move end" }</span>
                    <span>{ cap("{") }{ cap("}") }{ " move start" }</span>
                    <span>{ cap("Del") }{ " delete" }</span>
                    <span>{ cap("*") }{ " every mention" }</span>
                    <span>{ cap("m") }{ " note" }</span>
                } else {
                    <span>{ cap("n") }{ " next in pencil" }</span>
                    <span>{ cap("→") }{ " word by word" }</span>
                    <span>{ label_keys(&props.schema) }{ if props.armed.is_some() { " arm another" } else { " arm a label" } }</span>
                }
                <span class="push" />
                <span>{ format!("{} in pencil", counts.pencil) }</span>
                if coverage.all > 0 {
                    <button
                        class="button bare"
                        title="Go to the next paragraph that is not read; r calls the one you are in read"
                        onclick={props.desk.on(Command::Read(ReadCommand::Next))}
                    >
                        { format!("Read {} of {}", coverage.read, coverage.all) }
                    </button>
                }
                <button class="button bare" aria-pressed={done.to_string()} onclick={props.desk.on(Command::Done(!done))}>
                    if done { { "Done" } } else { { cap("Ctrl") }{ cap("⏎") }{ " done" } }
                </button>
                <span>{ cap("?") }{ " keys" }</span>
            </footer>
            <Sheet
                schema={props.schema.clone()}
                focus={focus.map(Same)}
                {words}
                selected={selection.is_some()}
                pencil={counts.pencil}
                {done}
                desk={props.desk.clone()}
            />
        </main>
        </ContextProvider<AtHand>>
    }
}

/// Whether the screen is narrow or fingers point at it, so that what can be done lies in the sheet at its bottom.
#[hook]
fn use_in_hand() -> bool {
    let now = || page::is_narrow() || page::is_touch();
    let in_hand = use_state_eq(now);
    {
        let in_hand = in_hand.clone();
        use_effect_with((), move |()| {
            let listener = EventListener::new(&window(), "resize", move |_| in_hand.set(now()));
            move || drop(listener)
        });
    }
    *in_hand
}

/// The first and the last key that set a label.
fn label_keys(schema: &Schema) -> Html {
    let keys: Vec<String> = schema.labels().iter().filter_map(|def| def.key).map(String::from).collect();
    match keys.as_slice() {
        [] => html! {},
        [only] => cap(only),
        [first, .., last] => html! { <>{ cap(first) }{ "–" }{ cap(last) }</> },
    }
}

mod hand;
#[cfg(test)]
mod tests;
