//! The site's mark before the first word: `(CNN)The`, `(Reuters) — The`, `WASHINGTON (AP) — The`.

/// Sites and agencies whose mark is not all capitals.
const MIXED: &[&str] = &[
    "Reuters",
    "CNN Business",
    "Bloomberg",
    "Xinhua",
    "The Conversation",
    "CNN Newsource",
    "NewsNation",
    "Gray News",
    "WTXL",
    "Sputnik",
    "Nexstar",
    "Kyodo",
    "The Hill",
    "Fox News",
    "Thomson Reuters Foundation",
    "AP Photo",
];

/// How far into a line a mark may end, in bytes.
const REACH: usize = 90;

/// Where the mark at the start of `line` ends, white space and dash after it included; `None` if there is none.
///
/// A place alone (`PORT ELLERY — `) is part of the text and no mark.
pub(super) fn mark_end(line: &str) -> Option<usize> {
    let find = |from: usize, wanted: u8| {
        let reach = line.as_bytes().iter().take(REACH).skip(from);
        reach.zip(from..).find(|(byte, _)| **byte == wanted).map(|(_, at)| at)
    };
    let open = find(0, b'(')?;
    let close = find(open, b')')?;
    if !is_site(line.get(open + 1..close)?) {
        return None;
    }
    let place = line[..open].trim_end();
    let rest = &line[close + 1..];
    let bare = rest.trim_start();
    let after_dash = bare.trim_start_matches(['—', '–', '-', ':', '―']);
    let dashed = after_dash.len() < bare.len();
    // Before the mark may stand a place in capitals, and then a dash must follow.
    let placed = !place.is_empty();
    if placed && !(dashed && is_place(place)) {
        return None;
    }
    let text = after_dash.trim_start();
    let begins =
        text.chars().next().is_some_and(|first| first.is_alphanumeric() || "\"'“‘«¿¡".contains(first));
    (begins && text.len() > 30).then_some(line.len() - text.len())
}

/// Whether `text` is nothing but such a mark, as [`mark_end`] cuts it off.
pub(super) fn is_mark(text: &str) -> bool {
    text.len() <= REACH + 8
        && text.contains('(')
        && mark_end(&format!("{text} {:x>40}", "")) == Some(text.len() + 1)
}

fn is_site(name: &str) -> bool {
    let acronym = (2..=10).contains(&name.len())
        && name.chars().all(|letter| letter.is_ascii_uppercase() || " &/.-".contains(letter))
        && name.chars().next().is_some_and(|first| first.is_ascii_uppercase());
    acronym || MIXED.contains(&name)
}

/// Whether `place` reads like the place of a dateline: `WASHINGTON`, `SÃO PAULO, Brazil`, `NEW YORK, June 3`.
fn is_place(place: &str) -> bool {
    let first = place.split([',', ' ']).next().unwrap_or_default();
    first.chars().count() > 1 && first.chars().all(|letter| letter.is_uppercase() || ".-'’".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_mark_and_leaves_a_place() {
        let rest = "The council voted on Monday to wait.";
        for (mark, found) in [
            ("(CNN)", true),
            ("(CNN) — ", true),
            ("(Reuters) - ", true),
            ("WASHINGTON (AP) — ", true),
            ("SÃO PAULO, Brazil (AFP) – ", true),
            ("PORT ELLERY — ", false),
            ("WASHINGTON (AP) ", false),
            ("Judge Roe (AP) — ", false),
            ("(née Roe) ", false),
            ("(漢字) ", false),
        ] {
            let line = format!("{mark}{rest}");
            assert_eq!(mark_end(&line), found.then_some(mark.len()), "{line}");
        }
        assert_eq!(mark_end("(CNN)"), None);
        assert_eq!(mark_end("(CNN"), None);
    }
}
