//! The bar at the top: the wordmark, the stages, what is saved, undo and redo, export, theme.

use std::rc::Rc;

use tagline::annotation::StepName;
use tagline::workspace::{Action, Command, View};
use yew::prelude::*;

use super::icon::{Icon, icon};
use super::keys::use_keymap;
use super::people::Person;
use crate::browser::theme;
use crate::desk::{Desk, Keeping, State};

/// Properties of [`Bar`].
#[derive(Properties, PartialEq)]
pub struct BarProps {
    pub view: View,
    /// Whether a document is open.
    pub has_document: bool,
    /// Whether there are documents, open or not, or one to bring back.
    pub has_any: bool,
    pub can_clean: bool,
    pub undo: Option<StepName>,
    pub redo: Option<StepName>,
    pub saving: Saving,
    pub take_over: Callback<()>,
    /// Called to have the document on screen written in this tab.
    pub edit_here: Callback<()>,
    pub desk: Desk,
    pub export: Callback<()>,
    pub keys: Callback<()>,
    /// Who is at work.
    #[prop_or_default]
    pub person: Person,
    /// Shows the window of their name and of blind mode.
    #[prop_or_default]
    pub people: Callback<()>,
}

/// Where the work is, for the eye.
#[derive(Clone, PartialEq)]
pub enum Saving {
    /// In a file, or not yet: there is no store.
    InFile(bool),
    /// In the store, or on its way there.
    Kept(bool),
    /// Not in the store, and why.
    Failing(Rc<str>),
    /// Another tab writes the project.
    Elsewhere,
    /// Another tab writes the document on screen.
    Apart,
    /// Not all of the document on screen could be read, and where that stopped.
    Partly(Rc<str>),
}

impl Saving {
    /// Where the work of `state` is.
    pub fn of(state: &State) -> Saving {
        let safe = state.safe_revision() == state.0.revision();
        let partly = state.unreadable_shown();
        match &state.1 {
            Keeping::Nowhere => Saving::InFile(safe),
            Keeping::Reading(_) => Saving::Kept(true),
            Keeping::Failing(_, why) => Saving::Failing(why.clone()),
            Keeping::Store(_) | Keeping::Elsewhere(_) if let Some(what) = partly => {
                Saving::Partly(what.into())
            }
            Keeping::Store(_) | Keeping::Elsewhere(_) if state.writes_shown() => Saving::Kept(safe),
            _ if state.0.view().shows_document() && state.0.current().is_some() => Saving::Apart,
            _ => Saving::Elsewhere,
        }
    }
}

/// The bar at the top.
#[component]
pub fn Bar(props: &BarProps) -> Html {
    let keymap = use_keymap();
    let stage = |name: &'static str, view: View, disabled: Option<&'static str>| {
        html! {
            <button
                role="link"
                class="bar-stage"
                data-to={view.name()}
                aria-current={(props.view == view).then_some("page")}
                disabled={disabled.is_some()}
                title={disabled}
                onclick={props.desk.on(Command::Show(view))}
            >
                if view == View::Projects { { icon(Icon::List) } }
                <span>{ name }</span>
            </button>
        }
    };
    let no_document = (!props.has_document).then_some("No document is open");
    let no_source = (!props.can_clean).then_some("This document came without its source");
    let change = Callback::from(|_: MouseEvent| theme::toggle());
    html! {
        <header class="bar" data-document={props.view.shows_document().to_string()}>
            <button class="bar-word" aria-label="Tagline, start" onclick={props.desk.on(Command::Show(View::Start))}>
                <b>{ "Tag" }</b><i>{ "line" }</i>
            </button>
            if props.has_any {
                <nav class="bar-stages" aria-label="Stages">
                    { stage("Projects", View::Projects, None) }
                    { stage("Clean", View::Clean, no_document.or(no_source)) }
                    { stage("Annotate", View::Annotate, no_document) }
                    { stage("Compare", View::Compare, None) }
                    { stage("Insight", View::Insight, no_document) }
                </nav>
            }
            <span class="push" />
            if props.has_any || props.saving == Saving::Elsewhere {
                { saved(props) }
            }
            if props.has_any {
                <button
                    class="button bare square bar-step"
                    aria-label="Undo"
                    title={props.undo.as_ref().map_or("Nothing to undo".to_owned(), |name| keymap.title(&format!("Undo: {name}"), Action::Undo))}
                    disabled={props.undo.is_none()}
                    onclick={props.desk.on(Command::Undo)}
                >{ icon(Icon::Undo) }</button>
                <button
                    class="button bare square bar-step"
                    aria-label="Redo"
                    title={props.redo.as_ref().map_or("Nothing to do again".to_owned(), |name| keymap.title(&format!("Redo: {name}"), Action::Redo))}
                    disabled={props.redo.is_none()}
                    onclick={props.desk.on(Command::Redo)}
                >{ icon(Icon::Redo) }</button>
            }
            if props.has_document {
                <button class="button bar-export" aria-label="Export" onclick={props.export.reform(|_| ())}>
                    { icon(Icon::Export) }<span class="wide-only">{ "Export" }</span>
                </button>
            }
            <button
                class="button bare bar-you" title={keymap.title("Your name, and blind mode", Action::People)}
                onclick={props.people.reform(|_| ())}
            >
                <bdi>{ props.person.name.as_deref().unwrap_or("Your name").to_owned() }</bdi>
                if props.person.blind { <span class="bar-blind">{ "blind" }</span> }
            </button>
            <button
                class="button bare square wide-only" aria-label="Keys" title={keymap.title("Keys", Action::Keys)}
                onclick={props.keys.reform(|_| ())}
            >{ "?" }</button>
            <button class="button bare square bar-theme" aria-label="Light or dark" onclick={change}>{ icon(Icon::Theme) }</button>
        </header>
    }
}

/// Where the work is: a place, not a message that goes.
fn saved(props: &BarProps) -> Html {
    let plain = |safe: bool, words: &str| {
        html! {
            <span class="bar-saved" data-saved={safe.to_string()}>
                if safe { { icon(Icon::Tick) } }{ words }
            </span>
        }
    };
    match &props.saving {
        Saving::InFile(true) => plain(true, "In a file"),
        Saving::InFile(false) => plain(false, "Not in a file yet"),
        Saving::Kept(true) => plain(true, "Saved"),
        Saving::Kept(false) => plain(false, "Saving"),
        Saving::Failing(why) => html! {
            <span class="bar-saved" data-saved="false" data-failing="true" data-asks="true" role="alert" title={why.to_string()}>
                { "Not saved: " }{ short(why) }
                <button class="button bar-rescue" onclick={props.export.reform(|_| ())}>{ "Download" }</button>
            </span>
        },
        Saving::Apart => html! {
            <span class="bar-saved" data-saved="true" data-asks="true">
                { "Open in another tab" }
                <button class="button bar-rescue" onclick={props.edit_here.reform(|_| ())}>{ "Edit here" }</button>
            </span>
        },
        Saving::Partly(what) => html! {
            <span class="bar-saved" data-saved="true" data-asks="true" title={what.to_string()}>
                { "Not all of it could be read" }
                <button class="button bar-rescue" onclick={props.desk.on(Command::EditCopy)}>{ "Edit a copy" }</button>
            </span>
        },
        Saving::Elsewhere => html! {
            <span class="bar-saved" data-saved="true" data-asks="true">
                { "Project open in another tab" }
                <button class="button bar-rescue" onclick={props.take_over.reform(|_| ())}>{ "Take over" }</button>
            </span>
        },
    }
}

/// The first few words of a reason.
fn short(why: &str) -> &str {
    let end = why.find(['.', ',', ';', '(']).unwrap_or(why.len());
    why.get(..end).unwrap_or(why).trim()
}

#[cfg(test)]
mod tests;
