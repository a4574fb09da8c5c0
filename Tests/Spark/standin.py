#!/usr/bin/env python3
"""Stands in for dafu and misbehaves on records whose path says so; else it is the program of DAFU_REAL.

crash: ends by a signal; quit: ends with 0 as if all were done; hang: never answers; garble: answers nonsense;
swallow: gives no answer and goes on; executor: the first time, kills the Spark executor above it.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time


def kill_executor():
    """Kills the executor that this process works for, once for all processes that share DAFU_MARKER."""
    try:
        os.close(os.open(os.environ["DAFU_MARKER"], os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    process = os.getpid()
    while process > 1:
        with open(f"/proc/{process}/cmdline", "rb") as file:
            if b"CoarseGrainedExecutorBackend" in file.read():
                os.kill(process, signal.SIGKILL)
                return
        with open(f"/proc/{process}/stat", "rb") as file:
            process = int(file.read().rsplit(b")", 1)[1].split()[1])


def main():
    real = os.environ["DAFU_REAL"]
    if sys.argv[1] != "extract" or "--ndjson" not in sys.argv:
        os.execv(real, [real, *sys.argv[1:]])
    child = subprocess.Popen([real, *sys.argv[1:]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for line in sys.stdin.buffer:
        found = re.search(r"(crash|quit|hang|garble|swallow|executor)", json.loads(line).get("path", ""))
        fault = found[1] if found else None
        if fault == "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        if fault == "quit":
            os._exit(0)
        if fault == "hang":
            time.sleep(1e6)
        if fault == "executor":
            kill_executor()
        child.stdin.write(line)
        child.stdin.flush()
        outcome = child.stdout.readline()
        if fault == "swallow":
            continue
        sys.stdout.buffer.write(b"garbage\n" if fault == "garble" else outcome)
        sys.stdout.buffer.flush()
    child.stdin.close()
    return child.wait()


if __name__ == "__main__":
    sys.exit(main())
