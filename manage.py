#!/usr/bin/env python
"""Run a management command of Nianbao, for example `manage.py load_demo`."""

import os
import secrets
import sys

# Commands that read and print, and sign nothing: they need no secret of the installation.
NEED_NO_SECRET = {"read_report", "report_schema"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if NEED_NO_SECRET.intersection(sys.argv[1:2]):
        os.environ.setdefault("NIANBAO_SECRET_KEY", secrets.token_urlsafe(50))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
