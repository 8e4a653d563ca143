//! The grips at both ends of the selection, or of the mark in focus: dragging one moves that end.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::render::request_animation_frame;
use gloo::timers::callback::Interval;
use gloo::utils::window;
use tagline::text::Span;
use tagline::workspace::{Command, Edge, HandCommand, OpenDocument, dragged};
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};
use yew::prelude::*;

use super::annotate::hand::{offset, place};
use super::beside::{on_layout, view};
use super::same::Same;
use crate::browser::page;
use crate::browser::selection::{self, Box};
use crate::desk::Desk;

/// How near to the edge of what is seen a drag scrolls, in CSS pixels, and by how much each time.
const NEAR: f64 = 28.0;
const BY: f64 = 12.0;

/// Properties of [`Grips`].
#[derive(Properties, PartialEq)]
pub struct GripsProps {
    pub open: Same<OpenDocument>,
    /// The words between them.
    pub span: Span,
    /// Whether the words are shown as selected, where the browser does not do so itself.
    pub tinted: bool,
    /// Whether an end may stand inside a word.
    pub exact: bool,
    pub article: NodeRef,
    pub scroll: NodeRef,
    pub desk: Desk,
}

/// A grip that is held, and how far from its end it was taken.
#[derive(Clone, Copy, PartialEq)]
struct Held {
    edge: Edge,
    pointer: i32,
    dx: f64,
    dy: f64,
}

/// The grips. What they do can be done by keys too, so that screen readers pass them over.
#[component]
pub fn Grips(props: &GripsProps) -> Html {
    let node = use_node_ref();
    let held = use_state_eq(|| None::<Held>);
    let moved = use_state_eq(|| None::<Span>);
    let span = moved.unwrap_or(props.span);
    let (from, to) = (place(props.open.galley(), span.start()), place(props.open.galley(), span.end()));
    let tinted = props.tinted || held.is_some();
    {
        let (node, article, scroll) = (node.clone(), props.article.clone(), props.scroll.clone());
        let galley = Same(props.open.galley().clone());
        use_effect_with((from, to, tinted, galley), move |&(from, to, tinted, _)| {
            let put = move || {
                let (Some(from), Some(to)) = (from, to) else { return };
                if let (Some(grips), Some(article), Some(scroll)) =
                    (node.cast::<Element>(), article.cast::<Element>(), scroll.cast::<Element>())
                {
                    let lines = selection::lines(&article, from, to);
                    let from_right = selection::is_from_right(&article, from);
                    lay(&grips, &scroll, &lines, tinted, from_right);
                }
            };
            put();
            // WebKit may break the lines of a headline anew when it draws them.
            let drawn = request_animation_frame({
                let put = put.clone();
                move |_| put()
            });
            let listeners = on_layout(put);
            move || drop((listeners, drawn))
        });
    }
    use_drag(props, &held, &moved);
    let take = |edge: Edge| {
        let (held, article) = (held.clone(), props.article.clone());
        Callback::from(move |event: PointerEvent| {
            let (Some(from), Some(to)) = (from, to) else { return };
            let Some(article) = article.cast::<Element>().filter(|_| event.button() == 0) else { return };
            let lines = selection::lines(&article, from, to);
            let from_right = selection::is_from_right(&article, from);
            let Some((x, line)) = end_of(&lines, edge, from_right) else { return };
            // Neither a selection nor a click begins here, and the tint says from now on what would be selected.
            event.prevent_default();
            selection::clear();
            let middle = (line.top + line.bottom) / 2.0;
            let (px, py) = (f64::from(event.client_x()), f64::from(event.client_y()));
            held.set(Some(Held { edge, pointer: event.pointer_id(), dx: px - x, dy: py - middle }));
        })
    };
    let no_mouse = Callback::from(|event: MouseEvent| event.prevent_default());
    html! {
        <div class="grips" ref={node} aria-hidden="true" onmousedown={no_mouse}>
            <div class="grips-tints" />
            <span class="grips-grip" data-edge="start" onpointerdown={take(Edge::Start)} />
            <span class="grips-grip" data-edge="end" onpointerdown={take(Edge::End)} />
        </div>
    }
}

/// Follows a held grip until it is let go: then that end is there, in one step.
#[hook]
fn use_drag(props: &GripsProps, held: &UseStateHandle<Option<Held>>, moved: &UseStateHandle<Option<Span>>) {
    let (open, desk, exact, first) = (props.open.clone(), props.desk.clone(), props.exact, props.span);
    let (article, scroll) = (props.article.clone(), props.scroll.clone());
    let (hold, moved) = (held.clone(), moved.clone());
    let (galley, selects) = (open.galley().clone(), open.selection().is_some());
    use_effect_with(**held, move |held| {
        let listening = held.map(|held| {
            page::set_body("data-dragging", "true");
            let at = Rc::new(Cell::new(None::<(f64, f64, bool)>));
            let to = Rc::new(Cell::new(first));
            let follow = {
                let (at, to, article, moved) = (at.clone(), to.clone(), article.clone(), moved.clone());
                move || {
                    let (Some((x, y, shift)), Some(article)) = (at.get(), article.cast::<Element>()) else {
                        return;
                    };
                    let there = selection::at_point(&article, x - held.dx, y - held.dy);
                    let there = there.and_then(|place| offset(open.galley(), place));
                    let text = open.document().text();
                    let span = there.and_then(|there| dragged(text, first, held.edge, there, exact || shift));
                    if let Some(span) = span {
                        to.set(span);
                        moved.set(Some(span));
                    }
                }
            };
            // What was selected is selected again where nothing came of it.
            let show = {
                let (article, galley) = (article.clone(), galley.clone());
                move || {
                    let ends = place(&galley, first.start()).zip(place(&galley, first.end()));
                    if let Some(((from, to), article)) =
                        ends.filter(|_| selects).zip(article.cast::<Element>())
                    {
                        selection::show(&article, from, to);
                    }
                }
            };
            // A finger that drags must not scroll.
            let options = EventListenerOptions::enable_prevent_default();
            let is_ours = move |event: &web_sys::Event| {
                event.dyn_ref::<PointerEvent>().is_some_and(|event| event.pointer_id() == held.pointer)
            };
            let on_move = {
                let (at, follow) = (at.clone(), follow.clone());
                EventListener::new_with_options(&window(), "pointermove", options, move |event| {
                    if let Some(event) = event.dyn_ref::<PointerEvent>().filter(|event| is_ours(event)) {
                        event.prevent_default();
                        at.set(Some((
                            f64::from(event.client_x()),
                            f64::from(event.client_y()),
                            event.shift_key(),
                        )));
                        follow();
                    }
                })
            };
            let on_end = ["pointerup", "pointercancel"].map(|name| {
                let (to, hold, moved, desk) = (to.clone(), hold.clone(), moved.clone(), desk.clone());
                let show = show.clone();
                EventListener::new(&window(), name, move |event| {
                    if is_ours(event) {
                        hold.set(None);
                        moved.set(None);
                        if name == "pointerup" && to.get() != first {
                            desk.send(Command::Hand(HandCommand::SetSpan(to.get())));
                        } else {
                            show();
                        }
                    }
                })
            });
            let scrolling = Interval::new(40, move || {
                let (Some((_, y, _)), Some(scroll)) = (at.get(), scroll.cast::<Element>()) else { return };
                let seen = view(&scroll);
                let by = if y < seen.top + NEAR {
                    -BY
                } else if y > seen.bottom - NEAR {
                    BY
                } else {
                    return;
                };
                selection::scroll_by(&scroll, by);
                follow();
            });
            (on_move, on_end, scrolling)
        });
        move || {
            if listening.is_some() {
                page::clear_body("data-dragging");
            }
            drop(listening);
        }
    });
}

/// Where an end of these lines is: how far from the left, and on which line.
fn end_of(lines: &[Box], edge: Edge, from_right: bool) -> Option<(f64, Box)> {
    let line = match edge {
        Edge::Start => lines.first(),
        Edge::End => lines.last(),
    }?;
    let at_left = (edge == Edge::Start) != from_right;
    Some((if at_left { line.left } else { line.right }, *line))
}

/// Lays the grips at the ends of `lines`, and where they are `tinted` a tint over each line.
fn lay(grips: &Element, scroll: &Element, lines: &[Box], tinted: bool, from_right: bool) {
    let frame = scroll.get_bounding_client_rect();
    let down = f64::from(scroll.scroll_top());
    let put = |element: &Element, left: f64, line: &Box, width: Option<f64>| {
        page::set_style(element, "left", &format!("{}px", left - frame.left()));
        page::set_style(element, "top", &format!("{}px", line.top - frame.top() + down));
        page::set_style(element, "height", &format!("{}px", line.bottom - line.top));
        if let Some(width) = width {
            page::set_style(element, "width", &format!("{width}px"));
        }
    };
    for (name, edge) in [("start", Edge::Start), ("end", Edge::End)] {
        let grip = grips.query_selector(&format!("[data-edge={name}]")).ok().flatten();
        let Some(grip) = grip else { continue };
        let end = end_of(lines, edge, from_right);
        page::set_style(&grip, "display", if end.is_some() { "block" } else { "none" });
        if let Some((left, line)) = end {
            put(&grip, left, &line, None);
        }
    }
    if let Some(tints) = grips.query_selector(".grips-tints").ok().flatten() {
        page::fill(&tints, if tinted { lines.len() } else { 0 });
        for (line, at) in lines.iter().zip(0..) {
            if let Some(tint) = tints.children().item(at) {
                put(&tint, line.left, line, Some(line.right - line.left));
            }
        }
    }
}

#[cfg(test)]
mod tests;
