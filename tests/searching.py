"""A paper and a reader who searches it, through the front as a server would."""

import re
from html import unescape
from urllib.parse import urlencode

from tests.home_on_disk import Home
from tests.newspaper import Newspaper
from tests.public.reader import Answer, Reader
from wiredesk.flow.steps import open_paper
from wiredesk.outlets.website.outlet import WebsiteOutlet
from wiredesk.publication.search.reader import SearchReader
from wiredesk.publication.shelf import shelves


class Searching:
    """One home with one service, and what its readers find."""

    def __init__(self, home: Home) -> None:
        self.paper = Newspaper(home)
        self.paper.service()
        self.restart()

    def restart(self) -> None:
        """New processes on the same home: a worker, and a server."""
        self.paper.paper = open_paper(self.paper.home.options)
        self.reader = Reader(self.paper.home.options)
        self.reader.unix = self.paper.now.timestamp()

    def see_titles(self) -> None:
        """Let servers know which titles there are now."""
        options = self.paper.home.options
        WebsiteOutlet(options, self.paper.paper.store).serve(shelves(options))
        self.restart_reader()

    def restart_reader(self) -> None:
        """A new server on the same home."""
        self.reader = Reader(self.paper.home.options)
        self.reader.unix = self.paper.now.timestamp()

    def ask(self, words: str = "", *, host: str = "localhost:8000", **more: str) -> Answer:
        """The answer to a search; `since` and `until` are the form's `from` and `to`."""
        named = {{"since": "from", "until": "to"}.get(name, name): value for name, value in more.items()}
        return self.reader.ask("/search/", query=urlencode({"q": words, **named}), host=host)

    def found(self, words: str = "", *, host: str = "localhost:8000", **more: str) -> list[str]:
        """The headlines that a search finds, in their order."""
        answer = self.ask(words, host=host, **more)
        assert answer.status == 200
        return headlines(answer)

    def indexed(self) -> int:
        """How many records the index holds."""
        index = SearchReader(self.paper.home.path).index()
        assert index is not None
        return len(index)


def headlines(answer: Answer) -> list[str]:
    """The headlines on an answer's page, without the marks in them."""
    return [unescape(re.sub(r"<[^>]+>", "", one)) for one in re.findall(r"<h2>(.*?)</h2>", hits(answer))]


def hits(answer: Answer) -> str:
    """The part of an answer's page that lists what was found."""
    return answer.body.decode().partition('<ol class="hits">')[2].partition("</ol>")[0]
