//! The lines that the command line reads and writes: one JSON object each.
