"""A run's figures as tables, each beside what is asked of it."""

from collections.abc import Iterable, Sequence
from statistics import median, quantiles
from typing import Any

Run = dict[str, Any]

MOST_MILLISECONDS = 150
"""A click's script run on the bundled data, on one core."""

MOST_GROWTH = 3.0
"""A click's script run at a million events against that at a thousand."""

MOST_CLICK, MOST_COLD = 2.0, 1.5
"""A click and a cold visit against those of the bare page."""

MOST_WAIT = 3.0
"""The 95th percentile of a click of many viewers against that of one alone."""


def report(runs: Sequence[Run]) -> str:
    """Every table of a run of the benchmarks (`benchmarks` of pytest-benchmark's JSON)."""
    of = {name: [run for run in runs if _file(run) == name] for name in map(_file, runs)}
    tables = [
        _by_size("A new version of a record, seconds (and megabytes at most)", of, "test_records",
                 lambda run: f"{_median(run):.2f} ({_megabytes(run)})"),
        _by_size("Measures, milliseconds (and megabytes at most)", of, "test_measures",
                 lambda run: f"{_median(run) * 1000:.1f} ({_megabytes(run)})"),
        _exposure(of.get("test_exposure", [])),
        _pages(of.get("test_pages", [])),
        _browser(of.get("test_browser", [])),
        _viewers(of.get("test_viewers", [])),
        _desk(of.get("test_desk", [])),
    ]  # fmt: skip
    return "\n".join(table for table in tables if table)


def _file(run: Run) -> str:
    return run["fullname"].split("::")[0].rpartition("/")[2].removesuffix(".py")


def _median(run: Run) -> float:
    return run["stats"]["median"]


def _megabytes(run: Run) -> str:
    return f"{run['extra_info']['megabytes']:,.0f}"


def _size(run: Run) -> str:
    """The size stands in the test's identifier: `test_measure[1000-near_projects]`."""
    size = run["param"].split("-")[0]
    return f"{int(size):,}" if size.isdigit() else size


def _what(run: Run) -> str:
    rest = run["param"].partition("-")[2]
    name = run["name"].split("[")[0].removeprefix("test_").replace("_", " ")
    return f"{name} {rest}".strip().removeprefix("measure ")


def _set(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    table = [header, *rows]
    widths = [max(len(row[i]) for row in table) for i in range(len(header))]
    lines = [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in table
    ]
    return "\n".join(["", title, "", *lines, ""])


def _by_size(title: str, of: dict[str, list[Run]], file: str, cell) -> str:
    runs = of.get(file, [])
    if not runs:
        return ""
    sizes = list(dict.fromkeys(map(_size, runs)))
    cells = {(_what(run), _size(run)): cell(run) for run in runs}
    names = dict.fromkeys(map(_what, runs))
    return _set(
        title,
        ["", *sizes],
        ([name, *(cells.get((name, size), "") for size in sizes)] for name in names),
    )


def _verdict(good: bool) -> str:
    return "holds" if good else "DOES NOT HOLD"


def _pages(runs: Sequence[Run]) -> str:
    if not runs:
        return ""
    sizes = list(dict.fromkeys(map(_size, runs)))
    took = {(_what(run), _size(run)): run for run in runs}
    rows = []
    for page in dict.fromkeys(map(_what, runs)):
        at_size = [took[page, size] for size in sizes]
        stats = [run["stats"] for run in at_size]
        line = [
            page.removeprefix("filter click "),
            *(
                f"{run['stats']['median'] * 1000:.0f} to {run['stats']['max'] * 1000:.0f} "
                f"({_megabytes(run)})"
                for run in at_size
            ),
        ]
        growth = stats[-1]["median"] / stats[1]["median"] if len(stats) > 2 else 1.0
        under = stats[0]["median"] * 1000 < MOST_MILLISECONDS
        rows.append([*line, f"x{growth:.1f}", _verdict(under), _verdict(growth <= MOST_GROWTH)])
    return _set(
        "A filter click's script run, milliseconds of one core: median to worst (and megabytes at "
        "most, the first visit left out)",
        ["", *sizes, "growth", f"under {MOST_MILLISECONDS} ms", f"growth within {MOST_GROWTH:g}"],
        rows,
    )


def _exposure(runs: Sequence[Run]) -> str:
    if not runs:
        return ""
    pairs, possible = (runs[0]["extra_info"][name] for name in ("pairs", "possible"))
    return _set(
        "Exposure of 1,000 projects to 1 million events at 20,000 places: "
        f"{pairs:,} of {possible:,} pairs of place and project touched",
        ["", "milliseconds", "megabytes at most"],
        ([run["param"], f"{_median(run) * 1000:,.1f}", _megabytes(run)] for run in runs),
    )


def _browser(runs: Sequence[Run]) -> str:
    if not runs:
        return ""
    waits = {tuple(run["param"].rsplit("-", 1)): run["extra_info"]["waits"] for run in runs}
    rows = []
    for path in [path for path, which in waits if which == "page" and (path, "bare") in waits]:
        page, bare = (
            {kind: median(seconds) for kind, seconds in waits[path, which].items()}
            for which in ("page", "bare")
        )
        ratios = {kind: page[kind] / bare[kind] for kind in page}
        rows.append(
            [
                path,
                *(f"{page[k]:.2f} / {bare[k]:.2f} = {ratios[k]:.1f}" for k in page),
                _verdict(ratios["click"] <= MOST_CLICK),
                _verdict(ratios["cold"] <= MOST_COLD),
            ]
        )
    if not rows:
        return ""
    return _set(
        "In the browser, seconds to rest: the page / a bare page with the same points",
        ["", "cold visit", "warm visit", "click", f"click within {MOST_CLICK:g}",
         f"cold within {MOST_COLD:g}"],
        rows,
    )  # fmt: skip


def _viewers(runs: Sequence[Run]) -> str:
    if not runs:
        return ""
    waits = {name: runs[0]["extra_info"][name] for name in ("alone", "many")}
    rows = [
        [name, f"{len(found):,}", *(f"{1000 * each:,.0f}" for each in _middle_and_worst(found))]
        for name, found in waits.items()
    ]
    (_, one, _), (_, many, _) = map(_middle_and_worst, waits.values())
    verdict = _verdict(many <= MOST_WAIT * one)
    return _set(
        "50 viewers, each clicking every 10 seconds, and one alone, milliseconds: the 95th "
        f"percentile is {many / one:.1f} times that of one (within {MOST_WAIT:g}: {verdict})",
        ["", "clicks", "median", "95th percentile", "worst"],
        rows,
    )


def _middle_and_worst(seconds: Sequence[float]) -> tuple[float, float, float]:
    return median(seconds), quantiles(seconds, n=20)[-1], max(seconds)


def _desk(runs: Sequence[Run]) -> str:
    tables = []
    for run in runs:
        if desk := run["extra_info"].get("desk"):
            rows, seconds, plain = desk["rows"], desk["seconds"], desk["plain seconds"]
            tables.append(
                _set(
                    f"The data desk, an upload of {rows:,} incidents: {rows / seconds:,.0f} rows a "
                    f"second, {desk['megabytes']:,.0f} MB at most; pandas.read_csv alone: "
                    f"{rows / plain:,.0f} rows a second, {desk['plain megabytes']:,.0f} MB",
                    ["", "seconds", "rows a second"],
                    [
                        [step, f"{took:.1f}", f"{rows / took:,.0f}"]
                        for step, took in desk["steps"].items()
                    ],
                )
            )
        if clicks := run["extra_info"].get("clicks"):
            tables.append(
                _set(
                    "A viewer's click while the desk checks a million incidents, milliseconds",
                    ["", "clicks", "median", "95th percentile", "worst"],
                    [
                        [name, str(len(waits))]
                        + [f"{1000 * each:,.0f}" for each in _middle_and_worst(waits)]
                        for name, waits in clicks.items()
                    ],
                )
            )
    return "\n".join(tables)
