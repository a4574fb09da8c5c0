#!/usr/bin/env python3
"""Fits the weights by which dafu chooses of which of the times that a document names a figure is.

usage: times.py --dafu PROGRAM --set NAME:CORPUS:GOLD[:WEIGHT] … [--folds N] [--write GoverningTimeWeights.swift]

For each set of documents with a gold table the program lists the times that a figure might be of, the rules' own first, with
their features as places in a table (`dafu normalize --candidates`); a time is right where its year is. Fit on a program whose
table is empty: what the figure before was of is a feature. The model is a conditional logit with an L2 penalty, in hundredths.
--folds tells how it does on documents left out, beside the rules: look at that line, never at the figures of the documents it
was fitted on. Needs numpy and scipy.
"""
import os
import logit
from fit import choices

PLACES = 8192


def main():
    options = logit.arguments(__doc__, penalty=2).parse_args()
    rows = [row for each in logit.sets(options) for row in choices(
        os.path.abspath(options.dafu), *each, "times", "year", lambda match: match["period"]["end"][:4])]
    model = logit.Choice(PLACES)
    if options.folds:
        logit.left_out(model, rows, options.folds, options.penalty)
    if options.write:
        logit.write(
            options.write, "GoverningTimeWeights",
            "What each feature of a time weighs, in hundredths of log-odds. Written by `Benchmarks/linking/times.py`: fit anew, never\n"
            "edit.", model.fit(rows, options.penalty))


if __name__ == "__main__":
    main()
