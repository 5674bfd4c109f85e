"""The authenticator application on a person's telephone (RFC 6238)."""

import base64
import hashlib
import hmac
import time

STEP = 30


def code(secret: str) -> str:
    """The six digits that it shows now for the secret that it was given."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, int(time.time() // STEP).to_bytes(8, "big"), hashlib.sha1).digest()
    at = digest[-1] & 15
    return str((int.from_bytes(digest[at : at + 4], "big") & 0x7FFFFFFF) % 1_000_000).zfill(6)
