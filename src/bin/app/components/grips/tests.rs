//! The grips: they stand at the ends of the words, and dragging one moves that end in one step.

use gloo::utils::{body, document, window};
use tagline::annotation::AnnotationId;
use tagline::text::Span;
use tagline::workspace::{Command, Workspace};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Event, EventTarget};
use yew::prelude::*;

use super::super::annotate::hand::place;
use super::{Box, Grips, Same, selection};
use crate::desk::Desk;
use crate::testing::{Mounted, annotating, apply, mount, until};

#[derive(Properties, PartialEq)]
struct DeskProps {
    open: Same<tagline::workspace::OpenDocument>,
    span: Span,
    desk: Desk,
}

/// An article with its grips.
#[component]
fn WithGrips(props: &DeskProps) -> Html {
    let (article, scroll) = (use_node_ref(), use_node_ref());
    html! {
        <div class="scroll" ref={scroll.clone()}>
            <article ref={article.clone()}>
                <super::super::galley::GalleyText galley={Same(props.open.galley().clone())} desk={props.desk.clone()} />
            </article>
            <Grips
                open={props.open.clone()} span={props.span} tinted={false} exact={false} {article} {scroll}
                desk={props.desk.clone()}
            />
        </div>
    }
}

fn draw(workspace: &Workspace, desk: &Desk) -> Html {
    let open = workspace.current().unwrap();
    let focus = open.focus().and_then(|id| open.document().annotation(id)).map(|annotation| annotation.span);
    match open.selection().or(focus) {
        Some(span) => html! { <WithGrips open={Same(open.clone())} {span} desk={desk.clone()} /> },
        None => html! { <p /> },
    }
}

/// Where some words are on the screen.
fn at<T: BaseComponent>(page: &Mounted<T>, words: &str) -> Box {
    let workspace = page.workspace();
    let open = workspace.current().unwrap();
    let start = open.document().text().find(words).unwrap();
    let span = Span::of(start..start + words.len()).unwrap();
    let (from, to) = (place(open.galley(), span.start()).unwrap(), place(open.galley(), span.end()).unwrap());
    selection::on_screen(&page.one("article"), from, to).unwrap()
}

fn pointer(kind: &str, target: &EventTarget, (x, y): (f64, f64)) {
    let class: js_sys::Function =
        js_sys::Reflect::get(&window(), &"PointerEvent".into()).unwrap().unchecked_into();
    let init = js_sys::Object::new();
    for (name, value) in [("pointerId", 7.0), ("clientX", x.round()), ("clientY", y.round())] {
        js_sys::Reflect::set(&init, &name.into(), &value.into()).unwrap();
    }
    for name in ["bubbles", "cancelable"] {
        js_sys::Reflect::set(&init, &name.into(), &true.into()).unwrap();
    }
    let arguments = js_sys::Array::of2(&kind.into(), &init);
    let event: Event = js_sys::Reflect::construct(&class, &arguments).unwrap().unchecked_into();
    target.dispatch_event(&event).unwrap();
}

/// Drags a grip from its end to the middle of some words.
async fn drag<T: BaseComponent>(page: &Mounted<T>, edge: &str, from: (f64, f64), to: &str) {
    pointer("pointerdown", &page.one(&format!("[data-edge={edge}]")), from);
    until("it is held", || body().has_attribute("data-dragging")).await;
    let there = at(page, to);
    pointer("pointermove", &window(), ((there.left + there.right) / 2.0, (there.top + there.bottom) / 2.0));
    until("it is shown", || page.root.query_selector_all(".grips-tints i").unwrap().length() > 0).await;
}

async fn let_go<T: BaseComponent>(page: &Mounted<T>, kind: &str) {
    pointer(kind, &window(), (0.0, 0.0));
    until("it is let go", || !body().has_attribute("data-dragging")).await;
    assert!(!page.has(".grips-tints i"));
}

fn styled() -> Element {
    let style = document().create_element("style").unwrap();
    let sheets = [
        include_str!("../../../../../styles/tokens.css"),
        include_str!("../../../../../styles/layout.css"),
        include_str!("../../../../../styles/grips.css"),
    ];
    style.set_text_content(Some(&sheets.concat()));
    document().head().unwrap().append_child(&style).unwrap();
    style
}

#[wasm_bindgen_test]
async fn a_grip_moves_the_end_of_a_mark_in_one_step() {
    let style = styled();
    let mut workspace = annotating("It [COURT? Ninth] Circuit sat in é👩‍🚀 Ohio.");
    apply(&mut workspace, [Command::Focus(Some(AnnotationId("a1".into())))]);
    let page = mount(workspace, draw).await;
    page.root.scroll_into_view();
    let left = |edge: &str| page.one(&format!("[data-edge={edge}]")).get_bounding_client_rect();
    let words = at(&page, "Ninth");
    until("they stand at its ends", || {
        (left("start").left() - words.left).abs() < 4.0 && (left("end").left() - words.right).abs() < 4.0
    })
    .await;
    let middle = (words.top + words.bottom) / 2.0;
    drag(&page, "end", (words.right + 3.0, middle), "Circuit").await;
    let_go(&page, "pointerup").await;
    until("the end is moved", || page.notation() == "It [COURT Ninth Circuit] sat in é👩‍🚀 Ohio.").await;
    let workspace = page.workspace();
    assert_eq!(workspace.current().unwrap().focus(), Some(&AnnotationId("a1".into())));
    assert_eq!(workspace.said().as_ref(), "Ninth Circuit");
    drag(&page, "start", (at(&page, "Ninth").left, middle), "It").await;
    let_go(&page, "pointercancel").await;
    assert_eq!(page.notation(), "It [COURT Ninth Circuit] sat in é👩‍🚀 Ohio.");
    page.send(Command::Undo);
    until("one undo", || page.notation() == "It [COURT? Ninth] Circuit sat in é👩‍🚀 Ohio.").await;
    style.remove();
}

#[wasm_bindgen_test]
async fn a_grip_moves_the_end_of_the_selection() {
    let style = styled();
    let mut workspace = annotating("It sat in Ohio.");
    apply(&mut workspace, [Command::Select(Span::of(3..6))]);
    let page = mount(workspace, draw).await;
    page.root.scroll_into_view();
    let words = at(&page, "sat");
    drag(&page, "end", (words.right, (words.top + words.bottom) / 2.0), "Ohio").await;
    let_go(&page, "pointerup").await;
    until("it is selected", || page.workspace().current().unwrap().selection() == Span::of(3..14)).await;
    style.remove();
}
