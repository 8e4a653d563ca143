//! The bar at the top: the wordmark, the stages, what is saved, undo and redo, export, theme.

use tagline::annotation::StepName;
use tagline::workspace::{Action, Command, View};
use yew::prelude::*;

use super::icon::{Icon, icon};
use super::keys::use_keymap;
use crate::browser::page;
use crate::desk::Desk;

/// Properties of [`Bar`].
#[derive(Properties, PartialEq)]
pub struct BarProps {
    pub view: View,
    pub has_document: bool,
    pub can_clean: bool,
    pub undo: Option<StepName>,
    pub redo: Option<StepName>,
    pub saved: bool,
    pub desk: Desk,
    pub export: Callback<()>,
    pub keys: Callback<()>,
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
                aria-current={(props.view == view).then_some("page")}
                disabled={disabled.is_some()}
                title={disabled}
                onclick={props.desk.on(Command::Show(view))}
            >{ name }</button>
        }
    };
    let no_source = (!props.can_clean).then_some("This document came without its source");
    let theme = Callback::from(|_: MouseEvent| page::toggle_theme());
    html! {
        <header class="bar">
            <button class="bar-word" aria-label="Tagline, start" onclick={props.desk.on(Command::Show(View::Start))}>
                <b>{ "Tag" }</b><i>{ "line" }</i>
            </button>
            if props.has_document {
                <nav class="bar-stages" aria-label="Stages">
                    { stage("Documents", View::Start, None) }
                    { stage("Clean", View::Clean, no_source) }
                    { stage("Annotate", View::Annotate, None) }
                </nav>
            }
            <span class="push" />
            if props.has_document {
                <span class="bar-saved" data-saved={props.saved.to_string()}>
                    if props.saved {
                        { icon(Icon::Tick) }{ "In a file" }
                    } else {
                        { "Not in a file yet" }
                    }
                </span>
                <button
                    class="button bare square"
                    aria-label="Undo"
                    title={props.undo.as_ref().map_or("Nothing to undo".to_owned(), |name| keymap.title(&format!("Undo: {name}"), Action::Undo))}
                    disabled={props.undo.is_none()}
                    onclick={props.desk.on(Command::Undo)}
                >{ icon(Icon::Undo) }</button>
                <button
                    class="button bare square"
                    aria-label="Redo"
                    title={props.redo.as_ref().map_or("Nothing to do again".to_owned(), |name| keymap.title(&format!("Redo: {name}"), Action::Redo))}
                    disabled={props.redo.is_none()}
                    onclick={props.desk.on(Command::Redo)}
                >{ icon(Icon::Redo) }</button>
                <button class="button bar-export" aria-label="Export" onclick={props.export.reform(|_| ())}>
                    { icon(Icon::Export) }<span class="wide-only">{ "Export" }</span>
                </button>
            }
            <button
                class="button bare square wide-only" aria-label="Keys" title={keymap.title("Keys", Action::Keys)}
                onclick={props.keys.reform(|_| ())}
            >{ "?" }</button>
            <button class="button bare square" aria-label="Light or dark" onclick={theme}>{ icon(Icon::Theme) }</button>
        </header>
    }
}

#[cfg(test)]
mod tests;
