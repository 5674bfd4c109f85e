"""Which examples the property tests draw: in bin/test the same every time, in bin/test --random new ones, and many.

The option is hypothesis's own: `--hypothesis-profile random`.
"""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, configuration, settings
from hypothesis.database import DirectoryBasedExampleDatabase

FIXED, RANDOM = "ci", "random"
MANY_TIMES = 20
FOLDER = Path(django_settings.VAR_DIR) / "hypothesis"  # what failed before, and what hypothesis works out once

configuration.set_hypothesis_home_dir(FOLDER)
settings.register_profile(FIXED, derandomize=True, deadline=None, database=None)
settings.register_profile(RANDOM, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(FIXED)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """At random, every test draws MANY_TIMES as many examples as it says itself, and its failures are tried again."""
    if config.getoption("--hypothesis-profile", default=None) != RANDOM:
        return
    database = DirectoryBasedExampleDatabase(FOLDER / "examples")
    tests = {id(test): test for item in items if hasattr(test := getattr(item, "obj", None), "hypothesis")}
    for test in tests.values():
        # What @settings left on the test; hypothesis has no public way to change it afterwards.
        own = test._hypothesis_internal_use_settings
        test._hypothesis_internal_use_settings = settings(
            own, max_examples=own.max_examples * MANY_TIMES, derandomize=False, database=database
        )
