"""A home to look at: a whole made-up day, lived through by the steps of `wiredesk run` on a clock of its own.

    python -m tests.demo_home DIR [--stories 160] [--address http://localhost:8000]

The same each time, down to the minute: the agency's stamps, the times of arrival and the pictures are what a paper has
that has run since midnight. `DIR/clock` holds the time at which it stopped, for WIREDESK_CLOCK; `DIR/addresses.json`
says where each kind of page is found, `DIR/password` what the person `meera` signs in with.
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
from urllib.parse import quote
from zoneinfo import ZoneInfo

ZONE = "Asia/Kolkata"
BEGAN = datetime(2026, 3, 8, 18, 30, tzinfo=UTC)
"""Midnight in the paper's zone."""
UNTIL = 18.7 * 3600
"""Seconds into the day: all that goes wrong on its wire has gone wrong by then."""
PERSON = "meera"
CLOCK = "clock"
LAG = 9.0
"""Seconds from the agency's stamp to the paper."""

_FEATURES = {
    "foreign": "reference",
    "gallery": "gallery",
    "marathi": "language_mr",
    "hindi": "language_hi",
    "urdu": "language_ur",
    "paid": "paid",
    "updated": "bulletin",
    "embed": "embed_video",
    "corrected": "correction_headline",
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


def live_through(home: Path, stories: int, password: str) -> dict[str, str]:
    """Let the day happen in a home that `wiredesk init` made; returns the addresses of its pages.

    Django stands on that home already.
    """
    from tests.home_on_disk import Home
    from tests.simulated_day import SimulatedDay
    from wiredesk.agency.paper import CITIES, IN_OTHER_WORDS, key_of, places_toml
    from wiredesk.decisions.actions.draft import Actor
    from wiredesk.decisions.actions.place import pin
    from wiredesk.flow.editions import make as make_edition
    from wiredesk.flow.picture import picture
    from wiredesk.people.models import Person, Role
    from wiredesk.publication.models import PublicStory
    from wiredesk.settings.options import load
    from wiredesk.story.models import Identity

    (home / "places.toml").write_text(places_toml(), encoding="utf-8")
    for city, (masthead, language, _) in CITIES.items():
        make_edition(city, (key_of(city),), home, masthead=masthead, language=language)
    for city, (slug, name, masthead, language) in IN_OTHER_WORDS.items():
        make_edition(name, (key_of(city),), home, slug=slug, masthead=masthead, language=language)
    root = home / "agency"
    root.mkdir()
    with _pictures(root) as address:
        lived = SimulatedDay(
            Home(home, load(home)), root, layout="item", stories=stories, start=BEGAN, pictures=address, lag=LAG
        )
        lived.until(UNTIL)
        while picture(lived.paper.now, 50, lived.paper.paper).seen:
            pass
        found: dict[str, str] = {}
        ids: dict[str, str] = {}
        for name, feature in _FEATURES.items():
            wanted = "killed" if name == "gone" else "live"
            told = next(one for one in lived.expected().standing(wanted) if feature in one.features)
            ids[name] = Identity.objects.get(provider__code=told.provider, guid=told.guids[0]).story_id
            found[name] = PublicStory.objects.get(story=ids[name]).path
        desk = Person.objects.create_user(PERSON, password=password, role=Role.OPERATOR)
        by = Actor(person=desk.pk, name=PERSON)
        pin(ids["updated"], lived.paper.now + timedelta(hours=3), by=by, now=lived.paper.now)
        lived.paper.flow()
        for path in sorted(lived.paper.paths()):
            for name, start in (("thread", "/thread/"), ("topic", "/topic/place/")):
                if path.startswith(start) and path.endswith("/") and "from-the-start" not in path:
                    found.setdefault(name, path)
    return found | {
        "home": "/",
        "desk story": f"/desk/story/{ids['updated']}/",
        "section": "/world/",
        "latest": "/latest/",
        "provider": "/provider/hw/",
        "archive": "/archive/",
        "day": f"/archive/{lived.paper.now.astimezone(ZoneInfo(ZONE)):%Y-%m-%d}/",
        "withdrawn": "/withdrawn/",
        "history": f"{found['corrected']}versions/",
        "corrections": "/corrections/",
        "feed": "/provider/hw/about/",
        "author": "/author/cs/arjun-nandgave/",
        "saved": "/saved/",
        "display": "/display/",
        "cities": "/edition/",
        "edition": "/edition/dharvel/",
        "edition hindi": "/edition/sonbari-hindi/",
        "edition marathi": "/edition/dharvel-marathi/",
        "edition urdu": "/edition/nasirkot-urdu/",
        "edition tamil": "/edition/kelapor-tamil/",
        "edition bengali": "/edition/port-anjal-bengali/",
        "missing": "/nowhere/",
        "search": "/search/?q=survey+islands",
        "search hindi": f"/search/?q={quote('पुल')}",
        "search nothing": "/search/?q=zeppelin&section=world&from=2026-03-01",
        "search form": "/search/",
    }


def make(home: Path, *, stories: int, address: str) -> dict[str, str]:
    """Make the home from nothing, in this process; returns the addresses of its pages."""
    home.mkdir(parents=True)
    clock = home / CLOCK
    clock.write_text((BEGAN + timedelta(seconds=UNTIL)).isoformat(), encoding="ascii")
    os.environ |= {
        "WIREDESK_HOME": str(home),
        "WIREDESK_CLOCK": str(clock),
        "DJANGO_SETTINGS_MODULE": "wiredesk.settings.django",
    }
    command = [sys.executable, "-m", "wiredesk"]
    told = ["--name", "The Dharvel Courier", "--address", address, "--time-zone", ZONE, "--made-up"]
    subprocess.run([*command, "init", str(home), *told], check=True, stdout=subprocess.DEVNULL)
    import django

    django.setup()
    password = secrets.token_urlsafe(12)
    found = live_through(home, stories, password)
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
    for name, path in make(given.home.resolve(), stories=given.stories, address=given.address).items():
        print(f"{name:12} {path}")


if __name__ == "__main__":
    main()
