"""dafu as a program: its documents, their prose, and its figures, as the other tools are given them."""
import json, os, re, subprocess, time
from dataclasses import dataclass

PROSE = ("heading", "paragraph", "caption")


@dataclass
class Document:
    name: str
    line: bytes        # as `dafu extract` wrote it
    reference: str     # the day of signature, else of publication: ISO
    blocks: list       # the prose, a string each: what every tool is given
    cells: set         # texts of table cells, which no tool is asked about
    figures: list      # dafu's observations in the prose, each (start, end) once a value and unit


def run(program, arguments, standard_input=None):
    return subprocess.run([program] + arguments, input=standard_input, capture_output=True, check=False).stdout


def normalize(program, lines):
    """dafu's observations of each line of `dafu extract`."""
    out = run(program, ["normalize", "--jobs", "1"], b"\n".join(lines) + b"\n").decode().splitlines()
    return [json.loads(line).get("normalized", {}).get("observations", []) for line in out]


def seconds(program, lines):
    data = b"\n".join(lines) + b"\n"
    start = time.perf_counter()
    run(program, ["normalize", "--jobs", "1"], data)
    return time.perf_counter() - start


def documents(program, directory, names=None):
    """The replies of a folder; of these, those that are named."""
    found = []
    for line in run(program, ["extract", "--jobs", "1", directory]).splitlines():
        read = json.loads(line).get("document")
        if not read or (names is not None and os.path.basename(read["path"]) not in names):
            continue
        text = read["text"]["text"].encode()
        cut = lambda block: text[block["range"][0]:block["range"][1]].decode()
        rows = [b for b in read["blocks"] if b["kind"] == "table-row"]
        cells = {re.sub(r"\s", "", cell) for row in rows for cell in cut(row).split("\t")}
        metadata = read["metadata"]
        document = Document(os.path.basename(read["path"]), line, metadata.get("date") or metadata.get("published"),
                            [cut(b) for b in read["blocks"] if b["kind"] in PROSE], cells, [])
        found.append((document, [tuple(row["range"]) for row in rows]))
    for (document, rows), observations in zip(found, normalize(program, [d.line for d, _ in found])):
        seen = set()
        for figure in observations:
            place = (figure["start"], figure["end"], figure["value"], figure["unit"])
            if place not in seen and not any(low <= figure["start"] < high for low, high in rows):
                seen.add(place)
                document.figures.append(figure)
    return [document for document, _ in found]
