//! The clean screen: the source block by block, what was taken out struck through with its reason, and the
//! metadata. A click puts a block back or takes it out.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::document;
use tagline::article::{Article, Block, MetadataField, Reason, Role};
use tagline::workspace::{Command, OpenDocument, View, counted};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::prelude::*;

use super::about::About;
use super::galley::use_live;
use super::icon::{Icon, icon};
use super::keys::cap;
use super::same::Same;
use crate::browser::{page, selection};
use crate::desk::Desk;

/// How many blocks are drawn together.
const SECTION: usize = 40;

/// Up to this many blocks all are drawn in time, so that the browser's own search finds them.
const ALL_DRAWN: usize = 4000;

/// Properties of [`Clean`].
#[derive(Properties, PartialEq)]
pub struct CleanProps {
    pub open: Same<OpenDocument>,
    pub desk: Desk,
}

/// The clean screen.
#[component]
pub fn Clean(props: &CleanProps) -> Html {
    let kept_only = use_state_eq(|| false);
    let list = use_node_ref();
    let onfocusin = use_walk(&list, &props.open);
    let Some(article) = props.open.article() else {
        return html! {
            <main data-view="clean" class="clean">
                <p class="clean-wait">{ "The source is being read." }</p>
            </main>
        };
    };
    let out = article.blocks.iter().filter(|block| block.removed.is_some()).count();
    let kept = article.blocks.len() - out;
    let toggle = {
        let kept_only = kept_only.clone();
        Callback::from(move |_: MouseEvent| kept_only.set(!*kept_only))
    };
    let idle = article.blocks.len() <= ALL_DRAWN;
    let sections = article.blocks.chunks(SECTION).enumerate().map(|(index, blocks)| {
        let roles = found_in(article, index * SECTION, blocks.len());
        html! {
            <Blocks
                key={index}
                first={index * SECTION}
                blocks={Run(blocks.to_vec())}
                {roles}
                {idle}
                kept_only={*kept_only}
                desk={props.desk.clone()}
            />
        }
    });
    html! {
        <main data-view="clean" class="clean shell">
            <div class="scroll">
                <h1 class="unseen">{ "Clean" }</h1>
                <div class="clean-head">
                    <p>
                        <b>{ format!("{} kept, {out} taken out.", counted(kept, "block")) }</b>
                        <span class="wide-only">
                            { " Click a block to change your mind. " }{ cap("J") }{ " " }{ cap("K") }{ " move, " }
                            { cap("Space") }{ " decide." }
                        </span>
                    </p>
                    <span class="push" />
                    <button class="button" aria-pressed={kept_only.to_string()} onclick={toggle}>{ "Kept only" }</button>
                    <button
                        class="button main"
                        aria-label="Annotate"
                        disabled={kept == 0}
                        title={(kept == 0).then_some("Put a block back first")}
                        onclick={props.desk.on(Command::Show(View::Annotate))}
                    >{ "Annotate" }{ cap("⏎") }</button>
                </div>
                <div class="clean-blocks" ref={list} {onfocusin} role="list" aria-label="Blocks of the source">{ for sections }</div>
            </div>
            <About open={props.open.clone()} desk={props.desk.clone()} />
        </main>
    }
}

/// Lets J and K move from block to block wherever the focus is, and keeps it in the list when the block that had it is
/// hidden; gives what the list has to be told of.
#[hook]
fn use_walk(list: &NodeRef, open: &Same<OpenDocument>) -> Callback<FocusEvent> {
    // The toggle that had the focus last, and its place among all.
    let last = use_mut_ref(|| None::<(usize, HtmlElement)>);
    {
        let (list, last) = (list.clone(), last.clone());
        use_effect_with((), move |()| {
            let may_prevent = EventListenerOptions::enable_prevent_default();
            let listener =
                EventListener::new_with_options(&document(), "keydown", may_prevent, move |event| {
                    if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                        // Moving the focus writes there.
                        let last = last.borrow().clone();
                        walk(&list, last.as_ref(), event);
                    }
                });
            move || drop(listener)
        });
    }
    {
        let (list, last) = (list.clone(), last.clone());
        use_effect_with(open.clone(), move |_| {
            let gone = last.borrow().as_ref().filter(|(_, toggle)| !toggle.is_connected()).map(|(at, _)| *at);
            let nowhere = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
            let toggles = toggles(&list);
            if let Some(next) = gone.filter(|_| nowhere).and_then(|at| toggles.get(at).or(toggles.last())) {
                page::focus(next);
            }
        });
    }
    let list = list.clone();
    Callback::from(move |event: FocusEvent| {
        let toggle = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        *last.borrow_mut() = toggle.and_then(|toggle| {
            let at = toggles(&list).iter().position(|other| *other == toggle)?;
            Some((at, toggle))
        });
    })
}

/// The buttons of the blocks that are drawn.
fn toggles(list: &NodeRef) -> Vec<HtmlElement> {
    let found = list.cast::<HtmlElement>().and_then(|list| list.query_selector_all(".clean-toggle").ok());
    let Some(found) = found else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

/// Moves from block to block with J and K.
fn walk(list: &NodeRef, last: Option<&(usize, HtmlElement)>, event: &KeyboardEvent) {
    let step: i64 = match event.key().as_str() {
        "j" | "J" => 1,
        "k" | "K" => -1,
        _ => return,
    };
    if event.ctrl_key() || event.meta_key() || event.alt_key() || page::is_typing(event.target()) {
        return;
    }
    let toggles = toggles(list);
    let place = |at: usize| i64::try_from(at).unwrap_or(i64::MAX - 1);
    let active = document().active_element();
    let here = toggles.iter().position(|toggle| Some(&**toggle) == active.as_ref());
    let next = match (here, last) {
        (Some(here), _) => place(here) + step,
        // The next one has moved up into the place of the one that is gone.
        (None, Some((at, toggle))) if !toggle.is_connected() => place(*at) + step.min(0),
        (None, Some((at, _))) => place(*at) + step,
        (None, None) => 0,
    };
    if let Some(toggle) = usize::try_from(next).ok().and_then(|at| toggles.get(at)) {
        event.prevent_default();
        page::focus(toggle);
    }
}

/// Blocks that are equal if each is the very same.
#[derive(Clone)]
struct Run(Vec<Rc<Block>>);

impl PartialEq for Run {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(|(a, b)| Rc::ptr_eq(a, b))
    }
}

/// What the metadata took from each of some blocks, in words.
fn found_in(article: &Article, first: usize, length: usize) -> Vec<(usize, &'static str)> {
    let words = |field| match field {
        MetadataField::Title => "title",
        MetadataField::Authors => "moved to authors",
        MetadataField::Published => "moved to published",
        MetadataField::Updated => "moved to updated",
        MetadataField::Site => "names the site",
    };
    let here = article.found_in.iter().filter(|(_, at)| (first..first + length).contains(at));
    here.map(|(field, at)| (*at, words(*field))).collect()
}

/// Properties of [`Blocks`].
#[derive(Properties, PartialEq)]
struct BlocksProps {
    first: usize,
    blocks: Run,
    roles: Vec<(usize, &'static str)>,
    idle: bool,
    kept_only: bool,
    desk: Desk,
}

/// Some blocks, drawn once they are near the screen.
#[component]
fn Blocks(props: &BlocksProps) -> Html {
    let node = use_node_ref();
    let live = use_live(&node, props.first < 2 * SECTION, props.idle);
    let letters: usize = props.blocks.0.iter().map(|block| block.text.len()).sum();
    {
        let node = node.clone();
        let height = 29 * (letters / 75) + 46 * props.blocks.0.len();
        use_effect_with(height, move |height| {
            if let Some(node) = node.cast::<HtmlElement>() {
                page::set_style(&node, "--estimate", &format!("{height}px"));
            }
        });
    }
    let rows = props.blocks.0.iter().enumerate().filter(|_| live).filter_map(|(at, block)| {
        let at = props.first + at;
        if props.kept_only && block.removed.is_some() {
            return None;
        }
        let role = props.roles.iter().find(|(block, _)| *block == at).map(|(_, words)| *words);
        Some(html! { <Row key={at} {at} block={Same(block.clone())} {role} desk={props.desk.clone()} /> })
    });
    html! { <div class="clean-section" ref={node} data-live={live.to_string()} role="presentation">{ for rows }</div> }
}

/// Properties of [`Row`].
#[derive(Properties, PartialEq)]
struct RowProps {
    at: usize,
    block: Same<Block>,
    role: Option<&'static str>,
    desk: Desk,
}

/// One block.
#[component]
fn Row(props: &RowProps) -> Html {
    let block = &props.block;
    let removed = block.removed;
    let keep = removed.is_some();
    let (desk, at) = (props.desk.clone(), props.at);
    let decide = move || desk.send(Command::Decide { block: at, keep });
    let click = {
        let decide = decide.clone();
        // Whoever selects words in a block has not clicked it.
        Callback::from(move |_: MouseEvent| {
            if !selection::is_any() {
                decide()
            }
        })
    };
    let press = Callback::from(move |event: MouseEvent| {
        event.stop_propagation();
        decide();
    });
    let class = match (block.role, removed) {
        (_, Some(_)) => "clean-text clean-cut",
        (Role::Headline, None) => "clean-text clean-headline",
        (Role::Subhead, None) => "clean-text clean-subhead",
        (Role::ListItem, None) => "clean-text clean-item",
        _ => "clean-text",
    };
    let role = match (block.role, removed) {
        (_, Some(_)) => None,
        (Role::Headline, _) => Some("Headline"),
        (Role::Standfirst, _) => Some("Standfirst"),
        (Role::Subhead, _) => Some("Subhead"),
        (Role::ListItem, _) => Some("List item"),
        (Role::Paragraph, _) => None,
    };
    let detail = match block.same_as {
        Some(other) if keep => Some(format!("same as block {}", other + 1)),
        _ => props.role.filter(|_| keep).map(str::to_owned),
    };
    html! {
        <div class="clean-row" role="listitem" data-removed={removed.map(Reason::name)} onclick={click}>
            <span class="clean-number" aria-hidden="true">{ at + 1 }</span>
            <p {class} dir="auto">
                if keep { <del>{ &*block.text }</del> } else { { &*block.text } }
            </p>
            <div class="clean-note">
                if let Some(reason) = removed {
                    { icon(Icon::Delete) }
                    <span class="clean-why">
                        { reason.words() }
                        if let Some(detail) = detail { <br /><span class="mute">{ detail }</span> }
                    </span>
                } else {
                    <span class="clean-why mute">{ role.unwrap_or_default() }</span>
                }
                <button
                    class="clean-toggle"
                    aria-label={format!("{} block {}", if keep { "Put back" } else { "Take out" }, at + 1)}
                    onclick={press}
                >{ if keep { "Put back" } else { "Take out" } }</button>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests;
