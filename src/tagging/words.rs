//! A stretch of text as the tagger reads it: its words, how each is written, and what the lists know of them.

use super::data::Data;
use super::lexicon::{Entry, Senses, push_lower};
use crate::text::{Span, TokenKind, tokens};

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Case {
    /// `court`.
    Lower,
    /// `Court`.
    Capital,
    /// `COURT`, `U.S.`: two capitals or more, no small letter.
    Upper,
    /// `J.`, `X`.
    Initial,
    /// `McCain`, `iPhone`, `al-Qaida`'s second half.
    Mixed,
    /// Letters without case: 漢字, בית.
    Other,
    /// `19`, `9th`.
    Number,
    /// Anything else.
    Mark,
}

/// One word and what is known of it before its neighbours are looked at.
#[derive(Clone, Debug)]
pub struct Word {
    /// Where it stands in the whole text.
    pub span: Span,
    /// How it is written.
    pub case: Case,
    /// Whether a sentence begins with it.
    pub begins: bool,
    /// Whether white space stands before it.
    pub spaced: bool,
    /// Whether it could be part of a name by its capitals, in a line where capitals say anything.
    pub named: bool,
    /// What it may be as a name of one word.
    pub alone: Senses,
    /// What names of several words that it is part of may be; the longest counts.
    pub inside: Senses,
    /// Its place in the longest name it is part of, from 1; 0 for none.
    pub place: u8,
    /// Where its lower-case form stands in [`Words::lower`].
    lower: (u32, u32),
}

/// A known name found in the words.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// The first word.
    pub from: usize,
    /// The first word after it.
    pub to: usize,
    /// What the lists say.
    pub entry: Entry,
}

/// The words of a stretch of text within one paragraph.
#[derive(Clone)]
pub struct Words {
    /// What the tagger knows.
    pub data: &'static Data,
    /// In order.
    pub words: Vec<Word>,
    /// The longest known name at each word where one starts, in order; they don't overlap.
    pub known: Vec<Known>,
    /// Whether nearly all of its letters are capitals.
    pub shouting: bool,
    /// Whether it is set in headline case: capitals say little.
    pub headline: bool,
    lower: String,
}

impl Words {
    /// No words.
    pub fn none(data: &'static Data) -> Words {
        Words {
            data,
            words: Vec::new(),
            known: Vec::new(),
            shouting: false,
            headline: false,
            lower: String::new(),
        }
    }

    /// Reads `span` of `text`.
    pub fn read(data: &'static Data, text: &str, span: Span) -> Words {
        let mut read = Words::none(data);
        let Some(piece) = span.slice(text) else { return read };
        let mut begins = true;
        let mut end = 0;
        for token in tokens(piece) {
            let Some(word) = token.span.slice(piece) else { continue };
            let from = read.lower.len() as u32;
            push_lower(&mut read.lower, word);
            let lower = (from, read.lower.len() as u32);
            let case = case_of(word, token.kind);
            read.words.push(Word {
                span: token.span.shifted(span.start()),
                case,
                begins: begins && case != Case::Mark,
                spaced: piece
                    .get(end..token.span.start().0)
                    .is_some_and(|gap| gap.contains(char::is_whitespace)),
                named: matches!(case, Case::Capital | Case::Upper | Case::Initial | Case::Mixed),
                alone: Senses::default(),
                inside: Senses::default(),
                place: 0,
                lower,
            });
            end = token.span.end().0;
            begins = match case {
                Case::Mark => {
                    begins || matches!(word, "." | "!" | "?" | ":" | "•" | "…" | "。" | "—" | "--" | "|")
                }
                _ => false,
            };
        }
        read.judge_capitals();
        read.look_up();
        read
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The lower-case form of the word at `at`, apostrophes straight; empty past either end.
    pub fn lower(&self, at: usize) -> &str {
        self.words
            .get(at)
            .and_then(|word| self.lower.get(word.lower.0 as usize..word.lower.1 as usize))
            .unwrap_or_default()
    }

    /// The word `back` places before `at`.
    pub fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.lower(at))
    }

    /// How the word at `at` is written; a mark past either end.
    pub fn case(&self, at: usize) -> Case {
        self.words.get(at).map_or(Case::Mark, |word| word.case)
    }

    /// Whether the word at `at` could be part of a name by its capitals.
    pub fn named(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.named)
    }

    /// Whether a sentence begins with the word at `at`.
    pub fn begins(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.begins)
    }

    /// Whether nothing stands between the word at `at` and the one before it.
    pub fn glued(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| !word.spaced)
    }

    /// Whether the run of capitals that `from..to` stands in goes on at either side within the sentence.
    pub fn is_cut_from_run(&self, from: usize, to: usize) -> bool {
        let before = from > 0 && self.named(from - 1) && !self.begins(from);
        before || self.named(to) && !self.begins(to)
    }

    /// The stretch of text from the word `from` up to the word `to`.
    pub fn span(&self, from: usize, to: usize) -> Option<Span> {
        let (first, last) = (self.words.get(from)?, self.words.get(to.checked_sub(1)?)?);
        Span::new(first.span.start(), last.span.end())
    }

    /// The longest known name that begins at the word `at`.
    pub fn known_at(&self, at: usize) -> Option<&Known> {
        let place = self.known.binary_search_by_key(&at, |known| known.from).ok()?;
        self.known.get(place)
    }

    /// What the lists know of the words `from..to` as one name of one of `senses`, whatever stands around it.
    pub fn entry(&self, from: usize, to: usize, senses: Senses) -> Option<Entry> {
        self.data.lexicon.entry((from..to).map(|at| self.lower(at))).filter(|entry| entry.senses.any(senses))
    }

    fn judge_capitals(&mut self) {
        let letters =
            |word: &&Word| matches!(word.case, Case::Lower | Case::Capital | Case::Upper | Case::Mixed);
        let all = self.words.iter().filter(letters).count();
        let upper = self.words.iter().filter(|word| word.case == Case::Upper).count();
        let long = |word: &&Word| letters(word) && word.span.range().len() > 3;
        let long_all = self.words.iter().filter(long).count();
        let long_lower = self.words.iter().filter(long).filter(|word| word.case == Case::Lower).count();
        self.shouting = all > 2 && upper * 10 > all * 7;
        // A full stop ends a sentence, however many names it holds.
        let stops = self.words.last().is_some_and(|word| word.span.range().len() == 1)
            && self.lower(self.len() - 1) == ".";
        self.headline = !self.shouting && !stops && long_all > 3 && long_lower * 5 < long_all;
    }

    fn look_up(&mut self) {
        let mut at = 0;
        while at < self.len() {
            // Names begin with a capital or a digit; a few hundred of a text's thousand words do not need a look.
            let starts = match self.case(at) {
                Case::Lower => {
                    self.lower(at + 1) == "-" || self.lower(at) == "sub" || self.lower(at) == "ground"
                }
                Case::Mark | Case::Other => false,
                _ => true,
            };
            if !starts {
                at += 1;
                continue;
            }
            let mut longest: Option<(usize, Entry)> = None;
            let mut alone = Senses::default();
            self.data.lexicon.names_at((at..self.len()).map(|at| self.lower(at)), |count, entry| {
                let written = self.words.get(at..at + count).unwrap_or_default();
                let capitals = written.iter().all(|word| !matches!(word.case, Case::Lower | Case::Capital));
                // Where all is in capitals, only a body whose acronym is no word besides is known by it.
                let upper = capitals && (!self.shouting || count == 1 && is_acronym(self.lower(at), entry));
                let entry = entry.as_written(upper);
                if count == 1 {
                    alone = entry.senses;
                }
                // Only an institution's name has small words of its own (`U.S. military`); any may have `of`.
                let capitals = entry.senses.any(Senses::INSTITUTION)
                    || (at..at + count)
                        .all(|at| self.case(at) != Case::Lower || CONNECTORS.contains(&self.lower(at)));
                if entry.senses != Senses::default() && capitals {
                    longest = Some((count, entry));
                }
            });
            if let Some(word) = self.words.get_mut(at) {
                word.alone = alone;
            }
            let Some((count, entry)) = longest else {
                at += 1;
                continue;
            };
            self.known.push(Known { from: at, to: at + count, entry });
            for index in 0..count {
                // The words inside a long name are still known by themselves.
                if index > 0 && self.named(at + index) {
                    let mut senses = Senses::default();
                    let upper = matches!(self.case(at + index), Case::Upper) && !self.shouting;
                    self.data.lexicon.names_at(std::iter::once(self.lower(at + index)), |_, entry| {
                        senses = entry.as_written(upper).senses
                    });
                    if let Some(word) = self.words.get_mut(at + index) {
                        word.alone = senses;
                    }
                }
                if let Some(word) = self.words.get_mut(at + index) {
                    word.inside = entry.senses;
                    word.place = (index + 1).min(255) as u8;
                }
            }
            at += count;
        }
    }
}

/// Whether the word can only be the acronym of an institution, even in a line of capitals.
fn is_acronym(word: &str, entry: Entry) -> bool {
    let word_too = matches!(
        word,
        "act"
            | "aid"
            | "air"
            | "arm"
            | "art"
            | "care"
            | "eco"
            | "era"
            | "fed"
            | "has"
            | "help"
            | "his"
            | "ice"
            | "it"
            | "join"
            | "map"
            | "met"
            | "nice"
            | "or"
            | "pact"
            | "path"
            | "pat"
            | "rap"
            | "safe"
            | "salt"
            | "sit"
            | "start"
            | "star"
            | "step"
            | "stop"
            | "trade"
            | "tv"
            | "us"
            | "who"
    );
    word.len() > 2
        && !word_too
        && entry.senses.any(Senses::INSTITUTION)
        && !entry.senses.any(Senses::STATE.with(Senses::COMMON).with(Senses::ANYWHERE))
}

/// Small words that names hold.
pub const CONNECTORS: &[&str] = &[
    "of", "for", "the", "and", "de", "la", "du", "al", "el", "in", "on", "to", "a", "v.", "vs.", "'s",
    "against", "y", "des", "le", "les", "e", "von", "upon", "with", "at", "by", "versus", "d'etat",
    "d'ivoire",
];

fn case_of(word: &str, kind: TokenKind) -> Case {
    match kind {
        TokenKind::Mark => return Case::Mark,
        TokenKind::Number => return Case::Number,
        TokenKind::Word => {}
    }
    let mut letters = 0;
    let (mut upper, mut lower) = (0, 0);
    for character in word.chars() {
        if character.is_alphabetic() {
            letters += 1;
            upper += usize::from(character.is_uppercase());
            lower += usize::from(character.is_lowercase());
        }
    }
    let first = word.chars().next();
    if first.is_some_and(char::is_numeric) {
        return Case::Number;
    }
    match (upper, lower) {
        (0, 0) => Case::Other,
        (0, _) => Case::Lower,
        (1, 0) if letters == 1 => Case::Initial,
        (_, 0) => Case::Upper,
        (1, _) if first.is_some_and(char::is_uppercase) => Case::Capital,
        _ => Case::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Words {
        Words::read(Data::embedded(), text, Span::of(0..text.len()).unwrap())
    }

    #[test]
    fn knows_the_longest_names() {
        let text = "The 9th Circuit in San Francisco, U.S., told us about ICE";
        let words = read(text);
        let known: Vec<_> =
            words.known.iter().filter_map(|known| words.span(known.from, known.to)?.slice(text)).collect();
        assert_eq!(known, ["9th Circuit", "San Francisco", "U.S.", "ICE"]);
    }

    #[test]
    fn tells_how_a_line_is_set() {
        assert!(read("COURT BLOCKS THE POLICY").shouting);
        assert!(read("Senate Votes to Block New Asylum Policy").headline);
        assert!(!read("The Senate voted to block the policy on Tuesday").headline);
        assert!(read("漢字 👩‍🚀 é\r\n").known.is_empty());
    }

    #[test]
    fn cases() {
        for (word, case) in [
            ("court", Case::Lower),
            ("Court", Case::Capital),
            ("U.S.", Case::Upper),
            ("J.", Case::Initial),
            ("McCain", Case::Mixed),
            ("9th", Case::Number),
            ("漢", Case::Other),
            ("É", Case::Initial),
        ] {
            assert_eq!(case_of(word, TokenKind::Word), case, "{word}");
        }
    }
}
