//! How many marks of each label a row has, packed.

use super::bytes::push_number;
use super::names::Names;
use crate::annotation::{Label, Tally};

/// A label's name's place and its counts: ink, pencil, rejected, right, wrong.
pub(super) type Counts = (u32, [u32; 5]);

/// Packed tallies.
pub(super) struct Tallies<'a>(pub &'a [u8]);

impl Iterator for Tallies<'_> {
    type Item = Counts;

    fn next(&mut self) -> Option<Counts> {
        if self.0.is_empty() {
            return None;
        }
        let name = self.number();
        let [given, rest @ ..] = self.0 else { return None };
        self.0 = rest;
        let given = *given;
        let counts = std::array::from_fn(|at| if given & 1 << at == 0 { 0 } else { self.number() });
        Some((name, counts))
    }
}

impl Tallies<'_> {
    fn number(&mut self) -> u32 {
        let mut number = 0_u64;
        for (shift, at) in (0..35).step_by(7).zip(0..) {
            let Some(byte) = self.0.get(at) else { break };
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                self.0 = self.0.get(at + 1..).unwrap_or_default();
                return number as u32;
            }
        }
        self.0 = &[];
        0
    }
}

/// Appends a tally: the name, a bit for each count that is not 0, and those.
pub(super) fn push_tally(bytes: &mut Vec<u8>, name: u32, counts: [u32; 5]) {
    push_number(bytes, name.into());
    let given = counts.iter().zip(0..).fold(0, |given, (count, at)| given | u8::from(*count > 0) << at);
    bytes.push(given);
    for count in counts.into_iter().filter(|count| *count > 0) {
        push_number(bytes, count.into());
    }
}

pub(super) fn tally((name, counts): Counts, names: &Names) -> Option<Tally> {
    let [ink, pencil, rejected, right, wrong] = counts;
    Some(Tally { label: Label::new(&names.get(name))?, ink, pencil, rejected, right, wrong })
}
