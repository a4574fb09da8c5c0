"""Puts hostile text into the figures that `dafu normalize` gives: stdin to stdout, one document a line.

Each figure gets another text in its sentence and in what it counts, so that every format has to carry all of them.
"""

import json
import sys

TEXTS = [
    "=HYPERLINK(\"http://example.invalid\",\"点\")",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=tab",
    "逗号,引号\"双\"与'单'",
    "换行\r\n第二行\n第三行\r第四行",
    "行分隔\u2028段分隔\u2029下一行\u0085止",
    "空字符\u0000之后",
    "控制\u0001\u0008\u000b\u000c\u001f符",
    "从右\u200f到\u202e左\u202c止",
    "_x0041_ 不是字母",
    "非字符\ufffe\uffff止",
    "表情😀与𠮷",
    "#注释",
    " 前后空格 ",
    "<b>&amp;</b>]]>",
    "NULL",
    "''=双撇号",
    "长" * 32_768,
    "😀" * 16_384,
    "_x0041_" * 5_000,
]


def main():
    place = 0
    for line in sys.stdin:
        record = json.loads(line)
        for figure in observations(record):
            text = TEXTS[place % len(TEXTS)]
            figure["evidence"] = text
            figure["section"] = text[:200]
            # What is counted is part of the key: every figure keeps its own.
            figure["subject"] = f"{text[:40]}{place}" if place % 2 else f"{place}{text[:40]}"
            place += 1
        sys.stdout.write(json.dumps(record, ensure_ascii=True) + "\n")
    if place < len(TEXTS):
        sys.exit(f"only {place} figures: not every text was used")


def observations(value):
    """Every object that has a sentence, wherever the stage's line holds it."""
    if isinstance(value, dict):
        if "evidence" in value:
            yield value
        for member in value.values():
            yield from observations(member)
    elif isinstance(value, list):
        for member in value:
            yield from observations(member)


main()
