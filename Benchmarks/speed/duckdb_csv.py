"""DuckDB, on one thread, writes the observations of a release as CSV: prints the processor and the elapsed seconds of COPY.

usage: duckdb_csv.py OBSERVATIONS_CSV OUT_CSV TIMES
The rows are first loaded into a table in memory, as texts (not counted), then written TIMES times, each time to a new file.
"""
import os, sys, time
import duckdb

if __name__ == "__main__":
    source, out, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
    base = duckdb.connect(config={"threads": 1})
    base.execute("CREATE TABLE rows AS SELECT * FROM read_csv($path, header = true, all_varchar = true)", {"path": source})
    count, processor, elapsed = base.execute("SELECT count(*) FROM rows").fetchone()[0], 0, 0
    for _ in range(times):
        if os.path.exists(out):
            os.remove(out)
        start = time.process_time(), time.perf_counter()
        base.execute(f"COPY rows TO '{out}' (FORMAT csv, HEADER)")
        processor, elapsed = processor + time.process_time() - start[0], elapsed + time.perf_counter() - start[1]
    print(processor, elapsed, count)
