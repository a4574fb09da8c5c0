"""Dates against dates.tsv: a sentence with one expression and one figure, on a known day.

A peer is right where one of its dates that touch the expression, or all of them taken together, is the wanted span. dafu is
right where the period of the figure is. A date with no wanted start (截至2024年底) is right where its end is.
"""
import csv, os
from collections import Counter, defaultdict
from items import day
import program as dafu


def sentences(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


class Tally:
    def __init__(self):
        self.right, self.ends, self.given = 0, 0, 0
        self.by_class, self.misses = defaultdict(Counter), []

    def f1(self, wanted):
        return 2 * self.right / (self.given + wanted) if self.given + wanted else 0.0


def fits(row, first, last):
    """Whether the end is right, and whether start and end are."""
    end = last is not None and last.isoformat() in row["end"].split("|")
    return end, end and (not row["start"] or (first is not None and first.isoformat() in row["start"].split("|")))


def judge(tally, row, spans, others):
    """Spans of which the best counts; how many further dates were given."""
    tally.by_class[row["class"]]["wanted"] += 1
    if not row["end"]:
        tally.given += others + len(spans)
        tally.by_class[row["class"]]["right"] += not others and not spans
        if spans or others:
            tally.misses.append((row, spans))
        return
    marks = [fits(row, *s) for s in spans]
    tally.given += others + bool(spans)
    tally.ends += any(end for end, _ in marks)
    right = any(both for _, both in marks)
    tally.right += right
    tally.by_class[row["class"]]["right"] += right
    if not right:
        tally.misses.append((row, spans))


def touches(date, low, expression):
    return low >= 0 and date.start < low + len(expression) and low < date.end


def of_peer(rows, read):
    tally = Tally()
    for row in rows:
        found = read(row["sentence"], day(row["reference"])).dates
        low = row["sentence"].find(row["expression"]) if row["expression"] else -1
        touching = [d for d in found if touches(d, low, row["expression"])]
        further = [d for d in found if d not in touching]
        # The sentence's other dates are no false alarms.
        for other in filter(None, row["other"].split("|")):
            further = [d for d in further if not touches(d, row["sentence"].find(other), other)]
        spans = [(d.first, d.last) for d in touching]
        if len(spans) > 1:
            firsts, lasts = [f for f, _ in spans if f], [l for _, l in spans if l]
            spans.append((min(firsts, default=None), max(lasts, default=None)))
        judge(tally, row, spans, len(further))
    return tally


def of_dafu(rows, program, directory):
    """Each sentence as a letter of its own, signed on its day."""
    os.makedirs(directory, exist_ok=True)
    for old in os.listdir(directory):
        os.remove(os.path.join(directory, old))
    for number, row in enumerate(rows):
        signed = day(row["reference"])
        with open(os.path.join(directory, f"{number:03}.txt"), "w", encoding="utf-8") as file:
            file.write("云湖市地方金融管理局关于市政协七届三次会议第0101号提案的答复\n\n王委员：\n\n您提出的提案收悉，现答复如下：\n\n"
                       f"{row['sentence']}\n\n感谢您的关心支持。\n\n云湖市地方金融管理局\n\n{signed.year}年{signed.month}月{signed.day}日\n")
    read = {d.name: d for d in dafu.documents(program, directory)}
    tally = Tally()
    for number, row in enumerate(rows):
        document = read[f"{number:03}.txt"]
        if document.reference != row["reference"]:
            raise SystemExit(f"{document.name}: read as of {document.reference}, not of {row['reference']}")
        # The figure as dafu words it may hold a modifier more or less.
        figures = [f for f in document.figures if f["valueText"] in row["figure"] or row["figure"] in f["valueText"]]
        spans = [(day(f["period"]["start"]), day(f["period"]["end"])) for f in figures[:1]]
        # The document's day in place of a period is the answer to no date; as an answer to a date it counts as none.
        silent = all(f["period"]["basis"] == "document" for f in figures[:1])
        if silent and not any(fits(row, *s)[1] for s in spans):
            spans = []
        judge(tally, row, spans, 0)
    return tally
