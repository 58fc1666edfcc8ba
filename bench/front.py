"""What a front costs: arranged and pressed as an arrival has it done, beside templates that only fill in the words.

A home of so many stories is filled by the same steps as `ingest.py` does it. Measured is CPU in one process, medians:

- `arranged`: the fronts of a batch worked out and written, `refresh_fronts` after one arrival in one section;
- `pressed`: the home page, a section's front, and both, from reading their records to the finished page, with what a
  running paper remembers of earlier ones (`usual`) and with nothing (`first`).

The peers get every word of the home page's stories ready in dictionaries, and fill in a page of as many cards in
Jinja2 and in a Django template: no reading, no ranking, no sizes of pictures, no account of what is shown.

    .venv/bin/python bench/front.py [--json] [--stories 10000] [--rounds 40] [--home DIR]
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

GOAL_MS = 20.0

_CARD = (
    '<article class="card" data-sec="{{ s.colour }}"><span class="kick">{{ s.label }}</span><h3><a href="{{ s.path }}">'
    '{{ s.headline }}</a></h3><p class="sf">{{ s.standfirst }}</p><p class="meta">{{ s.provider }}, '
    '<time datetime="{{ s.at }}">{{ s.clock }}</time></p></article>'
)
_PAGE = (
    "<!doctype html><html><head><title>{{ name }}</title></head><body><h1>{{ name }}</h1><nav><ul>"
    '{% for s in sections %}<li><a href="{{ s.path }}">{{ s.name }}</a></li>{% endfor %}</ul></nav>'
    f"{{% for s in stories %}}{_CARD}{{% endfor %}}</body></html>"
)


def median(what: Callable[[], object], rounds: int) -> float:
    """Milliseconds of CPU that it takes once."""
    took = []
    for _ in range(rounds):
        began = time.process_time()
        what()
        took.append(1000 * (time.process_time() - began))
    return round(statistics.median(took), 2)


def measure(home: Path, rounds: int) -> dict[str, Any]:
    """Every figure of one home, in this process."""
    from wiredesk.cli.frame import start_django

    start_django(home)
    from datetime import UTC, datetime

    from django.core.management import call_command
    from django.template import Context, Engine
    from jinja2 import Environment

    from wiredesk.flow.steps import open_paper
    from wiredesk.house import titles
    from wiredesk.outlets.website import outlet
    from wiredesk.outlets.website.memory import Memory
    from wiredesk.outlets.website.site import HOME, FrontPage, PageKey
    from wiredesk.publication.front_rows import refresh_fronts
    from wiredesk.publication.models import PublicStory
    from wiredesk.publication.public import FrontKind
    from wiredesk.publication.shelf import shelves
    from wiredesk.settings.options import load

    call_command("migrate", interactive=False, verbosity=0)
    paper, now = open_paper(load(home)), datetime.now(UTC)
    options, title = paper.options, titles.founded()[0]
    row = PublicStory.objects.filter(state="live").order_by("-sort_at").only("section", "provider_code")[0]
    touched = {(FrontKind.SECTION, row.section), (FrontKind.PROVIDER, row.provider_code.lower())}
    refresh_fronts(title, now, options)
    site = outlet.WebsiteOutlet(options, paper.store)

    def press(*keys: PageKey, first: bool = False) -> int:
        if first:
            vars(outlet)["_memory"] = Memory()
        shelf = shelves(options)[0]
        pressing = site.press_for(shelf, now)
        outlet._read_at_once(pressing, keys)  # noqa: SLF001  (as a batch has it read)
        return sum(len(page.body) for key in keys if (page := pressing.page(key)) is not None)

    section = FrontPage(FrontKind.SECTION, row.section)
    pages: dict[str, tuple[PageKey, ...]] = {"home": (HOME,), "section": (section,), "both": (HOME, section)}
    figures: dict[str, Any] = {
        "stories": PublicStory.objects.count(),
        "home_bytes": press(HOME),
        "arranged_ms": median(lambda: refresh_fronts(title, now, options, touched), rounds),
    }
    for name, keys in pages.items():
        press(*keys)
        figures[f"{name}_usual_ms"] = median(lambda keys=keys: press(*keys), rounds)  # type: ignore[misc]
        figures[f"{name}_first_ms"] = median(lambda keys=keys: press(*keys, first=True), rounds)  # type: ignore[misc]

    shelf = shelves(options)[0]
    pressing = site.press_for(shelf, now)
    page = pressing.page(HOME)
    assert page is not None
    times = pressing.paper.times
    values = {
        "name": title.name,
        "sections": [{"path": s.path, "name": s.name} for s in shelf.title.sections],
        "stories": [
            {
                "path": s.path,
                "headline": s.headline,
                "standfirst": s.standfirst,
                "label": s.label,
                "colour": s.section.colour,
                "provider": s.provider.name,
                "at": times.iso(s.published_at),
                "clock": times.clock(s.published_at),
            }
            for s in shelf.stories(sorted(page.shows)).values()
        ],
    }
    figures["cards"] = len(values["stories"])
    jinja = Environment(autoescape=True).from_string(_PAGE)
    django = Engine().from_string(_PAGE)
    figures["jinja2_ms"] = median(lambda: jinja.render(values), rounds)
    figures["django_ms"] = median(lambda: django.render(Context(values)), rounds)
    figures["usual_to_jinja2"] = round(figures["home_usual_ms"] / figures["jinja2_ms"], 2)
    figures["usual_to_django"] = round(figures["home_usual_ms"] / figures["django_ms"], 2)
    return figures | {"goal_ms": GOAL_MS}


def show(figures: dict[str, Any]) -> None:
    """The figures as a table."""
    print(f"{figures['stories']} stories, {figures['cards']} of them on a home page of {figures['home_bytes']} bytes")
    print(f"{'':24}{'usual':>10}{'first':>10}   CPU ms")
    for name in ("home", "section", "both"):
        print(f"{name + ' pressed':24}{figures[f'{name}_usual_ms']:>10}{figures[f'{name}_first_ms']:>10}")
    print(f"{'fronts arranged':24}{figures['arranged_ms']:>10}")
    print(f"{'Jinja2, words only':24}{figures['jinja2_ms']:>10}    ratio {figures['usual_to_jinja2']}")
    print(f"{'Django, words only':24}{figures['django_ms']:>10}    ratio {figures['usual_to_django']}")
    print(f"goal: a front pressed in at most {figures['goal_ms']:g} ms")


def main() -> None:
    """Fill a home, or take one, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--stories", type=int, default=10_000, help="that the home is filled with")
    parser.add_argument("--rounds", type=int, default=40, help="of each measurement")
    parser.add_argument("--home", type=Path, help="a home of such a filling, taken as it is")
    given = parser.parse_args()
    if given.home:
        figures = measure(given.home, given.rounds)
    else:
        with tempfile.TemporaryDirectory(prefix="wiredesk-bench-") as place:
            ingest = [sys.executable, str(Path(__file__).with_name("ingest.py")), "--fill", place, str(given.stories)]
            subprocess.run(ingest, check=True)
            figures = measure(Path(place) / "home", given.rounds)
    if given.json:
        print(json.dumps({"bench": "front", **figures}))
    else:
        show(figures)


if __name__ == "__main__":
    main()
