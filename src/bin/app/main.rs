//! The Tagline app: draws the workspace and turns what hands do into commands.
#![warn(missing_docs)]

mod app;
mod browser;
mod components;
mod desk;
mod incoming;
mod keys;
mod link;

fn main() {
    yew::Renderer::<app::App>::new().render();
}
