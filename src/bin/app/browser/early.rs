//! What the page's first script has asked the browser for while the program was loading (`index.html`): the right to write the
//! project, the store, and what the list of documents is made of. Taken up once; where anything of it failed or another tab is at
//! work, it is asked for again in the usual way.

use gloo::utils::window;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::IdbDatabase;

/// Where the script leaves it.
const NAME: &str = "taglineEarly";

/// What was asked for.
pub struct Early(JsValue);

/// The right to write: what gives it back, and what fails once another tab has taken it.
pub struct Held {
    /// Gives it back.
    pub release: Function,
    /// Settled when it is given back, fails when it is taken away.
    pub held: Promise,
}

impl Early {
    /// What was asked for of that project, if it was; given once.
    pub fn take(project: u32) -> Option<Early> {
        let early = Reflect::get(&window(), &NAME.into()).ok().filter(JsValue::is_object)?;
        Reflect::delete_property(&window(), &NAME.into()).ok()?;
        let early = Early(early);
        let own = early.get("project").and_then(|own| own.as_f64()) == Some(project.into());
        if !own {
            early.give_up();
            return None;
        }
        Some(early)
    }

    /// Leaves the right to write to others.
    pub fn give_up(self) {
        spawn_local(async move {
            if let Some(Held { release, .. }) = self.right().await {
                let _ = release.call0(&JsValue::NULL);
            }
        });
    }

    /// The database, in whatever version it is.
    pub async fn database(&self) -> Option<IdbDatabase> {
        self.settled("database").await?.dyn_into().ok()
    }

    /// The right to write, if nobody else had it.
    pub async fn right(&self) -> Option<Held> {
        let release = self.settled("release").await?.dyn_into().ok()?;
        Some(Held { release, held: self.get("held")?.dyn_into().ok()? })
    }

    /// Keys and values of the stores that `store::Opened` is read from, in the order of `store::Opened::of`; only with the right to
    /// write. Given once: what listens in the script for the page's end would hold on to it as long as there is a page.
    pub async fn read(&self) -> Option<Array> {
        let read = self.settled("read").await;
        Reflect::delete_property(self.0.dyn_ref::<Object>()?, &"read".into()).ok()?;
        read?.dyn_into().ok()
    }

    fn get(&self, name: &str) -> Option<JsValue> {
        Reflect::get(&self.0, &name.into()).ok()
    }

    async fn settled(&self, name: &str) -> Option<JsValue> {
        JsFuture::from(self.get(name)?.dyn_into::<Promise>().ok()?).await.ok()
    }
}
