//! What the tests of the page share: a component mounted on a workspace, conditions to wait for, clicks and keys.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::utils::{body, document, window};
use tagline::annotation::{
    Document, Notation, Project, Schema, document_from_notation, document_to_notation, write_notation,
};
use tagline::article::{CleanOptions, Source, clean};
use tagline::format::{read_journal, write_record};
use tagline::workspace::{Command, Context, Loaded, Restored, Workspace};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, EventInit, EventTarget, HtmlElement, KeyboardEvent, KeyboardEventInit};
use yew::prelude::*;

use crate::browser::clock;
use crate::desk::{Desk, State};

/// How long a condition may take before its test fails, in milliseconds: far more than any needs.
const DEADLINE: f64 = 20_000.0;

/// Waits until `condition` holds. What happens before the browser's next turn (drawing is one such thing) is
/// seen before anything of a later turn.
pub async fn until(what: &str, mut condition: impl FnMut() -> bool) {
    let start = js_sys::Date::now();
    for turn in 0.. {
        if condition() {
            return;
        }
        assert!(js_sys::Date::now() - start < DEADLINE, "waited in vain: {what}");
        if turn < 50 {
            let _ = JsFuture::from(js_sys::Promise::resolve(&JsValue::NULL)).await;
        } else {
            turn_later(5).await;
        }
    }
}

/// Lets everything happen that is already under way: drawing, and what the browser does right after an event.
pub async fn settled() {
    for _ in 0..3 {
        turn_later(0).await;
    }
}

/// Gives the browser a turn.
async fn turn_later(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds).unwrap();
    });
    let _ = JsFuture::from(promise).await;
}

type Draw = Rc<dyn Fn(&Workspace, &Desk) -> Html>;
type Seen = Rc<RefCell<Option<(Workspace, Desk)>>>;

#[derive(Properties)]
struct HostProps {
    first: Workspace,
    draw: Draw,
    seen: Seen,
}

impl PartialEq for HostProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.draw, &other.draw)
    }
}

/// Holds a workspace as the app does, and draws of it what a test wants to see.
#[component]
fn Host(props: &HostProps) -> Html {
    let first = props.first.clone();
    let state = use_reducer(move || State::of(first));
    let desk = use_memo((), |()| Desk::new(&state));
    props.seen.replace(Some((state.0.clone(), (*desk).clone())));
    (props.draw)(&state.0, &desk)
}

/// A part of the page with something mounted in it, until it is dropped.
pub struct Mounted<T: BaseComponent> {
    /// What it stands in.
    pub root: Element,
    seen: Seen,
    handle: Option<yew::AppHandle<T>>,
}

impl<T: BaseComponent> Drop for Mounted<T> {
    fn drop(&mut self) {
        if let Some(handle) = self.handle.take() {
            handle.destroy();
        }
        self.root.remove();
        crate::browser::selection::clear();
    }
}

fn new_root() -> Element {
    // What a failed test left must not fail the next.
    let left = document().query_selector("[data-test]").unwrap();
    left.inspect(Element::remove);
    let root = document().create_element("div").unwrap();
    root.set_attribute("data-test", "").unwrap();
    body().append_child(&root).unwrap();
    root
}

/// Has the browser save nothing, as long as it is held: a window that says what was saved would take the page's focus.
pub fn no_downloads() -> EventListener {
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    EventListener::new_with_options(&document(), "click", options, |event| {
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if element.is_some_and(|element| element.has_attribute("download")) {
            event.prevent_default();
        }
    })
}

/// Mounts what `draw` draws of `workspace`, with a desk that works.
pub async fn mount(
    workspace: Workspace,
    draw: impl Fn(&Workspace, &Desk) -> Html + 'static,
) -> Mounted<impl BaseComponent> {
    let (root, seen) = (new_root(), Seen::default());
    let props = HostProps { first: workspace, draw: Rc::new(draw), seen: seen.clone() };
    let handle = yew::Renderer::<Host>::with_root_and_props(root.clone(), props).render();
    let page = Mounted { root, seen, handle: Some(handle) };
    until("something is drawn", || page.root.has_child_nodes()).await;
    page
}

/// Lets the page find this script as its worker, or none where it looks.
pub fn use_worker(script: Option<&str>) {
    let meta = document().query_selector("meta[name=worker]").unwrap().unwrap_or_else(|| {
        let meta = document().create_element("meta").unwrap();
        meta.set_attribute("name", "worker").unwrap();
        document().head().unwrap().append_child(&meta).unwrap();
        meta
    });
    let address = script.map(|script| {
        let blob = web_sys::Blob::new_with_str_sequence(&js_sys::Array::of1(&script.into())).unwrap();
        web_sys::Url::create_object_url_with_blob(&blob).unwrap()
    });
    meta.set_attribute("content", address.as_deref().unwrap_or("./no-such-worker.js")).unwrap();
}

/// Mounts the whole app, with a worker that never answers.
pub async fn mount_app() -> Mounted<crate::app::App> {
    use_worker(Some(""));
    let root = new_root();
    let handle = yew::Renderer::<crate::app::App>::with_root_and_props(
        root.clone(),
        crate::app::AppProps { nowhere: true },
    )
    .render();
    let page = Mounted { root, seen: Seen::default(), handle: Some(handle) };
    until("the app is drawn", || page.root.query_selector("main").unwrap().is_some()).await;
    settled().await;
    page
}

impl<T: BaseComponent> Mounted<T> {
    /// The workspace as it was last drawn.
    pub fn workspace(&self) -> Workspace {
        self.seen.borrow().as_ref().unwrap().0.clone()
    }

    /// The document on screen, in bracket notation.
    pub fn notation(&self) -> String {
        document_to_notation(self.workspace().current().unwrap().document())
    }

    /// The desk that the page's parts have.
    pub fn desk(&self) -> Desk {
        self.seen.borrow().as_ref().unwrap().1.clone()
    }

    /// Gives a command.
    pub fn send(&self, command: Command) {
        self.desk().send(command);
    }

    /// Every element that `selector` finds, in the page's order.
    pub fn all(&self, selector: &str) -> Vec<HtmlElement> {
        all(&self.root, selector)
    }

    /// The one element that `selector` finds.
    pub fn one(&self, selector: &str) -> HtmlElement {
        let mut found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector} in {}", self.root.inner_html());
        found.remove(0)
    }

    /// Whether `selector` finds anything.
    pub fn has(&self, selector: &str) -> bool {
        self.root.query_selector(selector).unwrap().is_some()
    }

    /// The one control of that role and accessible name.
    pub fn control(&self, role: &str, name: &str) -> HtmlElement {
        let named = |element: &HtmlElement| self::name(element) == name;
        let mut found: Vec<_> =
            self.all(&format!("{role}:not([role]), [role={role}]")).into_iter().filter(named).collect();
        assert_eq!(found.len(), 1, "{role} “{name}” in {}", self.root.inner_html());
        found.remove(0)
    }
}

/// Every element in `root` that `selector` finds.
pub fn all(root: &Element, selector: &str) -> Vec<HtmlElement> {
    let list = root.query_selector_all(selector).unwrap();
    (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect()
}

/// The accessible name: what the element says of itself, else its words.
pub fn name(element: &Element) -> String {
    let referred = element
        .get_attribute("aria-labelledby")
        .and_then(|id| document().get_element_by_id(&id))
        .and_then(|other| other.text_content());
    let name = element.get_attribute("aria-label").or(referred).or_else(|| element.text_content());
    name.unwrap_or_default().trim().to_owned()
}

/// All the words in `element`.
pub fn words(element: &Element) -> String {
    element.text_content().unwrap_or_default()
}

/// A key with what is held down with it.
#[derive(Clone, Copy, Default)]
pub struct Key {
    /// The key's value: `a`, `Enter`.
    pub key: &'static str,
    /// What is held: `ctrl`, `shift`, `alt`, `meta`, `altgraph`, `capslock`, `composing`, `repeat`, a space between.
    pub held: &'static str,
}

impl Key {
    /// The event of pressing it.
    pub fn event(self) -> KeyboardEvent {
        self.event_at("")
    }

    /// The event of pressing it at a place of the keyboard: `KeyA`.
    pub fn event_at(self, code: &str) -> KeyboardEvent {
        let held = |name: &str| self.held.split(' ').any(|held| held == name);
        let init = KeyboardEventInit::new();
        init.set_key(self.key);
        init.set_code(code);
        init.set_bubbles(true);
        init.set_cancelable(true);
        init.set_ctrl_key(held("ctrl"));
        init.set_shift_key(held("shift"));
        init.set_alt_key(held("alt"));
        init.set_meta_key(held("meta"));
        init.set_modifier_alt_graph(held("altgraph"));
        init.set_modifier_caps_lock(held("capslock"));
        init.set_is_composing(held("composing"));
        init.set_repeat(held("repeat"));
        KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap()
    }

    /// Presses it on `target`; whether the page took it from the browser.
    pub fn press(self, target: &EventTarget) -> bool {
        !target.dispatch_event(&self.event()).unwrap()
    }
}

/// Tells `target` of an event that bubbles.
pub fn fire(target: &EventTarget, kind: &str) {
    let init = EventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = Event::new_with_event_init_dict(kind, &init).unwrap();
    target.dispatch_event(&event).unwrap();
}

/// A project of one document of that notation, by Ada.
pub fn project(notation: &str) -> Project {
    let document = document_from_notation("d", notation, &"Ada".into()).unwrap();
    let schema = document
        .annotations()
        .iter()
        .fold(Schema::default(), |schema, annotation| schema.with(&annotation.label));
    project_of(schema, document)
}

/// A project of one document.
pub fn project_of(schema: Schema, document: Document) -> Project {
    Project {
        schema,
        annotators: Vec::new(),
        entities: Vec::new(),
        documents: vec![Rc::new(document)],
        extra: None,
    }
}

/// Does what `commands` ask, one after the other.
pub fn apply(workspace: &mut Workspace, commands: impl IntoIterator<Item = Command>) {
    let context = Context { annotator: "Ada".into(), ..clock::context() };
    for command in commands {
        workspace.apply(command, &context);
    }
}

/// A workspace with that project open.
pub fn opened(project: Project) -> Workspace {
    let mut workspace = Workspace::default();
    apply(&mut workspace, [Command::Load(Loaded { name: "t.json".to_owned(), project, issues: Vec::new() })]);
    workspace
}

/// A workspace with a document of that notation on the annotate screen.
pub fn annotating(notation: &str) -> Workspace {
    opened(project(notation))
}

/// A workspace with a document of that notation on the annotate screen, of which the store holds a record more than could be read.
pub fn partly_read(notation: &str) -> Workspace {
    let all = annotating(notation).documents()[0].moment().since(None).unwrap();
    let records = [write_record(&all), "{\"v\":7}".to_owned()];
    let restored = Restored { documents: vec![read_journal(&records)], ..Restored::default() };
    let mut workspace = Workspace::default();
    apply(&mut workspace, [Command::Restore(Rc::new(restored)), Command::Dismiss, Command::Open(0)]);
    workspace
}

/// A workspace with that paste on the clean screen.
pub fn cleaning(source: Source) -> Workspace {
    let mut workspace = Workspace::default();
    apply(&mut workspace, [Command::Clean { source: source.clone(), url: None }]);
    let ticket = workspace.job().unwrap().ticket;
    let article = Rc::new(clean(source, CleanOptions::default()));
    apply(&mut workspace, [Command::Cleaned { ticket, article }]);
    workspace
}

/// Numbers that look like chance and are the same in every run.
pub struct Chance(pub u32);

impl Chance {
    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % end.max(1)
    }

    /// A text of some lines, with what makes counting hard, and marks anywhere in it, in bracket notation.
    pub fn notation(&mut self) -> String {
        const PIECES: [&str; 16] = [
            "word",
            " ",
            "é",
            "e\u{301}",
            "漢字",
            "👩‍🚀",
            "שלום",
            "\n",
            "\r\n",
            "\n\n",
            "[",
            "<b>",
            "&amp;",
            "مرحبا",
            " ",
            ".",
        ];
        let text: String = (0..3 + self.below(25)).map(|_| PIECES[self.below(PIECES.len())]).collect();
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let labels = ["COURT", "PLACE", "A\"B{}<i>"];
        let mut spans: Vec<_> = (0..self.below(7))
            .filter_map(|_| {
                let (a, b) = (bounds[self.below(bounds.len())], bounds[self.below(bounds.len())]);
                let label = tagline::annotation::Label::new(labels[self.below(3)])?;
                let status =
                    tagline::annotation::Status::from_name(["suggested", "accepted"][self.below(2)])?;
                Some((tagline::text::Span::of(a.min(b)..a.max(b))?, label, status))
            })
            .collect();
        spans.sort_by_key(|(span, ..)| (span.start(), std::cmp::Reverse(span.end())));
        write_notation(&Notation { text, spans })
    }
}

mod shelf;

pub use shelf::{listed, shelved};
