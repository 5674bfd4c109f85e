"""Where published files are kept: the environment in, Django's STORAGES["default"] out.

The file system under `var/media`, unless NIANBAO_S3_BUCKET names a bucket of any S3-compatible store.
"""

import os
from typing import Any

from django.core.exceptions import ImproperlyConfigured

FILES = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
_OPTIONS = {
    "NIANBAO_S3_ENDPOINT": "endpoint_url",
    "NIANBAO_S3_REGION": "region_name",
    "NIANBAO_S3_KEY": "access_key",
    "NIANBAO_S3_SECRET": "secret_key",
}


def choose() -> dict[str, Any]:
    """The store that the environment names. A bucket without key and secret is refused, not guessed."""
    bucket = os.environ.get("NIANBAO_S3_BUCKET", "").strip()
    if not bucket:
        return FILES
    options = {option: os.environ.get(name, "").strip() for name, option in _OPTIONS.items()}
    if not (options["access_key"] and options["secret_key"]):
        raise ImproperlyConfigured("设置了 NIANBAO_S3_BUCKET，还需要设置 NIANBAO_S3_KEY 和 NIANBAO_S3_SECRET。")
    options = {option: value for option, value in options.items() if value}
    # A name is never written twice: a release is for ever. Nothing is public by an address of the store.
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": bucket, "file_overwrite": False, "default_acl": "private", **options},
    }
