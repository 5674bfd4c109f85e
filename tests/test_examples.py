"""Property tests draw the same examples every time, unless a search at random is asked for."""

from pathlib import Path

import pytest

PROPERTY = """
    from pathlib import Path
    from hypothesis import given, settings
    from hypothesis import strategies as st

    @settings(max_examples=10)
    @given(st.integers(0, 10**12))
    def test_number(number):
        with Path("drawn").open("a") as drawn:
            drawn.write(f"{number}\\n")
"""


@pytest.fixture
def draw(own_pytest: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Run the property in a pytest of its own with these options; the examples that it drew."""
    monkeypatch.setenv("NIANBAO_VAR", str(tmp_path))
    own_pytest.makepyfile(PROPERTY)

    def drawn(*options: str) -> list[str]:
        (own_pytest.path / "drawn").unlink(missing_ok=True)
        plugins = [word for name in ("no:xdist", "no:cacheprovider", "tests.examples") for word in ("-p", name)]
        assert own_pytest.runpytest_subprocess("-q", *plugins, *options).ret == 0
        return (own_pytest.path / "drawn").read_text().splitlines()

    return drawn


def test_examples_are_the_same_every_time(draw):
    once = draw()
    assert (len(once), once) == (10, draw())


def test_search_at_random_draws_other_examples_and_many(draw):
    once, again = draw("--hypothesis-profile", "random"), draw("--hypothesis-profile", "random")
    assert (len(once), len(again), once == again) == (200, 200, False)
