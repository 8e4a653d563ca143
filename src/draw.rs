//! Numbers that look like chance and are the same for the same seed, on every machine.

/// SplitMix64 (Steele, Lea and Flood 2014): small, quick, and good enough for drawing samples; no secrets.
#[derive(Clone, Debug)]
pub struct Draw(u64);

impl Draw {
    /// The row of numbers that follows from `seed`.
    pub fn new(seed: u64) -> Draw {
        Draw(seed)
    }

    /// The next number, any of 64 bits.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number below `end`; 0 if there is none.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.number()) * end as u128) >> 64) as usize
    }

    /// At least 0 and below 1, in steps of 2⁻⁵³.
    pub fn share(&mut self) -> f64 {
        (self.number() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Of a normal distribution with that mean and standard deviation (Box and Muller, 1958).
    pub fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        // Not 0, which has no logarithm. libm gives the same bits everywhere.
        let radius = (-2.0 * libm::log(1.0 - self.share())).sqrt();
        mean + deviation * radius * libm::cos(std::f64::consts::TAU * self.share())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_splitmix64() {
        // The first numbers of seed 0, as Vigna's own program has them.
        let mut draw = Draw::new(0);
        let first = [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f];
        assert_eq!([(); 3].map(|()| draw.number()), first);
        let mut draw = Draw::new(0);
        assert_eq!([(); 3].map(|()| draw.below(1 << 32)), [0xe220_a839, 0x6e78_9e6a, 0x06c4_5d18]);
        assert_eq!(draw.below(0), 0);
    }

    #[test]
    fn shares_are_even_and_normal_numbers_normal() {
        let mut draw = Draw::new(7);
        let count = 100_000;
        let shares: Vec<f64> = (0..count).map(|_| draw.share()).collect();
        assert!(shares.iter().all(|share| (0.0..1.0).contains(share)));
        let below = |limit: f64| shares.iter().filter(|share| **share < limit).count() as f64 / count as f64;
        assert!((below(0.25) - 0.25).abs() < 0.01 && (below(0.9) - 0.9).abs() < 0.01);

        let numbers: Vec<f64> = (0..count).map(|_| draw.normal(3.0, 2.0)).collect();
        let within = |deviations: f64| {
            numbers.iter().filter(|one| (*one - 3.0).abs() < 2.0 * deviations).count() as f64 / count as f64
        };
        let mean = numbers.iter().sum::<f64>() / count as f64;
        assert!((mean - 3.0).abs() < 0.03, "{mean}");
        // The shares of the standard normal distribution within one, two and three deviations.
        for (deviations, share) in [(1.0, 0.6827), (2.0, 0.9545), (3.0, 0.9973)] {
            assert!((within(deviations) - share).abs() < 0.01, "{deviations}: {}", within(deviations));
        }
        assert_eq!(draw.normal(5.0, 0.0), 5.0);
    }
}
