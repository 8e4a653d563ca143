//! Addresses of scripts, which the page's policy has browsers take from here alone (Trusted Types).

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::page;

/// The policy's name, which scripts/policy.mjs writes into the page.
const NAME: &str = "tagline";

thread_local! {
    /// The policy; `None` where the browser knows no such thing.
    static POLICY: Option<JsValue> = policy();
}

/// The address of a script in the form that a worker is made of. The browser refuses any that is none of ours.
pub fn script(address: &str) -> JsValue {
    POLICY.with(|policy| {
        let made = policy.as_ref().and_then(|policy| {
            let make: Function = Reflect::get(policy, &"createScriptURL".into()).ok()?.dyn_into().ok()?;
            make.call1(policy, &address.into()).ok()
        });
        made.unwrap_or_else(|| address.into())
    })
}

/// A blob that this page made, or what keeps the app offline.
fn is_ours(address: &str) -> bool {
    address.starts_with("blob:") || page::meta("offline").is_some_and(|offline| offline == address)
}

fn policy() -> Option<JsValue> {
    let factory = Reflect::get(&js_sys::global(), &"trustedTypes".into()).ok()?;
    let create: Function = Reflect::get(&factory, &"createPolicy".into()).ok()?.dyn_into().ok()?;
    let ours = Closure::<dyn Fn(String) -> Option<String>>::new(|address: String| {
        is_ours(&address).then_some(address)
    });
    let rules = Object::new();
    Reflect::set(&rules, &"createScriptURL".into(), &ours.into_js_value()).ok()?;
    create.call2(&factory, &NAME.into(), &rules).ok()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn scripts_of_others_are_not_ours() {
        assert!(is_ours("blob:null/1"));
        for address in
            ["", "./offline.js", "https://example.org/a.js", "data:text/javascript,1", " blob:null/1"]
        {
            assert!(!is_ours(address), "{address}");
        }
    }
}
