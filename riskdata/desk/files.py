"""An uploaded file to the tables in it: a CSV, packed or not, or the sheets of a workbook.

What a file is shows in its first bytes, not in its name. Nothing is written to disk. Memory is
bounded by the constants below: what is uploaded plus what it unpacks to, at most 1.2 GB.
"""

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NoReturn

from riskdata.cells import Findings
from riskdata.desk.workbooks import Sheet, sheets
from riskdata.wording import listed, number

MB = 1 << 20
LARGEST_UPLOAD = 200 * MB
"""What the upload takes; packed, it holds far more rows than the dashboard shows."""

LARGEST_UNPACKED = 1024 * MB
"""All parts together. A million incidents are 480 MB; more would not fit beside their frame."""

MOST_RATIO = 200
"""Unpacked to packed size. Real exports stay under 30; deflate reaches 1,032 on nothing."""

SMALL = 10 * MB
"""Under this, the ratio means nothing: a short file of one repeated row is no bomb."""

MOST_PARTS = 100
"""Files in a zip. There are not twenty datasets."""

MOST_NAMED = 10
"""Files that are passed over, by name; file managers add one for each."""

CHUNK = 4 * MB

OFFICE_LOCK = "~$"
PACKED = (".zip", ".gz", ".tgz", ".7z", ".rar", ".bz2", ".xz", ".zst", ".tar")
UNZIP = "Unpack it, and upload the CSV files or a zip of them."
FOREIGN_FORMATS = {
    b"\xd0\xcf\x11\xe0": (
        "is an old Excel file (.xls), or one with a password",
        "Open it, and save it as .xlsx or CSV UTF-8 without a password.",
    ),
    b"7z\xbc\xaf": ("is a 7z archive", UNZIP),
    b"Rar!": ("is a RAR archive", UNZIP),
    b"BZh": ("is packed with bzip2", UNZIP),
    b"\xfd7zXZ": ("is packed with xz", UNZIP),
    b"\x28\xb5\x2f\xfd": ("is packed with zstd", UNZIP),
    b"%PDF": ("is a PDF", "Upload the table itself, as CSV or .xlsx."),
    b"PAR1": ("is a Parquet file", "Save it as CSV UTF-8."),
    b"SQLite format 3": ("is a database", "Save the table as CSV UTF-8."),
}


@dataclass(frozen=True)
class Part:
    """A table's text: the content of a CSV, or a sheet written as one.

    `name` is as shown: incidents.csv, upload.zip: incidents.csv, acled.xlsx: sheet Data;
    `workbook` is that of a sheet, "" for a CSV; `lost` is that of `riskdata.desk.workbooks.Sheet`.
    """

    name: str
    content: bytes
    notes: tuple[str, ...] = ()
    workbook: str = ""
    lost: tuple[tuple[int, int, str | None, str, str], ...] = ()


def parts(name: str, content: bytes) -> list[Part]:
    """Every table in an uploaded file, in its order; at least one.

    Takes CSV, TSV and TXT, each also as .gz, .zip of these and of .xlsx, and .xlsx. Raises
    DatasetError for anything else: other formats, files packed twice or locked by a password,
    and what exceeds the limits, before it is unpacked.
    """
    shown = _shown(name)
    findings = Findings("", shown)
    if len(content) > LARGEST_UPLOAD:
        findings.refuse(
            None,
            f"is larger than {LARGEST_UPLOAD // MB} MB",
            "Pack it as .zip or .csv.gz, or upload it in parts.",
        )
    if content.startswith(b"\x1f\x8b"):
        return [_part(shown, _gunzipped(content, findings), findings)]
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(shown, content, findings)
    return [_part(shown, content, findings)]


def _shown(name: str) -> str:
    """A name that does no harm: no way to other folders, no characters that cannot be seen."""
    steps = re.split(r"[/\\]", "".join(filter(str.isprintable, name)))
    kept = "/".join(step for step in steps if step.strip(". ") and not step.endswith(":"))
    return kept[-120:] or "file without a name"


def _part(shown: str, content: bytes, findings: Findings) -> Part:
    """Text as it is. Raises DatasetError for other formats, and for what was packed twice."""
    for start, (message, remedy) in FOREIGN_FORMATS.items():
        if content.startswith(start):
            findings.refuse(None, message, remedy)
    if content.startswith((b"\x1f\x8b", b"PK\x03\x04")):
        findings.refuse(None, "is packed twice", UNZIP)
    if not content.strip():
        findings.refuse(None, "is empty", "Start from the template of the dataset.")
    return Part(shown, content)


def _gunzipped(content: bytes, findings: Findings) -> bytes:
    most = min(LARGEST_UNPACKED, max(len(content) * MOST_RATIO, SMALL))
    unpacked = io.BytesIO()
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as opened:
            while chunk := opened.read(CHUNK):
                unpacked.write(chunk)
                if unpacked.tell() > most:
                    _refuse_bomb(findings)
    except (OSError, EOFError, zlib.error):
        _refuse_broken(findings)
    return unpacked.getvalue()


def _of_zip(shown: str, content: bytes, findings: Findings) -> list[Part]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            members = opened.infolist()
            _check_sizes(members, len(content), findings)
            if any(member.filename == "[Content_Types].xml" for member in members):
                return [_of_sheet(shown, sheet) for sheet in sheets(content, findings)]
            return list(_of_members(shown, opened, members, findings))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        _refuse_broken(findings)


def _check_sizes(members: list[zipfile.ZipInfo], packed: int, findings: Findings) -> None:
    """Before anything is unpacked; a member never unpacks to more than it declares."""
    unpacked = sum(member.file_size for member in members)
    if unpacked > min(LARGEST_UNPACKED, max(packed * MOST_RATIO, SMALL)):
        _refuse_bomb(findings)
    for member in members:
        if member.flag_bits & 1:
            findings.refuse(None, "is locked by a password", "Pack it again without one.")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            findings.refuse(
                None, "is packed in a way that is not known here", "Pack it as a plain zip."
            )


def _of_members(
    shown: str, opened: zipfile.ZipFile, members: list[zipfile.ZipInfo], findings: Findings
) -> Iterator[Part]:
    there = [member for member in members if not member.is_dir()]
    files = [member for member in there if not _is_hidden(member)]
    hidden = [_shown(member.filename) for member in there if _is_hidden(member)]
    if len(files) > MOST_PARTS:
        findings.refuse(
            None, f"holds more than {MOST_PARTS} files", "Pack only the CSV files to be published."
        )
    # A text beside tables is a readme.
    tables = _named(files, (".csv", ".tsv", ".xlsx")) or _named(files, (".txt",))
    packed = _named(files, PACKED)
    if packed:
        findings.refuse(None, f"holds {_shown(packed[0].filename)}, packed once more", UNZIP)
    if not tables:
        only = "holds nothing but hidden files" if hidden and not files else "holds no table"
        findings.refuse(None, only, "Pack CSV files, or .xlsx, into it.")
    passed = [_shown(file.filename) for file in files if file not in tables]
    notes = _passed_over(shown, passed, "no table") + _passed_over(shown, hidden, "hidden")
    for file in tables:
        part = f"{shown}: {_shown(file.filename)}"
        inner = Findings("", part)
        text = _unpacked(opened, file)
        if text.startswith(b"PK\x03\x04") and file.filename.lower().endswith(".xlsx"):
            found = _of_zip(part, text, inner)
        else:
            found = [_part(part, text, inner)]
        for one in found:
            yield replace(one, notes=notes + one.notes)
            notes = ()


def _named(files: list[zipfile.ZipInfo], endings: tuple[str, ...]) -> list[zipfile.ZipInfo]:
    return [file for file in files if file.filename.lower().endswith(endings)]


def _passed_over(shown: str, names: list[str], why: str) -> tuple[str, ...]:
    """A note on files of a zip that are not read."""
    more = len(names) - MOST_NAMED
    told = [*names[:MOST_NAMED], *([f"{number(more)} more"] if more > 0 else [])]
    return (f"{shown} also holds {listed(told)}: passed over, being {why}.",) if names else ()


def _unpacked(opened: zipfile.ZipFile, file: zipfile.ZipInfo) -> bytes:
    """No more than the declared size: `ZipFile.read` would unpack all before it looks."""
    with opened.open(file) as member:
        return member.read(file.file_size)


def _of_sheet(shown: str, sheet: Sheet) -> Part:
    name = f"{shown}: sheet {_shown(sheet.title)}"
    return Part(name, sheet.content, workbook=shown, lost=sheet.lost)


def _is_hidden(member: zipfile.ZipInfo) -> bool:
    """What file managers and office programs add on their own."""
    steps = re.split(r"[/\\]", member.filename)
    return "__MACOSX" in steps or steps[-1].startswith((".", OFFICE_LOCK))


def _refuse_bomb(findings: Findings) -> NoReturn:
    findings.refuse(
        None,
        f"unpacks to more than {LARGEST_UNPACKED // MB:,} MB, or to more than {MOST_RATIO} times "
        "its size",
        "Upload it in parts, or unpacked.",
    )


def _refuse_broken(findings: Findings) -> NoReturn:
    findings.refuse(
        None,
        "is damaged and cannot be unpacked",
        "Pack it again, or upload the CSV files as they are.",
    )
