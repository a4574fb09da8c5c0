"""Measures what a document costs on Spark: python3 Tests/Spark/measure.py PROGRAM [COUNT]

Prints, for one and two cores, documents a second (without Spark's own start, which a job of ten documents shows), the
processor seconds of each stage, and the bytes that are shuffled, a document.
"""

import importlib.util
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import corpus

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def submit(folder, program, replies, cores, name):
    home = pathlib.Path(importlib.util.find_spec("pyspark").origin).parent
    events = folder / f"{name}-events"
    events.mkdir()
    settings = {
        "spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
        "spark.eventLog.enabled": "true", "spark.eventLog.dir": events.as_uri(), "spark.eventLog.compress": "false",
        "spark.eventLog.rolling.enabled": "false",
    }
    command = [str(home / "bin/spark-submit"), "--master", f"local[{cores}]", "--driver-memory", "2g",
               "--py-files", str(ROOT / "pipelines/spark/filters.py")]
    for key, value in settings.items():
        command += ["--conf", f"{key}={value}"]
    pipeline = str(ROOT / "pipelines/nightly.yml")
    command += [str(ROOT / "pipelines/spark/job.py"), "--input", str(replies), "--output", str(folder / name),
                "--dafu", program, "--pipeline", pipeline]
    begun = time.time()
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=folder,
        env={**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable,
             "SPARK_LOCAL_DIRS": str(folder)})
    if done.returncode:
        sys.exit(done.stderr[-4000:])
    seconds = time.time() - begun
    shuffled = scheduled = 0
    for log in events.rglob("*"):
        if not log.is_file():
            continue
        for line in log.read_text(encoding="utf-8").splitlines():
            event = json.loads(line)
            if event.get("Event") == "SparkListenerTaskEnd":
                metrics = event["Task Metrics"]
                shuffled += metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"]
                scheduled += metrics["Executor CPU Time"] / 1e9
    summary = done.stdout.strip().splitlines()[-1]
    return seconds, shuffled, scheduled, summary


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    with tempfile.TemporaryDirectory(prefix="dafu-measure-") as folder:
        folder = pathlib.Path(folder)
        corpus.write(folder / "few", 10)
        corpus.write(folder / "many", count)
        size = sum(path.stat().st_size for path in (folder / "many").rglob("*") if path.is_file())
        print(f"{count} documents, {size / count:.0f} bytes each; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        begun = time.time()
        subprocess.run([program, "run", str(ROOT / "pipelines/nightly.yml"), "--input", folder / "many", "--output",
                        folder / "alone", "--jobs", "1"], capture_output=True, check=False)
        print(f"dafu run --jobs 1: {time.time() - begun:.1f} s")
        for cores in (1, 2):
            start, *_ = submit(folder, program, folder / "few", cores, f"few-{cores}")
            seconds, shuffled, scheduled, summary = submit(folder, program, folder / "many", cores, f"many-{cores}")
            spent = sum(float(number) for number in re.findall(r"(?:program|python) ([0-9.]+)", summary)) + scheduled
            print(f"{cores} cores: {seconds:.1f} s, {start:.1f} s of it Spark's start: "
                  f"{count / (seconds - start):.0f} documents a second, {(seconds - start) / count * cores * 1e3:.1f} ms "
                  f"a document and core by the clock; {spent / count * 1e3:.1f} ms of executors' processor time; "
                  f"{shuffled / count:.0f} bytes shuffled a document; JVM {scheduled:.1f} s")
            print("   " + summary)


if __name__ == "__main__":
    main()
