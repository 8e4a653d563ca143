//! The page around the app: attributes of the body, label colours, scrolling.

use std::ops::RangeInclusive;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{body, document, window};
use tagline::annotation::Schema;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlElement, HtmlStyleElement, PointerEvent, ScrollBehavior, ScrollIntoViewOptions,
    ScrollLogicalPosition,
};

/// How long a sample may be, in bytes.
const SAMPLE: RangeInclusive<usize> = 1..=100_000_000;

/// Sets an attribute of the body.
pub fn set_body(name: &str, value: &str) {
    // Fails for a name that is no attribute's, and ours are written here.
    let _ = body().set_attribute(name, value);
}

/// Takes an attribute of the body away.
pub fn clear_body(name: &str) {
    let _ = body().remove_attribute(name);
}

/// Has an element hold that many empty ones, which nobody else draws: as many as something turned out to have parts.
pub fn fill(element: &Element, count: usize) {
    while (element.child_element_count() as usize) < count {
        let Ok(part) = document().create_element("i") else { return };
        let _ = element.append_child(&part);
    }
    while (element.child_element_count() as usize) > count {
        let Some(last) = element.last_element_child() else { return };
        last.remove();
    }
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
pub fn sample_wanted() -> Option<Result<(usize, usize), String>> {
    sample_of(&window().location().search().ok()?)
}

/// The sample that the part of an address from `?` on asks for, or why that is none.
fn sample_of(query: &str) -> Option<Result<(usize, usize), String>> {
    let wanted = query.trim_start_matches('?').split('&').find_map(|pair| pair.strip_prefix("sample="))?;
    let read = || {
        let (bytes, count) = wanted.split_once(',').or_else(|| wanted.split_once("%2C"))?;
        Some((bytes.parse().ok().filter(|bytes| SAMPLE.contains(bytes))?, count.parse().ok()?))
    };
    Some(read().ok_or_else(|| {
        format!(
            "sample: expected BYTES,COUNT with {} to {} bytes, found \"{wanted}\"; try ?sample=10000,100",
            SAMPLE.start(),
            SAMPLE.end()
        )
    }))
}

/// Where the worker's script lies; the build writes it into the page.
pub fn worker_script() -> String {
    meta("worker").unwrap_or_else(|| "./worker.js".to_owned())
}

/// What the page's head says under a name of ours.
pub fn meta(name: &str) -> Option<String> {
    let meta = document().query_selector(&format!("meta[name={name}]")).ok().flatten()?;
    meta.get_attribute("content")
}

/// A whole address, of one that is told from where the page is.
pub fn whole(address: &str) -> Option<String> {
    Some(web_sys::Url::new_with_base(address, &document().base_uri().ok()??).ok()?.href())
}

/// Whether the screen is too narrow for anything beside the text.
pub fn is_narrow() -> bool {
    matches("(max-width: 44rem)")
}

/// Whether fingers rather than a mouse do the pointing.
pub fn is_touch() -> bool {
    matches("(pointer: coarse)")
}

/// Remembers on the body what points at the page, a mouse or a finger, until it is dropped: many screens have both.
pub fn watch_pointer() -> EventListener {
    set_body("data-pointer", if is_touch() { "touch" } else { "mouse" });
    let capture = EventListenerOptions::run_in_capture_phase();
    EventListener::new_with_options(&document(), "pointerdown", capture, |event| {
        if let Some(event) = event.dyn_ref::<PointerEvent>() {
            set_body("data-pointer", &event.pointer_type());
        }
    })
}

/// Whether a finger was the last to point at the page.
pub fn is_by_finger() -> bool {
    of_body("data-pointer").map_or_else(is_touch, |pointer| pointer == "touch")
}

/// Whether this is one of Apple's systems, whose keyboards have Command where others have Ctrl.
pub fn is_mac() -> bool {
    window()
        .navigator()
        .platform()
        .is_ok_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"))
}

/// Whether a media query holds.
pub fn matches(query: &str) -> bool {
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

/// Sets a style of one element through the CSSOM.
pub fn set_style(element: &Element, name: &str, value: &str) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.style().set_property(name, value);
    }
}

/// Moves the keyboard's focus to an element and brings it into view, without a jump where it is in view.
pub fn focus(element: &HtmlElement) {
    focus_still(element);
    bring_into_view(element);
}

/// Moves the keyboard's focus to an element, and nothing on the screen.
pub fn focus_still(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Moves the keyboard's focus to the first element that a selector of ours finds.
pub fn focus_first(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        focus(&element);
    }
}

/// Takes the keyboard's focus off a button.
pub fn leave_button() {
    let active = document().active_element().filter(|active| active.tag_name() == "BUTTON");
    if let Some(active) = active.and_then(|active| active.dyn_into::<HtmlElement>().ok()) {
        let _ = active.blur();
    }
}

/// Whether one of the elements with these ids is there and keeps the keyboard's focus. They are looked up by id, as the page
/// may hold the marks of a long text.
pub fn keeps_focus(ids: &[&str]) -> bool {
    let keeps = |id: &&str| document().get_element_by_id(id)?.get_attribute("data-keeps");
    ids.iter().filter_map(keeps).any(|keeps| keeps == "true")
}

/// The first element in `around` that a selector of ours finds.
pub fn first_in(around: &Element, selector: &str) -> Option<HtmlElement> {
    around.query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// Whether a selector of ours finds an element.
pub fn is_there(selector: &str) -> bool {
    document().query_selector(selector).ok().flatten().is_some()
}

/// Whether the first element that a selector of ours finds is drawn at all.
pub fn is_drawn(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    found.is_some_and(|element| element.client_height() > 0)
}

/// Scrolls as little as needed.
pub fn bring_into_view(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    options.set_behavior(ScrollBehavior::Auto);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Tells of an element, to whoever listens for that above it before it does.
pub fn tell(element: &Element, kind: &str) {
    if let Ok(event) = web_sys::Event::new(kind) {
        let _ = element.dispatch_event(&event);
    }
}

/// Whether a key pressed there is meant for a field, a dialog or a button rather than for the page.
pub fn is_typing(target: Option<web_sys::EventTarget>) -> bool {
    let Some(element) = target.and_then(|target| target.dyn_into::<Element>().ok()) else { return false };
    element.closest("input, textarea, select, [contenteditable], dialog").ok().flatten().is_some()
}

#[cfg(test)]
mod tests {
    use tagline::annotation::{Label, LabelDef};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_sample_is_asked_for_in_the_address() {
        for (query, expected) in [
            ("", None),
            ("?a=b", None),
            ("?sample=10000,100", Some(Ok((10_000, 100)))),
            ("?a=b&sample=1%2C0", Some(Ok((1, 0)))),
            ("?sample=0,0", Some(Err("found \"0,0\""))),
            ("?sample=", Some(Err("found \"\""))),
            ("?sample=9", Some(Err("found \"9\""))),
            ("?sample=-1,é", Some(Err("found \"-1,é\""))),
            ("?sample=99999999999999999999,1", Some(Err("expected BYTES,COUNT with 1 to 100000000 bytes"))),
        ] {
            match (sample_of(query), expected) {
                (Some(Err(found)), Some(Err(expected))) => assert!(found.contains(expected), "{found}"),
                (found, expected) => {
                    assert_eq!(found, expected.map(|asked| asked.map_err(str::to_owned)), "{query}")
                }
            }
        }
    }

    fn def(name: &str, colour: &str) -> LabelDef {
        LabelDef {
            label: Label::new(name).unwrap(),
            colour: colour.to_owned(),
            colour_dark: None,
            key: None,
            guideline: String::new(),
            takes: None,
            extra: None,
        }
    }

    /// The sheet's rules, and the hue of an element that has each label.
    fn coloured(defs: &[LabelDef]) -> (u32, Vec<String>) {
        let style = document().create_element("style").unwrap();
        style.set_id("label-colours");
        body().append_child(&style).unwrap();
        set_label_colours(&Schema::new(defs.to_vec()).unwrap());
        let hues = defs.iter().map(|def| {
            let element = document().create_element("mark").unwrap();
            element.set_attribute("data-label", def.label.name()).unwrap();
            body().append_child(&element).unwrap();
            let computed = window().get_computed_style(&element).unwrap().unwrap();
            let hue = computed.get_property_value("--hue").unwrap();
            element.remove();
            hue.trim().to_owned()
        });
        let hues = hues.collect();
        let sheet = style.dyn_ref::<HtmlStyleElement>().unwrap().sheet().unwrap();
        let rules = sheet.dyn_into::<web_sys::CssStyleSheet>().unwrap().css_rules().unwrap().length();
        style.remove();
        (rules, hues)
    }

    #[wasm_bindgen_test]
    fn every_label_has_its_colour_whatever_it_is_called() {
        let names = [
            "COURT",
            "two words",
            "\"",
            "'",
            "\\",
            "\\\"]",
            "é漢👩‍🚀",
            "שלום",
            "} * { display: none } /*",
            "\"] { --hue: red } [x=\"",
            "*/ @import url(//example.org/x.css);",
            "</style><script>",
            "a\nb",
            "1 2",
            "0",
        ];
        let defs: Vec<_> =
            names.iter().enumerate().map(|(at, name)| def(name, &format!("#0000{at:02x}"))).collect();
        let (rules, hues) = coloured(&defs);
        assert_eq!(rules as usize, names.len());
        for (at, hue) in hues.iter().enumerate() {
            assert_eq!(*hue, format!("light-dark(#0000{at:02x}, #0000{at:02x})"), "{}", names[at]);
        }
    }

    #[wasm_bindgen_test]
    fn what_is_no_colour_colours_nothing() {
        for colour in [
            "",
            "red",
            "#12345",
            "#1234567",
            "#12345g",
            "#12345é",
            "#éé0",
            "123456#",
            "#123456; } * { display: none",
            "url(//example.org/x)",
            "#fff) } * { color: red } a { b: c(",
            "var(--x)",
        ] {
            assert_eq!(coloured(&[def("X", colour)]), (0, vec![String::new()]), "{colour}");
            let dark = LabelDef { colour_dark: Some(colour.to_owned()), ..def("X", "#123456") };
            assert_eq!(coloured(&[dark]), (0, vec![String::new()]), "{colour}");
        }
        let (rules, hues) = coloured(&[def("A", "red"), def("B", "#ABCDEF")]);
        assert_eq!((rules, &*hues[0], &*hues[1]), (1, "", "light-dark(#ABCDEF, #ABCDEF)"));
    }

    #[wasm_bindgen_test]
    fn a_later_schema_takes_the_place_of_the_one_before() {
        assert_eq!(coloured(&[def("A", "#111111"), def("B", "#222222")]).0, 2);
        let (rules, hues) = coloured(&[def("A", "#333333")]);
        assert_eq!((rules, &*hues[0]), (1, "light-dark(#333333, #333333)"));
    }

    #[wasm_bindgen_test]
    fn keys_in_fields_and_dialogs_are_theirs() {
        let root = document().create_element("div").unwrap();
        body().append_child(&root).unwrap();
        for (html, expected) in [
            ("<input>", true),
            ("<textarea></textarea>", true),
            ("<select></select>", true),
            ("<p contenteditable>a</p>", true),
            ("<dialog open><button>a</button></dialog>", true),
            ("<button>a</button>", false),
            ("<mark>a</mark>", false),
        ] {
            root.set_inner_html(html);
            let mut element = root.first_element_child().unwrap();
            while let Some(inner) = element.first_element_child() {
                element = inner;
            }
            assert_eq!(is_typing(Some(element.into())), expected, "{html}");
        }
        root.remove();
        assert!(!is_typing(Some(document().into())) && !is_typing(None));
    }
}
