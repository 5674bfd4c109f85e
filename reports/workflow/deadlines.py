"""By when a report is due (条例 第四十九条; 国办公开办函〔2021〕30号, 二). Pure.

Departments, townships and offices: 31 January of the next year. Governments, which report for all below them:
county 20 February, prefecture 10 March, province (and the nation's vertical systems) 31 March.
"""

from dataclasses import dataclass
from datetime import date

GOVERNMENT = "government"
_OF_GOVERNMENTS = {"county": (2, 20), "prefecture": (3, 10), "province": (3, 31), "nation": (3, 31)}
_OF_ALL_OTHERS = (1, 31)
# From this month on a desk shows the report of the running year as well: figures can be gathered.
PREPARING_FROM = 11


@dataclass(frozen=True)
class Deadline:
    """The last day, seen from a day."""

    day: date
    today: date

    @property
    def days_left(self) -> int:
        """Days from today to the last day; negative when it has passed."""
        return (self.day - self.today).days

    @property
    def begins(self) -> date:
        """The day from which the report is written: the year it tells of is over then."""
        return date(self.day.year, 1, 1)

    @property
    def has_begun(self) -> bool:
        """Whether the season of the report has come; before it nothing is late and nothing presses."""
        return self.today >= self.begins

    @property
    def words(self) -> str:
        """The day and the days left, such as “2025年1月31日（还有 3 天）”; before the season the day it begins."""
        if not self.has_begun:
            return f"{self.begins.year}年1月1日开始填报"
        left = self.days_left
        ends = f"还有 {left} 天" if left > 0 else "今天截止" if left == 0 else f"已超过 {-left} 天"
        return f"{self.day.year}年{self.day.month}月{self.day.day}日（{ends}）"


def deadline(kind: str, level: str, year: int, today: date) -> Deadline:
    """For the report of `year` of an agency of the kind and level (see `agencies.models`)."""
    month, day = _OF_GOVERNMENTS.get(level, _OF_ALL_OTHERS) if kind == GOVERNMENT else _OF_ALL_OTHERS
    return Deadline(date(year + 1, month, day), today)


def season_is_over(year: int, today: date) -> bool:
    """Whether the last of all deadlines for the report of `year`, 31 March of the next year, has passed."""
    return today > date(year + 1, *max(_OF_GOVERNMENTS.values()))


def years_in_hand(today: date) -> list[int]:
    """The report years people work on: last year's, and from November on the running one."""
    return [today.year - 1, *([today.year] if today.month >= PREPARING_FROM else [])]
