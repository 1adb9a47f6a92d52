"""What the project installs, and that it needs nothing else."""

import ast
import re
import sys
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest

from tests.browser.app import ROOT

TESTS = [file for name in ("tests", "benchmarks") for file in (ROOT / name).rglob("*.py")]
CODE = [file for file in (*ROOT.glob("*.py"), *ROOT.glob("[a-z]*/**/*.py")) if file not in TESTS]
# pytest finds its plugins by itself, ruff, pyright and the provider
# are commands, pyright reads the stubs.
PLUGINS = {"pytest-benchmark", "pytest-xdist"}
NOT_IMPORTED = {*PLUGINS, "ruff", "pyright", "pandas-stubs", "oidc-provider-mock"}
# SQLAlchemy loads the driver that an address names, st.login its client.
LOADED_BY_OTHERS = {"psycopg", "authlib", "httpx"}


def pins(file: str) -> dict[str, str]:
    """Name and version of each requirement; every one is pinned exactly."""
    lines = (ROOT / file).read_text().splitlines()
    required = [line for line in lines if line and not line.startswith(("#", "-r"))]
    found = [re.fullmatch(r"([\w-]+)(?:\[\w+\])?==([\w.]+)", line) for line in required]
    assert all(found), required
    return {match[1].lower(): match[2] for match in found if match}


def imported(files: list[Path]) -> set[str]:
    """Distributions that the files import; the standard library and the project left out."""
    modules = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.partition(".")[0])
    own = {path.stem for path in ROOT.iterdir()}
    distributions = packages_distributions()
    return {distributions[module][0].lower() for module in modules - sys.stdlib_module_names - own}


def test_the_dashboard_imports_all_that_it_requires_and_nothing_else() -> None:
    assert imported(CODE) == set(pins("requirements.txt")) - LOADED_BY_OTHERS


def test_the_tests_import_all_that_they_require_and_nothing_else() -> None:
    required = set(pins("requirements-dev.txt"))
    used = imported(TESTS) - set(pins("requirements.txt"))
    assert used == required - NOT_IMPORTED


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_what_is_installed_is_what_is_pinned(file: str) -> None:
    wanted = pins(file)
    assert {name: version(name) for name in wanted} == wanted


def test_no_code_names_a_path_of_one_machine_or_another_host() -> None:
    """Links a reader may follow are data (CSV, YAML) or documents; code fetches nothing."""
    scripts = [file for file in (ROOT / "scripts").iterdir() if file.is_file()]
    files = [*CODE, *scripts, *ROOT.glob("*/*.css"), ROOT / "Makefile", ROOT / ".ci" / "run"]
    path, host = r"/(?:home|root|work|tmp|Users)/\w+", r"https?://[\w-]+\.[a-z]\w+"
    svg = r"http://www\.w3\.org/2000/svg\b"  # the name of a format, never fetched
    pattern = re.compile(f"{path}|(?!{svg}){host}")
    found = {
        f"{file.relative_to(ROOT)}: {match[0]}"
        for file in files
        for match in pattern.finditer(file.read_text())
    }
    assert found == set()
