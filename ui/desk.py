"""What lies on an analyst's desk: uploaded files on their way to become versions."""

from dataclasses import dataclass, field, replace
from pathlib import PurePath

import streamlit as st

from riskdata.desk.drafted import Choice, Drafts
from riskdata.findings import data_desk as findings
from ui import desk_work

DESK = "desk"


@dataclass
class Desk:
    """What lies on an analyst's desk: the files, the choices for their tables, the check of them.

    `turn` counts what was laid on it and taken off; keys of widgets carry it, so that none answers
    for what lay here before. `checks` counts the checks likewise.
    """

    owner: str
    uploads: dict[str, bytes] = field(default_factory=dict)
    choices: dict[str, Choice] = field(default_factory=dict)
    work: desk_work.Work | None = None
    groups: dict[str, list[findings.Group]] = field(default_factory=dict)
    said: str = ""
    urgent: bool = False
    turn: int = 0
    checks: int = 0

    def take(self, key: str) -> None:
        """Lay the files of an upload box on the desk."""
        for file in st.session_state[key]:
            self.uploads[_other(file.name, self.uploads)] = file.getvalue()
        self.turn += 1
        self.check()

    def clear(self, said: str = "") -> None:
        """Take everything off the desk."""
        if self.work:
            self.work.abandon()
        self.uploads, self.choices, self.work, self.groups = {}, {}, None, {}
        self.said, self.urgent = said, False
        self.turn += 1

    def choose(self, file: str, **decided) -> None:
        """Decide something about a table, and have all of them checked again.

        Fixes belong to the cells as they were read: read otherwise, they are given up.
        """
        if decided.keys() & {"dataset", "columns", "said"}:
            decided = {"fixes": (), **decided}
        self.choices[file] = replace(self.choice(file), **decided)
        self.turn += "left_out" in decided
        self.check()

    def choice(self, file: str) -> Choice:
        """What was decided about a table."""
        return self.choices.get(file, Choice())

    def check(self, said: str = "") -> None:
        """Have what lies here checked."""
        if self.work:
            self.work.abandon()
        self.said, self.urgent, self.groups = said, bool(said), {}
        self.checks += 1
        self.work = desk_work.Work(self.uploads, self.choices)

    def answer(self) -> Drafts | str:
        """What the check found, once it is done."""
        assert self.work is not None
        found = self.work.answer()
        if not self.groups and not isinstance(found, str):
            self.groups = {one.file: findings.groups(one) for one in found.drafts}
        return found


def _other(name: str, taken: dict[str, bytes]) -> str:
    """The name, or with a number where another file has it."""
    path, found, count = PurePath(name), name, 1
    while found in taken:
        count += 1
        found = f"{path.stem} ({count}){path.suffix}"
    return found


def desk(owner: str) -> Desk:
    """The desk of an analyst in this session."""
    found: Desk | None = st.session_state.get(DESK)
    if found is None or found.owner != owner:
        if found:
            found.clear()
        found = st.session_state[DESK] = Desk(owner)
        desk_work.get_ready()
    return found
