//! Tagline: clean a news article, mark what it mentions, move the result between tools, and measure how
//! far two annotators agree.
//!
//! The library is pure: no browser, no files, no clock, no randomness. Ids, times and seeds are arguments.
//! Each folder uses only those above it here (`tests/layers.rs` keeps that true).

pub mod draw;

pub mod text;

pub mod article;

pub mod annotation;

pub mod tagging;

pub mod agreement;

pub mod format;

pub mod job;

pub mod workspace;
