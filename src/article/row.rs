//! A row of features for a choice among lines, filled from left to right.

/// Writes one value after the other into `features`; what is too many is dropped.
pub(super) fn in_order(features: &mut [f32]) -> impl FnMut(f32) {
    let mut left = features.iter_mut();
    move |value| {
        if let Some(feature) = left.next() {
            *feature = value;
        }
    }
}

/// 1 for what holds, else 0.
pub(super) fn flag(held: bool) -> f32 {
    f32::from(u8::from(held))
}
