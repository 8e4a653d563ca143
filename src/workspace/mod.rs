//! What the user is working on, and the commands on it.
