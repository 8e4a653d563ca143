//! Which part of the text is on screen.

use gloo::utils::{document, window};
use tagline::text::CharOffset;
use web_sys::HtmlCollection;

/// Where what is on screen of the text begins, by whole sections, and where what follows does, if anything. `None` where
/// nothing of it is.
pub fn shown() -> Option<(CharOffset, Option<CharOffset>)> {
    let all = document().get_elements_by_class_name("galley-section");
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    let from = first_below(&all, 0.0);
    let start = start_of(&all, from)?;
    Some((start, start_of(&all, first_below(&all, height) + 1)))
}

/// The first section that reaches further down than `beyond`. They stand one below the other: of hundreds only a few have to
/// be looked at.
fn first_below(all: &HtmlCollection, beyond: f64) -> u32 {
    let (mut low, mut high) = (0, all.length());
    while low < high {
        let middle = low + (high - low) / 2;
        let bottom = all.item(middle).map_or(0.0, |section| section.get_bounding_client_rect().bottom());
        if bottom > beyond { high = middle } else { low = middle + 1 }
    }
    low
}

fn start_of(all: &HtmlCollection, at: u32) -> Option<CharOffset> {
    all.item(at)?.get_attribute("data-from")?.parse().ok().map(CharOffset)
}

#[cfg(test)]
mod tests {
    use gloo::utils::body;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn only_what_is_on_screen_is_told() {
        assert_eq!(shown(), None);
        let root = document().create_element("div").unwrap();
        body().prepend_with_node_1(&root).unwrap();
        let section =
            |at| format!("<div class='galley-section' data-from='{at}00' style='height: 40vh'></div>");
        root.set_inner_html(&(0..9).map(section).collect::<String>());
        window().scroll_to_with_x_and_y(0.0, 0.0);
        let (first, next) = shown().unwrap();
        assert!(first.0 == 0 && next.is_some_and(|next| (300..=400).contains(&next.0)), "{next:?}");
        root.last_element_child().unwrap().scroll_into_view();
        let (last, next) = shown().unwrap();
        assert!(last.0 > 300 && next.is_none(), "{last:?} {next:?}");
        root.remove();
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
}
