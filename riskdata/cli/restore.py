"""A version brought back, with what the headlines of the pages become."""

from argparse import Namespace
from dataclasses import asdict

from riskdata.cli import held, written
from riskdata.cli.answer import Answer, Code, Stopped
from riskdata.cli.text import told
from riskdata.cli.versions import plain
from riskdata.desk import restoring, worker
from riskdata.findings import data_desk as findings
from riskdata.store import store


def restore(arguments: Namespace) -> Answer:
    """A version published again, as a new one."""
    dataset, number = arguments.dataset, arguments.number
    versions = store().versions(dataset)
    wanted = next((one for one in versions if one.number == number), None)
    if wanted is None:
        there = f"Its newest is version {versions[0].number}" if versions else "It is as bundled"
        raise Stopped(Code.USAGE, f"There is no version {number} of {dataset}. {there}.")
    now = held.holdings().content(dataset)
    if now.hash == wanted.hash:
        said = f"Version {number} of {dataset} holds what is published now. Nothing was published."
        return Answer(Code.DONE, [said], {"outcome": "nothing new"})
    changes = restoring.changes(wanted, now.hash)
    answer = worker.answer(*restoring.upload(changes), told(arguments.quiet))
    errors, rows, lines = [], [], []
    if isinstance(answer, str):
        lines.append(answer)
    else:
        errors = findings.errors(answer)
        lines += [findings.misfit(errors)] if errors else []
        if answer.headlines is not None:
            lines += written.headlines(answer.headlines)
            rows = written.plain_rows(answer.headlines)
    edition = held.publish("restore", changes, arguments.author, arguments.note)
    made = next(one for one in store().versions(dataset) if one.edition.number == edition.number)
    lines.append(
        f"Edition {edition.number} is published: version {made.number} of {held.title(dataset)} "
        f"brings back version {number} ({store().where})."
    )
    return Answer(
        Code.DONE,
        lines,
        {
            "outcome": "published",
            "edition": edition.number,
            "store": store().where,
            "version": plain(made),
            "findings": [asdict(one) for one in errors],
            "headlines": rows,
        },
    )
