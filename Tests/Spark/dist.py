"""Proves that the archive of `make dist` runs where nothing else is:

    python3 Tests/Spark/dist.py ARCHIVE ORDINARY

Unpacks it into an empty folder, asks the loader whether any library but the C library is taken from elsewhere, runs the
sample without any environment, and compares the release with that of the ordinary build.
"""

import os
import pathlib
import platform
import re
import subprocess
import sys
import tarfile
import tempfile

C_LIBRARY = re.compile(r"^(libc|libm|libdl|librt|libpthread|libresolv|libutil)\.so\.|^ld-linux|^linux-vdso")
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def main():
    archive, ordinary = sys.argv[1:3]
    with tempfile.TemporaryDirectory(prefix="dafu-dist-") as folder:
        root = pathlib.Path(folder) / "root"
        # A path that nobody could have built in.
        app = root / "some where" / "else"
        app.mkdir(parents=True)
        with tarfile.open(archive) as file:
            file.extractall(app)
        program = app / "bin/dafu"
        listed = "".join(subprocess.run(["ldd", path], capture_output=True, text=True, check=True, env={}).stdout
                         for path in (program, app / "bin/dafu-pdf"))
        print(listed.rstrip().replace(str(root), ""))
        libraries = set()
        for line in listed.splitlines():
            name, _, where = (part.strip() for part in line.partition("=>"))
            path = (where or name).rsplit(" (", 1)[0]
            if C_LIBRARY.match(os.path.basename(name.split(" ")[0])):
                continue
            assert pathlib.Path(path).resolve().is_relative_to(app.resolve()), f"{name} comes from {path}"
            libraries.add(name)
        arguments = ["run", "pipelines/nightly.yml", "--output"]
        done = subprocess.run(
            [program, "run", app / "pipelines/nightly.yml", "--output", root / "out"], capture_output=True,
            check=False, text=True, env={})
        place = "with an empty environment"
        reader = subprocess.run([program.with_name("dafu-pdf")], input=b"", capture_output=True, check=False, env={})
        assert reader.stdout == b"dafu-pdf 1\nerror damaged\n", f"dafu-pdf: {reader}"
        assert done.returncode == 0, f"the sample, {place}: {done.returncode} {done.stderr}"
        own = pathlib.Path(folder) / "own"
        subprocess.run([ordinary, *arguments, own], check=True, capture_output=True, cwd=ROOT)
        found, wanted = (release(path) for path in (root / "out", own))
        different = sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
        assert not different and len(wanted) > 15, f"different: {different}"
        print(f"{len(wanted)} files of the sample's release are the same {place}; "
              f"{len(libraries)} libraries of its own, {platform.libc_ver()[1]} or later of the C library")
        print("1 passed, 0 failed")


def release(output):
    latest = next(pathlib.Path(output).glob("*/latest"))
    # The link is relative, so it holds inside and outside of the root folder.
    return {str(path.relative_to(latest)): path.read_bytes() for path in latest.rglob("*") if path.is_file()}


if __name__ == "__main__":
    main()
