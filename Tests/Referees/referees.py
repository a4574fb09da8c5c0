"""Lets outside programs judge a release: one line each, exit 1 where one of them refuses.

    referees.py RELEASE [--work FOLDER]

The release must have every format. What a referee says more is in FOLDER.
"""

import argparse
import csv
import datetime
import decimal
import hashlib
import json
import math
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import traceback
import urllib.parse

TABLES = ["financial_metrics", "observations", "documents"]
BIN = pathlib.Path(sys.executable).parent
csv.field_size_limit(1 << 30)


def rows(path):
    """The rows of a CSV file as dictionaries of texts."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def restored(text):
    """What a text was before its CSV cell was kept from starting a formula."""
    bare = text.lstrip("'")
    return text[1:] if text.startswith("'") and bare[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def require(condition, message):
    if not condition:
        raise AssertionError(message)


def run(*command, cwd=None, log=None):
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, timeout=900)
    if log:
        log.write_text(done.stdout + done.stderr)
    return done


def equal_numbers(one, other):
    """Whether two texts or numbers are the same double."""
    return float(one) == float(other)


class Referees:
    def __init__(self, release, work):
        self.release = release
        self.work = work
        self.csv = {name: rows(release / f"{name}.csv") for name in TABLES}
        self.package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
        self.fields = {
            resource["name"]: {field["name"]: field["type"] for field in resource["schema"]["fields"]}
            for resource in self.package["resources"] if resource["name"] in TABLES
        }

    # Digests

    def sha256sum(self):
        done = run("sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS", cwd=self.release)
        require(done.returncode == 0, done.stdout + done.stderr)
        return "every digest holds"

    # Descriptors

    def frictionless(self):
        done = run(BIN / "frictionless", "validate", "datapackage.json", cwd=self.release, log=self.work / "frictionless.txt")
        require(done.returncode == 0, "see frictionless.txt")
        described = {resource["path"] for resource in self.package["resources"]}
        files = {str(path.relative_to(self.release)) for path in self.release.rglob("*") if path.is_file()}
        missing = files - described - {"datapackage.json", "SHA256SUMS", "changes.json", "CHANGES.md"}
        require(not missing, f"not described: {sorted(missing)}")
        return f"{len(described)} resources"

    def frictionless_refuses_damage(self):
        """A byte, a type, a key, a code, a reference: each damaged copy must be refused."""

        def flip(text):
            return text.replace(",", ";", 1)

        def cell(name, value, match=lambda row: True):
            def change(text):
                lines = text.lstrip("\ufeff").splitlines(keepends=True)
                table = list(csv.reader(text.lstrip("\ufeff").splitlines(keepends=True)))
                column = table[0].index(name)
                table[1][column] = value(table) if callable(value) else value
                return "".join(",".join('"' + field.replace('"', '""') + '"' for field in line) + "\r\n" for line in table)

            return change

        damages = [
            ("a byte", "observations.csv", flip, False),
            ("a type", "observations.csv", cell("year", "twenty"), True),
            ("a number", "financial_metrics.csv", cell("value", "1,5"), True),
            ("a day", "observations.csv", cell("period_end", "2024-02-30"), True),
            ("a key", "observations.csv", cell("observation_id", lambda table: table[2][table[0].index("observation_id")]), True),
            ("a code", "observations.csv", cell("measure", "guess"), True),
            ("a reference", "observations.csv", cell("document_id", "nowhere"), True),
            ("a metric", "financial_metrics.csv", cell("metric", "no-such-metric"), True),
            ("an empty cell", "observations.csv", cell("value", ""), True),
            ("a file", "units.csv", None, False),
            ("a workbook", "dataset.xlsx", b"PK", False),
            ("a database", "dataset.sqlite", b"SQLite", False),
        ]
        sound = run(BIN / "frictionless", "validate", "datapackage.json", cwd=self.release)
        require(sound.returncode == 0, "the release itself is refused: a refused copy says nothing")
        accepted = []
        for title, name, change, rehash in damages:
            copy = self.work / "damaged"
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(self.release, copy)
            path = copy / name
            if change is None:
                path.unlink()
            elif isinstance(change, bytes):
                path.write_bytes(path.read_bytes() + change)
            else:
                with open(path, encoding="utf-8", newline="") as file:
                    text = file.read()
                path.write_bytes(change(text).encode())
            if rehash:
                # With the digest mended, only the schema can tell.
                package = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
                for resource in package["resources"]:
                    if resource["path"] == name:
                        resource["bytes"] = path.stat().st_size
                        resource["hash"] = "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
                (copy / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
            if run(BIN / "frictionless", "validate", "datapackage.json", cwd=copy).returncode == 0:
                accepted.append(title)
        require(not accepted, f"accepted although damaged: {accepted}")
        return f"{len(damages)} damages refused"

    def csvwvalidate(self):
        done = run(BIN / "csvwvalidate", "csv-metadata.json", cwd=self.release, log=self.work / "csvw.txt")
        require(done.returncode == 0, "see csvw.txt")
        return "valid"

    # SDMX

    def pysdmx(self):
        from pysdmx.io import get_datasets, read_sdmx

        message = read_sdmx(str(self.release / "sdmx/structure.xml"), validate=True)
        (structure,) = message.get_data_structure_definitions()
        (data,) = get_datasets(str(self.release / "sdmx/data.csv"), str(self.release / "sdmx/structure.xml"))
        require(len(data.data) == len(self.csv["financial_metrics"]), f"{len(data.data)} rows")
        lists = {codelist.id: {code.id for code in codelist.codes} for codelist in message.get_codelists()}
        keys = set()
        dimensions = [component.id for component in structure.components.dimensions]
        for row in data.data.astype(str).to_dict("records"):
            keys.add(tuple(row[name] for name in dimensions))
        require(len(keys) == len(data.data), "keys are not unique")
        # The reader itself does not hold codes to their lists.
        for component in structure.components:
            enumeration = getattr(component.local_codes, "id", None)
            if enumeration:
                unknown = set(data.data[component.id].astype(str)) - lists[enumeration]
                require(not unknown, f"{component.id}: {sorted(unknown)[:5]} not in {enumeration}")
        self.same_values(list(data.data["OBS_VALUE"]), "OBS_VALUE")
        return f"{len(lists)} codelists, {len(data.data)} observations, schema-valid"

    def sdmx1(self):
        import sdmx

        message = sdmx.read_sdmx(self.release / "sdmx/structure.xml")
        (structure,) = message.structure.values()
        data = sdmx.read_sdmx(self.release / "sdmx/data.csv", structure=structure)
        values = [observation.value for observation in data.data[0].obs]
        self.same_values(values, "OBS_VALUE")
        for name, table in (("CL_INSTRUMENT", "instruments"), ("CL_AGENCY", "agencies"), ("CL_UNIT", "units")):
            codes = rows(self.release / f"{table}.csv")
            read = len(list(message.codelist[name]))
            require(read >= len(codes), f"{name}: {read} codes read, {len(codes)} written")
        return f"{len(values)} observations"

    def same_values(self, values, name):
        expected = [row["value"] for row in self.csv["financial_metrics"]]
        require(
            len(values) == len(expected) and all(map(equal_numbers, values, expected)), f"{name} is not the CSV's value")

    # Spreadsheets

    def openpyxl(self):
        import openpyxl

        book = openpyxl.load_workbook(self.release / "dataset.xlsx")
        require(book.sheetnames == ["financial_metrics", "charts", "observations", "documents", "codes", "dictionary"], book.sheetnames)
        cells = 0
        for name in TABLES:
            sheet = book[name]
            require(sheet.freeze_panes is not None and sheet.auto_filter.ref, f"{name}: no frozen panes or filter")
            header = [cell.value for cell in sheet[2]]
            require(any("\u4e00" <= char <= "\u9fff" for char in sheet["A1"].value), f"{name}: no Chinese header")
            require(sheet.max_row - 2 == len(self.csv[name]), f"{name}: {sheet.max_row - 2} rows")
            for number, row in enumerate(sheet.iter_rows(min_row=3), 3):
                expected = self.csv[name][number - 3]
                for title, cell in zip(header, row):
                    if title.endswith("_exact"):
                        require(cell.value is None or decimal.Decimal(cell.value) == decimal.Decimal(expected[title[:-6]]), title)
                        continue
                    require(cell.data_type != "f", f"{name} {cell.coordinate} is a formula")
                    self.same_cell(name, title, expected[title], cell.value)
                    cells += 1
        charts = len(book["charts"]._charts)
        require(charts > 0, "no charts")
        return f"{cells} cells, {charts} charts"

    def same_cell(self, table, column, expected, found):
        from openpyxl.utils.escape import unescape

        place = f"{table} {column}"
        kind = self.fields[table][column]
        if expected == "":
            require(found in (None, ""), f"{place}: {found!r} where the CSV is empty")
        elif kind in ("integer", "number"):
            require(equal_numbers(found, expected), f"{place}: {found!r} is not {expected}")
        elif kind == "date":
            if isinstance(found, datetime.datetime):
                found = found.date().isoformat()
            require(str(found) == expected, f"{place}: {found!r} is not {expected}")
        else:
            # This reader leaves the escapes of XLSX to its caller.
            self.same_text(place, restored(expected), unescape(str(found)))

    @staticmethod
    def same_text(place, expected, found):
        """The same text but for what the format cannot hold: control characters, line ends, what is past the limit."""
        def bare(text):
            text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
            return "".join(char for char in text if char >= " " or char in "\t\n").strip()

        cut = found.endswith("…") and not expected.endswith("…")
        found = bare(found)
        expected = bare(expected)
        if cut:
            require(len(found) > 2_000 and expected.startswith(found[:-1]), f"{place}: cut otherwise than at its end")
        else:
            require(found == expected, f"{place}: {found[:60]!r} is not {expected[:60]!r}")

    def libreoffice(self, name, *options):
        target = self.work / "libreoffice" / name
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        done = run(
            "soffice", "--headless", f"-env:UserInstallation=file://{self.work.resolve()}/profile", *options, "--outdir",
            target, self.release / name, log=self.work / "libreoffice.txt")
        files = sorted(target.iterdir())
        require(done.returncode == 0 and files, "nothing was converted; see libreoffice.txt")
        return files

    # Separator, quote, UTF-8, from line 1, then: cells as they are and not as shown, no formulas.
    AS_IT_IS = "44,34,76,1,,0,false,false,false,false,false"

    def libreoffice_csv(self):
        """Opens each CSV as a spreadsheet and writes it again."""
        for name in TABLES:
            (file,) = self.libreoffice(
                f"{name}.csv", "--infilter=CSV:44,34,76", "--convert-to", f"csv:Text - txt - csv (StarCalc):{self.AS_IT_IS}")
            self.same_table(name, rows(file), restored)
        return "the same values, Chinese intact"

    def libreoffice_xlsx(self):
        """Opens the workbook and writes each sheet as CSV."""
        files = self.libreoffice(
            "dataset.xlsx", "--convert-to", f"csv:Text - txt - csv (StarCalc):{self.AS_IT_IS},-1")
        for name in TABLES:
            (file,) = [file for file in files if file.stem.endswith("-" + name)]
            with open(file, encoding="utf-8-sig", newline="") as opened:
                table = list(csv.reader(opened))
            self.same_table(name, [dict(zip(table[1], row)) for row in table[2:]], lambda text: text)
        return "the same values, Chinese intact"

    def same_table(self, name, found, undone):
        expected = self.csv[name]
        require(len(found) == len(expected), f"{name}: {len(found)} rows for {len(expected)}")
        for one, other in zip(expected, found):
            for column, text in one.items():
                value = other[column]
                kind = self.fields[name][column]
                if kind in ("integer", "number") and text:
                    require(equal_numbers(value, text), f"{name} {column}: {value} is not {text}")
                elif column in ("evidence", "section", "subject"):
                    # A spreadsheet may take text of a CSV for a number; what is read of the workbook stays text.
                    self.same_text(f"{name} {column}", restored(text), undone(value))
                elif kind == "string" and not text.isdigit():
                    self.same_text(f"{name} {column}", restored(text), undone(value))

    # Sums

    def exact_sums(self, name):
        """Exact sums from the CSV by the key that analysts group by."""
        sums = {}
        for row in self.csv[name]:
            key = (int(row["year"]), row["instrument"], row["agency"])
            sums[key] = sums.get(key, 0) + decimal.Decimal(row["value"])
        return sums

    def same_sums(self, name, found):
        expected = self.exact_sums(name)
        found = {(int(year), instrument, agency): value for year, instrument, agency, value in found}
        require(found.keys() == expected.keys(), f"{name}: other keys")
        for key, value in expected.items():
            require(math.isclose(float(found[key]), float(value), rel_tol=1e-12, abs_tol=1e-9), f"{name} {key}: {found[key]} is not {value}")
        return len(expected)

    def pandas(self):
        import pandas

        count = 0
        for name in TABLES[:2]:
            text = {"instrument": str, "agency": str}
            for frame in (
                pandas.read_csv(self.release / f"{name}.csv", dtype=text, keep_default_na=False),
                pandas.read_json(self.release / f"{name}.json", dtype=text),
                pandas.read_excel(self.release / "dataset.xlsx", sheet_name=name, header=1, dtype=text),
            ):
                sums = frame.groupby(["year", "instrument", "agency"])["value"].sum().reset_index()
                count += self.same_sums(name, sums.itertuples(index=False, name=None))
        return f"{count} sums from CSV, JSON and XLSX"

    def duckdb(self):
        import duckdb

        count = 0
        for name in TABLES[:2]:
            found = duckdb.sql(
                f"SELECT year, instrument, agency, sum(value) FROM read_csv('{self.release}/{name}.csv',"
                " header = true, delim = ',', quote = '\"', escape = '\"', max_line_size = 4000000, auto_detect = true,"
                " sample_size = -1, types = {'instrument': 'VARCHAR', 'agency': 'VARCHAR', 'value': 'DECIMAL(38, 6)'})"
                " GROUP BY ALL").fetchall()
            count += self.same_sums(name, found)
        return f"{count} sums"

    def sqlite(self):
        database = sqlite3.connect(f"file:{self.release}/dataset.sqlite?mode=ro", uri=True)
        require(database.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "integrity_check")
        require(not database.execute("PRAGMA foreign_key_check").fetchall(), "foreign_key_check")
        count = 0
        for name in TABLES[:2]:
            count += self.same_sums(
                name, database.execute(f"SELECT year, instrument, agency, sum(value) FROM {name} GROUP BY 1, 2, 3"))
            for exact, row in zip(database.execute(f"SELECT value_exact FROM {name} ORDER BY rowid"), self.csv[name]):
                require(exact[0] == row["value"], f"{exact[0]} is not {row['value']}")
        for evidence, row in zip(
            database.execute("SELECT coalesce(evidence, '') FROM observations ORDER BY rowid"), self.csv["observations"]):
            require(evidence[0] == restored(row["evidence"]), f"{evidence[0][:60]!r} is not {row['evidence'][:60]!r}")
        found = database.execute(
            "SELECT count(*) FROM observations_fts WHERE observations_fts MATCH ?", ['"' + self.phrase() + '"']).fetchone()[0]
        expected = sum(self.phrase() in row["evidence"] for row in self.csv["observations"])
        require(found == expected > 0, f"the search finds {found} of {expected}")
        conflicts = sum(int(row["n_observations"]) for row in self.csv["financial_metrics"] if row["agreement"] == "conflict")
        require(database.execute("SELECT count(*) FROM conflicts").fetchone()[0] == conflicts, "the view of conflicts")
        view = database.execute("SELECT sum(n_figures) FROM by_year_instrument_agency").fetchone()[0]
        require(view == len(self.csv["financial_metrics"]), "the view by year, instrument and agency")
        return f"{count} sums, exact values, search and views"

    def phrase(self):
        """Three Chinese characters of the first sentence that has them."""
        for row in self.csv["observations"]:
            for start in range(len(row["evidence"]) - 3):
                phrase = row["evidence"][start:start + 3]
                if all("\u4e00" <= char <= "\u9fff" for char in phrase):
                    return phrase
        raise AssertionError("no Chinese sentence")

    def datasette(self):
        """Serves the database and asks for a table, a view and a search."""
        def get(path):
            done = run(BIN / "datasette", self.release / "dataset.sqlite", "--get", path)
            require(done.returncode == 0, f"{path}: {done.stderr[-300:]}")
            return json.loads(done.stdout)

        rows_read = get("/dataset/financial_metrics.json?_shape=array&_size=5")
        require(len(rows_read) == min(5, len(self.csv["financial_metrics"])), "rows of a table")
        require(get("/dataset/by_year_instrument_agency.json?_shape=array&_size=1"), "rows of a view")
        query = urllib.parse.quote('"' + self.phrase() + '"')
        require(get(f"/dataset/observations.json?_shape=array&_search={query}"), "the search finds nothing")
        return "tables, views and search"


ORDER = [
    "sha256sum", "frictionless", "frictionless_refuses_damage", "csvwvalidate", "pysdmx", "sdmx1", "openpyxl",
    "libreoffice_csv", "libreoffice_xlsx", "pandas", "duckdb", "sqlite", "datasette",
]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("release", type=pathlib.Path)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path(".build/referees/work"))
    parser.add_argument("--only", nargs="*", choices=ORDER, default=ORDER)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    referees = Referees(options.release.resolve(), options.work)
    failed = 0
    for name in options.only:
        try:
            print(f"pass  {name}: {getattr(referees, name)()}", flush=True)
        except Exception as error:
            failed += 1
            (options.work / f"{name}-failure.txt").write_text(traceback.format_exc())
            print(f"FAIL  {name}: {str(error)[:300] or type(error).__name__} ({options.work / name}-failure.txt)", flush=True)
    print(f"{len(options.only) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
