"""The style sheets: colours and sizes stand in one place, can be read by weak eyes, and weigh little."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static" / "css"
SHEETS = {
    path.name: re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S) for path in CSS.glob("*.css")
}
TOKENS = SHEETS["tokens.css"]
SCREEN = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", TOKENS.split("@media print")[0]))

TEXT = ("ink", "ink-soft", "vermilion", "vermilion-deep", "link")
GROUND = ("paper", "paper-shade", "paper-hover", "notice-ground", "read-ground", "doubt-ground", "selected-ground")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(SCREEN[one]), luminance(SCREEN[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("text", "ground"), [*product(TEXT, GROUND), ("paper", "vermilion"), ("paper", "vermilion-deep")]
)
def test_text_can_be_read_on_every_ground(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


def test_edge_of_a_field_can_be_seen() -> None:
    assert contrast("rule-field", "paper") >= 3


def test_colours_are_written_in_the_tokens_only() -> None:
    colour = re.compile(
        r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch|color-mix)\(|:\s*(?:white|black|red|blue|gr[ae]y)\b"
    )
    assert {
        name: offences for name, sheet in SHEETS.items() if name != "tokens.css" and (offences := colour.findall(sheet))
    } == {}


def test_every_token_that_is_used_is_declared() -> None:
    declared = set(re.findall(r"(--[a-z0-9-]+):", TOKENS))
    used = {name: set(re.findall(r"var\((--[a-z0-9-]+)", sheet)) - declared for name, sheet in SHEETS.items()}
    assert used == {name: set() for name in SHEETS}


def test_style_sheets_name_no_address() -> None:
    assert {
        name: offences for name, sheet in SHEETS.items() if (offences := re.findall(r"url\(|@import|https?:", sheet))
    } == {}


def test_style_of_a_public_page_weighs_little() -> None:
    sheets = ("tokens.css", "base.css", "grid.css", "public.css", "print.css")
    assert sum((CSS / name).stat().st_size for name in sheets) < 40_000
