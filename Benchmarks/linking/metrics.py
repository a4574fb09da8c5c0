#!/usr/bin/env python3
"""Fits the weights by which dafu chooses among the metrics that a figure might measure.

usage: metrics.py --dafu PROGRAM --set NAME:CORPUS:GOLD[:WEIGHT] … [--folds N] [--write MetricWeights.swift]

For each set of documents with a gold table the program lists every candidate with the places of its features in a table
(`dafu normalize --candidates`). The model is a conditional logit with an L2 penalty, as for instruments (`fit.py`). --folds
tells how it does on documents left out, beside the program as it is: look at that line, never at the figures of the documents
it was fitted on. Needs numpy and scipy.
"""
import os
import logit
from fit import observations, paired

MODEL = logit.Choice(1 << 14)


def figures(dafu, name, corpus, gold, weight):
    """The figures of a set: document, candidates with the places of their features and whether they are right."""
    found, _ = observations(dafu, corpus)
    rows, possible = [], 0
    for want in logit.table(os.path.join(gold, "observations.csv")):
        metrics = [m for m in want["metric"].split("|") if m]
        if want["optional"] == "1" or not metrics:
            continue
        match = paired(want, found.get(want["doc"], []), "metrics")
        if not match:
            continue
        candidates = []
        for line in match["derivation"]["metrics"].split("\n"):
            metric, places = line.split("\t")
            candidates.append(([int(place) for place in places.split()], metric in metrics))
        possible += any(right for _, right in candidates)
        rows.append({"set": name, "document": want["doc"], "weight": weight, "candidates": candidates,
                     "said": match["metric"] in metrics})
    print(f"{name}: {len(rows)} figures, a right candidate for {possible}", flush=True)
    return rows


def main():
    options = logit.arguments(__doc__, penalty=2).parse_args()
    rows = [row for each in logit.sets(options) for row in figures(os.path.abspath(options.dafu), *each)]
    if options.folds:
        logit.left_out(MODEL, rows, options.folds, options.penalty)
    if options.write:
        logit.write(
            options.write, "MetricWeights",
            "What each feature weighs for a metric, in hundredths of log-odds. Written by `Benchmarks/linking/metrics.py`: fit anew,\n"
            "never edit.", MODEL.fit(rows, options.penalty))


if __name__ == "__main__":
    main()
