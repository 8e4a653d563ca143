//! The time, who is at work, and new ids.

use std::rc::Rc;

use tagline::annotation::Timestamp;
use tagline::workspace::{Context, NAMELESS};

use super::settings;

/// Now.
pub fn now() -> Timestamp {
    let now: String = js_sys::Date::new_0().to_iso_string().into();
    Timestamp(now.into())
}

/// Now, this annotator, and an id that was not used before.
pub fn context() -> Context {
    let annotator = settings::annotator().unwrap_or_else(|| NAMELESS.into());
    Context { now: now(), annotator, fresh: fresh() }
}

/// Twelve letters and digits, by chance: two of a million alike is one in two million millions.
fn fresh() -> Rc<str> {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut id = String::with_capacity(12);
    for _ in 0..12 {
        let digit = (js_sys::Math::random() * 32.0) as usize % 32;
        id.push(char::from(DIGITS[digit]));
    }
    id.into()
}
