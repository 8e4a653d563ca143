//! Reads a bundle. What is wrong in it is said with its path; what cannot be used is left out.

use super::{Bundle, Bundled, BundledMark, NAME, Salt, VERSION, unknown_origin};
use crate::annotation::anchor::{Anchor, EDGE, WIDTH};
use crate::annotation::{DocumentStatus, Label, Origin, Status};
use crate::article::is_date;
use crate::format::json::{Fields, numbers, shown};
use crate::format::{FormatError, Issue};

/// Reads a bundle; what in it was not understood comes beside.
pub fn read_bundle(text: &str) -> Result<(Bundle, Vec<Issue>), FormatError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut file = Fields::of_file(text).map_err(|error| FormatError { message: error.to_string() })?;
    let mut issues = Vec::new();
    let refuse = |message: String| Err(FormatError { message });
    match file.take("format", &mut issues).map(shown) {
        Some(name) if name == format!("\"{NAME}\"") => {}
        found => {
            let found = found.unwrap_or_else(|| "nothing".to_owned());
            return refuse(format!("format: expected \"{NAME}\", found {found}; is it a bundle?"));
        }
    }
    let version = file.take("version", &mut issues).map(shown);
    match version.as_deref().and_then(|version| version.parse::<u64>().ok()) {
        Some(1..=VERSION) => {}
        Some(newer) if newer > VERSION => {
            return refuse(format!(
                "version: expected {VERSION} or older, found {newer}, which a newer Tagline wrote; reload or update Tagline"
            ));
        }
        _ => {
            let found = version.unwrap_or_else(|| "nothing".to_owned());
            return refuse(format!("version: expected {VERSION}, found {found}"));
        }
    }
    let salt = file.string("salt", &mut issues);
    let Some(salt) = salt.as_deref().and_then(Salt::parse) else {
        let found = salt.map_or("nothing".to_owned(), |salt| format!("{} characters", salt.chars().count()));
        return refuse(format!(
            "salt: expected 32 hexadecimal digits, found {found}; without it no mark can be placed"
        ));
    };
    file.expect("documents", "a list", &mut issues);
    let mut documents = Vec::new();
    for (place, raw) in file.list("documents", &mut issues) {
        let Some(fields) = Fields::of(raw, place, &mut issues) else { continue };
        documents.extend(document(fields, &mut issues));
    }
    Ok((Bundle { salt, documents }, issues))
}

fn document(mut fields: Fields<'_>, issues: &mut Vec<Issue>) -> Option<Bundled> {
    let text_hash = hash(&mut fields, "text_hash", issues)?;
    let words_hash = hash(&mut fields, "words_hash", issues)?;
    let (Some(length), Some(words)) = (fields.count("length", issues), fields.count("words", issues)) else {
        fields.issue(issues, "expected how many code points and words it has, found less; left it out");
        return None;
    };
    let status = named(&mut fields, "status", DocumentStatus::from_name, "new, in progress or done", issues);
    let mut reviewed = Vec::new();
    for (place, raw) in fields.list("reviewed", issues) {
        let Some([start, end]) = numbers(raw, &place, issues) else { continue };
        let after = reviewed.last().map_or(0, |(_, end)| *end);
        if after <= start && start < end && end <= length {
            reviewed.push((start, end));
        } else {
            let message = format!(
                "expected a stretch between {after} and {length}, found {start} to {end}; left it out"
            );
            issues.push(Issue { place, message });
        }
    }
    let mut date = |name: &str| {
        let date = fields.string(name, issues)?;
        let good = is_date(&date);
        if !good {
            fields.issue_at(
                name,
                issues,
                format!("expected a date like 2019-06-26, found {date:?}; left it out"),
            );
        }
        good.then_some(date)
    };
    let (published, updated) = (date("published"), date("updated"));
    let mut marks = Vec::new();
    for (place, raw) in fields.list("marks", issues) {
        let Some(inner) = Fields::of(raw, place, issues) else { continue };
        marks.extend(mark(inner, length, words, issues));
    }
    Some(Bundled {
        text_hash,
        words_hash,
        length,
        words,
        published,
        updated,
        status: status.unwrap_or_default(),
        reviewed,
        marks,
    })
}

fn mark(mut fields: Fields<'_>, length: usize, words: usize, issues: &mut Vec<Issue>) -> Option<BundledMark> {
    let name = fields.required("label", issues)?;
    let Some(label) = Label::new(&name) else {
        fields.issue_at("label", issues, "expected a label, found white space; left the mark out");
        return None;
    };
    let (Some(start), Some(count)) = (fields.count("start", issues), fields.count("length", issues)) else {
        fields.issue(issues, "expected where it starts and how long it is, found less; left it out");
        return None;
    };
    if count == 0 || start.checked_add(count).is_none_or(|end| end > length) {
        fields.issue(
            issues,
            format!("expected a stretch of the {length} code points of the text, found {count} from {start}; left it out"),
        );
        return None;
    }
    let status = named(&mut fields, "status", Status::from_name, "suggested, accepted or rejected", issues);
    let origin = fields.object("origin", issues).and_then(|mut inner| {
        let (annotator, tagger) = (inner.string("annotator", issues), inner.string("tagger", issues));
        let version = inner.string("version", issues).unwrap_or_default().into();
        match (annotator, tagger) {
            (Some(name), None) => Some(Origin::Annotator(name.into())),
            (None, Some(name)) => Some(Origin::Tagger { name: name.into(), version }),
            _ => {
                inner.issue(
                    issues,
                    "expected either an annotator or a tagger, found neither or both; read it as unknown",
                );
                None
            }
        }
    });
    let score = fields.number("score", issues);
    let (anchor, margin) = if fields.has("first") {
        let margin = margin(&mut fields, issues);
        (Some(anchor(&mut fields, words, issues)?), margin)
    } else {
        (None, (0, 0))
    };
    let status = status.unwrap_or(Status::Suggested);
    let origin = origin.unwrap_or_else(unknown_origin);
    Some(BundledMark { start, length: count, anchor, margin, label, status, origin, score })
}

fn anchor(fields: &mut Fields<'_>, of: usize, issues: &mut Vec<Issue>) -> Option<Anchor> {
    let left_out = |fields: &Fields<'_>, name: &str, message: String, issues: &mut Vec<Issue>| {
        fields.issue_at(name, issues, message + "; left the mark out");
    };
    let (Some(first), Some(words)) = (fields.count("first", issues), fields.count("words", issues)) else {
        fields.issue(issues, "expected its first word and how many it has, found less; left the mark out");
        return None;
    };
    if words == 0 || first.checked_add(words).is_none_or(|end| end > of) {
        let message = format!("expected some of the {of} words of the text, found {words} from {first}");
        left_out(fields, "first", message, issues);
        return None;
    }
    let hash = fields.required("hash", issues)?;
    let code =
        Some(&*hash).filter(|hash| is_hex(hash, 4)).and_then(|hash| u16::from_str_radix(hash, 16).ok());
    let Some(code) = code else {
        left_out(fields, "hash", format!("expected 4 hexadecimal digits, found {hash:?}"), issues);
        return None;
    };
    let mut around = |name: &str| {
        let digits = fields.string(name, issues).unwrap_or_default();
        if digits.len() > WIDTH || !digits.bytes().all(|digit| (b'0'..=b'0' + EDGE).contains(&digit)) {
            let message = format!("expected up to {WIDTH} digits from 0 to {EDGE}, found {digits:?}");
            left_out(fields, name, message, issues);
            return None;
        }
        Some(digits.bytes().map(|digit| digit - b'0').collect())
    };
    let (before, after) = (around("before")?, around("after")?);
    let rival = fields.take("rival", issues);
    let rival = match rival.map(|raw| serde_json::from_str(raw.get()).map_err(|_| shown(raw))) {
        None => None,
        Some(Ok::<(u16, u16), _>((before, after))) => Some((u32::from(before), u32::from(after))),
        Some(Err(found)) => {
            let message = format!("expected two whole numbers below 65536, found {found}");
            left_out(fields, "rival", message, issues);
            return None;
        }
    };
    Some(Anchor { first, words, code, before, after, rival })
}

fn margin(fields: &mut Fields<'_>, issues: &mut Vec<Issue>) -> (isize, isize) {
    let Some(raw) = fields.take("margin", issues) else { return (0, 0) };
    serde_json::from_str(raw.get()).unwrap_or_else(|_| {
        let message = format!("expected two whole numbers, found {}; read it as none", shown(raw));
        fields.issue_at("margin", issues, message);
        (0, 0)
    })
}

/// A hash of 64 hexadecimal digits, without which there is no such document.
fn hash(fields: &mut Fields<'_>, name: &str, issues: &mut Vec<Issue>) -> Option<String> {
    let hash = fields.required(name, issues)?.to_ascii_lowercase();
    let good = is_hex(&hash, 64);
    if !good {
        let message = format!(
            "expected 64 hexadecimal digits, found {} characters; left the document out",
            hash.chars().count()
        );
        fields.issue_at(name, issues, message);
    }
    good.then_some(hash)
}

fn is_hex(digits: &str, count: usize) -> bool {
    digits.len() == count && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// One of a closed list of names; the first of it where the file has another.
fn named<T>(
    fields: &mut Fields<'_>,
    field: &str,
    from_name: impl Fn(&str) -> Option<T>,
    expected: &str,
    issues: &mut Vec<Issue>,
) -> Option<T> {
    let name = fields.string(field, issues)?;
    let found = from_name(&name);
    if found.is_none() {
        let otherwise = expected.split([',', ' ']).next().unwrap_or_default();
        let message = format!("expected {expected}, found \"{name}\"; read it as {otherwise}");
        fields.issue_at(field, issues, message);
    }
    found
}
