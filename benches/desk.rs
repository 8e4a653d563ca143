//! How long the desk takes for what a person does to a text of 1 MB with 10,000 annotations, without a page around it.
//! `make bench` runs it natively and in wasm.
//!
//! Prints lines of `FIGURE`, a name and a value, parted by tabs; in a browser they are left in `window.figures`.

use std::fmt::Write as _;
use std::rc::Rc;

use tagline::annotation::{Annotation, Label, Project, Timestamp};
use tagline::text::{Span, next_word};
use tagline::workspace::{Command, Context, Edge, Habits, Loaded, Unit, Workspace, sample};

/// How many times a text is opened.
const LOADS: usize = 9;
/// How many times each thing is done, at places spread over the text.
const DEEDS: usize = 60;
/// The sizes of text and annotations.
const SIZES: [(usize, usize); 3] = [(10_000, 100), (100_000, 1_000), (1_000_000, 10_000)];

fn main() {
    let mut figures = String::new();
    for (bytes, count) in SIZES {
        measure(bytes, count, &mut figures);
    }
    show(&figures);
}

/// A desk, and how often something was done on it.
struct Bench {
    workspace: Workspace,
    ticks: usize,
}

impl Bench {
    /// Does what `command` asks and tells how long that took. As in the app, the state before is still there then.
    fn send(&mut self, command: Command) -> f64 {
        self.ticks += 1;
        let context = Context {
            now: Timestamp("2024-11-20T12:00:00Z".into()),
            annotator: "bench".into(),
            fresh: format!("new{}", self.ticks).into(),
        };
        let began = now();
        let mut next = self.workspace.clone();
        next.apply(command, &context);
        let before = std::mem::replace(&mut self.workspace, next);
        drop(before);
        now() - began
    }

    /// The place of the mark or the words at the `number`th of so many places over the text.
    fn place(&self, number: usize) -> usize {
        self.workspace.current().map_or(0, |open| open.document().text().len() / (DEEDS + 1) * (number + 1))
    }

    /// Puts the focus on the first mark behind that place.
    fn focus(&mut self, number: usize) -> f64 {
        let at = self.place(number);
        let id = self.workspace.current().and_then(|open| {
            let all = open.document().annotations();
            all.iter().find(|one| one.span.start().0 >= at).map(|one| one.id.clone())
        });
        self.send(Command::Focus(id))
    }

    /// Selects the end of the first name of a person behind that place with the word behind it, which no list knows.
    fn select(&mut self, number: usize) -> f64 {
        let at = self.place(number);
        let span = self.workspace.current().and_then(|open| {
            let text = open.document().text();
            let mut all = open.document().annotations().iter();
            let person = |one: &&Rc<Annotation>| one.span.start().0 >= at && one.label.name() == "PERSON";
            let name = all.find(person)?.span;
            let last = next_word(text, name.start())?;
            Span::new(last.start(), next_word(text, last.start())?.end())
        });
        self.send(Command::Select(span))
    }
}

fn loaded(project: &Project) -> Command {
    Command::Load(Loaded { name: "sample".to_owned(), project: project.clone(), issues: Vec::new() })
}

fn measure(bytes: usize, count: usize, figures: &mut String) {
    let project = sample(bytes, count);
    let mut tell = |what: &str, mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied().unwrap_or(f64::NAN);
        let (median, late) = (at(0.5), at(0.95));
        let size = format!("{} kB, {count}", bytes / 1000);
        writeln!(figures, "FIGURE\tdesk {size}: {what}, {PLACE}\t{median:.2} ms, 95 % {late:.2} ms").ok();
    };
    let load = || {
        let mut bench = Bench { workspace: Workspace::default(), ticks: 0 };
        let took = bench.send(loaded(&project));
        (bench, took)
    };
    tell("load", (0..LOADS).map(|_| load().1).collect());
    let (mut bench, _) = load();
    tell(
        "first decision",
        vec![{
            bench.focus(0);
            bench.send(Command::Accept)
        }],
    );
    let (mut bench, _) = load();
    bench.send(Command::SetHabits(Habits { carry: false, learn: true }));
    let Some(label) = Label::new("PERSON") else { return };
    let nudge = Command::Nudge { edge: Edge::End, unit: Unit::Word, forward: true };
    let caret = Command::MoveCaret { unit: Unit::Word, forward: true, extend: false };
    let mut times: [Vec<f64>; 9] = Default::default();
    for number in 0..DEEDS {
        let took = [
            bench.focus(number),
            bench.send(Command::Accept),
            bench.send(Command::Undo),
            bench.focus(number),
            bench.send(nudge.clone()),
            bench.send(Command::Undo),
            bench.select(number),
            bench.send(Command::Label(label.clone())),
            bench.send(caret.clone()),
        ];
        for (times, took) in times.iter_mut().zip(took) {
            times.push(took);
        }
    }
    let [focus, accept, undo, _, nudge, undo_nudge, select, label, caret] = times;
    for (what, times) in [
        ("focus", focus),
        ("accept one", accept),
        ("undo accept", undo),
        ("nudge", nudge),
        ("undo nudge", undo_nudge),
        ("select", select),
        ("label", label),
        ("caret step", caret),
    ] {
        tell(what, times);
    }
    let (mut bench, _) = load();
    let mut times = [Vec::new(), Vec::new()];
    for number in 0..DEEDS / 4 {
        bench.focus(number);
        times[0].push(bench.send(Command::Accept));
        times[1].push(bench.send(Command::Undo));
    }
    let [accept, undo] = times;
    tell("accept with all alike", accept);
    tell("undo of that", undo);
}

#[cfg(not(target_arch = "wasm32"))]
const PLACE: &str = "native";
#[cfg(target_arch = "wasm32")]
const PLACE: &str = "wasm in Chromium";

/// Milliseconds that this thread has run.
#[cfg(not(target_arch = "wasm32"))]
fn now() -> f64 {
    // The system brings its count in step when it has a thread wait.
    std::thread::yield_now();
    let run = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let run = run.split(' ').next().and_then(|run| run.parse::<f64>().ok());
    // Where the system doesn't tell, the clock does.
    run.map_or_else(
        || std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0.0, |since| since.as_secs_f64() * 1000.0),
        |run| run / 1e6,
    )
}

#[cfg(target_arch = "wasm32")]
fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

#[cfg(not(target_arch = "wasm32"))]
fn show(figures: &str) {
    print!("{figures}");
}

#[cfg(target_arch = "wasm32")]
fn show(figures: &str) {
    js_sys::Reflect::set(&js_sys::global(), &"figures".into(), &figures.into()).ok();
}
