//! Colours of labels: whether a name in one can be read on the page, and whether two can be told apart.
//!
//! Contrast is that of WCAG 2.2 (relative luminance), distance is that of OKLab (Ottosson 2020), for normal sight and for
//! full protan-, deutan- and tritanopia by the matrices of Machado, Oliveira and Fernandes (2009).

use super::{Label, LabelDef, Schema};

/// The least contrast of a label's name with the tint under its words.
pub const LEAST_CONTRAST: f64 = 4.5;

/// The least distance of two labels' colours to whoever sees them.
pub const LEAST_DISTANCE: f64 = 0.08;

/// How much of a label's colour is in the tint under its words; the rest is paper.
const TINT: f64 = 0.14;

/// A colour of sRGB, 0 to 1 each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colour([f64; 3]);

/// The page that a label is drawn on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// In the light theme.
    Light,
    /// In the dark theme.
    Dark,
}

/// How a colour does as a label's.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The contrast of the name with the tint under its words, 1 to 21.
    pub contrast: f64,
    /// The other label that is nearest in colour, and how far off it is for who tells them apart least.
    pub nearest: Option<(Label, f64)>,
}

impl Paper {
    fn colour(self) -> Colour {
        match self {
            Paper::Light => Colour([252.0 / 255.0, 252.0 / 255.0, 250.0 / 255.0]),
            Paper::Dark => Colour([26.0 / 255.0, 30.0 / 255.0, 28.0 / 255.0]),
        }
    }

    /// The colour of `def` on it, as it is written.
    pub fn of(self, def: &LabelDef) -> &str {
        match self {
            Paper::Light => &def.colour,
            Paper::Dark => def.colour_dark.as_deref().unwrap_or(&def.colour),
        }
    }
}

impl Colour {
    /// The colour that `#rrggbb` writes; `None` for anything else.
    pub fn parse(written: &str) -> Option<Colour> {
        let digits = written.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let part = |at: usize| {
            let digits =
                digits.get(at..at + 2).filter(|two| two.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
            Some(f64::from(u8::from_str_radix(digits, 16).ok()?) / 255.0)
        };
        Some(Colour([part(0)?, part(2)?, part(4)?]))
    }

    /// Its contrast with another, 1 to 21.
    pub fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance() + 0.05, other.luminance() + 0.05);
        one.max(two) / one.min(two)
    }

    /// How far off another colour is, to whoever tells the two apart least: 0 for the same, 1 from black to white.
    pub fn distance(self, other: Colour) -> f64 {
        let (ours, theirs) = (self.linear(), other.linear());
        let seen = |sight: &[[f64; 3]; 3]| {
            let (ours, theirs) = (oklab(times(sight, ours)), oklab(times(sight, theirs)));
            let squares: f64 =
                ours.iter().zip(theirs).map(|(our, their)| (our - their) * (our - their)).sum();
            squares.sqrt()
        };
        SIGHTS.iter().map(seen).fold(f64::INFINITY, f64::min)
    }

    /// The tint under words that a label of this colour marks on `paper`.
    fn tint(self, paper: Paper) -> Colour {
        let (own, paper) = (oklab(self.linear()), oklab(paper.colour().linear()));
        let mut mixed = [0.0; 3];
        for ((mixed, own), paper) in mixed.iter_mut().zip(own).zip(paper) {
            *mixed = own * TINT + paper * (1.0 - TINT);
        }
        Colour(from_oklab(mixed).map(encoded))
    }

    fn linear(self) -> [f64; 3] {
        self.0
            .map(|part| if part <= 0.040_45 { part / 12.92 } else { libm::pow((part + 0.055) / 1.055, 2.4) })
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl Schema {
    /// How `colour` would do on `paper` as that of the label `own`; `None` for what is no colour.
    pub fn check_colour(&self, own: &Label, colour: &str, paper: Paper) -> Option<Checked> {
        let colour = Colour::parse(colour)?;
        let others = self.labels().iter().filter(|def| def.label != *own);
        let far = others
            .filter_map(|def| Some((def.label.clone(), colour.distance(Colour::parse(paper.of(def))?))));
        let nearest = far.min_by(|(_, one), (_, other)| one.total_cmp(other));
        Some(Checked { contrast: colour.contrast(colour.tint(paper)), nearest })
    }
}

/// Normal sight, then full protanopia, deuteranopia and tritanopia, on linear sRGB.
const SIGHTS: [[[f64; 3]; 3]; 4] = [
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
    [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ],
];

fn times(matrix: &[[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(one, other)| one * other).sum())
}

fn encoded(part: f64) -> f64 {
    let part = part.clamp(0.0, 1.0);
    if part <= 0.003_130_8 { part * 12.92 } else { 1.055 * libm::pow(part, 1.0 / 2.4) - 0.055 }
}

fn oklab(linear: [f64; 3]) -> [f64; 3] {
    let cones = times(
        &[
            [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
            [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
            [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
        ],
        linear,
    );
    times(
        &[
            [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
            [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
            [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
        ],
        cones.map(libm::cbrt),
    )
}

fn from_oklab(lab: [f64; 3]) -> [f64; 3] {
    let cones = times(
        &[
            [1.0, 0.396_337_777_4, 0.215_803_757_3],
            [1.0, -0.105_561_345_8, -0.063_854_172_8],
            [1.0, -0.089_484_177_5, -1.291_485_548_0],
        ],
        lab,
    );
    times(
        &[
            [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
            [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
            [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0],
        ],
        cones.map(|cone| cone * cone * cone),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(written: &str) -> Colour {
        Colour::parse(written).unwrap()
    }

    #[test]
    fn what_writes_a_colour() {
        assert_eq!(Colour::parse("#ff0080"), Some(Colour([1.0, 0.0, 128.0 / 255.0])));
        for none in ["", "#fff", "ff0080", "#ff008", "#ff00801", "#+f0080", "#é0080", "red"] {
            assert_eq!(Colour::parse(none), None, "{none}");
        }
    }

    #[test]
    fn black_on_white_is_the_most() {
        assert!((colour("#000000").contrast(colour("#ffffff")) - 21.0).abs() < 1e-9);
        assert!((colour("#777777").contrast(colour("#777777")) - 1.0).abs() < 1e-9);
        assert!((colour("#000000").distance(colour("#ffffff")) - 1.0).abs() < 1e-3);
    }

    /// The figures of the colours that were chosen, one decimal: on paper, on their own tint.
    #[test]
    fn the_seven_labels_can_be_read() {
        let figures = [
            ("COURT", Paper::Light, 8.2),
            ("AGENCY", Paper::Light, 4.8),
            ("LAW", Paper::Light, 4.7),
            ("PLACE", Paper::Light, 6.9),
            ("PERSON", Paper::Light, 4.7),
            ("ORGANIZATION", Paper::Light, 10.3),
            ("DATE", Paper::Light, 9.8),
            ("COURT", Paper::Dark, 7.2),
            ("LAW", Paper::Dark, 9.5),
            ("PERSON", Paper::Dark, 4.7),
        ];
        let schema = Schema::default();
        for (name, paper, expected) in figures {
            let label = Label::new(name).unwrap();
            let written = paper.of(schema.get(&label).unwrap()).to_owned();
            let checked = schema.check_colour(&label, &written, paper).unwrap();
            assert!((checked.contrast - expected).abs() < 0.06, "{name}: {}", checked.contrast);
            assert!(checked.contrast >= LEAST_CONTRAST);
            assert!(checked.nearest.unwrap().1 >= LEAST_DISTANCE, "{name}");
        }
    }

    #[test]
    fn a_colour_that_some_cannot_tell_from_another_has_that_one_named() {
        let schema = Schema::default();
        let new = Label::new("NEW").unwrap();
        // Red and green of one lightness are far apart only to who sees both.
        let checked = schema.check_colour(&new, "#0c5339", Paper::Light).unwrap();
        assert_eq!(
            checked.nearest.map(|(label, far)| (label.name().to_owned(), far < 1e-9)),
            Some(("PLACE".into(), true))
        );
        assert!(colour("#c04000").distance(colour("#6b7000")) < LEAST_DISTANCE);
        assert!(schema.check_colour(&new, "é", Paper::Light).is_none());
    }
}
