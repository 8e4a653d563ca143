//! Which characters show, which part words, and which join what stands beside them.

/// What a character does to a text.
pub(super) enum Class {
    Visible,
    Space,
    Nothing,
    Joiner,
}

/// What `character` does to a text.
pub(super) fn class(character: char) -> Class {
    match character {
        // Direction marks stay: right-to-left text needs them. The embeddings and isolates around a paste do not.
        '\u{200e}' | '\u{200f}' | '\u{061c}' => Class::Visible,
        '\u{200c}' | '\u{200d}' => Class::Joiner,
        '\u{ad}'
        | '\u{200b}'
        | '\u{2060}'..='\u{2064}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fffc}'
        | '\u{180e}' => Class::Nothing,
        _ if character.is_whitespace() => Class::Space,
        _ if character.is_control() => Class::Nothing,
        _ => Class::Visible,
    }
}

/// Whether a joiner between `before` and `after` does something there.
pub(super) fn joins(joiner: char, before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    let letters = is_joining_script(before) && (is_joining_script(after) || joiner == '\u{200d}');
    letters || joiner == '\u{200d}' && is_emoji(before) && is_emoji(after)
}

/// Scripts whose letters take other shapes beside a joiner: Arabic, Syriac, the Indic ones, Khmer, Mongolian.
fn is_joining_script(character: char) -> bool {
    matches!(character, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{18af}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// Emoji, their variation selectors and the signs that combine with them.
fn is_emoji(character: char) -> bool {
    matches!(character, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}' | '\u{20e3}')
}
