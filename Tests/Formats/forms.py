#!/usr/bin/env python3
"""Do the other published forms of a reply give the figures of the page? Standard library, and LibreOffice.

usage: forms.py DAFU INPUT_DIR WORK_DIR [--forms docx,pdf,ofd] [--floor 99] [--optical-floor 75]

Every document of INPUT_DIR is read by `dafu extract` and written again as a plain page; LibreOffice exports the page as
DOCX and as PDF, and ofd.py sets the lines of the PDF as OFD. Each form is read and normalized, and its observations are
compared with those of the page, field by field, offsets and identifiers left out, and white space in texts: a PDF has
gaps, not spaces, and sets thin gaps between ideographs and figures by itself. Ends with status 1 where fewer than
FLOOR of 100 figures are the same.

The forms `scan` (a PDF of nothing but pictures of the pages) and `tiff` (one file of these pictures) are recognized
optically, which needs tesseract with chi_sim. There only the figure and what it measures are compared, not the sentence
around it, and OPTICAL_FLOOR of 100 must be the same.
"""
import argparse, html, json, os, struct, subprocess, sys, zlib
from collections import Counter

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
OPTICAL = {"scan", "tiff"}
MEANING = {"metric", "instrument", "value", "unit", "comparator", "measure", "year", "periodStart", "periodEnd", "periodType",
           "status", "agency", "period"}
PLACES = {"start", "end", "observationID", "documentID", "derivation"}


def run(dafu, command, data=None, *paths):
    done = subprocess.run([dafu, command, *paths], input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 3):
        sys.exit(done.stderr.decode())
    return done.stdout


def cells(table, row, seen):
    """The cells that begin in a row, with the columns and rows that they cover."""
    rows = table["rows"]
    for column, cell in enumerate(rows[row]):
        key = tuple(cell["range"])
        if key[0] == key[1]:
            yield "", 1, 1, cell
            continue
        if key in seen:
            continue
        seen.add(key)
        wide = sum(1 for other in rows[row][column:] if tuple(other["range"]) == key)
        high = sum(1 for other in rows[row:] if any(tuple(c["range"]) == key for c in other))
        yield key, wide, high, cell


def page(document):
    """A document as a page without anything around the letter."""
    text = document["text"]["text"].encode()
    cut = lambda span: html.escape(text[span[0]:span[1]].decode(), quote=False)
    tables = list(document["tables"])
    out = ['<!DOCTYPE html><html><head><meta charset="utf-8"><style>'
           "@page{size:21cm 29.7cm;margin:2.54cm 2.6cm} body{font:16pt 'Noto Serif CJK SC','Noto Sans CJK SC',serif;line-height:28pt}"
           "p{text-indent:2em;margin:0;text-align:justify} p.plain{text-indent:0} h1{font-size:22pt;text-align:center;font-weight:normal}"
           "h2{font-size:16pt;font-weight:bold;margin:0;text-indent:2em} p.sign{text-align:right} td{font-size:12pt;text-indent:0}"
           "</style></head><body>"]
    placed = {}
    for number, table in enumerate(tables):
        for row, columns in enumerate(table["rows"]):
            for cell in columns:
                placed.setdefault(tuple(cell["range"]), (number, row))
    done = set()
    for block in document["blocks"]:
        kind, span = block["kind"], block["range"]
        if kind == "table-row":
            number = next((n for n, t in enumerate(tables) if n not in done and any(
                span[0] <= c["range"][0] and c["range"][1] <= span[1] and c["range"][0] < c["range"][1] for r in t["rows"] for c in r)), None)
            if number is None:
                continue
            done.add(number)
            table, seen = tables[number], set()
            out.append('<table border="1" cellspacing="0" width="100%">')
            for row in range(len(table["rows"])):
                out.append("<tr>")
                for key, wide, high, cell in cells(table, row, seen):
                    tag = "th" if cell["isHeader"] and row < table["headerRows"] else "td"
                    body = cut(cell["range"]) if key else ""
                    out.append(f'<{tag} colspan="{wide}" rowspan="{high}">{"　" * cell["indent"]}{body}</{tag}>')
                out.append("</tr>")
            out.append("</table>")
        elif kind == "title":
            out.append(f"<h1>{cut(span)}</h1>")
        elif kind == "heading":
            out.append(f"<h2>{cut(span)}</h2>")
        elif kind in ("salutation", "caption"):
            out.append(f'<p class="plain">{cut(span)}</p>')
        elif kind == "signature":
            out.append(f'<p class="sign">{cut(span)}</p>')
        else:
            out.append(f"<p>{cut(span)}</p>")
    return "\n".join(out) + "</body></html>\n"


def observations(dafu, folder, optical=False, pipeline=None):
    """The observations by document, places left out, and what was rejected; of optical forms their meaning only."""
    found, rejected = {}, {}
    chosen = ["--pipeline", pipeline] if pipeline else []
    for line in run(dafu, "normalize", run(dafu, "extract", None, folder, *chosen)).splitlines():
        outcome = json.loads(line)
        if "rejected" in outcome:
            rejected[outcome["rejected"]["path"]] = outcome["rejected"]
            continue
        record = outcome["normalized"]["record"]
        found[os.path.splitext(record["path"])[0]] = Counter(
            json.dumps({k: "".join(v.split()) if isinstance(v, str) else v for k, v in item.items()
                        if (k in MEANING if optical else k not in PLACES)},
                       ensure_ascii=False, sort_keys=True)
            for item in outcome["normalized"]["observations"])
    return found, rejected


def export(pages, folder, form, profile):
    os.makedirs(folder, exist_ok=True)
    chosen = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf:writer_web_pdf_Export"}[form]
    # Opened as a text document, the page keeps its paper and its indents.
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--infilter=HTML (StarWriter)", "--convert-to",
               chosen.replace("writer_web_pdf_Export", "writer_pdf_Export"), "--outdir", folder, *pages]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=1200)


DENSITY = 300  # dots an inch, as scanners make pictures
ASKEW = 0.005  # radians: paper never lies straight


def drawn(path):
    """The pages of a PDF as pictures: width, height, bytes of grey."""
    out = subprocess.run(["pdftoppm", "-gray", "-r", str(DENSITY), path], stdout=subprocess.PIPE, check=True).stdout
    while out:
        _, size, _, rest = out.split(b"\n", 3)
        width, height = map(int, size.split())
        yield width, height, rest[: width * height]
        out = rest[width * height:]


def scan(pages):
    """A PDF (ISO 32000-1) of pictures, laid on their pages a little askew."""
    objects, kids = [], []
    for width, height, dots in pages:
        place = 3 + len(objects)
        kids.append(f"{place} 0 R")
        across, down = width * 72 / DENSITY, height * 72 / DENSITY
        draw = f"q {across:.2f} {across * ASKEW:.2f} {-down * ASKEW:.2f} {down:.2f} 0 0 cm /I Do Q".encode()
        packed = zlib.compress(dots)
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {across:.2f} {down:.2f}]/Resources<</XObject<</I {place + 2} 0 R>>>>"
                       f"/Contents {place + 1} 0 R>>".encode())
        objects.append(f"<</Length {len(draw)}>>stream\n".encode() + draw + b"\nendstream")
        objects.append(f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8"
                       f"/Filter/FlateDecode/Length {len(packed)}>>stream\n".encode() + packed + b"\nendstream")
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode(), *objects]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode())


def tiff(pages):
    """A file of pictures (TIFF 6.0), each one strip of grey, compressed as Deflate."""
    out, link = bytearray(b"II*\0\0\0\0\0"), 4
    for width, height, dots in pages:
        packed = zlib.compress(dots)
        strip = len(out)
        out += packed + b"\0" * (len(packed) % 2)
        density = len(out)
        out += struct.pack("<II", DENSITY, 1)
        out[link:link + 4] = struct.pack("<I", len(out))
        fields = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 8), (262, 3, 1, 1), (273, 4, 1, strip),
                  (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, len(packed)), (282, 5, 1, density), (283, 5, 1, density), (296, 3, 1, 2)]
        out += struct.pack("<H", len(fields)) + b"".join(struct.pack("<HHII", *field) for field in fields)
        link = len(out)
        out += b"\0\0\0\0"
    return bytes(out)


def take_pictures(source, folder, form):
    os.makedirs(folder, exist_ok=True)
    for name in sorted(os.listdir(source)):
        pages = drawn(os.path.join(source, name))
        with open(os.path.join(folder, os.path.splitext(name)[0] + {"scan": ".pdf", "tiff": ".tiff"}[form]), "wb") as file:
            file.write({"scan": scan, "tiff": tiff}[form](pages))


def optical_pipeline(work):
    """The repository's pipeline, with optical recognition."""
    with open("pipelines/nightly.yml", encoding="utf-8") as file:
        lines = file.read().replace("\ncodelists: codelists", f"\ncodelists: {os.path.abspath('pipelines/codelists')}")
    path = os.path.join(work, "optical.yml")
    lines = lines.replace("optical_recognition: false", "")
    with open(path, "w", encoding="utf-8") as file:
        file.write("optical_recognition: true\n" + "\n".join(l for l in lines.split("\n") if not l.startswith(("corrections:", "accuracy:"))))
    return path


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dafu")
    parser.add_argument("input")
    parser.add_argument("work")
    parser.add_argument("--forms", default="docx,pdf,ofd")
    parser.add_argument("--floor", type=float, default=99.0)
    parser.add_argument("--optical-floor", type=float, default=75.0)
    parser.add_argument("--show", type=int, default=0, help="print so many differences a form")
    parser.add_argument("--keep", action="store_true", help="use the forms that stand in WORK_DIR")
    options = parser.parse_args()
    forms = options.forms.split(",")
    work = os.path.abspath(options.work)
    folders = {name: os.path.join(work, name) for name in ["html", *forms]}
    os.makedirs(folders["html"], exist_ok=True)
    if not options.keep:
        for line in run(options.dafu, "extract", None, options.input).splitlines():
            outcome = json.loads(line)
            if "document" not in outcome:
                continue
            name = os.path.splitext(outcome["document"]["path"])[0].replace("/", "_")
            with open(os.path.join(folders["html"], name + ".html"), "w", encoding="utf-8") as file:
                file.write(page(outcome["document"]))
        pages = [os.path.join(folders["html"], name) for name in sorted(os.listdir(folders["html"]))]
        for form in forms:
            if form in OPTICAL:
                take_pictures(folders["pdf"], folders[form], form)
            elif form == "ofd":
                import ofd
                ofd.from_folder(os.path.join(os.path.dirname(os.path.abspath(options.dafu)), "dafu-pdf"), folders["pdf"], folders["ofd"])
            else:
                export(pages, folders[form], form, os.path.join(work, "profile"))
    pages = {optical: observations(options.dafu, folders["html"], optical)[0] for optical in (False, True)}
    total = sum(sum(figures.values()) for figures in pages[False].values())
    assert total > 0, "the pages hold no figures"
    failed = False
    for form in forms:
        optical = form in OPTICAL
        wanted = pages[optical]
        found, rejected = observations(options.dafu, folders[form], optical, optical_pipeline(work) if optical else None)
        same = shown = extra = 0
        for name, figures in sorted(wanted.items()):
            mine = found.get(name, Counter())
            same += sum((figures & mine).values())
            extra += sum((mine - figures).values())
            for sign, rest in (("-", figures - mine), ("+", mine - figures)):
                for item in sorted(rest)[: max(0, options.show - shown)]:
                    shown += 1
                    fields = json.loads(item)
                    print(f"  {sign} {name}: " + " | ".join(
                        str(fields[k]) for k in ("metric", "subject", "instrument", "value", "valueText", "section", "evidence") if k in fields))
        share = 100 * same / total
        print(f"{form}: {same} of {total} figures the same ({share:.2f} %), {extra} others, {len(rejected)} rejected")
        for path, rejection in sorted(rejected.items()):
            print(f"  rejected {path}: {rejection['reason']}: {rejection['message']}")
        failed = failed or share < (options.optical_floor if optical else options.floor)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
