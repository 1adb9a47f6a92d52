"""An event record over time, as pictures."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from riskdata.charts.published_years import year_axis
from riskdata.charts.theme import (
    Label,
    Theme,
    TurningPoint,
    annotate_turning_points,
    bar_marker,
    direct_labels,
    figure,
    shade_not_covered,
    translucent,
    unit,
)
from riskdata.measures.attack_trends import GroupTrend, Step, family, group_name, in_full
from riskdata.wording import number, since_before

Periods = Sequence[tuple[date, date]]
MILLISECONDS_A_DAY = 86_400_000
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def colours(theme: Theme, by: str, parts: Iterable[str]) -> dict[str, str]:
    """Colour of each part of a stack. Where two parts share a hue, because they belong together,
    the later one is paler."""
    palette: Mapping[str, str] = {
        "Province": theme.province,
        "Perpetrator": theme.family,
        "Target": theme.target,
        "Means": theme.means,
    }[by]
    found, used = {}, Counter()
    for part in parts:
        hue = palette.get(part, theme.other)
        found[part] = _paler(theme, hue, used[hue])
        used[hue] += 1
    return found


def _paler(theme: Theme, colour: str, steps: int) -> str:
    """A colour mixed with the paper, the more the more steps."""
    weight = 0.55**steps
    mixed = (
        round(int(colour[i : i + 2], 16) * weight + int(theme.paper[i : i + 2], 16) * (1 - weight))
        for i in (1, 3, 5)
    )
    return colour if steps == 0 else "#" + "".join(f"{part:02x}" for part in mixed)


def _middle(index: pd.DatetimeIndex, step: Step) -> list[str]:
    middle = index + pd.Timedelta(days=182 if step == "year" else 14)
    return middle.strftime("%Y-%m-%d").tolist()


def _ends(index: pd.DatetimeIndex, step: Step) -> tuple[pd.Timestamp, pd.Timestamp]:
    after = pd.DateOffset(years=1) if step == "year" else pd.DateOffset(months=1)
    return index[0], index[-1] + after


def _bar_width(step: Step) -> float:
    return (365 if step == "year" else 30) * 0.86 * MILLISECONDS_A_DAY


def by_step(
    theme: Theme,
    counts: pd.DataFrame,
    complete: pd.Series,
    palette: Mapping[str, str],
    step: Step,
    silent: Periods,
    turning_points: pd.DataFrame,
) -> tuple[go.Figure, list[TurningPoint]]:
    """Events a year or month, stacked by part; hatched where the step is not complete, shaded
    where the record does not cover it. Returns the numbered turning points too."""
    index = pd.DatetimeIndex(counts.index)
    form = "%Y" if step == "year" else "%B %Y"
    incomplete = (~complete).tolist()
    middle = _middle(index, step)
    traces = []
    for part in counts.columns:
        marker = (
            bar_marker(theme, palette[part], incomplete)
            if any(incomplete)
            else {"color": palette[part]}
        )
        traces.append(
            {
                "type": "bar",
                "x": middle,
                "y": counts[part].tolist(),
                "width": _bar_width(step),
                "marker": marker,
                "hovertemplate": f"%{{x|{form}}}: %{{y:,}} {part}<extra></extra>",
            }
        )
    first, last = _ends(index, step)
    drawn = figure(
        theme, 340, traces, barmode="stack", xaxis={"range": [first, last]},
        yaxis={"rangemode": "tozero"},
    )  # fmt: skip
    shade_not_covered(drawn, theme, silent, first, last)
    return drawn, annotate_turning_points(drawn, theme, turning_points, first, last)


def _ramp(theme: Theme) -> list[list[float | str]]:
    """Few to many, with nothing at all set apart from few."""
    few, *more = theme.scale(theme.intensity)
    return [[0, theme.side], [1e-6, theme.side], [1e-6, few[1]], *more]


def calendar(theme: Theme, table: pd.DataFrame, months: pd.DatetimeIndex, what: str) -> go.Figure:
    """Months down, years across, darker for more, on a logarithmic ramp.

    `table` is `attack_trends.calendar` and `months` those of the period: its empty cells are shaded
    as not covered, those outside it stay blank.
    """
    years = [int(year) for year in table.columns]
    values = table.to_numpy()
    largest = float(np.nanmax(values))
    ticks = [t for t in (1, 3, 10, 30, 100, 300, 1000, 3000, 10_000) if t <= largest] or [1]
    shared = {"type": "heatmap", "x": years, "y": MONTHS, "xgap": 1, "ygap": 1}
    asked = pd.Series(True, index=[months.month, months.year]).unstack(fill_value=False)
    asked = asked.reindex(index=table.index, columns=table.columns, fill_value=False).to_numpy()
    silent = np.where(np.isnan(values) & asked, 1.0, np.nan)
    grey = translucent(theme.muted, 0.22)
    traces = [
        {
            **shared,
            "z": silent,
            "colorscale": [[0, grey], [1, grey]],
            "showscale": False,
            "hovertemplate": "%{y} %{x}: not covered<extra></extra>",
        },
        {
            **shared,
            "z": np.log1p(values),
            "zmin": 0,
            "zmax": float(np.log1p(max(largest, 1))),
            "colorscale": _ramp(theme),
            "customdata": values,
            "hovertemplate": f"%{{y}} %{{x}}: %{{customdata:,}} {what}<extra></extra>",
            "colorbar": {
                "orientation": "h", "thickness": 8, "len": 0.5, "x": 1, "xanchor": "right",
                "y": 1.02, "yanchor": "bottom", "ypad": 0, "ticks": "", "outlinewidth": 0,
                "tickvals": np.log1p(ticks), "ticktext": [number(t) for t in ticks],
                "tickfont": {"size": 11, "color": theme.muted},
                "title": {"text": what.capitalize() + " a month", "side": "top",
                          "font": {"size": 11, "color": theme.muted}},
            },
        },
    ]  # fmt: skip
    return figure(
        theme, 330, traces,
        xaxis=year_axis(years[0], years[-1]) | {"showline": False},
        yaxis={"autorange": "reversed", "showgrid": False, "tickfont": {"size": 11}},
        margin={"t": 52},
    )  # fmt: skip


def published_lethality(theme: Theme, published: pd.DataFrame) -> go.Figure:
    """People killed per attack by year and publisher (`published_trends.killed_per_attack`)."""
    lines = []
    for publisher, series in published.groupby("publisher"):
        mark = theme.publisher[str(publisher)]
        lines.append(
            _Ratios(str(publisher), mark.colour, mark.symbol, _by_year(series, series["year"]))
        )
    return _ratios(theme, lines, [], 270)


def lethality(
    theme: Theme, record: pd.DataFrame, title: str, whole: pd.Series, silent: Periods
) -> go.Figure:
    """People killed per attack by year in a record (`attack_trends.lethality`), hollow where the
    year is not covered whole."""
    known = record[record["per_attack"].notna()]
    years = pd.DatetimeIndex(known.index).year
    line = _Ratios(title, theme.ink, "circle", _by_year(known, years))
    part_years = set(years[~whole.reindex(known.index).to_numpy()])
    shades = [shape for start, end in silent if (shape := _whole_years(theme, start, end))]
    return _ratios(theme, [line], shades, 220, part_years)


class _Ratios(NamedTuple):
    """One line: for each year people killed per attack, killed, attacks."""

    name: str
    colour: str
    symbol: str
    years: dict[int, tuple[float, float, float]]


def _by_year(rows: pd.DataFrame, years: Iterable[int]) -> dict[int, tuple[float, float, float]]:
    columns = (rows[name].tolist() for name in ("per_attack", "killed", "attacks"))
    return dict(zip(map(int, years), zip(*columns, strict=True), strict=True))


def _ratios(
    theme: Theme,
    lines: Sequence[_Ratios],
    shapes: list[dict],
    height: int,
    part_years: Container[int] = (),
) -> go.Figure:
    first = min(min(line.years) for line in lines)
    last = max(max(line.years) for line in lines)
    traces, labels = [], []
    for line in lines:
        every = list(range(min(line.years), max(line.years) + 1))
        traces += _ratio_line(line, every, part_years)
        end = max(line.years)
        when = "" if end == last else f" ({end})"
        value = line.years[end][0]
        name = f"{line.name} {value:.1f}{when}" if len(lines) > 1 else f"{value:.1f}"
        labels.append(Label(name, last, value, line.colour))
    drawn = figure(
        theme, height, traces, xaxis=year_axis(first, last), shapes=shapes, margin={"t": 30},
        annotations=[unit(theme, "People killed per attack")],
    )  # fmt: skip
    top = max(ratio for line in lines for ratio, *_ in line.years.values())
    direct_labels(drawn, theme, labels, (0, top * 1.06))
    return drawn


def _ratio_line(line: _Ratios, every: list[int], part_years: Container[int]) -> list[dict]:
    """The line of the whole years, and hollow points, joined to nothing, of part-years."""
    whole = {year: row for year, row in line.years.items() if year not in part_years}
    parts = {year: row for year, row in line.years.items() if year in part_years}
    shared = {
        "type": "scatter",
        "hovertemplate": (
            f"{line.name} %{{x}}: %{{y:.1f}} killed per attack "
            "(%{customdata[0]:,.0f} in %{customdata[1]:,.0f})<extra></extra>"
        ),
    }
    told = [whole.get(year, (None, None, None)) for year in every]
    return [
        {
            **shared,
            "mode": "lines+markers",
            "x": every,
            "y": [row[0] for row in told],
            "connectgaps": False,
            "line": {"color": line.colour, "width": 2},
            "marker": {"color": line.colour, "symbol": line.symbol, "size": 5},
            "customdata": [row[1:] for row in told],
        },
        {
            **shared,
            "mode": "markers",
            "x": list(parts),
            "y": [row[0] for row in parts.values()],
            "marker": {"color": line.colour, "symbol": f"{line.symbol}-open", "size": 8},
            "customdata": [row[1:] for row in parts.values()],
        },
    ]


def _whole_years(theme: Theme, start: date, end: date) -> dict | None:
    """The grey of the whole years within a period that the record does not cover."""
    first = start.year if (start.month, start.day) == (1, 1) else start.year + 1
    if end.year <= first:
        return None
    return {
        "type": "rect", "x0": first - 0.5, "x1": end.year - 0.5, "y0": 0, "y1": 1, "yref": "paper",
        "layer": "below", "line": {"width": 0}, "fillcolor": translucent(theme.muted, 0.14),
    }  # fmt: skip


STRIP, TEXT = 34, 22


def top_groups(
    theme: Theme, groups: Sequence[GroupTrend], step: Step, noun: str, silent: Periods
) -> go.Figure:
    """A strip a group on one time axis, each on a scale of its own with its peak named."""
    height = len(groups) * (STRIP + TEXT)
    index = pd.DatetimeIndex(groups[0].course.index)
    first, last = _ends(index, step)
    form = "%Y" if step == "year" else "%B %Y"
    middle = _middle(index, step)
    traces, notes, axes = [], [], {}
    for i, group in enumerate(groups):
        axis = "" if i == 0 else str(i + 1)
        top = 1 - (i * (STRIP + TEXT) + TEXT) / height
        axes[f"yaxis{axis}"] = {
            "domain": [max(top - STRIP / height, 0), top],
            "visible": False,
            "rangemode": "tozero",
        }
        traces.append(
            {
                "type": "bar",
                "x": middle,
                "y": group.course.tolist(),
                "yaxis": f"y{axis}",
                "width": _bar_width(step),
                "marker": {"color": theme.family.get(family(group.group), theme.other)},
                "hovertemplate": (
                    f"{in_full(group.group)}, %{{x|{form}}}: %{{y:,}} {noun}<extra></extra>"
                ),
            }
        )
        peak = group.course.idxmax()
        when = f"{peak:%Y}" if step == "year" else f"{peak:%b %Y}"
        change = "" if group.change is None else since_before(group.change)
        notes.append(
            {
                "text": (
                    f"<b>{group_name(group.group)}</b>  {number(group.events)}{change}"
                    f"<span style='color:{theme.muted}'>  peak {number(group.course.max())}"
                    f" in {when}</span>"
                ),
                "x": 0, "xref": "paper", "xanchor": "left", "y": top, "yref": "paper",
                "yanchor": "bottom", "showarrow": False, "font": {"size": 12, "color": theme.ink},
            }
        )  # fmt: skip
    drawn = figure(
        theme, height + 34, traces, annotations=notes, margin={"t": 0}, **axes,
        xaxis={"range": [first, last], "anchor": f"y{len(groups)}" if len(groups) > 1 else "y"},
    )  # fmt: skip
    shade_not_covered(drawn, theme, silent, first, last)
    return drawn


def targets_by_group(theme: Theme, table: pd.DataFrame, noun: str) -> go.Figure:
    """Groups down, targets across; the number of events, shaded by its share of the group's own."""
    share = table.div(table.sum(axis=1), axis=0).to_numpy()
    counts = table.to_numpy()
    short = [group_name(group) for group in table.index]
    traces = [
        {
            "type": "heatmap",
            "x": list(table.columns),
            "y": short,
            "z": share.tolist(),
            "zmin": 0,
            "zmax": 1,
            "customdata": np.dstack(
                [counts, np.broadcast_to(counts.sum(axis=1, keepdims=True), counts.shape)]
            ).tolist(),
            "colorscale": _ramp(theme),
            "showscale": False,
            "xgap": 2,
            "ygap": 2,
            "hovertemplate": (
                f"%{{y}}: %{{customdata[0]:,}} of %{{customdata[1]:,}} {noun} (%{{z:.0%}}) "
                "on %{x}<extra></extra>"
            ),
        }
    ]
    notes = [
        {
            "text": number(counts[row, column]), "x": target, "y": group, "showarrow": False,
            "font": {"size": 12, "color": _readable_on(theme, share[row, column])},
        }
        for row, group in enumerate(short)
        for column, target in enumerate(table.columns)
        if counts[row, column]
    ]  # fmt: skip
    inked = {"size": 12, "color": theme.ink}
    return figure(
        theme, 90 + 34 * len(table), traces, annotations=notes,
        xaxis={"side": "top", "showline": False, "tickfont": inked,
               "tickangle": -40 if len(table.columns) > 4 else 0},
        yaxis={"autorange": "reversed", "showgrid": False, "tickfont": inked},
    )  # fmt: skip


def _readable_on(theme: Theme, share: float) -> str:
    """Ink or paper, whichever stands out more on the ramp's colour at a share (0 to 1)."""
    at = share * (len(theme.intensity) - 1)
    below = theme.intensity[int(at)]
    above = theme.intensity[min(int(at) + 1, len(theme.intensity) - 1)]
    light = _luminance(below) * (1 - at % 1) + _luminance(above) * (at % 1)
    return max(
        (theme.ink, theme.paper),
        key=lambda text: abs(np.log((_luminance(text) + 0.05) / (light + 0.05))),
    )


def _luminance(colour: str) -> float:
    """Relative luminance of a `#rrggbb` colour (WCAG 2.2)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
