"""Quantities and dates of a text by one of the readers of ../prose: prints the processor seconds and the elapsed seconds,
imports and the first paragraph excluded.

usage: readers.py NAME TEXT     (TEXT: a file with a paragraph a line)
"""
import datetime, os, sys, time
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "prose"))
import tools

if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8") as file:
        paragraphs = file.read().split("\n")[:-1]
    read = {name: maker for name, _, maker in tools.PEERS}[sys.argv[1]]()
    day = datetime.date(2024, 6, 30)
    read(paragraphs[0], day)
    processor, elapsed = time.process_time(), time.perf_counter()
    for paragraph in paragraphs:
        try:
            read(paragraph, day)
        except Exception:  # A paragraph that a tool cannot read costs what it costs.
            pass
    print(time.process_time() - processor, time.perf_counter() - elapsed, len(paragraphs))
