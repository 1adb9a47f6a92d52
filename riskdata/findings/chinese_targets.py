"""Attacks on Chinese nationals and projects in sentences."""

from html import escape
from textwrap import wrap

import pandas as pd

from riskdata.findings.incidents import toll as toll_of
from riskdata.findings.incidents import what, when, where, who
from riskdata.measures.chinese_targets import (
    NOT_NAMED,
    OTHER_GROUPS,
    by,
    toll,
)
from riskdata.wording import counted, listed, number, of_many, share_of, tied

NOTHING = "No attack on Chinese nationals or projects is on record"


LARGEST = [
    ("the largest number of these", "chinese_killed"),
    ("the largest number of attacks", "attacks"),
]


def overall(found: pd.DataFrame, since: int) -> str:
    """How many attacks since a year, their dead, who killed most Chinese and who struck most."""
    sure = found[found["counted"]]
    if sure.empty:
        unsure = f": {counted(len(found), 'unconfirmed one')} only" if len(found) else ""
        return f"{NOTHING}{unsure}"
    whole = toll(sure)
    words = (
        f"{of_many(whole.attacks, 'attacks')} on Chinese nationals and projects since {since} "
        f"{'has' if whole.attacks == 1 else 'have'} killed "
        f"{counted(whole.killed, 'person', 'people')}, "
        f"{number(whole.chinese_killed) if whole.chinese_killed else 'none'} of them Chinese"
    )
    groups = by(sure, "lane").drop([NOT_NAMED, OTHER_GROUPS], errors="ignore")
    if groups.empty:
        return words
    parts = [
        f"{most} {_attributed(sure, leader.name)} {leader.name} ({number(leader[column])})"
        for most, column in LARGEST
        if (leader := groups.iloc[int(groups[column].argmax())])[column]
    ]
    return f"{words}: {', '.join(parts)}"


def _attributed(sure: pd.DataFrame, group: object) -> str:
    """`by` a group that claimed all of its attacks, `by or blamed on` one that did not."""
    of_group = sure.loc[sure["lane"] == group, "attribution"]
    return "by" if (of_group == "claimed").all() else "by or blamed on"


def scope(chosen: str | None, of_chosen: int) -> str:
    """What this part always shows, whatever the filters say.

    `chosen` is the title of another record that the reader chose, if so, and `of_chosen` how many
    attacks on Chinese targets that one names.
    """
    words = (
        "Every known attack, in the whole country: the filters for period, region and the rest do "
        "not narrow this part."
    )
    if chosen is not None:
        none = f"{chosen} names {number(of_chosen) if of_chosen else 'no'} Chinese target"
        words += f" {none}{'s' if of_chosen > 1 else ''}, so these are the curated attacks."
    return words


def counted_apart(found: pd.DataFrame, foiled: int) -> str:
    """How many attacks are unconfirmed, how many plots were foiled, how many tolls not known."""
    whole, unsure = toll(found[found["counted"]]), int((~found["counted"]).sum())
    parts = []
    if unsure:
        verb = "is" if unsure == 1 else "are"
        parts.append(f"{counted(unsure, 'more attack')} {verb} unconfirmed: hollow, in no count")
    if foiled:
        verb = "is no attack" if foiled == 1 else "are no attacks"
        parts.append(f"{counted(foiled, 'foiled plot')} {verb}, and on Incidents")
    lacking = {"toll": whole.toll_unknown, "number of Chinese killed": whole.silent}
    for figure, count in lacking.items():
        if count:
            have = "has" if count == 1 else "have"
            parts.append(f"{number(count)} of those counted {have} no {figure} on record")
    return f"{'; '.join(parts)}." if parts else ""


def left_out(drawn: int, of: int) -> str:
    """Which attacks are drawn where there are too many for a picture; empty where all are."""
    if drawn == of:
        return ""
    return f"Drawn: the {number(drawn)} of {number(of)} in which most Chinese, then people, died."


def newest(found: pd.DataFrame) -> str:
    """When Chinese nationals were last killed, and when the newest attack was."""
    sure = found[found["counted"]]
    if sure.empty:
        return NOTHING
    last = sure.iloc[-1]
    latest = f"the newest attack is that of {day_of(last)} in {district_of(last)}"
    deadly = sure[sure["chinese_killed"] > 0]
    if deadly.empty:
        return f"No attack on record killed a Chinese national; {latest}"
    row = deadly.iloc[-1]
    killed = number(row["chinese_killed"])
    when_and_where = f"on {day_of(row)} in {district_of(row)}"
    if row["event_id"] == last["event_id"]:
        return f"The newest attack, {when_and_where}, killed {killed} Chinese"
    return f"Chinese nationals were last killed {when_and_where} ({killed}); {latest}"


def day_of(row: pd.Series) -> str:
    """The date of an event as far as it is known."""
    return when(row["date"], row["date_precision"])


def district_of(row: pd.Series) -> str:
    """The district of an event, else its province, else that it is not recorded."""
    place = next((row[name] for name in ("district", "province") if not pd.isna(row[name])), "")
    return str(place) or "a place not recorded"


def lane(inside: pd.DataFrame) -> str:
    """What the counted ones of a lane's attacks amount to."""
    whole = toll(inside[inside["counted"]])
    dead = f"{number(whole.killed)} killed, {number(whole.chinese_killed)} Chinese"
    return f"{counted(whole.attacks, 'attack')}, {dead if whole.killed else 'none killed'}"


def cards(found: pd.DataFrame) -> list[str]:
    """The hover card of each attack: where, when, what, its toll, who and how sure."""
    return [_card(row) for _, row in found.iterrows()]


def _card(row: pd.Series) -> str:
    chinese = chinese_toll(row)
    whose = who(row)
    lines = [
        f"<b>{escape(where(row))}</b>, {day_of(row)}",
        *wrap(escape(what(row)), 58),
        toll_of(row) + (f"; {chinese}" if chinese else ""),
        f"{whose} ({row['attribution']})" if row["perpetrator"] != "unknown" else whose,
        str(row["confidence"]),
    ]
    return "<br>".join(lines)


def chinese_toll(row: pd.Series) -> str:
    """The Chinese killed and wounded of an attack; empty where none is recorded."""
    parts = [
        f"{number(row[f'chinese_{how}'])} Chinese {how}"
        for how in ("killed", "wounded")
        if not pd.isna(row[f"chinese_{how}"]) and row[f"chinese_{how}"]
    ]
    return ", ".join(parts)


NAMED = 3
"""Districts named in a sentence at most, as by `wording.tied`."""

HOLLOW_APART = "Hollow: unconfirmed, in no figure."


def places_and_means(found: pd.DataFrame) -> str:
    """Which districts saw most attacks, and which means killed most Chinese."""
    sure = found[found["counted"]]
    whole = toll(sure)
    districts, means = by(sure, "district"), by(sure, "attack_type")
    if districts.empty or means.empty:
        return NOTHING
    top = _foremost(districts["attacks"])
    held = share_of(top.sum(), whole.attacks, "attack")
    words = f"{_named(top)} saw {held}"
    if not whole.chinese_killed:
        return f"{words}; the means used most was {means.index[0]} ({means['attacks'].iloc[0]})"
    worst = means.iloc[int(means["chinese_killed"].argmax())]
    return (
        f"{words}; {worst.name}, the means of {number(worst['attacks'])}, killed "
        f"{number(worst['chinese_killed'])} of the {number(whole.chinese_killed)} Chinese dead"
    )


def _foremost(attacks: pd.Series) -> pd.Series:
    """The two districts with most attacks and those level with the second; only those with most
    where that is a crowd."""
    top = attacks[attacks >= attacks.head(2).min()]
    return top if len(top) <= NAMED else attacks[attacks == attacks.max()]


def _named(top: pd.Series) -> str:
    if len(top) > NAMED:
        return f"{tied(list(top.index), 'district')} ({number(top.iloc[0])} each)"
    return listed([f"{name} ({number(n)})" for name, n in top.items()])


def of_provinces(found: pd.DataFrame) -> str:
    """Which province saw most attacks, and in which most Chinese were killed."""
    table = by(found[found["counted"]], "province")
    if table.empty or not table["chinese_killed"].max():
        return ""
    worst = table.iloc[int(table["chinese_killed"].argmax())]
    return (
        f"By province {table.index[0]} saw most attacks ({number(table['attacks'].iloc[0])}), and "
        f"most Chinese were killed in {worst.name} ({number(worst['chinese_killed'])} in "
        f"{number(worst['attacks'])})."
    )
