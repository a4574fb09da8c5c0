#!/usr/bin/env python3
"""Runs dafu and other readers of quantities and dates over the same Chinese prose and compares what they read.

usage: peers.py [--dafu PROGRAM] [--install VENV_DIR] [--shared DIR] [--runs N] [--misses]

Prints Markdown tables: quantities in the invented replies of Tests/Fixtures/unseen* and, where there are any, in the
replies of DIR/corpus (gold in DIR/gold); dates in the sentences of dates.tsv; seconds a megabyte. --install makes a virtual
environment with the peers (requirements.txt, from PyPI) and runs in it; a peer that cannot be loaded is named with its
error and left out. --runs 0 leaves the speeds out; --misses prints the dates that each tool gets wrong.

How it is counted is told in items.py, quantities.py and dates.py, and in short in Benchmarks/README.md.
"""
import argparse, contextlib, glob, importlib.metadata, logging, os, statistics, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, HERE)
import dates, program, quantities
from items import HALF_WIDTH, day
from tools import PEERS

MEGABYTE = 1_000_000


def install(venv):
    """Runs this script again in a virtual environment that has the peers, as many as can be installed."""
    python = os.path.join(venv, "bin", "python")
    if os.path.realpath(sys.prefix) == os.path.realpath(venv):
        return
    if not os.path.exists(python):
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run(pip + ["--upgrade", "pip"], check=True, stdout=sys.stderr)
    with open(os.path.join(HERE, "requirements.txt"), encoding="utf-8") as file:
        wanted = [line.strip() for line in file if line.strip() and not line.startswith("#")]
    if subprocess.run(pip + wanted, check=False, stdout=sys.stderr).returncode:
        # One that this machine cannot have must not keep the others out.
        for package in wanted:
            subprocess.run(pip + [package], check=False, stdout=sys.stderr)
    os.execv(python, [python] + sys.argv)


def load():
    logging.disable(logging.CRITICAL)  # JioNLP logs what it tries and drops.
    for name, package, make in PEERS:
        try:
            with contextlib.redirect_stdout(sys.stderr):
                tool = make()
            yield f"{name} {importlib.metadata.version(package)}", tool
        except Exception as error:  # Also a Java machine that does not start.
            print(f"{name} is left out: {type(error).__name__}: {error}", file=sys.stderr)


def sets(shared):
    """Name, gold folder and corpus folder of each set."""
    for folder in sorted(glob.glob(os.path.join(ROOT, "Tests", "Fixtures", "unseen*"))):
        if os.path.exists(os.path.join(folder, "observations.csv")):
            yield os.path.basename(folder), folder, folder
    for name in ("seed", "dev"):
        gold, corpus = os.path.join(shared, "gold", name), os.path.join(shared, "corpus", name)
        if os.path.isdir(gold) and os.path.isdir(corpus):
            yield name, gold, corpus


def readings(read, document, failures):
    found = []
    for block in document.blocks:
        try:
            found.append(read(block.translate(HALF_WIDTH), day(document.reference)))
        except Exception as error:  # A paragraph that a tool cannot read counts as read without result.
            failures.append(f"{type(error).__name__}: {error}")
            found.append(quantities.Reading())
    return found


def score_sets(options, peers):
    """Per tool and set its Score; the documents of the invented sets, for the speeds."""
    scores, invented, failures = {}, [], {name: [] for name, _ in peers}
    for name, gold_folder, corpus in sets(options.shared):
        gold = quantities.gold(gold_folder)
        documents = program.documents(options.dafu, corpus, set(gold))
        missing = set(gold) - {d.name for d in documents}
        if missing:
            raise SystemExit(f"{name}: not read by dafu: {sorted(missing)}")
        if gold_folder == corpus:
            invented += documents
        for document in documents:
            rows = quantities.wanted(document, gold[document.name])
            for where in [(name,), ("all",)]:
                score = scores.setdefault(("dafu",) + where, quantities.Score())
                quantities.add(score, rows, quantities.said_by_dafu(document))
            for peer, read in peers:
                found = readings(read, document, failures[peer])
                said, values = quantities.said_by_peer(document, found)
                own = quantities.said_by_peer(document, found, own_units=True)[0]
                quantities.add(scores.setdefault((peer, "own units"), quantities.Score()), rows, own)
                for where in [(name,), ("all",)]:
                    quantities.add(scores.setdefault((peer,) + where, quantities.Score()), rows, said, values.copy())
        print(f"{name}: {len(documents)} replies", file=sys.stderr)
    for peer, errors in failures.items():
        if errors:
            print(f"{peer} failed on {len(errors)} paragraphs, first: {errors[0][:120]}", file=sys.stderr)
    return scores, invented


def table(head, rows):
    print("| " + " | ".join(head) + " |\n|---|" + "---:|" * (len(head) - 1))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def print_quantities(scores, names):
    places = list(dict.fromkeys(place for _, place in scores if place not in ("all", "own units")))
    whole = scores[("dafu", "all")]
    print(f"Quantities: {whole.wanted['all']} figures of prose in {len(places)} sets.\n")
    rows = []
    for name in names:
        score = scores[(name, "all")]
        measures = score.measures("all")
        rows.append([name] + [f"{m:.3f}" for m in measures] + [f"{score.measures(g)[2]:.3f}" for g in list(quantities.GROUPS)[1:]]
                    + [f"{scores.get((name, 'own units'), score).measures('all')[2]:.3f}", f"{score.values / score.wanted['all']:.3f}", f"{score.compared_f1():.3f}" if score.has_comparators else "–"])
    table(["tool", "precision", "recall", "F1"] + [f"F1 {g} ({whole.wanted[g]})" for g in list(quantities.GROUPS)[1:]]
          + ["F1, units the tool names", "values found", "F1 with comparator"], rows)
    table(["quantity F1 by set"] + [f"{p} ({scores[('dafu', p)].wanted['all']})" for p in places],
          [[name] + [f"{scores[(name, p)].measures('all')[2]:.3f}" for p in places] for name in names])


def print_dates(tallies, rows):
    wanted = sum(bool(r["end"]) for r in rows)
    print(f"Dates: {wanted} sentences with a date, {len(rows) - wanted} without.\n")
    table(["tool", "start and end right", "end right", "dates given", "F1"],
          [[name, str(t.right), str(t.ends), str(t.given), f"{t.f1(wanted):.3f}"] for name, t in tallies])
    classes = list(dict.fromkeys(r["class"] for r in rows))
    table(["class"] + [name for name, _ in tallies],
          [[f"{c} ({sum(r['class'] == c for r in rows)})"] + [str(t.by_class[c]["right"]) for _, t in tallies] for c in classes])


def print_speeds(options, documents, peers):
    """Every run goes through all tools, so that a busy machine slows them alike; the median of each."""
    size = sum(len(block.encode()) for d in documents for block in d.blocks)
    copies = max(1, round(4 * MEGABYTE / size))
    lines = [d.line for d in documents] * copies
    times = {"dafu": []} | {name: [] for name, _ in peers}
    for _ in range(options.runs):
        times["dafu"].append(program.seconds(options.dafu, lines) * MEGABYTE / (size * copies))
        for name, read in peers:
            start = time.perf_counter()
            for document in documents:
                readings(read, document, [])
            times[name].append((time.perf_counter() - start) * MEGABYTE / size)
    print(f"Seconds a megabyte of prose ({size / 1000:.0f} kB; dafu: {copies} times that), median and range of {options.runs} runs.\n")
    base = statistics.median(times["dafu"])
    table(["tool", "s / MB", "lowest–highest", "times dafu"],
          [[name, f"{statistics.median(t):.2f}", f"{min(t):.2f}–{max(t):.2f}", f"{statistics.median(t) / base:.1f}"] for name, t in times.items()])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--dafu", default=os.path.join(ROOT, ".build", "release", "dafu"))
    parser.add_argument("--install", metavar="VENV_DIR")
    parser.add_argument("--shared", default=os.path.join(ROOT, "..", "shared"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    if options.install:
        install(options.install)
    peers = list(load())
    scores, invented = score_sets(options, peers)
    print_quantities(scores, ["dafu"] + [name for name, _ in peers])
    rows = dates.sentences(os.path.join(HERE, "dates.tsv"))
    tallies = [("dafu", dates.of_dafu(rows, options.dafu, os.path.join(ROOT, ".build", "bench", "dates")))]
    tallies += [(name, dates.of_peer(rows, read)) for name, read in peers]
    print_dates(tallies, rows)
    if options.misses:
        for name, tally in tallies:
            for row, spans in tally.misses:
                said = "; ".join(f"{first or ''}..{last or ''}" for first, last in spans)
                print(f"{name}: {row['sentence']} ({row['reference']}) want {row['start']}..{row['end']} said {said}")
    if options.runs:
        print_speeds(options, invented, peers)


if __name__ == "__main__":
    main()
