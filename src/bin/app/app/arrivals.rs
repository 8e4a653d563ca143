//! What comes in from outside: pasted, dropped, chosen; and the question before unsaved work is left behind.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use tagline::workspace::Importing;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{BeforeUnloadEvent, ClipboardEvent, DragEvent};
use yew::prelude::*;

use crate::browser::files::{self, Handle};
use crate::browser::{clipboard, folders, page};
use crate::comparing::{self, For};
use crate::components::importing::ImportingPart;
use crate::components::same::Same;
use crate::desk::{Desk, State};
use crate::importer::{Importer, use_importer};
use crate::incoming;
use crate::keeper::Keeper;

/// Takes what is pasted or dropped anywhere on the page, and asks before unsaved work is left behind.
#[hook]
pub fn use_arrivals(state: &UseReducerHandle<State>, desk: &Desk, keeper: &Rc<Keeper>) -> Importer {
    let importer = use_importer(state, desk, keeper);
    let ours = importer.clone();
    let desk = desk.clone();
    use_effect_with((), move |()| {
        let may_prevent = EventListenerOptions::enable_prevent_default();
        let paste = {
            let (desk, importer) = (desk.clone(), ours.clone());
            EventListener::new_with_options(&document(), "paste", may_prevent, move |event| {
                let Some(event) = event.dyn_ref::<ClipboardEvent>() else { return };
                if page::is_typing(event.target()) {
                    return;
                }
                event.prevent_default();
                let Some(data) = event.clipboard_data() else { return };
                if let Some(list) = data.files().filter(|list| list.length() > 0) {
                    take(&desk, &importer, files::of_list(&list));
                } else {
                    incoming::take_paste(&desk, clipboard::of_transfer(&data));
                }
            })
        };
        let over = EventListener::new_with_options(&document(), "dragover", may_prevent, |event| {
            event.prevent_default();
        });
        let drop = {
            let (desk, importer) = (desk.clone(), ours.clone());
            EventListener::new_with_options(&document(), "drop", may_prevent, move |event| {
                event.prevent_default();
                let data = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
                let Some(data) = data else { return };
                // What is dropped where files are compared is compared.
                let list = data.files().filter(|list| list.length() > 0);
                if let Some(list) = list.filter(|_| page::is_there("main[data-view=compare]")) {
                    comparing::take(&desk, files::of_list(&list), For::Others);
                } else if let Some(entries) = folders::dropped(&data) {
                    let (desk, importer) = (desk.clone(), importer.clone());
                    spawn_local(async move { incoming::take(&desk, &importer, entries.files().await).await });
                } else if let Some(list) = data.files().filter(|list| list.length() > 0) {
                    take(&desk, &importer, files::of_list(&list));
                } else {
                    incoming::take_paste(&desk, clipboard::of_transfer(&data));
                }
            })
        };
        let leave = EventListener::new_with_options(&window(), "beforeunload", may_prevent, |event| {
            if page::of_body("data-saved").as_deref() == Some("false") {
                event.prevent_default();
                if let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() {
                    event.set_return_value("unsaved");
                }
            }
        });
        move || drop_all([paste, over, drop, leave])
    });
    importer
}

/// Ends listeners with the component that made them.
fn drop_all(listeners: [EventListener; 4]) {
    drop(listeners);
}

fn take(desk: &Desk, importer: &Importer, files: Vec<Handle>) {
    let (desk, importer) = (desk.clone(), importer.clone());
    spawn_local(async move { incoming::take(&desk, &importer, files).await });
}

/// Properties of [`FileInput`].
#[derive(Properties, PartialEq)]
pub struct FileInputProps {
    pub importer: Importer,
    pub importing: Option<Same<Importing>>,
    pub desk: Desk,
}

/// The browser's own way to choose files: buttons click it, and say what it is. And the window of those that come in together.
#[component]
pub fn FileInput(props: &FileInputProps) -> Html {
    let (desk, importer) = (props.desk.clone(), props.importer.clone());
    let onchange = Callback::from(move |event: Event| {
        let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() else { return };
        if let Some(list) = input.files().filter(|list| list.length() > 0) {
            take(&desk, &importer, files::of_list(&list));
            // The same file can be chosen again.
            input.set_value("");
        }
    });
    html! {
        <>
        <input
            class="file-input"
            type="file"
            multiple=true
            tabindex="-1"
            aria-hidden="true"
            accept=".txt,.csv,.tsv,.html,.htm,.json,.jsonl,.ndjson,.zip,.gz,text/plain,text/csv,text/html,application/json,application/zip,application/gzip"
            onchange={onchange.clone()}
        />
            <input
                class="file-input folder-input" type="file" multiple=true webkitdirectory=true tabindex="-1"
                aria-hidden="true" {onchange}
            />
        if let Some(importing) = &props.importing {
            <ImportingPart importing={importing.clone()} desk={props.desk.clone()} />
        }
        </>
    }
}
