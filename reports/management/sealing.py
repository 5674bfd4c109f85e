"""Encryption of a backup's parts with one key, in pieces, so that a part of any size takes little memory.

In: a key of 32 bytes and the salt of one backup. Out: files that nobody reads or changes without the key. Each piece is
AES-256-GCM (NIST SP 800-38D) under a key of its own part (HKDF-SHA256, RFC 5869); its nonce counts the pieces and marks
the last, so that none can be left out, moved, cut off or taken from another part or another backup.
"""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PIECE = 1 << 20
TAG = 16
METHOD = "AES-256-GCM, HKDF-SHA256, 1 MiB"


class Unsealable(Exception):
    """The key is another, or the bytes are not those that were written."""


@dataclass(frozen=True)
class Seal:
    """What the parts of one backup are encrypted with."""

    key: bytes
    salt: bytes

    @classmethod
    def new(cls, key: bytes) -> "Seal":
        """For a backup that is about to be made."""
        return cls(key, secrets.token_bytes(32))

    @property
    def key_name(self) -> str:
        """Tells one key from another and says nothing of it."""
        return hashlib.sha256(self._derived("name of the key")).hexdigest()[:16]

    def writer(self, part: str, target: IO[bytes]) -> "Writer":
        """What is written to it lands in `target` encrypted; it must be closed."""
        return Writer(AESGCM(self._derived(part)), target)

    def pieces(self, part: str, source: IO[bytes]) -> Iterator[bytes]:
        """The part as it was, each piece only after it was proved. Raises Unsealable."""
        cipher = AESGCM(self._derived(part))
        piece, number = source.read(PIECE + TAG), 0
        while True:
            following = source.read(PIECE + TAG)
            try:
                yield cipher.decrypt(_nonce(number, last=not following), piece, None)
            except InvalidTag:
                raise Unsealable from None
            if not following:
                return
            piece, number = following, number + 1

    def _derived(self, purpose: str) -> bytes:
        return HKDF(SHA256(), 32, self.salt, f"nianbao backup: {purpose}".encode()).derive(self.key)


class Writer:
    """Encrypts what is written to it piece by piece."""

    def __init__(self, cipher: AESGCM, target: IO[bytes]) -> None:
        self.cipher, self.target = cipher, target
        self.waiting, self.number = bytearray(), 0

    def write(self, data: bytes) -> int:
        """As of any file."""
        self.waiting += data
        while len(self.waiting) > PIECE:  # the last piece is known only at the end
            self._write(bytes(self.waiting[:PIECE]), last=False)
            del self.waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        """Write the last piece, without which nothing is whole."""
        self._write(bytes(self.waiting), last=True)

    def _write(self, piece: bytes, *, last: bool) -> None:
        self.target.write(self.cipher.encrypt(_nonce(self.number, last=last), piece, None))
        self.number += 1


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
