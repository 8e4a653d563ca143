//! The annotate screen: labels above, the text as the page, what it names beside it, keys below.

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::utils::window;
use tagline::annotation::{DocumentStatus, Entity, Label, Schema};
use tagline::workspace::{Command, OpenDocument, Preview, Show, View};
use yew::prelude::*;

use self::hand::{place, use_pointer, use_shown_focus, use_shown_selection, use_touched_selection};

use super::beside::Words;
use super::bulk::Bulk;
use super::footer::Footer;
use super::galley::GalleyText;
use super::grips::Grips;
use super::labels::Labels;
use super::note::AtHand;
use super::palette::Palette;
use super::people::BlindLine;
use super::popup::Popup;
use super::same::Same;
use super::sheet::Sheet;
use super::side::Side;
use super::stack::Stack;
use super::tooltip::Tooltip;
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
    /// Whether a label is being chosen for what is in hand.
    #[prop_or_default]
    pub choosing: bool,
    /// Whether what the pointer selects counts to the character.
    #[prop_or_default]
    pub exact: bool,
    /// The label that is likely meant for what is in hand.
    #[prop_or_default]
    pub likely: Option<Label>,
    /// Shows what was learned.
    pub learned: Callback<()>,
    /// Shows the window of blind mode.
    #[prop_or_default]
    pub people: Callback<()>,
    pub desk: Desk,
}

/// The annotate screen.
#[component]
pub fn Annotate(props: &AnnotateProps) -> Html {
    let open = &props.open;
    let article = use_node_ref();
    let scroll = use_node_ref();
    // The marks that were clicked on at once, while one of them has the focus.
    let stacked = use_state_eq(Vec::new);
    let set_stacked = use_callback((), {
        let stacked = stacked.setter();
        move |marks, ()| stacked.set(marks)
    });
    // Where the panel beside the text has no room it lies over the text, while it is wanted.
    let drawn_out = use_state_eq(|| false);
    let draw_out = use_callback((), {
        let drawn_out = drawn_out.setter();
        move |out, ()| drawn_out.set(out)
    });
    // While a label is chosen or a paragraph typed, that field has the keyboard.
    let in_field = props.choosing || open.is_retyping();
    // Escape puts it away first; in its fields what is typed goes before that.
    let onkeydown = {
        let (draw_out, out) = (draw_out.clone(), *drawn_out);
        Callback::from(move |event: KeyboardEvent| {
            let escapes = event.key() == "Escape" && !event.default_prevented() && !event.is_composing();
            if escapes && out && page::is_drawn(".side-close") {
                event.prevent_default();
                draw_out.emit(false);
                page::focus_first(".labels-side");
            }
        })
    };
    use_shown_focus(open, in_field, &article, (*drawn_out, &draw_out));
    use_shown_selection(open, in_field, &article);
    use_pointer(open, props.exact, &article, &set_stacked, &props.desk);
    use_touched_selection(open, props.exact, &article, &props.desk);
    use_effect_with((), |()| {
        let watch = page::watch_pointer();
        move || drop(watch)
    });
    let in_hand = use_in_hand();
    let counts = open.counts();
    let selection = open.selection();
    let focus = open.focus().and_then(|id| open.document().annotation(id)).cloned();
    let span = selection.or(focus.as_ref().map(|annotation| annotation.span));
    let words = span.map(|span| open.document().words(span).to_owned()).unwrap_or_default();
    let done = open.document().status() == DocumentStatus::Done;
    let place = span.and_then(|span| {
        let (from, to) = (place(open.galley(), span.start())?, place(open.galley(), span.end())?);
        Some(Words { from, to, article: article.clone(), scroll: scroll.clone() })
    });
    // Fingers have the system's own grips for what they have just selected.
    let by_system = selection.is_some() && !open.selected_by_key() && page::is_by_finger();
    let beside = place.map(|place| match (&focus, selection) {
        _ if props.choosing => html! {
            <Palette
                words={words.clone()} {place} schema={props.schema.clone()} likely={props.likely.clone()}
                desk={props.desk.clone()}
            />
        },
        (_, Some(_)) if !in_hand => html! {
            <Popup
                words={words.clone()} {place} schema={props.schema.clone()} likely={props.likely.clone()}
                desk={props.desk.clone()}
            />
        },
        (Some(focus), None) if stacked.len() > 1 && stacked.contains(&focus.id) => html! {
            <Stack open={open.clone()} marks={(*stacked).clone()} {place} desk={props.desk.clone()} />
        },
        _ => html! {},
    });
    let coverage = open.coverage();
    let hand = AtHand { open: open.clone(), noting: props.noting };
    html! {
        <ContextProvider<AtHand> context={hand}>
        <main
            data-view="annotate"
            class="annotate shell"
            {onkeydown}
            data-armed={props.armed.as_ref().map(|label| label.name().to_owned())}
            data-choosing={props.choosing.to_string()}
            data-side={if *drawn_out { "out" } else { "in" }}
        >
            <div class="scroll" ref={scroll.clone()}>
                <Labels
                    schema={props.schema.clone()}
                    armed={props.armed.clone()}
                    show={props.show}
                    {counts}
                    edit={props.edit_labels.clone()}
                    exact={props.exact}
                    drawn_out={*drawn_out}
                    draw_out={draw_out.clone()}
                    desk={props.desk.clone()}
                />
                if open.is_blind() || open.is_revealed() {
                    <BlindLine revealed={open.is_revealed()} show={props.people.clone()} desk={props.desk.clone()} />
                }
                if !open.is_tagged() && !open.is_blind() && !props.busy && !open.document().text().is_empty() {
                    <p class="galley-untagged">
                        { "The tagger has not read this text. " }
                        <button class="button" onclick={props.desk.on(Command::Show(View::Annotate))}>{ "Find names" }</button>
                    </p>
                }
                <article class="galley" data-testid="article" aria-label="Article" tabindex="0" ref={article.clone()}>
                    if open.document().text().is_empty() {
                        <p class="galley-empty">{ "Nothing is left of the article. Go back to Clean and put a block back." }</p>
                    } else {
                        <GalleyText galley={Same(open.galley().clone())} desk={props.desk.clone()} />
                    }
                </article>
                if let Some(span) = span.filter(|_| !by_system) {
                    <Grips
                        open={open.clone()} {span} tinted={props.choosing && selection.is_some()} exact={props.exact}
                        article={article.clone()} scroll={scroll.clone()} desk={props.desk.clone()}
                    />
                }
                { beside.unwrap_or_default() }
            </div>
            <Side
                open={open.clone()}
                schema={props.schema.clone()}
                entities={props.entities.clone()}
                show={props.show}
                {counts}
                taught={props.taught}
                learned={props.learned.clone()}
                {draw_out}
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
            <Footer
                schema={props.schema.clone()}
                armed={props.armed.clone()}
                selected={selection.is_some()}
                focused={focus.is_some()}
                retyping={open.is_retyping()}
                pencil={counts.pencil}
                blind={open.is_blind()}
                {coverage}
                {done}
                desk={props.desk.clone()}
            />
            if in_hand && !open.is_retyping() {
                <Sheet
                    schema={props.schema.clone()}
                    focus={focus.map(Same)}
                    {words}
                    selected={selection.is_some()}
                    pencil={counts.pencil}
                    blind={open.is_blind()}
                    {done}
                    exact={props.exact}
                    likely={props.likely.clone()}
                    desk={props.desk.clone()}
                />
            }
            <Tooltip schema={props.schema.clone()} />
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

pub mod hand;
#[cfg(test)]
mod tests;
