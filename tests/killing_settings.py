"""The project's settings with the files of the test that started the process."""

import os

from config.settings import *  # noqa: F403

MEDIA_ROOT = os.environ["NIANBAO_TEST_MEDIA"]
