//! The page around the app: attributes of the body, label colours, theme, scrolling.

use gloo::storage::{LocalStorage, Storage};
use gloo::utils::{body, document, document_element, window};
use tagline::annotation::Schema;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlElement, HtmlStyleElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
};

/// Where the chosen theme is kept.
const THEME: &str = "tagline.theme";

/// Sets an attribute of the body.
pub fn set_body(name: &str, value: &str) {
    // Fails for a name that is no attribute's, and ours are written here.
    let _ = body().set_attribute(name, value);
}

/// An attribute of the body.
pub fn of_body(name: &str) -> Option<String> {
    body().get_attribute(name)
}

/// Marks a moment for whoever measures.
pub fn mark_time(name: &str) {
    if let Some(performance) = window().performance() {
        let _ = performance.mark(name);
    }
}

/// How many bytes and annotations the address asks for with `?sample=BYTES,COUNT`.
pub fn sample_wanted() -> Option<(usize, usize)> {
    let query = window().location().search().ok()?;
    let wanted = query.trim_start_matches('?').split('&').find_map(|pair| pair.strip_prefix("sample="))?;
    let (bytes, count) = wanted.split_once(',').or_else(|| wanted.split_once("%2C"))?;
    Some((bytes.parse().ok()?, count.parse().ok()?))
}

/// Where the worker's script lies; the build writes it into the page.
pub fn worker_script() -> String {
    let meta = document().query_selector("meta[name=worker]").ok().flatten();
    meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_else(|| "./worker.js".to_owned())
}

/// Whether the screen is too narrow for anything beside the text.
pub fn is_narrow() -> bool {
    matches("(max-width: 44rem)")
}

/// Whether fingers rather than a mouse do the pointing.
pub fn is_touch() -> bool {
    matches("(pointer: coarse)")
}

fn matches(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// Gives every label its colour: one rule each in a sheet of their own.
pub fn set_label_colours(schema: &Schema) {
    let Some(style) = document().get_element_by_id("label-colours") else { return };
    let Ok(style) = style.dyn_into::<HtmlStyleElement>() else { return };
    // Emptied, then filled through the CSSOM: no text from a file is ever parsed as more than one rule.
    style.set_text_content(None);
    let Some(sheet) = style.sheet().and_then(|sheet| sheet.dyn_into::<web_sys::CssStyleSheet>().ok()) else {
        return;
    };
    for (at, def) in schema.labels().iter().enumerate() {
        let name = quoted(def.label.name());
        let dark = def.colour_dark.as_deref().unwrap_or(&def.colour);
        if !is_colour(&def.colour) || !is_colour(dark) {
            continue;
        }
        let rule = format!("[data-label={name}] {{ --hue: light-dark({}, {dark}); }}", def.colour);
        let _ = sheet.insert_rule_with_index(&rule, u32::try_from(at).unwrap_or(0).min(sheet_length(&sheet)));
    }
}

fn sheet_length(sheet: &web_sys::CssStyleSheet) -> u32 {
    sheet.css_rules().map_or(0, |rules| rules.length())
}

/// `#rrggbb` and nothing else.
fn is_colour(colour: &str) -> bool {
    colour.len() == 7
        && colour.starts_with('#')
        && colour.chars().skip(1).all(|character| character.is_ascii_hexdigit())
}

/// A CSS string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        quoted.push_str(&format!("\\{:x} ", u32::from(character)));
    }
    quoted.push('"');
    quoted
}

/// Takes up the theme that was chosen on an earlier visit.
pub fn restore_theme() {
    if let Ok(theme) = LocalStorage::get::<String>(THEME) {
        let _ = document_element().set_attribute("data-theme", &theme);
    }
}

/// Changes from light to dark or back, and remembers it where the browser allows.
pub fn toggle_theme() {
    let now = document_element().get_attribute("data-theme");
    let dark = now.map_or_else(|| matches("(prefers-color-scheme: dark)"), |theme| theme == "dark");
    let theme = if dark { "light" } else { "dark" };
    let _ = document_element().set_attribute("data-theme", theme);
    let _ = LocalStorage::set(THEME, theme);
}

/// Sets a style of one element through the CSSOM.
pub fn set_style(element: &Element, name: &str, value: &str) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.style().set_property(name, value);
    }
}

/// Moves the keyboard's focus to an element and brings it into view, without a jump where it is in view.
pub fn focus(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
    bring_into_view(element);
}

/// Scrolls as little as needed.
pub fn bring_into_view(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    options.set_behavior(ScrollBehavior::Auto);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Whether a key pressed there is meant for a field, a dialog or a button rather than for the page.
pub fn is_typing(target: Option<web_sys::EventTarget>) -> bool {
    let Some(element) = target.and_then(|target| target.dyn_into::<Element>().ok()) else { return false };
    element.closest("input, textarea, select, [contenteditable], dialog").ok().flatten().is_some()
}
