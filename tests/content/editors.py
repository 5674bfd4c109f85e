"""Simulated editors of one text: each types into a copy of their own, sends what changed, and takes in the answer when
it comes. They do what the scripts of the editor do with a text area (static/js/authoring)."""

from itertools import count
from typing import Any

from hypothesis import strategies as st

from reports.content.prose_merge import merged
from reports.content.sentence_alignment import units_of

KINDS = ["word", "sentence", "paragraph", "unstopped", "delete", "rewrite", "cut", "move"]


class Server:
    """What the report holds."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = count(100)

    def save(self, before: str, after: str) -> str:
        self.text, _ = merged(before, after, self.text)
        return self.text


class Editor:
    """`known` is the server's text from which `typed` was made; `waiting` what was sent, and the answer to it."""

    def __init__(self, server: Server, name: str) -> None:
        self.server, self.name = server, name
        self.known = self.typed = server.text
        self.waiting: tuple[str, str] | None = None
        self.written: set[str] = set()
        self.deleted: set[str] = set()

    def write(self, text: str) -> None:
        """Let the text be this; remember which words came and which went."""
        words, now = words_of(self.typed), words_of(text)
        self.written |= now - words
        self.deleted |= words - now
        self.typed = text

    def send(self) -> None:
        """Save, one request at a time; the answer takes its time."""
        if self.waiting is None and self.typed != self.known:
            self.waiting = (self.typed, self.server.save(self.known, self.typed))

    def answer(self) -> None:
        """The answer to the save arrives; what was typed since goes on from what was sent."""
        if self.waiting is None:
            return
        (sent, value), self.waiting = self.waiting, None
        if self.typed == sent:
            self.known = self.typed = value
        else:
            self.known = sent

    def hear(self) -> None:
        """Others' work arrives where nothing is unsent."""
        if self.waiting is None and self.typed == self.known:
            self.known = self.typed = self.server.text

    def finish(self) -> None:
        """Everything is sent and heard."""
        for _ in range(2):
            self.answer()
            self.send()
        self.answer()
        self.hear()


def words_of(text: str) -> set[str]:
    """The words that simulated people type: each is written once and ends in 字."""
    return {piece.rpartition("词")[1] + piece.rpartition("词")[2] for piece in text.split("字")[:-1] if "词" in piece}


def edit(data: Any, person: Editor) -> None:
    """One random edit, as people make them: a word, a sentence, a paragraph, or something taken out."""
    word = f"词{next(person.server.words)}字"
    units = units_of(person.typed)
    at = data.draw(st.integers(0, len(units)))
    kind = data.draw(
        st.sampled_from(["word", "sentence", "paragraph", "unstopped", "delete", "rewrite", "cut", "move"])
    )
    if kind == "word":
        place = data.draw(st.integers(0, len(person.typed)))
        person.write(person.typed[:place] + word + person.typed[place:])
    elif kind in {"sentence", "paragraph", "unstopped"}:
        new = {"sentence": f"{word}。", "paragraph": f"\n{word}。\n", "unstopped": word}[kind]
        person.write("".join([*units[:at], new, *units[at:]]))
    elif kind == "cut":
        place = data.draw(st.integers(0, len(person.typed)))
        person.write(person.typed[:place] + person.typed[place + 3 :])
    elif units:
        taken = min(at, len(units) - 1)
        rest = [*units[:taken], *units[taken + 1 :]]
        new = {"delete": [], "rewrite": [f"{word}。"], "move": [units[taken]]}[kind]
        to = data.draw(st.integers(0, len(rest))) if kind == "move" else taken
        person.write("".join([*rest[:to], *new, *rest[to:]]))
