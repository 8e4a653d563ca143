"""Compares `tagline agree --json` on random cases with the programs whose figures it gives: seqeval, nervaluate,
krippendorff, scikit-learn and statsmodels; alpha for unitizing with its formulas, as they are printed; gamma with
pygamma-agreement.

agreement.py [CASES [SEED]], with TAGLINE the command line. Prints a line for each figure: how many values were compared, and
the largest difference. Ends with 1 if one is above 1e-9, or if nothing was compared.

The disorder that gamma expects is the mean of a sample, here and there. By their standard errors no two may be more than 6
apart, and all of them together, which would show a small difference that is always there, not more than 4.
"""

import json
import logging
import math
import os
import random
import subprocess
import sys
import tempfile
import warnings
from itertools import combinations
from pathlib import Path

import cvxopt.glpk
import krippendorff
import numpy as np
from nervaluate import Evaluator
from pyannote.core import Segment
from pygamma_agreement import CombinedCategoricalDissimilarity, Continuum
from seqeval.metrics import classification_report, f1_score, precision_score, recall_score
from sklearn.metrics import cohen_kappa_score, confusion_matrix
from statsmodels.stats.inter_rater import fleiss_kappa

WORDS = ["ab", "é", "漢", "👩‍🚀", "Rome", "ש", "q" * 30]
LABELS = ["X", "Y", "Z"]
SCHEMES = {"strict": "strict", "exact": "exact", "partial": "partial", "type": "ent_type"}
ROUNDS, SEED = 40, 7
# In how many cases pygamma-agreement draws samples, which takes most of the time, and how many at most. It draws as many as there
# are cases: with fewer the standard errors that the limits are told in are wider, with 50 by a fifth.
SAMPLED, MOST = 12, 200
DISSIMILARITY = CombinedCategoricalDissimilarity()

worst = {}
# How far expected disorders are apart, in standard errors.
deviations = []


def compare(name, ours, theirs, case):
    """Remembers how far two figures are apart; what is not defined is None."""
    if theirs is not None and math.isnan(theirs):
        theirs = None
    if ours is None or theirs is None:
        apart = 0.0 if ours is None and theirs is None else math.inf
    else:
        apart = abs(ours - theirs)
    count, most = worst.get(name, (0, 0.0))
    worst[name] = (count + 1, max(most, apart))
    if apart > 1e-9:
        print(f"case {case}, {name}: expected {theirs}, found {ours}")


def spans_of(count, like=None):
    """Spans of tokens that don't overlap; some of them another annotator's, left alone or changed a little."""
    spans, at = [], 0
    for start, end, label in like or []:
        start, end = start + random.choice([0, 0, 0, 1]), end + random.choice([0, 0, 0, -1, 1])
        if random.random() < 0.85 and at <= start < end <= count:
            spans.append((start, end, label if random.random() < 0.85 else random.choice(LABELS)))
            at = end
    while not like and random.random() < 0.9:
        start = at + random.randrange(5)
        end = start + random.choice([1, 1, 2, 3, 12])
        if end > count:
            break
        spans.append((start, end, random.choice(LABELS)))
        at = end
    return spans


def case_of():
    """Documents, each the tokens and every annotator's spans, None for who has not read it."""
    people = random.choice([2, 2, 3, 4])
    documents = []
    for number in range(random.choice([1, 2, 5])):
        tokens = [f"doc{number}"] + random.choices(WORDS, k=random.randrange(40))
        first = spans_of(len(tokens))
        readings = [first] + [spans_of(len(tokens), first) for _ in range(people - 1)]
        for person in range(people):
            if number > 0 and random.random() < 0.15:
                readings[person] = None
        if sum(reading is not None for reading in readings) > 1:
            documents.append((f"d{number}", tokens, readings))
    return people, documents


def notation(tokens, spans):
    """The text in bracket notation."""
    words = list(tokens)
    for start, end, label in spans:
        words[start] = f"[{label} {words[start]}"
        words[end - 1] += "]"
    return " ".join(words)


def characters(tokens, spans):
    """Spans in code points."""
    starts, at = [], 0
    for token in tokens:
        starts.append(at)
        at += len(token) + 1
    return [(starts[start], starts[end - 1] + len(tokens[end - 1]), label) for start, end, label in spans]


def tags(tokens, spans, prefixed):
    """What each token is, with B- and I- or without."""
    found = ["O"] * len(tokens)
    for start, end, label in spans:
        for token in range(start, end):
            prefix = "B-" if token == start else "I-"
            found[token] = prefix + label if prefixed else label
    return found


def entities(tokens, spans):
    """Spans as nervaluate takes them: their ends are the last character."""
    return [{"label": label, "start": start, "end": end - 1} for start, end, label in characters(tokens, spans)]


def draws(documents):
    """The documents of each round of the bootstrap, by SplitMix64."""
    state, mask = SEED, (1 << 64) - 1
    for _ in range(ROUNDS):
        drawn = []
        for _ in range(documents):
            state = (state + 0x9E3779B97F4A7C15) & mask
            mixed = state
            mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & mask
            mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
            drawn.append(((mixed ^ (mixed >> 31)) * documents) >> 64)
        yield drawn


def check_pair(case, pair, both, labels):
    """Two annotators: spans, kappa, confusion, intervals."""
    truth = [entities(tokens, first) for tokens, first, _ in both]
    found = [entities(tokens, second) for tokens, _, second in both]
    theirs = Evaluator(truth, found, tags=LABELS, loader="dict").evaluate()
    rows = [("all", pair["spans"], theirs["overall"])]
    rows += [(label, pair["labels"][label]["spans"], theirs["entities"][label]) for label in theirs["entities"]]
    for _, ours, of_them in rows:
        for scheme, name in SCHEMES.items():
            for figure in ("precision", "recall", "f1", "correct", "incorrect", "partial", "missed", "spurious"):
                expected = getattr(of_them[name], figure)
                compare(f"nervaluate {scheme}", ours[scheme][figure] or 0, expected, case)
    truth = [tags(tokens, first, True) for tokens, first, _ in both]
    found = [tags(tokens, second, True) for tokens, _, second in both]
    strict = pair["spans"]["strict"]
    for figure, score in (("precision", precision_score), ("recall", recall_score), ("f1", f1_score)):
        expected = score(truth, found, zero_division=0)
        compare("seqeval", strict[figure] or 0, expected, case)
    report = classification_report(truth, found, output_dict=True, zero_division=0) if any(map(any_span, truth)) else {}
    for label in set(report) & set(labels):
        compare("seqeval by label", pair["labels"][label]["spans"]["strict"]["f1"] or 0, report[label]["f1-score"], case)
    one = [tag for tokens, first, _ in both for tag in tags(tokens, first, False)]
    other = [tag for tokens, _, second in both for tag in tags(tokens, second, False)]
    if one:
        compare("scikit-learn kappa", pair["kappa"]["value"], cohen_kappa_score(one, other), case)
        theirs = confusion_matrix(one, other, labels=["O", *labels])
        for ours, of_them in zip(np.array(pair["confusion"]["tokens"]).ravel(), theirs.ravel(), strict=True):
            compare("scikit-learn confusion", int(ours), int(of_them), case)
        for label in labels:
            kappa = cohen_kappa_score([tag == label for tag in one], [tag == label for tag in other])
            compare("scikit-learn kappa by label", pair["labels"][label]["kappa"], kappa, case)
    scores = []
    for drawn in draws(len(both)):
        counts = [pair["documents"][document]["spans"]["strict"] for document in drawn]
        correct = sum(count["correct"] for count in counts)
        all_marks = sum(2 * count["correct"] + 2 * count["incorrect"] + count["missed"] + count["spurious"] for count in counts)
        if all_marks:
            scores.append(2 * correct / all_marks)
    ours = strict["f1_interval"] or [None, None]
    theirs = np.percentile(scores, [2.5, 97.5]) if scores else [None, None]
    for end, expected in zip(ours, theirs):
        compare("numpy percentile", end, expected, case)


def any_span(found):
    return any(tag != "O" for tag in found)


def unitized(length, observers):
    """Observed and expected disagreement, every pair of sections looked at; None if there is no unit."""
    people, count = len(observers), sum(map(len, observers))
    if not count or people < 2:
        return None
    sections = []
    for units in observers:
        at, found = 0, []
        for start, end in [*units, (length, length)]:
            if start > at:
                found.append((at, start - at, 0))
            if end > start:
                found.append((start, end - start, 1))
            at = end
        sections.append(found)
    observed = 0
    for i, of_i in enumerate(sections):
        for j, of_j in enumerate(sections):
            for b, l, v in of_i if i != j else []:
                for c, h, w in of_j:
                    if v and w and -l < b - c < h:
                        observed += (b - c) ** 2 + (b + l - c - h) ** 2
                    elif v and not w and h - l >= b - c >= 0:
                        observed += l * l
                    elif w and not v and h - l <= b - c <= 0:
                        observed += h * h
    units = [l for found in sections for _, l, v in found if v]
    gaps = [l for found in sections for _, l, v in found if not v]
    terms = [(count - 1) / 3 * (2 * l**3 - 3 * l**2 + l) + l * l * sum(h - l + 1 for h in gaps if h >= l) for l in units]
    places = people * length * (people * length - 1) - sum(l * (l - 1) for l in units)
    return observed / (people * (people - 1) * length**2), 2 / length * sum(terms) / places


def check_all(case, ours, people, documents, labels):
    """All annotators together: Fleiss, alpha, alpha for unitizing."""
    rows = []
    for _, tokens, readings in documents:
        said = [None if spans is None else tags(tokens, spans, False) for spans in readings]
        rows += [[None if one is None else one[token] for one in said] for token in range(len(tokens))]
    whole = [row for row in rows if None not in row]
    for label in [None, *labels]:
        known = ours if label is None else ours["by_label"][label]
        seen = (lambda tag: tag) if label is None else (lambda tag: None if tag is None else str(tag == label))
        values = sorted({seen(tag) for row in rows for tag in row if tag is not None})
        table = [[[seen(tag) for tag in row].count(value) for value in values] for row in whole]
        value = known["fleiss"] if label else known["fleiss"]["value"]
        expected = fleiss_kappa(np.array(table), method="fleiss") if table else None
        compare("statsmodels", value, None if expected is None else float(expected), case)
        matrix = np.array([[seen(row[person]) or "nan" for row in rows] for person in range(people)])
        value = known["alpha"] if label else known["alpha"]["value"]
        try:
            expected = float(krippendorff.alpha(matrix, level_of_measurement="nominal"))
        except ValueError:
            expected = None
        compare("krippendorff", value, expected, case)
    observed = expected = 0.0
    for label in labels:
        length, units = 0, [[] for _ in range(people)]
        for _, tokens, readings in documents:
            if None not in readings:
                for found, spans in zip(units, readings):
                    placed = characters(tokens, spans)
                    found += [(length + start, length + end) for start, end, one in placed if one == label]
                # The line end that the file has after the text is not part of it.
                length += len(" ".join(tokens))
        both = unitized(length, units)
        observed, expected = (observed + both[0], expected + both[1]) if both else (observed, expected)
        alpha = 1 - both[0] / both[1] if both and both[1] > 0 else None
        compare("unitized alpha by label", ours["by_label"][label]["unitized_alpha"], alpha, case)
    compare("unitized alpha", ours["unitized_alpha"], 1 - observed / expected if expected > 0 else None, case)


def disorder_of(alignment, units, people):
    """The disorder of an alignment as the paper has it, in double precision: pygamma-agreement's own is in single precision."""
    total = 0.0
    for unitary in alignment.unitary_alignments:
        for (_, one), (_, other) in combinations(unitary.n_tuple, 2):
            if one is None or other is None:
                total += 1
                continue
            a, b = one.segment, other.segment
            apart = (abs(a.start - b.start) + abs(a.end - b.end)) / (a.end - a.start + b.end - b.start)
            total += apart**2 + (one.annotation != other.annotation)
    return total / math.comb(people, 2) * people / units


def check_gamma(case, ours, documents, samples):
    """Observed disorder and gamma of each document, an id and each annotator's marks in code points; the mean of all.

    In the first cases also the expected disorder, by so many samples.
    """
    found = {one["id"]: one for one in ours["documents"]}
    assert not ours["skipped"], (case, ours["skipped"])
    total = weight = 0
    for id, readings in documents:
        continuum = Continuum()
        for annotator, marks in enumerate(readings):
            if marks is not None:
                continuum.add_annotator(str(annotator))
            for start, end, label in marks or []:
                continuum.add(str(annotator), Segment(start, end), label)
        units, people = continuum.num_units, continuum.num_annotators
        if not units:
            assert id not in found, (case, id)
            continue
        one = found.pop(id)
        best = continuum.get_best_alignment(DISSIMILARITY)
        compare(f"pygamma observed, {people} people", one["observed_disorder"], disorder_of(best, units, people), case)
        gamma = 1 - one["observed_disorder"] / one["expected_disorder"] if one["observed_disorder"] else 1
        compare("gamma of its disorders", one["value"], gamma, case)
        assert one["units"] == units, (case, id)
        total, weight = total + units * gamma, weight + units
        if case < SAMPLED and gamma < 1:
            np.random.seed(case)
            results = continuum.compute_gamma(DISSIMILARITY, n_samples=samples)
            theirs = np.array([float(alignment.disorder) for alignment in results.chance_alignments])
            error = one["sampling_error"] / (1 - gamma) * one["expected_disorder"] / 1.96
            error = math.hypot(error, theirs.std() / math.sqrt(samples))
            if error:
                deviations.append((one["expected_disorder"] - theirs.mean()) / error)
                if abs(deviations[-1]) > 6:
                    print(f"case {case}, {id}: expected a disorder of {theirs.mean()}, found {one}")
    assert not found, (case, found)
    compare("mean gamma", ours["value"], total / weight if weight else None, case)


def overlapping(length):
    """Marks of one annotator in code points, of which some lie over others."""
    starts = [random.randrange(length) for _ in range(random.randrange(9))]
    marks = {(start, min(length, start + random.choice([1, 3, 8, 30])), random.choice(LABELS)) for start in starts}
    return sorted(marks)


def check_overlapping(case, folder, samples):
    """Gamma of documents in which an annotator's own marks overlap."""
    people, length = random.choice([2, 3, 3, 4]), 60
    documents = []
    for number in range(2):
        text = "".join(random.choices("aé漢ש", k=length))
        documents.append((f"d{number}", text, [overlapping(length) for _ in range(people)]))
    files = []
    for person in range(people):
        file = folder / f"{person}.doccano.jsonl"
        rows = [{"id": id, "text": text, "label": readings[person]} for id, text, readings in documents]
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        files.append(str(file))
    check_gamma(case, agree(files)["gamma"], [(id, readings) for id, _, readings in documents], samples)


def agree(files):
    """What `tagline agree` says of them."""
    command = [os.environ["TAGLINE"], "agree", "--json", "--gamma", "--rounds", str(ROUNDS), "--seed", str(SEED), *files]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def check(case, folder, samples):
    """One random case."""
    people, documents = case_of()
    files = []
    for person in range(people):
        file = folder / f"{person}.brackets.txt"
        texts = [(id, tokens, readings[person]) for id, tokens, readings in documents if readings[person] is not None]
        file.write_text("".join(f"=== {id}\n{notation(tokens, spans)}\n" for id, tokens, spans in texts), encoding="utf-8")
        files.append(str(file))
    if any(not Path(file).read_text(encoding="utf-8") for file in files):
        return
    ours = agree(files)
    labels = sorted({label for _, _, readings in documents for spans in readings if spans for *_, label in spans})
    assert ours["labels"] == labels, (case, ours["labels"], labels)
    assert ours["documents"]["compared"] == sorted(id for id, *_ in documents), case
    assert ours["tokens"] == sum(len(tokens) for _, tokens, _ in documents), case
    for pair, (one, other) in zip(ours["pairs"], combinations(range(people), 2), strict=True):
        both = [(tokens, readings[one], readings[other]) for _, tokens, readings in documents]
        both = [(tokens, first, second) for tokens, first, second in both if first is not None and second is not None]
        if both:
            check_pair(case, pair, both, labels)
    check_all(case, ours, people, documents, labels)
    placed = lambda tokens, spans: None if spans is None else characters(tokens, spans)
    marks = [(id, [placed(tokens, spans) for spans in readings]) for id, tokens, readings in documents]
    check_gamma(case, ours["gamma"], marks, samples)


def main():
    cases, seed = (int(one) for one in (sys.argv[1:] + ["200", "1"][len(sys.argv) - 1 :])[:2])
    warnings.simplefilter("ignore")
    # pygamma-agreement says of each document that it has GLPK and no CBC, and GLPK what it does: turned off by one thread it would be
    # turned on by another.
    logging.disable(logging.WARNING)
    cvxopt.glpk.options["msg_lev"] = "GLP_MSG_OFF"
    random.seed(seed)
    with tempfile.TemporaryDirectory() as folder:
        for case in range(cases):
            check(case, Path(folder), min(cases, MOST))
            check_overlapping(case, Path(folder), min(cases, MOST))
    for name, (count, most) in worst.items():
        print(f"{name:<28} {count:>8,} compared, largest difference {most:.1e}")
    most = max(map(abs, deviations), default=math.inf)
    bias = abs(sum(deviations)) / math.sqrt(max(1, len(deviations)))
    print(f"{'pygamma expected':<28} {len(deviations):>8,} compared, at most {most:.1f} standard errors apart, their mean {bias:.1f}")
    bad = not worst or any(most > 1e-9 for _, most in worst.values())
    sys.exit(bool(bad or most > 6 or bias > 4))


main()
