"""What pytest makes of skipped tests: on a desk, and in CI."""

from pathlib import Path

import pytest

TESTS = """
    import pytest
    from tests import skipping

    skipping.OPTIONAL.update(present=skipping.Path(__file__), absent=skipping.Path(__file__) / "nothing")

    @pytest.fixture
    def browser():
        pytest.skip("no browser here")

    @pytest.fixture
    def corpus():
        return 1

    def test_runs(): pass
    def test_skips_in_its_fixture(browser): pass
    def test_skips_itself(): pytest.skip("not today")
    @pytest.mark.skipif(True, reason="never")
    def test_skipped_by_a_mark(): pass
    @pytest.mark.needs("absent")
    def test_needs_what_is_absent(): raise AssertionError
    @pytest.mark.needs("present")
    def test_needs_what_is_here(): pass
    @pytest.mark.needs("present")
    def test_needs_what_is_here_and_skips_for_another_reason(browser): pass
    @pytest.mark.xfail
    def test_known_to_fail(): raise AssertionError
    def test_uses_the_corpus(corpus, request):
        assert [mark.args for mark in request.node.iter_markers("needs")] == [("corpus",)]
"""


@pytest.fixture
def run(own_pytest: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):
    """Run these tests as their own pytest, in CI or not; the outcomes that it counts, and its lines."""

    def outcomes(text: str, ci: str) -> tuple[dict[str, int], list[str]]:
        monkeypatch.setenv("CI", ci)
        own_pytest.makepyfile(text)
        plugins = ["no:django", "no:xdist", "no:cacheprovider", "tests.skipping"]
        result = own_pytest.runpytest_subprocess("-q", "-rfsE", *(word for name in plugins for word in ("-p", name)))
        return result.parseoutcomes(), result.outlines

    return outcomes


@pytest.fixture
def text(tmp_path: Path) -> str:
    """The tests, with a corpus that is there wherever they run."""
    return TESTS.replace("absent=", f"corpus=skipping.Path({str(tmp_path)!r}), absent=")


def test_on_a_desk_a_skipped_test_is_skipped(run, text):
    assert run(text, ci="")[0] == {"passed": 3, "skipped": 5, "xfailed": 1}


def test_in_ci_a_skipped_test_fails_unless_what_it_needs_is_absent(run, text):
    counts, lines = run(text, ci="true")
    assert counts == {"passed": 3, "skipped": 1, "failed": 1, "errors": 3, "xfailed": 1}
    assert [line for line in lines if "SKIPPED" in line and "../shared/absent" in line] != []
    assert sum("Skipped in CI, where every test must run: " in line for line in lines) == 8


def test_in_ci_a_module_that_skips_itself_fails(run):
    assert run("import pytest\npytest.importorskip('nowhere')", ci="true")[0] == {"errors": 1}


def test_on_a_desk_a_module_that_skips_itself_is_skipped(run):
    assert run("import pytest\npytest.importorskip('nowhere')", ci="")[0] == {"skipped": 1}
