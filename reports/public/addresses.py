"""Path converters. One page has one spelling: `/agencies/x/02024/` is not another address of 2024."""

from django.urls.converters import IntConverter, StringConverter


class Year(IntConverter):
    """A year of four digits."""

    regex = "[1-9][0-9]{3}"


class Number(IntConverter):
    """The number of a version."""

    regex = "[1-9][0-9]{0,3}"


class FollowingPage(IntConverter):
    """The number of a page after the first, which has an address without one."""

    regex = "[2-9]|[1-9][0-9]{1,3}"


class FileName(StringConverter):
    """A name with an ending; without one it would swallow addresses that only lack their last slash."""

    regex = r"[^/]+\.[a-z0-9]{1,8}"
