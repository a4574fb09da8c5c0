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
from fit import choices

MODEL = logit.Choice(1 << 16)


def main():
    options = logit.arguments(__doc__, penalty=1).parse_args()
    rows = [row for each in logit.sets(options) for row in choices(
        os.path.abspath(options.dafu), *each, "metrics", "metric", lambda match: match["metric"])]
    if options.folds:
        logit.left_out(MODEL, rows, options.folds, options.penalty)
    if options.write:
        logit.write(
            options.write, "MetricWeights",
            "What each feature weighs for a metric, in hundredths of log-odds. Written by `Benchmarks/linking/metrics.py`: fit anew,\n"
            "never edit.", MODEL.fit(rows, options.penalty))


if __name__ == "__main__":
    main()
