//! The browser's selection, as places in paragraphs.
//!
//! Paragraphs are found by their `data-start`, and places in them count UTF-16 code units of their text, which
//! is all that a paragraph holds: names of labels are drawn by the style sheet.

use gloo::utils::{document, window};
use tagline::text::{CharOffset, Utf16Offset};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CaretPosition, Element, Node, Range};

/// How much of the text around a place is shown with it, in CSS pixels.
const AROUND: f64 = 88.0;

/// A place in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where the paragraph starts, in code points of the article's text.
    pub paragraph: CharOffset,
    /// How far into the paragraph, in UTF-16 code units.
    pub within: Utf16Offset,
}

/// A part of the screen, in CSS pixels from the window's corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Box {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Box {
    /// Where an element is.
    pub fn of(element: &Element) -> Box {
        let frame = element.get_bounding_client_rect();
        Box { left: frame.left(), top: frame.top(), right: frame.right(), bottom: frame.bottom() }
    }

    /// The part of an element that the window shows.
    pub fn seen_of(element: &Element) -> Box {
        let size =
            |value: Result<JsValue, _>| value.ok().and_then(|value| value.as_f64()).unwrap_or(f64::MAX);
        let (width, height) = (size(window().inner_width()), size(window().inner_height()));
        let all = Box::of(element);
        Box {
            left: all.left.max(0.0),
            top: all.top.max(0.0),
            right: all.right.min(width),
            bottom: all.bottom.min(height),
        }
    }
}

/// The two ends of what is selected inside `article`; `None` if nothing is. What else is selected does not count.
pub fn read(article: &Element) -> Option<(Place, Place)> {
    let range = range()?;
    if range.collapsed() || !range.intersects_node(article).ok()? {
        return None;
    }
    let (start, end) = (range.start_container().ok()?, range.end_container().ok()?);
    let start = if article.contains(Some(&start)) {
        place(article, &start, range.start_offset().ok()?, false)?
    } else {
        place(article, article, 0, false)?
    };
    let end = if article.contains(Some(&end)) {
        place(article, &end, range.end_offset().ok()?, true)?
    } else {
        place(article, article, article.child_nodes().length(), true)?
    };
    Some((start, end))
}

/// Where the caret of a click stands in `article`.
pub fn caret(article: &Element) -> Option<Place> {
    let range = range()?;
    let node = range.start_container().ok().filter(|node| article.contains(Some(node)))?;
    place(article, &node, range.start_offset().ok()?, false)
}

fn range() -> Option<Range> {
    let selection = window().get_selection().ok().flatten()?;
    (selection.range_count() > 0).then(|| selection.get_range_at(0).ok()).flatten()
}

/// The place of one end. In what is not marked yet it counts on from the first paragraph there. An end between paragraphs (a triple click ends before the next one's first letter) is
/// the start of the next, or with `backwards` the end of the one before.
fn place(article: &Element, node: &Node, offset: u32, backwards: bool) -> Option<Place> {
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    if !article.contains(Some(&element)) {
        return None;
    }
    if let Some(plain) = element.closest("[data-live=false]").ok().flatten() {
        let before = document().create_range().ok()?;
        before.set_start(&plain, 0).ok()?;
        before.set_end(node, offset).ok()?;
        let within = before.to_string().length() as usize;
        return Some(Place { paragraph: start_of(&plain)?, within: Utf16Offset(within) });
    }
    let inside =
        element.closest("[data-start]").ok().flatten().filter(|paragraph| article.contains(Some(paragraph)));
    if let Some(paragraph) = inside {
        let before = document().create_range().ok()?;
        before.set_start(&paragraph, 0).ok()?;
        before.set_end(node, offset).ok()?;
        let within = before.to_string().length() as usize;
        return Some(Place { paragraph: start_of(&paragraph)?, within: Utf16Offset(within) });
    }
    let point = document().create_range().ok()?;
    point.set_start(node, offset).ok()?;
    let all = article.query_selector_all("[data-start], [data-live=false]").ok()?;
    let mut last = None;
    for at in 0..all.length() {
        let paragraph: Element = all.get(at)?.dyn_into().ok()?;
        // 1: the paragraph lies behind the point.
        let behind = point.compare_point(&paragraph, 0).ok()? > 0;
        if behind && !backwards {
            return Some(Place { paragraph: start_of(&paragraph)?, within: Utf16Offset(0) });
        }
        if behind {
            break;
        }
        last = Some(paragraph);
    }
    let last = last?;
    let length = js_sys::JsString::from(last.text_content().unwrap_or_default()).length() as usize;
    Some(Place { paragraph: start_of(&last)?, within: Utf16Offset(length) })
}

/// Where a paragraph starts, or some that are one plain text.
fn start_of(element: &Element) -> Option<CharOffset> {
    let start = element.get_attribute("data-start").or_else(|| element.get_attribute("data-from"));
    start?.parse().ok().map(CharOffset)
}

/// Selects from one place to another, and brings the end of it into view. `None` if they are not on the page.
pub fn show(article: &Element, from: Place, to: Place) -> Option<()> {
    let range = select(article, from, to)?;
    let node = range.end_container().ok()?;
    super::page::bring_into_view(&node.parent_element()?);
    // A paragraph may be longer than the screen is high.
    let lines = range.get_client_rects();
    if let Some(last) = lines.and_then(|lines| lines.get(lines.length().checked_sub(1)?)) {
        bring_into_view(article, last.top(), last.bottom());
    }
    Some(())
}

/// Selects from one place to another where what is selected now goes on outside of the article.
pub fn keep_inside(article: &Element, from: Place, to: Place) {
    let outside = range().is_some_and(|range| {
        range.common_ancestor_container().is_ok_and(|around| !article.contains(Some(&around)))
    });
    if outside {
        select(article, from, to);
    }
}

fn select(article: &Element, from: Place, to: Place) -> Option<Range> {
    let range = between(article, from, to)?;
    let selection = window().get_selection().ok().flatten()?;
    selection.remove_all_ranges().ok()?;
    selection.add_range(&range).ok()?;
    Some(range)
}

/// Where the text from one place to another is on the screen. `None` if they are not on the page.
pub fn on_screen(article: &Element, from: Place, to: Place) -> Option<Box> {
    let range = between(article, from, to)?;
    let first = range.get_client_rects()?.get(0)?;
    let all = range.get_bounding_client_rect();
    Some(Box { left: first.left(), top: all.top(), right: all.right(), bottom: all.bottom() })
}

/// Where each line of the text from one place to another is on the screen, in the text's order.
pub fn lines(article: &Element, from: Place, to: Place) -> Vec<Box> {
    let Some(list) = between(article, from, to).and_then(|range| range.get_client_rects()) else {
        return Vec::new();
    };
    let all = (0..list.length()).filter_map(|at| list.get(at));
    all.filter(|line| line.width() > 0.0)
        .map(|line| Box { left: line.left(), top: line.top(), right: line.right(), bottom: line.bottom() })
        .collect()
}

/// Whether two elements lie over each other on the screen.
pub fn overlap(one: &Element, other: &Element) -> bool {
    let (one, other) = (Box::of(one), Box::of(other));
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
}

/// Whether the paragraph of a place is written from right to left.
pub fn is_from_right(article: &Element, at: Place) -> bool {
    let style = point(article, at)
        .and_then(|(node, _)| node.parent_element())
        .and_then(|around| window().get_computed_style(&around).ok().flatten());
    style.and_then(|style| style.get_property_value("direction").ok()).is_some_and(|way| way == "rtl")
}

/// The place of the text under a point of the screen, as far as this browser tells.
pub fn at_point(article: &Element, x: f64, y: f64) -> Option<Place> {
    let (node, offset) = node_at(x, y)?;
    article.contains(Some(&node)).then(|| place(article, &node, offset, false)).flatten()
}

/// Has what is selected next begin under that point of the screen, whatever was selected before.
pub fn begin_at(x: f64, y: f64) {
    let Ok(Some(selection)) = window().get_selection() else { return };
    let _ = match node_at(x, y) {
        Some((node, offset)) => selection.collapse_with_offset(Some(&node), offset),
        None => selection.remove_all_ranges(),
    };
}

/// The node under a point of the screen and the place in it. Not every browser has the newer of the two ways.
fn node_at(x: f64, y: f64) -> Option<(Node, u32)> {
    let document = document();
    let ask = |name: &str| {
        let function: js_sys::Function =
            js_sys::Reflect::get(&document, &name.into()).ok()?.dyn_into().ok()?;
        function.call2(&document, &x.into(), &y.into()).ok().filter(JsValue::is_object)
    };
    if let Some(found) =
        ask("caretPositionFromPoint").and_then(|found| found.dyn_into::<CaretPosition>().ok())
    {
        return Some((found.offset_node()?, found.offset()));
    }
    let range: Range = ask("caretRangeFromPoint")?.dyn_into().ok()?;
    Some((range.start_container().ok()?, range.start_offset().ok()?))
}

fn between(article: &Element, from: Place, to: Place) -> Option<Range> {
    let range = document().create_range().ok()?;
    let (node, offset) = point(article, from)?;
    range.set_start(&node, offset).ok()?;
    let (node, offset) = point(article, to)?;
    range.set_end(&node, offset).ok()?;
    Some(range)
}

/// Scrolls what scrolls the article as little as needed to show a line of it with some others around.
fn bring_into_view(article: &Element, top: f64, bottom: f64) {
    let Some(scroll) = article.closest(".scroll").ok().flatten() else { return };
    let frame = Box::seen_of(&scroll);
    let by = if top < frame.top + AROUND {
        top - frame.top - AROUND
    } else if bottom > frame.bottom - AROUND {
        bottom - frame.bottom + AROUND
    } else {
        return;
    };
    scroll_by(&scroll, by);
}

/// Scrolls what scrolls the article by so much.
pub fn scroll_by(scroll: &Element, by: f64) {
    let before = scroll.scroll_top();
    scroll.scroll_by_with_x_and_y(0.0, by);
    if scroll.scroll_top() == before {
        // On a narrow screen it is the page that scrolls.
        window().scroll_by_with_x_and_y(0.0, by);
    }
}

/// The element of the paragraph that starts there. Sections say where they start: of thousands of paragraphs only those of
/// one are looked through.
fn paragraph(article: &Element, start: CharOffset) -> Option<Element> {
    let sections = article.children();
    let starts_before = |at: u32| {
        let from = sections.item(at)?.get_attribute("data-from")?.parse::<usize>().ok()?;
        Some(from <= start.0)
    };
    let (mut low, mut high) = (0, sections.length());
    while low < high {
        let middle = low + (high - low) / 2;
        if starts_before(middle) == Some(true) { low = middle + 1 } else { high = middle }
    }
    let section = low.checked_sub(1).and_then(|at| sections.item(at));
    let around = section.as_ref().unwrap_or(article);
    around.query_selector(&format!("[data-start=\"{}\"]", start.0)).ok().flatten()
}

/// The first element that a selector of ours finds in the paragraph that starts there.
pub fn find_in(article: &Element, start: CharOffset, selector: &str) -> Option<Element> {
    paragraph(article, start)?.query_selector(selector).ok().flatten()
}

/// The text node of a place, and the place in it.
fn point(article: &Element, place: Place) -> Option<(Node, u32)> {
    let paragraph = paragraph(article, place.paragraph)?;
    let mut left = place.within.0;
    let walker = document().create_tree_walker_with_what_to_show(&paragraph, 4).ok()?;
    let mut last = None;
    while let Some(node) = walker.next_node().ok().flatten() {
        let length = js_sys::JsString::from(node.node_value().unwrap_or_default()).length() as usize;
        if left <= length {
            return Some((node, u32::try_from(left).ok()?));
        }
        left -= length;
        last = Some((node, u32::try_from(length).ok()?));
    }
    last
}

/// Selects nothing.
pub fn clear() {
    if let Some(selection) = window().get_selection().ok().flatten() {
        let _ = selection.remove_all_ranges();
    }
}

/// Whether anything is selected.
pub fn is_any() -> bool {
    range().is_some_and(|range| !range.collapsed())
}

/// Whether any of what is selected lies in `element`.
pub fn touches(element: &Element) -> bool {
    range().is_some_and(|range| !range.collapsed() && range.intersects_node(element).unwrap_or(false))
}

#[cfg(test)]
mod tests;
