//! Above the list: what is searched for, what is listed, in which order.

use tagline::workspace::queue::{Order, Queue, QueueCommand};
use tagline::workspace::{Command, figures};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::chips::Chips;
use super::pop::Pop;
use crate::browser::page;
use crate::components::same::Same;
use crate::desk::Desk;

/// Properties of [`Tools`].
#[derive(Properties, PartialEq)]
pub struct ToolsProps {
    pub queue: Queue,
    pub schema: Same<tagline::annotation::Schema>,
    pub desk: Desk,
}

/// Search, chips and order.
#[component]
pub fn Tools(props: &ToolsProps) -> Html {
    let ToolsProps { queue, schema, desk } = props;
    html! {
        <>
            <div class="queue-tools" role="search">
                { search(queue, desk) }
                <Chips queue={queue.clone()} schema={schema.clone()} desk={desk.clone()} />
                <span class="push" />
                { sorting(queue, desk) }
            </div>
            if queue.seeks_nothing() {
                <p class="queue-nothing mute">
                    { "There is no word to search for in " }<bdi>{ format!("“{}”", queue.typed().trim()) }</bdi>
                    { ", so everything is listed." }
                </p>
            }
            if let Some(error) = queue.search_error() {
                <p class="queue-wrong" role="alert">
                    { format!("The texts could not be searched: {error}. What has the words in its title is listed.") }
                </p>
            }
        </>
    }
}

fn search(queue: &Queue, desk: &Desk) -> Html {
    let oninput = {
        let desk = desk.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                desk.send(Command::Queue(QueueCommand::Search(field.value().into())));
            }
        })
    };
    let onkeydown = {
        let (desk, is_empty) = (desk.clone(), queue.typed().is_empty());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Escape" if !is_empty => {
                event.prevent_default();
                desk.send(Command::Queue(QueueCommand::Search("".into())));
            }
            "Escape" | "Enter" | "ArrowDown" if !event.is_composing() => {
                event.prevent_default();
                page::focus_first(".queue-grid");
                if event.key() != "Escape" {
                    desk.send(Command::Queue(QueueCommand::MoveToEnd { forward: false }));
                }
            }
            _ => {}
        })
    };
    html! {
        <input
            type="search" class="search queue-search" placeholder="Search titles and text" aria-label="Search titles and text"
            autocomplete="off" spellcheck="false" value={queue.typed().to_string()} {oninput} {onkeydown}
        />
    }
}

/// What an order is called, by the one way and by the other.
fn told(order: Order, descending: bool) -> &'static str {
    let (up, down) = match order {
        Order::Added => ("oldest first", "newest first"),
        Order::Changed => ("longest untouched first", "last changed first"),
        Order::Title => ("by title, A to Z", "by title, Z to A"),
        Order::Published => ("first published first", "last published first"),
        Order::Words => ("shortest first", "longest first"),
        Order::Pencil => ("least pencil first", "most pencil first"),
        Order::Lowest => ("lowest score first", "highest low score first"),
    };
    if descending { down } else { up }
}

/// How many are listed, and the menu of the orders.
fn sorting(queue: &Queue, desk: &Desk) -> Html {
    let (order, descending) = queue.order();
    let count = queue.listing().slots.len();
    let words = match queue.is_searching() {
        true => "Searching…".to_owned(),
        false => format!("{} shown · {}", figures(count), told(order, descending)),
    };
    let panel = {
        let (desk, blind) = (desk.clone(), queue.is_blind());
        Callback::from(move |close: Callback<()>| {
            let option = |one: Order, down: bool| {
                let (desk, close) = (desk.clone(), close.clone());
                let chosen = (one, down) == (order, descending);
                let onclick = Callback::from(move |_: MouseEvent| {
                    desk.send(Command::Queue(QueueCommand::Sort(one, down)));
                    close.emit(());
                });
                html! {
                    <button class="queue-option" role="radio" aria-checked={chosen.to_string()} data-first={chosen.then_some("true")} {onclick}>
                        { told(one, down) }
                    </button>
                }
            };
            let orders = Order::ALL.iter().filter(|one| !blind || !one.is_of_marks());
            html! {
                <div class="queue-orders" role="radiogroup" aria-label="Order">
                    { for orders.flat_map(|one| [option(*one, first_way(*one)), option(*one, !first_way(*one))]) }
                </div>
            }
        })
    };
    html! { <Pop class="queue-sort" name={format!("{words}. Change the order")} {words} {panel} /> }
}

/// Whether an order is descending as one thinks of it first.
fn first_way(order: Order) -> bool {
    !matches!(order, Order::Title | Order::Lowest)
}
