"""Real dataset files, cut and changed for tests."""

import csv
import io

from riskdata import catalogue


def rows_of(dataset: str) -> list[dict[str, str]]:
    text = (catalogue.BUNDLED / f"{dataset}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def as_bytes(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")
