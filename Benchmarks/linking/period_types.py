#!/usr/bin/env python3
"""Fits the weights by which dafu tells whether a figure is of a date, of a stretch or counted from a beginning.

usage: period_types.py --dafu PROGRAM --set NAME:CORPUS:GOLD[:WEIGHT] … [--folds N] [--write PeriodTypeWeights.swift]

For each set of documents with a gold table the program lists the features of each figure as places in a table
(`dafu normalize --candidates`). The model is a multinomial logit with an L2 penalty; where a gold cell holds several right
types, the sum of their shares counts. The table holds hundredths, so that the program adds whole numbers. --folds tells how
it does on documents left out, beside the rules: look at that line, never at the figures of the documents it was fitted on.
Needs numpy and scipy.
"""
import argparse, os, random
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from fit import observations, table

PLACES = 8192
TYPES = ["instant", "duration", "cumulative"]


def figures(dafu, name, corpus, gold, weight):
    """The figures of a set: document, places of their features, what the program says, which types are right."""
    found, _ = observations(dafu, corpus)
    rows = []
    for want in table(os.path.join(gold, "observations.csv")):
        types = [t for t in want["period_type"].split("|") if t]
        if want["optional"] == "1" or not types:
            continue
        match = next((o for o in found.get(want["doc"], [])
                      if o["valueText"] == want["value_text"] and not o.get("paired")), None)
        if not match or "periodType" not in match["derivation"]:
            continue
        match["paired"] = True
        rows.append({"set": name, "document": want["doc"], "weight": weight, "said": match["period"]["type"],
                     "places": [int(place) for place in match["derivation"]["periodType"].split()],
                     "right": [t in types for t in TYPES]})
    return rows


def matrix(rows):
    columns, ends = [], [0]
    for row in rows:
        columns += row["places"]
        ends.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), PLACES))


def fit(rows, penalty):
    x, right = matrix(rows), np.array([row["right"] for row in rows], dtype=float)
    weights = np.array([row["weight"] for row in rows])[:, None]
    transposed = x.T.tocsr()

    def loss(flat):
        w = flat.reshape(PLACES, 3)
        scores = x @ w
        e = np.exp(scores - scores.max(axis=1, keepdims=True))
        total, good = e.sum(axis=1, keepdims=True), (e * right).sum(axis=1, keepdims=True)
        gradient = transposed @ ((e / total - e * right / good) * weights)
        return float(-((np.log(good) - np.log(total)) * weights).sum() + penalty / 2 * (flat @ flat)), \
            (gradient + penalty * w).ravel()

    return minimize(loss, np.zeros(PLACES * 3), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x.reshape(PLACES, 3)


def hits(rows, w):
    return [row["right"][int(place)] for row, place in zip(rows, (matrix(rows) @ w).argmax(axis=1))]


def cross_validate(rows, folds, penalty):
    documents = sorted({row["document"] for row in rows})
    random.Random(0).shuffle(documents)
    by_set = {}
    for fold in range(folds):
        out = set(documents[fold::folds])
        w = fit([row for row in rows if row["document"] not in out], penalty)
        rest = [row for row in rows if row["document"] in out]
        for row, hit in zip(rest, hits(rest, w)):
            by_set.setdefault(row["set"], []).append((row["right"][TYPES.index(row["said"])], hit))
    everything = [pair for values in by_set.values() for pair in values]
    for name, values in [("all", everything)] + sorted(by_set.items()):
        said, hit = np.mean(np.array(values, dtype=float), axis=0)
        print(f"left out, {name}: {len(values)} figures, the program {said:.3f}, fitted anew {hit:.3f}", flush=True)


def write(path, w):
    values = [int(round(x * 100)) for x in w.ravel()]
    lines = ["/// What each feature weighs for a date, a stretch and a count from a beginning, in hundredths of log-odds. Written by",
             "/// `Benchmarks/linking/period_types.py`: fit anew, never edit.",
             "enum PeriodTypeWeights {", "  static let values: [Int16] = ["]
    for begin in range(0, len(values), 16):
        lines.append("    " + ", ".join(str(value) for value in values[begin:begin + 16]) + ",")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines + ["  ]", "}", ""]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dafu", required=True)
    parser.add_argument("--set", action="append", required=True, help="NAME:CORPUS:GOLD[:WEIGHT]")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--penalty", type=float, default=1.5)
    parser.add_argument("--write")
    options = parser.parse_args()
    rows = []
    for text in options.set:
        name, corpus, gold, *weight = text.split(":")
        rows += figures(os.path.abspath(options.dafu), name, os.path.abspath(corpus), gold, float(weight[0]) if weight else 1)
    if options.folds:
        cross_validate(rows, options.folds, options.penalty)
    if options.write:
        write(options.write, fit(rows, options.penalty))


if __name__ == "__main__":
    main()
