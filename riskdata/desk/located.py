"""Where the events of a foreign export are: names, points and how exactly both are known.

The names of districts and provinces become ours. A point that contradicts its district is mended
the way it was in the bundled events of UCDP, and every such row says so in its notes:

- the point lies in a district made out of the named one since: the newer district is taken;
- the gazetteer (places.csv) lists the place in the district of the point: that one is taken;
- the gazetteer lists the place in the named district: the point is moved there;
- otherwise the event is known to its district only and stands at the district's point.

How far outside a point may lie is what `riskdata.schema.location` allows.
"""

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from riskdata import geography, names
from riskdata.desk.conversion import together, where
from riskdata.schema.columns import EAST, NORTH, SOUTH, WEST
from riskdata.schema.location import REACH_KM, TOLERANCE_KM

FOLDER = Path(__file__).parents[1] / "datasets"
ROUNDED = 1e-4
"""Degrees that four decimals may take away."""
MIDDLE = (70.0, 30.0)
"""Longitude and latitude of an event known to the country only: the point that UCDP gives it."""
AREA_WORDS = r" (?:tribal )?(?:district|agency|division|town|city|village|area|locality)$"
SEEN = ["province", "district", "place", "longitude", "latitude", "location_precision", "fill"]


def _rows(file: str) -> list[dict[str, str]]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@cache
def _made_out_of() -> dict[str, str]:
    return {row["district"]: row["made_out_of"] for row in _rows("names/district_origins.csv")}


@cache
def _points(kind: str) -> dict[str, tuple[float, float]]:
    return {
        row["region"]: (float(row["longitude"]), float(row["latitude"]))
        for row in _rows("regions.csv")
        if row["kind"] == kind
    }


@cache
def _gazetteer() -> dict[tuple[str, str], tuple[float, float]]:
    return {
        (row["place"].casefold(), row["district"]): (
            float(row["longitude"]),
            float(row["latitude"]),
        )
        for row in _rows("places.csv")
    }


def provinces(written: pd.Series) -> pd.Series:
    """The canonical province of each name, NA where it is none."""
    bare = written.astype("str").str.casefold().str.removesuffix(" province").str.strip()
    mended = names.mend("province", bare)
    return mended.where(names.known("province", mended))


def districts(written: pd.Series) -> pd.Series:
    """The canonical district of each name, NA where it is none."""
    distinct = pd.Series(written.dropna().unique(), dtype="str")
    whole = names.mend("district", distinct)
    bare = names.mend("district", distinct.str.replace(AREA_WORDS, "", regex=True, case=False))
    found = whole.where(names.known("district", whole), bare)
    found = found.where(names.known("district", found))
    return written.map(dict(zip(distinct, found, strict=True))).astype("str")


def locate(seen: pd.DataFrame, publisher: str) -> pd.DataFrame:
    """Where each event is: province, district, longitude, latitude, location_precision, notes, and
    moved: whether it stands elsewhere than the point that the export gives it.

    `seen` holds what the export says, by the same index: province and district (canonical, NA
    where not known), place, longitude, latitude, location_precision, and fill (whether the point
    may name a district that the export does not). Texts are str, degrees float64 with four
    decimals (11 m).
    """
    distinct = seen[SEEN].drop_duplicates(ignore_index=True)
    found = _locate(distinct, publisher)
    keys = seen[SEEN].merge(distinct.reset_index(names="position"), on=SEEN, how="left")
    return found.iloc[keys["position"].to_numpy()].set_axis(seen.index)


def _locate(seen: pd.DataFrame, publisher: str) -> pd.DataFrame:
    found = seen[SEEN[:-1]].copy()
    notes: list[pd.Series] = []
    _leave_out_finer(found, notes, publisher)
    _without_point(found, notes, publisher)
    here, province_here = geography.district_at(found["longitude"], found["latitude"])
    at = pd.Series(here, index=found.index, dtype="str")
    province_at = pd.Series(province_here, index=found.index, dtype="str")

    unnamed = found["district"].isna() & at.notna() & seen["fill"]
    unnamed &= ~found["location_precision"].isin(["province", "country"])
    unnamed &= found["province"].isna() | (found["province"] == province_at)
    found["district"] = found["district"].where(~unnamed, at)
    notes.append(
        where(
            unnamed & (at != "Islamabad"),
            f"{publisher} names no district; the point lies in " + at,
        )
    )
    _mend_districts(found, notes, publisher, at)
    _mend_provinces(found, notes, at, province_at)
    found["notes"] = together(*notes)
    away = (found[["longitude", "latitude"]] - seen[["longitude", "latitude"]]).abs()
    found["moved"] = (away > ROUNDED).any(axis=1)
    return found.drop(columns="place")


def _leave_out_finer(found: pd.DataFrame, notes: list[pd.Series], publisher: str) -> None:
    """No district below a province, nothing below the country."""
    country = found["location_precision"] == "country"
    notes.append(
        where(
            country & found["province"].notna(),
            f"located to the country only: province (that of {publisher}'s placeholder point) "
            "removed",
        )
    )
    found["province"] = found["province"].where(~country)
    coarse = country | (found["location_precision"] == "province")
    found["district"] = found["district"].where(~coarse)


def _place_at(found: pd.DataFrame, rows: pd.Series, kind: str, precision: str) -> None:
    points = found.loc[rows, kind].map(_points(kind))
    found.loc[rows, "longitude"] = points.str[0].astype("float64")
    found.loc[rows, "latitude"] = points.str[1].astype("float64")
    found.loc[rows, "location_precision"] = precision


def _without_point(found: pd.DataFrame, notes: list[pd.Series], publisher: str) -> None:
    """Events without coordinates, or with ones that lie nowhere near Pakistan."""
    given = found["longitude"].notna() & found["latitude"].notna()
    inside = found["longitude"].between(WEST, EAST) & found["latitude"].between(SOUTH, NORTH)
    lost = ~inside
    by_district = lost & found["district"].notna()
    by_province = lost & ~by_district & found["province"].notna()
    nowhere = lost & ~by_district & ~by_province
    _place_at(found, by_district, "district", "district")
    _place_at(found, by_province, "province", "province")
    found.loc[nowhere, ["longitude", "latitude"]] = MIDDLE
    found.loc[nowhere, "location_precision"] = "country"
    why = pd.Series(f"{publisher} gives no point", index=found.index).where(
        ~given, f"{publisher}'s point lies outside Pakistan"
    )
    for rows, what in [
        (by_district, ": known to the district only, placed at the district's point"),
        (by_province, ": known to the province only, placed at the province's point"),
        (nowhere, ": known to the country only, placed in its middle"),
    ]:
        notes.append(where(rows, why + what))
    for axis in ("longitude", "latitude"):  # numpy rounds 32.77505 down, Python by its true digits
        found[axis] = [round(float(degrees), 4) for degrees in found[axis]]


def _outside(found: pd.DataFrame, kind: str) -> tuple[np.ndarray, pd.Series]:
    """Km outside the named area, and whether that is farther than the precision allows."""
    distance = (
        geography.km_outside_district if kind == "district" else geography.km_outside_province
    )
    longitude, latitude = found["longitude"].to_numpy(), found["latitude"].to_numpy()
    km = distance(longitude, latitude, found[kind].to_numpy(dtype=object))
    allowed = found["location_precision"].map(TOLERANCE_KM).to_numpy(dtype=float)
    far = ~np.isnan(km) & (km > allowed)
    doubtful = np.flatnonzero(far & (km <= REACH_KM))
    if len(doubtful):
        nearest, _ = geography.district_at(longitude[doubtful], latitude[doubtful], REACH_KM)
        far[doubtful] = nearest != found["district"].to_numpy(dtype=object)[doubtful]
    return km, pd.Series(far, index=found.index)


def _listed(found: pd.DataFrame, rows: pd.Series, area: pd.Series) -> pd.Series:
    """The gazetteer's point of the place under the area's name, NA where it lists none."""
    places = found.loc[rows, "place"].str.replace(AREA_WORDS, "", regex=True, case=False)
    keys = zip(places.astype("str").str.casefold(), area[rows], strict=True)
    listed = pd.Series(
        [_gazetteer().get((str(place), str(name))) for place, name in keys],
        index=found.index[rows],
        dtype=object,
    )
    return listed.reindex(found.index)


def _mend_districts(
    found: pd.DataFrame, notes: list[pd.Series], publisher: str, at: pd.Series
) -> None:
    named = found["district"].copy()
    km, far = _outside(found, "district")
    named_finer = far & (found["location_precision"] != "district")
    newer = named_finer & (at.map(_made_out_of()) == named)
    elsewhere = named_finer & ~newer & _listed(found, named_finer & ~newer, at).notna()
    found["district"] = named.where(~(newer | elsewhere), at)
    far &= ~(newer | elsewhere)
    place = found["place"].str.replace(AREA_WORDS, "", regex=True, case=False)
    names_it = f"{publisher} names " + named
    made = names_it + ", out of which " + at + " was made; the point lies in " + at
    notes.append(where(newer, made))
    listed_there = names_it + "; " + place + " lies in " + at + " in the gazetteer (GeoNames)"
    notes.append(where(elsewhere, listed_there))

    point = found["latitude"].astype("str") + ", " + found["longitude"].astype("str")
    distance = pd.Series(km, index=found.index).round().astype("Int64").astype("str")
    said = f"{publisher}'s point " + point + " lies " + distance + " km outside " + named
    listed = _listed(found, far & named_finer, named)
    moved = listed.notna()
    if moved.any():
        found.loc[moved, "longitude"] = listed[moved].str[0].astype("float64")
        found.loc[moved, "latitude"] = listed[moved].str[1].astype("float64")
    notes.append(where(moved, said + "; moved to " + place + " in the gazetteer (GeoNames)"))
    coarse = far & ~moved
    _place_at(found, coarse, "district", "district")
    placed = said + ": known to the district only, placed at the district's point"
    notes.append(where(coarse, placed))


def _mend_provinces(
    found: pd.DataFrame, notes: list[pd.Series], at: pd.Series, province_at: pd.Series
) -> None:
    named = found["province"].copy()
    by_district = found["district"].map(names.province_of()).astype("str")
    found["province"] = by_district.fillna(named)
    notes.append(
        where(
            named.notna() & by_district.notna() & (named != by_district),
            "province was " + named + "; district and point lie in " + by_district,
        )
    )
    _, far = _outside(found, "province")
    removed = far & (found["location_precision"] != "province")
    found["province"] = found["province"].where(~removed)
    notes.append(
        where(
            removed,
            "point lies in " + (at + " (" + province_at + ")").fillna("no province")
            + ", not in " + named + ": province removed",
        )
    )  # fmt: skip
    _place_at(found, far & ~removed, "province", "province")
    notes.append(
        where(far & ~removed, "point lay outside the province: placed at the province's point")
    )
