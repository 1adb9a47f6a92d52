"""Bytes in whatever encoding a program saved them, as UTF-8."""

import codecs
import re

from riskdata import csvfile
from riskdata.cells import Findings

SAVE = "Save the file as CSV UTF-8."
MARKS = {
    codecs.BOM_UTF8: ("utf-8", "UTF-8"),
    codecs.BOM_UTF32_LE: ("utf-32", "UTF-32"),
    codecs.BOM_UTF32_BE: ("utf-32", "UTF-32"),
    codecs.BOM_UTF16_LE: ("utf-16", "UTF-16"),
    codecs.BOM_UTF16_BE: ("utf-16", "UTF-16"),
}
"""Byte order marks; those of UTF-32 come first, since one begins as that of UTF-16 does."""

MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
HIGH = re.compile(rb"[\x80-\xff]")
SAMPLE = 4096


def as_utf8(content: bytes, findings: Findings, notes: list[str]) -> bytes:
    """The content in UTF-8, without byte order mark; a note says what it was in, if in another.

    Windows-1252 only where it cannot be UTF-8. Raises DatasetError for what is neither, and for
    UTF-16 without its mark.
    """
    for mark, (encoding, called) in MARKS.items():
        if content.startswith(mark):
            if encoding == "utf-8":
                content = content.removeprefix(mark)
                break
            notes.append(f"Read as {called}.")
            return _recoded(content, encoding, called, findings)
    _refuse_unmarked(content[:SAMPLE], findings)
    wrong = csvfile.not_utf8(content)
    if wrong is None:
        return content
    if _is_damaged_utf8(content):
        findings.refuse(
            csvfile.row_of(content, wrong, ","),
            "holds bytes that are not UTF-8, though the rest of the file is",
            f"Type the damaged letters anew. {SAVE}",
        )
    recoded = _recoded(content, "cp1252", "Windows-1252", findings)
    around = content[max(wrong - 30, 0) : wrong + 30].decode("cp1252", errors="replace")
    at = len(content[max(wrong - 30, 0) : wrong])
    word = re.split(r'[\s,;"]', around[:at])[-1] + re.split(r'[\s,;"]', around[at:])[0]
    notes.append(
        "Read as Windows-1252, since it is not UTF-8. Check letters with accents, as in "
        f"row {csvfile.row_of(content, wrong, ','):,}: “{word}”."
    )
    return recoded


def _refuse_unmarked(sample: bytes, findings: Findings) -> None:
    """UTF-16 of western text has a NUL in every second place."""
    if max(sample[::2].count(0), sample[1::2].count(0)) * 4 > len(sample):
        findings.refuse(
            1, "looks like UTF-16, but lacks the mark that says so at its beginning", SAVE
        )


def _is_damaged_utf8(content: bytes) -> bool:
    """Whether most bytes beyond ASCII make up UTF-8 letters, which is rare by chance."""
    inside = sum(map(len, MULTIBYTE.findall(content)))
    return inside * 2 > len(HIGH.findall(content))


def _recoded(content: bytes, encoding: str, called: str, findings: Findings) -> bytes:
    try:
        return content.decode(encoding).encode("utf-8")
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        before = content[:start].decode(encoding, errors="ignore").encode("utf-8")
        row = csvfile.row_of(before, len(before), ",")
    findings.refuse(row, f"holds bytes that are neither UTF-8 nor {called}", SAVE)
