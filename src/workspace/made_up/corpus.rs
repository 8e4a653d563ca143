//! Any number of made-up documents, all different, in words as often and as rare as in real texts: for measuring lists, searches
//! and what finds duplicates, for which [`made_up_article`](super::made_up_article)'s few sentences are too much alike.

use super::{Cast, MadeUp, Random, SENTENCES, SYLLABLES, fill_from};

/// A made-up document of a corpus.
pub struct MadeUpDocument {
    /// Its headline.
    pub title: String,
    /// The paper.
    pub site: &'static str,
    /// Its day, `YYYY-MM-DD`.
    pub published: String,
    /// The headline and the paragraphs, a blank line between, and where they name something.
    pub body: MadeUp,
}

/// The document of that number in the corpus of `seed`, at least `bytes` bytes long. The same arguments give the same document.
pub fn made_up_document(seed: u64, number: u32, bytes: usize) -> MadeUpDocument {
    let mut random = Random::new(seed ^ u64::from(number).wrapping_mul(0xd6e8_feb8_6659_fd93));
    let cast = Cast::new(&mut random);
    // What the document is about: some words that are rare elsewhere.
    let topic: Vec<String> = (0..12).map(|_| word(64 + random.below(1 << WORDS) as u64)).collect();
    let mut title = String::new();
    push_words(&mut title, 5 + random.below(5), &topic, &mut random);
    let mut body = MadeUp { text: title.clone(), mentions: Vec::new() };
    while body.text.len() < bytes {
        body.text.push_str("\n\n");
        for at in 0..2 + random.below(3) {
            if at > 0 {
                body.text.push(' ');
            }
            if random.below(4) == 0 {
                let sentence = random.pick(SENTENCES);
                fill_from(&mut body, sentence, &mut random, Some(&cast));
            } else {
                push_words(&mut body.text, 8 + random.below(18), &topic, &mut random);
                body.text.push('.');
            }
        }
    }
    let (year, month, day) = (2000 + random.below(25), 1 + random.below(12), 1 + random.below(28));
    let published = format!("{year}-{month:02}-{day:02}");
    MadeUpDocument { title, site: random.pick(SITES), published, body }
}

/// The words of the corpus are so many doublings.
const WORDS: usize = 17;

/// Appends words, the first with a capital. Of a word's rank, every doubling is as likely as every other: about Zipf's law.
fn push_words(text: &mut String, count: usize, topic: &[String], random: &mut Random) {
    for at in 0..count {
        let doubling = 1_u64 << random.below(WORDS);
        let common = doubling + random.next() % doubling;
        let next = match topic.get(random.below(topic.len() * 6)) {
            Some(of_topic) => of_topic.clone(),
            None => word(common - 1),
        };
        if at > 0 {
            text.push(' ');
            text.push_str(&next);
        } else {
            let mut letters = next.chars();
            text.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            text.push_str(letters.as_str());
        }
    }
}

/// The word of a rank.
fn word(rank: u64) -> String {
    if let Some(common) = usize::try_from(rank).ok().and_then(|rank| COMMON.get(rank)) {
        return (*common).to_owned();
    }
    let mut rest = rank;
    let mut word = String::new();
    while rest > 0 {
        let count = SYLLABLES.len() as u64;
        word.push_str(SYLLABLES[(rest % count) as usize]);
        rest /= count;
    }
    word
}

const COMMON: &[&str] = &[
    "the", "of", "to", "and", "a", "in", "that", "is", "was", "for", "on", "it", "with", "as", "he", "be",
    "at", "by", "said", "from", "have", "has", "an", "are", "his", "not", "but", "they", "who", "this",
    "were", "had", "their", "which", "or", "will", "would", "its", "after", "been", "more", "one", "about",
    "we", "than", "new", "when", "out", "up", "all", "her", "there", "people", "two", "over", "if", "into",
    "last", "no", "first", "she", "what", "year", "could",
];
const SITES: &[&str] = &[
    "The Harbor Post",
    "Le Courrier",
    "Northern Times",
    "Gazeta Ł\u{f3}dzka",
    "Evening Ledger",
    "Kyoto Shimbun",
    "The Coast",
    "Daily Record",
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn documents_differ_and_are_the_same_again() {
        let texts: HashSet<String> =
            (0..500).map(|number| made_up_document(1, number, 3000).body.text).collect();
        assert_eq!(texts.len(), 500);
        assert!(texts.iter().all(|text| (3000..4500).contains(&text.len())));
        let one = made_up_document(1, 7, 3000);
        let (again, other) = (made_up_document(1, 7, 3000), made_up_document(2, 7, 3000));
        assert_eq!((&again.title, &again.body.text), (&one.title, &one.body.text));
        assert!(one.body.text != other.body.text && one.body.text.starts_with(&one.title));
        let named = one.body.mentions.iter().map(|(range, _)| &one.body.text[range.clone()]);
        assert!(named.clone().count() > 3 && named.clone().all(|name| !name.is_empty()));
    }
}
