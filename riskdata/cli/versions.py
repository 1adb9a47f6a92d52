"""What is published, seen and taken home; blank files; the analysts' passphrase."""

from argparse import Namespace
from pathlib import Path

from riskdata import datapackage, roles
from riskdata.cli import held
from riskdata.cli.answer import Answer, Code, Stopped
from riskdata.cli.text import columns
from riskdata.desk import exports, templates
from riskdata.store import Version, store


def history(arguments: Namespace) -> Answer:
    """Every version, of one dataset or of all, the newest first."""
    found = store().versions(arguments.dataset)
    lines = [f"Nothing of {arguments.dataset or 'the data'} has been published: it is as bundled."]
    if found:
        lines = columns(
            ["Dataset", "Version", "Edition", "When (UTC)", "Rows", "SHA-256", "Author", "Note"],
            [
                [
                    one.dataset,
                    str(one.number),
                    str(one.edition.number),
                    f"{one.edition.at:%Y-%m-%d %H:%M}",
                    f"{one.rows:,}",
                    one.hash[:12],
                    one.edition.author,
                    one.edition.note
                    + ("" if one.restores is None else f" (brings back version {one.restores})"),
                ]
                for one in found
            ],
        )
    versions = [plain(one) for one in found]
    return Answer(
        Code.DONE, lines, {"outcome": "done", "store": store().where, "versions": versions}
    )


def plain(version: Version) -> dict[str, str | int | bool | None]:
    """A version in plain values."""
    return {
        "dataset": version.dataset,
        "version": version.number,
        "edition": version.edition.number,
        "at": version.edition.at.isoformat(timespec="seconds"),
        "author": version.edition.author,
        "note": version.edition.note,
        "bundled": version.edition.bundled,
        "rows": version.rows,
        "as_of": version.as_of.isoformat(),
        "sha256": version.hash,
        "based_on": version.based_on,
        "restores": version.restores,
    }


def export(arguments: Namespace) -> Answer:
    """Every dataset of an edition as a Frictionless data package, in a folder or a zip.

    A folder of it can serve as CORRIDOR_WATCH_DATASETS.
    """
    holdings, out = held.holdings(arguments.edition), arguments.out
    names = holdings.datasets()
    frames = {name: holdings.load(name) for name in names}
    about = {name: holdings.metadata(name) for name in names}
    shown = {name: holdings.published(name) for name in names}
    numbers = {name: version.number if version else 0 for name, version in shown.items()}
    if out.suffix.lower() == ".zip":
        _write(out, exports.package_zip(frames, about, numbers, holdings.number))
    else:
        for name, content in datapackage.files(frames, about, numbers, holdings.number):
            _write(out / name, content)
    return Answer(
        Code.DONE,
        [f"Written to {out}: {holdings.words()}, {len(names)} datasets."],
        {
            "outcome": "done",
            "edition": holdings.number,
            "written": str(out),
            "datasets": [
                {"dataset": name, "version": numbers[name], "rows": len(frames[name])}
                for name in names
            ],
        },
    )


def template(arguments: Namespace) -> Answer:
    """The blank file of a dataset, with a real row as an example where it has any."""
    holdings, dataset = held.holdings(), arguments.dataset
    there = holdings.load(dataset) if dataset in holdings.datasets() else None
    content = templates.template(dataset, there)
    if arguments.out is None:
        return Answer(Code.DONE, [], content=content)
    _write(arguments.out, content)
    return Answer(Code.DONE, [f"Written to {arguments.out}."])


def passphrase(arguments: Namespace) -> Answer:
    """The passphrase where it was drawn only now; a new one where that is asked for."""
    if not arguments.new:
        drawn = roles.first_passphrase(store())
        if drawn is None:
            raise Stopped(
                Code.USAGE,
                "There is a passphrase already, and it can be shown only once. --new draws "
                "another; the one before then holds no longer.",
            )
        return Answer(Code.DONE, [drawn], {"outcome": "drawn", "passphrase": drawn})
    drawn = roles.new_passphrase(store())
    store().note_down(arguments.author, "renew passphrase", "done", "command line")
    return Answer(Code.DONE, [drawn], {"outcome": "renewed", "passphrase": drawn})


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise Stopped(Code.USAGE, f"{path} cannot be written: {error.strerror}.") from error
