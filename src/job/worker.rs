//! What the app asks its worker, and what the worker answers.
