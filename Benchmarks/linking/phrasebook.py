#!/usr/bin/env python3
"""Writes the sentences of `Tests/Fixtures/phrasebook.txt` as replies with a gold table, for the scripts of this folder.

usage: phrasebook.py FOLDER
"""
import csv, os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
COLUMNS = ["value", "measure", "metric", "instrument", "year", "period_type", "agency", "status"]


def main():
    folder, rows, name, sentence = sys.argv[1], [], "", ""
    os.makedirs(folder, exist_ok=True)
    for line in open(os.path.join(HERE, "..", "..", "Tests", "Fixtures", "phrasebook.txt"), encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("T"):
            name, sentence = line.split(" ", 1)
        elif line.startswith("→"):
            date = re.match("（答复日期(.*?)）", sentence)
            day = (date.group(1) if date else "2024-09-12").split("-")
            with open(os.path.join(folder, name + ".txt"), "w", encoding="utf-8") as file:
                file.write("福州市财政局关于市政协十四届三次会议第0123号提案的答复\n\n您提出的提案收悉，现答复如下：\n\n"
                           f"{sentence[date.end():] if date else sentence}\n\n福州市财政局\n"
                           f"{day[0]}年{int(day[1])}月{int(day[2])}日\n")
            before = []
            for figure in line[1:].split(" ; "):
                if not figure.strip():
                    continue
                fields = [field.strip() for field in figure.replace("(o)", "").split("|")]
                fields += ["", "", "", "", "", "", "P", "realized"][len(fields):]
                for place, field in enumerate(fields):
                    if field.startswith("″"):
                        fields[place] = before[place] + field[1:]
                before = fields
                row = dict(zip(COLUMNS, fields))
                value, unit, *_ = row["value"].split()
                row = {column: row[column].replace("/", "|") for column in COLUMNS if column != "agency"}
                rows.append(row | {"doc": name + ".txt", "value_text": "", "value": value, "unit": unit, "agency": "",
                                   "optional": "1" if "(o)" in figure else ""})
    with open(os.path.join(folder, "observations.csv"), "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["doc", "value_text", "value", "unit", "measure", "metric", "instrument", "year",
                                       "period_type", "agency", "status", "optional"])
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
