//! Learning to choose one of a page's lines: they compete in a softmax with each other, over the library's features.
//! No randomness: the same input gives the same bytes.

/// Passes over the cases.
const PASSES: usize = 400;

/// The step of a pass, and how it shrinks.
const STEP: f64 = 0.5;

/// The lines of one page in one form.
pub struct Case<const N: usize> {
    /// Of the parts for the held-out score, by its site.
    pub part: u8,
    /// What is known of each line.
    pub lines: Vec<[f32; N]>,
    /// Which of them are right; none of them where the page has no such line.
    pub right: Vec<usize>,
    /// How much it teaches: less, or nothing, where what is right is on no line.
    pub weight: f64,
}

/// How lines are chosen.
#[derive(Clone, Copy)]
pub struct Options {
    /// Whether "none of them" is a choice, with a score of 0.
    pub none: bool,
    /// The pull of every weight towards nothing.
    pub decay: f64,
}

/// Batch gradient ascent on the probability of the right choices.
pub fn fit<const N: usize>(
    cases: &[Case<N>],
    options: Options,
    wanted: impl Fn(&Case<N>) -> bool,
) -> [f64; N] {
    let cases: Vec<&Case<N>> = cases.iter().filter(|case| case.weight > 0.0 && wanted(case)).collect();
    let mut weights = [0.0; N];
    let mut speed = [0.0; N];
    for pass in 0..PASSES {
        let mut slope = [0.0; N];
        for case in &cases {
            let chances = chances(case, &weights, options.none);
            // Of several equal lines each is right: they share it by their own chances.
            let of_right: f64 = case.right.iter().map(|at| chances[*at]).sum();
            for (at, (chance, features)) in chances.iter().zip(&case.lines).enumerate() {
                let right = if case.right.contains(&at) { chance / of_right.max(1e-9) } else { 0.0 };
                for (slope, feature) in slope.iter_mut().zip(features) {
                    *slope += case.weight * (right - chance) * f64::from(*feature);
                }
            }
        }
        let step = STEP * (1.0 - pass as f64 / PASSES as f64) + 0.02;
        for at in 0..N {
            let slope = slope[at] / cases.len().max(1) as f64 - options.decay * weights[at];
            speed[at] = 0.9 * speed[at] + slope;
            weights[at] += step * speed[at];
        }
    }
    weights
}

/// The chance of each line.
fn chances<const N: usize>(case: &Case<N>, weights: &[f64; N], none: bool) -> Vec<f64> {
    let mut scores: Vec<f64> = case.lines.iter().map(|features| score(features, weights)).collect();
    let most = scores.iter().copied().fold(if none { 0.0 } else { f64::MIN }, f64::max);
    let mut sum = if none { (-most).exp() } else { 0.0 };
    for score in &mut scores {
        *score = (*score - most).exp();
        sum += *score;
    }
    scores.iter().map(|score| score / sum).collect()
}

/// What a line's features speak for it.
pub fn score<const N: usize>(features: &[f32; N], weights: &[f64; N]) -> f64 {
    features.iter().zip(weights).map(|(feature, weight)| f64::from(*feature) * weight).sum()
}

/// The first of the best lines above `least`.
pub fn choose<const N: usize>(lines: &[[f32; N]], weights: &[f64; N], least: f64) -> Option<usize> {
    let mut best = (None, least);
    for (at, features) in lines.iter().enumerate() {
        let score = score(features, weights);
        if score > best.1 {
            best = (Some(at), score);
        }
    }
    best.0
}

/// Weights as they stand in a source file.
pub fn shown<const N: usize>(weights: &[f64; N]) -> String {
    let rows: Vec<String> = weights
        .chunks(10)
        .map(|row| row.iter().map(|weight| format!("{weight:.2}")).collect::<Vec<_>>().join(", "))
        .collect();
    format!(
        "/// In the order of `features.rs`.\n#[rustfmt::skip]\n\
         pub(super) const WEIGHTS: [f32; FEATURES] = [\n    {},\n];\n",
        rows.join(",\n    ")
    )
}
