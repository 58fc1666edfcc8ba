"""Takes every feed of the simulated agency into a home and gives it an edition for each city, for script/demo.

One process where `service add` and `edition add` need twenty.

python script/demo_feeds.py HOME http://127.0.0.1:8100
"""

import sys
from pathlib import Path

from wiredesk.agency.paper import CITIES, IN_OTHER_WORDS, key_of, places_toml
from wiredesk.agency.world import world
from wiredesk.cli.frame import start_django
from wiredesk.common.clock import system_clock


def take_in(address: str) -> None:
    """Make the agency's providers, and a service for each feed, in the section that the agency means it for."""
    from wiredesk.wire.providers import set_provider
    from wiredesk.wire.services import NewService, add

    for feed in world().feeds:
        set_provider(feed.provider, name=feed.agency, kind=feed.kind)
        options = {"url": f"{address}/feeds/{feed.name}.xml", "interval": "15", "allow_private": "true"}
        add(
            NewService(
                name=feed.name, provider=feed.provider, transport="http_poll", options=options, section=feed.section
            ),
            system_clock(),
        )


def found_editions(home: Path) -> None:
    """Tell the home where the made-up world lies, and found an edition for each of its cities."""
    from wiredesk.flow.editions import make

    (home / "places.toml").write_text(places_toml(), encoding="utf-8")
    for name, (masthead, language, _) in CITIES.items():
        make(name, (key_of(name),), home, masthead=masthead, language=language)
    for city, (slug, name, masthead, language) in IN_OTHER_WORDS.items():
        make(name, (key_of(city),), home, slug=slug, masthead=masthead, language=language)


if __name__ == "__main__":
    start_django(Path(sys.argv[1]))
    take_in(sys.argv[2])
    found_editions(Path(sys.argv[1]))
