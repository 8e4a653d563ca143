//! Which part of the text is on screen.

use std::ops::Range;

use gloo::utils::{document, window};

/// Which of the text's sections are on screen, by their places; the first few where there are none yet.
pub fn sections() -> Range<usize> {
    let all = document().get_elements_by_class_name("galley-section");
    let count = all.length();
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    // They stand one below the other: of thousands only a few have to be looked at.
    let first = |beyond: f64| {
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low + (high - low) / 2;
            let bottom = all.item(middle).map_or(0.0, |section| section.get_bounding_client_rect().bottom());
            if bottom > beyond { high = middle } else { low = middle + 1 }
        }
        low
    };
    let (from, to) = (first(0.0), (first(height) + 1).min(count));
    from as usize..to.max(from) as usize
}

#[cfg(test)]
mod tests {
    use gloo::utils::body;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn only_what_is_on_screen_is_told() {
        assert_eq!(sections(), 0..0);
        let root = document().create_element("div").unwrap();
        body().prepend_with_node_1(&root).unwrap();
        let section = "<div class='galley-section' style='height: 40vh'></div>";
        root.set_inner_html(&section.repeat(9));
        window().scroll_to_with_x_and_y(0.0, 0.0);
        let first = sections();
        assert!(first.start == 0 && (3..=4).contains(&first.end), "{first:?}");
        root.last_element_child().unwrap().scroll_into_view();
        let last = sections();
        assert!(last.start > 3 && last.end == 9, "{last:?}");
        root.remove();
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
}
