#!/usr/bin/env python3
"""Writes the weighted mean of two tables of weights, which a script of this folder wrote.

usage: blend.py OLD.swift NEW.swift SHARE

NEW becomes (1 - SHARE) of OLD and SHARE of itself. Two fits to different replies err differently, and their mean errs less than
either where the second fit's replies are dense, in haste or of another style.
"""
import re, sys


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    share, tables = float(sys.argv[3]), []
    for path in sys.argv[1:3]:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        begin = text.index("= [") + 3
        tables.append((text[:begin], [int(value) for value in re.findall(r"-?\d+", text[begin:])], text[text.index("  ]", begin):]))
    (_, old, _), (head, new, tail) = tables
    if len(old) != len(new):
        sys.exit(f"{sys.argv[1]} has {len(old)} weights and {sys.argv[2]} {len(new)}: fit both on one program")
    values = [round(one * (1 - share) + other * share) for one, other in zip(old, new)]
    rows = [", ".join(map(str, values[begin:begin + 16])) for begin in range(0, len(values), 16)]
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        file.write(head + "\n" + "".join(f"    {row},\n" for row in rows) + tail)


if __name__ == "__main__":
    main()
