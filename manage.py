#!/usr/bin/env python
"""Run a management command of Nianbao, for example `manage.py load_demo`.

What goes wrong is one Chinese sentence and exit code 1, or 78 for a fault of the settings; with
`--traceback` the whole story.
"""

import os
import secrets
import sys

# Commands that read and print, and sign nothing: they need no secret of the installation.
NEED_NO_SECRET = {"read_report", "report_schema"}
# Words in the place of a command that are none.
NO_COMMAND = {"help", "version", "--help", "-h", "--version"}


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if NEED_NO_SECRET.intersection(sys.argv[1:2]):
        os.environ.setdefault("NIANBAO_SECRET_KEY", secrets.token_urlsafe(50))
    from config.commands import Commands
    from config.errors import exit_code, sentence

    wants_traceback = "--traceback" in sys.argv
    # Django would print what a command raises by itself, under an English name; so it hands everything on to us.
    hand_on = [] if wants_traceback or not sys.argv[1:] or sys.argv[1] in NO_COMMAND else ["--traceback"]
    try:
        Commands([*sys.argv, *hand_on]).execute()
    except Exception as error:
        explained = sentence(error)
        if wants_traceback or explained is None:
            raise
        sys.stderr.write(f"✗ {explained}\n")
        return exit_code(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
