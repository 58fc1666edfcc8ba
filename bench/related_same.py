"""How well the same copy is told from templates, roundups and takes, and the weights that tell it.

    .venv/bin/python bench/related_same.py [--json] [--data ../shared/related] [--write]

F1 of `same` on pairs of real wire copy that people judged: twenty shuffled five-fold cross-validations, both lines of
the rule fitted on each training part anew. Beside it plain five-word-shingle containment with its threshold fitted the
same way. Then, by the shipped rule, how many of each kind of made edit are linked as they should be; the same with the
roundup line fitted on one half of the source stories and measured on the other; and how often a story's fingerprints
find its edit; and how many pairs of our own are told, those learnt from (`same_copy.toml` here) and those not (the
one in `tests/story`). `--write` fits both lines on everything and writes them where the product reads them.
"""

import argparse
import gzip
import json
import random
import statistics
import sys
import tomllib
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.logistic import Example, fit
from wiredesk.story.related import same, same_rule
from wiredesk.story.related.same import Kind
from wiredesk.story.related.same_rule import SHIPPED, Line, Rule
from wiredesk.story.related.shingles import Text, fingerprints, read, shared

DATA = Path(__file__).parents[2] / "shared" / "related"
OWN = Path(__file__).with_name("same_copy.toml")
UNSEEN = Path(__file__).parents[1] / "tests" / "story" / "same_copy.toml"
SAME = ("containment", "numbers_against", "masked_only", "subjects_shared", "names_shared", "untied")
ROUNDUP = (
    *("sentences_new", "cut_from_end", "sentences", "cut_from_long", "new_is_related"),
    *("begins_after", "words_new", "cut_from_start", "signed_off"),
)
ROUNDS, FOLDS = 20, 5
SAME_RIDGE, ROUNDUP_RIDGE = 0.5, 0.02
EDITS_COUNT = 400.0
"""What all made edits together count for beside one judged pair."""
OWN_COUNT = 2.0
"""What a pair of our own counts for beside one judged pair."""
TAKES_COUNT = 2.5
"""What a take counts for beside a roundup: where they look alike the take is the likelier on a wire."""

SHORTEST_ROUNDUP = 30
"""Words of other stories: some made roundups have none, and are cuts in all but label. They are not learnt from."""


class Pair(msgspec.Struct, frozen=True):
    """Two texts and what is known of them: `kind` of an edit, or `same` of judged pairs."""

    earlier: str
    later: str
    label: str
    headlines: tuple[str, str] = ("", "")

    @property
    def texts(self) -> tuple[Text, Text]:
        """Both, taken apart."""
        return read(self.earlier, self.headlines[0]), read(self.later, self.headlines[1])


def load(data: Path) -> tuple[list[Pair], list[Pair]]:
    """The judged pairs and the made edits."""
    with gzip.open(data / "same-copy-pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
        pairs = [_judged(json.loads(line)) for line in lines]
    with gzip.open(data / "same-copy-edits.jsonl.gz", "rt", encoding="utf-8") as lines:
        edits = [Pair(row["source_text"], row["edited_text"], row["kind"]) for row in map(json.loads, lines)]
    return pairs, edits


def _judged(row: dict[str, Any]) -> Pair:
    one, two = row["a"], row["b"]
    return Pair(one["text"], two["text"], str(row["same"]), (one["headline"], two["headline"]))


def own(path: Path) -> list[Pair]:
    """Pairs of our own writing: all of a `story` are one page, no two of a `background` or a `form` are."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    groups = [("background", [(head, f"{lead}\n{row['closing'].strip()}") for head, lead in row["stories"]])
              for row in table["background"]]  # fmt: skip
    groups += [("form", row["stories"]) for row in table["form"]]
    groups += [("story", row["versions"]) for row in table["story"]]
    return [
        Pair(earlier, later, label, (first, second))
        for label, stories in groups
        for (first, earlier), (second, later) in combinations(stories, 2)
    ]


class Measured(msgspec.Struct, frozen=True):
    """What the two lines weigh in one pair; roundups are asked for both ways round."""

    label: str
    same: tuple[float, ...]
    held: tuple[tuple[float, ...], ...]
    words_new: int


def measure(pair: Pair) -> Measured:
    """The features of a pair."""
    one, two = pair.texts
    passages = shared(one, two)
    weighed = same.same_features(same.weigh(one, two, passages))
    held: tuple[tuple[float, ...], ...] = ()
    if passages.pairs:
        held = (same.roundup_features(one, two, passages), same.roundup_features(two, one, same.turned(passages)))
    return Measured(pair.label, weighed, held, len(two.tokens) - len(passages.pairs))


def fit_same(pairs: Sequence[Measured], edits: Sequence[Measured], ours: Sequence[Measured]) -> Line:
    """The line between the same copy and templates. Edits are of the same copy, and plenty: they count for less."""
    examples = [Example(one.same, one.label == "True") for one in pairs]
    examples += [Example(one.same, label=True, counts=EDITS_COUNT / len(edits)) for one in edits]
    examples += [Example(one.same, one.label == "story", OWN_COUNT) for one in ours]
    return fit(examples, SAME, SAME_RIDGE)


def fit_roundup(edits: Sequence[Measured], pairs: Sequence[Measured]) -> Line:
    """The line between roundups and takes: edits, and judged takes and copies, both ways round."""
    examples = []
    for one in edits:
        if one.held and not (one.label == "roundup" and one.words_new < SHORTEST_ROUNDUP):
            there, back = one.held
            roundup = one.label == "roundup"
            examples.append(Example(there, roundup, 1.0 if roundup else TAKES_COUNT))
            examples.append(Example(back, label=False, counts=TAKES_COUNT))
    for one in pairs:
        if one.label == "True":
            examples += [Example(held, label=False, counts=TAKES_COUNT) for held in one.held]
    return fit(examples, ROUNDUP, ROUNDUP_RIDGE)


def f1(labels: Sequence[bool], answers: Sequence[bool]) -> float:
    """The harmonic mean of precision and recall."""
    right = sum(one and two for one, two in zip(labels, answers, strict=True))
    return 2 * right / max(1, sum(labels) + sum(answers))


def crossed(pairs: list[Pair], measured: list[Measured], edits: list[Measured], made: list[Measured]) -> dict[str, Any]:
    """F1 of `same` over twenty shuffled five-fold cross-validations, and of containment alone."""
    texts = [pair.texts for pair in pairs]
    labels = [pair.label == "True" for pair in pairs]
    ours, plain = [], []
    for turn in range(ROUNDS):
        order = list(range(len(pairs)))
        random.Random(turn).shuffle(order)
        answers, simple = [False] * len(pairs), [False] * len(pairs)
        for fold in range(FOLDS):
            held_out = set(order[fold::FOLDS])
            known = [measured[at] for at in order if at not in held_out]
            rule = Rule(fit_same(known, edits, made), fit_roundup(edits[turn::ROUNDS], known))
            tried = sorted({one.same[0] for one in known})
            best = max(tried, key=lambda cut: f1([k.label == "True" for k in known], [k.same[0] >= cut for k in known]))
            for at in held_out:
                answers[at] = same.judge(*texts[at], rule).same
                simple[at] = measured[at].same[0] >= best
        ours.append(f1(labels, answers))
        plain.append(f1(labels, simple))
    return {
        "f1": round(statistics.mean(ours), 3),
        "worst": round(min(ours), 3),
        "best": round(max(ours), 3),
        "containment_alone": round(statistics.mean(plain), 3),
    }


def right(label: str, kind: Kind) -> bool:
    """Whether a pair is linked as it should be."""
    if label in ("background", "form"):
        return kind in (Kind.TEMPLATE, Kind.NONE)
    return kind is Kind.CONTAINS if label == "roundup" else kind in (Kind.COPY, Kind.TAKE)


def by_kind(edits: Sequence[Pair], rule: Rule) -> dict[str, dict[str, Any]]:
    """For each kind of edit how many there are, the share linked as it should be, and the share linked at all."""
    told: dict[str, list[Kind]] = {}
    for edit in edits:
        told.setdefault(edit.label, []).append(same.judge(*edit.texts, rule).kind)
    return {
        label: {
            "edits": len(kinds),
            "right": round(sum(right(label, kind) for kind in kinds) / len(kinds), 4),
            "linked": round(sum(kind not in (Kind.NONE, Kind.TEMPLATE) for kind in kinds) / len(kinds), 4),
        }
        for label, kinds in sorted(told.items())
    }


def halves(edits: list[Pair], measured: list[Measured], pairs: list[Measured]) -> dict[str, dict[str, Any]]:
    """`by_kind` where no source story was learnt from: each half by the line fitted on the other."""
    sources = sorted({edit.earlier for edit in edits})
    random.Random(1).shuffle(sources)
    first = set(sources[::2])
    line = SHIPPED.same
    found: dict[str, dict[str, Any]] = {}
    for learnt in (True, False):
        known = [one for edit, one in zip(edits, measured, strict=True) if (edit.earlier in first) is learnt]
        unseen = [edit for edit in edits if (edit.earlier in first) is not learnt]
        for label, row in by_kind(unseen, Rule(line, fit_roundup(known, pairs))).items():
            before = found.setdefault(label, {"edits": 0, "right": 0.0})
            before["edits"] += row["edits"]
            before["right"] += row["right"] * row["edits"]
    return {
        label: {"edits": row["edits"], "right": round(row["right"] / row["edits"], 4)} for label, row in found.items()
    }


def recall(edits: Sequence[Pair]) -> dict[str, float]:
    """For each kind of edit the share whose fingerprints have one of their source's."""
    hits: dict[str, list[bool]] = {}
    for edit in edits:
        found = not set(fingerprints(edit.earlier)).isdisjoint(fingerprints(edit.later))
        hits.setdefault(edit.label, []).append(found)
    return {label: round(statistics.mean(found), 4) for label, found in sorted(hits.items())}


def show(figures: dict[str, Any]) -> None:
    """The figures as tables."""
    pairs = figures["pairs"]
    print(f"same, F1 on {pairs['pairs']} judged pairs, {ROUNDS} x {FOLDS} folds")
    print(f"  this rule              {pairs['f1']:.3f}  ({pairs['worst']:.3f} to {pairs['best']:.3f}; goal 0.93)")
    print(f"  containment alone      {pairs['containment_alone']:.3f}\n")
    print(f"{'made edits':12}{'number':>8}{'right':>9}{'linked':>9}{'unseen':>9}{'found by fingerprint':>22}")
    for label, row in figures["edits"].items():
        unseen, found = figures["unseen"][label]["right"], figures["fingerprints"][label]
        print(f"{label:12}{row['edits']:>8}{row['right']:>9.4f}{row['linked']:>9.4f}{unseen:>9.4f}{found:>22.4f}")
    print(f"\n{'of our own':12}{'pairs':>8}{'right':>9}{'not learnt from':>18}{'right':>9}")
    for label, row in figures["own"].items():
        unseen = figures["own_unseen"][label]
        print(f"{label:12}{row['edits']:>8}{row['right']:>9.4f}{unseen['edits']:>18}{unseen['right']:>9.4f}")


def main() -> None:
    """Measure and print, or fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--write", action="store_true", help="fit on everything and write the rule")
    given = parser.parse_args()
    if not given.data.is_dir():
        raise SystemExit(f"{given.data} is not there: say with --data where the pairs and edits are.")
    pairs, edits = load(given.data)
    measured, of_edits = [measure(pair) for pair in pairs], [measure(edit) for edit in edits]
    ours = own(OWN)
    of_ours = [measure(pair) for pair in ours]
    if given.write:
        rule = Rule(fit_same(measured, of_edits, of_ours), fit_roundup(of_edits, measured))
        target = Path(same_rule.__file__).with_suffix(".json")
        target.write_bytes(msgspec.json.format(msgspec.json.encode(rule), indent=2) + b"\n")
        print(f"written: {target}")
        return
    figures = {
        "bench": "related_same",
        "pairs": {"pairs": len(pairs)} | crossed(pairs, measured, of_edits, of_ours),
        "edits": by_kind(edits, SHIPPED),
        "unseen": halves(edits, of_edits, measured),
        "fingerprints": recall(edits),
        "own": by_kind(ours, SHIPPED),
        "own_unseen": by_kind(own(UNSEEN), SHIPPED),
    }
    if given.json:
        print(json.dumps(figures))
    else:
        show(figures)


if __name__ == "__main__":
    main()
