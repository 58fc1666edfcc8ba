"""The smallest paper that a Django tutorial makes of a wire: one table, `update_or_create`, pages rendered when read.

It has no versions, rules, gate, stored pages or archive, takes what it is sent in the request itself, and so shows
what those cost. SQLite with the same durability, lxml, and Granian, as wiredesk has them.

    python bench/peer.py DATABASE take FILE …      reads RSS files into the table, renders each item's page; prints JSON
    python bench/peer.py DATABASE serve PORT       takes POST /push, answers /, /section/S/, /story/GUID/, /feed.xml
"""

import argparse
import json
import os
import sys
import time
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, ClassVar

import django
from django.conf import settings

_DATABASE = os.environ.get("PEER_DATABASE") or sys.argv[1]
_PAGE = "<!doctype html><html><head><title>{{ story.headline }}</title></head><body>{{ story.body|safe }}</body></html>"
_LIST = (
    "<!doctype html><ul>{% for s in stories %}<li><a href='/story/{{ s.guid }}/'>{{ s.headline }}</a>{% endfor %}</ul>"
)
_FEED = (
    "<rss version='2.0'><channel><title>Peer</title>{% for s in stories %}<item><guid>/story/{{ s.guid }}/</guid>"
    "<title>{{ s.headline }}</title><description>{{ s.body }}</description></item>{% endfor %}</channel></rss>"
)
FRONT = 30

settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    INSTALLED_APPS=[],
    SECRET_KEY="only for measuring",
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": _DATABASE,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 5,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    },
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402
from lxml import etree  # noqa: E402


class Story(models.Model):
    """All that is known of a story."""

    guid = models.CharField(max_length=200, unique=True)
    section = models.CharField(max_length=80, db_index=True)
    headline = models.CharField(max_length=500)
    body = models.TextField()
    published_at = models.DateTimeField(db_index=True)
    gone = models.BooleanField(default=False)
    objects: ClassVar[models.Manager["Story"]] = models.Manager()

    class Meta:
        app_label = "peer"
        db_table = "story"

    def __str__(self) -> str:
        return self.headline


_TEMPLATES: dict[str, Any] = {text: engines["django"].from_string(text) for text in (_PAGE, _LIST, _FEED)}
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_STATUS = "{https://hw.example/ns/item}pubStatus"


def take(data: bytes) -> list[Story]:
    """Every item of an RSS document, into the table."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    return [
        Story.objects.update_or_create(
            guid=item.findtext("guid"),
            defaults={
                "section": (item.findtext("category") or "").lower(),
                "headline": item.findtext("title") or "",
                "body": item.findtext(_CONTENT) or "",
                "published_at": parsedate_to_datetime(item.findtext("pubDate") or ""),
                "gone": item.findtext(_STATUS) == "canceled",
            },
        )[0]
        for item in root.iter("item")
    ]


def _shown(text: str, **values: object) -> HttpResponse:
    return HttpResponse(_TEMPLATES[text].render(values))


def push(request: HttpRequest) -> HttpResponse:
    """Takes what is posted, at once."""
    take(request.body)
    return HttpResponse(status=202)


def story(request: HttpRequest, guid: str) -> HttpResponse:
    """A story's page."""
    found = Story.objects.filter(guid=guid).first()
    if found is None or found.gone:
        return HttpResponse(status=410 if found else 404)
    return _shown(_PAGE, story=found)


def listed(request: HttpRequest, section: str = "", *, feed: bool = False) -> HttpResponse:
    """The newest, all or of a section, as a page or as a feed."""
    rows = Story.objects.filter(gone=False).order_by("-published_at", "-id")
    return _shown(_FEED if feed else _LIST, stories=(rows.filter(section=section) if section else rows)[:FRONT])


urlpatterns = [
    path("push", push),
    path("", listed),
    path("feed.xml", listed, {"feed": True}),
    path("section/<section>/", listed),
    path("section/<section>/feed.xml", listed, {"feed": True}),
    path("story/<guid>/", story),
]
application = get_wsgi_application()


def _make() -> None:
    with connection.schema_editor() as editor:
        if "story" not in connection.introspection.table_names():
            editor.create_model(Story)


def main() -> None:
    """Take files, or serve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("what", choices=("take", "serve"))
    parser.add_argument("more", nargs="+")
    given = parser.parse_args()
    _make()
    if given.what == "serve":
        os.environ["PEER_DATABASE"] = given.database
        here = Path(__file__)
        argv = [
            "granian",
            "--interface",
            "wsgi",
            "--port",
            given.more[0],
            "--blocking-threads",
            "4",
            "--log-level",
            "error",
        ]
        os.execv(
            sys.executable, [sys.executable, "-m", *argv, "--working-dir", str(here.parent), f"{here.stem}:application"]
        )
    began, cpu, items, size = time.perf_counter(), time.process_time(), 0, 0
    for name in given.more:
        for one in take(Path(name).read_bytes()):
            items += 1
            size += len(_shown(_PAGE, story=one).content)
    seconds, used = time.perf_counter() - began, time.process_time() - cpu
    print(json.dumps({"items": items, "seconds": seconds, "cpu_seconds": used, "bytes": size}))


if __name__ == "__main__":
    main()
