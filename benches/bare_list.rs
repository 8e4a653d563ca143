//! The least that draws the same text in Yew: a keyed list of paragraphs that are drawn anew only when they change. What the
//! app does beside that shows in how much longer it takes; `make bench` measures both alike.

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::utils::{document, window};
use tagline::annotation::{Annotation, AnnotationId, Status};
use tagline::text::{Span, paragraphs};
use tagline::workspace::sample;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

fn main() {
    yew::Renderer::<List>::new().render();
}

/// A line of the text with the marks in it.
struct Line {
    words: Rc<str>,
    start: usize,
    marks: Vec<Annotation>,
}

/// All lines, and the mark that was clicked.
#[derive(Default)]
struct Lines {
    lines: Vec<Rc<Line>>,
    focus: Option<AnnotationId>,
}

enum Deed {
    Open(usize, usize),
    Focus(AnnotationId),
    Set(Status),
}

impl Reducible for Lines {
    type Action = Deed;

    fn reduce(self: Rc<Self>, deed: Deed) -> Rc<Self> {
        let (mut lines, mut focus) = (self.lines.clone(), self.focus.clone());
        match deed {
            Deed::Open(bytes, count) => lines = opened(bytes, count),
            Deed::Focus(id) => focus = Some(id),
            Deed::Set(status) => {
                let has =
                    |line: &Rc<Line>| line.marks.iter().position(|mark| Some(&mark.id) == focus.as_ref());
                if let Some((line, at)) = lines.iter_mut().find_map(|line| has(line).map(|at| (line, at))) {
                    let mut marks = line.marks.clone();
                    marks[at].status = status;
                    *line = Rc::new(Line { words: line.words.clone(), start: line.start, marks });
                }
            }
        }
        Rc::new(Lines { lines, focus })
    }
}

fn opened(bytes: usize, count: usize) -> Vec<Rc<Line>> {
    let project = sample(bytes, count);
    let Some(document) = project.documents.first() else { return Vec::new() };
    if let Some(performance) = window().performance() {
        let _ = performance.mark("document-in");
    }
    let mut marks = document.annotations().iter().peekable();
    let line = |span: Span| {
        let mut here = Vec::new();
        while let Some(mark) = marks.next_if(|mark| mark.span.end() <= span.end()) {
            here.push((**mark).clone());
        }
        Rc::new(Line { words: document.words(span).into(), start: span.start().0, marks: here })
    };
    paragraphs(document.text()).map(line).collect()
}

#[component]
fn List() -> Html {
    let lines = use_reducer(Lines::default);
    let deeds = lines.dispatcher();
    use_effect_with((), move |()| {
        let query = window().location().search().unwrap_or_default();
        let numbers: Vec<usize> = query.split(['=', ',']).filter_map(|number| number.parse().ok()).collect();
        if let [bytes, count] = numbers[..] {
            deeds.dispatch(Deed::Open(bytes, count));
        }
        let clicked = deeds.clone();
        let click = EventListener::new(&document(), "click", move |event| {
            let mark = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let id = mark.and_then(|mark| mark.get_attribute("data-id"));
            if let Some(id) = id {
                clicked.dispatch(Deed::Focus(AnnotationId(id.into())));
            }
        });
        let key = EventListener::new(&document(), "keydown", move |event| {
            match event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key).as_deref() {
                Some("a") => deeds.dispatch(Deed::Set(Status::Accepted)),
                Some("u") => deeds.dispatch(Deed::Set(Status::Suggested)),
                _ => {}
            }
        });
        move || drop((click, key))
    });
    html! {
        <main data-view="annotate">
            { for lines.lines.iter().map(|line| html! { <Text key={line.start} line={Same(line.clone())} /> }) }
        </main>
    }
}

/// A line that is equal to itself only.
struct Same(Rc<Line>);

impl PartialEq for Same {
    fn eq(&self, other: &Same) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Properties, PartialEq)]
struct TextProps {
    line: Same,
}

#[component]
fn Text(props: &TextProps) -> Html {
    let line = &props.line.0;
    let words = |from: usize, to: usize| line.words.get(from..to).unwrap_or_default().to_owned();
    let mut at = 0;
    let mut parts: Vec<Html> = Vec::new();
    for mark in &line.marks {
        let (from, to) = (mark.span.start().0 - line.start, mark.span.end().0 - line.start);
        parts.push(words(at, from).into());
        parts.push(html! {
            <mark
                data-id={mark.id.0.to_string()}
                data-label={mark.label.name().to_owned()}
                data-status={mark.status.name()}
            >{ words(from, to) }</mark>
        });
        at = to;
    }
    parts.push(words(at, line.words.len()).into());
    html! { <p class="galley-section">{ for parts }</p> }
}
