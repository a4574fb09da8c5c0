#!/usr/bin/env python3
"""Do the other published forms of a reply give the figures of the page? Standard library, and LibreOffice.

usage: forms.py DAFU INPUT_DIR WORK_DIR [--forms docx,pdf,ofd] [--floor 99]

Every document of INPUT_DIR is read by `dafu extract` and written again as a plain page; LibreOffice exports the page as
DOCX and as PDF, and ofd.py sets the lines of the PDF as OFD. Each form is read and normalized, and its observations are
compared with those of the page, field by field, offsets and identifiers left out, and white space in texts: a PDF has
gaps, not spaces, and sets thin gaps between ideographs and figures by itself. Ends with status 1 where fewer than
FLOOR of 100 figures are the same.
"""
import argparse, html, json, os, subprocess, sys
from collections import Counter

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
PLACES = {"start", "end", "observationID", "documentID", "derivation"}


def run(dafu, command, data=None, *paths):
    done = subprocess.run([dafu, command, *paths], input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
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


def observations(dafu, folder):
    """The observations by document, places left out, and what was rejected."""
    found, rejected = {}, {}
    for line in run(dafu, "normalize", run(dafu, "extract", None, folder)).splitlines():
        outcome = json.loads(line)
        if "rejected" in outcome:
            rejected[outcome["rejected"]["path"]] = outcome["rejected"]
            continue
        record = outcome["normalized"]["record"]
        found[os.path.splitext(record["path"])[0]] = Counter(
            json.dumps({k: "".join(v.split()) if isinstance(v, str) else v for k, v in item.items() if k not in PLACES},
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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dafu")
    parser.add_argument("input")
    parser.add_argument("work")
    parser.add_argument("--forms", default="docx,pdf,ofd")
    parser.add_argument("--floor", type=float, default=99.0)
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
            if form == "ofd":
                import ofd
                ofd.from_folder(os.path.join(os.path.dirname(os.path.abspath(options.dafu)), "dafu-pdf"), folders["pdf"], folders["ofd"])
            else:
                export(pages, folders[form], form, os.path.join(work, "profile"))
    wanted, _ = observations(options.dafu, folders["html"])
    total = sum(sum(figures.values()) for figures in wanted.values())
    assert total > 0, "the pages hold no figures"
    failed = False
    for form in forms:
        found, rejected = observations(options.dafu, folders[form])
        same = shown = extra = 0
        for name, figures in sorted(wanted.items()):
            mine = found.get(name, Counter())
            same += sum((figures & mine).values())
            extra += sum((mine - figures).values())
            for sign, rest in (("-", figures - mine), ("+", mine - figures)):
                for item in sorted(rest)[: max(0, options.show - shown)]:
                    shown += 1
                    fields = json.loads(item)
                    print(f"  {sign} {name}: " + " | ".join(str(fields[k]) for k in ("metric", "subject", "instrument", "valueText", "section", "evidence")))
        share = 100 * same / total
        print(f"{form}: {same} of {total} figures the same ({share:.2f} %), {extra} others, {len(rejected)} rejected")
        for path, rejection in sorted(rejected.items()):
            print(f"  rejected {path}: {rejection['reason']}: {rejection['message']}")
        failed = failed or share < options.floor
    passed = 0 if failed else len(forms)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
