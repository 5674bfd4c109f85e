"""The WSGI application that gunicorn serves; it refuses to start while something is missing (`nianbao doctor`)."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from reports.management.startup import problems, warnings  # noqa: E402 - the applications are ready only now

if missing := list(problems()):
    sys.exit("\n".join(f"✗ {problem}" for problem in missing))
sys.stderr.writelines(f"! {warning}\n" for warning in warnings())
