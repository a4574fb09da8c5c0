#!/usr/bin/env python3
"""Fits the weights by which dafu ranks the instruments that a figure might carry, and writes them as a Swift table.

usage: fit.py --dafu PROGRAM --set NAME:CORPUS:GOLD[:WEIGHT] … [--folds N] [--write InstrumentWeights.swift]

For each set of documents with a gold table the program lists every candidate with its features (`dafu normalize --candidates`);
a candidate is right where the scorer's rule says so (names and aliases, several right answers). The model is a conditional
logit: of a figure's candidates the sum of the right ones' shares is made as large as it can be, with an L2 penalty. The table
holds hundredths, so that the program adds whole numbers. --folds tells how it does on documents left out: always look at that
line, never at the figures of the documents it was fitted on. What earlier figures carried is a feature of later ones, so fit,
build and fit again until the table settles. Needs numpy and scipy.
"""
import argparse, csv, json, os, random, re, subprocess, sys, tempfile
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

csv.field_size_limit(10**9)
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
SIZE = COUNT + PLACES * len(PLAIN)


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


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def observations(dafu, corpus):
    """The observations of a corpus with their candidates, by file name, and the names of each instrument's code."""
    root = os.path.abspath(ROOT)
    extracted = subprocess.run([dafu, "extract", corpus], capture_output=True, cwd=root).stdout
    lines = subprocess.run([dafu, "normalize", "--candidates"], input=extracted, capture_output=True, cwd=root).stdout
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


def is_right(wanted, parts, names):
    """Whether a candidate, as pairs of name and code, is one of the wanted instruments."""
    for want in wanted.split("|"):
        if not parts:
            if want == "_Z": return True
            continue
        sets = [{n.replace("＋", "+") for n in {bare(name)} | names.get(code, set())} for name, code in parts]
        if len(sets) == 1 and bare(want) in sets[0]: return True
        words = set(bare(want).split("+"))
        if all(any(word in part for part in sets) for word in words) and all(part & words for part in sets): return True
    return False


def figures(dafu, name, corpus, gold, weight):
    """The figures of a set: their document, the features of each candidate, which candidates are right."""
    found, names = observations(dafu, corpus)
    rows = []
    for want in table(os.path.join(gold, "observations.csv")):
        if want["optional"] == "1" or not want["instrument"].strip():
            continue
        said = found.get(want["doc"], [])
        match = next((o for o in said if o["valueText"] == want["value_text"] and not o.get("taken")), None)
        if not match or "candidates" not in match["derivation"]:
            continue
        match["taken"] = True
        candidates = []
        for line in match["derivation"]["candidates"].split("\n"):
            key, numbers = line.split("\t")
            parts = [tuple(part.rsplit("=", 1)) for part in key.split("\x01") if part]
            features = [int(number) for number in numbers.split()]
            where = place(set(features))
            features += [COUNT + where * len(PLAIN) + number for number in features if number < len(PLAIN)]
            candidates.append((features, is_right(want["instrument"], parts, names)))
        rows.append({"set": name, "document": want["doc"], "candidates": candidates, "weight": weight})
    return rows


def matrix(rows):
    columns, ends, starts, right = [], [0], [0], []
    for row in rows:
        for features, is_good in row["candidates"]:
            columns += features
            ends.append(len(columns))
            right.append(is_good)
        starts.append(len(right))
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(right), SIZE)), np.array(starts), np.array(right)


def fit(rows, penalty):
    rows = [row for row in rows if any(good for _, good in row["candidates"])]
    x, starts, right = matrix(rows)
    weights = np.array([row["weight"] for row in rows])
    heads, group = starts[:-1], np.repeat(np.arange(len(rows)), np.diff(starts))
    transposed = x.T.tocsr()

    def loss(w):
        scores = x @ w
        e = np.exp(scores - np.maximum.reduceat(scores, heads)[group])
        total = np.add.reduceat(e, heads)
        good = e * right
        of_good = np.add.reduceat(good, heads)
        gradient = transposed @ ((e / total[group] - good / of_good[group]) * weights[group])
        return -((np.log(of_good) - np.log(total)) * weights).sum() + penalty / 2 * (w @ w), gradient + penalty * w

    return minimize(loss, np.zeros(SIZE), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x


def hits(rows, w):
    x, starts, right = matrix(rows)
    scores = x @ w
    return [bool(right[a + int(np.argmax(scores[a:b]))]) for a, b in zip(starts, starts[1:])]


def cross_validate(rows, folds, penalty):
    documents = sorted({row["document"] for row in rows})
    random.Random(0).shuffle(documents)
    by_set = {}
    for fold in range(folds):
        out = set(documents[fold::folds])
        w = fit([row for row in rows if row["document"] not in out], penalty)
        rest = [row for row in rows if row["document"] in out]
        for row, hit in zip(rest, hits(rest, w)):
            by_set.setdefault(row["set"], []).append(hit)
    everything = [hit for values in by_set.values() for hit in values]
    print(f"left out: {np.mean(everything):.3f} of {len(everything)} figures;",
          ", ".join(f"{name} {np.mean(values):.3f}" for name, values in sorted(by_set.items())))


def write(path, w):
    values = [int(round(x * 100)) for x in w]
    lines = ["/// What each feature of a candidate weighs, in hundredths of log-odds. Written by `Benchmarks/linking/fit.py`: fit anew,",
             "/// never edit. First the features by themselves, then the plain ones once more for each of six places.",
             "enum InstrumentWeights {", "  static let values: [Int16] = ["]
    for begin in range(0, len(values), 20):
        lines.append("    " + ", ".join(str(value) for value in values[begin:begin + 20]) + ",")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines + ["  ]", "}", ""]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dafu", required=True)
    parser.add_argument("--set", action="append", required=True, help="NAME:CORPUS:GOLD[:WEIGHT]")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--penalty", type=float, default=3)
    parser.add_argument("--write")
    options = parser.parse_args()
    rows = []
    for text in options.set:
        name, corpus, gold, *weight = text.split(":")
        found = figures(os.path.abspath(options.dafu), name, os.path.abspath(corpus), gold, float(weight[0]) if weight else 1)
        possible = sum(any(good for _, good in row["candidates"]) for row in found)
        print(f"{name}: {len(found)} figures, a right candidate for {possible}", flush=True)
        rows += found
    if options.folds:
        cross_validate(rows, options.folds, options.penalty)
    w = fit(rows, options.penalty)
    print(f"fitted on: {np.mean(hits(rows, w)):.3f}")
    if options.write:
        write(options.write, w)


if __name__ == "__main__":
    main()
