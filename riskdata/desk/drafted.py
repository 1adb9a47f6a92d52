"""What an analyst decides about a table of an upload, and what it would make of its dataset."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from riskdata.desk.check import Checked
from riskdata.desk.compare import Difference
from riskdata.desk.conversion import AS_IT_IS, Conversion, Foreseen, Said
from riskdata.desk.finding import Finding
from riskdata.desk.fixes import Fix
from riskdata.desk.recognise import Recognised
from riskdata.store import Change, Content

MOST_SHOWN = 1_000
"""Rows of a difference that a draft carries; all of them are counted."""


@dataclass(frozen=True)
class Choice:
    """What the analyst decided about a table: which dataset it is, which of its columns are which,
    whether it is added to what is there, how it is to be read, which fixes to make, whether to
    leave it out: None where it goes by what the file is (`riskdata.desk.opening.Beside`)."""

    dataset: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    append: bool = False
    said: Said = AS_IT_IS
    fixes: tuple[Fix, ...] = ()
    left_out: bool | None = None


@dataclass(frozen=True)
class Draft:
    """What one table would make of its dataset.

    `refused` holds what keeps the table from being read or converted; then of what stands below it
    at most `foreseen` is there. `content` is what would be published, None where there are errors;
    `difference` is to the version before, its frames cut to MOST_SHOWN rows; `added` and `removed`
    count them all. `appended` says whether its rows come beside those that are there.
    """

    file: str
    notes: tuple[str, ...] = ()
    recognised: Recognised | None = None
    dataset: str | None = None
    refused: tuple[Finding, ...] = ()
    foreseen: Foreseen | None = None
    converted: Conversion | None = None
    checked: Checked | None = None
    difference: Difference | None = None
    appended: bool = False
    added: int = 0
    removed: int = 0
    content: Content | None = None
    blank: bool = False

    @property
    def ready(self) -> bool:
        """Whether it could be published."""
        return self.content is not None and not self.blank


@dataclass(frozen=True)
class Drafts:
    """The drafts of an upload, and what the headlines of the pages become.

    `changes` is what would be published, one a dataset, without those that change nothing.
    `headlines` is that of `riskdata.desk.headline.before_and_after`, None where nothing would
    change or a draft is not ready. `beside` names the sheets that were left out unasked.
    """

    drafts: tuple[Draft, ...]
    changes: tuple[Change, ...] = ()
    headlines: pd.DataFrame | None = None
    beside: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether all of it can be published together."""
        return bool(self.changes) and all(draft.ready for draft in self.drafts)
