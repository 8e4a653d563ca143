//! The command line `tagline`.

fn main() {}
