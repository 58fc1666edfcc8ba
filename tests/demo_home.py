"""A home to look at: a whole made-up day, lived through on a clock of its own and over at the moment it is called for.

    python -m tests.demo_home DIR [--stories 160] [--address http://localhost:8000]

Made anew each time, by the same steps as in `wiredesk run`; the agency's stamps, the times of arrival and the pictures
are what a paper gets that has run since midnight. `DIR/addresses.json` says under which path each kind of page is
found, `DIR/password` what the person `desk` signs in with.
"""

import argparse
import functools
import http.server
import json
import os
import secrets
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = "Asia/Kolkata"
HOURS = 20.0
"""Of the made-up day that are over when the home is ready: all its events but the last few."""
SHORTEST = timedelta(hours=6)
"""A day is never squeezed into less: after midnight it begins on the day before."""
PERSON = "desk"

_FEATURES = {
    "foreign": "reference",
    "gallery": "gallery",
    "marathi": "language_mr",
    "hindi": "language_hi",
    "urdu": "language_ur",
    "paid": "paid",
    "updated": "bulletin",
    "embed": "embed_video",
    "gone": "kill_status",
}


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        return


@contextmanager
def _pictures(root: Path) -> Iterator[str]:
    """The agency's picture server, while the day lasts."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def live_through(home: Path, stories: int, now: datetime) -> dict[str, str]:
    """Let the day happen in a home that `wiredesk init` made, up to `now`; returns the addresses of its pages.

    Django stands on that home already.
    """
    from tests.home_on_disk import Home
    from tests.simulated_day import SimulatedDay
    from wiredesk.publication.models import PublicStory
    from wiredesk.settings.options import load
    from wiredesk.story.models import Identity
    from wiredesk.story.pictures.step import fetch_pictures

    midnight = now.astimezone(ZoneInfo(ZONE)).replace(hour=0, minute=0, second=0, microsecond=0)
    start = min(midnight.astimezone(UTC), now - SHORTEST)
    speed = HOURS * 3600 / (now - start).total_seconds()
    root = home / "agency"
    root.mkdir()
    with _pictures(root) as address:
        lived = SimulatedDay(
            Home(home, load(home)), root, layout="item", stories=stories, start=start, speed=speed, pictures=address
        )
        lived.until(HOURS * 3600)
        while fetch_pictures(lived.paper.now, 50, options=lived.paper.home.options).seen:
            pass
        lived.paper.flow()
    found: dict[str, str] = {}
    for name, feature in _FEATURES.items():
        wanted = "killed" if name == "gone" else "live"
        told = next(one for one in lived.expected().standing(wanted) if feature in one.features)
        story = Identity.objects.get(provider__code=told.provider, guid=told.guids[0]).story_id
        found[name] = PublicStory.objects.get(story=story).path
        if name == "foreign":
            found["desk story"] = f"/desk/story/{story}/"
    return found | {
        "home": "/",
        "section": "/world/",
        "latest": "/latest/",
        "provider": "/provider/hw/",
        "archive": "/archive/",
        "day": f"/archive/{lived.paper.now.astimezone(ZoneInfo(ZONE)):%Y-%m-%d}/",
        "withdrawn": "/withdrawn/",
        "missing": "/nowhere/",
    }


def make(home: Path, *, stories: int, address: str, now: datetime) -> dict[str, str]:
    """Make the home from nothing, in this process; returns the addresses of its pages."""
    command = [sys.executable, "-m", "wiredesk"]
    told = ["--name", "The Dharvel Courier", "--address", address, "--time-zone", ZONE, "--made-up"]
    subprocess.run([*command, "init", str(home), *told], check=True, stdout=subprocess.DEVNULL)
    os.environ |= {"WIREDESK_HOME": str(home), "DJANGO_SETTINGS_MODULE": "wiredesk.settings.django"}
    import django

    django.setup()
    found = live_through(home, stories, now)
    password = secrets.token_urlsafe(12)
    subprocess.run([*command, "person", "add", PERSON, "--password-stdin"], check=True, input=password, text=True)
    (home / "password").write_text(password, encoding="utf-8")
    (home / "addresses.json").write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
    return found


def main() -> None:
    """Make one where the command line says."""
    parser = argparse.ArgumentParser(description="A home to look at, after a made-up day.")
    parser.add_argument("home", type=Path)
    parser.add_argument("--stories", type=int, default=160)
    parser.add_argument("--address", default="http://localhost:8000")
    given = parser.parse_args()
    for name, path in make(
        given.home.resolve(), stories=given.stories, address=given.address, now=datetime.now(UTC)
    ).items():
        print(f"{name:12} {path}")


if __name__ == "__main__":
    main()
