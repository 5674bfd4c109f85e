"""A published PDF downloaded four ways, beside nginx serving the same file: downloads a second, and the ratio.

    python -m pytest tests/benchmarks/bench_download.py -s

Through the application (gunicorn behind nginx), with X-Accel-Redirect, from the static export, and as a bare file.
The client runs on the same machine and takes its share of it. Needs nginx (apt-get install nginx-light); a report, not
a verdict on the clock.
"""

import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import connection

from reports.public.export import exporting
from tests.agencies.trees import plant
from tests.public.published import PDF, attach, publish

READERS, ROUNDS = 4, 250
ACCEL = "/released/"
NGINX = """
{user} worker_processes 2; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ }}
http {{
  access_log off; sendfile on; client_body_temp_path {folder}/a; proxy_temp_path {folder}/b;
  fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e; types {{ application/pdf pdf; }}
  upstream streams {{ server 127.0.0.1:{streams}; keepalive 8; }}
  upstream hands_over {{ server 127.0.0.1:{hands_over}; keepalive 8; }}
  proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host 127.0.0.1;
  server {{ listen 127.0.0.1:{app}; location / {{ proxy_pass http://streams; }} }}
  server {{ listen 127.0.0.1:{accel}; location / {{ proxy_pass http://hands_over; }}
           location {prefix} {{ internal; alias {media}/; }} }}
  server {{ listen 127.0.0.1:{export}; root {site}; }}
  server {{ listen 127.0.0.1:{bare}; root {media}; }}
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, **environment: str) -> Iterator[None]:
    """A server until the block ends; it begins when its port answers."""
    process = subprocess.Popen(command, cwd=django_settings.BASE_DIR, env=os.environ | environment)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


def gunicorn(port: int, folder: Path, accel: str) -> tuple[list[str], dict[str, str]]:
    database = connection.settings_dict
    url = f"postgresql://{database['USER']}@/{database['NAME']}?host={quote(str(database['HOST']))}"
    environment = {
        "DATABASE_URL": url,
        "NIANBAO_DEBUG": "",
        "NIANBAO_SECRET_KEY": "of-this-benchmark-only" * 3,
        "NIANBAO_VAR": str(folder),
        "NIANBAO_ACCEL": accel,
    }
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4", "--log-level", "error"]
    return [sys.executable, "-m", "gunicorn", "config.wsgi", "--no-control-socket", *options], environment


def read(port: int, address: str, size: int) -> list[float]:
    """Milliseconds of each of ROUNDS downloads over one connection."""
    asking, times = http.client.HTTPConnection("127.0.0.1", port), []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        asking.request("GET", address)
        answer = asking.getresponse()
        assert (answer.status, len(answer.read())) == (200, size)
        times.append((time.perf_counter() - begin) * 1000)
    return times


def measure(port: int, address: str, size: int) -> tuple[float, float]:
    """Downloads a second of READERS readers at once, and the median of one in milliseconds."""
    read(port, address, size)
    begin = time.perf_counter()
    with ThreadPoolExecutor(READERS) as readers:
        times = [each for one in readers.map(lambda _: read(port, address, size), range(READERS)) for each in one]
    return READERS * ROUNDS / (time.perf_counter() - begin), statistics.median(times)


@pytest.mark.django_db(transaction=True)
def test_downloads_beside_nginx_serving_the_same_file(settings, tmp_path: Path) -> None:
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None:
        pytest.skip("no nginx on this machine (apt-get install nginx-light)")
    settings.MEDIA_ROOT = tmp_path / "media"
    file = attach(publish(plant("x")), PDF * 22_000)
    exporting.export(tmp_path / "out")
    names = ("streams", "hands_over", "app", "accel", "export", "bare")
    ports = {name: free_port() for name in names}
    configuration = NGINX.format(
        user="user root;" if os.getuid() == 0 else "",
        folder=tmp_path, media=settings.MEDIA_ROOT, site=tmp_path / "out" / "site", prefix=ACCEL, **ports,
    )  # fmt: skip
    (tmp_path / "nginx.conf").write_text(configuration)
    address = f"/agencies/x/2024/{quote(file.name)}"
    print(f"\n{file.size / 1000:.0f} kB, {READERS} readers at once")
    with ExitStack() as stack:
        for name, accel in (("streams", ""), ("hands_over", ACCEL)):
            command, environment = gunicorn(ports[name], tmp_path, accel)
            stack.enter_context(running(command, ports[name], **environment))
        stack.enter_context(running([nginx, "-c", str(tmp_path / "nginx.conf")], ports["bare"]))
        bare, _ = report("nginx, the bare file", ports["bare"], "/" + quote(str(file.file.name)), file.size, None)
        report("nginx, static export", ports["export"], address, file.size, bare)
        report("application, X-Accel-Redirect", ports["accel"], address, file.size, bare)
        report("application, streamed", ports["app"], address, file.size, bare)


def report(what: str, port: int, address: str, size: int, bare: float | None) -> tuple[float, float]:
    rate, median = measure(port, address, size)
    print(f"{what:<32}{rate:>8.0f} /s{median:>8.1f} ms{rate / (bare or rate):>8.2f} of nginx alone")
    return rate, median
