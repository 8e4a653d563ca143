//! The browser, named in one place: small functions that return our own types.

pub mod backups;
pub mod clipboard;
pub mod clock;
pub mod early;
pub mod files;
pub mod folders;
pub mod idle;
pub mod near;
pub mod offline;
pub mod outside;
pub mod pack;
pub mod page;
pub mod requests;
pub mod room;
pub mod save;
pub mod screen;
pub mod scroll;
pub mod selection;
pub mod settings;
pub mod store;
pub mod tabs;
pub mod theme;
mod trusted;
pub mod width;
pub mod worker;
