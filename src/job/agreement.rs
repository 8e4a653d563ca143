//! The figures of agreement as JSON, for the command line and whoever else asks.

use serde_json::{Map, Value, json};

use crate::agreement::{
    Apart, Confusion, Counts, DocumentGamma, Figure, Gamma, Interval, Matched, PairReport, Report, Scheme,
    SpanCounts,
};

/// All figures of a report; `names` are the annotators', by their numbers. What is not defined is `null`.
pub fn agreement_json(names: &[String], matched: &Matched, report: &Report) -> Value {
    let name = |annotator: usize| names.get(annotator).cloned().unwrap_or_default();
    let apart = |one: &Apart| {
        let annotators: Vec<String> = one.annotators.iter().map(|annotator| name(*annotator)).collect();
        json!({"id": &*one.id, "annotators": annotators})
    };
    let by_label = report.by_label.iter().map(|(label, one)| {
        let figures = json!({"fleiss": one.fleiss, "alpha": one.alpha, "unitized_alpha": one.unitized});
        (label.name().to_owned(), figures)
    });
    json!({
        "annotators": names,
        "documents": {
            "compared": matched.shared.iter().map(|document| &*document.id).collect::<Vec<&str>>(),
            "differing": matched.differing.iter().map(apart).collect::<Vec<Value>>(),
            "alone": matched.alone.iter().map(apart).collect::<Vec<Value>>(),
        },
        "tokens": report.tokens,
        "labels": report.labels.iter().map(|label| label.name()).collect::<Vec<&str>>(),
        "pairs": report
            .pairs
            .iter()
            .map(|pair| pair_json([name(pair.first), name(pair.second)], matched, report, pair))
            .collect::<Vec<Value>>(),
        "fleiss": figure(report.fleiss),
        "alpha": figure(report.alpha),
        "unitized_alpha": report.unitized,
        "by_label": by_label.collect::<Map<String, Value>>(),
    })
}

/// Gamma of all documents and of each: for those who ask for it a part of what [`agreement_json`] gives.
pub fn gamma_json(matched: &Matched, gamma: &Gamma) -> Value {
    let id = |place: usize| matched.shared.get(place).map(|document| &*document.id);
    let document = |(place, one): &(usize, DocumentGamma)| {
        json!({
            "id": id(*place),
            "units": one.units,
            "value": one.value(),
            "sampling_error": one.error(),
            "observed_disorder": one.observed,
            "expected_disorder": one.expected,
            "samples": one.samples,
        })
    };
    json!({
        "value": gamma.figure.value,
        "interval": gamma.figure.interval.map(ends),
        "sampling_error": gamma.error,
        "documents": gamma.documents.iter().map(document).collect::<Vec<Value>>(),
        "skipped": gamma.skipped.iter().map(|place| id(*place)).collect::<Vec<Option<&str>>>(),
    })
}

fn pair_json(names: [String; 2], matched: &Matched, report: &Report, pair: &PairReport) -> Value {
    let [first, second] = names;
    let mut spans = schemes(&pair.spans.all);
    for (scheme, f1) in Scheme::ALL.iter().zip(&pair.f1) {
        if let Some(of_scheme) = spans.get_mut(scheme.name()) {
            of_scheme["f1_interval"] = f1.interval.map_or(Value::Null, ends);
        }
    }
    let labels = report.labels.iter().map(|label| {
        let counts = pair.spans.labels.get(label).copied().unwrap_or_default();
        let kappa = pair.label_kappa.get(label).copied().flatten();
        (label.name().to_owned(), json!({"spans": schemes(&counts), "kappa": kappa}))
    });
    let documents = pair.documents.iter().map(|(at, counts)| {
        let id = matched.shared.get(*at).map(|document| &*document.id);
        json!({"id": id, "spans": schemes(&counts.all), "labels": labels_of(counts)})
    });
    let values: Vec<Option<&str>> =
        std::iter::once(None).chain(report.labels.iter().map(|label| Some(label.name()))).collect();
    let cells = |confusion: &Confusion| confusion.cells.clone();
    json!({
        "first": first,
        "second": second,
        "spans": spans,
        "labels": labels.collect::<Map<String, Value>>(),
        "documents": documents.collect::<Vec<Value>>(),
        "kappa": figure(pair.kappa),
        "confusion": {"values": values, "tokens": cells(&pair.tokens), "spans": cells(&pair.marks)},
    })
}

fn labels_of(counts: &SpanCounts) -> Map<String, Value> {
    let labels = counts.labels.iter();
    labels.map(|(label, counts)| (label.name().to_owned(), Value::Object(schemes(counts)))).collect()
}

fn schemes(counts: &[Counts; 4]) -> Map<String, Value> {
    let of = |(scheme, counts): (&Scheme, &Counts)| {
        let figures = json!({
            "correct": counts.correct,
            "incorrect": counts.incorrect,
            "partial": counts.partial,
            "missed": counts.missed,
            "spurious": counts.spurious,
            "precision": counts.precision(),
            "recall": counts.recall(),
            "f1": counts.f1(),
        });
        (scheme.name().to_owned(), figures)
    };
    Scheme::ALL.iter().zip(counts).map(of).collect()
}

fn figure(figure: Figure) -> Value {
    json!({"value": figure.value, "interval": figure.interval.map(ends)})
}

fn ends(interval: Interval) -> Value {
    json!([interval.low, interval.high])
}
