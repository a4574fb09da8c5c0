"""Runs the stages of dafu as child processes and answers for every record.

`RDD.pipe` ignores how its child ends unless told otherwise, and knows nothing of a child that stops answering; a
document that ends the child takes the rest of its partition with it. Here one record in is one outcome out: a
document on which the program ends or stalls is found, tried again by itself, and rejected with a reason that does not
depend on when, where or how often it was tried.

Nothing in this file needs Spark.
"""

import base64
import collections
import ctypes
import hashlib
import json
import os
import queue
import resource
import signal
import subprocess
import tempfile
import threading

# How many records may be under way: enough to keep both stages busy, few enough to be sent again.
WINDOW_RECORDS = 64
WINDOW_BYTES = 64 << 20
# A document that ends the program once may have been unlucky (memory, a signal from outside): it is tried again.
ATTEMPTS = 2

REASONS = {
    "crashed": "the program ended on this document each time; the other documents were read without it",
    "timed-out": "the program did not finish this document within the time allowed for one",
}

# A reply that every version reads. If it fails too, the fault is the program's or the machine's, not the document's.
PROBE = {
    "path": "probe.txt",
    "bytes": base64.b64encode(
        "关于第1号提案的答复\n\n王委员：\n\n您的提案收悉，现答复如下：\n\n2023年，全市普惠小微贷款余额12亿元。\n\n"
        "无锡市财政局\n2024年6月1日\n".encode()
    ).decode(),
}


class ProgramFailure(Exception):
    """The program itself does not work here, or the records do not add up: no document is to blame."""


class Program:
    """Where dafu stands and how it is to be run; can be sent to other machines."""

    def __init__(self, path, pipeline, stall_seconds=120.0, memory_megabytes=None):
        self.path = path
        self.pipeline = pipeline
        self.stall_seconds = stall_seconds
        self.memory_megabytes = memory_megabytes

    def start(self, arguments, stdin, stdout, stderr):
        """A child in a process group of its own, which does not outlive this process."""
        limit = self.memory_megabytes

        def prepare():
            if _LIBC is not None:
                _LIBC.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
            if limit:
                resource.setrlimit(resource.RLIMIT_AS, (limit << 20, limit << 20))

        try:
            return subprocess.Popen(
                [self.path, *arguments], stdin=stdin, stdout=stdout, stderr=stderr, preexec_fn=prepare,
                start_new_session=True)
        except OSError as error:
            raise ProgramFailure(f"{self.path} cannot be started: {error.strerror}") from error


try:
    _LIBC = ctypes.CDLL(None)
    _LIBC.prctl
except (OSError, AttributeError):
    _LIBC = None


def _tail(file):
    file.seek(0, os.SEEK_END)
    file.seek(max(0, file.tell() - 2000))
    return file.read().decode("utf-8", "replace").strip()


def _end(process):
    if process.poll() is not None:
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


class _Chain:
    """`dafu extract --ndjson | dafu normalize`, fed by a thread and read by another, so that neither pipe blocks."""

    def __init__(self, program):
        self._errors = tempfile.TemporaryFile()
        common = ["--jobs", "1"]
        self._extract = program.start(
            ["extract", "--ndjson", "--pipeline", program.pipeline, *common], subprocess.PIPE, subprocess.PIPE,
            self._errors)
        try:
            self._normalize = program.start(
                ["normalize", program.pipeline, *common], self._extract.stdout, subprocess.PIPE, self._errors)
        except ProgramFailure:
            _end(self._extract)
            raise
        self._extract.stdout.close()
        self._to_send = queue.SimpleQueue()
        self._received = queue.SimpleQueue()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._send, self._receive)]
        for thread in self._threads:
            thread.start()

    def _send(self):
        try:
            while (line := self._to_send.get()) is not None:
                self._extract.stdin.write(line)
                self._extract.stdin.flush()
        except OSError:
            pass  # The child has gone; that its outcomes are missing is noticed by whoever waits for them.
        try:
            self._extract.stdin.close()
        except OSError:
            pass

    def _receive(self):
        for line in self._normalize.stdout:
            self._received.put(line)
        self._received.put(None)

    def send(self, line):
        self._to_send.put(line)

    def finish_sending(self):
        self._to_send.put(None)

    def receive(self, seconds):
        """The next line; None where there will be none. Raises queue.Empty after `seconds`."""
        return self._received.get(timeout=seconds)

    def close(self):
        """Waits for both ends and gives what is wrong with how they ended, or None."""
        self.finish_sending()
        if self._received.get(timeout=60) is not None:
            return "more outcomes than records"
        codes = (self._extract.wait(60), self._normalize.wait(60))
        # 3: some inputs were rejected, and each has its line.
        return None if codes[0] in (0, 3) and codes[1] == 0 else f"exit codes {codes}"

    def complaint(self):
        return _tail(self._errors)

    def kill(self):
        self.finish_sending()
        _end(self._extract)
        _end(self._normalize)
        for thread in self._threads:
            thread.join()
        self._normalize.stdout.close()
        self._errors.close()


Outcome = collections.namedtuple("Outcome", "path identifier line")


def _outcome(line, path):
    """The outcome that a line is, or None where it is not the one of `path`."""
    try:
        value = json.loads(line)
        if "normalized" in value:
            record = value["normalized"]["record"]
            found = Outcome(record["path"], record["documentID"], line.decode("utf-8").rstrip("\n"))
        else:
            found = Outcome(value["rejected"]["path"], None, line.decode("utf-8").rstrip("\n"))
    except (ValueError, KeyError, TypeError):
        return None
    return found if found.path == path else None


def rejected(path, reason, message, sha256=None):
    """The outcome of an input that is rejected here."""
    rejection = {"path": path, "reason": reason, "message": message}
    if sha256 is not None:
        rejection["sha256"] = sha256
    line = json.dumps({"rejected": rejection}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Outcome(path, None, line)


def _digest(record):
    try:
        if record.get("bytes") is not None:
            return hashlib.sha256(base64.b64decode(record["bytes"], validate=True)).hexdigest()
        with open(base64.b64decode(record["location"]), "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() if hasattr(hashlib, "file_digest") else \
                hashlib.sha256(file.read()).hexdigest()
    except (KeyError, TypeError, ValueError, OSError):
        return None


class Supervisor:
    """Gives every record its outcome, in the records' order."""

    _probed = set()

    def __init__(self, program):
        self._program = program
        self._chain = None
        self._reason = "crashed"
        self._complaint = ""
        self.restarts = 0

    def outcomes(self, records):
        """Yields an Outcome a record. A record is a dictionary with `path` and `bytes` or `location`, both base64, or
        with `rejected`. Raises ProgramFailure where the program does not work at all."""
        records = iter(records)
        pending = collections.deque()  # (record, line); without a line: its outcome is known
        replay = collections.deque()
        size = 0
        ended = False
        try:
            while True:
                while len(pending) < WINDOW_RECORDS and size < WINDOW_BYTES:
                    if replay:
                        record, line = replay.popleft()
                    elif ended or (record := next(records, None)) is None:
                        ended = True
                        break
                    else:
                        line = self._line(record)
                    pending.append((record, line))
                    if isinstance(line, bytes):
                        size += len(line)
                        self._running().send(line)
                if not pending:
                    break
                record, line = pending[0]
                if isinstance(line, Outcome):
                    pending.popleft()
                    yield line
                    continue
                outcome = self._next(record)
                if outcome is not None:
                    pending.popleft()
                    size -= len(line)
                    yield outcome
                    continue
                self._stop()
                pending.popleft()
                outcome = self._alone(record, line)
                yield outcome
                if _is_answered(outcome):
                    # It is not the first one's fault: look for the one whose it is.
                    for entry in self._bisected(list(pending)):
                        yield entry
                else:
                    replay.extendleft(reversed(pending))
                pending.clear()
                size = 0
            if self._chain is not None:
                fault = self._closed()
                if fault:
                    raise ProgramFailure(f"{self._program.path} gave all outcomes but ended badly: {fault}")
        finally:
            self._stop()

    @staticmethod
    def _line(record):
        if record.get("rejected"):
            rejection = record["rejected"]
            return rejected(
                rejection["path"], rejection["reason"], rejection["message"], rejection.get("sha256"))
        path = record["path"]
        if path.encode("utf-8", "replace").decode() != path:
            return rejected(path.encode("utf-8", "replace").decode(), "malformed", "its path is not Unicode text")
        return json.dumps({key: value for key, value in record.items() if value is not None}).encode() + b"\n"

    def _running(self):
        if self._chain is None:
            self._chain = _Chain(self._program)
            self.restarts += 1
        return self._chain

    def _stop(self):
        if self._chain is not None:
            self._chain.kill()
            self._chain = None

    def _closed(self):
        try:
            return self._chain.close()
        except (queue.Empty, subprocess.TimeoutExpired):
            return "it does not end"

    def _next(self, record):
        """The outcome of a record that was sent; None where it does not come, with the reason in `self._reason`."""
        try:
            line = self._chain.receive(self._program.stall_seconds)
        except queue.Empty:
            self._reason = "timed-out"
            return None
        self._reason = "crashed"
        if line is None:
            self._complaint = self._chain.complaint()
            return None
        return _outcome(line, record["path"])

    def _run(self, entries):
        """The outcomes of a few records in a process of their own: all of them, or those before a fault."""
        found = []
        chain = self._chain = _Chain(self._program)
        self.restarts += 1
        try:
            for _, line in entries:
                chain.send(line)
            chain.finish_sending()
            for record, _ in entries:
                outcome = self._next(record)
                if outcome is None:
                    return found
                found.append(outcome)
            fault = self._closed()
            if fault:
                self._reason = "crashed"
                found.pop()
            return found
        finally:
            self._stop()

    def _alone(self, record, line):
        """The outcome of one record that was there when the program ended or stalled."""
        for _ in range(ATTEMPTS):
            found = self._run([(record, line)])
            if found:
                return found[0]
        reason = self._reason
        self._probe()
        return rejected(record["path"], reason, REASONS[reason], _digest(record))

    def _bisected(self, entries):
        """The outcomes of records of which one or more end the program."""
        if not entries:
            return
        if any(isinstance(line, Outcome) for _, line in entries):
            index = next(index for index, (_, line) in enumerate(entries) if isinstance(line, Outcome))
            yield from self._bisected(entries[:index])
            yield entries[index][1]
            yield from self._bisected(entries[index + 1:])
            return
        if len(entries) == 1:
            yield self._alone(*entries[0])
            return
        middle = len(entries) // 2
        for half in (entries[:middle], entries[middle:]):
            found = self._run(half)
            yield from found
            yield from self._bisected(half[len(found):])

    def _probe(self):
        key = (self._program.path, self._program.pipeline)
        if key in Supervisor._probed:
            return
        found = self._run([(PROBE, self._line(PROBE))])
        if not found or found[0].identifier is None:
            raise ProgramFailure(
                f"{self._program.path} does not even read a plain reply: {self._complaint or 'it says nothing'}")
        Supervisor._probed.add(key)


def _is_answered(outcome):
    """Whether the program itself gave the outcome, and not this supervisor."""
    if outcome.identifier is not None:
        return True
    rejection = json.loads(outcome.line)["rejected"]
    return rejection["message"] != REASONS.get(rejection["reason"])


def transformed(program, arguments, lines):
    """Sends lines through a stage that answers at its end (`tabulate`, `resolve`) and yields its records.

    Raises ProgramFailure unless the stage says that it read every line and wrote every record, and ends with 0.
    """
    sent = 0
    counts = None
    read = 0
    with tempfile.TemporaryFile() as errors:
        process = program.start([*arguments, "--jobs", "1"], subprocess.PIPE, subprocess.PIPE, errors)
        try:
            # The stages read everything before they write anything, so no pipe can fill while nobody reads it.
            try:
                for line in lines:
                    process.stdin.write(line.encode("utf-8") + b"\n")
                    sent += 1
                process.stdin.close()
            except BrokenPipeError:
                pass  # Its exit code tells.
            for line in process.stdout:
                if counts is not None:
                    raise ProgramFailure(f"{arguments[0]} goes on after its end")
                if line.startswith(b"end\t"):
                    counts = tuple(int(number) for number in line.split(b"\t")[1:])
                else:
                    read += 1
                    yield line.decode("ascii").rstrip("\n")
            code = process.wait()
            if code != 0:
                raise ProgramFailure(f"dafu {arguments[0]} ended with {code}: {_tail(errors)}")
            if counts != (sent, read):
                raise ProgramFailure(f"dafu {arguments[0]}: {sent} lines sent, {read} received, it says {counts}")
        finally:
            _end(process)
