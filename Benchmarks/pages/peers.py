#!/usr/bin/env python3
"""Runs `dafu extract` and, where they are installed, Python extractors over generated pages and compares the body text.

usage: peers.py PAGES_DIR [--dafu PATH_TO_DAFU]

The peers come from PyPI: pip install resiliparse trafilatura readability-lxml lxml gne
Printed per tool and template: character 5-gram F1 against the known body, the share of number-with-unit strings and of table
values that come through whole; for dafu also the share of right metadata fields.
"""
import collections, json, os, re, subprocess, sys, time


def squash(text):
    return re.sub(r"\s+", "", text)


def f1(got, want):
    a, b = squash(got), squash(want)
    x = collections.Counter(a[i:i + 5] for i in range(len(a) - 4))
    y = collections.Counter(b[i:i + 5] for i in range(len(b) - 4))
    both = sum((x & y).values())
    return 2 * both / (sum(x.values()) + sum(y.values())) if x or y else 1.0


def kept(strings, text):
    """Strings found as written; spaces beside ideographs do not count, spaces inside a number do."""
    plain = re.sub(r"(?<=[^\d\s.,])\s+|\s+(?=[^\d\s.,])", "", text)
    return sum(s in plain for s in strings), len(strings)


def decode(data):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def dafu(binary, directory, names):
    run = subprocess.run([binary, "extract", directory], capture_output=True, check=False)
    out, meta = {}, {}
    for line in run.stdout.decode("utf-8").splitlines():
        row = json.loads(line)
        if "document" not in row:
            continue
        d = row["document"]
        text = d["text"]["text"].encode()
        def cut(r):
            low, high = (r[0], r[1]) if isinstance(r, list) else (r["lowerBound"], r["upperBound"])
            return text[low:high].decode()
        body = [b for b in d["blocks"] if b["kind"] in ("heading", "paragraph", "table-row", "caption")]
        name = os.path.basename(d["path"])
        out[name] = "\n".join(cut(b["range"]) for b in body)
        meta[name] = d["metadata"]
    return out, meta


def peers():
    found = {}
    try:
        from resiliparse.extract.html2text import extract_plain_text
        found["resiliparse"] = lambda html: extract_plain_text(html, main_content=True)
    except ImportError:
        pass
    try:
        import trafilatura
        found["trafilatura"] = lambda html: trafilatura.extract(html, include_tables=True) or ""
    except ImportError:
        pass
    try:
        from lxml import html as lh
        from readability import Document
        found["readability"] = lambda html: lh.fromstring(Document(html).summary()).text_content()
    except ImportError:
        pass
    try:
        from gne import GeneralNewsExtractor
        found["gne"] = lambda html: GeneralNewsExtractor().extract(html)["content"]
    except ImportError:
        pass
    return found


FIELDS = [("title", "title"), ("number", "documentNumber"), ("date", "date"), ("agency", "issuingBody"), ("session", "session"),
          ("proposal_number", "proposalNumber"), ("published", "published")]


def main():
    directory = sys.argv[1]
    truth = json.load(open(os.path.join(directory, "truth.json"), encoding="utf-8"))
    binary = sys.argv[sys.argv.index("--dafu") + 1] if "--dafu" in sys.argv else ".build/release/dafu"
    tools = {}
    start = time.time()
    texts, metadata = dafu(binary, directory, truth)
    tools["dafu"] = (texts, time.time() - start)
    for name, tool in peers().items():
        start, texts = time.time(), {}
        for page in truth:
            try:
                texts[page] = tool(decode(open(os.path.join(directory, page), "rb").read()))
            except Exception:
                texts[page] = ""
        tools[name] = (texts, time.time() - start)
    templates = sorted({t["template"] for t in truth.values()}, key=lambda x: (any(t["held_out"] for t in truth.values() if t["template"] == x), x))
    print(f"{'tool':12} {'template':16} {'F1':>6} {'fig':>6} {'tab':>6}")
    for name, (texts, seconds) in tools.items():
        totals = collections.defaultdict(lambda: [0.0, 0, 0, 0, 0, 0])
        for page, t in truth.items():
            got = texts.get(page, "")
            score = f1(got, "\n".join(t["body"]))
            fig, tab = kept(t["figures"], got), kept(t["tables"], got)
            for key in (t["template"], "held out" if t["held_out"] else "written for", "all"):
                row = totals[key]
                row[0] += score
                row[1] += 1
                row[2] += fig[0]
                row[3] += fig[1]
                row[4] += tab[0]
                row[5] += tab[1]
        for key in templates + ["written for", "held out", "all"]:
            s, n, a, b, c, d = totals[key]
            print(f"{name:12} {key:16} {s / n:6.3f} {a / b if b else 1:6.3f} {c / d if d else 1:6.3f}")
        print(f"{name:12} {len(truth) / seconds:.0f} pages a second")
    wrong = collections.Counter()
    for page, t in truth.items():
        for key, field in FIELDS:
            if t[key] is not None and metadata.get(page, {}).get(field) != t[key]:
                wrong[key] += 1
                if "--misses" in sys.argv:
                    print(page, key, "want", t[key], "got", metadata.get(page, {}).get(field))
    print("metadata wrong:", dict(wrong) or "none", "of", len(truth), "pages")


if __name__ == "__main__":
    main()
