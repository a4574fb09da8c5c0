#!/usr/bin/env python3
"""Fits the weights by which dafu ranks the instruments that a figure might carry, and writes them as a Swift table.

usage: fit.py --dafu PROGRAM --set NAME:CORPUS:GOLD[:WEIGHT] … [--folds N] [--rounds N] [--write InstrumentWeights.swift]

For each set of documents with a gold table the program lists every candidate with its features (`dafu normalize --candidates`);
a candidate is right where the scorer's rule says so (names and aliases, several right answers). The model is a conditional
logit: of a figure's candidates the sum of the right ones' shares is made as large as it can be, with an L2 penalty. The table
holds hundredths, so that the program adds whole numbers. --folds tells how it does on documents left out: always look at that
line, never at the figures of the documents it was fitted on. What earlier figures carried is a feature of later ones, and a
document reads too well by weights that were fitted to it: so before the last fit each fifth of the documents is read by weights
fitted to the others (--rounds, `dafu normalize --instrument-weights`). Needs numpy and scipy.
"""
import json, os, re, subprocess, tempfile
import numpy as np
import logit
from logit import table

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
RANKING = os.path.join(ROOT, "Sources", "DafuNormalize", "Linking", "Ranking")


def plain_features():
    """The names of the plain features, in the order of their numbers."""
    text = open(os.path.join(RANKING, "CandidateFeature.swift"), encoding="utf-8").read()
    names = []
    for line in text.split("/// Features of pairs")[0].splitlines():
        if found := re.match(r"\s*case (.*)", line):
            names += [name.strip() for name in found.group(1).split(",")]
    return names


PLAIN = plain_features()
ID = {name: number for number, name in enumerate(PLAIN)}
PAIRS, GROUPS = 192, 32
COUNT = PAIRS + GROUPS * 21
PLACES = 6
OBSERVED = COUNT + PLACES * len(PLAIN)
SIZE = OBSERVED + (1 << 15)


def place(features):
    """Which of six places a candidate has; `CandidateFeature.position` in Swift says the same."""
    if ID["none"] in features: return 5
    if ID["inClause"] in features: return 0
    if ID["oneClauseBefore"] in features or ID["clausesBefore"] in features: return 1
    if features & {ID["behindAttached"], ID["behindInClause"], ID["behindInSentence"]}: return 2
    if features & {ID["oneSentenceBefore"], ID["twoSentencesBefore"], ID["sentencesBefore"]}: return 3
    return 4


def bare(name):
    return "".join(c for c in (name or "") if c not in " \u3000“”\"'‘’「」《》")


def observations(dafu, corpus, weights=None):
    """The observations of a corpus with their candidates, by file name, and the names of each instrument's code. `weights` is
    a file of weights to read by instead of the program's."""
    root = os.path.abspath(ROOT)
    extracted = subprocess.run([dafu, "extract", corpus], capture_output=True, cwd=root).stdout
    lines = subprocess.run([dafu, "normalize", "--candidates"] + (["--instrument-weights", weights] if weights else []), input=extracted, capture_output=True, cwd=root).stdout
    found, names = {}, {}
    for row in table(os.path.join(root, "pipelines", "codelists", "instruments.csv")):
        names[row["code"]] = {bare(row["name"])} | {bare(alias) for alias in row["aliases"].split("|") if alias}
    for line in lines.splitlines():
        document = json.loads(line).get("normalized")
        if not document:
            continue
        for code in document["codes"]["instruments"]:
            names.setdefault(code["code"], set()).update({bare(code["name"])} | {bare(a) for a in code["aliases"]})
        found[os.path.basename(document["record"]["path"])] = document["observations"]
    return found, names


def paired(want, said, key):
    """What the program says of a figure of a gold table: of those with its text (its value and unit, where the table has no
    text) the first that is not paired yet and has the wanted derivation."""
    for one in said:
        if key in one["derivation"] and not one.get("paired") and (
                one["valueText"] == want["value_text"] if want["value_text"]
                else one["value"] == want["value"] and one["unit"] == want["unit"]):
            one["paired"] = True
            return one
    return None


def choices(dafu, name, corpus, gold, weight, derivation, column, said):
    """The figures of a set where a program lists what it chose among (`derivation`): document, candidates with the places of
    their features and whether a gold table's column has them, whether what the program says (`said`) is right."""
    found, _ = observations(dafu, corpus)
    rows = []
    for want in table(os.path.join(gold, "observations.csv")):
        wanted = [answer for answer in want[column].split("|") if answer]
        if want["optional"] == "1" or not wanted:
            continue
        match = paired(want, found.get(want["doc"], []), derivation)
        if not match:
            continue
        candidates = []
        for line in match["derivation"][derivation].split("\n"):
            answer, places = line.split("\t")
            candidates.append(([int(place) for place in places.split()], answer in wanted))
        rows.append({"set": name, "document": want["doc"], "weight": weight, "candidates": candidates,
                     "said": said(match) in wanted})
    possible = sum(any(right for _, right in row["candidates"]) for row in rows)
    print(f"{name}: {len(rows)} figures, a right candidate for {possible}", flush=True)
    return rows


def is_right(wanted, parts, names):
    """Whether a candidate, as pairs of name (with other forms behind `|`) and code, is one of the wanted instruments."""
    for want in wanted.split("|"):
        if not parts:
            if want == "_Z": return True
            continue
        sets = [{n.replace("＋", "+") for n in set(map(bare, name.split("|"))) | names.get(code, set())} for name, code in parts]
        if len(sets) == 1 and bare(want) in sets[0]: return True
        words = set(bare(want).split("+"))
        if all(any(word in part for part in sets) for word in words) and all(part & words for part in sets): return True
    return False


def figures(dafu, name, corpus, gold, weight, weights=None):
    """The figures of a set: their document, the features of each candidate, which candidates are right."""
    found, names = observations(dafu, corpus, weights)
    rows = []
    for want in table(os.path.join(gold, "observations.csv")):
        if want["optional"] == "1" or not want["instrument"].strip():
            continue
        match = paired(want, found.get(want["doc"], []), "candidates")
        if not match:
            continue
        candidates = []
        for line in match["derivation"]["candidates"].split("\n"):
            key, numbers, observed = line.split("\t")
            parts = [tuple(part.rsplit("=", 1)) for part in key.split("\x01") if part]
            features = [int(number) for number in numbers.split()]
            where = place(set(features))
            features += [COUNT + where * len(PLAIN) + number for number in features if number < len(PLAIN)]
            features += [OBSERVED + int(number) for number in observed.split()]
            candidates.append((features, is_right(want["instrument"], parts, names)))
        said = (match["instrument"], match["instrumentName"])
        parts = [] if said[0] == "_Z" else [tuple(pair) for pair in zip(said[1].split("+"), said[0].split("+"))]
        rows.append({"set": name, "document": want["doc"], "candidates": candidates, "weight": weight,
                     "said": is_right(want["instrument"], parts, names)})
    return rows


MODEL = logit.Choice(SIZE)
# Words are many and seen seldom: they may weigh less than what is known of the grammar.
RESTRAINT = np.where(np.arange(SIZE) >= OBSERVED, 4.0, 1.0)


def reread(dafu, sets, rows, folds, penalty):
    """The figures of all sets, each document read by weights that were fitted without it."""
    anew = []
    for others, out in logit.folds(rows, folds, seed=1):
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
            file.write(",".join(str(value) for value in logit.hundredths(MODEL.fit(others, penalty * RESTRAINT))))
            file.flush()
            for each in sets:
                anew += [row for row in figures(dafu, *each, file.name) if row["document"] in out]
    return anew


def main():
    parser = logit.arguments(__doc__, penalty=3)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    dafu, sets, rows = os.path.abspath(options.dafu), list(logit.sets(options)), []
    for each in sets:
        found = figures(dafu, *each)
        possible = sum(any(good for _, good in row["candidates"]) for row in found)
        print(f"{each[0]}: {len(found)} figures, a right candidate for {possible}", flush=True)
        rows += found
    for _ in range(options.rounds):
        rows = reread(dafu, sets, rows, options.folds or 5, options.penalty)
    if options.folds:
        logit.left_out(MODEL, rows, options.folds, options.penalty * RESTRAINT)
    w = MODEL.fit(rows, options.penalty * RESTRAINT)
    print(f"fitted on: {np.mean(MODEL.hits(rows, w)):.3f}")
    if options.write:
        logit.write(
            options.write, "InstrumentWeights",
            "What each feature of a candidate weighs, in hundredths of log-odds. Written by `Benchmarks/linking/fit.py`: fit anew,\n"
            "never edit. First the features by themselves, then the plain ones once more for each of six places, then the words around a\n"
            "figure beside where a candidate stands, its kind and its name.", w)


if __name__ == "__main__":
    main()
