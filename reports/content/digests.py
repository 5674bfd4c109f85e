"""The two digests we give of what we publish: SHA-256 for everybody, SM3 (GB/T 32905-2016) for government systems."""

import hashlib

from cryptography.hazmat.primitives import hashes


def sha256(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def sm3(data: bytes) -> str:
    """SM3 in hexadecimal. From `cryptography`: the OpenSSL under `hashlib` knows SM3 on some machines only."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize().hex()
