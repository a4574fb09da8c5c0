#!/usr/bin/env python3
"""Measures dafu beside its yardsticks in one run, interleaved, and prints one table. ../README.md says what each row is.

usage: bench.py [--documents N] [--seed SEED] [--rounds R] [--dafu PROGRAM] [--work DIR] [--install] [--long] [--only WORD]

Every round runs all contenders of a row one after the other, so that other work on the machine slows them alike; a ratio is
taken within a round. The table gives the median of the ratios and their range, of processor time (user and system) and of
elapsed time. --install makes virtual environments with the yardsticks from PyPI. --long adds 100,000 documents.
"""
import argparse, json, os, shutil, statistics, subprocess, sys
from measure import Cost, run, said

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
HASH = "import hashlib; h = hashlib.sha256(); b = bytes(10**8); [h.update(b) for _ in range(14)]"
PIPELINE = """dataset: {{name: bench, title: bench, title_zh: bench, description: bench, licence: CC-BY-4.0, publisher: bench}}
inputs: [{inputs}]
codelists: {codelists}
checks: {{minimum_documents: 1, maximum_reject_share: 0.5}}
outputs: {{directory: {out}, formats: [csv, json]}}
"""


class Bench:
    def __init__(self, options):
        self.options, self.rows = options, []
        self.work = os.path.abspath(options.work)
        self.dafu = os.path.abspath(options.dafu)
        os.makedirs(self.work, exist_ok=True)
        self.python = os.path.join(self.work, "venv", "bin", "python")
        self.prose = os.path.join(self.work, "prose", "bin", "python")
        if options.install:
            self.install("venv", os.path.join(HERE, "requirements.txt"))
            self.install("prose", os.path.join(HERE, "..", "prose", "requirements.txt"))
        flags = subprocess.run(["pkg-config", "--cflags", "--libs", "libxml-2.0"], capture_output=True, text=True, check=True).stdout.split()
        self.trees = os.path.join(self.work, "trees")
        subprocess.run(["cc", "-O2", "-o", self.trees, os.path.join(HERE, "trees.c")] + flags, check=True)

    def install(self, name, requirements):
        folder = os.path.join(self.work, name)
        if not os.path.exists(folder):
            subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [os.path.join(folder, "bin", "python"), "-m", "pip", "install", "-q"]
        subprocess.run(pip + ["--upgrade", "pip"], check=True)
        subprocess.run(pip + ["-r", requirements], check=True)

    # What is measured on.

    def corpus(self, count):
        folder = os.path.join(self.work, f"corpus-{count}-{self.options.seed}")
        subprocess.run([sys.executable, os.path.join(HERE, "..", "corpus", "generate.py"), folder, str(count), self.options.seed], check=True)
        return folder

    def pages(self, folder):
        """A file that lists the HTML pages of a corpus."""
        found = sorted(os.path.join(path, name) for path, _, names in os.walk(os.path.join(folder, "html")) for name in names)
        listing = os.path.join(folder, "pages.txt")
        with open(listing, "w") as file:
            file.write("\n".join(found) + "\n")
        return listing, found

    def pipeline(self, inputs, name):
        out = os.path.join(self.work, "out", name)
        shutil.rmtree(out, ignore_errors=True)
        os.makedirs(out)
        path = os.path.join(out, "pipeline.yml")
        with open(path, "w") as file:
            file.write(PIPELINE.format(inputs=inputs, out=out, codelists=os.path.abspath(os.path.join(ROOT, "pipelines", "codelists"))))
        return path, out

    def full_run(self, inputs, name, jobs=1):
        path, out = self.pipeline(inputs, name)
        cost = run([self.dafu, "run", path, "--jobs", str(jobs)])
        return cost, os.path.join(out, "bench", "latest")

    # How it is told.

    def compare(self, what, target, contenders, scale=None):
        """A row a contender after the first: how many times its cost is the first's. `scale`: work done by each, to divide by."""
        if self.options.only and self.options.only not in what:
            return
        costs = {name: [] for name in contenders}
        for _ in range(self.options.rounds):
            for name, measure in list(contenders.items()):
                try:
                    costs[name].append(measure())
                except (RuntimeError, OSError, ValueError) as error:
                    print(f"{what}: {name} left out: {str(error)[:300]}", file=sys.stderr)
                    del contenders[name], costs[name]
        base, *others = costs
        scale = scale or {}
        for other in others:
            def ratios(attribute):
                return [getattr(b, attribute) / scale.get(other, 1) / (getattr(a, attribute) / scale.get(base, 1))
                        for a, b in zip(costs[base], costs[other])]
            first, second = (statistics.median(c.processor for c in costs[n]) for n in (base, other))
            self.row(what, f"{other} / {base}", target, ratios("processor"), ratios("elapsed"), f"{second:.3g} s / {first:.3g} s")

    def row(self, what, ratio, target, processor, elapsed, note):
        def told(values):
            return f"{statistics.median(values):.2f} | {min(values):.2f}–{max(values):.2f}" if values else "– | –"
        self.rows.append(f"| {what} | {ratio} | {told(processor)} | {told(elapsed)} | {target} | {note} |")
        print(self.rows[-1], file=sys.stderr, flush=True)

    def print(self):
        print("| what | ratio | processor time | range | elapsed | range | target | medians of processor time |\n|---|---|---:|---|---:|---|---|---|")
        print("\n".join(self.rows))

    # The rows.

    def wants(self, word):
        return not self.options.only or self.options.only in word

    def measure(self):
        n = self.options.documents
        folder = self.corpus(n)
        listing, pages = self.pages(folder)
        html = os.path.join(folder, "html")
        self.start_up(pages[0])
        self.compare("whole run, HTML", "≥ 1.0", {
            "dafu run": lambda: self.full_run(html, "whole")[0],
            "htmlReadMemory": lambda: run([self.trees, listing])})
        sample = os.path.join(self.work, "sample.txt")
        some = pages[:: max(1, len(pages) // 200)][:200]
        with open(sample, "w") as file:
            file.write("\n".join(some) + "\n")
        extracted = os.path.join(self.work, "extracted.ndjson")
        tools = {"dafu extract": lambda: run([self.dafu, "extract", "--jobs", "1", html], output=extracted),
                 "htmlReadMemory": lambda: run([self.trees, listing])}
        scripts = {name: self.script(self.python, "extractors.py", name, sample) for name in ("resiliparse", "trafilatura", "readability")}
        self.compare("extract", "resiliparse: ≥ 1.5", tools | scripts, {name: len(some) / len(pages) for name in scripts})
        if self.wants("normalize") or self.wants("load"):
            run([self.dafu, "extract", "--jobs", "1", html], output=extracted)
            self.normalize(extracted)
        if self.wants("scale"):
            self.scale(n, folder)

    def script(self, python, name, *arguments):
        return lambda: said([python, os.path.join(HERE, name)] + list(arguments))

    def start_up(self, page):
        if not self.wants("start"):
            return
        one = os.path.join(self.work, "one")
        shutil.rmtree(one, ignore_errors=True)
        os.makedirs(one)
        shutil.copy(page, one)
        path, _ = self.pipeline(one, "one")
        for what, target, command in [("start: dafu --version", 15, [self.dafu, "--version"]),
                                      ("start: dafu run, one document", 60, [self.dafu, "run", path, "--jobs", "1"])]:
            costs = [run(command) for _ in range(self.options.rounds * 4)]
            self.row(what, "milliseconds", f"≤ {target}", [c.processor * 1000 for c in costs], [c.elapsed * 1000 for c in costs], "")

    def normalize(self, extracted):
        text, size, small, small_size = os.path.join(self.work, "text.txt"), 0, [], 0
        with open(extracted, encoding="utf-8") as file:
            for line in file:
                document = json.loads(line).get("document")
                if not document:
                    continue
                body = document["text"]["text"].encode()
                size += len(body)
                for block in document["blocks"]:
                    if small_size < self.options.sample and block["kind"] in ("heading", "paragraph"):
                        paragraph = body[block["range"][0]:block["range"][1]].replace(b"\n", b" ")
                        small.append(paragraph.decode())
                        small_size += len(paragraph)
        with open(text, "w", encoding="utf-8") as file:
            file.write("\n".join(small) + "\n")
        normalized = os.path.join(self.work, "normalized.ndjson")
        read = {"dafu normalize": lambda: run([self.dafu, "normalize", "--jobs", "1"], extracted, normalized)}
        peers = ["Duckling", "Recognizers-Text", "JioNLP"]
        self.compare("normalize, a megabyte of text", "fastest: ≥ 30", read | {
            name: self.script(self.prose, "readers.py", name, text) for name in peers}, {"dafu normalize": size} | dict.fromkeys(peers, small_size))
        self.compare("normalize 20 MB; SHA-256 of 1.4 GB", "≥ 1.0", read | {"SHA-256": lambda: run([sys.executable, "-c", HASH])},
                     {"dafu normalize": size / 20e6})
        if self.wants("load"):
            run([self.dafu, "normalize", "--jobs", "1"], extracted, normalized)
            self.load(normalized)

    def load(self, normalized):
        path, out = self.pipeline("one", "load")
        release = os.path.join(out, "bench")

        def load():
            # A release of the same content that stands there already would be compared with, and nothing published.
            shutil.rmtree(release, ignore_errors=True)
            return run([self.dafu, "load", path, "--jobs", "1"], normalized)
        load()
        observations = os.path.join(self.work, "observations.csv")
        shutil.copy(os.path.join(release, "latest", "observations.csv"), observations)

        def duckdb(times):
            return self.script(self.python, "duckdb_csv.py", observations, os.path.join(self.work, "duckdb.csv"), str(times))
        self.compare("load, all of it; the same observations as CSV", "", {"dafu load": load, "DuckDB": duckdb(1)})
        package = os.path.join(HERE, "..", "writing")
        subprocess.run(["swift", "build", "--package-path", package, "-c", "release"], check=True, stdout=sys.stderr)
        program = [os.path.join(package, ".build", "release", "WriteObservations"), normalized,
                   os.path.join(ROOT, "pipelines", "codelists"), os.path.join(self.work, "dafu.csv")]
        self.compare("load, writing alone: observations as CSV", "≥ 1.0", {"dafu": lambda: said(program + ["10"]), "DuckDB": duckdb(10)})

    def scale(self, n, folder):
        self.compare("scale: two jobs", "elapsed: ≥ 1.85", {
            "two jobs": lambda: self.full_run(folder, "two", 2)[0], "one job": lambda: self.full_run(folder, "one-job", 1)[0]})
        small = max(100, n // 10) if not self.options.long else 1000
        large = 100_000 if self.options.long else n
        folders = {count: self.corpus(count) for count in (small, large)}
        rounds, self.options.rounds = self.options.rounds, 1 if self.options.long else self.options.rounds
        peak, state = {}, {}

        def whole(count):
            def measure():
                cost, latest = self.full_run(folders[count], f"scale-{count}")
                peak[count], state[count] = cost.memory, cost
                return cost
            return measure
        self.compare("scale: time a document", "≤ 1.05", {f"{small}": whole(small), f"{large}": whole(large)}, {str(small): small, str(large): large})
        if self.options.long:
            folders[10_000] = self.corpus(10_000)
            whole(10_000)()
        for count in sorted(peak):
            self.row("scale: peak memory", f"MB, {count} documents", "≤ 200 MB" if count == 100_000 else "", [peak[count] / 1e6], [], "")
        path, _ = self.pipeline(folders[large], f"scale-nightly")
        cold, warm = run([self.dafu, "run", path, "--jobs", "1"]), run([self.dafu, "run", path, "--jobs", "1"])
        self.row("scale: a run again, nothing changed", "again / cold", "≤ 0.03", [warm.processor / cold.processor],
                 [warm.elapsed / cold.elapsed], f"{warm.processor:.3g} s / {cold.processor:.3g} s, {large} documents")
        self.options.rounds = rounds


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sample", type=int, default=100_000, help="bytes of text that the readers of quantities are given")
    parser.add_argument("--dafu", default=os.path.join(ROOT, ".build", "release", "dafu"))
    parser.add_argument("--work", default=os.path.join(ROOT, ".build", "bench", "run"))
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--only", help="only rows whose name holds this word: start, whole, extract, normalize, load, scale")
    bench = Bench(parser.parse_args())
    bench.measure()
    bench.print()


if __name__ == "__main__":
    main()
