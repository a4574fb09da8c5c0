"""DuckDB, on one thread, writes the observations of a release as CSV: prints the processor and the elapsed seconds of COPY.

usage: duckdb_csv.py OBSERVATIONS_CSV OUT_CSV TIMES
The rows are first loaded into a table in memory (not counted) and TIMES times appended to themselves.
"""
import sys, time
import duckdb

if __name__ == "__main__":
    source, out, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
    base = duckdb.connect(config={"threads": 1})
    base.execute("CREATE TABLE rows AS SELECT * FROM read_csv($path, header = true, all_varchar = true), range($times)",
                 {"path": source, "times": times})
    processor, elapsed = time.process_time(), time.perf_counter()
    base.execute(f"COPY rows TO '{out}' (FORMAT csv, HEADER)")
    print(time.process_time() - processor, time.perf_counter() - elapsed, base.execute("SELECT count(*) FROM rows").fetchone()[0])
