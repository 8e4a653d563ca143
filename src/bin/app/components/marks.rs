//! The marks as a list: the same as in the text, for whoever would rather go through rows, and what is done to all of them.
//!
//! Rows are drawn a chunk at a time as they come near the screen, and a chunk whose marks are as they were is left alone.

use std::rc::Rc;

use gloo::utils::document;
use tagline::annotation::{Annotation, AnnotationId, Label, Schema, Status};
use tagline::workspace::{BulkCommand, Command, Deed, Filter, Maker, OpenDocument, Show};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::galley::use_live;
use super::labels::written;
use super::note::chip;
use super::popup::shortened;
use super::same::Same;
use crate::browser::page;
use crate::desk::Desk;

/// How many rows are drawn together.
const CHUNK: usize = 50;

/// The least scores that can be chosen, in thousandths.
const LEAST: [u16; 5] = [500, 700, 800, 900, 950];

/// Properties of [`Marks`].
#[derive(Properties, PartialEq)]
pub struct MarksProps {
    pub open: Same<OpenDocument>,
    pub schema: Same<Schema>,
    pub show: Show,
    pub desk: Desk,
}

/// The list and what narrows it.
#[component]
pub fn Marks(props: &MarksProps) -> Html {
    let (open, desk) = (&props.open, &props.desk);
    let filter = use_state_eq(Filter::default);
    let list = use_node_ref();
    {
        // A label that was renamed or deleted narrows nothing any more.
        let filter = filter.clone();
        use_effect_with(props.schema.clone(), move |schema| {
            if filter.label.as_ref().is_some_and(|label| schema.get(label).is_none()) {
                filter.set(Filter { label: None, ..(*filter).clone() });
            }
        });
    }
    // Which statuses are listed is chosen here or in the bar above the text.
    let wanted = |mark: &&Rc<Annotation>| {
        filter.takes(open.document(), mark) && (filter.status.is_some() || props.show.shows(mark.status))
    };
    let all = open.document().annotations();
    let marks: Vec<Rc<Annotation>> = all.iter().filter(wanted).cloned().collect();
    let lines = use_memo(ByText(open.document().text().clone()), |_| lines(open));
    let focus = open.focus().cloned();
    use_kept_focus(focus.clone(), marks.len(), &list);
    let change = |change: fn(&mut Filter, String)| {
        let filter = filter.clone();
        Callback::from(move |value: String| {
            let mut new = (*filter).clone();
            change(&mut new, value);
            filter.set(new);
        })
    };
    let search = change(|filter, value| filter.words = value);
    let oninput = search.reform(|event: InputEvent| {
        event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
    });
    let noted = change(|filter, _| filter.noted = !filter.noted);
    let has_any = *filter != Filter::default();
    let all_of = |deed: Deed| desk.on(Command::Bulk(BulkCommand::Marks((*filter).clone(), deed)));
    let first = marks.first().map(|mark| mark.id.clone());
    let here = focus.as_ref().filter(|id| marks.iter().any(|mark| mark.id == **id)).cloned();
    // One row is in the order of the Tab key: the one in focus, else the first.
    let stop = here.clone().or(first);
    html! {
        <section class="marks" aria-label="Marks">
            <input
                class="search" placeholder="Find in marks and notes" aria-label="Find in marks and notes"
                value={filter.words.clone()} {oninput}
            />
            <div class="marks-filters" role="group" aria-label="List only">
                { choice("Label", "Any label", &filter.label.as_ref().map(|label| label.name().to_owned()),
                    props.schema.labels().iter().map(|def| (def.label.name().to_owned(), written(&def.label))),
                    change(|filter, value| filter.label = Label::new(&value))) }
                { choice("Status", "As shown", &filter.status.map(|status| status.name().to_owned()),
                    Status::ALL.iter().map(|status| (status.name().to_owned(), status.name().to_owned())),
                    change(|filter, value| filter.status = Status::from_name(&value))) }
                { choice("Origin", "Any origin", &filter.maker.map(|maker| maker.name().to_owned()),
                    Maker::ALL.iter().map(|maker| (maker.name().to_owned(), maker.name().to_owned())),
                    change(|filter, value| filter.maker = Maker::from_name(&value))) }
                { choice("Least score", "Any score", &filter.least.map(|least| least.to_string()),
                    LEAST.iter().map(|least| (least.to_string(), format!("{:.2} or more", f64::from(*least) / 1000.0))),
                    change(|filter, value| filter.least = value.parse().ok())) }
                <button
                    class="button" aria-pressed={filter.noted.to_string()}
                    onclick={noted.reform(|_: MouseEvent| String::new())}
                >{ "With a note" }</button>
                if has_any {
                    <button class="button bare" onclick={change(|filter, _| *filter = Filter::default()).reform(|_: MouseEvent| String::new())}>
                        { "List all" }
                    </button>
                }
            </div>
            <div class="marks-all">
                <span class="small">{ format!("{} of {}", marks.len(), all.len()) }</span>
                <span class="push" />
                <button class="button" disabled={marks.is_empty()} onclick={all_of(Deed::Accept)}>{ "Accept all…" }</button>
                <button class="button" disabled={marks.is_empty()} onclick={all_of(Deed::Reject)}>{ "Reject all…" }</button>
            </div>
            if marks.is_empty() {
                <p class="mute small">
                    { if has_any { "No mark is like that." } else { "Nothing is marked yet. Select words and press a label’s key." } }
                </p>
            }
            <div class="marks-list" id="marks-list" role="group" aria-label="Marks in the text’s order" ref={list} onkeydown={walk(desk)}>
                { for marks.chunks(CHUNK).enumerate().map(|(at, marks)| html! {
                    <Chunk
                        key={at}
                        first={at == 0}
                        text={ByText(open.document().text().clone())}
                        lines={lines.clone()}
                        focus={here.clone().filter(|id| marks.iter().any(|mark| mark.id == *id))}
                        stop={stop.clone().filter(|id| marks.iter().any(|mark| mark.id == *id))}
                        marks={marks.iter().cloned().map(Same).collect::<Vec<_>>()}
                        desk={desk.clone()}
                    />
                }) }
            </div>
        </section>
    }
}

/// A text that is equal to itself only: comparing megabytes costs more than what is remembered of it.
#[derive(Clone)]
struct ByText(Rc<str>);

impl PartialEq for ByText {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Where each paragraph begins, and its number as the text's margin has it.
fn lines(open: &OpenDocument) -> Rc<[(usize, usize)]> {
    open.galley().paragraphs().map(|line| (line.span.start().0, line.number)).collect()
}

/// One condition of the list.
fn choice(
    name: &'static str,
    any: &'static str,
    chosen: &Option<String>,
    options: impl Iterator<Item = (String, String)>,
    set: Callback<String>,
) -> Html {
    let onchange = set.reform(|event: Event| {
        event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default()
    });
    html! {
        <select class="marks-choice" aria-label={name} data-set={chosen.is_some().to_string()} {onchange}>
            <option value="" selected={chosen.is_none()}>{ any }</option>
            { for options.map(|(value, words)| html! {
                <option value={value.clone()} selected={chosen.as_ref() == Some(&value)}>{ words }</option>
            }) }
        </select>
    }
}

/// The keys that go from row to row; every other key does to the mark in focus what it does in the text.
fn walk(desk: &Desk) -> Callback<KeyboardEvent> {
    let desk = desk.clone();
    Callback::from(move |event: KeyboardEvent| {
        let row = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok()?.closest(".marks-row").ok()?);
        let (Some(row), false) = (row, event.default_prevented()) else { return };
        let rows = document().query_selector_all(".marks-row").ok();
        let last = rows.as_ref().and_then(|rows| rows.get(rows.length().checked_sub(1)?));
        let near = match event.key().as_str() {
            "ArrowDown" => beside(&row, true),
            "ArrowUp" => beside(&row, false),
            "Home" => rows.and_then(|rows| rows.get(0)),
            "End" => last,
            "Enter" => {
                // From the list into the text.
                event.prevent_default();
                page::focus_first("mark[aria-current]");
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(id) = near.and_then(|near| near.dyn_into::<Element>().ok()?.get_attribute("data-id")) {
            desk.send(Command::Focus(Some(AnnotationId(id.into()))));
        }
    })
}

/// The next row, or the one before, in the same chunk or the one beside it.
fn beside(row: &Element, next: bool) -> Option<web_sys::Node> {
    let step = |element: &Element| {
        if next { element.next_element_sibling() } else { element.previous_element_sibling() }
    };
    let near = step(row).or_else(|| {
        let chunk = step(&row.parent_element()?)?;
        if next { chunk.first_element_child() } else { chunk.last_element_child() }
    });
    near.map(Into::into)
}

/// While one is in the list, the keyboard's focus goes with the workspace's from row to row.
#[hook]
fn use_kept_focus(focus: Option<AnnotationId>, count: usize, list: &NodeRef) {
    let list = list.clone();
    {
        let list = list.clone();
        use_effect_with((), move |()| {
            let keep = {
                let list = list.clone();
                move |event: &Event| {
                    let Some(list) = list.cast::<Element>() else { return };
                    let inside = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
                    let inside = inside.is_some_and(|target| list.contains(Some(&target)));
                    let _ = list.set_attribute("data-keeps", if inside { "true" } else { "false" });
                }
            };
            // A row that is drawn no more takes the focus with it: only another place that has it, or is pressed, ends that.
            let focused = gloo::events::EventListener::new(&document(), "focusin", keep.clone());
            let pressed = gloo::events::EventListener::new(&document(), "mousedown", keep);
            move || drop((focused, pressed))
        });
    }
    use_effect_with((focus, count), move |(focus, _)| {
        let Some(list) = list.cast::<Element>() else { return };
        let active = document().active_element();
        // Whoever lets go of a mark stays at its row.
        if focus.is_none() && active.is_some_and(|active| list.contains(Some(&active))) {
            return;
        }
        if list.get_attribute("data-keeps").as_deref() == Some("true") {
            page::focus_first(".marks-row[tabindex='0']");
        }
    });
}

/// Properties of [`Chunk`].
#[derive(Properties, PartialEq)]
struct ChunkProps {
    first: bool,
    text: ByText,
    lines: Rc<Rc<[(usize, usize)]>>,
    focus: Option<AnnotationId>,
    /// The row that the Tab key stops at.
    stop: Option<AnnotationId>,
    marks: Vec<Same<Annotation>>,
    desk: Desk,
}

/// Some rows that are drawn together.
#[component]
fn Chunk(props: &ChunkProps) -> Html {
    let node = use_node_ref();
    let live = use_live(&node, props.first || props.stop.is_some(), false);
    {
        let node = node.clone();
        use_effect_with(props.marks.len(), move |count| {
            if let Some(node) = node.cast::<Element>() {
                page::set_style(&node, "--rows", &count.to_string());
            }
        });
    }
    html! {
        <div class="marks-chunk" role="presentation" ref={node} data-live={live.to_string()}>
            if live { { for props.marks.iter().map(|mark| row(props, mark)) } }
        </div>
    }
}

fn row(props: &ChunkProps, mark: &Same<Annotation>) -> Html {
    let words = mark.span.slice(&props.text.0).unwrap_or_default();
    let line = props.lines.partition_point(|(start, _)| *start <= mark.span.start().0).checked_sub(1);
    let place = match line.and_then(|at| props.lines.get(at)) {
        Some((_, 0)) => "headline".to_owned(),
        Some((_, number)) => format!("¶ {number}"),
        None => String::new(),
    };
    let score = mark.score.map(|score| format!("{score:.2}"));
    let id = mark.id.clone();
    let current = (props.focus.as_ref() == Some(&id)).then_some("true");
    html! {
        <button
            key={id.0.to_string()}
            class="marks-row"
            data-id={id.0.to_string()}
            data-label={mark.label.name().to_owned()}
            data-status={mark.status.name()}
            aria-current={current}
            tabindex={if props.stop.as_ref() == Some(&id) { "0" } else { "-1" }}
            onclick={props.desk.on(Command::Focus(Some(id)))}
        >
            <b><bdi>{ shortened(&words.split_whitespace().collect::<Vec<_>>().join(" ")) }</bdi></b>
            { chip(mark) }
            <span class="marks-facts">
                <span>{ place }</span>
                <span>{ mark.status.name() }</span>
                <span>{ Maker::of(&mark.origin).name() }</span>
                if let Some(score) = score { <span>{ score }</span> }
            </span>
            if let Some(note) = &mark.note { <span class="marks-note"><bdi>{ note.to_string() }</bdi></span> }
        </button>
    }
}

#[cfg(test)]
mod tests;
