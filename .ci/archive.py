"""Packs a folder into an archive that has the same bytes whenever it is made: `archive.py FOLDER ARCHIVE`.

The name of the archive says which kind it is: `.tar.gz` or `.zip`. Times are SOURCE_DATE_EPOCH, owners are nobody, files
come in the order of their names, and only the program may be executed.
"""

import gzip
import os
import sys
import tarfile
import time
import zipfile
from pathlib import Path

PROGRAMS = {"shepherd", "shepherd.exe"}


def mode(path: Path) -> int:
    return 0o755 if path.name in PROGRAMS else 0o644


def main(folder: Path, archive: Path) -> None:
    moment = int(os.environ["SOURCE_DATE_EPOCH"])
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path: path.relative_to(folder.parent).as_posix() for path in files}
    if archive.suffix == ".zip":
        # The format knows no earlier year.
        date = time.gmtime(max(moment, 315532800))[:6]
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
            for path, name in names.items():
                entry = zipfile.ZipInfo(name, date)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 3
                entry.external_attr = (0o100000 | mode(path)) << 16
                packed.writestr(entry, path.read_bytes(), compresslevel=9)
        return
    with open(archive, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, moment) as zipped:
        with tarfile.open(fileobj=zipped, mode="w", format=tarfile.USTAR_FORMAT) as packed:
            for path, name in names.items():
                entry = tarfile.TarInfo(name)
                entry.size, entry.mode, entry.mtime = path.stat().st_size, mode(path), moment
                with path.open("rb") as content:
                    packed.addfile(entry, content)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
