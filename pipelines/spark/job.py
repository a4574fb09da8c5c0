"""Publishes a release of any number of replies on Apache Spark.

    spark-submit --archives dafu-VERSION-linux-ARCH.tar.gz#dafu --py-files filters.py job.py --input … --output …

Spark moves records; every decision is dafu's own, so the release has the bytes of `dafu run`:

    inputs ─ extract | normalize ─ shuffle by identifier ─ tabulate ─┬─ shuffle by key ─ resolve ─┐
                                                                     └────────────────────────────┴─ sort ─ load

Nothing is written but by Spark's own shuffles and, at the end, by `dafu load`: a task that is tried again, or runs
twice under speculative execution, changes nothing.
"""

import argparse
import base64
import hashlib
import itertools
import json
import os
import re
import resource
import subprocess
import sys
import zlib

import filters
from pyspark import SparkFiles, StorageLevel
from pyspark.sql import SparkSession

# The order of the tables in the stream that `dafu load --records` reads; it needs none, but a sorted stream sorts fast.
KINDS = ["financial_metrics", "observations", "documents", "codes", "rejects", "findings"]
COUNT = "count"


def arguments():
    parser = argparse.ArgumentParser(description="Publishes a release of replies on Apache Spark.")
    parser.add_argument("--input", required=True, help="a folder that every machine sees, a URI of a folder, or Parquet "
                        "or NDJSON with `path` and `bytes` (base64, or binary in Parquet)")
    parser.add_argument("--format", choices=["folder", "files", "parquet", "ndjson"], help="what the input is; default: "
                        "by its name (.parquet, .ndjson, .jsonl), else files for a URI, else folder")
    parser.add_argument("--output", required=True, help="where releases go: a folder that the driver can write")
    parser.add_argument("--dafu", default="dafu/bin/dafu", help="the program on the executors")
    parser.add_argument("--pipeline", default="dafu/pipelines/nightly.yml", help="the pipeline file on the executors")
    parser.add_argument("--driver-dafu", help="the program on the driver, where it stands elsewhere")
    parser.add_argument("--driver-pipeline", help="the pipeline file on the driver, where it stands elsewhere")
    parser.add_argument("--version-name", help="the release's name instead of one derived from its content")
    parser.add_argument("--partitions", type=int, help="how many partitions; default: 1,000 documents each, or Spark's "
                        "own for Parquet and NDJSON")
    parser.add_argument("--stall-seconds", type=float, default=120.0, help="how long one document may take")
    parser.add_argument("--memory-megabytes", type=int, help="how much address space one process may take")
    return parser.parse_args()


def located(path):
    """A path as given, or below the folder where Spark put the archives."""
    if os.path.isabs(path) or os.path.exists(path):
        return os.path.abspath(path)
    return os.path.abspath(os.path.join(SparkFiles.getRootDirectory(), path))


class Stages:
    """The stages as functions of a partition; sent to the executors."""

    def __init__(self, options, context):
        # Seconds of processor time by stage: of the program, and of the Python that feeds it. A task that runs twice
        # counts twice; nothing but the closing message is made of them.
        self.spent = {
            (stage, who): context.accumulator(0.0)
            for stage in ("read", "tabulate", "resolve") for who in ("program", "python")}
        self._options = {
            "path": options.dafu, "pipeline": options.pipeline, "stall_seconds": options.stall_seconds,
            "memory_megabytes": options.memory_megabytes,
        }

    def _program(self):
        options = dict(self._options)
        options["path"] = located(options["path"])
        options["pipeline"] = located(options["pipeline"])
        return filters.Program(**options)

    def _metered(self, stage, results):
        """The same results; what they cost is noted at their end."""
        def now():
            return [usage.ru_utime + usage.ru_stime for usage in map(
                resource.getrusage, (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF))]

        before = now()
        yield from results
        for who, begun, ended in zip(("program", "python"), before, now()):
            self.spent[stage, who].add(ended - begun)

    def read(self, records):
        return self._metered("read", self._read(records))

    def _read(self, records):
        """Records to outcomes, one each, under the key that brings together what must be looked at together."""
        read = 0

        def counted():
            nonlocal read
            for record in records:
                read += 1
                yield record

        answered = 0
        for outcome in filters.Supervisor(self._program()).outcomes(counted()):
            answered += 1
            yield outcome.identifier or outcome.path, outcome.line
            # A document that shares its identifier X is renamed to X-2, unless a document has that name.
            stem = re.fullmatch(r"(.+)-[0-9]+", outcome.identifier or "", re.DOTALL)
            if stem:
                yield stem[1], json.dumps({"taken": outcome.identifier})
        if read != answered:
            raise filters.ProgramFailure(f"{read} records, {answered} outcomes")

    def tabulate(self, pairs):
        return self._metered("tabulate", self._tabulate(pairs))

    def _tabulate(self, pairs):
        """Outcomes to records of the release, as (kind, group, line), and how many outcomes there were."""
        outcomes = 0

        def lines():
            nonlocal outcomes
            for _, line in pairs:
                outcomes += not line.startswith('{"taken":')
                yield line

        program = self._program()
        for record in filters.transformed(program, ["tabulate", program.pipeline], lines()):
            kind, group, _ = record.split("\t", 2)
            yield kind, group, record
        yield COUNT, "", outcomes

    def resolve(self, codes):
        """A function of a partition: candidates of whole groups to rows of the keyed table."""
        def function(pairs):
            first = next(pairs, None)
            if first is None:
                return
            lines = (line for _, line in itertools.chain([first], pairs))
            program = self._program()
            for record in filters.transformed(
                    program, ["resolve", program.pipeline], itertools.chain(codes.value, lines)):
                kind, group, _ = record.split("\t", 2)
                yield kind, group, record

        return lambda pairs: self._metered("resolve", function(pairs))


def place(key):
    """A partition by a key: the same in every process and on every machine."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass"))


def order(record):
    kind, group, _ = record
    return KINDS.index(kind), base64.b64decode(group)


def inputs(spark, options, driver):
    """The records of the input, and their number."""
    context = spark.sparkContext
    kind = options.format
    if kind is None:
        name = options.input.rstrip("/")
        kind = ("parquet" if name.endswith(".parquet") else "ndjson" if name.endswith((".ndjson", ".jsonl"))
                else "files" if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", name) else "folder")
    if kind == "folder":
        listed = subprocess.run(
            [driver.path, "extract", "--list", os.path.abspath(options.input), "--pipeline", driver.pipeline],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        if listed.returncode != 0:
            raise filters.ProgramFailure(listed.stderr.decode("utf-8", "replace").strip())
        lines = [line for line in listed.stdout.decode("utf-8").split("\n") if line]
        partitions = options.partitions or max(context.defaultParallelism, -(-len(lines) // 1000))
        return context.parallelize(lines, max(1, min(partitions, len(lines)))).map(json.loads)
    if kind == "parquet":
        table = spark.read.parquet(options.input).select("path", "bytes")
        records = table.rdd.map(lambda row: record_of(row["path"], row["bytes"]))
    elif kind == "ndjson":
        lines = spark.read.option("lineSep", "\n").text(options.input)
        records = lines.rdd.map(lambda row: row[0]).filter(lambda line: line.strip()).map(parsed)
    else:
        table = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(options.input)
        records = table.select("path", "content").rdd.map(
            lambda row: record_of(relative(row["path"], options.input), row["content"]))
    return records.repartition(options.partitions) if options.partitions else records


def record_of(path, content):
    if content is not None and not isinstance(content, str):
        content = base64.b64encode(bytes(content)).decode("ascii")
    if not path:
        digest = hashlib.sha256((content or "").encode()).hexdigest()
        return refused(f"record-{digest[:16]}", "the record has no `path`")
    if content is None:
        return refused(path, "the record has no `bytes`")
    return {"path": path, "bytes": content}


def parsed(line):
    """The record of a line; one that is none is a rejected input, named by its content."""
    try:
        value = json.loads(line)
        path, content = value.get("path"), value.get("bytes")
        if not isinstance(path, (str, type(None))) or not isinstance(content, (str, type(None))):
            raise ValueError
        return record_of(path, content)
    except (ValueError, AttributeError):
        digest = hashlib.sha256(line.encode("utf-8", "replace")).hexdigest()
        return refused(f"record-{digest[:16]}", "the line is no JSON object with `path` and `bytes`")


def refused(path, message):
    return {"rejected": {"path": path, "reason": "malformed", "message": message}}


def relative(path, folder):
    """The path below the folder. Hadoop writes `file:/a` for `file:///a`."""
    def bare(text):
        return re.sub(r"^([A-Za-z][A-Za-z0-9+.-]*):/+", r"\1:/", text).rstrip("/")

    path, folder = bare(path), bare(folder)
    if "://" not in folder and ":/" not in folder:
        path = re.sub(r"^file:", "", path)
        folder = os.path.abspath(folder)
    return path[len(folder) + 1:] if path.startswith(folder + "/") else path


def main():
    options = arguments()
    spark = SparkSession.builder.appName("dafu").getOrCreate()
    context = spark.sparkContext
    driver = filters.Program(
        located(options.driver_dafu or options.dafu), located(options.driver_pipeline or options.pipeline))
    stages = Stages(options, context)

    records = inputs(spark, options, driver)
    partitions = max(1, records.getNumPartitions())
    outcomes = records.mapPartitions(stages.read).partitionBy(partitions, place)
    tabulated = outcomes.mapPartitions(stages.tabulate).persist(StorageLevel.DISK_ONLY)

    counts = dict(tabulated.map(lambda record: (record[0], record[2] if record[0] == COUNT else 1))
                  .reduceByKey(lambda left, right: left + right, 1).collect())
    expected = records.count()
    if counts.get(COUNT, 0) != expected:
        raise filters.ProgramFailure(f"{expected} inputs, {counts.get(COUNT, 0)} outcomes")

    codes = tabulated.filter(lambda record: record[0] == "codes").distinct().sortBy(lambda record: record[2], True, 1)
    known = context.broadcast([record[2] for record in codes.collect()])
    metrics = (tabulated.filter(lambda record: record[0] == "metric_candidates")
               .map(lambda record: (record[1], record[2])).partitionBy(partitions, place)
               .mapPartitions(stages.resolve(known)).persist(StorageLevel.DISK_ONLY))
    rest = tabulated.filter(lambda record: record[0] not in ("metric_candidates", "codes", COUNT))
    lines = metrics.union(codes).union(rest).sortBy(order, True, partitions).map(lambda record: record[2])

    release = [driver.path, "load", "--records", driver.pipeline, "--output", options.output]
    if options.version_name:
        release += ["--version-name", options.version_name]
    process = subprocess.Popen(release, stdin=subprocess.PIPE)
    sent = {}
    try:
        for line in lines.toLocalIterator(prefetchPartitions=True):
            kind = line.split("\t", 1)[0]
            sent[kind] = sent.get(kind, 0) + 1
            process.stdin.write(line.encode("ascii") + b"\n")
        for kind in ("observations", "documents", "rejects", "findings"):
            if sent.get(kind, 0) != counts.get(kind, 0):
                raise filters.ProgramFailure(f"{counts.get(kind, 0)} {kind} made, {sent.get(kind, 0)} received")
        process.stdin.close()
    except BrokenPipeError:
        pass  # Its exit code tells.
    except BaseException:
        # A stream that is not whole must not be published: the end of input would say that it is.
        process.kill()
        raise
    code = process.wait()
    spark.stop()
    if code not in (0, 3):
        return code
    spent = ", ".join(f"{stage} {who} {seconds.value:.1f}" for (stage, who), seconds in stages.spent.items())
    print(f"{expected} inputs, {sent.get('documents', 0)} documents, {sent.get('rejects', 0)} rejected, "
          f"{sent.get('observations', 0)} observations; processor seconds: {spent}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except filters.ProgramFailure as failure:
        sys.exit(f"dafu on Spark: {failure}")
