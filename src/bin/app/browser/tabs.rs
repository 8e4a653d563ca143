//! Other tabs of this browser: which of them may write, and what they tell one another.
//!
//! Who writes holds a lock (Web Locks) for as long as the tab lives; the browser gives it on when the tab is gone, however it went.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::utils::window;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use super::early::Held;

/// What the channel is called, and with numbers behind it the locks.
const NAME: &str = "tagline.project";

/// What one tab tells the others of a project; documents are named by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// This is in the store now.
    Written(Written),
    /// I want to write the project: let go.
    Ask,
    /// May I write this document? Nobody has it on screen, perhaps.
    Borrow(u32),
    /// I want to write this document, though another tab may have it on screen.
    Want(u32),
    /// You may.
    Lent(u32),
    /// You may not.
    Kept(u32),
    /// I want that document back: let go.
    Return(u32),
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// These documents, and what goes with them.
    Documents(Vec<u32>),
    /// More than that.
    More,
}

impl Word {
    fn write(&self, project: u32) -> String {
        let (name, numbers) = match self {
            Word::Written(Written::More) => ("written", Vec::new()),
            Word::Written(Written::Documents(numbers)) => ("written", numbers.clone()),
            Word::Ask => ("ask", Vec::new()),
            Word::Borrow(number) => ("borrow", vec![*number]),
            Word::Want(number) => ("want", vec![*number]),
            Word::Lent(number) => ("lent", vec![*number]),
            Word::Kept(number) => ("kept", vec![*number]),
            Word::Return(number) => ("return", vec![*number]),
        };
        let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
        format!("{name} {project} {}", numbers.join(","))
    }

    /// The word, and the project it is about; nothing where it is none that this version knows.
    fn read(said: &str) -> Option<(Word, u32)> {
        let mut parts = said.splitn(3, ' ');
        let (name, project) = (parts.next()?, parts.next()?.parse().ok()?);
        let numbers: Vec<u32> =
            parts.next().unwrap_or_default().split(',').filter_map(|number| number.parse().ok()).collect();
        let one = numbers.first().copied();
        let word = match name {
            "written" if numbers.is_empty() => Word::Written(Written::More),
            "written" => Word::Written(Written::Documents(numbers)),
            "ask" => Word::Ask,
            "borrow" => Word::Borrow(one?),
            "want" => Word::Want(one?),
            "lent" => Word::Lent(one?),
            "kept" => Word::Kept(one?),
            "return" => Word::Return(one?),
            _ => return None,
        };
        Some((word, project))
    }
}

/// The channel to the other tabs, open until it is dropped.
pub struct Tabs {
    channel: Option<BroadcastChannel>,
    _heard: Closure<dyn Fn(MessageEvent)>,
}

impl Tabs {
    /// Listens to the other tabs.
    pub fn listen(heard: impl Fn(Word, u32) + 'static) -> Tabs {
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let Some(said) = event.data().as_string() else { return };
            if let Some((word, project)) = Word::read(&said) {
                heard(word, project);
            }
        });
        let channel = BroadcastChannel::new(NAME).ok();
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        }
        Tabs { channel, _heard: heard }
    }

    /// Tells the other tabs something of a project.
    pub fn say(&self, word: &Word, project: u32) {
        if let Some(channel) = &self.channel {
            // Fails only when it is closed.
            let _ = channel.post_message(&word.write(project).into());
        }
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
    }
}

/// The right to write, held until it is dropped or taken away.
pub struct Lock {
    release: Rc<RefCell<Option<Function>>>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = self.release.take() {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

impl Lock {
    /// What was got early. `lost` when another took it away.
    pub fn of(early: Held, lost: impl FnOnce() + 'static) -> Lock {
        wasm_bindgen_futures::spawn_local(async move {
            if wasm_bindgen_futures::JsFuture::from(early.held).await.is_err() {
                lost();
            }
        });
        Lock { release: Rc::new(RefCell::new(Some(early.release))) }
    }
}

/// How the lock is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// Only if nobody has it.
    IfFree,
    /// Whenever its turn comes.
    Waiting,
    /// At once: who has it loses it.
    Taking,
}

/// What is written by one tab at a time: a project, or a document of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// The project of that number.
    Project(u32),
    /// A project's document, by their numbers.
    Document(u32, u32),
}

impl Right {
    fn name(self) -> String {
        match self {
            Right::Project(project) => format!("{NAME}.{project}"),
            Right::Document(project, document) => format!("{NAME}.{project}.{document}"),
        }
    }
}

/// The documents of a project that a tab has the right to write apart from it, by number.
pub async fn apart(project: u32) -> Vec<u32> {
    let begins = format!("{NAME}.{project}.");
    let query = async || {
        let manager = manager()?;
        let query: Function = Reflect::get(&manager, &"query".into()).ok()?.dyn_into().ok()?;
        let asked: Promise = query.call0(&manager).ok()?.dyn_into().ok()?;
        let told = wasm_bindgen_futures::JsFuture::from(asked).await.ok()?;
        let held: js_sys::Array = Reflect::get(&told, &"held".into()).ok()?.dyn_into().ok()?;
        let name = |lock: JsValue| Reflect::get(&lock, &"name".into()).ok()?.as_string();
        let number = |name: String| name.strip_prefix(&begins)?.parse().ok();
        Some(held.iter().filter_map(name).filter_map(number).collect())
    };
    query().await.unwrap_or_default()
}

/// What gives locks, where the browser has it.
fn manager() -> Option<JsValue> {
    Reflect::get(&window().navigator(), &"locks".into()).ok().filter(JsValue::is_object)
}

/// Asks for a right. `got` is told once whether this tab has it; `lost` when another took it away. Where the browser has no locks,
/// everyone has it.
pub fn lock(
    right: Right,
    asking: Asking,
    got: impl FnOnce(Option<Lock>) + 'static,
    lost: impl FnOnce() + 'static,
) {
    let release = Rc::new(RefCell::new(None));
    let manager = manager();
    let request = manager
        .as_ref()
        .and_then(|manager| Reflect::get(manager, &"request".into()).ok()?.dyn_into::<Function>().ok());
    let (Some(manager), Some(request)) = (manager, request) else {
        got(Some(Lock { release }));
        return;
    };
    let options = Object::new();
    let option = match asking {
        Asking::IfFree => Some("ifAvailable"),
        Asking::Waiting => None,
        Asking::Taking => Some("steal"),
    };
    if let Some(option) = option {
        let _ = Reflect::set(&options, &option.into(), &true.into());
    }
    let got = Rc::new(Cell::new(Some(got)));
    let has = Rc::new(Cell::new(false));
    let hold = {
        let (got, has) = (got.clone(), has.clone());
        Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if lock.is_null() || lock.is_undefined() {
                if let Some(got) = got.take() {
                    got(None);
                }
                return JsValue::UNDEFINED;
            }
            has.set(true);
            // Held until the promise is settled.
            let promise = Promise::new(&mut |resolve, _| drop(release.replace(Some(resolve))));
            if let Some(got) = got.take() {
                got(Some(Lock { release }));
            }
            promise.into()
        })
    };
    let asked = request.call3(&manager, &right.name().into(), &options, &hold);
    let Some(asked) = asked.ok().and_then(|asked| asked.dyn_into::<Promise>().ok()) else {
        if let Some(got) = got.take() {
            got(None);
        }
        return;
    };
    wasm_bindgen_futures::spawn_local(async move {
        if wasm_bindgen_futures::JsFuture::from(asked).await.is_err() {
            match got.take() {
                // Refused: a page without an origin of its own has no locks, and no store either.
                Some(got) => got(None),
                None if has.get() => lost(),
                None => {}
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn words_are_heard_as_they_were_said() {
        for word in [
            Word::Written(Written::More),
            Word::Written(Written::Documents(vec![3])),
            Word::Written(Written::Documents(vec![3, 70_000])),
            Word::Ask,
            Word::Borrow(1),
            Word::Want(2),
            Word::Lent(3),
            Word::Kept(4),
            Word::Return(5),
        ] {
            assert_eq!(Word::read(&word.write(7)), Some((word, 7)));
        }
        for unknown in ["", "written", "written x", "lent 7 ", "sung 7 1"] {
            assert_eq!(Word::read(unknown), None, "{unknown}");
        }
    }
}
