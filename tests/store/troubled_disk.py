"""Publishes on a disk that is full, or may only be read, and prints as JSON what came of it.

Run with a folder under `unshare --mount --map-root-user`, in which nobody else sees what is
mounted.
"""

import json
import random
import subprocess
import sys
from pathlib import Path

from riskdata.store import Content, Store, StoreError
from tests.store.publishing import DAY, publish


def answer(store: Store, size: int) -> str:
    """What whoever publishes this many bytes is told."""
    try:
        publish(store, "Saima", "", incidents=Content(random.randbytes(size), 1, DAY))
    except StoreError as error:
        return str(error)
    return "published"


def seen(store: Store) -> str:
    """What a viewer is given: how many versions, all of them whole."""
    try:
        versions = store.versions("incidents")
        for one in versions:
            store.content(one.hash)
    except StoreError as error:
        return str(error)
    return f"{len(versions)} versions"


def main(folder: Path) -> None:
    """Print what was told and seen, step by step."""
    told = {}
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "test", folder], check=True)
    address = f"sqlite:///{folder / 'store.sqlite'}"
    store = Store(address)
    told["room"] = answer(store, 1000)
    with (folder / "other").open("wb", buffering=0) as other:
        try:
            while other.write(bytes(4096)):
                pass
        except OSError:
            told["full"] = answer(store, 300_000)
            told["viewer of full"] = seen(store)
    (folder / "other").unlink()
    told["too large"] = answer(store, 3_000_000)
    told["viewer after too large"] = seen(store)
    told["room again"] = answer(store, 1000)
    store.close()  # else the disk could not be made read-only
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    told["read-only"] = answer(store, 1000)
    told["viewer of read-only"] = seen(store)
    subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
    told["writable again"] = answer(store, 1000)
    told["last viewer"] = seen(store)
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
