"""What a file of an upload says of a row otherwise than a file before it."""

from collections.abc import Iterator, Sequence

import pandas as pd
from numpy.typing import NDArray

from riskdata.desk.compare import compare
from riskdata.desk.finding import Finding
from riskdata.desk.whole_file import cell


def contradictions(
    frame: pd.DataFrame,
    rows: NDArray,
    key: Sequence[str],
    before: Sequence[tuple[str, pd.DataFrame]],
) -> Iterator[Finding]:
    """A warning for each cell; `rows` are the spreadsheet's numbers of the rows of `frame`,
    `before` the files before it, by their names."""
    for file, earlier in before:
        changed = compare(earlier, frame, key).changed
        named = changed.merge(frame[[*key]].assign(row=rows), on=[*key], how="left")
        for one in named.to_dict("records"):
            said = "empty" if pd.isna(one["old"]) else f"`{one['old']}`"
            same = ", ".join(cell(one[column]) for column in key)
            yield Finding(
                "warning", "contradicts another file", one["row"], one["column"],
                "empty" if pd.isna(one["new"]) else one["new"],
                f"is {said} in {file} for {same}",
                "Say the same in both files: as they are, what this one says is published.",
            )  # fmt: skip
