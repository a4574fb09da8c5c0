"""Does to a run what a bad night does, and looks whether anything was lost, mixed or half published.

Runs are killed at random moments and at every call that changes a file; disks are full, inputs cannot be read, two
runs start at once, corpus and codelists change at random. After each: `latest` is a complete release that
`dafu verify` passes, or there was none yet; and the next run ends in the bytes of a run that nobody disturbed.

    python3 Tests/Faults/torture.py .build/debug/dafu          short, some minutes
    python3 Tests/Faults/torture.py .build/release/dafu --long
"""

import argparse
import concurrent.futures
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import corpus

HERE = Path(__file__).resolve().parent
DATASET = "nights"
PIPELINE = """
dataset: {{name: nights, title: Nights, title_zh: 夜, licence: CC0-1.0, publisher: nobody}}
inputs: [replies]
codelists: codelists
checks: {{minimum_documents: 1}}
state: {{keep: {state}}}
outputs: {{directory: {output}, formats: [{formats}]}}
"""
QUICK = "csv, json"
ALL = "csv, json, xlsx, sqlite, sdmx, csvw, report, quality, changes, notes"


class Failure(Exception):
    """Something that must never happen, happened."""


class Bench:
    """A folder with a pipeline, and what is done to it."""

    def __init__(self, dafu: Path, shim: Path, folder: Path, formats: str = QUICK):
        self.dafu, self.shim, self.folder = dafu, shim, folder
        folder.mkdir(parents=True)
        for name, state, output in [("nightly", "true", "out"), ("cold", "false", "cold")]:
            text = PIPELINE.format(state=state, output=output, formats=formats)
            (folder / f"{name}.yml").write_text(text, encoding="utf-8")
        corpus.write_codelists(HERE.parents[1] / "pipelines/codelists", folder / "codelists")

    def start(self, *arguments: str, faults: dict[str, str] | None = None, below: str = "out") -> subprocess.Popen:
        # Always through the shim: what is loaded into the program is a part of what it is known by.
        environment = dict(os.environ, LD_PRELOAD=str(self.shim))
        if faults is not None:
            environment |= {"FAULTS_FOLDER": str((self.folder / below).resolve()), **faults}
        return subprocess.Popen(
            [str(self.dafu), *arguments], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, *arguments: str, faults: dict[str, str] | None = None, expect: tuple[int, ...] | None = None,
            below: str = "out") -> subprocess.CompletedProcess:
        process = self.start(*arguments, faults=faults, below=below)
        output, errors = process.communicate(timeout=300)
        if expect is not None and process.returncode not in expect:
            raise Failure(f"{' '.join(arguments)} ended with {process.returncode}: {errors.strip()[-400:]}")
        return subprocess.CompletedProcess(arguments, process.returncode, output, errors)

    def nightly(self, *options: str, **others) -> subprocess.CompletedProcess:
        return self.run("run", "nightly.yml", *options, **others)

    @property
    def latest(self) -> Path:
        return self.folder / "out" / DATASET / "latest"

    def release(self, output: str = "out") -> dict[str, bytes]:
        """The files of the newest release and their bytes."""
        latest = self.folder / output / DATASET / "latest"
        return {str(path.relative_to(latest)): path.read_bytes() for path in latest.rglob("*") if path.is_file()}

    def check_latest(self, *, may_be_none: bool = False, among: list[dict[str, bytes]] | None = None) -> None:
        """`latest` is whole: what `dafu verify` passes, and one of the releases that there can be."""
        if not self.latest.is_symlink():
            if may_be_none:
                return
            raise Failure("there is no newest release any more")
        if among is not None:
            release = self.release()
            if release not in among:
                raise Failure("the newest release is none of those that there can be")
        verified = self.run("verify", str(self.latest))
        if verified.returncode != 0:
            raise Failure(f"the newest release does not verify: {verified.stderr.strip()[-300:]} {verified.stdout[-300:]}")

    def check_recovery(self, expected: dict[str, bytes], *options: str) -> None:
        """The next run ends in the bytes of an undisturbed one, and leaves nothing lying about."""
        result = self.nightly(*options, expect=(0, 3))
        if self.release() != expected:
            raise Failure("the next run ends in other bytes")
        left = [path.name for path in (self.folder / "out" / DATASET).iterdir()
                if path.name.startswith((".staging", ".scratch", ".latest"))]
        if left:
            raise Failure(f"left behind: {left}")
        if "cannot be used" in result.stderr:
            raise Failure(f"the state broke: {result.stderr.strip()[-300:]}")


class Nights(Bench):
    """A bench with a release of one corpus published, and the corpus of the next night laid beside."""

    def __init__(self, dafu: Path, shim: Path, folder: Path, documents: int, formats: str = QUICK):
        super().__init__(dafu, shim, folder, formats)
        corpus.write_corpus(folder / "replies", documents, seed=1)
        self.nightly(expect=(3,))
        self.before = self.release()
        shutil.copytree(folder / "out", folder / "kept", symlinks=True)
        generator = random.Random(2)
        for _ in range(documents // 4):
            corpus.edit_corpus(folder / "replies", generator)
        self.run("run", "cold.yml", expect=(0, 3))
        self.after = self.release("cold")
        if self.after == self.before:
            raise Failure("the two nights do not differ")
        self.first = self.after
        # `changes` tells of the release before: an undisturbed run after the first night has it, the cold one not.
        if "CHANGES.md" in self.after:
            self.nightly(expect=(0, 3))
            self.after = self.release()

    def rewind(self, published: bool) -> None:
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        if published:
            shutil.copytree(self.folder / "kept", self.folder / "out", symlinks=True)

    def killed(self, published: bool) -> None:
        """What must hold once a run was killed, and after the next one."""
        self.check_latest(may_be_none=not published, among=[self.before, self.after] if published else [self.first])
        self.check_recovery(self.after if published else self.first)

    def strike(self, published: bool, number: int, action: str) -> None:
        """A run that is killed at a call."""
        self.rewind(published)
        (self.folder / "out").mkdir(exist_ok=True)
        result = self.nightly(faults={"FAULTS_AT": str(number), "FAULTS_DO": action})
        if result.returncode not in (-signal.SIGKILL, 0, 3):
            raise Failure(f"ended with {result.returncode}: {result.stderr.strip()[-300:]}")
        self.killed(published)

    def calls(self, published: bool) -> int:
        """How many calls an undisturbed run makes."""
        self.rewind(published)
        (self.folder / "out").mkdir(exist_ok=True)
        count = self.folder / "count"
        self.nightly(faults={"FAULTS_COUNT": str(count)}, expect=(0, 3))
        return int(count.read_text())


def random_moments(nights: Nights, rounds: int, seed: int):
    generator = random.Random(seed)
    durations = {}
    for published in (True, False):
        nights.rewind(published)
        begin = time.monotonic()
        nights.nightly(expect=(0, 3))
        durations[published] = time.monotonic() - begin
    for _ in range(rounds):
        published = generator.random() < 0.75
        nights.rewind(published)
        process = nights.start("run", "nightly.yml")
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(generator.random() * durations[published] * 1.1)
        process.kill()
        process.communicate()
        nights.killed(published)
        yield


def every_call(nights: Nights, rounds: int, seed: int):
    """At every call, or at as many as there are rounds; each in one of three ways."""
    calls = {published: nights.calls(published) for published in (True, False)}
    points = [(published, number) for published, count in calls.items() for number in range(1, count + 1)]
    if rounds < len(points):
        # The last calls publish: half of the points are there.
        tail = [(published, number) for published, number in points if number > calls[published] - 60]
        generator = random.Random(seed)
        points = generator.sample(tail, min(len(tail), rounds // 2)) + generator.sample(points, rounds - rounds // 2)
    for index, (published, number) in enumerate(points):
        nights.strike(published, number, ("kill", "torn", "after")[index % 3])
        yield


def refused(nights: Nights, rounds: int, seed: int):
    """The disk is full, or breaks, from some call on."""
    generator = random.Random(seed)
    count = nights.calls(True)
    for index in range(rounds):
        fault = ("ENOSPC", "ENOSPC", "EIO", "EROFS")[index % 4]
        nights.rewind(True)
        number = generator.randint(max(1, count - 80), count) if index % 2 else generator.randint(1, count)
        result = nights.nightly(faults={"FAULTS_AT": str(number), "FAULTS_DO": fault, "FAULTS_ON": "1"})
        if result.returncode not in (0, 1, 3):
            raise Failure(f"{fault} at {number}: ended with {result.returncode}: {result.stderr.strip()[-300:]}")
        if result.returncode == 1 and not ("nothing was published" in result.stderr or "untouched" in result.stderr
                                           or "cannot" in result.stderr):
            raise Failure(f"{fault} at {number}: says only: {result.stderr.strip()[-300:]}")
        nights.check_latest(among=[nights.before, nights.after])
        nights.check_recovery(nights.after)
        yield


def full_disk(nights: Nights, rounds: int, seed: int):
    """A small file system in memory that fills up at different points; where none may be mounted, nothing is done."""
    generator = random.Random(seed)
    for index in range(rounds):
        shutil.rmtree(nights.folder / "out", ignore_errors=True)
        (nights.folder / "out").mkdir()
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(nights.folder / "out")], capture_output=True)
        if mounted.returncode != 0:
            return
        try:
            shutil.copytree(nights.folder / "kept", nights.folder / "out", symlinks=True, dirs_exist_ok=True)
            ballast = nights.folder / "out" / "ballast"
            free = shutil.disk_usage(nights.folder / "out").free
            with ballast.open("wb") as stream:
                stream.write(bytes(max(0, free - generator.randint(0, 1_500_000))))
            result = nights.nightly()
            if result.returncode not in (0, 1, 3):
                raise Failure(f"full disk: ended with {result.returncode}: {result.stderr.strip()[-300:]}")
            nights.check_latest(among=[nights.before, nights.after])
            ballast.unlink()
            nights.check_recovery(nights.after)
        finally:
            subprocess.run(["umount", str(nights.folder / "out")], check=True, capture_output=True)
        yield


def unreadable_inputs(nights: Nights, rounds: int, seed: int):
    """One in a hundred inputs cannot be opened; when they can be again, all is as if nothing had been."""
    generator = random.Random(seed)
    for _ in range(rounds):
        nights.rewind(True)
        files = sorted(path for path in (nights.folder / "replies").rglob("*") if path.is_file())
        name = generator.choice(files).name
        result = nights.nightly("--rehash", faults={"FAULTS_UNREADABLE": f"/{name}"}, below="none")
        if result.returncode != 3 or "unreadable" not in result.stderr:
            raise Failure(f"an unreadable input: ended with {result.returncode}: {result.stderr.strip()[-300:]}")
        nights.check_latest()
        if b"unreadable" not in nights.release()["rejects.csv"]:
            raise Failure("the unreadable input is not among the rejects")
        nights.check_recovery(nights.after)
        yield


def two_at_once(nights: Nights, rounds: int, seed: int):
    """Two runs start together: one result, never mixed."""
    generator = random.Random(seed)
    for index in range(rounds):
        published = index % 3 > 0
        nights.rewind(published)
        options = ["--wait", "120"] if index % 2 else []
        first = nights.start("run", "nightly.yml", *options)
        time.sleep(generator.random() * 0.2)
        second = nights.start("run", "nightly.yml", *options)
        ends = []
        for process in (first, second):
            _, errors = process.communicate(timeout=300)
            ends.append((process.returncode, errors))
        for code, errors in ends:
            if code not in (0, 3) and not (code == 1 and not options and "another run" in errors):
                raise Failure(f"of two runs one ended with {code}: {errors.strip()[-300:]}")
        if all(code == 1 for code, _ in ends):
            raise Failure("of two runs none went through")
        nights.check_latest(among=[nights.after])
        nights.check_recovery(nights.after)
        yield


def stopped(nights: Nights, rounds: int, seed: int):
    """SIGINT and SIGTERM end a run within two seconds, without harm."""
    generator = random.Random(seed)
    for index in range(rounds):
        published = index % 2 == 0
        nights.rewind(published)
        process = nights.start("run", "nightly.yml")
        time.sleep(0.15 + generator.random() * 0.8)
        number = (signal.SIGINT, signal.SIGTERM)[index // 2 % 2]
        process.send_signal(number)
        begin = time.monotonic()
        process.communicate(timeout=60)
        if time.monotonic() - begin > 2:
            raise Failure(f"a signal took {time.monotonic() - begin:.1f} seconds")
        if process.returncode not in (0, 3, 128 + number):
            raise Failure(f"a signal ended the run with {process.returncode}")
        nights.killed(published)
        yield


def random_edits(bench: Bench, rounds: int, seed: int):
    """After every edit the run that builds on earlier ones gives the bytes of one that knows of none."""
    generator = random.Random(seed)
    corpus.write_corpus(bench.folder / "replies", 30, seed)
    for _ in range(rounds):
        edits = [corpus.edit_corpus(bench.folder / "replies", generator) for _ in range(generator.choice([1, 1, 1, 3]))]
        if generator.random() < 0.2:
            edits.append(corpus.edit_codelists(bench.folder / "codelists", generator))
        if generator.random() < 0.05:
            shutil.rmtree(bench.folder / "out" / DATASET / ".state", ignore_errors=True)
            edits.append("forget the state")
        bench.nightly(expect=(0, 3))
        bench.run("run", "cold.yml", expect=(0, 3))
        if bench.release() != bench.release("cold"):
            raise Failure(f"after {', '.join(edits)}: the incremental release is not the cold one")
        yield


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("dafu", type=Path)
    parser.add_argument("--long", action="store_true", help="all rounds instead of some")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="the scenarios whose name holds this word")
    arguments = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="dafu-torture-"))
    shim = work / "faults.so"
    compiler = shutil.which("cc") or shutil.which("clang") or "cc"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(shim), str(HERE / "faults.c"), "-ldl"], check=True)
    # Name, what is done, rounds in the short and in the long form, documents, formats.
    scenarios = [
        ("killed at random moments", random_moments, 10, 300, 24, QUICK),
        ("killed at every write, rename and sync", every_call, 20, 100_000, 12, QUICK),
        ("killed with all formats", every_call, 4, 60, 12, ALL),
        ("disk refuses", refused, 10, 200, 12, QUICK),
        ("disk full", full_disk, 6, 60, 24, QUICK),
        ("inputs unreadable", unreadable_inputs, 3, 30, 98, QUICK),
        ("two runs at once", two_at_once, 8, 100, 24, QUICK),
        ("stopped by a signal", stopped, 6, 60, 40, QUICK),
        ("random edits", random_edits, 14, 200, None, QUICK),
        ("random edits, all formats", random_edits, 3, 20, None, ALL),
    ]

    def play(scenario) -> tuple[str, int, int]:
        name, action, short, long, documents, formats = scenario
        folder = work / name.replace(" ", "-").replace(",", "")
        passed, failed, begin = 0, 0, time.monotonic()
        try:
            if documents is None:
                bench = Bench(arguments.dafu.resolve(), shim, folder, formats)
            else:
                bench = Nights(arguments.dafu.resolve(), shim, folder, documents, formats)
            for _ in action(bench, long if arguments.long else short, arguments.seed):
                passed += 1
        except (Failure, subprocess.TimeoutExpired, OSError) as error:
            failed = 1
            print(f"{name}: round {passed + 1}: {error}\n  left in {folder}", flush=True)
        print(f"{name}: {passed} rounds in {time.monotonic() - begin:.0f} s"
              + (" FAILED" if failed else ""), flush=True)
        return name, passed, failed

    chosen = [scenario for scenario in scenarios if not arguments.only or arguments.only in scenario[0]]
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        results = list(pool.map(play, chosen))
    passed, failed = sum(result[1] for result in results), sum(result[2] for result in results)
    if not failed:
        shutil.rmtree(work, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
