"""By when a report is due, and how a desk says it."""

from datetime import date

import pytest

from reports.workflow.deadlines import deadline, years_in_hand


@pytest.mark.parametrize(
    ("kind", "level", "day"),
    [
        ("department", "county", date(2025, 1, 31)),
        ("department", "province", date(2025, 1, 31)),
        ("township", "township", date(2025, 1, 31)),
        ("office", "province", date(2025, 1, 31)),
        ("government", "county", date(2025, 2, 20)),
        ("government", "prefecture", date(2025, 3, 10)),
        ("government", "province", date(2025, 3, 31)),
    ],
)
def test_last_day_follows_from_kind_and_level(kind, level, day):
    assert deadline(kind, level, 2024, date(2025, 1, 1)).day == day


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2025, 1, 19), "2025年1月31日（还有 12 天）"),
        (date(2025, 1, 31), "2025年1月31日（今天截止）"),
        (date(2025, 2, 2), "2025年1月31日（已超过 2 天）"),
        (date(2025, 1, 1), "2025年1月31日（还有 30 天）"),
        (date(2024, 12, 31), "2025年1月1日开始填报"),
    ],
)
def test_deadline_says_how_many_days_are_left(today, words):
    assert deadline("department", "county", 2024, today).words == words


def test_season_begins_when_the_year_it_tells_of_is_over():
    seen = [deadline("government", "county", 2024, day).has_begun for day in (date(2024, 12, 31), date(2025, 1, 1))]
    assert seen == [False, True]


def test_running_year_is_in_hand_from_november_on():
    assert [years_in_hand(date(2025, month, 1)) for month in (1, 10, 11)] == [[2024], [2024], [2024, 2025]]
