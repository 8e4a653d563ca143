//! Plain messages: what the app and its worker, the command line and the JavaScript API pass around.

pub mod agreement;
mod annotated;
pub mod api;
pub mod backup;
pub mod conflict;
pub mod errand;
pub mod figures;
pub mod intake;
pub mod kept;
pub mod line;
pub mod pack;
pub mod read;
pub mod rules;
pub mod worker;

pub use annotated::read_annotated;
