//! The pieces of the screen, one file each; `styles/` has a sheet of the same name for each.

pub mod about;
pub mod annotate;
pub mod bar;
pub mod bulk;
pub mod busy;
pub mod clean;
pub mod entities;
pub mod entity_card;
pub mod export;
pub mod galley;
pub mod icon;
pub mod keys;
pub mod label_editor;
pub mod labels;
pub mod learned;
pub mod marks;
pub mod note;
pub mod notice;
pub mod popup;
pub mod same;
pub mod sheet;
pub mod side;
pub mod start;
