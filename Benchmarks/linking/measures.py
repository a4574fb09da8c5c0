#!/usr/bin/env python3
"""Fits the weights by which dafu tells a level from a bound or a share, and what a change is measured against.

usage: measures.py --dafu PROGRAM --set NAME:CORPUS:GOLD[:WEIGHT] … [--folds N] [--write MeasureWeights.swift]

For each set of documents with a gold table the program lists the measures of one sort that a figure might be, with their
features as places in a table (`dafu normalize --candidates`). Fit on a program whose table is empty: what the figure before is
is a feature. The model is a conditional logit with an L2 penalty, in hundredths. --folds tells how it does on documents left
out, beside the rules: look at that line, never at the figures of the documents it was fitted on. Needs numpy and scipy.
"""
import os
import logit
from fit import choices

MODEL = logit.Choice(1 << 13)


def main():
    options = logit.arguments(__doc__, penalty=2).parse_args()
    rows = [row for each in logit.sets(options) for row in choices(
        os.path.abspath(options.dafu), *each, "measures", "measure", lambda match: match["measure"])]
    if options.folds:
        logit.left_out(MODEL, rows, options.folds, options.penalty)
    if options.write:
        logit.write(
            options.write, "MeasureWeights",
            "What each feature weighs for a measure, in hundredths of log-odds. Written by `Benchmarks/linking/measures.py`: fit\n"
            "anew, never edit.", MODEL.fit(rows, options.penalty))


if __name__ == "__main__":
    main()
