"""A mirrored file that vanishes deletes what stood in it last: that, all of it, and nothing else."""

from pathlib import Path

import pytest

from tests.newspaper import Newspaper, item, rss
from wiredesk.flow.replay import replay
from wiredesk.wire import spool
from wiredesk.wire.models import Service, Transmission

OTHERWISE = {
    "b": "Dredgers {guid} finished the south channel {said}, an engineer told councillors at the lock. ",
    "c": "Pilots of the {guid} fleet settled their wages {said} after talks in the customs house. ",
}


def ferry(guid: str, said: str = "on time") -> str:
    """A story of its own: one that said the same but for a word would be held with another that is killed."""
    told = OTHERWISE.get(guid, "Ferry {guid} left the quay {said}, the harbour master said on Sunday. ")
    return item(guid, f"Ferry {guid} is {said}", (told.format(guid=guid, said=said) * 4,))


def vanish(paper: Newspaper, name: str = "feed.xml") -> None:
    """The file is not there any more."""
    Transmission.objects.create(
        service=Service.objects.get(name="wire"),
        digest="",
        size=0,
        name=name,
        vanished=True,
        urgent=True,
        received_at=paper.now,
    )
    paper.flow()
    paper.later(minutes=1)


def put(paper: Newspaper, *items: str, name: str = "feed.xml") -> None:
    """The file is there, and says this."""
    paper.receive(rss(*items), name=name)
    paper.flow()
    paper.later(minutes=1)


def states(paper: Newspaper, guids: str) -> list[str]:
    return [paper.standing(guid) for guid in guids]


def test_what_stood_in_the_file_is_withdrawn(paper: Newspaper) -> None:
    put(paper, ferry("a"), ferry("b"), name="one.xml")
    put(paper, ferry("c"), name="two.xml")
    vanish(paper, "one.xml")
    assert states(paper, "abc") == ["killed", "killed", "live"]


def test_what_a_file_held_before_it_was_written_over_is_not(paper: Newspaper) -> None:
    put(paper, ferry("a"), ferry("b"))
    put(paper, ferry("b"), ferry("c"))
    vanish(paper)
    assert states(paper, "abc") == ["live", "killed", "killed"]


@pytest.mark.parametrize("bytes_kept", [True, False])
def test_nor_is_it_where_the_last_writing_brought_nothing_new(paper: Newspaper, bytes_kept: bool) -> None:
    put(paper, ferry("a"), ferry("b"))
    put(paper, ferry("b"), ferry("c"))
    put(paper, ferry("c"))
    if not bytes_kept:
        spool.path_of(paper.home.path, Transmission.objects.latest("pk").digest).unlink(missing_ok=True)
    vanish(paper)
    assert states(paper, "ac") == ["live", "killed"]


def test_a_version_in_another_file_is_not_deleted_with_the_old_one(paper: Newspaper) -> None:
    put(paper, ferry("a"), name="one.xml")
    put(paper, ferry("a", "late"), name="two.xml")
    vanish(paper, "one.xml")
    assert states(paper, "a") == ["live"]


def test_a_replay_deletes_nothing_that_took_the_files_name_later(paper: Newspaper) -> None:
    since = paper.now
    put(paper, ferry("a"))
    vanish(paper)
    put(paper, ferry("b"))
    replay(since, paper.now)
    paper.flow()
    assert states(paper, "ab") == ["killed", "live"]


def test_an_inbox_file_with_one_good_item_has_not_failed(paper: Newspaper, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "done").mkdir(parents=True)
    Service.objects.filter(name="wire").update(options={"path": str(inbox)})
    broken = ["<item><title>never ends</item>"] * 10
    data = rss(*(ferry(f"f{n}") for n in range(50)), *broken)
    (inbox / "done" / "long.xml").write_bytes(data)
    paper.receive(data, name="long.xml")
    paper.flow()
    assert (inbox / "done" / "long.xml").is_file()
