//! The words that tell whether what they speak of has happened.

/// Whether `is`, `was` before the word speaks of what is to come.
pub fn plans(word: &str) -> bool {
    matches!(
        word,
        "to" | "expected" | "scheduled" | "due" | "set" | "slated" | "planned" | "planning" | "going"
    )
}

/// Whether what is done `to` someone or for something with that verb is still to come: `ordered to appear Friday`.
pub fn governs(word: &str) -> bool {
    matches!(word, "ordered" | "invited" | "summoned" | "subpoenaed" | "agreed")
}

/// Whether it may be what lasted up to a date: `was open until Friday`, but not `was extended until Friday`.
pub fn lasts(word: &str) -> bool {
    matches!(word, "was" | "were" | "had" | "stayed" | "remained" | "lasted" | "lived" | "worked" | "served")
}

/// Whether it is a thing that has happened if it has a day: `the shooting on Friday`.
pub fn happened(word: &str) -> bool {
    matches!(
        word,
        "announcement"
            | "arrest"
            | "assault"
            | "attack"
            | "attacks"
            | "blast"
            | "bombing"
            | "bombings"
            | "comments"
            | "crash"
            | "death"
            | "deaths"
            | "decision"
            | "explosion"
            | "killing"
            | "killings"
            | "massacre"
            | "raid"
            | "raids"
            | "remarks"
            | "riot"
            | "ruling"
            | "shooting"
            | "shootings"
            | "statement"
            | "verdict"
            | "violence"
    )
}

/// Whether the word may be a verb's past form: `killed`, `said`.
pub fn past(word: &str) -> bool {
    if let Some(stem) = word.strip_suffix("ed") {
        return stem.len() > 2 && !stem.ends_with('e') && word != "hundred"
            || matches!(word, "agreed" | "freed");
    }
    matches!(
        word,
        "said"
            | "told"
            | "went"
            | "came"
            | "became"
            | "took"
            | "made"
            | "met"
            | "held"
            | "won"
            | "lost"
            | "left"
            | "began"
            | "gave"
            | "got"
            | "found"
            | "struck"
            | "hit"
            | "shot"
            | "fell"
            | "rose"
            | "sent"
            | "set"
            | "reset"
            | "spoke"
            | "wrote"
            | "saw"
            | "ran"
            | "led"
            | "sought"
            | "fought"
            | "brought"
            | "bought"
            | "paid"
            | "put"
            | "cut"
            | "broke"
            | "drove"
            | "flew"
            | "grew"
            | "heard"
            | "kept"
            | "knew"
            | "laid"
            | "let"
            | "lay"
            | "quit"
            | "read"
            | "rode"
            | "sat"
            | "shook"
            | "shut"
            | "sold"
            | "spent"
            | "spread"
            | "stood"
            | "stole"
            | "swore"
            | "threw"
            | "withdrew"
            | "woke"
            | "wore"
            | "blew"
            | "built"
            | "caught"
            | "chose"
            | "drew"
            | "dealt"
            | "felt"
            | "forced"
            | "hid"
            | "hurt"
            | "split"
            | "stuck"
            | "swept"
            | "tore"
            | "upheld"
            | "overthrew"
            | "taken"
            | "given"
            | "seen"
            | "sworn"
            | "shown"
            | "driven"
            | "stolen"
            | "written"
            | "done"
            | "died"
            | "thought"
            | "understood"
            | "slid"
            | "sank"
            | "burst"
            | "beat"
            | "bore"
            | "froze"
            | "wound"
    )
}

/// Whether a relation or another clause begins with the word.
pub fn relates(word: &str) -> bool {
    matches!(
        word,
        "that"
            | "which"
            | "who"
            | "whom"
            | "whose"
            | "because"
            | "although"
            | "though"
            | "whereas"
            | "while"
            | ";"
    )
}
