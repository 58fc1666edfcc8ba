"""Pictures are found by names that can mean nothing else."""

from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

from tests.home_on_disk import Home
from tests.public.reader import Reader, media

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpora" / "traversal"
DIGEST = "ab" + "0123456789abcdef" * 3


@pytest.fixture
def reader(home: Home) -> Reader:
    return Reader(home.options)


@pytest.mark.parametrize("name", [f"{DIGEST}-800.jpg", f"{DIGEST}-16x9-1200.avif", f"{DIGEST}-320.webp"])
def test_a_picture_is_served_for_ever(reader: Reader, home: Home, name: str) -> None:
    path = media(home.path, name, b"picture")
    answer = reader.ask(path)
    assert (answer.status, answer.body) == (200, b"picture")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("image/")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert reader.ask(path, "HEAD").body == b""
    again = reader.ask(path, if_none_match=answer.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_a_removed_picture_is_gone_at_once(reader: Reader, home: Home) -> None:
    path = media(home.path, f"{DIGEST}-800.jpg", b"picture")
    assert reader.ask(path).status == 200
    (home.path / path[1:]).unlink()
    assert reader.ask(path).status == 404


@pytest.mark.parametrize(
    "name",
    [
        f"/media/cd/{DIGEST}-800.jpg",
        f"/media/ab/{DIGEST}.jpg",
        f"/media/ab/{DIGEST}-800.svg",
        f"/media/ab/{DIGEST}-800.jpg/",
        f"/media/ab/{DIGEST}-800.jpg\n",
        f"/media/ab/../ab/{DIGEST}-800.jpg",
        f"/media//ab/{DIGEST}-800.jpg",
        f"/media/ab/{DIGEST.upper()}-800.jpg",
        "/media/wiredesk.toml",
        "/media/",
    ],
)
def test_only_a_pictures_own_name_is_a_picture(reader: Reader, home: Home, name: str) -> None:
    media(home.path, f"{DIGEST}-800.jpg", b"picture")
    media(home.path, f"{DIGEST}.jpg", b"picture")
    media(home.path, f"{DIGEST}-800.svg", b"picture")
    assert reader.ask(name).status in (400, 404)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of hostile file names is not on this machine")
def test_no_hostile_name_leaves_the_folder(reader: Reader, home: Home) -> None:
    media(home.path, f"{DIGEST}-800.jpg", b"picture")
    for corpus in sorted(CORPUS.glob("*.txt")):
        for line in corpus.read_bytes().splitlines():
            for target in (b"wiredesk.toml", b"etc/passwd"):
                hostile = line.replace(b"{FILE}", target)
                for sent in (hostile, unquote_to_bytes(hostile), unquote_to_bytes(unquote_to_bytes(hostile))):
                    for folder in ("/media/", "/media/ab/", "/"):
                        answer = reader.ask(folder + sent.decode("latin-1"))
                        assert answer.status in (400, 404), sent
