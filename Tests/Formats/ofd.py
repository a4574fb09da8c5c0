#!/usr/bin/env python3
"""Sets the lines of a PDF as an Open Fixed-layout Document (GB/T 33190). Standard library, and dafu-pdf.

usage: ofd.py DAFU_PDF PDF_DIR OFD_DIR

Every line of a page becomes one text object with its place, its size and the distances of its characters (DeltaX, in
the short form `g N v` where they are equal), every rule a path object: as producers of the format write them.
"""
import os, subprocess, sys, zipfile
from xml.sax.saxutils import escape

MM = 25.4 / 7200
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def pages_of(listing):
    pages = []
    for line in listing.splitlines():
        words = line.split()
        if words[0] == "page":
            pages.append((int(words[1]), int(words[2]), [], []))
        elif words[0] == "g":
            left, top, right, bottom = map(int, words[1:5])
            pages[-1][2].append((left, top, right, bottom, chr(int(words[5], 16)), words[6] == "1"))
        elif words[0] == "r":
            pages[-1][3].append(tuple(map(int, words[1:5])))
    return pages


def runs(glyphs):
    """Neighbours on one line, in the order of the listing."""
    run = []
    for glyph in glyphs:
        if run and (abs(glyph[1] - run[-1][1]) > 50 or abs(glyph[3] - run[-1][3]) > 50 or not -50 < glyph[0] - run[-1][2] < 1500
                    or glyph[5] != run[-1][5]):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def deltas(places):
    steps = [f"{(b - a) * MM:.3f}" for a, b in zip(places, places[1:])]
    out, index = [], 0
    while index < len(steps):
        count = 1
        while index + count < len(steps) and steps[index + count] == steps[index]:
            count += 1
        out += ["g", str(count), steps[index]] if count > 2 else [steps[index]] * count
        index += count
    return " ".join(out)


def content(page, number):
    width, height, glyphs, rules = page
    parts = []
    for run in runs(glyphs):
        left, top, bottom = run[0][0], min(g[1] for g in run), max(g[3] for g in run)
        # Fonts reach above and below their size; the size is what the widest ideograph takes.
        wide = [g[2] - g[0] for g in run if ord(g[4]) > 0x2E80]
        size = max(wide) if wide else (bottom - top) * 7 // 10
        baseline = (top + bottom) / 2 + size * 0.36 - top
        parts.append(
            f'<ofd:TextObject ID="{1000 + len(parts)}" Boundary="{left * MM:.3f} {top * MM:.3f} {(run[-1][2] - left) * MM:.3f} {(bottom - top) * MM:.3f}"'
            f' Font="{3 if run[0][5] else 2}" Size="{size * MM:.3f}"><ofd:TextCode X="0" Y="{baseline * MM:.3f}" DeltaX="{deltas([g[0] for g in run])}">'
            f'{escape("".join(g[4] for g in run))}</ofd:TextCode></ofd:TextObject>')
    for left, top, right, bottom in rules:
        box = f"{left * MM:.3f} {top * MM:.3f} {max(right - left, 20) * MM:.3f} {max(bottom - top, 20) * MM:.3f}"
        end = f"L {(right - left) * MM:.3f} {(bottom - top) * MM:.3f}"
        parts.append(f'<ofd:PathObject ID="{1000 + len(parts)}" Boundary="{box}" LineWidth="0.2"><ofd:AbbreviatedData>M 0 0 {end}</ofd:AbbreviatedData></ofd:PathObject>')
    return (f'{HEAD}<ofd:Page {NS}><ofd:Area><ofd:PhysicalBox>0 0 {width * MM:.2f} {height * MM:.2f}</ofd:PhysicalBox></ofd:Area>'
            f'<ofd:Content><ofd:Layer ID="{number}" Type="Body">{"".join(parts)}</ofd:Layer></ofd:Content></ofd:Page>')


def write(listing, path):
    pages = pages_of(listing)
    files = {
        "OFD.xml": f'{HEAD}<ofd:OFD {NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo>'
                   '<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
        "Doc_0/Document.xml": f'{HEAD}<ofd:Document {NS}><ofd:CommonData><ofd:MaxUnitID>99999</ofd:MaxUnitID><ofd:PageArea>'
                              '<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>'
                              + "".join(f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
                              + '</ofd:Pages></ofd:Document>',
        "Doc_0/PublicRes.xml": f'{HEAD}<ofd:Res {NS} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="2" FontName="仿宋"/><ofd:Font ID="3" FontName="黑体"/></ofd:Fonts></ofd:Res>',
    }
    for number, page in enumerate(pages):
        files[f"Doc_0/Pages/Page_{number}/Content.xml"] = content(page, number)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


def from_folder(tool, source, target):
    os.makedirs(target, exist_ok=True)
    for name in sorted(os.listdir(source)):
        if name.endswith(".pdf"):
            listing = subprocess.run([tool, os.path.join(source, name)], check=True, stdout=subprocess.PIPE).stdout.decode()
            write(listing, os.path.join(target, name[:-4] + ".ofd"))


if __name__ == "__main__":
    from_folder(*sys.argv[1:4])
