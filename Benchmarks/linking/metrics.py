#!/usr/bin/env python3
"""Fits the weights by which dafu chooses among the metrics that a figure might measure.

usage: metrics.py --dafu PROGRAM --set NAME:CORPUS:GOLD[:WEIGHT] … [--folds N] [--write MetricWeights.swift]

For each set of documents with a gold table the program lists every candidate with the places of its features in a table
(`dafu normalize --candidates`). The model is a conditional logit with an L2 penalty, as for instruments (`fit.py`). --folds
tells how it does on documents left out, beside the program as it is: look at that line, never at the figures of the documents
it was fitted on. Needs numpy and scipy.
"""
import argparse, os, random
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from fit import observations, table

PLACES = 1 << 14


def figures(dafu, name, corpus, gold, weight):
    """The figures of a set: document, candidates with the places of their features and whether they are right."""
    found, _ = observations(dafu, corpus)
    rows, possible = [], 0
    for want in table(os.path.join(gold, "observations.csv")):
        metrics = [m for m in want["metric"].split("|") if m]
        if want["optional"] == "1" or not metrics:
            continue
        match = next((o for o in found.get(want["doc"], [])
                      if o["valueText"] == want["value_text"] and not o.get("paired")), None)
        if not match or "metrics" not in match["derivation"]:
            continue
        match["paired"] = True
        candidates = []
        for line in match["derivation"]["metrics"].split("\n"):
            metric, places = line.split("\t")
            candidates.append(([int(place) for place in places.split()], metric in metrics))
        possible += any(right for _, right in candidates)
        rows.append({"set": name, "document": want["doc"], "weight": weight, "candidates": candidates,
                     "said": match["metric"] in metrics})
    print(f"{name}: {len(rows)} figures, a right candidate for {possible}", flush=True)
    return rows


def matrix(rows):
    columns, ends, starts, right = [], [0], [0], []
    for row in rows:
        for places, is_right in row["candidates"]:
            columns += places
            ends.append(len(columns))
            right.append(is_right)
        starts.append(len(right))
    return csr_matrix((np.ones(len(columns), dtype=np.float32), columns, ends), shape=(len(right), PLACES)), np.array(starts), np.array(right)


def fit(rows, penalty):
    rows = [row for row in rows if any(right for _, right in row["candidates"])]
    x, starts, right = matrix(rows)
    weights = np.array([row["weight"] for row in rows])
    heads, group = starts[:-1], np.repeat(np.arange(len(rows)), np.diff(starts))
    transposed = x.T.tocsr()

    def loss(w):
        scores = x @ w
        e = np.exp(scores - np.maximum.reduceat(scores, heads)[group])
        total, good = np.add.reduceat(e, heads), e * right
        of_good = np.add.reduceat(good, heads)
        gradient = transposed @ ((e / total[group] - good / of_good[group]) * weights[group])
        return -((np.log(of_good) - np.log(total)) * weights).sum() + penalty / 2 * (w @ w), gradient + penalty * w

    return minimize(loss, np.zeros(PLACES), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


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
            by_set.setdefault(row["set"], []).append((row["said"], hit))
    everything = [pair for values in by_set.values() for pair in values]
    for name, values in [("all", everything)] + sorted(by_set.items()):
        said, hit = np.mean(np.array(values, dtype=float), axis=0)
        print(f"left out, {name}: {len(values)} figures, the program {said:.3f}, fitted anew {hit:.3f}", flush=True)


def write(path, w):
    values = [int(round(x * 100)) for x in w]
    lines = ["/// What each feature weighs for a metric, in hundredths of log-odds. Written by `Benchmarks/linking/metrics.py`: fit anew,",
             "/// never edit.", "enum MetricWeights {", "  static let values: [Int16] = ["]
    for begin in range(0, len(values), 16):
        lines.append("    " + ", ".join(str(value) for value in values[begin:begin + 16]) + ",")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines + ["  ]", "}", ""]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dafu", required=True)
    parser.add_argument("--set", action="append", required=True, help="NAME:CORPUS:GOLD[:WEIGHT]")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--penalty", type=float, default=1)
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
