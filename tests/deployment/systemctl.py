#!/usr/bin/python3
"""Stands in for systemctl in a tree without an init: starts what the unit files say, as whom they say.

Every program starts with an empty environment but PATH, as systemd would start it. Debian's own services go through
their init scripts. Timers are only looked at: that they exist and name a service that does.
"""

import configparser
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

UNITS = Path("/etc/systemd/system")
RUN = Path("/run")


class Unit(configparser.RawConfigParser):
    """A unit file; a key written twice keeps all its values, one a line."""

    def __init__(self, name):
        super().__init__(strict=False, delimiters=("=",), comment_prefixes=("#",), interpolation=None)
        self.optionxform = str
        lines, seen = [], {}
        for line in (UNITS / name).read_text().splitlines():
            key, _, value = line.partition("=")
            if key in ("ExecStart",):
                seen.setdefault(key, []).append(value)
            else:
                lines.append(line)
        self.commands = seen.get("ExecStart", [])
        self.read_string("\n".join(lines))
        self.name = name


def start(name):
    unit = Unit(name)
    service = unit["Service"]
    assert service["User"] != "root"
    prefix = ["setpriv", f"--reuid={service['User']}", f"--regid={service['Group']}", "--init-groups"]
    prefix += ["env", "-i", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
    log = Path(f"/var/log/{name}.log").open("ab")  # noqa: SIM115 - the program goes on writing it
    for command in unit.commands:
        process = subprocess.Popen(
            [*prefix, *shlex.split(command)],
            cwd=service["WorkingDirectory"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        if service.get("Type") == "oneshot":
            if code := process.wait():
                sys.exit(f"{name}: {command} ended with {code}: " + Path(f"/var/log/{name}.log").read_text()[-2000:])
        else:
            (RUN / f"{name}.pid").write_text(str(process.pid))
            time.sleep(4)
            if process.poll() is not None:
                sys.exit(f"{name} ended with {process.returncode}: " + Path(f"/var/log/{name}.log").read_text()[-2000:])


def stop(name):
    file = RUN / f"{name}.pid"
    if file.exists():
        number = int(file.read_text())
        file.unlink()
        os.kill(number, signal.SIGTERM)
        for _ in range(100):
            if not Path(f"/proc/{number}").exists() or "Z" in Path(f"/proc/{number}/stat").read_text().split()[2]:
                return
            time.sleep(0.1)
        sys.exit(f"{name} did not stop")


def main(action, *names):
    for name in (each if "." in each else f"{each}.service" for each in names if not each.startswith("-")):
        if not (UNITS / name).exists():
            subprocess.run(["service", name.removesuffix(".service"), action], check=True)
        elif name.endswith(".timer"):
            assert Unit(name)["Timer"]["OnCalendar"] and (UNITS / name.replace(".timer", ".service")).exists()
        elif action in ("start", "enable"):
            start(name)
        elif action in ("stop", "restart"):
            stop(name)
            if action == "restart":
                start(name)


if __name__ == "__main__":
    if sys.argv[1] != "daemon-reload":
        main(*sys.argv[1:])
