"""An item that nothing was made for never stops its neighbours: it is published, held or quarantined, and they go on.

PostgreSQL refuses what SQLite lets pass, such as a text too long for its column: these run on both.
"""

import random
from collections.abc import Callable

import pytest

from tests.newspaper import Newspaper, item, rss
from wiredesk.decisions.models import Standing
from wiredesk.flow.steps import STEPS, run_steps
from wiredesk.wire.models import Quarantine, WireItem
from wiredesk.wire.reread import reread


def text(of: str) -> tuple[str, ...]:
    """A body of one paragraph that no other story has, nor says in other words."""
    return (f"Ferry {of} left quay {of} as planned{of}, as master{of} told{of} crew{of}. " * 4,)


def han(length: int) -> str:
    """Letters of three bytes each, in no order that could be packed."""
    chosen = random.Random(length)
    return "".join(chr(chosen.randint(0x4E00, 0x9FFF)) for _ in range(length))


def agencys(word: str, value: str) -> str:
    """An element in a namespace of the agency's own."""
    return f"<x:{word} xmlns:x='https://agency.example/ext'>{value}</x:{word}>"


def picture(url: str, more: str = "") -> str:
    """A picture as Media RSS has them."""
    return f"<media:content url='{url}' medium='image' {more}/>"


def hostile(extra: str = "", guid: str = "p", headline: str = "Plover", body: str = "", **more: str) -> str:
    """One item with something odd about it; `body` is markup."""
    return item(guid, headline, (body or text("p")[0],), extra=extra, make=str, **more)


ITEMS = {
    "a guid of a thousand letters": hostile(guid="g" * 1000),
    "a guid that no index takes": hostile(guid=han(1000)),
    "a guid of fifty thousand": hostile(guid="g" * 50_000),
    "no guid": hostile(guid="x").replace("<guid isPermaLink='false'>x</guid>", ""),
    "a guid with a NUL by reference": hostile(guid="p&#0;q"),
    "a headline of five thousand": hostile(headline=han(5000)),
    "a headline of controls": hostile(headline="P \u0085\u2028\u202e &#0; &#1; &#xD800; &#x110000;"),
    "a body of a megabyte": hostile(body="word " * 200_000),
    "a body of references to nothing": hostile(body=text("p")[0] + "&#0;&#1;&#xD800;&#xFFFF;&#x110000;"),
    "a thousand categories": hostile("".join(f"<category>cat {n}</category>" for n in range(1000))),
    "five hundred pictures": hostile("".join(picture(f"https://a.example/{n}.jpg") for n in range(500))),
    "a picture's address of five thousand": hostile(picture("https://a.example/" + "x" * 5000)),
    "a picture's address that no index takes": hostile(picture(f"https://a.example/{han(1900)}.jpg")),
    "a picture nowhere": hostile(picture("https://[a.example/1.jpg") + picture("https://a.example:99999999/1.jpg")),
    "a picture wider than anything": hostile(picture("https://a.example/1.jpg", f"width='{'9' * 40}' height='٣'")),
    "an image wider than anything": hostile(
        body=f"{text('p')[0]}<img src='https://a.example/1.jpg' width='{'9' * 40}'>"
    ),
    "a language of many subtags": hostile("<dc:language>en-aaaaaaaa-bbbbbbbb-cccccccc</dc:language>"),
    "an embargo for ever": hostile("<dcterms:available>9999-12-31T23:59:59Z</dcterms:available>"),
    "an embargo beyond the last day": hostile(agencys("ednote", "EMBARGOED UNTIL 9999-12-31 23:59 -12:00")),
    "an embargo before the first day": hostile(agencys("ednote", "EMBARGOED UNTIL 0001-01-01 00:00 +14:00")),
    "a date before the first day": hostile(at="Mon, 01 Jan 0001 00:00:00 +1400"),
    "a date beyond the last day": hostile(at="Fri, 31 Dec 9999 23:59:59 -1200"),
    "a version that is no number": hostile(agencys("version", "1" + han(60))),
    "a status of nine thousand": hostile(agencys("pubStatus", "q" * 9000)),
    "a slugline of five thousand": hostile(agencys("slugline", "s" * 5000) + agencys("dateline", "d" * 5000)),
    "an author of fifteen thousand": hostile(f"<dc:creator>{'A b' * 5000}</dc:creator>"),
    "links to nowhere": hostile(
        body=text("p")[0] + "<a href='https://[bad/x'>x</a><a href='http://a.example:x/'>y</a>", link="https://[bad/x"
    ),
    "embeds from nowhere": hostile(
        "<media:content url='https://[bad/1.mp4' medium='video'/><media:player url='https://a.example:bad/x'/>",
        body=text("p")[0] + "<iframe src='https://[bad/x'></iframe><iframe src='http://a.example:x/'></iframe>",
    ),
    "markup three thousand deep": hostile(body="<b>" * 3000 + "x" + "</b>" * 3000),
    "brackets that never close": hostile(body="(" * 5000 + "[" * 5000 + text("p")[0]),
}


@pytest.mark.parametrize("bad", ITEMS.values(), ids=ITEMS)
def test_neighbours_of_a_hostile_item_are_published(paper: Newspaper, bad: str) -> None:
    paper.take(item("a", "Alpha ferry", text("a")), bad, item("b", "Beta ferry", text("b")))
    assert (paper.standing("a"), paper.standing("b")) == ("live", "live")
    assert [paper.page(paper.path_of(guid))[0] for guid in "ab"] == [200, 200]
    assert Standing.objects.count() + Quarantine.objects.count() == 3, "it is somewhere"


PLAIN = hostile().encode()
BYTES: dict[str, Callable[[bytes], bytes]] = {
    "NUL in its guid": lambda one: one.replace(b">p<", b">p\0q<", 1),
    "NUL in its text": lambda one: one.replace(b"Ferry", b"Fer\0ry"),
    "bytes that are no UTF-8": lambda one: one.replace(b">p<", b">p" + b"\xff" * 990 + b"<", 1),
    "half a surrogate": lambda one: one.replace(b"<title>P", b"<title>\xed\xa0\x80"),
    "a tag that never ends": lambda one: one.replace(b"</title>", b"\0"),
    "elements three thousand deep": lambda one: one.replace(
        b"<pubDate>", b"<x>" * 3000 + b"</x>" * 3000 + b"<pubDate>"
    ),
    "a text of fifteen megabytes": lambda one: one.replace(b"Ferry", b"Ferry " * 2_500_000),
}


@pytest.mark.parametrize("broken", BYTES.values(), ids=BYTES)
def test_neighbours_of_broken_bytes_are_published(paper: Newspaper, broken: Callable[[bytes], bytes]) -> None:
    feed = rss(item("a", "Alpha ferry", text("a")), "@@", item("b", "Beta ferry", text("b")))
    paper.receive(feed.replace(b"@@", broken(PLAIN)))
    paper.flow()
    assert (paper.standing("a"), paper.standing("b")) == ("live", "live")
    assert Quarantine.objects.get().reason
    assert not WireItem.objects.exclude(guid__in=("a", "b")).exists()


def test_two_thousand_items_in_one_file_are_read_in_one_step(paper: Newspaper) -> None:
    ferries = (item(f"f{n}", f"Ferry {n} is in", (f"Ferry {n} is in, the pilot said.",)) for n in range(2000))
    paper.receive(rss(*ferries))
    run_steps(paper.clock, paper.paper, STEPS[:1])
    assert WireItem.objects.count() == 2000


@pytest.fixture
def damaged(paper: Newspaper) -> tuple[Newspaper, WireItem, bytes]:
    """Three items were read, and what was kept of the second cannot be taken apart."""
    paper.receive(rss(*(item(guid, f"Ferry {guid} is in", text(guid)) for guid in "abc")))
    run_steps(paper.clock, paper.paper, STEPS[:1])
    row = WireItem.objects.get(guid="b")
    whole = bytes(row.parsed)
    WireItem.objects.filter(pk=row.pk).update(parsed=b"\x81no")
    paper.flow()
    return paper, row, whole


def test_an_item_that_cannot_be_taken_apart_waits_in_quarantine(damaged: tuple[Newspaper, WireItem, bytes]) -> None:
    paper, row, _ = damaged
    assert (paper.standing("a"), paper.standing("c")) == ("live", "live")
    entry = Quarantine.objects.get()
    assert (entry.reason, entry.guid, entry.digest) == ("own_fault", "b", row.digest)


def test_an_item_taken_up_again_is_adopted_or_quarantined_again(damaged: tuple[Newspaper, WireItem, bytes]) -> None:
    paper, row, whole = damaged
    reread(Quarantine.objects.get().pk, paper.now)
    paper.flow()
    entry = Quarantine.objects.get(resolved_at=None)
    WireItem.objects.filter(pk=row.pk).update(parsed=whole)
    reread(entry.pk, paper.now)
    paper.flow()
    assert paper.standing("b") == "live"
    assert not Quarantine.objects.filter(resolved_at=None).exists()


def test_an_item_that_the_database_refuses_stops_nobody_else(paper: Newspaper) -> None:
    paper.take(item("a", "Alpha ferry", text("a")))
    WireItem.objects.update(adopted_at=None)
    paper.take(item("b", "Beta ferry", text("b")), item("c", "Gamma ferry", text("c")))
    assert (paper.standing("a"), paper.standing("b"), paper.standing("c")) == ("live", "live", "live")
    assert Quarantine.objects.get().guid == "a"
    assert not WireItem.objects.filter(adopted_at=None).exists()
