//! What is counted or clustered in running text: the names that are also ordinary words, and words used alike.

use std::collections::HashMap;
use std::path::Path;

use serde_json::Value;
use tagline::tagging::clusters;
use tagline::tagging::lexicon::{Senses, key};
use tagline::text::{TokenKind, tokens};

use crate::{Names, Result, gzipped};

/// Marks the names that the training articles also write in lower case, and more often so, as ordinary words.
pub fn common(names: &mut Names, shared: &Path) -> Result<()> {
    let mut counts: HashMap<String, (u32, u32)> = HashMap::new();
    for file in ["train_news_gmb.jsonl.gz", "train_news_web.jsonl.gz", "corpora/gmb.jsonl.gz"] {
        for row in gzipped(&shared.join(file))?.lines() {
            let row: Value = serde_json::from_str(row)?;
            let text = row["text"].as_str().unwrap_or_default();
            let mut begins = true;
            for token in tokens(text) {
                let word = token.span.slice(text).unwrap_or_default();
                if token.kind == TokenKind::Word {
                    let count = counts.entry(key(word)).or_default();
                    if word.starts_with(char::is_lowercase) {
                        count.0 += 1;
                    } else if !begins {
                        count.1 += 1;
                    }
                }
                begins = matches!(word, "." | "?" | "!" | ":" | "\"" | "“" | "-");
            }
        }
    }
    for (key, entry) in &mut names.entries {
        if counts.get(key).is_some_and(|&(lower, upper)| lower >= 2 && lower * 2 > upper) {
            entry.0 = entry.0.with(Senses::COMMON);
        }
    }
    Ok(())
}

/// Clusters of GloVe vectors, the 512 of the file's second column.
pub fn clusters(gazetteers: &Path) -> Result<()> {
    let mut table = vec![0u8; 2 << clusters::BITS];
    for row in gzipped(&gazetteers.join("clusters_glove6b50.tsv.gz"))?.lines().take(60_000) {
        let mut fields = row.split('\t');
        let (Some(word), Some(Ok(cluster))) = (fields.next(), fields.nth(1).map(str::parse::<u16>)) else {
            continue;
        };
        if !word.chars().any(char::is_alphabetic) {
            continue;
        }
        let (slot, check) = clusters::slot(word);
        // The file has the frequent words first.
        if table[slot * 2..slot * 2 + 2] == [0, 0] {
            table[slot * 2..slot * 2 + 2].copy_from_slice(&(check << 9 | cluster).to_le_bytes());
        }
    }
    std::fs::write("data/clusters.bin", &table)?;
    Ok(())
}
