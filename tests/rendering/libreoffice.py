"""LibreOffice without a window, with our faces only: what we wrote, opened by a program that is not ours."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from django.conf import settings

from reports.rendering.fonts.choosing import FREE_STACKS, LICENSED

ALIAS = (
    '<match target="pattern"><test name="family"><string>{name}</string></test>'
    '<edit name="family" mode="assign" binding="strong"><string>{family}</string></edit>'
    '<edit name="weight" mode="assign"><const>{weight}</const></edit></match>'
)
# Formulas of a file that is opened are computed anew, whatever values it brings (0 is “always”).
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def convert(files: Mapping[str, bytes], folder: Path, to: str, *options: str) -> dict[str, bytes]:
    """Each file as LibreOffice writes it in the format `to`, by its name without ending; all in one run.

    `options` are further words of its command line, such as the filter that opens the files.
    """
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not on this machine (bin/setup --dev installs it as root on Debian)")
    given, made = folder / "given", folder / "made"
    given.mkdir()
    for name, data in files.items():
        (given / name).write_bytes(data)
    words = [
        "--headless",
        "--norestore",
        *options,
        "--convert-to",
        to,
        "--outdir",
        str(made),
        *map(str, given.iterdir()),
    ]
    subprocess.run(
        [program, f"-env:UserInstallation={_profile(folder).as_uri()}", *words],
        env={**os.environ, "FONTCONFIG_FILE": str(_faces(folder)), "HOME": str(folder)},
        capture_output=True,
        check=True,
        timeout=120,
    )
    opened = {path.stem: path.read_bytes() for path in made.iterdir()}
    assert sorted(opened) == sorted(Path(name).stem for name in files), "LibreOffice did not open every file"
    return opened


def _profile(folder: Path) -> Path:
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    return folder / "profile"


def _faces(folder: Path) -> Path:
    """A fontconfig file that knows the free faces, and gives them for the licensed names."""
    rules = [f"<dir>{escape(str(settings.FREE_FONT_DIR))}</dir><cachedir>{escape(str(folder / 'cache'))}</cachedir>"]
    for role, names in LICENSED.items():
        family, _, bold = FREE_STACKS[role][-1 if role == "song_title" else 0].partition(" Bold")
        weight = "bold" if bold or role == "song_title" else "regular"
        rules.append(ALIAS.format(name=names[0], family=family, weight=weight))
    path = folder / "fonts.conf"
    path.write_text(f'<?xml version="1.0"?><fontconfig>{"".join(rules)}</fontconfig>', encoding="utf-8")
    return path
