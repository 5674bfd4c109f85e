"""Whoever installs by the English page does what `bin/test-deployment` tries with the Chinese one."""

from tests.deployment.page import PAGE, Block, blocks


def test_both_pages_have_the_same_blocks_in_the_same_sections() -> None:
    english = PAGE.with_name("deployment.md").read_text(encoding="utf-8")
    chinese = PAGE.read_text(encoding="utf-8")
    assert [_place(block) for block in blocks(english)] == [_place(block) for block in blocks(chinese)]


def _place(block: Block) -> tuple[str, int, str]:
    return block.heading.partition(".")[0], block.number, block.commands
