//! Light or dark.

use gloo::storage::{LocalStorage, Storage};
use gloo::utils::{document, document_element};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::page::matches;

/// Where the chosen theme is kept.
const THEME: &str = "tagline.theme";

/// Takes up the theme that was chosen on an earlier visit.
pub fn restore() {
    if let Ok(theme) = LocalStorage::get::<String>(THEME) {
        set(&theme);
    }
}

/// Changes from light to dark or back, and remembers it where the browser allows.
pub fn toggle() {
    let now = document_element().get_attribute("data-theme");
    let dark = now.map_or_else(|| matches("(prefers-color-scheme: dark)"), |theme| theme == "dark");
    let theme = if dark { "light" } else { "dark" };
    set(theme);
    let _ = LocalStorage::set(THEME, theme);
}

fn set(theme: &str) {
    let _ = document_element().set_attribute("data-theme", theme);
    // The colour of the browser's own bar follows the system until a theme is chosen here.
    let Ok(colours) = document().query_selector_all("meta[name=theme-color]") else { return };
    for at in 0..colours.length() {
        let Some(colour) = colours.get(at).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
        let holds = colour.get_attribute("data-for").is_some_and(|of| of == theme);
        let _ = colour.set_attribute("media", if holds { "all" } else { "not all" });
    }
}
