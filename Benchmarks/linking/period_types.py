#!/usr/bin/env python3
"""Fits the weights by which dafu tells whether a figure is of a date, of a stretch or counted from a beginning.

usage: period_types.py --dafu PROGRAM --set NAME:CORPUS:GOLD[:WEIGHT] … [--folds N] [--write PeriodTypeWeights.swift]

For each set of documents with a gold table the program lists the features of each figure as places in a table
(`dafu normalize --candidates`). The model is a multinomial logit with an L2 penalty; where a gold cell holds several right
types, the sum of their shares counts. The table holds hundredths, so that the program adds whole numbers. --folds tells how
it does on documents left out, beside the rules: look at that line, never at the figures of the documents it was fitted on.
Needs numpy and scipy.
"""
import os
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
import logit
from fit import observations, paired

PLACES = 16384
TYPES = ["instant", "duration", "cumulative"]


def figures(dafu, name, corpus, gold, weight):
    """The figures of a set: document, places of their features, what the program says, which types are right."""
    found, _ = observations(dafu, corpus)
    rows = []
    for want in logit.table(os.path.join(gold, "observations.csv")):
        types = [t for t in want["period_type"].split("|") if t]
        if want["optional"] == "1" or not types:
            continue
        match = paired(want, found.get(want["doc"], []), "periodType")
        if not match:
            continue
        rows.append({"set": name, "document": want["doc"], "weight": weight, "said": match["period"]["type"] in types,
                     "places": [int(place) for place in match["derivation"]["periodType"].split()],
                     "right": [t in types for t in TYPES]})
    return rows


class Types:
    """A multinomial logit: of the three types the sum of the right ones' shares is made as large as it can be."""

    def matrix(self, rows):
        columns, ends = [], [0]
        for row in rows:
            columns += row["places"]
            ends.append(len(columns))
        return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), PLACES))

    def fit(self, rows, penalty):
        x, right = self.matrix(rows), np.array([row["right"] for row in rows], dtype=float)
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

        start = np.zeros(PLACES * 3)
        return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x.reshape(PLACES, 3)

    def hits(self, rows, w):
        return [row["right"][int(place)] for row, place in zip(rows, (self.matrix(rows) @ w).argmax(axis=1))]


def main():
    options = logit.arguments(__doc__, penalty=1.5).parse_args()
    rows = [row for each in logit.sets(options) for row in figures(os.path.abspath(options.dafu), *each)]
    if options.folds:
        logit.left_out(Types(), rows, options.folds, options.penalty)
    if options.write:
        logit.write(
            options.write, "PeriodTypeWeights",
            "What each feature weighs for a date, a stretch and a count from a beginning, in hundredths of log-odds. Written by\n"
            "`Benchmarks/linking/period_types.py`: fit anew, never edit.", Types().fit(rows, options.penalty))


if __name__ == "__main__":
    main()
