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
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from tests.simulated_day import SimulatedDay

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


def _told_live(lived: "SimulatedDay", root: Path) -> str:
    """A ferry runs aground in the day's last hours and is told take by take: the id of the first."""
    from tests.newspaper import item, rss
    from tests.running_stories import FERRY
    from wiredesk.story.models import Identity

    def comes(guid: str, minutes: int, *more: str) -> None:
        lived.until(UNTIL - minutes * 60)
        headline, *paragraphs = FERRY[guid]
        at = format_datetime(BEGAN + timedelta(seconds=UNTIL) - timedelta(minutes=minutes))
        told = item(guid, headline, (*paragraphs, *more), at=at)
        (root / "world" / f"{guid}-{minutes}.xml").write_bytes(rss(told))

    for guid, minutes in zip(FERRY, (100, 80, 55, 30), strict=True):
        comes(guid, minutes)
    comes("ferry-4", 12, "The court will hear the keeper of the light next.")
    lived.until(UNTIL)
    return str(Identity.objects.get(guid="ferry-1").story_id)


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
    from wiredesk.story.models import Identity, Threaded

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
        first = _told_live(lived, root)
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
        found["live"] = f"/thread/{Threaded.objects.get(story=first).thread_id}/"
        for path in sorted(lived.paper.paths()):
            for name, start in (("thread", "/thread/"), ("topic", "/topic/place/")):
                if (
                    path.startswith(start)
                    and path.endswith("/")
                    and "from-the-start" not in path
                    and path != found["live"]
                ):
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
