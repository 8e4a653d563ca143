//! The list itself: of many rows only those near the screen are in the page.

use std::cell::Cell;

use tagline::annotation::DocumentStatus;
use tagline::workspace::Command;
use tagline::workspace::insight::grouped;
use tagline::workspace::queue::{Queue, QueueCommand, Row, Shelf};
use web_sys::Element;
use yew::prelude::*;

use super::chips::status_words;
use crate::browser::{page, scroll};
use crate::components::icon::{Icon, icon};
use crate::components::same::Same;
use crate::desk::Desk;

/// So many rows are drawn before and behind those on screen; and which are is told in steps of so many.
const BESIDE: usize = 10;

/// More than any screen has: whatever the page's measures are, no more than these are drawn.
const MOST: usize = 90;

/// Properties of [`Rows`].
#[derive(Properties, PartialEq)]
pub struct RowsProps {
    pub queue: Queue,
    /// What scrolls.
    pub scroller: NodeRef,
    /// Where it is scrolled to, also after another screen was shown.
    pub place: Same<Cell<i32>>,
    pub desk: Desk,
}

/// The list.
#[component]
pub fn Rows(props: &RowsProps) -> Html {
    let RowsProps { queue, scroller, place, desk } = props;
    let (grid, list, window) = (use_node_ref(), use_node_ref(), use_node_ref());
    let listing = queue.listing();
    let count = listing.slots.len();
    let shown = use_state_eq(|| (0, scroll::windowful()));
    let (first, last) = (shown.0.min(count.saturating_sub(1)), shown.1.min(count));
    {
        let list = list.clone();
        use_effect_with(count, move |count| {
            if let Some(list) = list.cast::<Element>() {
                page::set_style(&list, "--rows", &count.to_string());
            }
        });
    }
    {
        let window = window.clone();
        use_effect_with(first, move |first| {
            if let Some(window) = window.cast::<Element>() {
                page::set_style(&window, "--first", &first.to_string());
            }
        });
    }
    {
        let (scroller, list, place) = (scroller.clone(), list.clone(), place.clone());
        let shown = shown.setter();
        use_effect_with((), move |()| {
            let tell = Callback::from(move |seen: scroll::Shown| {
                let first = seen.first.saturating_sub(BESIDE) / BESIDE * BESIDE;
                let last = (seen.first + seen.count + BESIDE).div_ceil(BESIDE) * BESIDE;
                shown.set((first, last.min(first + MOST)));
            });
            let both = scroller.cast::<Element>().zip(list.cast::<Element>());
            let watch = both.map(|(scroller, list)| scroll::watch(scroller, list, place.0.clone(), tell));
            move || drop(watch)
        });
    }
    {
        // The cursor's row is seen, wherever it went; what came or went meanwhile moves nobody from where they look.
        let (scroller, list, queue) = (scroller.clone(), list.clone(), queue.clone());
        let moved = (queue.cursor(), queue.filter().clone(), queue.order(), queue.is_searching());
        use_effect_with(moved, move |_| {
            let both = scroller.cast::<Element>().zip(list.cast::<Element>());
            if let Some(((scroller, list), place)) = both.zip(queue.cursor_place()) {
                scroll::bring(&scroller, &list, place);
            }
        });
    }
    {
        let grid = grid.clone();
        use_effect_with((), move |()| {
            if let Some(grid) = grid.cast::<web_sys::HtmlElement>() {
                page::focus_still(&grid);
            }
        });
    }
    let cursor = queue.cursor_place();
    let all = queue.is_all_chosen();
    let some = !all && queue.chosen().len() > queue.chosen_hidden();
    let choose_all = if all { QueueCommand::ChooseNone } else { QueueCommand::ChooseAll };
    let shelf = queue.shelf();
    let row = |(place, slot): (usize, &u32)| {
        let row = shelf.row(*slot)?;
        let looks =
            Looks { place, cursor: cursor == Some(place), chosen: queue.chosen().contains(&row.number) };
        let tells = !queue.is_blind() || row.summary.status == DocumentStatus::Done;
        Some(draw(&shelf, &row, looks, tells, desk))
    };
    let active =
        cursor.filter(|place| (first..last).contains(place)).and_then(|place| queue.number_at(place));
    html! {
        <div
            class="queue-grid" role="grid" tabindex="0" ref={grid} aria-label="Documents" aria-multiselectable="true"
            aria-rowcount={(count + 1).to_string()} aria-colcount="6" aria-busy={queue.is_searching().to_string()}
            aria-activedescendant={active.map(id)}
        >
            <div class="queue-columns" role="row" aria-rowindex="1">
                <span role="columnheader" class="queue-check">
                    <button
                        class="queue-box" role="checkbox" aria-label="Select all that are listed"
                        aria-checked={if some { "mixed".to_owned() } else { all.to_string() }}
                        onclick={desk.on(Command::Queue(choose_all))}
                    >{ icon(Icon::Tick) }</button>
                </span>
                <span role="columnheader">{ "Document" }</span>
                <span role="columnheader">{ "Status" }</span>
                <span role="columnheader">{ "Read" }</span>
                <span role="columnheader" class="queue-number">{ "Ink" }</span>
                <span role="columnheader" class="queue-number">{ "Pencil" }</span>
            </div>
            <div class="queue-rows" role="rowgroup" ref={list} data-rows={count.to_string()}>
                <div class="queue-window" role="presentation" ref={window}>
                    { for (first..last).zip(listing.slots.get(first..last).unwrap_or_default()).filter_map(row) }
                </div>
            </div>
        </div>
    }
}

/// The id of a row's element.
fn id(number: u32) -> String {
    format!("queue-row-{number}")
}

struct Looks {
    place: usize,
    cursor: bool,
    chosen: bool,
}

/// Draws a row; `tells` of its marks only where they are not hidden.
fn draw(shelf: &Shelf, row: &Row, looks: Looks, tells: bool, desk: &Desk) -> Html {
    let (number, one) = (row.number, &row.summary);
    let title = if one.title.trim().is_empty() { "Untitled" } else { &*one.title }.to_owned();
    let onclick = {
        let desk = desk.clone();
        Callback::from(move |event: MouseEvent| {
            desk.send(Command::Queue(if event.shift_key() {
                QueueCommand::ChooseTo(number)
            } else if event.ctrl_key() || event.meta_key() {
                QueueCommand::Choose(number)
            } else {
                QueueCommand::Open(number)
            }));
        })
    };
    // A row is opened by a press on it; on its box, and beside that, it is selected.
    let choose = {
        let desk = desk.clone();
        Callback::from(move |event: MouseEvent| {
            event.stop_propagation();
            desk.send(Command::Queue(if event.shift_key() {
                QueueCommand::ChooseTo(number)
            } else {
                QueueCommand::Choose(number)
            }));
        })
    };
    let twin = row.twin.and_then(|twin| {
        let other = shelf.title(shelf.slot(twin.number)?)?;
        Some(format!("like {other}, {} %", twin.alike))
    });
    let read = (one.paragraphs > 0).then(|| 100 * u64::from(one.read) / u64::from(one.paragraphs));
    let dash = |count: u32| if count == 0 { "–".to_owned() } else { grouped(count) };
    let day = one.published.as_deref().map(day);
    let facts = one.site.as_ref().map(|site| site.to_string()).into_iter().chain(day);
    let facts = facts.chain((!one.tagged).then(|| "not tagged".to_owned()));
    let facts = facts.collect::<Vec<_>>().join(" · ");
    html! {
        <div
            key={number} class="queue-row" role="row" id={id(number)} aria-rowindex={(looks.place + 2).to_string()}
            aria-selected={looks.chosen.to_string()} data-cursor={looks.cursor.to_string()} data-number={number.to_string()} {onclick}
        >
            <span role="gridcell" class="queue-check" onclick={choose}>
                <button
                    class="queue-box" role="checkbox" tabindex="-1" aria-label={format!("Select {title}")}
                    aria-checked={looks.chosen.to_string()}
                >{ icon(Icon::Tick) }</button>
            </span>
            <span role="gridcell" class="queue-title">
                <b><bdi>{ title }</bdi></b>
                <span class="queue-facts">
                    <bdi>{ facts.clone() }</bdi>
                    if let Some(twin) = twin {
                        if !facts.is_empty() { { " · " } }
                        <span class="queue-twin">{ twin }</span>
                    }
                </span>
            </span>
            <span role="gridcell" class="queue-status">
                if one.status == DocumentStatus::Done { { icon(Icon::Tick) } }
                { status_words(one.status) }
            </span>
            <span role="gridcell" class="queue-read">
                if let Some(read) = read {
                    <svg class="queue-meter" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                        <rect width="100" height="6" fill="none" stroke="currentColor" stroke-opacity=".45" />
                        <rect width={read.min(100).to_string()} height="6" fill="currentColor" />
                    </svg>
                    <span>{ format!("{read}%") }</span>
                } else {
                    <span>{ "–" }</span>
                }
            </span>
            if tells {
                <span role="gridcell" class="queue-number" data-unit="in ink">{ grouped(one.ink()) }</span>
                <span role="gridcell" class="queue-number" data-unit="in pencil" data-none={(one.pencil() == 0).to_string()}>{ dash(one.pencil()) }</span>
            } else {
                <span role="gridcell" class="queue-number" data-none="true">{ "–" }</span>
                <span role="gridcell" class="queue-number" data-none="true">{ "–" }</span>
            }
        </div>
    }
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The day of a date as one reads it: `Nov 20, 2024`; what is written otherwise stays.
pub fn day(written: &str) -> String {
    let read = || {
        let mut parts = written.get(..10).unwrap_or(written).split('-');
        let (year, month, day) = (parts.next()?, parts.next()?.parse::<usize>().ok()?, parts.next());
        let month = MONTHS.get(month.checked_sub(1)?)?;
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        match (is_year, day, parts.next()) {
            (true, Some(day), None) => Some(format!("{month} {}, {year}", day.parse::<u8>().ok()?)),
            (true, None, None) => Some(format!("{month} {year}")),
            _ => None,
        }
    };
    read().unwrap_or_else(|| written.to_owned())
}
