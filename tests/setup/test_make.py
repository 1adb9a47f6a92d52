"""What someone meets who has just cloned the project and types make."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.app import ROOT


def make(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run make as typed in a terminal, with environment variables added."""
    outside = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    return subprocess.run(
        ["make", *arguments],
        cwd=ROOT,
        env={**outside, **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def interpreter(tmp_path: Path) -> Callable[[str], str]:
    """Make a stand-in for a Python of this machine from a line of shell; answers its path."""

    def write(line: str) -> str:
        file = tmp_path / "python"
        file.write_text(f"#!/bin/sh\n{line}\n")
        file.chmod(0o755)
        return str(file)

    return write


def test_make_alone_lists_every_target() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    listed = re.findall(r"^  make (\w+) +\S", make().stdout, re.MULTILINE)
    assert listed == targets
    assert {"run", "test", "lint", "bench", "screenshots"} <= set(listed)


def test_an_old_python_is_named_with_what_to_do(interpreter: Callable[[str], str]) -> None:
    old = interpreter('[ "$1" = --version ] && echo Python 3.9.2; [ "$1" = --version ]')
    answer = make("run", PYTHON=old)
    assert answer.returncode != 0
    assert "needs Python 3.11 or newer" in answer.stderr
    assert "Python 3.9.2" in answer.stderr
    assert "make run PYTHON=" in answer.stderr


def test_no_python_at_all_is_named_with_what_to_do() -> None:
    answer = make("run", PYTHON="no-such-python")
    assert answer.returncode != 0
    assert "no command 'no-such-python'" in answer.stderr
    assert "sudo apt install python3" in answer.stderr


def test_a_python_without_venv_is_named_with_what_to_do(
    interpreter: Callable[[str], str], tmp_path: Path
) -> None:
    bare = interpreter(f'case "$2" in *ensurepip*) exit 1;; *) exec {sys.executable} "$@";; esac')
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    answer = subprocess.run(
        [tmp_path / "scripts" / "environment", "requirements.txt"],
        env={**os.environ, "PYTHON": bare},
        capture_output=True,
        text=True,
    )
    assert answer.returncode != 0
    assert "sudo apt install python3-venv" in answer.stderr
    assert not (tmp_path / ".venv").exists()


def test_a_port_in_use_is_named_with_what_to_do() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        answer = make("run", PORT=str(port))
    assert answer.returncode != 0
    assert f"Port {port} on 127.0.0.1 is in use" in answer.stderr
    assert f"make run PORT={port + 1}" in answer.stderr


def test_a_port_that_is_no_number_is_refused() -> None:
    answer = make("run", PORT="eight")
    assert answer.returncode != 0
    assert "must be a number from 1 to 65535" in answer.stderr
