"""The colours that every figure shares. A colour always means the same thing.

A province has one hue, a publisher one hue with a dash and a marker of its own, China's projects
the one accent that nothing else uses, grey is context and the period before. The palettes keep a
contrast of 3:1 against the paper, publishers, whose names are written in their hues, 4.5:1; all
stay apart under simulated protanopia, deuteranopia and tritanopia; tests hold them to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple


class Mark(NamedTuple):
    """How one publisher is drawn: a hue, and a dash and a marker for those who don't see it."""

    colour: str
    dash: str
    symbol: str


@dataclass(frozen=True)
class Theme:
    """Every colour the figures use. `province`, `publisher`, `family`, `target` and `means` map a
    name to its colour (a publisher to its `Mark`); a name that is not in them takes `other`."""

    name: Literal["light", "dark"]
    paper: str
    side: str
    ink: str
    muted: str
    hairline: str
    context: str
    """Series that stand behind the one that matters."""
    before: str
    """The period before, beside the present one."""
    other: str
    """Other, unknown, not recorded."""
    accent: str
    """China's projects, roads and nationals, and nothing else."""
    province: Mapping[str, str]
    publisher: Mapping[str, Mark]
    family: Mapping[str, str]
    """Families of groups, such as `Baloch nationalist`."""
    target: Mapping[str, str]
    means: Mapping[str, str]
    intensity: tuple[str, ...]
    """Few to many."""
    change: tuple[str, ...]
    """Fewer than before, unchanged, more than before; as many steps on either side."""
    land: str
    abroad: str
    water: str
    border: str

    def scale(self, colours: Sequence[str]) -> list[list[float | str]]:
        """A ramp as plotly's colour scale, evenly spaced."""
        return [[i / (len(colours) - 1), colour] for i, colour in enumerate(colours)]


def _provinces(balochistan: str, kp: str, sindh: str, punjab: str, other: str) -> dict[str, str]:
    return {
        "Balochistan": balochistan,
        "Khyber Pakhtunkhwa": kp,
        "Sindh": sindh,
        "Punjab": punjab,
        "Islamabad": other,
        "Azad Kashmir": other,
        "Gilgit-Baltistan": other,
    }


def _publishers(colours: Mapping[str, str], official: str) -> dict[str, Mark]:
    shapes = {
        "PICSS": ("solid", "circle"),
        "GTI": ("solid", "square"),
        "UCDP": ("solid", "diamond"),
        "PIPS": ("dash", "triangle-up"),
        "CRSS": ("dash", "cross"),
        "SATP": ("dot", "x"),
        "NACTA": ("dashdot", "triangle-down"),
        "ACLED": ("dot", "star"),
    }
    marks = {name: Mark(colours.get(name, official), *shape) for name, shape in shapes.items()}
    official_symbols = {
        "ISPR": "pentagon",
        "Ministry of Interior": "hexagon",
        "KP Police": "triangle-left",
        "Balochistan government": "triangle-right",
    }
    for name, symbol in official_symbols.items():
        marks[name] = Mark(official, "longdash", symbol)
    return marks


def _categories(sequence: Sequence[str], accent: str, other: str) -> dict[str, dict[str, str]]:
    """The three categorical palettes from one sequence of seven hues. Kinds that are rare, or that
    belong together, share a hue; what is neither named here nor known is grey."""
    navy, sky, brick, moss, plum, tan, rose = sequence
    return {
        "family": {
            "Baloch nationalist": brick,
            "TTP and allies": navy,
            "Islamic State": plum,
            "Sindhi nationalist": moss,
            "sectarian": rose,
            "tribal or local": tan,
            "state": sky,
            "political party": plum,
        },
        "target": {
            "police": navy,
            "military": sky,
            "civilians": brick,
            "political": plum,
            "government": plum,
            "infrastructure": moss,
            "labourers": brick,
            "religious": rose,
            "education": rose,
            "health workers": rose,
            "armed group": moss,
            "Chinese nationals": accent,
            "CPEC project": accent,
            "media": other,
            "other": other,
            "not recorded": other,
        },
        "means": {
            "armed assault": navy,
            "ambush": sky,
            "bombing": brick,
            "suicide bombing": plum,
            "complex attack": rose,
            "grenade or rocket attack": tan,
            "assassination": moss,
            "drone attack": rose,
            "drone or missile strike": rose,
            "kidnapping": moss,
            "hostage-taking": moss,
            "sabotage": tan,
            "other": other,
            "not recorded": other,
        },
    }


_THEMES = {
    "light": Theme(
        name="light",
        paper="#fbfaf7",
        side="#f1efe9",
        ink="#1d2327",
        muted="#6f6a60",
        hairline="#d9d5cb",
        context="#8b949a",
        before="#b9b5ab",
        other="#948c82",
        accent="#ab8722",
        province=_provinces("#bf6038", "#2278a6", "#2c5845", "#704874", "#948c82"),
        publisher=_publishers(
            {
                "PICSS": "#1d2327",
                "GTI": "#5367c4",
                "PIPS": "#a6424f",
                "UCDP": "#2b7f6f",
                "CRSS": "#737532",
                "SATP": "#a7529e",
                "NACTA": "#4e6475",
            },
            official="#5a3c1b",
        ),
        **_categories(
            ("#3c5889", "#4598bf", "#924c46", "#69722c", "#5e345c", "#b1885f", "#a96685"),
            accent="#ab8722",
            other="#948c82",
        ),
        intensity=("#f0e3df", "#e6bdba", "#d38e95", "#b15e70", "#833651", "#57223b"),
        change=("#1f5f78", "#41849d", "#98bcc9", "#ebe8e2", "#e2afad", "#bf6675", "#832c4a"),
        land="#f5f3ed",
        abroad="#eae7df",
        water="#fbfaf7",
        border="#1d2327",
    ),
    "dark": Theme(
        name="dark",
        paper="#12171b",
        side="#1a2127",
        ink="#e6e3dc",
        muted="#98a2a9",
        hairline="#2e3840",
        context="#6f7b84",
        before="#4a555d",
        other="#827e79",
        accent="#d9b64a",
        province=_provinces("#d9835c", "#62b8ea", "#a3d0aa", "#b274b0", "#827e79"),
        publisher=_publishers(
            {
                "PICSS": "#e6e3dc",
                "GTI": "#a29fe3",
                "PIPS": "#ec7c85",
                "UCDP": "#2cbbb8",
                "CRSS": "#afb65a",
                "SATP": "#ffb6e7",
                "NACTA": "#708394",
            },
            official="#a37856",
        ),
        **_categories(
            ("#738fcd", "#87d1f9", "#d87059", "#bfcc84", "#a46397", "#dec1aa", "#eda7c4"),
            accent="#d9b64a",
            other="#827e79",
        ),
        intensity=("#3e3137", "#65414e", "#975466", "#cb717f", "#eb9c99", "#f6d6c9"),
        change=("#95cfe7", "#589fbc", "#436e81", "#3b4144", "#8b5262", "#d17684", "#f8b6b3"),
        land="#222b32",
        abroad="#181f25",
        water="#10151a",
        border="#e6e3dc",
    ),
}


def theme(name: Literal["light", "dark"]) -> Theme:
    """The colours of one of the two themes."""
    return _THEMES[name]
