"""What the scripts of this folder share: reading gold tables, a conditional logit, documents left out, tables in Swift."""
import argparse, csv, os, random
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

csv.field_size_limit(10**9)


def arguments(description, penalty):
    """The command line that all scripts have."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dafu", required=True)
    parser.add_argument("--set", action="append", required=True, help="NAME:CORPUS:GOLD[:WEIGHT]")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--penalty", type=float, default=penalty)
    parser.add_argument("--write")
    return parser


def sets(options):
    """The sets of the command line: name, corpus, gold, weight."""
    for text in options.set:
        name, corpus, gold, *weight = text.split(":")
        yield name, os.path.abspath(corpus), gold, float(weight[0]) if weight else 1


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Choice:
    """A conditional logit: of a figure's candidates the sum of the right ones' shares is made as large as it can be, with an
    L2 penalty, one for all weights or one for each. A row holds `candidates` (the numbers of their features, and whether they are right), `document`, `set`,
    `weight`."""

    def __init__(self, size):
        self.size = size

    def matrix(self, rows):
        columns, ends, starts, right = [], [0], [0], []
        for row in rows:
            for features, is_right in row["candidates"]:
                columns += features
                ends.append(len(columns))
                right.append(is_right)
            starts.append(len(right))
        ones = np.ones(len(columns), dtype=np.float32)
        return csr_matrix((ones, columns, ends), shape=(len(right), self.size)), np.array(starts), np.array(right)

    def fit(self, rows, penalty):
        rows = [row for row in rows if any(right for _, right in row["candidates"])]
        x, starts, right = self.matrix(rows)
        weights = np.array([row["weight"] for row in rows])
        heads, group = starts[:-1], np.repeat(np.arange(len(rows)), np.diff(starts))
        transposed = x.T.tocsr()

        def loss(w):
            scores = x @ w
            e = np.exp(scores - np.maximum.reduceat(scores, heads)[group])
            total, good = np.add.reduceat(e, heads), e * right
            of_good = np.add.reduceat(good, heads)
            gradient = transposed @ ((e / total[group] - good / of_good[group]) * weights[group])
            return -((np.log(of_good) - np.log(total)) * weights).sum() + (penalty / 2 * w) @ w, gradient + penalty * w

        return minimize(loss, np.zeros(self.size), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x

    def hits(self, rows, w):
        x, starts, right = self.matrix(rows)
        scores = x @ w
        return [bool(right[a + int(np.argmax(scores[a:b]))]) for a, b in zip(starts, starts[1:])]


def folds(rows, count, seed=0):
    """For each fold: the rows of the other documents, and the names of its own."""
    documents = sorted({row["document"] for row in rows})
    random.Random(seed).shuffle(documents)
    for fold in range(count):
        out = set(documents[fold::count])
        yield [row for row in rows if row["document"] not in out], out


def left_out(model, rows, count, penalty):
    """Prints how documents do by weights that were fitted without them, beside the program as it is (`said`)."""
    by_set = {}
    for others, out in folds(rows, count):
        w = model.fit(others, penalty)
        rest = [row for row in rows if row["document"] in out]
        for row, hit in zip(rest, model.hits(rest, w)):
            by_set.setdefault(row["set"], []).append((row["said"], hit))
    everything = [pair for values in by_set.values() for pair in values]
    for name, values in [("all", everything)] + sorted(by_set.items()):
        said, hit = np.mean(np.array(values, dtype=float), axis=0)
        print(f"left out, {name}: {len(values)} figures, the program {said:.3f}, fitted anew {hit:.3f}", flush=True)


def hundredths(w):
    return [int(round(x * 100)) for x in w.ravel()]


def write(path, name, comment, w):
    """Writes weights as a table in Swift, which is never edited."""
    values = hundredths(w)
    lines = [f"/// {line}" for line in comment.splitlines()] + [f"enum {name} {{", "  static let values: [Int16] = ["]
    for begin in range(0, len(values), 16):
        lines.append("    " + ", ".join(str(value) for value in values[begin:begin + 16]) + ",")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines + ["  ]", "}", ""]))
