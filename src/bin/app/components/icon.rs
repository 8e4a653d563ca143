//! Icons: a 20 px grid, lines of 1.5 px in the current colour.

use yew::prelude::*;

/// Which icon.
#[derive(Clone, Copy, PartialEq)]
pub enum Icon {
    Paste,
    Open,
    Undo,
    Redo,
    Export,
    Close,
    Theme,
    Tick,
    Edit,
    List,
    /// The proofreader's sign for taking something out.
    Delete,
}

/// Draws an icon; screen readers pass it over.
pub fn icon(icon: Icon) -> Html {
    let path = match icon {
        Icon::Paste => "M7 4.5H5v13h10v-13h-2M7.5 3h5v3h-5zM8 10h4M8 13h4",
        Icon::Open => "M3 6v10h14V7.5H9.5L8 5H3z",
        Icon::Undo => "M7 5L3.5 8.5 7 12M4 8.5h8a4.5 4.5 0 010 9H8",
        Icon::Redo => "M13 5l3.5 3.5L13 12M16 8.5H8a4.5 4.5 0 000 9h4",
        Icon::Export => "M10 12V3M6.5 6.5L10 3l3.5 3.5M4 11v6h12v-6",
        Icon::Close => "M5 5l10 10M15 5L5 15",
        Icon::Theme => "M10 3a7 7 0 100 14 7 7 0 000-14zM10 3v14M10 6h4M10 10h7M10 14h4",
        Icon::Edit => "M4 16l.8-3.6L13 4.2a1.4 1.4 0 012 0l.8.8a1.4 1.4 0 010 2L7.6 15.2zM11.5 5.7l2.8 2.8",
        Icon::List => "M3 5h2M8 5h9M3 10h2M8 10h9M3 15h2M8 15h9",
        Icon::Tick => "M4 10.5l4 4 8-9",
        Icon::Delete => {
            "M3 13c4 0 9-3 9-6.5C12 4.5 10.8 3.5 9.5 3.5 8 3.5 7 4.8 7 7c0 4 2 9.5 5 9.5 2 0 3-1.6 3-3.2"
        }
    };
    let class = if icon == Icon::Delete { "icon icon-delete" } else { "icon" };
    html! { <svg {class} viewBox="0 0 20 20" aria-hidden="true"><path d={path} /></svg> }
}
