//! Any paste is cleaned: no panic, no hang, and the map and the ranges are sound.
#![no_main]

mod holds;

use libfuzzer_sys::fuzz_target;
use tagline::article::Source;

fuzz_target!(|input: &str| holds::holds(Source::text(input)));
