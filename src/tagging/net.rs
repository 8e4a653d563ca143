//! The network: what words around a word speak for, beyond what the linear layer can say.
//!
//! Layers over three words each, further and further apart (dilated convolutions, after Strubell and others 2017), on the
//! words' vectors and the sums of their marks' embeddings. All sums are of whole numbers, so that every machine gives
//! the same ones.
//!
//! `data/net.bin`: the number of hidden units, the number of layers and each layer's gap, one byte each. Then for each
//! layer, and for the layer that gives the tags' sums, little end first: a factor of four bytes, a bias of four bytes for
//! each unit, and for each unit a signed byte for each input. Then [`MARKS`] signed bytes for each mark.

use super::features::Features;
use super::marks::BITS;
use super::model::ROW;
use super::vectors::NUMBERS;
use super::words::Words;

/// How many numbers a mark's embedding has.
pub const MARKS: usize = 46;

/// How many numbers go in for a word.
pub const INPUTS: usize = NUMBERS + MARKS;

/// How many units of the input are 1.
pub const UNIT: i16 = 64;

/// How many units of a hidden value are 1.
pub const HIDDEN_UNIT: i16 = 256;

/// A vector's number in units of the input.
pub const VECTOR_STEP: i16 = 16;

/// Sums are multiplied by a layer's factor and divided by two to the power of this.
pub const SHIFT: u32 = 24;

/// One layer: units that each look at some numbers.
struct Layer {
    /// How many numbers a unit looks at.
    inputs: usize,
    factor: i64,
    bias: Vec<i32>,
    /// `inputs` weights a unit.
    weights: Vec<i16>,
}

/// The weights.
#[derive(Default)]
pub struct Net {
    hidden: usize,
    layers: Vec<(usize, Layer)>,
    out: Option<Layer>,
    marks: &'static [u8],
}

/// Takes bytes from the front.
struct Bytes(&'static [u8]);

impl Bytes {
    fn take(&mut self, count: usize) -> Option<&'static [u8]> {
        let (front, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(front)
    }

    fn byte(&mut self) -> Option<usize> {
        self.take(1)?.first().map(|&byte| byte.into())
    }

    fn number(&mut self) -> Option<i32> {
        self.take(4)?.try_into().ok().map(i32::from_le_bytes)
    }

    fn layer(&mut self, inputs: usize, units: usize) -> Option<Layer> {
        let factor = self.number()?.into();
        let bias = (0..units).map(|_| self.number()).collect::<Option<_>>()?;
        let weights = self.take(inputs * units)?.iter().map(|&byte| i16::from(byte as i8)).collect();
        Some(Layer { inputs, factor, bias, weights })
    }
}

impl Layer {
    /// What each unit makes of `input`, in units of the next layer.
    fn sums<'a>(&'a self, input: &'a [i16]) -> impl Iterator<Item = i32> + 'a {
        let units = self.weights.chunks_exact(self.inputs.max(1)).zip(&self.bias);
        units.map(move |(weights, &bias)| {
            let products = weights.iter().zip(input).map(|(&one, &other)| i32::from(one) * i32::from(other));
            let sum = products.fold(bias, i32::wrapping_add);
            ((i64::from(sum) * self.factor) >> SHIFT) as i32
        })
    }
}

impl Net {
    /// The network of these weights; `None` if they can't be.
    pub(super) fn new(weights: &'static [u8]) -> Option<Net> {
        let mut bytes = Bytes(weights);
        let (hidden, count) = (bytes.byte()?, bytes.byte()?);
        let gaps: Vec<usize> = (0..count).map(|_| bytes.byte()).collect::<Option<_>>()?;
        let mut inputs = INPUTS;
        let mut layers = Vec::new();
        for gap in gaps {
            layers.push((gap, bytes.layer(3 * inputs, hidden)?));
            inputs = hidden;
        }
        let out = bytes.layer(inputs, ROW)?;
        (bytes.0.len() == MARKS << BITS).then_some(Net { hidden, layers, out: Some(out), marks: bytes.0 })
    }

    /// Adds to `emit`, one row a word, what speaks for each tag; rows of words without features stay as they are.
    pub(super) fn add(&self, words: &Words, features: &Features, emit: &mut [[i32; ROW]]) {
        let Some(out) = &self.out else { return };
        let count = emit.len();
        let mut inputs = INPUTS;
        let mut values = values_of(words, features, self.marks);
        let mut window = Vec::new();
        for (index, (gap, layer)) in self.layers.iter().enumerate() {
            let last = index + 1 == self.layers.len();
            let mut next = vec![0i16; count * self.hidden];
            for (at, row) in next.chunks_exact_mut(self.hidden.max(1)).enumerate() {
                if last && features.of(at).is_empty() {
                    continue;
                }
                window.clear();
                for from in [at.checked_sub(*gap), Some(at), at.checked_add(*gap)] {
                    let near = from.and_then(|from| values.get(from * inputs..(from + 1) * inputs));
                    match near {
                        Some(near) => window.extend_from_slice(near),
                        None => window.resize(window.len() + inputs, 0),
                    }
                }
                for (value, sum) in row.iter_mut().zip(layer.sums(&window)) {
                    *value = sum.clamp(0, i16::MAX.into()) as i16;
                }
                // From the second layer on a word keeps what it has, and the layer adds to it.
                if index > 0 {
                    for (value, before) in row.iter_mut().zip(&values[at * inputs..]) {
                        *value = value.saturating_add(*before);
                    }
                }
            }
            (values, inputs) = (next, self.hidden);
        }
        for (at, row) in emit.iter_mut().enumerate() {
            if !features.of(at).is_empty()
                && let Some(values) = values.get(at * inputs..(at + 1) * inputs)
            {
                for (value, sum) in row.iter_mut().zip(out.sums(values)) {
                    *value += sum;
                }
            }
        }
    }
}

/// What goes in: for each word its vector, then the sum of its marks' embeddings.
fn values_of(words: &Words, features: &Features, marks: &[u8]) -> Vec<i16> {
    let mut values = vec![0i16; words.len() * INPUTS];
    for (at, row) in values.chunks_exact_mut(INPUTS).enumerate() {
        let (vector, sums) = row.split_at_mut(NUMBERS);
        if let Some(numbers) = words.data.vectors.of(words.lower(at)) {
            for (value, number) in vector.iter_mut().zip(numbers) {
                *value = i16::from(number) * VECTOR_STEP;
            }
        }
        for &mark in features.marks_of(at) {
            let from = mark as usize * MARKS;
            for (sum, &byte) in sums.iter_mut().zip(marks.get(from..from + MARKS).unwrap_or_default()) {
                *sum += i16::from(byte as i8);
            }
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagging::Data;
    use crate::text::Span;

    #[test]
    fn a_unit_sums_what_it_looks_at() {
        let sums = |factor| {
            let layer = Layer { inputs: 2, factor, bias: vec![1, -95], weights: vec![2, 3, -1, 4] };
            layer.sums(&[10, 20]).collect::<Vec<_>>()
        };
        assert_eq!(sums(1 << SHIFT), [81, -25]);
        assert_eq!(sums(1 << (SHIFT - 1)), [40, -13]);
    }

    #[test]
    fn it_adds_to_words_with_features_only() {
        let data = Data::embedded();
        let text = "Then the small boat sank near Boston on Monday.";
        let words = Words::read(data, text, Span::of(0..text.len()).unwrap());
        let features = super::super::features::features(&words, &[], &Default::default());
        let mut emit = vec![[0; ROW]; words.len()];
        data.net.add(&words, &features, &mut emit);
        for (at, row) in emit.iter().enumerate() {
            assert_eq!(row.iter().any(|&sum| sum != 0), !features.of(at).is_empty(), "{}", words.lower(at));
        }
        assert!(emit.contains(&[0; ROW]) && emit.iter().any(|row| *row != [0; ROW]));
    }

    #[test]
    fn weights_that_end_early_or_late_are_refused() {
        let whole: &[u8] = include_bytes!("../../data/net.bin");
        assert!(Net::new(whole).is_some());
        assert!(Net::new(&whole[..whole.len() - 1]).is_none() && Net::new(b"").is_none());
        assert!(Net::new([whole, b"0"].concat().leak()).is_none());
    }
}
