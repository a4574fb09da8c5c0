#!/usr/bin/env python3
"""Runs `dafu extract` and Python extractors over generated pages and compares the body text.

usage: peers.py PAGES_DIR [--dafu PROGRAM] [--install VENV_DIR] [--templates] [--misses]

Prints one Markdown table. --install makes a virtual environment with the peers (requirements.txt, from PyPI) and runs in
it; without it, those that are installed are compared. --templates prints a second table, one row a template; --misses
prints the metadata fields that dafu gets wrong.

How it is scored:
- F1: multiset of character 5-grams without white space, a page; the mean over pages. A tool that keeps the letter's
  frame is not blamed for it: each page is scored against the body, against the whole letter (number, salutation, body,
  signature) and against the letter under its title, and the best of the three counts.
- Figures: number-with-unit strings of the body that come through uncut. Table values: numbers of tables likewise.
- Pages a second: dafu as a process with one job, its start and its JSON included; peers as calls in one process, imports
  excluded.
"""
import argparse, collections, importlib.metadata, json, os, re, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))


def squash(text):
    return re.sub(r"\s+", "", text)


def grams(text):
    text = squash(text)
    return collections.Counter(text[i:i + 5] for i in range(len(text) - 4))


def f1(got, wanted):
    x = grams(got)
    best = 0.0
    for want in wanted:
        y = grams(want)
        total = sum(x.values()) + sum(y.values())
        best = max(best, 2 * sum((x & y).values()) / total if total else 1.0)
    return best


def wanted(truth):
    letter = truth["above"] + truth["body"] + truth["below"]
    return ["\n".join(lines) for lines in (truth["body"], letter, [truth["title"]] + letter)]


def kept(strings, text):
    """Strings found as written; spaces beside ideographs do not count, spaces inside a number do."""
    plain = re.sub(r"(?<=[^\d\s.,])\s+|\s+(?=[^\d\s.,])", "", text)
    return sum(s in plain for s in strings), len(strings)


def decode(data):
    """What the peers are given: the right characters, and no XML declaration, over which some of them stumble in strings."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    return re.sub(r"^<\?xml[^>]*\?>", "", text)


def dafu(program, directory):
    """Body text and metadata of each page, by file name."""
    run = subprocess.run([program, "extract", "--jobs", "1", directory], capture_output=True, check=False)
    seconds_marked = time.time()
    texts, metadata = {}, {}
    for line in run.stdout.decode("utf-8").splitlines():
        document = json.loads(line).get("document")
        if not document:
            continue
        text = document["text"]["text"].encode()

        def cut(r):
            low, high = (r[0], r[1]) if isinstance(r, list) else (r["lowerBound"], r["upperBound"])
            return text[low:high].decode()

        body = [b for b in document["blocks"] if b["kind"] in ("heading", "paragraph", "table-row", "caption")]
        name = os.path.basename(document["path"])
        texts[name] = "\n".join(cut(b["range"]) for b in body)
        metadata[name] = document["metadata"]
    return texts, metadata, seconds_marked


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    return lambda html: extract_plain_text(html, main_content=True)


def trafilatura():
    import trafilatura
    return lambda html: trafilatura.extract(html, include_tables=True) or ""


def readability():
    from lxml import html as markup
    from readability import Document
    return lambda html: markup.fromstring(Document(html).summary()).text_content()


def gne():
    from gne import GeneralNewsExtractor
    return lambda html: GeneralNewsExtractor().extract(html)["content"]


PEERS = [("resiliparse", "resiliparse", resiliparse), ("trafilatura", "trafilatura", trafilatura),
         ("readability", "readability-lxml", readability), ("GNE", "gne", gne)]

FIELDS = [("title", "title"), ("number", "documentNumber"), ("date", "date"), ("agency", "issuingBody"), ("session", "session"),
          ("proposal_number", "proposalNumber"), ("published", "published")]


def install(venv):
    """Runs this script again in a virtual environment that has the peers."""
    python = os.path.join(venv, "bin", "python")
    if not os.path.exists(python):
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    # Older versions of pip fail on the peers' extras.
    for more in (["--upgrade", "pip"], ["-r", os.path.join(HERE, "requirements.txt")]):
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"] + more, check=True, stdout=sys.stderr)
    if os.path.realpath(sys.prefix) != os.path.realpath(venv):
        os.execv(python, [python] + sys.argv)


def measure(options, truth):
    """For each tool its name, texts, seconds, and dafu's metadata."""
    start = time.time()
    texts, metadata, end = dafu(options.dafu, options.pages)
    tools = [("dafu", texts, end - start)]
    for name, package, make in PEERS:
        try:
            tool = make()
        except ImportError:
            print(f"{name} is not installed (--install VENV_DIR installs it)", file=sys.stderr)
            continue
        start, texts, failures = time.time(), {}, collections.Counter()
        for page in truth:
            with open(os.path.join(options.pages, page), "rb") as file:
                html = decode(file.read())
            try:
                texts[page] = tool(html)
            except Exception as error:  # A page that a tool cannot read counts as empty.
                failures[type(error).__name__] += 1
                texts[page] = ""
        if failures:
            print(f"{name} failed: {dict(failures)}", file=sys.stderr)
        tools.append((f"{name} {importlib.metadata.version(package)}", texts, time.time() - start))
    return tools, metadata


class Total:
    def __init__(self):
        self.score, self.pages, self.figures, self.tables = 0.0, 0, [0, 0], [0, 0]

    def add(self, score, figures, tables):
        self.score += score
        self.pages += 1
        for held, new in ((self.figures, figures), (self.tables, tables)):
            held[0] += new[0]
            held[1] += new[1]

    f1 = property(lambda self: self.score / self.pages if self.pages else 0.0)


def percent(pair):
    return f"{100 * pair[0] / pair[1]:.1f} %" if pair[1] else "–"


def totals(texts, truth):
    found = collections.defaultdict(Total)
    for page, t in truth.items():
        got = texts.get(page, "")
        score, figures, tables = f1(got, wanted(t)), kept(t["figures"], got), kept(t["tables"], got)
        for key in (t["template"], "held out" if t["held_out"] else "written for", "all"):
            found[key].add(score, figures, tables)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pages")
    parser.add_argument("--dafu", default=".build/release/dafu")
    parser.add_argument("--install", metavar="VENV_DIR")
    parser.add_argument("--templates", action="store_true")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    if options.install:
        install(options.install)
    with open(os.path.join(options.pages, "truth.json"), encoding="utf-8") as file:
        truth = json.load(file)
    held = {t["template"]: t["held_out"] for t in truth.values()}
    templates = sorted(held, key=lambda name: (held[name], name))
    tools, metadata = measure(options, truth)
    rows = [(name, totals(texts, truth), seconds) for name, texts, seconds in tools]

    groups = ("written for", "held out")
    print(f"{len(truth)} pages, {len(templates) - sum(held.values())} templates written for, {sum(held.values())} held out.\n")
    print("| tool | F1 | F1 written for | F1 held out | worst template | figures kept, written for | figures kept, held out | table values kept, written for | table values kept, held out | pages a second |")
    print("|---|---:|---:|---:|---|---:|---:|---:|---:|---:|")
    for name, found, seconds in rows:
        worst = min(templates, key=lambda template: found[template].f1)
        cells = [name, f"{found['all'].f1:.3f}"] + [f"{found[g].f1:.3f}" for g in groups] + ["all 1.000" if found[worst].f1 > 0.9995 else f"{worst} {found[worst].f1:.3f}"]
        cells += [percent(found[g].figures) for g in groups] + [percent(found[g].tables) for g in groups] + [f"{len(truth) / seconds:.0f}"]
        print("| " + " | ".join(cells) + " |")
    if options.templates:
        print("\n| template | held out | " + " | ".join(name for name, _, _ in rows) + " |")
        print("|---|---|" + "---:|" * len(rows))
        for template in templates:
            print(f"| {template} | {'yes' if held[template] else ''} | " + " | ".join(f"{found[template].f1:.3f}" for _, found, _ in rows) + " |")
    wrong = collections.Counter()
    for page, t in truth.items():
        for key, field in FIELDS:
            if t[key] is not None and metadata.get(page, {}).get(field) != t[key]:
                wrong[key] += 1
                if options.misses:
                    print(page, key, "want", t[key], "got", metadata.get(page, {}).get(field))
    stated = sum(t[key] is not None for t in truth.values() for key, _ in FIELDS)
    print(f"\nMetadata fields that dafu gets right: {stated - sum(wrong.values())} of {stated}{': wrong ' + str(dict(wrong)) if wrong else ''}.")


if __name__ == "__main__":
    main()
