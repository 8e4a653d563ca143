//! Why an annotation is there, as a sentence.

use super::OpenDocument;
use crate::annotation::{Annotation, Evidence, Origin, Status};
use crate::tagging::learned::{CARRIED, Name, PART, is_carried};

/// Why `annotation` is there: what speaks for it, how often its words stand in the text where that is known, and who decided.
pub fn why(annotation: &Annotation, times: Option<usize>) -> String {
    let mut parts: Vec<String> = annotation.evidence.iter().filter_map(spoken).collect();
    match &annotation.origin {
        Origin::Annotator(name) => parts.insert(0, format!("marked by {name}")),
        Origin::Tagger { name, .. } if parts.is_empty() && &**name == PART => {
            parts.push("from what you decided".to_owned())
        }
        Origin::Tagger { name, .. } if parts.is_empty() => {
            parts.push(format!("found by the tagger’s {name}"))
        }
        Origin::Tagger { .. } => {}
    }
    parts.extend(times.filter(|times| *times > 0).map(|times| match times {
        1 => "once in this text".to_owned(),
        2 => "twice in this text".to_owned(),
        times => format!("{times} times in this text"),
    }));
    let mut sentence = parts.join("; ");
    if let Some(first) = sentence.chars().next() {
        sentence.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    sentence.push('.');
    match (annotation.status, annotation.decisions.last()) {
        (Status::Accepted | Status::Rejected, Some(last)) => {
            let decided = if annotation.status == Status::Accepted { "Accepted" } else { "Rejected" };
            let with = if is_carried(annotation) { " with the same words" } else { "" };
            format!("{sentence} {decided} by {}{with}.", last.who)
        }
        _ => sentence,
    }
}

/// What one thing says for an annotation; nothing where the rows below the sentence say it.
fn spoken(evidence: &Evidence) -> Option<String> {
    let Evidence { rule, detail } = evidence;
    match &**rule {
        "places" | "bodies" | CARRIED => None,
        "model" => Some(format!("model {detail}")),
        "pattern: date" => Some("written as a date".to_owned()),
        PART => Some(format!("you said {detail}")),
        rule => Some(match (rule.strip_prefix("gazetteer: "), rule.strip_prefix("pattern: ")) {
            (Some(list), _) => format!("in the list of {list}"),
            (_, Some(form)) => form.to_owned(),
            _ => rule.to_owned(),
        }),
    }
}

impl OpenDocument {
    /// How often the words of `annotation` stand in the text.
    pub fn times(&self, annotation: &Annotation) -> usize {
        Name::new(self.document.words(annotation.span)).map_or(0, |name| self.places_of(&name).len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Decision, Timestamp, document_from_notation};

    #[track_caller]
    fn check(origin: Origin, evidence: &[(&str, &str)], times: Option<usize>, decided: bool, expected: &str) {
        let document = document_from_notation("d", "[COURT? É]", &"Ada".into()).unwrap();
        let mut one = (*document.annotations()[0]).clone();
        one.origin = origin;
        one.evidence = evidence
            .iter()
            .map(|(rule, detail)| Evidence { rule: (*rule).into(), detail: (*detail).into() })
            .collect();
        if decided {
            let when = Timestamp("2024-01-01T00:00:00Z".into());
            let (label, status) = (one.label.clone(), one.status);
            one.decisions.push(Decision {
                who: "Ruth".into(),
                when,
                label,
                status,
                text: "É".into(),
                extra: None,
            });
            one.status = Status::Rejected;
        }
        assert_eq!(why(&one, times), expected);
    }

    #[test]
    fn what_speaks_for_a_mark_is_a_sentence() {
        let by = |name: &str| Origin::Tagger { name: name.into(), version: "0.1.0+x".into() };
        let listed = [("gazetteer: courts", "exact"), ("model", "0.86")];
        check(
            by("gazetteer"),
            &listed,
            Some(2),
            false,
            "In the list of courts; model 0.86; twice in this text.",
        );
        check(
            by("pattern"),
            &[("pattern: date", "exact")],
            Some(1),
            false,
            "Written as a date; once in this text.",
        );
        check(
            by("rules"),
            &[("title before a name", "Gov.")],
            None,
            true,
            "Title before a name. Rejected by Ruth.",
        );
        check(
            by("learned"),
            &[("learned", "COURT, once in this article")],
            Some(3),
            false,
            "You said COURT, once in this article; 3 times in this text.",
        );
        check(by("model"), &[], None, false, "Found by the tagger’s model.");
        let carried = [(CARRIED, "COURT, rejected")];
        check(
            by("learned"),
            &carried,
            None,
            true,
            "From what you decided. Rejected by Ruth with the same words.",
        );
        check(Origin::Annotator("élise".into()), &[], Some(1), false, "Marked by élise; once in this text.");
    }
}
