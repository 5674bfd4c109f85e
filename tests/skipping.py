"""What a skipped test means: nothing on a desk, a fault in CI, unless it needs what the README does not promise.

`@pytest.mark.needs("corpus")` marks a test that needs one of OPTIONAL; a test that uses the fixture `corpus` is marked
by itself. Where that is not on the machine, the test is skipped everywhere. With CI=true in the environment any other
skipped test, or module of tests, is a failed one: bin/setup --dev brings the browser, LibreOffice and Java.
"""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
OPTIONAL = {
    "corpus": SHARED / "corpus",  # real published reports, which are not ours to pass on
    "format": SHARED / "format",  # the official Word template
}


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real published reports, which lies beside the project and is not part of it."""
    return OPTIONAL["corpus"]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"needs(name): skipped where {' or '.join(OPTIONAL)} is not on the machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "corpus" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.needs("corpus"))


def missing(item: pytest.Item) -> list[str]:
    """What the test says that it needs and is not here."""
    names = [name for marker in item.iter_markers("needs") for name in marker.args]
    return [name for name in names if not OPTIONAL[name].exists()]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if lacking := missing(item):
        pytest.skip(f"not on this machine: {', '.join(f'../shared/{name}' for name in dict.fromkeys(lacking))}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if in_ci() and report.skipped and not hasattr(report, "wasxfail") and not missing(item):
        _fail(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if in_ci() and report.skipped:
        _fail(report)
    return report


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true"}


def _fail(report: pytest.TestReport | pytest.CollectReport) -> None:
    """A report of a skip says (file, line, reason)."""
    reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
    report.outcome = "failed"
    report.longrepr = f"Skipped in CI, where every test must run: {str(reason).removeprefix('Skipped: ')}"
