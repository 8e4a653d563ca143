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

/// What the channel is called, and with the project's number behind it the lock.
const NAME: &str = "tagline.project";

/// What one tab tells the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Something new is in the store.
    Written,
    /// I want to write: let go.
    Ask,
}

impl Word {
    fn name(self) -> &'static str {
        match self {
            Word::Written => "written",
            Word::Ask => "ask",
        }
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
            let (name, project) = said.split_once(' ').unwrap_or_default();
            let word = [Word::Written, Word::Ask].into_iter().find(|word| name == word.name());
            if let Some((word, project)) = word.zip(project.parse().ok()) {
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
    pub fn say(&self, word: Word, project: u32) {
        if let Some(channel) = &self.channel {
            // Fails only when it is closed.
            let _ = channel.post_message(&format!("{} {project}", word.name()).into());
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

/// Asks for the right to write a project. `got` is told once whether this tab has it; `lost` when another took it away. Where the browser
/// has no locks, everyone has it.
pub fn lock(
    project: u32,
    asking: Asking,
    got: impl FnOnce(Option<Lock>) + 'static,
    lost: impl FnOnce() + 'static,
) {
    let release = Rc::new(RefCell::new(None));
    let manager = Reflect::get(&window().navigator(), &"locks".into()).ok().filter(JsValue::is_object);
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
    let asked = request.call3(&manager, &format!("{NAME}.{project}").into(), &options, &hold);
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
