//! The Tagline app: draws the workspace and turns what hands do into commands.
#![warn(missing_docs)]

mod app;
mod background;
mod backup;
mod browser;
mod comparing;
mod components;
mod desk;
mod importer;
mod incoming;
mod keeper;
mod keys;
mod link;
#[cfg(test)]
mod testing;

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

fn main() {
    yew::Renderer::<app::App>::new().render();
}
