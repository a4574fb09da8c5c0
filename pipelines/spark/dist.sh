#!/usr/bin/env bash
# dist.sh PROGRAMS FOLDER: packs dafu, linked statically against the Swift runtime, and dafu-pdf from the folder PROGRAMS,
# the C libraries that they need, and the pipeline into FOLDER/dafu-<version>-linux-<arch>.tar.gz, which runs wherever
# it is unpacked.
#
# The C library itself stays out: the machine's own is used, and must not be older than this one's.
set -euo pipefail
cd "$(dirname "$0")/../.."
programs=$1 folder=$2
program=$programs/dafu
version=$("$program" --version)
archive="$folder/dafu-$version-linux-$(uname -m).tar.gz"
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

if readelf -d "$program" | grep -qE 'NEEDED.*\[lib(swift|Foundation|dispatch)'; then
  echo "$program needs the Swift runtime: build it with --static-swift-stdlib"
  exit 1
fi
mkdir -p "$stage/bin" "$stage/lib" "$stage/licences" "$stage/pipelines" "$folder"
for name in dafu dafu-pdf; do strip --strip-unneeded -o "$stage/bin/$name" "$programs/$name"; done
# name => file; what belongs to the C library is the machine's own.
ldd "$program" "$programs/dafu-pdf" | awk '$2 == "=>" { print $1, $3 }' | sort -u | while read -r name file; do
  case $name in
    libc.so.* | libm.so.* | libdl.so.* | librt.so.* | libpthread.so.* | libresolv.so.* | libutil.so.* | ld-linux*) continue ;;
  esac
  [ -f "$file" ] || { echo "$name was not found"; exit 1; }
  install -m 755 "$(readlink -f "$file")" "$stage/lib/$name"
  # A run path holds for the file that has it, not for the libraries of its libraries.
  patchelf --set-rpath '$ORIGIN' "$stage/lib/$name"
  # Debian may know the file by its name before or after /lib became a link to /usr/lib.
  package=$(dpkg-query -S "$(readlink -f "$file")" 2>/dev/null || dpkg-query -S "${file#/usr}" 2>/dev/null || true)
  package=${package%%:*}
  [ -z "$package" ] || cp "/usr/share/doc/$package/copyright" "$stage/licences/$package"
done
for name in dafu dafu-pdf; do patchelf --set-rpath '$ORIGIN/../lib' "$stage/bin/$name"; done
cp LICENSE "$stage/licences/dafu"
cp -r pipelines/nightly.yml pipelines/codelists pipelines/corrections.csv pipelines/accuracy.csv pipelines/sample \
  pipelines/README.md "$stage/pipelines"
mkdir "$stage/spark"
cp pipelines/spark/job.py pipelines/spark/filters.py "$stage/spark"
# The same files give the same archive.
find "$stage" -type d -exec chmod 755 {} + -o -type f ! -perm -u+x -exec chmod 644 {} +
tar --create --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 --directory "$stage" . | gzip -9n > "$archive.part"
mv "$archive.part" "$archive"
echo "$archive ($(du -h "$archive" | cut -f1))"
