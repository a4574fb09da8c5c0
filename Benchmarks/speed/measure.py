"""Runs programs and tells what they cost."""
import os, subprocess, time
from dataclasses import dataclass


@dataclass
class Cost:
    processor: float   # user and system seconds of the program and of what it waited for
    elapsed: float     # seconds
    memory: int        # the most memory that it held at once, bytes
    output: bytes = b""


def run(command, standard_input=None, output=None, keep=False):
    """Runs a program to its end; exit code 3 (some inputs were rejected) is no failure. `output`: a file for what it prints."""
    source = open(standard_input, "rb") if standard_input else subprocess.DEVNULL
    sink = open(output, "wb") if output else subprocess.PIPE if keep else subprocess.DEVNULL
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=source, stdout=sink, stderr=subprocess.PIPE)
    said = process.stdout.read() if keep and not output else b""
    complaint = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    for file in (source, sink):
        if hasattr(file, "close"):
            file.close()
    if process.returncode not in (0, 3):
        raise RuntimeError(f"{' '.join(command[:3])} ended with {process.returncode}: {complaint.decode(errors='replace')[-400:]}")
    return Cost(usage.ru_utime + usage.ru_stime, elapsed, usage.ru_maxrss * 1024, said)


def said(command):
    """Runs a script whose last line is what it measured itself: processor seconds, elapsed seconds, and more."""
    cost = run(command, keep=True)
    # Some packages print a greeting first.
    processor, elapsed, *rest = cost.output.strip().split(b"\n")[-1].split()
    return Cost(float(processor), float(elapsed), cost.memory, b" ".join(rest))
