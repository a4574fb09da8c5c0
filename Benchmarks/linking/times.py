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
from fit import observations, paired

PLACES = 8192


def figures(dafu, name, corpus, gold, weight):
    """The figures of a set: document, features of each candidate and whether it is right, whether the rules' own is."""
    found, _ = observations(dafu, corpus)
    rows = []
    for want in logit.table(os.path.join(gold, "observations.csv")):
        years = [year for year in want["year"].split("|") if year]
        if want["optional"] == "1" or not years:
            continue
        match = paired(want, found.get(want["doc"], []), "times")
        if not match:
            continue
        candidates = []
        for line in match["derivation"]["times"].split("\n"):
            year, places = line.split("\t")
            candidates.append(([int(place) for place in places.split()], year in years))
        rows.append({"set": name, "document": want["doc"], "candidates": candidates, "weight": weight,
                     "said": candidates[0][1]})
    return rows


def main():
    options = logit.arguments(__doc__, penalty=2).parse_args()
    rows = []
    for each in logit.sets(options):
        found = figures(os.path.abspath(options.dafu), *each)
        possible = sum(any(good for _, good in row["candidates"]) for row in found)
        print(f"{each[0]}: {len(found)} figures, the rules right for {sum(row['said'] for row in found)}, "
              f"a right time named for {possible}", flush=True)
        rows += found
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
