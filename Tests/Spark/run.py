"""Proves that Spark gives the release of `dafu run`, whatever happens to documents, processes and executors.

    python3 Tests/Spark/run.py --dafu PROGRAM [--archive dafu-…tar.gz] [--documents 60] [--long]

Run by the Python that has pyspark. Prints one line a check and closes with `N passed, N failed`.
"""

import argparse
import base64
import hashlib
import importlib.util
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT / "pipelines/spark"), str(HERE)]

import corpus  # noqa: E402
import filters  # noqa: E402

PIPELINE = ROOT / "pipelines/nightly.yml"
STANDIN = HERE / "standin.py"
FAULTS = {"crash": "crashed", "quit": "crashed", "garble": "crashed", "swallow": "crashed", "hang": "timed-out"}
# Long enough for a busy machine to start the program, short enough to wait for.
STALL_SECONDS = 12


class Checks:
    def __init__(self, options, folder):
        self.options = options
        self.dafu = str(pathlib.Path(options.dafu).resolve())
        self.folder = pathlib.Path(folder)
        self.passed = self.failed = 0

    def check(self, name, body):
        begun = time.time()
        try:
            note = body() or ""
            self.passed += 1
            print(f"ok      {name} ({time.time() - begun:.0f} s) {note}", flush=True)
        except Exception as error:  # noqa: BLE001: every failure is counted and told
            self.failed += 1
            print(f"FAILED  {name}: {error}", flush=True)
            if not isinstance(error, AssertionError):
                traceback.print_exc()

    # What dafu does by itself.

    def run_dafu(self, arguments, stdin=b"", allowed=(0, 3)):
        done = subprocess.run([self.dafu, *map(str, arguments)], input=stdin, capture_output=True, check=False)
        assert done.returncode in allowed, f"dafu {arguments[0]} ended with {done.returncode}: {done.stderr.decode()}"
        return done.stdout

    def records(self, replies):
        """The replies as records with their bytes, in the order of their paths."""
        records = []
        for line in self.run_dafu(["extract", "--list", replies, "--pipeline", PIPELINE]).splitlines():
            entry = json.loads(line)
            with open(base64.b64decode(entry["location"]), "rb") as file:
                records.append({"path": entry["path"], "bytes": base64.b64encode(file.read()).decode()})
        return records

    def outcomes(self, records):
        lines = b"".join(json.dumps(record).encode() + b"\n" for record in records)
        extracted = self.run_dafu(["extract", "--ndjson", "--pipeline", PIPELINE], lines)
        return self.run_dafu(["normalize", PIPELINE], extracted).decode().split("\n")[:-1]

    def expected(self, name, records):
        """The release of records of which those with a fault in their path are rejected."""
        good = [record for record in records if fault_of(record) is None]
        lines = self.outcomes(good) + [rejection_of(record) for record in records if fault_of(record)]
        output = self.folder / name
        self.run_dafu(["load", PIPELINE, "--output", output], "\n".join(lines).encode())
        return release(output)

    # The job.

    def submit(self, name, source, *more, program=None, environment=None, conf=()):
        """Runs the job in `local-cluster[2,1,1024]` and gives its release and what Spark logged."""
        output = self.folder / name
        home = pathlib.Path(importlib.util.find_spec("pyspark").origin).parent
        command = [
            str(home / "bin/spark-submit"), "--master", "local-cluster[2,1,1024]",
            "--driver-memory", "1g", "--py-files", str(ROOT / "pipelines/spark/filters.py"),
        ]
        settings = {
            "spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
            "spark.pyspark.python": sys.executable, **dict(conf),
        }
        for key, value in (environment or {}).items():
            settings[f"spark.executorEnv.{key}"] = value
        for key, value in settings.items():
            command += ["--conf", f"{key}={value}"]
        where = ["--dafu", program or self.dafu, "--driver-dafu", self.dafu, "--pipeline", str(PIPELINE)]
        if self.options.archive and program is None:
            command += ["--archives", f"{pathlib.Path(self.options.archive).resolve()}#dafu"]
            where = ["--driver-dafu", self.dafu, "--driver-pipeline", str(PIPELINE)]
        command += [
            str(ROOT / "pipelines/spark/job.py"), "--input", str(source), "--output", str(output), *where,
            "--stall-seconds", str(STALL_SECONDS), *more,
        ]
        # Standalone workers write their folders below SPARK_HOME, which may be anybody's, unless told otherwise.
        work = self.folder / "work"
        work.mkdir(exist_ok=True)
        done = subprocess.run(
            command, capture_output=True, check=False, text=True, cwd=self.folder,
            env={**os.environ, **(environment or {}), "PYSPARK_PYTHON": sys.executable, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": str(work),
                 "SPARK_WORKER_DIR": str(work)})
        (self.folder / f"{name}.log").write_text(done.stderr)
        assert done.returncode == 0, f"spark-submit ended with {done.returncode}:\n{done.stderr[-6000:]}"
        return release(output), done.stderr


def fault_of(record):
    found = re.search("|".join(FAULTS), record["path"])
    return found[0] if found else None


def rejection_of(record):
    reason = FAULTS[fault_of(record)]
    return json.dumps({"rejected": {
        "path": record["path"], "reason": reason, "message": filters.REASONS[reason],
        "sha256": hashlib.sha256(base64.b64decode(record["bytes"])).hexdigest()}})


def release(output):
    """Every file of the newest release with its bytes, and the release's name."""
    latest = next(iter(pathlib.Path(output).glob("*/latest")), None)
    assert latest is not None, f"no release in {output}"
    files = {str(path.relative_to(latest)): path.read_bytes() for path in latest.rglob("*") if path.is_file()}
    return {"": latest.resolve().name.encode(), **files}


def equal(found, wanted):
    different = sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
    assert not different, f"different: {different}"
    assert len(wanted) > 15, f"only {sorted(wanted)}"


def add_faults(replies, count):
    """Adds replies with a fault in their names, in all folders."""
    for index in range(count):
        fault = list(FAULTS)[index % len(FAULTS)] if count < 20 else ("crash" if index % 2 else "hang")
        path = replies / f"{index % 7}" / f"{fault}-{index}.txt"
        path.write_text(corpus.reply(90_000 + 3 * index)[1], encoding="utf-8")


# The supervision by itself: no Spark.

def supervision(checks, replies):
    records = [record for record in checks.records(replies) if "executor" not in record["path"]]
    plain = checks.outcomes(records)

    def answers(program, some, path=None):
        supervisor = filters.Supervisor(filters.Program(program, str(path or PIPELINE), STALL_SECONDS))
        return [outcome.line for outcome in supervisor.outcomes(some)], supervisor.restarts

    def every_record_has_its_outcome():
        lines, restarts = answers(checks.dafu, records)
        assert lines == plain
        assert restarts == 1, restarts

    def faults_are_found(spacing):
        def body():
            os.environ["DAFU_REAL"] = checks.dafu
            some = []
            for index, record in enumerate(records[:20]):
                some.append(record)
                if index % spacing == spacing - 1:
                    fault = list(FAULTS)[index // spacing % len(FAULTS)]
                    some.append({"path": f"{fault}-{index}.txt", "bytes": record["bytes"]})
            lines, restarts = answers(str(STANDIN), some)
            good = iter(plain)
            for record, line in zip(some, lines, strict=True):
                if fault_of(record):
                    assert json.loads(line) == json.loads(rejection_of(record)), line
                else:
                    assert line == next(good), record["path"]
            return f"{restarts} processes"
        return body

    def fails(program, path=None):
        def body():
            try:
                answers(program, records[:2], path)
            except filters.ProgramFailure as failure:
                return f"“{failure}”"[:100]
            raise AssertionError("no failure")
        return body

    def a_short_stage_is_noticed(program):
        def body():
            try:
                list(filters.transformed(filters.Program(program, str(PIPELINE)), ["tabulate"], plain))
            except filters.ProgramFailure as failure:
                return f"“{failure}”"[:100]
            raise AssertionError("no failure")
        return body

    checks.check("every record has its outcome, by one process", every_record_has_its_outcome)
    checks.check("documents that crash, stall, garble are found", faults_are_found(4))
    checks.check("also side by side", faults_are_found(1) if checks.options.long else faults_are_found(8))
    checks.check("a program that is not there", fails("/nowhere/dafu"))
    checks.check("a program that does not work blames no document", fails("/bin/false"))
    checks.check("a program that does nothing blames no document", fails("/bin/true"))
    checks.check("a pipeline file that is not there", fails(checks.dafu, "/nowhere/nightly.yml"))
    checks.check("a stage that ends early", a_short_stage_is_noticed("/bin/true"))
    checks.check("a stage that echoes", a_short_stage_is_noticed("/bin/echo"))


# The job.

def cluster(checks, replies):
    wanted = {}

    def run_by_itself():
        output = checks.folder / "alone"
        checks.run_dafu(["run", PIPELINE, "--input", replies, "--output", output])
        wanted.update(release(output))

    def folder():
        equal(checks.submit("folder", replies)[0], wanted)

    def ndjson():
        source = checks.folder / "replies.ndjson"
        with open(source, "w", encoding="utf-8") as file:
            for record in reversed(checks.records(replies)):
                print(json.dumps(record, ensure_ascii=False), file=file)
        equal(checks.submit("ndjson", source, "--partitions", "3")[0], wanted)

    def parquet():
        source = checks.folder / "replies.parquet"
        script = ("import json, sys, base64; from pyspark.sql import SparkSession; "
                  "s = SparkSession.builder.master('local[1]').config('spark.ui.enabled', 'false')"
                  ".config('spark.driver.bindAddress', '127.0.0.1').config('spark.driver.host', '127.0.0.1')"
                  ".getOrCreate(); "
                  "r = [json.loads(l) for l in open(sys.argv[1], encoding='utf-8')]; "
                  "s.createDataFrame([(x['path'], bytearray(base64.b64decode(x['bytes']))) for x in r], "
                  "'path string, bytes binary').repartition(3).write.parquet(sys.argv[2])")
        subprocess.run([sys.executable, "-c", script, str(checks.folder / "replies.ndjson"), str(source)],
                       check=True, capture_output=True)
        equal(checks.submit("parquet", source)[0], wanted)

    def standin(name, more):
        marker = checks.folder / f"{name}.marker"
        return {
            "program": str(STANDIN), "environment": {"DAFU_REAL": checks.dafu, "DAFU_MARKER": str(marker)},
            "conf": more,
        }, marker

    def with_killed_executor(source, name, wanted, more=()):
        # The executor goes down in the middle of its task; other tasks of it have given their shuffles.
        how, marker = standin(name, more)
        found, log = checks.submit(name, source, "--partitions", "9" if checks.options.long else "4", **how)
        assert marker.exists(), "no executor was killed"
        assert re.search(r"[Ll]ost executor|Executor.*(lost|EXITED)|exitCode 137|code 137", log), "Spark lost no executor"
        equal(found, wanted)

    def killed():
        with_killed_executor(replies, "killed", wanted)

    def faulty():
        more = checks.folder / "faulty"
        subprocess.run(["cp", "-r", str(replies), str(more)], check=True)
        add_faults(more, 20 if checks.options.long else 5)
        records = checks.records(more)
        rejected = checks.expected("faulty-alone", records)
        speculation = {
            "spark.speculation": "true", "spark.speculation.multiplier": "1.1", "spark.speculation.quantile": "0.5"}
        if checks.options.long:
            (more / "3" / "executor.txt").unlink()
            records = checks.records(more)
            rejected = checks.expected("faulty-alone-2", records)
            how, _ = standin("faulty-job", speculation)
            equal(checks.submit("faulty-job", more, "--partitions", "7", **how)[0], rejected)
        else:
            # Short form: the executor is killed in the same job.
            with_killed_executor(more, "faulty-job", rejected, speculation)
        assert rejected["rejects.csv"].count(b"crashed") >= 3

    checks.check("dafu run", run_by_itself)
    if checks.options.long:
        checks.check("a folder: the bytes of dafu run", folder)
    checks.check("NDJSON in another order: the bytes of dafu run", ndjson)
    if checks.options.long:
        checks.check("Parquet: the bytes of dafu run", parquet)
        checks.check("an executor killed in mid-job: the bytes of dafu run", killed)
    checks.check("documents that crash and hang, retries and speculation: the rest as ever", faulty)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dafu", required=True)
    parser.add_argument("--archive", help="what `make dist` builds; executors then use it")
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--keep", help="work here and leave everything")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dafu-spark-") as folder:
        checks = Checks(options, options.keep or folder)
        checks.folder.mkdir(parents=True, exist_ok=True)
        replies = checks.folder / "replies"
        corpus.write(replies, options.documents)
        (replies / "3" / "executor.txt").write_text(corpus.reply(80_001)[1], encoding="utf-8")
        supervision(checks, replies)
        cluster(checks, replies)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
