"""Quantities of prose against gold: value and unit, a document at a time, as multisets."""
import csv, os
from collections import Counter, defaultdict
from items import Reading, decimal, with_unit, without_overlaps

MONEY = {"CNY", "USD", "EUR", "HKD", "JPY"}
GROUPS = {"all": lambda u: True, "money": lambda u: u in MONEY, "counts": lambda u: u == "count",
          "percents, points": lambda u: u in ("percent", "percentage_point", "basis_point")}


class Score:
    """What was found, said and wanted; figures whose comparator is right too; values found whatever their unit."""

    def __init__(self):
        self.found, self.said, self.wanted = Counter(), Counter(), Counter()
        self.compared, self.has_comparators, self.values = 0, False, 0

    def measures(self, group):
        found, said, wanted = self.found[group], self.said[group], self.wanted[group]
        precision, recall = found / said if said else 0.0, found / wanted if wanted else 0.0
        return precision, recall, 2 * found / (said + wanted) if said + wanted else 0.0

    def compared_f1(self):
        return 2 * self.compared / (self.said["all"] + self.wanted["all"])


def gold(directory):
    with open(os.path.join(directory, "observations.csv"), encoding="utf-8-sig", newline="") as file:
        by_document = defaultdict(list)
        for row in csv.DictReader(file):
            by_document[row["doc"]].append(row)
    return by_document


def wanted(document, rows):
    """The gold of the prose: no cells of tables; a figure said of several things stands once for each place in the text."""
    text = "\n".join(document.blocks)
    kept, times = [], Counter()
    for row in rows:
        written = "".join(row["value_text"].split())
        if written in document.cells and (decimal(written) is not None or written not in text):
            continue
        key = (written, row["value"], row["unit"])
        times[key] += 1
        if times[key] <= max(1, text.count(row["value_text"])):
            kept.append(row)
    return kept


def said_by_dafu(document):
    return [(decimal(f["value"]), f["unit"], (f["comparator"],), False) for f in document.figures]


def said_by_peer(document, readings, own_units=False):
    """What is scored, and every value that the tool gave; with own units only what the tool itself gave a unit."""
    said, values = [], Counter()
    for text, reading in zip(document.blocks, readings):
        for item in without_overlaps(reading.quantities):
            values.update(abs(v) for v in item.values)
            item = with_unit(item, text) if item.unit or not own_units else None
            for n, value in enumerate(item.values if item else []):
                values.update([abs(value)] if abs(value) not in values else [])
                said.append((value, item.unit, item.comparators[n] if item.comparators else None, item.free))
    return said, values


def add(score, rows, said, values=None):
    """Pairs what was said with what was wanted. Signs are left aside: no peer tells a fall from a rise."""
    open_said = list(said)
    values = values if values is not None else Counter(abs(v) for v, _, _, _ in said)

    def take(row):
        value, units = abs(decimal(row["value"])), row["unit"].split("|")
        fitting = [s for s in open_said if abs(s[0]) == value and (s[1] in units or (s[1] == "percent" and "percentage_point" in units))]
        if not fitting:
            return None
        best = max(fitting, key=lambda s: (bool(set(s[2] or ()) & set(row["comparator"].split("|"))), s[1] in units))
        open_said.remove(best)
        return best

    # Optional rows come last: they take what nothing else wants, and nothing is lost or won by them.
    for row in sorted(rows, key=lambda r: r["optional"] == "1"):
        met = take(row)
        if row["optional"] == "1":
            continue
        unit = row["unit"].split("|")[0]
        for group, holds in GROUPS.items():
            if holds(unit):
                score.wanted[group] += 1
                score.found[group] += met is not None
                score.said[group] += met is not None
        if met and met[2] is not None:
            score.has_comparators = True
            score.compared += bool(not row["comparator"] or set(met[2]) & set(row["comparator"].split("|")))
        value = abs(decimal(row["value"]))
        if values[value]:
            values[value] -= 1
            score.values += 1
    for value, unit, _, free in open_said:
        for group, holds in GROUPS.items():
            if holds(unit) and not free:
                score.said[group] += 1
